/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-chip.c: a part of what is selected, with a button that takes it away. */
#include "config.h"

#include "pv-chip.h"
#include "pv-mark.h"
#include "pv-steady-label.h"

/* A long name is whole in the tooltip. */
#define MAX_WIDTH_CHARS 40
/* An IPv4 address is whole in any case. */
#define MIN_WIDTH_CHARS 15

struct _PvChip
{
  AdwBin parent_instance;

  GtkBox *box;
  PvSteadyLabel *label;
  GtkButton *button;
};

enum
{
  PROP_0,
  PROP_LABEL,
  PROP_REMOVE_LABEL,
  N_PROPS
};

enum
{
  REMOVED,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (PvChip, pv_chip, ADW_TYPE_BIN)

static void
clicked_cb (PvChip *self)
{
  g_signal_emit (self, signals[REMOVED], 0);
}

static void
pv_chip_set_property (GObject      *object,
                      guint         prop_id,
                      const GValue *value,
                      GParamSpec   *pspec)
{
  PvChip *self = PV_CHIP (object);

  switch (prop_id)
    {
    case PROP_LABEL:
      pv_chip_set_label (self, g_value_get_string (value));
      break;

    case PROP_REMOVE_LABEL:
      gtk_widget_set_tooltip_text (GTK_WIDGET (self->button), g_value_get_string (value));
      gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                      g_value_get_string (value) != NULL ? g_value_get_string (value) : "",
                                      -1);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
pv_chip_class_init (PvChipClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->set_property = pv_chip_set_property;

  properties[PROP_LABEL] =
    g_param_spec_string ("label", NULL, NULL, NULL, G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_REMOVE_LABEL] =
    g_param_spec_string ("remove-label", NULL, NULL, NULL, G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[REMOVED] = g_signal_new ("removed", PV_TYPE_CHIP, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
}

static void
pv_chip_init (PvChip *self)
{
  self->box = GTK_BOX (gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0));
  self->label = PV_STEADY_LABEL (pv_steady_label_new ());
  self->button = GTK_BUTTON (gtk_button_new_from_icon_name ("window-close-symbolic"));

  g_object_set (self->label, "max-width-chars", MAX_WIDTH_CHARS, "width-chars", MIN_WIDTH_CHARS, NULL);
  gtk_widget_set_valign (GTK_WIDGET (self->button), GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (GTK_WIDGET (self->button), "flat");
  gtk_widget_add_css_class (GTK_WIDGET (self->button), "circular");
  gtk_widget_add_css_class (GTK_WIDGET (self->box), "pv-chip");
  gtk_widget_set_valign (GTK_WIDGET (self->box), GTK_ALIGN_CENTER);
  gtk_box_append (self->box, GTK_WIDGET (self->label));
  gtk_box_append (self->box, GTK_WIDGET (self->button));
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->box));

  g_signal_connect_object (self->button, "clicked", G_CALLBACK (clicked_cb), self, G_CONNECT_SWAPPED);
}

GtkWidget *
pv_chip_new (const char *label,
             const char *remove_label)
{
  return g_object_new (PV_TYPE_CHIP, "label", label, "remove-label", remove_label, NULL);
}

void
pv_chip_set_label (PvChip     *self,
                   const char *label)
{
  PangoEllipsizeMode ellipsize;
  PangoEllipsizeMode old;

  g_return_if_fail (PV_IS_CHIP (self));

  pv_steady_label_set_label (self->label, label);
  /* what is short is always whole */
  ellipsize = label != NULL && g_utf8_strlen (label, -1) > MIN_WIDTH_CHARS ? PANGO_ELLIPSIZE_MIDDLE
                                                                           : PANGO_ELLIPSIZE_NONE;
  g_object_get (self->label, "ellipsize", &old, NULL);
  if (ellipsize != old)
    g_object_set (self->label, "ellipsize", ellipsize, NULL);
}

void
pv_chip_set_mark (PvChip *self,
                  guint   mark)
{
  g_return_if_fail (PV_IS_CHIP (self));

  gtk_box_prepend (self->box, pv_mark_new (mark));
}
