/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-label-counts.h: how many labels each dimension has, in the capture and in what is selected. */
#pragma once

#include "pv-crossfilter-model.h"

G_BEGIN_DECLS

#define PV_TYPE_LABEL_COUNTS (pv_label_counts_get_type ())

/**
 * PvLabelCounts:
 *
 * Counts in the background, after everything that is in sight: those of the capture once, those of what is
 * selected when that has not changed for a moment.
 *
 * Signals: "changed" (PvLabelCounts *): a number is another.
 */
G_DECLARE_FINAL_TYPE (PvLabelCounts, pv_label_counts, PV, LABEL_COUNTS, GObject)

PvLabelCounts *pv_label_counts_new         (PvCrossfilterModel *crossfilter);
/* @capture: (nullable): nothing is counted before it is complete */
void           pv_label_counts_set_capture (PvLabelCounts *self,
                                            PvCapture     *capture);
/* How many labels of @dimension the capture has. FALSE while that is not known. */
gboolean       pv_label_counts_get_whole   (PvLabelCounts *self,
                                            PvDimension    dimension,
                                            guint         *n);
/* How many of them what is selected has; it may be a moment behind. FALSE while that is not known. */
gboolean       pv_label_counts_get_part    (PvLabelCounts *self,
                                            PvDimension    dimension,
                                            guint         *n);

G_END_DECLS
