/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-bar-chart.c: the bar chart widget, by pointer and keyboard. */
#include <locale.h>

#include "chart-window.h"
#include "fake-bar-list.h"
#include "pv-bar-chart.h"

#define WIDTH 700
#define HEIGHT 400

typedef struct
{
  GtkWindow *window;
  GtkWidget *scroller;
  PvBarChart *chart;
  GListModel *list;
  guint activated;
  guint n_activated;
} Fixture;

static void
activated_cb (PvBarChart *chart,
              guint       position,
              Fixture    *fixture)
{
  fixture->activated = position;
  fixture->n_activated++;
}

static void
set_up (Fixture *fixture,
        guint    n)
{
  *fixture = (Fixture){ 0 };
  fixture->chart = PV_BAR_CHART (pv_bar_chart_new ());
  fixture->list = fake_bar_list_new (n, .6);
  fixture->scroller = gtk_scrolled_window_new ();

  g_signal_connect (fixture->chart, "activated", G_CALLBACK (activated_cb), fixture);
  pv_bar_chart_set_unit (fixture->chart, PV_UNIT_PACKETS);
  pv_bar_chart_set_title (fixture->chart, "Top Sources");
  pv_bar_chart_set_model (fixture->chart, fixture->list);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (fixture->scroller), GTK_WIDGET (fixture->chart));
  fixture->window = chart_window_new (fixture->scroller, WIDTH, HEIGHT);
  gtk_widget_grab_focus (GTK_WIDGET (fixture->chart));
}

static void
tear_down (Fixture *fixture)
{
  gpointer chart = fixture->chart;

  g_object_add_weak_pointer (G_OBJECT (fixture->chart), &chart);
  chart_window_close (fixture->window);
  g_assert_null (chart);
  g_assert_finalize_object (fixture->list);
}

static GtkAdjustment *
get_adjustment (Fixture *fixture)
{
  return gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (fixture->scroller));
}

/* A million rows are not asked for. */
static void
test_million (void)
{
  Fixture fixture;
  FakeBarList *list;
  GtkAdjustment *adjustment;
  guint before;

  set_up (&fixture, 1000000);
  list = FAKE_BAR_LIST (fixture.list);
  adjustment = get_adjustment (&fixture);
  chart_window_wait (200);

  g_assert_cmpfloat (gtk_adjustment_get_upper (adjustment), >, 1e6 * 20);
  g_assert_cmpfloat (gtk_adjustment_get_page_size (adjustment), ==, HEIGHT);
  g_assert_cmpuint (fake_bar_list_get_n_asked (list), <, 1000);
  g_assert_cmpuint (fake_bar_list_get_furthest (list), <, 300);

  before = fake_bar_list_get_n_asked (list);
  gtk_adjustment_set_value (adjustment, gtk_adjustment_get_upper (adjustment));
  chart_window_wait_until (fake_bar_list_get_furthest (list) == 999999);
  chart_window_wait (200);
  g_assert_cmpuint (fake_bar_list_get_n_asked (list), <, before + 300);

  /* No more than a few rows can be shown, so that they all fit. */
  pv_bar_chart_set_n_max (fixture.chart, 5);
  chart_window_wait_until (gtk_adjustment_get_upper (adjustment) == HEIGHT);
  g_assert_cmpfloat (gtk_adjustment_get_value (adjustment), ==, 0);

  tear_down (&fixture);
}

static void
test_keys (void)
{
  Fixture fixture;
  g_autofree char *description = NULL;

  set_up (&fixture, 100);

  chart_window_do ("key Down");
  chart_window_wait_until (pv_bar_chart_get_current (fixture.chart) != GTK_INVALID_LIST_POSITION);
  chart_window_do ("key Home");
  chart_window_wait_until (pv_bar_chart_get_current (fixture.chart) == 0);
  chart_window_do ("key Down Down");
  chart_window_wait_until (pv_bar_chart_get_current (fixture.chart) == 2);
  chart_window_do ("key Up");
  chart_window_wait_until (pv_bar_chart_get_current (fixture.chart) == 1);

  description = chart_window_get_description (GTK_WIDGET (fixture.chart));
  g_assert_nonnull (strstr (description, " packets of "));
  g_assert_nonnull (strstr (description, ", 2 of 100"));

  chart_window_do ("key Return");
  chart_window_wait_until (fixture.n_activated == 1);
  g_assert_cmpuint (fixture.activated, ==, 1);
  chart_window_do ("key space");
  chart_window_wait_until (fixture.n_activated == 2);

  /* What is current is in sight. */
  g_assert_cmpfloat (gtk_adjustment_get_value (get_adjustment (&fixture)), ==, 0);
  chart_window_do ("key Page_Down");
  chart_window_wait_until (pv_bar_chart_get_current (fixture.chart) > 5);
  chart_window_do ("key End");
  chart_window_wait_until (pv_bar_chart_get_current (fixture.chart) == 99);
  chart_window_wait_until (gtk_adjustment_get_value (get_adjustment (&fixture)) ==
                           gtk_adjustment_get_upper (get_adjustment (&fixture)) - HEIGHT);
  chart_window_do ("key Down");
  g_assert_cmpuint (pv_bar_chart_get_current (fixture.chart), ==, 99);
  chart_window_do ("key Home");
  chart_window_wait_until (gtk_adjustment_get_value (get_adjustment (&fixture)) == 0);

  tear_down (&fixture);
}

static void
test_click (void)
{
  Fixture fixture;

  set_up (&fixture, 100);

  chart_window_point (GTK_WIDGET (fixture.chart), 300, 75);
  chart_window_do ("click 1");
  chart_window_wait_until (fixture.n_activated == 1);
  g_assert_cmpuint (fixture.activated, >=, 1);
  g_assert_cmpuint (fixture.activated, <=, 3);
  g_assert_cmpuint (pv_bar_chart_get_current (fixture.chart), ==, fixture.activated);

  /* The wheel scrolls, and what is under the pointer is another bar then. */
  chart_window_do ("click 5");
  chart_window_wait_until (gtk_adjustment_get_value (get_adjustment (&fixture)) > 30);
  chart_window_wait (300);
  chart_window_do ("click 1");
  chart_window_wait_until (fixture.n_activated == 2);
  g_assert_cmpuint (fixture.activated, >, 2);

  /* A double click is one. */
  chart_window_wait (600);
  chart_window_do ("click --repeat 2 --delay 30 1");
  chart_window_wait_until (fixture.n_activated == 3);
  chart_window_wait (300);
  g_assert_cmpuint (fixture.n_activated, ==, 3);

  tear_down (&fixture);
}

static void
test_model_changes (void)
{
  Fixture fixture;
  g_autoptr (GListStore) store = g_list_store_new (PV_TYPE_BAR);
  g_autofree char *description = NULL;

  set_up (&fixture, 100);
  pv_bar_chart_set_current (fixture.chart, 50);
  pv_bar_chart_set_model (fixture.chart, G_LIST_MODEL (store));
  g_assert_cmpuint (pv_bar_chart_get_current (fixture.chart), ==, GTK_INVALID_LIST_POSITION);
  chart_window_wait (50);

  for (guint i = 0; i < 3; i++)
    {
      g_autoptr (PvBar) bar = pv_bar_new ("10.0.0.1", i, 10 - i, 10 - i, 100, "web server");

      g_list_store_append (store, bar);
      chart_window_wait (20);
    }
  pv_bar_chart_set_current (fixture.chart, 2);
  g_list_store_remove (store, 0);
  g_assert_cmpuint (pv_bar_chart_get_current (fixture.chart), ==, 1);

  /* Who is on a bar stays on it when ranks change. */
  {
    g_autoptr (PvBar) bar = pv_bar_new ("10.0.0.9", 9, 50, 50, 100, NULL);

    g_list_store_insert (store, 0, bar);
    g_assert_cmpuint (pv_bar_chart_get_current (fixture.chart), ==, 2);
    g_list_store_remove (store, 0);
    g_assert_cmpuint (pv_bar_chart_get_current (fixture.chart), ==, 1);
  }

  pv_bar_chart_set_current (fixture.chart, 7);
  g_assert_cmpuint (pv_bar_chart_get_current (fixture.chart), ==, GTK_INVALID_LIST_POSITION);

  description = chart_window_get_description (GTK_WIDGET (fixture.chart));
  g_assert_cmpstr (description, ==, "2 bars");
  gtk_test_accessible_assert_property (fixture.chart, GTK_ACCESSIBLE_PROPERTY_LABEL, "Top Sources");

  g_list_store_remove_all (store);
  chart_window_wait (50);
  chart_window_do ("key Down Return");
  g_assert_cmpuint (fixture.n_activated, ==, 0);

  pv_bar_chart_set_model (fixture.chart, NULL);
  chart_window_wait (50);

  tear_down (&fixture);
}

/* Colours are the theme's, and follow it at once. */
static void
test_theme (void)
{
  Fixture fixture;
  GtkWidget *chart;

  set_up (&fixture, 100);
  chart = GTK_WIDGET (fixture.chart);
  chart_window_point (chart, 300, 10);

  chart_window_set_css (fixture.window, "@define-color accent_bg_color #00c000; @define-color borders alpha(black,.15);");
  /* the bar under the pointer, which is known once the display has said so */
  chart_window_wait_until (chart_window_count_pixels (chart, 0x00c000) > 1000);
  g_assert_cmpuint (chart_window_count_pixels (chart, 0xc000c0), ==, 0);

  chart_window_set_css (fixture.window, "@define-color accent_bg_color #c000c0; @define-color borders alpha(black,.15);");
  g_assert_cmpuint (chart_window_count_pixels (chart, 0x00c000), ==, 0);
  g_assert_cmpuint (chart_window_count_pixels (chart, 0xc000c0), <, 6000);

  /* In high contrast all bars have the full colour. */
  chart_window_set_css (fixture.window, "@define-color accent_bg_color #c000c0; @define-color borders alpha(black,.5);");
  g_assert_cmpuint (chart_window_count_pixels (chart, 0xc000c0), >, 10000);

  /* Text is as large as texts are. */
  {
    double before = gtk_adjustment_get_upper (get_adjustment (&fixture));

    chart_window_set_css (fixture.window, "* { font-size: 30px; }");
    g_assert_cmpfloat (gtk_adjustment_get_upper (get_adjustment (&fixture)), >, before * 1.3);
  }

  tear_down (&fixture);
}

/* Without a scrolled window it is a widget like any other. */
static void
test_alone (void)
{
  GtkWidget *chart = pv_bar_chart_new ();
  g_autoptr (GListModel) list = fake_bar_list_new (10, 1);
  GtkWindow *window;
  int minimum, natural;

  pv_bar_chart_set_model (PV_BAR_CHART (chart), list);
  gtk_widget_measure (chart, GTK_ORIENTATION_VERTICAL, -1, &minimum, &natural, NULL, NULL);
  g_assert_cmpint (minimum, <, natural);
  g_assert_cmpint (natural, >, 10 * 20);
  gtk_widget_measure (chart, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, &natural, NULL, NULL);
  g_assert_cmpint (minimum, <=, 320);

  window = chart_window_new (chart, WIDTH, HEIGHT);
  chart_window_do ("key End");
  chart_window_wait_until (pv_bar_chart_get_current (PV_BAR_CHART (chart)) == 9);
  chart_window_close (window);
}

/* Where rows are, and which row is where, also once scrolled. */
static void
test_areas (void)
{
  Fixture fixture;
  GdkRectangle area;

  set_up (&fixture, 100);
  for (guint scrolled = 0; scrolled < 2; scrolled++)
    {
      guint position = scrolled ? 90 : 3;

      gtk_adjustment_set_value (get_adjustment (&fixture), scrolled ? 1e6 : 0);
      chart_window_wait (50);
      pv_bar_chart_get_area (fixture.chart, position, &area);
      g_assert_cmpint (area.width, ==, WIDTH);
      g_assert_cmpint (area.y, >, 0);
      g_assert_cmpint (area.y + area.height, <, HEIGHT);
      g_assert_cmpuint (pv_bar_chart_get_position_at (fixture.chart, area.y + area.height / 2.0), ==, position);
      g_assert_cmpuint (pv_bar_chart_get_position_at (fixture.chart, area.y + area.height * 1.5), ==, position + 1);
    }
  tear_down (&fixture);

  set_up (&fixture, 2);
  g_assert_cmpuint (pv_bar_chart_get_position_at (fixture.chart, HEIGHT - 1), ==, GTK_INVALID_LIST_POSITION);
  tear_down (&fixture);
}

/* Two bars, of which the second is so long. */
static void
show_pair (GListStore *store,
           double      second)
{
  g_autoptr (PvBar) a = pv_bar_new ("10.0.0.1", 1, 100, 100, 1000, NULL);
  g_autoptr (PvBar) b = pv_bar_new ("10.0.0.2", 2, second, second, 1000, NULL);

  g_list_store_splice (store, 0, g_list_model_get_n_items (G_LIST_MODEL (store)), (gpointer[]){ a, b }, 2);
}

/* In a frame to come: a list that has just changed is laid out first. */
static guint
count_bars (Fixture *fixture)
{
  GtkWidget *widget = GTK_WIDGET (fixture->chart);
  GdkFrameClock *clock = gtk_widget_get_frame_clock (widget);
  gint64 frame = gdk_frame_clock_get_frame_counter (clock);

  gtk_widget_queue_draw (widget);
  while (gdk_frame_clock_get_frame_counter (clock) < frame + 2)
    {
      gdk_frame_clock_request_phase (clock, GDK_FRAME_CLOCK_PHASE_PAINT);
      g_main_context_iteration (NULL, TRUE);
    }

  return chart_window_count_pixels (widget, 0xc000c0);
}

/* Bars go from one length to the other, the other way in the middle, and only where they should. A
 * machine may be too busy to show what is in between, so that there is more than one try. */
static void
test_motion (void)
{
  GtkSettings *settings = gtk_settings_get_default ();
  g_autoptr (GListStore) store = g_list_store_new (PV_TYPE_BAR);
  Fixture fixture;
  guint n_short, n_long, n_seen = 0;

  set_up (&fixture, 1);
  chart_window_set_css (fixture.window, "@define-color accent_bg_color #c000c0; @define-color borders alpha(black,.5);");
  show_pair (store, 10);
  pv_bar_chart_set_model (fixture.chart, G_LIST_MODEL (store));

  /* At once where somebody drags ... */
  chart_window_wait (550);
  n_short = count_bars (&fixture);
  pv_bar_chart_set_is_live (fixture.chart, TRUE);
  show_pair (store, 90);
  n_long = count_bars (&fixture);
  g_assert_cmpuint (n_long, >, n_short * 3 / 2);
  chart_window_wait (550);
  g_assert_cmpuint (count_bars (&fixture), ==, n_long);
  pv_bar_chart_set_is_live (fixture.chart, FALSE);

  /* ... and where nothing is to move. */
  g_object_set (settings, "gtk-enable-animations", FALSE, NULL);
  show_pair (store, 10);
  g_assert_cmpuint (count_bars (&fixture), ==, n_short);
  g_object_set (settings, "gtk-enable-animations", TRUE, NULL);

  for (guint i = 0; i < 20 && n_seen < 2; i++)
    {
      guint n, n_before;

      chart_window_wait (550);
      g_assert_cmpuint (count_bars (&fixture), ==, n_short);

      /* What was on screen is there still, but not for the keyboard. */
      pv_bar_chart_set_current (fixture.chart, 0);
      show_pair (store, 90);
      n = count_bars (&fixture);
      g_assert_cmpuint (n, >=, n_short);
      g_assert_cmpuint (n, <=, n_long);
      chart_window_wait (20);
      n_before = count_bars (&fixture);
      g_assert_cmpuint (n_before, >=, n);
      show_pair (store, 10);
      n = count_bars (&fixture);
      g_assert_cmpuint (n, <=, n_before);
      g_assert_cmpuint (n, >=, n_short);
      n_seen += n_before > n_short && n_before < n_long && n > n_short;
    }
  g_assert_cmpuint (n_seen, ==, 2);

  /* The third change in a row. */
  for (guint i = 0;; i++)
    {
      gint64 start;

      g_assert_cmpuint (i, <, 20);
      chart_window_wait (550);
      start = g_get_monotonic_time ();
      show_pair (store, 90);
      count_bars (&fixture);
      show_pair (store, 10);
      count_bars (&fixture);
      show_pair (store, 90);
      n_seen = count_bars (&fixture);
      if (g_get_monotonic_time () - start < 400 * G_TIME_SPAN_MILLISECOND)
        break;
      show_pair (store, 10);
    }
  g_assert_cmpuint (n_seen, ==, n_long);

  tear_down (&fixture);
}

/* While bars are on their way, what is pointed at, said and gone to by keyboard is where it will be. */
static void
test_motion_is_for_the_eye (void)
{
  g_autoptr (GListStore) store = g_list_store_new (PV_TYPE_BAR);
  g_autoptr (PvBar) a = pv_bar_new ("10.0.0.1", 1, 60, 60, 100, NULL);
  g_autoptr (PvBar) b = pv_bar_new ("10.0.0.2", 2, 40, 40, 100, NULL);
  g_autofree char *description = NULL;
  Fixture fixture;
  GdkRectangle area;

  set_up (&fixture, 1);
  g_list_store_append (store, a);
  g_list_store_append (store, b);
  pv_bar_chart_set_model (fixture.chart, G_LIST_MODEL (store));
  chart_window_wait (550);
  pv_bar_chart_set_current (fixture.chart, 0);
  pv_bar_chart_get_area (fixture.chart, 1, &area);

  g_list_store_splice (store, 0, 2, (gpointer[]){ b, a }, 2);
  count_bars (&fixture);
  g_assert_cmpuint (pv_bar_chart_get_current (fixture.chart), ==, 1);
  g_assert_cmpuint (pv_bar_chart_get_position_at (fixture.chart, area.y + 1), ==, 1);
  description = chart_window_get_description (GTK_WIDGET (fixture.chart));
  g_assert_nonnull (strstr (description, "10.0.0.1"));
  g_assert_nonnull (strstr (description, "2 of 2"));

  /* A chart may go in the middle of it. */
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

  g_test_add_func ("/bar-chart/million", test_million);
  g_test_add_func ("/bar-chart/keys", test_keys);
  g_test_add_func ("/bar-chart/click", test_click);
  g_test_add_func ("/bar-chart/areas", test_areas);
  g_test_add_func ("/bar-chart/model-changes", test_model_changes);
  g_test_add_func ("/bar-chart/theme", test_theme);
  g_test_add_func ("/bar-chart/alone", test_alone);
  g_test_add_func ("/bar-chart/motion", test_motion);
  g_test_add_func ("/bar-chart/motion-is-for-the-eye", test_motion_is_for_the_eye);

  return g_test_run ();
}
