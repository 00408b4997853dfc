/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-query-count.c: what a query covers, counted by label. */
#include "pv-query-private.h"

#include "pv-capture-private.h"
#include "pv-flow-counts.h"
#include "pv-label-class.h"
#include "pv-large.h"
#include "pv-on-demand.h"
#include "pv-parallel.h"

#include "pv-tsan.h"

/* Whether a job was given up is looked at after so many events. */
#define EVENTS_A_CHECK 65536

/* Packets with few labels of their own are counted on so many threads at most, each of so many packets at least. */
#define MAX_THREADS 8
#define PACKETS_A_THREAD ((guint64) 256 * 1024)
#define FEW_LABELS 65536

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
      if (!pv_query_covers_event (capture, query, info->event_kind, packet))
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
