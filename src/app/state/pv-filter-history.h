/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-filter-history.h: the capture filters that were used last, in all windows. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Puts @filter first. */
void        pv_filter_history_add      (const char *filter);
void        pv_filter_history_clear    (void);
/* Calls @callback with @object, swapped, when the filters are others, as long as the object lives. */
void        pv_filter_history_watch    (GCallback   callback,
                                        GObject    *object);
/* A menu of the filters, each activating @use with it, and one entry that activates @forget; NULL where
 * there are none. (transfer full) (nullable) */
GMenuModel *pv_filter_history_dup_menu (const char *use,
                                        const char *forget);

G_END_DECLS
