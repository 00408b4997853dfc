/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-binning.c: where bins begin and end. */
#include "config.h"

#include "pv-binning.h"

#include "pv-local-day.h"
#include "pv-time.h"

/* Longer bins follow the clock where they divide a day. */
#define LONGEST_FIXED (3600 * PV_NS_PER_SECOND)

/* Nothing that is asked of a moment reaches further than this, in seconds: the longest part of a day, and what
 * clocks are from UTC at most. */
#define REACH ((gint64) 4 * 86400)

#define SECONDS_PER_DAY ((gint64) 86400)

/* The local time zone, which GLib looks for in the file system each time it is asked; and of when to when its clocks
 * are known to have been left alone, since GLib looks through all their changes each time. */
typedef struct
{
  GTimeZone *zone;
  char *name; /* the TZ that it was made for */
  gint64 calm_start;
  gint64 calm_end;
  gint64 offset;
} LocalZone;

static void
local_zone_free (gpointer data)
{
  LocalZone *self = data;

  g_time_zone_unref (self->zone);
  g_free (self->name);
  g_free (self);
}

static LocalZone *
get_local_zone (void)
{
  static GPrivate local_zone = G_PRIVATE_INIT (local_zone_free);
  LocalZone *known = g_private_get (&local_zone);
  const char *name = g_getenv ("TZ");

  if (known == NULL || g_strcmp0 (known->name, name) != 0)
    {
      known = g_new0 (LocalZone, 1);
      known->zone = g_time_zone_new_local ();
      known->name = g_strdup (name);
      g_private_replace (&local_zone, known);
    }

  return known;
}

/* How far from @second on, into the direction of @sign, clocks are left alone, to the day. */
static gint64
find_end (LocalZone *self,
          gint64     second,
          gint64     sign,
          int        interval)
{
  gint64 far = G_GINT64_CONSTANT (1) << 36;

  for (gint64 step = far; step >= SECONDS_PER_DAY; step /= 2)
    if (g_time_zone_find_interval (self->zone, G_TIME_TYPE_UNIVERSAL, second + sign * step) == interval)
      second += sign * step;

  return second;
}

/* Whether clocks are left alone as far around @second as anybody looks: then the offset is set. */
static gboolean
is_calm (LocalZone *self,
         gint64     second)
{
  int interval;

  if (second - REACH >= self->calm_start && second + REACH <= self->calm_end)
    return TRUE;

  interval = g_time_zone_find_interval (self->zone, G_TIME_TYPE_UNIVERSAL, second - REACH);
  if (g_time_zone_find_interval (self->zone, G_TIME_TYPE_UNIVERSAL, second + REACH) != interval)
    return FALSE;

  self->calm_start = find_end (self, second - REACH, -1, interval);
  self->calm_end = find_end (self, second + REACH, 1, interval);
  self->offset = g_time_zone_get_offset (self->zone, interval);

  return TRUE;
}

/* The start of the part of a day that holds @second. */
static gint64
floor_part (LocalZone *self,
            gint64     second,
            gint64     length,
            gint64    *part)
{
  gint64 local;

  if (!is_calm (self, second))
    return pv_local_part_floor (self->zone, second, length, part);

  local = second + self->offset;
  *part = local / length - (local % length < 0);

  return *part * length - self->offset;
}

PvBinning
pv_binning (gint64 size_ns,
            PvZone zone)
{
  g_return_val_if_fail (size_ns > 0, ((PvBinning){ PV_NS_PER_SECOND, PV_ZONE_UTC }));

  /* Days since the epoch are days of UTC, so that bins that divide them need no calendar there. */
  if (size_ns <= LONGEST_FIXED || PV_NS_PER_DAY % size_ns != 0)
    zone = PV_ZONE_UTC;

  return (PvBinning){ size_ns, zone };
}

gboolean
pv_binning_equal (PvBinning a,
                  PvBinning b)
{
  return a.size_ns == b.size_ns && a.zone == b.zone;
}

/* Every part of a day that is longer than an hour is a number of whole seconds. */
static gint64
get_seconds (PvBinning self)
{
  return self.size_ns / PV_NS_PER_SECOND;
}

gint64
pv_binning_floor (PvBinning self,
                  gint64    time_ns)
{
  gint64 part;

  g_return_val_if_fail (self.size_ns > 0, time_ns);

  if (G_LIKELY (self.zone == PV_ZONE_UTC))
    return pv_time_floor (time_ns, self.size_ns);

  /* The parts at the ends of gint64 are not whole. */
  return pv_time_multiply (floor_part (get_local_zone (), pv_time_get_second (time_ns), get_seconds (self), &part),
                           PV_NS_PER_SECOND);
}

gint64
pv_binning_next (PvBinning self,
                 gint64    start_ns)
{
  LocalZone *zone;
  gint64 second, part, start;

  g_return_val_if_fail (self.size_ns > 0, start_ns);

  if (G_LIKELY (self.zone == PV_ZONE_UTC))
    {
      /* The very first bin is cut by the end of gint64; the next one starts at a multiple all the same. */
      if (G_UNLIKELY (start_ns == G_MININT64))
        return start_ns + (self.size_ns - pv_time_get_rest (start_ns, self.size_ns));

      return pv_time_add (start_ns, self.size_ns);
    }

  zone = get_local_zone ();
  second = pv_time_get_second (start_ns);
  start = floor_part (zone, second, get_seconds (self), &part);
  if (is_calm (zone, second))
    return pv_time_multiply (start + get_seconds (self), PV_NS_PER_SECOND);

  /* Parts may be missing, where a country moves across the date line. */
  while (start <= second)
    start = pv_local_part_to_start (zone->zone, ++part, get_seconds (self));

  return pv_time_multiply (start, PV_NS_PER_SECOND);
}

guint64
pv_binning_count (PvBinning self,
                  PvSpan    span)
{
  LocalZone *zone;
  gint64 first, last, first_second, last_second;

  g_return_val_if_fail (self.size_ns > 0, 0);

  if (span.start_ns >= span.end_ns)
    return 0;

  if (G_LIKELY (self.zone == PV_ZONE_UTC))
    {
      guint64 length = pv_time_get_distance (span.start_ns, span.end_ns - 1);
      guint64 rest = (guint64) pv_time_get_rest (span.start_ns, self.size_ns);

      return (guint64) (((unsigned __int128) length + rest) / (guint64) self.size_ns) + 1;
    }

  zone = get_local_zone ();
  first_second = pv_time_get_second (span.start_ns);
  last_second = pv_time_get_second (span.end_ns - 1);
  floor_part (zone, first_second, get_seconds (self), &first);
  floor_part (zone, last_second, get_seconds (self), &last);
  if (is_calm (zone, first_second) && last_second + REACH <= zone->calm_end)
    return (guint64) (last - first) + 1;

  return (guint64) pv_local_part_count (zone->zone, first, last, get_seconds (self)) + 1;
}
