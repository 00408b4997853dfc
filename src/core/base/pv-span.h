/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-span.h: spans of time, moved and put together. */
#pragma once

#include "pv-time.h"
#include "pv-types.h"

G_BEGIN_DECLS

/* How long @span is; the longest that there is where it is longer. */
static inline gint64
pv_span_get_length (PvSpan span)
{
  return pv_time_subtract (span.end_ns, span.start_ns);
}

/* @span moved by @by_ns. */
static inline PvSpan
pv_span_shift (PvSpan span,
               gint64 by_ns)
{
  return (PvSpan){ pv_time_add (span.start_ns, by_ns), pv_time_add (span.end_ns, by_ns) };
}

/* @span moved back by @by_ns, which may be the one number that has no opposite. */
static inline PvSpan
pv_span_shift_back (PvSpan span,
                    gint64 by_ns)
{
  return (PvSpan){ pv_time_subtract (span.start_ns, by_ns), pv_time_subtract (span.end_ns, by_ns) };
}

static inline gboolean
pv_span_contains (const PvSpan *self,
                  gint64        time_ns)
{
  return time_ns >= self->start_ns && time_ns < self->end_ns;
}

/* The shortest span that has both. */
static inline PvSpan
pv_span_unite (PvSpan a,
               PvSpan b)
{
  return (PvSpan){ MIN (a.start_ns, b.start_ns), MAX (a.end_ns, b.end_ns) };
}

G_END_DECLS
