/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-line-peaks.c: counting the peaks of a line. */
#include "pv-line-peaks.h"

#define COUNT(...)                                                                                                     \
  pv_line_peaks_count ((const double[]){ __VA_ARGS__ }, G_N_ELEMENTS (((const double[]){ __VA_ARGS__ })))

static void
test_none (void)
{
  g_assert_cmpuint (pv_line_peaks_count (NULL, 0), ==, 0);
  g_assert_cmpuint (COUNT (0), ==, 0);
  g_assert_cmpuint (COUNT (0, 0, 0), ==, 0);
}

static void
test_shapes (void)
{
  /* One, wherever it is and however wide. */
  g_assert_cmpuint (COUNT (7), ==, 1);
  g_assert_cmpuint (COUNT (0, 7, 0), ==, 1);
  g_assert_cmpuint (COUNT (7, 0, 0), ==, 1);
  g_assert_cmpuint (COUNT (0, 0, 7), ==, 1);
  g_assert_cmpuint (COUNT (5, 5, 5), ==, 1);
  g_assert_cmpuint (COUNT (0, 5, 5, 5, 0), ==, 1);
  g_assert_cmpuint (COUNT (1, 2, 3, 4, 5), ==, 1);
  g_assert_cmpuint (COUNT (5, 4, 3, 2, 1), ==, 1);

  g_assert_cmpuint (COUNT (9, 0, 9), ==, 2);
  g_assert_cmpuint (COUNT (0, 3, 0, 4, 4, 0, 5), ==, 3);
  g_assert_cmpuint (COUNT (1e-9, 0, 1e-9), ==, 2);
  g_assert_cmpuint (COUNT (1e300, 0, 1e300), ==, 2);
}

/* Half of the highest is a peak, less is none. */
static void
test_prominence (void)
{
  g_assert_cmpuint (COUNT (0, 10, 0, 5, 0), ==, 2);
  g_assert_cmpuint (COUNT (0, 10, 0, 4.9, 0), ==, 1);
  g_assert_cmpuint (COUNT (0, 4.9, 0, 10, 0), ==, 1);

  /* How deep the valley is counts, not how high the peak. */
  g_assert_cmpuint (COUNT (0, 10, 5, 10, 0), ==, 2);
  g_assert_cmpuint (COUNT (0, 10, 5.1, 10, 0), ==, 1);
  g_assert_cmpuint (COUNT (10, 4, 8.9, 4, 10), ==, 2);
  g_assert_cmpuint (COUNT (10, 4, 9, 4, 10), ==, 3);

  /* Ripples on the way neither make a peak nor hide one. */
  g_assert_cmpuint (COUNT (0, 4, 3, 7, 6, 10, 8, 9, 3, 5, 0), ==, 1);
  g_assert_cmpuint (COUNT (0, 4, 3, 10, 8, 9, 3, 4, 1, 2, 1, 5, 4, 6, 3, 4, 0), ==, 2);
}

/* By the definition's letter: looks from each maximum to both sides. */
static guint
find_slowly (const double *values,
             guint         n,
             guint        *places)
{
  double highest = 0;
  guint n_peaks = 0;

  for (guint i = 0; i < n; i++)
    highest = MAX (highest, values[i]);

  for (guint i = 0; i < n && highest > 0; i++)
    {
      double left = values[i], right = values[i], saddle = 0;
      guint l, r;

      for (l = i; l > 0 && values[l - 1] < values[i]; l--)
        left = MIN (left, values[l - 1]);
      for (r = i + 1; r < n && values[r] <= values[i]; r++)
        right = MIN (right, values[r]);
      if (l > 0)
        saddle = left;
      if (r < n)
        saddle = MAX (saddle, right);

      if (values[i] - saddle >= highest / 2)
        places[n_peaks++] = i;
    }

  return n_peaks;
}

static void
test_random (void)
{
  double values[24];
  guint expected[G_N_ELEMENTS (values)];
  guint places[G_N_ELEMENTS (values)];

  for (guint i = 0; i < 20000; i++)
    {
      guint n = (guint) g_test_rand_int_range (1, G_N_ELEMENTS (values) + 1);
      gint32 top = g_test_rand_int_range (2, 16);
      guint n_peaks;

      for (guint j = 0; j < n; j++)
        values[j] = g_test_rand_int_range (0, top);

      n_peaks = find_slowly (values, n, expected);
      g_assert_cmpuint (pv_line_peaks_count (values, n), ==, n_peaks);
      g_assert_cmpuint (pv_line_peaks_find (values, n, places, n_peaks), ==, n_peaks);
      g_assert_cmpmem (places, n_peaks * sizeof *places, expected, n_peaks * sizeof *expected);
      /* no more than there is room for */
      g_assert_cmpuint (pv_line_peaks_find (values, n, places, MIN (n_peaks, 1)), ==, n_peaks);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/line-peaks/none", test_none);
  g_test_add_func ("/line-peaks/shapes", test_shapes);
  g_test_add_func ("/line-peaks/prominence", test_prominence);
  g_test_add_func ("/line-peaks/random", test_random);

  return g_test_run ();
}
