/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-overview.c: the strip below a line chart, by pointer. */
#include <locale.h>

#include "chart-window.h"
#include "fake-line-data.h"
#include "pv-overview.h"

#define WIDTH 800
#define S G_GINT64_CONSTANT (1000000000)
#define START (1468059242 * S)
#define N_BINS 1000

typedef struct
{
  GtkWindow *window;
  PvLineChart *chart;
  PvOverview *overview;
  PvLineData *data;
} Fixture;

static void
set_up (Fixture *fixture)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  *fixture = (Fixture){ 0 };
  fixture->chart = PV_LINE_CHART (pv_line_chart_new ());
  fixture->overview = PV_OVERVIEW (pv_overview_new ());
  fixture->data = fake_line_data_new_traffic (START, S, N_BINS);
  pv_line_chart_set_data (fixture->chart, fixture->data);
  pv_overview_set_chart (fixture->overview, fixture->chart);
  gtk_widget_set_vexpand (GTK_WIDGET (fixture->chart), TRUE);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (fixture->chart));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (fixture->overview));
  fixture->window = chart_window_new (box, WIDTH, 300);
}

static void
tear_down (Fixture *fixture)
{
  gpointer overview = fixture->overview;

  g_object_add_weak_pointer (G_OBJECT (fixture->overview), &overview);
  chart_window_close (fixture->window);
  g_assert_null (overview);
  g_assert_finalize_object (fixture->data);
}

static PvLineSpan
get_view (Fixture *fixture)
{
  PvLineSpan view;

  g_assert_true (pv_line_chart_get_view (fixture->chart, &view.start_ns, &view.end_ns));

  return view;
}

/* Where a bin is in the strip. */
static int
get_x (Fixture *fixture,
       int      bin)
{
  int width = pv_line_chart_get_plot_width (fixture->chart);

  return WIDTH - width + width * bin / N_BINS;
}

static void
drag (Fixture *fixture,
      int      from,
      int      to)
{
  chart_window_point (GTK_WIDGET (fixture->overview), get_x (fixture, from), 12);
  chart_window_do ("mousedown 1");
  chart_window_point (GTK_WIDGET (fixture->overview), get_x (fixture, (from + to) / 2), 12);
  chart_window_point (GTK_WIDGET (fixture->overview), get_x (fixture, to), 12);
  chart_window_wait (100);
  chart_window_do ("mouseup 1");
}

static gboolean
is_about (gint64 time_ns,
          int    bin)
{
  return ABS (time_ns - START - bin * S) < 8 * S;
}

static void
test_move (void)
{
  Fixture fixture;
  gint64 width;

  set_up (&fixture);
  pv_line_chart_set_view (fixture.chart, START + 200 * S, START + 400 * S);
  chart_window_wait (50);

  /* the inside moves the view, as wide as it is */
  drag (&fixture, 300, 500);
  chart_window_wait_until (is_about (get_view (&fixture).start_ns, 400));
  g_assert_true (is_about (get_view (&fixture).end_ns, 600));

  /* not beyond the end */
  width = get_view (&fixture).end_ns - get_view (&fixture).start_ns;
  drag (&fixture, 500, 990);
  chart_window_wait_until (get_view (&fixture).end_ns >= START + N_BINS * S);
  g_assert_cmpint (ABS (get_view (&fixture).end_ns - get_view (&fixture).start_ns - width), <=, S);

  /* a side makes it wider */
  drag (&fixture, (int) ((get_view (&fixture).start_ns - START) / S), 300);
  chart_window_wait_until (is_about (get_view (&fixture).start_ns, 300));
  g_assert_cmpint (get_view (&fixture).end_ns, >=, START + N_BINS * S);

  tear_down (&fixture);
}

/* Beside the frame, the view goes to where one presses. */
static void
test_go (void)
{
  Fixture fixture;

  set_up (&fixture);
  pv_line_chart_set_view (fixture.chart, START + 100 * S, START + 200 * S);
  chart_window_wait (50);
  chart_window_point (GTK_WIDGET (fixture.overview), get_x (&fixture, 700), 12);
  chart_window_do ("click 1");
  chart_window_wait_until (is_about (get_view (&fixture).start_ns, 650));
  g_assert_true (is_about (get_view (&fixture).end_ns, 750));

  tear_down (&fixture);
}

/* The line stays as it is while the view moves, and is asked for anew when there is another. */
static void
test_data (void)
{
  g_autoptr (PvLineData) other = fake_line_data_new_traffic (START, S, N_BINS);
  Fixture fixture;
  guint n_asked;

  set_up (&fixture);
  pv_overview_set_data (fixture.overview, other);
  pv_line_chart_set_view (fixture.chart, START + 100 * S, START + 200 * S);
  chart_window_wait_until (fake_line_data_get_n_asked (FAKE_LINE_DATA (other)) > 0);
  chart_window_wait (100);
  n_asked = fake_line_data_get_n_asked (FAKE_LINE_DATA (other));
  for (guint i = 0; i < 5; i++)
    {
      pv_line_chart_set_view (fixture.chart, START + (100 + i) * S, START + (200 + i) * S);
      chart_window_wait (50);
    }
  g_assert_cmpuint (fake_line_data_get_n_asked (FAKE_LINE_DATA (other)), ==, n_asked);
  pv_line_data_changed (other);
  chart_window_wait_until (fake_line_data_get_n_asked (FAKE_LINE_DATA (other)) > n_asked);

  /* without a chart there is nothing to show */
  pv_overview_set_data (fixture.overview, NULL);
  pv_overview_set_chart (fixture.overview, NULL);
  chart_window_wait (50);
  chart_window_point (GTK_WIDGET (fixture.overview), 300, 12);
  chart_window_do ("click 1");
  chart_window_wait (50);
  pv_overview_set_chart (fixture.overview, fixture.chart);

  tear_down (&fixture);
}

int
main (int   argc,
      char *argv[])
{
  setlocale (LC_ALL, "C.UTF-8");
  gtk_disable_setlocale ();
  g_test_init (&argc, &argv, NULL);
  gtk_init ();

  g_test_add_func ("/overview/move", test_move);
  g_test_add_func ("/overview/go", test_go);
  g_test_add_func ("/overview/data", test_data);

  return g_test_run ();
}
