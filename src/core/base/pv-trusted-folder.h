/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-trusted-folder.h: a folder that is to be written in, found without being led astray. */
#pragma once

#include <glib.h>
#include <sys/stat.h>

G_BEGIN_DECLS

/**
 * pv_trusted_folder_open:
 * @folder_fd: descriptor of the folder that @path is seen from, or AT_FDCWD
 * @path: of a folder
 *
 * Follows symbolic links anywhere on the way, but not those that strangers may have laid out, see
 * pv_trusted_folder_is_trap(). The kernel looks at the last part of a path only.
 *
 * Returns: a descriptor that was opened with O_PATH, or -1 with errno set: to EACCES at a trap
 */
int      pv_trusted_folder_open     (int                folder_fd,
                                     const char        *path);
/* Whether what @info is about, in the folder @folder_fd, may be somebody's trap: in a folder that everybody may write
 * to and that is sticky, as /tmp is, it counts only where it belongs to this user or to whom the folder belongs to. */
gboolean pv_trusted_folder_is_trap  (int                folder_fd,
                                     const struct stat *info);
/* Whether @fd, of a symbolic link, is one of /proc: those lead to what no path may name, as a pipe. */
gboolean pv_trusted_folder_is_magic (int                fd);

G_END_DECLS
