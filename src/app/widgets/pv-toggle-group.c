/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-toggle-group.c: a row of flat buttons, one of which is chosen. */
#include "config.h"

#include "pv-toggle-group.h"

#include "pv-value-drop-down.h"

typedef struct
{
  gint64 value;
  GtkToggleButton *button;
} PvToggle;

struct _PvToggleGroup
{
  GtkWidget parent_instance;

  GtkWidget *row;
  PvValueDropDown *drop_down;
  GArray *toggles;
  gint64 value;
};

enum
{
  PROP_0,
  PROP_VALUE,
  PROP_LABEL,
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

/* What the drop-down has chosen must stay in it; so it follows what is chosen first. */
static void
update_drop_down (PvToggleGroup *self)
{
  pv_value_drop_down_set_value (self->drop_down, self->value);
  for (guint i = 0; i < self->toggles->len; i++)
    {
      const PvToggle *toggle = &g_array_index (self->toggles, PvToggle, i);
      gboolean is_shown = gtk_widget_get_visible (GTK_WIDGET (toggle->button));

      if (is_shown || toggle->value != self->value)
        pv_value_drop_down_set_shown (self->drop_down, toggle->value, is_shown);
    }
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
          update_drop_down (self);
          g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_VALUE]);
          return;
        }
    }
}

static void
chosen_cb (PvToggleGroup *self)
{
  pv_toggle_group_set_value (self, pv_value_drop_down_get_value (self->drop_down));
}

static void
pv_toggle_group_measure (GtkWidget      *widget,
                         GtkOrientation  orientation,
                         int             for_size,
                         int            *minimum,
                         int            *natural,
                         int            *minimum_baseline,
                         int            *natural_baseline)
{
  PvToggleGroup *self = PV_TOGGLE_GROUP (widget);
  int row_minimum, row_natural;

  gtk_widget_measure (self->row, orientation, -1, &row_minimum, &row_natural, NULL, NULL);
  gtk_widget_measure (GTK_WIDGET (self->drop_down), orientation, -1, minimum, natural, NULL, NULL);
  *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? row_natural : MAX (*natural, row_natural);
  *minimum = orientation == GTK_ORIENTATION_HORIZONTAL ? MIN (*minimum, row_natural) : MAX (*minimum, row_minimum);
}

static void
pv_toggle_group_size_allocate (GtkWidget *widget,
                               int        width,
                               int        height,
                               int        baseline)
{
  PvToggleGroup *self = PV_TOGGLE_GROUP (widget);
  gboolean is_row;
  int natural;

  gtk_widget_measure (self->row, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &natural, NULL, NULL);
  is_row = natural <= width;
  gtk_widget_set_child_visible (self->row, is_row);
  gtk_widget_set_child_visible (GTK_WIDGET (self->drop_down), !is_row);
  gtk_widget_size_allocate (is_row ? self->row : GTK_WIDGET (self->drop_down), &(GtkAllocation) { 0, 0, width, height },
                            baseline);
}

static void
pv_toggle_group_dispose (GObject *object)
{
  PvToggleGroup *self = PV_TOGGLE_GROUP (object);

  g_array_set_size (self->toggles, 0);
  g_clear_pointer (&self->row, gtk_widget_unparent);
  if (self->drop_down != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->drop_down));
  self->drop_down = NULL;

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

    case PROP_LABEL:
      g_object_set_property (G_OBJECT (PV_TOGGLE_GROUP (object)->drop_down), "label", value);
      gtk_accessible_update_property (GTK_ACCESSIBLE (object), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                      g_value_get_string (value) != NULL ? g_value_get_string (value) : "", -1);
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
  widget_class->measure = pv_toggle_group_measure;
  widget_class->size_allocate = pv_toggle_group_size_allocate;

  properties[PROP_VALUE] =
    g_param_spec_int64 ("value", NULL, NULL, G_MININT64, G_MAXINT64, 0,
                        G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_LABEL] =
    g_param_spec_string ("label", NULL, NULL, NULL, G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_css_name (widget_class, "toggles");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
pv_toggle_group_init (PvToggleGroup *self)
{
  self->toggles = g_array_new (FALSE, FALSE, sizeof (PvToggle));
  self->row = g_object_new (GTK_TYPE_BOX, "css-name", "row", NULL);
  gtk_widget_set_parent (self->row, GTK_WIDGET (self));
  self->drop_down = g_object_new (PV_TYPE_VALUE_DROP_DOWN, "halign", GTK_ALIGN_START, NULL);
  gtk_widget_set_child_visible (GTK_WIDGET (self->drop_down), FALSE);
  gtk_widget_set_parent (GTK_WIDGET (self->drop_down), GTK_WIDGET (self));
  g_signal_connect_object (self->drop_down, "notify::value", G_CALLBACK (chosen_cb), self, G_CONNECT_SWAPPED);
}

/* The text of the toggle that is chosen is bold. All have the room for that, so that none moves. */
static GtkWidget *
make_label (const char *text)
{
  GtkWidget *overlay = gtk_overlay_new ();
  GtkWidget *room = g_object_new (GTK_TYPE_LABEL, "label", text, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION,
                                  NULL);
  GtkWidget *label = gtk_label_new (text);

  gtk_widget_add_css_class (room, "room");
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_overlay_set_child (GTK_OVERLAY (overlay), room);
  gtk_overlay_add_overlay (GTK_OVERLAY (overlay), label);

  return overlay;
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
  toggle.button = GTK_TOGGLE_BUTTON (gtk_toggle_button_new ());
  gtk_button_set_child (GTK_BUTTON (toggle.button), make_label (text));
  gtk_accessible_update_property (GTK_ACCESSIBLE (toggle.button), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  gtk_widget_add_css_class (GTK_WIDGET (toggle.button), "flat");

  if (self->toggles->len == 0)
    self->value = value;
  else
    gtk_toggle_button_set_group (toggle.button,
                                 g_array_index (self->toggles, PvToggle, 0).button);

  g_array_append_val (self->toggles, toggle);
  gtk_toggle_button_set_active (toggle.button, value == self->value);
  gtk_box_append (GTK_BOX (self->row), GTK_WIDGET (toggle.button));
  pv_value_drop_down_add (self->drop_down, value, text);
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
  if (toggle == NULL)
    return;

  gtk_widget_set_visible (GTK_WIDGET (toggle->button), shown);
  update_drop_down (self);
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
