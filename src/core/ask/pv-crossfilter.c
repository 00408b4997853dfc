/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-crossfilter.c: what picked labels and a filter leave of a capture. */
#include "pv-crossfilter.h"

#include "pv-flow-set-private.h"
#include "pv-packet-set-private.h"

/* What is picked on a map. */
#define TALK_FAMILIES (1U << PV_FAMILY_ADDRESS | 1U << PV_FAMILY_SERVER_NAME | 1U << PV_FAMILY_CONVERSATION)

struct _PvCrossfilter
{
  gatomicrefcount ref_count;
  /* what each family's picks let through; everything where it has none */
  PvSubset picked[PV_N_FAMILIES];
  /* filter and exclusions */
  PvSubset base;
  PvSubset subsets[PV_N_FAMILIES];
  PvSubset selected;
  PvSubset talk;
};

PvCrossfilter *
pv_crossfilter_ref (PvCrossfilter *self)
{
  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

void
pv_crossfilter_unref (PvCrossfilter *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->ref_count))
    return;

  for (PvFamily family = 0; family < PV_N_FAMILIES; family++)
    {
      pv_subset_clear (&self->picked[family]);
      pv_subset_clear (&self->subsets[family]);
    }
  pv_subset_clear (&self->base);
  pv_subset_clear (&self->selected);
  pv_subset_clear (&self->talk);
  g_free (self);
}

/* Makes @subset what is in @flows too. */
static gboolean
narrow_flows (PvSubset  *subset,
              PvFlowSet *flows,
              GError   **error)
{
  g_autoptr (PvFlowSet) before = g_steal_pointer (&subset->flows);

  if (flows == NULL)
    subset->flows = g_steal_pointer (&before);
  else if (before == NULL)
    subset->flows = pv_flow_set_ref (flows);
  else
    subset->flows = pv_flow_set_intersect (before, flows, error);

  return flows == NULL || subset->flows != NULL;
}

static gboolean
narrow_packets (PvSubset    *subset,
                PvPacketSet *packets,
                GError     **error)
{
  g_autoptr (PvPacketSet) before = g_steal_pointer (&subset->packets);

  if (packets == NULL)
    subset->packets = g_steal_pointer (&before);
  else if (before == NULL)
    subset->packets = pv_packet_set_ref (packets);
  else
    subset->packets = pv_packet_set_intersect (before, packets, error);

  return packets == NULL || subset->packets != NULL;
}

/* The packets where outcomes of lookups are counted, NULL for all. */
static PvPacketSet *
get_answers (const PvSubset *subset)
{
  return subset->answers != NULL ? subset->answers : subset->packets;
}

static gboolean
narrow_answers (PvSubset        *subset,
                const PvSubset  *by,
                GError         **error)
{
  g_autoptr (PvPacketSet) before = g_steal_pointer (&subset->answers);
  PvSubset narrowed = { .packets = before != NULL ? before : subset->packets };

  if (before == NULL && by->answers == NULL)
    return TRUE;

  if (narrowed.packets != NULL)
    pv_packet_set_ref (narrowed.packets);
  if (!narrow_packets (&narrowed, get_answers (by), error))
    return FALSE;
  subset->answers = narrowed.packets;

  return TRUE;
}

static gboolean
narrow (PvSubset        *subset,
        const PvSubset  *by,
        GError         **error)
{
  return narrow_flows (subset, by->flows, error) && narrow_answers (subset, by, error) &&
         narrow_packets (subset, by->packets, error);
}

/* The ids of all labels that are picked, or excluded, in @dimension. */
static GArray *
get_ids (const PvPickedLabel *picks,
         guint                n,
         PvDimension          dimension,
         gboolean             is_excluded)
{
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (guint32));

  for (guint i = 0; i < n; i++)
    if (picks[i].dimension == dimension && picks[i].is_excluded == is_excluded)
      g_array_append_val (ids, picks[i].id);

  return ids;
}

/* What has any of the labels of one dimension: flows where it can, else packets. */
static gboolean
make_any (PvCapture    *capture,
          PvDimension   dimension,
          GArray       *ids,
          PvSubset     *any,
          GError      **error)
{
  const guint32 *data = (const guint32 *) (gpointer) ids->data;

  *any = (PvSubset){ NULL, NULL, NULL };
  if (pv_flow_set_can (dimension))
    any->flows = pv_flow_set_new_for_labels (capture, dimension, data, ids->len, error);
  else
    any->packets = pv_packet_set_new_for_labels (capture, dimension, data, ids->len, error);
  if (any->packets != NULL && pv_dimension_has_answers (dimension))
    {
      any->answers = pv_packet_set_new_for_answers (capture, dimension, data, ids->len, error);
      return any->answers != NULL;
    }

  return !pv_subset_is_whole (any);
}

/* Makes @subset, which is flows or packets or nothing yet, what is in it or in @more, which is either. */
static gboolean
unite (PvSubset        *subset,
       const PvSubset  *more,
       GError         **error)
{
  g_auto (PvSubset) before = *subset;
  g_autoptr (PvPacketSet) a = NULL;
  g_autoptr (PvPacketSet) b = NULL;

  *subset = (PvSubset){ NULL, NULL, NULL };
  if (pv_subset_is_whole (&before))
    {
      *subset = pv_subset_copy (more);
      return TRUE;
    }
  if (before.flows != NULL && more->flows != NULL)
    {
      subset->flows = pv_flow_set_unite (before.flows, more->flows, error);
      return subset->flows != NULL;
    }

  if (pv_subset_make_packets (&before, &a, error) && pv_subset_make_packets (more, &b, error))
    subset->packets = pv_packet_set_unite (a, b, error);
  if (subset->packets != NULL && (before.answers != NULL || more->answers != NULL))
    {
      subset->answers = pv_packet_set_unite (before.answers != NULL ? before.answers : a,
                                             more->answers != NULL ? more->answers : b, error);
      return subset->answers != NULL;
    }

  return subset->packets != NULL;
}

static gboolean
exclude (PvSubset        *subset,
         const PvSubset  *any,
         GError         **error)
{
  g_auto (PvSubset) others = { NULL, NULL, NULL };

  if (any->flows != NULL)
    others.flows = pv_flow_set_invert (any->flows, error);
  else
    others.packets = pv_packet_set_invert (any->packets, error);
  if (any->answers != NULL)
    others.answers = pv_packet_set_invert (any->answers, error);

  return !pv_subset_is_whole (&others) && (any->answers == NULL || others.answers != NULL) &&
         narrow (subset, &others, error);
}

/* Takes in the picks of one dimension. */
static gboolean
add_dimension (PvCrossfilter        *self,
               PvCapture            *capture,
               const PvPickedLabel  *picks,
               guint                 n,
               PvDimension           dimension,
               GError              **error)
{
  g_autoptr (GArray) ids = get_ids (picks, n, dimension, FALSE);
  g_autoptr (GArray) excluded = get_ids (picks, n, dimension, TRUE);

  if (ids->len > 0)
    {
      g_auto (PvSubset) any = { NULL, NULL, NULL };

      if (!make_any (capture, dimension, ids, &any, error) ||
          !unite (&self->picked[pv_dimension_get_family (dimension)], &any, error))
        return FALSE;
    }

  if (excluded->len > 0)
    {
      g_auto (PvSubset) any = { NULL, NULL, NULL };

      if (!make_any (capture, dimension, excluded, &any, error) || !exclude (&self->base, &any, error))
        return FALSE;
    }

  return TRUE;
}

/* What all families leave but those whose bit is set in @but. */
static gboolean
combine (PvCrossfilter  *self,
         guint           but,
         PvSubset       *subset,
         GError        **error)
{
  *subset = pv_subset_copy (&self->base);
  for (PvFamily family = 0; family < PV_N_FAMILIES; family++)
    if ((but >> family & 1) == 0 && !narrow (subset, &self->picked[family], error))
      return FALSE;

  return TRUE;
}

PvCrossfilter *
pv_crossfilter_new (PvCapture            *capture,
                    const PvPickedLabel  *picks,
                    guint                 n,
                    PvPacketSet          *filter,
                    GCancellable         *cancellable,
                    GError              **error)
{
  g_autoptr (PvCrossfilter) self = g_new0 (PvCrossfilter, 1);

  g_return_val_if_fail (PV_IS_CAPTURE (capture) && pv_capture_get_settled (capture), NULL);
  g_return_val_if_fail (filter == NULL || pv_packet_set_get_capture (filter) == capture, NULL);

  g_atomic_ref_count_init (&self->ref_count);
  self->base.packets = filter != NULL ? pv_packet_set_ref (filter) : NULL;

  for (PvDimension dimension = 0; dimension < PV_N_DIMENSIONS; dimension++)
    {
      if (g_cancellable_set_error_if_cancelled (cancellable, error) ||
          !add_dimension (self, capture, picks, n, dimension, error))
        return NULL;
    }

  if (!combine (self, 0, &self->selected, error))
    return NULL;
  for (PvFamily family = 0; family < PV_N_FAMILIES; family++)
    {
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return NULL;
      /* most families have no picks, and share what is selected: whoever counts both counts once */
      if (pv_subset_is_whole (&self->picked[family]))
        self->subsets[family] = pv_subset_copy (&self->selected);
      else if (!combine (self, 1U << family, &self->subsets[family], error))
        return NULL;
    }

  if (!combine (self, TALK_FAMILIES, &self->talk, error))
    return NULL;

  return g_steal_pointer (&self);
}

const PvSubset *
pv_crossfilter_get_subset (PvCrossfilter *self,
                           PvFamily       family)
{
  g_return_val_if_fail (self != NULL && family < PV_N_FAMILIES, NULL);

  return &self->subsets[family];
}

const PvSubset *
pv_crossfilter_get_base (PvCrossfilter *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return &self->base;
}

const PvSubset *
pv_crossfilter_get_selected (PvCrossfilter *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return &self->selected;
}

const PvSubset *
pv_crossfilter_get_talk (PvCrossfilter *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return &self->talk;
}

static void
list_subset (const PvSubset *subset,
             GPtrArray      *sets)
{
  if (subset->packets != NULL)
    g_ptr_array_add (sets, pv_packet_set_ref (subset->packets));
  if (subset->answers != NULL)
    g_ptr_array_add (sets, pv_packet_set_ref (subset->answers));
}

void
pv_crossfilter_list_packets (PvCrossfilter *self,
                             GPtrArray     *sets)
{
  g_return_if_fail (self != NULL && sets != NULL);

  for (PvFamily family = 0; family < PV_N_FAMILIES; family++)
    list_subset (&self->subsets[family], sets);
  list_subset (&self->base, sets);
  list_subset (&self->selected, sets);
  list_subset (&self->talk, sets);
}
