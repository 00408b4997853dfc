/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-table-columns.h: the columns of a table, and the cells in them. */
#pragma once

#include <gtk/gtk.h>

#include "pv-selection.h"
#include "pv-table-model.h"

G_BEGIN_DECLS

/* In pixels: between what stands in a cell. */
#define PV_TABLE_CELL_SPACING 6

#define PV_TYPE_TABLE_COLUMNS (pv_table_columns_get_type ())

/**
 * PvTableColumns:
 *
 * Makes the columns of a column view as the kind of its rows says, and keeps what stands in the cells up to date.
 */
G_DECLARE_FINAL_TYPE (PvTableColumns, pv_table_columns, PV, TABLE_COLUMNS, GObject)

/* Fills @column_view, which has to live as long. */
PvTableColumns      *pv_table_columns_new           (GtkColumnView  *column_view,
                                                     PvTableModel   *model);
/* @selection: whose picks are marked */
void                 pv_table_columns_set_selection (PvTableColumns *self,
                                                     PvSelection    *selection);
/* Titles, widths, and which there is room for. @input: (nullable): what rows are made of */
void                 pv_table_columns_update        (PvTableColumns *self,
                                                     gpointer        input,
                                                     gboolean        narrow);
/* (transfer none) */
GtkColumnViewColumn *pv_table_columns_get           (PvTableColumns *self,
                                                     guint           column);
/* The list item of the row that @widget is in or around. (transfer none) (nullable) */
GtkListItem         *pv_table_columns_find_item     (PvTableColumns *self,
                                                     GtkWidget      *widget);

G_END_DECLS
