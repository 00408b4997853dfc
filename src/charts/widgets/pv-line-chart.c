/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-line-chart.c: a zoomable line chart over time. */
#include "config.h"

#include "pv-line-chart-private.h"

#include <math.h>

#include "pv-box-node.h"
#include "pv-chart-node.h"
#include "pv-chart-palette.h"
#include "pv-chart-widget-style.h"
#include "pv-line-find.h"
#include "pv-line-overlay.h"
#include "pv-time.h"

/* Pixels. */
#define MIN_WIDTH 200
#define MIN_HEIGHT 68
#define NATURAL_WIDTH 640
#define NATURAL_HEIGHT 240
#define REACH 2 /* how far from the pointer a peak is found */

#define FOCUS_DISTANCE 4 /* pixels from the chart to the frame around it */

enum
{
  PROP_0,
  PROP_DATA,
  PROP_UNIT,
  PROP_TITLE,
  PROP_CAN_ZOOM_IN,
  PROP_CAN_ZOOM_OUT,
  PROP_IS_FITTED,
  N_PROPS
};

enum
{
  VIEW_CHANGED,
  SELECTION_CHANGED,
  SPAN_SHOWN,
  OTHER_MOVED,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (PvLineChart, pv_line_chart, PV_TYPE_CHART_WIDGET)

/* What elapsed time is counted from: stray times long before the rest are no beginning. */
static gint64
get_origin (PvLineChart *self)
{
  gint64 start_ns = 0;
  gint64 end_ns;

  if (self->data != NULL)
    pv_line_data_get_extent (self->data, NULL, NULL, &start_ns, &end_ns);

  return start_ns;
}

void
_pv_line_chart_init_scene (PvLineChart *self,
                           PvLineScene *scene)
{
  GtkWidget *widget = GTK_WIDGET (self);

  *scene = (PvLineScene){
    .style = *pv_chart_widget_get_style (PV_CHART_WIDGET (self)),
    .value_scale = self->value_scale,
    .time_zone = self->time_zone,
    .is_elapsed = self->is_elapsed && self->has_view,
    .origin_ns = get_origin (self),
    .pango = gtk_widget_get_pango_context (widget),
    .data = self->has_view ? self->data : NULL,
    .unit = self->unit,
    .start_ns = self->view.start_ns,
    .end_ns = self->view.end_ns,
    .width = gtk_widget_get_width (widget),
    .height = gtk_widget_get_height (widget),
    .has_crosshair = self->has_crosshair && self->has_view,
    .crosshair_ns = self->crosshair_ns,
    .read_span = self->is_selecting && self->has_dragged ? self->selection : (PvLineSpan){ 0, 0 },
    .has_band = self->has_band && self->has_view,
    .band_start_ns = self->band_start_ns,
    .band_end_ns = self->band_end_ns,
    .selection = self->has_view ? self->selection : (PvLineSpan){ 0, 0 },
    .has_handles = TRUE,
    .rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL,
    .device_scale = gtk_widget_get_scale_factor (widget),
  };
  scene->n_references = self->n_references;
  memcpy (scene->references, self->references, sizeof scene->references);
}

static void
invalidate (PvLineChart *self)
{
  g_clear_pointer (&self->chart_node, gsk_render_node_unref);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

double
_pv_line_chart_get_anchor (PvLineChart *self,
                           double       x)
{
  PvLineScene scene;
  double plot_x, plot_width;

  _pv_line_chart_init_scene (self, &scene);
  pv_line_scene_get_plot (&scene, &plot_x, NULL, &plot_width, NULL);

  return plot_width > 0 ? CLAMP ((x - plot_x) / plot_width, 0, 1) : .5;
}

gint64
_pv_line_chart_get_time_at (PvLineChart *self,
                            double       x)
{
  double anchor = _pv_line_chart_get_anchor (self, x);

  double width = (double) pv_time_get_distance (self->view.start_ns, self->view.end_ns);

  return pv_time_move (self->view.start_ns, anchor * width);
}

/*
 * Crosshair
 */

void
_pv_line_chart_hide_crosshair (PvLineChart *self)
{
  if (!self->has_crosshair)
    return;

  self->has_crosshair = FALSE;
  self->crosshair_by_key = FALSE;
  _pv_line_chart_queue_words (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
_pv_line_chart_show_crosshair (PvLineChart *self,
                               gint64       time_ns)
{
  if (self->has_crosshair && self->crosshair_ns == time_ns)
    return;

  self->has_crosshair = TRUE;
  self->crosshair_ns = time_ns;
  _pv_line_chart_queue_words (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
_pv_line_chart_point (PvLineChart *self)
{
  PvLineScene scene;
  PvLineBin bin;
  double plot_x, plot_width;
  double x;

  if (self->crosshair_by_key)
    return;

  if (!self->has_view || !pv_chart_widget_get_pointer (PV_CHART_WIDGET (self), &x, NULL) || self->is_panning)
    {
      _pv_line_chart_hide_crosshair (self);
      return;
    }

  _pv_line_chart_init_scene (self, &scene);
  pv_line_scene_get_plot (&scene, &plot_x, NULL, &plot_width, NULL);
  if (x >= plot_x && x <= plot_x + plot_width && pv_line_scene_find_bin (&scene, x, REACH, &bin))
    /* Of a bin that is in sight in part, a moment that is. */
    _pv_line_chart_show_crosshair (self, CLAMP (bin.start_ns, self->view.start_ns, self->view.end_ns - 1));
  else
    _pv_line_chart_hide_crosshair (self);
}

/*
 * View
 */

void
_pv_line_chart_view_changed (PvLineChart *self)
{
  GtkWidget *widget = GTK_WIDGET (self);

  gtk_widget_action_set_enabled (widget, "chart.zoom-in", _pv_line_chart_can_zoom_in (self));
  gtk_widget_action_set_enabled (widget, "chart.zoom-out", _pv_line_chart_can_zoom_out (self));
  gtk_widget_action_set_enabled (widget, "chart.fit", self->has_view && !self->is_fitted);

  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CAN_ZOOM_IN]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CAN_ZOOM_OUT]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_IS_FITTED]);

  _pv_line_chart_point (self);
  _pv_line_chart_queue_words (self);
  invalidate (self);
  g_signal_emit (self, signals[VIEW_CHANGED], 0);
}

static void
data_changed_cb (PvLineChart *self)
{
  _pv_line_chart_follow_data (self);
}

/*
 * What is compared with
 */

gboolean
_pv_line_chart_has_other (PvLineChart *self)
{
  PvLinePart part;

  for (guint i = 0; self->data != NULL && pv_line_data_get_part (self->data, i, &part); i++)
    if (part.mark == PV_CHART_COMPARED)
      return TRUE;

  return FALSE;
}

void
_pv_line_chart_move_other (PvLineChart *self,
                           double       pixels)
{
  int width = pv_line_chart_get_plot_width (self);
  double span = (double) pv_time_get_distance (self->view.start_ns, self->view.end_ns);

  if (self->has_view && width > 0 && pixels != 0)
    g_signal_emit (self, signals[OTHER_MOVED], 0, pv_time_from_double (pixels * span / width));
}

/*
 * Selection
 */

void
_pv_line_chart_select (PvLineChart      *self,
                       const PvLineSpan *selection)
{
  if (pv_line_span_equal (&self->selection, selection) ||
      (pv_line_span_is_empty (&self->selection) && pv_line_span_is_empty (selection)))
    return;

  self->selection = *selection;
  _pv_line_chart_update_selection_actions (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_signal_emit (self, signals[SPAN_SHOWN], 0);
  g_signal_emit (self, signals[SELECTION_CHANGED], 0);
}

/*
 * Widget
 */

static void
pv_line_chart_snapshot (GtkWidget   *widget,
                        GtkSnapshot *snapshot)
{
  PvLineChart *self = PV_LINE_CHART (widget);
  float width = gtk_widget_get_width (widget);
  float height = gtk_widget_get_height (widget);
  PvBox boxes[PV_LINE_N_SELECTION_BOXES];
  PvRect overlay;
  PvLineScene scene;

  _pv_line_chart_init_scene (self, &scene);

  if (self->chart_node == NULL)
    self->chart_node = pv_chart_node_new (widget, &GRAPHENE_RECT_INIT (0, 0, width, height),
                                             (PvChartDrawFunc) pv_line_scene_draw_chart, &scene);
  if (self->chart_node != NULL)
    gtk_snapshot_append_node (snapshot, self->chart_node);

  if (pv_line_scene_get_selection_boxes (&scene, boxes))
    pv_box_node_append (snapshot, boxes, G_N_ELEMENTS (boxes), width);
  scene.selection = (PvLineSpan){ 0, 0 };
  if (pv_line_scene_get_overlay (&scene, &overlay))
    {
      graphene_rect_t bounds = GRAPHENE_RECT_INIT ((float) overlay.x, (float) overlay.y, (float) overlay.width,
                                                   (float) overlay.height);
      g_autoptr (GskRenderNode) node
        = pv_chart_node_new (widget, &bounds, (PvChartDrawFunc) pv_line_scene_draw_overlay, &scene);

      if (node != NULL)
        gtk_snapshot_append_node (snapshot, node);
    }

  if (gtk_widget_has_visible_focus (widget))
    pv_chart_style_snapshot_focus (&scene.style, snapshot,
                                   &GRAPHENE_RECT_INIT (-FOCUS_DISTANCE, -FOCUS_DISTANCE, width + 2 * FOCUS_DISTANCE,
                                                        height + 2 * FOCUS_DISTANCE));
}

static void
pv_line_chart_measure (GtkWidget      *widget,
                       GtkOrientation  orientation,
                       int             for_size,
                       int            *minimum,
                       int            *natural,
                       int            *minimum_baseline,
                       int            *natural_baseline)
{
  *minimum = orientation == GTK_ORIENTATION_HORIZONTAL ? MIN_WIDTH : MIN_HEIGHT;
  *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? NATURAL_WIDTH : NATURAL_HEIGHT;
}

static void
pv_line_chart_size_allocate (GtkWidget *widget,
                             int        width,
                             int        height,
                             int        baseline)
{
  PvLineChart *self = PV_LINE_CHART (widget);

  invalidate (self);
  /* As many bins as before now have more or fewer pixels. */
  if (self->has_view && width != self->allocated_width)
    {
      _pv_line_chart_queue_words (self);
      g_signal_emit (self, signals[VIEW_CHANGED], 0);
    }
  self->allocated_width = width;
}

static void
pv_line_chart_style_changed (PvChartWidget *widget)
{
  invalidate (PV_LINE_CHART (widget));
}

static void
pv_line_chart_direction_changed (GtkWidget        *widget,
                                 GtkTextDirection  previous)
{
  GTK_WIDGET_CLASS (pv_line_chart_parent_class)->direction_changed (widget, previous);
  invalidate (PV_LINE_CHART (widget));
}

static void
pv_line_chart_state_flags_changed (GtkWidget     *widget,
                                   GtkStateFlags  previous)
{
  const GtkStateFlags seen = GTK_STATE_FLAG_BACKDROP | GTK_STATE_FLAG_INSENSITIVE;

  GTK_WIDGET_CLASS (pv_line_chart_parent_class)->state_flags_changed (widget, previous);

  /* Not for the pointer, which comes and goes. */
  if (((gtk_widget_get_state_flags (widget) ^ previous) & seen) != 0)
    invalidate (PV_LINE_CHART (widget));
}

static void
pv_line_chart_dispose (GObject *object)
{
  PvLineChart *self = PV_LINE_CHART (object);

  if (self->animation != NULL)
    _pv_line_chart_stop_animation (self);
  g_clear_object (&self->animation);
  g_clear_handle_id (&self->describe_id, g_source_remove);
  g_clear_pointer (&self->chart_node, gsk_render_node_unref);
  if (self->data != NULL)
    g_signal_handlers_disconnect_by_func (self->data, data_changed_cb, self);
  g_clear_object (&self->data);
  self->has_view = FALSE;

  G_OBJECT_CLASS (pv_line_chart_parent_class)->dispose (object);
}

static void
pv_line_chart_finalize (GObject *object)
{
  PvLineChart *self = PV_LINE_CHART (object);

  g_free (self->title);
  _pv_line_chart_free_history (self);
  g_clear_pointer (&self->time_zone, g_time_zone_unref);

  G_OBJECT_CLASS (pv_line_chart_parent_class)->finalize (object);
}

static void
pv_line_chart_get_property (GObject    *object,
                            guint       prop_id,
                            GValue     *value,
                            GParamSpec *pspec)
{
  PvLineChart *self = PV_LINE_CHART (object);

  switch (prop_id)
    {
    case PROP_DATA:
      g_value_set_object (value, self->data);
      break;

    case PROP_UNIT:
      g_value_set_uint (value, self->unit);
      break;

    case PROP_TITLE:
      g_value_set_string (value, self->title);
      break;

    case PROP_CAN_ZOOM_IN:
      g_value_set_boolean (value, _pv_line_chart_can_zoom_in (self));
      break;

    case PROP_CAN_ZOOM_OUT:
      g_value_set_boolean (value, _pv_line_chart_can_zoom_out (self));
      break;

    case PROP_IS_FITTED:
      g_value_set_boolean (value, self->is_fitted);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
pv_line_chart_set_property (GObject      *object,
                            guint         prop_id,
                            const GValue *value,
                            GParamSpec   *pspec)
{
  PvLineChart *self = PV_LINE_CHART (object);

  switch (prop_id)
    {
    case PROP_DATA:
      pv_line_chart_set_data (self, g_value_get_object (value));
      break;

    case PROP_UNIT:
      pv_line_chart_set_unit (self, g_value_get_uint (value));
      break;

    case PROP_TITLE:
      pv_line_chart_set_title (self, g_value_get_string (value));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
pv_line_chart_class_init (PvLineChartClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  PvChartWidgetClass *chart_class = PV_CHART_WIDGET_CLASS (klass);
  const GParamFlags writable = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;
  const GParamFlags readable = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->dispose = pv_line_chart_dispose;
  object_class->finalize = pv_line_chart_finalize;
  object_class->get_property = pv_line_chart_get_property;
  object_class->set_property = pv_line_chart_set_property;

  widget_class->snapshot = pv_line_chart_snapshot;
  widget_class->measure = pv_line_chart_measure;
  widget_class->size_allocate = pv_line_chart_size_allocate;
  widget_class->direction_changed = pv_line_chart_direction_changed;
  widget_class->state_flags_changed = pv_line_chart_state_flags_changed;
  chart_class->style_changed = pv_line_chart_style_changed;
  chart_class->pointed = _pv_line_chart_pointed;

  properties[PROP_DATA] = g_param_spec_object ("data", NULL, NULL, PV_TYPE_LINE_DATA, writable);
  properties[PROP_UNIT] =
      g_param_spec_uint ("unit", NULL, NULL, 0, PV_UNIT_BYTES_PER_SECOND, PV_UNIT_BYTES, writable);
  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, writable);
  properties[PROP_CAN_ZOOM_IN] = g_param_spec_boolean ("can-zoom-in", NULL, NULL, FALSE, readable);
  properties[PROP_CAN_ZOOM_OUT] = g_param_spec_boolean ("can-zoom-out", NULL, NULL, FALSE, readable);
  properties[PROP_IS_FITTED] = g_param_spec_boolean ("is-fitted", NULL, NULL, TRUE, readable);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  /**
   * PvLineChart::view-changed:
   *
   * Another span is in sight, or the plot has another width.
   */
  signals[VIEW_CHANGED] = g_signal_new ("view-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                        NULL, G_TYPE_NONE, 0);
  /**
   * PvLineChart::selection-changed:
   *
   * The user has selected another span, or none; see pv_line_chart_get_selection().
   */
  signals[SELECTION_CHANGED] = g_signal_new ("selection-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                             NULL, NULL, NULL, G_TYPE_NONE, 0);

  /**
   * PvLineChart::span-shown:
   *
   * Another span is shown as selected, or none, whoever has selected it.
   */
  signals[OTHER_MOVED] = g_signal_new ("other-moved", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                       G_TYPE_NONE, 1, G_TYPE_INT64);
  signals[SPAN_SHOWN] = g_signal_new ("span-shown", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                      G_TYPE_NONE, 0);

  _pv_line_chart_add_keys (widget_class);
  _pv_line_chart_add_history (widget_class);

  gtk_widget_class_set_css_name (widget_class, "linechart");
}

static void
pv_line_chart_init (PvLineChart *self)
{
  self->unit = PV_UNIT_BYTES;
  self->is_fitted = TRUE;
  _pv_line_chart_init_history (self);

  _pv_line_chart_add_controllers (self);
  _pv_line_chart_init_animation (self);
  g_signal_connect (self, "notify::scale-factor", G_CALLBACK (invalidate), NULL);

  _pv_line_chart_update_selection_actions (self);
  _pv_line_chart_view_changed (self);
}

GtkWidget *
pv_line_chart_new (void)
{
  return g_object_new (PV_TYPE_LINE_CHART, NULL);
}

PvLineData *
pv_line_chart_get_data (PvLineChart *self)
{
  g_return_val_if_fail (PV_IS_LINE_CHART (self), NULL);

  return self->data;
}

void
pv_line_chart_set_data (PvLineChart *self,
                        PvLineData  *data)
{
  g_return_if_fail (PV_IS_LINE_CHART (self));
  g_return_if_fail (data == NULL || PV_IS_LINE_DATA (data));

  if (self->data == data)
    return;

  if (self->data != NULL)
    g_signal_handlers_disconnect_by_func (self->data, data_changed_cb, self);
  if (data == NULL)
    _pv_line_chart_clear_history (self);
  g_set_object (&self->data, data);
  if (data != NULL)
    g_signal_connect_swapped (data, "changed", G_CALLBACK (data_changed_cb), self);

  _pv_line_chart_follow_data (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DATA]);
}

PvUnit
pv_line_chart_get_unit (PvLineChart *self)
{
  g_return_val_if_fail (PV_IS_LINE_CHART (self), PV_UNIT_BYTES);

  return self->unit;
}

void
pv_line_chart_set_unit (PvLineChart *self,
                        PvUnit       unit)
{
  g_return_if_fail (PV_IS_LINE_CHART (self));

  if (self->unit == unit)
    return;

  self->unit = unit;
  _pv_line_chart_queue_words (self);
  invalidate (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_UNIT]);
}

void
pv_line_chart_set_value_scale (PvLineChart *self,
                               PvScale      scale)
{
  g_return_if_fail (PV_IS_LINE_CHART (self));

  if (self->value_scale == scale)
    return;

  self->value_scale = scale;
  invalidate (self);
}

void
pv_line_chart_set_references (PvLineChart           *self,
                              const PvLineReference *references,
                              guint                  n)
{
  g_return_if_fail (PV_IS_LINE_CHART (self));
  g_return_if_fail (n <= PV_LINE_MAX_REFERENCES);

  if (n == 0 && self->n_references == 0)
    return;

  for (guint i = 0; i < n; i++)
    self->references[i] = references[i];
  self->n_references = n;
  _pv_line_chart_queue_words (self);
  invalidate (self);
}

void
pv_line_chart_set_time_zone (PvLineChart *self,
                             GTimeZone   *zone)
{
  g_return_if_fail (PV_IS_LINE_CHART (self));

  if (self->time_zone == zone)
    return;

  g_clear_pointer (&self->time_zone, g_time_zone_unref);
  self->time_zone = zone != NULL ? g_time_zone_ref (zone) : NULL;
  _pv_line_chart_queue_words (self);
  invalidate (self);
}

void
pv_line_chart_set_elapsed (PvLineChart *self,
                           gboolean     is_elapsed)
{
  g_return_if_fail (PV_IS_LINE_CHART (self));

  if (self->is_elapsed == is_elapsed)
    return;

  self->is_elapsed = is_elapsed;
  _pv_line_chart_queue_words (self);
  invalidate (self);
}

void
pv_line_chart_set_title (PvLineChart *self,
                         const char  *title)
{
  g_return_if_fail (PV_IS_LINE_CHART (self));

  if (g_strcmp0 (self->title, title) == 0)
    return;

  g_free (self->title);
  self->title = g_strdup (title);
  _pv_line_chart_queue_words (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TITLE]);
}

guint
pv_line_chart_get_selection_step (PvLineChart *self)
{
  g_return_val_if_fail (PV_IS_LINE_CHART (self), 0);

  return self->selection_step;
}

int
pv_line_chart_get_plot_width (PvLineChart *self)
{
  PvLineScene scene;
  double width;

  g_return_val_if_fail (PV_IS_LINE_CHART (self), 0);

  _pv_line_chart_init_scene (self, &scene);
  pv_line_scene_get_plot (&scene, NULL, NULL, &width, NULL);

  return (int) width;
}

void
pv_line_chart_hold_bin (PvLineChart *self,
                        double       x)
{
  PvLineScene scene;

  g_return_if_fail (PV_IS_LINE_CHART (self));

  _pv_line_chart_init_scene (self, &scene);
  self->is_held = self->has_view && x >= 0 && pv_line_scene_find_bin (&scene, x, REACH, &self->held);
  if (!self->is_held)
    self->is_held = self->has_view && self->has_crosshair &&
                    pv_line_data_get_bin (self->data, self->crosshair_ns, &self->held);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "chart.select-bin", self->is_held);
}

void
_pv_line_chart_select_bin (PvLineChart     *self,
                           const PvLineBin *bin)
{
  const PvLineSpan selection = { bin->start_ns, bin->end_ns };

  self->selection_step++;
  _pv_line_chart_select (self, &selection);
}

gboolean
pv_line_chart_get_selection (PvLineChart *self,
                             gint64      *start_ns,
                             gint64      *end_ns)
{
  g_return_val_if_fail (PV_IS_LINE_CHART (self), FALSE);

  *start_ns = self->selection.start_ns;
  *end_ns = self->selection.end_ns;

  return !pv_line_span_is_empty (&self->selection);
}

void
pv_line_chart_set_selection (PvLineChart *self,
                             gint64       start_ns,
                             gint64       end_ns)
{
  const PvLineSpan selection = { start_ns, end_ns };

  g_return_if_fail (PV_IS_LINE_CHART (self));

  if (pv_line_span_equal (&self->selection, &selection))
    return;

  self->selection = selection;
  _pv_line_chart_update_selection_actions (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_signal_emit (self, signals[SPAN_SHOWN], 0);
}
