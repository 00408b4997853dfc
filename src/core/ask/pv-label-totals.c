/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-label-totals.c: how many labels each dimension has. */
#include "config.h"

#include "pv-label-totals.h"

#include <glib/gi18n-lib.h>

#include "pv-capture-private.h"
#include "pv-dimension-private.h"
#include "pv-error.h"
#include "pv-flow-counts.h"
#include "pv-parallel.h"
#include "pv-query-private.h"

/* Each takes memory for the counters of one dimension. */
#define MAX_THREADS 4

typedef struct
{
  PvCapture *capture;
  PvQuery queries[PV_N_DIMENSIONS];
  guint *totals;
  GCancellable *cancellable;
} Count;

static gboolean
count_labels (gpointer user_data,
              gsize    dimension)
{
  Count *self = user_data;
  g_autoptr (PvCounts) counts = NULL;

  self->totals[dimension] = 0;
  if (pv_dimension_stands_back ((PvDimension) dimension, self->capture))
    return TRUE;

  counts = pv_query_count (self->capture, &self->queries[dimension], self->cancellable);
  if (counts != NULL)
    self->totals[dimension] = pv_counts_count_labels (counts);

  return counts != NULL;
}

/* What all dimensions of flows begin with is counted first, so that no two threads do. FALSE where memory is out. */
static gboolean
count_flows (Count *self)
{
  const PvPacketSet *last = NULL;
  gboolean done = FALSE;

  for (guint i = 0; i < PV_N_DIMENSIONS; i++)
    {
      const PvQuery *query = &self->queries[i];
      g_autoptr (PvCounts) counts = NULL;

      if (pv_dimension_get_info (i)->counted != PV_COUNTED_FLOWS || (done && query->subset.packets == last))
        continue;
      done = TRUE;
      last = query->subset.packets;
      counts = pv_flow_counts_get (self->capture, query, self->cancellable);
      if (counts == NULL)
        return FALSE;
    }

  return TRUE;
}

gboolean
pv_label_totals_count (PvCapture       *capture,
                       const PvSpan    *span,
                       const PvSubset  *subsets,
                       guint           *totals,
                       GCancellable    *cancellable,
                       GError         **error)
{
  gboolean enough;
  Count self = { .capture = capture, .totals = totals, .cancellable = cancellable };

  g_return_val_if_fail (PV_IS_CAPTURE (capture), FALSE);
  g_return_val_if_fail (subsets != NULL && totals != NULL, FALSE);

  for (guint i = 0; i < PV_N_DIMENSIONS; i++)
    {
      self.queries[i] = (PvQuery){ .dimension = i, .has_span = span != NULL, .subset = subsets[i] };
      if (span != NULL)
        self.queries[i].span = *span;
    }

  enough = count_flows (&self) && pv_parallel_all_on (MAX_THREADS, PV_N_DIMENSIONS, count_labels, &self);

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  if (!enough)
    {
      g_set_error_literal (error, PV_ERROR, PV_ERROR_NO_MEMORY, _("there is not enough memory to count so many"));
      return FALSE;
    }

  return TRUE;
}
