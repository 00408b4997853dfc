/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-table-copy.h: puts rows of a table on the clipboard. */
#pragma once

#include <gtk/gtk.h>

#include "pv-table-kind.h"

G_BEGIN_DECLS

/* Copies rows as text, with tabs between what stands in columns, to the clipboard of @widget: in the background, for a
 * million rows are much text. @input: what @order was made of; @rows: (nullable): which of its rows, %NULL for all */
void pv_table_copy (GtkWidget         *widget,
                    const PvTableKind *kind,
                    gpointer           input,
                    gpointer           order,
                    GtkBitset         *rows);

G_END_DECLS
