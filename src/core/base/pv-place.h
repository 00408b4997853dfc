/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-place.h: where in the file system a path leads that is to be written. */
#pragma once

#include <gio/gio.h>
#include <sys/stat.h>

G_BEGIN_DECLS

/**
 * PvPlace:
 * @folder_fd: descriptor of the folder, opened with O_PATH; -1 where @fd is set
 * @name: what the file is called in there
 * @exists: whether there is such a file
 * @info: about it, if so
 * @fd: a descriptor that this process has open already and that the path names, as /dev/stdout does; else -1
 *
 * Found once, and kept open: whoever exchanges a folder or a link on the way later changes nothing any more.
 */
typedef struct
{
  int folder_fd;
  char *name;
  gboolean exists;
  struct stat info;
  int fd;
} PvPlace;

/**
 * pv_place_find:
 * @self: (out caller-allocates): gets the place; to be cleared also after an error
 * @path: of a file, which may be missing
 * @error: place for a %G_IO_ERROR, which names @path
 *
 * Follows symbolic links, also one that leads to nothing yet; but not those that strangers may have laid out, see
 * pv_trusted_folder_is_trap(). That is the rule of Linux's fs.protected_symlinks, kept here on every system, and for
 * folders on the way as well. What is no regular file is refused there by the same rule (fs.protected_fifos).
 */
gboolean pv_place_find  (PvPlace     *self,
                         const char  *path,
                         GError     **error);
void     pv_place_clear (PvPlace     *self);

/* Sets a %G_IO_ERROR that says of the file @path what @code, of errno, means. Returns FALSE. */
gboolean pv_place_set_error (const char  *path,
                             int          code,
                             GError     **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PvPlace, pv_place_clear)

G_END_DECLS
