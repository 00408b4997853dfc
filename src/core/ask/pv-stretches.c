/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-stretches.c: where in time the packets of a capture are, between long silences. */
#include "config.h"

#include "pv-stretches.h"

#include "pv-capture-private.h"
#include "pv-time.h"

/* Of the capture's time: a silence; all stretches together. */
#define SILENCE 10
#define MAX_ACTIVE 5
/* Of packets: fewer are better seen with all others. */
#define MIN_PACKETS 16

typedef struct
{
  PvCapture *capture;
  guint64 silence_ns;
  /* the first packet of the stretch at hand */
  guint64 first;
  guint n;
  guint64 active_ns;
  PvStretches *found;
} Search;

/* The stretch at hand ends with packet @last. */
static void
end_stretch (Search  *search,
             guint64  last)
{
  PvSpan span = { pv_capture_get_time (search->capture, search->first),
                  pv_time_add (pv_capture_get_time (search->capture, last), 1) };
  PvStretches *found = search->found;

  /* of a few nanoseconds, a tenth is none */
  if (search->n < PV_MAX_STRETCHES)
    {
      found->spans[search->n] = span;
      found->packets[search->n] = last - search->first + 1;
      if (found->packets[search->n] > found->packets[found->busiest])
        found->busiest = search->n;
    }
  search->n++;
  search->active_ns += pv_time_get_distance (span.start_ns, span.end_ns);
  search->first = last + 1;
}

static gboolean
is_silence (const Search *search,
            guint64       packet)
{
  return pv_time_get_distance (pv_capture_get_time (search->capture, packet),
                               pv_capture_get_time (search->capture, packet + 1)) >= search->silence_ns;
}

void
pv_stretches_find (PvCapture   *capture,
                   PvStretches *self)
{
  Search search = { .capture = capture, .found = self };
  PvSpan all;
  guint64 total_ns;
  guint64 first;
  guint64 last;

  g_return_if_fail (self != NULL);
  *self = (PvStretches){ 0 };
  g_return_if_fail (PV_IS_CAPTURE (capture) && capture->settled);
  g_return_if_fail (pv_capture_has_times (capture));

  all = pv_capture_get_bulk_span (capture);
  total_ns = pv_time_get_distance (all.start_ns, all.end_ns);
  pv_capture_find_span (capture, all, &first, &last);
  search.silence_ns = MAX (total_ns / SILENCE, 1);
  search.first = first;

  for (guint64 packet = first; packet + 1 < last;)
    {
      guint64 end = MIN ((packet | PV_CHUNK_MASK) + 1, last) - 1;

      /* none is as long within a chunk that is shorter */
      if (pv_time_get_distance (pv_capture_get_time (capture, packet), pv_capture_get_time (capture, end)) <
          search.silence_ns)
        packet = end;
      for (; packet < end; packet++)
        if (is_silence (&search, packet))
          end_stretch (&search, packet);
      if (packet + 1 < last && is_silence (&search, packet))
        end_stretch (&search, packet);
      packet++;
    }
  if (search.first < last)
    end_stretch (&search, last - 1);

  if (search.n >= 2 && search.n <= PV_MAX_STRETCHES && self->packets[self->busiest] >= MIN_PACKETS &&
      search.active_ns <= total_ns / MAX_ACTIVE)
    self->n = search.n;
}
