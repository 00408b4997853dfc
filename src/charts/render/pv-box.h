/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-box.h: a filled rectangle. */
#pragma once

#include "pv-color.h"
#include "pv-rect.h"

G_BEGIN_DECLS

/**
 * PvBox:
 * @rect: where; of no width or height for nothing
 * @color: what it is filled with
 * @radius: of its corners
 *
 * What is simple enough to be drawn by whoever draws fastest.
 */
typedef struct
{
  PvRect rect;
  PvColor color;
  double radius;
} PvBox;

void pv_box_draw (const PvBox *box,
                  cairo_t     *cr);

G_END_DECLS
