/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-time.c: sums of times are right wherever they fit, and stop at the ends where they do not. */
#include <math.h>

#include "pv-span.h"
#include "pv-time.h"

#define S G_GINT64_CONSTANT (1000000000)

static const gint64 times[] = {
  G_MININT64, G_MININT64 + 1, G_MININT64 / 2, -S - 1, -S, -1, 0, 1, S - 1, S, G_MAXINT64 / 2 + 1, G_MAXINT64 - 1,
  G_MAXINT64,
};

static gint64
clamp (__int128 ns)
{
  return (gint64) CLAMP (ns, (__int128) G_MININT64, (__int128) G_MAXINT64);
}

static void
test_sums (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (times); i++)
    for (guint j = 0; j < G_N_ELEMENTS (times); j++)
      {
        gint64 a = times[i];
        gint64 b = times[j];
        PvSpan span = { MIN (a, b), MAX (a, b) };

        g_assert_cmpint (pv_time_add (a, b), ==, clamp ((__int128) a + b));
        g_assert_cmpint (pv_time_subtract (a, b), ==, clamp ((__int128) a - b));
        g_assert_cmpint (pv_time_multiply (a, b), ==, clamp ((__int128) a * b));
        g_assert_true ((__int128) pv_time_get_distance (a, b) == (__int128) span.end_ns - span.start_ns);
        g_assert_cmpint (pv_span_get_length (span), ==, clamp ((__int128) span.end_ns - span.start_ns));
        g_assert_cmpint (pv_time_get_middle (span.start_ns, span.end_ns), ==,
                         (gint64) (span.start_ns + ((__int128) span.end_ns - span.start_ns) / 2));
        g_assert_cmpint (pv_span_shift (span, a).end_ns, ==, clamp ((__int128) span.end_ns + a));
        g_assert_cmpint (pv_span_shift_back (span, a).start_ns, ==, clamp ((__int128) span.start_ns - a));
      }
}

static void
test_rounding (void)
{
  static const gint64 steps[] = { 1, 2, 7, 1000, S, 86400 * S, G_MAXINT64 };

  for (guint i = 0; i < G_N_ELEMENTS (times); i++)
    {
      for (guint j = 0; j < G_N_ELEMENTS (steps); j++)
        {
          gint64 rest = pv_time_get_rest (times[i], steps[j]);

          g_assert_cmpint (rest, >=, 0);
          g_assert_cmpint (rest, <, steps[j]);
          g_assert_true (((__int128) times[i] - rest) % steps[j] == 0);
          g_assert_cmpint (pv_time_floor (times[i], steps[j]), ==, clamp ((__int128) times[i] - rest));
        }
      g_assert_true ((__int128) pv_time_get_second (times[i]) * S + pv_time_get_rest (times[i], S) == times[i]);
    }
}

static void
test_doubles (void)
{
  g_assert_cmpint (pv_time_from_double (1.9), ==, 1);
  g_assert_cmpint (pv_time_from_double (-1.9), ==, -1);
  g_assert_cmpint (pv_time_from_double (0x1p63), ==, G_MAXINT64);
  g_assert_cmpint (pv_time_from_double (-0x1p63), ==, G_MININT64);
  g_assert_cmpint (pv_time_from_double (1e300), ==, G_MAXINT64);
  g_assert_cmpint (pv_time_from_double (-INFINITY), ==, G_MININT64);
  g_assert_cmpint (pv_time_from_double (NAN), ==, 0);

  g_assert_cmpint (pv_time_move (S, 5), ==, S + 5);
  g_assert_cmpint (pv_time_move (S, -5), ==, S - 5);
  g_assert_cmpint (pv_time_move (G_MININT64, 0x1p64), ==, G_MAXINT64);
  g_assert_cmpint (pv_time_move (G_MAXINT64, -0x1p64), ==, G_MININT64);
  /* further than a gint64 holds, and there all the same */
  g_assert_cmpint (pv_time_move (G_MININT64, 0x1p63 + 0x1p62), ==, (gint64) 0x1p62);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/time/sums", test_sums);
  g_test_add_func ("/time/rounding", test_rounding);
  g_test_add_func ("/time/doubles", test_doubles);

  return g_test_run ();
}
