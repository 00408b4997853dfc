/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-adaptive-bin.c: tells its contents how much room there is. */
#include "config.h"

#include "pv-adaptive-bin.h"

#include "pv-text-scale.h"

/* The smallest window that GNOME asks applications to work in. */
#define MIN_WIDTH 360
#define MIN_HEIGHT 294
/* Below these, in pixels of text that is not enlarged, there is little width or height. */
#define NARROW_BELOW 720
#define SHORT_BELOW 560

struct _PvAdaptiveBin
{
  GtkWidget parent_instance;

  GtkWidget *child;
  gboolean narrow;
  gboolean is_short;
  gboolean next_narrow;
  gboolean next_short;
  guint apply_id;
};

enum
{
  PROP_0,
  PROP_CHILD,
  PROP_NARROW,
  PROP_SHORT,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (PvAdaptiveBin, pv_adaptive_bin, GTK_TYPE_WIDGET)

static void
apply (PvAdaptiveBin *self)
{
  /* the smallest size depends on it */
  if (self->narrow != self->next_narrow || self->is_short != self->next_short)
    gtk_widget_queue_resize (GTK_WIDGET (self));
  if (self->narrow != self->next_narrow)
    {
      self->narrow = self->next_narrow;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NARROW]);
    }
  if (self->is_short != self->next_short)
    {
      self->is_short = self->next_short;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SHORT]);
    }
}

static gboolean
apply_cb (gpointer user_data)
{
  PvAdaptiveBin *self = user_data;

  self->apply_id = 0;
  apply (self);

  return G_SOURCE_REMOVE;
}

static void
judge (PvAdaptiveBin *self,
       int            width,
       int            height)
{
  double scale = pv_text_scale_get (GTK_WIDGET (self));

  self->next_narrow = width < NARROW_BELOW * scale;
  /* half of the height is of charts, which do with less */
  self->next_short = height < SHORT_BELOW * (1 + scale) / 2;
}

static void
pv_adaptive_bin_measure (GtkWidget      *widget,
                         GtkOrientation  orientation,
                         int             for_size,
                         int            *minimum,
                         int            *natural,
                         int            *minimum_baseline,
                         int            *natural_baseline)
{
  PvAdaptiveBin *self = PV_ADAPTIVE_BIN (widget);

  *minimum = orientation == GTK_ORIENTATION_HORIZONTAL ? MIN_WIDTH : MIN_HEIGHT;
  *minimum_baseline = *natural_baseline = -1;

  /* Large text may need more than the smallest window has. Else, nothing is measured for it: it takes all text to be laid
   * out once more. */
  if (self->child != NULL && (orientation == GTK_ORIENTATION_HORIZONTAL ? self->narrow : self->is_short) &&
      pv_text_scale_get (GTK_WIDGET (self)) > 1)
    {
      int child_minimum;

      gtk_widget_measure (self->child, orientation, -1, &child_minimum, NULL, NULL, NULL);
      *minimum = MAX (*minimum, child_minimum);
    }

  /* windows have a size of their own */
  *natural = *minimum;
}

static void
pv_adaptive_bin_size_allocate (GtkWidget *widget,
                               int        width,
                               int        height,
                               int        baseline)
{
  PvAdaptiveBin *self = PV_ADAPTIVE_BIN (widget);

  judge (self, width, height);
  if ((self->narrow != self->next_narrow || self->is_short != self->next_short) &&
      self->apply_id == 0)
    self->apply_id = g_idle_add_full (G_PRIORITY_HIGH_IDLE, apply_cb, self, NULL);

  if (self->child != NULL && gtk_widget_should_layout (self->child))
    {
      int minimum_width;
      int minimum_height;

      /* for the frame until the contents have rearranged themselves, they are cut off */
      gtk_widget_measure (self->child, GTK_ORIENTATION_HORIZONTAL, -1, &minimum_width, NULL,
                          NULL, NULL);
      width = MAX (width, minimum_width);
      gtk_widget_measure (self->child, GTK_ORIENTATION_VERTICAL, width, &minimum_height, NULL,
                          NULL, NULL);
      gtk_widget_allocate (self->child, width, MAX (height, minimum_height), baseline, NULL);
    }
}

static void
pv_adaptive_bin_dispose (GObject *object)
{
  PvAdaptiveBin *self = PV_ADAPTIVE_BIN (object);

  g_clear_handle_id (&self->apply_id, g_source_remove);
  g_clear_pointer (&self->child, gtk_widget_unparent);

  G_OBJECT_CLASS (pv_adaptive_bin_parent_class)->dispose (object);
}

static void
pv_adaptive_bin_get_property (GObject    *object,
                              guint       prop_id,
                              GValue     *value,
                              GParamSpec *pspec)
{
  PvAdaptiveBin *self = PV_ADAPTIVE_BIN (object);

  switch (prop_id)
    {
    case PROP_CHILD:
      g_value_set_object (value, self->child);
      break;

    case PROP_NARROW:
      g_value_set_boolean (value, self->narrow);
      break;

    case PROP_SHORT:
      g_value_set_boolean (value, self->is_short);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
pv_adaptive_bin_set_property (GObject      *object,
                              guint         prop_id,
                              const GValue *value,
                              GParamSpec   *pspec)
{
  PvAdaptiveBin *self = PV_ADAPTIVE_BIN (object);

  switch (prop_id)
    {
    case PROP_CHILD:
      g_clear_pointer (&self->child, gtk_widget_unparent);
      self->child = g_value_get_object (value);
      if (self->child != NULL)
        gtk_widget_set_parent (self->child, GTK_WIDGET (self));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
pv_adaptive_bin_class_init (PvAdaptiveBinClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = pv_adaptive_bin_dispose;
  object_class->get_property = pv_adaptive_bin_get_property;
  object_class->set_property = pv_adaptive_bin_set_property;
  widget_class->measure = pv_adaptive_bin_measure;
  widget_class->size_allocate = pv_adaptive_bin_size_allocate;

  properties[PROP_CHILD] =
    g_param_spec_object ("child", NULL, NULL, GTK_TYPE_WIDGET,
                         G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_NARROW] =
    g_param_spec_boolean ("narrow", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_SHORT] =
    g_param_spec_boolean ("short", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
pv_adaptive_bin_init (PvAdaptiveBin *self)
{
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
}

gboolean
pv_adaptive_bin_get_narrow (PvAdaptiveBin *self)
{
  g_return_val_if_fail (PV_IS_ADAPTIVE_BIN (self), FALSE);

  return self->narrow;
}

gboolean
pv_adaptive_bin_get_short (PvAdaptiveBin *self)
{
  g_return_val_if_fail (PV_IS_ADAPTIVE_BIN (self), FALSE);

  return self->is_short;
}

void
pv_adaptive_bin_expect (PvAdaptiveBin *self,
                        int            width,
                        int            height)
{
  g_return_if_fail (PV_IS_ADAPTIVE_BIN (self));

  judge (self, width, height);
  apply (self);
}
