/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-local-day.c: where days, and equal parts of them, begin by the clocks of a time zone.
 *
 * Looked for rather than asked of GDateTime, which knows no first of two midnights. */
#include "config.h"

#include "pv-local-day.h"

#define SECONDS_PER_DAY G_GINT64_CONSTANT (86400)
/* No zone is further from UTC. */
#define MAX_OFFSET ((gint64) 26 * 3600)
/* No change of clocks that anybody asks for is so many seconds from the epoch. */
#define FAR (G_GINT64_CONSTANT (1) << 36)

/**
 * Interval:
 * @start: when it begins, in seconds since the Unix epoch; the first one is always there
 * @offset: of its clocks from UTC
 * @reached: the latest that clocks showed before it, in seconds since 1 January 1970 by them
 *
 * A time in which clocks are left alone.
 */
typedef struct
{
  gint64 start;
  gint64 offset;
  gint64 reached;
} Interval;

/* The intervals of a zone, for who asks again and again: GLib looks through all of them each time. */
typedef struct
{
  GTimeZone *zone;
  GArray *intervals;
} Clocks;

static void
clocks_free (gpointer data)
{
  Clocks *self = data;

  g_time_zone_unref (self->zone);
  g_array_unref (self->intervals);
  g_free (self);
}

static Clocks *
clocks_new (GTimeZone *zone)
{
  Clocks *self = g_new0 (Clocks, 1);
  int number = g_time_zone_find_interval (zone, G_TIME_TYPE_UNIVERSAL, -FAR);
  int last = g_time_zone_find_interval (zone, G_TIME_TYPE_UNIVERSAL, FAR);
  gint64 before = -FAR;
  Interval interval = { G_MININT64, g_time_zone_get_offset (zone, number), G_MININT64 };

  self->zone = g_time_zone_ref (zone);
  self->intervals = g_array_new (FALSE, FALSE, sizeof interval);
  g_array_append_val (self->intervals, interval);
  while (++number <= last)
    {
      gint64 after = FAR;

      while (after - before > 1)
        {
          gint64 middle = before + (after - before) / 2;

          if (g_time_zone_find_interval (zone, G_TIME_TYPE_UNIVERSAL, middle) >= number)
            after = middle;
          else
            before = middle;
        }
      interval.reached = MAX (interval.reached, before + interval.offset);
      interval.start = after;
      interval.offset = g_time_zone_get_offset (zone, number);
      g_array_append_val (self->intervals, interval);
    }

  return self;
}

/* The intervals of @zone, and in @i which of them @seconds is in. */
static const GArray *
find_interval (GTimeZone *zone,
               gint64     seconds,
               guint     *i)
{
  static GPrivate known = G_PRIVATE_INIT (clocks_free);
  Clocks *clocks = g_private_get (&known);
  guint last;

  if (clocks == NULL || clocks->zone != zone)
    {
      clocks = clocks_new (zone);
      g_private_replace (&known, clocks);
    }

  *i = 0;
  last = clocks->intervals->len - 1;
  while (*i < last)
    {
      guint middle = *i + (last - *i + 1) / 2;

      if (g_array_index (clocks->intervals, Interval, middle).start <= seconds)
        *i = middle;
      else
        last = middle - 1;
    }

  return clocks->intervals;
}

/* The part that is at @local by clocks. */
static gint64
get_part_of_local (gint64 local,
                   gint64 length)
{
  return local / length - (local % length < 0);
}

/* The part that clocks in @zone showed at @seconds. */
static gint64
get_part (GTimeZone *zone,
          gint64     seconds,
          gint64     length)
{
  guint i;
  const GArray *intervals = find_interval (zone, seconds, &i);

  return get_part_of_local (seconds + g_array_index (intervals, Interval, i).offset, length);
}

gint64
pv_local_part_to_start (GTimeZone *zone,
                        gint64     part,
                        gint64     length)
{
  gint64 local = part * length;
  const GArray *intervals;
  gint64 start;
  guint i;

  g_return_val_if_fail (zone != NULL, 0);
  g_return_val_if_fail (length > 0, 0);

  /* the first interval that gets there before it ends */
  intervals = find_interval (zone, local - MAX_OFFSET, &i);
  do
    {
      const Interval *interval = &g_array_index (intervals, Interval, i);

      start = MAX (local - interval->offset, interval->start);
      i++;
    }
  while (i < intervals->len && start >= g_array_index (intervals, Interval, i).start);

  return start;
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
pv_local_part_count (GTimeZone *zone,
                     gint64     first,
                     gint64     last,
                     gint64     length)
{
  gint64 n = last - first;
  const GArray *intervals;
  guint i;

  g_return_val_if_fail (zone != NULL, 0);
  g_return_val_if_fail (length > 0, 0);

  if (last <= first)
    return 0;

  /* Where clocks are put forward, the parts between what they had shown and what they show then are left out. */
  intervals = find_interval (zone, first * length - MAX_OFFSET, &i);
  while (++i < intervals->len)
    {
      const Interval *interval = &g_array_index (intervals, Interval, i);
      gint64 left_out = get_part_of_local (interval->reached, length) + 1;
      gint64 next = get_part_of_local (interval->start + interval->offset, length);

      if (interval->start - MAX_OFFSET > last * length)
        break;
      n -= MAX (MIN (next, last) - MAX (left_out, first), 0);
    }

  return n;
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
