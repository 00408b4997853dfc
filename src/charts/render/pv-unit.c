/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-unit.c: numbers as people read them. */
#include "config.h"

#include "pv-unit.h"

#include <glib/gi18n-lib.h>
#include <langinfo.h>
#include <math.h>
#include <string.h>

#define N_MULTIPLES 7

/* Formats for each multiple of a thousand. The first is for unscaled numbers. The spaces are
 * no-break spaces. */
static const char *const count_formats[N_MULTIPLES] = {
  "%s",
  NC_ ("count", "%s k"),
  NC_ ("count", "%s M"),
  NC_ ("count", "%s G"),
  NC_ ("count", "%s T"),
  NC_ ("count", "%s P"),
  NC_ ("count", "%s E"),
};

static const char *const byte_formats[N_MULTIPLES] = {
  NC_ ("bytes", "%s B"),
  NC_ ("bytes", "%s kB"),
  NC_ ("bytes", "%s MB"),
  NC_ ("bytes", "%s GB"),
  NC_ ("bytes", "%s TB"),
  NC_ ("bytes", "%s PB"),
  NC_ ("bytes", "%s EB"),
};

static const char *const byte_rate_formats[N_MULTIPLES] = {
  NC_ ("bytes per second", "%s B/s"),
  NC_ ("bytes per second", "%s kB/s"),
  NC_ ("bytes per second", "%s MB/s"),
  NC_ ("bytes per second", "%s GB/s"),
  NC_ ("bytes per second", "%s TB/s"),
  NC_ ("bytes per second", "%s PB/s"),
  NC_ ("bytes per second", "%s EB/s"),
};

static const char *const bit_rate_formats[N_MULTIPLES] = {
  NC_ ("bits per second", "%s bit/s"),
  NC_ ("bits per second", "%s kbit/s"),
  NC_ ("bits per second", "%s Mbit/s"),
  NC_ ("bits per second", "%s Gbit/s"),
  NC_ ("bits per second", "%s Tbit/s"),
  NC_ ("bits per second", "%s Pbit/s"),
  NC_ ("bits per second", "%s Ebit/s"),
};

gboolean
pv_unit_is_count (PvUnit unit)
{
  return unit == PV_UNIT_COUNT || unit == PV_UNIT_PACKETS || unit == PV_UNIT_LOOKUPS || unit == PV_UNIT_REQUESTS ||
         unit == PV_UNIT_ANSWERS;
}

static const char *
get_format (PvUnit unit,
            guint  multiple)
{
  switch (unit)
    {
    case PV_UNIT_BYTES:
      return g_dpgettext2 (GETTEXT_PACKAGE, "bytes", byte_formats[multiple]);

    case PV_UNIT_BYTES_PER_SECOND:
      return g_dpgettext2 (GETTEXT_PACKAGE, "bytes per second", byte_rate_formats[multiple]);

    case PV_UNIT_BITS_PER_SECOND:
      return g_dpgettext2 (GETTEXT_PACKAGE, "bits per second", bit_rate_formats[multiple]);

    case PV_UNIT_COUNT:
    case PV_UNIT_PACKETS:
    case PV_UNIT_LOOKUPS:
    case PV_UNIT_REQUESTS:
    case PV_UNIT_ANSWERS:
    default:
      return multiple == 0 ? count_formats[0] : g_dpgettext2 (GETTEXT_PACKAGE, "count", count_formats[multiple]);
    }
}

/* Formats are translated, which the compiler cannot check; they hold one %s and no more. */
G_GNUC_BEGIN_IGNORE_DEPRECATIONS
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
static char *
apply_format (const char *format,
              const char *number)
{
  return g_strdup_printf (format, number);
}
#pragma GCC diagnostic pop
G_GNUC_END_IGNORE_DEPRECATIONS

/* With the locale's decimal point and thousands separator. */
static char *
format_number (double value,
               int    decimals)
{
  const char *separator = nl_langinfo (THOUSEP);
  g_autofree char *plain = NULL;
  GString *grouped;
  gsize n_digits;

  if (value < 1000 || (separator != NULL && separator[0] != '\0') || g_strcmp0 (nl_langinfo (RADIXCHAR), ".") != 0)
    return g_strdup_printf ("%'.*f", decimals, value);

  /* The C locale has no separator; its texts are English, so its numbers are too. */
  plain = g_strdup_printf ("%.*f", decimals, value);
  grouped = g_string_new (NULL);
  n_digits = strcspn (plain, ".");
  for (gsize i = 0; plain[i] != '\0'; i++)
    {
      if (i > 0 && i < n_digits && (n_digits - i) % 3 == 0)
        g_string_append_c (grouped, ',');
      g_string_append_c (grouped, plain[i]);
    }

  return g_string_free (grouped, FALSE);
}

static double
power_of_ten (int exponent)
{
  return pow (10, exponent);
}

/* How many decimals leave @value, below 1000, with at most three digits. */
static int
count_decimals (double   value,
                gboolean is_whole)
{
  if (is_whole)
    return 0;

  return value < 99.95 ? 1 : 0;
}

/* @value as a multiple of a thousand with a short number. */
static char *
format_scaled (PvUnit   unit,
               double   value,
               gboolean is_whole)
{
  guint multiple = 0;
  g_autofree char *number = NULL;

  /* 999.5 would be written 1000. */
  while (value >= 999.5 && multiple < N_MULTIPLES - 1)
    {
      value /= 1000;
      multiple++;
    }

  number = format_number (value, count_decimals (value, multiple == 0 && (is_whole || value >= 9.95 || value == 0)));

  return apply_format (get_format (unit, multiple), number);
}

/* Counts are whole, means of counts are not: where they are small, their first decimal says much. */
static gboolean
has_decimal (PvUnit unit,
             double value)
{
  return pv_unit_is_count (unit) && value < 9.95 && fabs (value - round (value)) >= .05;
}

char *
pv_unit_format (PvUnit unit,
                double value)
{
  if (pv_unit_is_count (unit))
    return format_number (value, has_decimal (unit, value) ? 1 : 0);

  return format_scaled (unit, value, unit == PV_UNIT_BYTES);
}

char *
pv_unit_format_long (PvUnit unit,
                     double value)
{
  g_autofree char *number = pv_unit_format (unit, value);
  gulong n = value < (double) G_MAXULONG ? (gulong) (value + .5) : G_MAXULONG;

  /* a fraction takes the form that most numbers take: "0.6 packets" */
  if (has_decimal (unit, value))
    n = 100;

  switch (unit)
    {
    case PV_UNIT_PACKETS:
      return apply_format (g_dngettext (GETTEXT_PACKAGE, "%s packet", "%s packets", n), number);

    case PV_UNIT_LOOKUPS:
      return apply_format (g_dngettext (GETTEXT_PACKAGE, "%s lookup", "%s lookups", n), number);

    case PV_UNIT_REQUESTS:
      return apply_format (g_dngettext (GETTEXT_PACKAGE, "%s request", "%s requests", n), number);

    case PV_UNIT_ANSWERS:
      return apply_format (g_dngettext (GETTEXT_PACKAGE, "%s answer", "%s answers", n), number);

    case PV_UNIT_COUNT:
    case PV_UNIT_BYTES:
    case PV_UNIT_BITS_PER_SECOND:
    case PV_UNIT_BYTES_PER_SECOND:
    default:
      return g_steal_pointer (&number);
    }
}

char *
pv_unit_format_tick (PvUnit unit,
                     double value,
                     double step,
                     double max)
{
  guint multiple = 0;
  double divisor = 1;
  int decimals = 0;
  g_autofree char *number = NULL;

  if (value == 0)
    return format_number (0, 0);

  if (!pv_unit_is_count (unit) || max >= 9999.5)
    while (max / divisor >= 999.5 && multiple < N_MULTIPLES - 1)
      {
        divisor *= 1000;
        multiple++;
      }

  /* As many decimals as tell one tick from the next. */
  while (decimals < 9)
    {
      double scaled = step / divisor * power_of_ten (decimals);

      if (fabs (scaled - round (scaled)) < 1e-6 * MAX (scaled, 1) && round (scaled) >= 1)
        break;
      decimals++;
    }

  number = format_number (value / divisor, decimals);

  return apply_format (get_format (unit, multiple), number);
}

char *
pv_unit_format_rate (PvUnit unit,
                     double value,
                     gint64 duration_ns)
{
  double rate;
  g_autofree char *number = NULL;

  if (duration_ns <= 0)
    return NULL;

  rate = value / (duration_ns / 1e9);

  switch (unit)
    {
    case PV_UNIT_BYTES:
      return format_scaled (PV_UNIT_BYTES_PER_SECOND, rate, FALSE);

    case PV_UNIT_COUNT:
    case PV_UNIT_PACKETS:
    case PV_UNIT_LOOKUPS:
    case PV_UNIT_REQUESTS:
    case PV_UNIT_ANSWERS:
      number = rate < 9.95 && rate != floor (rate) ? format_number (rate, 1) : format_number (rate, 0);
      if (unit == PV_UNIT_PACKETS)
        return apply_format (C_ ("rate", "%s packets/s"), number);
      if (unit == PV_UNIT_LOOKUPS)
        return apply_format (C_ ("rate", "%s lookups/s"), number);
      if (unit == PV_UNIT_REQUESTS)
        return apply_format (C_ ("rate", "%s requests/s"), number);
      if (unit == PV_UNIT_ANSWERS)
        return apply_format (C_ ("rate", "%s answers/s"), number);
      return apply_format (C_ ("rate", "%s/s"), number);

    case PV_UNIT_BITS_PER_SECOND:
    case PV_UNIT_BYTES_PER_SECOND:
    default:
      return NULL;
    }
}

char *
pv_unit_format_share (double part,
                      double whole)
{
  double percent = whole > 0 ? part / whole * 100 : 0;
  g_autofree char *number = NULL;

  if (percent > 0 && percent < .05)
    {
      number = format_number (.1, 1);
      return apply_format (C_ ("share", "< %s %%"), number);
    }

  /* Not all, so not 100. */
  if (percent >= 99.5 && part < whole)
    {
      number = format_number (99, 0);
      return apply_format (C_ ("share", "> %s %%"), number);
    }

  number = format_number (percent, percent > 0 && percent < .95 ? 1 : 0);

  return apply_format (C_ ("share", "%s %%"), number);
}

/* Units of a duration, the largest first. */
static const struct
{
  gint64 ns;
  const char *format;
} duration_units[] = {
  { G_GINT64_CONSTANT (86400000000000), NC_ ("duration", "%s d") },
  { G_GINT64_CONSTANT (3600000000000), NC_ ("duration", "%s h") },
  { G_GINT64_CONSTANT (60000000000), NC_ ("duration", "%s min") },
  { G_GINT64_CONSTANT (1000000000), NC_ ("duration", "%s s") },
  { G_GINT64_CONSTANT (1000000), NC_ ("duration", "%s ms") },
  { G_GINT64_CONSTANT (1000), NC_ ("duration", "%s µs") },
  { G_GINT64_CONSTANT (1), NC_ ("duration", "%s ns") },
};

#define SECONDS 3

static char *
format_duration_part (guint  unit,
                      double n,
                      int    decimals)
{
  g_autofree char *number = format_number (n, decimals);

  return apply_format (g_dpgettext2 (GETTEXT_PACKAGE, "duration", duration_units[unit].format), number);
}

char *
pv_unit_format_duration (gint64 duration_ns)
{
  guint unit = 0;

  g_return_val_if_fail (duration_ns >= 0, NULL);

  if (duration_ns == 0)
    return format_duration_part (SECONDS, 0, 0);

  /* Just below a minute would be written 60.0 s. */
  if (duration_ns > duration_units[SECONDS - 1].ns - duration_units[SECONDS].ns / 20)
    duration_ns = MAX (duration_ns, duration_units[SECONDS - 1].ns);

  if (duration_ns < duration_units[SECONDS - 1].ns)
    {
      double n;

      for (unit = SECONDS; duration_ns < duration_units[unit].ns; unit++)
        ;
      n = (double) duration_ns / duration_units[unit].ns;
      if (n >= 999.5 && unit > SECONDS)
        {
          unit--;
          n /= 1000;
        }

      return format_duration_part (unit, n, fabs (n - round (n)) < .05 || n >= 99.95 ? 0 : 1);
    }

  /* The largest unit and the next, rounded to the latter. */
  for (unit = 0; duration_ns < duration_units[unit].ns; unit++)
    ;
  duration_ns = (duration_ns / duration_units[unit + 1].ns +
                 (duration_ns % duration_units[unit + 1].ns >= duration_units[unit + 1].ns / 2)) *
                duration_units[unit + 1].ns;
  if (unit > 0 && duration_ns >= duration_units[unit - 1].ns)
    unit--;

  {
    gint64 whole = duration_ns / duration_units[unit].ns;
    g_autofree char *large = format_duration_part (unit, (double) whole, 0);
    gint64 rest = duration_ns % duration_units[unit].ns / duration_units[unit + 1].ns;
    g_autofree char *small = NULL;

    if (rest == 0)
      return g_steal_pointer (&large);

    small = format_duration_part (unit + 1, rest, 0);

    /* Translators: a duration of two units, "3 min" and "20 s". */
    return g_strdup_printf (C_ ("duration", "%s %s"), large, small);
  }
}
