/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-label-totals.c: how many labels each dimension has. */
#include "config.h"

#include "pv-label-totals.h"

#include <glib/gi18n-lib.h>

#include "pv-capture-private.h"
#include "pv-dimension-private.h"
#include "pv-error.h"
#include "pv-flow-counts.h"
#include "pv-query-private.h"

#include "pv-tsan.h"

/* Each takes memory for the counters of one dimension. */
#define MAX_THREADS 4

typedef struct
{
  PvCapture *capture;
  PvQuery queries[PV_N_DIMENSIONS];
  guint *totals;
  GCancellable *cancellable;
  guint next; /* dimension; atomic */
  gboolean failed; /* atomic */
} Count;

/* Takes one dimension after the other, until there is none. */
static gpointer
work (gpointer user_data)
{
  Count *self = user_data;
  guint dimension;

  while ((dimension = __atomic_fetch_add (&self->next, 1, __ATOMIC_RELAXED)) < PV_N_DIMENSIONS)
    {
      g_autoptr (PvCounts) counts = NULL;

      self->totals[dimension] = 0;
      if (pv_dimension_stands_back (dimension, self->capture))
        continue;

      counts = pv_query_count (self->capture, &self->queries[dimension], self->cancellable);
      if (counts == NULL)
        __atomic_store_n (&self->failed, TRUE, __ATOMIC_RELAXED);
      else
        self->totals[dimension] = pv_counts_count_labels (counts);
    }

  return NULL;
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
  GThread *threads[MAX_THREADS - 1] = { NULL };
  guint n_threads = MIN (g_get_num_processors (), MAX_THREADS) - 1;
  Count self = { .capture = capture, .totals = totals, .cancellable = cancellable };

  g_return_val_if_fail (PV_IS_CAPTURE (capture), FALSE);
  g_return_val_if_fail (subsets != NULL && totals != NULL, FALSE);

  for (guint i = 0; i < PV_N_DIMENSIONS; i++)
    {
      self.queries[i] = (PvQuery){ .dimension = i, .has_span = span != NULL, .subset = subsets[i] };
      if (span != NULL)
        self.queries[i].span = *span;
    }

  if (count_flows (&self))
    {
      for (guint i = 0; i < n_threads; i++)
        threads[i] = g_thread_try_new ("pv-totals", work, &self, NULL);
      work (&self);
      for (guint i = 0; i < n_threads; i++)
        if (threads[i] != NULL)
          g_thread_join (threads[i]);
    }
  else
    {
      self.failed = TRUE;
    }

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  if (self.failed)
    {
      g_set_error_literal (error, PV_ERROR, PV_ERROR_NO_MEMORY, _("there is not enough memory to count so many"));
      return FALSE;
    }

  return TRUE;
}
