/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-menu-entry.h: entries of menus that are called by what others wrote: filters, applications. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* An entry that says @text as it is, where a menu would take an underscore for what comes before an access key.
 * (transfer full) */
GMenuItem *pv_menu_entry_new (const char *text);

G_END_DECLS
