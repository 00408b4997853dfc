/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-time-axis.h: round ticks for times, from nanoseconds to centuries. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * PvTimeTick:
 * @time_ns: ns since the Unix epoch
 * @label: "10:14:30", "Sat 9 Jul", "450 µs"
 */
typedef struct
{
  gint64 time_ns;
  char *label;
} PvTimeTick;

/**
 * PvTimeSection:
 * @time_ns: where it begins; the first begins before or at the axis' start
 * @label: what the ticks' labels leave out: the day, the year, the millisecond
 * @short_label: the same in fewer letters, where room is short
 */
typedef struct
{
  gint64 time_ns;
  char *label;
  char *short_label;
} PvTimeSection;

/**
 * PvTimeAxis:
 * @step_ns: from tick to tick, about, for steps of months and more
 * @ticks: (element-type PvTimeTick): ascending, within the span
 * @sections: (element-type PvTimeSection): ascending; may be empty
 */
typedef struct
{
  gint64 step_ns;
  GArray *ticks;
  GArray *sections;
} PvTimeAxis;

/* Width of @label in pixels. */
typedef double (*PvTimeMeasureFunc) (const char *label,
                                     gpointer    user_data);

/* The finest axis from @start_ns to @end_ns (which is greater), @width pixels wide, whose labels have
 * @gap pixels between them. Ticks are round in the local time of @zone (NULL: the local zone), also
 * where clocks are changed: an hour that comes twice has its ticks twice, one that is left out has
 * none. Labels depend on the step alone, so that they stay as one pans. (transfer full) */
PvTimeAxis *pv_time_axis_new  (gint64             start_ns,
                               gint64             end_ns,
                               GTimeZone         *zone,
                               double             width,
                               double             gap,
                               PvTimeMeasureFunc  measure,
                               gpointer           user_data);
/* One without ticks and sections, which the caller puts in; the axis frees their labels. (transfer full) */
PvTimeAxis *pv_time_axis_new_empty (gint64           step_ns);
void        pv_time_axis_free (PvTimeAxis        *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PvTimeAxis, pv_time_axis_free)

G_END_DECLS
