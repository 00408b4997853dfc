/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-job.c: work that a thread of its own does. */
#include "config.h"

#include "pv-job.h"

typedef struct
{
  const PvJob *kind;
  gpointer data;
} Running;

static void
running_free (gpointer data)
{
  Running *running = data;

  if (running->kind->free_data != NULL && running->data != NULL)
    running->kind->free_data (running->data);
  g_free (running);
}

static void
run_thread (GTask        *task,
            gpointer      source,
            gpointer      task_data,
            GCancellable *cancellable)
{
  const Running *running = task_data;
  GError *error = NULL;
  gpointer result = running->kind->func (source, running->data, cancellable, &error);

  if (result != NULL)
    g_task_return_pointer (task, result, running->kind->free_result);
  else if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "cancelled");
}

GTask *
pv_job_run_async (const PvJob         *self,
                  gpointer             source,
                  gpointer             data,
                  GCancellable        *cancellable,
                  GAsyncReadyCallback  callback,
                  gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;
  Running *running;

  g_return_val_if_fail (self != NULL && self->func != NULL, NULL);

  running = g_new0 (Running, 1);
  running->kind = self;
  running->data = data;

  task = g_task_new (source, cancellable, callback, user_data);
  g_task_set_source_tag (task, (gpointer) self);
  g_task_set_task_data (task, running, running_free);
  g_task_run_in_thread (task, run_thread);

  /* the thread and the main loop hold it */
  return task;
}

gpointer
pv_job_run_finish (const PvJob   *self,
                   GAsyncResult  *result,
                   GError       **error)
{
  g_return_val_if_fail (G_IS_TASK (result), NULL);
  g_return_val_if_fail (g_task_get_source_tag (G_TASK (result)) == self, NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

gpointer
pv_job_get_data (GAsyncResult *result)
{
  const Running *running;

  g_return_val_if_fail (G_IS_TASK (result), NULL);

  running = g_task_get_task_data (G_TASK (result));

  return running->data;
}
