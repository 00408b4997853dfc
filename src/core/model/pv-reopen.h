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

G_END_DECLS
