/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-line-view.c: the span of time in sight. It can be twice as wide as a gint64 holds, so that widths have no
 * sign; times stop at the first and the last that there are. */
#include "config.h"

#include "pv-line-view.h"

#include <math.h>

#include "pv-time.h"

/* Part of the data's width that can be seen beyond each end. */
#define MARGIN .1

static guint64
get_width (const PvLineView *view)
{
  return pv_time_get_distance (view->start_ns, view->end_ns);
}

/* How far @from_ns and @to_ns lie apart, negative where @to_ns comes first. */
static double
get_offset (gint64 from_ns,
            gint64 to_ns)
{
  double distance = (double) pv_time_get_distance (from_ns, to_ns);

  return to_ns < from_ns ? -distance : distance;
}

static PvLineView
from_parts (gint64 start_ns,
            double width)
{
  return (PvLineView){ start_ns, pv_time_move (start_ns, round (MAX (width, (double) PV_LINE_VIEW_MIN_WIDTH))) };
}

PvLineView
pv_line_view_get_limits (gint64 start_ns,
                         gint64 end_ns)
{
  gint64 margin = (gint64) ((double) pv_time_get_distance (start_ns, end_ns) * MARGIN) + PV_LINE_VIEW_MIN_WIDTH;

  return (PvLineView){ pv_time_subtract (start_ns, margin), pv_time_add (end_ns, margin) };
}

PvLineView
pv_line_view_clamp (const PvLineView *view,
                    const PvLineView *limits)
{
  guint64 width = CLAMP (get_width (view), (guint64) PV_LINE_VIEW_MIN_WIDTH, get_width (limits));

  if (view->start_ns <= limits->start_ns)
    return (PvLineView){ limits->start_ns, (gint64) ((guint64) limits->start_ns + width) };
  if (view->start_ns >= limits->end_ns || pv_time_get_distance (view->start_ns, limits->end_ns) < width)
    return (PvLineView){ (gint64) ((guint64) limits->end_ns - width), limits->end_ns };

  return (PvLineView){ view->start_ns, (gint64) ((guint64) view->start_ns + width) };
}

PvLineView
pv_line_view_zoom (const PvLineView *view,
                   const PvLineView *limits,
                   double            factor,
                   double            anchor)
{
  double width = (double) get_width (view);
  double new_width;
  PvLineView zoomed;

  if (!(factor > 0))
    return *view;

  new_width = CLAMP (width / factor, (double) PV_LINE_VIEW_MIN_WIDTH, (double) get_width (limits));
  zoomed = from_parts (pv_time_move (view->start_ns, round ((width - new_width) * anchor)), new_width);

  return pv_line_view_clamp (&zoomed, limits);
}

PvLineView
pv_line_view_pan (const PvLineView *view,
                  const PvLineView *limits,
                  double            part)
{
  /* Whole nanoseconds, and the width as it was: panning must not change it by rounding. */
  guint64 width = get_width (view);
  gint64 start_ns = pv_time_move (view->start_ns, round (part * (double) width));
  PvLineView panned;

  /* At the end of time it would become narrower. */
  if (pv_time_get_distance (start_ns, G_MAXINT64) < width)
    start_ns = (gint64) ((guint64) G_MAXINT64 - width);
  panned = (PvLineView){ start_ns, (gint64) ((guint64) start_ns + width) };

  return pv_line_view_clamp (&panned, limits);
}

PvLineView
pv_line_view_interpolate (const PvLineView *from,
                          const PvLineView *to,
                          double            progress)
{
  double from_width = (double) get_width (from);
  double to_width = (double) get_width (to);
  double distance = get_offset (from->start_ns, to->start_ns);
  double ratio, width, fixed;

  if (progress <= 0)
    return *from;
  if (progress >= 1)
    return *to;

  ratio = to_width / from_width;
  if (fabs (ratio - 1) < 1e-6)
    return from_parts (pv_time_move (from->start_ns, round (distance * progress)), from_width);

  /* There is one time that has the same place in both: zoom around it. */
  width = from_width * pow (ratio, progress);
  fixed = -distance * from_width / (to_width - from_width);

  return from_parts (pv_time_move (from->start_ns, round (fixed * (1 - width / from_width))), width);
}

gboolean
pv_line_view_equal (const PvLineView *a,
                    const PvLineView *b)
{
  return a->start_ns == b->start_ns && a->end_ns == b->end_ns;
}
