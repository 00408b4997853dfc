/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-time-text.h: points in time as people read them. */
#pragma once

#include "pv-time.h"

G_BEGIN_DECLS

#define PV_TIME_US G_GINT64_CONSTANT (1000)
#define PV_TIME_MS G_GINT64_CONSTANT (1000000)
#define PV_TIME_SECOND G_GINT64_CONSTANT (1000000000)
#define PV_TIME_MINUTE (60 * PV_TIME_SECOND)
#define PV_TIME_HOUR (60 * PV_TIME_MINUTE)
#define PV_TIME_DAY (24 * PV_TIME_HOUR)

/* @time_ns, ns since the Unix epoch, to the second, in @zone; NULL for the local zone.
 * (transfer full) */
GDateTime *pv_time_to_date_time    (gint64      time_ns,
                                    GTimeZone  *zone);
/* What to add to @time_ns for the time that clocks in @zone showed then. */
gint64     pv_time_get_offset      (gint64      time_ns,
                                    GTimeZone  *zone);
/* "CEST", "UTC+3". (transfer full) */
char      *pv_time_format_zone     (gint64      time_ns,
                                    GTimeZone  *zone);
/* g_date_time_format() of @time_ns. (transfer full) */
char      *pv_time_format          (gint64      time_ns,
                                    GTimeZone  *zone,
                                    const char *format);
/* "10:14:46.200": time of day, by a 24-hour clock, with as many digits as times that are @step_ns
 * apart need; without seconds where they are whole minutes apart. (transfer full) */
char      *pv_time_format_clock    (gint64      time_ns,
                                    GTimeZone  *zone,
                                    gint64      step_ns);
/* How many decimals of a second tell times apart that are @step_ns apart: 0 to 9. */
int        pv_time_count_decimals  (gint64      step_ns);

G_END_DECLS
