/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-bin-size.c: widths of bins. */
#include "config.h"

#include "pv-bin-size.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "pv-error.h"

#define US PV_NS_PER_US
#define MS PV_NS_PER_MS
#define S PV_NS_PER_SECOND
#define MIN_ (60 * S)
#define HOUR (60 * MIN_)

static const gint64 sizes[] = {
  1 * US,   2 * US,   5 * US,    10 * US,   20 * US,   50 * US, 100 * US, 200 * US, 500 * US,
  1 * MS,   2 * MS,   5 * MS,    10 * MS,   20 * MS,   50 * MS, 100 * MS, 200 * MS, 500 * MS, 1 * S,    2 * S,
  5 * S,    10 * S,   15 * S,    30 * S,    1 * MIN_,  2 * MIN_, 5 * MIN_, 10 * MIN_, 15 * MIN_, 30 * MIN_, 1 * HOUR,
  2 * HOUR, 6 * HOUR, 12 * HOUR, PV_NS_PER_DAY,
};

const gint64 *
pv_bin_size_list (guint *n)
{
  *n = G_N_ELEMENTS (sizes);

  return sizes;
}

gint64
pv_bin_size_choose (gint64 duration_ns,
                    guint  max_bins)
{
  g_return_val_if_fail (max_bins > 0, PV_BIN_MAX);

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    if (duration_ns / sizes[i] < max_bins)
      return sizes[i];

  return PV_BIN_MAX;
}

/* Units, with the names that people type and the translatable one that they are shown. */
static const struct
{
  const char *names[8];
  gint64 ns;
} units[] = {
  /* with the micro sign and with the Greek letter */
  { { "us", "µs", "μs", "usec", "microsecond", "microseconds" }, US },
  { { "ms", "msec", "millisecond", "milliseconds" }, MS },
  { { "s", "sec", "second", "seconds" }, S },
  { { "min", "m", "minute", "minutes" }, MIN_ },
  { { "h", "hour", "hours" }, HOUR },
  { { "d", "day", "days" }, PV_NS_PER_DAY },
};

gboolean
pv_bin_size_parse (const char  *text,
                   gint64      *bin_ns,
                   GError     **error)
{
  g_autofree char *stripped = NULL;
  char *end = NULL;
  double value;

  g_return_val_if_fail (text != NULL, FALSE);

  stripped = g_strstrip (g_strdup (text));

  /* Digits first: strtod would also take "inf", "nan" and hexadecimal. */
  if (g_ascii_isdigit (stripped[0]) && !(stripped[0] == '0' && (stripped[1] | 0x20) == 'x'))
    {
      value = g_ascii_strtod (stripped, &end);
      while (*end == ' ')
        end++;

      for (guint i = 0; i < G_N_ELEMENTS (units); i++)
        for (guint j = 0; units[i].names[j] != NULL; j++)
          if (g_ascii_strcasecmp (end, units[i].names[j]) == 0)
            {
              double ns = value * (double) units[i].ns;

              if (!(ns >= (double) PV_BIN_MIN && ns <= (double) PV_BIN_MAX))
                {
                  g_set_error (error, PV_ERROR, PV_ERROR_BAD_VALUE,
                               _("the bin size “%s” is not between 1 µs and 1 day"), text);
                  return FALSE;
                }

              *bin_ns = (gint64) llround (ns);
              return TRUE;
            }
    }

  g_set_error (error, PV_ERROR, PV_ERROR_BAD_VALUE,
               _("“%s” is not a bin size. Give a number and a unit, such as 20us, 500ms, 2s, 5min, 1h or 1d"), text);

  return FALSE;
}

char *
pv_bin_size_to_string (gint64 bin_ns)
{
  g_autofree char *number = NULL;
  guint i = G_N_ELEMENTS (units) - 1;
  double value;

  while (i > 0 && bin_ns < units[i].ns)
    i--;
  value = (double) bin_ns / (double) units[i].ns;
  number = g_strdup_printf ("%.6g", value);

  switch (i)
    {
    case 0:
      /* Translators: a length of time, %s is a number: microseconds */
      return g_strdup_printf (C_("bin size", "%s µs"), number);
    case 1:
      /* Translators: a length of time, %s is a number: milliseconds */
      return g_strdup_printf (C_("bin size", "%s ms"), number);
    case 2:
      /* Translators: a length of time, %s is a number: seconds */
      return g_strdup_printf (C_("bin size", "%s s"), number);
    case 3:
      /* Translators: a length of time, %s is a number: minutes */
      return g_strdup_printf (C_("bin size", "%s min"), number);
    case 4:
      /* Translators: a length of time, %s is a number: hours */
      return g_strdup_printf (C_("bin size", "%s h"), number);
    default:
      /* Translators: a length of time, %s is a number: days */
      return g_strdup_printf (C_("bin size", "%s d"), number);
    }
}
