/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-object-folder.h: a folder that files from strangers are put into. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * PvObjectFolder:
 *
 * A folder that is held open, so that files land in there and nowhere else, whatever becomes of its path. Names are
 * made safe, and numbered where there are such files already: nothing is replaced. Files can be read and written by
 * this user alone, and are not programs; where the file system takes it, they say where they are from, in the
 * attribute "user.xdg.origin.url".
 */
typedef struct _PvObjectFolder PvObjectFolder;

/* @path: of a folder that is there. NULL, with a %G_IO_ERROR, where it cannot be opened. */
PvObjectFolder *pv_object_folder_open   (const char      *path,
                                         GError         **error);
void            pv_object_folder_free   (PvObjectFolder  *self);
/**
 * pv_object_folder_create:
 * @self: a folder
 * @name: (nullable): what the file would be called
 * @url: (nullable): where it is from: printable ASCII
 * @used: (out) (transfer full): what it is called
 * @error: place for a %G_IO_ERROR
 *
 * Returns: a descriptor that is written to, of the caller; -1 with @error set
 */
int             pv_object_folder_create (PvObjectFolder  *self,
                                         const char      *name,
                                         const char      *url,
                                         char           **used,
                                         GError         **error);
/* Opens a file that was made, which @used is called, to go on writing it. -1 with @error set. */
int             pv_object_folder_reopen (PvObjectFolder  *self,
                                         const char      *used,
                                         GError         **error);
/* Removes a file that was made. */
void            pv_object_folder_remove (PvObjectFolder  *self,
                                         const char      *used);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PvObjectFolder, pv_object_folder_free)

G_END_DECLS
