/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-packet-saver.c: saves the packets of a selection in the background. */
#include "config.h"

#include "pv-packet-save.h"
#include "pv-packet-saver.h"

#define PROGRESS_INTERVAL_MS 100

struct _PvPacketSaver
{
  GObject parent_instance;

  /* of the job under way; NULL for none */
  GCancellable *cancellable;
  GFile *file;
  guint64 n_packets;
  PvProgress progress;
  guint progress_id;
};

enum
{
  PROP_0,
  PROP_SAVING,
  N_PROPS
};

enum
{
  PROGRESS,
  SAVED,
  FAILED,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (PvPacketSaver, pv_packet_saver, G_TYPE_OBJECT)

static gboolean
progress_cb (gpointer user_data)
{
  g_signal_emit (user_data, signals[PROGRESS], 0);

  return G_SOURCE_CONTINUE;
}

/* Takes what the job had. */
static GFile *
end_job (PvPacketSaver *self)
{
  GFile *file = g_steal_pointer (&self->file);

  g_clear_handle_id (&self->progress_id, g_source_remove);
  g_clear_object (&self->cancellable);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SAVING]);

  return file;
}

static void
saved_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (PvPacketSaver) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean ok = pv_packet_save_finish (result, &error);
  g_autoptr (GFile) file = end_job (self);
  GApplication *application = g_application_get_default ();

  if (ok)
    g_signal_emit (self, signals[SAVED], 0, file, self->n_packets);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_signal_emit (self, signals[FAILED], 0, file, error);

  if (application != NULL)
    g_application_release (application);
}

static void
pv_packet_saver_get_property (GObject    *object,
                              guint       prop_id,
                              GValue     *value,
                              GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_SAVING:
      g_value_set_boolean (value, pv_packet_saver_get_saving (PV_PACKET_SAVER (object)));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
pv_packet_saver_class_init (PvPacketSaverClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = pv_packet_saver_get_property;

  properties[PROP_SAVING] =
    g_param_spec_boolean ("saving", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[PROGRESS] = g_signal_new ("progress", PV_TYPE_PACKET_SAVER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                    G_TYPE_NONE, 0);
  signals[SAVED] = g_signal_new ("saved", PV_TYPE_PACKET_SAVER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 2, G_TYPE_FILE, G_TYPE_UINT64);
  signals[FAILED] = g_signal_new ("failed", PV_TYPE_PACKET_SAVER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 2, G_TYPE_FILE, G_TYPE_ERROR);
}

static void
pv_packet_saver_init (PvPacketSaver *self)
{
}

PvPacketSaver *
pv_packet_saver_new (void)
{
  return g_object_new (PV_TYPE_PACKET_SAVER, NULL);
}

void
pv_packet_saver_start (PvPacketSaver      *self,
                       PvCapture          *capture,
                       PvCrossfilterModel *crossfilter,
                       PvAnonymiser       *anonymiser,
                       GFile              *file)
{
  const PvSpan *span;
  PvPacketSet *set;

  g_return_if_fail (PV_IS_PACKET_SAVER (self));
  g_return_if_fail (!pv_packet_saver_get_saving (self));

  set = pv_crossfilter_model_get_selected (crossfilter, capture);
  span = pv_selection_get_span (pv_crossfilter_model_get_selection (crossfilter));
  self->cancellable = g_cancellable_new ();
  self->file = g_object_ref (file);
  self->n_packets = pv_packet_save_count (capture, set, span);
  self->progress = (PvProgress){ 0, 0 };
  self->progress_id = g_timeout_add (PROGRESS_INTERVAL_MS, progress_cb, self);
  if (g_application_get_default () != NULL)
    g_application_hold (g_application_get_default ());
  pv_packet_save_async (capture, set, span, anonymiser, file, &self->progress, self->cancellable, saved_cb,
                        g_object_ref (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SAVING]);
}

void
pv_packet_saver_cancel (PvPacketSaver *self)
{
  g_return_if_fail (PV_IS_PACKET_SAVER (self));

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
}

gboolean
pv_packet_saver_get_saving (PvPacketSaver *self)
{
  g_return_val_if_fail (PV_IS_PACKET_SAVER (self), FALSE);

  return self->cancellable != NULL;
}

PvProgress
pv_packet_saver_get_progress (PvPacketSaver *self)
{
  g_return_val_if_fail (PV_IS_PACKET_SAVER (self), ((PvProgress){ 0, 0 }));

  return pv_progress_load (&self->progress);
}
