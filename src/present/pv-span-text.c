/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-span-text.c: a span of time as people read it beside its chart. */
#include "config.h"

#include <glib/gi18n.h>

#include "pv-elapsed-axis.h"
#include "pv-span-text.h"
#include "pv-time-text.h"

static gboolean
is_same_day (gint64     a_ns,
             gint64     b_ns,
             GTimeZone *zone)
{
  g_autoptr (GDateTime) a = pv_time_to_date_time (a_ns, zone);
  g_autoptr (GDateTime) b = pv_time_to_date_time (b_ns, zone);

  return g_date_time_get_year (a) == g_date_time_get_year (b) &&
         g_date_time_get_day_of_year (a) == g_date_time_get_day_of_year (b);
}

static char *
format_time (gint64     time_ns,
             GTimeZone *zone,
             gint64     step_ns,
             gboolean   with_date)
{
  g_autofree char *clock = pv_time_format_clock (time_ns, zone, MIN (step_ns, PV_TIME_SECOND));
  g_autofree char *date = NULL;

  if (!with_date)
    return g_steal_pointer (&clock);

  /* Translators: a date, see g_date_time_format() */
  date = pv_time_format (time_ns, zone, C_("date", "%-e %b %Y"));

  /* Translators: a date and a time of the day */
  return g_strdup_printf (C_("date and time", "%s %s"), date, clock);
}

char *
pv_span_text_new (const PvSpan *span,
                  const PvSpan *home,
                  gint64        step_ns,
                  PvClock       clock)
{
  g_autoptr (GTimeZone) utc = clock == PV_CLOCK_UTC ? g_time_zone_new_utc () : NULL;
  g_autofree char *first = NULL;
  g_autofree char *last = NULL;

  g_return_val_if_fail (span != NULL && home != NULL, NULL);

  step_ns = MAX (step_ns, 1);
  if (clock == PV_CLOCK_ELAPSED)
    {
      gint64 largest_ns = MAX (ABS (span->start_ns - home->start_ns), ABS (span->end_ns - home->start_ns));

      first = pv_elapsed_format (span->start_ns - home->start_ns, step_ns, largest_ns);
      last = pv_elapsed_format (span->end_ns - home->start_ns, step_ns, largest_ns);
    }
  else
    {
      gboolean is_one_day = is_same_day (home->start_ns, home->end_ns, utc) &&
                            is_same_day (span->start_ns, span->end_ns, utc) &&
                            is_same_day (home->start_ns, span->start_ns, utc);

      first = format_time (span->start_ns, utc, step_ns, !is_one_day);
      last = format_time (span->end_ns, utc, step_ns,
                          !is_one_day && !is_same_day (span->start_ns, span->end_ns, utc));
    }

  /* Translators: from a first to a last point in time */
  return g_strdup_printf (C_("time range", "%s – %s"), first, last);
}
