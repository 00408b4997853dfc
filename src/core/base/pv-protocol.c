/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-protocol.c: what protocols are called. */
#include "pv-protocol.h"

#include <netinet/in.h>
#include <stdlib.h>

/* Keywords of IANA's registry "Assigned Internet Protocol Numbers". */
static const char *const ip_names[PV_PROTOCOL_LLC] = {
  [0] = "HOPOPT",
  [1] = "ICMP",
  [2] = "IGMP",
  [3] = "GGP",
  [4] = "IPv4",
  [5] = "ST",
  [6] = "TCP",
  [7] = "CBT",
  [8] = "EGP",
  [9] = "IGP",
  [12] = "PUP",
  [17] = "UDP",
  [20] = "HMP",
  [22] = "XNS-IDP",
  [27] = "RDP",
  [28] = "IRTP",
  [29] = "ISO-TP4",
  [33] = "DCCP",
  [36] = "XTP",
  [37] = "DDP",
  [41] = "IPv6",
  [43] = "IPv6-Route",
  [44] = "IPv6-Frag",
  [45] = "IDRP",
  [46] = "RSVP",
  [47] = "GRE",
  [48] = "DSR",
  [50] = "ESP",
  [51] = "AH",
  [54] = "NARP",
  [55] = "Min-IPv4",
  [56] = "TLSP",
  [57] = "SKIP",
  [58] = "IPv6-ICMP",
  [59] = "IPv6-NoNxt",
  [60] = "IPv6-Opts",
  [73] = "CPHB",
  [77] = "SUN-ND",
  [80] = "ISO-IP",
  [83] = "VINES",
  [88] = "EIGRP",
  [89] = "OSPFIGP",
  [92] = "MTP",
  [93] = "AX.25",
  [94] = "IPIP",
  [97] = "ETHERIP",
  [98] = "ENCAP",
  [103] = "PIM",
  [108] = "IPComp",
  [111] = "IPX-in-IP",
  [112] = "VRRP",
  [113] = "PGM",
  [115] = "L2TP",
  [124] = "ISIS over IPv4",
  [132] = "SCTP",
  [133] = "FC",
  [135] = "Mobility Header",
  [136] = "UDPLite",
  [137] = "MPLS-in-IP",
  [138] = "manet",
  [139] = "HIP",
  [140] = "Shim6",
  [141] = "WESP",
  [142] = "ROHC",
  [143] = "Ethernet",
  [144] = "AGGFRAG",
  [145] = "NSH",
  [255] = "Reserved",
};

typedef struct
{
  guint16 protocol;
  const char *name;
} LinkName;

/* In the order of numbers. Those that lead on to IP are here for packets in which it was not found. */
static const LinkName link_names[] = {
  { PV_PROTOCOL_LLC + 0x00, "LLC Null" },
  { PV_PROTOCOL_LLC + 0x04, "SNA" },
  { PV_PROTOCOL_LLC + 0x06, "IP over LLC" },
  { PV_PROTOCOL_LLC + 0x42, "STP" },
  { PV_PROTOCOL_LLC + 0xaa, "SNAP" },
  { PV_PROTOCOL_LLC + 0xe0, "IPX" },
  { PV_PROTOCOL_LLC + 0xf0, "NetBIOS" },
  { PV_PROTOCOL_LLC + 0xfe, "OSI" },
  { PV_PROTOCOL_OTHER, "Other" },
  { PV_PROTOCOL_PPP, "PPP" },
  { PV_PROTOCOL_IEEE80211, "IEEE 802.11" },
  { 0x0800, "EtherType IPv4" },
  { 0x0806, "ARP" },
  { 0x0842, "Wake-on-LAN" },
  { 0x22f0, "AVTP" },
  { 0x22f3, "TRILL" },
  { 0x2452, "IEEE 802.11 in Ethernet" },
  { 0x4305, "B.A.T.M.A.N." },
  { 0x6002, "DEC MOP" },
  { 0x6003, "DECnet" },
  { 0x6004, "DEC LAT" },
  { 0x6558, "Ethernet in Ethernet" },
  { 0x8035, "RARP" },
  { 0x809b, "AppleTalk" },
  { 0x80f3, "AARP" },
  { 0x8100, "VLAN" },
  { 0x8102, "SLPP" },
  { 0x8137, "EtherType IPX" },
  { 0x86dd, "EtherType IPv6" },
  { 0x8808, "Ethernet Flow Control" },
  { 0x8809, "Slow Protocols" },
  { 0x8847, "MPLS" },
  { 0x8848, "MPLS Multicast" },
  { 0x8863, "PPPoE Discovery" },
  { 0x8864, "PPPoE" },
  { 0x886d, "Intel ANS" },
  { 0x8870, "LLC" },
  { 0x887b, "HomePlug 1.0" },
  { 0x888e, "EAPOL" },
  { 0x8892, "PROFINET" },
  { 0x8899, "Realtek" },
  { 0x889a, "HyperSCSI" },
  { 0x88a2, "AoE" },
  { 0x88a4, "EtherCAT" },
  { 0x88a8, "Provider VLAN" },
  { 0x88ab, "Powerlink" },
  { 0x88b8, "GOOSE" },
  { 0x88b9, "GSE" },
  { 0x88ba, "Sampled Values" },
  { 0x88bf, "MikroTik RoMON" },
  { 0x88ca, "TIPC" },
  { 0x88cc, "LLDP" },
  { 0x88cd, "SERCOS III" },
  { 0x88e1, "HomePlug AV" },
  { 0x88e3, "MRP" },
  { 0x88e5, "MACsec" },
  { 0x88e7, "Provider Backbone" },
  { 0x88f7, "PTP" },
  { 0x88fb, "PRP" },
  { 0x8902, "CFM" },
  { 0x8906, "FCoE" },
  { 0x8909, "Cisco MetaData" },
  { 0x8914, "FCoE Initialization" },
  { 0x8915, "RoCE" },
  { 0x8926, "VN-Tag" },
  { 0x892f, "HSR" },
  { 0x893a, "IEEE 1905.1" },
  { 0x893f, "E-Tag" },
  { 0x894f, "EtherType NSH" },
  { 0x9000, "Loopback" },
  { 0x9100, "Stacked VLAN" },
  { 0xf1c1, "R-Tag" },
};

static int
compare_protocols (const void *a,
                   const void *b)
{
  return *(const guint16 *) a - ((const LinkName *) b)->protocol;
}

const char *
pv_protocol_get_name (guint16 protocol)
{
  const LinkName *found;

  if (pv_protocol_is_ip (protocol))
    return ip_names[protocol];

  found = bsearch (&protocol, link_names, G_N_ELEMENTS (link_names), sizeof *link_names, compare_protocols);

  return found != NULL ? found->name : NULL;
}

char *
pv_protocol_dup_name (guint16 protocol)
{
  const char *name = pv_protocol_get_name (protocol);

  if (name != NULL)
    return g_strdup (name);
  if (pv_protocol_is_ip (protocol))
    return g_strdup_printf ("Protocol %u", protocol);
  if (protocol < PV_PROTOCOL_OTHER)
    return g_strdup_printf ("LLC 0x%02x", protocol - PV_PROTOCOL_LLC);

  return g_strdup_printf ("EtherType 0x%04x", protocol);
}

gboolean
pv_protocol_has_ports (guint16 protocol)
{
  switch (protocol)
    {
    case IPPROTO_TCP:
    case IPPROTO_UDP:
    case IPPROTO_SCTP:
    case IPPROTO_DCCP:
    case IPPROTO_UDPLITE:
      return TRUE;
    default:
      return FALSE;
    }
}
