/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-map-index-private.h: what maps read of an index. */
#pragma once

#include "pv-capture-private.h"
#include "pv-key-index.h"
#include "pv-map-index.h"

G_BEGIN_DECLS

/* Addresses that have so many first bits in common are of one network. */
#define PV_MAP_IPV4_NETWORK_BITS 24
#define PV_MAP_IPV6_NETWORK_BITS 64

/**
 * PvMapPlace:
 * @group: the number of the group that it is or belongs to, among groups of its side
 * @n_hosts: how many addresses it stands for
 * @bytes: of the whole capture
 *
 * A client or a server of the whole capture.
 */
typedef struct
{
  guint32 group;
  guint32 n_hosts;
  guint64 bytes;
} PvMapPlace;

/**
 * PvMapGroup:
 * @bytes: of the whole capture
 * @partner: of servers: the group of clients that they exchange most bytes with
 */
typedef struct
{
  guint64 bytes;
  guint32 partner;
} PvMapGroup;

struct _PvMapIndex
{
  gatomicrefcount ref_count;
  PvCapture *capture;
  PvMapGrouping grouping;

  /* by side: keys, and what is known of each */
  PvKeyIndex keys[PV_N_MAP_SIDES];
  PvVector places[PV_N_MAP_SIDES]; /* of PvMapPlace */
  PvKeyIndex group_keys[PV_N_MAP_SIDES];
  PvVector groups[PV_N_MAP_SIDES]; /* of PvMapGroup */

  PvKeyIndex links; /* client << 32 | server */
  guint32 n_flows;
  guint32 *link_of_flow; /* twice the link's number, and one more where the server sends; PV_NO_ID for none */
};

static inline const guint8 *
pv_map_index_get_address (PvCapture *capture,
                          guint32    id,
                          gsize     *length)
{
  return pv_label_table_get (capture->addresses, id, length);
}

static inline const PvMapPlace *
pv_map_index_get_place (const PvMapIndex *self,
                        PvMapSide         side,
                        guint32           i)
{
  return &pv_vector_index (&self->places[side], PvMapPlace, i);
}

/* The client or the server of a link. */
static inline guint32
pv_map_index_get_end (const PvMapIndex *self,
                      guint32           link,
                      PvMapSide         side)
{
  guint64 ends = pv_key_index_get (&self->links, link);

  return (guint32) (side == PV_MAP_CLIENTS ? ends >> 32 : ends);
}

/* Less than, equal to or greater than 0 as @a comes before @b on its side, whatever is selected: clients by bytes;
 * servers beside the clients that they exchange most with; hosts of a group together. */
int pv_map_index_compare (const PvMapIndex *self,
                          PvMapSide         side,
                          guint32           a,
                          guint32           b);

G_END_DECLS
