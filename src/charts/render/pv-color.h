/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-color.h: a colour. */
#pragma once

#include <cairo.h>

/**
 * PvColor:
 * @red: from 0 to 1
 * @green: from 0 to 1
 * @blue: from 0 to 1
 * @alpha: from 0 for invisible to 1 for opaque; not multiplied into the others
 */
typedef struct
{
  float red;
  float green;
  float blue;
  float alpha;
} PvColor;

/* Has @cr draw in @color. */
void pv_color_set_source (const PvColor *color,
                          cairo_t       *cr);
