/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-chart-device.c: shapes that end where device pixels do. */
#include "config.h"

#include "pv-chart-device.h"

#include <glib.h>
#include <math.h>

double
pv_chart_device_get_scale (cairo_t *cr,
                           double   scale)
{
  double x_scale, y_scale;
  double dx = 1, dy = 0;

  if (scale > 0)
    return scale;

  cairo_surface_get_device_scale (cairo_get_target (cr), &x_scale, &y_scale);
  cairo_user_to_device_distance (cr, &dx, &dy);

  return MAX (hypot (dx, dy) * x_scale, .01);
}

double
pv_chart_device_snap (double x,
                      double scale)
{
  return round (x * scale) / scale;
}

void
pv_chart_device_rounded_rectangle (cairo_t *cr,
                                   double   x,
                                   double   y,
                                   double   width,
                                   double   height,
                                   double   radius)
{
  radius = MIN (radius, MIN (width, height) / 2);

  if (radius <= 0)
    {
      cairo_rectangle (cr, x, y, width, height);
      return;
    }

  cairo_new_sub_path (cr);
  cairo_arc (cr, x + width - radius, y + radius, radius, -G_PI_2, 0);
  cairo_arc (cr, x + width - radius, y + height - radius, radius, 0, G_PI_2);
  cairo_arc (cr, x + radius, y + height - radius, radius, G_PI_2, G_PI);
  cairo_arc (cr, x + radius, y + radius, radius, G_PI, 3 * G_PI_2);
  cairo_close_path (cr);
}
