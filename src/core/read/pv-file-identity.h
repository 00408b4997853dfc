/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-file-identity.h: what tells a local file from another that has taken its place. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define PV_FILE_IDENTITY_HEAD_SIZE 16384

/**
 * PvFileIdentity:
 * @is_known: whether the rest is: it is of regular files only
 * @device: where it is
 * @inode: which of that
 * @size: bytes
 * @modified_ns: when it was changed last, in nanoseconds since 1970
 * @changed_ns: when anything about it was, its name, say; nobody can set that
 * @head_size: bytes that were looked at, from the beginning: up to %PV_FILE_IDENTITY_HEAD_SIZE
 * @head: SHA-256 of them
 */
typedef struct
{
  gboolean is_known;
  guint64 device;
  guint64 inode;
  guint64 size;
  gint64 modified_ns;
  gint64 changed_ns;
  gsize head_size;
  guint8 head[32];
} PvFileIdentity;

/* Of the file that is open as @fd. Leaves the place where it is read. */
void     pv_file_identity_get      (PvFileIdentity       *self,
                                    int                   fd);
/* Whether the file that is open as @fd is that file still, with the same contents or more after them: as far as can be
 * told without reading all of it. Of what is not known, it is. */
gboolean pv_file_identity_is_still (const PvFileIdentity *self,
                                    int                   fd);

/* Whether pv_file_identity_is_still() says so of the file at @path; then @self becomes what is known of it now. */
gboolean pv_file_identity_go_on    (PvFileIdentity       *self,
                                    const char           *path);

/* Whether something else was written over what was in the file that is open as @fd: other than is_still(), of one that is
 * shorter, what is left may be what it was. */
gboolean pv_file_identity_was_rewritten (const PvFileIdentity  *self,
                                         int                    fd);

/* Whether what is at @path is just as it was: nothing was written to it. By what the system tells of it; one that is gone
 * was not changed. */
gboolean pv_file_identity_is_at    (const PvFileIdentity *self,
                                    const char           *path);

G_END_DECLS
