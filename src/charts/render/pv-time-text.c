/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-time-text.c: points in time as people read them. */
#include "config.h"

#include "pv-time-text.h"

#include <glib/gi18n-lib.h>
#include <langinfo.h>

GDateTime *
pv_time_to_date_time (gint64     time_ns,
                      GTimeZone *zone)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (pv_time_get_second (time_ns));

  return zone != NULL ? g_date_time_to_timezone (utc, zone) : g_date_time_to_local (utc);
}

gint64
pv_time_get_offset (gint64     time_ns,
                    GTimeZone *zone)
{
  g_autoptr (GTimeZone) local = zone == NULL ? g_time_zone_new_local () : NULL;
  GTimeZone *used = zone != NULL ? zone : local;
  int interval = g_time_zone_find_interval (used, G_TIME_TYPE_UNIVERSAL,
                                            pv_time_get_second (time_ns));

  return g_time_zone_get_offset (used, interval) * PV_TIME_SECOND;
}

char *
pv_time_format_zone (gint64     time_ns,
                     GTimeZone *zone)
{
  g_autoptr (GDateTime) date_time = pv_time_to_date_time (time_ns, zone);
  const char *abbreviation = g_date_time_get_timezone_abbreviation (date_time);

  /* Zones that have no name of their own are abbreviated as their offset. */
  if (abbreviation == NULL || !g_ascii_isalpha (abbreviation[0]))
    {
      int minutes = (int) (g_date_time_get_utc_offset (date_time) / G_TIME_SPAN_MINUTE);
      int magnitude = ABS (minutes);
      const char *sign = minutes < 0 ? "−" : "+";

      if (minutes == 0)
        return g_strdup ("UTC");
      if (magnitude % 60 == 0)
        return g_strdup_printf ("UTC%s%d", sign, magnitude / 60);

      return g_strdup_printf ("UTC%s%d:%02d", sign, magnitude / 60, magnitude % 60);
    }

  return g_strdup (abbreviation);
}

char *
pv_time_format (gint64      time_ns,
                GTimeZone  *zone,
                const char *format)
{
  g_autoptr (GDateTime) date_time = pv_time_to_date_time (time_ns, zone);

  return g_date_time_format (date_time, format);
}

int
pv_time_count_decimals (gint64 step_ns)
{
  int decimals = 9;

  if (step_ns <= 0)
    return 9;

  while (decimals > 0 && step_ns % 10 == 0)
    {
      step_ns /= 10;
      decimals--;
    }

  return decimals;
}

char *
pv_time_format_clock (gint64     time_ns,
                      GTimeZone *zone,
                      gint64     step_ns)
{
  int decimals = pv_time_count_decimals (step_ns);
  gint64 fraction;
  g_autofree char *seconds = NULL;

  if (step_ns >= PV_TIME_MINUTE && step_ns % PV_TIME_MINUTE == 0)
    return pv_time_format (time_ns, zone, C_ ("time of day", "%H:%M"));

  seconds = pv_time_format (time_ns, zone, C_ ("time of day", "%H:%M:%S"));
  if (decimals == 0)
    return g_steal_pointer (&seconds);

  fraction = pv_time_get_rest (time_ns, PV_TIME_SECOND);
  for (int i = decimals; i < 9; i++)
    fraction /= 10;

  return g_strdup_printf ("%s%s%0*" G_GINT64_FORMAT, seconds, nl_langinfo (RADIXCHAR), decimals, fraction);
}
