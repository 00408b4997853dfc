/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-line-steps.c: wherever the view begins and ends, no bin in sight is left out. */
#include <math.h>

#include "fake-line-data.h"
#include "pv-line-steps.h"

#define S G_GINT64_CONSTANT (1000000000)
#define START (1468059242 * S)
#define N 60

static double
get_peak (PvLineData *data,
          gint64      start_ns,
          gint64      end_ns)
{
  PvLineBin bins[N + 2];
  guint n = pv_line_data_get_bins (data, start_ns, end_ns, bins, G_N_ELEMENTS (bins));
  double peak = 0;

  for (guint i = 0; i < n; i++)
    peak = MAX (peak, bins[i].value);

  return peak;
}

/* The first and the last bin are the highest, and there is something only in a part of them. @part: where the
 * first begins to be filled, in tenths. */
static void
check (guint  part,
       double bin_width,
       double offset)
{
  double values[N];
  g_autoptr (PvLineData) data = NULL;
  g_auto (PvLineSteps) steps = { 0 };
  gint64 start_ns = START + S * part / 10;
  gint64 end_ns = START + (N - 1) * S + S * part / 10 + 1;
  PvLinePlot plot = { .width = 100, .height = 50, .device_scale = 1 };

  for (guint i = 0; i < N; i++)
    values[i] = i == 0 ? 900 : i == N - 1 ? 1000 : i % 7;
  data = fake_line_data_new (START, S, values, N);
  fake_line_data_set_extent (FAKE_LINE_DATA (data), start_ns, end_ns);

  plot.start_ns = start_ns + (gint64) (offset * (double) S);
  plot.end_ns = plot.start_ns + (gint64) (plot.width / bin_width * (double) S);
  pv_line_steps_init (&steps, data, &plot);
  g_assert_cmpfloat (steps.peak, ==, get_peak (data, MAX (plot.start_ns, start_ns), MIN (plot.end_ns, end_ns)));
  for (guint i = 1; i < steps.n; i++)
    g_assert_cmpint (steps.steps[i].start, ==, steps.steps[i - 1].end);
  g_assert_cmpint (steps.steps[steps.n - 1].end, <=, (int) plot.width);
}

static void
test_offsets (void)
{
  for (double bin_width = .3; bin_width < 6; bin_width *= 1.13)
    for (guint part = 0; part < 10; part++)
      for (double offset = -3; offset < 3; offset += .0617)
        check (part, bin_width, offset);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/line-steps/offsets", test_offsets);

  return g_test_run ();
}
