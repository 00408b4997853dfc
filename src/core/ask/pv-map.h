/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-map.h: who talks to whom in a part of a capture: clients, servers, and links between them. */
#pragma once

#include "pv-map-index.h"
#include "pv-query.h"

G_BEGIN_DECLS

/**
 * PvMapTraffic:
 * @packets: from the clients, then from the servers
 * @bytes: of their IP packets, likewise
 *
 * What both sides send each other. The index is the #PvMapSide that sends.
 */
typedef struct
{
  guint64 packets[PV_N_MAP_SIDES];
  guint64 bytes[PV_N_MAP_SIDES];
} PvMapTraffic;

/**
 * PvMapNode:
 * @key: which it is, whatever is selected
 * @n_hosts: how many addresses a group has on this side in the whole capture; 1 for a host
 * @n_gathered: of what is gathered as too small: how many nodes; else 0
 * @traffic: of all its links
 */
typedef struct
{
  PvMapKey key;
  guint32 n_hosts;
  guint32 n_gathered;
  PvMapTraffic traffic;
} PvMapNode;

/**
 * PvMapLink:
 * @ends: which client and which server, as places in the map's nodes
 * @traffic: between the two
 */
typedef struct
{
  guint ends[PV_N_MAP_SIDES];
  PvMapTraffic traffic;
} PvMapLink;

/**
 * PvMap:
 * @index: what it is a map of
 * @measure: by what nodes are large or small
 * @n_nodes: how many clients and servers there are on it
 * @nodes: (array length=n_nodes): in an order that is the same whatever is selected; what is gathered comes last
 * @n_all: how many clients and servers are selected, whether on the map or gathered
 * @n_links: how many links
 * @links: (array length=n_links): by client, then by server
 * @total: all that is selected
 *
 * An answer. Reference-counted, immutable.
 */
typedef struct _PvMap PvMap;
struct _PvMap
{
  PvMapIndex *index;
  PvMeasure measure;
  guint n_nodes[PV_N_MAP_SIDES];
  PvMapNode *nodes[PV_N_MAP_SIDES];
  guint n_all[PV_N_MAP_SIDES];
  guint n_links;
  PvMapLink *links;
  PvMapTraffic total;
};

/**
 * pv_map_new:
 * @index: of a capture
 * @query: its span and subset count, and nodes are large by its measure
 * @max: how many nodes each side may have, 2 or more, or 0 for all; of more, the smallest are gathered in one
 * @cancellable: (nullable): to give up
 * @error: place for a %PV_ERROR_NO_MEMORY or %G_IO_ERROR_CANCELLED
 *
 * Takes time linear in flows and in the packets of the span. In any thread.
 *
 * Returns: (transfer full): a map, or %NULL with @error set
 */
PvMap   *pv_map_new               (PvMapIndex     *index,
                                   const PvQuery  *query,
                                   const guint     max[PV_N_MAP_SIDES],
                                   GCancellable   *cancellable,
                                   GError        **error);
PvMap   *pv_map_ref               (PvMap          *self);
void     pv_map_unref             (PvMap          *self);
/* The conversations by addresses that a link is made of, but no more than @max of them, to @ids. Returns how many; more
 * than @max where there are. Takes time linear in flows. */
guint    pv_map_list_conversations (PvMap         *self,
                                    guint          link,
                                    guint32       *ids,
                                    guint          max);
/* Likewise the addresses of a node. */
guint    pv_map_list_addresses    (PvMap          *self,
                                   PvMapSide       side,
                                   guint           node,
                                   guint32        *ids,
                                   guint           max);
/* The link on the map that the conversation by addresses is part of: of two, that of its first packet. FALSE where
 * it is on none. */
gboolean pv_map_find_conversation (PvMap          *self,
                                   guint32         conversation,
                                   guint          *link);

static inline guint64
pv_map_traffic_get (const PvMapTraffic *self,
                    PvMeasure           measure,
                    PvMapSide           from)
{
  return measure == PV_MEASURE_IP_BYTES ? self->bytes[from] : self->packets[from];
}

static inline guint64
pv_map_traffic_get_both (const PvMapTraffic *self,
                         PvMeasure           measure)
{
  return pv_map_traffic_get (self, measure, PV_MAP_CLIENTS) + pv_map_traffic_get (self, measure, PV_MAP_SERVERS);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PvMap, pv_map_unref)

G_END_DECLS
