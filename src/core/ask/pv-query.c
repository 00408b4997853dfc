/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-query.c: ranked labels of a time span. */
#include "config.h"

#include "pv-query.h"

#include <glib/gi18n-lib.h>

#include "pv-capture-private.h"
#include "pv-client-count.h"
#include "pv-dimension-private.h"
#include "pv-error.h"
#include "pv-label-order.h"
#include "pv-packet-set-private.h"

#include "pv-tsan.h"

/* Threads that share the counting. Each has counters of its own, so more threads take more memory. */
#define MAX_THREADS 8

/* Fewer packets than this are counted sooner than a thread is started. */
#define PACKETS_A_THREAD ((guint64) 256 * 1024)

typedef PvCount Count;

typedef struct
{
  PvRanking ranking;
  gatomicrefcount ref_count;
} Ranking;

/* One thread's share of the counting. */
typedef struct
{
  PvCapture *capture;
  const PvDimensionInfo *info;
  const PvQuery *query;
  GCancellable *cancellable;
  guint64 first; /* packets, or lookups */
  guint64 last;
  guint n_labels;
  Count *counts; /* by id */
  Count total;
} Share;

PvRanking *
pv_ranking_ref (PvRanking *self)
{
  g_atomic_ref_count_inc (&((Ranking *) self)->ref_count);

  return self;
}

void
pv_ranking_unref (PvRanking *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&((Ranking *) self)->ref_count))
    return;

  g_free (self->ranks);
  g_free (self);
}

static inline void
count (Share   *share,
       guint32  id,
       guint32  bytes)
{
  Count *known = &share->counts[id];

  known->packets++;
  known->bytes += bytes;
}

static inline gboolean
is_inside (const Share *share,
           gint64       time_ns)
{
  return time_ns >= share->query->span.start_ns && time_ns < share->query->span.end_ns;
}

/* Counts the packets [i, end) of the segment that begins at packet @base. */
static void
count_segment (Share           *share,
               const PvSegment *segment,
               guint64          base,
               guint            i,
               guint            end)
{
  const guint32 *first = segment->ids[share->info->columns[0]];
  const guint32 *second = share->info->n_columns > 1 ? segment->ids[share->info->columns[1]] : NULL;
  /* A part of a capture that is still loading may be out of order: then each packet is looked at. */
  gboolean check_time = share->query->has_span && !share->capture->sorted;
  const PvPacketSet *set = share->query->set;

  for (; i < end; i++)
    {
      guint32 bytes = segment->ip_bytes[i];
      gboolean counted = FALSE;

      if (G_UNLIKELY (check_time) && !is_inside (share, segment->time_ns[i]))
        continue;
      if (set != NULL && !pv_packet_set_contains (set, base + i))
        continue;

      if (first[i] != PV_NO_ID)
        {
          count (share, first[i], bytes);
          counted = TRUE;
        }
      if (second != NULL && second[i] != PV_NO_ID && second[i] != first[i])
        {
          count (share, second[i], bytes);
          counted = TRUE;
        }

      share->total.packets += counted;
      share->total.bytes += counted ? bytes : 0;
    }
}

static void
count_packets (Share *share)
{
  guint64 packet = share->first;

  while (packet < share->last && !g_cancellable_is_cancelled (share->cancellable))
    {
      guint place = packet & PV_SEGMENT_MASK;
      guint end = (guint) MIN (PV_SEGMENT_SIZE, place + (share->last - packet));

      count_segment (share, pv_capture_get_segment (share->capture, packet), packet - place, place,
                     end);
      packet += end - place;
    }
}

static void
count_lookups (Share *share)
{
  const PvLookups *lookups = &share->capture->lookups[share->info->lookup_kind];
  gboolean check_time = share->query->has_span && !share->capture->sorted;

  for (guint64 i = share->first; i < share->last; i++)
    {
      guint32 packet = pv_lookups_get_packet (lookups, i);
      const PvSegment *segment = pv_capture_get_segment (share->capture, packet);
      guint place = packet & PV_SEGMENT_MASK;

      if (check_time && !is_inside (share, segment->time_ns[place]))
        continue;
      if (share->query->set != NULL && !pv_packet_set_contains (share->query->set, packet))
        continue;

      count (share, pv_lookups_get_name (lookups, i), segment->ip_bytes[place]);
      share->total.packets++;
      share->total.bytes += segment->ip_bytes[place];
    }
}

static gpointer
count_share (gpointer user_data)
{
  Share *share = user_data;

  if (share->info->events == PV_EVENTS_PACKETS)
    count_packets (share);
  else
    count_lookups (share);

  return NULL;
}

/* The events that the query covers. */
static void
find_events (PvCapture             *capture,
             const PvDimensionInfo *info,
             const PvQuery         *query,
             guint64               *first,
             guint64               *last)
{
  *first = 0;
  *last = capture->n_packets;
  if (query->has_span && capture->sorted)
    pv_capture_find_span (capture, query->span, first, last);

  if (info->events == PV_EVENTS_LOOKUPS)
    {
      const PvLookups *lookups = &capture->lookups[info->lookup_kind];

      *first = pv_lookups_find (lookups, *first);
      *last = pv_lookups_find (lookups, *last);
    }
}

/* Adds up into the first share. */
static void
add_shares (Share *shares,
            guint  n)
{
  for (guint i = 1; i < n; i++)
    {
      for (guint id = 0; id < shares[0].n_labels; id++)
        {
          shares[0].counts[id].packets += shares[i].counts[id].packets;
          shares[0].counts[id].bytes += shares[i].counts[id].bytes;
        }
      shares[0].total.packets += shares[i].total.packets;
      shares[0].total.bytes += shares[i].total.bytes;
    }
}

/* Counts on as many threads as the events are worth. Returns the number of shares, of which the first
 * has the sums; 0 where memory is out. */
static guint
count_all (PvCapture             *capture,
           const PvDimensionInfo *info,
           const PvQuery         *query,
           GCancellable          *cancellable,
           Share                 *shares)
{
  GThread *threads[MAX_THREADS] = { NULL };
  guint n_labels = pv_label_table_get_n (pv_capture_get_labels (capture, query->dimension));
  guint64 first;
  guint64 last;
  guint n;

  find_events (capture, info, query, &first, &last);

  n = (guint) CLAMP ((last - first) / PACKETS_A_THREAD, 1, MIN (MAX_THREADS, g_get_num_processors ()));
  g_assert (n > 0);
  /* With nearly as many labels as events, adding up takes longer than counting. */
  if (n_labels > (last - first) / 4)
    n = 1;

  for (guint i = 0; i < n; i++)
    {
      shares[i] = (Share){ capture, info, query, cancellable };
      shares[i].first = first + (last - first) * i / n;
      shares[i].last = first + (last - first) * (i + 1) / n;
      shares[i].n_labels = n_labels;
      shares[i].counts = g_try_new0 (Count, MAX (n_labels, 1));
      if (shares[i].counts == NULL)
        {
          while (i-- > 0)
            g_free (shares[i].counts);
          return 0;
        }
    }

  for (guint i = 1; i < n; i++)
    threads[i] = g_thread_try_new ("pv-query", count_share, &shares[i], NULL);

  count_share (&shares[0]);
  for (guint i = 1; i < n; i++)
    {
      if (threads[i] != NULL)
        g_thread_join (threads[i]);
      else
        count_share (&shares[i]);
    }

  add_shares (shares, n);

  return n;
}

typedef struct
{
  PvMetric metric;
  PvLabelOrder labels;
} Order;

static inline guint64
get_value (const Order  *order,
           const PvRank *rank)
{
  return order->metric == PV_METRIC_BYTES ? rank->bytes : rank->packets;
}

static int
compare_values (gconstpointer a,
                gconstpointer b,
                gpointer      user_data)
{
  guint64 x = get_value (user_data, a);
  guint64 y = get_value (user_data, b);

  return x > y ? -1 : x < y;
}

static int
compare_ranks (gconstpointer a,
               gconstpointer b,
               gpointer      user_data)
{
  int difference = compare_values (a, b, user_data);

  return difference != 0 ? difference : pv_label_order_compare (&((const Order *) user_data)->labels,
                                                                ((const PvRank *) a)->id, ((const PvRank *) b)->id);
}

/* A rank with the beginning of its label, so that sorting seldom has to go and look for labels. */
typedef struct
{
  guint64 prefix;
  PvRank rank;
} Tie;

static int
compare_ties (gconstpointer a,
              gconstpointer b,
              gpointer      user_data)
{
  const Tie *x = a;
  const Tie *y = b;

  if (x->prefix != y->prefix)
    return x->prefix < y->prefix ? -1 : 1;

  return pv_label_order_compare (&((const Order *) user_data)->labels, x->rank.id, y->rank.id);
}

/* Sorts ranks of one value by label. Returns FALSE where memory is out. */
static gboolean
sort_ties (PvRank      *ranks,
           guint        n,
           const Order *order)
{
  g_autofree Tie *ties = g_try_new (Tie, n);

  if (ties == NULL)
    return FALSE;

  for (guint i = 0; i < n; i++)
    ties[i] = (Tie){ pv_label_order_get_prefix (&order->labels, ranks[i].id), ranks[i] };
  qsort_r (ties, n, sizeof *ties, compare_ties, (gpointer) order);
  for (guint i = 0; i < n; i++)
    ranks[i] = ties[i].rank;

  return TRUE;
}

static gboolean
sort_ranks (PvRank      *ranks,
            guint        n,
            const Order *order)
{
  guint end;

  /* GLib's own would end the program where it has no memory; this one then takes longer. */
  qsort_r (ranks, n, sizeof *ranks, compare_values, (gpointer) order);

  for (guint start = 0; start < n; start = end)
    {
      end = start + 1;
      while (end < n && get_value (order, &ranks[end]) == get_value (order, &ranks[start]))
        end++;
      if (end - start > 1 && !sort_ties (ranks + start, end - start, order))
        return FALSE;
    }

  return TRUE;
}

static void
swap_ranks (PvRank *a,
            PvRank *b)
{
  PvRank swap = *a;

  *a = *b;
  *b = swap;
}

/* Moves the worst of the heap's ranks, which has sunk to @i, to where it belongs. */
static void
sift_down (PvRank      *heap,
           guint        n,
           guint        i,
           const Order *order)
{
  for (;;)
    {
      guint worst = i;

      for (guint child = 2 * i + 1; child <= 2 * i + 2 && child < n; child++)
        if (compare_ranks (&heap[child], &heap[worst], (gpointer) order) > 0)
          worst = child;

      if (worst == i)
        return;

      swap_ranks (&heap[i], &heap[worst]);
      i = worst;
    }
}

/* Moves the best @limit of @n ranks to the front, in any order: a heap whose top is the worst of the
 * best so far. */
static void
select_best (PvRank      *ranks,
             guint        n,
             guint        limit,
             const Order *order)
{
  for (guint i = limit / 2; i-- > 0;)
    sift_down (ranks, limit, i, order);

  for (guint i = limit; i < n; i++)
    if (compare_ranks (&ranks[i], &ranks[0], (gpointer) order) < 0)
      {
        swap_ranks (&ranks[i], &ranks[0]);
        sift_down (ranks, limit, 0, order);
      }
}

/* Makes the ranked list. Returns FALSE where memory is out. */
static gboolean
rank (PvRanking      *ranking,
      const Share    *share,
      const PvCounts *whole,
      const guint32  *clients,
      const Order    *order)
{
  guint limit = ranking->query.limit;
  PvRank *smaller;
  guint n = 0;

  for (guint id = 0; id < share->n_labels; id++)
    n += share->counts[id].packets > 0;

  ranking->n_labels = n;
  ranking->ranks = g_try_new (PvRank, MAX (n, 1));
  if (ranking->ranks == NULL)
    return FALSE;

  n = 0;
  for (guint id = 0; id < share->n_labels; id++)
    if (share->counts[id].packets > 0)
      {
        PvCount in_all = whole->counts[id];

        ranking->ranks[n++] = (PvRank){ id, clients != NULL ? clients[id] : 0, share->counts[id].packets,
                                        share->counts[id].bytes, in_all.packets, in_all.bytes };
        ranking->max_whole_packets = MAX (ranking->max_whole_packets, in_all.packets);
        ranking->max_whole_bytes = MAX (ranking->max_whole_bytes, in_all.bytes);
      }

  if (limit > 0 && limit < n)
    {
      select_best (ranking->ranks, n, limit, order);
      n = limit;
      smaller = g_try_renew (PvRank, ranking->ranks, n);
      if (smaller != NULL)
        ranking->ranks = smaller;
    }

  ranking->n_ranks = n;

  return sort_ranks (ranking->ranks, n, order);
}

/* Whether the query covers the whole capture. */
static gboolean
is_whole (const PvQuery *query)
{
  return !query->has_span && query->set == NULL;
}

/* Keeps a complete capture's counts with it: every later query wants them beside its own. Returns
 * them, or NULL where they are not known yet. */
static const PvCounts *
get_whole (PvCapture   *capture,
           PvDimension  dimension)
{
  const PvCounts *whole;

  g_mutex_lock (&capture->counts_lock);
  whole = capture->counts[dimension];
  g_mutex_unlock (&capture->counts_lock);

  return whole;
}

static const PvCounts *
keep_whole (PvCapture   *capture,
            PvDimension  dimension,
            Share       *share)
{
  PvCounts *whole = g_new0 (PvCounts, 1);

  whole->n = share->n_labels;
  whole->counts = g_steal_pointer (&share->counts);
  whole->total = share->total;

  g_mutex_lock (&capture->counts_lock);
  if (capture->counts[dimension] == NULL)
    capture->counts[dimension] = g_steal_pointer (&whole);
  g_mutex_unlock (&capture->counts_lock);

  /* Another thread was faster. */
  g_clear_pointer (&whole, pv_counts_free);

  return get_whole (capture, dimension);
}

/* Counts the whole capture. For a part of one, which soon is another, nothing is kept: then @share
 * owns the counts that are returned in @own. Returns NULL where memory is out or it was cancelled. */
static const PvCounts *
count_whole (PvCapture     *capture,
             const PvQuery *query,
             GCancellable  *cancellable,
             PvCounts      *own)
{
  PvQuery all = { .dimension = query->dimension };
  const PvCounts *whole = get_whole (capture, query->dimension);
  Share shares[MAX_THREADS];
  guint n;

  if (whole != NULL)
    return whole;

  n = count_all (capture, pv_dimension_get_info (query->dimension), &all, cancellable, shares);
  if (n == 0)
    return NULL;

  for (guint i = 1; i < n; i++)
    g_free (shares[i].counts);

  if (g_cancellable_is_cancelled (cancellable))
    {
      g_free (shares[0].counts);
      return NULL;
    }

  if (pv_capture_get_complete (capture))
    return keep_whole (capture, query->dimension, &shares[0]);

  *own = (PvCounts){ shares[0].n_labels, shares[0].counts, shares[0].total };

  return own;
}

/* Counts what the query covers, and ranks it beside the whole. Returns FALSE where memory is out or
 * it was cancelled. */
static gboolean
answer (PvCapture      *capture,
        GCancellable   *cancellable,
        const PvCounts *whole,
        PvRanking      *ranking)
{
  const PvQuery *query = &ranking->query;
  const PvDimensionInfo *info = pv_dimension_get_info (query->dimension);
  Order order = { query->metric, pv_label_order_of (capture, query->dimension) };
  g_autofree guint32 *clients = NULL;
  Share shares[MAX_THREADS];
  guint n = 0;
  gboolean done;

  if (query->with_clients && info->events == PV_EVENTS_LOOKUPS)
    {
      guint64 first;
      guint64 last;

      find_events (capture, info, query, &first, &last);
      clients = pv_client_count (capture, query, first, last);
      if (clients == NULL)
        return FALSE;
    }

  ranking->whole_packets = whole->total.packets;
  ranking->whole_bytes = whole->total.bytes;

  if (is_whole (query))
    {
      shares[0] = (Share){ .n_labels = whole->n, .counts = whole->counts, .total = whole->total };
    }
  else
    {
      n = count_all (capture, info, query, cancellable, shares);
      if (n == 0)
        return FALSE;
    }

  ranking->packets = shares[0].total.packets;
  ranking->bytes = shares[0].total.bytes;
  done = !g_cancellable_is_cancelled (cancellable) && rank (ranking, &shares[0], whole, clients, &order);
  for (guint i = 0; i < n; i++)
    g_free (shares[i].counts);

  return done;
}

PvRanking *
pv_query_run (PvCapture      *capture,
              const PvQuery  *query,
              GCancellable   *cancellable,
              GError        **error)
{
  g_autoptr (PvRanking) ranking = NULL;
  const PvCounts *whole;
  PvCounts own = { 0 };
  gboolean done;

  g_return_val_if_fail (PV_IS_CAPTURE (capture), NULL);
  g_return_val_if_fail (query != NULL && query->dimension < PV_N_DIMENSIONS, NULL);
  g_return_val_if_fail (query->set == NULL || pv_packet_set_get_capture (query->set) == capture, NULL);

  ranking = (PvRanking *) g_new0 (Ranking, 1);
  g_atomic_ref_count_init (&((Ranking *) ranking)->ref_count);
  ranking->query = *query;

  whole = count_whole (capture, query, cancellable, &own);
  done = whole != NULL && answer (capture, cancellable, whole, ranking);
  g_free (own.counts);
  ranking->query.set = NULL;

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

  g_clear_pointer (&self->query.set, pv_packet_set_unref);
  g_object_unref (self->capture);
  g_free (self);
}

static void
run_thread (GTask        *task,
            gpointer      source_object,
            gpointer      task_data,
            GCancellable *cancellable)
{
  RunData *data = task_data;
  GError *error = NULL;
  PvRanking *ranking = pv_query_run (data->capture, &data->query, cancellable, &error);

  if (ranking != NULL)
    g_task_return_pointer (task, ranking, (GDestroyNotify) pv_ranking_unref);
  else
    g_task_return_error (task, error);
}

void
pv_query_run_async (PvCapture           *capture,
                    const PvQuery       *query,
                    GCancellable        *cancellable,
                    GAsyncReadyCallback  callback,
                    gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;
  RunData *data;

  g_return_if_fail (PV_IS_CAPTURE (capture));
  g_return_if_fail (query != NULL);

  data = g_new0 (RunData, 1);
  data->capture = g_object_ref (capture);
  data->query = *query;
  if (query->set != NULL)
    data->query.set = pv_packet_set_ref (query->set);

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, pv_query_run_async);
  g_task_set_task_data (task, data, run_data_free);
  g_task_run_in_thread (task, run_thread);
}

PvRanking *
pv_query_run_finish (GAsyncResult  *result,
                     GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
