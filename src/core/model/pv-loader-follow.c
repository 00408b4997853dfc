/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-loader-follow.c: what files that were loaded have more by now. */
#include "config.h"

#include "pv-loader-private.h"

#include "pv-capture-private.h"
#include "pv-job.h"

void
pv_loader_end_following (PvLoader *self)
{
  g_clear_pointer (&self->merge, pv_merge_free);
  g_clear_pointer (&self->ring, pv_ring_free);
  g_clear_object (&self->indexed);
  g_clear_pointer (&self->grown, pv_capture_builder_free);
}

void
pv_loader_set_follows (PvLoader *self,
                       gboolean  follows)
{
  g_return_if_fail (PV_IS_LOADER (self));

  self->follows = follows;
}

gboolean
pv_loader_can_follow (PvLoader *self)
{
  g_return_val_if_fail (PV_IS_LOADER (self), FALSE);

  return self->grown != NULL || self->watches;
}

gboolean
pv_loader_only_watches (PvLoader *self)
{
  g_return_val_if_fail (PV_IS_LOADER (self), FALSE);

  return self->watches && self->indexed == NULL;
}

/* Lets files join that go on with those that are there. */
static gboolean
join_files (PvLoader      *self,
            gboolean      *has_more,
            GCancellable  *cancellable,
            GError       **error)
{
  g_autoptr (GPtrArray) found = pv_ring_look (self->ring, pv_merge_get_files (self->merge));

  for (guint i = 0; i < found->len; i++)
    {
      const PvRingFile *file = g_ptr_array_index (found, i);
      PvMergeAddition addition;

      if (!pv_merge_add (self->merge, file->file, file->since_ns, &addition, cancellable, error))
        return FALSE;
      if (addition == PV_MERGE_EARLIER && file->is_again)
        return pv_merge_set_changed (file->file, error);
      if (addition == PV_MERGE_EARLIER || addition == PV_MERGE_NOTHING)
        pv_ring_leave_out (self->ring, file->file, addition == PV_MERGE_EARLIER);
      else
        pv_ring_take (self->ring, file->file);
      *has_more = *has_more || addition == PV_MERGE_ADDED;
    }

  return TRUE;
}

/* What of it was read. NULL with @error set where it failed, and without where there is nothing. */
static PvCapture *
read_on (PvLoader      *self,
         GCancellable  *cancellable,
         GError       **error)
{
  PvCapture *capture;
  gboolean has_more;

  if (!pv_merge_resume (self->merge, &has_more, cancellable, error) ||
      (self->ring != NULL && !join_files (self, &has_more, cancellable, error)) || !has_more)
    return NULL;
  if (!pv_pass_run (self->merge, &pv_loader_pass_funcs, self->grown, 1, NULL, &self->bytes_read, cancellable, error))
    return NULL;

  pv_merge_pause (self->merge);
  if (pv_capture_builder_get_n_packets (self->grown) == self->n_packets)
    return NULL;
  self->n_packets = pv_capture_builder_get_n_packets (self->grown);

  capture = pv_loader_settle_files (self, self->grown, self->merge, TRUE, error);
  if (capture != NULL)
    pv_merge_tell (self->merge, pv_capture_get_nth_file (capture, 0));

  return capture;
}

/* Whether files of which the index is are others by now, or longer, or there are more. (transfer none) (nullable): one */
static GFile *
find_changed (PvLoader *self)
{
  g_autoptr (GPtrArray) found = self->ring != NULL ? pv_ring_look (self->ring, self->index_places) : NULL;

  for (guint i = 0; i < self->index_places->n; i++)
    if (!pv_file_identity_is_at (&self->index_places->files[i].identity,
                                 g_file_peek_path (self->index_places->files[i].file)))
      return self->index_places->files[i].file;

  return found != NULL && found->len > 0 ? self->index_places->files[0].file : NULL;
}

/* Where a capture that was opened from its index is to be read on, has it be as if it had been read. FALSE where nothing is
 * new, or with @error set. */
static gboolean
begin_to_follow (PvLoader  *self,
                 GError   **error)
{
  GFile *changed = find_changed (self);

  if (changed == NULL)
    return FALSE;

  self->watches = FALSE;
  if (self->continuation != NULL
      && pv_loader_go_on (self, self->indexed, self->continuation, FALSE, &self->merge, &self->grown))
    {
      self->n_packets = pv_capture_get_n_packets (self->indexed);
      g_clear_object (&self->indexed);
      g_clear_pointer (&self->continuation, pv_continuation_free);
      return TRUE;
    }

  return pv_merge_set_changed (changed, error);
}

PvCapture *
pv_loader_follow (PvLoader      *self,
                  GCancellable  *cancellable,
                  GError       **error)
{
  g_autoptr (GError) local_error = NULL;
  PvCapture *capture;

  g_return_val_if_fail (PV_IS_LOADER (self), NULL);

  if (self->watches && !begin_to_follow (self, error))
    return NULL;
  if (self->grown == NULL)
    return NULL;

  capture = read_on (self, cancellable, &local_error);
  if (local_error != NULL)
    {
      /* part of it may have been read */
      pv_loader_end_following (self);
      g_propagate_error (error, g_steal_pointer (&local_error));
    }

  return capture;
}

static gpointer
follow (gpointer       source,
        gpointer       data,
        GCancellable  *cancellable,
        GError       **error)
{
  return pv_loader_follow (source, cancellable, error);
}

static const PvJob follow_job = { follow, g_object_unref, NULL };

void
pv_loader_follow_async (PvLoader            *self,
                        GCancellable        *cancellable,
                        GAsyncReadyCallback  callback,
                        gpointer             user_data)
{
  g_return_if_fail (PV_IS_LOADER (self));

  pv_job_run_async (&follow_job, self, NULL, cancellable, callback, user_data);
}

PvCapture *
pv_loader_follow_finish (PvLoader      *self,
                         GAsyncResult  *result,
                         GError       **error)
{
  g_autoptr (GError) local_error = NULL;
  PvCapture *capture;

  g_return_val_if_fail (PV_IS_LOADER (self), NULL);

  capture = pv_job_run_finish (&follow_job, result, &local_error);
  /* a job without a result counts as given up */
  if (local_error != NULL && !g_error_matches (local_error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_propagate_error (error, g_steal_pointer (&local_error));

  return capture;
}
