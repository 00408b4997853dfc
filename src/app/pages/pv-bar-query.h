/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-bar-query.h: what a bar chart in the window asks. */
#pragma once

#include "pv-crossfilter-model.h"
#include "pv-query.h"

G_BEGIN_DECLS

/* What a chart of @dimension asks of @capture. @crossfilter: (nullable). What is borrowed is valid until it
 * changes. */
PvQuery pv_bar_query_make (PvCrossfilterModel *crossfilter,
                           PvCapture          *capture,
                           PvDimension         dimension,
                           PvMeasure           measure);

G_END_DECLS
