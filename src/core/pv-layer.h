/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-layer.h: one protocol's header is one layer: it consumes its bytes and names the next. */
#pragma once

#include "pv-cursor.h"
#include "pv-dissect.h"

G_BEGIN_DECLS

/**
 * PvLayer:
 * @PV_LAYER_END: nothing more to learn from the packet
 * @PV_LAYER_ETHERTYPE: what the type field of the dissection says, as an EtherType
 * @PV_LAYER_IP: IPv4 or IPv6, as the version says
 *
 * A protocol whose header comes next.
 */
typedef enum
{
  PV_LAYER_END,
  PV_LAYER_ETHERNET,
  PV_LAYER_ETHERTYPE,
  PV_LAYER_LLC,
  PV_LAYER_PPP,
  PV_LAYER_IP,
  PV_LAYER_IPV4,
  PV_LAYER_IPV6,
  PV_N_LAYERS,
} PvLayer;

/**
 * PvDissection:
 * @cursor: the next header
 * @facts: what was found so far
 * @type: which protocol comes next, in the numbers of the layer before, such as an EtherType
 * @layers_left: how many more headers to follow
 *
 * Where the dissection of one packet stands.
 */
typedef struct
{
  PvCursor cursor;
  PvFacts *facts;
  guint16 type;
  guint8 layers_left;
} PvDissection;

/* Consumes one header and returns the next layer. */
typedef PvLayer (*PvLayerFunc) (PvDissection *self);

/* Ends the dissection; @skip is the reason where no IP header was found. */
static inline PvLayer
pv_dissection_stop (PvDissection *self,
                    PvSkip        skip)
{
  if (self->facts->address_size == 0)
    self->facts->skip = skip;

  return PV_LAYER_END;
}

/* Ends the dissection where a header of @n bytes is not all there: the snapshot length cut it, or the
 * packet is too short for it. */
static inline PvLayer
pv_dissection_stop_short (PvDissection *self,
                          guint32       n)
{
  return pv_dissection_stop (self, self->cursor.wire < n ? PV_SKIP_BAD_LINK_HEADER : PV_SKIP_CUT_SHORT);
}

/* The link-layer header types: returns the first layer of a packet of the record type @link_type. */
PvLayer pv_link_layer_dissect (PvDissection *self,
                               guint16       link_type);

PvLayer pv_ethernet_dissect  (PvDissection *self);
PvLayer pv_ethertype_dissect (PvDissection *self);
PvLayer pv_llc_dissect       (PvDissection *self);
PvLayer pv_ppp_dissect       (PvDissection *self);
PvLayer pv_ip_dissect        (PvDissection *self);
PvLayer pv_ipv4_dissect      (PvDissection *self);
PvLayer pv_ipv6_dissect      (PvDissection *self);

G_END_DECLS
