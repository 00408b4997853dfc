/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-toggle-group.c: a row of flat buttons, one of which is chosen. */
#include "config.h"

#include "pv-toggle-group.h"

typedef struct
{
  gint64 value;
  GtkToggleButton *button;
} PvToggle;

struct _PvToggleGroup
{
  GtkWidget parent_instance;

  GArray *toggles;
  gint64 value;
};

enum
{
  PROP_0,
  PROP_VALUE,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (PvToggleGroup, pv_toggle_group, GTK_TYPE_WIDGET)

static PvToggle *
pv_toggle_group_find (PvToggleGroup *self,
                      gint64         value)
{
  for (guint i = 0; i < self->toggles->len; i++)
    {
      PvToggle *toggle = &g_array_index (self->toggles, PvToggle, i);

      if (toggle->value == value)
        return toggle;
    }

  return NULL;
}

static void
toggled_cb (PvToggleGroup   *self,
            GtkToggleButton *button)
{
  if (!gtk_toggle_button_get_active (button))
    return;

  for (guint i = 0; i < self->toggles->len; i++)
    {
      PvToggle *toggle = &g_array_index (self->toggles, PvToggle, i);

      if (toggle->button == button && toggle->value != self->value)
        {
          self->value = toggle->value;
          g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_VALUE]);
          return;
        }
    }
}

static void
pv_toggle_group_dispose (GObject *object)
{
  PvToggleGroup *self = PV_TOGGLE_GROUP (object);
  GtkWidget *child;

  g_array_set_size (self->toggles, 0);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (pv_toggle_group_parent_class)->dispose (object);
}

static void
pv_toggle_group_finalize (GObject *object)
{
  g_array_unref (PV_TOGGLE_GROUP (object)->toggles);

  G_OBJECT_CLASS (pv_toggle_group_parent_class)->finalize (object);
}

static void
pv_toggle_group_get_property (GObject    *object,
                              guint       prop_id,
                              GValue     *value,
                              GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_VALUE:
      g_value_set_int64 (value, pv_toggle_group_get_value (PV_TOGGLE_GROUP (object)));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
pv_toggle_group_set_property (GObject      *object,
                              guint         prop_id,
                              const GValue *value,
                              GParamSpec   *pspec)
{
  switch (prop_id)
    {
    case PROP_VALUE:
      pv_toggle_group_set_value (PV_TOGGLE_GROUP (object), g_value_get_int64 (value));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
pv_toggle_group_class_init (PvToggleGroupClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = pv_toggle_group_dispose;
  object_class->finalize = pv_toggle_group_finalize;
  object_class->get_property = pv_toggle_group_get_property;
  object_class->set_property = pv_toggle_group_set_property;

  properties[PROP_VALUE] =
    g_param_spec_int64 ("value", NULL, NULL, G_MININT64, G_MAXINT64, 0,
                        G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "toggles");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
pv_toggle_group_init (PvToggleGroup *self)
{
  self->toggles = g_array_new (FALSE, FALSE, sizeof (PvToggle));
}

void
pv_toggle_group_add (PvToggleGroup *self,
                     gint64         value,
                     const char    *text)
{
  PvToggle toggle;

  g_return_if_fail (PV_IS_TOGGLE_GROUP (self));
  g_return_if_fail (text != NULL);

  toggle.value = value;
  toggle.button = GTK_TOGGLE_BUTTON (gtk_toggle_button_new_with_label (text));
  gtk_widget_add_css_class (GTK_WIDGET (toggle.button), "flat");

  if (self->toggles->len == 0)
    self->value = value;
  else
    gtk_toggle_button_set_group (toggle.button,
                                 g_array_index (self->toggles, PvToggle, 0).button);

  g_array_append_val (self->toggles, toggle);
  gtk_toggle_button_set_active (toggle.button, value == self->value);
  gtk_widget_set_parent (GTK_WIDGET (toggle.button), GTK_WIDGET (self));
  g_signal_connect_object (toggle.button, "toggled", G_CALLBACK (toggled_cb), self,
                           G_CONNECT_SWAPPED);
}

void
pv_toggle_group_set_shown (PvToggleGroup *self,
                           gint64         value,
                           gboolean       shown)
{
  PvToggle *toggle;

  g_return_if_fail (PV_IS_TOGGLE_GROUP (self));

  toggle = pv_toggle_group_find (self, value);
  if (toggle != NULL)
    gtk_widget_set_visible (GTK_WIDGET (toggle->button), shown);
}

gint64
pv_toggle_group_get_value (PvToggleGroup *self)
{
  g_return_val_if_fail (PV_IS_TOGGLE_GROUP (self), 0);

  return self->value;
}

void
pv_toggle_group_set_value (PvToggleGroup *self,
                           gint64         value)
{
  PvToggle *toggle;

  g_return_if_fail (PV_IS_TOGGLE_GROUP (self));

  toggle = pv_toggle_group_find (self, value);
  if (toggle != NULL)
    gtk_toggle_button_set_active (toggle->button, TRUE);
}
