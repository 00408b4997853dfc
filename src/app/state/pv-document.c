/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-document.c: the capture of one window, from the choice of a file to its complete model. */
#include "config.h"

#include "pv-document.h"
#include "pv-loader.h"

/* While a loader has nothing to show yet, its byte count is looked at this often. */
#define PROGRESS_INTERVAL_MS 100

/* After a file was changed, it is read on so soon; where nobody tells of changes, it is looked at so often. */
#define FOLLOW_DELAY_MS 100
#define FOLLOW_INTERVAL_MS 1000
/* That is to take less than one part in so many of the time. */
#define FOLLOW_SHARE 4
#define MAX_FOLLOW_DELAY_MS 10000

/* So many folders tell of changes; in others, they are found by looking. */
#define MAX_MONITORS 16

struct _PvDocument
{
  GObject parent_instance;

  PvCapture *capture;
  /* the last one that was loaded whole */
  PvCapture *complete;
  /* what that was opened as */
  PvInputFiles *places;

  PvLoader *loader;
  GCancellable *cancellable;
  guint progress_id;
  gboolean is_live; /* what it loads comes through a pipe */

  /* a later generation of what is shown, which is held still */
  PvCapture *held;

  /* has loaded what is complete, and reads it on */
  PvLoader *follower;
  GCancellable *follow_cancellable;
  GPtrArray *monitors; /* of GFileMonitor */
  gboolean is_following;
  gboolean follow;
  guint follow_id;
  guint poll_id;
  gint64 looked_us; /* when it began to be looked at; then, how long that took */
  gint64 looking_us;

  guint64 spool_limit;
  PvIndexCache *index_cache;
  GCancellable *index_cancellable; /* of the index that is being written, if any */
};

enum
{
  PROP_0,
  PROP_CAPTURE,
  PROP_LOADING,
  PROP_FOLLOW,
  PROP_CAN_FOLLOW,
  N_PROPS
};

enum
{
  PROGRESS,
  LOADED,
  OUTDATED,
  FAILED,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (PvDocument, pv_document, G_TYPE_OBJECT)

static void
pv_document_set_capture (PvDocument *self,
                         PvCapture  *capture)
{
  if (g_set_object (&self->capture, capture))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CAPTURE]);
}

/* Shows a later generation, or whatever else is to be shown, unless what is shown is held still. */
static void
pv_document_show (PvDocument *self,
                  PvCapture  *capture)
{
  if (!self->follow && self->capture != NULL && capture != NULL && self->capture != capture &&
      pv_capture_get_settled (self->capture) && pv_capture_is_same_model (self->capture, capture))
    {
      g_set_object (&self->held, capture);
      return;
    }

  g_clear_object (&self->held);
  pv_document_set_capture (self, capture);
}

static gboolean
pv_document_can_follow (PvDocument *self)
{
  return (self->follower != NULL && !pv_loader_only_watches (self->follower)) || self->is_live;
}

static void
pv_document_set_live (PvDocument *self,
                      gboolean    is_live)
{
  if (self->is_live == is_live)
    return;

  self->is_live = is_live;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CAN_FOLLOW]);
}

static gboolean
pv_document_progress_cb (gpointer user_data)
{
  g_signal_emit (user_data, signals[PROGRESS], 0);

  return G_SOURCE_CONTINUE;
}

static void
pv_document_loader_progress_cb (PvDocument *self,
                                PvCapture  *part,
                                PvLoader   *loader)
{
  if (loader != self->loader || part == NULL)
    return;

  pv_document_show (self, part);
  pv_document_set_live (self, pv_capture_get_settled (part));
}

/* Lets go of the loader. Its callback still comes, and finds that it is no longer the one. */
static void
pv_document_end_loading (PvDocument *self)
{
  if (self->loader == NULL)
    return;

  g_signal_handlers_disconnect_by_func (self->loader, pv_document_loader_progress_cb, self);
  g_clear_handle_id (&self->progress_id, g_source_remove);
  g_clear_object (&self->loader);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  pv_document_set_live (self, FALSE);
}

/* What is being read on comes to nobody. */
static void
pv_document_end_following (PvDocument *self)
{
  g_cancellable_cancel (self->follow_cancellable);
  g_clear_object (&self->follow_cancellable);
  g_clear_object (&self->follower);
  g_clear_pointer (&self->monitors, g_ptr_array_unref);
  g_clear_handle_id (&self->follow_id, g_source_remove);
  g_clear_handle_id (&self->poll_id, g_source_remove);
  self->is_following = FALSE;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CAN_FOLLOW]);
}

static void
pv_document_followed_cb (GObject      *source,
                         GAsyncResult *result,
                         gpointer      user_data)
{
  g_autoptr (PvDocument) self = user_data;
  g_autoptr (PvLoader) loader = g_object_ref (PV_LOADER (source));
  g_autoptr (GError) error = NULL;
  g_autoptr (PvCapture) capture = pv_loader_follow_finish (loader, result, &error);

  if (loader != self->follower)
    return;

  self->is_following = FALSE;
  self->looking_us = g_get_monotonic_time () - self->looked_us;
  if (capture != NULL)
    {
      g_set_object (&self->complete, capture);
      if (self->loader == NULL)
        pv_document_show (self, capture);
    }
  if (error != NULL)
    {
      pv_document_end_following (self);
      g_signal_emit (self, signals[OUTDATED], 0, error);
    }
}

static gboolean
pv_document_follow_cb (gpointer user_data)
{
  PvDocument *self = user_data;

  self->follow_id = 0;
  if (!self->is_following && self->follow && self->loader == NULL)
    {
      self->is_following = TRUE;
      self->looked_us = g_get_monotonic_time ();
      pv_loader_follow_async (self->follower, self->follow_cancellable, pv_document_followed_cb, g_object_ref (self));
    }

  return G_SOURCE_REMOVE;
}

static void
pv_document_look_soon (PvDocument *self)
{
  if (self->follow_id == 0 && self->follower != NULL)
    {
      gint64 wait_ms = FOLLOW_SHARE * self->looking_us / G_TIME_SPAN_MILLISECOND;

      self->follow_id = g_timeout_add ((guint) CLAMP (wait_ms, FOLLOW_DELAY_MS, MAX_FOLLOW_DELAY_MS), pv_document_follow_cb,
                                       self);
    }
}

static gboolean
pv_document_poll_cb (gpointer user_data)
{
  pv_document_look_soon (user_data);

  return G_SOURCE_CONTINUE;
}

/* Has changes of files told, and what comes into their folders. */
static void
pv_document_monitor (PvDocument         *self,
                     const PvInputFiles *places)
{
  g_autoptr (GHashTable) folders = g_hash_table_new_full (g_file_hash, (GEqualFunc) g_file_equal, g_object_unref, NULL);

  self->monitors = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < places->n && self->monitors->len < MAX_MONITORS; i++)
    {
      GFile *file = places->files[i].file;
      gboolean is_folder = g_file_query_file_type (file, G_FILE_QUERY_INFO_NONE, NULL) == G_FILE_TYPE_DIRECTORY;
      g_autoptr (GFile) folder = is_folder ? g_object_ref (file) : g_file_get_parent (file);
      GFileMonitor *monitor;

      if (folder == NULL || !g_hash_table_add (folders, g_object_ref (folder)))
        continue;
      monitor = g_file_monitor_directory (folder, G_FILE_MONITOR_NONE, NULL, NULL);
      if (monitor == NULL)
        continue;
      g_signal_connect_object (monitor, "changed", G_CALLBACK (pv_document_look_soon), self, G_CONNECT_SWAPPED);
      g_ptr_array_add (self->monitors, monitor);
    }
}

/* Reads on what @loader has loaded, as it grows. */
static void
pv_document_start_following (PvDocument *self,
                             PvLoader   *loader)
{
  pv_document_end_following (self);
  if (!pv_loader_can_follow (loader))
    return;

  self->follower = g_object_ref (loader);
  self->follow_cancellable = g_cancellable_new ();
  pv_document_monitor (self, pv_loader_get_places (loader));
  self->poll_id = g_timeout_add (FOLLOW_INTERVAL_MS, pv_document_poll_cb, self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CAN_FOLLOW]);
}

static void
pv_document_indexed_cb (GObject      *source,
                        GAsyncResult *result,
                        gpointer      user_data)
{
  g_autoptr (GCancellable) cancellable = user_data;

  /* without an index, the file is just read again the next time */
  pv_loader_write_index_finish (PV_LOADER (source), result, NULL);
}

static void
pv_document_end_indexing (PvDocument *self)
{
  g_cancellable_cancel (self->index_cancellable);
  g_clear_object (&self->index_cancellable);
}

/* Keeps what took long to work out, while it is looked at. */
static void
pv_document_start_indexing (PvDocument *self,
                            PvLoader   *loader,
                            PvCapture  *capture)
{
  pv_document_end_indexing (self);
  if (!pv_loader_wants_index (loader))
    return;

  self->index_cancellable = g_cancellable_new ();
  pv_loader_write_index_async (loader, capture, self->index_cancellable, pv_document_indexed_cb,
                               g_object_ref (self->index_cancellable));
}

static void
pv_document_loaded_cb (GObject      *source,
                       GAsyncResult *result,
                       gpointer      user_data)
{
  g_autoptr (PvDocument) self = user_data;
  g_autoptr (PvLoader) loader = g_object_ref (PV_LOADER (source));
  g_autoptr (PvCapture) capture = NULL;
  g_autoptr (GError) error = NULL;

  capture = pv_loader_load_finish (loader, result, &error);
  if (loader != self->loader)
    return;

  pv_document_end_loading (self);

  if (capture != NULL)
    {
      g_set_object (&self->complete, capture);
      g_clear_pointer (&self->places, pv_input_files_unref);
      self->places = pv_input_files_copy (pv_loader_get_places (loader));
      pv_document_start_following (self, loader);
      pv_document_start_indexing (self, loader, capture);
    }

  pv_document_show (self, self->complete);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOADING]);

  if (capture != NULL)
    g_signal_emit (self, signals[LOADED], 0);
  else
    g_signal_emit (self, signals[FAILED], 0, pv_loader_get_file (loader), error);
}

static void
pv_document_dispose (GObject *object)
{
  PvDocument *self = PV_DOCUMENT (object);

  pv_document_end_loading (self);
  pv_document_end_following (self);
  pv_document_end_indexing (self);
  g_clear_pointer (&self->index_cache, pv_index_cache_unref);
  g_clear_object (&self->capture);
  g_clear_object (&self->complete);
  g_clear_object (&self->held);
  g_clear_pointer (&self->places, pv_input_files_unref);

  G_OBJECT_CLASS (pv_document_parent_class)->dispose (object);
}

static void
pv_document_get_property (GObject    *object,
                          guint       prop_id,
                          GValue     *value,
                          GParamSpec *pspec)
{
  PvDocument *self = PV_DOCUMENT (object);

  switch (prop_id)
    {
    case PROP_CAPTURE:
      g_value_set_object (value, self->capture);
      break;

    case PROP_LOADING:
      g_value_set_boolean (value, self->loader != NULL);
      break;

    case PROP_FOLLOW:
      g_value_set_boolean (value, self->follow);
      break;

    case PROP_CAN_FOLLOW:
      g_value_set_boolean (value, pv_document_can_follow (self));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
pv_document_set_property (GObject      *object,
                          guint         prop_id,
                          const GValue *value,
                          GParamSpec   *pspec)
{
  PvDocument *self = PV_DOCUMENT (object);

  switch (prop_id)
    {
    case PROP_FOLLOW:
      if (self->follow == g_value_get_boolean (value))
        break;
      self->follow = g_value_get_boolean (value);
      pv_document_look_soon (self);
      if (self->follow && self->held != NULL)
        {
          g_autoptr (PvCapture) held = g_steal_pointer (&self->held);

          pv_document_set_capture (self, held);
        }
      g_object_notify_by_pspec (object, pspec);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
pv_document_class_init (PvDocumentClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = pv_document_dispose;
  object_class->get_property = pv_document_get_property;
  object_class->set_property = pv_document_set_property;

  properties[PROP_CAPTURE] =
    g_param_spec_object ("capture", NULL, NULL, PV_TYPE_CAPTURE,
                         G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_LOADING] =
    g_param_spec_boolean ("loading", NULL, NULL, FALSE,
                          G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_FOLLOW] =
    g_param_spec_boolean ("follow", NULL, NULL, TRUE,
                          G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_CAN_FOLLOW] =
    g_param_spec_boolean ("can-follow", NULL, NULL, FALSE,
                          G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[PROGRESS] =
    g_signal_new ("progress", PV_TYPE_DOCUMENT, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 0);
  signals[LOADED] =
    g_signal_new ("loaded", PV_TYPE_DOCUMENT, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 0);
  signals[OUTDATED] =
    g_signal_new ("outdated", PV_TYPE_DOCUMENT, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, G_TYPE_ERROR);
  signals[FAILED] =
    g_signal_new ("failed", PV_TYPE_DOCUMENT, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 2, G_TYPE_FILE, G_TYPE_ERROR);
}

static void
pv_document_init (PvDocument *self)
{
  self->follow = TRUE;
  self->spool_limit = PV_SPOOL_DEFAULT_LIMIT;
}

PvDocument *
pv_document_new (void)
{
  return g_object_new (PV_TYPE_DOCUMENT, NULL);
}

void
pv_document_open (PvDocument *self,
                  GFile      *file)
{
  g_autoptr (PvInputFiles) places = NULL;

  g_return_if_fail (G_IS_FILE (file));

  places = pv_input_files_new (&file, 1);
  pv_document_open_places (self, places);
}

void
pv_document_open_places (PvDocument         *self,
                         const PvInputFiles *places)
{
  gboolean was_loading;

  g_return_if_fail (PV_IS_DOCUMENT (self));
  g_return_if_fail (places != NULL);

  was_loading = self->loader != NULL;
  pv_document_end_loading (self);
  /* a part of the file before is no capture to go on showing */
  g_clear_object (&self->held);
  pv_document_set_capture (self, self->complete);

  self->loader = pv_loader_new_for_places (places);
  pv_loader_set_follows (self->loader, TRUE);
  pv_loader_set_spool_limit (self->loader, self->spool_limit);
  if (self->index_cache != NULL)
    pv_loader_set_index_cache (self->loader, self->index_cache, pv_index_cache_get_min_us ());
  self->cancellable = g_cancellable_new ();
  self->progress_id = g_timeout_add (PROGRESS_INTERVAL_MS, pv_document_progress_cb, self);
  g_signal_connect_object (self->loader, "progress", G_CALLBACK (pv_document_loader_progress_cb),
                           self, G_CONNECT_SWAPPED);
  pv_loader_load_async (self->loader, self->cancellable, pv_document_loaded_cb,
                        g_object_ref (self));

  if (!was_loading)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOADING]);
  g_signal_emit (self, signals[PROGRESS], 0);
}

void
pv_document_set_index_cache (PvDocument   *self,
                             PvIndexCache *cache)
{
  g_return_if_fail (PV_IS_DOCUMENT (self));

  if (cache != NULL)
    pv_index_cache_ref (cache);
  g_clear_pointer (&self->index_cache, pv_index_cache_unref);
  self->index_cache = cache;
}

void
pv_document_set_spool_limit (PvDocument *self,
                             guint64     limit)
{
  g_return_if_fail (PV_IS_DOCUMENT (self));

  self->spool_limit = limit;
}

gboolean
pv_document_get_live (PvDocument *self)
{
  g_return_val_if_fail (PV_IS_DOCUMENT (self), FALSE);

  return self->is_live;
}

void
pv_document_cancel (PvDocument *self)
{
  PvCapture *newest;

  g_return_if_fail (PV_IS_DOCUMENT (self));

  if (self->loader == NULL)
    return;

  newest = self->held != NULL ? self->held : self->capture;
  /* what came through a pipe is a capture as it is */
  if (self->is_live)
    {
      pv_document_end_following (self);
      g_set_object (&self->complete, newest);
      g_clear_pointer (&self->places, pv_input_files_unref);
      self->places = pv_input_files_copy (pv_loader_get_places (self->loader));
    }
  pv_document_end_loading (self);
  pv_document_show (self, self->complete);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOADING]);
}

PvCapture *
pv_document_get_capture (PvDocument *self)
{
  g_return_val_if_fail (PV_IS_DOCUMENT (self), NULL);

  return self->capture;
}

gboolean
pv_document_get_loading (PvDocument *self)
{
  g_return_val_if_fail (PV_IS_DOCUMENT (self), FALSE);

  return self->loader != NULL;
}

GFile *
pv_document_get_file (PvDocument *self)
{
  const PvInputFiles *places = pv_document_get_places (self);

  return places != NULL ? places->files[0].file : NULL;
}

const PvInputFiles *
pv_document_get_places (PvDocument *self)
{
  g_return_val_if_fail (PV_IS_DOCUMENT (self), NULL);

  return self->loader != NULL ? pv_loader_get_places (self->loader) : self->places;
}

void
pv_document_get_progress (PvDocument *self,
                          guint64    *bytes_read,
                          guint64    *size)
{
  g_return_if_fail (PV_IS_DOCUMENT (self));
  g_return_if_fail (bytes_read != NULL && size != NULL);

  *bytes_read = self->loader != NULL ? pv_loader_get_bytes_read (self->loader) : 0;
  *size = self->loader != NULL ? pv_loader_get_size (self->loader) : 0;
}
