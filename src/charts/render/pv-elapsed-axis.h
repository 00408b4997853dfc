/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-elapsed-axis.h: round ticks for the time since a capture began. */
#pragma once

#include "pv-time-axis.h"

G_BEGIN_DECLS

/* How long after @origin_ns @time_ns is, negative before it: from -G_MAXINT64 on, so that it has an opposite. */
gint64      pv_elapsed_get      (gint64             time_ns,
                                 gint64             origin_ns);
/* Like pv_time_axis_new(), counted from @origin_ns; one section says when that was, in the time of @zone
 * (NULL: the local zone). (transfer full) */
PvTimeAxis *pv_elapsed_axis_new (gint64             start_ns,
                                 gint64             end_ns,
                                 gint64             origin_ns,
                                 GTimeZone         *zone,
                                 double             width,
                                 double             gap,
                                 PvTimeMeasureFunc  measure,
                                 gpointer           user_data);
/* @elapsed_ns with as many digits as times need that are @step_ns apart and none of which is further from
 * 0 than @largest_ns: "12.5 s", "3:20", "2:05:00", "2 d 5:00". (transfer full) */
char       *pv_elapsed_format   (gint64             elapsed_ns,
                                 gint64             step_ns,
                                 gint64             largest_ns);

G_END_DECLS
