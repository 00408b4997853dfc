/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-table-row.h: one row of a table. */
#pragma once

#include "pv-table-model.h"

G_BEGIN_DECLS

#define PV_TYPE_TABLE_ROW (pv_table_row_get_type ())

/**
 * PvTableRow:
 *
 * What stands at one position of a #PvTableModel: something else once the model has another order. Made
 * when a table comes to show it.
 */
G_DECLARE_FINAL_TYPE (PvTableRow, pv_table_row, PV, TABLE_ROW, GObject)

/* @model: (transfer none): kept alive */
PvTableRow *pv_table_row_new          (PvTableModel *model,
                                       guint         position);
/* FALSE where the model has fewer rows by now: then there is nothing else to ask for. */
gboolean    pv_table_row_exists       (PvTableRow   *self);
guint       pv_table_row_get_position (PvTableRow   *self);
/* What it is a row of, of the model's kind. (transfer none) */
gpointer    pv_table_row_get_order    (PvTableRow   *self);
/* What stands in a cell. (transfer full) */
char       *pv_table_row_dup_text     (PvTableRow   *self,
                                       guint         column);

G_END_DECLS
