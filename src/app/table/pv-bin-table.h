/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-bin-table.h: tables of bins. */
#pragma once

#include "pv-line-options.h"
#include "pv-table-view.h"

G_BEGIN_DECLS

/* Its orders are #PvBinOrder. */
extern const PvTableKind pv_bin_table_kind;

/* @series: (nullable): whose bins are shown, those with packets; NULL for an empty table. @span: only those
 * that overlap it. @unit: of the line, which rates follow. @clock: how times are told; @origin_ns: what
 * %PV_CLOCK_ELAPSED counts from. @title: what is counted; static */
void pv_bin_table_set (PvTableView *view,
                       PvSeries    *series,
                       PvSpan       span,
                       PvUnit       unit,
                       PvClock      clock,
                       gint64       origin_ns,
                       const char  *title);

G_END_DECLS
