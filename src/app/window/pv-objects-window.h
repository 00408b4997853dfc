/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-objects-window.h: the files that went over the wire, and a way to save them. */
#pragma once

#include <adwaita.h>

#include "pv-crossfilter-model.h"

G_BEGIN_DECLS

#define PV_TYPE_OBJECTS_WINDOW (pv_objects_window_get_type ())

/**
 * PvObjectsWindow:
 *
 * Looks through a capture for the files that went over it, and lists those whose first packet the selection leaves.
 * Saves them into a folder; opens none.
 */
G_DECLARE_FINAL_TYPE (PvObjectsWindow, pv_objects_window, PV, OBJECTS_WINDOW, AdwWindow)

GtkWidget *pv_objects_window_new         (GtkWindow          *parent,
                                          PvCapture          *capture,
                                          PvCrossfilterModel *crossfilter);
/* What it was made for. (transfer none) */
PvCapture *pv_objects_window_get_capture (PvObjectsWindow *self);

G_END_DECLS
