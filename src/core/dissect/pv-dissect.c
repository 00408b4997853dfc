/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-dissect.c: from a record's link-layer header type through layer after layer. */
#include "pv-dissect.h"

#include "pv-layer.h"
#include "pv-protocol.h"
#include "pv-usual.h"

/* Stacked headers followed in one packet. Real ones need about a dozen, tunnels in tunnels included. */
#define MAX_LAYERS 64

static const PvLayerFunc layer_funcs[PV_N_LAYERS] = {
  [PV_LAYER_LINK] = pv_link_layer_dissect,
  [PV_LAYER_ETHERNET] = pv_ethernet_dissect,
  [PV_LAYER_ETHERTYPE] = pv_ether_type_dissect,
  [PV_LAYER_LENGTH_OR_TYPE] = pv_length_or_type_dissect,
  [PV_LAYER_LLC] = pv_llc_dissect,
  [PV_LAYER_SNAP] = pv_snap_dissect,
  [PV_LAYER_NLPID] = pv_nlpid_dissect,
  [PV_LAYER_TOKEN_RING] = pv_token_ring_dissect,
  [PV_LAYER_FDDI] = pv_fddi_dissect,
  [PV_LAYER_FRAME_RELAY] = pv_frame_relay_dissect,
  [PV_LAYER_CHDLC] = pv_chdlc_dissect,
  [PV_LAYER_HDLC] = pv_hdlc_dissect,
  [PV_LAYER_PPP] = pv_ppp_dissect,
  [PV_LAYER_PPPOE] = pv_pppoe_dissect,
  [PV_LAYER_MPLS] = pv_mpls_dissect,
  [PV_LAYER_MACSEC] = pv_macsec_dissect,
  [PV_LAYER_NSH] = pv_nsh_dissect,
  [PV_LAYER_IEEE80211] = pv_ieee80211_dissect,
  [PV_LAYER_IP] = pv_ip_dissect,
  [PV_LAYER_IPV4] = pv_ipv4_dissect,
  [PV_LAYER_IPV6] = pv_ipv6_dissect,
  [PV_LAYER_GRE] = pv_gre_dissect,
  [PV_LAYER_VXLAN] = pv_vxlan_dissect,
  [PV_LAYER_VXLAN_GPE] = pv_vxlan_gpe_dissect,
  [PV_LAYER_VXLAN_LINUX] = pv_vxlan_linux_dissect,
  [PV_LAYER_AMT] = pv_amt_dissect,
  [PV_LAYER_MOBILE_IP] = pv_mobile_ip_dissect,
  [PV_LAYER_GENEVE] = pv_geneve_dissect,
  [PV_LAYER_GTP] = pv_gtp_dissect,
  [PV_LAYER_TEREDO] = pv_teredo_dissect,
  [PV_LAYER_L2TP] = pv_l2tp_dissect,
  [PV_LAYER_LISP] = pv_lisp_dissect,
  [PV_LAYER_TZSP] = pv_tzsp_dissect,
  [PV_LAYER_CAPWAP] = pv_capwap_dissect,
};

void
pv_dissection_run (PvDissection *self,
                   PvLayer       layer)
{
  while (layer != PV_LAYER_END)
    {
      if (G_UNLIKELY (self->layers_left == 0))
        {
          pv_dissection_stop (self, PV_SKIP_TOO_DEEP);
          break;
        }
      self->layers_left--;
      layer = layer_funcs[layer](self);
    }
}

static void
dissect (const PvRecord *record,
         PvFacts        *facts,
         gboolean        all_segments,
         gboolean        all_datagrams)
{
  PvDissection dissection;
  /* Some records claim to be more than the packet that they hold. */
  guint32 wire = MAX (record->original_length, record->captured_length);

  /* A frame check sequence is no part of the packet in the frame. */
  if (G_UNLIKELY (record->fcs_length != 0) && wire >= record->fcs_length)
    wire -= record->fcs_length;

  dissection.cursor.data = record->data;
  dissection.cursor.wire = wire;
  dissection.cursor.captured = MIN (record->captured_length, wire);
  dissection.facts = facts;
  dissection.type = record->link_type;
  dissection.flags = 0;
  dissection.layers_left = MAX_LAYERS;
  dissection.all_segments = all_segments;
  dissection.all_datagrams = all_datagrams;

  facts->source = NULL;
  facts->destination = NULL;
  facts->address_size = 0;
  facts->skip = PV_SKIP_NONE;
  facts->transport = 0;
  facts->source_port = 0;
  facts->destination_port = 0;
  facts->link_protocol = PV_PROTOCOL_OTHER;
  facts->has_ports = FALSE;
  pv_usual_clear_found (facts);
  facts->ip_bytes = 0;

  pv_dissection_run (&dissection, PV_LAYER_LINK);
}

void
pv_dissect (const PvRecord *record,
            PvFacts        *facts)
{
  if (G_UNLIKELY (!pv_usual_dissect (record, facts)))
    dissect (record, facts, FALSE, FALSE);
}

void
pv_dissect_layers (const PvRecord *record,
                   PvFacts        *facts,
                   gboolean        all_segments)
{
  dissect (record, facts, all_segments, FALSE);
}

void
pv_dissect_segment (const PvRecord *record,
                    PvFacts        *facts)
{
  if (G_UNLIKELY (!pv_usual_dissect_segment (record, facts)))
    dissect (record, facts, TRUE, FALSE);
}

void
pv_dissect_all (const PvRecord *record,
                PvFacts        *facts)
{
  dissect (record, facts, TRUE, TRUE);
}
