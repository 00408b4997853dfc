/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-pass.h: reading savefiles batch by batch on several threads that take turns. */
#pragma once

#include "pv-merge.h"

G_BEGIN_DECLS

/**
 * PvPass:
 *
 * One pass over savefiles. All threads do the same: take the turn to read, read a batch and number
 * its packets (which keeps file order), pass the turn on, then work on what they read while it is
 * still in the core's cache. Only reading, decompression and stepping from record to record are one
 * after another.
 */
typedef struct _PvPass PvPass;

/**
 * PvPassFuncs:
 * @begin: makes one thread's state; in that thread. %NULL where memory is out
 * @number: (nullable): gives the next @n packets of the file their numbers; has the turn
 * @work: works on a batch of packets numbered from @first; may run beside others of other threads
 * @end: frees one thread's state
 *
 * What a pass does. Those that return a boolean return %FALSE with @error set to end the pass.
 */
typedef struct
{
  gpointer (*begin) (gpointer data);
  gboolean (*number) (gpointer   data,
                      gsize      n,
                      guint64   *first,
                      GError   **error);
  gboolean (*work) (gpointer         state,
                    const PvBatch   *batch,
                    guint64          first,
                    GError         **error);
  void (*end) (gpointer state);
} PvPassFuncs;

/**
 * pv_pass_run:
 * @merge: what is read, to its end
 * @funcs: what is done
 * @data: handed to them
 * @n_threads: at least 1; the calling thread is one of them
 * @n_packets: (out) (optional): packets that were read
 * @bytes_read: (nullable): atomic: kept at the bytes of the files that were read
 * @cancellable: (nullable): to give up
 * @error: place for an error
 *
 * Returns: %FALSE with @error set, when all threads have ended
 */
gboolean pv_pass_run (PvMerge            *merge,
                      const PvPassFuncs  *funcs,
                      gpointer            data,
                      guint               n_threads,
                      guint64            *n_packets,
                      guint64            *bytes_read,
                      GCancellable       *cancellable,
                      GError            **error);

/* As many threads as are of use on this machine. */
guint    pv_pass_get_n_threads (void);

G_END_DECLS
