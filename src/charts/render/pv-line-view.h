/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-line-view.h: the span of time in sight, and how zooming and panning change it. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The narrowest span in sight, in ns. */
#define PV_LINE_VIEW_MIN_WIDTH G_GINT64_CONSTANT (100)

/**
 * PvLineView:
 * @start_ns: left edge, ns since the Unix epoch
 * @end_ns: right edge, greater
 */
typedef struct
{
  gint64 start_ns;
  gint64 end_ns;
} PvLineView;

/* What can be shown of data from @start_ns to @end_ns: these and a margin. */
PvLineView pv_line_view_get_limits  (gint64            start_ns,
                                     gint64            end_ns);
/* @view, no narrower than the least, no wider than @limits and within them. */
PvLineView pv_line_view_clamp       (const PvLineView *view,
                                     const PvLineView *limits);
/* @view, @factor times as narrow; what is at @anchor (0 at the left edge, 1 at the right) stays there
 * unless a limit is in the way. */
PvLineView pv_line_view_zoom        (const PvLineView *view,
                                     const PvLineView *limits,
                                     double            factor,
                                     double            anchor);
/* @view moved by @part of its width, to the right where positive. */
PvLineView pv_line_view_pan         (const PvLineView *view,
                                     const PvLineView *limits,
                                     double            part);
/* What is between @from and @to at @progress, from 0 to 1: as if one flew from one to the other, with
 * the same factor in the same time. */
PvLineView pv_line_view_interpolate (const PvLineView *from,
                                     const PvLineView *to,
                                     double            progress);
gboolean   pv_line_view_equal       (const PvLineView *a,
                                     const PvLineView *b);

G_END_DECLS
