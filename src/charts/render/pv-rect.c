/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-rect.c: a part of a chart. */
#include "config.h"

#include "pv-rect.h"

#include <math.h>

PvRect
pv_rect_union (const PvRect *a,
               const PvRect *b)
{
  double x = MIN (a->x, b->x);
  double y = MIN (a->y, b->y);

  return (PvRect){
    .x = x,
    .y = y,
    .width = MAX (a->x + a->width, b->x + b->width) - x,
    .height = MAX (a->y + a->height, b->y + b->height) - y,
  };
}

PvRect
pv_rect_grow (const PvRect *rect,
              double        distance)
{
  double x = floor (rect->x - distance);
  double y = floor (rect->y - distance);

  return (PvRect){
    .x = x,
    .y = y,
    .width = ceil (rect->x + rect->width + distance) - x,
    .height = ceil (rect->y + rect->height + distance) - y,
  };
}

gboolean
pv_rect_intersect (PvRect       *rect,
                   const PvRect *bounds)
{
  double right = MIN (rect->x + rect->width, bounds->x + bounds->width);
  double bottom = MIN (rect->y + rect->height, bounds->y + bounds->height);

  rect->x = MAX (rect->x, bounds->x);
  rect->y = MAX (rect->y, bounds->y);
  rect->width = MAX (right - rect->x, 0);
  rect->height = MAX (bottom - rect->y, 0);

  return rect->width > 0 && rect->height > 0;
}
