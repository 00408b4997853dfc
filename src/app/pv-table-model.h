/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-table-model.h: the rows of a table of ranked labels. */
#pragma once

#include <gio/gio.h>

#include "pv-rank-order.h"

G_BEGIN_DECLS

#define PV_TYPE_TABLE_MODEL (pv_table_model_get_type ())

/**
 * PvTableModel:
 *
 * A #GListModel of #PvTableRow. There may be millions, of which a table shows a screenful: rows are made
 * when asked for.
 */
G_DECLARE_FINAL_TYPE (PvTableModel, pv_table_model, PV, TABLE_MODEL, GObject)

PvTableModel *pv_table_model_new       (void);
/* @order: (nullable) */
void          pv_table_model_set_order (PvTableModel *self,
                                        PvRankOrder  *order);
/* (transfer none) (nullable) */
PvRankOrder  *pv_table_model_get_order (PvTableModel *self);

G_END_DECLS
