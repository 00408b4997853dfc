/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-box.c: a filled rectangle. */
#include "config.h"

#include "pv-box.h"

#include "pv-chart-device.h"

void
pv_box_draw (const PvBox *box,
             cairo_t     *cr)
{
  if (box->rect.width <= 0 || box->rect.height <= 0)
    return;

  pv_color_set_source (&box->color, cr);
  pv_chart_device_rounded_rectangle (cr, box->rect.x, box->rect.y, box->rect.width, box->rect.height, box->radius);
  cairo_fill (cr);
}
