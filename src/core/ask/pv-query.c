/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-query.c: ranked labels of a time span. */
#include "config.h"

#include "pv-query.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "pv-client-count.h"
#include "pv-dimension-private.h"
#include "pv-dns-figures.h"
#include "pv-error.h"
#include "pv-job.h"
#include "pv-label-class.h"
#include "pv-large.h"
#include "pv-on-demand.h"
#include "pv-query-private.h"
#include "pv-rank-sort.h"

PvRanking *
pv_ranking_ref (PvRanking *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
clear_ranking (gpointer data)
{
  PvRanking *self = data;

  g_free (self->ranks);
  g_free (self->outcomes);
  g_clear_object (&self->other);
}

void
pv_ranking_unref (PvRanking *self)
{
  if (self != NULL)
    g_atomic_rc_box_release_full (self, clear_ranking);
}

PvRanking *
pv_ranking_new (const PvQuery *query)
{
  PvRanking *self = g_atomic_rc_box_new0 (PvRanking);

  self->query = *query;

  return self;
}

char *
pv_ranking_dup_label (const PvRanking *self,
                      PvCapture       *capture,
                      const PvRank    *rank)
{
  g_return_val_if_fail (self != NULL && rank != NULL, NULL);

  if (pv_ranking_is_gone (self, rank))
    return pv_capture_dup_label (self->other, self->query.dimension, rank->id & ~PV_RANK_GONE);

  return pv_capture_dup_label (capture, self->query.dimension, rank->id);
}

/* Moves the rank of what has no label of its own behind all others. Returns how many there are, which is 1 or 0. */
static guint
move_rest (PvRank *ranks,
           guint   n)
{
  PvRank rest;

  /* in the order of ids, it comes first */
  if (n == 0 || ranks[0].id != PV_ID_NOT_NAMED)
    return 0;

  rest = ranks[0];
  ranks[0] = ranks[n - 1];
  ranks[n - 1] = rest;

  return 1;
}

/* Lists all labels that are counted, in the order of ids. */
static void
list_ranks (PvRanking      *ranking,
            const PvCounts *counts,
            const PvCounts *whole,
            const guint32  *clients,
            PvRank         *ranks)
{
  guint in_whole = 0;
  guint n = 0;

  for (guint i = 0; i < counts->n; i++)
    if (counts->counts[i].packets > 0)
      {
        guint32 id = pv_counts_get_id (counts, i);
        PvCount in_all = counts->counts[i];

        /* What occurs in a part occurs in the whole, in the same order; but for what is known better by now of a
         * capture that grows, as who was the client. */
        while (in_whole < whole->n && pv_counts_get_id (whole, in_whole) < id)
          in_whole++;
        if (in_whole < whole->n && pv_counts_get_id (whole, in_whole) == id)
          in_all = whole->counts[in_whole];

        ranks[n++] = (PvRank){ id, clients != NULL ? clients[id] : 0, counts->counts[i].packets,
                               counts->counts[i].bytes, in_all.packets, in_all.bytes };
        ranking->max_whole_packets = MAX (ranking->max_whole_packets, in_all.packets);
        ranking->max_whole_bytes = MAX (ranking->max_whole_bytes, in_all.bytes);
      }
}

/* The first @limit of the @n ranks, of which the last @n_rest come last. Those that are left out may be many.
 * (transfer full) (nullable): NULL where memory is out */
static PvRank *
select_ranks (PvRank              *ranks,
              guint                n,
              guint                n_rest,
              guint                limit,
              const PvRankSorting *sorting)
{
  PvRank *selected = g_try_new (PvRank, limit);

  if (selected == NULL)
    return NULL;

  if (limit > n_rest)
    pv_rank_sort_select (ranks, n - n_rest, limit - n_rest, sorting);
  memcpy (selected, ranks, limit * sizeof *selected);
  if (n_rest > 0)
    selected[limit - 1] = ranks[n - 1];

  return selected;
}

/* Makes the ranked list. Returns FALSE where memory is out. */
static gboolean
rank (PvRanking           *ranking,
      const PvCounts      *counts,
      const PvCounts      *whole,
      const guint32       *clients,
      const PvRankSorting *sorting)
{
  guint limit = ranking->query.limit;
  guint n = pv_counts_count_labels (counts);
  gboolean is_cut = limit > 0 && limit < n;
  pv_large_autofree PvRank *all = is_cut ? pv_brief_array (PvRank, n) : NULL;
  PvRank *ranks = is_cut ? all : g_try_new (PvRank, MAX (n, 1));
  guint n_rest = 0;

  ranking->n_labels = n;
  if (!is_cut)
    ranking->ranks = ranks;
  if (ranks == NULL)
    return FALSE;

  list_ranks (ranking, counts, whole, clients, ranks);
  if (pv_dimension_has_rest (ranking->query.dimension))
    n_rest = move_rest (ranks, n);
  if (is_cut)
    {
      ranking->ranks = select_ranks (ranks, n, n_rest, limit, sorting);
      if (ranking->ranks == NULL)
        return FALSE;
      n = limit;
    }

  ranking->n_ranks = n;

  return pv_rank_sort (&ranking->ranks, n - n_rest, n, sorting);
}

/* Counts what the query covers, and ranks it beside the whole. Returns FALSE where memory is out or
 * it was cancelled. */
static gboolean
answer (PvCapture    *capture,
        GCancellable *cancellable,
        PvRanking    *ranking)
{
  const PvQuery *query = &ranking->query;
  const PvDimensionInfo *info = pv_dimension_get_info (query->dimension);
  g_autoptr (PvCounts) whole = pv_query_count_whole (capture, query->dimension, cancellable);
  g_autoptr (PvCounts) counts = NULL;
  g_autofree guint32 *clients = NULL;
  PvRankSorting sorting = { query->measure, info->in_label_order, pv_labels_of (capture, query->dimension) };

  if (whole == NULL)
    return FALSE;

  if (query->with_clients && info->counted == PV_COUNTED_EVENTS)
    {
      clients = pv_client_count (capture, query);
      if (clients == NULL)
        return FALSE;
    }

  if (!query->has_span && pv_subset_is_whole (&query->subset))
    counts = pv_counts_ref (whole);
  else
    counts = pv_query_count (capture, query, cancellable);
  if (counts == NULL || g_cancellable_is_cancelled (cancellable))
    return FALSE;

  ranking->whole_packets = whole->total.packets;
  ranking->whole_bytes = whole->total.bytes;
  ranking->packets = counts->total.packets;
  ranking->bytes = counts->total.bytes;

  return rank (ranking, counts, whole, clients, &sorting) && pv_dns_figures_split (capture, query, ranking);
}

PvRanking *
pv_query_run (PvCapture      *capture,
              const PvQuery  *query,
              GCancellable   *cancellable,
              GError        **error)
{
  g_autoptr (PvRanking) ranking = NULL;
  gboolean done;

  g_return_val_if_fail (PV_IS_CAPTURE (capture), NULL);
  g_return_val_if_fail (query != NULL && query->dimension < PV_N_DIMENSIONS, NULL);
  g_return_val_if_fail (pv_subset_is_of (&query->subset, capture), NULL);

  ranking = pv_ranking_new (query);

  /* nothing is known yet of what has to be read first */
  if (!pv_on_demand_is_there (capture, pv_dimension_get_on_demand (query->dimension)))
    {
      ranking->query.subset = (PvSubset){ NULL, NULL };
      return g_steal_pointer (&ranking);
    }

  done = answer (capture, cancellable, ranking);
  ranking->query.subset = (PvSubset){ NULL, NULL, NULL };

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;

  if (!done)
    {
      g_set_error_literal (error, PV_ERROR, PV_ERROR_NO_MEMORY, _("there is not enough memory to rank so many"));
      return NULL;
    }

  return g_steal_pointer (&ranking);
}

typedef struct
{
  PvCapture *capture;
  PvQuery query;
} RunData;

static void
run_data_free (gpointer data)
{
  RunData *self = data;

  pv_query_clear (&self->query);
  g_object_unref (self->capture);
  g_free (self);
}

static gpointer
run (gpointer       source,
     gpointer       data,
     GCancellable  *cancellable,
     GError       **error)
{
  const RunData *run = data;

  return pv_query_run (run->capture, &run->query, cancellable, error);
}

static const PvJob run_job = { run, (GDestroyNotify) pv_ranking_unref, run_data_free };

void
pv_query_run_async (PvCapture           *capture,
                    const PvQuery       *query,
                    GCancellable        *cancellable,
                    GAsyncReadyCallback  callback,
                    gpointer             user_data)
{
  RunData *data;

  g_return_if_fail (PV_IS_CAPTURE (capture));
  g_return_if_fail (query != NULL);

  data = g_new0 (RunData, 1);
  data->capture = g_object_ref (capture);
  data->query = pv_query_copy (query);

  pv_job_run_async (&run_job, NULL, data, cancellable, callback, user_data);
}

PvRanking *
pv_query_run_finish (GAsyncResult  *result,
                     GError       **error)
{
  return pv_job_run_finish (&run_job, result, error);
}
