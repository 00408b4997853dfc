/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-dissect-ip.c: IP headers, whole and broken, extension headers, fragments, ports and lookups. */
#include "packet-builder.h"

#define ETHERNET 1
#define RAW 101

#define TCP_SYN 0x02
#define TCP_ACK 0x10

/* Puts @value at @at of the outermost header. */
static GByteArray *
with_byte (GByteArray *packet,
           guint       at,
           guint8      value)
{
  packet->data[at] = value;

  return packet;
}

static void
test_ipv4_options (void)
{
  GByteArray *packet = packet_udp (packet_dns (QUERY_NAME), QUERY_PORT, 53);

  /* Router alert (RFC 2113) and padding. */
  packet_prepend (packet, "94040000 01010100");
  packet = with_byte (packet_ipv4 (packet, 17, QUERY_SOURCE4, QUERY_DESTINATION4), 0, 0x47);
  packet_expect_ip (g_byte_array_ref (packet), RAW, QUERY_SOURCE4, QUERY_DESTINATION4, QUERY_IPV4_BYTES + 8);
  packet_expect_lookup (packet, RAW, PV_LOOKUP_DNS, QUERY_NAME);
}

/* The destination is the one in the header, wherever a source route leads. */
static void
test_ipv4_source_route (void)
{
  GByteArray *packet = packet_udp (packet_dns (QUERY_NAME), QUERY_PORT, 53);

  packet_prepend (packet, "83 07 04 0a090909 00");
  packet = with_byte (packet_ipv4 (packet, 17, QUERY_SOURCE4, QUERY_DESTINATION4), 0, 0x47);
  packet_expect_ip (packet, RAW, QUERY_SOURCE4, QUERY_DESTINATION4, QUERY_IPV4_BYTES + 8);
}

/* Padding after the packet is no part of it. */
static void
test_ipv4_padding (void)
{
  GByteArray *packet = packet_append_n (packet_ethernet (packet_query4 (), 0x0800), 30, 0);
  PvFacts facts;

  packet_dissect (packet, ETHERNET, &facts);
  g_assert_cmpuint (facts.question_length, ==, QUERY_IPV4_BYTES - 28);
  packet_expect_query4 (packet, ETHERNET);
}

/* Segmentation offload leaves the length 0: then it is all there is on the wire. */
static void
test_ipv4_no_length (void)
{
  GByteArray *packet = with_byte (packet_query4 (), 3, 0);

  packet_expect_ip (packet_ethernet (packet, 0x0800), ETHERNET, QUERY_SOURCE4, QUERY_DESTINATION4, QUERY_IPV4_BYTES);
}

static void
test_ipv6_no_length (void)
{
  GByteArray *packet = with_byte (packet_query6 (), 5, 0);

  packet_expect_ip (g_byte_array_ref (packet), RAW, QUERY_SOURCE6, QUERY_DESTINATION6, QUERY_IPV6_BYTES);
  packet_expect_lookup (packet, RAW, PV_LOOKUP_DNS, QUERY_NAME);
}

/* Without a next header there is nothing to segment. */
static void
test_ipv6_no_next_header (void)
{
  GByteArray *packet = packet_ipv6 (packet_new (), 59, QUERY_SOURCE6, QUERY_DESTINATION6);

  packet_append_n (packet, 10, 0);
  packet_expect_ip (packet, RAW, QUERY_SOURCE6, QUERY_DESTINATION6, 40);
}

/* RFC 2675: the length in the header is 0, and what counts is what there is on the wire. */
static void
test_ipv6_jumbogram (void)
{
  GByteArray *packet = packet_udp (packet_dns (QUERY_NAME), QUERY_PORT, 53);

  packet_prepend (packet, "11 00 c2 04 00010000");
  packet = with_byte (packet_ipv6 (packet, 0, QUERY_SOURCE6, QUERY_DESTINATION6), 5, 0);
  packet_expect_ip (g_byte_array_ref (packet), RAW, QUERY_SOURCE6, QUERY_DESTINATION6, QUERY_IPV6_BYTES + 8);
  packet_expect_lookup (packet, RAW, PV_LOOKUP_DNS, QUERY_NAME);
}

/* Hop-by-hop options without a jumbo option, or with one that is too small: the packet ends after its
 * header. */
static void
test_ipv6_empty_hop_by_hop (void)
{
  static const char *const options[] = { "11 00 01 04 00000000", "11 00 c2 04 0000ffff" };

  for (guint i = 0; i < G_N_ELEMENTS (options); i++)
    {
      g_autoptr (GByteArray) packet = packet_udp (packet_dns (QUERY_NAME), QUERY_PORT, 53);
      PvFacts facts;

      packet_ipv6 (packet_prepend (packet, options[i]), 0, QUERY_SOURCE6, QUERY_DESTINATION6);
      packet = with_byte (packet, 5, 0);
      packet_dissect (packet, RAW, &facts);
      g_assert_cmpuint (facts.ip_bytes, ==, 40);
      g_assert_false (facts.has_lookup);
    }
}

static void
test_snapshot_length (void)
{
  g_autoptr (GByteArray) packet = packet_ethernet (packet_query4 (), 0x0800);
  PvRecord record = { 0, packet->data, 34, packet->len, ETHERNET, 0 };
  PvFacts facts;

  pv_dissect (&record, &facts);
  g_assert_cmpuint (facts.address_size, ==, 4);
  g_assert_cmpuint (facts.ip_bytes, ==, QUERY_IPV4_BYTES);
  g_assert_cmpuint (facts.source_port, ==, 0);

  /* One byte less, and the header is not whole. */
  record.captured_length = 33;
  pv_dissect (&record, &facts);
  g_assert_cmpuint (facts.address_size, ==, 0);
  g_assert_cmpuint (facts.skip, ==, PV_SKIP_CUT_SHORT);

  /* Nor is it where options are missing, though the addresses are there. */
  packet->data[14] = 0x46;
  record.captured_length = 37;
  pv_dissect (&record, &facts);
  g_assert_cmpuint (facts.address_size, ==, 0);
  g_assert_cmpuint (facts.skip, ==, PV_SKIP_CUT_SHORT);
}

/* What is wrong with an IP header. */
typedef struct
{
  const char *name;
  gboolean ipv6;
  guint at;
  guint8 value;
} BadRow;

static const BadRow bad_rows[] = {
  { "ipv4-version", FALSE, 0, 0x55 },
  { "ipv4-version-7", FALSE, 0, 0x75 },
  { "ipv4-header-length", FALSE, 0, 0x44 },
  { "ipv4-total-length", FALSE, 3, 19 },
  { "ipv6-version", TRUE, 0, 0x70 },
  { "ipv6-version-4", TRUE, 0, 0x40 },
};

static void
test_bad (gconstpointer data)
{
  const BadRow *row = data;
  GByteArray *packet = with_byte (row->ipv6 ? packet_query6 () : packet_query4 (), row->at, row->value);

  packet_expect_none (packet_ethernet (packet, row->ipv6 ? 0x86dd : 0x0800), ETHERNET, PV_SKIP_BAD_IP_HEADER);
}

static void
test_too_short_for_ip (void)
{
  packet_expect_none (packet_ethernet (packet_append (packet_new (), "4500 0014"), 0x0800), ETHERNET,
                      PV_SKIP_BAD_IP_HEADER);
}

/* Extension headers between the IPv6 header and UDP, the first of which has the number in front. */
typedef struct
{
  const char *name;
  guint8 first;
  const char *headers;
} ExtensionRow;

static const ExtensionRow extension_rows[] = {
  { "hop-by-hop", 0, "11 00 05 02 0000 01 00" },
  { "routing", 43, "11 02 00 00 00000000 20010db8000000000000000000000009" },
  { "destination", 60, "11 00 01 04 00000000" },
  { "authentication", 51, "11 04 0000 00000001 00000001 000000000000000000000000" },
  { "shim6", 140, "11 00 80 00 00000005" },
  { "first-fragment", 44, "11 00 0001 00000007" },
  { "all", 0, "2b 00 05 02 0000 01 00  2c 00 00 00 00000000  3c 00 0001 00000007  33 00 01 04 00000000 "
              "11 04 0000 00000001 00000001 000000000000000000000000" },
};

static void
test_extension (gconstpointer data)
{
  const ExtensionRow *row = data;
  GByteArray *packet = packet_prepend (packet_udp (packet_dns (QUERY_NAME), QUERY_PORT, 53), row->headers);
  PvFacts facts;

  packet_ipv6 (packet, row->first, QUERY_SOURCE6, QUERY_DESTINATION6);
  packet_dissect (packet, RAW, &facts);
  g_assert_cmpuint (facts.transport, ==, 17);
  g_assert_cmpuint (facts.source_port, ==, QUERY_PORT);
  g_assert_cmpuint (facts.destination_port, ==, 53);
  packet_expect_lookup (packet, RAW, PV_LOOKUP_DNS, QUERY_NAME);
}

static void
test_ipv4_authentication (void)
{
  GByteArray *packet = packet_udp (packet_dns (QUERY_NAME), QUERY_PORT, 53);

  packet_prepend (packet, "11 04 0000 00000001 00000001 000000000000000000000000");
  packet_expect_lookup (packet_ipv4 (packet, 51, QUERY_SOURCE4, QUERY_DESTINATION4), RAW, PV_LOOKUP_DNS, QUERY_NAME);
}

static void
test_many_extensions (void)
{
  GByteArray *packet = packet_udp (packet_dns (QUERY_NAME), QUERY_PORT, 53);

  packet_prepend (packet, "11 00 01 04 00000000");
  for (guint i = 0; i < 100; i++)
    packet_prepend (packet, "3c 00 01 04 00000000");
  packet_ipv6 (packet, 60, QUERY_SOURCE6, QUERY_DESTINATION6);
  packet_expect_lookup (packet, RAW, PV_LOOKUP_DNS, QUERY_NAME);
}

/* The first fragment has the ports; the others only their addresses. */
static void
test_ipv4_fragments (void)
{
  GByteArray *first = with_byte (packet_query4 (), 6, 0x20);
  GByteArray *later = with_byte (packet_query4 (), 7, 0x01);
  PvFacts facts;

  packet_expect_query4 (first, RAW);

  packet_dissect (later, RAW, &facts);
  g_assert_cmpuint (facts.transport, ==, 17);
  g_assert_cmpuint (facts.source_port, ==, 0);
  g_assert_cmpuint (facts.destination_port, ==, 0);
  packet_expect_ip (g_byte_array_ref (later), RAW, QUERY_SOURCE4, QUERY_DESTINATION4, QUERY_IPV4_BYTES);
  packet_expect_lookup (later, RAW, PV_LOOKUP_DNS, NULL);
}

static void
test_ipv6_later_fragment (void)
{
  GByteArray *packet = packet_prepend (packet_udp (packet_dns (QUERY_NAME), QUERY_PORT, 53), "11 00 0009 00000007");
  PvFacts facts;

  packet_ipv6 (packet, 44, QUERY_SOURCE6, QUERY_DESTINATION6);
  packet_dissect (packet, RAW, &facts);
  g_assert_cmpuint (facts.transport, ==, 17);
  g_assert_cmpuint (facts.source_port, ==, 0);
  packet_expect_lookup (packet, RAW, PV_LOOKUP_DNS, NULL);
}

static void
test_ports (void)
{
  static const struct
  {
    guint8 protocol;
    gboolean has_ports;
  } protocols[] = { { 6, TRUE }, { 17, TRUE }, { 33, TRUE }, { 132, TRUE }, { 136, TRUE }, { 1, FALSE }, { 50, FALSE } };

  for (guint i = 0; i < G_N_ELEMENTS (protocols); i++)
    {
      g_autoptr (GByteArray) packet = packet_append (packet_new (), "1234 5678 00000000 00000000 00000000 00000000");
      PvFacts facts;

      packet_ipv4 (packet, protocols[i].protocol, QUERY_SOURCE4, QUERY_DESTINATION4);
      packet_dissect (packet, RAW, &facts);
      g_assert_cmpuint (facts.transport, ==, protocols[i].protocol);
      g_assert_cmpuint (facts.source_port, ==, protocols[i].has_ports ? 0x1234 : 0);
      g_assert_cmpuint (facts.destination_port, ==, protocols[i].has_ports ? 0x5678 : 0);
    }
}

static GByteArray *
datagram (GByteArray *message,
          guint16     source,
          guint16     destination)
{
  return packet_ipv4 (packet_udp (message, source, destination), 17, QUERY_SOURCE4, QUERY_DESTINATION4);
}

static void
test_lookup_kinds (void)
{
  packet_expect_lookup (datagram (packet_dns ("a.example"), 1024, 53), RAW, PV_LOOKUP_DNS, "a.example");
  packet_expect_lookup (datagram (packet_dns ("a.example"), 53, 1024), RAW, PV_LOOKUP_DNS, "a.example");
  packet_expect_lookup (datagram (packet_dns ("a.local"), 5353, 5353), RAW, PV_LOOKUP_MDNS, "a.local");
  packet_expect_lookup (datagram (packet_dns ("a.local"), 1024, 5353), RAW, PV_LOOKUP_MDNS, "a.local");
  packet_expect_lookup (datagram (packet_dns ("a"), 1024, 5355), RAW, PV_LOOKUP_LLMNR, "a");
  /* Of two services, the lower port is the one. */
  packet_expect_lookup (datagram (packet_dns ("a.example"), 5353, 53), RAW, PV_LOOKUP_DNS, "a.example");
  packet_expect_lookup (datagram (packet_dns ("a.example"), 1024, 1053), RAW, PV_LOOKUP_DNS, NULL);
}

static void
test_no_lookups (void)
{
  /* An answer, a notification, a message without questions, one that is cut off. */
  packet_expect_lookup (datagram (with_byte (packet_dns ("a.example"), 2, 0x81), 1024, 53), RAW, PV_LOOKUP_DNS, NULL);
  packet_expect_lookup (datagram (with_byte (packet_dns ("a.example"), 2, 0x20), 1024, 53), RAW, PV_LOOKUP_DNS, NULL);
  packet_expect_lookup (datagram (with_byte (packet_dns ("a.example"), 5, 0), 1024, 53), RAW, PV_LOOKUP_DNS, NULL);
  packet_expect_lookup (datagram (packet_append (packet_new (), "1234 0100 0001 0000"), 1024, 53), RAW, PV_LOOKUP_DNS,
                        NULL);
}

/* The length in the UDP header rules, unless it is impossible. */
static void
test_udp_length (void)
{
  GByteArray *packet = datagram (packet_append_n (packet_dns (QUERY_NAME), 20, 0xff), QUERY_PORT, 53);
  PvFacts facts;

  packet->data[25] = QUERY_IPV4_BYTES - 20;
  packet_dissect (packet, RAW, &facts);
  g_assert_cmpuint (facts.question_length, ==, QUERY_IPV4_BYTES - 28);
  packet_expect_lookup (packet, RAW, PV_LOOKUP_DNS, QUERY_NAME);

  packet_expect_lookup (with_byte (packet_query4 (), 25, 7), RAW, PV_LOOKUP_DNS, NULL);
  packet_expect_lookup (with_byte (packet_query4 (), 25, 0), RAW, PV_LOOKUP_DNS, NULL);
  /* RFC 2675, section 4 */
  packet_expect_lookup (with_byte (packet_query6 (), 45, 0), RAW, PV_LOOKUP_DNS, QUERY_NAME);
  packet_expect_lookup (with_byte (packet_query4 (), 25, 0xff), RAW, PV_LOOKUP_DNS, QUERY_NAME);
}

/* A query that an ICMP error quotes is none. */
static void
test_icmp_quotes (void)
{
  GByteArray *packet = packet_prepend (packet_query4 (), "03 03 0000 00000000");

  packet_expect_lookup (packet_ipv4 (packet, 1, QUERY_DESTINATION4, QUERY_SOURCE4), RAW, PV_LOOKUP_DNS, NULL);

  packet = packet_prepend (packet_query6 (), "01 04 0000 00000000");
  packet_expect_lookup (packet_ipv6 (packet, 58, QUERY_DESTINATION6, QUERY_SOURCE6), RAW, PV_LOOKUP_DNS, NULL);
}

static void
test_tcp_segment (void)
{
  GByteArray *packet = packet_prepend (packet_dns (QUERY_NAME), "001d");
  PvFacts facts;

  packet_tcp (packet, QUERY_PORT, 53, 1000, TCP_ACK);
  packet_ipv4 (packet, 6, QUERY_SOURCE4, QUERY_DESTINATION4);
  packet_dissect (packet, RAW, &facts);
  g_assert_false (facts.has_lookup);
  g_assert_true (facts.has_segment);
  g_assert_cmpuint (facts.segment.address_size, ==, 4);
  g_assert_true (facts.segment.client == facts.source);
  g_assert_true (facts.segment.server == facts.destination);
  g_assert_cmpuint (facts.segment.client_port, ==, QUERY_PORT);
  g_assert_cmpuint (facts.segment.sequence, ==, 1000);
  g_assert_cmpuint (facts.segment.flags, ==, TCP_ACK);
  g_assert_cmpuint (facts.segment.payload_length, ==, 31);
  g_assert_cmpuint (facts.segment.wire_length, ==, 31);
  packet_expect_lookup (packet, RAW, PV_LOOKUP_DNS, NULL);
}

static void
test_tcp_segment_cut (void)
{
  g_autoptr (GByteArray) packet = packet_prepend (packet_dns (QUERY_NAME), "001d");
  PvRecord record = { 0, NULL, 0, 0, RAW, 0 };
  PvFacts facts;

  packet_ipv4 (packet_tcp (packet, QUERY_PORT, 53, 1000, TCP_ACK), 6, QUERY_SOURCE4, QUERY_DESTINATION4);
  record.data = packet->data;
  record.original_length = packet->len;
  record.captured_length = packet->len - 10;
  pv_dissect (&record, &facts);
  g_assert_true (facts.has_segment);
  g_assert_cmpuint (facts.segment.payload_length, ==, 21);
  g_assert_cmpuint (facts.segment.wire_length, ==, 31);
}

static void
test_tcp_syn (void)
{
  g_autoptr (GByteArray) packet = packet_tcp (packet_new (), QUERY_PORT, 53, 999, TCP_SYN);
  PvFacts facts;

  packet_ipv6 (packet, 6, QUERY_SOURCE6, QUERY_DESTINATION6);
  packet_dissect (packet, RAW, &facts);
  g_assert_true (facts.has_segment);
  g_assert_cmpuint (facts.segment.address_size, ==, 16);
  g_assert_cmpuint (facts.segment.sequence, ==, 1000);
  g_assert_cmpuint (facts.segment.wire_length, ==, 0);
}

static void
test_tcp_other (void)
{
  static const struct
  {
    guint16 port;
    guint8 header_length;
  } rows[] = { { 80, 0x50 }, { 53, 0x40 }, { 53, 0xf0 } };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GByteArray) packet = packet_tcp (packet_new (), QUERY_PORT, rows[i].port, 1, TCP_ACK);
      PvFacts facts;

      packet->data[12] = rows[i].header_length;
      packet_ipv4 (packet, 6, QUERY_SOURCE4, QUERY_DESTINATION4);
      packet_dissect (packet, RAW, &facts);
      g_assert_cmpuint (facts.destination_port, ==, rows[i].port);
      g_assert_false (facts.has_segment);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (bad_rows); i++)
    {
      g_autofree char *path = g_strconcat ("/dissect/ip/bad/", bad_rows[i].name, NULL);

      g_test_add_data_func (path, &bad_rows[i], test_bad);
    }
  for (guint i = 0; i < G_N_ELEMENTS (extension_rows); i++)
    {
      g_autofree char *path = g_strconcat ("/dissect/ip/extension/", extension_rows[i].name, NULL);

      g_test_add_data_func (path, &extension_rows[i], test_extension);
    }
  g_test_add_func ("/dissect/ip/ipv4-options", test_ipv4_options);
  g_test_add_func ("/dissect/ip/ipv4-source-route", test_ipv4_source_route);
  g_test_add_func ("/dissect/ip/ipv4-padding", test_ipv4_padding);
  g_test_add_func ("/dissect/ip/ipv4-no-length", test_ipv4_no_length);
  g_test_add_func ("/dissect/ip/ipv6-no-length", test_ipv6_no_length);
  g_test_add_func ("/dissect/ip/ipv6-no-next-header", test_ipv6_no_next_header);
  g_test_add_func ("/dissect/ip/ipv6-jumbogram", test_ipv6_jumbogram);
  g_test_add_func ("/dissect/ip/ipv6-empty-hop-by-hop", test_ipv6_empty_hop_by_hop);
  g_test_add_func ("/dissect/ip/snapshot-length", test_snapshot_length);
  g_test_add_func ("/dissect/ip/too-short", test_too_short_for_ip);
  g_test_add_func ("/dissect/ip/ipv4-authentication", test_ipv4_authentication);
  g_test_add_func ("/dissect/ip/many-extensions", test_many_extensions);
  g_test_add_func ("/dissect/ip/ipv4-fragments", test_ipv4_fragments);
  g_test_add_func ("/dissect/ip/ipv6-later-fragment", test_ipv6_later_fragment);
  g_test_add_func ("/dissect/ip/ports", test_ports);
  g_test_add_func ("/dissect/ip/lookup-kinds", test_lookup_kinds);
  g_test_add_func ("/dissect/ip/no-lookups", test_no_lookups);
  g_test_add_func ("/dissect/ip/udp-length", test_udp_length);
  g_test_add_func ("/dissect/ip/icmp-quotes", test_icmp_quotes);
  g_test_add_func ("/dissect/ip/tcp-segment", test_tcp_segment);
  g_test_add_func ("/dissect/ip/tcp-segment-cut", test_tcp_segment_cut);
  g_test_add_func ("/dissect/ip/tcp-syn", test_tcp_syn);
  g_test_add_func ("/dissect/ip/tcp-other", test_tcp_other);

  return g_test_run ();
}
