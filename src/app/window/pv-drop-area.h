/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-drop-area.h: takes files that are dropped anywhere on it, and shows that it does. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define PV_TYPE_DROP_AREA (pv_drop_area_get_type ())

/**
 * PvDropArea:
 *
 * Holds one widget. While files are dragged over it, a frame with a hint lies on top.
 *
 * Properties: "child" (#GtkWidget).
 *
 * Signals: "dropped" (PvDropArea *, GListModel *files): a model of #GFile, at least one.
 */
G_DECLARE_FINAL_TYPE (PvDropArea, pv_drop_area, PV, DROP_AREA, GtkWidget)

G_END_DECLS
