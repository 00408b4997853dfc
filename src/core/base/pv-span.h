/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-span.h: sums of times that a file may have at either end of what 64 bits hold. */
#pragma once

#include "pv-types.h"

G_BEGIN_DECLS

/* @time_ns + @by_ns, or the last or first time where there is none so late or early. */
static inline gint64
pv_time_add (gint64 time_ns,
             gint64 by_ns)
{
  gint64 sum;

  if (__builtin_add_overflow (time_ns, by_ns, &sum))
    return by_ns > 0 ? G_MAXINT64 : G_MININT64;

  return sum;
}

static inline PvSpan
pv_span_shift (PvSpan span,
               gint64 by_ns)
{
  return (PvSpan){ pv_time_add (span.start_ns, by_ns), pv_time_add (span.end_ns, by_ns) };
}

/* The shortest span that has both. */
static inline PvSpan
pv_span_unite (PvSpan a,
               PvSpan b)
{
  return (PvSpan){ MIN (a.start_ns, b.start_ns), MAX (a.end_ns, b.end_ns) };
}

G_END_DECLS
