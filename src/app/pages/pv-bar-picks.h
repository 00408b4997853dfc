/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-bar-picks.h: picks labels of bars and of tables. */
#pragma once

#include "pv-capture.h"
#include "pv-selection.h"
#include "pv-table-view.h"

G_BEGIN_DECLS

/* Picks a label of @capture, which has settled, or does so no longer. */
void pv_bar_picks_toggle    (PvCapture   *capture,
                             PvDimension  dimension,
                             guint32      id,
                             PvSelection *selection);
/* Picks the first rows that a table of @capture's labels has found, at most %PV_TABLE_MAX_PICKED. None where rows are
 * another capture's still. */
void pv_bar_picks_add_found (PvTableView *table,
                             PvCapture   *capture,
                             PvSelection *selection);

G_END_DECLS
