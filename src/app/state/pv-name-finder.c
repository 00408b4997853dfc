/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-name-finder.c: names of a window's addresses, read when first asked for, then kept. */
#include "config.h"

#include "pv-name-finder.h"

#include "pv-file-text.h"
#include "pv-settings.h"

/* Of a capture that grows, names are read anew after so long. */
#define GROWING_INTERVAL_US (5 * G_TIME_SPAN_SECOND)

struct _PvNameFinder
{
  GObject parent_instance;

  PvCapture *capture;
  PvAddressNames *names;
  GError *error;
  GCancellable *cancellable; /* of the reading under way */
  gint64 read_us; /* when names were read */
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (PvNameFinder, pv_name_finder, G_TYPE_OBJECT)

static void
forget (PvNameFinder *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->names, pv_address_names_unref);
  g_clear_error (&self->error);
}

/* Another hosts file is named. */
static void
hosts_changed_cb (PvNameFinder *self)
{
  forget (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
pv_name_finder_dispose (GObject *object)
{
  PvNameFinder *self = PV_NAME_FINDER (object);

  forget (self);
  g_clear_object (&self->capture);

  G_OBJECT_CLASS (pv_name_finder_parent_class)->dispose (object);
}

static void
pv_name_finder_class_init (PvNameFinderClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = pv_name_finder_dispose;

  signals[CHANGED] =
    g_signal_new ("changed", PV_TYPE_NAME_FINDER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
pv_name_finder_init (PvNameFinder *self)
{
  g_signal_connect_object (pv_settings_get_default (), "changed::hosts-file", G_CALLBACK (hosts_changed_cb), self,
                           G_CONNECT_SWAPPED);
}

PvNameFinder *
pv_name_finder_new (void)
{
  return g_object_new (PV_TYPE_NAME_FINDER, NULL);
}

void
pv_name_finder_set_capture (PvNameFinder *self,
                            PvCapture    *capture)
{
  gboolean is_same_model;

  g_return_if_fail (PV_IS_NAME_FINDER (self));
  g_return_if_fail (capture == NULL || PV_IS_CAPTURE (capture));

  is_same_model = self->capture != NULL && capture != NULL && pv_capture_is_same_model (self->capture, capture);
  if (!g_set_object (&self->capture, capture))
    return;

  /* of a capture that grows, what was found out is kept until there may be much more */
  if (is_same_model && !pv_capture_get_final (capture) && self->names != NULL &&
      g_get_monotonic_time () - self->read_us < GROWING_INTERVAL_US)
    return;
  if (is_same_model && self->cancellable != NULL)
    return;
  forget (self);
}

/* The hosts file that may lie beside the capture. (transfer full) (nullable) */
static GFile *
get_beside (PvCapture *capture)
{
  GFile *file = pv_capture_get_file (capture);
  g_autoptr (GFile) folder = pv_file_text_has_name (file) ? NULL : g_file_get_parent (file);

  return folder != NULL && g_file_peek_path (folder) != NULL ? g_file_get_child (folder, PV_HOSTS_FILE_NAME) : NULL;
}

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (PvNameFinder) self = user_data;
  g_autoptr (GError) error = NULL;
  PvAddressNames *names = pv_address_names_new_finish (result, &error);

  /* of a capture that is shown no longer */
  if (self->cancellable == NULL || self->cancellable != g_task_get_cancellable (G_TASK (result)))
    {
      pv_address_names_unref (names);
      return;
    }

  g_clear_object (&self->cancellable);
  self->names = names;
  self->read_us = g_get_monotonic_time ();
  self->error = g_steal_pointer (&error);
  g_signal_emit (self, signals[CHANGED], 0);
}

PvAddressNames *
pv_name_finder_get_names (PvNameFinder *self)
{
  g_return_val_if_fail (PV_IS_NAME_FINDER (self), NULL);

  if (self->names == NULL && self->error == NULL && self->cancellable == NULL && self->capture != NULL &&
      pv_capture_get_settled (self->capture))
    {
      g_autoptr (GFile) named = pv_settings_dup_hosts_file ();
      g_autoptr (GFile) beside = get_beside (self->capture);

      self->cancellable = g_cancellable_new ();
      pv_address_names_new_async (self->capture, named, beside, self->cancellable, read_cb, g_object_ref (self));
    }

  return self->names;
}

gboolean
pv_name_finder_get_reading (PvNameFinder *self)
{
  g_return_val_if_fail (PV_IS_NAME_FINDER (self), FALSE);

  return self->cancellable != NULL;
}

const GError *
pv_name_finder_get_error (PvNameFinder *self)
{
  g_return_val_if_fail (PV_IS_NAME_FINDER (self), NULL);

  return self->error;
}
