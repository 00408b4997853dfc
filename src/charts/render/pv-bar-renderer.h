/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-bar-renderer.h: draws a bar chart. A pure function of data, size, style and target. */
#pragma once

#include <cairo.h>
#include <gio/gio.h>
#include <pango/pango.h>

#include "pv-bar.h"
#include "pv-bar-motion.h"
#include "pv-chart-style.h"
#include "pv-unit.h"

G_BEGIN_DECLS

/**
 * PvBarMetrics:
 * @label_width: of the widest label, in pixels
 * @text_widths: of the widest text beside a bar, in pixels: "121 of 222 · 13 %", "121 13 %", "121"
 * @peak: the largest whole, which the longest bar stands for
 *
 * What rows have in common. All 0 to begin with; pv_bar_scene_measure() makes it grow.
 */
typedef struct
{
  double label_width;
  double text_widths[3];
  double peak;
} PvBarMetrics;

/**
 * PvBarScene:
 * @style: colours and font
 * @pango: for layouts; at the target's resolution
 * @model: (element-type PvBar): what is drawn
 * @first: position in the model of the first row; positions below count from there
 * @n_rows: how many of the model's rows
 * @unit: of the numbers
 * @width: pixels
 * @height: pixels
 * @scroll: pixels that are scrolled away at the top
 * @hover: position under the pointer, or G_MAXUINT
 * @current: position with the keyboard's focus, or G_MAXUINT
 * @rtl: whether labels stand to the right
 * @metrics: (nullable): of the rows, also of some that are not in sight, so that columns stay where
 *   they are while one scrolls; NULL for those in sight
 * @device_scale: device pixels per pixel, for crisp edges; 0 to ask the target, which a recording
 *   cannot answer
 * @moving: (nullable) (element-type PvBarPlace): bars on their way, in the order in which they are drawn
 * @n_moving: so many of the first rows are drawn as @moving says; rows after them are at rest
 */
typedef struct
{
  PvChartStyle style;
  PangoContext *pango;
  GListModel *model;
  guint first;
  guint n_rows;
  PvUnit unit;
  double width;
  double height;
  double scroll;
  guint hover;
  guint current;
  gboolean rtl;
  const PvBarMetrics *metrics;
  double device_scale;
  GArray *moving;
  guint n_moving;
} PvBarScene;

/* Height of one row in pixels, gap included. */
double pv_bar_scene_get_row_height (const PvBarScene *scene);
/* Height of all rows in pixels. */
double pv_bar_scene_get_full_height (const PvBarScene *scene);
/* The row at @y pixels from the top, or G_MAXUINT. */
guint  pv_bar_scene_get_row_at     (const PvBarScene *scene,
                                    double            y);
/* Widens @metrics for @n rows from @first. */
void   pv_bar_scene_measure        (const PvBarScene *scene,
                                    guint             first,
                                    guint             n,
                                    PvBarMetrics     *metrics);
/* Whether the row lacks letters or numbers that a wider chart would show. */
gboolean pv_bar_scene_is_shortened (const PvBarScene *scene,
                                    guint             position);
void   pv_bar_scene_draw           (const PvBarScene *scene,
                                    cairo_t          *cr);

G_END_DECLS
