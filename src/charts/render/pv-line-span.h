/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-line-span.h: a span of time that is selected on a line chart, and how it is taken hold of. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * PvLineSpan:
 * @start_ns: first nanosecond inside
 * @end_ns: first nanosecond after
 *
 * A selected span. One that ends where it starts is none.
 */
typedef struct
{
  gint64 start_ns;
  gint64 end_ns;
} PvLineSpan;

/**
 * PvLineSpanPart:
 * @PV_LINE_SPAN_OUTSIDE: not the span
 * @PV_LINE_SPAN_START: its left edge
 * @PV_LINE_SPAN_END: its right edge
 * @PV_LINE_SPAN_INSIDE: between
 *
 * What of a span somebody points at.
 */
typedef enum
{
  PV_LINE_SPAN_OUTSIDE,
  PV_LINE_SPAN_START,
  PV_LINE_SPAN_END,
  PV_LINE_SPAN_INSIDE,
} PvLineSpanPart;

/* What is at @time_ns, where edges reach @reach_ns to both sides; of two edges the nearer. */
PvLineSpanPart pv_line_span_hit   (const PvLineSpan *self,
                                   gint64            time_ns,
                                   gint64            reach_ns);
/* The span after @part of it was dragged from @from_ns to @to_ns. An edge may be dragged past the other;
 * the inside moves the whole. PV_LINE_SPAN_OUTSIDE makes a new one between the two times. The span stays
 * within @min_ns and @max_ns. */
PvLineSpan     pv_line_span_drag  (const PvLineSpan *self,
                                   PvLineSpanPart    part,
                                   gint64            from_ns,
                                   gint64            to_ns,
                                   gint64            min_ns,
                                   gint64            max_ns);

/* Where edges go that snap to bins: @start is the bin that @self begins in, @end the one that its last moment is
 * in. What was dragged as a whole stays as long as it was. */
PvLineSpan     pv_line_span_snap  (const PvLineSpan *self,
                                   PvLineSpanPart    part,
                                   const PvLineSpan *start,
                                   const PvLineSpan *end);

static inline gboolean
pv_line_span_is_empty (const PvLineSpan *self)
{
  return self->start_ns >= self->end_ns;
}

static inline gboolean
pv_line_span_equal (const PvLineSpan *a,
                    const PvLineSpan *b)
{
  return a->start_ns == b->start_ns && a->end_ns == b->end_ns;
}

G_END_DECLS
