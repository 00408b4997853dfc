/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-bar-header.c: what stands over the columns of a bar chart. */
#include "config.h"

#include "pv-bar-header.h"

#include <math.h>

#include "pv-bar-chart-private.h"
#include "pv-chart-node.h"

struct _PvBarHeader
{
  GtkWidget parent_instance;

  PvBarChart *chart;
};

enum
{
  PROP_0,
  PROP_CHART,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (PvBarHeader, pv_bar_header, GTK_TYPE_WIDGET)

/* Headings come with the first bars. */
static void
columns_changed_cb (PvBarHeader *self)
{
  PvBarScene scene;

  _pv_bar_chart_init_scene (self->chart, &scene);
  if ((int) ceil (pv_bar_scene_get_headings_height (&scene)) != gtk_widget_get_height (GTK_WIDGET (self)))
    gtk_widget_queue_resize (GTK_WIDGET (self));
  else
    gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
pv_bar_header_snapshot (GtkWidget   *widget,
                        GtkSnapshot *snapshot)
{
  PvBarHeader *self = PV_BAR_HEADER (widget);
  g_autoptr (GskRenderNode) node = NULL;
  PvBarScene scene;

  if (self->chart == NULL)
    return;

  _pv_bar_chart_measure_rows (self->chart);
  _pv_bar_chart_init_scene (self->chart, &scene);
  scene.height = gtk_widget_get_height (widget);
  node = pv_chart_node_new (widget, &GRAPHENE_RECT_INIT (0, 0, (float) scene.width, (float) scene.height),
                            (PvChartDrawFunc) pv_bar_scene_draw_headings, &scene);
  if (node != NULL)
    gtk_snapshot_append_node (snapshot, node);
}

static void
pv_bar_header_measure (GtkWidget      *widget,
                       GtkOrientation  orientation,
                       int             for_size,
                       int            *minimum,
                       int            *natural,
                       int            *minimum_baseline,
                       int            *natural_baseline)
{
  PvBarHeader *self = PV_BAR_HEADER (widget);
  PvBarScene scene;

  *minimum = *natural = 0;
  if (orientation == GTK_ORIENTATION_HORIZONTAL || self->chart == NULL)
    return;

  _pv_bar_chart_init_scene (self->chart, &scene);
  *minimum = *natural = (int) ceil (pv_bar_scene_get_headings_height (&scene));
}

static void
pv_bar_header_dispose (GObject *object)
{
  pv_bar_header_set_chart (PV_BAR_HEADER (object), NULL);

  G_OBJECT_CLASS (pv_bar_header_parent_class)->dispose (object);
}

static void
pv_bar_header_get_property (GObject    *object,
                            guint       prop_id,
                            GValue     *value,
                            GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_CHART:
      g_value_set_object (value, PV_BAR_HEADER (object)->chart);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
pv_bar_header_set_property (GObject      *object,
                            guint         prop_id,
                            const GValue *value,
                            GParamSpec   *pspec)
{
  switch (prop_id)
    {
    case PROP_CHART:
      pv_bar_header_set_chart (PV_BAR_HEADER (object), g_value_get_object (value));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
pv_bar_header_class_init (PvBarHeaderClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = pv_bar_header_dispose;
  object_class->get_property = pv_bar_header_get_property;
  object_class->set_property = pv_bar_header_set_property;
  widget_class->snapshot = pv_bar_header_snapshot;
  widget_class->measure = pv_bar_header_measure;

  properties[PROP_CHART] = g_param_spec_object ("chart", NULL, NULL, PV_TYPE_BAR_CHART,
                                                G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_css_name (widget_class, "barheader");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
pv_bar_header_init (PvBarHeader *self)
{
  gtk_widget_set_can_target (GTK_WIDGET (self), FALSE);
}

GtkWidget *
pv_bar_header_new (void)
{
  return g_object_new (PV_TYPE_BAR_HEADER, NULL);
}

void
pv_bar_header_set_chart (PvBarHeader *self,
                         PvBarChart  *chart)
{
  g_return_if_fail (PV_IS_BAR_HEADER (self));
  g_return_if_fail (chart == NULL || PV_IS_BAR_CHART (chart));

  if (self->chart == chart)
    return;

  if (self->chart != NULL)
    g_signal_handlers_disconnect_by_func (self->chart, columns_changed_cb, self);
  g_set_object (&self->chart, chart);
  if (chart != NULL)
    g_signal_connect_swapped (chart, "columns-changed", G_CALLBACK (columns_changed_cb), self);

  gtk_widget_queue_resize (GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CHART]);
}
