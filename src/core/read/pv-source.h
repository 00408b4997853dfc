/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-source.h: a file or a pipe becomes bytes, decompressed on the way. */
#pragma once

#include <gio/gio.h>

#include "pv-file-identity.h"
#include "pv-spool.h"

G_BEGIN_DECLS

/* Compressed bytes become at most so many times as many, once they have become so many: a bomb of some kilobytes
 * must not fill the memory. Captures of real traffic become 2 to 20 times as long. */
#define PV_SOURCE_MAX_GROWTH 250u
#define PV_SOURCE_FREE_BYTES (G_GUINT64_CONSTANT (128) << 20)
/* Of each of many files that are read together, no fewer than these are free. */
#define PV_SOURCE_FREE_LEAST (G_GUINT64_CONSTANT (1) << 20)

/**
 * PvSource:
 *
 * A stream of bytes, read once from front to back. One thread at a time may read; any thread may
 * ask for the position.
 */
typedef struct _PvSource PvSource;

/**
 * pv_source_open:
 * @file: a local file, a pipe, or anything that GIO can read
 * @cancellable: (nullable): to give up opening
 * @error: place for a %G_IO_ERROR
 *
 * Opens @file. What the decoder knows (gzip, zstd, LZ4, bzip2, xz) is recognised by its first bytes and
 * decompressed; several concatenated members are one stream.
 *
 * Returns: (transfer full): a source, or %NULL with @error set
 */
PvSource   *pv_source_open            (GFile         *file,
                                       GCancellable  *cancellable,
                                       GError       **error);
/* The same; what is no regular file goes into @spool as it is read: (nullable). */
PvSource   *pv_source_open_keeping    (GFile         *file,
                                       PvSpool       *spool,
                                       GCancellable  *cancellable,
                                       GError       **error);
/* What @spool has of a pipe, from the beginning; it ends with what was added to it by then. */
PvSource   *pv_source_open_spool      (PvSpool       *spool,
                                       GCancellable  *cancellable,
                                       GError       **error);
/* How long what is decompressed may become before it is asked how short it was; %PV_SOURCE_FREE_BYTES unless set. */
void        pv_source_set_free_bytes  (PvSource      *self,
                                       guint64        n);
void        pv_source_free            (PvSource      *self);

/**
 * pv_source_read:
 * @self: a source
 * @buffer: (out caller-allocates): place for @size bytes
 * @size: at least 1
 * @cancellable: (nullable): honoured at once also while a pipe has nothing to say
 * @error: place for a %G_IO_ERROR, or %PV_ERROR_DAMAGED where compressed data is damaged or ends early, or
 *   grows beyond %PV_SOURCE_MAX_GROWTH; all bytes before that were returned by earlier calls
 *
 * Reads what is there: fewer than @size bytes when a pipe has no more for now.
 *
 * Returns: the number of bytes read, 0 at the end, -1 on error
 */
gssize      pv_source_read            (PvSource      *self,
                                       guint8        *buffer,
                                       gsize          size,
                                       GCancellable  *cancellable,
                                       GError       **error);

/* Whether threads may read pieces of it at a time, as a local file that is not compressed, with nothing at hand that was
 * read of it and not handed on. */
gboolean    pv_source_has_pieces      (PvSource      *self);
/* Reads up to @size bytes at @offset of what has pieces, by any thread, at any time. Does not change where it is. Returns
 * how many, 0 also where they cannot be read. */
gsize       pv_source_read_piece      (PvSource      *self,
                                       guint64        offset,
                                       guint8        *buffer,
                                       gsize          size);
/* Passes over @n bytes that were read as a piece. */
void        pv_source_pass            (PvSource      *self,
                                       gsize          n);

/* Goes on reading at byte @offset: of a local file that is not compressed. FALSE of anything else. */
gboolean    pv_source_go_to           (PvSource      *self,
                                       guint64        offset);
/* Whether that can be. */
gboolean    pv_source_can_go          (PvSource      *self);

/* Whether pv_source_read() would not wait for a pipe that has nothing to say. */
gboolean    pv_source_is_ready        (PvSource      *self);
/* Bytes of the file consumed so far; compressed ones, where it is compressed. */
guint64     pv_source_get_position    (PvSource      *self);
/* Bytes of the file, or 0 where that is unknown, as for a pipe. */
guint64     pv_source_get_size        (PvSource      *self);
/* What tells the file from others. */
const PvFileIdentity *pv_source_get_identity (PvSource *self);
/* Whether it is the file still that @identity is of, or that file grown. */
gboolean    pv_source_is_still        (PvSource             *self,
                                       const PvFileIdentity *identity);
/* Whether something else was written over what was there when it was opened. Where it was left alone, nothing of it is
 * read. That it is shorter is no such thing. */
gboolean    pv_source_was_rewritten   (PvSource             *self);
/* Notes what it is by now, after it grew. */
void        pv_source_update_identity (PvSource             *self,
                                       PvFileIdentity       *identity);
/* Whether what was decompressed so far turned out to be damaged. */
gboolean    pv_source_is_damaged      (PvSource             *self);
/* The name of the compression, as in "gzip", or NULL. */
const char *pv_source_get_compression (PvSource      *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PvSource, pv_source_free)

G_END_DECLS
