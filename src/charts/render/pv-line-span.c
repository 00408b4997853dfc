/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-line-span.c: a span of time that is selected on a line chart, and how it is taken hold of. */
#include "pv-line-span.h"

#include "pv-time.h"

PvLineSpanPart
pv_line_span_hit (const PvLineSpan *self,
                  gint64            time_ns,
                  gint64            reach_ns)
{
  guint64 to_start = pv_time_get_distance (time_ns, self->start_ns);
  guint64 to_end = pv_time_get_distance (time_ns, self->end_ns);

  if (pv_line_span_is_empty (self))
    return PV_LINE_SPAN_OUTSIDE;

  if (MIN (to_start, to_end) <= (guint64) MAX (reach_ns, 0))
    return to_start < to_end ? PV_LINE_SPAN_START : PV_LINE_SPAN_END;

  return time_ns > self->start_ns && time_ns < self->end_ns ? PV_LINE_SPAN_INSIDE : PV_LINE_SPAN_OUTSIDE;
}

static PvLineSpan
make_span (gint64 a,
           gint64 b)
{
  return (PvLineSpan){ MIN (a, b), MAX (a, b) };
}

PvLineSpan
pv_line_span_drag (const PvLineSpan *self,
                   PvLineSpanPart    part,
                   gint64            from_ns,
                   gint64            to_ns,
                   gint64            min_ns,
                   gint64            max_ns)
{
  gint64 by_ns = pv_time_subtract (to_ns, from_ns);

  switch (part)
    {
    case PV_LINE_SPAN_START:
      return make_span (CLAMP (pv_time_add (self->start_ns, by_ns), min_ns, max_ns), self->end_ns);

    case PV_LINE_SPAN_END:
      return make_span (self->start_ns, CLAMP (pv_time_add (self->end_ns, by_ns), min_ns, max_ns));

    case PV_LINE_SPAN_INSIDE:
      /* It stops at the ends, as wide as it was. */
      by_ns = MIN (MAX (by_ns, pv_time_subtract (min_ns, self->start_ns)), pv_time_subtract (max_ns, self->end_ns));
      return make_span (pv_time_add (self->start_ns, by_ns), pv_time_add (self->end_ns, by_ns));

    case PV_LINE_SPAN_OUTSIDE:
    default:
      return make_span (CLAMP (from_ns, min_ns, max_ns), CLAMP (to_ns, min_ns, max_ns));
    }
}

PvLineSpan
pv_line_span_snap (const PvLineSpan *self,
                   PvLineSpanPart    part,
                   const PvLineSpan *start,
                   const PvLineSpan *end)
{
  gint64 nearest_ns;

  if (part != PV_LINE_SPAN_INSIDE)
    return (PvLineSpan){ start->start_ns, end->end_ns };

  nearest_ns = pv_time_get_distance (self->start_ns, start->start_ns) <= pv_time_get_distance (self->start_ns, start->end_ns)
                 ? start->start_ns
                 : start->end_ns;

  return (PvLineSpan){ nearest_ns, pv_time_add (nearest_ns, pv_time_subtract (self->end_ns, self->start_ns)) };
}
