/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-series-build.c: puts packets into bins, and bins into groups and a tree. */
#include "config.h"

#include "pv-series-private.h"

#include <stdlib.h>
#include <string.h>

#include "pv-error.h"
#include "pv-parallel.h"

/* With more packets a bin than this, a group is one bin. */
#define DENSE_PACKETS 8

/* Packets are shared by so many threads at most, of so many packets each at least. */
#define MAX_SHARES 8
#define PACKETS_A_SHARE ((guint64) 1 << 16)

/* How often building looks whether it was cancelled: once in so many bins. A power of 2, less 1. */
#define CANCEL_MASK 0x3fff

/* Appends bin @i to the groups of so many each. FALSE where memory is out. */
static gboolean
append_bin (PvVector *groups,
            guint64   i,
            guint     group_size,
            gint64    start_ns,
            guint64   n_before,
            guint64   value)
{
  PvSeriesGroup *group;

  if (i % group_size == 0)
    {
      group = pv_vector_append (groups, sizeof (PvSeriesGroup), 1);
      if (group == NULL)
        return FALSE;
      *group = (PvSeriesGroup){ start_ns, n_before, value, value };
      return TRUE;
    }

  group = &pv_vector_index (groups, PvSeriesGroup, groups->n - 1);
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
  PvVector groups; /* of PvSeriesGroup */
  guint64 n_bins;
  gboolean enough;
} Share;

static gboolean
build_share (gpointer shares,
             gsize    i_share)
{
  Share *share = &((Share *) shares)[i_share];
  const PvSeries *self = share->series;
  guint64 packet = share->first;

  share->enough = TRUE;
  while (packet < share->last && share->enough)
    {
      PvBin bin;
      guint64 next = pv_series_read_bin (self, packet, &bin);

      share->enough = append_bin (&share->groups, share->n_bins++, self->group_size, bin.start_ns, packet, bin.value);
      packet = next;

      if ((share->n_bins & CANCEL_MASK) == 0 && g_cancellable_is_cancelled (share->cancellable))
        break;
    }

  return TRUE;
}

/* The first packet of the first bin that begins at @packet or later. */
static guint64
find_bin (const PvSeries *self,
          guint64         packet)
{
  PvBin bin;

  packet = pv_series_find_packet (self, packet);

  return packet > 0 && packet < self->capture->n_packets ? pv_series_read_bin (self, packet, &bin) : packet;
}

/* Puts the bins of a share behind those of the series, and clears it. */
static gboolean
take_share (PvSeries *self,
            Share    *share)
{
  gsize n = share->groups.n;
  PvSeriesGroup *groups = NULL;

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
  Share shares[MAX_SHARES];
  gboolean enough = TRUE;
  guint n = 1;

  self->group_size = n_packets / n_spanned >= DENSE_PACKETS ? 1 : PV_SERIES_GROUP_SIZE;
  /* a group that is one bin may be the last of a share */
  if (self->group_size == 1)
    n = pv_parallel_get_n_parts (end, PACKETS_A_SHARE, MAX_SHARES);

  for (guint i = 0; i < n; i++)
    {
      shares[i] = (Share){ .series = self, .cancellable = cancellable, .last = end };
      shares[i].first = find_bin (self, end * i / n);
      if (i > 0)
        shares[i - 1].last = shares[i].first;
    }
  pv_parallel_all (n, build_share, shares);
  for (guint i = 0; i < n; i++)
    enough = take_share (self, &shares[i]) && enough;

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
  bin->value += pv_series_get_measured (measure, sums, 1);
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

static gboolean
build_levels (PvSeries  *self,
              GError   **error)
{
  guint64 n = self->groups.n;

  for (guint level = 0; n > 1; level++)
    {
      PvVector *nodes = &self->levels[level];
      PvSeriesRange *ranges;

      g_assert (level < PV_SERIES_MAX_LEVELS);
      ranges = pv_vector_append (nodes, sizeof (PvSeriesRange), (n + PV_SERIES_FAN_OUT - 1) / PV_SERIES_FAN_OUT);
      if (ranges == NULL)
        return pv_error_set_no_memory (error);

      for (guint64 i = 0; i < n; i += PV_SERIES_FAN_OUT)
        {
          PvSeriesRange range = pv_series_get_node (self, level, i);

          for (guint64 j = i + 1; j < MIN (i + PV_SERIES_FAN_OUT, n); j++)
            pv_series_range_widen (&range, pv_series_get_node (self, level, j));
          ranges[i / PV_SERIES_FAN_OUT] = range;
        }

      self->n_levels++;
      n = nodes->n;
    }

  return TRUE;
}

gboolean
pv_series_build (PvSeries      *self,
                 GCancellable  *cancellable,
                 GError       **error)
{
  if (!(self->capture->sorted ? build_sorted (self, cancellable, error) : build_unsorted (self, cancellable, error)))
    return FALSE;

  return build_levels (self, error);
}
