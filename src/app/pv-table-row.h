/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-table-row.h: one row of a table of ranked labels. */
#pragma once

#include "pv-table-model.h"

G_BEGIN_DECLS

/**
 * PvTableColumn:
 * @PV_TABLE_COLUMN_RANK: place in the ranking, from 1
 * @PV_TABLE_COLUMN_LABEL: address or name
 * @PV_TABLE_COLUMN_PACKETS: packets, or lookups
 * @PV_TABLE_COLUMN_BYTES: bytes of IP packets
 * @PV_TABLE_COLUMN_CLIENTS: clients that asked for a name
 * @PV_TABLE_COLUMN_SHARE: share of the whole capture, in what is ranked by
 */
typedef enum
{
  PV_TABLE_COLUMN_RANK,
  PV_TABLE_COLUMN_LABEL,
  PV_TABLE_COLUMN_PACKETS,
  PV_TABLE_COLUMN_BYTES,
  PV_TABLE_COLUMN_CLIENTS,
  PV_TABLE_COLUMN_SHARE,
} PvTableColumn;
#define PV_N_TABLE_COLUMNS 6

#define PV_TYPE_TABLE_ROW (pv_table_row_get_type ())

/**
 * PvTableRow:
 *
 * What stands at one position of a #PvTableModel: another label once the model has another order. Made
 * when a table comes to show it.
 */
G_DECLARE_FINAL_TYPE (PvTableRow, pv_table_row, PV, TABLE_ROW, GObject)

/* @model: (transfer none): kept alive */
PvTableRow   *pv_table_row_new           (PvTableModel  *model,
                                          guint          position);
/* FALSE where the model has fewer rows by now: then there is nothing else to ask for. */
gboolean      pv_table_row_exists        (PvTableRow    *self);
PvCapture    *pv_table_row_get_capture   (PvTableRow    *self);
PvDimension   pv_table_row_get_dimension (PvTableRow    *self);
const PvRank *pv_table_row_get_rank      (PvTableRow    *self);
/* What stands in a cell. (transfer full) */
char         *pv_table_row_dup_text      (PvTableRow    *self,
                                          PvTableColumn  column);

G_END_DECLS
