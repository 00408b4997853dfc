/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-bar-chart.h: a scrollable horizontal bar chart. */
#pragma once

#include <gtk/gtk.h>

#include "pv-bar-renderer.h"
#include "pv-bar.h"
#include "pv-chart-widget.h"
#include "pv-unit.h"

G_BEGIN_DECLS

#define PV_TYPE_BAR_CHART (pv_bar_chart_get_type ())

/**
 * PvBarChart:
 *
 * Shows a #GListModel of #PvBar, the first on top: label, bar, number and share. Draws and asks for
 * only the rows in view, so a model may have a million items and make them when asked. Implements
 * #GtkScrollable; put it into a #GtkScrolledWindow. Hover highlights; Up, Down, Home, End, Page
 * Up and Page Down move the current bar; where a row is shortened or a bar has a tooltip of its own, a
 * tooltip has it all. When the model changes, bars glide to where they belong; pointer, keyboard and
 * accessibility know them there at once. Changes that come fast are shown at once, and so is all where
 * animations are off.
 *
 * Properties: "model" (#GListModel), "unit" (#PvUnit), "n-max" (uint: how many of the model's rows to
 * show, 0 for all), "current" (uint, GTK_INVALID_LIST_POSITION for none; it follows its bar's key when
 * the model changes), "title" (string, for accessibility and export), "label-heading", "peak" (double:
 * the largest whole of all rows, what the longest thin line stands for, or the longest bar on the scale of
 * the capture. At least the largest of the first rows is taken; 0 for no more than that).
 *
 * Signals: "activated" (uint position): a bar was clicked, or Return or Space pressed on it.
 */
G_DECLARE_FINAL_TYPE (PvBarChart, pv_bar_chart, PV, BAR_CHART, PvChartWidget)

GtkWidget  *pv_bar_chart_new         (void);
GListModel *pv_bar_chart_get_model   (PvBarChart *self);
void        pv_bar_chart_set_model   (PvBarChart *self,
                                      GListModel *model);
PvUnit      pv_bar_chart_get_unit    (PvBarChart *self);
void        pv_bar_chart_set_unit    (PvBarChart *self,
                                      PvUnit      unit);
guint       pv_bar_chart_get_n_max   (PvBarChart *self);
void        pv_bar_chart_set_n_max   (PvBarChart *self,
                                      guint       n_max);
guint       pv_bar_chart_get_current (PvBarChart *self);
void        pv_bar_chart_set_current (PvBarChart *self,
                                      guint       position);
const char *pv_bar_chart_get_title   (PvBarChart *self);
void        pv_bar_chart_set_title   (PvBarChart *self,
                                      const char *title);
double      pv_bar_chart_get_peak    (PvBarChart *self);
void        pv_bar_chart_set_peak    (PvBarChart *self,
                                      double      peak);
/* What bars are as long as; at first that of the selection. */
void        pv_bar_chart_set_scale   (PvBarChart *self,
                                      PvBarScale  scale);
/* Whether values are of a part of the capture: each bar then has a thin line for the whole capture below it, and
 * columns stay as wide as they were. To be said before the model changes. */
void        pv_bar_chart_set_is_narrowed (PvBarChart *self,
                                          gboolean    is_narrowed);
/* Whether bars are compared, see pv_bar_set_other(). To be said before the model changes. */
void        pv_bar_chart_set_is_compared (PvBarChart *self,
                                          gboolean    is_compared);
/* Whether rows have room for what else bars are called. */
void        pv_bar_chart_set_has_two_lines (PvBarChart *self,
                                            gboolean    has_two_lines);
/* Whether there is room for their time lines: see pv_bar_set_spark(). */
void        pv_bar_chart_set_has_sparks (PvBarChart *self,
                                         gboolean    has_sparks);
/* What stands over the columns, which a #PvBarHeader shows. Copied; NULL for nothing. */
void        pv_bar_chart_set_headings (PvBarChart          *self,
                                       const PvBarHeadings *headings);
/* Has columns get new widths from the next bars, which are of another kind or of another file. */
void        pv_bar_chart_forget_widths (PvBarChart *self);
/* Whether changes to come follow the user's hand, say as something is dragged, and are shown at once. */
void        pv_bar_chart_set_is_live (PvBarChart *self,
                                      gboolean    is_live);
/* The row at @y pixels from the top, or GTK_INVALID_LIST_POSITION. */
guint       pv_bar_chart_get_position_at (PvBarChart *self,
                                          double      y);
/* Where the row at @position is, in pixels; outside the widget where it is scrolled away. */
void        pv_bar_chart_get_area    (PvBarChart   *self,
                                      guint         position,
                                      GdkRectangle *area);

G_END_DECLS
