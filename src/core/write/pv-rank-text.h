/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-rank-text.h: rows of a table as text for the clipboard. */
#pragma once

#include "pv-rank-order.h"

G_BEGIN_DECLS

/**
 * pv_rank_text_new:
 * @order: rows
 * @rows: (array length=n): those that are wanted, or %NULL for the first @n
 * @n: how many
 *
 * Lines of tab-separated fields, as spreadsheets take them: rank, label, packets, bytes and share, or for
 * lookups rank, name, lookups, clients and share; and behind the label what else it is called, where any may be.
 * Numbers are plain; shares in percent. A name that a spreadsheet would take for a formula gets an apostrophe before it,
 * as in pv-table-writer.h.
 *
 * Returns: (transfer full): text, without a line break at its end
 */
char *pv_rank_text_new (PvRankOrder *order,
                        const guint *rows,
                        guint        n);

G_END_DECLS
