/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-share-pane.h: two widgets, one above the other, of which the upper one has a share of the height. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define PV_TYPE_SHARE_PANE (pv_share_pane_get_type ())

/**
 * PvSharePane:
 *
 * A handle between the two gives the upper one another share, which it then has at any height.
 *
 * Properties: "start-child", "end-child" (#GtkWidget, nullable), "share" (double, from 0 to 1), "label" (string:
 * what it is, for assistive technology).
 */
G_DECLARE_FINAL_TYPE (PvSharePane, pv_share_pane, PV, SHARE_PANE, GtkWidget)

G_END_DECLS
