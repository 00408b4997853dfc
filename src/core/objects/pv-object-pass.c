/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-object-pass.c: looks through a loaded capture for the files that went over the wire. */
#include "config.h"

#include "pv-object-pass.h"

#include "pv-error.h"
#include "pv-job.h"

static gboolean
add_records (gpointer        data,
             const PvBatch  *batch,
             guint64         first,
             GError        **error)
{
  for (gsize i = 0; i < batch->n_records; i++)
    if (!pv_object_finder_add (data, &batch->records[i], first + i))
      return pv_error_set_no_memory (error);

  return TRUE;
}

GPtrArray *
pv_object_pass_run (PvCapture           *capture,
                    const PvObjectSink  *sink,
                    gpointer             user_data,
                    PvProgress          *progress,
                    GCancellable        *cancellable,
                    GError             **error)
{
  g_autoptr (PvObjectFinder) finder = NULL;
  g_autoptr (PvMerge) merge = NULL;

  g_return_val_if_fail (PV_IS_CAPTURE (capture) && pv_capture_get_settled (capture), NULL);

  finder = pv_object_finder_new (sink, user_data);
  if (finder == NULL)
    {
      pv_error_set_no_memory (error);
      return NULL;
    }
  merge = pv_capture_open_again (capture, progress, cancellable, error);
  if (merge == NULL)
    return NULL;

  if (!pv_capture_read_again (capture, merge, add_records, finder, progress, cancellable, error))
    return NULL;
  if (!pv_object_finder_end (finder))
    {
      pv_error_set_no_memory (error);
      return NULL;
    }

  return pv_object_finder_steal_objects (finder);
}

static gpointer
run (gpointer       source,
     gpointer       data,
     GCancellable  *cancellable,
     GError       **error)
{
  return pv_object_pass_run (source, NULL, NULL, data, cancellable, error);
}

static const PvJob run_job = { run, (GDestroyNotify) g_ptr_array_unref, NULL };

void
pv_object_pass_async (PvCapture           *capture,
                      PvProgress          *progress,
                      GCancellable        *cancellable,
                      GAsyncReadyCallback  callback,
                      gpointer             user_data)
{
  g_return_if_fail (PV_IS_CAPTURE (capture));

  pv_job_run_async (&run_job, capture, progress, cancellable, callback, user_data);
}

GPtrArray *
pv_object_pass_finish (GAsyncResult  *result,
                       GError       **error)
{
  return pv_job_run_finish (&run_job, result, error);
}
