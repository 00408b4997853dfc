/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-map-picks.c: what is picked where a map is clicked. */
#include "pv-map-picks.h"

/* What a click may pick at once. */
#define MAX_PICKS 100

gboolean
pv_map_picks_get_label (PvMapKey     key,
                        PvDimension *dimension,
                        guint32     *id)
{
  *id = pv_map_key_get_id (key);
  switch (pv_map_key_get_kind (key))
    {
    case PV_MAP_HOST:
      *dimension = PV_DIMENSION_ADDRESS;
      return TRUE;

    case PV_MAP_NAME:
      *dimension = PV_DIMENSION_SERVER_NAME;
      return TRUE;

    case PV_MAP_DOMAIN:
      *dimension = PV_DIMENSION_NAMED_DOMAIN;
      return TRUE;

    case PV_MAP_NETWORK:
    case PV_MAP_SCOPE:
    case PV_MAP_GATHERED:
    default:
      return FALSE;
    }
}

static void
toggle (PvMap       *map,
        PvSelection *selection,
        PvDimension  dimension,
        guint32      id)
{
  g_autofree char *label = pv_capture_dup_label (pv_map_index_get_capture (map->index), dimension, id);

  pv_selection_toggle_pick (selection, dimension, id, label);
}

/* Picks all, or where any is picked, those no longer. */
static void
toggle_all (PvMap         *map,
            PvSelection   *selection,
            PvDimension    dimension,
            const guint32 *ids,
            guint          n)
{
  g_auto (GStrv) labels = NULL;
  gboolean is_any_picked = FALSE;

  if (n == 1)
    {
      toggle (map, selection, dimension, ids[0]);
      return;
    }

  for (guint i = 0; i < n; i++)
    {
      const PvPick *pick = pv_selection_find_pick (selection, dimension, ids[i]);

      if (pick != NULL && !pick->is_excluded)
        {
          is_any_picked = TRUE;
          toggle (map, selection, dimension, ids[i]);
        }
    }
  if (is_any_picked)
    return;

  labels = g_new0 (char *, n + 1);
  for (guint i = 0; i < n; i++)
    labels[i] = pv_capture_dup_label (pv_map_index_get_capture (map->index), dimension, ids[i]);
  pv_selection_pick_all (selection, dimension, ids, labels, n);
}

gboolean
pv_map_picks_toggle_node (PvMap       *map,
                          PvMapSide    side,
                          guint        i,
                          PvSelection *selection)
{
  PvMapKey key = map->nodes[side][i].key;
  PvDimension dimension;
  guint32 ids[MAX_PICKS];
  guint32 id;
  guint n;

  if (pv_map_picks_get_label (key, &dimension, &id))
    {
      toggle (map, selection, dimension, id);
      return TRUE;
    }
  if (pv_map_key_get_kind (key) == PV_MAP_GATHERED)
    return FALSE;

  n = pv_map_list_addresses (map, side, i, ids, MAX_PICKS);
  if (n > MAX_PICKS)
    return FALSE;
  toggle_all (map, selection, PV_DIMENSION_ADDRESS, ids, n);

  return TRUE;
}

gboolean
pv_map_picks_toggle_link (PvMap       *map,
                          guint        i,
                          PvSelection *selection)
{
  guint32 ids[MAX_PICKS];
  guint n = pv_map_list_conversations (map, i, ids, MAX_PICKS);

  if (n > MAX_PICKS)
    return FALSE;
  toggle_all (map, selection, PV_DIMENSION_CONVERSATION, ids, n);

  return TRUE;
}
