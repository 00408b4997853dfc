/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-anonymiser.c: no address, name or byte of contents is left, and what is left makes sense. */
#include <arpa/inet.h>
#include <string.h>

#include "hello-builder.h"
#include "packet-builder.h"
#include "pv-anonymiser.h"
#include "pv-dns-message.h"
#include "pv-tls-client-hello.h"

#define LINKTYPE_ETHERNET 1
#define LINKTYPE_RAW 101

static const guint8 key[] = "a key of a test, and of nobody else";

/* That of the sample which the authors of Crypto-PAn give with it. */
static const guint8 pan_key[32] = {
  21,  34,  23,  141, 51,  164, 207, 128, 19, 10, 91, 22, 73, 144, 125, 16,
  216, 152, 143, 131, 121, 121, 101, 39,  98, 87, 76, 45, 42, 132, 34,  2,
};

static void
expect_address (PvPseudonyms *pseudonyms,
                const char   *address,
                const char   *expected)
{
  gboolean is_v6 = strchr (address, ':') != NULL;
  guint8 bytes[16];
  guint8 other[16];

  g_assert_cmpint (inet_pton (is_v6 ? AF_INET6 : AF_INET, address, bytes), ==, 1);
  g_assert_cmpint (inet_pton (is_v6 ? AF_INET6 : AF_INET, expected, other), ==, 1);
  pv_pseudonyms_replace_address (pseudonyms, bytes, is_v6 ? 16 : 4);
  g_assert_cmpmem (bytes, is_v6 ? 16 : 4, other, is_v6 ? 16 : 4);
}

static void
test_vectors (void)
{
  g_autoptr (PvPseudonyms) pseudonyms = pv_pseudonyms_new (key, sizeof key);

  pv_pseudonyms_set_crypto_pan_key (pseudonyms, pan_key);
  expect_address (pseudonyms, "128.11.68.132", "135.242.180.132");
  expect_address (pseudonyms, "129.118.74.4", "134.136.186.123");
  expect_address (pseudonyms, "130.132.252.244", "133.68.164.234");
  expect_address (pseudonyms, "141.223.7.43", "141.167.8.160");
  expect_address (pseudonyms, "141.233.145.108", "141.129.237.235");
  expect_address (pseudonyms, "152.163.225.39", "151.140.114.167");
  expect_address (pseudonyms, "156.29.3.236", "147.225.12.42");
  expect_address (pseudonyms, "192.102.249.13", "252.138.62.131");
  /* nobody's */
  expect_address (pseudonyms, "224.0.0.251", "224.0.0.251");
  expect_address (pseudonyms, "255.255.255.255", "255.255.255.255");
  expect_address (pseudonyms, "::", "::");
  expect_address (pseudonyms, "ff02::fb", "ff02::fb");
}

static guint
count_common (const guint8 *a,
              const guint8 *b,
              guint         size)
{
  guint n = 0;

  while (n < 8 * size && ((a[n / 8] ^ b[n / 8]) & 0x80 >> n % 8) == 0)
    n++;

  return n;
}

/* As many first bits are the same as before, of addresses of both kinds. */
static void
test_prefixes (void)
{
  g_autoptr (PvPseudonyms) pseudonyms = pv_pseudonyms_new (key, sizeof key);

  for (guint i = 0; i < 2000; i++)
    {
      guint size = i % 2 != 0 ? 4 : 16;
      guint same = (guint) g_test_rand_int_range (0, 8 * (int) size);
      guint8 a[16], b[16], before[2][16];

      for (guint k = 0; k < size; k++)
        a[k] = (guint8) g_test_rand_int ();
      a[0] = (guint8) (a[0] % 0xe0);
      memcpy (b, a, size);
      b[same / 8] ^= (guint8) (0x80 >> same % 8);
      if ((b[0] & 0xe0) == 0xe0)
        continue;
      memcpy (before[0], a, size);
      memcpy (before[1], b, size);
      pv_pseudonyms_replace_address (pseudonyms, a, (guint8) size);
      pv_pseudonyms_replace_address (pseudonyms, b, (guint8) size);
      g_assert_cmpuint (count_common (a, b, size), ==, same);
      /* once more, from what was remembered */
      pv_pseudonyms_replace_address (pseudonyms, before[0], (guint8) size);
      g_assert_cmpmem (before[0], size, a, size);
    }
}

/* No two labels become the same, whatever their length; case does not count. */
static void
test_labels (void)
{
  static const char letters[] = "abcdefghijklmnopqrstuvwxyz0123456789-";
  g_autoptr (PvPseudonyms) pseudonyms = pv_pseudonyms_new (key, sizeof key);
  g_autoptr (PvPseudonyms) other = pv_pseudonyms_new (key, sizeof key - 2);
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  char host[] = "WWW.Example.com";
  char again[] = "www.example.COM";
  char others[] = "www.example.com";

  for (guint i = 0; i < G_N_ELEMENTS (letters) - 1; i++)
    for (guint k = 0; k < G_N_ELEMENTS (letters) - 1; k++)
      {
        char label[] = { letters[i], letters[k], '\0' };

        pv_pseudonyms_replace_label (pseudonyms, (guint8 *) label, 2);
        g_assert_true (g_hash_table_add (seen, g_strdup (label)));
      }

  pv_pseudonyms_replace_host (pseudonyms, (guint8 *) host, strlen (host));
  pv_pseudonyms_replace_host (pseudonyms, (guint8 *) again, strlen (again));
  pv_pseudonyms_replace_host (other, (guint8 *) others, strlen (others));
  g_assert_cmpstr (host, ==, again);
  g_assert_cmpstr (host, !=, others);
  g_assert_cmpint (host[3], ==, '.');
  g_assert_cmpint (host[11], ==, '.');
}

/* --- Packets --- */

/* Rewrites @packet, a copy of just that size, and each truncation of it. Returns what is kept. */
static GByteArray *
rewrite (GByteArray *packet,
         guint16     link_type)
{
  g_autoptr (PvAnonymiser) anonymiser = pv_anonymiser_new (pv_pseudonyms_new (key, sizeof key));
  GByteArray *kept = NULL;

  for (guint n = 0; n <= packet->len; n++)
    {
      g_autofree guint8 *copy = g_memdup2 (packet->data, n);
      const PvRecord record = { .data = copy, .captured_length = n, .original_length = packet->len, .link_type = link_type };
      PvRecord rewritten;

      pv_anonymiser_rewrite (anonymiser, &record, &rewritten);
      g_assert_cmpuint (rewritten.captured_length, <=, n);
      g_assert_cmpuint (rewritten.original_length, ==, packet->len);
      if (n == packet->len)
        kept = g_byte_array_append (g_byte_array_new (), rewritten.data, rewritten.captured_length);
    }
  g_byte_array_unref (packet);

  return kept;
}

static gboolean
contains (GByteArray   *bytes,
          const guint8 *part,
          gsize         n)
{
  return memmem (bytes->data, bytes->len, part, n) != NULL;
}

static void
expect_no_part (GByteArray   *folded,
                const guint8 *part,
                gsize         n)
{
  g_assert_false (contains (folded, part, n));
}

/* Neither as they are nor backwards, nor in hexadecimal digits, as URLs and mails write them, or in base64, wherever that
 * begins. @folded: in lower case */
static void
expect_no_bytes (GByteArray   *folded,
                 const guint8 *part,
                 gsize         n)
{
  g_autoptr (GString) digits = g_string_new (NULL);
  g_autoptr (GString) percent = g_string_new (NULL);
  g_autoptr (GString) quoted = g_string_new (NULL);
  g_autofree guint8 *backwards = g_malloc (n);

  for (gsize i = 0; i < n; i++)
    {
      backwards[n - 1 - i] = part[i];
      g_string_append_printf (digits, "%02x", part[i]);
      g_string_append_printf (percent, "%%%02x", part[i]);
      g_string_append_printf (quoted, "=%02x", part[i]);
    }
  expect_no_part (folded, part, n);
  expect_no_part (folded, backwards, n);
  expect_no_part (folded, (const guint8 *) digits->str, digits->len);
  expect_no_part (folded, (const guint8 *) percent->str, percent->len);
  expect_no_part (folded, (const guint8 *) quoted->str, quoted->len);
  for (guint shift = 0; shift < 3; shift++)
    {
      g_autofree guint8 *shifted = g_malloc0 (n + shift);
      g_autofree char *code = NULL;
      g_autofree char *lower = NULL;
      gsize first = (shift * 8 + 5) / 6;

      memcpy (shifted + shift, part, n);
      code = g_base64_encode (shifted, n + shift);
      lower = g_ascii_strdown (code, -1);
      /* characters that tell of other bytes, too, are left out */
      expect_no_part (folded, (const guint8 *) lower + first, (n + shift) * 8 / 6 - first);
    }
}

/* In any case: as ASCII, UTF-16 and UTF-32 of either order, in words with other separators, and as all that
 * expect_no_bytes() knows. */
static void
expect_no_text (GByteArray *bytes,
                const char *text)
{
  g_autoptr (GByteArray) folded = g_byte_array_new ();
  gsize n = strlen (text);

  for (guint i = 0; i < bytes->len; i++)
    g_byte_array_append (folded, &(guint8){ (guint8) g_ascii_tolower ((char) bytes->data[i]) }, 1);
  for (gsize width = 2; width <= 4; width *= 2)
    for (gsize at = 0; at < width; at += width - 1)
      {
        g_autofree guint8 *wide = g_malloc0 (width * n);

        for (gsize i = 0; i < n; i++)
          wide[width * i + at] = (guint8) text[i];
        expect_no_part (folded, wide + at, width * (n - 1) + 1);
      }
  expect_no_bytes (folded, (const guint8 *) text, n);
}

static void
expect_no_address (GByteArray *bytes,
                   const char *address)
{
  gboolean is_v6 = strchr (address, ':') != NULL;
  guint8 part[16];

  inet_pton (is_v6 ? AF_INET6 : AF_INET, address, part);
  g_assert_false (contains (bytes, part, is_v6 ? 16 : 4));
  expect_no_bytes (bytes, part, is_v6 ? 16 : 4);
  expect_no_text (bytes, address);
  if (!is_v6)
    {
      g_autofree char *number = g_strdup_printf ("%u", pv_peek_u32 (part));
      g_autofree char *reverse = g_strdup_printf ("%u.%u.%u.%u.in-addr", part[3], part[2], part[1], part[0]);

      expect_no_text (bytes, number);
      expect_no_text (bytes, reverse);
    }
}

/* The Internet's checksum of what is kept, with zeros for the rest, must come out right. */
static guint
sum (const guint8 *data,
     guint         n,
     guint         start)
{
  guint total = start;

  for (guint i = 0; i < n; i++)
    total += i % 2 != 0 ? data[i] : (guint) data[i] << 8;
  while (total > 0xffff)
    total = (total >> 16) + (total & 0xffff);

  return total;
}

static void
expect_checksums (GByteArray *bytes,
                  guint       at,
                  guint8      protocol)
{
  const guint8 *ip = bytes->data + at;
  guint length = pv_peek_u16 (ip + 2) - 20u;

  g_assert_cmpuint (sum (ip, 20, 0), ==, 0xffff);
  g_assert_cmpuint (sum (ip + 20, bytes->len - at - 20, sum (ip + 12, 8, protocol + length)), ==, 0xffff);
}

static void
test_http (void)
{
  static const char request[] = "GET /secret-path HTTP/1.1\r\nHost: secret.example\r\nCookie: secret\r\n\r\n";
  GByteArray *packet = g_byte_array_append (packet_new (), (const guint8 *) request, strlen (request));
  g_autoptr (GByteArray) kept = NULL;
  static const guint8 source[] = { 0, 0x11, 0x22, 0x33, 0x44, 0x55 };

  packet_tcp (packet, 40000, 80, 77, 0x18);
  packet_ipv4 (packet, 6, "192.0.2.77", "198.51.100.88");
  packet_ethernet (packet, 0x0800);
  memcpy (packet->data + 6, source, sizeof source);
  kept = rewrite (packet, LINKTYPE_ETHERNET);

  g_assert_cmpuint (kept->len, ==, 14 + 20 + 20);
  expect_no_text (kept, "secret");
  expect_no_address (kept, "192.0.2.77");
  expect_no_address (kept, "198.51.100.88");
  g_assert_false (contains (kept, source + 1, 5));
  g_assert_cmpuint (pv_peek_u16 (kept->data + 34), ==, 40000);
  expect_checksums (kept, 14, 6);
}

static void
test_dns (void)
{
  /* an answer with a CNAME, an A and a TXT record, by pointers */
  GByteArray *packet = packet_append (packet_new (), "1234 8180 0001 0003 0000 0000"
                                      "06 536563726574 07 6578616d706c65 00 0001 0001"
                                      "c00c 0005 0001 0000000a 0009 06 68696464656e c013"
                                      "c02c 0001 0001 0000000a 0004 c0000299"
                                      "c00c 0010 0001 0000000a 0007 06 736563726574");
  g_autoptr (GByteArray) kept = NULL;
  PvDnsMessage message;
  guint length = packet->len;
  char name[] = "secret.example";
  g_autoptr (PvPseudonyms) pseudonyms = pv_pseudonyms_new (key, sizeof key);

  packet_udp (packet, 53, 40000);
  packet_ipv4 (packet, 17, "192.0.2.53", "198.51.100.88");
  kept = rewrite (packet, LINKTYPE_RAW);

  g_assert_cmpuint (kept->len, ==, 28 + length);
  expect_no_text (kept, "secret");
  expect_no_text (kept, "hidden");
  expect_no_text (kept, "example");
  expect_no_address (kept, "192.0.2.153");
  expect_no_address (kept, "198.51.100.88");
  g_assert_true (pv_dns_message_read (kept->data + 28, kept->len - 28, &message));
  pv_pseudonyms_replace_host (pseudonyms, (guint8 *) name, strlen (name));
  g_assert_cmpstr (message.name, ==, name);
}

static void
test_tls (void)
{
  GByteArray *packet = hello_records (hello_message_of ("very-secret.example"), 16384);
  g_autoptr (GByteArray) kept = NULL;
  g_autoptr (PvPseudonyms) pseudonyms = pv_pseudonyms_new (key, sizeof key);
  char name[] = "very-secret.example";
  PvTlsClientHello hello;
  PvCursor cursor;
  guint length = packet->len;

  packet_tcp (packet, 40000, 443, 77, 0x18);
  packet_ipv4 (packet, 6, "192.0.2.77", "198.51.100.88");
  kept = rewrite (packet, LINKTYPE_RAW);

  g_assert_cmpuint (kept->len, ==, 40 + length);
  expect_no_text (kept, "secret");
  cursor = (PvCursor){ kept->data + 40, kept->len - 40, kept->len - 40 };
  g_assert_cmpint (pv_tls_client_hello_read (&cursor, &hello), ==, PV_PARSE_WHOLE);
  pv_pseudonyms_replace_host (pseudonyms, (guint8 *) name, strlen (name));
  g_assert_cmpmem (hello.name, hello.name_length, name, strlen (name));
}

static void
test_others (void)
{
  GByteArray *packet = packet_append (packet_new (), "0001 0800 0604 0001 021122334455 c0000207 000000000000 c0000208"
                                                     "706164 64696e67");
  g_autoptr (GByteArray) arp = NULL;
  g_autoptr (GByteArray) icmp = NULL;
  g_autoptr (GByteArray) v6 = NULL;
  g_autoptr (GByteArray) unknown = NULL;

  arp = rewrite (packet_ethernet (packet, 0x0806), LINKTYPE_ETHERNET);
  g_assert_cmpuint (arp->len, ==, 14 + 28);
  expect_no_address (arp, "192.0.2.7");
  expect_no_address (arp, "192.0.2.8");
  g_assert_false (contains (arp, (const guint8 *) "\x11\x22\x33\x44\x55", 5));

  /* a redirect, which quotes a packet */
  packet = packet_append (packet_new (), "05 01 0000 c0000209 45000014 00000000 40060000 c000020a c000020b");
  icmp = rewrite (packet_ipv4 (packet, 1, "192.0.2.77", "198.51.100.88"), LINKTYPE_RAW);
  g_assert_cmpuint (icmp->len, ==, 28);
  expect_no_address (icmp, "192.0.2.9");
  expect_no_address (icmp, "192.0.2.10");

  /* a routing header names routers; what is behind it goes on */
  packet = packet_append (packet_udp (packet_append (packet_new (), "736563726574"), 1000, 2000), "");
  packet_prepend (packet, "11 02 00 01 00000000 20010db8 00000000 00000000 00000099");
  v6 = rewrite (packet_ipv6 (packet, 43, "2001:db8::77", "2001:db8::88"), LINKTYPE_RAW);
  g_assert_cmpuint (v6->len, ==, 40 + 24 + 8);
  expect_no_address (v6, "2001:db8::77");
  expect_no_address (v6, "2001:db8::88");
  expect_no_address (v6, "2001:db8::99");
  expect_no_text (v6, "secret");

  packet = packet_append (packet_new (), "736563726574 736563726574");
  unknown = rewrite (packet, 147);
  g_assert_cmpuint (unknown->len, ==, 0);
}

/* Vendors stay where that is asked for; devices of one never become the same. */
static void
test_vendors (void)
{
  g_autoptr (PvPseudonyms) pseudonyms = pv_pseudonyms_new (key, sizeof key);
  g_autoptr (PvPseudonyms) other = pv_pseudonyms_new ((const guint8 *) "another key, of a test and of nobody", 36);
  g_autofree guint8 *seen = g_malloc0 (1 << 21);
  guint n_unchanged = 0;
  guint8 chosen[6] = { 0x02, 0x11, 0x22, 0x33, 0x44, 0x55 };
  guint8 group[6] = { 0x01, 0x00, 0x5e, 0x00, 0x00, 0xfb };
  guint8 again[6] = { 0x00, 0x11, 0x22, 0x33, 0x44, 0x55 };
  guint8 elsewhere[6] = { 0x00, 0x11, 0x22, 0x33, 0x44, 0x55 };
  guint8 replaced[6] = { 0x00, 0x11, 0x22, 0x33, 0x44, 0x55 };

  pv_pseudonyms_replace_hardware (pseudonyms, replaced);
  g_assert_cmpint (memcmp (replaced, again, 3), !=, 0);

  pv_pseudonyms_set_keep_vendors (pseudonyms, TRUE);
  pv_pseudonyms_set_keep_vendors (other, TRUE);
  for (guint i = 0; i < 1 << 16; i++)
    {
      guint8 address[6] = { 0x00, 0x11, 0x22, 0x33, (guint8) (i >> 8), (guint8) i };
      guint device;

      pv_pseudonyms_replace_hardware (pseudonyms, address);
      g_assert_cmpmem (address, 3, "\x00\x11\x22", 3);
      device = (guint) address[3] << 16 | (guint) address[4] << 8 | address[5];
      g_assert_cmpuint (seen[device / 8] & 1u << device % 8, ==, 0);
      seen[device / 8] |= (guint8) (1u << device % 8);
      n_unchanged += device == (0x330000u | i);
    }
  g_assert_cmpuint (n_unchanged, <, 10);

  pv_pseudonyms_replace_hardware (pseudonyms, again);
  pv_pseudonyms_replace_hardware (other, elsewhere);
  g_assert_cmpint (memcmp (again, elsewhere, 6), !=, 0);
  pv_pseudonyms_replace_hardware (pseudonyms, chosen);
  g_assert_cmpint (memcmp (chosen, "\x02\x11\x22", 3), !=, 0);
  g_assert_cmpuint (chosen[0] & 3, ==, 2);
  pv_pseudonyms_replace_hardware (pseudonyms, group);
  g_assert_cmpmem (group, 6, "\x01\x00\x5e\x00\x00\xfb", 6);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/anonymiser/vectors", test_vectors);
  g_test_add_func ("/anonymiser/prefixes", test_prefixes);
  g_test_add_func ("/anonymiser/labels", test_labels);
  g_test_add_func ("/anonymiser/vendors", test_vendors);
  g_test_add_func ("/anonymiser/http", test_http);
  g_test_add_func ("/anonymiser/dns", test_dns);
  g_test_add_func ("/anonymiser/tls", test_tls);
  g_test_add_func ("/anonymiser/others", test_others);

  return g_test_run ();
}
