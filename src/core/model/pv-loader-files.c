/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-loader-files.c: files are read, or their index is, and become a capture. */
#include "config.h"

#include "pv-loader-private.h"

#include <glib/gi18n-lib.h>

#include "pv-capture-private.h"
#include "pv-error.h"
#include "pv-file-text.h"
#include "pv-input-key.h"
#include "pv-input-places.h"

#include "pv-tsan.h"

/* A file that is read on as it grows is at rest when it did not for so long. */
#define REST_NS (60 * PV_NS_PER_SECOND)

static gpointer
load_begin (gpointer data)
{
  return pv_worker_new (data);
}

static gboolean
load_number (gpointer   data,
             gsize      n,
             guint64   *first,
             GError   **error)
{
  return pv_capture_builder_reserve (data, n, first, error);
}

static gboolean
load_work (gpointer         state,
           const PvBatch   *batch,
           guint64          first,
           GError         **error)
{
  return pv_worker_add (state, batch->records, batch->n_records, first, error);
}

static void
load_end (gpointer state)
{
  pv_worker_free (state);
}

/* Every message names the file. */
static void
prefix_error (PvLoader  *self,
              GError   **error)
{
  g_autofree char *name = NULL;
  g_autofree char *message = NULL;

  if (error == NULL || *error == NULL || g_error_matches (*error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  name = pv_file_text_path (pv_loader_get_file (self));
  if (self->places->n == 1)
    /* Translators: the first %s is the name of a file, the second what is wrong with it. */
    message = g_strdup_printf (_("Could not open “%s”: %s"), name, (*error)->message);
  else
    /* Translators: %s is the name of a file, %u the number of others, and the last %s what is wrong. */
    message = g_strdup_printf (ngettext ("Could not open “%s” and %u more file: %s",
                                         "Could not open “%s” and %u more files: %s", self->places->n - 1),
                               name, self->places->n - 1, (*error)->message);
  g_free ((*error)->message);
  (*error)->message = g_steal_pointer (&message);
}

static void
set_builder (PvLoader         *self,
             PvCaptureBuilder *builder,
             gboolean          is_live)
{
  g_mutex_lock (&self->lock);
  self->builder = builder;
  self->is_live = is_live;
  g_mutex_unlock (&self->lock);
}

/* Whether packets come as they are captured, or as somebody else makes them. */
static gboolean
is_pipe (const PvInputFiles *files)
{
  return files->n == 1 && !files->files[0].identity.is_known && g_file_peek_path (files->files[0].file) != NULL;
}

const PvPassFuncs pv_loader_pass_funcs = {
  .begin = load_begin,
  .number = load_number,
  .work = load_work,
  .end = load_end,
};

/* What is read of several files later must not change what is told of them now. */
PvCapture *
pv_loader_settle_files (PvLoader          *self,
                        PvCaptureBuilder  *builder,
                        PvMerge           *merge,
                        gboolean           can_grow,
                        GError           **error)
{
  PvInputFiles *files = pv_merge_get_files (merge);
  g_autoptr (PvInputFiles) copy = NULL;

  if (can_grow && files->n > 1)
    {
      copy = pv_input_files_copy_whole (files);
      if (copy == NULL)
        {
          pv_error_set_no_memory (error);
          return NULL;
        }
    }

  return pv_capture_builder_settle (builder, copy != NULL ? copy : files, TRUE, error);
}

/* Whether there may be more another time. */
static gboolean
can_grow (PvLoader *self,
          PvMerge  *merge)
{
  return self->follows && (pv_merge_can_grow (merge) || (self->ring != NULL && pv_ring_has_folder (self->ring)));
}

/* Whether none of the files was written to for a while. */
static gboolean
are_at_rest (const PvInputFiles *files)
{
  gint64 now_ns = g_get_real_time () * 1000;

  for (guint i = 0; i < files->n; i++)
    if (files->files[i].identity.modified_ns > now_ns - REST_NS)
      return FALSE;

  return TRUE;
}

/* The capture from its index; or NULL, and what its index will be called is known. */
static PvCapture *
open_index (PvLoader           *self,
            const PvInputFiles *files)
{
  g_autoptr (PvInputFiles) places = NULL;
  g_autoptr (PvContinuation) continuation = NULL;
  PvCapture *capture;
  guint64 size = 0;

  if (self->index_cache == NULL)
    return NULL;

  self->has_base = pv_continuation_find_base (self->places, &self->base);
  places = pv_input_files_copy (files);
  if (!pv_input_key_find (places, self->index_key.bytes))
    return NULL;

  capture = pv_index_cache_find (self->index_cache, places, &self->index_key, self->follows ? &continuation : NULL);
  /* what may grow any moment, and could not be read on then, is read so that it can */
  if (capture != NULL && self->follows && continuation == NULL && !are_at_rest (places))
    g_clear_object (&capture);
  self->is_indexed = capture != NULL;
  self->watches = self->is_indexed && self->follows;
  for (guint i = 0; i < places->n; i++)
    size += places->files[i].size;
  if (capture != NULL)
    {
      self->n_indexed = pv_capture_get_n_packets (capture);
      __atomic_store_n (&self->size, size, __ATOMIC_RELAXED);
      __atomic_store_n (&self->bytes_read, size, __ATOMIC_RELAXED);
    }
  if (capture != NULL && continuation != NULL)
    {
      self->continuation = g_steal_pointer (&continuation);
      self->indexed = g_object_ref (capture);
    }
  self->index_places = g_steal_pointer (&places);

  return capture;
}

/* Where each file of @indexed ended. (transfer full) (element-type GBytes): borrowed */
static GPtrArray *
list_marks (const PvContinuation *continuation)
{
  GPtrArray *marks = g_ptr_array_new ();

  for (guint i = 0; i < continuation->n_files; i++)
    if (continuation->files[i].is_of_capture)
      g_ptr_array_add (marks, continuation->files[i].mark);

  return marks;
}

gboolean
pv_loader_go_on (PvLoader              *self,
                 PvCapture             *indexed,
                 const PvContinuation  *continuation,
                 gboolean               catches_up,
                 PvMerge              **merge,
                 PvCaptureBuilder     **builder)
{
  const PvInputFiles *read = pv_capture_get_files (indexed);
  g_autoptr (PvInputFiles) files = read->n > 1 ? pv_input_files_copy_whole (read) : pv_input_files_copy (read);
  g_autoptr (GPtrArray) marks = list_marks (continuation);

  if (files == NULL || marks->len != files->n)
    return FALSE;
  *builder = pv_capture_builder_go_on (indexed, continuation, NULL);
  if (*builder == NULL)
    return FALSE;

  *merge = pv_merge_open_at_end (files, (GBytes *const *) marks->pdata, catches_up);
  pv_merge_tell (*merge, pv_capture_get_nth_file (indexed, 0));
  pv_merge_set_follows (*merge, self->ring != NULL && pv_ring_has_folder (self->ring));

  return TRUE;
}

/* Opens what was known of the files, and lets @merge read what is new. FALSE without @error where there is no such
 * index, or what is new is not just behind it. */
static gboolean
open_base (PvLoader            *self,
           const PvInputFiles  *files,
           PvMerge            **merge,
           PvCaptureBuilder   **builder,
           GCancellable        *cancellable,
           GError             **error)
{
  g_autoptr (GPtrArray) added = g_ptr_array_new ();
  g_autoptr (PvContinuation) continuation = NULL;
  g_autoptr (PvCapture) indexed = NULL;
  gboolean has_more;

  if (self->index_cache == NULL || !self->has_base)
    return FALSE;
  indexed = pv_index_cache_find_base (self->index_cache, files, &self->base, added, &continuation);
  if (indexed == NULL || !pv_loader_go_on (self, indexed, continuation, TRUE, merge, builder)
      || !pv_merge_resume (*merge, &has_more, cancellable, error))
    return FALSE;

  for (guint i = 0; i < added->len; i++)
    {
      const PvInputFile *file = g_ptr_array_index (added, i);
      PvMergeAddition addition;

      if (!pv_merge_add (*merge, file->file, indexed->last_time_ns, &addition, cancellable, error)
          || addition == PV_MERGE_EARLIER || (addition == PV_MERGE_NOTHING && !file->is_found))
        return FALSE;
    }
  for (guint i = 0; i < pv_merge_get_files (*merge)->n; i++)
    if (pv_merge_get_files (*merge)->files[i].is_past)
      return FALSE;
  self->n_indexed = pv_capture_get_n_packets (indexed);

  return TRUE;
}

/* Opens all files. */
static gboolean
open_files (PvLoader            *self,
            const PvInputFiles  *files,
            PvMerge            **merge,
            PvCaptureBuilder   **builder,
            GCancellable        *cancellable,
            GError             **error)
{
  *merge = pv_merge_open (files, cancellable, error);
  if (*merge == NULL)
    return FALSE;
  if (self->follows)
    pv_merge_set_follows (*merge, self->ring != NULL && pv_ring_has_folder (self->ring));
  *builder = pv_capture_builder_new (pv_merge_get_files (*merge), error);

  return *builder != NULL;
}

/* Remembers what it takes to read on from the index that will be written. */
static void
note_continuation (PvLoader         *self,
                   PvMerge          *merge,
                   PvCaptureBuilder *builder)
{
  const PvInputFiles *files = pv_merge_get_files (merge);
  g_autofree GBytes **marks = NULL;

  if (!self->has_base)
    return;

  self->continuation = pv_capture_builder_save (builder);
  if (self->continuation == NULL)
    return;

  marks = g_new0 (GBytes *, files->n);
  for (guint i = 0; i < files->n; i++)
    marks[i] = pv_merge_get_mark (merge, i);
  self->continuation->base = self->base;
  pv_continuation_set_files (self->continuation, self->index_places, files, marks);
}

PvCapture *
pv_loader_load_files (PvLoader      *self,
                      GCancellable  *cancellable,
                      GError       **error)
{
  g_autoptr (PvInputFiles) files = NULL;
  g_autoptr (PvMerge) merge = NULL;
  g_autoptr (PvCaptureBuilder) builder = NULL;
  g_autoptr (GError) local_error = NULL;
  gint64 start_us = g_get_monotonic_time ();
  PvCapture *capture = NULL;

  /* what is there before the files are looked at is not new */
  if (self->follows && self->ring == NULL)
    self->ring = pv_ring_new (self->places);
  files = pv_input_places_expand (self->places, FALSE, cancellable, error);
  if (files == NULL)
    return NULL;
  files->spool_limit = self->spool_limit;
  capture = open_index (self, files);
  if (capture != NULL)
    return capture;

  if (!open_base (self, files, &merge, &builder, cancellable, &local_error))
    {
      g_clear_pointer (&merge, pv_merge_free);
      g_clear_pointer (&builder, pv_capture_builder_free);
      if (g_error_matches (local_error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        {
          g_propagate_error (error, g_steal_pointer (&local_error));
          return NULL;
        }
      if (!open_files (self, files, &merge, &builder, cancellable, error))
        {
          prefix_error (self, error);
          return NULL;
        }
    }
  __atomic_store_n (&self->size, pv_merge_get_size (merge), __ATOMIC_RELAXED);
  set_builder (self, builder, is_pipe (pv_merge_get_files (merge)));

  if (pv_pass_run (merge, &pv_loader_pass_funcs, builder, self->n_workers, NULL, &self->bytes_read, cancellable, error))
    {
      gboolean grows = can_grow (self, merge);

      if (grows)
        {
          pv_merge_pause (merge);
          pv_capture_builder_set_grows (builder);
        }
      else
        pv_merge_end (merge);
      capture = pv_loader_settle_files (self, builder, merge, grows, error);
    }
  if (capture == NULL)
    prefix_error (self, error);

  set_builder (self, NULL, FALSE);
  self->wants_index = capture != NULL && self->index_places != NULL
                      && g_get_monotonic_time () - start_us >= self->index_min_us;
  if (self->wants_index)
    note_continuation (self, merge, builder);
  if (capture != NULL && can_grow (self, merge))
    {
      self->n_packets = pv_capture_get_n_packets (capture);
      self->merge = g_steal_pointer (&merge);
      self->grown = g_steal_pointer (&builder);
      pv_merge_tell (self->merge, pv_capture_get_nth_file (capture, 0));
    }

  return capture;
}
