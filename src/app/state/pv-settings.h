/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-settings.h: what is remembered from one window to the next. */
#pragma once

#include "pv-dimension.h"
#include "pv-index-cache.h"
#include "pv-line-options.h"

G_BEGIN_DECLS

/* The application's settings. (transfer none) */
GSettings *pv_settings_get_default (void);
/* Sets the int64 @property of @object from @key, whose type is int64, uint or an enum, and writes to
 * @key what it is set to from then on, as long as @object lives. Another window's changes are not
 * followed: what is remembered is where a new window starts. */
void       pv_settings_remember    (const char *key,
                                    GObject    *object,
                                    const char *property);
/* The same, but all windows show what one of them is set to. */
void       pv_settings_share       (const char *key,
                                    GObject    *object,
                                    const char *property);
/* Remembers the int64 @property of @object, a #PvDimension of @tab, in the same way as
 * pv_settings_remember(). */
void       pv_settings_remember_dimension
                                   (PvTab       tab,
                                    GObject    *object,
                                    const char *property);

/* The indexes of captures; as the settings say, on or off. (transfer full) */
PvIndexCache *pv_settings_dup_index_cache (void);

/* The clock that times are shown by. */
PvClock    pv_settings_get_clock   (void);
/* The file of nicknames that the user has named. (transfer full) (nullable) */
GFile     *pv_settings_dup_hosts_file (void);
/* Opens the databases of countries and networks that the user has named, which are used from now on; none where there is
 * none. FALSE with @error set where one cannot be opened. */
gboolean   pv_settings_open_geo (GError **error);

G_END_DECLS
