/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-overview-line.c: the overview's bins stay as they are while the chart is zoomed. */
#include "config.h"

#include <adwaita.h>

#include "capture-maker.h"
#include "pv-overview-line.h"
#include "pv-traffic-extent.h"
#include "test-display.h"

#define T0 (G_GINT64_CONSTANT (1500000000) * PV_NS_PER_SECOND)
#define N_PACKETS 200

typedef struct
{
  PvCapture *capture;
  GtkWidget *window;
  PvLineChart *chart;
  PvTrafficData *data;
  PvOverviewLine *line;
} Fixture;

/* As the view of the traffic does. */
static void
view_changed_cb (Fixture *fixture)
{
  gint64 start_ns, end_ns;

  pv_overview_line_follow (fixture->line, TRUE);
  if (pv_line_chart_get_view (fixture->chart, &start_ns, &end_ns))
    pv_traffic_data_set_view (fixture->data, end_ns - start_ns, pv_line_chart_get_plot_width (fixture->chart));
}

static void
data_changed_cb (Fixture *fixture)
{
  pv_line_chart_set_data (fixture->chart, PV_LINE_DATA (fixture->data));
  pv_overview_line_follow (fixture->line, TRUE);
}

/* 20 s of packets. */
static void
set_up (Fixture       *fixture,
        gconstpointer  user_data)
{
  g_autoptr (PvComparison) comparison = pv_comparison_new ();
  const PvLineOptions options = { 0 };
  TestPacket packets[N_PACKETS];

  for (guint i = 0; i < N_PACKETS; i++)
    packets[i] = (TestPacket){ T0 + i * PV_NS_PER_SECOND / 10, 1, 9, 300 };
  fixture->capture = test_packets_load (packets, N_PACKETS);
  fixture->data = pv_traffic_data_new ();
  fixture->window = gtk_window_new ();
  fixture->chart = PV_LINE_CHART (pv_line_chart_new ());
  gtk_window_set_child (GTK_WINDOW (fixture->window), GTK_WIDGET (fixture->chart));
  gtk_window_present (GTK_WINDOW (fixture->window));

  fixture->line = pv_overview_line_new (fixture->chart, comparison);
  pv_overview_line_set_options (fixture->line, &options);
  pv_overview_line_set_capture (fixture->line, fixture->capture, fixture->data);
  g_signal_connect_swapped (fixture->chart, "view-changed", G_CALLBACK (view_changed_cb), fixture);
  g_signal_connect_swapped (fixture->data, "changed", G_CALLBACK (data_changed_cb), fixture);
  pv_traffic_data_set_options (fixture->data, &options);
  pv_traffic_data_set_capture (fixture->data, fixture->capture);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  user_data)
{
  g_signal_handlers_disconnect_by_data (fixture->chart, fixture);
  g_signal_handlers_disconnect_by_data (fixture->data, fixture);
  pv_traffic_data_stop (fixture->data);
  pv_line_chart_set_data (fixture->chart, NULL);
  g_clear_object (&fixture->line);
  g_clear_object (&fixture->data);
  g_clear_object (&fixture->capture);
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static gint64
get_overview_bin_size (Fixture *fixture)
{
  g_autoptr (PvLineData) data = NULL;

  g_object_get (fixture->line, "data", &data, NULL);

  return pv_line_data_get_bin_size (data != NULL ? data : PV_LINE_DATA (fixture->data));
}

/* Whether the chart has the bins that its view asks for. */
static gboolean
has_own_bins (Fixture *fixture)
{
  gint64 start_ns, end_ns;

  return pv_line_chart_get_view (fixture->chart, &start_ns, &end_ns) &&
         pv_traffic_data_get_bin_size (fixture->data) ==
           pv_traffic_extent_choose_bin_size (end_ns - start_ns, pv_line_chart_get_plot_width (fixture->chart));
}

/* Until the chart has bins of its view: smaller ones than @bin_ns, or just those where @is_smaller is FALSE. */
static void
wait_for_bins (Fixture  *fixture,
               gint64    bin_ns,
               gboolean  is_smaller)
{
  for (;;)
    {
      gint64 size_ns = pv_traffic_data_get_bin_size (fixture->data);

      if (is_smaller ? size_ns != 0 && size_ns < bin_ns : size_ns == bin_ns)
        return;
      g_main_context_iteration (NULL, TRUE);
    }
}

static void
test_stable (Fixture       *fixture,
             gconstpointer  user_data)
{
  g_autoptr (PvLineData) data = NULL;
  gint64 whole_bin_ns;

  while (pv_line_chart_get_plot_width (fixture->chart) <= 0 || pv_line_chart_get_data (fixture->chart) == NULL)
    g_main_context_iteration (NULL, TRUE);
  /* what follows from the width of the chart */
  while (g_main_context_pending (NULL) || !gtk_widget_get_mapped (GTK_WIDGET (fixture->chart)) ||
         !has_own_bins (fixture))
    g_main_context_iteration (NULL, TRUE);

  whole_bin_ns = pv_traffic_data_get_bin_size (fixture->data);
  g_assert_cmpint (get_overview_bin_size (fixture), ==, whole_bin_ns);
  pv_line_chart_set_view (fixture->chart, T0, T0 + PV_NS_PER_SECOND);
  g_assert_cmpint (get_overview_bin_size (fixture), ==, whole_bin_ns);
  wait_for_bins (fixture, whole_bin_ns, TRUE);
  g_assert_cmpint (get_overview_bin_size (fixture), ==, whole_bin_ns);

  /* and no other line is kept once all is in sight again */
  pv_line_chart_fit (fixture->chart);
  wait_for_bins (fixture, whole_bin_ns, FALSE);
  do
    {
      g_main_context_iteration (NULL, TRUE);
      g_clear_object (&data);
      g_object_get (fixture->line, "data", &data, NULL);
      g_assert_cmpint (get_overview_bin_size (fixture), ==, whole_bin_ns);
    }
  while (data != NULL);
}

int
main (int    argc,
      char **argv)
{
  test_display_init (&argc, &argv);
  adw_init ();
  g_test_add ("/overview-line/stable", Fixture, NULL, set_up, test_stable, tear_down);

  return g_test_run ();
}
