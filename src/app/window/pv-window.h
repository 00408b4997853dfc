/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-window.h: a window with one capture. */
#pragma once

#include <adwaita.h>

#include "pv-input-files.h"
#include "pv-session.h"

G_BEGIN_DECLS

#define PV_TYPE_WINDOW (pv_window_get_type ())

/**
 * PvWindow:
 *
 * Opening files from within a window (button, recent files, drop) replaces what it shows. Several are one
 * capture, unless a window for each is asked for.
 */
G_DECLARE_FINAL_TYPE (PvWindow, pv_window, PV, WINDOW, AdwApplicationWindow)

/* The application has an action "open-uri" (s), which opens a file in a window of its own. */
PvWindow *pv_window_new      (GtkApplication *application);
/* Loads @file here; cancels what is loading. */
void      pv_window_open     (PvWindow      *self,
                              GFile         *file);
/* The same of several files and folders, which become one capture. */
void      pv_window_open_places (PvWindow           *self,
                                 const PvInputFiles *places);
/* What is opened next is read anew, and gets no index. */
void      pv_window_set_without_index (PvWindow        *self);
/* Whether there is neither a capture nor one to come. */
gboolean  pv_window_is_empty (PvWindow      *self);
/* The file or folder that is shown or to be shown; of several, the first. (transfer none) (nullable) */
GFile    *pv_window_get_file (PvWindow      *self);
/* All of them. (transfer none) (nullable) */
const PvInputFiles *pv_window_get_places (PvWindow *self);
/* Has settings remember its size. */
void      pv_window_remember (PvWindow      *self);
/* What to remember of it. (transfer full) (nullable): where it is not empty */
PvSessionWindow *pv_window_dup_session (PvWindow *self);
/* Opens what was remembered, and shows it as it was as soon as that can be. @state: (transfer full) */
void      pv_window_restore  (PvWindow        *self,
                              PvSessionWindow *state);
/* Tells in passing; for what needs no answer. */
void      pv_window_toast    (PvWindow      *self,
                              const char    *text);

G_END_DECLS
