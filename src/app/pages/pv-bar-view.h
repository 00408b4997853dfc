/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-bar-view.h: a bar chart or a table of a capture's top labels, kept up to date. */
#pragma once

#include <adwaita.h>

#include "pv-bar-chart.h"
#include "pv-capture.h"
#include "pv-chart-picture.h"
#include "pv-comparison.h"
#include "pv-crossfilter-model.h"
#include "pv-query.h"
#include "pv-name-finder.h"
#include "pv-table-view.h"

G_BEGIN_DECLS

#define PV_TYPE_BAR_VIEW (pv_bar_view_get_type ())

/**
 * PvBarView:
 *
 * Ranks the labels of one dimension in the background and shows them, or says in words that there
 * are none.
 *
 * Properties: "n-max" (int64: how many bars, 0 for all), "n-labels" (uint, read-only: how many
 * labels there are), "show-table" (boolean: whether all labels are shown as a table instead).
 */
G_DECLARE_FINAL_TYPE (PvBarView, pv_bar_view, PV, BAR_VIEW, AdwBin)

/* @capture: NULL for none */
void         pv_bar_view_set_capture   (PvBarView   *self,
                                        PvCapture   *capture);
void         pv_bar_view_set_dimension (PvBarView   *self,
                                        PvDimension  dimension);
void         pv_bar_view_set_measure   (PvBarView   *self,
                                        PvMeasure    measure);
/* Ranks what @crossfilter leaves, and again when it changes; picks in its selection what the user
 * activates. */
void         pv_bar_view_set_crossfilter (PvBarView          *self,
                                          PvCrossfilterModel *crossfilter);
/* Who knows what addresses are called; for details of a bar. */
void         pv_bar_view_set_names     (PvBarView   *self,
                                        PvNameFinder *names);
guint        pv_bar_view_get_n_labels  (PvBarView   *self);
/* "56 of 1,234" where a search in the table may leave some out; else "94 % named" where what has no name is a bar; else
 * empty. (transfer full) */
char        *pv_bar_view_dup_count     (PvBarView   *self);
/* Whether what bars are as long as can be chosen here. */
void         pv_bar_view_set_has_scale (PvBarView   *self,
                                        gboolean     has_scale);
/* What stands over the columns of numbers. (transfer none) */
GtkWidget   *pv_bar_view_get_header    (PvBarView   *self);
/* (transfer none) */
PvTableView *pv_bar_view_get_table     (PvBarView   *self);
/* Moves the focus to the bar of the label @id; where there is none, searches for @label in the table. */
void         pv_bar_view_go_to         (PvBarView   *self,
                                        guint32      id,
                                        const char  *label);
/* Moves the keyboard's focus to the bars, or to the rows of the table. Not by grabbing the focus of the
 * view: it would do so too when Shift+Tab leaves it, and never let it go. */
void         pv_bar_view_focus_bars    (PvBarView   *self);
/* The chart as it is shown, or NULL where there is nothing to show. (transfer full) */
PvChartPicture *pv_bar_view_dup_picture (PvBarView  *self);
/* What its bars are compared with, once there is something. */
void            pv_bar_view_set_comparison (PvBarView    *self,
                                            PvComparison *comparison);

G_END_DECLS
