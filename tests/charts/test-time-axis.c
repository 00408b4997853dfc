/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-time-axis.c: ticks are round in local time at every zoom, also where clocks are changed. */
#include <locale.h>
#include <math.h>

#include "pv-time-axis.h"
#include "pv-time-text.h"

#define WIDTH 1000
#define LETTER 7
#define GAP 24

static double
measure (const char *label,
         gpointer    user_data)
{
  return (double) g_utf8_strlen (label, -1) * LETTER;
}

static GTimeZone *
get_zone (const char *name)
{
  GTimeZone *zone = g_time_zone_new_identifier (name);

  if (zone == NULL)
    g_test_skip_printf ("There is no time zone %s", name);

  return zone;
}

static gint64
at (GTimeZone *zone,
    int        year,
    int        month,
    int        day,
    int        hour,
    int        minute)
{
  g_autoptr (GDateTime) date_time = g_date_time_new (zone, year, month, day, hour, minute, 0);

  return g_date_time_to_unix (date_time) * PV_TIME_SECOND;
}

static char *
join_ticks (PvTimeAxis *axis)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < axis->ticks->len; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? "|" : "", g_array_index (axis->ticks, PvTimeTick, i).label);

  return g_string_free (text, FALSE);
}

static char *
join_sections (PvTimeAxis *axis)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < axis->sections->len; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? "|" : "", g_array_index (axis->sections, PvTimeSection, i).label);

  return g_string_free (text, FALSE);
}

/* Where the tick with this index is. */
static gint64
get_tick (GTimeZone *zone,
          gint64     start_ns,
          gint64     end_ns,
          guint      index)
{
  g_autoptr (PvTimeAxis) axis = pv_time_axis_new (start_ns, end_ns, zone, 330, GAP, measure, NULL);

  g_assert_cmpuint (index, <, axis->ticks->len);

  return g_array_index (axis->ticks, PvTimeTick, index).time_ns;
}

static void
assert_axis (GTimeZone  *zone,
             gint64      start_ns,
             gint64      end_ns,
             double      width,
             const char *ticks,
             const char *sections)
{
  g_autoptr (PvTimeAxis) axis = pv_time_axis_new (start_ns, end_ns, zone, width, GAP, measure, NULL);
  g_autofree char *actual_ticks = join_ticks (axis);
  g_autofree char *actual_sections = join_sections (axis);

  g_assert_cmpstr (actual_ticks, ==, ticks);
  g_assert_cmpstr (actual_sections, ==, sections);
}

static void
test_zooms (void)
{
  g_autoptr (GTimeZone) zone = get_zone ("Europe/Berlin");
  gint64 noon, first;

  if (zone == NULL)
    return;

  noon = at (zone, 2016, 7, 9, 12, 0);
  first = at (zone, 2016, 1, 1, 0, 0);

  assert_axis (zone, noon + 14 * PV_TIME_SECOND, noon + 16 * PV_TIME_SECOND + 100, 500,
               "12:00:14.0|12:00:14.5|12:00:15.0|12:00:15.5|12:00:16.0", "Saturday 9 July 2016, CEST");
  assert_axis (zone, noon, noon + 95 * PV_TIME_SECOND, 500, "12:00:00|12:00:30|12:01:00|12:01:30",
               "Saturday 9 July 2016, CEST");
  assert_axis (zone, noon, noon + 13 * PV_TIME_HOUR, 500, "12:00|14:00|16:00|18:00|20:00|22:00|00:00",
               "Saturday 9 July 2016, CEST|Sunday 10 July");
  assert_axis (zone, noon, noon + 4 * PV_TIME_DAY, 400, "Sun 10 Jul|Mon 11 Jul|Tue 12 Jul|Wed 13 Jul", "2016");
  assert_axis (zone, noon, noon + 30 * PV_TIME_DAY, 500, "11 Jul|18 Jul|25 Jul|1 Aug|8 Aug", "2016");
  assert_axis (zone, noon, noon + 300 * PV_TIME_DAY, 500, "Aug|Sep|Oct|Nov|Dec|Jan|Feb|Mar|Apr|May", "2016|2017");
  assert_axis (zone, noon, noon + 1000 * PV_TIME_DAY, 500, "Oct|Jan|Apr|Jul|Oct|Jan|Apr|Jul|Oct|Jan|Apr",
               "2016|2017|2018|2019");
  assert_axis (zone, first, first + 7400 * PV_TIME_DAY, 500, "2020|2025|2030|2035", "");

  /* Below a millisecond ticks count within one. */
  assert_axis (zone, noon + 14123456789, noon + 14123466789, 500, "458\302\240µs|460\302\240µs|462\302\240µs|464\302\240µs|466\302\240µs",
               "Saturday 9 July 2016, 12:00:14.123, CEST");
  assert_axis (zone, noon + 14123999970, noon + 14124000020, 500, "970\302\240ns|980\302\240ns|990\302\240ns|0\302\240ns|10\302\240ns|20\302\240ns",
               "Saturday 9 July 2016, 12:00:14.123999, CEST|12:00:14.124000");
}

/* Clocks go from 2 to 3 on 27 March 2016. */
static void
test_spring (void)
{
  g_autoptr (GTimeZone) zone = get_zone ("Europe/Berlin");
  gint64 start;

  if (zone == NULL)
    return;

  start = at (zone, 2016, 3, 27, 0, 0);
  assert_axis (zone, start, start + 4 * PV_TIME_HOUR, 400, "00:00|01:00|03:00|04:00|05:00",
               "Sunday 27 March 2016, CET|CEST");
  assert_axis (zone, start, start + 8 * PV_TIME_HOUR, 400, "00:00|04:00|06:00|08:00", "Sunday 27 March 2016, CET|CEST");
  assert_axis (zone, start - PV_TIME_HOUR, start + 30 * PV_TIME_HOUR, 500, "00:00|06:00|12:00|18:00|00:00|06:00",
               "Saturday 26 March 2016, CET|Sunday 27 March|CEST|Monday 28 March");
}

/* Clocks go from 3 to 2 on 30 October 2016. */
static void
test_autumn (void)
{
  g_autoptr (GTimeZone) zone = get_zone ("Europe/Berlin");
  gint64 start;

  if (zone == NULL)
    return;

  start = at (zone, 2016, 10, 30, 0, 0);
  assert_axis (zone, start, start + 5 * PV_TIME_HOUR, 400, "00:00|01:00|02:00|02:00|03:00|04:00",
               "Sunday 30 October 2016, CEST|CET");
  assert_axis (zone, start, start + 9 * PV_TIME_HOUR, 400, "00:00|02:00|04:00|06:00|08:00",
               "Sunday 30 October 2016, CEST|CET");
  assert_axis (zone, start, start + 26 * PV_TIME_HOUR, 420, "00:00|06:00|12:00|18:00|00:00",
               "Sunday 30 October 2016, CEST|CET|Monday 31 October");
  /* A day of 25 hours among others: midnights are midnights. */
  assert_axis (zone, start - PV_TIME_HOUR, start + 75 * PV_TIME_HOUR, 330, "Sun 30 Oct|Mon 31 Oct|Tue 1 Nov|Wed 2 Nov",
               "2016");
}

/* Clocks went from midnight to 1 on 16 October 2016: the day began at 1. */
static void
test_no_midnight (void)
{
  g_autoptr (GTimeZone) zone = get_zone ("America/Sao_Paulo");
  gint64 start;

  if (zone == NULL)
    return;

  start = at (zone, 2016, 10, 15, 18, 0);
  assert_axis (zone, start, start + 12 * PV_TIME_HOUR, 420, "18:00|20:00|22:00|02:00|04:00|06:00",
               "Saturday 15 October 2016, UTC−3|Sunday 16 October, UTC−2");
}

/* Clocks went from 1 back to midnight on 6 November 2016: the day has two midnights, and began at the
 * first, an hour before the second. */
static void
test_two_midnights (void)
{
  g_autoptr (GTimeZone) zone = get_zone ("America/Havana");
  gint64 start;

  if (zone == NULL)
    return;

  start = at (zone, 2016, 11, 5, 22, 0);
  assert_axis (zone, start, start + 5 * PV_TIME_HOUR, 400, "22:00|23:00|00:00|00:00|01:00|02:00",
               "Saturday 5 November 2016, CDT|Sunday 6 November|CST");
  /* Also from between the two on. */
  assert_axis (zone, start + 5 * PV_TIME_HOUR / 2, start + 6 * PV_TIME_HOUR, 400, "00:00|01:00|02:00|03:00",
               "Sunday 6 November 2016, CDT|CST");
  /* The first is where a day of bins begins, too. */
  g_assert_cmpint (get_tick (zone, start, start + 80 * PV_TIME_HOUR, 0), ==, start + 2 * PV_TIME_HOUR);
}

/* There was no 30 December 2011 in Samoa. */
static void
test_no_day (void)
{
  g_autoptr (GTimeZone) zone = get_zone ("Pacific/Apia");
  gint64 start;

  if (zone == NULL)
    return;

  start = at (zone, 2011, 12, 28, 12, 0);
  assert_axis (zone, start, start + 80 * PV_TIME_HOUR, 330, "Thu 29 Dec|Sat 31 Dec|Sun 1 Jan", "2011|2012");
  start = at (zone, 2011, 12, 29, 18, 0);
  assert_axis (zone, start, start + 12 * PV_TIME_HOUR, 300, "18:00|21:00|00:00|03:00|06:00",
               "Thursday 29 December 2011, UTC−10|Saturday 31 December, UTC+14");
}

/* Clocks are changed by half an hour. */
static void
test_half_hour (void)
{
  g_autoptr (GTimeZone) zone = get_zone ("Australia/Lord_Howe");
  gint64 start;

  if (zone == NULL)
    return;

  start = at (zone, 2016, 10, 2, 0, 0);
  assert_axis (zone, start, start + 4 * PV_TIME_HOUR, 400, "00:00|01:00|03:00|04:00",
               "Sunday 2 October 2016, UTC+10:30|UTC+11");
}

static void
test_quarter_offset (void)
{
  g_autoptr (GTimeZone) zone = get_zone ("Asia/Kathmandu");
  gint64 start;

  if (zone == NULL)
    return;

  start = at (zone, 2016, 10, 2, 10, 7);
  assert_axis (zone, start, start + 4 * PV_TIME_HOUR, 400, "11:00|12:00|13:00|14:00", "Sunday 2 October 2016, UTC+5:45");
}

static void
check_any (GTimeZone *zone,
           gint64     start_ns,
           gint64     span_ns)
{
  g_autoptr (PvTimeAxis) axis = pv_time_axis_new (start_ns, start_ns + span_ns, zone, WIDTH, GAP, measure, NULL);
  double ns_per_pixel = (double) span_ns / WIDTH;

  /* Ticks are neither rare nor crowded. */
  g_assert_cmpuint (axis->ticks->len, >=, 2);
  g_assert_cmpuint (axis->ticks->len, <=, WIDTH / GAP);

  for (guint i = 0; i < axis->ticks->len; i++)
    {
      const PvTimeTick *tick = &g_array_index (axis->ticks, PvTimeTick, i);
      g_autoptr (GDateTime) date_time = pv_time_to_date_time (tick->time_ns, zone);

      g_assert_cmpint (tick->time_ns, >=, start_ns);
      g_assert_cmpint (tick->time_ns, <=, start_ns + span_ns);

      /* Round, by a calendar that is not ours. */
      if (axis->step_ns < PV_TIME_DAY)
        {
          gint64 of_day = (g_date_time_get_hour (date_time) * 3600 + g_date_time_get_minute (date_time) * 60 +
                           g_date_time_get_second (date_time)) * PV_TIME_SECOND +
                          (tick->time_ns - pv_time_floor (tick->time_ns, PV_TIME_SECOND));

          g_assert_cmpint (of_day % axis->step_ns, ==, 0);
        }
      else
        {
          /* Midnight, or where there is none, less than two hours later. */
          g_assert_cmpint (g_date_time_get_hour (date_time), <=, 1);
          if (axis->step_ns >= 28 * PV_TIME_DAY)
            g_assert_cmpint (g_date_time_get_day_of_month (date_time), ==, 1);
          if (axis->step_ns >= 365 * PV_TIME_DAY)
            g_assert_cmpint (g_date_time_get_month (date_time), ==, 1);
        }

      if (i > 0)
        {
          const PvTimeTick *before = tick - 1;
          double distance = (double) (tick->time_ns - before->time_ns);

          g_assert_cmpfloat (distance, >, .49 * (double) axis->step_ns);
          g_assert_cmpfloat (distance, <, 2.1 * (double) axis->step_ns);
          /* Where no clock is changed, labels have room. */
          if (distance >= (double) axis->step_ns)
            g_assert_cmpfloat ((measure (tick->label, NULL) + measure (before->label, NULL)) / 2, <,
                               distance / ns_per_pixel);
        }
    }

  for (guint i = 0; i < axis->sections->len; i++)
    {
      const PvTimeSection *section = &g_array_index (axis->sections, PvTimeSection, i);

      g_assert_nonnull (section->label);
      g_assert_cmpint (section->time_ns, <=, start_ns + span_ns);
      if (i > 0)
        g_assert_cmpint (section->time_ns, >, (section - 1)->time_ns);
      else
        g_assert_cmpint (section->time_ns, <=, start_ns);
    }
}

static void
test_any_span (void)
{
  const char *names[] = { "UTC",           "Europe/Berlin",   "America/New_York",     "America/St_Johns",
                          "Asia/Kathmandu", "Asia/Kolkata",    "Australia/Lord_Howe",  "America/Sao_Paulo",
                          "Asia/Beirut",    "Africa/Casablanca", "Pacific/Apia",       "Pacific/Chatham" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (GTimeZone) zone = g_time_zone_new_identifier (names[i]);

      if (zone == NULL)
        continue;

      for (int j = 0; j < 600; j++)
        {
          /* 1972 … 2036, before which some clocks were off by seconds; 100 ns … 30 years. */
          gint64 start_ns = (gint64) (g_test_rand_double_range (.063e9, 2.1e9) * 1e9) + g_test_rand_int_range (0, 1000);
          gint64 span_ns = (gint64) pow (10, g_test_rand_double_range (2, 17.97));

          check_any (zone, start_ns, span_ns);
        }
    }
}

/* Around every change of clocks in some years, at zooms that matter there. */
static void
test_any_change (void)
{
  const char *names[] = { "Europe/Berlin", "America/Sao_Paulo", "Australia/Lord_Howe",
                          "Asia/Beirut",   "America/Havana",    "Pacific/Apia" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (GTimeZone) zone = g_time_zone_new_identifier (names[i]);
      gint64 offset;

      if (zone == NULL)
        continue;

      offset = pv_time_get_offset (1262304000 * PV_TIME_SECOND, zone);
      for (gint64 hour = 0; hour < 24 * 365 * 4; hour++)
        {
          gint64 time_ns = 1262304000 * PV_TIME_SECOND + hour * PV_TIME_HOUR;
          gint64 now = pv_time_get_offset (time_ns, zone);

          if (now == offset)
            continue;

          /* Samoa left out a day. */
          if (ABS (now - offset) < PV_TIME_DAY)
            for (int j = 0; j < 200; j++)
              {
                gint64 span_ns = (gint64) pow (10, g_test_rand_double_range (11, 15.5));

                check_any (zone, time_ns - (gint64) (g_test_rand_double () * (double) span_ns), span_ns);
              }
          offset = now;
        }
    }
}

/* What stays in sight as one pans keeps its label. */
static void
test_panning (void)
{
  g_autoptr (GTimeZone) zone = get_zone ("Europe/Berlin");
  gint64 step_ns = 0;

  if (zone == NULL)
    return;

  for (int i = 0; i < 500; i++)
    {
      gint64 start_ns = at (zone, 2016, 1, 1, 0, 0) + i * 7 * PV_TIME_HOUR;
      g_autoptr (PvTimeAxis) axis =
          pv_time_axis_new (start_ns, start_ns + 9 * PV_TIME_DAY, zone, WIDTH, GAP, measure, NULL);

      if (i > 0)
        g_assert_cmpint (axis->step_ns, ==, step_ns);
      step_ns = axis->step_ns;
    }
}

static void
test_extremes (void)
{
  g_autoptr (PvTimeAxis) all = pv_time_axis_new (G_MININT64, G_MAXINT64, NULL, WIDTH, GAP, measure, NULL);
  g_autoptr (PvTimeAxis) one = pv_time_axis_new (0, 1, NULL, WIDTH, GAP, measure, NULL);
  g_autoptr (PvTimeAxis) last = pv_time_axis_new (G_MAXINT64 - 100, G_MAXINT64, NULL, WIDTH, GAP, measure, NULL);
  g_autoptr (PvTimeAxis) narrow = pv_time_axis_new (0, PV_TIME_DAY, NULL, 1, GAP, measure, NULL);
  g_autoptr (PvTimeAxis) nineteenth = pv_time_axis_new (-3000000000 * PV_TIME_SECOND, -2999999000 * PV_TIME_SECOND, NULL,
                                                        WIDTH, GAP, measure, NULL);

  g_assert_cmpuint (all->ticks->len, >=, 4);
  g_assert_cmpuint (one->ticks->len, ==, 2);
  g_assert_nonnull (last);
  g_assert_cmpuint (narrow->ticks->len, <=, 2);
  g_assert_cmpuint (nineteenth->ticks->len, >=, 4);
}

static void
test_clock (void)
{
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  const gint64 time_ns = G_GINT64_CONSTANT (1468059286200300400);
  const struct
  {
    gint64 step_ns;
    const char *text;
  } examples[] = {
    { PV_TIME_HOUR, "10:14" },
    { PV_TIME_MINUTE, "10:14" },
    { 90 * PV_TIME_SECOND, "10:14:46" },
    { PV_TIME_SECOND, "10:14:46" },
    { 200 * PV_TIME_MS, "10:14:46.2" },
    { 250 * PV_TIME_MS, "10:14:46.20" },
    { PV_TIME_MS, "10:14:46.200" },
    { 100 * PV_TIME_US, "10:14:46.2003" },
    { 1, "10:14:46.200300400" },
  };
  g_autofree char *before_1970 = pv_time_format_clock (-1, utc, 1);

  for (guint i = 0; i < G_N_ELEMENTS (examples); i++)
    {
      g_autofree char *text = pv_time_format_clock (time_ns, utc, examples[i].step_ns);

      g_assert_cmpstr (text, ==, examples[i].text);
    }
  g_assert_cmpstr (before_1970, ==, "23:59:59.999999999");
}

int
main (int   argc,
      char *argv[])
{
  setlocale (LC_ALL, "C.UTF-8");
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/time-axis/clock", test_clock);
  g_test_add_func ("/time-axis/zooms", test_zooms);
  g_test_add_func ("/time-axis/spring", test_spring);
  g_test_add_func ("/time-axis/autumn", test_autumn);
  g_test_add_func ("/time-axis/no-midnight", test_no_midnight);
  g_test_add_func ("/time-axis/two-midnights", test_two_midnights);
  g_test_add_func ("/time-axis/no-day", test_no_day);
  g_test_add_func ("/time-axis/half-hour", test_half_hour);
  g_test_add_func ("/time-axis/quarter-offset", test_quarter_offset);
  g_test_add_func ("/time-axis/any-span", test_any_span);
  g_test_add_func ("/time-axis/any-change", test_any_change);
  g_test_add_func ("/time-axis/panning", test_panning);
  g_test_add_func ("/time-axis/extremes", test_extremes);

  return g_test_run ();
}
