/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-map-data.c: what a map shows. */
#include "config.h"

#include "pv-map-data.h"

PvMapData *
pv_map_data_new (guint n_clients,
                 guint n_servers,
                 guint n_ribbons)
{
  PvMapData *self = g_new0 (PvMapData, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->n_items[PV_MAP_CLIENT] = n_clients;
  self->n_items[PV_MAP_SERVER] = n_servers;
  self->n_ribbons = n_ribbons;
  for (guint side = 0; side < PV_MAP_N_ENDS; side++)
    self->items[side] = g_new0 (PvMapItem, self->n_items[side]);
  self->ribbons = g_new0 (PvMapRibbon, n_ribbons);

  return self;
}

PvMapData *
pv_map_data_ref (PvMapData *self)
{
  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

void
pv_map_data_unref (PvMapData *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->ref_count))
    return;

  for (guint side = 0; side < PV_MAP_N_ENDS; side++)
    {
      for (guint i = 0; i < self->n_items[side]; i++)
        {
          g_free (self->items[side][i].label);
          g_free (self->items[side][i].second);
        }
      g_free (self->items[side]);
    }
  g_free (self->ribbons);
  g_free (self);
}

guint
pv_map_data_find (PvMapData *self,
                  guint      side,
                  guint64    key)
{
  g_return_val_if_fail (self != NULL && side < PV_MAP_N_ENDS, G_MAXUINT);

  for (guint i = 0; i < self->n_items[side]; i++)
    if (self->items[side][i].key == key)
      return i;

  return G_MAXUINT;
}

guint
pv_map_data_find_ribbon (PvMapData *self,
                         guint      client,
                         guint      server)
{
  g_return_val_if_fail (self != NULL, G_MAXUINT);

  for (guint i = 0; i < self->n_ribbons; i++)
    if (self->ribbons[i].ends[PV_MAP_CLIENT] == client && self->ribbons[i].ends[PV_MAP_SERVER] == server)
      return i;

  return G_MAXUINT;
}

/* An item of either map, and which it is in each. */
typedef struct
{
  const PvMapItem *from;
  const PvMapItem *to;
} Pair;

/* The items of both, in order: those of @to, and before each what stood there and goes. */
static GArray *
merge_side (PvMapData *from,
            PvMapData *to,
            guint      side)
{
  GArray *pairs = g_array_new (FALSE, TRUE, sizeof (Pair));
  guint at = 0;

  for (guint i = 0; i < to->n_items[side]; i++)
    {
      const PvMapItem *item = &to->items[side][i];
      guint old = pv_map_data_find (from, side, item->key);
      Pair pair = { old != G_MAXUINT ? &from->items[side][old] : NULL, item };

      for (; old != G_MAXUINT && at <= old; at++)
        if (pv_map_data_find (to, side, from->items[side][at].key) == G_MAXUINT)
          {
            Pair gone = { &from->items[side][at], NULL };

            g_array_append_val (pairs, gone);
          }
      g_array_append_val (pairs, pair);
    }
  for (; at < from->n_items[side]; at++)
    if (pv_map_data_find (to, side, from->items[side][at].key) == G_MAXUINT)
      {
        Pair gone = { &from->items[side][at], NULL };

        g_array_append_val (pairs, gone);
      }

  return pairs;
}

static double
mix (double from,
     double to,
     double progress)
{
  return from + (to - from) * progress;
}

/* Ribbons by pair of ends, as they are in a table of all pairs: from each map one, or NULL. */
static const PvMapRibbon **
tabulate (PvMapData *data,
          guint     *places[PV_MAP_N_ENDS],
          guint      n_servers,
          guint      n_clients)
{
  const PvMapRibbon **table = g_new0 (const PvMapRibbon *, (gsize) n_clients * n_servers + 1);

  for (guint i = 0; i < data->n_ribbons; i++)
    table[(gsize) places[PV_MAP_CLIENT][data->ribbons[i].ends[PV_MAP_CLIENT]] * n_servers +
          places[PV_MAP_SERVER][data->ribbons[i].ends[PV_MAP_SERVER]]] = &data->ribbons[i];

  return table;
}

PvMapData *
pv_map_data_blend (PvMapData *from,
                   PvMapData *to,
                   double     progress)
{
  g_autoptr (GArray) ribbons = g_array_new (FALSE, TRUE, sizeof (PvMapRibbon));
  GArray *pairs[PV_MAP_N_ENDS];
  g_autofree const PvMapRibbon **from_table = NULL;
  g_autofree const PvMapRibbon **to_table = NULL;
  guint *from_places[PV_MAP_N_ENDS];
  guint *to_places[PV_MAP_N_ENDS];
  PvMapData *self;

  g_return_val_if_fail (from != NULL && to != NULL, NULL);

  for (guint side = 0; side < PV_MAP_N_ENDS; side++)
    {
      pairs[side] = merge_side (from, to, side);
      from_places[side] = g_new0 (guint, from->n_items[side] + 1);
      to_places[side] = g_new0 (guint, to->n_items[side] + 1);
      for (guint i = 0; i < pairs[side]->len; i++)
        {
          Pair *pair = &g_array_index (pairs[side], Pair, i);

          if (pair->from != NULL)
            from_places[side][pair->from - from->items[side]] = i;
          if (pair->to != NULL)
            to_places[side][pair->to - to->items[side]] = i;
        }
    }
  from_table = tabulate (from, from_places, pairs[PV_MAP_SERVER]->len, pairs[PV_MAP_CLIENT]->len);
  to_table = tabulate (to, to_places, pairs[PV_MAP_SERVER]->len, pairs[PV_MAP_CLIENT]->len);
  for (guint i = 0; i < pairs[PV_MAP_CLIENT]->len * pairs[PV_MAP_SERVER]->len; i++)
    if (from_table[i] != NULL || to_table[i] != NULL)
      {
        PvMapRibbon ribbon = { { i / pairs[PV_MAP_SERVER]->len, i % pairs[PV_MAP_SERVER]->len } };

        ribbon.mark = to_table[i] != NULL ? to_table[i]->mark : from_table[i]->mark;
        for (guint end = 0; end < PV_MAP_N_ENDS; end++)
          ribbon.values[end] = mix (from_table[i] != NULL ? from_table[i]->values[end] : 0,
                                    to_table[i] != NULL ? to_table[i]->values[end] : 0, progress);
        g_array_append_val (ribbons, ribbon);
      }

  self = pv_map_data_new (pairs[PV_MAP_CLIENT]->len, pairs[PV_MAP_SERVER]->len, ribbons->len);
  for (guint i = 0; i < ribbons->len; i++)
    self->ribbons[i] = g_array_index (ribbons, PvMapRibbon, i);
  for (guint side = 0; side < PV_MAP_N_ENDS; side++)
    {
      self->totals[side] = to->totals[side];
      for (guint i = 0; i < pairs[side]->len; i++)
        {
          Pair *pair = &g_array_index (pairs[side], Pair, i);
          PvMapItem *item = &self->items[side][i];

          *item = pair->to != NULL ? *pair->to : *pair->from;
          item->label = g_strdup (item->label);
          item->second = g_strdup (item->second);
          item->presence = mix (pair->from != NULL ? pair->from->presence : 0,
                                pair->to != NULL ? pair->to->presence : 0, progress);
          for (guint end = 0; end < PV_MAP_N_ENDS; end++)
            item->values[end] = mix (pair->from != NULL ? pair->from->values[end] : 0,
                                     pair->to != NULL ? pair->to->values[end] : 0, progress);
        }
      g_free (from_places[side]);
      g_free (to_places[side]);
      g_array_unref (pairs[side]);
    }

  return self;
}
