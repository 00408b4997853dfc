/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-bar-picks.c: picks labels of bars and of tables. */
#include "config.h"

#include "pv-bar-picks.h"

#include "pv-dimension-text.h"
#include "pv-rank-table.h"

void
pv_bar_picks_toggle (PvCapture   *capture,
                     PvDimension  dimension,
                     guint32      id,
                     PvSelection *selection)
{
  g_autofree char *label = NULL;

  g_return_if_fail (PV_IS_CAPTURE (capture) && PV_IS_SELECTION (selection));

  label = pv_dimension_dup_label (capture, dimension, id);
  pv_selection_toggle_pick (selection, dimension, id, label);
}

void
pv_bar_picks_add_found (PvTableView *table,
                        PvCapture   *capture,
                        PvSelection *selection)
{
  guint n;
  g_autofree guint32 *ids = NULL;
  g_auto (GStrv) labels = NULL;
  PvDimension dimension = 0;
  guint n_picked = 0;

  g_return_if_fail (PV_IS_TABLE_VIEW (table));
  g_return_if_fail (PV_IS_CAPTURE (capture) && PV_IS_SELECTION (selection));

  n = MIN (pv_table_view_get_n_found (table), PV_TABLE_MAX_PICKED);
  ids = g_new (guint32, n + 1);
  labels = g_new0 (char *, n + 1);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (PvTableRow) row = pv_table_view_dup_found (table, i);

      if (row == NULL || pv_rank_table_get_capture (row) != capture)
        return;

      if (pv_rank_table_is_gone (row))
        continue;
      dimension = pv_rank_table_get_dimension (row);
      ids[n_picked] = pv_rank_table_get_rank (row)->id;
      labels[n_picked] = pv_dimension_dup_label (capture, dimension, ids[n_picked]);
      n_picked++;
    }
  if (n_picked > 0)
    pv_selection_pick_all (selection, dimension, ids, labels, n_picked);
}
