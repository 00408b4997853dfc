/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-load-bar.c: how far a file is loaded or written, and a way to stop it. */
#include "config.h"

#include <glib/gi18n.h>

#include "pv-bidi.h"
#include "pv-load-bar.h"
#include "pv-unit.h"

/* A bar that flashes by is noise. */
#define APPEAR_AFTER_MS 250

struct _PvLoadBar
{
  AdwBin parent_instance;

  GtkRevealer *revealer;
  GtkLabel *name;
  GtkLabel *bytes;
  GtkProgressBar *bar;
  GtkButton *cancel_button;

  guint appear_id;
};

enum
{
  PROP_0,
  PROP_CANCEL_ACTION,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (PvLoadBar, pv_load_bar, ADW_TYPE_BIN)

static gboolean
appear_cb (gpointer user_data)
{
  PvLoadBar *self = user_data;

  self->appear_id = 0;
  gtk_widget_set_visible (GTK_WIDGET (self->revealer), TRUE);
  gtk_revealer_set_reveal_child (self->revealer, TRUE);

  return G_SOURCE_REMOVE;
}

/* What has slid away is there for nobody, also not for assistive technology. */
static void
child_revealed_cb (PvLoadBar *self)
{
  if (!gtk_revealer_get_reveal_child (self->revealer) &&
      !gtk_revealer_get_child_revealed (self->revealer))
    gtk_widget_set_visible (GTK_WIDGET (self->revealer), FALSE);
}

static void
pv_load_bar_dispose (GObject *object)
{
  PvLoadBar *self = PV_LOAD_BAR (object);

  g_clear_handle_id (&self->appear_id, g_source_remove);

  G_OBJECT_CLASS (pv_load_bar_parent_class)->dispose (object);
}

static void
pv_load_bar_get_property (GObject    *object,
                          guint       prop_id,
                          GValue     *value,
                          GParamSpec *pspec)
{
  PvLoadBar *self = PV_LOAD_BAR (object);

  switch (prop_id)
    {
    case PROP_CANCEL_ACTION:
      g_value_set_string (value, gtk_actionable_get_action_name (GTK_ACTIONABLE (self->cancel_button)));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
pv_load_bar_set_property (GObject      *object,
                          guint         prop_id,
                          const GValue *value,
                          GParamSpec   *pspec)
{
  PvLoadBar *self = PV_LOAD_BAR (object);

  switch (prop_id)
    {
    case PROP_CANCEL_ACTION:
      gtk_actionable_set_action_name (GTK_ACTIONABLE (self->cancel_button), g_value_get_string (value));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
pv_load_bar_class_init (PvLoadBarClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = pv_load_bar_dispose;
  object_class->get_property = pv_load_bar_get_property;
  object_class->set_property = pv_load_bar_set_property;

  properties[PROP_CANCEL_ACTION] =
    g_param_spec_string ("cancel-action", NULL, NULL, NULL, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_css_name (widget_class, "loadbar");
  gtk_widget_class_set_template_from_resource (widget_class,
                                               PV_RESOURCE_PREFIX "/ui/pv-load-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, PvLoadBar, revealer);
  gtk_widget_class_bind_template_callback (widget_class, child_revealed_cb);
  gtk_widget_class_bind_template_child (widget_class, PvLoadBar, name);
  gtk_widget_class_bind_template_child (widget_class, PvLoadBar, bytes);
  gtk_widget_class_bind_template_child (widget_class, PvLoadBar, bar);
  gtk_widget_class_bind_template_child (widget_class, PvLoadBar, cancel_button);
}

static void
pv_load_bar_init (PvLoadBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
pv_load_bar_start (PvLoadBar  *self,
                   const char *text)
{
  g_autofree char *shown = NULL;

  g_return_if_fail (PV_IS_LOAD_BAR (self));
  g_return_if_fail (text != NULL);

  shown = pv_bidi_isolate_quoted (text);
  gtk_label_set_label (self->name, shown);
  pv_load_bar_set_keeps (self, FALSE);
  pv_load_bar_progress (self, 0, 0);

  if (self->appear_id == 0 && !gtk_revealer_get_reveal_child (self->revealer))
    self->appear_id = g_timeout_add (APPEAR_AFTER_MS, appear_cb, self);
}

static gboolean
is_motion_wanted (PvLoadBar *self)
{
  gboolean enabled;

  g_object_get (gtk_widget_get_settings (GTK_WIDGET (self)), "gtk-enable-animations", &enabled, NULL);

  return enabled;
}

void
pv_load_bar_progress (PvLoadBar *self,
                      guint64    bytes_read,
                      guint64    size)
{
  g_autofree char *read_text = NULL;
  g_autofree char *text = NULL;

  g_return_if_fail (PV_IS_LOAD_BAR (self));

  read_text = pv_unit_format_long (PV_UNIT_BYTES, bytes_read);
  if (size > 0)
    {
      g_autofree char *size_text = pv_unit_format_long (PV_UNIT_BYTES, size);

      /* Translators: how much of a file is passed, as in “12.3 MB of 1.2 GB” */
      text = g_strdup_printf (_("%s of %s"), read_text, size_text);
      gtk_progress_bar_set_fraction (self->bar, MIN (1.0, (double) bytes_read / size));
    }
  else
    {
      text = g_steal_pointer (&read_text);
      if (is_motion_wanted (self))
        gtk_progress_bar_pulse (self->bar);
    }
  gtk_label_set_label (self->bytes, text);
}

void
pv_load_bar_set_keeps (PvLoadBar *self,
                       gboolean   keeps)
{
  g_return_if_fail (PV_IS_LOAD_BAR (self));

  /* Translators: a button; what was read of a capture so far stays */
  gtk_button_set_label (self->cancel_button, keeps ? _("_Stop") : _("_Cancel"));
}

void
pv_load_bar_stop (PvLoadBar *self)
{
  g_return_if_fail (PV_IS_LOAD_BAR (self));

  g_clear_handle_id (&self->appear_id, g_source_remove);
  gtk_revealer_set_reveal_child (self->revealer, FALSE);
}
