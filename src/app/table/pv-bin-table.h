/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-bin-table.h: tables of bins. */
#pragma once

#include "pv-line-options.h"
#include "pv-table-view.h"
#include "pv-traffic-data.h"

G_BEGIN_DECLS

/* Its orders are #PvBinOrder. */
extern const PvTableKind pv_bin_table_kind;

/* Shows the bins with packets that the line of @data is drawn of, and nothing where there is none yet. @data:
 * (nullable); @options: how it is drawn; @selected: (nullable): the span whose bins alone are shown */
void pv_bin_table_show_traffic (PvTableView         *view,
                                PvTrafficData       *data,
                                const PvLineOptions *options,
                                const PvSpan        *selected);

G_END_DECLS
