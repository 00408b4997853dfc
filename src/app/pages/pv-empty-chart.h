/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-empty-chart.h: why there is no bar chart, and what can be done about it. */
#pragma once

#include <adwaita.h>

#include "pv-crossfilter-model.h"
#include "pv-name-finder.h"
#include "pv-query.h"

G_BEGIN_DECLS

#define PV_TYPE_EMPTY_CHART (pv_empty_chart_get_type ())

/**
 * PvEmptyChart:
 *
 * Says that the capture has nothing of the kind, or that the selection has not; of a picked address that asked for no
 * names, under which name it was looked up.
 */
G_DECLARE_FINAL_TYPE (PvEmptyChart, pv_empty_chart, PV, EMPTY_CHART, AdwBin)

/* @ranking: (nullable): which is empty; @crossfilter, @names: (nullable): what it was asked of, and who knows what
 * addresses are called */
void pv_empty_chart_update (PvEmptyChart       *self,
                            PvCapture          *capture,
                            PvDimension         dimension,
                            PvRanking          *ranking,
                            PvCrossfilterModel *crossfilter,
                            PvNameFinder       *names);
/* Says that what the chart ranks is being read, since it does not come with a capture. */
void pv_empty_chart_show_reading (PvEmptyChart *self);

G_END_DECLS
