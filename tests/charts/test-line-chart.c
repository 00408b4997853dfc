/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-line-chart.c: the line chart widget, by pointer and keyboard. */
#include <locale.h>
#include <math.h>

#include "chart-window.h"
#include "fake-line-data.h"
#include "pv-line-chart.h"

#define WIDTH 800
#define HEIGHT 300
#define S G_GINT64_CONSTANT (1000000000)
#define START (1468059242 * S)
#define N_BINS 1000

typedef struct
{
  GtkWindow *window;
  PvLineChart *chart;
  PvLineData *data;
  guint n_changed;
} Fixture;

static void
set_up (Fixture *fixture)
{
  *fixture = (Fixture){ 0 };
  fixture->chart = PV_LINE_CHART (pv_line_chart_new ());
  fixture->data = fake_line_data_new_traffic (START, S, N_BINS);

  pv_line_chart_set_title (fixture->chart, "Bytes over Time");
  pv_line_chart_set_data (fixture->chart, fixture->data);
  fixture->window = chart_window_new (GTK_WIDGET (fixture->chart), WIDTH, HEIGHT);
}

static void
tear_down (Fixture *fixture)
{
  gpointer chart = fixture->chart;

  g_object_add_weak_pointer (G_OBJECT (fixture->chart), &chart);
  chart_window_close (fixture->window);
  g_assert_null (chart);
  g_assert_finalize_object (fixture->data);
}

static gint64
get_start (Fixture *fixture)
{
  gint64 start_ns;

  g_assert_true (pv_line_chart_get_view (fixture->chart, &start_ns, NULL));

  return start_ns;
}

static gint64
get_width (Fixture *fixture)
{
  gint64 start_ns, end_ns;

  g_assert_true (pv_line_chart_get_view (fixture->chart, &start_ns, &end_ns));

  return end_ns - start_ns;
}

/* Where the plot begins: right of the labels, and nothing is right of it. */
static int
get_plot_x (Fixture *fixture)
{
  return WIDTH - pv_line_chart_get_plot_width (fixture->chart);
}

/* The time at @x of the chart. */
static double
get_time (Fixture *fixture,
          double   x)
{
  return (double) (get_start (fixture) - START) + (x - get_plot_x (fixture)) /
                                                      pv_line_chart_get_plot_width (fixture->chart) *
                                                      (double) get_width (fixture);
}

static gboolean
is_fitted (Fixture *fixture)
{
  gboolean fitted;

  g_object_get (fixture->chart, "is-fitted", &fitted, NULL);

  return fitted;
}

/* Until nothing moves any more. */
static void
settle (Fixture *fixture)
{
  gint64 start_ns, width;

  do
    {
      start_ns = get_start (fixture);
      width = get_width (fixture);
      chart_window_wait (150);
    }
  while (start_ns != get_start (fixture) || width != get_width (fixture));
}

static void
test_wheel (void)
{
  Fixture fixture;
  const double x = 600;
  double before, pixel;

  set_up (&fixture);
  g_assert_cmpint (get_width (&fixture), ==, N_BINS * S);
  g_assert_true (is_fitted (&fixture));

  chart_window_point (GTK_WIDGET (fixture.chart), x, 100);
  before = get_time (&fixture, x);
  pixel = (double) N_BINS * S / pv_line_chart_get_plot_width (fixture.chart);

  /* What is under the pointer stays there. */
  chart_window_do ("click --repeat 6 --delay 10 4");
  chart_window_wait_until (get_width (&fixture) < N_BINS * S / 3);
  settle (&fixture);
  g_assert_false (is_fitted (&fixture));
  g_assert_cmpfloat_with_epsilon (get_time (&fixture, x), before, pixel);

  chart_window_do ("click --repeat 3 --delay 10 5");
  settle (&fixture);
  g_assert_cmpfloat_with_epsilon (get_time (&fixture, x), before, pixel);

  /* Sideways pans. */
  before = (double) get_start (&fixture);
  chart_window_do ("click 7");
  chart_window_wait_until ((double) get_start (&fixture) > before);
  chart_window_do ("click --repeat 2 --delay 50 6");
  settle (&fixture);
  g_assert_cmpfloat ((double) get_start (&fixture), <, before);

  /* Far out there is an end. */
  chart_window_do ("click --repeat 40 --delay 5 5");
  settle (&fixture);
  g_assert_cmpint (get_width (&fixture), >, N_BINS * S);
  g_assert_cmpint (get_width (&fixture), <, 2 * N_BINS * S);

  tear_down (&fixture);
}

static void
test_drag (void)
{
  Fixture fixture;
  gint64 start_ns;
  double first, last, time, pixel;

  set_up (&fixture);
  pixel = (double) N_BINS * S / pv_line_chart_get_plot_width (fixture.chart);

  /* Control drags out a span. */
  first = get_time (&fixture, 300);
  last = get_time (&fixture, 500);
  chart_window_point (GTK_WIDGET (fixture.chart), 500, 100);
  chart_window_do ("keydown Control_L mousedown 1");
  chart_window_point (GTK_WIDGET (fixture.chart), 400, 120);
  chart_window_point (GTK_WIDGET (fixture.chart), 300, 130);
  g_assert_true (is_fitted (&fixture));
  chart_window_do ("mouseup 1 keyup Control_L");
  chart_window_wait_until (!is_fitted (&fixture));
  settle (&fixture);
  g_assert_cmpfloat_with_epsilon ((double) (get_start (&fixture) - START), first, 1.5 * pixel);
  g_assert_cmpfloat_with_epsilon ((double) (get_start (&fixture) + get_width (&fixture) - START), last, 1.5 * pixel);

  /* The middle button pans: what was taken stays under the pointer. */
  pixel = (double) get_width (&fixture) / pv_line_chart_get_plot_width (fixture.chart);
  time = get_time (&fixture, 300);
  chart_window_point (GTK_WIDGET (fixture.chart), 300, 100);
  chart_window_do ("mousedown 2");
  chart_window_point (GTK_WIDGET (fixture.chart), 350, 100);
  chart_window_point (GTK_WIDGET (fixture.chart), 400, 100);
  chart_window_do ("mouseup 2");
  settle (&fixture);
  g_assert_cmpfloat_with_epsilon (get_time (&fixture, 400), time, 1.5 * pixel);

  /* And so does Shift. */
  time = get_time (&fixture, 400);
  chart_window_do ("keydown Shift_L mousedown 1");
  chart_window_point (GTK_WIDGET (fixture.chart), 350, 100);
  chart_window_point (GTK_WIDGET (fixture.chart), 300, 100);
  chart_window_do ("mouseup 1 keyup Shift_L");
  settle (&fixture);
  g_assert_cmpfloat_with_epsilon (get_time (&fixture, 300), time, 1.5 * pixel);

  /* A plain drag is not for this. */
  start_ns = get_start (&fixture);
  chart_window_do ("mousedown 1");
  chart_window_point (GTK_WIDGET (fixture.chart), 400, 100);
  chart_window_do ("mouseup 1");
  settle (&fixture);
  g_assert_cmpint (get_start (&fixture), ==, start_ns);

  /* A double click fits. */
  chart_window_wait (600);
  chart_window_do ("click --repeat 2 --delay 30 1");
  chart_window_wait_until (is_fitted (&fixture));
  settle (&fixture);
  g_assert_cmpint (get_start (&fixture), ==, START);
  g_assert_cmpint (get_width (&fixture), ==, N_BINS * S);

  tear_down (&fixture);
}

static void
test_keys (void)
{
  Fixture fixture;
  gint64 start_ns, width;

  set_up (&fixture);

  chart_window_do ("key plus plus");
  chart_window_wait_until (get_width (&fixture) < N_BINS * S / 2);
  settle (&fixture);
  g_assert_cmpfloat_with_epsilon ((double) get_width (&fixture) / S, N_BINS / 2.25, .01);
  g_assert_cmpfloat_with_epsilon ((double) (get_start (&fixture) - START) / S, N_BINS * (1 - 1 / 2.25) / 2, .01);
  chart_window_do ("key minus");
  settle (&fixture);
  g_assert_cmpfloat_with_epsilon ((double) get_width (&fixture) / S, N_BINS / 1.5, .01);

  width = get_width (&fixture);
  start_ns = get_start (&fixture);
  chart_window_do ("key Right");
  settle (&fixture);
  g_assert_cmpint (get_start (&fixture), >, start_ns);
  g_assert_cmpint (ABS (get_width (&fixture) - width), <=, 2);
  chart_window_do ("key Left");
  settle (&fixture);
  g_assert_cmpint (ABS (get_start (&fixture) - start_ns), <=, 2);

  chart_window_do ("key End");
  settle (&fixture);
  g_assert_cmpint (get_start (&fixture) + get_width (&fixture), ==, START + N_BINS * S);
  chart_window_do ("key Home");
  settle (&fixture);
  g_assert_cmpint (get_start (&fixture), ==, START);
  chart_window_do ("key Page_Down");
  settle (&fixture);
  g_assert_cmpint (get_start (&fixture), >, START + width / 2);

  chart_window_do ("key 0");
  chart_window_wait_until (is_fitted (&fixture));

  tear_down (&fixture);
}

static void
test_keyboard_crosshair (void)
{
  Fixture fixture;
  char *description = NULL;

  set_up (&fixture);
  pv_line_chart_set_view (fixture.chart, START + 100 * S, START + 120 * S);

  /* At first what there is to see. */
  chart_window_wait (400);
  description = chart_window_get_description (GTK_WIDGET (fixture.chart));
  g_assert_true (strstr (description, "highest ") != NULL);
  g_assert_nonnull (strstr (description, " at 12:15:"));
  g_free (description);

  /* From the middle on, bin by bin. */
  chart_window_do ("key ctrl+Right");
  chart_window_wait (400);
  description = chart_window_get_description (GTK_WIDGET (fixture.chart));
  g_assert_true (g_str_has_prefix (description, "12:15:52: "));
  g_assert_nonnull (strstr (description, "packet"));
  g_assert_nonnull (strstr (description, "/s"));
  g_free (description);

  chart_window_do ("key ctrl+Right ctrl+Right ctrl+Left ctrl+Right");
  chart_window_wait (400);
  description = chart_window_get_description (GTK_WIDGET (fixture.chart));
  g_assert_true (g_str_has_prefix (description, "12:15:54: "));
  g_free (description);

  chart_window_do ("key ctrl+Home");
  chart_window_wait (400);
  description = chart_window_get_description (GTK_WIDGET (fixture.chart));
  g_assert_true (g_str_has_prefix (description, "12:15:42: "));
  g_free (description);

  /* Beyond the edge the chart follows. */
  chart_window_do ("key ctrl+Left");
  chart_window_wait_until (get_start (&fixture) < START + 100 * S);
  settle (&fixture);
  chart_window_wait (400);
  description = chart_window_get_description (GTK_WIDGET (fixture.chart));
  g_assert_true (g_str_has_prefix (description, "12:15:41: "));
  g_free (description);

  chart_window_do ("key Escape");
  chart_window_wait (400);
  description = chart_window_get_description (GTK_WIDGET (fixture.chart));
  g_assert_true (strstr (description, "highest ") != NULL);
  g_free (description);

  tear_down (&fixture);
}

static void
test_hover (void)
{
  Fixture fixture;
  g_autofree char *during = NULL;
  g_autofree char *after = NULL;

  set_up (&fixture);
  pv_line_chart_set_view (fixture.chart, START + 100 * S, START + 120 * S);

  chart_window_point (GTK_WIDGET (fixture.chart),
                      get_plot_x (&fixture) + pv_line_chart_get_plot_width (fixture.chart) * 7.5 / 20, 100);
  chart_window_wait (400);
  during = chart_window_get_description (GTK_WIDGET (fixture.chart));
  g_assert_true (g_str_has_prefix (during, "12:15:49: "));

  chart_window_do ("mousemove %d %d", WIDTH + 50, HEIGHT + 50);
  chart_window_wait (400);
  after = chart_window_get_description (GTK_WIDGET (fixture.chart));
  g_assert_true (strstr (after, "highest ") != NULL);

  tear_down (&fixture);
}

/* Two fingers: X has none, so the gesture is told about them. */
static void
test_pinch (void)
{
  Fixture fixture;
  g_autoptr (GListModel) controllers = NULL;
  gboolean found = FALSE;

  set_up (&fixture);
  controllers = gtk_widget_observe_controllers (GTK_WIDGET (fixture.chart));
  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (!GTK_IS_GESTURE_ZOOM (controller))
        continue;

      found = TRUE;
      g_signal_emit_by_name (controller, "begin", NULL);
      for (double scale = 1; scale < 4; scale += .1)
        g_signal_emit_by_name (controller, "scale-changed", scale);
      g_signal_emit_by_name (controller, "scale-changed", 4.);
    }
  g_assert_true (found);
  g_assert_cmpfloat_with_epsilon ((double) get_width (&fixture) / S, N_BINS / 4., .01);

  tear_down (&fixture);
}

static void
test_actions (void)
{
  Fixture fixture;
  GtkWidget *widget;
  gboolean can_zoom_in;

  set_up (&fixture);
  widget = GTK_WIDGET (fixture.chart);

  g_assert_true (gtk_widget_activate_action (widget, "chart.zoom-in", NULL));
  chart_window_wait_until (!is_fitted (&fixture));
  settle (&fixture);
  g_assert_true (gtk_widget_activate_action (widget, "chart.zoom-out", NULL));
  settle (&fixture);
  g_assert_true (gtk_widget_activate_action (widget, "chart.fit", NULL));
  chart_window_wait_until (is_fitted (&fixture));

  pv_line_chart_zoom (fixture.chart, 1e15);
  settle (&fixture);
  g_object_get (fixture.chart, "can-zoom-in", &can_zoom_in, NULL);
  g_assert_false (can_zoom_in);
  g_assert_cmpint (get_width (&fixture), <=, 1000);

  /* Who wants no motion sees none. */
  g_object_set (gtk_widget_get_settings (widget), "gtk-enable-animations", FALSE, NULL);
  pv_line_chart_fit (fixture.chart);
  g_assert_true (is_fitted (&fixture));
  g_object_set (gtk_widget_get_settings (widget), "gtk-enable-animations", TRUE, NULL);
  pv_line_chart_zoom (fixture.chart, 2);
  g_assert_true (is_fitted (&fixture));
  chart_window_wait_until (!is_fitted (&fixture));

  tear_down (&fixture);
}

/* Colours are the theme's, and follow it at once, although the chart is kept from frame to frame. */
static void
test_theme (void)
{
  Fixture fixture;
  GtkWidget *chart;

  set_up (&fixture);
  chart = GTK_WIDGET (fixture.chart);

  chart_window_set_css (fixture.window, "@define-color accent_bg_color #00c000;");
  g_assert_cmpuint (chart_window_count_pixels (chart, 0x00c000), >, 1000);
  chart_window_set_css (fixture.window, "@define-color accent_bg_color #c000c0;");
  g_assert_cmpuint (chart_window_count_pixels (chart, 0x00c000), ==, 0);
  g_assert_cmpuint (chart_window_count_pixels (chart, 0xc000c0), >, 1000);

  tear_down (&fixture);
}

static void
count_cb (PvLineChart *chart,
          Fixture     *fixture)
{
  fixture->n_changed++;
}

static void
test_data_changes (void)
{
  Fixture fixture;
  g_autoptr (PvLineData) longer = fake_line_data_new_traffic (START, S, 2 * N_BINS);
  g_autoptr (PvLineData) finer = fake_line_data_new_traffic (START, S / 10, 20 * N_BINS);
  g_autoptr (PvLineData) elsewhere = fake_line_data_new_traffic (START + 10 * N_BINS * S, S, N_BINS);
  g_autoptr (PvLineData) none = fake_line_data_new (START, S, NULL, 0);

  set_up (&fixture);
  g_signal_connect (fixture.chart, "view-changed", G_CALLBACK (count_cb), &fixture);

  /* What is fitted stays fitted while a file loads. */
  pv_line_chart_set_data (fixture.chart, longer);
  g_assert_true (is_fitted (&fixture));
  g_assert_cmpint (get_width (&fixture), ==, 2 * N_BINS * S);
  g_assert_cmpuint (fixture.n_changed, >, 0);

  /* What is looked at stays in sight under other bins. */
  pv_line_chart_set_view (fixture.chart, START + 100 * S, START + 200 * S);
  pv_line_chart_set_data (fixture.chart, finer);
  g_assert_cmpint (get_start (&fixture), ==, START + 100 * S);
  g_assert_cmpint (get_width (&fixture), ==, 100 * S);
  pv_line_data_changed (finer);
  g_assert_cmpint (get_start (&fixture), ==, START + 100 * S);
  chart_window_wait (50);

  /* Unless there is nothing there. */
  pv_line_chart_set_data (fixture.chart, elsewhere);
  g_assert_true (is_fitted (&fixture));
  g_assert_cmpint (get_start (&fixture), ==, START + 10 * N_BINS * S);
  chart_window_wait (50);

  pv_line_chart_set_data (fixture.chart, none);
  g_assert_false (pv_line_chart_get_view (fixture.chart, NULL, NULL));
  chart_window_do ("key plus Right ctrl+Right 0");
  chart_window_point (GTK_WIDGET (fixture.chart), 300, 100);
  chart_window_do ("click 4");

  pv_line_chart_set_data (fixture.chart, NULL);
  chart_window_wait (400);
  pv_line_chart_set_data (fixture.chart, fixture.data);
  g_assert_cmpint (get_start (&fixture), ==, START);

  tear_down (&fixture);
}

/* What grows is followed: the view is as wide as before, and goes no further than there is data. */
static void
test_move (void)
{
  Fixture fixture;

  set_up (&fixture);
  pv_line_chart_set_view (fixture.chart, START + 800 * S, START + 1000 * S);
  fake_line_data_set_extent (FAKE_LINE_DATA (fixture.data), START, START + 1100 * S);
  pv_line_data_changed (fixture.data);
  g_assert_cmpint (get_start (&fixture), ==, START + 800 * S);
  pv_line_chart_move_view (fixture.chart, 100 * S);
  g_assert_cmpint (get_start (&fixture), ==, START + 900 * S);
  g_assert_cmpint (get_width (&fixture), ==, 200 * S);

  pv_line_chart_move_view (fixture.chart, 5000 * S);
  g_assert_cmpint (get_width (&fixture), ==, 200 * S);
  g_assert_cmpint (get_start (&fixture), <, START + 1100 * S);
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

  g_test_add_func ("/line-chart/wheel", test_wheel);
  g_test_add_func ("/line-chart/drag", test_drag);
  g_test_add_func ("/line-chart/keys", test_keys);
  g_test_add_func ("/line-chart/keyboard-crosshair", test_keyboard_crosshair);
  g_test_add_func ("/line-chart/hover", test_hover);
  g_test_add_func ("/line-chart/pinch", test_pinch);
  g_test_add_func ("/line-chart/actions", test_actions);
  g_test_add_func ("/line-chart/theme", test_theme);
  g_test_add_func ("/line-chart/data-changes", test_data_changes);
  g_test_add_func ("/line-chart/move", test_move);

  return g_test_run ();
}
