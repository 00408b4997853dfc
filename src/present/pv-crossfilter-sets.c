/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-crossfilter-sets.c: the packets that picks and a filter mean, for each line and each chart. */
#include "config.h"

#include "pv-crossfilter-sets.h"

#include "pv-chart-palette.h"
#include "pv-line-legend.h"

static void
part_free (PvCrossfilterPart *part)
{
  pv_pick_free (part->pick);
  pv_packet_set_unref (part->set);
  g_free (part);
}

void
pv_crossfilter_sets_free (PvCrossfilterSets *self)
{
  g_ptr_array_unref (self->parts);
  g_ptr_array_unref (self->made);
  g_clear_pointer (&self->hints, g_ptr_array_unref);
  g_clear_pointer (&self->total, pv_packet_set_unref);
  g_clear_pointer (&self->selected, pv_packet_set_unref);
  g_clear_pointer (&self->crossfilter, pv_crossfilter_unref);
  g_clear_pointer (&self->filter, pv_packet_set_unref);
  g_ptr_array_unref (self->picks);
  g_object_unref (self->capture);
  g_free (self);
}

/* Whether outcomes of lookups are counted over time. */
static gboolean
counts_outcomes (PvCrossfilterSets *self)
{
  PvEventKind kind;

  return self->events != PV_N_DIMENSIONS && pv_dimension_get_event_kind (self->events, &kind) &&
         kind == PV_EVENT_OUTCOME;
}

/* The packets of @flows. */
static PvPacketSet *
make_flows_set (PvCrossfilterSets  *self,
                PvFlowSet          *flows,
                GError            **error)
{
  PvPacketSet *set = pv_packet_set_new_for_more_flows (flows, self->hints, error);

  if (set != NULL)
    g_ptr_array_add (self->made, pv_packet_set_ref (set));

  return set;
}

/* As pv_subset_make_packets(). */
static gboolean
make_packets (PvCrossfilterSets  *self,
              const PvSubset     *subset,
              PvPacketSet       **set,
              GError            **error)
{
  g_autoptr (PvPacketSet) of_flows = NULL;

  if (subset->flows == NULL)
    return pv_subset_make_packets (subset, set, error);

  of_flows = make_flows_set (self, subset->flows, error);
  if (of_flows != NULL && subset->packets != NULL)
    *set = pv_packet_set_intersect (subset->packets, of_flows, error);
  else
    *set = g_steal_pointer (&of_flows);

  return *set != NULL;
}

/* The packets that have any of @ids. */
static PvPacketSet *
make_label_set (PvCrossfilterSets  *self,
                PvDimension         dimension,
                const guint32      *ids,
                guint               n,
                GError            **error)
{
  if (pv_flow_set_can (dimension))
    {
      g_autoptr (PvFlowSet) flows = pv_flow_set_new_for_labels (self->capture, dimension, ids, n, error);

      return flows != NULL ? make_flows_set (self, flows, error) : NULL;
    }

  return counts_outcomes (self) ? pv_packet_set_new_for_answers (self->capture, dimension, ids, n, error)
                                : pv_packet_set_new_for_labels (self->capture, dimension, ids, n, error);
}

/* Adds the packets that have any of @ids, and are not left out. @pick: (transfer full) */
static gboolean
add_part (PvCrossfilterSets  *self,
          PvPick             *pick,
          PvPacketSet        *of_pick,
          GError            **error)
{
  g_autoptr (PvPacketSet) set = of_pick;
  PvCrossfilterPart *part;

  if (set != NULL && self->total != NULL)
    {
      PvPacketSet *both = pv_packet_set_intersect (self->total, set, error);

      pv_packet_set_unref (set);
      set = both;
    }
  if (set == NULL)
    {
      pv_pick_free (pick);
      return FALSE;
    }

  part = g_new (PvCrossfilterPart, 1);
  part->pick = pick;
  part->set = g_steal_pointer (&set);
  g_ptr_array_add (self->parts, part);

  return TRUE;
}

/* Those that have no colour of their own share a line, however many they are. */
static gboolean
add_others (PvCrossfilterSets  *self,
            GCancellable       *cancellable,
            GError            **error)
{
  g_autoptr (PvPacketSet) all = NULL;
  g_autofree char *name = NULL;
  guint n = 0;

  for (PvDimension dimension = 0; dimension < PV_N_DIMENSIONS; dimension++)
    {
      g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (guint32));
      PvPacketSet *more;

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      for (guint i = 0; i < self->picks->len; i++)
        {
          const PvPick *pick = g_ptr_array_index (self->picks, i);

          if (!pick->is_excluded && pick->mark == PV_CHART_OTHERS && pick->dimension == dimension)
            g_array_append_val (ids, pick->id);
        }
      if (ids->len == 0)
        continue;

      n += ids->len;
      more = make_label_set (self, dimension, (const guint32 *) (gpointer) ids->data, ids->len, error);
      if (more != NULL && all != NULL)
        {
          PvPacketSet *both = pv_packet_set_unite (all, more, error);

          pv_packet_set_unref (all);
          pv_packet_set_unref (more);
          all = NULL;
          more = both;
        }
      if (more == NULL)
        return FALSE;
      all = more;
    }

  if (all == NULL)
    return TRUE;

  name = pv_line_legend_format_others (n);

  return add_part (self, pv_pick_copy (&(PvPick){ .label = name, .mark = PV_CHART_OTHERS }), g_steal_pointer (&all),
                   error);
}

static gboolean
make_parts (PvCrossfilterSets  *self,
            GCancellable       *cancellable,
            GError            **error)
{
  for (guint i = 0; i < self->picks->len; i++)
    {
      const PvPick *pick = g_ptr_array_index (self->picks, i);

      if (pick->is_excluded || pick->mark == PV_CHART_OTHERS)
        continue;
      if (g_cancellable_set_error_if_cancelled (cancellable, error) ||
          !add_part (self, pv_pick_copy (pick),
                     make_label_set (self, pick->dimension, &pick->id, 1, error), error))
        return FALSE;
    }

  return add_others (self, cancellable, error);
}

/* Packets that carry an event of the kind that counts over time. */
static gboolean
keep_events (PvCrossfilterSets  *self,
             GError            **error)
{
  g_autoptr (PvPacketSet) all = NULL;
  PvPacketSet *both;

  if (self->events == PV_N_DIMENSIONS)
    return TRUE;

  all = pv_packet_set_new_for_events (self->capture, self->events, error);
  if (all == NULL)
    return FALSE;
  if (self->total == NULL)
    {
      self->total = g_steal_pointer (&all);
      return TRUE;
    }

  both = pv_packet_set_intersect (self->total, all, error);
  g_clear_pointer (&self->total, pv_packet_set_unref);
  self->total = both;

  return both != NULL;
}

/* (transfer full) (element-type PvPacketSet) */
static GPtrArray *
list_sets (const PvCrossfilterSets *self)
{
  GPtrArray *all = g_ptr_array_new_with_free_func ((GDestroyNotify) pv_packet_set_unref);

  pv_crossfilter_list_packets (self->crossfilter, all);
  if (self->total != NULL)
    g_ptr_array_add (all, pv_packet_set_ref (self->total));
  if (self->selected != NULL)
    g_ptr_array_add (all, pv_packet_set_ref (self->selected));
  for (guint i = 0; i < self->parts->len; i++)
    g_ptr_array_add (all, pv_packet_set_ref (((const PvCrossfilterPart *) g_ptr_array_index (self->parts, i))->set));
  for (guint i = 0; i < self->made->len; i++)
    g_ptr_array_add (all, pv_packet_set_ref (g_ptr_array_index (self->made, i)));

  return all;
}

PvCrossfilterSets *
pv_crossfilter_sets_new (PvCapture               *capture,
                         PvSelection             *selection,
                         PvPacketSet             *filter,
                         PvDimension              events,
                         const PvCrossfilterSets *before)
{
  PvCrossfilterSets *self = g_new0 (PvCrossfilterSets, 1);

  self->capture = g_object_ref (capture);
  self->picks = g_ptr_array_new_with_free_func ((GDestroyNotify) pv_pick_free);
  for (guint i = 0; i < pv_selection_get_n_picks (selection); i++)
    g_ptr_array_add (self->picks, pv_pick_copy (pv_selection_get_pick (selection, i)));
  self->parts = g_ptr_array_new_with_free_func ((GDestroyNotify) part_free);
  self->made = g_ptr_array_new_with_free_func ((GDestroyNotify) pv_packet_set_unref);
  if (before != NULL && before->capture != capture && pv_capture_is_same_model (before->capture, capture))
    self->hints = list_sets (before);
  self->events = events;
  if (filter != NULL)
    self->filter = pv_packet_set_ref (filter);

  return self;
}

/* What was counted of an earlier generation's sets counts for these, as far as they are the same. */
static void
take_hints (PvCrossfilterSets *self)
{
  g_autoptr (GPtrArray) all = NULL;

  if (self->hints == NULL)
    return;

  all = list_sets (self);
  for (guint i = 0; i < all->len; i++)
    if (g_ptr_array_index (all, i) != self->filter)
      pv_packet_set_take_hints (g_ptr_array_index (all, i), self->hints);
}

gboolean
pv_crossfilter_sets_make (PvCrossfilterSets  *self,
                          GCancellable       *cancellable,
                          GError            **error)
{
  g_autofree PvPickedLabel *picks = g_new (PvPickedLabel, self->picks->len + 1);
  PvSubset base;

  for (guint i = 0; i < self->picks->len; i++)
    {
      const PvPick *pick = g_ptr_array_index (self->picks, i);

      picks[i] = (PvPickedLabel){ pick->dimension, pick->id, pick->is_excluded };
    }

  self->crossfilter = pv_crossfilter_new (self->capture, picks, self->picks->len, self->filter, cancellable, error);

  if (self->crossfilter == NULL)
    return FALSE;

  base = *pv_crossfilter_get_base (self->crossfilter);
  if (counts_outcomes (self) && base.answers != NULL)
    base.packets = base.answers;

  if (!make_packets (self, &base, &self->total, error) ||
      !make_packets (self, pv_crossfilter_get_selected (self->crossfilter), &self->selected, error) ||
      !keep_events (self, error) || !make_parts (self, cancellable, error))
    return FALSE;

  take_hints (self);

  return TRUE;
}

gboolean
pv_crossfilter_sets_has_picks_of (const PvCrossfilterSets *self,
                                  PvSelection             *selection)
{
  if (self->picks->len != pv_selection_get_n_picks (selection))
    return FALSE;

  for (guint i = 0; i < self->picks->len; i++)
    {
      const PvPick *a = g_ptr_array_index (self->picks, i);
      const PvPick *b = pv_selection_get_pick (selection, i);

      if (a->dimension != b->dimension || a->id != b->id || a->mark != b->mark || a->is_excluded != b->is_excluded)
        return FALSE;
    }

  return TRUE;
}
