/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-sparkline.c: a time line as small as a word. */
#include "config.h"

#include "pv-sparkline.h"

#include <math.h>

/* The highest level that is seen in device column @x of @width. */
static guint
get_level (const guint8 *levels,
           gsize         n,
           gsize         x,
           gsize         width)
{
  gsize first = x * n / width;
  gsize end = MAX ((x + 1) * n / width, first + 1);
  guint level = 0;

  for (gsize i = first; i < end; i++)
    level = MAX (level, levels[i]);

  return level;
}

void
pv_sparkline_draw (GBytes        *levels,
                   const PvRect  *area,
                   double         device_scale,
                   const PvColor *color,
                   cairo_t       *cr)
{
  const guint8 *data;
  gsize width;
  gsize n;
  guint previous = 0;
  gsize start = 0;

  g_return_if_fail (levels != NULL);
  g_return_if_fail (area != NULL);
  g_return_if_fail (device_scale > 0);

  data = g_bytes_get_data (levels, &n);
  width = (gsize) MAX (round (area->width * device_scale), 0);
  if (n == 0 || width == 0)
    return;

  for (gsize x = 0; x <= width; x++)
    {
      guint level = x < width ? get_level (data, n, x, width) : 0;

      if (level == previous)
        continue;

      if (previous > 0)
        {
          double height = MAX (round (area->height * device_scale * previous / 255), 1) / device_scale;

          cairo_rectangle (cr, area->x + (double) start / device_scale, area->y + area->height - height,
                           (double) (x - start) / device_scale, height);
        }
      previous = level;
      start = x;
    }
  pv_color_set_source (color, cr);
  cairo_fill (cr);
}
