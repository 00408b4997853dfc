/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-dissect-ether.c: from Ethernet through tags and labels to IP. */
#include "packet-builder.h"

#define ETHERNET 1

#define MAC_A "00163e000001"
#define MAC_B "00163e000002"
#define ETHERNET_IPV4 MAC_A MAC_B "0800"

/* What comes between the addresses and a DNS query over IPv4 (57 bytes) or IPv6. */
typedef struct
{
  const char *name;
  gboolean ipv6;
  const char *header;
} Row;

static const Row rows[] = {
  { "vlan", FALSE, "8100 0064 0800" },
  { "vlan-ipv6", TRUE, "8100 0064 86dd" },
  { "vlan-llc", FALSE, "8100 0064 0041 aa aa 03 000000 0800" },
  { "qinq", FALSE, "88a8 0064 8100 00c8 0800" },
  { "qinq-old", FALSE, "9100 0064 8100 00c8 0800" },
  { "vlan-stack-of-four", TRUE, "8100 0001 8100 0002 8100 0003 8100 0004 86dd" },
  { "provider-backbone-bridge", FALSE, "88a8 0064 88e7 00000001" MAC_A MAC_B "0800" },
  { "provider-backbone-bridge-vlan", FALSE, "88e7 00000001" MAC_A MAC_B "8100 0064 0800" },
  { "e-tag", FALSE, "893f 0000 0001 0000 0800" },
  { "vn-tag", FALSE, "8926 0000 0001 0800" },
  { "r-tag", FALSE, "f1c1 0000 0001 0800" },
  { "hsr", FALSE, "892f 0041 0001 0800" },
  { "cisco-metadata", FALSE, "8909 01 01 0001 0005 0800" },
  { "batman-unicast", FALSE, "4305 40 0f 32 01" MAC_A ETHERNET_IPV4 },
  { "batman-14-unicast", FALSE, "4305 03 0e 32 01" MAC_A ETHERNET_IPV4 },
  { "batman-14-unicast-4addr", FALSE, "4305 09 0e 32 01" MAC_A MAC_B "01 00" ETHERNET_IPV4 },
  { "batman-14-broadcast", FALSE, "4305 04 0e 32 00 00000001" MAC_A ETHERNET_IPV4 },
  { "ipv6-as-ipv4", TRUE, "0800" },
  { "batman-unicast-4addr", FALSE, "4305 42 0f 32 01" MAC_A MAC_B "01 00" ETHERNET_IPV4 },
  { "batman-broadcast", FALSE, "4305 01 0f 32 00 00000001" MAC_A ETHERNET_IPV4 },
  { "ethernet-in-ethernet", FALSE, "6558" ETHERNET_IPV4 },
  { "trill", FALSE, "22f3 0001 0001 0002" ETHERNET_IPV4 },
  { "trill-options", FALSE, "22f3 0041 0001 0002 00000000" ETHERNET_IPV4 },
  { "arista-time-stamp", FALSE, "d28b 0001 0010 0000000000000000 0800" },
  { "arista-time-stamp-48", FALSE, "d28b 0001 0120 000000000000 0800" },
  { "macsec-signed", FALSE, "88e5 00 00 00000001 0800" },
  { "macsec-signed-with-channel", FALSE, "88e5 20 00 00000001 0200000000010001 0800" },
  { "jumbo-llc", FALSE, "8870 aa aa 03 000000 0800" },
  { "nsh", FALSE, "894f 0006 01 01 00000101 00000000 00000000 00000000 00000000" },
  { "nsh-ipv6", TRUE, "894f 0002 02 02 00000101" },
  { "nsh-nsh", FALSE, "894f 0002 02 04 00000101 0002 02 01 00000101" },
  { "nsh-mpls", FALSE, "894f 0002 02 05 00000101 00010140" },
  { "nsh-ethernet", FALSE, "894f 0002 02 03 00000101" ETHERNET_IPV4 },

  { "mpls", FALSE, "8847 00010140" },
  { "mpls-ipv6", TRUE, "8847 00010140" },
  { "mpls-multicast", FALSE, "8848 00010140" },
  { "mpls-stack", FALSE, "8847 00010040 00020040 00030140" },
  { "mpls-explicit-null", FALSE, "8847 00000140" },
  { "mpls-pseudowire-control-word", FALSE, "8847 00010140 00000000" ETHERNET_IPV4 },
  { "mpls-pseudowire-sequence", FALSE, "8847 00010140 00001234" ETHERNET_IPV4 },
  { "mpls-pseudowire-plain", FALSE, "8847 00010140" ETHERNET_IPV4 },
  { "mpls-pseudowire-vlan", FALSE, "8847 00010140 00000000" MAC_A MAC_B "8100 0064 0800" },
  { "mpls-associated-channel", FALSE, "8847 00010140 10000021" },
  { "mpls-associated-channel-ipv6", TRUE, "8847 00010140 10000057" },
  { "mpls-generic-channel", FALSE, "8847 0000d140 10000021" },

  { "pppoe", FALSE, "8864 11 00 0001 003b 0021" },
  { "pppoe-ipv6", TRUE, "8864 11 00 0001 004f 0057" },
  { "pppoe-compressed-protocol", FALSE, "8864 11 00 0001 003a 21" },
  { "pppoe-vlan", FALSE, "8100 0007 8864 11 00 0001 003b 0021" },

  { "llc-snap", FALSE, "0041 aa aa 03 000000 0800" },
  { "llc-snap-vlan", FALSE, "0045 aa aa 03 000000 8100 0064 0800" },
  { "llc-sap", FALSE, "003c 06 06 03" },
  { "llc-information-frame", FALSE, "0042 aa aa 0000 000000 0800" },
};

static void
test_row (gconstpointer data)
{
  const Row *row = data;
  GByteArray *packet = packet_prepend (row->ipv6 ? packet_query6 () : packet_query4 (), row->header);

  packet_prepend (packet, MAC_A MAC_B);
  if (row->ipv6)
    packet_expect_query6 (packet, ETHERNET);
  else
    packet_expect_query4 (packet, ETHERNET);
}

/* The frame check sequence at the end belongs to the outer header. */
static void
test_fabricpath (void)
{
  GByteArray *packet = packet_prepend (packet_query4 (), ETHERNET_IPV4);

  packet_append (packet_prepend (packet, "020000000100 020000000200 8903 0441"), "deadbeef");
  packet_expect_query4 (packet, ETHERNET);
}

static void
test_fabricpath_vlan (void)
{
  GByteArray *packet = packet_prepend (packet_query4 (), ETHERNET_IPV4);

  packet_append (packet_prepend (packet, "020000000100 020000000200 8100 0064 8903 0441"), "deadbeef");
  packet_expect_query4 (packet, ETHERNET);
}

/* Cisco's ISL has 26 bytes, and frames have a frame check sequence of their own. */
static void
test_isl (void)
{
  GByteArray *packet = packet_append (packet_prepend (packet_query4 (), ETHERNET_IPV4), "deadbeef");

  packet_prepend (packet, "01000c0000 00" MAC_B "0057 aaaa03 00000c 0003 0001 0000");
  packet_expect_query4 (packet, ETHERNET);
}

static void
test_isl_token_ring (void)
{
  GByteArray *packet = packet_prepend (packet_query4 (), "10 40" MAC_A MAC_B "aa aa 03 000000 0800");

  packet_prepend (packet, "01000c0000 10" MAC_B "0000 aaaa03 00000c 0003 0001 0000 000000 0000");
  packet_expect_query4 (packet, ETHERNET);
}

static void
test_fcs_is_dropped (void)
{
  packet_expect_fcs_dropped (MAC_A MAC_B "8903 0441" ETHERNET_IPV4, ETHERNET);
  packet_expect_fcs_dropped ("01000c0000 00" MAC_B "0000 aaaa03 00000c 0003 0001 0000" ETHERNET_IPV4, ETHERNET);
}

/* Only what is in ISL's address field makes it one. */
static void
test_isl_look_alikes (void)
{
  static const char *const headers[] = { "0100ff000000", "0100 0cff 0000", "01000c00ff00", "02000c000000" };

  for (guint i = 0; i < G_N_ELEMENTS (headers); i++)
    {
      GByteArray *packet = packet_prepend (packet_query4 (), MAC_B "0041 aa aa 03 000000 0800");

      packet_expect_query4 (packet_prepend (packet, headers[i]), ETHERNET);
    }
}

/* An IEEE 802.3 length cuts off padding. */
static void
test_length_cuts_padding (void)
{
  GByteArray *packet = packet_prepend (packet_query4 (), MAC_A MAC_B "0041 aa aa 03 000000 0800");
  PvFacts facts;

  packet_append_n (packet, 20, 0xff);
  packet_dissect (packet, ETHERNET, &facts);
  g_assert_cmpuint (facts.question_length, ==, QUERY_IPV4_BYTES - 28);
  packet_expect_query4 (packet, ETHERNET);
}

static void
test_deep_stack (void)
{
  GByteArray *packet = packet_prepend (packet_query4 (), "0800");

  for (guint i = 0; i < 100; i++)
    packet_prepend (packet, "8100 0064");
  packet_expect_none (packet_prepend (packet, MAC_A MAC_B), ETHERNET, PV_SKIP_TOO_DEEP);
}

/* Ethernet frames of other purposes. */
typedef struct
{
  const char *name;
  PvSkip skip;
  const char *bytes;
} NoIpRow;

static const NoIpRow no_ip_rows[] = {
  { "macsec-encrypted", PV_SKIP_PROTECTED, "88e5 2c 00 00000001 0200000000010001 00112233445566778899aabbccddeeff" },
  { "macsec-version", PV_SKIP_BAD_LINK_HEADER, "88e5 80 00 00000001 0800 45" },
  { "length-between", PV_SKIP_NONE, "05dd 45 00" },
  { "length-zero", PV_SKIP_NONE, "0000 45 00" },
  { "vlan-length-zero", PV_SKIP_NONE, "8100 0064 0000 aa aa 03 000000 0800 45" },
  { "vlan-netware", PV_SKIP_NONE, "8100 0064 0022 ffff 0022" },
  { "nsh-unknown", PV_SKIP_NONE, "894f 0002 02 fe 00000101 45" },
  { "nsh-6", PV_SKIP_NONE, "894f 0002 02 06 00000101 45" },
  { "nsh-short", PV_SKIP_BAD_LINK_HEADER, "894f 0001 02 01 00000101 45" },
  { "mpls-oam", PV_SKIP_NONE, "8847 0000e140 45" },
  { "mpls-unknown", PV_SKIP_NONE, "8847 00010140 f0" },
  { "mpls-bfd", PV_SKIP_NONE, "8847 00010140 10000007 20" },
  { "mpls-without-bottom", PV_SKIP_BAD_LINK_HEADER, "8847 00010040 00020040" },
  { "pppoe-lcp", PV_SKIP_NONE, "8864 11 00 0001 0006 c021 01 01 0004" },
  { "pppoe-too-short", PV_SKIP_BAD_LINK_HEADER, "8864 11 00 0001 0000 0021 45" },
  { "fabricpath-short", PV_SKIP_BAD_LINK_HEADER, "8903 00" },
  { "batman-originator", PV_SKIP_NONE, "4305 00 0f 32 00 00000001" MAC_A MAC_B ETHERNET_IPV4 "45" },
  { "batman-version", PV_SKIP_NONE, "4305 40 0d 32 01" MAC_A ETHERNET_IPV4 "45" },
  { "lldp", PV_SKIP_NONE, "88cc 0207040200000000010000" },
};

static void
test_no_ip (gconstpointer data)
{
  const NoIpRow *row = data;

  packet_expect_none (packet_prepend (packet_prepend (packet_new (), row->bytes), MAC_A MAC_B), ETHERNET, row->skip);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path = g_strconcat ("/dissect/ether/", rows[i].name, NULL);

      g_test_add_data_func (path, &rows[i], test_row);
    }
  for (guint i = 0; i < G_N_ELEMENTS (no_ip_rows); i++)
    {
      g_autofree char *path = g_strconcat ("/dissect/ether/no-ip/", no_ip_rows[i].name, NULL);

      g_test_add_data_func (path, &no_ip_rows[i], test_no_ip);
    }
  g_test_add_func ("/dissect/ether/fabricpath", test_fabricpath);
  g_test_add_func ("/dissect/ether/fabricpath-vlan", test_fabricpath_vlan);
  g_test_add_func ("/dissect/ether/isl", test_isl);
  g_test_add_func ("/dissect/ether/fcs-is-dropped", test_fcs_is_dropped);
  g_test_add_func ("/dissect/ether/isl-look-alikes", test_isl_look_alikes);
  g_test_add_func ("/dissect/ether/isl-token-ring", test_isl_token_ring);
  g_test_add_func ("/dissect/ether/length-cuts-padding", test_length_cuts_padding);
  g_test_add_func ("/dissect/ether/deep-stack", test_deep_stack);

  return g_test_run ();
}
