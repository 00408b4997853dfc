/* SPDX-License-Identifier: GPL-3.0-or-later */
/* packet-builder.c: packets built by hand, from the inside out, and what is expected of them. */
#include "packet-builder.h"

#include <arpa/inet.h>
#include <string.h>

#include "pv-dns.h"
#include "pv-protocol.h"

GByteArray *
packet_new (void)
{
  return g_byte_array_new ();
}

static GByteArray *
parse_hex (const char *hex)
{
  GByteArray *bytes = g_byte_array_new ();
  int high = -1;

  for (const char *c = hex; *c != '\0'; c++)
    {
      int digit = g_ascii_xdigit_value (*c);

      if (digit < 0)
        {
          g_assert_cmpint (*c, ==, ' ');
          continue;
        }
      if (high < 0)
        {
          high = digit;
        }
      else
        {
          guint8 byte = (guint8) (high << 4 | digit);

          g_byte_array_append (bytes, &byte, 1);
          high = -1;
        }
    }
  g_assert_cmpint (high, <, 0);

  return bytes;
}

GByteArray *
packet_prepend (GByteArray *packet,
                const char *hex)
{
  g_autoptr (GByteArray) bytes = parse_hex (hex);

  return g_byte_array_prepend (packet, bytes->data, bytes->len);
}

GByteArray *
packet_append (GByteArray *packet,
               const char *hex)
{
  g_autoptr (GByteArray) bytes = parse_hex (hex);

  return g_byte_array_append (packet, bytes->data, bytes->len);
}

GByteArray *
packet_append_n (GByteArray *packet,
                 guint       n,
                 guint8      byte)
{
  guint length = packet->len;

  g_byte_array_set_size (packet, length + n);
  if (n > 0)
    memset (packet->data + length, byte, n);

  return packet;
}

static void
put_u16 (guint8  *data,
         guint16  value)
{
  data[0] = (guint8) (value >> 8);
  data[1] = (guint8) value;
}

GByteArray *
packet_dns (const char *name)
{
  GByteArray *packet = packet_append (packet_new (), "1234 0100 0001 0000 0000 0000");
  g_auto (GStrv) labels = g_strsplit (name, ".", -1);

  for (guint i = 0; labels[i] != NULL; i++)
    {
      guint8 length = (guint8) strlen (labels[i]);

      if (length == 0)
        continue;
      g_byte_array_append (packet, &length, 1);
      g_byte_array_append (packet, (const guint8 *) labels[i], length);
    }

  return packet_append (packet, "00 0001 0001");
}

GByteArray *
packet_udp (GByteArray *packet,
            guint16     source,
            guint16     destination)
{
  guint8 header[8] = { 0 };

  put_u16 (header, source);
  put_u16 (header + 2, destination);
  put_u16 (header + 4, (guint16) (packet->len + sizeof header));

  return g_byte_array_prepend (packet, header, sizeof header);
}

GByteArray *
packet_tcp (GByteArray *packet,
            guint16     source,
            guint16     destination,
            guint32     sequence,
            guint8      flags)
{
  guint8 header[20] = { 0 };

  put_u16 (header, source);
  put_u16 (header + 2, destination);
  put_u16 (header + 4, (guint16) (sequence >> 16));
  put_u16 (header + 6, (guint16) sequence);
  header[12] = 5 << 4;
  header[13] = flags;
  put_u16 (header + 14, 65535);

  return g_byte_array_prepend (packet, header, sizeof header);
}

GByteArray *
packet_ipv4 (GByteArray *packet,
             guint8      protocol,
             const char *source,
             const char *destination)
{
  guint8 header[20] = { 0x45 };

  put_u16 (header + 2, (guint16) (packet->len + sizeof header));
  header[8] = 64;
  header[9] = protocol;
  g_assert_cmpint (inet_pton (AF_INET, source, header + 12), ==, 1);
  g_assert_cmpint (inet_pton (AF_INET, destination, header + 16), ==, 1);

  return g_byte_array_prepend (packet, header, sizeof header);
}

GByteArray *
packet_ipv6 (GByteArray *packet,
             guint8      next_header,
             const char *source,
             const char *destination)
{
  guint8 header[40] = { 0x60 };

  put_u16 (header + 4, (guint16) packet->len);
  header[6] = next_header;
  header[7] = 64;
  g_assert_cmpint (inet_pton (AF_INET6, source, header + 8), ==, 1);
  g_assert_cmpint (inet_pton (AF_INET6, destination, header + 24), ==, 1);

  return g_byte_array_prepend (packet, header, sizeof header);
}

GByteArray *
packet_ethernet (GByteArray *packet,
                 guint16     type)
{
  guint8 header[14] = { 0x02, 0, 0, 0, 0, 1, 0x02, 0, 0, 0, 0, 2 };

  put_u16 (header + 12, type);

  return g_byte_array_prepend (packet, header, sizeof header);
}

GByteArray *
packet_query4 (void)
{
  return packet_ipv4 (packet_udp (packet_dns (QUERY_NAME), QUERY_PORT, 53), 17, QUERY_SOURCE4, QUERY_DESTINATION4);
}

GByteArray *
packet_query6 (void)
{
  return packet_ipv6 (packet_udp (packet_dns (QUERY_NAME), QUERY_PORT, 53), 17, QUERY_SOURCE6, QUERY_DESTINATION6);
}

static void
assert_inside (const guint8 *data,
               guint         length,
               const guint8 *part,
               guint         part_length)
{
  g_assert_true (part >= data);
  g_assert_cmpuint (part - data, <=, length);
  g_assert_cmpuint (part_length, <=, length - (guint) (part - data));
}

static void
assert_sane (const guint8  *data,
             guint          length,
             const PvFacts *facts)
{
  g_assert_cmpuint (facts->skip, <, PV_N_SKIPS);
  g_assert_true (facts->address_size == 0 || facts->address_size == 4 || facts->address_size == 16);
  g_assert_true (!facts->has_lookup || (!facts->has_answer && !facts->has_segment));
  if (facts->address_size == 0)
    {
      g_assert_null (facts->source);
      g_assert_null (facts->destination);
      g_assert_cmpuint (facts->ip_bytes, ==, 0);
      g_assert_false (facts->has_lookup || facts->has_answer || facts->has_segment || facts->has_datagram);
      return;
    }

  g_assert_cmpuint (facts->skip, ==, PV_SKIP_NONE);
  assert_inside (data, length, facts->source, facts->address_size);
  assert_inside (data, length, facts->destination, facts->address_size);
  if (facts->has_lookup || facts->has_answer)
    assert_inside (data, length, facts->question, facts->question_length);
  if (facts->has_segment)
    {
      assert_inside (data, length, facts->segment.client, facts->segment.address_size);
      assert_inside (data, length, facts->segment.server, facts->segment.address_size);
      assert_inside (data, length, facts->segment.payload, facts->segment.payload_length);
      g_assert_cmpuint (facts->segment.payload_length, <=, facts->segment.wire_length);
    }
  if (facts->has_datagram)
    {
      assert_inside (data, length, facts->datagram.source, facts->datagram.address_size);
      assert_inside (data, length, facts->datagram.destination, facts->datagram.address_size);
      assert_inside (data, length, facts->datagram.payload, facts->datagram.payload_length);
      g_assert_cmpuint (facts->datagram.payload_length, <=, facts->datagram.wire_length);
    }
}

/* Dissects the first @captured bytes of @packet, in a copy of just that size. */
static guint8 *
dissect_copy (GByteArray *packet,
              guint       captured,
              guint       original,
              guint16     link_type,
              PvFacts    *facts)
{
  /* Not NULL also where there is nothing in it. */
  guint8 *copy = captured > 0 ? g_memdup2 (packet->data, captured) : g_malloc (1);
  PvRecord record = { 0, copy, captured, original, link_type, 0 };

  memset (facts, 0xa5, sizeof *facts);
  pv_dissect (&record, facts);
  assert_sane (copy, captured, facts);

  return copy;
}

void
packet_dissect (GByteArray *packet,
                guint16     link_type,
                PvFacts    *facts)
{
  PvRecord record = { 0, packet->data, packet->len, packet->len, link_type, 0 };

  memset (facts, 0xa5, sizeof *facts);
  pv_dissect (&record, facts);
  assert_sane (packet->data, packet->len, facts);
}

static void
check_truncations (GByteArray *packet,
                   guint16     link_type)
{
  g_autofree guint8 *whole_copy = NULL;
  PvFacts whole;

  whole_copy = dissect_copy (packet, packet->len, packet->len, link_type, &whole);
  for (guint length = 0; length < packet->len; length++)
    {
      g_autofree guint8 *short_copy = NULL;
      g_autofree guint8 *cut_copy = NULL;
      PvFacts cut;

      /* A packet that was this short on the wire may mean anything, but must not be read past its end. */
      short_copy = dissect_copy (packet, length, length, link_type, &cut);

      /* Where the snapshot length cut it, what is left means the same. */
      cut_copy = dissect_copy (packet, length, packet->len, link_type, &cut);
      if (cut.address_size == 0)
        continue;
      g_assert_cmpuint (cut.address_size, ==, whole.address_size);
      g_assert_cmpuint (cut.source - cut_copy, ==, whole.source - whole_copy);
      g_assert_cmpuint (cut.destination - cut_copy, ==, whole.destination - whole_copy);
      g_assert_cmpuint (cut.ip_bytes, ==, whole.ip_bytes);
      if (cut.has_lookup)
        g_assert_true (whole.has_lookup);
      if (cut.has_segment)
        g_assert_true (whole.has_segment);
    }
}

static void
save (GByteArray *packet,
      guint16     link_type)
{
  const char *folder = g_getenv ("PV_SAVE_PACKETS");
  static guint n = 0;
  g_autoptr (GByteArray) file = NULL;
  g_autofree char *name = NULL;
  g_autofree char *path = NULL;
  guint32 header[6] = { 0xa1b2c3d4, 4 << 16 | 2, 0, 0, 262144, link_type };
  guint32 record[4] = { 1500000000, 0, packet->len, packet->len };

  if (folder == NULL)
    return;

  file = packet_new ();
  g_byte_array_append (file, (const guint8 *) header, sizeof header);
  g_byte_array_append (file, (const guint8 *) record, sizeof record);
  g_byte_array_append (file, packet->data, packet->len);

  name = g_strdup_printf ("%s-%u.pcap", g_test_get_path () + 1, ++n);
  g_strdelimit (name, "/", '-');
  path = g_build_filename (folder, name, NULL);
  g_assert_true (g_file_set_contents (path, (const char *) file->data, file->len, NULL));
}

static void
check_address (const guint8 *address,
               guint8        address_size,
               const char   *expected)
{
  char text[INET6_ADDRSTRLEN];

  g_assert_nonnull (inet_ntop (address_size == 4 ? AF_INET : AF_INET6, address, text, sizeof text));
  g_assert_cmpstr (text, ==, expected);
}

void
packet_expect_ip (GByteArray *packet,
                  guint16     link_type,
                  const char *source,
                  const char *destination,
                  guint32     ip_bytes)
{
  PvFacts facts;

  save (packet, link_type);
  check_truncations (packet, link_type);

  packet_dissect (packet, link_type, &facts);
  g_assert_cmpuint (facts.skip, ==, PV_SKIP_NONE);
  g_assert_cmpuint (facts.address_size, ==, strchr (source, ':') != NULL ? 16 : 4);
  check_address (facts.source, facts.address_size, source);
  check_address (facts.destination, facts.address_size, destination);
  g_assert_cmpuint (facts.ip_bytes, ==, ip_bytes);

  g_byte_array_unref (packet);
}

void
packet_expect_none (GByteArray *packet,
                    guint16     link_type,
                    PvSkip      skip)
{
  PvFacts facts;

  save (packet, link_type);
  check_truncations (packet, link_type);

  packet_dissect (packet, link_type, &facts);
  g_assert_cmpuint (facts.address_size, ==, 0);
  g_assert_cmpuint (facts.skip, ==, skip);
  /* no number of a type is taken for a protocol in IP */
  g_assert_false (pv_protocol_is_ip (facts.link_protocol));

  g_byte_array_unref (packet);
}

void
packet_expect_lookup (GByteArray  *packet,
                      guint16      link_type,
                      PvLookupKind kind,
                      const char  *name)
{
  PvFacts facts;

  save (packet, link_type);
  check_truncations (packet, link_type);

  packet_dissect (packet, link_type, &facts);
  if (name == NULL)
    {
      g_assert_false (facts.has_lookup);
    }
  else
    {
      char found[PV_DNS_NAME_MAX];

      g_assert_true (facts.has_lookup);
      g_assert_cmpuint (facts.lookup_kind, ==, kind);
      g_assert_cmpuint (pv_dns_read_lookup (facts.question, facts.question_length, found), ==, strlen (name));
      g_assert_cmpstr (found, ==, name);
    }

  g_byte_array_unref (packet);
}

void
packet_expect_fcs_dropped (const char *header,
                           guint16     link_type)
{
  GByteArray *packet = packet_query4 ();

  packet->data[2] = 0;
  packet->data[3] = 0;
  packet_append (packet_prepend (packet, header), "deadbeef");
  packet_expect_ip (packet, link_type, QUERY_SOURCE4, QUERY_DESTINATION4, QUERY_IPV4_BYTES);
}

static void
expect_query (GByteArray *packet,
              guint16     link_type,
              const char *source,
              const char *destination,
              guint32     ip_bytes)
{
  PvFacts facts;

  packet_dissect (packet, link_type, &facts);
  g_assert_cmpuint (facts.transport, ==, 17);
  g_assert_cmpuint (facts.source_port, ==, QUERY_PORT);
  g_assert_cmpuint (facts.destination_port, ==, 53);

  packet_expect_ip (g_byte_array_ref (packet), link_type, source, destination, ip_bytes);
  packet_expect_lookup (packet, link_type, PV_LOOKUP_DNS, QUERY_NAME);
}

void
packet_expect_query4 (GByteArray *packet,
                      guint16     link_type)
{
  expect_query (packet, link_type, QUERY_SOURCE4, QUERY_DESTINATION4, QUERY_IPV4_BYTES);
}

void
packet_expect_query6 (GByteArray *packet,
                      guint16     link_type)
{
  expect_query (packet, link_type, QUERY_SOURCE6, QUERY_DESTINATION6, QUERY_IPV6_BYTES);
}
