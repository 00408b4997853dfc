/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-table-model.h: the rows of a table, and which are selected. */
#pragma once

#include <gtk/gtk.h>

#include "pv-table-kind.h"

G_BEGIN_DECLS

#define PV_TYPE_TABLE_MODEL (pv_table_model_get_type ())

/**
 * PvTableModel:
 *
 * A #GListModel of #PvTableRow. There may be millions, of which a table shows a screenful: rows are made
 * when asked for.
 *
 * GTK throws the widgets of all rows away that a model says are others, some hundreds of them, which takes
 * far longer than a frame. So rows stay, and what stands in them changes.
 *
 * Also a #GtkSelectionModel, because GTK's own makes an object of each row that is selected. What is
 * selected is what stands in rows: it stays so, where it is not too much, when it moves to other rows.
 *
 * Signals: "changed" (PvTableModel *): all rows say something else.
 */
G_DECLARE_FINAL_TYPE (PvTableModel, pv_table_model, PV, TABLE_MODEL, GObject)

/* @kind: static */
PvTableModel *pv_table_model_new       (const PvTableKind *kind);
const PvTableKind *pv_table_model_get_kind (PvTableModel *self);
/* @order: (nullable): rows of the model's kind */
void          pv_table_model_set_order (PvTableModel *self,
                                        gpointer      order);
/* Makes who shows rows ask them again. */
void          pv_table_model_changed   (PvTableModel *self);
/* (transfer none) (nullable) */
gpointer      pv_table_model_get_order (PvTableModel *self);

G_END_DECLS
