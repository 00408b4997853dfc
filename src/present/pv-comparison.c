/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-comparison.c: another capture that the traffic of the one in a window is held against. */
#include "config.h"

#include "pv-comparison.h"

#include "pv-capture-text.h"
#include "pv-loader.h"
#include "pv-narrowing.h"
#include "pv-traffic.h"

struct _PvComparison
{
  GObject parent_instance;

  PvCapture *capture;
  gboolean by_start;

  /* a filter, and what it leaves of the capture */
  PvSelection *selection;
  PvNarrowing *narrowing;

  /* of the job under way */
  GCancellable *cancellable;
};

enum
{
  PROP_0,
  PROP_ACTIVE,
  N_PROPS
};

enum
{
  CHANGED,
  FAILED,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (PvComparison, pv_comparison, G_TYPE_OBJECT)

/* Takes another capture, or none, and tells of it. */
static void
take_capture (PvComparison *self,
              PvCapture    *capture)
{
  g_set_object (&self->capture, capture);
  pv_narrowing_set_capture (self->narrowing, capture);
  g_signal_emit (self, signals[CHANGED], 0);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ACTIVE]);
}

static void
stop (PvComparison *self)
{
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
}

static void
pv_comparison_dispose (GObject *object)
{
  PvComparison *self = PV_COMPARISON (object);

  stop (self);
  g_clear_object (&self->capture);
  g_clear_object (&self->narrowing);
  g_clear_object (&self->selection);

  G_OBJECT_CLASS (pv_comparison_parent_class)->dispose (object);
}

static void
pv_comparison_get_property (GObject    *object,
                            guint       prop_id,
                            GValue     *value,
                            GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_ACTIVE:
      g_value_set_boolean (value, pv_comparison_get_active (PV_COMPARISON (object)));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
pv_comparison_class_init (PvComparisonClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = pv_comparison_dispose;
  object_class->get_property = pv_comparison_get_property;

  properties[PROP_ACTIVE] =
    g_param_spec_boolean ("active", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);
  signals[FAILED] = g_signal_new ("failed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 1, G_TYPE_ERROR | G_SIGNAL_TYPE_STATIC_SCOPE);
}

static void
narrowed_cb (PvComparison *self)
{
  if (self->capture != NULL)
    g_signal_emit (self, signals[CHANGED], 0);
}

static void
narrowing_failed_cb (PvComparison *self,
                     GError       *error)
{
  g_autofree char *name = pv_capture_text_name (pv_capture_get_file (self->capture));
  g_autoptr (GError) of_file = g_error_copy (error);

  g_prefix_error (&of_file, "%s: ", name);
  g_signal_emit (self, signals[FAILED], 0, of_file);
}

static void
pv_comparison_init (PvComparison *self)
{
  self->selection = pv_selection_new ();
  self->narrowing = pv_narrowing_new (self->selection);
  g_signal_connect_object (self->narrowing, "changed", G_CALLBACK (narrowed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->narrowing, "failed", G_CALLBACK (narrowing_failed_cb), self, G_CONNECT_SWAPPED);
}

PvComparison *
pv_comparison_new (void)
{
  return g_object_new (PV_TYPE_COMPARISON, NULL);
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (PvComparison) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (PvCapture) capture = pv_loader_load_finish (PV_LOADER (source), result, &error);

  /* Another was asked for since, or none. */
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  g_clear_object (&self->cancellable);
  take_capture (self, capture);
  if (error != NULL)
    g_signal_emit (self, signals[FAILED], 0, error);
}

void
pv_comparison_load (PvComparison *self,
                    GFile        *file)
{
  g_autoptr (PvLoader) loader = NULL;

  g_return_if_fail (PV_IS_COMPARISON (self));
  g_return_if_fail (G_IS_FILE (file));

  stop (self);
  loader = pv_loader_new (file);
  self->cancellable = g_cancellable_new ();
  pv_loader_load_async (loader, self->cancellable, loaded_cb, g_object_ref (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ACTIVE]);
}

void
pv_comparison_clear (PvComparison *self)
{
  g_return_if_fail (PV_IS_COMPARISON (self));

  stop (self);
  take_capture (self, NULL);
}

PvCapture *
pv_comparison_get_capture (PvComparison *self)
{
  g_return_val_if_fail (PV_IS_COMPARISON (self), NULL);

  return self->capture;
}

gboolean
pv_comparison_get_active (PvComparison *self)
{
  g_return_val_if_fail (PV_IS_COMPARISON (self), FALSE);

  return self->capture != NULL || self->cancellable != NULL;
}

void
pv_comparison_set_by_start (PvComparison *self,
                            gboolean      by_start)
{
  g_return_if_fail (PV_IS_COMPARISON (self));

  if (self->by_start == by_start)
    return;

  self->by_start = by_start;
  if (self->capture != NULL)
    g_signal_emit (self, signals[CHANGED], 0);
}

void
pv_comparison_set_filter (PvComparison *self,
                          const char   *filter)
{
  g_return_if_fail (PV_IS_COMPARISON (self));

  pv_selection_set_filter (self->selection, filter);
}

PvPacketSet *
pv_comparison_get_set (PvComparison *self)
{
  g_return_val_if_fail (PV_IS_COMPARISON (self), NULL);

  return self->capture != NULL ? pv_narrowing_get_total (self->narrowing, self->capture) : NULL;
}

gint64
pv_comparison_get_shift (PvComparison *self,
                         PvCapture    *capture)
{
  gint64 shift_ns;

  g_return_val_if_fail (PV_IS_COMPARISON (self), 0);
  g_return_val_if_fail (PV_IS_CAPTURE (capture), 0);

  if (!self->by_start || self->capture == NULL || !pv_traffic_get_shift_to_start (capture, self->capture, &shift_ns))
    return 0;

  return shift_ns;
}
