/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-map-model.c: what a map of a capture looks like. */
#include "config.h"

#include "pv-map-model.h"

#include <glib/gi18n.h>

#include "pv-chart-palette.h"
#include "pv-unit.h"

static const char *const groupings[PV_N_MAP_GROUPINGS] = {
  /* Translators: what a map shows each of by itself */
  [PV_MAP_BY_HOST] = NC_ ("map", "Hosts"),
  [PV_MAP_BY_NETWORK] = NC_ ("map", "Networks"),
  [PV_MAP_BY_SCOPE] = NC_ ("map", "Private and Public"),
  [PV_MAP_BY_NAME] = NC_ ("map", "Server Names"),
  [PV_MAP_BY_DOMAIN] = NC_ ("map", "Domains"),
};

const char *
pv_map_grouping_get_title (PvMapGrouping grouping)
{
  g_return_val_if_fail (grouping < PV_N_MAP_GROUPINGS, NULL);

  return g_dpgettext2 (NULL, "map", groupings[grouping]);
}

const char *
pv_map_model_get_title (void)
{
  return _("Map of Conversations");
}

static char *
format_count (const char *format,
              guint       n)
{
  g_autofree char *number = pv_unit_format (PV_UNIT_COUNT, n);

  /* the format is one of two below */
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  return g_strdup_printf (format, number);
#pragma GCC diagnostic pop
}

static char *
dup_label (PvMap           *map,
           PvMapSide        side,
           const PvMapNode *node)
{
  switch (pv_map_key_get_kind (node->key))
    {
    case PV_MAP_GATHERED:
      return format_count (side == PV_MAP_CLIENTS
                             /* Translators: what is too small to be shown by itself; %s is how many */
                             ? ngettext ("%s other client", "%s other clients", node->n_gathered)
                             : ngettext ("%s other server", "%s other servers", node->n_gathered),
                           node->n_gathered);

    case PV_MAP_SCOPE:
      switch ((PvAddressScope) pv_map_key_get_id (node->key))
        {
        case PV_SCOPE_PRIVATE:
          return g_strdup (C_ ("addresses", "Private"));

        case PV_SCOPE_GROUP:
          return g_strdup (C_ ("addresses", "Multicast and broadcast"));

        case PV_SCOPE_PUBLIC:
        case PV_N_SCOPES:
        default:
          return g_strdup (C_ ("addresses", "Public"));
        }

    case PV_MAP_HOST:
    case PV_MAP_NETWORK:
    case PV_MAP_NAME:
    case PV_MAP_DOMAIN:
    default:
      return pv_map_index_dup_label (map->index, node->key);
    }
}

static char *
dup_second (const PvMapNode *node,
            PvAddressNames  *names)
{
  if (pv_map_key_get_kind (node->key) == PV_MAP_HOST)
    return names != NULL ? g_strdup (pv_address_names_get_first (names, pv_map_key_get_id (node->key))) : NULL;
  if (pv_map_key_get_kind (node->key) == PV_MAP_GATHERED)
    return NULL;

  /* Translators: how many hosts a network has, a server's name or a domain */
  return format_count (ngettext ("%s host", "%s hosts", node->n_hosts), node->n_hosts);
}

/* The colour of what is picked of a node: of a host itself, of a group its name or any of its hosts. */
static guint
find_mark (PvMap           *map,
           PvMapSide        side,
           const PvMapNode *node,
           PvSelection     *selection)
{
  static const PvDimension of_side[PV_N_MAP_SIDES] = { PV_DIMENSION_CLIENT, PV_DIMENSION_SERVER };
  guint32 id = pv_map_key_get_id (node->key);

  for (guint i = 0; selection != NULL && i < pv_selection_get_n_picks (selection); i++)
    {
      const PvPick *pick = pv_selection_get_pick (selection, i);

      if (pick->is_excluded)
        continue;
      if ((pick->dimension == PV_DIMENSION_ADDRESS || pick->dimension == of_side[side]) &&
          pv_map_index_contains (map->index, node->key, pick->id))
        return pick->mark;
      if (pick->dimension == PV_DIMENSION_SERVER_NAME && pv_map_key_get_kind (node->key) == PV_MAP_NAME &&
          pick->id == id)
        return pick->mark;
      if (pick->dimension == PV_DIMENSION_NAMED_DOMAIN && pv_map_key_get_kind (node->key) == PV_MAP_DOMAIN &&
          pick->id == id)
        return pick->mark;
    }

  return PV_CHART_UNMARKED;
}

/* Ribbons have their own colour where their conversation is picked, else that of the end that is. */
static void
mark_ribbons (PvMap       *map,
              PvMapData   *data,
              PvSelection *selection)
{
  for (guint i = 0; i < data->n_ribbons; i++)
    {
      PvMapRibbon *ribbon = &data->ribbons[i];

      ribbon->mark = data->items[PV_MAP_CLIENT][ribbon->ends[PV_MAP_CLIENT]].mark;
      if (ribbon->mark == PV_CHART_UNMARKED)
        ribbon->mark = data->items[PV_MAP_SERVER][ribbon->ends[PV_MAP_SERVER]].mark;
    }

  for (guint i = 0; selection != NULL && i < pv_selection_get_n_picks (selection); i++)
    {
      const PvPick *pick = pv_selection_get_pick (selection, i);
      guint link;

      if (!pick->is_excluded && pick->dimension == PV_DIMENSION_CONVERSATION &&
          pv_map_find_conversation (map, pick->id, &link))
        data->ribbons[link].mark = pick->mark;
    }
}

static void
set_value (PvMap              *map,
           const PvMapTraffic *traffic,
           PvMapSide           from,
           double             *values,
           double             *packets)
{
  values[from] = (double) pv_map_traffic_get (traffic, map->measure, from);
  packets[from] = map->measure == PV_MEASURE_PACKETS ? 0 : (double) traffic->packets[from];
}

PvMapData *
pv_map_model_make (PvMap          *map,
                   PvSelection    *selection,
                   PvAddressNames *names)
{
  PvMapData *data;

  g_return_val_if_fail (map != NULL, NULL);

  data = pv_map_data_new (map->n_nodes[PV_MAP_CLIENTS], map->n_nodes[PV_MAP_SERVERS], map->n_links);
  for (PvMapSide side = 0; side < PV_N_MAP_SIDES; side++)
    {
      data->totals[side] = (double) pv_map_traffic_get (&map->total, map->measure, side);
      for (guint i = 0; i < map->n_nodes[side]; i++)
        {
          const PvMapNode *node = &map->nodes[side][i];
          PvMapItem *item = &data->items[side][i];

          item->key = node->key;
          item->label = dup_label (map, side, node);
          item->second = dup_second (node, names);
          item->mark = find_mark (map, side, node, selection);
          item->is_group = pv_map_key_is_group (node->key);
          item->is_gathered = pv_map_key_get_kind (node->key) == PV_MAP_GATHERED;
          item->presence = 1;
          for (PvMapSide from = 0; from < PV_N_MAP_SIDES; from++)
            set_value (map, &node->traffic, from, item->values, item->packets);
        }
    }

  for (guint i = 0; i < map->n_links; i++)
    {
      PvMapRibbon *ribbon = &data->ribbons[i];

      for (PvMapSide side = 0; side < PV_N_MAP_SIDES; side++)
        {
          ribbon->ends[side] = map->links[i].ends[side];
          set_value (map, &map->links[i].traffic, side, ribbon->values, ribbon->packets);
        }
    }
  mark_ribbons (map, data, selection);

  return data;
}
