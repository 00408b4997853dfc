/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-spool.h: what came through a pipe, kept to be read again. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* So many bytes are kept of a pipe, where nobody says otherwise. */
#define PV_SPOOL_DEFAULT_LIMIT G_GUINT64_CONSTANT (4000000000)

/**
 * PvSpool:
 *
 * The bytes of one pipe, in a temporary file that has no name and goes with it. One thread at a time may add; any may
 * read meanwhile, each at its own place.
 *
 * All is kept, or nothing: where more comes than may be kept, or the disk is full, what was kept is let go of, and who
 * reads is told why. Reference-counted.
 */
typedef struct _PvSpool PvSpool;

/* Whether what is read of @file is gone then: a pipe, a socket, a terminal. */
gboolean pv_spool_is_for    (GFile         *file);

/* Whether both are one of those: under two names, it may be. */
gboolean pv_spool_are_one   (GFile         *file,
                             GFile         *other);
/* Says that it can be read only once, and what can be done. Returns FALSE. */
gboolean pv_spool_set_once  (GError       **error);

/* Keeps up to @limit bytes. Where no file can be made, it keeps nothing, which is told when it is read.
 * (transfer full) */
PvSpool *pv_spool_new       (guint64        limit);
PvSpool *pv_spool_ref       (PvSpool       *self);
void     pv_spool_unref     (PvSpool       *self);
/* Adds @n bytes. That never fails: see pv_spool_check(). */
void     pv_spool_add       (PvSpool       *self,
                             const guint8  *bytes,
                             gsize          n);
/* Bytes that are kept now. */
guint64  pv_spool_get_size  (const PvSpool *self);
guint64  pv_spool_get_limit (const PvSpool *self);
/* FALSE, with PV_ERROR_UNSUPPORTED and what can be done, where not all is there that was added. */
gboolean pv_spool_check     (const PvSpool *self,
                             GError       **error);
/* Reads up to @size bytes from @offset on. Returns how many, 0 at the end of what was added, -1 with a G_IO_ERROR or
 * what pv_spool_check() says. */
gssize   pv_spool_read      (const PvSpool *self,
                             guint64        offset,
                             guint8        *buffer,
                             gsize          size,
                             GError       **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PvSpool, pv_spool_unref)

G_END_DECLS
