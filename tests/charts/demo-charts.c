/* SPDX-License-Identifier: GPL-3.0-or-later */
/* demo-charts.c: a window with both charts and made-up data, to look at and to take pictures of. */
#include <adwaita.h>

#include "fake-line-data.h"
#include "fake-bar-list.h"
#include "pv-bar-chart.h"
#include "pv-line-chart.h"

static int width = 1120;
static int height = 780;
static gboolean is_dark;
static gboolean is_rtl;
static double selected = 1;
static int n_bars = 25;
static int n_bins = 750;
static double bin_seconds = .2;
static double zoom = 1;
static char *screenshot;

static const GOptionEntry options[] = {
  { "width", 0, 0, G_OPTION_ARG_INT, &width, "Width of the window", "PIXELS" },
  { "height", 0, 0, G_OPTION_ARG_INT, &height, "Height of the window", "PIXELS" },
  { "dark", 0, 0, G_OPTION_ARG_NONE, &is_dark, "Light on dark", NULL },
  { "rtl", 0, 0, G_OPTION_ARG_NONE, &is_rtl, "From right to left", NULL },
  { "selected", 0, 0, G_OPTION_ARG_DOUBLE, &selected, "Part of each bar that counts", "0…1" },
  { "bars", 0, 0, G_OPTION_ARG_INT, &n_bars, "Number of bars", "N" },
  { "bins", 0, 0, G_OPTION_ARG_INT, &n_bins, "Number of bins", "N" },
  { "bin", 0, 0, G_OPTION_ARG_DOUBLE, &bin_seconds, "Bin size", "SECONDS" },
  { "zoom", 0, 0, G_OPTION_ARG_DOUBLE, &zoom, "Zoom in by", "FACTOR" },
  { "screenshot", 0, 0, G_OPTION_ARG_FILENAME, &screenshot, "Write a picture of the window and leave", "FILE" },
  { NULL },
};

static gboolean
take_screenshot (gpointer user_data)
{
  GtkWidget *window = user_data;
  GdkPaintable *paintable = gtk_widget_paintable_new (window);
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  GskRenderer *renderer = gtk_native_get_renderer (GTK_NATIVE (window));
  int scale = gtk_widget_get_scale_factor (window);
  g_autoptr (GskRenderNode) node = NULL;
  g_autoptr (GdkTexture) texture = NULL;

  gtk_snapshot_scale (snapshot, scale, scale);
  gdk_paintable_snapshot (paintable, snapshot, gtk_widget_get_width (window), gtk_widget_get_height (window));
  node = gtk_snapshot_free_to_node (snapshot);
  texture = gsk_renderer_render_texture (renderer, node, NULL);
  gdk_texture_save_to_png (texture, screenshot);
  g_object_unref (paintable);
  gtk_window_destroy (GTK_WINDOW (window));

  return G_SOURCE_REMOVE;
}

static void
activate (GtkApplication *application)
{
  GtkWidget *window = adw_application_window_new (application);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *paned = gtk_paned_new (GTK_ORIENTATION_VERTICAL);
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *bars = pv_bar_chart_new ();
  GtkWidget *line = pv_line_chart_new ();
  g_autoptr (GListModel) list = fake_bar_list_new (n_bars, selected);
  g_autoptr (PvLineData) data =
      fake_line_data_new_traffic (G_GINT64_CONSTANT (1468059242000000000), (gint64) (bin_seconds * 1e9), n_bins);
  gint64 start_ns, end_ns;

  if (is_dark)
    adw_style_manager_set_color_scheme (adw_style_manager_get_default (), ADW_COLOR_SCHEME_FORCE_DARK);
  if (is_rtl)
    gtk_widget_set_default_direction (GTK_TEXT_DIR_RTL);

  pv_bar_chart_set_unit (PV_BAR_CHART (bars), PV_UNIT_PACKETS);
  pv_bar_chart_set_model (PV_BAR_CHART (bars), list);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), bars);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_widget_set_margin_start (bars, 8);
  gtk_widget_set_margin_end (bars, 8);

  pv_line_chart_set_data (PV_LINE_CHART (line), data);
  gtk_widget_set_margin_start (line, 16);
  gtk_widget_set_margin_end (line, 16);
  gtk_widget_set_margin_top (line, 12);
  gtk_widget_set_margin_bottom (line, 12);
  if (zoom > 1 && pv_line_chart_get_view (PV_LINE_CHART (line), &start_ns, &end_ns))
    pv_line_chart_set_view (PV_LINE_CHART (line), start_ns + (gint64) ((double) (end_ns - start_ns) * .3),
                            start_ns + (gint64) ((double) (end_ns - start_ns) * (.3 + 1 / zoom)));

  gtk_paned_set_start_child (GTK_PANED (paned), scroller);
  gtk_paned_set_end_child (GTK_PANED (paned), line);
  gtk_paned_set_position (GTK_PANED (paned), height * 55 / 100);
  gtk_paned_set_shrink_end_child (GTK_PANED (paned), FALSE);
  gtk_widget_set_vexpand (paned, TRUE);
  gtk_box_append (GTK_BOX (box), adw_header_bar_new ());
  gtk_box_append (GTK_BOX (box), paned);
  adw_application_window_set_content (ADW_APPLICATION_WINDOW (window), box);
  gtk_window_set_default_size (GTK_WINDOW (window), width, height);
  gtk_window_set_title (GTK_WINDOW (window), "Charts");
  gtk_window_present (GTK_WINDOW (window));

  if (screenshot != NULL)
    g_timeout_add (800, take_screenshot, window);
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr (AdwApplication) application = adw_application_new (NULL, G_APPLICATION_NON_UNIQUE);

  g_application_add_main_option_entries (G_APPLICATION (application), options);
  g_signal_connect (application, "activate", G_CALLBACK (activate), NULL);

  return g_application_run (G_APPLICATION (application), argc, argv);
}
