/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-layer.h: one protocol's header is one layer: it consumes its bytes and names the next. */
#pragma once

#include "pv-cursor.h"
#include "pv-dissect.h"

G_BEGIN_DECLS

/* Of Ethernet, and of what is like it. */
#define PV_FCS_LENGTH 4

/**
 * PvLayer:
 * @PV_LAYER_END: nothing more to learn from the packet
 * @PV_LAYER_LINK: the link-layer header type that the dissection's type names
 * @PV_LAYER_ETHERNET: a frame from its destination address on
 * @PV_LAYER_ETHERTYPE: what the dissection's type names, as an EtherType
 * @PV_LAYER_LENGTH_OR_TYPE: the same, but small types are an IEEE 802.3 length
 * @PV_LAYER_IP: IPv4 or IPv6, as the version says
 *
 * What comes next in a packet.
 */
typedef enum
{
  PV_LAYER_END,
  PV_LAYER_LINK,
  PV_LAYER_ETHERNET,
  PV_LAYER_ETHERTYPE,
  PV_LAYER_LENGTH_OR_TYPE,
  PV_LAYER_LLC,
  PV_LAYER_SNAP,
  PV_LAYER_NLPID,
  PV_LAYER_TOKEN_RING,
  PV_LAYER_FDDI,
  PV_LAYER_FRAME_RELAY,
  PV_LAYER_CHDLC,
  PV_LAYER_HDLC,
  PV_LAYER_PPP,
  PV_LAYER_PPPOE,
  PV_LAYER_MPLS,
  PV_LAYER_MACSEC,
  PV_LAYER_NSH,
  PV_LAYER_IEEE80211,
  PV_LAYER_IP,
  PV_LAYER_IPV4,
  PV_LAYER_IPV6,
  PV_LAYER_GRE,
  PV_LAYER_VXLAN,
  PV_LAYER_VXLAN_GPE,
  PV_LAYER_VXLAN_LINUX,
  PV_LAYER_AMT,
  PV_LAYER_MOBILE_IP,
  PV_LAYER_GENEVE,
  PV_LAYER_GTP,
  PV_LAYER_TEREDO,
  PV_LAYER_L2TP,
  PV_LAYER_LISP,
  PV_LAYER_TZSP,
  PV_LAYER_CAPWAP,
  PV_N_LAYERS,
} PvLayer;

/**
 * PvDissection:
 * @cursor: the next header
 * @facts: what was found so far
 * @type: which protocol comes next, in the numbers of the header before it: a link-layer header type,
 *   an EtherType, an LLC control field …
 * @flags: of #PvDissectionFlags
 * @layers_left: how many more headers to follow
 * @all_segments: whether every TCP segment is noted, rather than those that begin something
 * @all_datagrams: whether every UDP datagram is noted that is no tunnel's, and every fragment
 *
 * Where the dissection of one packet stands.
 */
typedef struct
{
  PvCursor cursor;
  PvFacts *facts;
  guint16 type;
  guint8 flags;
  guint8 layers_left;
  gboolean all_segments;
  gboolean all_datagrams;
} PvDissection;

/**
 * PvDissectionFlags:
 * @PV_DISSECTION_HAS_FCS: the IEEE 802.11 frame that comes next ends in a frame check sequence
 * @PV_DISSECTION_PADDED: its header is padded to a multiple of 4 bytes
 * @PV_DISSECTION_DMG: it was sent at 60 GHz, where the order bit means no HT Control field
 * @PV_DISSECTION_SWAPPED: the bytes of its frame control field are swapped
 * @PV_DISSECTION_CLEAR: its protected bit is set, but it was decrypted
 * @PV_DISSECTION_VJ: the protocol field of the IPv4 header that comes next holds a connection number
 *   instead of TCP's (RFC 1144, section 3.2.3)
 * @PV_DISSECTION_UNPADDED: bridged frames after the SNAP header that comes next are not padded, as over
 *   Frame Relay (RFC 2427, section 4.2)
 */
typedef enum
{
  PV_DISSECTION_HAS_FCS = 1 << 0,
  PV_DISSECTION_PADDED = 1 << 1,
  PV_DISSECTION_DMG = 1 << 2,
  PV_DISSECTION_SWAPPED = 1 << 3,
  PV_DISSECTION_CLEAR = 1 << 4,
  PV_DISSECTION_VJ = 1 << 5,
  PV_DISSECTION_UNPADDED = 1 << 6,
} PvDissectionFlags;

/* Consumes one header and returns the next layer. */
typedef PvLayer (*PvLayerFunc) (PvDissection *self);

/* Follows @layer and what comes after it. */
void    pv_dissection_run (PvDissection *self,
                           PvLayer       layer);

/* What pv_dissect() finds, or with @all_segments pv_dissect_segment(), layer after layer: also of packets that these look
 * at in one step. */
void    pv_dissect_layers (const PvRecord *record,
                           PvFacts        *facts,
                           gboolean        all_segments);

/* Ends the dissection; @skip is the reason where no IP header was found. */
static inline PvLayer
pv_dissection_stop (PvDissection *self,
                    PvSkip        skip)
{
  if (self->facts->address_size == 0)
    self->facts->skip = skip;

  return PV_LAYER_END;
}

/* Whether the next @n bytes are there. Where they are not, the dissection must end: the snapshot
 * length cut them, or the packet is too short for what it claims to be. */
static inline gboolean
pv_dissection_has (PvDissection *self,
                   guint32       n)
{
  if (G_LIKELY (self->cursor.captured >= n))
    return TRUE;

  pv_dissection_stop (self, self->cursor.wire < n ? PV_SKIP_BAD_LINK_HEADER : PV_SKIP_CUT_SHORT);

  return FALSE;
}

/* Steps over the next @n bytes. Returns them, or NULL where the dissection must end. */
static inline const guint8 *
pv_dissection_take (PvDissection *self,
                    guint32       n)
{
  const guint8 *data = self->cursor.data;

  if (G_UNLIKELY (!pv_dissection_has (self, n)))
    return NULL;

  pv_cursor_skip (&self->cursor, n);

  return data;
}

/* Leaves out the frame check sequence at the end of the frame. */
static inline void
pv_dissection_drop_fcs (PvDissection *self)
{
  if (self->cursor.wire >= PV_FCS_LENGTH)
    pv_cursor_limit (&self->cursor, self->cursor.wire - PV_FCS_LENGTH);
}

/* The header that the link-layer header type in the dissection's type announces. */
PvLayer pv_link_layer_dissect          (PvDissection *self);

PvLayer pv_ethernet_dissect            (PvDissection *self);
PvLayer pv_ether_type_dissect          (PvDissection *self);
PvLayer pv_length_or_type_dissect      (PvDissection *self);
/* Whether @type names a protocol that Ethernet frames carry, whether or not it leads to IP. */
gboolean pv_ether_type_is_known        (guint16       type);
/* Whether what looks like a header of Ethernet, 14 bytes, is one of Cisco's ISL. */
gboolean pv_ethernet_is_isl            (const guint8 *header);
/* Ethernet with the tags of switches that Linux drives port by port (DSA). */
PvLayer pv_dsa_brcm_dissect            (PvDissection *self);
PvLayer pv_dsa_brcm_prepend_dissect    (PvDissection *self);
PvLayer pv_dsa_dissect                 (PvDissection *self);
PvLayer pv_edsa_dissect                (PvDissection *self);
PvLayer pv_macsec_dissect              (PvDissection *self);
PvLayer pv_nsh_dissect                 (PvDissection *self);
PvLayer pv_mpls_dissect                (PvDissection *self);

PvLayer pv_llc_dissect                 (PvDissection *self);
PvLayer pv_snap_dissect                (PvDissection *self);
PvLayer pv_nlpid_dissect               (PvDissection *self);
PvLayer pv_token_ring_dissect          (PvDissection *self);
PvLayer pv_fddi_dissect                (PvDissection *self);
PvLayer pv_ip_over_fc_dissect          (PvDissection *self);
PvLayer pv_arcnet_dissect              (PvDissection *self);
PvLayer pv_arcnet_linux_dissect        (PvDissection *self);
PvLayer pv_ip1394_dissect              (PvDissection *self);
PvLayer pv_ipoib_dissect               (PvDissection *self);
PvLayer pv_docsis_dissect              (PvDissection *self);
PvLayer pv_epon_dissect                (PvDissection *self);
PvLayer pv_mpacket_dissect             (PvDissection *self);
PvLayer pv_netanalyzer_dissect         (PvDissection *self);

PvLayer pv_ppp_dissect                 (PvDissection *self);
PvLayer pv_hdlc_dissect                (PvDissection *self);
PvLayer pv_hdlc_directed_dissect       (PvDissection *self);
PvLayer pv_hdlc_pppd_dissect           (PvDissection *self);
PvLayer pv_chdlc_dissect               (PvDissection *self);
PvLayer pv_pppoe_dissect               (PvDissection *self);
PvLayer pv_frame_relay_dissect         (PvDissection *self);
PvLayer pv_sunatm_dissect              (PvDissection *self);
PvLayer pv_ax25_dissect                (PvDissection *self);
PvLayer pv_ax25_kiss_dissect           (PvDissection *self);

PvLayer pv_raw_dissect                 (PvDissection *self);
PvLayer pv_null_dissect                (PvDissection *self);
PvLayer pv_loop_dissect                (PvDissection *self);
PvLayer pv_enc_dissect                 (PvDissection *self);
PvLayer pv_pflog_dissect               (PvDissection *self);
PvLayer pv_old_pflog_dissect           (PvDissection *self);
PvLayer pv_nflog_dissect               (PvDissection *self);
PvLayer pv_ipnet_dissect               (PvDissection *self);
PvLayer pv_pktap_dissect               (PvDissection *self);
gboolean pv_pktap_is_likely            (const PvCursor *cursor);
PvLayer pv_linux_sll_dissect           (PvDissection *self);
PvLayer pv_linux_sll2_dissect          (PvDissection *self);
PvLayer pv_symantec_dissect            (PvDissection *self);
PvLayer pv_redback_dissect             (PvDissection *self);
PvLayer pv_erf_dissect                 (PvDissection *self);

PvLayer pv_juniper_ethernet_dissect    (PvDissection *self);
PvLayer pv_juniper_ppp_dissect         (PvDissection *self);
PvLayer pv_juniper_frame_relay_dissect (PvDissection *self);
PvLayer pv_juniper_chdlc_dissect       (PvDissection *self);
PvLayer pv_juniper_ggsn_dissect        (PvDissection *self);
PvLayer pv_juniper_voice_dissect       (PvDissection *self);
PvLayer pv_juniper_services_dissect    (PvDissection *self);
PvLayer pv_juniper_mlppp_dissect       (PvDissection *self);
PvLayer pv_juniper_mlfr_dissect        (PvDissection *self);
PvLayer pv_juniper_atm1_dissect        (PvDissection *self);
PvLayer pv_juniper_atm2_dissect        (PvDissection *self);

PvLayer pv_ieee80211_dissect           (PvDissection *self);
PvLayer pv_radiotap_dissect            (PvDissection *self);
PvLayer pv_ppi_dissect                 (PvDissection *self);
PvLayer pv_prism_dissect               (PvDissection *self);
PvLayer pv_avs_dissect                 (PvDissection *self);

PvLayer pv_ip_dissect                  (PvDissection *self);
PvLayer pv_ipv4_dissect                (PvDissection *self);
PvLayer pv_ipv6_dissect                (PvDissection *self);
/* What follows the IP header with these addresses: @protocol's header. */
PvLayer pv_transport_dissect           (PvDissection *self,
                                        guint8        protocol,
                                        const guint8 *source,
                                        const guint8 *destination,
                                        guint8        address_size);

PvLayer pv_gre_dissect                 (PvDissection *self);
/* What a GRE header with protocol type @type is followed by, where the header itself was not captured. */
PvLayer pv_gre_payload_dissect         (PvDissection *self,
                                        guint16       type);
PvLayer pv_vxlan_dissect               (PvDissection *self);
PvLayer pv_vxlan_gpe_dissect           (PvDissection *self);
PvLayer pv_vxlan_linux_dissect         (PvDissection *self);
PvLayer pv_amt_dissect                 (PvDissection *self);
PvLayer pv_mobile_ip_dissect           (PvDissection *self);
PvLayer pv_geneve_dissect              (PvDissection *self);
PvLayer pv_gtp_dissect                 (PvDissection *self);
PvLayer pv_teredo_dissect              (PvDissection *self);
PvLayer pv_l2tp_dissect                (PvDissection *self);
PvLayer pv_lisp_dissect                (PvDissection *self);
PvLayer pv_tzsp_dissect                (PvDissection *self);
PvLayer pv_capwap_dissect              (PvDissection *self);

G_END_DECLS
