/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-overview.c: a low strip with all of a line chart's line. */
#include "config.h"

#include "pv-overview.h"

#include <math.h>

#include "pv-box-node.h"
#include "pv-chart-node.h"
#include "pv-line-chart-private.h"
#include "pv-overview-renderer.h"
#include "pv-time.h"

/* Pixels. */
#define HEIGHT 24
#define MIN_WIDTH 80
#define MARGIN 12 /* before a line that stands alone */

#define WHEEL_STEP 1.25

struct _PvOverview
{
  GtkWidget parent_instance;

  PvLineChart *chart;
  PvLineData *data;

  /* the line without the frame */
  GskRenderNode *line_node;
  PvOverviewScene line_scene; /* that it was drawn of */

  PvLineSpanPart drag_part;
  PvLineSpan drag_view;
  gint64 drag_ns;
  double drag_x;
};

enum
{
  PROP_0,
  PROP_CHART,
  PROP_DATA,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (PvOverview, pv_overview, GTK_TYPE_WIDGET)

static PvLineData *
get_data (PvOverview *self)
{
  if (self->data != NULL)
    return self->data;

  return self->chart != NULL ? pv_line_chart_get_data (self->chart) : NULL;
}

/* What a fresh view shows; or all there is, where the view is beyond that: strays that are far off take no room
 * from the rest until somebody looks for them. */
static gboolean
get_all (PvLineData       *data,
         const PvLineSpan *view,
         PvLineSpan       *all)
{
  PvLineSpan full;

  if (data == NULL ||
      !pv_line_data_get_extent (data, &full.start_ns, &full.end_ns, &all->start_ns, &all->end_ns))
    return FALSE;

  if (view->end_ns <= all->start_ns || view->start_ns >= all->end_ns ||
      pv_time_get_distance (view->start_ns, view->end_ns) > 2 * pv_time_get_distance (all->start_ns, all->end_ns))
    *all = full;

  return TRUE;
}

/* FALSE where there is nothing to be seen. */
static gboolean
init_scene (PvOverview      *self,
            PvOverviewScene *scene)
{
  PvLineScene chart;
  PvLineSpan selection;

  if (self->chart == NULL)
    return FALSE;

  _pv_line_chart_init_scene (self->chart, &chart);
  *scene = (PvOverviewScene){
    .style = chart.style,
    .data = get_data (self),
    .width = gtk_widget_get_width (GTK_WIDGET (self)),
    .height = gtk_widget_get_height (GTK_WIDGET (self)),
    .device_scale = gtk_widget_get_scale_factor (GTK_WIDGET (self)),
  };
  if (!pv_line_chart_get_view (self->chart, &scene->view.start_ns, &scene->view.end_ns) ||
      !get_all (scene->data, &scene->view, &scene->all))
    return FALSE;

  if (pv_line_chart_get_selection (self->chart, &selection.start_ns, &selection.end_ns))
    scene->selection = selection;
  pv_line_scene_get_plot (&chart, &scene->x, NULL, &scene->line_width, NULL);
  /* a chart that is not in sight has nothing above that this would have to stand below */
  if (!gtk_widget_get_mapped (GTK_WIDGET (self->chart)))
    {
      scene->x = MARGIN;
      scene->line_width = MAX (scene->width - MARGIN, 0);
    }

  return TRUE;
}

static gboolean
has_line_of (PvOverview            *self,
             const PvOverviewScene *scene)
{
  const PvOverviewScene *old = &self->line_scene;

  return self->line_node != NULL && old->data == scene->data && pv_line_span_equal (&old->all, &scene->all) &&
         old->x == scene->x && old->line_width == scene->line_width && old->width == scene->width &&
         old->height == scene->height && old->device_scale == scene->device_scale &&
         memcmp (&old->style.accent, &scene->style.accent, sizeof old->style.accent) == 0 &&
         memcmp (&old->style.foreground, &scene->style.foreground, sizeof old->style.foreground) == 0;
}

static void
pv_overview_snapshot (GtkWidget   *widget,
                      GtkSnapshot *snapshot)
{
  PvOverview *self = PV_OVERVIEW (widget);
  PvBox boxes[PV_OVERVIEW_N_BOXES];
  graphene_rect_t bounds;
  PvOverviewScene scene;

  if (!init_scene (self, &scene))
    return;

  bounds = GRAPHENE_RECT_INIT (0, 0, (float) scene.width, (float) scene.height);
  if (!has_line_of (self, &scene))
    {
      g_clear_pointer (&self->line_node, gsk_render_node_unref);
      self->line_node = pv_chart_node_new (widget, &bounds, (PvChartDrawFunc) pv_overview_scene_draw_line, &scene);
      self->line_scene = scene;
    }
  if (self->line_node != NULL)
    gtk_snapshot_append_node (snapshot, self->line_node);

  if (scene.line_width < 1)
    return;

  pv_overview_scene_get_boxes (&scene, boxes);
  pv_box_node_append (snapshot, boxes, G_N_ELEMENTS (boxes), scene.width);
}

static void
pv_overview_measure (GtkWidget      *widget,
                     GtkOrientation  orientation,
                     int             for_size,
                     int            *minimum,
                     int            *natural,
                     int            *minimum_baseline,
                     int            *natural_baseline)
{
  *minimum = *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? MIN_WIDTH : HEIGHT;
}

static void
show (PvOverview       *self,
      const PvLineSpan *view)
{
  if (view->start_ns < view->end_ns)
    pv_line_chart_set_view (self->chart, view->start_ns, view->end_ns);
}

static void
update_cursor (PvOverview *self,
               double      x,
               gboolean    is_dragging)
{
  PvOverviewScene scene;
  PvLineSpanPart part = is_dragging ? self->drag_part : PV_LINE_SPAN_OUTSIDE;
  const char *name = NULL;

  if (!is_dragging && init_scene (self, &scene))
    part = pv_overview_scene_hit (&scene, x);

  if (part == PV_LINE_SPAN_START || part == PV_LINE_SPAN_END)
    name = "ew-resize";
  else if (part == PV_LINE_SPAN_INSIDE)
    name = is_dragging ? "grabbing" : "grab";

  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), name);
}

static void
motion_cb (PvOverview *self,
           double      x,
           double      y)
{
  update_cursor (self, x, FALSE);
}

static void
drag_begin_cb (PvOverview     *self,
               double          x,
               double          y,
               GtkGestureDrag *gesture)
{
  PvOverviewScene scene;

  if (!init_scene (self, &scene))
    {
      gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_DENIED);
      return;
    }

  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  _pv_line_chart_remember_view (self->chart);
  self->drag_part = pv_overview_scene_hit (&scene, x);
  self->drag_x = x;
  self->drag_ns = pv_overview_scene_get_time (&scene, x);
  self->drag_view = scene.view;

  /* beside it: its middle goes there, and it follows from then on */
  if (self->drag_part == PV_LINE_SPAN_OUTSIDE)
    {
      gint64 middle_ns = pv_time_add (scene.view.start_ns, (gint64) (pv_time_get_distance (scene.view.start_ns,
                                                                                            scene.view.end_ns) / 2));
      gint64 by_ns = pv_time_subtract (self->drag_ns, middle_ns);

      self->drag_view = (PvLineSpan){ pv_time_add (scene.view.start_ns, by_ns), pv_time_add (scene.view.end_ns, by_ns) };
      self->drag_part = PV_LINE_SPAN_INSIDE;
      show (self, &self->drag_view);
    }
  update_cursor (self, x, TRUE);
}

static void
drag_update_cb (PvOverview *self,
                double      dx,
                double      dy)
{
  PvOverviewScene scene;
  PvLineSpan limits;
  PvLineSpan view;
  double ns_per_pixel;
  gint64 by_ns;

  if (!init_scene (self, &scene) || scene.line_width < 1 ||
      !pv_line_data_get_extent (scene.data, &limits.start_ns, &limits.end_ns, NULL, NULL))
    return;

  ns_per_pixel = (double) pv_time_get_distance (scene.all.start_ns, scene.all.end_ns) / scene.line_width;
  by_ns = pv_time_from_double (dx * ns_per_pixel);
  view = pv_line_span_drag (&self->drag_view, self->drag_part, self->drag_ns, pv_time_add (self->drag_ns, by_ns),
                            MIN (limits.start_ns, self->drag_view.start_ns),
                            MAX (limits.end_ns, self->drag_view.end_ns));
  show (self, &view);
}

static void
drag_end_cb (PvOverview *self,
             double      dx,
             double      dy)
{
  update_cursor (self, self->drag_x + dx, FALSE);
}

static gboolean
scroll_cb (PvOverview *self,
           double      dx,
           double      dy)
{
  if (self->chart == NULL || dy == 0)
    return GDK_EVENT_PROPAGATE;

  pv_line_chart_zoom (self->chart, pow (WHEEL_STEP, -dy));

  return GDK_EVENT_STOP;
}

static void
data_changed_cb (PvOverview *self)
{
  g_clear_pointer (&self->line_node, gsk_render_node_unref);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* Follows what is shown now. */
static void
watch_data (PvOverview *self,
            PvLineData *data)
{
  static const char key[] = "pv-overview-data";
  PvLineData *watched = g_object_get_data (G_OBJECT (self), key);

  if (watched != data)
    {
      if (watched != NULL)
        g_signal_handlers_disconnect_by_func (watched, data_changed_cb, self);
      if (data != NULL)
        g_signal_connect_object (data, "changed", G_CALLBACK (data_changed_cb), self, G_CONNECT_SWAPPED);
      g_object_set_data_full (G_OBJECT (self), key, data != NULL ? g_object_ref (data) : NULL, g_object_unref);
    }
  data_changed_cb (self);
}

static void
chart_data_cb (PvOverview *self)
{
  watch_data (self, get_data (self));
}

static void
pv_overview_dispose (GObject *object)
{
  PvOverview *self = PV_OVERVIEW (object);

  pv_overview_set_chart (self, NULL);
  pv_overview_set_data (self, NULL);
  g_clear_pointer (&self->line_node, gsk_render_node_unref);

  G_OBJECT_CLASS (pv_overview_parent_class)->dispose (object);
}

static void
pv_overview_get_property (GObject    *object,
                          guint       prop_id,
                          GValue     *value,
                          GParamSpec *pspec)
{
  PvOverview *self = PV_OVERVIEW (object);

  switch (prop_id)
    {
    case PROP_CHART:
      g_value_set_object (value, self->chart);
      break;

    case PROP_DATA:
      g_value_set_object (value, self->data);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
pv_overview_set_property (GObject      *object,
                          guint         prop_id,
                          const GValue *value,
                          GParamSpec   *pspec)
{
  PvOverview *self = PV_OVERVIEW (object);

  switch (prop_id)
    {
    case PROP_CHART:
      pv_overview_set_chart (self, g_value_get_object (value));
      break;

    case PROP_DATA:
      pv_overview_set_data (self, g_value_get_object (value));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
pv_overview_class_init (PvOverviewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->dispose = pv_overview_dispose;
  object_class->get_property = pv_overview_get_property;
  object_class->set_property = pv_overview_set_property;
  widget_class->snapshot = pv_overview_snapshot;
  widget_class->measure = pv_overview_measure;

  properties[PROP_CHART] = g_param_spec_object ("chart", NULL, NULL, PV_TYPE_LINE_CHART, flags);
  properties[PROP_DATA] = g_param_spec_object ("data", NULL, NULL, PV_TYPE_LINE_DATA, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_css_name (widget_class, "overview");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
pv_overview_init (PvOverview *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkEventController *scroll = gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_VERTICAL);
  GtkGesture *drag = gtk_gesture_drag_new ();

  g_signal_connect_swapped (motion, "motion", G_CALLBACK (motion_cb), self);
  g_signal_connect_swapped (scroll, "scroll", G_CALLBACK (scroll_cb), self);
  g_signal_connect_swapped (drag, "drag-begin", G_CALLBACK (drag_begin_cb), self);
  g_signal_connect_swapped (drag, "drag-update", G_CALLBACK (drag_update_cb), self);
  g_signal_connect_swapped (drag, "drag-end", G_CALLBACK (drag_end_cb), self);
  gtk_widget_add_controller (widget, motion);
  gtk_widget_add_controller (widget, scroll);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (drag));
}

GtkWidget *
pv_overview_new (void)
{
  return g_object_new (PV_TYPE_OVERVIEW, NULL);
}

void
pv_overview_set_chart (PvOverview  *self,
                       PvLineChart *chart)
{
  g_return_if_fail (PV_IS_OVERVIEW (self));
  g_return_if_fail (chart == NULL || PV_IS_LINE_CHART (chart));

  if (self->chart == chart)
    return;

  if (self->chart != NULL)
    {
      g_signal_handlers_disconnect_by_func (self->chart, gtk_widget_queue_draw, self);
      g_signal_handlers_disconnect_by_func (self->chart, chart_data_cb, self);
    }
  g_set_object (&self->chart, chart);
  if (chart != NULL)
    {
      g_signal_connect_swapped (chart, "view-changed", G_CALLBACK (gtk_widget_queue_draw), self);
      g_signal_connect_swapped (chart, "span-shown", G_CALLBACK (gtk_widget_queue_draw), self);
      g_signal_connect_swapped (chart, "notify::data", G_CALLBACK (chart_data_cb), self);
    }
  chart_data_cb (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CHART]);
}

void
pv_overview_set_data (PvOverview *self,
                      PvLineData *data)
{
  g_return_if_fail (PV_IS_OVERVIEW (self));
  g_return_if_fail (data == NULL || PV_IS_LINE_DATA (data));

  if (!g_set_object (&self->data, data))
    return;

  watch_data (self, get_data (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DATA]);
}
