/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-date-text.c: points in time as people write and read them. */
#include "config.h"

#include <errno.h>
#include <string.h>

#include <glib/gi18n.h>

#include "pv-error.h"
#include "pv-date-text.h"
#include "pv-time-text.h"

char *
pv_date_text_format (gint64 time_ns)
{
  /* Translators: a date with time, see g_date_time_format() */
  return pv_time_format (time_ns, NULL, C_("date and time", "%-e %b %Y %H:%M:%S"));
}

char *
pv_date_text_format_exact (gint64 time_ns)
{
  gint64 fraction_ns = pv_time_get_rest (time_ns, PV_NS_PER_SECOND);
  g_autofree char *text = pv_date_text_format (time_ns);
  char digits[16];
  gsize length;

  if (fraction_ns == 0)
    return g_steal_pointer (&text);

  length = g_snprintf (digits, sizeof digits, "%09" G_GINT64_FORMAT, fraction_ns);
  while (digits[length - 1] == '0')
    digits[--length] = '\0';

  return g_strconcat (text, ".", digits, NULL);
}

char *
pv_date_text_format_range (gint64 first_ns,
                           gint64 last_ns)
{
  g_autoptr (GDateTime) first = pv_time_to_date_time (first_ns, NULL);
  g_autoptr (GDateTime) last = pv_time_to_date_time (last_ns, NULL);
  g_autofree char *first_text = pv_date_text_format (first_ns);
  g_autofree char *last_text = NULL;

  if (g_date_time_equal (first, last))
    return g_steal_pointer (&first_text);

  if (g_date_time_get_year (first) == g_date_time_get_year (last) &&
      g_date_time_get_day_of_year (first) == g_date_time_get_day_of_year (last))
    /* Translators: the time of a day, see g_date_time_format() */
    last_text = g_date_time_format (last, C_("time", "%H:%M:%S"));
  else
    last_text = pv_date_text_format (last_ns);

  /* Translators: from a first to a last point in time */
  return g_strdup_printf (C_("time range", "%s – %s"), first_text, last_text);
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
