/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-dissect-link.c: from each link-layer header type to IP. */
#include "packet-builder.h"
#include "pv-link-type.h"

#define LLC_IPV4 "aa aa 03 000000 0800"
#define LLC_IPV6 "aa aa 03 000000 86dd"
#define MAC_A "00163e000001"
#define MAC_B "00163e000002"
#define ETHERNET_IPV4 MAC_A MAC_B "0800"
#define ZEROS_8 "0000000000000000"
#define ZEROS_16 ZEROS_8 ZEROS_8
#define ZEROS_32 ZEROS_16 ZEROS_16

/* What comes before an IP packet: a DNS query over IPv4 (57 bytes) or IPv6 (77 bytes). */
typedef struct
{
  const char *name;
  guint16 link_type;
  gboolean ipv6;
  const char *header;
} Row;

static const Row rows[] = {
  /* A family in either byte order; IPv6 has a number of its own on each system. */
  { "null/little-endian", 0, FALSE, "02000000" },
  { "null/big-endian", 0, FALSE, "00000002" },
  { "null/openbsd-ipv6", 0, TRUE, "18000000" },
  { "null/freebsd-ipv6", 0, TRUE, "1c000000" },
  { "null/darwin-ipv6", 0, TRUE, "1e000000" },
  { "null/darwin-ipv6-big-endian", 0, TRUE, "0000001e" },
  { "null/irix", 0, FALSE, "00020000" },
  { "null/irix-little-endian", 0, FALSE, "00000200" },
  { "null/ether-type", 0, TRUE, "dd860000" },
  { "null/ppp", 0, FALSE, "ff03 0021" },
  { "null/ipv6-as-ipv4", 0, TRUE, "02000000" },
  { "ppp/ipv6-as-ipv4", 9, TRUE, "ff 03 0021" },
  { "linux-sll/ipv6-as-ipv4", 113, TRUE, "0004 0001 0006" ZEROS_8 "0800" },
  { "linux-sll/gre-ppp", 113, FALSE, "0000 030a 0004" ZEROS_8 "880b ff03 0021" },
  { "linux-sll/gre-erspan-1", 113, FALSE, "0000 030a 0004" ZEROS_8 "88be" ETHERNET_IPV4 },
  { "linux-sll/gre-erspan-2", 113, FALSE, "0000 030a 0004" ZEROS_8 "88be 1001 0000 00000000" ETHERNET_IPV4 },
  { "linux-sll/gre-erspan-3", 113, FALSE, "0000 030a 0004" ZEROS_8 "22eb 2001 0000 00000000 0000 0000" ETHERNET_IPV4 },
  { "linux-sll/gre-ipv4", 113, FALSE, "0000 030a 0004" ZEROS_8 "0800" },
  { "linux-sll/gre-ethernet", 113, FALSE, "0000 0337 0004" ZEROS_8 "6558" ETHERNET_IPV4 },
  { "linux-sll2/gre-ppp", 276, FALSE, "880b 0000 00000003 030a 00 04" ZEROS_8 "ff03 0021" },
  { "pktap/under-user2", 149, FALSE, "6c000000 01000000 01000000" ZEROS_32 ZEROS_32 ZEROS_32 ETHERNET_IPV4 },
  { "dsa-tag/brcm", 281, FALSE, MAC_A MAC_B "20000001 0800" },
  { "dsa-tag/brcm-vlan", 281, FALSE, MAC_A MAC_B "20000001 8100 0064 0800" },
  { "dsa-tag/brcm-prepended", 282, FALSE, "20000001" ETHERNET_IPV4 },
  { "dsa-tag/marvell", 284, FALSE, MAC_A MAC_B "c0180000 0800" },
  { "dsa-tag/marvell-ipv6", 284, TRUE, MAC_A MAC_B "c0180000 86dd" },
  { "dsa-tag/marvell-with-type", 285, FALSE, MAC_A MAC_B "dada 0000 c0180000 0800" },
  { "loop/ipv4", 108, FALSE, "00000002" },
  { "loop/ipv6", 108, TRUE, "00000018" },

  { "ethernet/ipv4", 1, FALSE, ETHERNET_IPV4 },
  { "ethernet/ipv6", 1, TRUE, MAC_A MAC_B "86dd" },
  { "ethernet/llc", 1, FALSE, MAC_A MAC_B "0041" LLC_IPV4 },

  /* Destination, source, one repeater; UI frame; protocol. */
  { "ax25", 3, FALSE, "92888a9c9862 e0 92888a9c9864 60 92888a9c9866 61 03 cc" },
  { "ax25-kiss", 202, FALSE, "00 92888a9c9862 e0 92888a9c9864 61 03 cc" },

  /* Access control, frame control, addresses. */
  { "token-ring/plain", 6, FALSE, "10 40" MAC_A MAC_B LLC_IPV4 },
  { "token-ring/source-routed", 6, FALSE, "10 40" MAC_A "80163e000002" "0630 0011 0020" LLC_IPV4 },
  { "fddi", 10, FALSE, "50" MAC_A MAC_B LLC_IPV4 },

  { "arcnet/rfc1051", 7, FALSE, "01 02 f0" },
  { "arcnet/rfc1201", 7, FALSE, "01 02 d4 00 0001" },
  { "arcnet/exception", 7, FALSE, "01 02 d4 ff 0000 d4 00 0001" },
  { "arcnet/ipv6", 7, TRUE, "01 02 c4 00 0001" },
  { "arcnet-linux", 129, FALSE, "01 02 0000 d4 00 0001" },

  { "ppp/address-and-control", 9, FALSE, "ff 03 0021" },
  { "ppp/bare", 9, FALSE, "0021" },
  { "ppp/compressed-protocol", 9, FALSE, "ff 03 21" },
  { "ppp/ipv6", 9, TRUE, "ff 03 0057" },
  { "ppp/ether-type", 9, TRUE, "ff 03 86dd" },
  { "ppp/mpls", 9, FALSE, "ff 03 0281 00010140" },
  { "ppp/bridged", 9, FALSE, "ff 03 0031 00 01" ETHERNET_IPV4 },
  { "ppp/multilink", 9, FALSE, "ff 03 003d c0 000001 0021" },
  { "ppp/cisco", 9, FALSE, "0f 00 0800" },
  { "ppp-serial", 50, FALSE, "ff 03 0021" },
  { "ppp-serial/cisco", 50, FALSE, "8f 00 0800" },
  { "ppp-pppd", 166, FALSE, "01 03 0021" },
  { "ppp-with-direction", 204, FALSE, "01 ff 03 0021" },
  { "ppp-ether", 51, FALSE, "11 00 0001 003b 0021" },
  { "ppp-ether/credits", 51, FALSE, "11 00 0001 0043 0106 0004 00000000 0021" },

  { "atm-rfc1483/snap", 100, FALSE, LLC_IPV4 },
  { "atm-rfc1483/snap-ipv6", 100, TRUE, LLC_IPV6 },
  { "atm-rfc1483/dlt", 11, FALSE, LLC_IPV4 },
  { "atm-rfc1483/bridged-ethernet", 100, FALSE, "aa aa 03 0080c2 0007 0000" ETHERNET_IPV4 },
  { "atm-rfc1483/bridged-token-ring", 100, FALSE, "aa aa 03 0080c2 0009 00 00 10 40" MAC_A MAC_B LLC_IPV4 },
  { "atm-rfc1483/bridged-fddi", 100, FALSE, "aa aa 03 0080c2 000a 00 00 00 50" MAC_A MAC_B LLC_IPV4 },
  { "atm-rfc1483/bridged-fddi-with-fcs", 100, FALSE, "aa aa 03 0080c2 0004 00 00 00 50" MAC_A MAC_B LLC_IPV4 },
  { "atm-rfc1483/bridged-token-ring-with-fcs", 100, FALSE,
    "aa aa 03 0080c2 0003 00 00 10 40" MAC_A MAC_B LLC_IPV4 },
  { "atm-rfc1483/nlpid", 100, FALSE, "fe fe 03 cc" },
  { "atm-rfc1483/sap", 100, FALSE, "06 06 03" },
  { "atm-rfc1483/cisco", 100, FALSE, "aa aa 03 0000f8 0800" },
  { "atm-clip", 106, FALSE, "" },
  { "sunatm/llc", 123, FALSE, "02 00 0021" LLC_IPV4 },
  { "sunatm/lane", 123, FALSE, "81 00 0021 0001" ETHERNET_IPV4 },
  { "sunatm/guessed-ip", 123, FALSE, "00 00 0021" },
  { "sunatm/guessed-ppp", 123, FALSE, "00 00 0021 0021" },
  { "sunatm/guessed-llc", 123, FALSE, "00 00 0021" LLC_IPV4 },
  { "sunatm/guessed-frame-relay", 123, FALSE, "00 00 0021 1841 03 cc" },
  { "sunatm/guessed-frame-relay-ipv6", 123, TRUE, "00 00 0021 1841 03 8e" },
  { "sunatm/guessed-frame-relay-snap", 123, FALSE, "00 00 0021 1841 03 00 80 000000 0800" },
  { "sunatm/guessed-long-address", 123, FALSE, "00 00 0021 18400001 03 cc" },
  { "sunatm/guessed-long-address-ipv6", 123, TRUE, "00 00 0021 18400001 03 8e" },
  { "sunatm/guessed-long-address-snap", 123, FALSE, "00 00 0021 18400001 03 00 80 000000 0800" },
  { "sunatm/guessed-ethernet", 123, FALSE, "00 00 0021 0000" ETHERNET_IPV4 },

  { "raw/ipv4", 101, FALSE, "" },
  { "raw/ipv6", 101, TRUE, "" },
  { "raw/dlt-12", 12, FALSE, "" },
  { "raw/dlt-14", 14, TRUE, "" },
  { "raw/ppp", 101, FALSE, "ff03 0021" },
  { "raw/isdn", 101, FALSE, "fcfc00000000 ff03 0021" },
  { "raw/isdn-byte", 101, FALSE, "00 ff03 0021" },
  { "raw/isdn-zeros", 101, FALSE, ZEROS_8 "0000" },
  { "ipv4", 228, FALSE, "" },
  { "ipv6", 229, TRUE, "" },

  { "chdlc/ipv4", 104, FALSE, "0f 00 0800" },
  { "chdlc/ipv6", 104, TRUE, "8f 00 86dd" },
  { "chdlc/mpls", 104, FALSE, "0f 00 8847 00010140" },
  { "chdlc/bridged", 104, FALSE, "0f 00 6558" ETHERNET_IPV4 },
  { "netbsd-hdlc", 112, FALSE, "0f 00 0800" },

  { "frame-relay/nlpid", 107, FALSE, "1841 03 cc" },
  { "frame-relay/nlpid-ipv6", 107, TRUE, "1841 03 8e" },
  { "frame-relay/snap", 107, FALSE, "1841 03 00 80 000000 0800" },
  { "frame-relay/bridged", 107, FALSE, "1841 03 00 80 0080c2 0007" ETHERNET_IPV4 },
  { "frame-relay/ppp", 107, FALSE, "1841 03 cf 0021" },
  { "frame-relay/poll", 107, FALSE, "1841 13 cc" },
  { "frame-relay/cisco", 107, FALSE, "1841 0800" },
  { "frame-relay/four-byte-address", 107, FALSE, "18400001 03 cc" },

  { "enc/ipv4", 109, FALSE, "02000000 00001234 00000000" },
  { "enc/big-endian", 109, FALSE, "00000002 00001234 00000000" },
  { "enc/ipv6", 109, TRUE, "18000000 00001234 00000000" },
  { "enc/dlt", 13, FALSE, "02000000 00001234 00000000" },

  /* Length, family, action, reason, interface, rule set, rule numbers, direction, padding. */
  { "pflog/openbsd-3.4", 117, FALSE, "2d 02 00 00" ZEROS_32 "00000000 00000000 01 000000" },
  { "pflog/openbsd-3.8", 117, TRUE, "3d 18 00 00" ZEROS_32 "00000000 00000000" ZEROS_16 "01 000000" },
  { "pflog/old", 17, FALSE, "00000002" ZEROS_16 "0001 0000 0000 0001" },

  /* Family, version, resource; attributes: the packet's EtherType, a prefix, the packet. */
  { "nflog/little-endian", 239, FALSE, "02 00 0000 0800 0100 0800 01 00 0700 0a00 666f00 00 3d00 0900" },
  { "nflog/big-endian", 239, FALSE, "02 00 0000 0008 0001 0800 01 00 0007 000a 666f00 00 003d 0009" },
  { "nflog/family-only", 239, TRUE, "0a 00 0000 5100 0900" },

  { "ipnet/ipv4", 226, FALSE, "01 02 0000 00000039" ZEROS_16 },
  { "ipnet/ipv6", 226, TRUE, "01 1a 0000 0000004d" ZEROS_16 },

  /* Header length, record type, link type; then an interface name and what macOS wants to know. */
  { "pktap/ethernet", 258, FALSE, "6c000000 01000000 01000000" ZEROS_32 ZEROS_32 ZEROS_32 ETHERNET_IPV4 },
  { "pktap/raw", 258, TRUE, "6c000000 01000000 65000000" ZEROS_32 ZEROS_32 ZEROS_32 },

  /* Packet type, hardware type, address; protocol. */
  { "linux-sll/ipv4", 113, FALSE, "0000 0001 0006" MAC_A "0000 0800" },
  { "linux-sll/ipv6", 113, TRUE, "0000 0001 0006" MAC_A "0000 86dd" },
  { "linux-sll/vlan", 113, FALSE, "0000 0001 0006" MAC_A "0000 8100 0064 0800" },
  { "linux-sll/llc", 113, FALSE, "0000 0001 0006" MAC_A "0000 0004" LLC_IPV4 },
  { "linux-sll/ethernet", 113, FALSE, "0000 0001 0006" MAC_A "0000 0003" ETHERNET_IPV4 },
  { "linux-sll/ppp", 113, FALSE, "0000 0200 0000" ZEROS_8 "0007 0021" },
  { "linux-sll/gre-device", 113, FALSE, "0000 030a 0004 0a000001 00000000 0800" },
  { "linux-sll/frame-relay", 113, FALSE, "0000 0302 0000" ZEROS_8 "0003 1841 03 cc" },
  { "linux-sll/radiotap", 113, FALSE,
    "0000 0323 0000" ZEROS_8 "0004 0000 0800 00000000 0801 0000" MAC_A MAC_B MAC_A "0000" LLC_IPV4 },
  /* Protocol, interface, hardware type, packet type, address. */
  { "linux-sll2/ipv4", 276, FALSE, "0800 0000 00000002 0001 00 06" MAC_A "0000" },
  { "linux-sll2/ipv6", 276, TRUE, "86dd 0000 00000002 0001 00 06" MAC_A "0000" },

  { "ip-over-fc", 122, FALSE, "1000" MAC_A "1000" MAC_B LLC_IPV4 },
  { "ip-over-ieee1394", 138, FALSE, ZEROS_16 "0800" },
  { "ip-over-infiniband", 242, FALSE, ZEROS_32 ZEROS_8 "0800 0000" },

  { "symantec/v2", 99, FALSE, "0a000001 0000 0800" ZEROS_32 "00000000" },
  { "symantec/v3", 99, FALSE, "0a000001 000000000000 0800" ZEROS_32 ZEROS_8 "00000000" },

  /* Context, flags, circuit, length; protocol, where data and layer 3 begin. */
  { "redback/ip", 32, FALSE, "00000000 00000000" ZEROS_8 "0000 0001 0018 0018" },
  { "redback/ethernet", 32, FALSE, "00000000 00000000" ZEROS_8 "0000 0001 0018 0026" ETHERNET_IPV4 },
  { "redback/hdlc", 32, FALSE, "00000000 00000000" ZEROS_8 "0000 0001 0018 001c ff03 0021" },
  { "redback/isis-in-ethernet", 32, FALSE, "00000000 00000000" ZEROS_8 "0000 0002 0018 0026" ETHERNET_IPV4 },
  { "redback/nlpid", 32, FALSE, "00000000 00000000" ZEROS_8 "0000 0002 0018 0018 cc" },
  { "redback/ethernet-out", 32, FALSE, "00000000 00000000" ZEROS_8 "0000 0003 0018 0026" ETHERNET_IPV4 },
  { "redback/ethernet-in", 32, FALSE, "00000000 00000000" ZEROS_8 "0000 0004 0018 0026" ETHERNET_IPV4 },
  { "redback/broadcast", 32, FALSE, "00000000 00000000" ZEROS_8 "0000 0008 0018 0026" ETHERNET_IPV4 },
  { "redback/ppp-out", 32, FALSE, "00000000 04000000" ZEROS_8 "0000 0006 0018 0018 0021" },
  { "redback/ppp-in", 32, FALSE, "00000000 00000000" ZEROS_8 "0000 0006 0018 0018 00000000 0021" },
  { "redback/pppoe", 32, FALSE,
    "00000000 04000000" ZEROS_8 "0000 0006 0018 0026" MAC_A MAC_B "8864 11 00 0001 003b 0021" },
  { "redback/ipv6", 32, TRUE, "00000000 00000000" ZEROS_8 "0000 0009 0018 0018" },
  { "redback/ipv6-in-ethernet", 32, TRUE, "00000000 00000000" ZEROS_8 "0000 0009 0018 0026" MAC_A MAC_B "86dd" },
  { "redback/ppp", 32, FALSE, "00000000 00000000" ZEROS_8 "0000 0001 0018 001a 0021" },

  /* FC, MACPARM, LEN, [EHDR], HCS */
  { "docsis/plain", 143, FALSE, "00 00 0047 65ca" ETHERNET_IPV4 },
  { "docsis/extended", 143, FALSE, "01 02 0049 0100 9c66" ETHERNET_IPV4 },

  { "epon", 259, FALSE, "55 55 d5 55 55 0001 00" ETHERNET_IPV4 },
  { "epon/bytes-lost", 259, FALSE, "d5 55 55 0001 00" ETHERNET_IPV4 },

  /* Time, type, flags, record length, loss counter, wire length; offset and padding. */
  { "erf/ethernet", 197, FALSE, ZEROS_8 "02 04 0059 0000 0047 0000" ETHERNET_IPV4 },
  { "erf/extension-header", 197, FALSE, ZEROS_8 "82 04 0061 0000 0047" ZEROS_8 "0000" ETHERNET_IPV4 },
  { "erf/hdlc", 197, FALSE, ZEROS_8 "01 04 004d 0000 003d ff03 0021" },
  { "erf/ipv4", 197, FALSE, ZEROS_8 "16 04 0049 0000 0039" },

  /* Magic number, flags */
  { "juniper/ethernet", 178, FALSE, "4d4743 00" ETHERNET_IPV4 },
  { "juniper/no-magic-number", 178, FALSE, ETHERNET_IPV4 },
  { "juniper/extensions", 178, FALSE, "4d4743 80 0006 01 04 00000001" ETHERNET_IPV4 },
  { "juniper/no-link-layer", 178, FALSE, "4d4743 02 02000000" },
  { "juniper/pppoe", 167, FALSE, "4d4743 00" MAC_A MAC_B "8864 11 00 0001 003b 0021" },
  { "juniper/ppp", 179, FALSE, "4d4743 00 ff03 0021" },
  { "juniper/frame-relay", 180, FALSE, "4d4743 00 1841 03 cc" },
  { "juniper/chdlc", 181, FALSE, "4d4743 00 0f 00 0800" },
  { "juniper/ggsn", 133, FALSE, "4d4743 00 0200 0000" },
  { "juniper/voice", 183, FALSE, "4d4743 00" ZEROS_16 "0000" },
  { "juniper/services-out", 136, FALSE, "4d4743 00" ZEROS_8 "00000000" },
  { "juniper/services-in", 136, FALSE, "4d4743 01" ZEROS_16 },
  { "juniper/mlppp-cookie", 130, FALSE, "4d4743 00 47000000 00000000" },
  { "juniper/mlppp-ls-cookie", 130, FALSE, "4d4743 00 54000000 0021" },
  { "juniper/mlppp-bundle", 130, FALSE, "4d4743 00 0001 0021" },
  { "juniper/mlppp-from-card", 130, FALSE, "4d4743 01 47000000 00000000 0021" },
  { "juniper/mlppp-ipv6", 130, TRUE, "4d4743 00 40000000 00100000" },
  { "juniper/mlppp-mpls", 130, FALSE, "4d4743 00 40000000 00200000 00010140" },
  { "juniper/mlppp-iso", 130, FALSE, "4d4743 00 40000000 00300000 cc" },
  { "juniper/mlppp-address-and-control", 130, FALSE, "4d4743 00 ff03 0021" },
  { "juniper/mlfr-ls-cookie", 131, FALSE, "4d4743 00 54000000 0003 cc" },
  { "juniper/mlfr-ls-cookie-short", 131, FALSE, "4d4743 00 54000000 03 cc" },
  { "juniper/mlfr-cookie-iso", 131, FALSE, "4d4743 00 47000000 03000000 03 cc" },
  { "juniper/mlfr-bundle", 131, FALSE, "4d4743 00 0001 0003 cc" },
  { "juniper/mlfr-bundle-swapped", 131, FALSE, "4d4743 00 0001 0300 cc" },
  { "juniper/mlppp-link", 130, FALSE, "4d4743 00 0021" },
  { "juniper/mlfr-cookie", 131, FALSE, "4d4743 00 47000000 00000000" },
  { "juniper/mlfr-link", 131, FALSE, "4d4743 00 0001 03 cc" },
  { "juniper/atm1-llc", 137, FALSE, "4d4743 00 00000000" LLC_IPV4 },
  { "juniper/atm1-ip", 137, FALSE, "4d4743 00 00000000" },
  { "juniper/atm2-llc", 135, FALSE, "4d4743 00 00000000 00000000" LLC_IPV4 },
  { "juniper/atm2-ethernet", 135, FALSE, "4d4743 00 00000001 00000000" ETHERNET_IPV4 },
  { "juniper/atm2-ppp", 135, FALSE, "4d4743 01 00000000 00000000 0021" },
};

static void
test_row (gconstpointer data)
{
  const Row *row = data;
  GByteArray *packet = packet_prepend (row->ipv6 ? packet_query6 () : packet_query4 (), row->header);

  g_assert_nonnull (pv_link_type_get_name (row->link_type));
  if (row->ipv6)
    packet_expect_query6 (packet, row->link_type);
  else
    packet_expect_query4 (packet, row->link_type);
}

/* What a packet without IP looks like. */
typedef struct
{
  const char *name;
  guint16 link_type;
  PvSkip skip;
  const char *bytes;
} NoIpRow;

static const NoIpRow no_ip_rows[] = {
  { "ethernet/arp", 1, PV_SKIP_NONE, "ffffffffffff" MAC_A "0806 0001 0800 06 04 0001" MAC_A "0a000001 000000000000 0a000002" },
  { "ethernet/netware", 1, PV_SKIP_NONE, "ffffffffffff" MAC_A "0022 ffff 0022" ZEROS_32 },
  { "ethernet/spanning-tree", 1, PV_SKIP_NONE, "0180c2000000" MAC_A "0026 42 42 03" ZEROS_32 },
  { "ethernet/short", 1, PV_SKIP_BAD_LINK_HEADER, MAC_A MAC_B },
  { "null/unknown-family", 0, PV_SKIP_NONE, "07000000 83" },
  { "null/wide-family", 0, PV_SKIP_NONE, "0102006c" ZEROS_16 },
  { "macsec/no-type", 1, PV_SKIP_NONE, MAC_A MAC_B "88e5 00 00 00000001 006c" ZEROS_16 },
  { "ppp/bridge-control", 9, PV_SKIP_NONE, "ff03 0031 10 01" ETHERNET_IPV4 "45" },
  { "ppp/bridged-token-ring", 9, PV_SKIP_NONE, "ff03 0031 00 0b 00 45" },
  { "sunatm/lane-control", 123, PV_SKIP_NONE, "01 00 0021 ff00" ZEROS_16 },
  { "sunatm/ilmi", 123, PV_SKIP_NONE, "05 00 0010" ZEROS_16 },
  { "sunatm/signalling", 123, PV_SKIP_NONE, "06 00 0005" ZEROS_16 },
  { "juniper/mlfr-signalling", 131, PV_SKIP_NONE, "4d4743 00 0001 03 08" ZEROS_8 },
  { "redback/unknown", 32, PV_SKIP_NONE, "00000000 00000000" ZEROS_8 "0000 0007 0018 0018" ZEROS_16 },
  { "ppp/lcp", 9, PV_SKIP_NONE, "ff03 c021 01 01 0004" },
  { "ppp/multilink-fragment", 9, PV_SKIP_NONE, "ff03 003d 80 000001 0021 45" },
  { "token-ring/mac-frame", 6, PV_SKIP_NONE, "10 00" MAC_A MAC_B "0000" },
  { "fddi/smt", 10, PV_SKIP_NONE, "41" MAC_A MAC_B "0000" },
  { "frame-relay/lmi", 107, PV_SKIP_NONE, "0001 03 08 00 75 95" },
  { "frame-relay/signalling", 107, PV_SKIP_NONE, "0001 00 00 08 02" },
  { "linux-sll/netlink", 113, PV_SKIP_NONE, "0004 0338 0000" ZEROS_8 "0000 14000000" },
  { "linux-sll/can", 113, PV_SKIP_NONE, "0001 0118 0000" ZEROS_8 "000c" ZEROS_16 },
  { "llc/test-frame", 100, PV_SKIP_NONE, "aa aa e3 000000 0800 45" },
  { "pktap/too-short", 258, PV_SKIP_BAD_LINK_HEADER, "0c000000 01000000 01000000" },
  { "pktap/not-a-packet", 258, PV_SKIP_NONE, "6c000000 00000000 01000000" ZEROS_32 ZEROS_32 ZEROS_32 },
  { "pktap/unknown-type", 258, PV_SKIP_LINK_TYPE, "6c000000 01000000 ffff0100" ZEROS_32 ZEROS_32 ZEROS_32 },
  { "nflog/no-length", 239, PV_SKIP_BAD_LINK_HEADER, "02 00 0000 0000 0000 0000" },
  { "symantec/neither", 99, PV_SKIP_BAD_LINK_HEADER, ZEROS_32 ZEROS_32 },
  { "docsis/mac-management", 143, PV_SKIP_NONE, "c2 00 0012 0000" ZEROS_16 },
  { "docsis/encrypted", 143, PV_SKIP_PROTECTED, "01 05 0049 34 01 80 00 00 b5a1" ZEROS_16 },
  { "juniper/atm-oam", 137, PV_SKIP_NONE, "4d4743 00 80000000" ZEROS_16 },
  { "mpacket/fragment", 274, PV_SKIP_NONE, "55 55 55 55 55 55 61 a5" ZEROS_16 },
  { "localtalk", 114, PV_SKIP_NONE, "01 02 01 000a" ZEROS_8 },
  { "usb-linux", 189, PV_SKIP_NONE, ZEROS_32 ZEROS_32 },
  { "usb-linux-mmapped", 220, PV_SKIP_NONE, ZEROS_32 ZEROS_32 },
  { "netanalyzer-transparent", 241, PV_SKIP_NONE, "00 06 0c00 55555555555555d5" ZEROS_8 },
  { "usbpcap", 249, PV_SKIP_NONE, "1b00" ZEROS_16 ZEROS_8 "00" },
  { "bluetooth-h4", 187, PV_SKIP_NONE, "01 03 0c 00" },
  { "bluetooth-h4-with-direction", 201, PV_SKIP_NONE, "00000000 01 03 0c 00" },
  { "can", 227, PV_SKIP_NONE, ZEROS_16 },
  { "epon-encrypted", 259, PV_SKIP_PROTECTED, "55 55 d5 55 57 0001 00" ZEROS_16 },
  { "epon-damaged", 259, PV_SKIP_BAD_LINK_HEADER, "55 55 55 55 55 0001 00" ZEROS_16 },
  { "netanalyzer-input", 240, PV_SKIP_NONE, "00 05 0400" ZEROS_16 },
  { "user2", 149, PV_SKIP_LINK_TYPE, "4500" ZEROS_32 },
  { "dsa-tag/arp", 285, PV_SKIP_NONE, MAC_A MAC_B "dada 0000 c0180000 0806 0001" },
  { "dsa-tag/short", 285, PV_SKIP_BAD_LINK_HEADER, MAC_A MAC_B "dada 0000 c018" },
  { "ethernet/ipv4-as-ipv6", 1, PV_SKIP_BAD_IP_HEADER, MAC_A MAC_B "86dd 45" ZEROS_32 ZEROS_16 },
  { "user0", 147, PV_SKIP_LINK_TYPE, "4500" ZEROS_32 },
  { "unknown", 65535, PV_SKIP_LINK_TYPE, "4500" ZEROS_32 },
};

static void
test_no_ip (gconstpointer data)
{
  const NoIpRow *row = data;

  packet_expect_none (packet_prepend (packet_new (), row->bytes), row->link_type, row->skip);
}

static void
test_names (void)
{
  g_assert_cmpstr (pv_link_type_get_name (1), ==, "Ethernet");
  g_assert_cmpstr (pv_link_type_get_name (127), ==, "IEEE 802.11 + radiotap");
  g_assert_cmpstr (pv_link_type_get_name (276), ==, "Linux cooked v2");
  /* libpcap's, where we have none. */
  g_assert_nonnull (pv_link_type_get_name (8));
  g_assert_null (pv_link_type_get_name (60000));
}

/* A savefile may say that frames end in a frame check sequence, which is no part of the packet: without a
 * total length, all but that is the packet. */
static void
test_fcs (void)
{
  g_autoptr (GByteArray) packet = packet_ethernet (packet_append (packet_query4 (), "01020304"), 0x0800);
  PvRecord record = { 0, packet->data, packet->len, packet->len, 1, 4 };
  PvFacts facts;

  packet->data[14 + 2] = 0;
  packet->data[14 + 3] = 0;
  pv_dissect (&record, &facts);
  g_assert_cmpuint (facts.ip_bytes, ==, QUERY_IPV4_BYTES);
}

/* Its frames end in a frame check sequence. */
static void
test_netanalyzer (void)
{
  GByteArray *packet = packet_prepend (packet_query4 (), "00 04 4d00" ETHERNET_IPV4);

  packet_expect_query4 (packet_append (packet, "04411da3"), 240);
}

/* IEEE 802.3br, with a valid checksum, so that others can read it too. */
static void
test_mpacket (void)
{
  GByteArray *packet = packet_prepend (packet_query4 (), "55 55 55 55 55 55 55 d5" ETHERNET_IPV4);

  packet_expect_query4 (packet_append (packet, "04411da3"), 274);
}

/* So may a header say. */
static void
test_fcs_is_dropped (void)
{
  packet_expect_fcs_dropped ("ff 03 0031 80 01" ETHERNET_IPV4, 9);
  packet_expect_fcs_dropped ("aa aa 03 0080c2 0001 0000" ETHERNET_IPV4, 100);
  packet_expect_fcs_dropped ("1841 021122334455 021122334466 0800", 107);
  packet_expect_fcs_dropped ("00 04 4d00" ETHERNET_IPV4, 240);
  /* Padding, in place of it. */
  packet_expect_fcs_dropped ("ff 03 0031 04 01" ETHERNET_IPV4, 9);
}

/* Some records claim a packet shorter than what they hold. */
static void
test_original_length_too_small (void)
{
  g_autoptr (GByteArray) packet = packet_ethernet (packet_query4 (), 0x0800);
  PvRecord record = { 0, packet->data, packet->len, 0, 1, 0 };
  PvFacts facts;

  pv_dissect (&record, &facts);
  g_assert_cmpuint (facts.address_size, ==, 4);
  g_assert_cmpuint (facts.ip_bytes, ==, QUERY_IPV4_BYTES);
  g_assert_true (facts.has_lookup);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path = g_strconcat ("/dissect/link/", rows[i].name, NULL);

      g_test_add_data_func (path, &rows[i], test_row);
    }
  for (guint i = 0; i < G_N_ELEMENTS (no_ip_rows); i++)
    {
      g_autofree char *path = g_strconcat ("/dissect/no-ip/", no_ip_rows[i].name, NULL);

      g_test_add_data_func (path, &no_ip_rows[i], test_no_ip);
    }
  g_test_add_func ("/dissect/link/mpacket", test_mpacket);
  g_test_add_func ("/dissect/link/netanalyzer", test_netanalyzer);
  g_test_add_func ("/dissect/link-type-names", test_names);
  g_test_add_func ("/dissect/fcs", test_fcs);
  g_test_add_func ("/dissect/link/fcs-is-dropped", test_fcs_is_dropped);
  g_test_add_func ("/dissect/original-length-too-small", test_original_length_too_small);

  return g_test_run ();
}
