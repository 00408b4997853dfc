/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-dissect-wifi.c: IEEE 802.11 data frames, and the headers of those who received them. */
#include "packet-builder.h"

#define IEEE802_11 105
#define PRISM 119
#define RADIOTAP 127
#define AVS 163
#define PPI 192

/* Addresses; sequence control; what data frames hold. */
#define MAC_1 "020000000001"
#define MAC_2 "020000000002"
#define MAC_3 "020000000003"
#define MAC_4 "020000000004"
#define SEQUENCE "1000"
#define LLC_IPV4 "aaaa03 000000 0800"
#define LLC_IPV6 "aaaa03 000000 86dd"

#define DATA_TO_DS "0801 0000" MAC_1 MAC_2 MAC_3 SEQUENCE
#define DATA_FROM_DS "0802 0000" MAC_1 MAC_2 MAC_3 SEQUENCE
#define ZEROS_16 "00000000000000000000000000000000"

/* What comes before a DNS query over IPv4 (57 bytes) or IPv6 (77 bytes), and after it. */
typedef struct
{
  const char *name;
  guint16 link_type;
  gboolean ipv6;
  const char *header;
  const char *trailer;
} Row;

static const Row rows[] = {
  /* Frame control, duration, addresses, sequence control; QoS; LLC */
  { "data/to-ds", IEEE802_11, FALSE, DATA_TO_DS LLC_IPV4, "" },
  { "data/from-ds", IEEE802_11, FALSE, DATA_FROM_DS LLC_IPV4, "" },
  { "data/ad-hoc", IEEE802_11, TRUE, "0800 0000" MAC_1 MAC_2 MAC_3 SEQUENCE LLC_IPV6, "" },
  { "data/four-addresses", IEEE802_11, FALSE, "0803 0000" MAC_1 MAC_2 MAC_3 SEQUENCE MAC_4 LLC_IPV4, "" },
  { "data/more-fragments", IEEE802_11, FALSE, "0805 0000" MAC_1 MAC_2 MAC_3 SEQUENCE LLC_IPV4, "" },
  { "qos", IEEE802_11, FALSE, "8801 0000" MAC_1 MAC_2 MAC_3 SEQUENCE "0000" LLC_IPV4, "" },
  { "qos/four-addresses", IEEE802_11, FALSE, "8803 0000" MAC_1 MAC_2 MAC_3 SEQUENCE MAC_4 "0000" LLC_IPV4, "" },
  { "qos/ht-control", IEEE802_11, FALSE, "8881 0000" MAC_1 MAC_2 MAC_3 SEQUENCE "0000 00000000" LLC_IPV4, "" },
  /* Without QoS, the order bit means order. */
  { "data/order", IEEE802_11, FALSE, "0881 0000" MAC_1 MAC_2 MAC_3 SEQUENCE LLC_IPV4, "" },
  { "data/mesh-control", IEEE802_11, FALSE, "0802 0000" MAC_1 MAC_2 MAC_3 SEQUENCE "00 1f 00000001" LLC_IPV4, "" },
  { "data/mesh-control-addresses", IEEE802_11, FALSE,
    "0803 0000" MAC_1 MAC_2 MAC_3 SEQUENCE MAC_4 "01 1f 00000001" MAC_3 LLC_IPV4, "" },
  { "data/ethernet", IEEE802_11, FALSE, DATA_FROM_DS MAC_1 MAC_3 "0800", "" },
  { "data/padded-ethernet", IEEE802_11, FALSE, DATA_FROM_DS "000000000000" MAC_1 MAC_3 "0800", "" },
  { "data/zeros-before-llc", IEEE802_11, FALSE, DATA_FROM_DS "0000" LLC_IPV4, "" },
  { "data/sequence-before-llc", IEEE802_11, FALSE, DATA_FROM_DS SEQUENCE LLC_IPV4, "" },
  { "data/ether-type", IEEE802_11, FALSE, "0800 0000" MAC_1 MAC_2 MAC_3 SEQUENCE "0800", "" },
  /* Two packets in one frame: ARP (28 bytes, two of padding), then IP. */
  { "amsdu", IEEE802_11, FALSE,
    "8801 0000" MAC_1 MAC_2 MAC_3 SEQUENCE "8000"
    MAC_1 MAC_2 "0024 aaaa03 000000 0806 0001 0800 06 04 0001" MAC_1 "0a000001 000000000000 0a000002 0000"
    MAC_1 MAC_2 "0041" LLC_IPV4, "" },
  { "amsdu/first", IEEE802_11, FALSE, "8801 0000" MAC_1 MAC_2 MAC_3 SEQUENCE "8000" MAC_1 MAC_2 "0041" LLC_IPV4, "" },

  /* Version, padding, length, present: TSFT, flags, rate, channel */
  { "radiotap/empty", RADIOTAP, FALSE, "00 00 0800 00000000" DATA_TO_DS LLC_IPV4, "" },
  { "radiotap/flags", RADIOTAP, FALSE, "00 00 0900 02000000 00" DATA_TO_DS LLC_IPV4, "" },
  { "radiotap/fcs", RADIOTAP, FALSE, "00 00 0900 02000000 10" DATA_TO_DS LLC_IPV4, "deadbeef" },
  { "radiotap/bad-fcs", RADIOTAP, FALSE, "00 00 0900 02000000 50" DATA_TO_DS LLC_IPV4, "deadbeef" },
  { "radiotap/time", RADIOTAP, FALSE, "00 00 1100 03000000 0000000000000000 00" DATA_TO_DS LLC_IPV4, "" },
  { "radiotap/extended", RADIOTAP, FALSE,
    "00 00 1a00 030000a0 02000000 00000000 0000000000000000 00 00" DATA_TO_DS LLC_IPV4, "" },
  { "radiotap/padded", RADIOTAP, FALSE,
    "00 00 0900 02000000 20 8801 0000" MAC_1 MAC_2 MAC_3 SEQUENCE "0000 0000" LLC_IPV4, "" },
  { "radiotap/channel", RADIOTAP, FALSE, "00 00 0c00 08000000 6c09 8004" DATA_TO_DS LLC_IPV4, "" },
  /* At 60 GHz, the order bit means no HT Control field. */
  { "radiotap/60-ghz", RADIOTAP, FALSE,
    "00 00 0c00 08000000 d0e3 0000 8881 0000" MAC_1 MAC_2 MAC_3 SEQUENCE "0000" LLC_IPV4, "" },

  /* Version, flags, length, link type; fields */
  { "ppi/empty", PPI, FALSE, "00 00 0800 69000000" DATA_TO_DS LLC_IPV4, "" },
  { "ppi/common", PPI, FALSE, "00 00 2000 69000000 0200 1400 0000000000000000 0000" "000000000000000000d8" DATA_TO_DS LLC_IPV4, "" },
  { "ppi/fcs", PPI, FALSE, "00 00 2000 69000000 0200 1400 0000000000000000 0100" "00000000000000000000" DATA_TO_DS LLC_IPV4,
    "deadbeef" },
  { "ppi/ethernet", PPI, FALSE, "00 00 0800 01000000" MAC_1 MAC_2 "0800", "" },

  { "prism", PRISM, FALSE,
    "44000000 90000000" ZEROS_16 ZEROS_16 ZEROS_16 ZEROS_16 ZEROS_16 ZEROS_16 ZEROS_16 ZEROS_16 "0000000000000000"
    DATA_TO_DS LLC_IPV4, "" },
  { "prism/big-endian", PRISM, FALSE,
    "00000041 00000090" ZEROS_16 ZEROS_16 ZEROS_16 ZEROS_16 ZEROS_16 ZEROS_16 ZEROS_16 ZEROS_16 "0000000000000000"
    DATA_TO_DS LLC_IPV4, "" },
  { "prism/avs", PRISM, FALSE, "80211001 00000040" ZEROS_16 ZEROS_16 ZEROS_16 "0000000000000000" DATA_TO_DS LLC_IPV4, "" },
  { "prism/none", PRISM, FALSE, DATA_TO_DS LLC_IPV4, "" },
  { "avs", AVS, FALSE, "80211001 00000040" ZEROS_16 ZEROS_16 ZEROS_16 "0000000000000000" DATA_TO_DS LLC_IPV4, "" },
  { "prism/avs-v2", PRISM, FALSE, "80211002 00000040" ZEROS_16 ZEROS_16 ZEROS_16 "0000000000000000" DATA_TO_DS LLC_IPV4, "" },
  { "avs/header-only", AVS, FALSE, "80211001 00000008" DATA_TO_DS LLC_IPV4, "" },
  { "avs/v2", AVS, TRUE, "80211002 00000050" ZEROS_16 ZEROS_16 ZEROS_16 ZEROS_16 "0000000000000000" DATA_TO_DS LLC_IPV6, "" },

  /* A frame of 802.11 in an Ethernet frame, decrypted, but with the bit and the vector. */
  { "centrino", 1, FALSE, MAC_1 MAC_2 "2452" DATA_TO_DS LLC_IPV4, "" },
  { "centrino/protected", 1, FALSE, MAC_1 MAC_2 "2452 0841 0000" MAC_1 MAC_2 MAC_3 SEQUENCE "00112200" LLC_IPV4, "deadbeef" },
  { "centrino/extended-vector", 1, FALSE,
    MAC_1 MAC_2 "2452 0841 0000" MAC_1 MAC_2 MAC_3 SEQUENCE "0011222044556677" LLC_IPV4, "" },
};

static void
test_row (gconstpointer data)
{
  const Row *row = data;
  GByteArray *packet = packet_prepend (row->ipv6 ? packet_query6 () : packet_query4 (), row->header);

  packet_append (packet, row->trailer);
  if (row->ipv6)
    packet_expect_query6 (packet, row->link_type);
  else
    packet_expect_query4 (packet, row->link_type);
}

static void
test_fcs_is_dropped (void)
{
  packet_expect_fcs_dropped ("00 00 0900 02000000 10" DATA_TO_DS LLC_IPV4, RADIOTAP);
  packet_expect_fcs_dropped ("00 00 1100 03000000 0000000000000000 10" DATA_TO_DS LLC_IPV4, RADIOTAP);
  packet_expect_fcs_dropped ("00 00 2000 69000000 0200 1400 0000000000000000 0100 00000000000000000000" DATA_TO_DS LLC_IPV4,
                             PPI);
  /* After a field of another kind, padded. */
  packet_expect_fcs_dropped ("00 01 2800 69000000 0500 0300 010203 00"
                             "0200 1400 0000000000000000 0100 00000000000000000000" DATA_TO_DS LLC_IPV4, PPI);
}

/* Without the flag, all of the frame is the packet's. */
static void
test_no_fcs (void)
{
  GByteArray *packet = packet_query4 ();

  packet->data[2] = 0;
  packet->data[3] = 0;
  packet_prepend (packet, "00 00 2000 69000000 0200 1400 0000000000000000 0200 00000000000000000000" DATA_TO_DS LLC_IPV4);
  packet_expect_ip (packet, PPI, QUERY_SOURCE4, QUERY_DESTINATION4, QUERY_IPV4_BYTES);
}

typedef struct
{
  const char *name;
  guint16 link_type;
  PvSkip skip;
  const char *bytes;
} NoIpRow;

static const NoIpRow no_ip_rows[] = {
  { "beacon", IEEE802_11, PV_SKIP_NONE, "8000 0000 ffffffffffff" MAC_2 MAC_2 SEQUENCE ZEROS_16 },
  { "acknowledgment", IEEE802_11, PV_SKIP_NONE, "d400 0000" MAC_1 },
  { "null-data", IEEE802_11, PV_SKIP_NONE, "4801 0000" MAC_1 MAC_2 MAC_3 SEQUENCE },
  { "qos-null-data", IEEE802_11, PV_SKIP_NONE, "c801 0000" MAC_1 MAC_2 MAC_3 SEQUENCE "0000" },
  { "version-1", IEEE802_11, PV_SKIP_NONE, "0901 0000" MAC_1 MAC_2 MAC_3 SEQUENCE LLC_IPV4 },
  { "protected", IEEE802_11, PV_SKIP_PROTECTED, "0841 0000" MAC_1 MAC_2 MAC_3 SEQUENCE "0011222044556677" ZEROS_16 },
  { "later-fragment", IEEE802_11, PV_SKIP_NONE, "0801 0000" MAC_1 MAC_2 MAC_3 "1100" LLC_IPV4 "45" },
  { "netware", IEEE802_11, PV_SKIP_NONE, DATA_FROM_DS "ffff 0022" },
  { "amsdu-of-arp", IEEE802_11, PV_SKIP_NONE,
    "8801 0000" MAC_1 MAC_2 MAC_3 SEQUENCE "8000" MAC_1 MAC_2 "0024 aaaa03 000000 0806 0001 0800 06 04 0001" MAC_1
    "0a000001 000000000000 0a000002" },
  { "radiotap-too-short", RADIOTAP, PV_SKIP_BAD_LINK_HEADER, "00 00 0700 00000000" DATA_TO_DS },
  { "radiotap-too-long", RADIOTAP, PV_SKIP_BAD_LINK_HEADER, "00 00 ff00 00000000" DATA_TO_DS },
  { "ppi-too-short", PPI, PV_SKIP_BAD_LINK_HEADER, "00 00 0000 69000000" DATA_TO_DS },
  { "avs-too-short", AVS, PV_SKIP_BAD_LINK_HEADER, "80211001 00000007" DATA_TO_DS },
};

static void
test_no_ip (gconstpointer data)
{
  const NoIpRow *row = data;

  packet_expect_none (packet_prepend (packet_new (), row->bytes), row->link_type, row->skip);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path = g_strconcat ("/dissect/wifi/", rows[i].name, NULL);

      g_test_add_data_func (path, &rows[i], test_row);
    }
  for (guint i = 0; i < G_N_ELEMENTS (no_ip_rows); i++)
    {
      g_autofree char *path = g_strconcat ("/dissect/wifi/no-ip/", no_ip_rows[i].name, NULL);

      g_test_add_data_func (path, &no_ip_rows[i], test_no_ip);
    }
  g_test_add_func ("/dissect/wifi/fcs-is-dropped", test_fcs_is_dropped);
  g_test_add_func ("/dissect/wifi/no-fcs", test_no_fcs);

  return g_test_run ();
}
