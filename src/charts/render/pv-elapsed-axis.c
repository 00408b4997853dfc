/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-elapsed-axis.c: round ticks for the time since a capture began. */
#include "config.h"

#include "pv-elapsed-axis.h"

#include <glib/gi18n-lib.h>
#include <langinfo.h>

#include "pv-time-text.h"

/* Seconds alone are easy to read as far as this. */
#define MAX_PLAIN_SECONDS (120 * PV_TIME_SECOND)

/* Between a second and a day; below, steps are 1, 2 and 5 times powers of ten, above, days are. */
static const gint64 middle_steps[] = {
  1 * PV_TIME_SECOND,  2 * PV_TIME_SECOND,  5 * PV_TIME_SECOND,  10 * PV_TIME_SECOND, 15 * PV_TIME_SECOND,
  30 * PV_TIME_SECOND, 1 * PV_TIME_MINUTE,  2 * PV_TIME_MINUTE,  5 * PV_TIME_MINUTE,  10 * PV_TIME_MINUTE,
  15 * PV_TIME_MINUTE, 30 * PV_TIME_MINUTE, 1 * PV_TIME_HOUR,    2 * PV_TIME_HOUR,    3 * PV_TIME_HOUR,
  6 * PV_TIME_HOUR,    12 * PV_TIME_HOUR,
};

#define N_SHORT_STEPS 27 /* 1 ns … 500 ms */
#define N_LONG_STEPS 15  /* 1 day … 50,000 days, more than 64 bits of nanoseconds hold */
#define N_STEPS (N_SHORT_STEPS + G_N_ELEMENTS (middle_steps) + N_LONG_STEPS)

static gint64
get_round (guint  i,
           gint64 unit)
{
  const gint64 factors[] = { 1, 2, 5 };

  for (guint j = 0; j < i / 3; j++)
    unit *= 10;

  return factors[i % 3] * unit;
}

static gint64
get_step (guint i)
{
  if (i < N_SHORT_STEPS)
    return get_round (i, 1);
  i -= N_SHORT_STEPS;
  if (i < G_N_ELEMENTS (middle_steps))
    return middle_steps[i];

  return get_round (i - G_N_ELEMENTS (middle_steps), PV_TIME_DAY);
}

/* "05.250": seconds with the decimals that steps need. */
static char *
format_seconds (guint64     ns,
                int         width,
                gint64      step_ns)
{
  int decimals = pv_time_count_decimals (step_ns);
  guint64 fraction = ns % PV_TIME_SECOND;
  guint64 seconds = ns / PV_TIME_SECOND;

  if (decimals == 0)
    return g_strdup_printf ("%0*" G_GUINT64_FORMAT, width, seconds);

  for (int i = decimals; i < 9; i++)
    fraction /= 10;

  return g_strdup_printf ("%0*" G_GUINT64_FORMAT "%s%0*" G_GUINT64_FORMAT, width, seconds,
                          nl_langinfo (RADIXCHAR), decimals, fraction);
}

/* Hours and minutes of a day. */
static char *
format_clock (guint64 ns,
              gint64  step_ns,
              gint64  largest_ns)
{
  guint hours = (guint) (ns / PV_TIME_HOUR);
  guint minutes = (guint) (ns / PV_TIME_MINUTE % 60);
  g_autofree char *seconds = format_seconds (ns % PV_TIME_MINUTE, 2, step_ns);

  if (largest_ns < PV_TIME_HOUR)
    return g_strdup_printf ("%u:%s", minutes, seconds);
  if (largest_ns >= PV_TIME_DAY && step_ns % PV_TIME_MINUTE == 0)
    return g_strdup_printf ("%u:%02u", hours, minutes);

  return g_strdup_printf ("%u:%02u:%s", hours, minutes, seconds);
}

static char *
format_positive (guint64 ns,
                 gint64  step_ns,
                 gint64  largest_ns)
{
  g_autofree char *text = NULL;
  g_autofree char *clock = NULL;

  if (largest_ns < MAX_PLAIN_SECONDS)
    {
      text = format_seconds (ns, 1, step_ns);
      return g_strdup_printf (C_ ("duration", "%s s"), text);
    }

  if (largest_ns < PV_TIME_DAY)
    return format_clock (ns, step_ns, largest_ns);

  text = g_strdup_printf ("%u", (guint) (ns / PV_TIME_DAY));
  clock = g_strdup_printf (C_ ("duration", "%s d"), text);
  if (step_ns % PV_TIME_DAY == 0)
    return g_steal_pointer (&clock);

  g_free (text);
  text = format_clock (ns % PV_TIME_DAY, step_ns, largest_ns);

  return g_strdup_printf ("%s %s", clock, text);
}

gint64
pv_elapsed_get (gint64 time_ns,
                gint64 origin_ns)
{
  return MAX (pv_time_subtract (time_ns, origin_ns), -G_MAXINT64);
}

char *
pv_elapsed_format (gint64 elapsed_ns,
                   gint64 step_ns,
                   gint64 largest_ns)
{
  /* Unsigned: the smallest number has no opposite. */
  guint64 ns = elapsed_ns < 0 ? -(guint64) elapsed_ns : (guint64) elapsed_ns;
  g_autofree char *text = format_positive (ns, step_ns, largest_ns);

  return elapsed_ns < 0 ? g_strconcat ("−", text, NULL) : g_steal_pointer (&text);
}

/* When the origin was, to the second. */
static void
add_section (GArray    *sections,
             gint64     start_ns,
             gint64     origin_ns,
             GTimeZone *zone)
{
  /* Translators: g_date_time_format() of a whole date: "Saturday 9 July 2016". */
  g_autofree char *day = pv_time_format (origin_ns, zone, C_ ("time axis", "%A %-e %B %Y"));
  g_autofree char *clock = pv_time_format_clock (origin_ns, zone, PV_TIME_SECOND);
  g_autofree char *zone_label = pv_time_format_zone (origin_ns, zone);
  PvTimeSection section = {
    .time_ns = start_ns,
    /* Translators: what times are counted from: a time of day, a date, and the abbreviated time zone. */
    .label = g_strdup_printf (C_ ("time axis", "since %s, %s, %s"), clock, day, zone_label),
    .short_label = g_strdup_printf (C_ ("time axis", "since %s"), clock),
  };

  g_array_append_val (sections, section);
}

PvTimeAxis *
pv_elapsed_axis_new (gint64             start_ns,
                     gint64             end_ns,
                     gint64             origin_ns,
                     GTimeZone         *zone,
                     double             width,
                     double             gap,
                     PvTimeMeasureFunc  measure,
                     gpointer           user_data)
{
  gint64 first = pv_elapsed_get (start_ns, origin_ns);
  gint64 last = pv_elapsed_get (end_ns, origin_ns);
  gint64 largest = MAX (ABS (first), ABS (last));
  double ns_per_pixel = (double) pv_time_get_distance (first, last) / MAX (width, 1);
  PvTimeAxis *self;
  gint64 step = 0;

  g_return_val_if_fail (end_ns > start_ns, NULL);
  g_return_val_if_fail (measure != NULL, NULL);

  for (guint i = 0; i < N_STEPS; i++)
    {
      g_autofree char *label = NULL;

      step = get_step (i);
      if ((double) step / ns_per_pixel < gap + 8)
        continue;
      label = pv_elapsed_format (first < 0 ? -largest : largest, step, largest);
      if ((double) step / ns_per_pixel >= gap + measure (label, user_data))
        break;
    }

  self = pv_time_axis_new_empty (step);
  for (gint64 elapsed = first - first % step; elapsed <= last; elapsed += step)
    {
      PvTimeTick tick = { pv_time_add (origin_ns, elapsed), NULL };

      if (elapsed >= first)
        {
          tick.label = pv_elapsed_format (elapsed, step, largest);
          g_array_append_val (self->ticks, tick);
        }
      if (elapsed > G_MAXINT64 - step)
        break;
    }
  add_section (self->sections, start_ns, origin_ns, zone);

  return self;
}
