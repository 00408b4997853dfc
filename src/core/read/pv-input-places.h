/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-input-places.h: folders become the files in them. */
#pragma once

#include "pv-input-files.h"

G_BEGIN_DECLS

/**
 * pv_input_places_expand:
 * @places: files and folders
 * @recursive: whether folders in folders count, too
 * @cancellable: (nullable): to give up
 * @error: place for a %G_IO_ERROR where a folder cannot be read, %G_IO_ERROR_NOT_FOUND where there is no file at all, or
 *   a %PV_ERROR_TOO_LARGE
 *
 * Puts files in the place of each folder, in the order of their names: those that are no captures will be left out when
 * they are read. Hidden files do not count, nor what is no regular file; folders are not followed by links.
 *
 * Messages are whole: they name the place, too.
 *
 * Returns: (transfer full): files
 */
PvInputFiles *pv_input_places_expand (const PvInputFiles  *places,
                                      gboolean             recursive,
                                      GCancellable        *cancellable,
                                      GError             **error);

G_END_DECLS
