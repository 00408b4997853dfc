/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-bar-renderer.h: draws a bar chart. A pure function of data, size, style and target. */
#pragma once

#include <cairo.h>
#include <gio/gio.h>
#include <pango/pango.h>

#include "pv-bar.h"
#include "pv-chart-style.h"
#include "pv-unit.h"

G_BEGIN_DECLS

/**
 * PvBarScene:
 * @style: colours and font
 * @pango: for layouts; at the target's resolution
 * @model: (element-type PvBar): what is drawn
 * @n_rows: how many of the model's rows
 * @unit: of the numbers
 * @width: pixels
 * @height: pixels
 * @scroll: pixels that are scrolled away at the top
 * @hover: position under the pointer, or G_MAXUINT
 * @current: position with the keyboard's focus, or G_MAXUINT
 * @rtl: whether labels stand to the right
 */
typedef struct
{
  PvChartStyle style;
  PangoContext *pango;
  GListModel *model;
  guint n_rows;
  PvUnit unit;
  double width;
  double height;
  double scroll;
  guint hover;
  guint current;
  gboolean rtl;
} PvBarScene;

/* Height of one row in pixels, gap included. */
double pv_bar_scene_get_row_height (const PvBarScene *scene);
/* Height of all rows in pixels. */
double pv_bar_scene_get_full_height (const PvBarScene *scene);
/* The row at @y pixels from the top, or G_MAXUINT. */
guint  pv_bar_scene_get_row_at     (const PvBarScene *scene,
                                    double            y);
void   pv_bar_scene_draw           (const PvBarScene *scene,
                                    cairo_t          *cr);

G_END_DECLS
