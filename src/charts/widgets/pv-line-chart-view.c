/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-line-chart-view.c: which span a line chart shows, and how it gets to another. */
#include "config.h"

#include "pv-line-chart-private.h"

#include "pv-time.h"

#define SELECTION_MARGIN .04 /* of a selection that is zoomed to, on both sides */

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

gboolean
_pv_line_chart_get_limits (PvLineChart *self,
                           PvLineView  *limits)
{
  gint64 start_ns, end_ns;

  if (self->data == NULL || !pv_line_data_get_extent (self->data, &start_ns, &end_ns, NULL, NULL))
    return FALSE;

  *limits = pv_line_view_get_limits (start_ns, end_ns);

  return TRUE;
}

gboolean
_pv_line_chart_can_zoom_in (PvLineChart *self)
{
  return self->has_view && pv_time_get_distance (self->view.start_ns, self->view.end_ns) > PV_LINE_VIEW_MIN_WIDTH;
}

gboolean
_pv_line_chart_can_zoom_out (PvLineChart *self)
{
  PvLineView limits;

  return self->has_view && _pv_line_chart_get_limits (self, &limits) &&
         pv_time_get_distance (self->view.start_ns, self->view.end_ns) < pv_time_get_distance (limits.start_ns, limits.end_ns);
}

static gboolean
is_animated (PvLineChart *self)
{
  return adw_animation_get_state (self->animation) == ADW_ANIMATION_PLAYING;
}

void
_pv_line_chart_stop_animation (PvLineChart *self)
{
  adw_animation_pause (self->animation);
}

void
_pv_line_chart_go_to (PvLineChart      *self,
                      const PvLineView *view)
{
  PvLineView home;

  if (pv_line_view_equal (&self->view, view))
    return;

  self->view = *view;
  self->is_fitted = get_home (self, &home) && pv_line_view_equal (view, &home);
  _pv_line_chart_view_changed (self);
}

static void
animate_cb (double   progress,
            gpointer user_data)
{
  PvLineChart *self = user_data;
  PvLineView view = self->animation_to;

  if (progress < 1)
    view = pv_line_view_interpolate (&self->animation_from, &self->animation_to, progress);
  _pv_line_chart_go_to (self, &view);
}

void
_pv_line_chart_init_animation (PvLineChart *self)
{
  self->animation = adw_timed_animation_new (GTK_WIDGET (self), 0, 1, PV_LINE_CHART_ANIMATION_MS,
                                             adw_callback_animation_target_new (animate_cb, self, NULL));
}

void
_pv_line_chart_animate_to (PvLineChart      *self,
                           const PvLineView *view,
                           guint             duration_ms)
{
  _pv_line_chart_stop_animation (self);
  if (duration_ms == 0)
    {
      _pv_line_chart_go_to (self, view);
      return;
    }

  self->animation_from = self->view;
  self->animation_to = *view;
  adw_timed_animation_set_duration (ADW_TIMED_ANIMATION (self->animation), duration_ms);
  adw_animation_play (self->animation);
}

PvLineView
_pv_line_chart_get_target (PvLineChart *self)
{
  return is_animated (self) ? self->animation_to : self->view;
}

void
_pv_line_chart_zoom_around (PvLineChart *self,
                            double       factor,
                            double       anchor,
                            guint        duration_ms)
{
  PvLineView target = _pv_line_chart_get_target (self);
  PvLineView limits, view;

  if (!self->has_view || !_pv_line_chart_get_limits (self, &limits))
    return;

  _pv_line_chart_remember_view (self);
  view = pv_line_view_zoom (&target, &limits, factor, anchor);
  _pv_line_chart_animate_to (self, &view, duration_ms);
}

void
_pv_line_chart_pan (PvLineChart *self,
                    double       part,
                    guint        duration_ms)
{
  PvLineView target = _pv_line_chart_get_target (self);
  PvLineView limits, view;

  if (!self->has_view || !_pv_line_chart_get_limits (self, &limits))
    return;

  _pv_line_chart_remember_view (self);
  view = pv_line_view_pan (&target, &limits, part);
  _pv_line_chart_animate_to (self, &view, duration_ms);
}

void
_pv_line_chart_follow_data (PvLineChart *self)
{
  PvLineView home, limits;

  if (!get_home (self, &home) || !_pv_line_chart_get_limits (self, &limits))
    {
      _pv_line_chart_stop_animation (self);
      self->has_view = FALSE;
      self->is_fitted = TRUE;
    }
  else if (!self->has_view || self->is_fitted || self->view.end_ns <= limits.start_ns ||
           self->view.start_ns >= limits.end_ns)
    {
      if (self->has_view)
        _pv_line_chart_stop_animation (self);
      self->has_view = TRUE;
      self->is_fitted = TRUE;
      self->view = home;
    }
  else
    {
      self->view = pv_line_view_clamp (&self->view, &limits);
      self->is_fitted = pv_line_view_equal (&self->view, &home);
    }

  _pv_line_chart_view_changed (self);
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

  if (!self->has_view || !_pv_line_chart_get_limits (self, &limits))
    return;

  _pv_line_chart_stop_animation (self);
  view = pv_line_view_clamp (&view, &limits);
  _pv_line_chart_go_to (self, &view);
}

void
pv_line_chart_move_view (PvLineChart *self,
                         gint64       by_ns)
{
  PvLineView limits, view;

  g_return_if_fail (PV_IS_LINE_CHART (self));

  if (!self->has_view || self->has_band || self->is_panning || self->is_selecting ||
      !_pv_line_chart_get_limits (self, &limits))
    return;

  if (is_animated (self))
    {
      self->animation_from.start_ns = pv_time_add (self->animation_from.start_ns, by_ns);
      self->animation_from.end_ns = pv_time_add (self->animation_from.end_ns, by_ns);
      self->animation_to.start_ns = pv_time_add (self->animation_to.start_ns, by_ns);
      self->animation_to.end_ns = pv_time_add (self->animation_to.end_ns, by_ns);
    }
  view = (PvLineView){ pv_time_add (self->view.start_ns, by_ns), pv_time_add (self->view.end_ns, by_ns) };
  view = pv_line_view_clamp (&view, &limits);
  _pv_line_chart_go_to (self, &view);
}

void
pv_line_chart_zoom (PvLineChart *self,
                    double       factor)
{
  g_return_if_fail (PV_IS_LINE_CHART (self));
  g_return_if_fail (factor > 0);

  _pv_line_chart_zoom_around (self, factor, .5, PV_LINE_CHART_ANIMATION_MS);
}

void
pv_line_chart_fit (PvLineChart *self)
{
  PvLineView home;

  g_return_if_fail (PV_IS_LINE_CHART (self));

  if (self->has_view && get_home (self, &home))
    {
      _pv_line_chart_remember_view (self);
      _pv_line_chart_animate_to (self, &home, PV_LINE_CHART_ANIMATION_MS);
    }
}

void
pv_line_chart_show_span (PvLineChart *self,
                         gint64       start_ns,
                         gint64       end_ns)
{
  PvLineView limits;
  PvLineView view = { start_ns, end_ns };

  g_return_if_fail (PV_IS_LINE_CHART (self));
  g_return_if_fail (start_ns < end_ns);

  if (!self->has_view || !_pv_line_chart_get_limits (self, &limits))
    return;

  view = pv_line_view_clamp (&view, &limits);
  _pv_line_chart_remember_view (self);
  _pv_line_chart_animate_to (self, &view, PV_LINE_CHART_ANIMATION_MS);
}

void
pv_line_chart_zoom_to_selection (PvLineChart *self)
{
  gint64 margin_ns;

  g_return_if_fail (PV_IS_LINE_CHART (self));

  if (pv_line_span_is_empty (&self->selection))
    return;

  /* so that its edges are in sight and can be dragged */
  margin_ns = pv_time_from_double ((double) pv_time_get_distance (self->selection.start_ns, self->selection.end_ns) *
                                   SELECTION_MARGIN);
  pv_line_chart_show_span (self, pv_time_subtract (self->selection.start_ns, margin_ns),
                           pv_time_add (self->selection.end_ns, margin_ns));
}
