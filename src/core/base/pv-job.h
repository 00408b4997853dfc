/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-job.h: work that a thread of its own does. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * PvJobFunc:
 * @source: (nullable): what the job was started for
 * @data: (nullable): what it was given
 * @error: set where it fails
 *
 * The work, in a thread of its own.
 *
 * Returns: (nullable) (transfer full): what came of it; %TRUE as a pointer where that is only that it is done.
 * %NULL where there is nothing, with @error set or because it was cancelled
 */
typedef gpointer (*PvJobFunc) (gpointer       source,
                               gpointer       data,
                               GCancellable  *cancellable,
                               GError       **error);

/**
 * PvJob:
 * @func: the work
 * @free_result: (nullable): for what comes of it where nobody takes that
 * @free_data: (nullable): for what it is given
 *
 * A kind of work. It is the tag that tells its results from those of other kinds, and so has to be static.
 */
typedef struct
{
  PvJobFunc func;
  GDestroyNotify free_result;
  GDestroyNotify free_data;
} PvJob;

/**
 * pv_job_run_async:
 * @source: (nullable) (type GObject): kept until @callback has been called, which gets it
 * @data: (transfer full) (nullable): for the work
 *
 * Has a thread work. @callback is called in this one's main context.
 *
 * Returns: (transfer none): the task, which lives until @callback has been called
 */
GTask   *pv_job_run_async  (const PvJob          *self,
                            gpointer              source,
                            gpointer              data,
                            GCancellable         *cancellable,
                            GAsyncReadyCallback   callback,
                            gpointer              user_data);

/* What came of it. (nullable) (transfer full): %NULL with @error set, which is %G_IO_ERROR_CANCELLED where it gave up */
gpointer pv_job_run_finish (const PvJob          *self,
                            GAsyncResult         *result,
                            GError              **error);

/* What the work was given, as long as the callback runs. (transfer none) (nullable) */
gpointer pv_job_get_data   (GAsyncResult         *result);

G_END_DECLS
