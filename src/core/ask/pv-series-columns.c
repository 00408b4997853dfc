/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-series-columns.c: the bins of a series at the resolution of a screen. */
#include "config.h"

#include "pv-series-private.h"

/* Where a walk over the columns stands. */
typedef struct
{
  guint group;
  guint64 packet;
} Walk;

/* The smallest and largest value of groups [first, last), which are not none. */
static PvSeriesRange
get_group_range (const PvSeries *self,
                 guint64         first,
                 guint64         last)
{
  PvSeriesRange range = pv_series_get_node (self, 0, first);

  for (guint level = 0; first < last; level++)
    {
      for (; first < last && first % PV_SERIES_FAN_OUT != 0; first++)
        pv_series_range_widen (&range, pv_series_get_node (self, level, first));
      for (; first < last && last % PV_SERIES_FAN_OUT != 0; last--)
        pv_series_range_widen (&range, pv_series_get_node (self, level, last - 1));
      first /= PV_SERIES_FAN_OUT;
      last /= PV_SERIES_FAN_OUT;
    }

  return range;
}

/* Widens @range by the non-empty bins from the walk's packet on that start before @end_ns and lie
 * before packet @last; returns how many. */
static guint64
walk_bins (const PvSeries *self,
           Walk           *walk,
           gint64          end_ns,
           guint64         last,
           PvSeriesRange  *range)
{
  guint64 n = 0;

  while (walk->packet < last && pv_capture_get_time (self->capture, walk->packet) < end_ns)
    {
      PvBin bin;

      walk->packet = pv_series_read_bin (self, walk->packet, &bin);
      pv_series_range_widen (range, (PvSeriesRange){ bin.value, bin.value });
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
             PvSeriesRange  *range)
{
  const PvSeriesGroup *groups = (const PvSeriesGroup *) self->groups.data;
  guint n_groups = self->groups.n;
  guint first = walk->group;
  guint last;
  guint64 n = 0;

  if (first < n_groups)
    last = pv_series_find_group (self, first, end_ns);
  else
    last = first;

  if (self->group_size == 1)
    {
      walk->group = last;
      if (first < last)
        pv_series_range_widen (range, get_group_range (self, first, last));
      return last - first;
    }

  /* The walk's group is the first that starts at its packet or later. The last group that starts in
   * the column may reach out of it, so it is left to the bins. */
  if (first < last)
    n += walk_bins (self, walk, end_ns, groups[first].n_before, range);
  if (first + 1 < last)
    {
      pv_series_range_widen (range, get_group_range (self, first, last - 1));
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
  walk.group = pv_series_find_group (self, 0, start_ns);
  walk.packet = self->group_size == 1 ? 0 : pv_series_find_packet (self, pv_capture_find_time (self->capture, start_ns));

  for (guint i = 0; i < n_columns; i++)
    {
      gint64 column_start = (gint64) (span.start_ns + width * i / n_columns);
      gint64 column_end = (gint64) (span.start_ns + width * (i + 1) / n_columns);
      gint64 end_ns = pv_series_get_bin_at_or_after (self, column_end);
      PvSeriesRange range = { G_MAXUINT64, 0 };
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
