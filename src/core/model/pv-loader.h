/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-loader.h: files become a capture, in the background. */
#pragma once

#include "pv-capture.h"
#include "pv-index-cache.h"

G_BEGIN_DECLS

#define PV_TYPE_LOADER (pv_loader_get_type ())

/**
 * PvLoader:
 *
 * Loads files once, on the machine's cores. Several become one capture on one time line: see #PvMerge.
 *
 * Signals:
 * - "progress" (PvLoader *, PvCapture *part): in the main context that pv_loader_load_async() was
 *   called from, about 25 times a second. @part is what was read so far, or %NULL where there are no
 *   more packets than the last time. Of what comes through a pipe, it is settled: it can be used as any capture can.
 */
G_DECLARE_FINAL_TYPE (PvLoader, pv_loader, PV, LOADER, GObject)

PvLoader  *pv_loader_new            (GFile *file);
/* Several, at least one; folders are the captures in them. */
PvLoader  *pv_loader_new_for_places (const PvInputFiles *places);
/* The file; of several, the first. */
GFile     *pv_loader_get_file       (PvLoader *self);
/* All that was given. (transfer none) */
const PvInputFiles *pv_loader_get_places (PvLoader *self);

/* How many threads work on them; the machine's cores unless set. Before loading. */
void       pv_loader_set_n_workers  (PvLoader *self,
                                     guint     n_workers);

/* What comes out of a pipe is kept, up to @limit bytes of each, so that it can be filtered and saved; 0, as it is unless
 * set, for nothing. Before loading. */
void       pv_loader_set_spool_limit (PvLoader *self,
                                      guint64   limit);

/* The capture comes from its index, where @cache has it. @min_us: what takes no longer to read needs none. Before
 * loading. */
void       pv_loader_set_index_cache (PvLoader     *self,
                                      PvIndexCache *cache,
                                      gint64        min_us);
/* Whether it did come from there, all of it. */
gboolean   pv_loader_is_indexed    (PvLoader *self);
/* How many of its packets came from there: where files have grown, or others have joined them, only what is new was read.
 * Having been loaded. */
guint64    pv_loader_get_n_indexed (PvLoader *self);
/* Whether it is to have one: having been loaded. */
gboolean   pv_loader_wants_index   (PvLoader *self);
/* What that will have so that it can be read on from it. (transfer none) (nullable): NULL where that cannot be */
const PvContinuation *pv_loader_get_continuation (PvLoader *self);
/* Writes it, where it is to have one. @capture: what was loaded. Fails where that cannot be, which is of no matter to the
 * user. */
gboolean   pv_loader_write_index   (PvLoader      *self,
                                    PvCapture     *capture,
                                    GCancellable  *cancellable,
                                    GError       **error);
/* The same in the background. */
void       pv_loader_write_index_async (PvLoader            *self,
                                        PvCapture           *capture,
                                        GCancellable        *cancellable,
                                        GAsyncReadyCallback  callback,
                                        gpointer             user_data);
gboolean   pv_loader_write_index_finish (PvLoader      *self,
                                         GAsyncResult  *result,
                                         GError       **error);

/* Bytes of the files consumed so far (compressed ones, where one is compressed). Any thread. */
guint64    pv_loader_get_bytes_read (PvLoader *self);
/* Bytes of the files, or 0 where that is unknown, as for a pipe. Any thread. */
guint64    pv_loader_get_size       (PvLoader *self);

/* Whether the files can be read on when they were loaded. Before loading. */
void       pv_loader_set_follows    (PvLoader *self,
                                     gboolean  follows);
/* Whether they can, having been loaded: those that are local files, and not compressed; and others may join, see #PvRing. */
gboolean   pv_loader_can_follow     (PvLoader *self);
/* Whether all that pv_loader_follow() can tell is that files are others than those of the index that the capture was opened
 * from: it cannot be read on. */
gboolean   pv_loader_only_watches   (PvLoader *self);
/* Reads what came behind what was read, of all files, in the background. Not while it is loading or reading on. */
void       pv_loader_follow_async   (PvLoader            *self,
                                     GCancellable        *cancellable,
                                     GAsyncReadyCallback  callback,
                                     gpointer             user_data);
/* (transfer full) (nullable): the next generation of the capture; NULL where there is nothing new, or with an error.
 * %PV_ERROR_DAMAGED means that a file is another: of several, or of a folder, one that begins before what was read of it
 * ended. After an error, there is nothing to follow any more. */
PvCapture *pv_loader_follow_finish  (PvLoader      *self,
                                     GAsyncResult  *result,
                                     GError       **error);
/* The same, in the calling thread. */
PvCapture *pv_loader_follow         (PvLoader      *self,
                                     GCancellable  *cancellable,
                                     GError       **error);

void       pv_loader_load_async     (PvLoader            *self,
                                     GCancellable        *cancellable,
                                     GAsyncReadyCallback  callback,
                                     gpointer             user_data);
/* (transfer full): a capture, or NULL with an error of PV_ERROR or G_IO_ERROR whose message names
 * the file and says what can be done. A file that is cut short is no error, nor is one of several that cannot be read. */
PvCapture *pv_loader_load_finish    (PvLoader      *self,
                                     GAsyncResult  *result,
                                     GError       **error);
/* The same, in the calling thread. */
PvCapture *pv_loader_load           (PvLoader      *self,
                                     GCancellable  *cancellable,
                                     GError       **error);

G_END_DECLS
