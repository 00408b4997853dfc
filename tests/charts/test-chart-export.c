/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-chart-export.c: pictures have their size, their background and all of the chart, and reach the
 * disk whole or not at all. */
#include <glib/gstdio.h>
#include <locale.h>

#include "fake-bar-list.h"
#include "fake-line-data.h"
#include "pv-chart-export.h"

#define S G_GINT64_CONSTANT (1000000000)
#define START (1468059242 * S)

static guint32
get_pixel (cairo_surface_t *surface,
           int              x,
           int              y)
{
  return *(const guint32 *) (gconstpointer) (cairo_image_surface_get_data (surface) +
                                             y * cairo_image_surface_get_stride (surface) + x * 4);
}

static guint
count_colored (cairo_surface_t *surface,
               int              from_y,
               int              to_y)
{
  guint n = 0;
  guint32 background = get_pixel (surface, 0, 0);

  for (int y = from_y; y < to_y; y++)
    for (int x = 0; x < cairo_image_surface_get_width (surface); x++)
      n += get_pixel (surface, x, y) != background;

  return n;
}

static void
test_sizes (void)
{
  g_autoptr (GListModel) list = fake_bar_list_new (25, .6);
  g_autoptr (PvLineData) data = fake_line_data_new_traffic (START, S, 300);
  PvBarScene bars = { .model = list, .n_rows = 25, .unit = PV_UNIT_PACKETS };
  PvLineScene line = { .data = data, .unit = PV_UNIT_BYTES, .start_ns = START, .end_ns = START + 300 * S };
  PvPage page = { "Top Sources by Packets", "1kxun.pcap", 900, 400, 1, PV_BACKGROUND_LIGHT };
  guint inked = 0;

  for (page.scale = 1; page.scale <= 4; page.scale *= 2)
    {
      cairo_surface_t *surface = pv_chart_export_line (&page, &line);
      guint n;

      g_assert_cmpint (cairo_image_surface_get_width (surface), ==, 900 * page.scale);
      g_assert_cmpint (cairo_image_surface_get_height (surface), ==, 400 * page.scale);

      /* The same picture, only finer. */
      n = count_colored (surface, 0, (int) (400 * page.scale));
      if (inked > 0)
        {
          g_assert_cmpfloat (n / page.scale / page.scale, >, inked * .7);
          g_assert_cmpfloat (n / page.scale / page.scale, <, inked * 1.3);
        }
      else
        {
          inked = n;
        }
      cairo_surface_destroy (surface);

      surface = pv_chart_export_bars (&page, &bars);
      g_assert_cmpint (cairo_image_surface_get_width (surface), ==, 900 * page.scale);
      g_assert_cmpint (cairo_image_surface_get_height (surface), ==, 400 * page.scale);
      cairo_surface_destroy (surface);
    }
}

/* Without a height, all bars are there. */
static void
test_natural_height (void)
{
  g_autoptr (GListModel) list = fake_bar_list_new (100, 1);
  PvBarScene bars = { .model = list, .n_rows = 100, .unit = PV_UNIT_PACKETS };
  PvPage page = { NULL, NULL, 900, 0, 1, PV_BACKGROUND_LIGHT };
  cairo_surface_t *surface = pv_chart_export_bars (&page, &bars);
  int height = cairo_image_surface_get_height (surface);

  g_assert_cmpuint (fake_bar_list_get_furthest (FAKE_BAR_LIST (list)), ==, 99);
  g_assert_cmpint (height, >, 100 * 20);
  g_assert_cmpuint (count_colored (surface, height - 60, height), >, 100);
  g_assert_cmpuint (count_colored (surface, height - 20, height), ==, 0);
  cairo_surface_destroy (surface);

  /* More than an image can hold: as much as it can. */
  bars.n_rows = 100;
  page.scale = 400;
  page.width = 2;
  surface = pv_chart_export_bars (&page, &bars);
  g_assert_cmpint (cairo_surface_status (surface), ==, CAIRO_STATUS_SUCCESS);
  g_assert_cmpint (cairo_image_surface_get_height (surface), <=, 32767);
  cairo_surface_destroy (surface);
}

static void
test_backgrounds (void)
{
  g_autoptr (PvLineData) data = fake_line_data_new_traffic (START, S, 300);
  PvLineScene line = { .data = data, .unit = PV_UNIT_BYTES, .start_ns = START, .end_ns = START + 300 * S };
  const guint32 corners[] = { 0xffffffff, 0xff1e1e1e, 0x00000000 };

  for (PvBackground background = PV_BACKGROUND_LIGHT; background <= PV_BACKGROUND_TRANSPARENT; background++)
    {
      PvPage page = { "Bytes over Time", "1kxun.pcap", 600, 300, 2, background };
      cairo_surface_t *surface = pv_chart_export_line (&page, &line);

      g_assert_cmphex (get_pixel (surface, 0, 0), ==, corners[background]);
      g_assert_cmphex (get_pixel (surface, 1199, 599), ==, corners[background]);
      /* Title, chart. */
      g_assert_cmpuint (count_colored (surface, 48, 100), >, 300);
      g_assert_cmpuint (count_colored (surface, 200, 560), >, 10000);
      cairo_surface_destroy (surface);
    }
}

static void
test_save (void)
{
  g_autoptr (GListModel) list = fake_bar_list_new (5, 1);
  PvBarScene bars = { .model = list, .n_rows = 5, .unit = PV_UNIT_PACKETS };
  PvPage page = { "Top Sources", NULL, 500, 0, 2, PV_BACKGROUND_DARK };
  cairo_surface_t *surface = pv_chart_export_bars (&page, &bars);
  g_autofree char *folder = g_dir_make_tmp ("pv-export-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "chart.png", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFile) nowhere = g_file_new_build_filename (folder, "missing", "chart.png", NULL);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GDir) dir = NULL;
  cairo_surface_t *loaded;
  guint n_files = 0;

  g_assert_true (g_file_set_contents (path, "old", -1, NULL));
  g_assert_true (pv_chart_export_save_png (surface, file, NULL, &error));
  g_assert_no_error (error);

  loaded = cairo_image_surface_create_from_png (path);
  g_assert_cmpint (cairo_surface_status (loaded), ==, CAIRO_STATUS_SUCCESS);
  g_assert_cmpint (cairo_image_surface_get_width (loaded), ==, cairo_image_surface_get_width (surface));
  g_assert_cmpint (cairo_image_surface_get_height (loaded), ==, cairo_image_surface_get_height (surface));
  g_assert_cmphex (get_pixel (loaded, 3, 3) & 0xffffff, ==, get_pixel (surface, 3, 3) & 0xffffff);
  cairo_surface_destroy (loaded);

  /* Nothing else is left, and a failure is told. */
  dir = g_dir_open (folder, 0, NULL);
  while (g_dir_read_name (dir) != NULL)
    n_files++;
  g_assert_cmpuint (n_files, ==, 1);

  g_assert_false (pv_chart_export_save_png (surface, nowhere, NULL, &error));
  g_assert_nonnull (error);
  g_clear_error (&error);

  g_cancellable_cancel (cancellable);
  g_assert_false (pv_chart_export_save_png (surface, file, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);

  g_unlink (path);
  g_rmdir (folder);
  cairo_surface_destroy (surface);
}

int
main (int   argc,
      char *argv[])
{
  setlocale (LC_ALL, "C.UTF-8");
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/chart-export/sizes", test_sizes);
  g_test_add_func ("/chart-export/natural-height", test_natural_height);
  g_test_add_func ("/chart-export/backgrounds", test_backgrounds);
  g_test_add_func ("/chart-export/save", test_save);

  return g_test_run ();
}
