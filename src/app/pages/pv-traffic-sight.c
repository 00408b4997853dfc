/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-traffic-sight.c: which time is in sight of a line chart, as its capture grows or another one comes. */
#include "config.h"

#include "pv-traffic-sight.h"

#include "pv-time.h"

struct _PvTrafficSight
{
  PvLineChart *chart; /* not a reference: it is of who has this */
  /* to be shown when the chart has all data; else empty */
  PvSpan wanted;
  /* (nullable): what the chart shows: where that grows, its end is followed */
  PvCapture *shown;
};

PvTrafficSight *
pv_traffic_sight_new (PvLineChart *chart)
{
  PvTrafficSight *self;

  g_return_val_if_fail (PV_IS_LINE_CHART (chart), NULL);

  self = g_new0 (PvTrafficSight, 1);
  self->chart = chart;

  return self;
}

void
pv_traffic_sight_free (PvTrafficSight *self)
{
  g_clear_object (&self->shown);
  g_free (self);
}

void
pv_traffic_sight_follow (PvTrafficSight *self,
                         PvCapture      *shown)
{
  PvCapture *before = self->shown;
  PvSpan view;

  if (before != NULL && before != shown && pv_capture_is_same_model (before, shown) &&
      pv_capture_has_times (before) && pv_traffic_sight_get (self, &view))
    {
      gint64 end_ns = pv_capture_get_last_time (before);
      gint64 by_ns = pv_time_subtract (pv_capture_get_last_time (shown), end_ns);

      if (by_ns > 0 && view.start_ns <= end_ns && view.end_ns >= end_ns)
        pv_line_chart_move_view (self->chart, by_ns);
    }
  g_set_object (&self->shown, shown);
}

void
pv_traffic_sight_forget (PvTrafficSight *self)
{
  self->wanted = (PvSpan) { 0, 0 };
  g_clear_object (&self->shown);
}

void
pv_traffic_sight_want (PvTrafficSight *self,
                       const PvSpan   *view)
{
  self->wanted = *view;
}

void
pv_traffic_sight_show_wanted (PvTrafficSight *self,
                              PvCapture      *shown)
{
  PvSpan view = self->wanted;

  if (view.start_ns >= view.end_ns || shown == NULL || !pv_capture_get_settled (shown))
    return;

  self->wanted = (PvSpan) { 0, 0 };
  pv_line_chart_set_view (self->chart, view.start_ns, view.end_ns);
}

gboolean
pv_traffic_sight_get (PvTrafficSight *self,
                      PvSpan         *view)
{
  gboolean is_fitted;

  g_object_get (self->chart, "is-fitted", &is_fitted, NULL);

  return !is_fitted && pv_line_chart_get_view (self->chart, &view->start_ns, &view->end_ns);
}
