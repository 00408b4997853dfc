/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-dissect-tunnel.c: lookups in tunnels; the outermost IP header counts. */
#include "packet-builder.h"

#define RAW 101

#define OUTER_SOURCE "198.51.100.1"
#define OUTER_DESTINATION "198.51.100.2"
#define OUTER_SOURCE6 "2001:db8:1::1"
#define OUTER_DESTINATION6 "2001:db8:1::2"

#define MAC_A "00163e000001"
#define MAC_B "00163e000002"
#define ETHERNET_IPV4 MAC_A MAC_B "0800"
#define ETHERNET_IPV6 MAC_A MAC_B "86dd"

/* What is between an outer IPv4 header and a query: an IP protocol, or UDP to a port, and a header. */
typedef struct
{
  const char *name;
  guint8 protocol;
  guint16 port;
  gboolean ipv6;
  const char *header;
} Row;

static const Row rows[] = {
  { "ip-in-ip", 4, 0, FALSE, "" },
  { "6in4", 41, 0, TRUE, "" },
  { "etherip", 97, 0, FALSE, "3000" ETHERNET_IPV4 },
  { "ethernet-in-ip", 143, 0, FALSE, ETHERNET_IPV4 },
  { "mpls-in-ip", 137, 0, FALSE, "00010140" },

  /* Flags and version, type; checksum, key, sequence number, acknowledgment, routes. */
  { "gre", 47, 0, FALSE, "0000 0800" },
  { "gre/ipv6", 47, 0, TRUE, "0000 86dd" },
  { "gre/checksum", 47, 0, FALSE, "8000 0800 0000 0000" },
  { "gre/key", 47, 0, FALSE, "2000 0800 00000001" },
  { "gre/sequence", 47, 0, FALSE, "1000 0800 00000001" },
  { "gre/all", 47, 0, FALSE, "b000 0800 0000 0000 00000001 00000001" },
  { "gre/routes", 47, 0, FALSE, "4000 0800 0000 0000 0800 00 04 0a000001 0000 00 00" },
  { "gre/nvgre", 47, 0, FALSE, "2000 6558 00000100" ETHERNET_IPV4 },
  { "gre/vlan-in-ethernet", 47, 0, FALSE, "0000 6558" MAC_A MAC_B "8100 0064 0800" },
  { "gre/mpls", 47, 0, FALSE, "0000 8847 00010140" },
  { "gre/pptp", 47, 0, FALSE, "3081 880b 003d 0001 00000001 00000001 ff03 0021" },
  { "gre/pptp-without-acknowledgment", 47, 0, FALSE, "3001 880b 003d 0001 00000001 0021" },
  { "gre/erspan-1", 47, 0, FALSE, "0000 88be" ETHERNET_IPV4 },
  { "gre/erspan-2", 47, 0, FALSE, "1000 88be 00000001 1001 0000 00000000" ETHERNET_IPV4 },
  { "gre/erspan-3", 47, 0, FALSE, "1000 22eb 00000001 2001 0000 00000000 0000 0000" ETHERNET_IPV4 },
  { "gre/erspan-3-subheader", 47, 0, FALSE,
    "1000 22eb 00000001 2001 0000 00000000 0000 0001 0000000000000000" ETHERNET_IPV4 },
  { "gre/wccp", 47, 0, FALSE, "0000 883e" },
  { "gre/wccp-2", 47, 0, FALSE, "0000 883e 00000000" },
  { "gre/frame-relay", 47, 0, FALSE, "0000 6559 1841 03 cc" },
  { "gre/eoip", 47, 0, FALSE, "0000 6400" ETHERNET_IPV4 },
  { "gre/aruba", 47, 0, FALSE, "0000 8200 0801 0000" MAC_A MAC_B MAC_A "0000 aaaa03 000000 0800" },
  { "gre/metadata", 47, 0, FALSE, "0000 8909 0800 01 01 0001 0064" },
  { "gre/metadata-ethernet", 47, 0, FALSE, "0000 8909 6558 01 01 0001 0064" ETHERNET_IPV4 },
  /* The version of the header counts, not what comes before it. */
  { "gre/ipv6-as-ipv4", 47, 0, TRUE, "0000 0800" },
  { "ip-in-ip/ipv6", 4, 0, TRUE, "" },
  { "gre/nsh", 47, 0, FALSE, "0000 894f 0002 02 01 00000101" },

  { "vxlan", 17, 4789, FALSE, "08000000 00000100" ETHERNET_IPV4 },
  { "vxlan/ipv6", 17, 4789, TRUE, "08000000 00000100" ETHERNET_IPV6 },
  { "vxlan/linux", 17, 8472, FALSE, "08000000 00000100" ETHERNET_IPV4 },
  { "vxlan/linux-ipv6", 17, 8472, TRUE, "08000000 00000100" ETHERNET_IPV6 },
  { "vxlan/vlan", 17, 4789, FALSE, "08000000 00000100" MAC_A MAC_B "8100 0064 0800" },
  { "vxlan-gpe/ipv4", 17, 4790, FALSE, "0c000001 00000100" },
  { "vxlan-gpe/ipv6", 17, 4790, TRUE, "0c000002 00000100" },
  { "vxlan-gpe/ethernet", 17, 4790, FALSE, "0c000003 00000100" ETHERNET_IPV4 },
  { "vxlan-gpe/nsh", 17, 4790, FALSE, "0c000004 00000100 0002 02 01 00000101" },

  { "geneve", 17, 6081, FALSE, "00 00 6558 000001 00" ETHERNET_IPV4 },
  { "geneve/ip", 17, 6081, TRUE, "00 00 86dd 000001 00" },
  { "geneve/odd-options", 17, 6081, FALSE, "01 00 0800 000001 00 0101 01 00" },
  { "geneve/options", 17, 6081, FALSE, "02 00 0800 000001 00 0101 01 01 00000000" },

  /* Flags, type, length, tunnel */
  { "gtp-u", 17, 2152, FALSE, "30 ff 0039 00000001" },
  { "gtp-u/ipv6", 17, 2152, TRUE, "30 ff 004d 00000001" },
  { "gtp-u/sequence", 17, 2152, FALSE, "32 ff 003d 00000001 0001 00 00" },
  { "gtp-u/extension", 17, 2152, FALSE, "34 ff 0041 00000001 0000 00 85 01 1001 00" },
  { "gtp-u/two-extensions", 17, 2152, FALSE, "34 ff 0045 00000001 0000 00 c0 01 0000 85 01 1001 00" },
  { "gtp-u/ethernet", 17, 2152, FALSE, "30 ff 0047 00000001" ETHERNET_IPV4 },
  { "gtp-0", 17, 3386, FALSE, "1e ff 0039 0001 0001 ff ffffff 0000000000000000" },

  { "teredo", 17, 3544, TRUE, "" },
  { "teredo/origin", 17, 3544, TRUE, "0000 fff0 f5fffffe" },
  { "teredo/authentication", 17, 3544, TRUE, "0001 00 00 0000000000000000 00" },
  { "teredo/both", 17, 3544, TRUE, "0001 01 01 aa bb 0000000000000000 00 0000 fff0 f5fffffe" },

  { "l2tp", 17, 1701, FALSE, "0002 0001 0001 ff03 0021" },
  { "l2tp/length", 17, 1701, FALSE, "4002 0045 0001 0001 ff03 0021" },
  { "l2tp/all", 17, 1701, FALSE, "4a02 004d 0001 0001 0001 0000 0002 0000 ff03 0021" },

  { "lisp", 17, 4341, FALSE, "c0000001 00000001" },
  { "lisp/ipv6", 17, 4341, TRUE, "c0000001 00000001" },
  { "amt/query", 17, 2268, FALSE, "04 00 000000000001 00000001" },
  { "amt/update", 17, 2268, FALSE, "05 00 000000000001 00000001" },
  { "amt/data", 17, 2268, FALSE, "06 00" },
  { "amt/data-ipv6", 17, 2268, TRUE, "06 00" },
  { "mobile-ip", 17, 434, FALSE, "04 04 0000" },
  { "mobile-ip/ipv6", 17, 434, TRUE, "04 29 0000" },
  { "mobile-ip/gre", 17, 434, FALSE, "04 2f 0000 0000 0800" },
  { "gre-in-udp", 17, 4754, FALSE, "2000 0800 00000001" },
  { "mpls-in-udp", 17, 6635, FALSE, "00010140" },
  { "tzsp", 17, 37008, FALSE, "01 00 0001 01" ETHERNET_IPV4 },
  { "tzsp/tags", 17, 37008, FALSE, "01 00 0001 00 0a 01 c3 01" ETHERNET_IPV4 },
  { "tzsp/wifi", 17, 37008, FALSE, "01 00 0012 01 0801 0000" MAC_A MAC_B MAC_A "0000 aaaa03 000000 0800" },
  { "tzsp/token-ring", 17, 37008, FALSE, "01 00 0002 01 10 40" MAC_A MAC_B "aaaa03 000000 0800" },
  { "tzsp/ppp", 17, 37008, FALSE, "01 00 0004 01 0021" },
  { "tzsp/fddi", 17, 37008, FALSE, "01 00 0005 01 50" MAC_A MAC_B "aaaa03 000000 0800" },
  { "tzsp/raw", 17, 37008, FALSE, "01 00 0007 01" },
  { "tzsp/prism", 17, 37008, FALSE, "01 00 0077 01 0801 0000" MAC_A MAC_B MAC_A "0000 aaaa03 000000 0800" },
  { "tzsp/avs", 17, 37008, FALSE,
    "01 00 007f 01 80211001 00000008 0801 0000" MAC_A MAC_B MAC_A "0000 aaaa03 000000 0800" },
  { "tzsp/radiotap", 17, 37008, FALSE,
    "01 00 007e 01 0000 0800 00000000 0801 0000" MAC_A MAC_B MAC_A "0000 aaaa03 000000 0800" },
  { "capwap/ieee8023", 17, 5247, FALSE, "00 10 02 00 0000 0000" ETHERNET_IPV4 },
  { "capwap/wifi", 17, 5247, FALSE, "00 10 03 00 0000 0000 0108 0000" MAC_A MAC_B MAC_A "0000 aaaa03 000000 0800" },
};

static GByteArray *
make_tunnel (const Row *row)
{
  GByteArray *packet = packet_prepend (row->ipv6 ? packet_query6 () : packet_query4 (), row->header);

  return row->port != 0 ? packet_udp (packet, 50000, row->port) : packet;
}

static void
test_in_ipv4 (gconstpointer data)
{
  const Row *row = data;
  GByteArray *packet = make_tunnel (row);
  guint32 ip_bytes = packet->len + 20;
  PvFacts facts;

  packet_ipv4 (packet, row->protocol, OUTER_SOURCE, OUTER_DESTINATION);
  packet_dissect (packet, RAW, &facts);
  g_assert_cmpuint (facts.transport, ==, row->protocol);
  g_assert_cmpuint (facts.destination_port, ==, row->port);
  packet_expect_ip (g_byte_array_ref (packet), RAW, OUTER_SOURCE, OUTER_DESTINATION, ip_bytes);
  packet_expect_lookup (packet, RAW, PV_LOOKUP_DNS, QUERY_NAME);
}

static void
test_in_ipv6 (gconstpointer data)
{
  const Row *row = data;
  GByteArray *packet = make_tunnel (row);
  guint32 ip_bytes = packet->len + 40;

  packet_ipv6 (packet, row->protocol, OUTER_SOURCE6, OUTER_DESTINATION6);
  packet_expect_ip (g_byte_array_ref (packet), RAW, OUTER_SOURCE6, OUTER_DESTINATION6, ip_bytes);
  packet_expect_lookup (packet, RAW, PV_LOOKUP_DNS, QUERY_NAME);
}

/* Sent back from the port. */
static void
test_from_port (void)
{
  GByteArray *packet = packet_udp (packet_prepend (packet_query4 (), "08000000 00000100" ETHERNET_IPV4), 4789, 50000);

  packet_expect_lookup (packet_ipv4 (packet, 17, OUTER_SOURCE, OUTER_DESTINATION), RAW, PV_LOOKUP_DNS, QUERY_NAME);
}

static void
test_several_layers (void)
{
  GByteArray *packet = packet_query4 ();

  packet_udp (packet_prepend (packet, "08000000 00000100" ETHERNET_IPV4), 50000, 4789);
  packet_ipv6 (packet, 17, "2001:db8:2::1", "2001:db8:2::2");
  packet_ipv4 (packet_prepend (packet, "0000 86dd"), 47, "10.10.0.1", "10.10.0.2");
  packet_udp (packet_prepend (packet, "30 ff 00a7 00000001"), 2152, 2152);
  packet->data[8 + 2] = (guint8) ((packet->len - 16) >> 8);
  packet->data[8 + 3] = (guint8) (packet->len - 16);
  packet_ipv4 (packet, 17, OUTER_SOURCE, OUTER_DESTINATION);
  packet_expect_ip (g_byte_array_ref (packet), RAW, OUTER_SOURCE, OUTER_DESTINATION, packet->len);
  packet_expect_lookup (packet, RAW, PV_LOOKUP_DNS, QUERY_NAME);
}

/* A TCP segment in a tunnel has the addresses of the inner header. */
static void
test_segment (void)
{
  g_autoptr (GByteArray) packet = packet_prepend (packet_dns (QUERY_NAME), "001d");
  PvFacts facts;

  packet_ipv4 (packet_tcp (packet, QUERY_PORT, 53, 1, 0x18), 6, QUERY_SOURCE4, QUERY_DESTINATION4);
  packet_ipv4 (packet, 4, OUTER_SOURCE, OUTER_DESTINATION);
  packet_dissect (packet, RAW, &facts);
  g_assert_true (facts.has_segment);
  g_assert_true (facts.segment.client == packet->data + 20 + 12);
  g_assert_true (facts.segment.server == packet->data + 20 + 16);
  g_assert_cmpuint (facts.transport, ==, 4);
  g_assert_cmpuint (facts.destination_port, ==, 0);
}

static void
test_too_deep (void)
{
  GByteArray *packet = packet_query4 ();

  for (guint i = 0; i < 100; i++)
    packet_ipv4 (packet, 4, OUTER_SOURCE, OUTER_DESTINATION);
  packet_expect_ip (g_byte_array_ref (packet), RAW, OUTER_SOURCE, OUTER_DESTINATION, packet->len);
  packet_expect_lookup (packet, RAW, PV_LOOKUP_DNS, NULL);
}

/* An inner header that is broken does not make the outer one so. */
static void
test_broken_inside (void)
{
  GByteArray *packet = packet_query4 ();

  packet->data[0] = 0x75;
  packet_ipv4 (packet, 4, OUTER_SOURCE, OUTER_DESTINATION);
  packet_expect_ip (g_byte_array_ref (packet), RAW, OUTER_SOURCE, OUTER_DESTINATION, QUERY_IPV4_BYTES + 20);
  packet_expect_lookup (packet, RAW, PV_LOOKUP_DNS, NULL);
}

/* What looks like a tunnel and is none that can be followed. */
static const Row closed_rows[] = {
  { "gtp-u-echo", 17, 2152, FALSE, "32 01 0004 00000000 0001 0000" },
  { "gtp-u-extension-of-no-length", 17, 2152, FALSE, "34 ff 0041 00000001 0000 00 85 00 1001 00" },
  { "gtp-u-unknown-payload", 17, 2152, FALSE, "30 ff 003b 00000001 0021" },
  { "gtp-prime", 17, 3386, FALSE, "0e f0 0004 0001 0000" },
  { "l2tp-control", 17, 1701, FALSE, "c802 000c 0001 0000 0001 0001" },
  { "l2tp-3", 17, 1701, FALSE, "0003 0000 00000001" },
  { "capwap-dtls", 17, 5247, FALSE, "01 000000" },
  { "capwap-fragment", 17, 5247, FALSE, "00 10 02 80 0001 0000" ETHERNET_IPV4 },
  { "capwap-keep-alive", 17, 5247, FALSE, "00 10 02 08 0000 0000" },
  { "tzsp-keep-alive", 17, 37008, FALSE, "01 04 0001 01" ETHERNET_IPV4 },
  { "tzsp-port", 17, 37008, FALSE, "01 05 0001 01" ETHERNET_IPV4 },
  { "tzsp-without-end", 17, 37008, FALSE, "01 00 0001 00 00 00" },
  { "vxlan-gpe-unknown", 17, 4790, FALSE, "0c0000ff 00000100" },
  { "erspan-unknown-version", 47, 0, FALSE, "1000 22eb 00000001 f001 0000 00000000" ETHERNET_IPV4 },
  { "linux-vxlan-without-id", 17, 8472, FALSE, "00000000 00000100" ETHERNET_IPV4 },
  { "amt-discovery", 17, 2268, FALSE, "01 00 0000 00000001" },
  { "mobile-ip-request", 17, 434, FALSE, "01 02 0000" },
  { "mobile-ip-unknown", 17, 434, FALSE, "04 11 0000" },
  { "gre-metadata-twice", 47, 0, FALSE, "0000 8909 8909 01 01 0001 0064 0800 01 01 0001 0064" },
  { "esp", 50, 0, FALSE, "00000001 00000001" },
};

static void
test_closed (gconstpointer data)
{
  const Row *row = data;
  GByteArray *packet = packet_ipv4 (make_tunnel (row), row->protocol, OUTER_SOURCE, OUTER_DESTINATION);

  packet_expect_ip (g_byte_array_ref (packet), RAW, OUTER_SOURCE, OUTER_DESTINATION, packet->len);
  packet_expect_lookup (packet, RAW, PV_LOOKUP_DNS, NULL);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path4 = g_strconcat ("/dissect/tunnel/ipv4/", rows[i].name, NULL);
      g_autofree char *path6 = g_strconcat ("/dissect/tunnel/ipv6/", rows[i].name, NULL);

      g_test_add_data_func (path4, &rows[i], test_in_ipv4);
      g_test_add_data_func (path6, &rows[i], test_in_ipv6);
    }
  for (guint i = 0; i < G_N_ELEMENTS (closed_rows); i++)
    {
      g_autofree char *path = g_strconcat ("/dissect/tunnel/closed/", closed_rows[i].name, NULL);

      g_test_add_data_func (path, &closed_rows[i], test_closed);
    }
  g_test_add_func ("/dissect/tunnel/from-port", test_from_port);
  g_test_add_func ("/dissect/tunnel/several-layers", test_several_layers);
  g_test_add_func ("/dissect/tunnel/segment", test_segment);
  g_test_add_func ("/dissect/tunnel/too-deep", test_too_deep);
  g_test_add_func ("/dissect/tunnel/broken-inside", test_broken_inside);

  return g_test_run ();
}
