/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-local-day.h: where days, and equal parts of them, begin by the clocks of a time zone. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The day that clocks in @zone showed at @seconds since the Unix epoch: days since 1 January 1970. */
gint64 pv_local_day_get       (GTimeZone *zone,
                               gint64     seconds);
/* When @day begins in @zone, in seconds since the Unix epoch. Where clocks are put forward at midnight,
 * that is at 1; where there are two midnights, at the first; and a day that a country left out when it
 * moved across the date line begins with the day after. */
gint64 pv_local_day_to_start  (GTimeZone *zone,
                               gint64     day);
/* When the day began that holds @seconds: never after it. @day: (out) (optional): which one that is */
gint64 pv_local_day_floor     (GTimeZone *zone,
                               gint64     seconds,
                               gint64    *day);

/* The same of a day's parts of @length seconds, which divides a day: of 21,600, they begin when clocks show 0:00,
 * 6:00, 12:00 and 18:00, and on a day on which clocks are changed one of them is the longer or shorter for it.
 * They are counted from 1 January 1970. */
gint64 pv_local_part_to_start (GTimeZone *zone,
                               gint64     part,
                               gint64     length);
gint64 pv_local_part_floor    (GTimeZone *zone,
                               gint64     seconds,
                               gint64     length,
                               gint64    *part);
/* How many parts begin from that numbered @first on and before that numbered @last: all but those left out when a
 * country moved across the date line. */
gint64 pv_local_part_count    (GTimeZone *zone,
                               gint64     first,
                               gint64     last,
                               gint64     length);

G_END_DECLS
