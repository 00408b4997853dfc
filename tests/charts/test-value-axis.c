/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-value-axis.c: ticks are round, few and enough, whatever the values. */
#include <math.h>

#include "pv-value-axis.h"

/* Whether @step is 1, 2 or 5 times a power of ten. */
static gboolean
is_round (double step)
{
  double mantissa = step / pow (10, floor (log10 (step) + 1e-9));

  return fabs (mantissa - 1) < 1e-6 || fabs (mantissa - 2) < 1e-6 || fabs (mantissa - 5) < 1e-6;
}

static void
test_examples (void)
{
  const struct
  {
    PvUnit unit;
    double data_max;
    guint max_steps;
    double step;
    double max;
    guint n_ticks;
  } examples[] = {
    { PV_UNIT_BYTES, 375e3, 5, 100e3, 380e3, 4 },
    { PV_UNIT_BYTES, 400e3, 5, 100e3, 400e3, 5 },
    { PV_UNIT_BYTES, 1.02e6, 5, 500e3, 1.1e6, 3 },
    { PV_UNIT_BYTES, 1.02e6, 6, 200e3, 1.05e6, 6 },
    { PV_UNIT_PACKETS, 1, 5, 1, 1, 2 },
    { PV_UNIT_PACKETS, 3, 8, 1, 3, 4 },
    { PV_UNIT_PACKETS, 7, 4, 2, 7, 4 },
    { PV_UNIT_PACKETS, 0, 4, 1, 1, 2 },
    { PV_UNIT_BYTES_PER_SECOND, .3, 4, .1, .3, 4 },
    { PV_UNIT_BYTES, 3, 1, 5, 3, 1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (examples); i++)
    {
      PvValueAxis axis;

      pv_value_axis_init (&axis, PV_SCALE_LINEAR, examples[i].unit, examples[i].data_max, examples[i].max_steps);
      g_assert_cmpfloat_with_epsilon (axis.step, examples[i].step, examples[i].step * 1e-9);
      g_assert_cmpfloat_with_epsilon (axis.max, examples[i].max, examples[i].max * 1e-9);
      g_assert_cmpuint (axis.n_ticks, ==, examples[i].n_ticks);
    }
}

static void
test_any_range (void)
{
  const PvUnit units[] = { PV_UNIT_BYTES, PV_UNIT_PACKETS, PV_UNIT_BITS_PER_SECOND };

  for (int i = 0; i < 20000; i++)
    {
      PvUnit unit = units[g_test_rand_int_range (0, G_N_ELEMENTS (units))];
      double data_max = pow (10, g_test_rand_double_range (unit == PV_UNIT_BITS_PER_SECOND ? -6 : 0, 18));
      guint max_steps = (guint) g_test_rand_int_range (1, 20);
      PvValueAxis axis;

      pv_value_axis_init (&axis, PV_SCALE_LINEAR, unit, data_max, max_steps);

      g_assert_true (is_round (axis.step));
      g_assert_cmpfloat (axis.max, >=, data_max * (1 - 1e-6));
      /* No large part of the chart is left empty. */
      if (data_max >= 20)
        g_assert_cmpfloat (axis.max, <=, data_max + MAX (axis.step * .26, 1));
      g_assert_cmpuint (axis.n_ticks, >=, 1);
      g_assert_cmpuint (axis.n_ticks, <=, max_steps + 1);
      if (max_steps >= 4 && (data_max >= 20 || unit == PV_UNIT_BITS_PER_SECOND))
        g_assert_cmpuint (axis.n_ticks, >=, 1 + max_steps * 2 / 5);

      g_assert_cmpfloat (axis.ticks[0], ==, 0);
      for (guint j = 1; j < axis.n_ticks; j++)
        {
          g_autofree char *label = pv_value_axis_format (&axis, axis.ticks[j]);
          g_autofree char *before = pv_value_axis_format (&axis, axis.ticks[j - 1]);

          g_assert_cmpfloat_with_epsilon (axis.ticks[j] - axis.ticks[j - 1], axis.step, axis.step * 1e-6);
          g_assert_cmpfloat (pv_value_axis_get_position (&axis, axis.ticks[j]), <=, 1 + 1e-9);
          g_assert_cmpstr (label, !=, before);
        }
    }
}

/* The room that is reserved holds any label: else the plot would move as values change. It is not much more. */
static void
test_widest (void)
{
  for (PvUnit unit = PV_UNIT_COUNT; unit <= PV_UNIT_BYTES_PER_SECOND; unit++)
    {
      g_auto (GStrv) widest = pv_value_axis_get_widest (unit);
      glong max = 0;
      glong longest = 0;

      for (guint i = 0; widest[i] != NULL; i++)
        max = MAX (max, g_utf8_strlen (widest[i], -1));

      for (double data_max = 1; data_max < 9e11; data_max *= 1.37)
        {
          PvValueAxis axis;

          pv_value_axis_init (&axis, PV_SCALE_LINEAR, unit, data_max, 6);
          for (guint i = 0; i < axis.n_ticks; i++)
            {
              g_autofree char *label = pv_value_axis_format (&axis, axis.ticks[i]);

              g_assert_cmpint (g_utf8_strlen (label, -1), <=, max);
              longest = MAX (longest, g_utf8_strlen (label, -1));
            }
        }
      g_assert_cmpint (max, <=, longest + 2);
    }
}

static void
test_logarithmic (void)
{
  PvValueAxis axis;
  g_autofree char *label = NULL;

  pv_value_axis_init (&axis, PV_SCALE_LOGARITHMIC, PV_UNIT_BYTES, 375e3, 10);
  g_assert_cmpfloat_with_epsilon (axis.max, 1e6, 1);
  g_assert_cmpuint (axis.n_ticks, ==, 8); /* 0, 1, 10 … 1 MB */
  g_assert_cmpfloat_with_epsilon (pv_value_axis_get_position (&axis, 0), 0, 1e-9);
  g_assert_cmpfloat_with_epsilon (pv_value_axis_get_position (&axis, 1), 1. / 7, 1e-9);
  g_assert_cmpfloat_with_epsilon (pv_value_axis_get_position (&axis, 1000), 4. / 7, 1e-9);
  g_assert_cmpfloat_with_epsilon (pv_value_axis_get_position (&axis, 1e6), 1, 1e-9);

  label = pv_value_axis_format (&axis, 1e4);
  g_assert_cmpstr (label, ==, "10\302\240kB");

  /* Fewer ticks than decades; the top one is there. */
  pv_value_axis_init (&axis, PV_SCALE_LOGARITHMIC, PV_UNIT_BYTES, 9e11, 4);
  g_assert_cmpuint (axis.n_ticks, <=, 6);
  g_assert_cmpfloat (axis.ticks[axis.n_ticks - 1], ==, 1e12);
}

static void
test_odd_values (void)
{
  const double odd[] = { 0, -1, NAN, INFINITY, 1e300, 1e-300 };

  for (guint i = 0; i < G_N_ELEMENTS (odd); i++)
    for (PvScale scale = PV_SCALE_LINEAR; scale <= PV_SCALE_LOGARITHMIC; scale++)
      {
        PvValueAxis axis;

        pv_value_axis_init (&axis, scale, PV_UNIT_BITS_PER_SECOND, odd[i], 5);
        g_assert_cmpuint (axis.n_ticks, >=, 1);
        g_assert_true (axis.max > 0 && isfinite (axis.max));
      }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/value-axis/examples", test_examples);
  g_test_add_func ("/value-axis/any-range", test_any_range);
  g_test_add_func ("/value-axis/widest", test_widest);
  g_test_add_func ("/value-axis/logarithmic", test_logarithmic);
  g_test_add_func ("/value-axis/odd-values", test_odd_values);

  return g_test_run ();
}
