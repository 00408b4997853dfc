/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-elapsed-axis.c: ticks are round counted from a beginning, at every zoom. */
#include <locale.h>

#include "pv-elapsed-axis.h"
#include "pv-time-text.h"

#define WIDTH 1000
#define LETTER 7
#define GAP 24
/* not round by any clock */
#define ORIGIN (G_GINT64_CONSTANT (1468059242123456789))

static double
measure (const char *label,
         gpointer    user_data)
{
  return (double) g_utf8_strlen (label, -1) * LETTER;
}

static void
test_format (void)
{
  static const struct
  {
    gint64 elapsed_ns;
    gint64 step_ns;
    gint64 largest_ns;
    const char *text;
  } cases[] = {
    { 0, PV_TIME_SECOND, 10 * PV_TIME_SECOND, "0\u00a0s" },
    { 12500 * PV_TIME_MS, 500 * PV_TIME_MS, 60 * PV_TIME_SECOND, "12.5\u00a0s" },
    { 1, 1, PV_TIME_US, "0.000000001\u00a0s" },
    { -PV_TIME_SECOND, PV_TIME_SECOND, 60 * PV_TIME_SECOND, "−1\u00a0s" },
    { 200 * PV_TIME_SECOND, 10 * PV_TIME_SECOND, 300 * PV_TIME_SECOND, "3:20" },
    { 200500 * PV_TIME_MS, 100 * PV_TIME_MS, 300 * PV_TIME_SECOND, "3:20.5" },
    { 2 * PV_TIME_HOUR + 5 * PV_TIME_MINUTE, PV_TIME_MINUTE, 3 * PV_TIME_HOUR, "2:05:00" },
    { 53 * PV_TIME_HOUR, PV_TIME_HOUR, 60 * PV_TIME_HOUR, "2\u00a0d 5:00" },
    { 53 * PV_TIME_HOUR, 15 * PV_TIME_SECOND, 60 * PV_TIME_HOUR, "2\u00a0d 5:00:00" },
    { 48 * PV_TIME_HOUR, PV_TIME_DAY, 60 * PV_TIME_DAY, "2\u00a0d" },
    { G_MININT64, PV_TIME_DAY, G_MAXINT64, "−106751\u00a0d" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = pv_elapsed_format (cases[i].elapsed_ns, cases[i].step_ns, cases[i].largest_ns);

      g_assert_cmpstr (text, ==, cases[i].text);
    }
}

/* From nanoseconds to what 64 bits hold, from before the origin on and from long after it: a few ticks that
 * are multiples of the step, in sight, and do not touch. */
static void
test_ticks (void)
{
  for (double width_ns = 20; width_ns < 9e18; width_ns *= 1.7)
    for (int shift = -1; shift <= 2; shift++)
      {
        double from = (double) ORIGIN + shift * width_ns / 2;
        gint64 start_ns = from <= -9.2e18 ? G_MININT64 : from >= 9e18 ? (gint64) 9e18
                                                                      : ORIGIN + (gint64) (shift * width_ns / 2);
        gint64 end_ns = from + width_ns >= 9.2e18 ? G_MAXINT64 : start_ns + (gint64) width_ns;
        g_autoptr (PvTimeAxis) axis = pv_elapsed_axis_new (start_ns, end_ns, ORIGIN, NULL, WIDTH, GAP, measure, NULL);
        double last_end = -G_MAXDOUBLE;

        g_assert_cmpuint (axis->ticks->len, <=, WIDTH / GAP);
        for (guint i = 0; i < axis->ticks->len; i++)
          {
            const PvTimeTick *tick = &g_array_index (axis->ticks, PvTimeTick, i);
            double x = (double) ((guint64) tick->time_ns - (guint64) start_ns)
                       / (double) ((guint64) end_ns - (guint64) start_ns) * WIDTH;
            double half = measure (tick->label, NULL) / 2;

            g_assert_cmpint (tick->time_ns, >=, start_ns);
            g_assert_cmpint (tick->time_ns, <=, end_ns);
            g_assert_cmpint ((tick->time_ns - ORIGIN) % axis->step_ns, ==, 0);
            g_assert_cmpfloat (x - half, >, last_end);
            last_end = x + half;
          }
        g_assert_cmpuint (axis->sections->len, ==, 1);
      }
}

static void
test_usual (void)
{
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autoptr (PvTimeAxis) axis = pv_elapsed_axis_new (ORIGIN, ORIGIN + 60 * PV_TIME_SECOND, ORIGIN, utc, WIDTH, GAP,
                                                     measure, NULL);

  g_assert_cmpuint (axis->ticks->len, ==, 13);
  g_assert_cmpstr (g_array_index (axis->ticks, PvTimeTick, 1).label, ==, "5\u00a0s");
  g_assert_cmpstr (g_array_index (axis->sections, PvTimeSection, 0).label, ==,
                   "since 10:14:02, Saturday 9 July 2016, UTC");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/elapsed-axis/format", test_format);
  g_test_add_func ("/elapsed-axis/ticks", test_ticks);
  g_test_add_func ("/elapsed-axis/usual", test_usual);

  return g_test_run ();
}
