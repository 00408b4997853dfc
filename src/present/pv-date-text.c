/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-date-text.c: points in time as people write and read them. */
#include "config.h"

#include <errno.h>
#include <string.h>

#include <glib/gi18n.h>

#include "pv-error.h"
#include "pv-date-text.h"
#include "pv-time-text.h"

/* Hundredths of a range are of use, finer parts are not. */
#define PARTS_OF_RANGE 100

/* NULL for local time. */
static GTimeZone *
get_zone (PvClock clock)
{
  return clock == PV_CLOCK_UTC ? g_time_zone_new_utc () : NULL;
}

static gint64
get_fraction (gint64 time_ns)
{
  return pv_time_get_rest (time_ns, PV_NS_PER_SECOND);
}

/* The longest that both are multiples of and that is a second by a power of ten. */
static gint64
get_common_step (gint64 a_ns,
                 gint64 b_ns)
{
  gint64 step_ns = PV_NS_PER_SECOND;

  while (get_fraction (a_ns) % step_ns != 0 || get_fraction (b_ns) % step_ns != 0)
    step_ns /= 10;

  return step_ns;
}

/* To the second or, where @step_ns is less, as fine as that. */
static char *
format_clock (gint64     time_ns,
              GTimeZone *zone,
              gint64     step_ns)
{
  return pv_time_format_clock (time_ns, zone, MIN (step_ns, PV_NS_PER_SECOND));
}

static char *
format (gint64     time_ns,
        GTimeZone *zone,
        gint64     step_ns)
{
  /* Translators: a date, see g_date_time_format() */
  g_autofree char *date = pv_time_format (time_ns, zone, C_("date", "%-e %b %Y"));
  g_autofree char *clock = format_clock (time_ns, zone, step_ns);

  /* Translators: a date and a time of the day */
  return g_strdup_printf (C_("date and time", "%s %s"), date, clock);
}

char *
pv_date_text_format_exact (gint64  time_ns,
                           gint64  beside_ns,
                           PvClock clock)
{
  g_autoptr (GTimeZone) zone = get_zone (clock);
  g_autofree char *text = format (time_ns, zone, get_common_step (time_ns, beside_ns));
  g_autofree char *zone_name = NULL;

  if (zone == NULL)
    return g_steal_pointer (&text);

  zone_name = pv_time_format_zone (time_ns, zone);

  return g_strdup_printf ("%s %s", text, zone_name);
}

char *
pv_date_text_format_range (gint64  first_ns,
                           gint64  last_ns,
                           PvClock clock)
{
  g_autoptr (GTimeZone) zone = get_zone (clock);
  g_autofree char *first_day = pv_time_format (first_ns, zone, "%F");
  g_autofree char *last_day = pv_time_format (last_ns, zone, "%F");
  g_autofree char *zone_name = pv_time_format_zone (first_ns, zone);
  g_autofree char *first_text = NULL;
  g_autofree char *last_text = NULL;
  gint64 step_ns = PV_NS_PER_SECOND;
  gint64 duration;

  if (!__builtin_sub_overflow (last_ns, first_ns, &duration) && duration > 0)
    while (step_ns > 1 && step_ns > duration / PARTS_OF_RANGE)
      step_ns /= 10;
  /* no zeros that both end in */
  step_ns = get_common_step (pv_time_floor (first_ns, step_ns), pv_time_floor (last_ns, step_ns));

  first_text = format (first_ns, zone, step_ns);
  if (g_str_equal (first_day, last_day))
    last_text = format_clock (last_ns, zone, step_ns);
  else
    last_text = format (last_ns, zone, step_ns);
  if (g_str_has_suffix (first_text, last_text))
    return g_strdup_printf ("%s %s", first_text, zone_name);

  /* Translators: from a first to a last point in time, and the time zone */
  return g_strdup_printf (C_("time range", "%s – %s %s"), first_text, last_text, zone_name);
}

/* The digits after the second's point, in ns. */
static gint64
parse_fraction (const char  *digits,
                const char **end)
{
  gint64 fraction_ns = 0;
  gint64 unit = PV_NS_PER_SECOND / 10;

  for (; g_ascii_isdigit (*digits); digits++)
    {
      fraction_ns += (*digits - '0') * unit;
      unit /= 10;
    }
  *end = digits;

  return fraction_ns;
}

static gboolean
combine (gint64  seconds,
         gint64  fraction_ns,
         gint64 *time_ns)
{
  return !__builtin_mul_overflow (seconds, PV_NS_PER_SECOND, time_ns) &&
         !__builtin_add_overflow (*time_ns, fraction_ns, time_ns);
}

static gboolean
parse_epoch (const char *text,
             gint64     *time_ns)
{
  gboolean negative = *text == '-';
  gint64 fraction_ns = 0;
  gint64 seconds;
  char *point;
  const char *end;

  if (!g_ascii_isdigit (text[negative]))
    return FALSE;

  errno = 0;
  seconds = g_ascii_strtoll (text, &point, 10);
  if (errno != 0)
    return FALSE;

  end = point;
  if (*point == '.')
    fraction_ns = parse_fraction (point + 1, &end);

  return *end == '\0' && combine (seconds, negative ? -fraction_ns : fraction_ns, time_ns);
}

/* Whether @text, which follows the "T", has hours and minutes, but no seconds. */
static gboolean
lacks_seconds (const char *text)
{
  gsize n = strspn (text, "0123456789:");

  return (n == 5 && text[2] == ':') && (text[n] == '\0' || strchr ("Zz+-", text[n]) != NULL);
}

/* GDateTime keeps microseconds only, so that the fraction is read apart. */
static gboolean
parse_iso8601 (const char *text,
               gint64     *time_ns)
{
  g_autoptr (GTimeZone) local = g_time_zone_new_local ();
  g_autoptr (GDateTime) time = NULL;
  g_autoptr (GString) whole = g_string_new (text);
  gint64 fraction_ns = 0;
  char *point;
  char *clock;

  clock = strpbrk (whole->str, "Tt ");
  if (clock == NULL)
    g_string_append (whole, "T00:00:00");
  else if (lacks_seconds (clock + 1))
    g_string_insert (whole, clock - whole->str + strlen ("T00:00"), ":00");

  point = strpbrk (whole->str, ".,");
  if (point != NULL)
    {
      const char *end;

      fraction_ns = parse_fraction (point + 1, &end);
      if (end == point + 1)
        return FALSE;
      g_string_erase (whole, point - whole->str, end - point);
    }

  time = g_date_time_new_from_iso8601 (whole->str, local);

  return time != NULL && combine (g_date_time_to_unix (time), fraction_ns, time_ns);
}

gboolean
pv_date_text_parse (const char  *text,
                    gint64      *time_ns,
                    GError     **error)
{
  g_return_val_if_fail (text != NULL, FALSE);
  g_return_val_if_fail (time_ns != NULL, FALSE);

  if (parse_epoch (text, time_ns) || parse_iso8601 (text, time_ns))
    return TRUE;

  g_set_error (error, PV_ERROR, PV_ERROR_BAD_VALUE,
               _("“%s” is not a time. Write it as 2016-07-09T10:14:02, with Z or +02:00 after it where it is not local, or as "
                 "seconds since 1970"),
               text);

  return FALSE;
}
