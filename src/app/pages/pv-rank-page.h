/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-rank-page.h: a tab: its dimensions, one of them or several side by side. */
#pragma once

#include <adwaita.h>

#include "pv-bar-view.h"
#include "pv-label-counts.h"

G_BEGIN_DECLS

#define PV_TYPE_RANK_PAGE (pv_rank_page_get_type ())

/**
 * PvRankPage:
 *
 * Shows one dimension of a tab, which toggles choose, or in a wide window several side by side, that one
 * first. Which there are is what the table of dimensions says.
 *
 * Properties: "narrow" (boolean: whether there is little width), "dimension" (int64: the #PvDimension that is
 * chosen), "measure" (int64: the #PvMeasure by which labels are ranked), "n-max" (int64: how many bars, 0 for
 * all), "show-table" (boolean), "searching" (boolean: whether the search entry of the table is there), "show-map"
 * (boolean: whether the map is chosen, which only conversations have), "n-selected" and "n-all" (uint, read-only: how
 * many labels of the chosen dimension are selected, and how many there are, as #PvTabLabel has them), "short-title"
 * (string, read-only: of its tab).
 */
G_DECLARE_FINAL_TYPE (PvRankPage, pv_rank_page, PV, RANK_PAGE, AdwBin)

GtkWidget   *pv_rank_page_new           (PvTab          tab);
PvTab        pv_rank_page_get_tab       (PvRankPage    *self);
/* What all pages of a window share. To be set once. */
void         pv_rank_page_set_context   (PvRankPage         *self,
                                         PvCrossfilterModel *crossfilter,
                                         PvNameFinder       *names,
                                         PvLabelCounts      *counts);
/* @capture: (nullable) */
void         pv_rank_page_set_capture   (PvRankPage    *self,
                                         PvCapture     *capture);
/* A drop-down that chooses the dimension, for where there is no room for toggles. It belongs where its owner
 * puts it. (transfer none) */
GtkWidget   *pv_rank_page_get_switch    (PvRankPage    *self);
/* Whether there is more than one dimension to choose from. */
gboolean     pv_rank_page_has_choice    (PvRankPage    *self);
/* Moves the keyboard's focus to the bars or rows of the chosen dimension. */
void         pv_rank_page_focus         (PvRankPage    *self);
/* Shows a label of @dimension, see pv_bar_view_go_to(); only the dimension where it is "". */
void         pv_rank_page_go_to         (PvRankPage    *self,
                                         PvDimension    dimension,
                                         guint32        id,
                                         const char    *label);
/* Adds its charts as they are shown, the chosen dimension's first. @pictures: (element-type PvChartPicture) */
void         pv_rank_page_take_pictures (PvRankPage    *self,
                                         GPtrArray     *pictures);
/* What the bars of all columns are compared with, once there is something. */
void          pv_rank_page_set_comparison (PvRankPage   *self,
                                           PvComparison *comparison);

G_END_DECLS
