/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-line-plot.c: the rectangle that a line is drawn in, and times within it. Times are subtracted as
 * integers: ns since 1970 have more digits than a double holds. */
#include "config.h"

#include "pv-line-plot.h"

#include <math.h>

static double
subtract (gint64 a,
          gint64 b)
{
  gint64 difference;

  if (__builtin_sub_overflow (a, b, &difference))
    return (double) a - (double) b;

  return (double) difference;
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
  gint64 time_ns;

  if (fabs (offset) >= 9e18 || __builtin_add_overflow (plot->start_ns, (gint64) offset, &time_ns))
    return offset < 0 ? G_MININT64 : G_MAXINT64;

  return time_ns;
}

guint
pv_line_plot_get_columns (const PvLinePlot *plot)
{
  return (guint) MAX (round (plot->width * plot->device_scale), 1);
}
