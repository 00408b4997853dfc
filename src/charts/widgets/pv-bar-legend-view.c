/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-bar-legend-view.c: what the parts of a chart's bars are. */
#include "config.h"

#include "pv-bar-legend-view.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "pv-chart-node.h"
#include "pv-chart-widget-style.h"

/* Pixels: a legend is never so narrow as to have a line for each letter. */
#define MIN_WIDTH 100

struct _PvBarLegendView
{
  GtkWidget parent_instance;

  PvBarLegend legend;
};

G_DEFINE_FINAL_TYPE (PvBarLegendView, pv_bar_legend_view, GTK_TYPE_WIDGET)

static void
init_scene (PvBarLegendView  *self,
            double            width,
            PvBarLegendScene *scene)
{
  GtkWidget *widget = GTK_WIDGET (self);

  *scene = (PvBarLegendScene){
    .legend = self->legend,
    .pango = gtk_widget_get_pango_context (widget),
    .width = width,
    .rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL,
    .device_scale = gtk_widget_get_scale_factor (widget),
  };
  pv_chart_style_init_from_widget (&scene->style, widget);
}

static void
pv_bar_legend_view_snapshot (GtkWidget   *widget,
                             GtkSnapshot *snapshot)
{
  PvBarLegendView *self = PV_BAR_LEGEND_VIEW (widget);
  g_autoptr (GskRenderNode) node = NULL;
  float width = (float) gtk_widget_get_width (widget);
  PvBarLegendScene scene;

  init_scene (self, width, &scene);
  node = pv_chart_node_new (widget, &GRAPHENE_RECT_INIT (0, 0, width, (float) gtk_widget_get_height (widget)),
                            (PvChartDrawFunc) pv_bar_legend_scene_draw, &scene);
  if (node != NULL)
    gtk_snapshot_append_node (snapshot, node);
}

static GtkSizeRequestMode
pv_bar_legend_view_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
pv_bar_legend_view_measure (GtkWidget      *widget,
                            GtkOrientation  orientation,
                            int             for_size,
                            int            *minimum,
                            int            *natural,
                            int            *minimum_baseline,
                            int            *natural_baseline)
{
  PvBarLegendScene scene;

  *minimum = *natural = 0;
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = MIN_WIDTH;
      *natural = MIN_WIDTH;
      return;
    }

  init_scene (PV_BAR_LEGEND_VIEW (widget), for_size >= 0 ? for_size : G_MAXINT16, &scene);
  *minimum = *natural = (int) ceil (pv_bar_legend_scene_get_height (&scene));
}

static void
pv_bar_legend_view_css_changed (GtkWidget         *widget,
                                GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (pv_bar_legend_view_parent_class)->css_changed (widget, change);

  gtk_widget_queue_draw (widget);
}

static void
pv_bar_legend_view_class_init (PvBarLegendViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->snapshot = pv_bar_legend_view_snapshot;
  widget_class->get_request_mode = pv_bar_legend_view_get_request_mode;
  widget_class->measure = pv_bar_legend_view_measure;
  widget_class->css_changed = pv_bar_legend_view_css_changed;

  gtk_widget_class_set_css_name (widget_class, "barlegend");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
pv_bar_legend_view_init (PvBarLegendView *self)
{
  gtk_widget_set_can_target (GTK_WIDGET (self), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  pv_chart_style_watch (GTK_WIDGET (self));
}

/* For those who don't see it. */
static void
update_accessible (PvBarLegendView *self)
{
  g_autoptr (GString) names = g_string_new (NULL);

  for (PvBarFill fill = 0; fill < PV_BAR_N_FILLS; fill++)
    if (self->legend.names[fill] != NULL)
      g_string_append_printf (names, "%s%s", names->len > 0 ? ", " : "", self->legend.names[fill]);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  /* Translators: what says which part of a bar is what */
                                  C_ ("bar", "Legend"), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, names->str, -1);
}

void
pv_bar_legend_view_set_legend (PvBarLegendView   *self,
                               const PvBarLegend *legend)
{
  PvBarLegend none = { { NULL } };
  const PvBarLegend *now = legend != NULL ? legend : &none;

  g_return_if_fail (PV_IS_BAR_LEGEND_VIEW (self));

  gtk_widget_set_visible (GTK_WIDGET (self), legend != NULL);
  if (memcmp (&self->legend, now, sizeof *now) == 0)
    return;

  self->legend = *now;
  update_accessible (self);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}
