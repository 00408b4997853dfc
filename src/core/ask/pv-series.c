/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-series.c: bytes over time, binned. */
#include "config.h"

#include "pv-series-private.h"

#include "pv-bin-size.h"
#include "pv-job.h"

G_DEFINE_FINAL_TYPE (PvSeries, pv_series, G_TYPE_OBJECT)

static void
pv_series_finalize (GObject *object)
{
  PvSeries *self = PV_SERIES (object);

  g_clear_object (&self->capture);
  g_clear_pointer (&self->set, pv_packet_set_unref);
  pv_vector_clear (&self->groups);
  for (guint i = 0; i < PV_SERIES_MAX_LEVELS; i++)
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
      bin->value = pv_series_get_measured (self->measure, sums, bin->packets);
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
  bin->value = pv_series_get_measured (self->measure, sums, bin->packets);
}

/* The first packet after the bins that end at @end_ns, from @first on. */
guint64
pv_series_find_end (const PvSeries *self,
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

/* The non-empty bin of packet @first, which must be its first one and of the series. Returns the
 * series' first packet after it. */
guint64
pv_series_read_bin (const PvSeries *self,
                    guint64         first,
                    PvBin          *bin)
{
  guint64 last;

  bin->start_ns = pv_binning_floor (self->binning, pv_capture_get_time (self->capture, first));
  bin->end_ns = pv_binning_next (self->binning, bin->start_ns);
  last = pv_series_find_end (self, first, bin->end_ns);
  set_bin (self, bin, first, last);

  return pv_series_find_packet (self, last);
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

  if (!pv_series_build (self, cancellable, error))
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

  return self->groups.n > 0 ? pv_series_get_node (self, self->n_levels, 0).max : 0;
}

/* The first group in [from, …) that starts at @time_ns or later. */
guint
pv_series_find_group (const PvSeries *self,
                      guint           from,
                      gint64          time_ns)
{
  const PvSeriesGroup *groups = (const PvSeriesGroup *) self->groups.data;
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
  const PvSeriesGroup *groups = (const PvSeriesGroup *) self->groups.data;
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
    group = pv_series_find_group (self, 0, start_ns);
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
          if (group < self->groups.n && pv_vector_index (&self->groups, PvSeriesGroup, group).start_ns == start_ns)
            set_bin_from_group (self, bin, group++);
        }
      else
        {
          guint64 last = pv_series_find_end (self, packet, bin->end_ns);

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
gint64
pv_series_get_bin_at_or_after (const PvSeries *self,
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

  time_ns = time_ns == G_MININT64 ? time_ns : pv_series_get_bin_at_or_after (self, time_ns);

  if (self->group_size == 1)
    {
      guint group = pv_series_find_group (self, 0, time_ns);

      if (group >= self->groups.n)
        return FALSE;

      bin->start_ns = pv_vector_index (&self->groups, PvSeriesGroup, group).start_ns;
      bin->end_ns = pv_binning_next (self->binning, bin->start_ns);
      set_bin_from_group (self, bin, group);
    }
  else
    {
      guint64 packet = pv_series_find_packet (self, pv_capture_find_time (self->capture, time_ns));

      if (packet >= self->capture->n_packets)
        return FALSE;

      pv_series_read_bin (self, packet, bin);
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
  set_bin (self, bin, first, pv_series_find_end (self, first, span.end_ns));
}
