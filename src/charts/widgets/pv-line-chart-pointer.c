/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-line-chart-pointer.c: what pointer and fingers do to a line chart: point, select, zoom and pan. */
#include "config.h"

#include "pv-line-chart-private.h"
#include "pv-line-overlay.h"
#include "pv-time.h"

#include <math.h>

/* Pixels. */
#define MIN_BAND 4   /* a shorter drag was none */
#define EDGE_REACH 6 /* how far from a selection's edge it can be taken hold of */

#define WHEEL_STEP 1.25  /* by a click of the wheel */
#define WHEEL_PIXELS 100 /* of smooth scrolling that are worth a click of the wheel */
#define WHEEL_ANIMATION_MS 120

/* What of the selection is at (@x, @y). */
static PvLineSpanPart
hit_selection (PvLineChart *self,
               double       x,
               double       y)
{
  PvLineSpanPart handle;
  PvLineScene scene;
  double width = MAX (pv_line_chart_get_plot_width (self), 1);
  double view_ns = (double) pv_time_get_distance (self->view.start_ns, self->view.end_ns);
  gint64 reach_ns = pv_time_from_double (view_ns / width * EDGE_REACH);

  if (!self->has_view)
    return PV_LINE_SPAN_OUTSIDE;

  _pv_line_chart_init_scene (self, &scene);
  handle = pv_line_scene_hit_handle (&scene, x, y);
  if (handle != PV_LINE_SPAN_OUTSIDE)
    return handle;

  return pv_line_span_hit (&self->selection, _pv_line_chart_get_time_at (self, x), reach_ns);
}

static void
update_cursor (PvLineChart *self)
{
  const char *name = NULL;
  double x, y;

  if (self->is_panning)
    name = "grabbing";
  else if (pv_chart_widget_get_pointer (PV_CHART_WIDGET (self), &x, &y))
    switch (self->is_selecting ? self->drag_part : hit_selection (self, x, y))
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
                 double       x,
                 double       y)
{
  self->is_selecting = TRUE;
  self->has_dragged = FALSE;
  self->selection_step++;
  self->drag_part = hit_selection (self, x, y);
  self->drag_selection = self->selection;
  self->drag_ns = _pv_line_chart_get_time_at (self, x);
}

/* Of a span, the bins that it begins and ends in. */
static gboolean
get_bins_of (PvLineChart      *self,
             const PvLineSpan *span,
             PvLineSpan       *start,
             PvLineSpan       *end)
{
  PvLineBin first, last;

  if (!pv_line_data_get_bin (self->data, span->start_ns, &first) ||
      !pv_line_data_get_bin (self->data, MAX (pv_time_subtract (span->end_ns, 1), span->start_ns), &last))
    return FALSE;

  *start = (PvLineSpan){ first.start_ns, first.end_ns };
  *end = (PvLineSpan){ last.start_ns, last.end_ns };

  return TRUE;
}

/* The one under the pointer, or none where that is what is selected already. */
static void
select_bin (PvLineChart *self)
{
  const PvLineSpan nothing = { 0, 0 };
  PvLineBin bin;
  PvLineSpan selection;

  if (!self->has_crosshair || !pv_line_data_get_bin (self->data, self->crosshair_ns, &bin))
    {
      _pv_line_chart_select (self, &nothing);
      return;
    }

  selection = (PvLineSpan){ bin.start_ns, bin.end_ns };
  _pv_line_chart_select (self, pv_line_span_equal (&selection, &self->selection) ? &nothing : &selection);
}

/* @is_free: whether edges go where the pointer is, rather than to those of bins */
static void
drag_selection (PvLineChart *self,
                double       x,
                gboolean     is_free)
{
  gint64 full_start, full_end;
  PvLineSpan selection, start, end;

  if (!self->has_view || !pv_line_data_get_extent (self->data, &full_start, &full_end, NULL, NULL))
    return;

  selection = pv_line_span_drag (&self->drag_selection, self->drag_part, self->drag_ns,
                                 _pv_line_chart_get_time_at (self, x), full_start, full_end);
  if (!is_free && get_bins_of (self, &selection, &start, &end))
    selection = pv_line_span_snap (&selection, self->drag_part, &start, &end);
  _pv_line_chart_select (self, &selection);
}

void
_pv_line_chart_pointed (PvChartWidget *widget)
{
  PvLineChart *self = PV_LINE_CHART (widget);
  gboolean is_over = pv_chart_widget_get_pointer (widget, NULL, NULL);

  if (is_over)
    self->crosshair_by_key = FALSE;
  _pv_line_chart_point (self);
  if (is_over)
    update_cursor (self);
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
    {
      double x;
      double anchor = pv_chart_widget_get_pointer (PV_CHART_WIDGET (self), &x, NULL)
                        ? _pv_line_chart_get_anchor (self, x) : .5;

      _pv_line_chart_zoom_around (self, pow (WHEEL_STEP, -dy / unit), anchor, duration_ms);
    }
  if (dx != 0)
    {
      double step = is_smooth ? 1.0 / MAX (pv_line_chart_get_plot_width (self), 1) : PV_LINE_CHART_PAN_STEP;

      _pv_line_chart_pan (self, dx * step, duration_ms);
    }

  return GDK_EVENT_STOP;
}

/* Where in the plot the middle of the fingers is. */
static double
get_pinch_anchor (PvLineChart *self,
                  GtkGesture  *gesture)
{
  double x, y;

  if (gtk_gesture_is_active (gesture) && gtk_gesture_get_bounding_box_center (gesture, &x, &y))
    return _pv_line_chart_get_anchor (self, x);

  return .5;
}

static void
pinch_begin_cb (PvLineChart      *self,
                GdkEventSequence *sequence,
                GtkGesture       *gesture)
{
  _pv_line_chart_remember_view (self);
  _pv_line_chart_stop_animation (self);
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

  if (!self->has_view || !_pv_line_chart_get_limits (self, &limits))
    return;

  view = pv_line_view_zoom (&self->pinch_view, &limits, scale, self->pinch_anchor);
  view = pv_line_view_pan (&view, &limits, self->pinch_anchor - get_pinch_anchor (self, gesture));
  _pv_line_chart_go_to (self, &view);
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

  if (self->has_view && button == GDK_BUTTON_PRIMARY && (state & GDK_CONTROL_MASK) != 0 &&
      (state & GDK_SHIFT_MASK) != 0 && _pv_line_chart_has_other (self))
    {
      self->is_moving_other = TRUE;
      self->other_x = 0;
    }
  else if (self->has_view && button == GDK_BUTTON_PRIMARY && (state & GDK_CONTROL_MASK) != 0)
    {
      self->band_start_ns = self->band_end_ns = _pv_line_chart_get_time_at (self, x);
      self->has_band = TRUE;
    }
  else if (self->has_view &&
           (button == GDK_BUTTON_MIDDLE || (button == GDK_BUTTON_PRIMARY && (state & GDK_SHIFT_MASK) != 0)))
    {
      _pv_line_chart_remember_view (self);
      self->is_panning = TRUE;
      update_cursor (self);
    }
  else if (self->has_view && button == GDK_BUTTON_PRIMARY)
    {
      /* Not claimed before the pointer moves: it may become a double click. */
      begin_selecting (self, x, y);
      return;
    }
  else
    {
      gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_DENIED);
      return;
    }

  _pv_line_chart_stop_animation (self);
  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
}

static void
drag_update_cb (PvLineChart    *self,
                double          dx,
                double          dy,
                GtkGestureDrag *gesture)
{
  PvLineView limits;

  if (self->is_moving_other)
    {
      _pv_line_chart_move_other (self, dx - self->other_x);
      self->other_x = dx;
    }
  else if (self->has_band)
    {
      self->band_end_ns = _pv_line_chart_get_time_at (self, self->drag_x + dx);
      gtk_widget_queue_draw (GTK_WIDGET (self));
    }
  else if (self->is_panning && _pv_line_chart_get_limits (self, &limits))
    {
      PvLineView view =
          pv_line_view_pan (&self->drag_view, &limits, -dx / MAX (pv_line_chart_get_plot_width (self), 1));

      _pv_line_chart_go_to (self, &view);
    }
  else if (self->is_selecting && (self->has_dragged || fabs (dx) >= MIN_BAND))
    {
      if (!self->has_dragged)
        {
          self->has_dragged = TRUE;
          _pv_line_chart_stop_animation (self);
          gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
        }
      drag_selection (self, self->drag_x + dx,
                      (gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (gesture)) & GDK_ALT_MASK) != 0);
    }
}

static void
drag_end_cb (PvLineChart    *self,
             double          dx,
             double          dy,
             GtkGestureDrag *gesture)
{
  PvLineView limits;

  self->is_moving_other = FALSE;
  if (self->has_band)
    {
      self->has_band = FALSE;
      gtk_widget_queue_draw (GTK_WIDGET (self));

      if (fabs (dx) >= MIN_BAND && _pv_line_chart_get_limits (self, &limits))
        {
          PvLineView view = { MIN (self->band_start_ns, self->band_end_ns),
                              MAX (self->band_start_ns, self->band_end_ns) };

          view = pv_line_view_clamp (&view, &limits);
          _pv_line_chart_remember_view (self);
          _pv_line_chart_animate_to (self, &view, PV_LINE_CHART_ANIMATION_MS);
        }
    }

  if (self->is_panning)
    {
      self->is_panning = FALSE;
      update_cursor (self);
      _pv_line_chart_point (self);
    }

  if (self->is_selecting)
    {
      self->is_selecting = FALSE;
      if (!self->has_dragged && !self->is_double)
        {
          self->click_selection = self->selection;
          select_bin (self);
        }
      update_cursor (self);
    }
}

static void
drag_cancel_cb (PvLineChart      *self,
                GdkEventSequence *sequence,
                GtkGesture       *gesture)
{
  self->is_moving_other = FALSE;
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
  pv_chart_widget_point (PV_CHART_WIDGET (self), x, y);

  self->is_double = n_press == 2;
  if (n_press == 2 && (state & (GDK_CONTROL_MASK | GDK_SHIFT_MASK)) == 0)
    {
      /* the first of the two clicks did not mean its bin */
      _pv_line_chart_select (self, &self->click_selection);
      pv_line_chart_fit (self);
    }
}

void
_pv_line_chart_add_controllers (PvLineChart *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  GtkEventController *scroll = gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_BOTH_AXES);
  GtkGesture *drag = gtk_gesture_drag_new ();
  GtkGesture *pressing = gtk_gesture_click_new ();
  GtkGesture *zoom = gtk_gesture_zoom_new ();

  g_signal_connect_swapped (scroll, "scroll", G_CALLBACK (scroll_cb), self);
  gtk_widget_add_controller (widget, scroll);

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (drag), 0);
  g_signal_connect_swapped (drag, "drag-begin", G_CALLBACK (drag_begin_cb), self);
  g_signal_connect_swapped (drag, "drag-update", G_CALLBACK (drag_update_cb), self);
  g_signal_connect_swapped (drag, "drag-end", G_CALLBACK (drag_end_cb), self);
  g_signal_connect_swapped (drag, "cancel", G_CALLBACK (drag_cancel_cb), self);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (drag));

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (pressing), GDK_BUTTON_PRIMARY);
  g_signal_connect_swapped (pressing, "pressed", G_CALLBACK (pressed_cb), self);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (pressing));

  g_signal_connect_swapped (zoom, "begin", G_CALLBACK (pinch_begin_cb), self);
  g_signal_connect_swapped (zoom, "update", G_CALLBACK (pinch_update_cb), self);
  g_signal_connect_swapped (zoom, "scale-changed", G_CALLBACK (pinch_scale_changed_cb), self);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (zoom));
}
