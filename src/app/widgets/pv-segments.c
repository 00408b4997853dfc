/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-segments.c: a row of flat buttons, one of which is chosen. */
#include "config.h"

#include "pv-segments.h"

typedef struct
{
  gint64 value;
  GtkToggleButton *button;
} PvSegment;

struct _PvSegments
{
  GtkWidget parent_instance;

  GArray *segments;
  gint64 value;
};

enum
{
  PROP_0,
  PROP_VALUE,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (PvSegments, pv_segments, GTK_TYPE_WIDGET)

static PvSegment *
pv_segments_find (PvSegments *self,
                  gint64      value)
{
  for (guint i = 0; i < self->segments->len; i++)
    {
      PvSegment *segment = &g_array_index (self->segments, PvSegment, i);

      if (segment->value == value)
        return segment;
    }

  return NULL;
}

static void
toggled_cb (PvSegments      *self,
            GtkToggleButton *button)
{
  if (!gtk_toggle_button_get_active (button))
    return;

  for (guint i = 0; i < self->segments->len; i++)
    {
      PvSegment *segment = &g_array_index (self->segments, PvSegment, i);

      if (segment->button == button && segment->value != self->value)
        {
          self->value = segment->value;
          g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_VALUE]);
          return;
        }
    }
}

static void
pv_segments_dispose (GObject *object)
{
  PvSegments *self = PV_SEGMENTS (object);
  GtkWidget *child;

  g_array_set_size (self->segments, 0);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (pv_segments_parent_class)->dispose (object);
}

static void
pv_segments_finalize (GObject *object)
{
  g_array_unref (PV_SEGMENTS (object)->segments);

  G_OBJECT_CLASS (pv_segments_parent_class)->finalize (object);
}

static void
pv_segments_get_property (GObject    *object,
                          guint       prop_id,
                          GValue     *value,
                          GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_VALUE:
      g_value_set_int64 (value, pv_segments_get_value (PV_SEGMENTS (object)));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
pv_segments_set_property (GObject      *object,
                          guint         prop_id,
                          const GValue *value,
                          GParamSpec   *pspec)
{
  switch (prop_id)
    {
    case PROP_VALUE:
      pv_segments_set_value (PV_SEGMENTS (object), g_value_get_int64 (value));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
pv_segments_class_init (PvSegmentsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = pv_segments_dispose;
  object_class->finalize = pv_segments_finalize;
  object_class->get_property = pv_segments_get_property;
  object_class->set_property = pv_segments_set_property;

  properties[PROP_VALUE] =
    g_param_spec_int64 ("value", NULL, NULL, G_MININT64, G_MAXINT64, 0,
                        G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "segments");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
pv_segments_init (PvSegments *self)
{
  self->segments = g_array_new (FALSE, FALSE, sizeof (PvSegment));
}

void
pv_segments_add (PvSegments *self,
                 gint64      value,
                 const char *text)
{
  PvSegment segment;

  g_return_if_fail (PV_IS_SEGMENTS (self));
  g_return_if_fail (text != NULL);

  segment.value = value;
  segment.button = GTK_TOGGLE_BUTTON (gtk_toggle_button_new_with_label (text));
  gtk_widget_add_css_class (GTK_WIDGET (segment.button), "flat");

  if (self->segments->len == 0)
    self->value = value;
  else
    gtk_toggle_button_set_group (segment.button,
                                 g_array_index (self->segments, PvSegment, 0).button);

  g_array_append_val (self->segments, segment);
  gtk_toggle_button_set_active (segment.button, value == self->value);
  gtk_widget_set_parent (GTK_WIDGET (segment.button), GTK_WIDGET (self));
  g_signal_connect_object (segment.button, "toggled", G_CALLBACK (toggled_cb), self,
                           G_CONNECT_SWAPPED);
}

void
pv_segments_set_shown (PvSegments *self,
                       gint64      value,
                       gboolean    shown)
{
  PvSegment *segment;

  g_return_if_fail (PV_IS_SEGMENTS (self));

  segment = pv_segments_find (self, value);
  if (segment != NULL)
    gtk_widget_set_visible (GTK_WIDGET (segment->button), shown);
}

gint64
pv_segments_get_value (PvSegments *self)
{
  g_return_val_if_fail (PV_IS_SEGMENTS (self), 0);

  return self->value;
}

void
pv_segments_set_value (PvSegments *self,
                       gint64      value)
{
  PvSegment *segment;

  g_return_if_fail (PV_IS_SEGMENTS (self));

  segment = pv_segments_find (self, value);
  if (segment != NULL)
    gtk_toggle_button_set_active (segment->button, TRUE);
}
