/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-chart-print.c: charts on paper: a page each, or several where there are more bars than fit. */
#include <glib/gstdio.h>
#include <locale.h>
#include <string.h>

#include "capture-maker.h"
#include "pv-chart-print.h"

#define N_ADDRESSES 100
#define START (1468059242 * PV_NS_PER_SECOND)

static PvCapture *
load_capture (void)
{
  TestPacket packets[N_ADDRESSES];

  for (guint i = 0; i < N_ADDRESSES; i++)
    packets[i] = (TestPacket){ START + i * PV_NS_PER_SECOND, i + 1, N_ADDRESSES + 1, 100, NULL };

  return test_packets_load (packets, N_ADDRESSES);
}

static PvChartPicture *
create_bars (PvCapture   *capture,
             PvDimension  dimension)
{
  PvQuery query = { .dimension = dimension };
  g_autoptr (PvRanking) ranking = pv_query_run (capture, &query, NULL, NULL);

  return pv_chart_picture_new_bars (capture, ranking, NULL, 0);
}

static PvChartPicture *
create_line (PvCapture *capture)
{
  g_autoptr (PvSeries) series = pv_series_new (capture, NULL, pv_binning (PV_NS_PER_SECOND, PV_ZONE_LOCAL), PV_MEASURE_IP_BYTES, NULL, NULL);
  g_autoptr (PvTraffic) traffic = pv_traffic_new_for_series (series, NULL, 0);

  return pv_chart_picture_new_line (traffic, &(PvLineOptions){ 0 },
                                    (PvSpan){ START, START + N_ADDRESSES * PV_NS_PER_SECOND });
}

/* How many pages the pictures become. */
static int
print (GPtrArray *pictures)
{
  g_autoptr (GtkPrintOperation) operation = pv_chart_print_new (pictures);
  g_autofree char *folder = g_dir_make_tmp ("pv-print-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "charts.pdf", NULL);
  g_autofree char *pdf = NULL;
  g_autoptr (GError) error = NULL;
  int n_pages;

  gtk_print_operation_set_allow_async (operation, FALSE);
  gtk_print_operation_set_export_filename (operation, path);
  g_assert_cmpint (gtk_print_operation_run (operation, GTK_PRINT_OPERATION_ACTION_EXPORT, NULL, &error), ==,
                   GTK_PRINT_OPERATION_RESULT_APPLY);
  g_assert_no_error (error);
  g_object_get (operation, "n-pages", &n_pages, NULL);

  g_assert_true (g_file_get_contents (path, &pdf, NULL, NULL));
  g_assert_true (g_str_has_prefix (pdf, "%PDF-"));
  if (g_getenv ("PV_KEEP_PRINT") == NULL)
    {
      g_unlink (path);
      g_rmdir (folder);
    }
  else
    g_test_message ("%s", path);

  return n_pages;
}

static void
test_pages (void)
{
  g_autoptr (PvCapture) capture = load_capture ();
  g_autoptr (GPtrArray) pictures = g_ptr_array_new_with_free_func (g_object_unref);
  int n_pages;

  g_ptr_array_add (pictures, create_line (capture));
  g_assert_cmpint (print (pictures), ==, 1);

  /* one bar */
  g_ptr_array_add (pictures, create_bars (capture, PV_DIMENSION_DESTINATION));
  g_assert_cmpint (print (pictures), ==, 2);

  /* a hundred, of which no paper has room for all */
  g_ptr_array_add (pictures, create_bars (capture, PV_DIMENSION_SOURCE));
  n_pages = print (pictures);
  g_assert_cmpint (n_pages, >=, 2 + 2);
  g_assert_cmpint (n_pages, <=, 2 + 5);
}

int
main (int   argc,
      char *argv[])
{
  setlocale (LC_ALL, "C.UTF-8");
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/chart-print/pages", test_pages);

  return g_test_run ();
}
