/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-dissect.c: from a record's link-layer header type through layer after layer. */
#include "pv-dissect.h"

#include "pv-layer.h"

/* Stacked headers followed in one packet. Real ones need about a dozen, tunnels in tunnels included. */
#define MAX_LAYERS 64

static const PvLayerFunc layer_funcs[PV_N_LAYERS] = {
  [PV_LAYER_ETHERNET] = pv_ethernet_dissect,
  [PV_LAYER_ETHERTYPE] = pv_ethertype_dissect,
  [PV_LAYER_LLC] = pv_llc_dissect,
  [PV_LAYER_PPP] = pv_ppp_dissect,
  [PV_LAYER_IP] = pv_ip_dissect,
  [PV_LAYER_IPV4] = pv_ipv4_dissect,
  [PV_LAYER_IPV6] = pv_ipv6_dissect,
};

void
pv_dissect (const PvRecord *record,
            PvFacts        *facts)
{
  PvDissection dissection;
  PvLayer layer;

  dissection.cursor.data = record->data;
  dissection.cursor.wire = record->original_length;
  dissection.cursor.captured = MIN (record->captured_length, record->original_length);
  dissection.facts = facts;
  dissection.layers_left = MAX_LAYERS;

  facts->source = NULL;
  facts->destination = NULL;
  facts->address_size = 0;
  facts->skip = PV_SKIP_NONE;
  facts->transport = 0;
  facts->source_port = 0;
  facts->destination_port = 0;
  facts->has_lookup = FALSE;
  facts->has_segment = FALSE;
  facts->ip_bytes = 0;

  layer = pv_link_layer_dissect (&dissection, record->link_type);
  while (layer != PV_LAYER_END)
    {
      if (dissection.layers_left-- == 0)
        {
          pv_dissection_stop (&dissection, PV_SKIP_TOO_DEEP);
          break;
        }
      layer = layer_funcs[layer](&dissection);
    }
}
