/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-line-chart.h: a zoomable line chart over time. */
#pragma once

#include <gtk/gtk.h>

#include "pv-chart-widget.h"
#include "pv-line-data.h"
#include "pv-line-renderer.h"

G_BEGIN_DECLS

#define PV_TYPE_LINE_CHART (pv_line_chart_get_type ())

/**
 * PvLineChart:
 *
 * Draws a #PvLineData with a soft fill, a value axis and a time axis in local time. Zooms by wheel
 * and pinch around the pointer, by a span dragged out with Control, by + − 0; pans by dragging with
 * the middle button or Shift, by horizontal scroll and the arrow keys; double click fits. A
 * crosshair tells the bin under the pointer; Control+Left and Control+Right move it from bin to bin,
 * Control+Home and Control+End to the first and last in sight, Escape takes it away. Home and End go
 * to where data begins and ends, Page Up and Page Down move by a page.
 *
 * Plain dragging selects a span, whose edges are those of bins unless Alt is held; its edges and its inside can
 * be dragged again. A click selects a bin, or nothing where it is that bin already. Shift+Left and Shift+Right
 * select from the crosshair on, bin by bin. P and Shift+P move the crosshair from peak to peak. Alt+Left and
 * Alt+Right go back to what was in sight before.
 *
 * Where another line is drawn behind to be compared with, it is moved by dragging with Control and Shift, and by [ and ],
 * bin by bin, or with Shift ten bins at a time: who has the data does so.
 *
 * Properties: "data" (#PvLineData), "unit" (#PvUnit), "title" (string), "can-zoom-in",
 * "can-zoom-out", "is-fitted" (boolean, read-only).
 *
 * Signals: "view-changed": the visible span is another, so that an automatic bin size can follow;
 * "selection-changed": the user selects another span, also while dragging;
 * "other-moved" (gint64 by_ns): the user moves what is compared with, to the right where positive.
 * Actions, installed on the class: "chart.zoom-in", "chart.zoom-out", "chart.fit",
 * "chart.zoom-to-selection", "chart.select-bin", "chart.back", "chart.forward".
 */
G_DECLARE_FINAL_TYPE (PvLineChart, pv_line_chart, PV, LINE_CHART, PvChartWidget)

GtkWidget  *pv_line_chart_new        (void);
PvLineData *pv_line_chart_get_data   (PvLineChart *self);
/* Keeps the view where the new data's extent still has it; a NULL → data change fits. */
void        pv_line_chart_set_data   (PvLineChart *self,
                                      PvLineData  *data);
PvUnit      pv_line_chart_get_unit   (PvLineChart *self);
void        pv_line_chart_set_unit   (PvLineChart *self,
                                      PvUnit       unit);
void        pv_line_chart_set_value_scale (PvLineChart *self,
                                           PvScale      scale);
/* At most %PV_LINE_MAX_REFERENCES values that the line is held against; their names must stay. */
void        pv_line_chart_set_references (PvLineChart           *self,
                                          const PvLineReference *references,
                                          guint                  n);
/* What the time axis says: the time of @zone (nullable: the local zone) */
void        pv_line_chart_set_time_zone (PvLineChart *self,
                                         GTimeZone   *zone);
/* ... or, where @is_elapsed, the time since the data's home span begins. */
void        pv_line_chart_set_elapsed (PvLineChart *self,
                                       gboolean     is_elapsed);
void        pv_line_chart_set_title  (PvLineChart *self,
                                      const char  *title);
/* The visible span, half open, in ns since the epoch. FALSE where there is no data. */
gboolean    pv_line_chart_get_view   (PvLineChart *self,
                                      gint64      *start_ns,
                                      gint64      *end_ns);
void        pv_line_chart_set_view   (PvLineChart *self,
                                      gint64       start_ns,
                                      gint64       end_ns);
/* Shows what is @by_ns later, as far as there is any, as it grew by as much; not while the user drags something. */
void        pv_line_chart_move_view  (PvLineChart *self,
                                      gint64       by_ns);
/* The selected span. FALSE where there is none. */
gboolean    pv_line_chart_get_selection (PvLineChart *self,
                                         gint64      *start_ns,
                                         gint64      *end_ns);
/* An empty span selects nothing. Does not emit "selection-changed". */
void        pv_line_chart_set_selection (PvLineChart *self,
                                         gint64       start_ns,
                                         gint64       end_ns);
/* Which step of the user's the selection comes from: as long as it is the same, as while a drag goes
 * on, changes belong together, for undo. Not 0. */
guint       pv_line_chart_get_selection_step (PvLineChart *self);
/* Width of the plot area in pixels, for choosing a bin size. */
int         pv_line_chart_get_plot_width (PvLineChart *self);
/* @factor above 1 zooms in, around the middle. */
void        pv_line_chart_zoom       (PvLineChart *self,
                                      double       factor);
void        pv_line_chart_fit        (PvLineChart *self);
/* Goes to a span, and remembers where from. */
void        pv_line_chart_show_span  (PvLineChart *self,
                                      gint64       start_ns,
                                      gint64       end_ns);
/* Shows the selected span alone. */
void        pv_line_chart_zoom_to_selection (PvLineChart *self);
/* What "chart.select-bin" selects, though the pointer goes into a menu: the bin at @x, in pixels from the left edge,
 * or where that is negative the one at the crosshair. */
void        pv_line_chart_hold_bin   (PvLineChart *self,
                                      double       x);
/* Shows what was in sight before the user went on from there, and the other way round. */
void        pv_line_chart_go_back    (PvLineChart *self);
void        pv_line_chart_go_forward (PvLineChart *self);

G_END_DECLS
