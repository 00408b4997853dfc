/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-map-raster.h: many ribbons as pixels, faster than Cairo fills as many curves. */
#pragma once

#include <cairo.h>
#include <glib.h>

#include "pv-color.h"

G_BEGIN_DECLS

/**
 * PvMapRaster:
 *
 * Pixels of a part of a chart, over which ribbons are drawn from its left edge to its right one. Each pixel has as
 * much of a ribbon's colour as the ribbon covers of it. Several threads may work on it.
 */
typedef struct _PvMapRaster PvMapRaster;

/* Of @width × @height pixels, at @scale device pixels each. NULL where that is more than there can be. */
PvMapRaster *pv_map_raster_new  (double         width,
                                 double         height,
                                 double         scale);
/* Says that all of what ribbons will be drawn over has one colour, so that nobody looks. */
void         pv_map_raster_set_even (PvMapRaster *self);
/* Adds a ribbon of two parts, the second below the first, that are @thickness pixels high all the way, whose upper edge
 * goes from @y0 on the left to @y1 on the right, as the curve of pv_map_ease() does. @color: without regard to its alpha,
 * instead of which each part has one of its own. What is added with one colour after the other is faster than what
 * alternates. */
void         pv_map_raster_draw (PvMapRaster   *self,
                                 double         y0,
                                 double         y1,
                                 const double   thickness[2],
                                 const PvColor *color,
                                 const float    alphas[2]);
/* Draws what was added onto @cr, with its upper left corner at (@x, @y), and frees it. */
void         pv_map_raster_end  (PvMapRaster   *self,
                                 cairo_t       *cr,
                                 double         x,
                                 double         y);

/* How far down a ribbon is, from 0 to 1, at @part of its way: what Bézier's curve with control points in the middle
 * makes of it. */
double       pv_map_ease        (double         part);

G_END_DECLS
