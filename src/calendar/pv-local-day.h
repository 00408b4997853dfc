/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-local-day.h: where days begin by the clocks of a time zone. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The day that clocks in @zone showed at @seconds since the Unix epoch: days since 1 January 1970. */
gint64 pv_local_day_get      (GTimeZone *zone,
                              gint64     seconds);
/* When @day begins in @zone, in seconds since the Unix epoch. Where clocks are put forward at midnight,
 * that is at 1; where there are two midnights, at the first; and a day that a country left out when it
 * moved across the date line begins with the day after. */
gint64 pv_local_day_to_start (GTimeZone *zone,
                              gint64     day);
/* When the day began that holds @seconds: never after it. @day: (out) (optional): which one that is */
gint64 pv_local_day_floor    (GTimeZone *zone,
                              gint64     seconds,
                              gint64    *day);

G_END_DECLS
