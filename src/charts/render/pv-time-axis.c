/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-time-axis.c: round ticks for times, from nanoseconds to centuries.
 *
 * Two rows of labels. The first tells ticks apart and no more: "10:14:30". The second, the sections,
 * says what these leave out, once where it begins: "Saturday 9 July 2016, CEST". */
#include "config.h"

#include "pv-time-axis.h"

#include <glib/gi18n-lib.h>

#include "pv-local-day.h"
#include "pv-time-text.h"
#include "pv-unit.h"

typedef enum
{
  KIND_FIXED, /* n ns; local time of day is a multiple of it */
  KIND_DAYS,
  KIND_MONTHS,
  KIND_YEARS,
} Kind;

typedef struct
{
  Kind kind;
  gint64 n;
} Step;

/* Below a second, steps are 1, 2 and 5 times powers of ten; these are the others. */
static const Step long_steps[] = {
  { KIND_FIXED, 1 * PV_TIME_SECOND },
  { KIND_FIXED, 2 * PV_TIME_SECOND },
  { KIND_FIXED, 5 * PV_TIME_SECOND },
  { KIND_FIXED, 10 * PV_TIME_SECOND },
  { KIND_FIXED, 15 * PV_TIME_SECOND },
  { KIND_FIXED, 30 * PV_TIME_SECOND },
  { KIND_FIXED, 1 * PV_TIME_MINUTE },
  { KIND_FIXED, 2 * PV_TIME_MINUTE },
  { KIND_FIXED, 5 * PV_TIME_MINUTE },
  { KIND_FIXED, 10 * PV_TIME_MINUTE },
  { KIND_FIXED, 15 * PV_TIME_MINUTE },
  { KIND_FIXED, 30 * PV_TIME_MINUTE },
  { KIND_FIXED, 1 * PV_TIME_HOUR },
  { KIND_FIXED, 2 * PV_TIME_HOUR },
  { KIND_FIXED, 3 * PV_TIME_HOUR },
  { KIND_FIXED, 6 * PV_TIME_HOUR },
  { KIND_FIXED, 12 * PV_TIME_HOUR },
  { KIND_DAYS, 1 },
  { KIND_DAYS, 2 },
  { KIND_DAYS, 7 },
  { KIND_DAYS, 14 },
  { KIND_MONTHS, 1 },
  { KIND_MONTHS, 2 },
  { KIND_MONTHS, 3 },
  { KIND_MONTHS, 6 },
  { KIND_YEARS, 1 },
  { KIND_YEARS, 2 },
  { KIND_YEARS, 5 },
  { KIND_YEARS, 10 },
  { KIND_YEARS, 20 },
  { KIND_YEARS, 50 },
  { KIND_YEARS, 100 },
};

#define N_SHORT_STEPS 27 /* 1 ns … 500 ms */
#define N_STEPS (N_SHORT_STEPS + G_N_ELEMENTS (long_steps))

/* Seconds that still fit as nanoseconds: the years 1678 to 2261. */
#define MAX_SECONDS (G_MAXINT64 / PV_TIME_SECOND - 1)

static Step
get_step (guint i)
{
  const gint64 factors[] = { 1, 2, 5 };
  gint64 power = 1;

  if (i >= N_SHORT_STEPS)
    return long_steps[i - N_SHORT_STEPS];

  for (guint j = 0; j < i / 3; j++)
    power *= 10;

  return (Step){ KIND_FIXED, factors[i % 3] * power };
}

/* The shortest that it can be, about. */
static gint64
get_step_ns (Step step)
{
  switch (step.kind)
    {
    case KIND_DAYS:
      return step.n * PV_TIME_DAY;

    case KIND_MONTHS:
      return step.n * 30 * PV_TIME_DAY;

    case KIND_YEARS:
      return step.n * 365 * PV_TIME_DAY;

    case KIND_FIXED:
    default:
      return step.n;
    }
}

/* What a short step's labels count in, and how long a section is: it is long enough that at most one
 * or two begin in sight. 0 where labels are times of day. */
static gint64
get_section_ns (Step step)
{
  if (step.kind != KIND_FIXED)
    return 0;
  if (step.n <= 50)
    return PV_TIME_US;
  if (step.n <= 50 * PV_TIME_US)
    return PV_TIME_MS;

  return 0;
}

static char *
format_tick (gint64     time_ns,
             GTimeZone *zone,
             Step       step)
{
  gint64 section_ns = get_section_ns (step);

  switch (step.kind)
    {
    case KIND_DAYS:
      if (step.n == 1)
        /* Translators: g_date_time_format() of a day on an axis: "Sat 9 Jul". */
        return pv_time_format (time_ns, zone, C_ ("time axis", "%a %-e %b"));
      /* Translators: g_date_time_format() of a day on an axis: "9 Jul". */
      return pv_time_format (time_ns, zone, C_ ("time axis", "%-e %b"));

    case KIND_MONTHS:
      /* Translators: g_date_time_format() of a month on an axis: "Jul". */
      return pv_time_format (time_ns, zone, C_ ("time axis", "%Ob"));

    case KIND_YEARS:
      return pv_time_format (time_ns, zone, C_ ("time axis", "%Y"));

    case KIND_FIXED:
    default:
      break;
    }

  if (section_ns > 0)
    {
      gint64 rest = pv_time_get_rest (time_ns, section_ns);
      gboolean is_ns = section_ns == PV_TIME_US;
      int decimals = is_ns ? 0 : pv_time_count_decimals (step.n) - 6;
      g_autofree char *number = g_strdup_printf ("%.*f", MAX (decimals, 0), is_ns ? rest : rest / 1e3);

      return is_ns ? g_strdup_printf (C_ ("duration", "%s ns"), number)
                   : g_strdup_printf (C_ ("duration", "%s µs"), number);
    }

  return pv_time_format_clock (time_ns, zone, step.n);
}

/* GDate counts days from 1 January of the year 1. */
#define JULIAN_EPOCH G_GINT64_CONSTANT (719163)

static gint64
seconds_to_ns (gint64 seconds)
{
  return CLAMP (seconds, -MAX_SECONDS, MAX_SECONDS) * PV_TIME_SECOND;
}

/* When the day with this Julian number begins. */
static gint64
julian_to_ns (GTimeZone *zone,
              guint32    julian)
{
  return seconds_to_ns (pv_local_day_to_start (zone, julian - JULIAN_EPOCH));
}

static gint64
date_to_ns (GTimeZone *zone,
            int        year,
            int        month,
            int        day)
{
  GDate date;

  if (year < 1 || year > G_MAXUINT16)
    return G_MAXINT64;

  g_date_clear (&date, 1);
  g_date_set_dmy (&date, (GDateDay) day, (GDateMonth) month, (GDateYear) year);

  return julian_to_ns (zone, g_date_get_julian (&date));
}

/* The first time that is not before @time_ns and a multiple by the clock as it is set at @time_ns. */
static gint64
round_up (gint64     time_ns,
          GTimeZone *zone,
          gint64     step_ns)
{
  gint64 offset = pv_time_get_offset (time_ns, zone);
  gint64 rest = pv_time_get_rest (pv_time_add (time_ns, offset), step_ns);

  return rest > 0 ? pv_time_add (time_ns, step_ns - rest) : time_ns;
}

/* The tick after the one at @time_ns. Between them clocks may have been changed. */
static gint64
get_next_fixed_tick (gint64     time_ns,
                     GTimeZone *zone,
                     gint64     step_ns)
{
  gint64 next = pv_time_add (time_ns, step_ns);
  gint64 offset, before;

  /* Clocks are changed by minutes. */
  if (step_ns <= PV_TIME_MINUTE)
    return next;

  offset = pv_time_get_offset (next, zone);
  if (offset == pv_time_get_offset (time_ns, zone))
    return next;

  /* By the new clock there may be a round time before this one: after midnight, 6 o'clock when 2 was
   * followed by 3. Not so near that two ticks would stand side by side. */
  before = pv_time_subtract (next, pv_time_get_rest (pv_time_add (next, offset), step_ns));
  if (pv_time_subtract (before, time_ns) > step_ns / 2 && pv_time_get_offset (before, zone) == offset)
    return before;

  return round_up (next, zone, step_ns);
}

/* The first tick that is not before @start_ns. */
static gint64
get_first_fixed_tick (gint64     start_ns,
                      GTimeZone *zone,
                      gint64     step_ns)
{
  gint64 time_ns;

  if (step_ns < PV_TIME_HOUR)
    return round_up (start_ns, zone, step_ns);

  /* From the day's start on: ticks must not depend on where the axis begins, and clocks may have been
   * changed since. */
  time_ns = seconds_to_ns (pv_local_day_floor (zone, pv_time_get_second (start_ns), NULL));
  time_ns = round_up (time_ns, zone, step_ns);
  while (time_ns < start_ns)
    time_ns = get_next_fixed_tick (time_ns, zone, step_ns);

  return time_ns;
}

static void
add_tick (GArray    *ticks,
          gint64     time_ns,
          GTimeZone *zone,
          Step       step)
{
  PvTimeTick tick = { time_ns, format_tick (time_ns, zone, step) };

  g_array_append_val (ticks, tick);
}

static void
clear_tick (gpointer data)
{
  g_free (((PvTimeTick *) data)->label);
}

static void
clear_section (gpointer data)
{
  PvTimeSection *section = data;

  g_free (section->label);
  g_free (section->short_label);
}

static void
add_fixed_ticks (GArray    *ticks,
                 gint64     start_ns,
                 gint64     end_ns,
                 GTimeZone *zone,
                 Step       step)
{
  gint64 time_ns = get_first_fixed_tick (start_ns, zone, step.n);

  while (time_ns <= end_ns)
    {
      add_tick (ticks, time_ns, zone, step);
      if (time_ns > G_MAXINT64 - 2 * step.n)
        break;
      time_ns = get_next_fixed_tick (time_ns, zone, step.n);
    }
}

static void
add_calendar_ticks (GArray    *ticks,
                    gint64     start_ns,
                    gint64     end_ns,
                    GTimeZone *zone,
                    Step       step)
{
  g_autoptr (GDateTime) start = pv_time_to_date_time (start_ns, zone);
  GDate date;
  gint64 index; /* of the day, month or year */
  gint64 before = G_MININT64;

  switch (step.kind)
    {
    case KIND_DAYS:
      g_date_clear (&date, 1);
      g_date_set_dmy (&date, g_date_time_get_day_of_month (start), g_date_time_get_month (start),
                      g_date_time_get_year (start));
      /* Julian day 1 is a Monday: weeks begin on one. */
      index = g_date_get_julian (&date) - 1;
      break;

    case KIND_MONTHS:
      index = g_date_time_get_year (start) * 12 + g_date_time_get_month (start) - 1;
      break;

    case KIND_YEARS:
    case KIND_FIXED:
    default:
      index = g_date_time_get_year (start);
      break;
    }

  for (index -= index % step.n;; index += step.n)
    {
      gint64 time_ns;

      if (step.kind == KIND_DAYS)
        time_ns = julian_to_ns (zone, (guint32) index + 1);
      else if (step.kind == KIND_MONTHS)
        time_ns = date_to_ns (zone, (int) (index / 12), (int) (index % 12) + 1, 1);
      else
        time_ns = date_to_ns (zone, (int) index, 1, 1);

      if (time_ns > end_ns || time_ns >= MAX_SECONDS * PV_TIME_SECOND)
        break;
      /* A day that was left out begins with the next. */
      if (time_ns >= start_ns && time_ns > before)
        add_tick (ticks, time_ns, zone, step);
      before = time_ns;
    }
}

static void
add_section (GArray     *sections,
             gint64      time_ns,
             char       *label,
             char       *short_label)
{
  PvTimeSection section = { time_ns, label, short_label };

  g_array_append_val (sections, section);
}

static char *
with_zone (const char *label,
           gint64      time_ns,
           GTimeZone  *zone)
{
  g_autofree char *zone_label = pv_time_format_zone (time_ns, zone);

  /* Translators: a date or time, and the abbreviated time zone that it is in. */
  return g_strdup_printf (C_ ("time axis", "%s, %s"), label, zone_label);
}

static char *
format_whole_day (gint64     time_ns,
                  GTimeZone *zone)
{
  /* Translators: g_date_time_format() of a whole date: "Saturday 9 July 2016". */
  return pv_time_format (time_ns, zone, C_ ("time axis", "%A %-e %B %Y"));
}

static char *
format_short_day (gint64     time_ns,
                  GTimeZone *zone)
{
  /* Translators: g_date_time_format() of a whole date in a short space: "9 Jul 2016". */
  return pv_time_format (time_ns, zone, C_ ("time axis", "%-e %b %Y"));
}

/* Of a day that follows another in sight: the year is known. */
static char *
format_next_day (gint64     time_ns,
                 GTimeZone *zone,
                 gboolean   is_short)
{
  if (is_short)
    /* Translators: g_date_time_format() of a day on an axis: "Sat 9 Jul". */
    return pv_time_format (time_ns, zone, C_ ("time axis", "%a %-e %b"));

  /* Translators: g_date_time_format() of a day: "Saturday 9 July". */
  return pv_time_format (time_ns, zone, C_ ("time axis", "%A %-e %B"));
}

/* The moment at which clocks were changed between @start_ns and @end_ns, whose offsets differ. */
static gint64
find_clock_change (gint64     start_ns,
                   gint64     end_ns,
                   GTimeZone *zone)
{
  gint64 low = pv_time_get_second (start_ns);
  gint64 high = pv_time_get_second (end_ns);
  gint64 offset = pv_time_get_offset (start_ns, zone);

  while (high - low > 1)
    {
      gint64 middle = low + (high - low) / 2;

      if (pv_time_get_offset (middle * PV_TIME_SECOND, zone) == offset)
        low = middle;
      else
        high = middle;
    }

  return high * PV_TIME_SECOND;
}

/* Days and, within one, changes of clocks. */
static void
add_day_sections (GArray    *sections,
                  gint64     start_ns,
                  gint64     end_ns,
                  GTimeZone *zone)
{
  g_autoptr (GDateTime) start = pv_time_to_date_time (start_ns, zone);
  g_autofree char *day = format_whole_day (start_ns, zone);
  gint64 from_ns = start_ns;
  GDate date;

  add_section (sections, start_ns, with_zone (day, start_ns, zone), format_short_day (start_ns, zone));

  g_date_clear (&date, 1);
  g_date_set_dmy (&date, g_date_time_get_day_of_month (start), g_date_time_get_month (start),
                  g_date_time_get_year (start));
  for (guint32 julian = g_date_get_julian (&date) + 1;; julian++)
    {
      gint64 midnight = julian_to_ns (zone, julian);
      gint64 to_ns = MIN (midnight, end_ns);
      gint64 change = 0;

      if (pv_time_get_offset (from_ns, zone) != pv_time_get_offset (to_ns, zone))
        {
          change = find_clock_change (from_ns, to_ns, zone);
          if (change > start_ns && change < midnight)
            add_section (sections, change, pv_time_format_zone (change, zone), NULL);
        }

      if (midnight > end_ns || midnight >= MAX_SECONDS * PV_TIME_SECOND)
        break;

      if (midnight > start_ns && midnight > from_ns)
        {
          g_autofree char *next_day = format_next_day (midnight, zone, FALSE);

          add_section (sections, midnight,
                       change == midnight ? with_zone (next_day, midnight, zone) : g_steal_pointer (&next_day),
                       format_next_day (midnight, zone, TRUE));
        }
      from_ns = midnight;
    }
}

/* Sections of a millisecond or a microsecond. */
static void
add_short_sections (GArray    *sections,
                    gint64     start_ns,
                    gint64     end_ns,
                    GTimeZone *zone,
                    gint64     section_ns)
{
  for (gint64 time_ns = pv_time_floor (start_ns, section_ns); time_ns <= end_ns; time_ns = pv_time_add (time_ns, section_ns))
    {
      g_autofree char *clock = pv_time_format_clock (time_ns, zone, section_ns);
      g_autofree char *day = NULL;
      g_autofree char *both = NULL;

      if (time_ns > start_ns)
        {
          add_section (sections, time_ns, g_steal_pointer (&clock), NULL);
          continue;
        }

      day = format_whole_day (time_ns, zone);
      /* Translators: a date and a time of day. */
      both = g_strdup_printf (C_ ("time axis", "%s, %s"), day, clock);
      add_section (sections, start_ns, with_zone (both, time_ns, zone), g_steal_pointer (&clock));
    }
}

static void
add_year_sections (GArray    *sections,
                   gint64     start_ns,
                   gint64     end_ns,
                   GTimeZone *zone)
{
  g_autoptr (GDateTime) start = pv_time_to_date_time (start_ns, zone);

  add_section (sections, start_ns, pv_time_format (start_ns, zone, "%Y"), NULL);
  for (int year = g_date_time_get_year (start) + 1;; year++)
    {
      gint64 time_ns = date_to_ns (zone, year, 1, 1);

      if (time_ns > end_ns)
        break;
      if (time_ns > start_ns)
        add_section (sections, time_ns, pv_time_format (time_ns, zone, "%Y"), NULL);
    }
}

/* How wide the widest label of a step may be. Digits are of one width; names are not. */
static double
measure_step (Step               step,
              gint64             start_ns,
              GTimeZone         *zone,
              PvTimeMeasureFunc  measure,
              gpointer           user_data)
{
  double widest = 0;

  if (step.kind == KIND_FIXED)
    {
      gint64 section_ns = get_section_ns (step);
      /* The last tick of a section has the most digits. */
      gint64 time_ns = section_ns > 0 ? pv_time_add (pv_time_floor (start_ns, section_ns), section_ns - step.n) : start_ns;
      g_autofree char *label = format_tick (time_ns, zone, step);

      return measure (label, user_data);
    }

  /* The 28th of each month of a year falls on every day of the week. */
  for (int month = 1; month <= 12; month++)
    {
      g_autofree char *label = format_tick (date_to_ns (zone, 2017, month, 28), zone, step);

      widest = MAX (widest, measure (label, user_data));
    }

  return widest;
}

PvTimeAxis *
pv_time_axis_new_empty (gint64 step_ns)
{
  PvTimeAxis *self = g_new0 (PvTimeAxis, 1);

  self->step_ns = step_ns;
  self->ticks = g_array_new (FALSE, FALSE, sizeof (PvTimeTick));
  g_array_set_clear_func (self->ticks, clear_tick);
  self->sections = g_array_new (FALSE, FALSE, sizeof (PvTimeSection));
  g_array_set_clear_func (self->sections, clear_section);

  return self;
}

PvTimeAxis *
pv_time_axis_new (gint64             start_ns,
                  gint64             end_ns,
                  GTimeZone         *zone,
                  double             width,
                  double             gap,
                  PvTimeMeasureFunc  measure,
                  gpointer           user_data)
{
  g_autoptr (GTimeZone) local = zone == NULL ? g_time_zone_new_local () : NULL;
  PvTimeAxis *self;
  Step step = get_step (N_STEPS - 1);
  double ns_per_pixel;

  g_return_val_if_fail (end_ns > start_ns, NULL);
  g_return_val_if_fail (measure != NULL, NULL);

  if (zone == NULL)
    zone = local;

  start_ns = MAX (start_ns, -MAX_SECONDS * PV_TIME_SECOND);
  end_ns = MIN (end_ns, MAX_SECONDS * PV_TIME_SECOND);
  ns_per_pixel = (double) pv_time_get_distance (start_ns, end_ns) / MAX (width, 1);

  for (guint i = 0; i < N_STEPS; i++)
    {
      double step_width = get_step_ns (get_step (i)) / ns_per_pixel;

      /* No label is narrower than this: do not measure what cannot fit. */
      if (step_width < gap + 8)
        continue;
      if (step_width >= gap + measure_step (get_step (i), start_ns, zone, measure, user_data))
        {
          step = get_step (i);
          break;
        }
    }

  self = pv_time_axis_new_empty (get_step_ns (step));

  if (step.kind == KIND_FIXED)
    add_fixed_ticks (self->ticks, start_ns, end_ns, zone, step);
  else
    add_calendar_ticks (self->ticks, start_ns, end_ns, zone, step);

  if (get_section_ns (step) > 0)
    add_short_sections (self->sections, start_ns, end_ns, zone, get_section_ns (step));
  else if (step.kind == KIND_FIXED)
    add_day_sections (self->sections, start_ns, end_ns, zone);
  else if (step.kind != KIND_YEARS)
    add_year_sections (self->sections, start_ns, end_ns, zone);

  return self;
}

void
pv_time_axis_free (PvTimeAxis *self)
{
  if (self == NULL)
    return;

  g_array_unref (self->ticks);
  g_array_unref (self->sections);
  g_free (self);
}
