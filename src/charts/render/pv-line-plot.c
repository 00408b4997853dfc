/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-line-plot.c: the rectangle that a line is drawn in, and times within it. Times are subtracted as
 * integers: ns since 1970 have more digits than a double holds. */
#include "config.h"

#include "pv-line-plot.h"

#include <math.h>

#include "pv-time.h"

static double
subtract (gint64 a,
          gint64 b)
{
  double distance = (double) pv_time_get_distance (a, b);

  return a < b ? -distance : distance;
}

double
pv_line_plot_get_x (const PvLinePlot *plot,
                    gint64            time_ns)
{
  return subtract (time_ns, plot->start_ns) / subtract (plot->end_ns, plot->start_ns) * plot->width;
}

gint64
pv_line_plot_get_time (const PvLinePlot *plot,
                       double            x)
{
  double offset = floor (x / MAX (plot->width, 1) * subtract (plot->end_ns, plot->start_ns));

  return pv_time_move (plot->start_ns, offset);
}

guint
pv_line_plot_get_columns (const PvLinePlot *plot)
{
  return (guint) MAX (round (plot->width * plot->device_scale), 1);
}
