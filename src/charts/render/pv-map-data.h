/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-map-data.h: what a map shows: who talks to whom, and how much. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Which side stands where, and who sends. */
#define PV_MAP_CLIENT 0
#define PV_MAP_SERVER 1
#define PV_MAP_N_ENDS 2

/**
 * PvMapItem:
 * @key: what it is, from one map to the next
 * @label: what it is called
 * @second: (nullable): what else there is to say of it
 * @values: what is sent over all its ribbons, by who sends
 * @packets: in how many packets, where values are not packets; else 0
 * @mark: its colour, for pv_chart_palette_get(), or %PV_CHART_UNMARKED
 * @is_group: whether it can be opened
 * @is_gathered: whether it is all that is too small
 * @presence: from 0 for not there to 1
 */
typedef struct
{
  guint64 key;
  char *label;
  char *second;
  double values[PV_MAP_N_ENDS];
  double packets[PV_MAP_N_ENDS];
  guint mark;
  gboolean is_group;
  gboolean is_gathered;
  double presence;
} PvMapItem;

/**
 * PvMapRibbon:
 * @ends: which items it joins, one of each side
 * @values: what is sent, by who sends
 * @packets: in how many packets; likewise
 * @mark: its colour, or %PV_CHART_UNMARKED
 */
typedef struct
{
  guint ends[PV_MAP_N_ENDS];
  double values[PV_MAP_N_ENDS];
  double packets[PV_MAP_N_ENDS];
  guint mark;
} PvMapRibbon;

/**
 * PvMapData:
 * @n_items: how many items each side has
 * @items: (array length=n_items): from top to bottom
 * @n_ribbons: how many
 * @ribbons: (array length=n_ribbons): by client, then by server
 * @totals: what is sent over all, by who sends
 *
 * Reference-counted; not changed once others have it.
 */
typedef struct
{
  gatomicrefcount ref_count;
  guint n_items[PV_MAP_N_ENDS];
  PvMapItem *items[PV_MAP_N_ENDS];
  guint n_ribbons;
  PvMapRibbon *ribbons;
  double totals[PV_MAP_N_ENDS];
} PvMapData;

/* With items and ribbons that are all 0, to be filled. */
PvMapData *pv_map_data_new   (guint       n_clients,
                              guint       n_servers,
                              guint       n_ribbons);
PvMapData *pv_map_data_ref   (PvMapData  *self);
void       pv_map_data_unref (PvMapData  *self);
/* The place of the item called @key on @side, or G_MAXUINT. */
guint      pv_map_data_find  (PvMapData  *self,
                              guint       side,
                              guint64     key);
/* The ribbon between two items, or G_MAXUINT. */
guint      pv_map_data_find_ribbon (PvMapData *self,
                                    guint      client,
                                    guint      server);
/**
 * pv_map_data_blend:
 * @from: where it begins
 * @to: where it ends
 * @progress: from 0 to 1
 *
 * What is on its way from one map to another: what both have becomes larger or smaller, what only one has comes or
 * goes. Items of @to keep their order, and those that go stand where they stood.
 *
 * Returns: (transfer full): a map in between
 */
PvMapData *pv_map_data_blend (PvMapData  *from,
                              PvMapData  *to,
                              double      progress);

static inline double
pv_map_values_sum (const double values[PV_MAP_N_ENDS])
{
  return values[PV_MAP_CLIENT] + values[PV_MAP_SERVER];
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PvMapData, pv_map_data_unref)

G_END_DECLS
