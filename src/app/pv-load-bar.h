/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-load-bar.h: how far a file is loaded, and a way to stop it. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define PV_TYPE_LOAD_BAR (pv_load_bar_get_type ())

/**
 * PvLoadBar:
 *
 * Appears where loading takes longer than a moment. Its Cancel button activates "win.cancel".
 */
G_DECLARE_FINAL_TYPE (PvLoadBar, pv_load_bar, PV, LOAD_BAR, AdwBin)

void pv_load_bar_start    (PvLoadBar  *self,
                           const char *name);
/* @size: bytes of the file, 0 where that is unknown */
void pv_load_bar_progress (PvLoadBar  *self,
                           guint64     bytes_read,
                           guint64     size);
void pv_load_bar_stop     (PvLoadBar  *self);

G_END_DECLS
