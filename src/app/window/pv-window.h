/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-window.h: a window with one capture. */
#pragma once

#include <adwaita.h>

#include "pv-session.h"

G_BEGIN_DECLS

#define PV_TYPE_WINDOW (pv_window_get_type ())

/**
 * PvWindow:
 *
 * Opening a file from within a window (button, recent files, drop) replaces what it shows; further
 * files of the same choice get windows of their own.
 */
G_DECLARE_FINAL_TYPE (PvWindow, pv_window, PV, WINDOW, AdwApplicationWindow)

/* The application has an action "open-uri" (s), which opens a file in a window of its own. */
PvWindow *pv_window_new      (GtkApplication *application);
/* Loads @file here; cancels what is loading. */
void      pv_window_open     (PvWindow      *self,
                              GFile         *file);
/* Whether there is neither a capture nor one to come. */
gboolean  pv_window_is_empty (PvWindow      *self);
/* The file that is shown or to be shown. (transfer none) (nullable) */
GFile    *pv_window_get_file (PvWindow      *self);
/* What to remember of it. (transfer full) (nullable): where it is not empty */
PvSessionWindow *pv_window_dup_session (PvWindow *self);
/* Opens what was remembered, and shows it as it was as soon as that can be. @state: (transfer full) */
void      pv_window_restore  (PvWindow        *self,
                              PvSessionWindow *state);
/* Tells in passing; for what needs no answer. */
void      pv_window_toast    (PvWindow      *self,
                              const char    *text);

G_END_DECLS
