/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-share-pane.c: two widgets, one above the other, of which the upper one has a share of the height. */
#include "config.h"

#include <math.h>

#include "pv-share-pane.h"

struct _PvSharePane
{
  GtkWidget parent_instance;

  GtkPaned *paned;
  double share;
  int height;
  /* how far the handle can go */
  int min;
  int max;
  guint apply_id;
  /* whether the handle moves for another reason than that the user moves it */
  gboolean is_applying;
};

enum
{
  PROP_0,
  PROP_START_CHILD,
  PROP_END_CHILD,
  PROP_SHARE,
  PROP_LABEL,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (PvSharePane, pv_share_pane, GTK_TYPE_WIDGET)

static void
apply (PvSharePane *self)
{
  gboolean was_applying = self->is_applying;

  self->is_applying = TRUE;
  gtk_paned_set_position (self->paned, (int) round (self->height * self->share));
  self->is_applying = was_applying;
}

static gboolean
apply_cb (gpointer user_data)
{
  PvSharePane *self = user_data;

  self->apply_id = 0;
  apply (self);

  return G_SOURCE_REMOVE;
}

/* The handle moves as well when there is room for it that was not there before, or the other way round. */
static gboolean
limits_changed (PvSharePane *self)
{
  int min;
  int max;

  g_object_get (self->paned, "min-position", &min, "max-position", &max, NULL);
  if (min == self->min && max == self->max)
    return FALSE;

  self->min = min;
  self->max = max;
  /* not here, amid the layout */
  if (self->apply_id == 0)
    self->apply_id = g_idle_add_full (G_PRIORITY_HIGH_IDLE, apply_cb, self, NULL);

  return TRUE;
}

static void
position_cb (PvSharePane *self)
{
  if (limits_changed (self) || self->is_applying || self->height <= 0 ||
      gtk_paned_get_start_child (self->paned) == NULL || gtk_paned_get_end_child (self->paned) == NULL)
    return;

  self->share = (double) gtk_paned_get_position (self->paned) / self->height;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SHARE]);
}

static void
pv_share_pane_size_allocate (GtkWidget *widget,
                             int        width,
                             int        height,
                             int        baseline)
{
  PvSharePane *self = PV_SHARE_PANE (widget);

  self->is_applying = TRUE;
  if (self->height != height)
    {
      self->height = height;
      apply (self);
    }
  gtk_widget_allocate (GTK_WIDGET (self->paned), width, height, baseline, NULL);
  self->is_applying = FALSE;
}

static void
pv_share_pane_measure (GtkWidget      *widget,
                       GtkOrientation  orientation,
                       int             for_size,
                       int            *minimum,
                       int            *natural,
                       int            *minimum_baseline,
                       int            *natural_baseline)
{
  gtk_widget_measure (GTK_WIDGET (PV_SHARE_PANE (widget)->paned), orientation, for_size, minimum, natural,
                      minimum_baseline, natural_baseline);
}

static void
pv_share_pane_dispose (GObject *object)
{
  PvSharePane *self = PV_SHARE_PANE (object);

  g_clear_handle_id (&self->apply_id, g_source_remove);
  if (self->paned != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->paned, self);
      gtk_widget_unparent (GTK_WIDGET (self->paned));
      self->paned = NULL;
    }

  G_OBJECT_CLASS (pv_share_pane_parent_class)->dispose (object);
}

static void
pv_share_pane_get_property (GObject    *object,
                            guint       prop_id,
                            GValue     *value,
                            GParamSpec *pspec)
{
  PvSharePane *self = PV_SHARE_PANE (object);

  switch (prop_id)
    {
    case PROP_START_CHILD:
      g_value_set_object (value, gtk_paned_get_start_child (self->paned));
      break;

    case PROP_END_CHILD:
      g_value_set_object (value, gtk_paned_get_end_child (self->paned));
      break;

    case PROP_SHARE:
      g_value_set_double (value, self->share);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
pv_share_pane_set_property (GObject      *object,
                            guint         prop_id,
                            const GValue *value,
                            GParamSpec   *pspec)
{
  PvSharePane *self = PV_SHARE_PANE (object);

  switch (prop_id)
    {
    case PROP_START_CHILD:
      self->is_applying = TRUE;
      gtk_paned_set_start_child (self->paned, g_value_get_object (value));
      apply (self);
      self->is_applying = FALSE;
      break;

    case PROP_END_CHILD:
      gtk_paned_set_end_child (self->paned, g_value_get_object (value));
      break;

    case PROP_SHARE:
      self->share = g_value_get_double (value);
      apply (self);
      break;

    case PROP_LABEL:
      gtk_accessible_update_property (GTK_ACCESSIBLE (self->paned), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                      g_value_get_string (value), -1);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
pv_share_pane_class_init (PvSharePaneClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = pv_share_pane_dispose;
  object_class->get_property = pv_share_pane_get_property;
  object_class->set_property = pv_share_pane_set_property;
  GTK_WIDGET_CLASS (klass)->measure = pv_share_pane_measure;
  GTK_WIDGET_CLASS (klass)->size_allocate = pv_share_pane_size_allocate;

  properties[PROP_START_CHILD] =
    g_param_spec_object ("start-child", NULL, NULL, GTK_TYPE_WIDGET, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_END_CHILD] =
    g_param_spec_object ("end-child", NULL, NULL, GTK_TYPE_WIDGET, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_SHARE] =
    g_param_spec_double ("share", NULL, NULL, 0, 1, 0, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_LABEL] =
    g_param_spec_string ("label", NULL, NULL, NULL, G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
pv_share_pane_init (PvSharePane *self)
{
  self->paned = g_object_new (GTK_TYPE_PANED,
                              "orientation", GTK_ORIENTATION_VERTICAL,
                              "accessible-role", GTK_ACCESSIBLE_ROLE_GROUP,
                              "shrink-start-child", FALSE,
                              "shrink-end-child", FALSE,
                              "resize-start-child", FALSE,
                              NULL);
  gtk_widget_set_parent (GTK_WIDGET (self->paned), GTK_WIDGET (self));
  g_signal_connect_object (self->paned, "notify::position", G_CALLBACK (position_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->paned, "notify::max-position", G_CALLBACK (limits_changed), self,
                           G_CONNECT_SWAPPED);
}
