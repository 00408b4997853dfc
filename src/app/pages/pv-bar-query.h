/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-bar-query.h: what a bar chart in the window asks. */
#pragma once

#include "pv-narrowing.h"
#include "pv-query.h"

G_BEGIN_DECLS

/* What a chart of @dimension asks of @capture. @narrowing: (nullable). What is borrowed is valid until the narrowing
 * changes. */
PvQuery pv_bar_query_make (PvNarrowing *narrowing,
                           PvCapture   *capture,
                           PvDimension  dimension,
                           PvMeasure    measure);

G_END_DECLS
