/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-preferences.h: the preferences window. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define PV_TYPE_PREFERENCES (pv_preferences_get_type ())

/**
 * PvPreferences:
 *
 * How the application looks, and what new windows start with.
 */
G_DECLARE_FINAL_TYPE (PvPreferences, pv_preferences, PV, PREFERENCES, AdwPreferencesWindow)

G_END_DECLS
