/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-loader.c: files become a capture, in the background. */
#include "config.h"

#include "pv-job.h"
#include "pv-loader.h"

#include <glib/gi18n-lib.h>

#include "pv-capture-builder.h"
#include "pv-capture-private.h"
#include "pv-continuation.h"
#include "pv-error.h"
#include "pv-file-text.h"
#include "pv-input-key.h"
#include "pv-input-places.h"
#include "pv-pass.h"
#include "pv-ring.h"

#include "pv-tsan.h"

/* How often "progress" tells of news. */
#define PROGRESS_INTERVAL_MS 40

/* How often "progress" tells of what comes through a pipe, where that takes less than one part in so many of the time. */
#define LIVE_INTERVAL_MS 120
#define LIVE_SHARE 4

/* A file that is read on as it grows is at rest when it did not for so long. */
#define REST_NS (60 * PV_NS_PER_SECOND)

struct _PvLoader
{
  GObject parent_instance;

  PvInputFiles *places; /* files and folders, in the order that they were given in */
  guint n_workers;
  guint64 spool_limit;

  guint64 bytes_read; /* atomic */
  guint64 size; /* atomic */

  GMutex lock; /* of builder, which the progress timer looks at, and of is_live */
  PvCaptureBuilder *builder;
  gboolean is_live; /* nobody knows how long it goes on: what is shown meanwhile is settled */

  /* the index */
  PvIndexCache *index_cache;
  gint64 index_min_us;
  PvInputFiles *index_places; /* NULL where there can be none */
  PvIndexKey index_key;
  gboolean is_indexed;
  gboolean wants_index;
  gboolean has_base;
  PvIndexKey base; /* what an index of what the files were is found by */
  guint64 n_indexed;
  PvContinuation *continuation; /* (nullable): of the capture when it was read, for its index; or of the index */
  gboolean watches; /* files that the index was of */
  PvCapture *indexed; /* (nullable): that was opened from it, while nothing was read on */

  /* to read on */
  gboolean follows;
  PvMerge *merge;
  PvRing *ring; /* NULL where no other file can join */
  PvCaptureBuilder *grown;
  guint64 n_packets;

  GSource *timer;
  gboolean is_settling; /* a job for "progress" is under way */
  gint64 settled_us; /* when the last one ended */
  gint64 settling_us; /* how long it took */
  guint64 n_told; /* packets that the last "progress" told of */
};

G_DEFINE_FINAL_TYPE (PvLoader, pv_loader, G_TYPE_OBJECT)

enum
{
  PROGRESS,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/* Lets go of all that it takes to read on. */
static void
end_following (PvLoader *self)
{
  g_clear_pointer (&self->merge, pv_merge_free);
  g_clear_pointer (&self->ring, pv_ring_free);
  g_clear_object (&self->indexed);
  g_clear_pointer (&self->grown, pv_capture_builder_free);
}

static void
pv_loader_finalize (GObject *object)
{
  PvLoader *self = PV_LOADER (object);

  g_assert (self->timer == NULL);
  g_assert (self->builder == NULL);
  end_following (self);
  g_clear_pointer (&self->index_cache, pv_index_cache_unref);
  g_clear_pointer (&self->index_places, pv_input_files_unref);
  g_clear_pointer (&self->continuation, pv_continuation_free);
  g_clear_pointer (&self->places, pv_input_files_unref);
  g_mutex_clear (&self->lock);

  G_OBJECT_CLASS (pv_loader_parent_class)->finalize (object);
}

static void
pv_loader_class_init (PvLoaderClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = pv_loader_finalize;

  signals[PROGRESS] = g_signal_new ("progress", PV_TYPE_LOADER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                    PV_TYPE_CAPTURE);
}

static void
pv_loader_init (PvLoader *self)
{
  g_mutex_init (&self->lock);
  self->n_workers = pv_pass_get_n_threads ();
}

PvLoader *
pv_loader_new (GFile *file)
{
  g_autoptr (PvInputFiles) places = NULL;

  g_return_val_if_fail (G_IS_FILE (file), NULL);

  places = pv_input_files_new (&file, 1);

  return pv_loader_new_for_places (places);
}

PvLoader *
pv_loader_new_for_places (const PvInputFiles *places)
{
  PvLoader *self;

  g_return_val_if_fail (places != NULL, NULL);

  self = g_object_new (PV_TYPE_LOADER, NULL);
  self->places = pv_input_files_copy (places);

  return self;
}

GFile *
pv_loader_get_file (PvLoader *self)
{
  g_return_val_if_fail (PV_IS_LOADER (self), NULL);

  return self->places->files[0].file;
}

const PvInputFiles *
pv_loader_get_places (PvLoader *self)
{
  g_return_val_if_fail (PV_IS_LOADER (self), NULL);

  return self->places;
}

void
pv_loader_set_n_workers (PvLoader *self,
                         guint     n_workers)
{
  g_return_if_fail (PV_IS_LOADER (self));
  g_return_if_fail (n_workers > 0);

  self->n_workers = n_workers;
}

void
pv_loader_set_spool_limit (PvLoader *self,
                           guint64   limit)
{
  g_return_if_fail (PV_IS_LOADER (self));

  self->spool_limit = limit;
}

void
pv_loader_set_index_cache (PvLoader     *self,
                           PvIndexCache *cache,
                           gint64        min_us)
{
  g_return_if_fail (PV_IS_LOADER (self));

  g_clear_pointer (&self->index_cache, pv_index_cache_unref);
  self->index_cache = cache != NULL ? pv_index_cache_ref (cache) : NULL;
  self->index_min_us = min_us;
}

gboolean
pv_loader_is_indexed (PvLoader *self)
{
  g_return_val_if_fail (PV_IS_LOADER (self), FALSE);

  return self->is_indexed;
}

guint64
pv_loader_get_n_indexed (PvLoader *self)
{
  g_return_val_if_fail (PV_IS_LOADER (self), 0);

  return self->n_indexed;
}

gboolean
pv_loader_wants_index (PvLoader *self)
{
  g_return_val_if_fail (PV_IS_LOADER (self), FALSE);

  return self->wants_index;
}

const PvContinuation *
pv_loader_get_continuation (PvLoader *self)
{
  g_return_val_if_fail (PV_IS_LOADER (self), NULL);

  return self->wants_index ? self->continuation : NULL;
}

gboolean
pv_loader_write_index (PvLoader      *self,
                       PvCapture     *capture,
                       GCancellable  *cancellable,
                       GError       **error)
{
  g_return_val_if_fail (PV_IS_LOADER (self), FALSE);
  g_return_val_if_fail (self->wants_index, FALSE);

  return pv_index_cache_store (self->index_cache, capture, self->index_places, &self->index_key, self->continuation,
                               cancellable, error);
}

static gpointer
write_index (gpointer       source,
             gpointer       data,
             GCancellable  *cancellable,
             GError       **error)
{
  return GINT_TO_POINTER (pv_loader_write_index (source, data, cancellable, error));
}

static const PvJob write_index_job = { write_index, NULL, g_object_unref };

void
pv_loader_write_index_async (PvLoader            *self,
                             PvCapture           *capture,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  g_return_if_fail (PV_IS_LOADER (self));

  pv_job_run_async (&write_index_job, self, g_object_ref (capture), cancellable, callback, user_data);
}

gboolean
pv_loader_write_index_finish (PvLoader      *self,
                              GAsyncResult  *result,
                              GError       **error)
{
  return pv_job_run_finish (&write_index_job, result, error) != NULL;
}

guint64
pv_loader_get_bytes_read (PvLoader *self)
{
  g_return_val_if_fail (PV_IS_LOADER (self), 0);

  return __atomic_load_n (&self->bytes_read, __ATOMIC_RELAXED);
}

guint64
pv_loader_get_size (PvLoader *self)
{
  g_return_val_if_fail (PV_IS_LOADER (self), 0);

  return __atomic_load_n (&self->size, __ATOMIC_RELAXED);
}

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

static const PvPassFuncs funcs = {
  .begin = load_begin,
  .number = load_number,
  .work = load_work,
  .end = load_end,
};

/* What is read of several files later must not change what is told of them now. */
static PvCapture *
settle_files (PvLoader          *self,
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

/* What reads on behind an index, and what it becomes. FALSE where that cannot be. */
static gboolean
go_on (PvLoader              *self,
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
  if (indexed == NULL || !go_on (self, indexed, continuation, TRUE, merge, builder)
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

static PvCapture *
load_files (PvLoader      *self,
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

  if (pv_pass_run (merge, &funcs, builder, self->n_workers, NULL, &self->bytes_read, cancellable, error))
    {
      gboolean grows = can_grow (self, merge);

      if (grows)
        {
          pv_merge_pause (merge);
          pv_capture_builder_set_grows (builder);
        }
      else
        pv_merge_end (merge);
      capture = settle_files (self, builder, merge, grows, error);
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

PvCapture *
pv_loader_load (PvLoader      *self,
                GCancellable  *cancellable,
                GError       **error)
{
  g_return_val_if_fail (PV_IS_LOADER (self), NULL);

  return load_files (self, cancellable, error);
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
        {
          g_autofree char *name = pv_file_text_path (file->file);

          /* Translators: %s is the name of a file. */
          g_set_error (error, PV_ERROR, PV_ERROR_DAMAGED, _("“%s” has changed on disk"), name);
          return FALSE;
        }
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
  if (!pv_pass_run (self->merge, &funcs, self->grown, 1, NULL, &self->bytes_read, cancellable, error))
    return NULL;

  pv_merge_pause (self->merge);
  if (pv_capture_builder_get_n_packets (self->grown) == self->n_packets)
    return NULL;
  self->n_packets = pv_capture_builder_get_n_packets (self->grown);

  capture = settle_files (self, self->grown, self->merge, TRUE, error);
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
  g_autofree char *name = NULL;

  if (changed == NULL)
    return FALSE;

  self->watches = FALSE;
  if (self->continuation != NULL
      && go_on (self, self->indexed, self->continuation, FALSE, &self->merge, &self->grown))
    {
      self->n_packets = pv_capture_get_n_packets (self->indexed);
      g_clear_object (&self->indexed);
      g_clear_pointer (&self->continuation, pv_continuation_free);
      return TRUE;
    }

  name = pv_file_text_path (changed);
  /* Translators: %s is the name of a file. */
  g_set_error (error, PV_ERROR, PV_ERROR_DAMAGED, _("“%s” has changed on disk"), name);

  return FALSE;
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
      end_following (self);
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

static gpointer
load (gpointer       source,
      gpointer       data,
      GCancellable  *cancellable,
      GError       **error)
{
  return pv_loader_load (source, cancellable, error);
}

static const PvJob load_job = { load, g_object_unref, NULL };

static gpointer
settle (gpointer       source,
        gpointer       data,
        GCancellable  *cancellable,
        GError       **error)
{
  PvLoader *self = source;
  PvCapture *capture = NULL;

  g_mutex_lock (&self->lock);
  if (self->builder != NULL)
    capture = pv_capture_builder_settle (self->builder, NULL, FALSE, error);
  g_mutex_unlock (&self->lock);

  return capture;
}

static const PvJob settle_job = { settle, g_object_unref, NULL };

static void
on_settled (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  PvLoader *self = PV_LOADER (source);
  g_autoptr (PvCapture) capture = pv_job_run_finish (&settle_job, result, NULL);
  gint64 now = g_get_monotonic_time ();

  self->is_settling = FALSE;
  self->settling_us = now - self->settled_us;
  self->settled_us = now;
  /* what was read to the end meanwhile is more */
  if (capture == NULL || self->timer == NULL)
    return;

  self->n_told = pv_capture_get_n_packets (capture);
  g_signal_emit (self, signals[PROGRESS], 0, capture);
}

/* Starts to settle what came, unless that, and all that others do with it, would be most of what is done. */
static void
request_settled (PvLoader *self,
                 guint64   n_packets)
{
  gint64 now = g_get_monotonic_time ();

  if (self->is_settling || n_packets == self->n_told ||
      now - self->settled_us < MAX (LIVE_INTERVAL_MS * G_TIME_SPAN_MILLISECOND, LIVE_SHARE * self->settling_us))
    return;

  self->is_settling = TRUE;
  self->settled_us = now;
  pv_job_run_async (&settle_job, self, NULL, NULL, on_settled, NULL);
}

static gboolean
on_timer (gpointer user_data)
{
  PvLoader *self = user_data;
  g_autoptr (PvCapture) part = NULL;
  guint64 n_packets = 0;
  gboolean is_live;

  /* who settles holds the lock for long */
  if (!g_mutex_trylock (&self->lock))
    return G_SOURCE_CONTINUE;
  is_live = self->is_live;
  if (self->builder != NULL && is_live)
    n_packets = pv_capture_builder_get_n_packets (self->builder);
  else if (self->builder != NULL)
    part = pv_capture_builder_peek (self->builder);
  g_mutex_unlock (&self->lock);

  if (is_live)
    {
      request_settled (self, n_packets);
      g_signal_emit (self, signals[PROGRESS], 0, NULL);
      return G_SOURCE_CONTINUE;
    }

  if (part != NULL && pv_capture_get_n_packets (part) == self->n_told)
    g_clear_object (&part);
  else if (part != NULL)
    self->n_told = pv_capture_get_n_packets (part);

  g_signal_emit (self, signals[PROGRESS], 0, part);

  return G_SOURCE_CONTINUE;
}

static void
on_completed (GTask      *task,
              GParamSpec *pspec,
              PvLoader   *self)
{
  g_source_destroy (self->timer);
  g_clear_pointer (&self->timer, g_source_unref);
}

void
pv_loader_load_async (PvLoader            *self,
                      GCancellable        *cancellable,
                      GAsyncReadyCallback  callback,
                      gpointer             user_data)
{
  GTask *task;

  g_return_if_fail (PV_IS_LOADER (self));
  g_return_if_fail (self->timer == NULL);

  self->timer = g_timeout_source_new (PROGRESS_INTERVAL_MS);
  g_source_set_callback (self->timer, on_timer, self, NULL);
  g_source_attach (self->timer, g_main_context_get_thread_default ());

  task = pv_job_run_async (&load_job, self, NULL, cancellable, callback, user_data);
  g_signal_connect_object (task, "notify::completed", G_CALLBACK (on_completed), self, 0);
}

PvCapture *
pv_loader_load_finish (PvLoader      *self,
                       GAsyncResult  *result,
                       GError       **error)
{
  g_return_val_if_fail (PV_IS_LOADER (self), NULL);
  return pv_job_run_finish (&load_job, result, error);
}
