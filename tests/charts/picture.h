/* SPDX-License-Identifier: GPL-3.0-or-later */
/* picture.h: a surface to draw charts onto and to look at, in colours that cannot be confused. */
#pragma once

#include <pango/pangocairo.h>

#include "pv-chart-style.h"

G_BEGIN_DECLS

/**
 * Picture:
 * @surface: white
 * @cr: draws on it
 * @pango: a context of 96 dpi
 * @style: black text on nothing, a grey grid, and a pure red accent: what is red is data
 */
typedef struct
{
  cairo_surface_t *surface;
  cairo_t *cr;
  PangoContext *pango;
  PvChartStyle style;
} Picture;

Picture *picture_new        (double         width,
                             double         height,
                             double         scale);
void     picture_free       (Picture       *self);

/* 0xaarrggbb, premultiplied, at a device pixel. */
guint32  picture_get_pixel  (Picture       *self,
                             int            x,
                             int            y);
/* How red a device pixel is: 0 for white, grey and black, 255 for the accent. */
int      picture_get_red    (Picture       *self,
                             int            x,
                             int            y);
/* The first and the last device pixel of row @y that is at least so red. FALSE where none is. */
gboolean picture_find_red   (Picture       *self,
                             int            y,
                             int            least,
                             int           *first,
                             int           *last);
/* The first and the last device pixel in column @x, likewise. */
gboolean picture_find_red_down (Picture       *self,
                                int            x,
                                int            least,
                                int           *first,
                                int           *last);
/* Whether there is anything dark, which is text, in the rectangle of device pixels. */
gboolean picture_has_text   (Picture       *self,
                             int            x,
                             int            y,
                             int            width,
                             int            height);
/* How many colours there are in the rectangle. */
guint    picture_count_colors (Picture       *self,
                               int            x,
                               int            y,
                               int            width,
                               int            height);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Picture, picture_free)

G_END_DECLS
