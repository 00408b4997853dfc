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
 * PvBarColumn:
 * @PV_BAR_COLUMN_VALUE: the number that the bar is as long as
 * @PV_BAR_COLUMN_CHANGE: the change from what it is compared with, where it is
 * @PV_BAR_COLUMN_SHARE: its share
 * @PV_BAR_COLUMN_WHOLE: the number in the whole capture, where that is another
 *
 * Columns of numbers after the bars. Where there is little width, the last go first.
 */
typedef enum
{
  PV_BAR_COLUMN_VALUE,
  PV_BAR_COLUMN_CHANGE,
  PV_BAR_COLUMN_SHARE,
  PV_BAR_COLUMN_WHOLE,
} PvBarColumn;
#define PV_BAR_N_COLUMNS 4

/**
 * PvBarScale:
 * @PV_BAR_SCALE_SELECTION: the longest bar is the largest value
 * @PV_BAR_SCALE_CAPTURE: the longest bar would be the largest whole
 *
 * What bars are as long as.
 */
typedef enum
{
  PV_BAR_SCALE_SELECTION,
  PV_BAR_SCALE_CAPTURE,
} PvBarScale;

/**
 * PvBarHeadings:
 * @columns: what stands over the numbers: "in the span"; NULL for nothing
 * @spark: over the time lines
 *
 * Words over the columns. Not owned.
 */
typedef struct
{
  const char *columns[PV_BAR_N_COLUMNS];
  const char *spark;
} PvBarHeadings;

/**
 * PvBarMetrics:
 * @label_width: of the widest label, in pixels
 * @column_widths: of the widest number or heading in each column, in pixels
 * @peak: the largest value
 * @whole_peak: the largest whole
 *
 * What rows have in common. All 0 to begin with; pv_bar_scene_measure() makes it grow.
 */
typedef struct
{
  double label_width;
  double column_widths[PV_BAR_N_COLUMNS];
  double peak;
  double whole_peak;
} PvBarMetrics;

/**
 * PvBarScene:
 * @style: colours and font
 * @pango: for layouts; at the target's resolution
 * @model: (element-type PvBar): what is drawn
 * @first: position in the model of the first row; positions below count from there
 * @n_rows: how many of the model's rows
 * @unit: of the numbers
 * @scale: of the bars
 * @is_narrowed: whether values are of a part of the capture, so that wholes are shown too
 * @has_wholes: whether there is room for wholes also where they are not shown, so that nothing moves when they are
 * @is_compared: whether bars have outlines of what they are compared with, and a column for the change
 * @has_sparks: whether there is room for time lines
 * @has_two_lines: whether rows have room for what else bars are called
 * @headings: (nullable): which get room in their columns
 * @legend: (nullable): what the parts of bars are, for a page; the scene itself does not draw it
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
  PvBarScale scale;
  gboolean is_narrowed;
  gboolean has_wholes;
  gboolean is_compared;
  gboolean has_sparks;
  gboolean has_two_lines;
  const PvBarHeadings *headings;
  const PvBarLegend *legend;
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

/* Widens @metrics for @n rows from @first. */
void     pv_bar_scene_measure          (const PvBarScene *scene,
                                        guint             first,
                                        guint             n,
                                        PvBarMetrics     *metrics);
/* Height of one row in pixels, gap included. */
double   pv_bar_scene_get_row_height   (const PvBarScene *scene);
/* Height of all rows in pixels. */
double   pv_bar_scene_get_full_height  (const PvBarScene *scene);
/* The row at @y pixels from the top, or G_MAXUINT. */
guint    pv_bar_scene_get_row_at       (const PvBarScene *scene,
                                        double            y);
/* Whether the row lacks letters or numbers that a wider chart would show. */
gboolean pv_bar_scene_is_shortened     (const PvBarScene *scene,
                                        guint             position);
void     pv_bar_scene_draw             (const PvBarScene *scene,
                                        cairo_t          *cr);

/* The rows in sight: [@first, @end). */
void     pv_bar_scene_get_rows_in_sight (const PvBarScene *scene,
                                         guint            *first,
                                         guint            *end);
/* Where bars in sight are, at rest or on their way, in the order in which they are drawn. @peak, @whole_peak: what
 * the longest bar and the longest thin line stand for. (transfer full) (element-type PvBarPlace) */
GArray  *pv_bar_scene_get_places        (const PvBarScene *scene,
                                         double            peak,
                                         double            whole_peak);

/* Height of the headings in pixels. */
double   pv_bar_scene_get_headings_height (const PvBarScene *scene);
/* Draws the headings at the top: each over its column, where rows of this width have that. */
void     pv_bar_scene_draw_headings     (const PvBarScene *scene,
                                         cairo_t          *cr);

G_END_DECLS
