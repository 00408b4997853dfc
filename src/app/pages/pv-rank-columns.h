/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-rank-columns.h: bars of one dimension, or of several side by side where there is room. */
#pragma once

#include <adwaita.h>

#include "pv-bar-view.h"

G_BEGIN_DECLS

#define PV_TYPE_RANK_COLUMNS (pv_rank_columns_get_type ())

/**
 * PvRankColumns:
 *
 * Shows as many of some dimensions as there is room for, each in a column of its own.
 *
 * Properties, all of all columns: "narrow" (boolean: whether there is little width), "n-max" (int64: how many bars, 0
 * for all), "show-table" (boolean).
 */
G_DECLARE_FINAL_TYPE (PvRankColumns, pv_rank_columns, PV, RANK_COLUMNS, AdwBin)

/* What is to be shown: @dimensions[@chosen] first, and where there is more room those after it, round and round.
 * @n: at least 1 */
void       pv_rank_columns_set_dimensions (PvRankColumns     *self,
                                           const PvDimension *dimensions,
                                           guint              n,
                                           guint              chosen);
/* @capture: (nullable) */
void       pv_rank_columns_set_capture    (PvRankColumns     *self,
                                           PvCapture         *capture);
void       pv_rank_columns_set_measure    (PvRankColumns     *self,
                                           PvMeasure          measure);
/* To be set once. */
void       pv_rank_columns_set_context    (PvRankColumns      *self,
                                           PvCrossfilterModel *crossfilter,
                                           PvNameFinder       *names);
/* What all bars are compared with, once there is something. To be set once. */
void       pv_rank_columns_set_comparison (PvRankColumns     *self,
                                           PvComparison      *comparison);
/* That of the chosen dimension. (transfer none) */
PvBarView *pv_rank_columns_get_first      (PvRankColumns     *self);
/* Adds the charts as they are shown. @pictures: (element-type PvChartPicture) */
void       pv_rank_columns_take_pictures  (PvRankColumns     *self,
                                           GPtrArray         *pictures);

G_END_DECLS
