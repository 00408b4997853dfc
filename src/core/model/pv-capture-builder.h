/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-capture-builder.h: batches of dissected packets, from many threads, become a capture. */
#pragma once

#include "pv-capture.h"
#include "pv-columns.h"
#include "pv-continuation.h"
#include "pv-dissect.h"
#include "pv-flow-table.h"
#include "pv-label-table.h"
#include "pv-record.h"

G_BEGIN_DECLS

/**
 * PvCaptureBuilder:
 *
 * Holds a capture while it grows. One thread at a time reserves places for a batch's packets; then
 * any thread fills and commits the batch. What was committed without gaps can be looked at.
 */
typedef struct _PvCaptureBuilder PvCaptureBuilder;

/**
 * PvWorker:
 *
 * What one thread needs to turn records into columns. Not for two threads at a time.
 */
typedef struct _PvWorker PvWorker;

/* @files: what is known of the files by now */
PvCaptureBuilder *pv_capture_builder_new  (const PvInputFiles *files,
                                           GError            **error);
void              pv_capture_builder_free (PvCaptureBuilder *self);

/**
 * pv_capture_builder_reserve:
 * @self: a builder
 * @n: number of packets
 * @first: (out): the number of the first
 * @error: place for a %PV_ERROR_TOO_LARGE or %PV_ERROR_NO_MEMORY
 *
 * Gives the next @n packets their places. Calls must be in the order that packets are read in.
 */
gboolean          pv_capture_builder_reserve (PvCaptureBuilder  *self,
                                              gsize              n,
                                              guint64           *first,
                                              GError           **error);

/* Before it is settled: more comes behind what is final. */
void              pv_capture_builder_set_grows (PvCaptureBuilder *self);

PvWorker         *pv_worker_new  (PvCaptureBuilder *builder);
void              pv_worker_free (PvWorker         *self);

/**
 * pv_worker_add:
 * @self: a worker
 * @records: (array length=n): records in file order
 * @n: how many
 * @first: their place, from pv_capture_builder_reserve()
 * @error: place for a %PV_ERROR_NO_MEMORY
 *
 * Dissects @records, fills their places and commits them.
 */
gboolean          pv_worker_add  (PvWorker         *self,
                                  const PvRecord   *records,
                                  gsize             n,
                                  guint64           first,
                                  GError          **error);

/* What was committed so far, as a capture that is not settled; NULL where it is nothing, or cannot be told at once, and
 * once pv_capture_builder_settle() was used. Any thread. (transfer full) */
PvCapture        *pv_capture_builder_peek (PvCaptureBuilder *self);

/**
 * pv_capture_builder_settle:
 * @self: a builder
 * @files: (nullable): what is known of the files by now; %NULL for what was known at first. Of several, the runs of
 *   their packets will be in the order of time: those are settled once, when all was read
 * @is_final: whether all places that were reserved were committed, and nothing more is expected. More may come all the
 *   same
 * @error: place for a %PV_ERROR_NO_MEMORY
 *
 * Brings what was committed so far in the order of time. Takes time linear in what is new; workers go on meanwhile,
 * but wait for this to commit. Any thread.
 *
 * Returns: (transfer full): the next generation of the capture
 */
PvCapture        *pv_capture_builder_settle (PvCaptureBuilder  *self,
                                             PvInputFiles      *files,
                                             gboolean           is_final,
                                             GError           **error);

/* What it takes to go on from an index of what was committed, but for files; while nobody reads. (transfer full) (nullable):
 * NULL where there is nothing, or memory is out */
PvContinuation   *pv_capture_builder_save   (PvCaptureBuilder      *self);
/* A builder that goes on behind @capture, which was opened from an index together with @continuation, once. (transfer full)
 * (nullable): NULL with @error set where that cannot be */
PvCaptureBuilder *pv_capture_builder_go_on  (PvCapture             *capture,
                                             const PvContinuation  *continuation,
                                             GError               **error);

/* How many packets were committed. Any thread. */
guint64           pv_capture_builder_get_n_packets (PvCaptureBuilder *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PvCaptureBuilder, pv_capture_builder_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PvWorker, pv_worker_free)

G_END_DECLS
