/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-local-day.c: where days begin by the clocks of a time zone.
 *
 * Looked for rather than asked of GDateTime, which knows no first of two midnights. */
#include "config.h"

#include "pv-local-day.h"

#define SECONDS_PER_DAY G_GINT64_CONSTANT (86400)
/* No zone is further from UTC. */
#define MAX_OFFSET ((gint64) 26 * 3600)

/* What clocks in @zone are set by at @seconds. */
static int
find_interval (GTimeZone *zone,
               gint64     seconds)
{
  return g_time_zone_find_interval (zone, G_TIME_TYPE_UNIVERSAL, seconds);
}

gint64
pv_local_day_get (GTimeZone *zone,
                  gint64     seconds)
{
  gint64 local;

  g_return_val_if_fail (zone != NULL, 0);

  local = seconds + g_time_zone_get_offset (zone, find_interval (zone, seconds));

  return local / SECONDS_PER_DAY - (local % SECONDS_PER_DAY < 0);
}

gint64
pv_local_day_to_start (GTimeZone *zone,
                       gint64     day)
{
  gint64 before = day * SECONDS_PER_DAY - MAX_OFFSET;
  gint64 after = day * SECONDS_PER_DAY + MAX_OFFSET;
  int interval;

  g_return_val_if_fail (zone != NULL, 0);

  /* Most days clocks are left alone. */
  interval = find_interval (zone, before);
  if (interval == find_interval (zone, after))
    return day * SECONDS_PER_DAY - g_time_zone_get_offset (zone, interval);

  while (after - before > 1)
    {
      gint64 middle = before + (after - before) / 2;

      if (pv_local_day_get (zone, middle) >= day)
        after = middle;
      else
        before = middle;
    }

  return after;
}

gint64
pv_local_day_floor (GTimeZone *zone,
                    gint64     seconds,
                    gint64    *day)
{
  gint64 this_day, start;

  g_return_val_if_fail (zone != NULL, seconds);

  this_day = pv_local_day_get (zone, seconds);
  start = pv_local_day_to_start (zone, this_day);
  /* Where clocks are put back from just after midnight, a day is there for a moment, and then again. */
  if (start > seconds)
    start = pv_local_day_to_start (zone, --this_day);

  if (day != NULL)
    *day = this_day;

  return start;
}
