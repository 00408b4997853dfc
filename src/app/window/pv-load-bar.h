/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-load-bar.h: how far a file is loaded or written, and a way to stop it. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define PV_TYPE_LOAD_BAR (pv_load_bar_get_type ())

/**
 * PvLoadBar:
 *
 * Appears where loading, or another pass over a file, takes longer than a moment.
 *
 * Properties: "cancel-action" (string): what its Cancel button activates.
 */
G_DECLARE_FINAL_TYPE (PvLoadBar, pv_load_bar, PV, LOAD_BAR, AdwBin)

/* @text: what is being done */
void pv_load_bar_start    (PvLoadBar  *self,
                           const char *text);
/* @size: bytes of the file, 0 where that is unknown */
void pv_load_bar_progress (PvLoadBar  *self,
                           guint64     bytes_read,
                           guint64     size);
/* Whether what was read so far stays when it is ended: then the button says so. Until the next start. */
void pv_load_bar_set_keeps (PvLoadBar *self,
                            gboolean   keeps);
void pv_load_bar_stop     (PvLoadBar  *self);

G_END_DECLS
