/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-loader.c: files become a capture, in the background. */
#include "config.h"

#include "pv-loader-private.h"

#include "pv-capture-private.h"
#include "pv-input-places.h"
#include "pv-job.h"

#include "pv-tsan.h"

/* How often "progress" tells of news. */
#define PROGRESS_INTERVAL_MS 40

/* How often "progress" tells of what comes through a pipe, where that takes less than one part in so many of the time. */
#define LIVE_INTERVAL_MS 120
#define LIVE_SHARE 4

G_DEFINE_FINAL_TYPE (PvLoader, pv_loader, G_TYPE_OBJECT)

enum
{
  PROGRESS,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
pv_loader_finalize (GObject *object)
{
  PvLoader *self = PV_LOADER (object);

  g_assert (self->timer == NULL);
  g_assert (self->builder == NULL);
  pv_loader_end_following (self);
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

PvCapture *
pv_loader_load (PvLoader      *self,
                GCancellable  *cancellable,
                GError       **error)
{
  g_return_val_if_fail (PV_IS_LOADER (self), NULL);

  return pv_loader_load_files (self, cancellable, error);
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
