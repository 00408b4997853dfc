/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-color.c: a colour. */
#include "config.h"

#include "pv-color.h"

void
pv_color_set_source (const PvColor *color,
                     cairo_t       *cr)
{
  cairo_set_source_rgba (cr, color->red, color->green, color->blue, color->alpha);
}
