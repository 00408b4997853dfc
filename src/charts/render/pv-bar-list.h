/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-bar-list.h: the bars of a model as it is now, the first of which are kept. */
#pragma once

#include <gio/gio.h>

#include "pv-bar.h"

G_BEGIN_DECLS

/* So many of the first bars are kept. */
#define PV_BAR_LIST_N_KEPT 256

#define PV_TYPE_BAR_LIST (pv_bar_list_get_type ())

/**
 * PvBarList:
 *
 * A #GListModel of #PvBar that asks another one, which makes bars anew each time, only once for each of
 * the first. Of use until the model changes; pv_bar_list_peek() then still has what was asked for.
 * Does not emit "items-changed".
 */
G_DECLARE_FINAL_TYPE (PvBarList, pv_bar_list, PV, BAR_LIST, GObject)

PvBarList *pv_bar_list_new  (GListModel *model);
/* The bar there where it is kept, without asking the model, or NULL. (transfer none) */
PvBar     *pv_bar_list_peek (PvBarList  *self,
                             guint       position);

G_END_DECLS
