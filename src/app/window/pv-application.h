/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-application.h: the application: its windows, and what opens in which. */
#pragma once

#include <adwaita.h>

#include "pv-input-files.h"

G_BEGIN_DECLS

#define PV_TYPE_APPLICATION (pv_application_get_type ())

/**
 * PvApplication:
 *
 * Files from a file manager or the command line get a window, one for all of them unless a window for each is asked
 * for; an empty window that is there is taken. What a window shows already brings that window to the front and is read
 * again.
 */
G_DECLARE_FINAL_TYPE (PvApplication, pv_application, PV, APPLICATION, AdwApplication)

/* @is_alone: whether it has nothing to do with another that runs already, as one that reads its own standard input */
PvApplication *pv_application_new       (gboolean       is_alone);
/* Opens @file in a window as described above, and presents the window. */
void           pv_application_open_file (PvApplication *self,
                                         GFile         *file);

/* The same of several files and folders, which become one capture. */
void           pv_application_open_places (PvApplication      *self,
                                           const PvInputFiles *places);

G_END_DECLS
