/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-line-plot.h: the rectangle that a line is drawn in, and times within it. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * PvLinePlot:
 * @x: left edge in pixels, on a device pixel, as are the others
 * @y: top edge
 * @width: pixels
 * @height: pixels
 * @device_scale: device pixels per pixel
 * @start_ns: time at the left edge
 * @end_ns: time at the right edge
 */
typedef struct
{
  double x;
  double y;
  double width;
  double height;
  double device_scale;
  gint64 start_ns;
  gint64 end_ns;
} PvLinePlot;

/* Where @time_ns is, in pixels from the left edge; also outside. */
double pv_line_plot_get_x       (const PvLinePlot *plot,
                                 gint64            time_ns);
/* The time @x pixels from the left edge. */
gint64 pv_line_plot_get_time    (const PvLinePlot *plot,
                                 double            x);
/* How many device pixels it is wide. */
guint  pv_line_plot_get_columns (const PvLinePlot *plot);

G_END_DECLS
