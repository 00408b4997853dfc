/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-line-steps.c: bins as they are seen. */
#include "config.h"

#include "pv-line-steps.h"
#include "pv-time.h"

#include <math.h>

/* Bins narrower than this, in device pixels, are drawn by columns. */
#define MIN_STEP 2

static gboolean
get_span_in_sight (PvLineData       *data,
                   const PvLinePlot *plot,
                   gint64           *start_ns,
                   gint64           *end_ns)
{
  if (data == NULL || !pv_line_data_get_extent (data, start_ns, end_ns, NULL, NULL))
    return FALSE;

  *start_ns = MAX (*start_ns, plot->start_ns);
  *end_ns = MIN (*end_ns, plot->end_ns);

  return *start_ns < *end_ns;
}

static int
get_device_x (const PvLinePlot *plot,
              gint64            time_ns)
{
  double x = round (pv_line_plot_get_x (plot, time_ns) * plot->device_scale);

  return (int) CLAMP (x, 0, pv_line_plot_get_columns (plot));
}

/* The column that @time_ns is in. */
static guint
get_column (const PvLinePlot *plot,
            gint64            time_ns)
{
  double x = floor (pv_line_plot_get_x (plot, time_ns) * plot->device_scale);

  return (guint) CLAMP (x, 0, pv_line_plot_get_columns (plot) - 1);
}

static void
init_from_bins (PvLineSteps      *self,
                PvLineData       *data,
                const PvLinePlot *plot,
                gint64            start_ns,
                gint64            end_ns)
{
  guint max = pv_line_plot_get_columns (plot) + 4;
  g_autofree PvLineBin *bins = g_new (PvLineBin, max);
  guint n = pv_line_data_get_bins (data, start_ns, end_ns, bins, max);

  self->steps = g_new0 (PvLineStep, n);
  for (guint i = 0; i < n; i++)
    {
      PvLineStep *step = &self->steps[i];

      step->start = i > 0 ? self->steps[i - 1].end : get_device_x (plot, bins[i].start_ns);
      step->end = MAX (get_device_x (plot, bins[i].end_ns), step->start);
      step->low = step->high = bins[i].value;
    }
  self->n = n;
}

static void
init_from_columns (PvLineSteps      *self,
                   PvLineData       *data,
                   const PvLinePlot *plot,
                   gint64            start_ns,
                   gint64            end_ns)
{
  guint n = pv_line_plot_get_columns (plot);
  g_autofree PvLineColumn *columns = g_new0 (PvLineColumn, n);
  guint first = (guint) get_device_x (plot, start_ns);
  guint end = (guint) get_device_x (plot, end_ns);
  PvLineBin bin;

  /* Of the whole plot and not of the span in sight alone: then a column's edges are a pixel's. */
  pv_line_data_get_columns (data, plot->start_ns, plot->end_ns, columns, n);

  /* What there is need not fill the first and the last bin, which stand in the columns where they start. */
  if (pv_line_data_get_bin (data, start_ns, &bin))
    first = MIN (first, get_column (plot, bin.start_ns));
  if (pv_line_data_get_bin (data, end_ns - 1, &bin))
    end = MAX (end, get_column (plot, bin.start_ns) + 1);

  /* The columns at the ends of what there is count even where they are less than half full. */
  first = first > 0 && columns[first - 1].max > 0 ? first - 1 : first;
  end = end < n && columns[end].max > 0 ? end + 1 : end;
  end = MIN (MAX (end, first + 1), n);
  first = MIN (first, end - 1);

  self->n = end - first;
  self->steps = g_new0 (PvLineStep, self->n);
  for (guint i = first; i < end; i++)
    self->steps[i - first] = (PvLineStep){
      .start = (int) i,
      .end = (int) i + 1,
      .low = columns[i].min,
      .high = columns[i].max,
    };
}

void
pv_line_steps_init (PvLineSteps      *self,
                    PvLineData       *data,
                    const PvLinePlot *plot)
{
  gint64 start_ns, end_ns;
  double bin_width;

  *self = (PvLineSteps){ 0 };

  if (plot->width <= 0 || !get_span_in_sight (data, plot, &start_ns, &end_ns))
    return;

  bin_width = pv_line_data_get_bin_size (data) / (double) pv_time_get_distance (plot->start_ns, plot->end_ns) *
              pv_line_plot_get_columns (plot);
  if (bin_width >= MIN_STEP)
    init_from_bins (self, data, plot, start_ns, end_ns);
  else
    init_from_columns (self, data, plot, start_ns, end_ns);

  for (guint i = 0; i < self->n; i++)
    self->peak = MAX (self->peak, self->steps[i].high);
}

void
pv_line_steps_clear (PvLineSteps *self)
{
  g_clear_pointer (&self->steps, g_free);
  self->n = 0;
}
