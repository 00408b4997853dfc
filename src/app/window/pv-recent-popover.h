/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-recent-popover.h: the captures that were opened last. */
#pragma once

#include <gtk/gtk.h>

#include "pv-input-files.h"

G_BEGIN_DECLS

#define PV_TYPE_RECENT_POPOVER (pv_recent_popover_get_type ())

/**
 * PvRecentPopover:
 *
 * Lists recent captures when it opens. Activates "win.open-uris" with the chosen one's URIs.
 */
G_DECLARE_FINAL_TYPE (PvRecentPopover, pv_recent_popover, PV, RECENT_POPOVER, GtkPopover)

/* Puts @places on the list; one file, on that of other applications, too. */
void pv_recent_popover_remember (const PvInputFiles *places);

G_END_DECLS
