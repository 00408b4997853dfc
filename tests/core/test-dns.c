/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-dns.c: names of lookups, as text. */
#include <string.h>

#include "packet-builder.h"
#include "pv-dns.h"

#define HEADER "1234 0100 0001 0000 0000 0000"
#define TYPE_AND_CLASS "0001 0001"

/* Reads @message from a copy of just its size, and every truncation of it, which must not be read. */
static void
expect_name (GByteArray *message,
             guint       question_length,
             const char *expected)
{
  char name[PV_DNS_NAME_MAX];

  for (guint length = 0; length <= message->len; length++)
    {
      g_autofree guint8 *copy = length > 0 ? g_memdup2 (message->data, length) : g_malloc (1);
      gsize n;

      memset (name, 0x55, sizeof name);
      n = pv_dns_read_lookup (copy, length, name);
      if (expected != NULL && length >= question_length)
        {
          g_assert_cmpstr (name, ==, expected);
          g_assert_cmpuint (n, ==, strlen (expected));
        }
      else
        {
          g_assert_cmpuint (n, ==, 0);
        }
    }

  g_byte_array_unref (message);
}

/* @hex: what follows the header */
static void
expect (const char *hex,
        const char *expected)
{
  GByteArray *message = packet_prepend (packet_append (packet_new (), hex), HEADER);

  expect_name (message, message->len, expected);
}

static void
test_plain (void)
{
  expect_name (packet_dns ("example.com"), 29, "example.com");
  expect_name (packet_dns ("www.Example.COM"), 33, "www.example.com");
  expect_name (packet_dns ("_sip._udp.a-b.example"), 39, "_sip._udp.a-b.example");
  expect_name (packet_dns (""), 17, ".");
}

/* RFC 4343, section 2.1 */
static void
test_escapes (void)
{
  expect ("05 610062 2063 00" TYPE_AND_CLASS, "a\\000b\\032c");
  expect ("02 2e5c 00" TYPE_AND_CLASS, "\\.\\\\");
  expect ("02 7fff 03 636f6d 00" TYPE_AND_CLASS, "\\127\\255.com");
  /* A character that two labels share is none. */
  expect ("01 c3 01 a9 00" TYPE_AND_CLASS, "\\195.\\169");
  expect ("03 217e5a 00" TYPE_AND_CLASS, "!~z");
}

static void
test_all_bytes (void)
{
  GByteArray *message = packet_append (packet_new (), HEADER);
  char name[PV_DNS_NAME_MAX];
  guint expected = 0;

  /* Four labels of 62 or 63 bytes of value 0: the longest name there is, each byte of four characters. */
  for (guint i = 0; i < 4; i++)
    {
      guint8 length = i < 3 ? 63 : 61;

      g_byte_array_append (message, &length, 1);
      packet_append_n (message, length, 0);
      expected += 4 * length + (i > 0);
    }
  packet_append (message, "00" TYPE_AND_CLASS);
  g_assert_cmpuint (message->len, ==, 12 + 255 + 4);
  g_assert_cmpuint (pv_dns_read_lookup (message->data, message->len, name), ==, expected);
  g_assert_cmpuint (strlen (name), ==, expected);
  g_byte_array_unref (message);
}

static void
test_too_long (void)
{
  GByteArray *message = packet_append (packet_new (), HEADER);

  for (guint i = 0; i < 4; i++)
    packet_append_n (packet_append (message, i < 3 ? "3f" : "3e"), i < 3 ? 63 : 62, 'a');
  packet_append (message, "00" TYPE_AND_CLASS);
  g_assert_cmpuint (message->len, ==, 12 + 256 + 4);
  expect_name (message, message->len, NULL);
}

static void
test_label_lengths (void)
{
  GByteArray *message = packet_append_n (packet_append (packet_new (), HEADER "3f"), 63, 'a');
  g_autofree char *name = g_strnfill (63, 'a');

  packet_append (message, "00" TYPE_AND_CLASS);
  expect_name (message, message->len, name);

  /* The other kinds of label (RFC 6891, section 5) are gone. */
  expect ("40 6162 00" TYPE_AND_CLASS, NULL);
  expect ("41 08 61 00" TYPE_AND_CLASS, NULL);
  expect ("80 00 00" TYPE_AND_CLASS, NULL);
}

/* Compressed names in the first question can point to the header only, but do. */
static void
test_pointers (void)
{
  GByteArray *message;

  /* The header's bytes 4 to 11: 00 01 00 00 00 00 00 00; byte 4 is the end of a name. */
  expect ("03 777777 c004" TYPE_AND_CLASS, "www");
  expect ("c004" TYPE_AND_CLASS, ".");
  /* Byte 5 is a label of one byte, 0. */
  expect ("c005" TYPE_AND_CLASS, "\\000");

  /* Forward, as servers take it: to just behind itself, to behind the question. */
  expect ("c00e 0161 0000", "a");
  expect ("01 62 c014" TYPE_AND_CLASS "03 777777 00", "b.www");
  expect ("c012" TYPE_AND_CLASS "03 777777 00", "www");

  /* To itself, into itself, to where it came from, in a circle, beyond the end. */
  expect ("c00c" TYPE_AND_CLASS, NULL);
  expect ("c00d" TYPE_AND_CLASS, NULL);
  expect ("01 61 c00c" TYPE_AND_CLASS, NULL);
  expect ("01 61 c00e 01 62 c00c" TYPE_AND_CLASS, NULL);
  expect ("ffff" TYPE_AND_CLASS, NULL);

  /* A chain of pointers, back and forth. */
  message = packet_append (packet_new (), "c002 0100 0001 c000 c006 c008");
  expect_name (packet_append (message, "c00a" TYPE_AND_CLASS), 18, "\\000");
}

/* @n pointers, each to the next. */
static GByteArray *
make_chain (guint n)
{
  GByteArray *message = packet_append (packet_new (), HEADER);

  for (guint i = 0; i < n; i++)
    {
      guint16 pointer = GUINT16_TO_BE (0xc000 + message->len + 2);

      g_byte_array_append (message, (const guint8 *) &pointer, sizeof pointer);
    }

  return packet_append (message, "0161 00");
}

/* However they lie, so many pointers are no name's. */
static void
test_many_pointers (void)
{
  GByteArray *message = make_chain (128);

  expect_name (message, message->len, "a");
  expect_name (make_chain (129), 0, NULL);
}

/* A label of the text @label, as it shows it. */
static void
expect_label (const char *label,
              const char *expected)
{
  GByteArray *message = packet_append (packet_new (), HEADER);
  guint8 length = (guint8) strlen (label);

  g_byte_array_append (message, &length, 1);
  g_byte_array_append (message, (const guint8 *) label, length);
  packet_append (message, "00" TYPE_AND_CLASS);
  expect_name (message, message->len, expected);
}

/* Text in UTF-8, as multicast DNS and LLMNR have it, is shown as such. */
static void
test_utf8 (void)
{
  static const char *shown[] = {
    "café", "größe", "anna’s-macbook", "принтер", "εκτυπωτής", "小米", "プリンター", "가나다", "שלום", "مرحبا",
    "हिन्दी", "ไทยนี้", "sony-ブラビア", "qq空间", "lg전자", "ß", "naïve–x", "😀", "☕",
  };

  for (guint i = 0; i < G_N_ELEMENTS (shown); i++)
    expect_label (shown[i], shown[i]);

  /* Only ASCII has no case (RFC 6762, section 16). */
  expect_label ("CAFÉ", "cafÉ");
  expect_label ("Küche.Links", "küche\\.links");
}

/* What is invisible, turns text around, or looks like something else, is not. */
static void
test_utf8_escaped (void)
{
  static const char *const rows[][2] = {
    { "a\u200bb", "a\\226\\128\\139b" }, /* zero width space */
    { "a\u202eb", "a\\226\\128\\174b" }, /* right-to-left override */
    { "\u2067a", "\\226\\129\\167a" }, /* right-to-left isolate */
    { "a\u200db", "a\\226\\128\\141b" }, /* zero width joiner */
    { "a\u00adb", "a\\194\\173b" }, /* soft hyphen */
    { "a\u00a0b", "a\\194\\160b" }, /* no-break space */
    { "a\u2028b", "a\\226\\128\\168b" }, /* line separator */
    { "\xc2\x85", "\\194\\133" }, /* a control character */
    { "\ue000", "\\238\\128\\128" }, /* private use */
    { "a\ufe0f", "a\\239\\184\\143" }, /* variation selector */
    { "\u3164", "\\227\\133\\164" }, /* Hangul filler */
    { "a\uff0eb", "a\\239\\188\\142b" }, /* full width dot */
    { "a\u3002b", "a\\227\\128\\130b" }, /* ideographic full stop */
    { "a\u2024b", "a\\226\\128\\164b" }, /* one dot leader */
    { "a\u2215b", "a\\226\\136\\149b" }, /* division slash */
    { "\uff47oogle", "\\239\\189\\135oogle" }, /* full width g */
    { "p\u0430ypal", "p\\208\\176ypal" }, /* Cyrillic a among Latin letters */
    { "g\u03bfogle", "g\\206\\191ogle" }, /* Greek o */
    { "\u0441\u0430\u0440", "\\209\\129\\208\\176\\209\\128" }, /* all Cyrillic, all as in Latin */
    /* what is Punycode stays: it is never decoded, so that it cannot look like something else */
    { "xn--pypal-4ve", "xn--pypal-4ve" }, /* the same with a Cyrillic a */
    { "xn--mnchen-3ya", "xn--mnchen-3ya" },
    { "XN--80AK6AA92E", "xn--80ak6aa92e" },
    { "\u0431\u03b2", "\\208\\177\\206\\178" }, /* Cyrillic and Greek */
    { "cafe\u0301", "cafe\\204\\129" }, /* not composed */
    { "\u0316a", "\\204\\150a" }, /* a mark on nothing */
    { "x\u0316\u0317\u0318\u0319", "x\u0316\u0317\u0318\\204\\153" }, /* too many of them */
    { "\xc3\xa9\x7f\xff", "é\\127\\255" }, /* no UTF-8 */
    { "\xc3", "\\195" },
    { "\xc0\xae", "\\192\\174" },
    { "\xed\xa0\x80", "\\237\\160\\128" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    expect_label (rows[i][0], rows[i][1]);
}

static void
test_headers (void)
{
  /* An answer; other opcodes; no question; two questions, of which the first counts. */
  expect_name (packet_append (packet_new (), "1234 8180 0001 0000 0000 0000 0161 00" TYPE_AND_CLASS), 0, NULL);
  expect_name (packet_append (packet_new (), "1234 2000 0001 0000 0000 0000 0161 00" TYPE_AND_CLASS), 0, NULL);
  expect_name (packet_append (packet_new (), "1234 2800 0001 0000 0000 0000 0161 00" TYPE_AND_CLASS), 0, NULL);
  expect_name (packet_append (packet_new (), "1234 0100 0000 0000 0000 0000 0161 00" TYPE_AND_CLASS), 0, NULL);
  expect_name (packet_append (packet_new (), "1234 0100 0002 0000 0000 0000 0161 00" TYPE_AND_CLASS
                                             "0162 00" TYPE_AND_CLASS),
               19, "a");
  /* All flags of a query: truncated, recursion desired, authentic data, checking disabled. */
  expect_name (packet_append (packet_new (), "1234 0370 0001 0000 0000 0001 0161 00" TYPE_AND_CLASS), 19, "a");
}

/* What follows the question may be anything. */
static void
test_garbage_after (void)
{
  expect_name (packet_append_n (packet_dns ("example.com"), 40, 0xff), 29, "example.com");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/dns/plain", test_plain);
  g_test_add_func ("/dns/escapes", test_escapes);
  g_test_add_func ("/dns/all-bytes", test_all_bytes);
  g_test_add_func ("/dns/too-long", test_too_long);
  g_test_add_func ("/dns/label-lengths", test_label_lengths);
  g_test_add_func ("/dns/pointers", test_pointers);
  g_test_add_func ("/dns/many-pointers", test_many_pointers);
  g_test_add_func ("/dns/utf8", test_utf8);
  g_test_add_func ("/dns/utf8-escaped", test_utf8_escaped);
  g_test_add_func ("/dns/headers", test_headers);
  g_test_add_func ("/dns/garbage-after", test_garbage_after);

  return g_test_run ();
}
