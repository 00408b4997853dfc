/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-line-view.c: the span of time in sight. Times are added as integers and kept far enough from
 * their ends that nothing overflows. */
#include "config.h"

#include "pv-line-view.h"

#include <math.h>

/* The years 1684 to 2255: a view can be as wide as all of that. */
static const gint64 max_time = G_MAXINT64 / 2 - 1;

/* Part of the data's width that can be seen beyond each end. */
#define MARGIN .1

static double
get_width (const PvLineView *view)
{
  return (double) (view->end_ns - view->start_ns);
}

static PvLineView
from_parts (gint64 start_ns,
            double width)
{
  gint64 whole = (gint64) CLAMP (round (width), PV_LINE_VIEW_MIN_WIDTH, (double) max_time);

  start_ns = CLAMP (start_ns, -max_time, max_time - whole);

  return (PvLineView){ start_ns, start_ns + whole };
}

PvLineView
pv_line_view_get_limits (gint64 start_ns,
                         gint64 end_ns)
{
  gint64 margin;

  start_ns = CLAMP (start_ns, -max_time / 2, max_time / 2);
  end_ns = CLAMP (end_ns, start_ns, max_time / 2);
  margin = (gint64) ((end_ns - start_ns) * MARGIN) + PV_LINE_VIEW_MIN_WIDTH;

  return (PvLineView){ start_ns - margin, end_ns + margin };
}

PvLineView
pv_line_view_clamp (const PvLineView *view,
                    const PvLineView *limits)
{
  gint64 width = CLAMP (view->end_ns - view->start_ns, PV_LINE_VIEW_MIN_WIDTH, limits->end_ns - limits->start_ns);
  gint64 start_ns = CLAMP (view->start_ns, limits->start_ns, limits->end_ns - width);

  return (PvLineView){ start_ns, start_ns + width };
}

PvLineView
pv_line_view_zoom (const PvLineView *view,
                   const PvLineView *limits,
                   double            factor,
                   double            anchor)
{
  double width = get_width (view);
  double new_width;
  PvLineView zoomed;

  if (!(factor > 0))
    return *view;

  new_width = CLAMP (width / factor, (double) PV_LINE_VIEW_MIN_WIDTH, (double) (limits->end_ns - limits->start_ns));
  zoomed = from_parts (view->start_ns + (gint64) round ((width - new_width) * anchor), new_width);

  return pv_line_view_clamp (&zoomed, limits);
}

PvLineView
pv_line_view_pan (const PvLineView *view,
                  const PvLineView *limits,
                  double            part)
{
  double distance = CLAMP (round (part * get_width (view)), -(double) max_time / 2, (double) max_time / 2);
  PvLineView panned = from_parts (view->start_ns + (gint64) distance, get_width (view));

  return pv_line_view_clamp (&panned, limits);
}

PvLineView
pv_line_view_interpolate (const PvLineView *from,
                          const PvLineView *to,
                          double            progress)
{
  double from_width = get_width (from);
  double to_width = get_width (to);
  double distance = (double) (to->start_ns - from->start_ns);
  double ratio, width, fixed;

  if (progress <= 0)
    return *from;
  if (progress >= 1)
    return *to;

  ratio = to_width / from_width;
  if (fabs (ratio - 1) < 1e-6)
    return from_parts (from->start_ns + (gint64) round (distance * progress), from_width);

  /* There is one time that has the same place in both: zoom around it. */
  width = from_width * pow (ratio, progress);
  fixed = -distance * from_width / (to_width - from_width);

  return from_parts (from->start_ns + (gint64) round (fixed * (1 - width / from_width)), width);
}

gboolean
pv_line_view_equal (const PvLineView *a,
                    const PvLineView *b)
{
  return a->start_ns == b->start_ns && a->end_ns == b->end_ns;
}
