/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-traffic-extent.c: what of a capture's time a line chart shows, and in which bins. */
#include "config.h"

#include "pv-bin-size.h"
#include "pv-span.h"
#include "pv-traffic-extent.h"

/* Narrower bins than this many pixels tell less by their shape than wider ones. */
#define PIXELS_PER_BIN 3
/* A capture of one packet is no shorter than this, so that the chart has something to show. */
#define SHORTEST_SPAN (10 * PV_NS_PER_MS)

PvSpan
pv_traffic_extent_widen (PvSpan span)
{
  gint64 duration = pv_span_get_length (span);

  if (duration < SHORTEST_SPAN)
    {
      gint64 missing = SHORTEST_SPAN - duration;

      span.start_ns = pv_time_subtract (span.start_ns, missing / 2);
      span.end_ns = pv_time_add (span.end_ns, missing - missing / 2);
    }

  return span;
}

static gboolean
get_spans_of_one (PvCapture *capture,
                  PvSpan    *full,
                  PvSpan    *home)
{
  PvSpan all;

  if (!pv_capture_has_times (capture))
    return FALSE;

  all.start_ns = pv_capture_get_first_time (capture);
  all.end_ns = pv_time_add (pv_capture_get_last_time (capture), 1);
  *full = pv_traffic_extent_widen (all);
  *home = pv_traffic_extent_widen (pv_capture_get_bulk_span (capture));

  return TRUE;
}

gboolean
pv_traffic_extent_get (PvCapture *capture,
                       PvCapture *other,
                       gint64     shift_ns,
                       PvSpan    *full,
                       PvSpan    *home)
{
  PvSpan other_full;
  PvSpan other_home;

  g_return_val_if_fail (PV_IS_CAPTURE (capture), FALSE);
  g_return_val_if_fail (other == NULL || PV_IS_CAPTURE (other), FALSE);

  if (!get_spans_of_one (capture, full, home))
    return FALSE;

  if (other != NULL && get_spans_of_one (other, &other_full, &other_home))
    {
      *full = pv_span_unite (*full, pv_span_shift (other_full, shift_ns));
      *home = pv_span_unite (*home, pv_span_shift (other_home, shift_ns));
    }

  return TRUE;
}

gint64
pv_traffic_extent_choose_bin_size (gint64 duration_ns,
                                   int    width)
{
  return pv_bin_size_choose (MAX (duration_ns, 1), MAX (width / PIXELS_PER_BIN, 1));
}
