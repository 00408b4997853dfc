/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-line-chart.c: a zoomable line chart over time. */
#include "config.h"

#include "pv-line-chart.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>
#include <math.h>

#include "pv-chart-node.h"
#include "pv-chart-widget-style.h"
#include "pv-line-readout.h"
#include "pv-line-renderer.h"
#include "pv-line-view.h"

/* Pixels. */
#define MIN_WIDTH 200
#define MIN_HEIGHT 96
#define NATURAL_WIDTH 640
#define NATURAL_HEIGHT 240
#define MIN_BAND 4 /* a shorter drag was none */
#define EDGE_REACH 6 /* how far from a selection's edge it can be taken hold of */
#define REACH 2    /* how far from the pointer a peak is found */

#define ZOOM_STEP 1.5           /* by key or button */
#define WHEEL_STEP 1.25         /* by a click of the wheel */
#define WHEEL_PIXELS 100        /* of smooth scrolling that are worth a click of the wheel */
#define PAN_STEP .15            /* of the width in sight, by key or click of a wheel */
#define PAGE_STEP .9

/* How long going to another view takes. */
#define ANIMATION_MS 200
#define WHEEL_ANIMATION_MS 120

#define FOCUS_DISTANCE 4 /* pixels from the chart to the frame around it */

#define DESCRIBE_MS 250

struct _PvLineChart
{
  GtkWidget parent_instance;

  PvLineData *data;
  PvUnit unit;
  PvScale value_scale;
  GTimeZone *time_zone; /* NULL for the local zone */
  gboolean is_elapsed;
  PvLineReference references[PV_LINE_MAX_REFERENCES];
  guint n_references;
  char *title;

  /* What is in sight. Without data there is no view. While the view follows the data's home span it is
   * fitted. */
  guint has_view : 1;
  guint is_fitted : 1;
  PvLineView view;

  AdwAnimation *animation;
  PvLineView animation_from;
  PvLineView animation_to;

  /* The pointer's place, or NAN. */
  double pointer_x;
  guint has_crosshair : 1;
  guint crosshair_by_key : 1;
  gint64 crosshair_ns;

  PvLineView drag_view;
  double drag_x;
  guint has_band : 1;
  guint is_panning : 1;
  gint64 band_start_ns;
  gint64 band_end_ns;
  /* What is selected, and what of it is being dragged since drag_span. */
  PvLineSpan selection;
  PvLineSpan drag_selection;
  PvLineSpanPart drag_part;
  guint is_selecting : 1; /* the button is down */
  guint has_dragged : 1;  /* and the pointer has moved since */
  gint64 drag_ns;
  guint selection_step;
  gint64 key_anchor_ns; /* where selecting by key began */
  PvLineView pinch_view;
  double pinch_anchor;

  int allocated_width;
  guint style_valid : 1;
  PvChartStyle style;
  /* The chart without what follows the pointer. */
  GskRenderNode *chart_node;

  guint describe_id;
};

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
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (PvLineChart, pv_line_chart, GTK_TYPE_WIDGET)

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

static void
init_scene (PvLineChart *self,
            PvLineScene *scene)
{
  GtkWidget *widget = GTK_WIDGET (self);

  if (!self->style_valid)
    {
      pv_chart_style_init_from_widget (&self->style, widget);
      self->style_valid = TRUE;
    }

  *scene = (PvLineScene){
    .style = self->style,
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
    .has_band = self->has_band && self->has_view,
    .band_start_ns = self->band_start_ns,
    .band_end_ns = self->band_end_ns,
    .selection = self->has_view ? self->selection : (PvLineSpan){ 0, 0 },
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

/* Where in the plot @x, from the widget's left edge, is: 0 at the left, 1 at the right. */
static double
get_anchor (PvLineChart *self,
            double       x)
{
  PvLineScene scene;
  double plot_x, plot_width;

  init_scene (self, &scene);
  pv_line_scene_get_plot (&scene, &plot_x, NULL, &plot_width, NULL);

  return plot_width > 0 ? CLAMP ((x - plot_x) / plot_width, 0, 1) : .5;
}

static gint64
get_time_at (PvLineChart *self,
             double       x)
{
  double anchor = get_anchor (self, x);

  return self->view.start_ns + (gint64) (anchor * (double) (self->view.end_ns - self->view.start_ns));
}

/*
 * Accessibility
 */

/* Says after @text what the line is held against. */
static void
add_references (const PvLineScene  *scene,
                char              **text)
{
  for (guint i = 0; i < scene->n_references; i++)
    {
      g_autofree char *before = g_steal_pointer (text);
      g_autofree char *value = pv_unit_format_long (scene->unit, scene->references[i].value);

      /* Translators: a chart in words; the name and value of a line across it: "…, Mean: 41.0 kB". */
      *text = g_strdup_printf (C_ ("line chart", "%s, %s: %s"), before, scene->references[i].name, value);
    }
}

static gboolean
update_accessible (gpointer user_data)
{
  PvLineChart *self = user_data;
  g_autofree char *text = NULL;
  PvLineScene scene;
  PvLineBin bin;

  self->describe_id = 0;
  init_scene (self, &scene);

  if (scene.has_crosshair && pv_line_data_get_bin (scene.data, scene.crosshair_ns, &bin))
    {
      text = pv_line_readout_describe (&scene, &bin);
    }
  else if (self->has_view && pv_line_scene_find_peak (&scene, &bin))
    {
      g_autofree char *value = pv_unit_format_long (self->unit, bin.value);
      g_autofree char *time = pv_line_readout_format_time (&scene, &bin);

      guint n_peaks = pv_line_scene_count_peaks (&scene);

      /* Translators: a chart in words: how many peaks it has, value and time of its highest bin:
       * "3 peaks, highest 4.2 MB at 10:32:04". */
      text = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u peak, highest %s at %s", "%u peaks, highest %s at %s",
                                           n_peaks),
                              n_peaks, value, time);
    }
  else
    {
      text = g_strdup (C_ ("line chart", "Nothing to show"));
    }
  add_references (&scene, &text);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  self->title != NULL ? self->title : "", GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text,
                                  -1);

  return G_SOURCE_REMOVE;
}

/* Not in every frame: nobody listens so fast. */
static void
queue_update_accessible (PvLineChart *self)
{
  if (self->describe_id == 0)
    self->describe_id = g_timeout_add (DESCRIBE_MS, update_accessible, self);
}

/*
 * Crosshair
 */

static void
hide_crosshair (PvLineChart *self)
{
  if (!self->has_crosshair)
    return;

  self->has_crosshair = FALSE;
  self->crosshair_by_key = FALSE;
  queue_update_accessible (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
show_crosshair (PvLineChart *self,
                gint64       time_ns)
{
  if (self->has_crosshair && self->crosshair_ns == time_ns)
    return;

  self->has_crosshair = TRUE;
  self->crosshair_ns = time_ns;
  queue_update_accessible (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
point (PvLineChart *self)
{
  PvLineScene scene;
  PvLineBin bin;
  double plot_x, plot_width;

  if (self->crosshair_by_key)
    return;

  if (!self->has_view || isnan (self->pointer_x) || self->is_panning)
    {
      hide_crosshair (self);
      return;
    }

  init_scene (self, &scene);
  pv_line_scene_get_plot (&scene, &plot_x, NULL, &plot_width, NULL);
  if (self->pointer_x >= plot_x && self->pointer_x <= plot_x + plot_width &&
      pv_line_scene_find_bin (&scene, self->pointer_x, REACH, &bin))
    /* Of a bin that is in sight in part, a moment that is. */
    show_crosshair (self, CLAMP (bin.start_ns, self->view.start_ns, self->view.end_ns - 1));
  else
    hide_crosshair (self);
}

/*
 * View
 */

static gboolean
get_home (PvLineChart *self,
          PvLineView  *home)
{
  PvLineView limits;
  gint64 full_start, full_end;

  if (self->data == NULL ||
      !pv_line_data_get_extent (self->data, &full_start, &full_end, &home->start_ns, &home->end_ns))
    return FALSE;

  limits = pv_line_view_get_limits (full_start, full_end);
  *home = pv_line_view_clamp (home, &limits);

  return TRUE;
}

static gboolean
get_limits (PvLineChart *self,
            PvLineView  *limits)
{
  gint64 start_ns, end_ns;

  if (self->data == NULL || !pv_line_data_get_extent (self->data, &start_ns, &end_ns, NULL, NULL))
    return FALSE;

  *limits = pv_line_view_get_limits (start_ns, end_ns);

  return TRUE;
}

static gboolean
can_zoom_in (PvLineChart *self)
{
  return self->has_view && self->view.end_ns - self->view.start_ns > PV_LINE_VIEW_MIN_WIDTH;
}

static gboolean
can_zoom_out (PvLineChart *self)
{
  PvLineView limits;

  return self->has_view && get_limits (self, &limits) &&
         self->view.end_ns - self->view.start_ns < limits.end_ns - limits.start_ns;
}

static void
view_changed (PvLineChart *self)
{
  GtkWidget *widget = GTK_WIDGET (self);

  gtk_widget_action_set_enabled (widget, "chart.zoom-in", can_zoom_in (self));
  gtk_widget_action_set_enabled (widget, "chart.zoom-out", can_zoom_out (self));
  gtk_widget_action_set_enabled (widget, "chart.fit", self->has_view && !self->is_fitted);

  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CAN_ZOOM_IN]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CAN_ZOOM_OUT]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_IS_FITTED]);

  point (self);
  queue_update_accessible (self);
  invalidate (self);
  g_signal_emit (self, signals[VIEW_CHANGED], 0);
}

static gboolean
is_animated (PvLineChart *self)
{
  return adw_animation_get_state (self->animation) == ADW_ANIMATION_PLAYING;
}

static void
stop_animation (PvLineChart *self)
{
  adw_animation_pause (self->animation);
}

static void
set_view (PvLineChart      *self,
          const PvLineView *view)
{
  PvLineView home;

  if (pv_line_view_equal (&self->view, view))
    return;

  self->view = *view;
  self->is_fitted = get_home (self, &home) && pv_line_view_equal (view, &home);
  view_changed (self);
}

static void
animate_cb (double   progress,
            gpointer user_data)
{
  PvLineChart *self = user_data;
  PvLineView view = self->animation_to;

  if (progress < 1)
    view = pv_line_view_interpolate (&self->animation_from, &self->animation_to, progress);
  set_view (self, &view);
}

/* Goes there within @duration_ms, for steps that are large; at once where animations are off. */
static void
animate_to (PvLineChart      *self,
            const PvLineView *view,
            guint             duration_ms)
{
  stop_animation (self);
  if (duration_ms == 0)
    {
      set_view (self, view);
      return;
    }

  self->animation_from = self->view;
  self->animation_to = *view;
  adw_timed_animation_set_duration (ADW_TIMED_ANIMATION (self->animation), duration_ms);
  adw_animation_play (self->animation);
}

/* Where a step begins: where the one before it is going. */
static PvLineView
get_target (PvLineChart *self)
{
  return is_animated (self) ? self->animation_to : self->view;
}

static void
zoom_around (PvLineChart *self,
             double       factor,
             double       anchor,
             guint        duration_ms)
{
  PvLineView target = get_target (self);
  PvLineView limits, view;

  if (!self->has_view || !get_limits (self, &limits))
    return;

  view = pv_line_view_zoom (&target, &limits, factor, anchor);
  animate_to (self, &view, duration_ms);
}

static void
pan (PvLineChart *self,
     double       part,
     guint        duration_ms)
{
  PvLineView target = get_target (self);
  PvLineView limits, view;

  if (!self->has_view || !get_limits (self, &limits))
    return;

  view = pv_line_view_pan (&target, &limits, part);
  animate_to (self, &view, duration_ms);
}

/* After the data or what it says has changed. */
static void
follow_data (PvLineChart *self)
{
  PvLineView home, limits;

  if (!get_home (self, &home) || !get_limits (self, &limits))
    {
      stop_animation (self);
      self->has_view = FALSE;
      self->is_fitted = TRUE;
    }
  else if (!self->has_view || self->is_fitted || self->view.end_ns <= limits.start_ns ||
           self->view.start_ns >= limits.end_ns)
    {
      if (self->has_view)
        stop_animation (self);
      self->has_view = TRUE;
      self->is_fitted = TRUE;
      self->view = home;
    }
  else
    {
      self->view = pv_line_view_clamp (&self->view, &limits);
      self->is_fitted = pv_line_view_equal (&self->view, &home);
    }

  view_changed (self);
}

static void
data_changed_cb (PvLineChart *self)
{
  follow_data (self);
}

/*
 * Selection
 */

/* The user selects @selection, an empty one for nothing. */
static void
change_selection (PvLineChart      *self,
                  const PvLineSpan *selection)
{
  if (pv_line_span_equal (&self->selection, selection) ||
      (pv_line_span_is_empty (&self->selection) && pv_line_span_is_empty (selection)))
    return;

  self->selection = *selection;
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_signal_emit (self, signals[SELECTION_CHANGED], 0);
}

static void
clear_selection (PvLineChart *self)
{
  const PvLineSpan nothing = { 0, 0 };

  self->selection_step++;
  change_selection (self, &nothing);
}

/* What of the selection is at @x. */
static PvLineSpanPart
hit_selection (PvLineChart *self,
               double       x)
{
  double width = MAX (pv_line_chart_get_plot_width (self), 1);
  gint64 reach_ns = (gint64) ((double) (self->view.end_ns - self->view.start_ns) / width * EDGE_REACH);

  if (!self->has_view)
    return PV_LINE_SPAN_OUTSIDE;

  return pv_line_span_hit (&self->selection, get_time_at (self, x), reach_ns);
}

static void
update_cursor (PvLineChart *self)
{
  const char *name = NULL;

  if (self->is_panning)
    name = "grabbing";
  else if (!isnan (self->pointer_x))
    switch (self->is_selecting ? self->drag_part : hit_selection (self, self->pointer_x))
      {
      case PV_LINE_SPAN_START:
      case PV_LINE_SPAN_END:
        name = "ew-resize";
        break;
      case PV_LINE_SPAN_INSIDE:
        name = self->is_selecting ? "grabbing" : NULL;
        break;
      case PV_LINE_SPAN_OUTSIDE:
      default:
        break;
      }

  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), name);
}

static void
begin_selecting (PvLineChart *self,
                 double       x)
{
  self->is_selecting = TRUE;
  self->has_dragged = FALSE;
  self->selection_step++;
  self->drag_part = hit_selection (self, x);
  self->drag_selection = self->selection;
  self->drag_ns = get_time_at (self, x);
}

static void
drag_selection (PvLineChart *self,
                double       x)
{
  gint64 full_start, full_end;
  PvLineSpan selection;

  if (!self->has_view || !pv_line_data_get_extent (self->data, &full_start, &full_end, NULL, NULL))
    return;

  selection = pv_line_span_drag (&self->drag_selection, self->drag_part, self->drag_ns, get_time_at (self, x),
                                 full_start, full_end);
  change_selection (self, &selection);
}

/*
 * Events
 */

static void
motion_cb (PvLineChart *self,
           double      x,
           double      y)
{
  /* GTK also sends motion when what is under a resting pointer moves. */
  if (x == self->pointer_x)
    return;

  self->pointer_x = x;
  self->crosshair_by_key = FALSE;
  point (self);
  update_cursor (self);
}

static void
leave_cb (PvLineChart *self)
{
  self->pointer_x = NAN;
  point (self);
}

static gboolean
scroll_cb (PvLineChart              *self,
           double                    dx,
           double                    dy,
           GtkEventControllerScroll *controller)
{
  GdkModifierType state = gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (controller));
  /* A touchpad is as smooth as fingers are; a wheel clicks. */
  gboolean is_smooth = gtk_event_controller_scroll_get_unit (controller) == GDK_SCROLL_UNIT_SURFACE;
  double unit = is_smooth ? WHEEL_PIXELS : 1;
  guint duration_ms = is_smooth ? 0 : WHEEL_ANIMATION_MS;

  if (!self->has_view)
    return GDK_EVENT_PROPAGATE;

  if ((state & GDK_SHIFT_MASK) != 0 && dx == 0)
    {
      dx = dy;
      dy = 0;
    }

  if (dy != 0)
    zoom_around (self, pow (WHEEL_STEP, -dy / unit), isnan (self->pointer_x) ? .5 : get_anchor (self, self->pointer_x),
                 duration_ms);
  if (dx != 0)
    pan (self, is_smooth ? dx / MAX (pv_line_chart_get_plot_width (self), 1) : dx * PAN_STEP, duration_ms);

  return GDK_EVENT_STOP;
}

/* Where in the plot the middle of the fingers is. */
static double
get_pinch_anchor (PvLineChart *self,
                  GtkGesture  *gesture)
{
  double x, y;

  if (gtk_gesture_is_active (gesture) && gtk_gesture_get_bounding_box_center (gesture, &x, &y))
    return get_anchor (self, x);

  return .5;
}

static void
pinch_begin_cb (PvLineChart      *self,
                GdkEventSequence *sequence,
                GtkGesture       *gesture)
{
  stop_animation (self);
  self->pinch_view = self->view;
  self->pinch_anchor = get_pinch_anchor (self, gesture);
  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
}

/* What was between the fingers stays there: they zoom and they pan. */
static void
pinch (PvLineChart *self,
       GtkGesture  *gesture,
       double       scale)
{
  PvLineView limits, view;

  if (!self->has_view || !get_limits (self, &limits))
    return;

  view = pv_line_view_zoom (&self->pinch_view, &limits, scale, self->pinch_anchor);
  view = pv_line_view_pan (&view, &limits, self->pinch_anchor - get_pinch_anchor (self, gesture));
  set_view (self, &view);
}

static void
pinch_update_cb (PvLineChart      *self,
                 GdkEventSequence *sequence,
                 GtkGesture       *gesture)
{
  pinch (self, gesture, gtk_gesture_zoom_get_scale_delta (GTK_GESTURE_ZOOM (gesture)));
}

static void
pinch_scale_changed_cb (PvLineChart *self,
                        double       scale,
                        GtkGesture  *gesture)
{
  pinch (self, gesture, scale);
}

static void
drag_begin_cb (PvLineChart    *self,
               double          x,
               double          y,
               GtkGestureDrag *gesture)
{
  GdkModifierType state = gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (gesture));
  guint button = gtk_gesture_single_get_current_button (GTK_GESTURE_SINGLE (gesture));

  gtk_widget_grab_focus (GTK_WIDGET (self));

  self->drag_x = x;
  self->drag_view = self->view;

  if (self->has_view && button == GDK_BUTTON_PRIMARY && (state & GDK_CONTROL_MASK) != 0)
    {
      self->band_start_ns = self->band_end_ns = get_time_at (self, x);
      self->has_band = TRUE;
    }
  else if (self->has_view && (button == GDK_BUTTON_MIDDLE || (button == GDK_BUTTON_PRIMARY && (state & GDK_SHIFT_MASK) != 0)))
    {
      self->is_panning = TRUE;
      update_cursor (self);
    }
  else if (self->has_view && button == GDK_BUTTON_PRIMARY)
    {
      /* Not claimed before the pointer moves: it may become a double click. */
      begin_selecting (self, x);
      return;
    }
  else
    {
      gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_DENIED);
      return;
    }

  stop_animation (self);
  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
}

static void
drag_update_cb (PvLineChart    *self,
                double          dx,
                double          dy,
                GtkGestureDrag *gesture)
{
  PvLineView limits;

  if (self->has_band)
    {
      self->band_end_ns = get_time_at (self, self->drag_x + dx);
      gtk_widget_queue_draw (GTK_WIDGET (self));
    }
  else if (self->is_panning && get_limits (self, &limits))
    {
      PvLineView view =
          pv_line_view_pan (&self->drag_view, &limits, -dx / MAX (pv_line_chart_get_plot_width (self), 1));

      set_view (self, &view);
    }
  else if (self->is_selecting && (self->has_dragged || fabs (dx) >= MIN_BAND))
    {
      if (!self->has_dragged)
        {
          self->has_dragged = TRUE;
          stop_animation (self);
          gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
        }
      drag_selection (self, self->drag_x + dx);
    }
}

static void
drag_end_cb (PvLineChart    *self,
             double          dx,
             double          dy,
             GtkGestureDrag *gesture)
{
  PvLineView limits;

  if (self->has_band)
    {
      self->has_band = FALSE;
      gtk_widget_queue_draw (GTK_WIDGET (self));

      if (fabs (dx) >= MIN_BAND && get_limits (self, &limits))
        {
          PvLineView view = { MIN (self->band_start_ns, self->band_end_ns), MAX (self->band_start_ns, self->band_end_ns) };

          view = pv_line_view_clamp (&view, &limits);
          animate_to (self, &view, ANIMATION_MS);
        }
    }

  if (self->is_panning)
    {
      self->is_panning = FALSE;
      update_cursor (self);
      point (self);
    }

  if (self->is_selecting)
    {
      self->is_selecting = FALSE;
      if (!self->has_dragged && self->drag_part == PV_LINE_SPAN_OUTSIDE)
        clear_selection (self);
      update_cursor (self);
    }
}

static void
drag_cancel_cb (PvLineChart      *self,
                GdkEventSequence *sequence,
                GtkGesture       *gesture)
{
  self->has_band = FALSE;
  self->is_panning = FALSE;
  self->is_selecting = FALSE;
  update_cursor (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
pressed_cb (PvLineChart *self,
            int          n_press,
            double       x,
            double       y,
            GtkGesture  *gesture)
{
  GdkModifierType state = gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (gesture));

  /* A finger does not hover: it points by touching. */
  self->pointer_x = x;
  self->crosshair_by_key = FALSE;
  point (self);

  if (n_press == 2 && (state & (GDK_CONTROL_MASK | GDK_SHIFT_MASK)) == 0)
    pv_line_chart_fit (self);
}

/*
 * Keys
 */

static void
zoom_in_action (GtkWidget  *widget,
                const char *action_name,
                GVariant   *parameter)
{
  zoom_around (PV_LINE_CHART (widget), ZOOM_STEP, .5, ANIMATION_MS);
}

static void
zoom_out_action (GtkWidget  *widget,
                 const char *action_name,
                 GVariant   *parameter)
{
  zoom_around (PV_LINE_CHART (widget), 1 / ZOOM_STEP, .5, ANIMATION_MS);
}

static void
fit_action (GtkWidget  *widget,
            const char *action_name,
            GVariant   *parameter)
{
  pv_line_chart_fit (PV_LINE_CHART (widget));
}

/* @args: part of the width in sight, to the right where positive. */
static gboolean
pan_key (GtkWidget *widget,
         GVariant  *args,
         gpointer   user_data)
{
  double part;

  g_variant_get (args, "d", &part);
  pan (PV_LINE_CHART (widget), part, ANIMATION_MS);

  return GDK_EVENT_STOP;
}

/* @args: to where data begins (-1) or ends (1). */
static gboolean
end_key (GtkWidget *widget,
         GVariant  *args,
         gpointer   user_data)
{
  PvLineChart *self = PV_LINE_CHART (widget);
  gint64 full_start, full_end, width;
  PvLineView limits, view;

  if (!self->has_view || !get_limits (self, &limits))
    return GDK_EVENT_PROPAGATE;

  pv_line_data_get_extent (self->data, &full_start, &full_end, NULL, NULL);
  width = self->view.end_ns - self->view.start_ns;
  if (g_variant_get_int32 (args) < 0)
    view = (PvLineView){ full_start, full_start + width };
  else
    view = (PvLineView){ full_end - width, full_end };
  view = pv_line_view_clamp (&view, &limits);
  animate_to (self, &view, ANIMATION_MS);

  return GDK_EVENT_STOP;
}

/* The bin beside the one at the crosshair, as it is drawn: of bins narrower than a pixel, the highest
 * in the next pixel. */
static gboolean
find_next_bin (PvLineChart *self,
               int          direction,
               PvLineBin   *bin)
{
  PvLineScene scene;
  double plot_x, plot_width, ns_per_pixel;
  PvLineBin here;

  init_scene (self, &scene);
  pv_line_scene_get_plot (&scene, &plot_x, NULL, &plot_width, NULL);
  if (plot_width <= 0)
    return FALSE;

  if (!self->has_crosshair || !pv_line_data_get_bin (self->data, self->crosshair_ns, &here))
    return pv_line_scene_find_bin (&scene, plot_x + plot_width / 2, .5, bin);

  ns_per_pixel = (double) (self->view.end_ns - self->view.start_ns) / plot_width;
  if (pv_line_data_get_bin_size (self->data) >= ns_per_pixel)
    return pv_line_data_get_bin (self->data, direction < 0 ? here.start_ns - 1 : here.end_ns, bin);

  return pv_line_scene_find_bin (&scene,
                                 plot_x + floor ((double) (here.start_ns - self->view.start_ns) / ns_per_pixel) +
                                     direction + .5,
                                 .5, bin);
}

/* @args: one bin to the left or right (-1, 1), or the first or last in sight (-2, 2). */
static gboolean
crosshair_key (GtkWidget *widget,
               GVariant  *args,
               gpointer   user_data)
{
  PvLineChart *self = PV_LINE_CHART (widget);
  int direction = g_variant_get_int32 (args);
  gint64 full_start, full_end;
  gboolean found;
  PvLineBin bin;

  if (!self->has_view || !pv_line_data_get_extent (self->data, &full_start, &full_end, NULL, NULL))
    return GDK_EVENT_PROPAGATE;

  if (direction == -2)
    found = pv_line_data_get_bin (self->data, MAX (self->view.start_ns, full_start), &bin);
  else if (direction == 2)
    found = pv_line_data_get_bin (self->data, MIN (self->view.end_ns, full_end) - 1, &bin);
  else
    found = find_next_bin (self, direction, &bin);

  if (!found || bin.end_ns <= full_start || bin.start_ns >= full_end)
    return GDK_EVENT_STOP;

  self->crosshair_by_key = TRUE;
  if (bin.end_ns <= self->view.start_ns)
    pan (self, -.5, ANIMATION_MS);
  else if (bin.start_ns >= self->view.end_ns)
    pan (self, .5, ANIMATION_MS);
  show_crosshair (self, ABS (direction) == 2 ? CLAMP (bin.start_ns, self->view.start_ns, self->view.end_ns - 1)
                                             : bin.start_ns);

  return GDK_EVENT_STOP;
}

/* @args: one bin to the left or right (-1, 1). Selects from the crosshair's bin to the one it goes to. */
static gboolean
select_key (GtkWidget *widget,
            GVariant  *args,
            gpointer   user_data)
{
  PvLineChart *self = PV_LINE_CHART (widget);
  PvLineBin anchor, bin;
  PvLineSpan selection;

  if (!self->has_view)
    return GDK_EVENT_PROPAGATE;

  if (!self->crosshair_by_key || pv_line_span_is_empty (&self->selection))
    self->selection_step++;

  if (!self->crosshair_by_key)
    {
      crosshair_key (widget, args, user_data);
      self->key_anchor_ns = self->crosshair_ns;
    }
  else if (pv_line_span_is_empty (&self->selection))
    {
      self->key_anchor_ns = self->crosshair_ns;
      crosshair_key (widget, args, user_data);
    }
  else
    {
      crosshair_key (widget, args, user_data);
    }

  if (!pv_line_data_get_bin (self->data, self->key_anchor_ns, &anchor) ||
      !pv_line_data_get_bin (self->data, self->crosshair_ns, &bin))
    return GDK_EVENT_STOP;

  selection.start_ns = MIN (anchor.start_ns, bin.start_ns);
  selection.end_ns = MAX (anchor.end_ns, bin.end_ns);
  change_selection (self, &selection);

  return GDK_EVENT_STOP;
}

/* The selection is left to who listens: Escape may take away more than that. */
static gboolean
escape_key (GtkWidget *widget,
            GVariant  *args,
            gpointer   user_data)
{
  PvLineChart *self = PV_LINE_CHART (widget);

  if (!self->crosshair_by_key)
    return GDK_EVENT_PROPAGATE;

  hide_crosshair (self);

  return GDK_EVENT_STOP;
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
  graphene_rect_t overlay;
  PvLineScene scene;

  init_scene (self, &scene);

  if (self->chart_node == NULL)
    self->chart_node = pv_chart_node_new (widget, &GRAPHENE_RECT_INIT (0, 0, width, height),
                                             (PvChartDrawFunc) pv_line_scene_draw_chart, &scene);
  if (self->chart_node != NULL)
    gtk_snapshot_append_node (snapshot, self->chart_node);

  if (pv_line_scene_get_overlay (&scene, &overlay))
    {
      g_autoptr (GskRenderNode) node = pv_chart_node_new (widget, &overlay,
                                                             (PvChartDrawFunc) pv_line_scene_draw_overlay, &scene);

      if (node != NULL)
        gtk_snapshot_append_node (snapshot, node);
    }

  if (gtk_widget_has_visible_focus (widget))
    pv_chart_style_snapshot_focus (&self->style, snapshot,
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
      queue_update_accessible (self);
      g_signal_emit (self, signals[VIEW_CHANGED], 0);
    }
  self->allocated_width = width;
}

static void
style_changed (PvLineChart *self)
{
  self->style_valid = FALSE;
  invalidate (self);
}

static void
pv_line_chart_css_changed (GtkWidget         *widget,
                           GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (pv_line_chart_parent_class)->css_changed (widget, change);
  style_changed (PV_LINE_CHART (widget));
}

static void
pv_line_chart_system_setting_changed (GtkWidget        *widget,
                                      GtkSystemSetting  setting)
{
  GTK_WIDGET_CLASS (pv_line_chart_parent_class)->system_setting_changed (widget, setting);
  style_changed (PV_LINE_CHART (widget));
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
    style_changed (PV_LINE_CHART (widget));
  else
    gtk_widget_queue_draw (widget);
}

static void
pv_line_chart_dispose (GObject *object)
{
  PvLineChart *self = PV_LINE_CHART (object);

  if (self->animation != NULL)
    stop_animation (self);
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
      g_value_set_boolean (value, can_zoom_in (self));
      break;

    case PROP_CAN_ZOOM_OUT:
      g_value_set_boolean (value, can_zoom_out (self));
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
add_bindings (GtkWidgetClass *widget_class)
{
  const guint zoom_in[] = { GDK_KEY_plus, GDK_KEY_equal, GDK_KEY_KP_Add };
  const guint zoom_out[] = { GDK_KEY_minus, GDK_KEY_KP_Subtract };
  const guint fit[] = { GDK_KEY_0, GDK_KEY_KP_0 };
  /* A key, the same on the keypad, and what both do. */
  const struct
  {
    guint key;
    guint keypad;
    double part;
  } pans[] = {
    { GDK_KEY_Left, GDK_KEY_KP_Left, -PAN_STEP },
    { GDK_KEY_Right, GDK_KEY_KP_Right, PAN_STEP },
    { GDK_KEY_Page_Up, GDK_KEY_KP_Page_Up, -PAGE_STEP },
    { GDK_KEY_Page_Down, GDK_KEY_KP_Page_Down, PAGE_STEP },
  };

  /* With and without Shift, which some keyboards need for them. */
  for (guint i = 0; i < G_N_ELEMENTS (zoom_in); i++)
    {
      gtk_widget_class_add_binding_action (widget_class, zoom_in[i], 0, "chart.zoom-in", NULL);
      gtk_widget_class_add_binding_action (widget_class, zoom_in[i], GDK_SHIFT_MASK, "chart.zoom-in", NULL);
    }
  for (guint i = 0; i < G_N_ELEMENTS (zoom_out); i++)
    gtk_widget_class_add_binding_action (widget_class, zoom_out[i], 0, "chart.zoom-out", NULL);
  for (guint i = 0; i < G_N_ELEMENTS (fit); i++)
    gtk_widget_class_add_binding_action (widget_class, fit[i], 0, "chart.fit", NULL);

  for (guint i = 0; i < G_N_ELEMENTS (pans); i++)
    {
      gtk_widget_class_add_binding (widget_class, pans[i].key, 0, pan_key, "d", pans[i].part);
      gtk_widget_class_add_binding (widget_class, pans[i].keypad, 0, pan_key, "d", pans[i].part);
    }

  gtk_widget_class_add_binding (widget_class, GDK_KEY_Home, 0, end_key, "i", -1);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_KP_Home, 0, end_key, "i", -1);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_End, 0, end_key, "i", 1);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_KP_End, 0, end_key, "i", 1);

  gtk_widget_class_add_binding (widget_class, GDK_KEY_Left, GDK_CONTROL_MASK, crosshair_key, "i", -1);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_KP_Left, GDK_CONTROL_MASK, crosshair_key, "i", -1);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Right, GDK_CONTROL_MASK, crosshair_key, "i", 1);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_KP_Right, GDK_CONTROL_MASK, crosshair_key, "i", 1);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Home, GDK_CONTROL_MASK, crosshair_key, "i", -2);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_End, GDK_CONTROL_MASK, crosshair_key, "i", 2);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Left, GDK_SHIFT_MASK, select_key, "i", -1);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_KP_Left, GDK_SHIFT_MASK, select_key, "i", -1);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Right, GDK_SHIFT_MASK, select_key, "i", 1);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_KP_Right, GDK_SHIFT_MASK, select_key, "i", 1);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Escape, 0, escape_key, NULL);
}

static void
pv_line_chart_class_init (PvLineChartClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags writable = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;
  const GParamFlags readable = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->dispose = pv_line_chart_dispose;
  object_class->finalize = pv_line_chart_finalize;
  object_class->get_property = pv_line_chart_get_property;
  object_class->set_property = pv_line_chart_set_property;

  widget_class->snapshot = pv_line_chart_snapshot;
  widget_class->measure = pv_line_chart_measure;
  widget_class->size_allocate = pv_line_chart_size_allocate;
  widget_class->css_changed = pv_line_chart_css_changed;
  widget_class->system_setting_changed = pv_line_chart_system_setting_changed;
  widget_class->direction_changed = pv_line_chart_direction_changed;
  widget_class->state_flags_changed = pv_line_chart_state_flags_changed;

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
  signals[SELECTION_CHANGED] = g_signal_new ("selection-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                        NULL, G_TYPE_NONE, 0);

  gtk_widget_class_install_action (widget_class, "chart.zoom-in", NULL, zoom_in_action);
  gtk_widget_class_install_action (widget_class, "chart.zoom-out", NULL, zoom_out_action);
  gtk_widget_class_install_action (widget_class, "chart.fit", NULL, fit_action);
  add_bindings (widget_class);

  gtk_widget_class_set_css_name (widget_class, "linechart");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
add_controllers (PvLineChart *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkEventController *scroll = gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_BOTH_AXES);
  GtkGesture *drag = gtk_gesture_drag_new ();
  GtkGesture *click = gtk_gesture_click_new ();
  GtkGesture *zoom = gtk_gesture_zoom_new ();

  g_signal_connect_swapped (motion, "enter", G_CALLBACK (motion_cb), self);
  g_signal_connect_swapped (motion, "motion", G_CALLBACK (motion_cb), self);
  g_signal_connect_swapped (motion, "leave", G_CALLBACK (leave_cb), self);
  gtk_widget_add_controller (widget, motion);

  g_signal_connect_swapped (scroll, "scroll", G_CALLBACK (scroll_cb), self);
  gtk_widget_add_controller (widget, scroll);

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (drag), 0);
  g_signal_connect_swapped (drag, "drag-begin", G_CALLBACK (drag_begin_cb), self);
  g_signal_connect_swapped (drag, "drag-update", G_CALLBACK (drag_update_cb), self);
  g_signal_connect_swapped (drag, "drag-end", G_CALLBACK (drag_end_cb), self);
  g_signal_connect_swapped (drag, "cancel", G_CALLBACK (drag_cancel_cb), self);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (drag));

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), GDK_BUTTON_PRIMARY);
  g_signal_connect_swapped (click, "pressed", G_CALLBACK (pressed_cb), self);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (click));

  g_signal_connect_swapped (zoom, "begin", G_CALLBACK (pinch_begin_cb), self);
  g_signal_connect_swapped (zoom, "update", G_CALLBACK (pinch_update_cb), self);
  g_signal_connect_swapped (zoom, "scale-changed", G_CALLBACK (pinch_scale_changed_cb), self);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (zoom));
}

static void
pv_line_chart_init (PvLineChart *self)
{
  self->unit = PV_UNIT_BYTES;
  self->is_fitted = TRUE;
  self->pointer_x = NAN;

  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  pv_chart_style_watch (GTK_WIDGET (self));
  add_controllers (self);
  self->animation = adw_timed_animation_new (GTK_WIDGET (self), 0, 1, ANIMATION_MS,
                                             adw_callback_animation_target_new (animate_cb, self, NULL));
  g_signal_connect (self, "notify::scale-factor", G_CALLBACK (invalidate), NULL);

  view_changed (self);
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
  g_set_object (&self->data, data);
  if (data != NULL)
    g_signal_connect_swapped (data, "changed", G_CALLBACK (data_changed_cb), self);

  follow_data (self);
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
  queue_update_accessible (self);
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
  queue_update_accessible (self);
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
  queue_update_accessible (self);
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
  queue_update_accessible (self);
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
  queue_update_accessible (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TITLE]);
}

gboolean
pv_line_chart_get_view (PvLineChart *self,
                        gint64      *start_ns,
                        gint64      *end_ns)
{
  g_return_val_if_fail (PV_IS_LINE_CHART (self), FALSE);

  if (!self->has_view)
    return FALSE;

  if (start_ns != NULL)
    *start_ns = self->view.start_ns;
  if (end_ns != NULL)
    *end_ns = self->view.end_ns;

  return TRUE;
}

void
pv_line_chart_set_view (PvLineChart *self,
                        gint64       start_ns,
                        gint64       end_ns)
{
  PvLineView view = { start_ns, end_ns };
  PvLineView limits;

  g_return_if_fail (PV_IS_LINE_CHART (self));
  g_return_if_fail (start_ns < end_ns);

  if (!self->has_view || !get_limits (self, &limits))
    return;

  stop_animation (self);
  view = pv_line_view_clamp (&view, &limits);
  set_view (self, &view);
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

  init_scene (self, &scene);
  pv_line_scene_get_plot (&scene, NULL, NULL, &width, NULL);

  return (int) width;
}

void
pv_line_chart_zoom (PvLineChart *self,
                    double       factor)
{
  g_return_if_fail (PV_IS_LINE_CHART (self));
  g_return_if_fail (factor > 0);

  zoom_around (self, factor, .5, ANIMATION_MS);
}

void
pv_line_chart_fit (PvLineChart *self)
{
  PvLineView home;

  g_return_if_fail (PV_IS_LINE_CHART (self));

  if (self->has_view && get_home (self, &home))
    animate_to (self, &home, ANIMATION_MS);
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
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
