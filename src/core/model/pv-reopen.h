/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-reopen.h: a loaded capture's files, read once more. */
#pragma once

#include "pv-capture.h"
#include "pv-merge.h"

G_BEGIN_DECLS

/**
 * PvProgress:
 * @bytes_read: bytes of the files passed so far; atomic
 * @size: bytes of the files, or 0 where unknown; atomic
 *
 * How far a pass over a capture's files is. Whoever started the pass may look at any time.
 */
typedef struct
{
  guint64 bytes_read;
  guint64 size;
} PvProgress;

/* How far it is just now. */
static inline PvProgress
pv_progress_load (const PvProgress *self)
{
  return (PvProgress){ __atomic_load_n (&self->bytes_read, __ATOMIC_RELAXED),
                       __atomic_load_n (&self->size, __ATOMIC_RELAXED) };
}

/* Opens the capture's files again; of pipes, what was kept: PV_ERROR_UNSUPPORTED where that is not all. Where they grew,
 * they end where the capture does; where one is another, or was changed otherwise, that is PV_ERROR_DAMAGED: now, or when
 * reading comes to it. @progress: (nullable): gets the size. (transfer full) */
PvMerge    *pv_capture_open_again  (PvCapture      *capture,
                                    PvProgress     *progress,
                                    GCancellable   *cancellable,
                                    GError        **error);
/* FALSE, with PV_ERROR_DAMAGED, where @batch, which begins with the packet that was read as @first, is not what it was: not
 * at the same times. */
gboolean    pv_capture_check_batch (PvCapture      *capture,
                                    const PvBatch  *batch,
                                    guint64         first,
                                    GError        **error);
/* Likewise where the files end after another number of packets. */
gboolean    pv_capture_check_end   (PvCapture      *capture,
                                    guint64         n_read,
                                    GError        **error);

/* Does something with packets, the first of which was read as @first. FALSE with @error set to give up. */
typedef gboolean (*PvRecordsFunc)  (gpointer        data,
                                    const PvBatch  *batch,
                                    guint64         first,
                                    GError        **error);

/**
 * pv_capture_read_again:
 * @capture: a complete capture
 * @merge: what pv_capture_open_again() gave
 * @func: gets all packets, in the order of the files
 * @progress: (nullable): kept up to date
 * @cancellable: (nullable): to give up
 * @error: place for what @func sets, %PV_ERROR_DAMAGED where the files are not what they were, or another
 *
 * In the calling thread.
 *
 * Returns: %FALSE with @error set
 */
gboolean    pv_capture_read_again  (PvCapture      *capture,
                                    PvMerge        *merge,
                                    PvRecordsFunc   func,
                                    gpointer        data,
                                    PvProgress     *progress,
                                    GCancellable   *cancellable,
                                    GError        **error);

G_END_DECLS
