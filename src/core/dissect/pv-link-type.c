/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-link-type.c: the table of link-layer header types (https://www.tcpdump.org/linktypes.html). */
#include "pv-link-type.h"

#include <pcap/pcap.h>

#include "pv-layer.h"

/* One link-layer header type: what people call it, and who reads its header. */
typedef struct
{
  const char *name;
  PvLayerFunc dissect;
} LinkType;

/* Networks that carry no IP, or not in a way that is followed here. */
static PvLayer
dissect_no_ip (PvDissection *self)
{
  return PV_LAYER_END;
}

/* A number for private use that Darwin took before PKTAP had one of its own. */
static PvLayer
dissect_user2 (PvDissection *self)
{
  return pv_pktap_is_likely (&self->cursor) ? pv_pktap_dissect (self) : pv_dissection_stop (self, PV_SKIP_LINK_TYPE);
}

/* By LINKTYPE_ value, and by the DLT_ values that old systems wrote in their place. */
static const LinkType link_types[] = {
  [0] = { "BSD loopback", pv_null_dissect },
  [1] = { "Ethernet", pv_ethernet_dissect },
  [3] = { "AX.25", pv_ax25_dissect },
  [6] = { "Token Ring", pv_token_ring_dissect },
  [7] = { "ARCNET", pv_arcnet_dissect },
  [9] = { "PPP", pv_hdlc_dissect },
  [10] = { "FDDI", pv_fddi_dissect },
  [11] = { "ATM (RFC 1483)", pv_llc_dissect },
  [12] = { "Raw IP", pv_raw_dissect },
  [13] = { "OpenBSD ENC", pv_enc_dissect },
  [14] = { "Raw IP", pv_raw_dissect },
  [16] = { "Classical IP over ATM", pv_ip_dissect },
  [17] = { "OpenBSD pflog before 3.4", pv_old_pflog_dissect },
  [18] = { "Classical IP over ATM", pv_ip_dissect },
  [19] = { "Classical IP over ATM", pv_ip_dissect },
  [32] = { "Redback SmartEdge", pv_redback_dissect },
  [50] = { "PPP in HDLC framing", pv_hdlc_dissect },
  [51] = { "PPPoE", pv_pppoe_dissect },
  [99] = { "Symantec Enterprise Firewall", pv_symantec_dissect },
  [100] = { "ATM (RFC 1483)", pv_llc_dissect },
  [101] = { "Raw IP", pv_raw_dissect },
  [104] = { "Cisco HDLC", pv_chdlc_dissect },
  [105] = { "IEEE 802.11", pv_ieee80211_dissect },
  [106] = { "Classical IP over ATM", pv_ip_dissect },
  [107] = { "Frame Relay", pv_frame_relay_dissect },
  [108] = { "OpenBSD loopback", pv_loop_dissect },
  [109] = { "OpenBSD ENC", pv_enc_dissect },
  [112] = { "Cisco HDLC", pv_chdlc_dissect },
  [113] = { "Linux cooked v1", pv_linux_sll_dissect },
  [114] = { "LocalTalk", dissect_no_ip },
  [117] = { "OpenBSD pflog", pv_pflog_dissect },
  [119] = { "IEEE 802.11 + Prism", pv_prism_dissect },
  [122] = { "IP over Fibre Channel", pv_ip_over_fc_dissect },
  [123] = { "ATM (SunATM)", pv_sunatm_dissect },
  [127] = { "IEEE 802.11 + radiotap", pv_radiotap_dissect },
  [128] = { "TZSP", pv_tzsp_dissect },
  [129] = { "ARCNET (Linux)", pv_arcnet_linux_dissect },
  [130] = { "Juniper Multilink PPP", pv_juniper_mlppp_dissect },
  [131] = { "Juniper Multilink Frame Relay", pv_juniper_mlfr_dissect },
  [133] = { "Juniper GGSN", pv_juniper_ggsn_dissect },
  [135] = { "Juniper ATM2", pv_juniper_atm2_dissect },
  [136] = { "Juniper services", pv_juniper_services_dissect },
  [137] = { "Juniper ATM1", pv_juniper_atm1_dissect },
  [138] = { "Apple IP over IEEE 1394", pv_ip1394_dissect },
  [139] = { "SS7 MTP2 with pseudo-header", dissect_no_ip },
  [140] = { "SS7 MTP2", dissect_no_ip },
  [141] = { "SS7 MTP3", dissect_no_ip },
  [142] = { "SS7 SCCP", dissect_no_ip },
  [143] = { "DOCSIS", pv_docsis_dissect },
  [144] = { "IrDA (Linux)", dissect_no_ip },
  [149] = { "Apple PKTAP, or for private use", dissect_user2 },
  [163] = { "IEEE 802.11 + AVS", pv_avs_dissect },
  [165] = { "BACnet MS/TP", dissect_no_ip },
  [166] = { "PPP with direction in place of the address", pv_hdlc_pppd_dissect },
  [167] = { "Juniper PPPoE", pv_juniper_ethernet_dissect },
  [177] = { "Linux LAPD", dissect_no_ip },
  [178] = { "Juniper Ethernet", pv_juniper_ethernet_dissect },
  [179] = { "Juniper PPP", pv_juniper_ppp_dissect },
  [180] = { "Juniper Frame Relay", pv_juniper_frame_relay_dissect },
  [181] = { "Juniper Cisco HDLC", pv_juniper_chdlc_dissect },
  [183] = { "Juniper voice", pv_juniper_voice_dissect },
  [186] = { "USB (FreeBSD)", dissect_no_ip },
  [187] = { "Bluetooth HCI H4", dissect_no_ip },
  [189] = { "USB (Linux)", dissect_no_ip },
  [190] = { "CAN 2.0B", dissect_no_ip },
  [192] = { "Per-Packet Information", pv_ppi_dissect },
  [196] = { "SITA", dissect_no_ip },
  [197] = { "Endace ERF", pv_erf_dissect },
  [199] = { "IPMB (Kontron)", dissect_no_ip },
  [201] = { "Bluetooth HCI H4 with direction", dissect_no_ip },
  [202] = { "AX.25 + KISS", pv_ax25_kiss_dissect },
  [203] = { "LAPD", dissect_no_ip },
  [204] = { "PPP with direction", pv_hdlc_directed_dissect },
  [209] = { "I²C (Linux)", dissect_no_ip },
  [210] = { "FlexRay", dissect_no_ip },
  [211] = { "MOST", dissect_no_ip },
  [212] = { "LIN", dissect_no_ip },
  [220] = { "USB (Linux, padded)", dissect_no_ip },
  [224] = { "Fibre Channel FC-2", dissect_no_ip },
  [225] = { "Fibre Channel FC-2 with delimiters", dissect_no_ip },
  [226] = { "Solaris IPNET", pv_ipnet_dissect },
  [227] = { "CAN (SocketCAN)", dissect_no_ip },
  [228] = { "Raw IPv4", pv_ipv4_dissect },
  [229] = { "Raw IPv6", pv_ipv6_dissect },
  [231] = { "D-Bus", dissect_no_ip },
  [235] = { "DVB-CI", dissect_no_ip },
  [239] = { "Linux NFLOG", pv_nflog_dissect },
  [240] = { "netANALYZER", pv_netanalyzer_dissect },
  [241] = { "netANALYZER transparent", dissect_no_ip },
  [242] = { "IP over InfiniBand", pv_ipoib_dissect },
  [243] = { "MPEG-2 transport stream", dissect_no_ip },
  [245] = { "NFC LLCP", dissect_no_ip },
  [249] = { "USB (USBPcap)", dissect_no_ip },
  [250] = { "Schweitzer RTAC serial", dissect_no_ip },
  [251] = { "Bluetooth Low Energy", dissect_no_ip },
  [253] = { "Linux Netlink", dissect_no_ip },
  [254] = { "Bluetooth (Linux monitor)", dissect_no_ip },
  [255] = { "Bluetooth BR/EDR baseband", dissect_no_ip },
  [256] = { "Bluetooth Low Energy with pseudo-header", dissect_no_ip },
  [258] = { "Apple PKTAP", pv_pktap_dissect },
  [259] = { "Ethernet passive optical network", pv_epon_dissect },
  [264] = { "ISO 14443", dissect_no_ip },
  [266] = { "USB (Darwin)", dissect_no_ip },
  [268] = { "SDLC", dissect_no_ip },
  [270] = { "LoRaTap", dissect_no_ip },
  [271] = { "Linux vsock", dissect_no_ip },
  [272] = { "Bluetooth Low Energy (Nordic)", dissect_no_ip },
  [274] = { "Ethernet mPackets", pv_mpacket_dissect },
  [275] = { "DisplayPort AUX", dissect_no_ip },
  [276] = { "Linux cooked v2", pv_linux_sll2_dissect },
  [281] = { "Ethernet with Broadcom's switch tag", pv_dsa_brcm_dissect },
  [282] = { "Ethernet behind Broadcom's switch tag", pv_dsa_brcm_prepend_dissect },
  [284] = { "Ethernet with Marvell's switch tag", pv_dsa_dissect },
  [285] = { "Ethernet with Marvell's switch tag and type", pv_edsa_dissect },
  [287] = { "Z-Wave", dissect_no_ip },
  [288] = { "USB 2.0", dissect_no_ip },
  [293] = { "USB 2.0 low speed", dissect_no_ip },
  [294] = { "USB 2.0 full speed", dissect_no_ip },
  [295] = { "USB 2.0 high speed", dissect_no_ip },
};

static const LinkType *
find_link_type (guint16 link_type)
{
  return link_type < G_N_ELEMENTS (link_types) && link_types[link_type].name != NULL ? &link_types[link_type] : NULL;
}

const char *
pv_link_type_get_name (guint16 link_type)
{
  const LinkType *row = find_link_type (link_type);

  return row != NULL ? row->name : pcap_datalink_val_to_description (link_type);
}

PvLayer
pv_link_layer_dissect (PvDissection *self)
{
  const LinkType *row = find_link_type (self->type);

  return row != NULL ? row->dissect (self) : pv_dissection_stop (self, PV_SKIP_LINK_TYPE);
}
