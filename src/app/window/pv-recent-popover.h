/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-recent-popover.h: the captures that were opened last. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define PV_TYPE_RECENT_POPOVER (pv_recent_popover_get_type ())

/**
 * PvRecentPopover:
 *
 * Lists recent captures when it opens. Activates "win.open-uri" with the chosen one's URI.
 */
G_DECLARE_FINAL_TYPE (PvRecentPopover, pv_recent_popover, PV, RECENT_POPOVER, GtkPopover)

/* Puts @file on the list, of this and of other applications. */
void pv_recent_popover_remember (GFile *file);

G_END_DECLS
