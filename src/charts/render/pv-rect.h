/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-rect.h: a part of a chart. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * PvRect:
 * @x: left edge, in pixels
 * @y: upper edge
 * @width: not negative
 * @height: not negative
 *
 * A part of a chart.
 */
typedef struct
{
  double x;
  double y;
  double width;
  double height;
} PvRect;

/* The smallest that has all of @a and @b in it. */
PvRect   pv_rect_union     (const PvRect *a,
                            const PvRect *b);
/* @rect with @distance more on each side, and then out to whole pixels. */
PvRect   pv_rect_grow      (const PvRect *rect,
                            double        distance);
/* Leaves of @rect what is in @bounds too. FALSE where that is nothing. */
gboolean pv_rect_intersect (PvRect       *rect,
                            const PvRect *bounds);

G_END_DECLS
