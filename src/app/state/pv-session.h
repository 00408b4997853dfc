/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-session.h: what was open when the application was quit, for the next time. */
#pragma once

#include <gio/gio.h>

#include "pv-types.h"

G_BEGIN_DECLS

/* How many windows are remembered at most. */
#define PV_SESSION_MAX_WINDOWS 32

/**
 * PvSessionWindow:
 * @file: what it shows; of several files, the first
 * @more: (nullable): URIs of the others
 * @width: in pixels; 0 where it is not known
 * @height: in pixels; 0 where it is not known
 * @is_maximized: whether it is
 * @tab: (nullable): name of the tab in sight
 * @filter: (nullable): the capture filter
 * @picks: (nullable): labels that are picked, each behind the key of its dimension and a colon
 * @exclusions: (nullable): likewise those that are left out
 * @selection: the selected span; an empty one for none
 * @view: the span in sight in the line chart; an empty one for all of it
 *
 * A window with a capture.
 */
typedef struct
{
  GFile *file;
  char **more;
  int width;
  int height;
  gboolean is_maximized;
  char *tab;
  char *filter;
  char **picks;
  char **exclusions;
  PvSpan selection;
  PvSpan view;
} PvSessionWindow;

/* @file: to be set to what the window shows */
PvSessionWindow *pv_session_window_new  (GFile           *file);
void             pv_session_window_free (PvSessionWindow *self);

/* Where the session is kept. (transfer full) (type filename) */
char      *pv_session_dup_path (void);
/* Writes @windows (element-type PvSessionWindow) to @path, whole or not at all, for nobody else to read;
 * without any, takes the file away. Folders are made as needed. */
gboolean   pv_session_save     (const char  *path,
                                GPtrArray   *windows,
                                GError     **error);
/* Reads the windows from @path and takes the file away, so that a capture that the application cannot bear
 * is opened once more at most. What makes no sense is left out; where there is no file, there are no
 * windows. Whether the captures still exist is not looked at.
 *
 * Returns: (transfer full) (element-type PvSessionWindow): in the order in which they were saved */
GPtrArray *pv_session_take     (const char  *path);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PvSessionWindow, pv_session_window_free)

G_END_DECLS
