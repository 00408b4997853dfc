/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-object-pass.c: looks through a loaded capture for the files that went over the wire. */
#include "config.h"

#include "pv-object-pass.h"

#include "pv-error.h"
#include "pv-pass.h"

typedef struct
{
  PvCapture *capture;
  PvObjectFinder *finder;
  gboolean is_over;
} Pass;

static gpointer
pass_begin (gpointer data)
{
  return data;
}

static gboolean
pass_work (gpointer        data,
           const PvBatch  *batch,
           guint64         first,
           GError        **error)
{
  Pass *pass = data;

  if (!pv_capture_check_batch (pass->capture, batch, first, error))
    return FALSE;

  for (gsize i = 0; i < batch->n_records; i++)
    if (!pv_object_finder_add (pass->finder, &batch->records[i], first + i))
      {
        pass->is_over = TRUE;
        return pv_error_set_no_memory (error);
      }

  return TRUE;
}

static void
pass_end (gpointer data)
{
}

GPtrArray *
pv_object_pass_run (PvCapture           *capture,
                    const PvObjectSink  *sink,
                    gpointer             user_data,
                    PvProgress          *progress,
                    GCancellable        *cancellable,
                    GError             **error)
{
  static const PvPassFuncs funcs = { .begin = pass_begin, .work = pass_work, .end = pass_end };
  g_autoptr (PvObjectFinder) finder = NULL;
  g_autoptr (PvMerge) merge = NULL;
  Pass pass = { .capture = capture };
  guint64 n_read;

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

  pass.finder = finder;
  if (!pv_pass_run (merge, &funcs, &pass, 1, &n_read, progress != NULL ? &progress->bytes_read : NULL, cancellable,
                    error) ||
      !pv_capture_check_end (capture, n_read, error))
    return NULL;
  if (!pv_object_finder_end (finder))
    {
      pv_error_set_no_memory (error);
      return NULL;
    }

  return pv_object_finder_steal_objects (finder);
}

static void
pass_thread (GTask        *task,
             gpointer      source_object,
             gpointer      task_data,
             GCancellable *cancellable)
{
  GError *error = NULL;
  GPtrArray *objects = pv_object_pass_run (source_object, NULL, NULL, task_data, cancellable, &error);

  if (objects != NULL)
    g_task_return_pointer (task, objects, (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, error);
}

void
pv_object_pass_async (PvCapture           *capture,
                      PvProgress          *progress,
                      GCancellable        *cancellable,
                      GAsyncReadyCallback  callback,
                      gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (capture, cancellable, callback, user_data);

  g_task_set_source_tag (task, pv_object_pass_async);
  g_task_set_task_data (task, progress, NULL);
  g_task_run_in_thread (task, pass_thread);
}

GPtrArray *
pv_object_pass_finish (GAsyncResult  *result,
                       GError       **error)
{
  g_return_val_if_fail (G_IS_TASK (result), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
