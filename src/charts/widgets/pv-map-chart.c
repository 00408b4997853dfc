/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-map-chart.c: a map of who talks to whom. */
#include "config.h"

#include "pv-map-chart.h"

#include "pv-chart-node.h"
#include "pv-map-chart-private.h"

/* Pixels. */
#define MIN_WIDTH 280
#define MIN_HEIGHT 120
#define NATURAL_HEIGHT 360

#define MOTION_MS 200

/* Changes that come faster than this, one after the other, are shown at once. */
#define STREAM_INTERVAL_US 250000

enum
{
  ACTIVATED,
  OPENED,
  ROOM_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (PvMapChart, pv_map_chart, PV_TYPE_CHART_WIDGET)

void
_pv_map_chart_init_scene (PvMapChart *self,
                          PvMapScene *scene)
{
  GtkWidget *widget = GTK_WIDGET (self);

  *scene = (PvMapScene){
    .style = *pv_chart_widget_get_style (PV_CHART_WIDGET (self)),
    .pango = gtk_widget_get_pango_context (widget),
    .data = self->data,
    .form = self->form,
    .unit = self->unit,
    .width = gtk_widget_get_width (widget),
    .height = gtk_widget_get_height (widget),
    .device_scale = gtk_widget_get_scale_factor (widget),
    .has_pixels = TRUE,
    .rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL,
    .hover = self->hover,
  };
  if (gtk_widget_has_visible_focus (widget))
    scene->current = self->current;
}

static void
stop_motion (PvMapChart *self)
{
  g_clear_pointer (&self->from, pv_map_data_unref);
}

static void
animate_cb (double   progress,
            gpointer user_data)
{
  PvMapChart *self = user_data;

  if (self->from == NULL)
    return;

  /* also where there is no motion at all: animations are off */
  if (progress >= 1)
    stop_motion (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static gboolean
is_moving (PvMapChart *self)
{
  return self->from != NULL && self->data != NULL;
}

static PvMapData *
blend (PvMapChart *self)
{
  return pv_map_data_blend (self->from, self->data, adw_animation_get_value (self->animation));
}

/* Sizes glide from what is shown now to @data. */
static void
begin_motion (PvMapChart *self,
              PvMapData  *data)
{
  gint64 now = g_get_monotonic_time ();
  gboolean is_stream = now - self->last_change < STREAM_INTERVAL_US;
  g_autoptr (PvMapData) shown = NULL;

  self->last_change = now;
  if (is_moving (self))
    shown = blend (self);
  else if (self->data != NULL)
    shown = pv_map_data_ref (self->data);
  stop_motion (self);
  if (shown == NULL || data == NULL || is_stream || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;

  self->from = g_steal_pointer (&shown);
  adw_animation_reset (self->animation);
  adw_animation_play (self->animation);
}

static void
pv_map_chart_snapshot (GtkWidget   *widget,
                       GtkSnapshot *snapshot)
{
  PvMapChart *self = PV_MAP_CHART (widget);
  g_autoptr (PvMapData) moving = NULL;
  GskRenderNode *node;
  graphene_rect_t bounds;
  PvMapScene scene;

  _pv_map_chart_init_scene (self, &scene);
  if (is_moving (self))
    {
      /* what is pointed at is numbered otherwise on the way */
      scene.data = moving = blend (self);
      scene.hover = scene.current = (PvMapSpot){ 0 };
    }
  scene.style.background.alpha = 0;
  bounds = GRAPHENE_RECT_INIT (0, 0, (float) scene.width, (float) scene.height);
  node = pv_chart_node_new (widget, &bounds, (PvChartDrawFunc) pv_map_scene_draw, &scene);
  if (node != NULL)
    {
      gtk_snapshot_append_node (snapshot, node);
      gsk_render_node_unref (node);
    }
}

static void
pv_map_chart_measure (GtkWidget      *widget,
                      GtkOrientation  orientation,
                      int             for_size,
                      int            *minimum,
                      int            *natural,
                      int            *minimum_baseline,
                      int            *natural_baseline)
{
  *minimum = orientation == GTK_ORIENTATION_HORIZONTAL ? MIN_WIDTH : MIN_HEIGHT;
  *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? MIN_WIDTH : NATURAL_HEIGHT;
}

static void
update_room (PvMapChart *self)
{
  guint room[PV_MAP_N_ENDS];

  pv_map_chart_get_room (self, room);
  if (room[0] == self->room[0] && room[1] == self->room[1])
    return;

  self->room[0] = room[0];
  self->room[1] = room[1];
  g_signal_emit (self, signals[ROOM_CHANGED], 0);
}

static void
pv_map_chart_size_allocate (GtkWidget *widget,
                            int        width,
                            int        height,
                            int        baseline)
{
  update_room (PV_MAP_CHART (widget));
}

static void
pv_map_chart_pointed (PvChartWidget *widget)
{
  _pv_map_chart_update_hover (PV_MAP_CHART (widget));
}

static void
pv_map_chart_state_flags_changed (GtkWidget     *widget,
                                  GtkStateFlags  previous)
{
  PvMapChart *self = PV_MAP_CHART (widget);

  GTK_WIDGET_CLASS (pv_map_chart_parent_class)->state_flags_changed (widget, previous);

  /* tabbing in shows where one is */
  if (gtk_widget_has_visible_focus (widget) && self->current.kind == PV_MAP_SPOT_NONE && self->data != NULL &&
      self->data->n_items[PV_MAP_CLIENT] > 0)
    _pv_map_chart_set_current (self, (PvMapSpot){ PV_MAP_SPOT_ITEM, PV_MAP_CLIENT, 0 });
}

static void
pv_map_chart_dispose (GObject *object)
{
  PvMapChart *self = PV_MAP_CHART (object);

  g_clear_handle_id (&self->click_id, g_source_remove);
  stop_motion (self);
  g_clear_object (&self->animation);
  g_clear_pointer (&self->data, pv_map_data_unref);

  G_OBJECT_CLASS (pv_map_chart_parent_class)->dispose (object);
}

static void
pv_map_chart_finalize (GObject *object)
{
  g_free (PV_MAP_CHART (object)->title);

  G_OBJECT_CLASS (pv_map_chart_parent_class)->finalize (object);
}

static void
pv_map_chart_class_init (PvMapChartClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  PvChartWidgetClass *chart_class = PV_CHART_WIDGET_CLASS (klass);

  object_class->dispose = pv_map_chart_dispose;
  object_class->finalize = pv_map_chart_finalize;
  widget_class->snapshot = pv_map_chart_snapshot;
  widget_class->measure = pv_map_chart_measure;
  widget_class->size_allocate = pv_map_chart_size_allocate;
  widget_class->query_tooltip = _pv_map_chart_query_tooltip;
  widget_class->state_flags_changed = pv_map_chart_state_flags_changed;
  chart_class->pointed = pv_map_chart_pointed;
  chart_class->clicked = _pv_map_chart_clicked;

  signals[ACTIVATED] = g_signal_new ("activated", PV_TYPE_MAP_CHART, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                     G_TYPE_NONE, 3, G_TYPE_UINT, G_TYPE_UINT, G_TYPE_UINT);
  signals[OPENED] = g_signal_new ("opened", PV_TYPE_MAP_CHART, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2,
                                  G_TYPE_UINT, G_TYPE_UINT);
  signals[ROOM_CHANGED] = g_signal_new ("room-changed", PV_TYPE_MAP_CHART, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                        G_TYPE_NONE, 0);

  _pv_map_chart_add_keys (widget_class);
  gtk_widget_class_set_css_name (widget_class, "mapchart");
}

static void
pv_map_chart_init (PvMapChart *self)
{
  GtkWidget *widget = GTK_WIDGET (self);

  self->unit = PV_UNIT_BYTES;
  gtk_widget_set_has_tooltip (widget, TRUE);
  gtk_widget_set_overflow (widget, GTK_OVERFLOW_HIDDEN);
  self->animation = adw_timed_animation_new (widget, 0, 1, MOTION_MS,
                                             adw_callback_animation_target_new (animate_cb, self, NULL));
  _pv_map_chart_update_accessible (self);
}

GtkWidget *
pv_map_chart_new (void)
{
  return g_object_new (PV_TYPE_MAP_CHART, NULL);
}

/* The same spot of another map; nothing where it has none. */
static PvMapSpot
follow (PvMapSpot  spot,
        PvMapData *from,
        PvMapData *to)
{
  guint ends[PV_MAP_N_ENDS];

  if (spot.kind == PV_MAP_SPOT_NONE || from == NULL || to == NULL)
    return (PvMapSpot){ 0 };

  if (spot.kind == PV_MAP_SPOT_ITEM)
    {
      spot.i = pv_map_data_find (to, spot.side, from->items[spot.side][spot.i].key);
      return spot.i != G_MAXUINT ? spot : (PvMapSpot){ 0 };
    }

  for (guint end = 0; end < PV_MAP_N_ENDS; end++)
    ends[end] = pv_map_data_find (to, end, from->items[end][from->ribbons[spot.i].ends[end]].key);
  spot.i = pv_map_data_find_ribbon (to, ends[PV_MAP_CLIENT], ends[PV_MAP_SERVER]);

  return spot.i != G_MAXUINT ? spot : (PvMapSpot){ 0 };
}

void
pv_map_chart_set_data (PvMapChart *self,
                       PvMapData  *data)
{
  g_autoptr (PvMapData) old = NULL;

  g_return_if_fail (PV_IS_MAP_CHART (self));

  if (self->data == data)
    return;

  begin_motion (self, data);
  old = g_steal_pointer (&self->data);
  self->data = data != NULL ? pv_map_data_ref (data) : NULL;
  self->current = follow (self->current, old, data);
  self->hover = (PvMapSpot){ 0 };
  if (self->click_id != 0)
    {
      self->clicked = follow (self->clicked, old, data);
      if (self->clicked.kind == PV_MAP_SPOT_NONE)
        g_clear_handle_id (&self->click_id, g_source_remove);
    }
  _pv_map_chart_update_hover (self);
  _pv_map_chart_update_accessible (self);
  pv_chart_widget_update_tooltip (PV_CHART_WIDGET (self));
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
pv_map_chart_set_form (PvMapChart *self,
                       PvMapForm   form)
{
  g_return_if_fail (PV_IS_MAP_CHART (self));

  if (self->form == form)
    return;

  stop_motion (self);
  self->form = form;
  update_room (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
pv_map_chart_set_unit (PvMapChart *self,
                       PvUnit      unit)
{
  g_return_if_fail (PV_IS_MAP_CHART (self));

  if (self->unit == unit)
    return;

  stop_motion (self);
  self->last_change = g_get_monotonic_time ();
  self->unit = unit;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
pv_map_chart_set_title (PvMapChart *self,
                        const char *title)
{
  g_return_if_fail (PV_IS_MAP_CHART (self));

  if (g_strcmp0 (self->title, title) == 0)
    return;

  g_free (self->title);
  self->title = g_strdup (title);
  _pv_map_chart_update_accessible (self);
}

void
pv_map_chart_get_room (PvMapChart *self,
                       guint       room[PV_MAP_N_ENDS])
{
  PvMapScene scene;

  g_return_if_fail (PV_IS_MAP_CHART (self));

  _pv_map_chart_init_scene (self, &scene);
  pv_map_scene_get_room (&scene, room);
}

PvMapSpot
pv_map_chart_find (PvMapChart *self,
                   double      x,
                   double      y)
{
  PvMapScene scene;

  g_return_val_if_fail (PV_IS_MAP_CHART (self), (PvMapSpot){ 0 });

  _pv_map_chart_init_scene (self, &scene);

  return pv_map_scene_find (&scene, x, y);
}

PvMapSpot
pv_map_chart_get_current (PvMapChart *self)
{
  g_return_val_if_fail (PV_IS_MAP_CHART (self), (PvMapSpot){ 0 });

  return self->current;
}

void
pv_map_chart_get_area (PvMapChart   *self,
                       PvMapSpot     spot,
                       GdkRectangle *area)
{
  PvMapScene scene;
  PvRect rect;

  g_return_if_fail (PV_IS_MAP_CHART (self) && area != NULL);

  _pv_map_chart_init_scene (self, &scene);
  rect = pv_map_scene_get_rect (&scene, spot);
  *area = (GdkRectangle){ (int) rect.x, (int) rect.y, (int) rect.width + 1, (int) rect.height + 1 };
}

void
_pv_map_chart_set_current (PvMapChart *self,
                           PvMapSpot   spot)
{
  if (pv_map_spot_equal (self->current, spot))
    return;

  self->current = spot;
  _pv_map_chart_update_accessible (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
_pv_map_chart_update_hover (PvMapChart *self)
{
  PvMapSpot spot = { 0 };
  double x, y;

  if (self->data != NULL && pv_chart_widget_get_pointer (PV_CHART_WIDGET (self), &x, &y))
    spot = pv_map_chart_find (self, x, y);
  if (pv_map_spot_equal (self->hover, spot))
    return;

  self->hover = spot;
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), spot.kind != PV_MAP_SPOT_NONE ? "pointer" : NULL);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
_pv_map_chart_activate (PvMapChart *self,
                        PvMapSpot   spot)
{
  g_signal_emit (self, signals[ACTIVATED], 0, (guint) spot.kind, spot.side, spot.i);
}

gboolean
_pv_map_chart_open (PvMapChart *self,
                    PvMapSpot   spot)
{
  if (self->data == NULL || spot.kind != PV_MAP_SPOT_ITEM || !self->data->items[spot.side][spot.i].is_group)
    return FALSE;

  g_signal_emit (self, signals[OPENED], 0, spot.side, spot.i);

  return TRUE;
}
