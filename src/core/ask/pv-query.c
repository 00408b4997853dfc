/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-query.c: ranked labels of a time span. */
#include "config.h"

#include "pv-job.h"
#include "pv-query.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "pv-capture-private.h"
#include "pv-client-count.h"
#include "pv-dimension-private.h"
#include "pv-dns-figures.h"
#include "pv-error.h"
#include "pv-flow-counts.h"
#include "pv-label-class.h"
#include "pv-large.h"
#include "pv-on-demand.h"
#include "pv-parallel.h"
#include "pv-query-private.h"
#include "pv-rank-sort.h"

#include "pv-tsan.h"

/* Whether a job was given up is looked at after so many events. */
#define EVENTS_A_CHECK 65536

/* Packets with few labels of their own are counted on so many threads at most, each of so many packets at least. */
#define MAX_THREADS 8
#define PACKETS_A_THREAD ((guint64) 256 * 1024)
#define FEW_LABELS 65536

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

void
pv_query_find_events (PvCapture     *capture,
                      const PvQuery *query,
                      guint64       *first,
                      guint64       *last)
{
  const PvDimensionInfo *info = pv_dimension_get_info (query->dimension);

  *first = 0;
  *last = capture->n_packets;
  if (query->has_span && capture->sorted)
    pv_capture_find_span (capture, query->span, first, last);

  if (info->counted == PV_COUNTED_EVENTS)
    {
      const PvEvents *events = pv_dimension_info_get_events (info, capture);

      *first = pv_events_find (events, *first);
      *last = pv_events_find (events, *last);
    }
}

/* Counts of 0 for each label. NULL where memory is out. */
static PvCounts *
new_counts (PvCapture   *capture,
            PvDimension  dimension)
{
  PvLabels labels = pv_labels_of (capture, dimension);
  guint32 n = pv_labels_get_n (&labels);
  PvCount *counts = pv_brief_array0 (PvCount, n);

  return counts != NULL ? pv_counts_new_take (n, counts) : NULL;
}

/* Labels of the packets [@first, @first + @n) that the query covers, as @func says; PV_NO_ID for others. */
static void
label_packets (PvCapture          *capture,
               const PvQuery      *query,
               PvPacketLabelsFunc  func,
               guint64             first,
               guint               n,
               guint32            *labels)
{
  if (pv_subset_is_whole (&query->subset) && (!query->has_span || capture->sorted))
    {
      func (capture, first, n, labels);
      return;
    }

  /* of parts few are covered as a rule, so that one does not look at the others */
  for (guint i = 0; i < n; i++)
    {
      if (pv_query_covers (capture, query, first + i))
        func (capture, first + i, 1, &labels[i]);
      else
        labels[i] = PV_NO_ID;
    }
}

/* Counts one packet by its labels, PV_NO_ID where it has none. */
static inline void
count_packet (PvCount *counts,
              guint32  label,
              guint32  second,
              guint32  bytes,
              PvCount *total)
{
  if (label == PV_NO_ID && second == PV_NO_ID)
    return;

  total->packets++;
  total->bytes += bytes;
  if (label != PV_NO_ID)
    {
      counts[label].packets++;
      counts[label].bytes += bytes;
    }
  if (second != PV_NO_ID)
    {
      counts[second].packets++;
      counts[second].bytes += bytes;
    }
}

/* One thread's share of packets that have labels of their own. */
typedef struct
{
  PvCapture *capture;
  const PvQuery *query;
  GCancellable *cancellable;
  guint64 first;
  guint64 last;
  PvCounts *counts;
} Share;

static gboolean
count_share (gpointer shares,
             gsize    i_share)
{
  const Share *share = &((const Share *) shares)[i_share];
  PvCapture *capture = share->capture;
  const PvQuery *query = share->query;
  const PvDimensionInfo *info = pv_dimension_get_info (query->dimension);
  PvCounts *self = share->counts;
  guint32 labels[PV_PACKETS_A_TIME];
  guint32 seconds[PV_PACKETS_A_TIME];
  PvCount total = { 0, 0 };
  guint64 first = share->first;
  guint64 last = share->last;
  guint n;

  for (; first < last && !g_cancellable_is_cancelled (share->cancellable); first += n)
    {
      const PvChunk *chunk = pv_capture_get_chunk (capture, first);
      const guint32 *bytes = chunk->ip_bytes + (first & PV_CHUNK_MASK);

      n = (guint) MIN (last - first, PV_PACKETS_A_TIME - first % PV_PACKETS_A_TIME);
      label_packets (capture, query, info->packet_labels, first, n, labels);
      if (info->second_labels != NULL)
        label_packets (capture, query, info->second_labels, first, n, seconds);
      for (guint i = 0; i < n; i++)
        count_packet (self->counts, labels[i], info->second_labels != NULL ? seconds[i] : PV_NO_ID, bytes[i], &total);
    }
  self->total = total;

  return TRUE;
}

/* Adds @counts (transfer full) to @self, which is of as many labels. */
static void
add_counts (PvCounts *self,
            PvCounts *counts)
{
  for (guint i = 0; i < self->n; i++)
    {
      self->counts[i].packets += counts->counts[i].packets;
      self->counts[i].bytes += counts->counts[i].bytes;
    }
  self->total.packets += counts->total.packets;
  self->total.bytes += counts->total.bytes;
  pv_counts_unref (counts);
}

/* Counts packets that have labels of their own: where these are few, on several threads. */
static PvCounts *
count_packets (PvCapture     *capture,
               const PvQuery *query,
               GCancellable  *cancellable)
{
  g_autoptr (PvCounts) self = new_counts (capture, query->dimension);
  Share shares[MAX_THREADS];
  gboolean enough = self != NULL;
  guint64 first;
  guint64 last;
  guint n;

  if (self == NULL)
    return NULL;

  pv_query_find_events (capture, query, &first, &last);
  n = pv_parallel_get_n_parts (last - first, PACKETS_A_THREAD, MAX_THREADS);
  if (self->n > FEW_LABELS)
    n = 1;
  for (guint i = 0; i < n; i++)
    {
      shares[i] = (Share){ capture, query, cancellable, first + (last - first) * i / n,
                           first + (last - first) * (i + 1) / n, i == 0 ? self : new_counts (capture, query->dimension) };
      enough = enough && shares[i].counts != NULL && shares[i].counts->n == self->n;
    }

  if (enough)
    pv_parallel_all (n, count_share, shares);
  for (guint i = 1; i < n; i++)
    if (enough)
      add_counts (self, shares[i].counts);
    else
      g_clear_pointer (&shares[i].counts, pv_counts_unref);

  return enough ? g_steal_pointer (&self) : NULL;
}

/* Counts events. */
static PvCounts *
count_events (PvCapture     *capture,
              const PvQuery *query,
              GCancellable  *cancellable)
{
  const PvDimensionInfo *info = pv_dimension_get_info (query->dimension);
  const PvEvents *events = pv_dimension_info_get_events (info, capture);
  PvCounts *self = new_counts (capture, query->dimension);
  guint64 first;
  guint64 last;

  if (self == NULL)
    return NULL;

  pv_query_find_events (capture, query, &first, &last);
  for (guint64 i = first; i < last; i++)
    {
      guint64 packet = pv_events_get_packet (events, i);
      guint32 bytes;
      guint32 label;

      if (i % EVENTS_A_CHECK == 0 && g_cancellable_is_cancelled (cancellable))
        break;
      if (events != NULL ? !pv_query_covers_event (capture, query, info->event_kind, packet)
                         : !pv_query_covers (capture, query, packet))
        continue;

      label = pv_dimension_info_get_event_label (info, capture, events, i);
      if (label == PV_NO_ID)
        continue;
      bytes = pv_capture_get_chunk (capture, packet)->ip_bytes[packet & PV_CHUNK_MASK];
      self->counts[label].packets++;
      self->counts[label].bytes += bytes;
      self->total.packets++;
      self->total.bytes += bytes;
    }

  return self;
}

/* Counts packets that have labels of their own, and came since @before was counted of all. NULL where memory is out. */
static PvCounts *
count_more (PvCapture      *capture,
            PvDimension     dimension,
            const PvCounts *before)
{
  const PvDimensionInfo *info = pv_dimension_get_info (dimension);
  PvCounts *self = new_counts (capture, dimension);

  if (self == NULL)
    return NULL;

  self->total = before->total;
  for (guint i = 0; i < before->n; i++)
    self->counts[pv_counts_get_id (before, i)] = before->counts[i];
  for (guint64 place = before->n_packets; place < capture->n_packets; place++)
    {
      guint64 packet = pv_capture_get_number (capture, place);
      guint32 bytes = pv_capture_get_chunk (capture, packet)->ip_bytes[packet & PV_CHUNK_MASK];
      guint32 label;
      guint32 second = PV_NO_ID;

      info->packet_labels (capture, packet, 1, &label);
      if (info->second_labels != NULL)
        info->second_labels (capture, packet, 1, &second);
      count_packet (self->counts, label, second, bytes, &self->total);
    }

  return self;
}

/* Counts by label. NULL where memory is out or it was cancelled. */
static PvCounts *
count_labels (PvCapture     *capture,
              const PvQuery *query,
              GCancellable  *cancellable)
{
  g_autoptr (PvCounts) of_flows = NULL;

  /* what is being read just now may have more labels in a moment */
  if (!pv_on_demand_is_there (capture, pv_dimension_get_on_demand (query->dimension)))
    return new_counts (capture, query->dimension);

  switch (pv_dimension_get_info (query->dimension)->counted)
    {
    case PV_COUNTED_EVENTS:
      return count_events (capture, query, cancellable);

    case PV_COUNTED_PACKETS:
      return count_packets (capture, query, cancellable);

    case PV_COUNTED_FLOWS:
    default:
      break;
    }

  of_flows = pv_flow_counts_get (capture, query, cancellable);

  return of_flows != NULL ? pv_flow_counts_fold (capture, of_flows, query->dimension, query->subset.flows,
                                                 PV_DIRECTION_BOTH)
                          : NULL;
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

/* Every later query wants it beside its own. */
PvCounts *
pv_query_count_whole (PvCapture    *capture,
                      PvDimension   dimension,
                      GCancellable *cancellable)
{
  PvQuery all = { .dimension = dimension };
  PvCounts *whole = NULL;
  PvCounts *packed;
  gboolean is_there;

  g_mutex_lock (&capture->counts_lock);
  if (capture->counts[dimension] != NULL)
    whole = pv_counts_ref (capture->counts[dimension]);
  g_mutex_unlock (&capture->counts_lock);

  if (whole != NULL && whole->n_packets == capture->n_packets)
    return whole;

  /* asked before counting, so that nothing is kept that was counted too early */
  is_there = pv_on_demand_is_there (capture, pv_dimension_get_on_demand (dimension));

  if (whole != NULL)
    {
      g_autoptr (PvCounts) before = g_steal_pointer (&whole);

      whole = count_more (capture, dimension, before);
    }
  else
    whole = count_labels (capture, &all, cancellable);
  if (whole == NULL || !is_there || !capture->settled || g_cancellable_is_cancelled (cancellable))
    return whole;

  whole->n_packets = capture->n_packets;
  packed = pv_counts_pack (whole);
  pv_counts_unref (whole);
  whole = packed;

  g_mutex_lock (&capture->counts_lock);
  g_clear_pointer (&capture->counts[dimension], pv_counts_unref);
  capture->counts[dimension] = pv_counts_ref (whole);
  g_mutex_unlock (&capture->counts_lock);

  return whole;
}

PvCounts *
pv_query_count (PvCapture     *capture,
                const PvQuery *query,
                GCancellable  *cancellable)
{
  if (!query->has_span && pv_subset_is_whole (&query->subset))
    return pv_query_count_whole (capture, query->dimension, cancellable);

  return count_labels (capture, query, cancellable);
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
    counts = count_labels (capture, query, cancellable);
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
