/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-series.c: bytes over time, binned, at the resolution of a screen.
 *
 * Non-empty bins are put into groups, and a tree over the groups knows each one's smallest and
 * largest value. A pixel column is answered from the tree for the groups that lie inside it and from
 * the packets for the bins at its edges. Where bins hold many packets a group is one bin, so that no
 * packet is ever looked at; where they hold few, a group is several, so that the index stays small
 * beside the packets. */
#include "config.h"

#include "pv-job.h"
#include "pv-series.h"

#include <stdlib.h>
#include <string.h>

#include "pv-bin-size.h"
#include "pv-capture-private.h"
#include "pv-error.h"
#include "pv-packet-set-private.h"
#include "pv-vector.h"

/* Bins in a group, and groups or nodes under a node of the tree. */
#define GROUP_SIZE 8
#define FAN_OUT 8

/* With more packets a bin than this, a group is one bin. */
#define DENSE_PACKETS 8

/* More levels than 64-bit numbers of groups can have. */
#define MAX_LEVELS 24

/* Packets are shared by so many threads at most, of so many packets each at least. */
#define MAX_SHARES 8
#define PACKETS_A_SHARE ((guint64) 1 << 16)

/* How often building looks whether it was cancelled: once in so many bins. A power of 2, less 1. */
#define CANCEL_MASK 0x3fff

typedef struct
{
  gint64 start_ns;  /* of its first bin */
  guint64 n_before; /* the capture's packets before that */
  guint64 min;      /* of its non-empty bins */
  guint64 max;
} Group;

typedef struct
{
  guint64 min;
  guint64 max;
} Range;

struct _PvSeries
{
  GObject parent_instance;

  PvCapture *capture;
  PvPacketSet *set; /* or NULL for all packets */
  PvBinning binning;
  PvMeasure measure;

  /* Bins in each group but perhaps the last: GROUP_SIZE or 1. */
  guint group_size;
  guint64 n_bins; /* not empty */
  PvVector groups; /* of Group */
  PvVector levels[MAX_LEVELS]; /* of Range: nodes over groups, nodes over those, … */
  guint n_levels;
};

G_DEFINE_FINAL_TYPE (PvSeries, pv_series, G_TYPE_OBJECT)

static void
pv_series_finalize (GObject *object)
{
  PvSeries *self = PV_SERIES (object);

  g_clear_object (&self->capture);
  g_clear_pointer (&self->set, pv_packet_set_unref);
  pv_vector_clear (&self->groups);
  for (guint i = 0; i < MAX_LEVELS; i++)
    pv_vector_clear (&self->levels[i]);

  G_OBJECT_CLASS (pv_series_parent_class)->finalize (object);
}

static void
pv_series_class_init (PvSeriesClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = pv_series_finalize;
}

static void
pv_series_init (PvSeries *self)
{
}

static inline guint64
get_measured (PvMeasure measure,
              PvSums    sums,
              guint64   packets)
{
  switch (measure)
    {
    case PV_MEASURE_WIRE_BYTES:
      return sums.wire;
    case PV_MEASURE_PACKETS:
      return packets;
    case PV_MEASURE_IP_BYTES:
    default:
      return sums.ip;
    }
}

/* Sets @bin from the packets [first, last). */
static void
set_bin (const PvSeries *self,
         PvBin          *bin,
         guint64         first,
         guint64         last)
{
  PvSums before = { 0, 0 };
  PvSums sums = { 0, 0 };

  if (self->set != NULL)
    {
      PvSetSums set_before = pv_packet_set_sum_before (self->set, first);
      PvSetSums set_sums = pv_packet_set_sum_before (self->set, last);

      sums.ip = set_sums.sums.ip - set_before.sums.ip;
      sums.wire = set_sums.sums.wire - set_before.sums.wire;
      bin->packets = set_sums.packets - set_before.packets;
      bin->value = get_measured (self->measure, sums, bin->packets);
      return;
    }

  /* A few packets are faster added up than found in the running sums. */
  if (last - first <= PV_BLOCK_SIZE)
    {
      for (guint64 i = first; i < last; i++)
        {
          const PvChunk *chunk = pv_capture_get_chunk (self->capture, i);

          sums.ip += chunk->ip_bytes[i & PV_CHUNK_MASK];
          sums.wire += chunk->wire_bytes[i & PV_CHUNK_MASK];
        }
    }
  else
    {
      before = pv_capture_sum_before (self->capture, first);
      sums = pv_capture_sum_before (self->capture, last);
      sums.ip -= before.ip;
      sums.wire -= before.wire;
    }

  bin->packets = last - first;
  bin->value = get_measured (self->measure, sums, bin->packets);
}

/* The first packet after the bins that end at @end_ns, from @first on. */
static guint64
find_end (const PvSeries *self,
          guint64         first,
          gint64          end_ns)
{
  /* The last nanosecond has no end that a gint64 could hold. */
  if (G_UNLIKELY (end_ns == G_MAXINT64))
    return self->capture->n_packets;
  if (first >= self->capture->n_packets || pv_capture_get_time (self->capture, first) >= end_ns)
    return first;

  return pv_capture_find_time_from (self->capture, first, end_ns);
}

/* The first packet of the series at @packet or after it. */
static inline guint64
find_packet (const PvSeries *self,
             guint64         packet)
{
  return self->set == NULL ? packet : pv_packet_set_find (self->set, packet);
}

/* The non-empty bin of packet @first, which must be its first one and of the series. Returns the
 * series' first packet after it. */
static guint64
read_bin (const PvSeries *self,
          guint64         first,
          PvBin          *bin)
{
  guint64 last;

  bin->start_ns = pv_binning_floor (self->binning, pv_capture_get_time (self->capture, first));
  bin->end_ns = pv_binning_next (self->binning, bin->start_ns);
  last = find_end (self, first, bin->end_ns);
  set_bin (self, bin, first, last);

  return find_packet (self, last);
}

/* Appends bin @i to the groups of so many each. FALSE where memory is out. */
static gboolean
append_bin (PvVector *groups,
            guint64   i,
            guint     group_size,
            gint64    start_ns,
            guint64   n_before,
            guint64   value)
{
  Group *group;

  if (i % group_size == 0)
    {
      group = pv_vector_append (groups, sizeof (Group), 1);
      if (group == NULL)
        return FALSE;
      *group = (Group){ start_ns, n_before, value, value };
      return TRUE;
    }

  group = &pv_vector_index (groups, Group, groups->n - 1);
  group->min = MIN (group->min, value);
  group->max = MAX (group->max, value);

  return TRUE;
}

/* One thread's share of the packets: those of whole bins. */
typedef struct
{
  const PvSeries *series;
  GCancellable *cancellable;
  guint64 first; /* the first packet of a bin, and of the series */
  guint64 last; /* likewise, or there are no more */
  PvVector groups; /* of Group */
  guint64 n_bins;
  gboolean enough;
} Share;

static gpointer
build_share (gpointer data)
{
  Share *share = data;
  const PvSeries *self = share->series;
  guint64 packet = share->first;

  share->enough = TRUE;
  while (packet < share->last && share->enough)
    {
      PvBin bin;
      guint64 next = read_bin (self, packet, &bin);

      share->enough = append_bin (&share->groups, share->n_bins++, self->group_size, bin.start_ns, packet, bin.value);
      packet = next;

      if ((share->n_bins & CANCEL_MASK) == 0 && g_cancellable_is_cancelled (share->cancellable))
        break;
    }

  return NULL;
}

/* The first packet of the first bin that begins at @packet or later. */
static guint64
find_bin (const PvSeries *self,
          guint64         packet)
{
  PvBin bin;

  packet = find_packet (self, packet);

  return packet > 0 && packet < self->capture->n_packets ? read_bin (self, packet, &bin) : packet;
}

/* Puts the bins of a share behind those of the series, and clears it. */
static gboolean
take_share (PvSeries *self,
            Share    *share)
{
  gsize n = share->groups.n;
  Group *groups = NULL;

  if (share->enough && self->groups.n == 0)
    {
      pv_vector_clear (&self->groups);
      self->groups = share->groups;
      self->n_bins = share->n_bins;
      return TRUE;
    }
  if (share->enough && n > 0 && (groups = pv_vector_append (&self->groups, sizeof *groups, n)) != NULL)
    memcpy (groups, share->groups.data, n * sizeof *groups);
  self->n_bins += share->n_bins;
  pv_vector_clear (&share->groups);

  return share->enough && (n == 0 || groups != NULL);
}

static gboolean
build_sorted (PvSeries      *self,
              GCancellable  *cancellable,
              GError       **error)
{
  PvSpan bulk = pv_capture_get_bulk_span (self->capture);
  guint64 n_spanned = ((guint64) bulk.end_ns - (guint64) bulk.start_ns) / (guint64) self->binning.size_ns + 1;
  guint64 n_packets = self->set == NULL ? self->capture->n_packets : pv_packet_set_get_n_packets (self->set);
  guint64 end = self->capture->n_packets;
  GThread *threads[MAX_SHARES] = { NULL };
  Share shares[MAX_SHARES];
  gboolean enough = TRUE;
  guint n = 1;

  self->group_size = n_packets / n_spanned >= DENSE_PACKETS ? 1 : GROUP_SIZE;
  /* a group that is one bin may be the last of a share */
  if (self->group_size == 1)
    n = (guint) CLAMP (end / PACKETS_A_SHARE, 1, MIN (MAX_SHARES, g_get_num_processors ()));

  for (guint i = 0; i < n; i++)
    {
      shares[i] = (Share){ .series = self, .cancellable = cancellable, .last = end };
      shares[i].first = find_bin (self, end * i / n);
      if (i > 0)
        shares[i - 1].last = shares[i].first;
    }
  for (guint i = 1; i < n; i++)
    threads[i] = g_thread_try_new ("pv-series", build_share, &shares[i], NULL);
  build_share (&shares[0]);
  for (guint i = 0; i < n; i++)
    {
      if (threads[i] != NULL)
        g_thread_join (threads[i]);
      else if (i > 0)
        build_share (&shares[i]);
      enough = take_share (self, &shares[i]) && enough;
    }

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;

  return enough || pv_error_set_no_memory (error);
}

static int
compare_bins (const void *a,
              const void *b)
{
  const PvBin *x = a;
  const PvBin *y = b;

  return x->start_ns < y->start_ns ? -1 : x->start_ns > y->start_ns;
}

static void
add_to_bin (PvBin         *bin,
            PvMeasure      measure,
            const PvChunk *chunk,
            guint          place)
{
  PvSums sums = { chunk->ip_bytes[place], chunk->wire_bytes[place] };

  bin->packets++;
  bin->value += get_measured (measure, sums, 1);
}

static gboolean
keep_bin (PvVector    *bins,
          const PvBin *bin)
{
  PvBin *kept = pv_vector_append (bins, sizeof (PvBin), 1);

  if (kept == NULL)
    return FALSE;
  *kept = *bin;

  return TRUE;
}

/* A part of a capture that is still loading may be out of order. Neighbours mostly share a bin, so
 * there are few bins to sort. */
static gboolean
build_unsorted (PvSeries      *self,
                GCancellable  *cancellable,
                GError       **error)
{
  g_auto (PvVector) bins = { 0 };
  guint64 n_before = 0;
  PvBin open = { 0 };

  for (guint64 i = 0; i < self->capture->n_packets; i++)
    {
      const PvChunk *chunk = pv_capture_get_chunk (self->capture, i);
      gint64 time_ns = chunk->time_ns[i & PV_CHUNK_MASK];

      if (open.packets == 0 || time_ns < open.start_ns || (time_ns >= open.end_ns && open.end_ns != G_MAXINT64))
        {
          if (open.packets > 0 && !keep_bin (&bins, &open))
            return pv_error_set_no_memory (error);
          open.start_ns = pv_binning_floor (self->binning, time_ns);
          open.end_ns = pv_binning_next (self->binning, open.start_ns);
          open.packets = 0;
          open.value = 0;
        }

      add_to_bin (&open, self->measure, chunk, i & PV_CHUNK_MASK);

      if ((i & PV_CHUNK_MASK) == 0 && g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
    }
  if (open.packets > 0 && !keep_bin (&bins, &open))
    return pv_error_set_no_memory (error);

  if (bins.n > 0)
    qsort (bins.data, bins.n, sizeof (PvBin), compare_bins);

  self->group_size = 1;
  for (gsize i = 0; i < bins.n;)
    {
      const PvBin *bin = &pv_vector_index (&bins, PvBin, i);
      guint64 packets = 0;
      guint64 value = 0;

      for (; i < bins.n && pv_vector_index (&bins, PvBin, i).start_ns == bin->start_ns; i++)
        {
          packets += pv_vector_index (&bins, PvBin, i).packets;
          value += pv_vector_index (&bins, PvBin, i).value;
        }

      if (!append_bin (&self->groups, self->n_bins++, self->group_size, bin->start_ns, n_before, value))
        return pv_error_set_no_memory (error);
      n_before += packets;
    }

  return TRUE;
}

/* The smallest and largest value of node @i of @level; level 0 are the groups. */
static Range
get_node (const PvSeries *self,
          guint           level,
          guint64         i)
{
  Range range;

  if (level > 0)
    return pv_vector_index (&self->levels[level - 1], Range, i);

  range.min = pv_vector_index (&self->groups, Group, i).min;
  range.max = pv_vector_index (&self->groups, Group, i).max;

  return range;
}

static void
widen (Range *range,
       Range  by)
{
  range->min = MIN (range->min, by.min);
  range->max = MAX (range->max, by.max);
}

static gboolean
build_levels (PvSeries  *self,
              GError   **error)
{
  guint64 n = self->groups.n;

  for (guint level = 0; n > 1; level++)
    {
      PvVector *nodes = &self->levels[level];
      Range *ranges;

      g_assert (level < MAX_LEVELS);
      ranges = pv_vector_append (nodes, sizeof (Range), (n + FAN_OUT - 1) / FAN_OUT);
      if (ranges == NULL)
        return pv_error_set_no_memory (error);

      for (guint64 i = 0; i < n; i += FAN_OUT)
        {
          Range range = get_node (self, level, i);

          for (guint64 j = i + 1; j < MIN (i + FAN_OUT, n); j++)
            widen (&range, get_node (self, level, j));
          ranges[i / FAN_OUT] = range;
        }

      self->n_levels++;
      n = nodes->n;
    }

  return TRUE;
}

PvSeries *
pv_series_new (PvCapture     *capture,
               PvPacketSet   *set,
               PvBinning      binning,
               PvMeasure      measure,
               GCancellable  *cancellable,
               GError       **error)
{
  g_autoptr (PvSeries) self = NULL;

  g_return_val_if_fail (PV_IS_CAPTURE (capture), NULL);
  g_return_val_if_fail (set == NULL || pv_packet_set_get_capture (set) == capture, NULL);
  g_return_val_if_fail (binning.size_ns >= PV_BIN_MIN && binning.size_ns <= PV_BIN_MAX, NULL);

  self = g_object_new (PV_TYPE_SERIES, NULL);
  self->capture = g_object_ref (capture);
  if (set != NULL)
    self->set = pv_packet_set_ref (set);
  self->binning = binning;
  self->measure = measure;

  if (!(capture->sorted ? build_sorted (self, cancellable, error) : build_unsorted (self, cancellable, error)))
    return NULL;

  if (!build_levels (self, error))
    return NULL;

  return g_steal_pointer (&self);
}

typedef struct
{
  PvCapture *capture;
  PvPacketSet *set;
  PvBinning binning;
  PvMeasure measure;
} NewData;

static void
new_data_free (gpointer data)
{
  NewData *self = data;

  g_object_unref (self->capture);
  g_clear_pointer (&self->set, pv_packet_set_unref);
  g_free (self);
}

static gpointer
make (gpointer       source,
      gpointer       data,
      GCancellable  *cancellable,
      GError       **error)
{
  const NewData *new_data = data;

  return pv_series_new (new_data->capture, new_data->set, new_data->binning, new_data->measure, cancellable, error);
}

static const PvJob new_job = { make, g_object_unref, new_data_free };

void
pv_series_new_async (PvCapture           *capture,
                     PvPacketSet         *set,
                     PvBinning            binning,
                     PvMeasure            measure,
                     GCancellable        *cancellable,
                     GAsyncReadyCallback  callback,
                     gpointer             user_data)
{
  NewData *data;

  g_return_if_fail (PV_IS_CAPTURE (capture));

  data = g_new0 (NewData, 1);
  data->capture = g_object_ref (capture);
  if (set != NULL)
    data->set = pv_packet_set_ref (set);
  data->binning = binning;
  data->measure = measure;

  pv_job_run_async (&new_job, NULL, data, cancellable, callback, user_data);
}

PvSeries *
pv_series_new_finish (GAsyncResult  *result,
                      GError       **error)
{
  return pv_job_run_finish (&new_job, result, error);
}

PvCapture *
pv_series_get_capture (PvSeries *self)
{
  g_return_val_if_fail (PV_IS_SERIES (self), NULL);

  return self->capture;
}

PvBinning
pv_series_get_binning (PvSeries *self)
{
  g_return_val_if_fail (PV_IS_SERIES (self), ((PvBinning){ PV_NS_PER_SECOND, PV_ZONE_UTC }));

  return self->binning;
}

gint64
pv_series_get_bin_size (PvSeries *self)
{
  g_return_val_if_fail (PV_IS_SERIES (self), 0);

  return self->binning.size_ns;
}

PvMeasure
pv_series_get_measure (PvSeries *self)
{
  g_return_val_if_fail (PV_IS_SERIES (self), PV_MEASURE_IP_BYTES);

  return self->measure;
}

guint64
pv_series_get_peak (PvSeries *self)
{
  g_return_val_if_fail (PV_IS_SERIES (self), 0);

  return self->groups.n > 0 ? get_node (self, self->n_levels, 0).max : 0;
}

/* The first group in [from, …) that starts at @time_ns or later. */
static guint
find_group (const PvSeries *self,
            guint           from,
            gint64          time_ns)
{
  const Group *groups = (const Group *) self->groups.data;
  guint n = self->groups.n;
  guint low = from;
  guint step = 1;
  guint high;

  /* The next column begins soon after this one, so strides grow from 1. */
  while (low + step < n && groups[low + step].start_ns < time_ns)
    {
      low += step;
      step *= 2;
    }

  high = MIN (low + step, n);
  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (groups[middle].start_ns < time_ns)
        low = middle + 1;
      else
        high = middle;
    }

  return low;
}

/* Sets @bin from group @i, where each group is one bin. */
static void
set_bin_from_group (const PvSeries *self,
                    PvBin          *bin,
                    guint           i)
{
  const Group *groups = (const Group *) self->groups.data;
  guint64 n_after = i + 1 < self->groups.n ? groups[i + 1].n_before : self->capture->n_packets;

  bin->value = groups[i].max;
  bin->packets = n_after - groups[i].n_before;
  if (self->set != NULL)
    bin->packets = pv_packet_set_sum_before (self->set, n_after).packets
                   - pv_packet_set_sum_before (self->set, groups[i].n_before).packets;
}

void
pv_series_get_bin (PvSeries *self,
                   gint64    time_ns,
                   PvBin    *bin)
{
  PvSpan span = { time_ns, time_ns };

  g_return_if_fail (PV_IS_SERIES (self));

  pv_series_get_bins (self, span, bin, 1);
}

guint
pv_series_get_bins (PvSeries *self,
                    PvSpan    span,
                    PvBin    *bins,
                    guint     max_bins)
{
  gint64 start_ns;
  guint64 packet = 0;
  guint group = 0;
  guint n = 0;

  g_return_val_if_fail (PV_IS_SERIES (self), 0);

  start_ns = pv_binning_floor (self->binning, span.start_ns);
  if (self->group_size == 1)
    group = find_group (self, 0, start_ns);
  else
    packet = pv_capture_find_time (self->capture, start_ns);

  while (n < max_bins && (n == 0 || start_ns < span.end_ns))
    {
      PvBin *bin = &bins[n++];

      bin->start_ns = start_ns;
      bin->end_ns = pv_binning_next (self->binning, start_ns);
      bin->packets = 0;
      bin->value = 0;

      if (self->group_size == 1)
        {
          if (group < self->groups.n && pv_vector_index (&self->groups, Group, group).start_ns == start_ns)
            set_bin_from_group (self, bin, group++);
        }
      else
        {
          guint64 last = find_end (self, packet, bin->end_ns);

          set_bin (self, bin, packet, last);
          packet = last;
        }

      if (bin->end_ns == G_MAXINT64)
        break;
      start_ns = bin->end_ns;
    }

  return n;
}

/* The start of the first bin that starts at @time_ns or later. */
static gint64
get_bin_at_or_after (const PvSeries *self,
                     gint64          time_ns)
{
  gint64 start_ns = pv_binning_floor (self->binning, time_ns);

  return start_ns == time_ns ? time_ns : pv_binning_next (self->binning, start_ns);
}

gboolean
pv_series_get_next (PvSeries *self,
                    gint64    time_ns,
                    PvBin    *bin)
{
  g_return_val_if_fail (PV_IS_SERIES (self), FALSE);

  time_ns = time_ns == G_MININT64 ? time_ns : get_bin_at_or_after (self, time_ns);

  if (self->group_size == 1)
    {
      guint group = find_group (self, 0, time_ns);

      if (group >= self->groups.n)
        return FALSE;

      bin->start_ns = pv_vector_index (&self->groups, Group, group).start_ns;
      bin->end_ns = pv_binning_next (self->binning, bin->start_ns);
      set_bin_from_group (self, bin, group);
    }
  else
    {
      guint64 packet = find_packet (self, pv_capture_find_time (self->capture, time_ns));

      if (packet >= self->capture->n_packets)
        return FALSE;

      read_bin (self, packet, bin);
    }

  return TRUE;
}

void
pv_series_get_sum (PvSeries *self,
                   PvSpan    span,
                   PvBin    *bin)
{
  guint64 first;

  g_return_if_fail (PV_IS_SERIES (self));
  g_return_if_fail (self->capture->sorted);

  first = pv_capture_find_time (self->capture, span.start_ns);
  bin->start_ns = span.start_ns;
  bin->end_ns = span.end_ns;
  set_bin (self, bin, first, find_end (self, first, span.end_ns));
}

/* The smallest and largest value of groups [first, last), which are not none. */
static Range
get_group_range (const PvSeries *self,
                 guint64         first,
                 guint64         last)
{
  Range range = get_node (self, 0, first);

  for (guint level = 0; first < last; level++)
    {
      for (; first < last && first % FAN_OUT != 0; first++)
        widen (&range, get_node (self, level, first));
      for (; first < last && last % FAN_OUT != 0; last--)
        widen (&range, get_node (self, level, last - 1));
      first /= FAN_OUT;
      last /= FAN_OUT;
    }

  return range;
}

/* Where a walk over the columns stands. */
typedef struct
{
  guint group;
  guint64 packet;
} Walk;

/* Widens @range by the non-empty bins from the walk's packet on that start before @end_ns and lie
 * before packet @last; returns how many. */
static guint64
walk_bins (const PvSeries *self,
           Walk           *walk,
           gint64          end_ns,
           guint64         last,
           Range          *range)
{
  guint64 n = 0;

  while (walk->packet < last && pv_capture_get_time (self->capture, walk->packet) < end_ns)
    {
      PvBin bin;

      walk->packet = read_bin (self, walk->packet, &bin);
      widen (range, (Range){ bin.value, bin.value });
      n++;
    }

  return n;
}

/* The smallest and largest value of the non-empty bins from the walk's place on that start before
 * @end_ns, a bin's start; returns how many. */
static guint64
walk_column (const PvSeries *self,
             Walk           *walk,
             gint64          end_ns,
             Range          *range)
{
  const Group *groups = (const Group *) self->groups.data;
  guint n_groups = self->groups.n;
  guint first = walk->group;
  guint last;
  guint64 n = 0;

  if (first < n_groups)
    last = find_group (self, first, end_ns);
  else
    last = first;

  if (self->group_size == 1)
    {
      walk->group = last;
      if (first < last)
        widen (range, get_group_range (self, first, last));
      return last - first;
    }

  /* The walk's group is the first that starts at its packet or later. The last group that starts in
   * the column may reach out of it, so it is left to the bins. */
  if (first < last)
    n += walk_bins (self, walk, end_ns, groups[first].n_before, range);
  if (first + 1 < last)
    {
      widen (range, get_group_range (self, first, last - 1));
      n += (guint64) (last - 1 - first) * self->group_size;
      walk->packet = groups[last - 1].n_before;
    }
  n += walk_bins (self, walk, end_ns, self->capture->n_packets, range);
  walk->group = last;

  return n;
}

void
pv_series_get_columns (PvSeries *self,
                       PvSpan    span,
                       PvColumn *columns,
                       guint     n_columns)
{
  __int128 width;
  gint64 start_ns;
  Walk walk;

  g_return_if_fail (PV_IS_SERIES (self));
  g_return_if_fail (n_columns > 0);
  g_return_if_fail (span.start_ns <= span.end_ns);

  width = (__int128) span.end_ns - span.start_ns;
  /* What is in sight of the bin that the span starts in belongs to the first column. */
  start_ns = pv_binning_floor (self->binning, span.start_ns);
  walk.group = find_group (self, 0, start_ns);
  walk.packet = self->group_size == 1 ? 0 : find_packet (self, pv_capture_find_time (self->capture, start_ns));

  for (guint i = 0; i < n_columns; i++)
    {
      gint64 column_start = (gint64) (span.start_ns + width * i / n_columns);
      gint64 column_end = (gint64) (span.start_ns + width * (i + 1) / n_columns);
      gint64 end_ns = get_bin_at_or_after (self, column_end);
      Range range = { G_MAXUINT64, 0 };
      guint64 n_here;
      guint64 n_full;

      if (end_ns <= start_ns)
        {
          PvBin bin = { 0 };

          pv_series_get_bin (self, column_start, &bin);
          columns[i].min = bin.value;
          columns[i].max = bin.value;
          continue;
        }

      n_here = pv_binning_count (self->binning, (PvSpan){ start_ns, end_ns });
      n_full = walk_column (self, &walk, end_ns, &range);
      if (n_full < n_here)
        range.min = 0;

      columns[i].min = range.min;
      columns[i].max = range.max;
      start_ns = end_ns;
    }
}
