/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-flow-counts.c: packets and bytes by flow. */
#include "pv-flow-counts.h"

#include <string.h>

#include "pv-flow-set-private.h"
#include "pv-label-class.h"
#include "pv-large.h"
#include "pv-packet-set-private.h"
#include "pv-parallel.h"
#include "pv-span.h"

#include "pv-tsan.h"

/* Threads that share the counting. Each has counters of its own, so more threads take more memory. */
#define MAX_THREADS 8

/* Fewer packets than this are counted sooner than a thread is started. */
#define PACKETS_A_THREAD ((guint64) 256 * 1024)

/* With fewer than one flow in so many labels, sorting takes less time and memory than a counter for each label. */
#define FEW_FLOWS 16

/* One thread's share of the counting. */
typedef struct
{
  PvCapture *capture;
  const PvQuery *query;
  GCancellable *cancellable;
  guint64 first;
  guint64 last;
  PvCount *counts; /* by flow */
  PvCount total;
} Share;

/* Counts the packets [i, end) of the chunk that begins at packet @base. */
static void
count_chunk (Share         *share,
             const PvChunk *chunk,
             guint64        base,
             guint          i,
             guint          end)
{
  /* A part of a capture that is still loading may be out of order: then each packet is looked at. */
  gboolean check_time = share->query->has_span && !share->capture->sorted;
  const PvPacketSet *set = share->query->subset.packets;

  for (; i < end; i++)
    {
      if (G_UNLIKELY (check_time) && !pv_span_contains (&share->query->span, chunk->time_ns[i]))
        continue;
      if (set != NULL && !pv_packet_set_contains (set, base + i))
        continue;

      pv_count_packet (share->counts, chunk, i);
    }
}

static gboolean
count_share (gpointer shares,
             gsize    i_share)
{
  Share *share = &((Share *) shares)[i_share];
  guint64 packet = share->first;

  while (packet < share->last && !g_cancellable_is_cancelled (share->cancellable))
    {
      guint place = packet & PV_CHUNK_MASK;
      guint end = (guint) MIN (PV_CHUNK_SIZE, place + (share->last - packet));

      count_chunk (share, pv_capture_get_chunk (share->capture, packet), packet - place, place, end);
      packet += end - place;
    }

  return TRUE;
}

/* Counts @n shares side by side, into the first. Returns FALSE where memory is out. */
static gboolean
count_shares (Share   *shares,
              guint    n,
              guint32  n_flows)
{
  gboolean enough = TRUE;

  for (guint i = 0; i < n; i++)
    {
      shares[i].counts = pv_brief_array0 (PvCount, n_flows);
      enough = enough && shares[i].counts != NULL;
    }

  if (enough)
    pv_parallel_all (n, count_share, shares);

  for (guint i = 1; i < n; i++)
    {
      for (guint32 flow = 0; flow < n_flows && enough; flow++)
        {
          shares[0].counts[flow].packets += shares[i].counts[flow].packets;
          shares[0].counts[flow].bytes += shares[i].counts[flow].bytes;
        }
      pv_large_free (shares[i].counts);
    }

  if (!enough)
    pv_large_free (shares[0].counts);

  return enough;
}

static PvCounts *
count_packets (PvCapture     *capture,
               const PvQuery *query,
               GCancellable  *cancellable)
{
  guint32 n_flows = capture->n_flows;
  Share shares[MAX_THREADS];
  PvCounts *counts;
  guint64 first = 0;
  guint64 last = capture->n_packets;
  guint n;

  if (query->has_span && capture->sorted)
    pv_capture_find_span (capture, query->span, &first, &last);

  n = pv_parallel_get_n_parts (last - first, PACKETS_A_THREAD, MAX_THREADS);
  /* With nearly as many flows as packets, adding up takes longer than counting. */
  if (n_flows > (last - first) / 4)
    n = 1;

  for (guint i = 0; i < n; i++)
    shares[i] = (Share){ capture, query, cancellable, first + (last - first) * i / n,
                         first + (last - first) * (i + 1) / n };

  if (!count_shares (shares, n, n_flows))
    return NULL;

  if (g_cancellable_is_cancelled (cancellable))
    {
      pv_large_free (shares[0].counts);
      return NULL;
    }

  counts = pv_counts_new_take (n_flows, shares[0].counts);
  counts->has_span = query->has_span;
  counts->span = query->span;
  counts->set_serial = query->subset.packets != NULL ? query->subset.packets->serial : 0;
  counts->n_packets = capture->n_packets;

  return counts;
}

/* Counts what came since @before was counted. NULL where memory is out. */
static PvCounts *
count_more (PvCapture      *capture,
            const PvQuery  *query,
            const PvCounts *before)
{
  PvCount *counts = pv_brief_array0 (PvCount, capture->n_flows);
  PvCounts *self;

  if (counts == NULL)
    return NULL;

  if (before->n > 0)
    memcpy (counts, before->counts, MIN (before->n, capture->n_flows) * sizeof *counts);
  for (guint64 place = before->n_packets; place < capture->n_packets; place++)
    {
      guint64 packet = pv_capture_get_number (capture, place);
      const PvChunk *chunk = pv_capture_get_chunk (capture, packet);
      guint i = packet & PV_CHUNK_MASK;

      if (query->has_span && !pv_span_contains (&query->span, chunk->time_ns[i]))
        continue;
      if (query->subset.packets != NULL && !pv_packet_set_contains (query->subset.packets, packet))
        continue;
      pv_count_packet (counts, chunk, i);
    }

  self = pv_counts_new_take (capture->n_flows, counts);
  self->set_serial = query->subset.packets != NULL ? query->subset.packets->serial : 0;
  self->has_span = query->has_span;
  self->span = query->span;
  self->n_packets = capture->n_packets;

  return self;
}

static gboolean
is_of (const PvCounts *counts,
       const PvQuery  *query)
{
  guint64 serial = query->subset.packets != NULL ? query->subset.packets->serial : 0;

  return counts != NULL && counts->set_serial == serial && counts->has_span == query->has_span &&
         (!counts->has_span ||
          (counts->span.start_ns == query->span.start_ns && counts->span.end_ns == query->span.end_ns));
}

/* The counts of the whole capture stay; of others, the last few. */
static PvCounts **
find_place (PvCapture     *capture,
            const PvQuery *query)
{
  PvCounts **recent = capture->recent_counts;

  if (!query->has_span && query->subset.packets == NULL)
    return &capture->flow_counts;

  for (guint i = 0; i < PV_N_RECENT_COUNTS; i++)
    if (is_of (recent[i], query))
      return &recent[i];

  return &recent[capture->next_recent++ % PV_N_RECENT_COUNTS];
}

/* The latest that was counted in another generation, no later than this one. (transfer full) (nullable) */
static PvCounts *
find_shared (PvCapture     *capture,
             const PvQuery *query)
{
  PvSharedCounts *shared = capture->shared_counts;
  PvCounts *best = NULL;

  if (shared == NULL)
    return NULL;

  g_mutex_lock (&shared->lock);
  for (guint i = 0; i < PV_N_SHARED_COUNTS; i++)
    if (is_of (shared->counts[i], query) && shared->counts[i]->n_packets <= capture->n_packets &&
        (best == NULL || shared->counts[i]->n_packets > best->n_packets))
      best = shared->counts[i];
  if (best != NULL)
    pv_counts_ref (best);
  g_mutex_unlock (&shared->lock);

  return best;
}

/* For later generations. */
static void
share (PvCapture     *capture,
       const PvQuery *query,
       PvCounts      *counts)
{
  PvSharedCounts *shared = capture->shared_counts;
  PvCounts **place = NULL;

  if (shared == NULL)
    return;

  g_mutex_lock (&shared->lock);
  for (guint i = 0; i < PV_N_SHARED_COUNTS && place == NULL; i++)
    if (is_of (shared->counts[i], query))
      place = &shared->counts[i];
  if (place == NULL)
    place = &shared->counts[shared->next++ % PV_N_SHARED_COUNTS];
  if (*place == NULL || !is_of (*place, query) || (*place)->n_packets < counts->n_packets)
    {
      g_clear_pointer (place, pv_counts_unref);
      *place = pv_counts_ref (counts);
    }
  g_mutex_unlock (&shared->lock);
}

PvCounts *
pv_flow_counts_get (PvCapture     *capture,
                    const PvQuery *query,
                    GCancellable  *cancellable)
{
  PvCounts *counts = NULL;
  PvCounts **place;

  if (!capture->settled)
    return count_packets (capture, query, cancellable);

  g_mutex_lock (&capture->counts_lock);
  if (is_of (capture->flow_counts, query))
    counts = pv_counts_ref (capture->flow_counts);
  for (guint i = 0; i < PV_N_RECENT_COUNTS && counts == NULL; i++)
    if (is_of (capture->recent_counts[i], query))
      counts = pv_counts_ref (capture->recent_counts[i]);
  g_mutex_unlock (&capture->counts_lock);

  if (counts != NULL && counts->n_packets == capture->n_packets)
    return counts;
  if (capture->shared_counts != NULL)
    {
      g_autoptr (PvCounts) other = find_shared (capture, query);

      if (other != NULL && (counts == NULL || other->n_packets > counts->n_packets))
        {
          g_clear_pointer (&counts, pv_counts_unref);
          counts = g_steal_pointer (&other);
        }
    }

  if (counts != NULL)
    {
      g_autoptr (PvCounts) before = g_steal_pointer (&counts);

      counts = count_more (capture, query, before);
    }
  else
    counts = count_packets (capture, query, cancellable);
  if (counts == NULL)
    return NULL;

  g_mutex_lock (&capture->counts_lock);
  place = find_place (capture, query);
  g_clear_pointer (place, pv_counts_unref);
  *place = pv_counts_ref (counts);
  g_mutex_unlock (&capture->counts_lock);
  share (capture, query, counts);

  return counts;
}

static gboolean
is_wanted (PvCapture   *capture,
           guint32      flow,
           PvLabelClass label_class,
           PvFlowSet   *flows,
           PvDirection  direction)
{
  gboolean from_client;

  if (flows != NULL && !pv_flow_set_contains (flows, flow))
    return FALSE;

  if (direction == PV_DIRECTION_BOTH)
    return TRUE;

  from_client = label_class == PV_LABEL_CONVERSATION
                  ? pv_conversation_index_is_from_client (capture->conversations, flow)
                  : pv_capture_is_from_client (capture, flow);

  return from_client == (direction == PV_DIRECTION_TO_SERVER);
}

/* What one flow adds to one label. */
typedef struct
{
  guint32 label;
  PvCount count;
} Addend;

static int
compare_addends (const void *a,
                 const void *b)
{
  guint32 x = ((const Addend *) a)->label;
  guint32 y = ((const Addend *) b)->label;

  return x < y ? -1 : x > y;
}

static void
add_count (PvCount       *sum,
           const PvCount *count)
{
  sum->packets += count->packets;
  sum->bytes += count->bytes;
}

/* Adds up by label. Returns FALSE where memory is out. */
static gboolean
add_up (PvCounts *self,
        Addend   *addends,
        guint     n)
{
  guint n_labels = 0;

  qsort (addends, n, sizeof *addends, compare_addends);
  for (guint i = 0; i < n; i++)
    if (n_labels > 0 && addends[n_labels - 1].label == addends[i].label)
      add_count (&addends[n_labels - 1].count, &addends[i].count);
    else
      addends[n_labels++] = addends[i];

  self->ids = g_try_new (guint32, MAX (n_labels, 1));
  self->counts = pv_brief_array (PvCount, n_labels);
  if (self->ids == NULL || self->counts == NULL)
    return FALSE;

  for (guint i = 0; i < n_labels; i++)
    {
      self->ids[i] = addends[i].label;
      self->counts[i] = addends[i].count;
    }
  self->n = n_labels;

  return TRUE;
}

PvCounts *
pv_flow_counts_fold (PvCapture      *capture,
                     const PvCounts *of_flows,
                     PvDimension     dimension,
                     PvFlowSet      *flows,
                     PvDirection     direction)
{
  const PvDimensionInfo *info = pv_dimension_get_info (dimension);
  PvFlowLabelsFunc get_labels = info->flow_labels;
  PvLabels classes = pv_labels_of (capture, dimension);
  pv_large_autofree Addend *addends = NULL;
  pv_large_autofree PvCount *counts = NULL;
  g_autoptr (PvCounts) folded = NULL;
  gsize n_addends = 0;
  guint32 labels[2];
  guint32 n;

  /* Conversations are numbered where they are first asked for: all of them, before there can be room. */
  for (guint32 flow = 0; flow < of_flows->n && info->label_class == PV_LABEL_CONVERSATION; flow++)
    if (of_flows->counts[flow].packets > 0)
      (void) get_labels (capture, flow, labels);

  n = pv_labels_get_n (&classes);
  /* Few flows use but few of all ports: counters for the others would be most of what a small capture takes. */
  if (n / FEW_FLOWS > of_flows->n)
    addends = pv_brief_array (Addend, of_flows->n * G_N_ELEMENTS (labels));
  else
    counts = pv_brief_array0 (PvCount, n);
  if (addends == NULL && counts == NULL)
    return NULL;

  folded = pv_counts_new_take (0, NULL);
  for (guint32 flow = 0; flow < of_flows->n; flow++)
    {
      const PvCount *count = &of_flows->counts[flow];
      guint n_labels;

      /* also because while a capture loads, others are not to be looked at yet */
      if (count->packets == 0 || !is_wanted (capture, flow, info->label_class, flows, direction))
        continue;

      n_labels = get_labels (capture, flow, labels);
      for (guint i = 0; i < n_labels; i++)
        if (addends != NULL)
          addends[n_addends++] = (Addend){ labels[i], *count };
        else
          add_count (&counts[labels[i]], count);
      if (n_labels > 0)
        add_count (&folded->total, count);
    }

  if (addends != NULL)
    return add_up (folded, addends, (guint) n_addends) ? g_steal_pointer (&folded) : NULL;

  folded->n = n;
  folded->counts = g_steal_pointer (&counts);

  return g_steal_pointer (&folded);
}
