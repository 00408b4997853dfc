/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-table-view.h: a table that can be sorted, searched and copied from. */
#pragma once

#include <adwaita.h>

#include "pv-selection.h"
#include "pv-table-row.h"

G_BEGIN_DECLS

/* How many labels a search may have found for all of them to be picked. */
#define PV_TABLE_MAX_PICKED 100

#define PV_TYPE_TABLE_VIEW (pv_table_view_get_type ())

/**
 * PvTableView:
 *
 * Sorts and searches in the background, and makes only the rows in sight.
 *
 * Properties: "searching" (boolean): whether the search entry is shown; "narrow" (boolean): whether only
 * the most important columns are shown; "n-found" (uint, read-only): how many rows there are, those that
 * the search leaves out not counted.
 *
 * Signals:
 * - "activated" (PvTableView *, PvTableRow *row): a row was double-clicked, or Return pressed on it
 * - "row-taken" (PvTableView *, PvTableRow *row, GdkRectangle *area): the menu of a row comes up, at that area of
 *   the view
 * - "pick-found" (PvTableView *): all that the search has found is to be picked
 */
G_DECLARE_FINAL_TYPE (PvTableView, pv_table_view, PV, TABLE_VIEW, AdwBin)

/* What its rows are. To be set once, before anything else. @kind: static */
void     pv_table_view_set_kind        (PvTableView       *self,
                                        const PvTableKind *kind);
/* @input: (transfer full) (nullable): what rows are made of, as @kind takes it; %NULL for an empty table */
void     pv_table_view_take_input      (PvTableView       *self,
                                        gpointer           input);
/* @selection: whose picks are marked */
void     pv_table_view_set_selection   (PvTableView       *self,
                                        PvSelection       *selection);
/* What the menu of a row offers before what all tables do. To be set once. */
void     pv_table_view_set_row_menu    (PvTableView       *self,
                                        GMenuModel        *menu);
void     pv_table_view_focus_rows      (PvTableView       *self);
guint    pv_table_view_get_n_found     (PvTableView       *self);
/* Row @i of those. (transfer full) (nullable) */
PvTableRow *pv_table_view_dup_found    (PvTableView       *self,
                                        guint              i);
/* Shows the search, and types the key that @controller handles into it. */
void     pv_table_view_type_search     (PvTableView           *self,
                                        GtkEventControllerKey *controller);
/* Searches for @text. */
void     pv_table_view_search          (PvTableView       *self,
                                        const char        *text);
/* Whether the search entry is shown. */
gboolean pv_table_view_get_searching   (PvTableView       *self);
void     pv_table_view_focus_search    (PvTableView       *self);
/* Whether a search may leave rows out. */
gboolean pv_table_view_get_is_searched (PvTableView       *self);

G_END_DECLS
