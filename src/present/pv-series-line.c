/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-series-line.c: the values of a series as a line chart shows them. */
#include "config.h"

#include "pv-series-line.h"
#include "pv-span.h"

static double
get_factor (const PvSeriesLine *self)
{
  return pv_line_options_get_factor (self->options, self->size_ns);
}

/* How many bins each value is an average of. A capture that is not complete may be out of order, and
 * cannot be summed up. */
static guint
get_smoothing (const PvSeriesLine *self)
{
  if (!pv_capture_get_settled (pv_series_get_capture (self->series)))
    return 1;

  return MAX (self->options->smoothing, 1);
}

/* The average value of bins, over @window_ns around the middle of [@start_ns, @end_ns). */
static double
average (const PvSeriesLine *self,
         gint64              start_ns,
         gint64              end_ns,
         gint64              window_ns)
{
  gint64 middle = pv_time_get_middle (start_ns, end_ns);
  PvSpan window = { pv_time_subtract (middle, window_ns / 2), pv_time_add (middle, window_ns - window_ns / 2) };
  PvBin sum;

  pv_series_get_sum (self->series, window, &sum);

  return (double) sum.value * (double) self->size_ns / (double) window_ns * get_factor (self);
}

static gint64
get_window (const PvSeriesLine *self)
{
  return pv_time_multiply (self->size_ns, get_smoothing (self));
}

/* Whether a bin or column, by the series' own times, is of what is shown. */
static gboolean
is_within (const PvSeriesLine *self,
           gint64              start_ns,
           gint64              end_ns)
{
  return self->bounds == NULL || (start_ns < self->bounds->end_ns && end_ns > self->bounds->start_ns);
}

static void
to_line_bin (const PvSeriesLine *self,
             const PvBin        *bin,
             PvLineBin          *line_bin)
{
  line_bin->start_ns = pv_time_add (bin->start_ns, self->shift_ns);
  line_bin->end_ns = pv_time_add (bin->end_ns, self->shift_ns);
  line_bin->count = is_within (self, bin->start_ns, bin->end_ns) ? bin->packets : 0;
  if (!is_within (self, bin->start_ns, bin->end_ns))
    line_bin->value = 0;
  else if (get_smoothing (self) > 1)
    line_bin->value = average (self, bin->start_ns, bin->end_ns, get_window (self));
  else
    line_bin->value = (double) bin->value * get_factor (self);
}

void
pv_series_line_get_bin (const PvSeriesLine *self,
                        gint64              time_ns,
                        PvLineBin          *line_bin)
{
  PvBin bin;

  g_return_if_fail (self != NULL && line_bin != NULL);

  pv_series_get_bin (self->series, pv_time_subtract (time_ns, self->shift_ns), &bin);
  to_line_bin (self, &bin, line_bin);
}

guint
pv_series_line_get_bins (const PvSeriesLine *self,
                         PvSpan              span,
                         PvLineBin          *line_bins,
                         guint               max)
{
  g_autofree PvBin *bins = NULL;
  guint n;

  g_return_val_if_fail (self != NULL && line_bins != NULL, 0);

  bins = g_new (PvBin, max);
  n = pv_series_get_bins (self->series, pv_span_shift_back (span, self->shift_ns), bins, max);
  for (guint i = 0; i < n; i++)
    to_line_bin (self, &bins[i], &line_bins[i]);

  return n;
}

/* Columns beside what is shown have nothing. */
static void
clip_columns (const PvSeriesLine *self,
              PvSpan              span,
              PvLineColumn       *columns,
              guint               n)
{
  double width = (double) pv_time_get_distance (span.start_ns, span.end_ns) / n;

  for (guint i = 0; self->bounds != NULL && i < n; i++)
    if (!is_within (self, pv_time_move (span.start_ns, width * i), pv_time_move (span.start_ns, width * (i + 1))))
      columns[i] = (PvLineColumn){ 0, 0 };
}

/* Where bins are narrower than columns, each column shows the moving average in its middle, of no less
 * than the column. */
static void
get_smooth_columns (const PvSeriesLine *self,
                    PvSpan              span,
                    PvLineColumn       *columns,
                    guint               n)
{
  double width = (double) pv_time_get_distance (span.start_ns, span.end_ns) / n;
  gint64 window = MAX (get_window (self), pv_time_from_double (width));

  for (guint i = 0; i < n; i++)
    {
      gint64 start_ns = pv_time_move (span.start_ns, width * i);

      columns[i].min = columns[i].max = average (self, start_ns, pv_time_add (start_ns, pv_time_from_double (width)), window);
    }
}

void
pv_series_line_get_columns (const PvSeriesLine *self,
                            PvSpan              span,
                            PvLineColumn       *line_columns,
                            guint               n)
{
  g_autofree PvColumn *columns = NULL;

  g_return_if_fail (self != NULL && line_columns != NULL);

  span = pv_span_shift_back (span, self->shift_ns);
  if (get_smoothing (self) > 1)
    {
      get_smooth_columns (self, span, line_columns, n);
      clip_columns (self, span, line_columns, n);
      return;
    }

  columns = g_new (PvColumn, n);
  pv_series_get_columns (self->series, span, columns, n);
  for (guint i = 0; i < n; i++)
    {
      line_columns[i].min = (double) columns[i].min * get_factor (self);
      line_columns[i].max = (double) columns[i].max * get_factor (self);
    }
  clip_columns (self, span, line_columns, n);
}

gboolean
pv_series_line_get_sum (const PvSeriesLine *self,
                        PvSpan              span,
                        PvLineBin          *sum)
{
  PvSpan own;
  PvBin bin = { 0 };

  g_return_val_if_fail (self != NULL && sum != NULL, FALSE);

  /* what may be out of order cannot be summed up */
  if (!pv_capture_get_settled (pv_series_get_capture (self->series)))
    return FALSE;

  own = pv_span_shift_back (span, self->shift_ns);
  if (self->bounds != NULL)
    own = (PvSpan){ MAX (own.start_ns, self->bounds->start_ns), MIN (own.end_ns, self->bounds->end_ns) };
  if (own.start_ns < own.end_ns)
    pv_series_get_sum (self->series, own, &bin);
  sum->start_ns = span.start_ns;
  sum->end_ns = span.end_ns;
  sum->count = bin.packets;
  sum->value = (double) bin.value * pv_line_options_get_factor (self->options,
                                                                pv_time_get_distance (span.start_ns, span.end_ns));

  return TRUE;
}
