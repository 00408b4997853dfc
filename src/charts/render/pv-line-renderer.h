/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-line-renderer.h: draws a line chart over time. A pure function of data, size, style and target. */
#pragma once

#include <cairo.h>
#include <pango/pango.h>

#include "pv-chart-style.h"
#include "pv-line-data.h"
#include "pv-line-span.h"
#include "pv-unit.h"
#include "pv-value-axis.h"

G_BEGIN_DECLS

/* No more are drawn; more would not be told apart. */
#define PV_LINE_MAX_REFERENCES 4

/**
 * PvLineReference:
 * @name: "Mean"; not owned, translated
 * @value: in the scene's unit
 *
 * A value that the line is held against.
 */
typedef struct
{
  const char *name;
  double value;
} PvLineReference;

/**
 * PvLineScene:
 * @style: colours and font
 * @pango: for layouts
 * @data: what is drawn; NULL draws empty axes
 * @unit: of values
 * @start_ns: left edge of the plot, ns since the epoch
 * @end_ns: right edge
 * @time_zone: of the time axis; not owned; NULL for local
 * @is_elapsed: whether the time axis counts from @origin_ns
 * @origin_ns: what it counts from
 * @width: pixels, axes included
 * @height: pixels, axes included
 * @has_crosshair: whether to draw the crosshair
 * @crosshair_ns: where
 * @read_span: what is told beside the crosshair instead of its bin; empty for the bin
 * @has_band: whether to draw a band (the span being dragged out)
 * @band_start_ns: its start
 * @band_end_ns: its end
 * @selection: the selected span; empty for none
 * @has_handles: whether the selection's edges have something to take hold of, which pictures have no use for
 * @value_scale: linear or logarithmic
 * @references: (array length=n_references): values that the line is held against
 * @n_references: how many
 * @rtl: whether the value axis stands to the right; time runs to the right in any case, as on clocks
 * @device_scale: device pixels per pixel, for crisp edges; 0 to ask the target, which a recording
 *   cannot answer
 */
typedef struct
{
  PvChartStyle style;
  PangoContext *pango;
  PvLineData *data;
  PvUnit unit;
  gint64 start_ns;
  gint64 end_ns;
  GTimeZone *time_zone;
  gboolean is_elapsed;
  gint64 origin_ns;
  double width;
  double height;
  gboolean has_crosshair;
  gint64 crosshair_ns;
  PvLineSpan read_span;
  gboolean has_band;
  gint64 band_start_ns;
  gint64 band_end_ns;
  PvLineSpan selection;
  gboolean has_handles;
  PvScale value_scale;
  PvLineReference references[PV_LINE_MAX_REFERENCES];
  guint n_references;
  gboolean rtl;
  double device_scale;
} PvLineScene;

/* Where the plot lies within @scene, axes left out, in pixels. */
void pv_line_scene_get_plot (const PvLineScene *scene,
                             double            *x,
                             double            *y,
                             double            *width,
                             double            *height);
/* Everything: the chart and what lies over it. */
void pv_line_scene_draw     (const PvLineScene *scene,
                             cairo_t           *cr);
/* In two parts, for keeping the first while the pointer moves: axes and data; band and crosshair. */
void pv_line_scene_draw_chart   (const PvLineScene *scene,
                                 cairo_t           *cr);
void pv_line_scene_draw_overlay (const PvLineScene *scene,
                                 cairo_t           *cr);

G_END_DECLS
