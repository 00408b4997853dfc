/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-local-day.c: where days, and equal parts of them, begin by the clocks of a time zone.
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

/* The part that clocks in @zone showed at @seconds. */
static gint64
get_part (GTimeZone *zone,
          gint64     seconds,
          gint64     length)
{
  gint64 local = seconds + g_time_zone_get_offset (zone, find_interval (zone, seconds));

  return local / length - (local % length < 0);
}

gint64
pv_local_part_to_start (GTimeZone *zone,
                        gint64     part,
                        gint64     length)
{
  gint64 before = part * length - MAX_OFFSET;
  gint64 after = part * length + MAX_OFFSET;
  int interval;

  g_return_val_if_fail (zone != NULL, 0);
  g_return_val_if_fail (length > 0, 0);

  /* Most days clocks are left alone. */
  interval = find_interval (zone, before);
  if (interval == find_interval (zone, after))
    return part * length - g_time_zone_get_offset (zone, interval);

  while (after - before > 1)
    {
      gint64 middle = before + (after - before) / 2;

      if (get_part (zone, middle, length) >= part)
        after = middle;
      else
        before = middle;
    }

  return after;
}

gint64
pv_local_part_floor (GTimeZone *zone,
                     gint64     seconds,
                     gint64     length,
                     gint64    *part)
{
  gint64 this_part, start, next;

  g_return_val_if_fail (zone != NULL, seconds);
  g_return_val_if_fail (length > 0, seconds);

  this_part = get_part (zone, seconds, length);
  start = pv_local_part_to_start (zone, this_part, length);
  /* Where clocks are put back from just after its beginning, a part is there for a moment, and then again: it has
   * begun with the first, or else it begins with the second. */
  while (start > seconds)
    start = pv_local_part_to_start (zone, --this_part, length);
  while ((next = pv_local_part_to_start (zone, this_part + 1, length)) <= seconds)
    {
      start = next;
      this_part++;
    }

  if (part != NULL)
    *part = this_part;

  return start;
}

gint64
pv_local_part_count (GTimeZone *zone, /* NOLINT(misc-no-recursion): halves */
                     gint64     first,
                     gint64     last,
                     gint64     length)
{
  gint64 first_start, last_start, middle;

  g_return_val_if_fail (zone != NULL, 0);
  g_return_val_if_fail (length > 0, 0);

  if (last <= first)
    return 0;

  first_start = pv_local_part_to_start (zone, first, length);
  last_start = pv_local_part_to_start (zone, last, length);
  if (first_start == last_start)
    return 0;
  /* Nothing is left out where clocks were changed once at most, and not forward by about as much. Changed twice, they may
   * have been put forward and back. A part that is left out starts when clocks have just been changed. */
  if (last - first == 1 ||
      (g_time_zone_find_interval (zone, G_TIME_TYPE_UNIVERSAL, last_start) -
         g_time_zone_find_interval (zone, G_TIME_TYPE_UNIVERSAL, first_start - 1) <= 1 &&
       (last - first) * length - (last_start - first_start) < length / 2))
    return last - first;

  middle = first + (last - first) / 2;

  return pv_local_part_count (zone, first, middle, length) + pv_local_part_count (zone, middle, last, length);
}

gint64
pv_local_day_get (GTimeZone *zone,
                  gint64     seconds)
{
  g_return_val_if_fail (zone != NULL, 0);

  return get_part (zone, seconds, SECONDS_PER_DAY);
}

gint64
pv_local_day_to_start (GTimeZone *zone,
                       gint64     day)
{
  return pv_local_part_to_start (zone, day, SECONDS_PER_DAY);
}

gint64
pv_local_day_floor (GTimeZone *zone,
                    gint64     seconds,
                    gint64    *day)
{
  return pv_local_part_floor (zone, seconds, SECONDS_PER_DAY, day);
}
