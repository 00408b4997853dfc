/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-chart-export.c: pictures have their size, their background and all of the chart, in each format. */
#include <locale.h>
#include <math.h>
#include <string.h>

#include "fake-bar-list.h"
#include "fake-line-data.h"
#include "pv-chart-export.h"
#include "pv-chart-palette.h"

#define S G_GINT64_CONSTANT (1000000000)
#define START (1468059242 * S)

static cairo_surface_t *
draw_bars (const PvPage     *page,
           const PvBarScene *scene)
{
  g_autoptr (PvChartSheet) sheet = pv_chart_sheet_new_bars (page, scene);

  return pv_chart_export_draw (sheet);
}

static cairo_surface_t *
draw_line (const PvPage      *page,
           const PvLineScene *scene)
{
  g_autoptr (PvChartSheet) sheet = pv_chart_sheet_new_line (page, scene);

  return pv_chart_export_draw (sheet);
}

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
      cairo_surface_t *surface = draw_line (&page, &line);
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

      surface = draw_bars (&page, &bars);
      g_assert_cmpint (cairo_image_surface_get_width (surface), ==, 900 * page.scale);
      g_assert_cmpint (cairo_image_surface_get_height (surface), ==, 400 * page.scale);
      cairo_surface_destroy (surface);
    }
}

static guint
count_of_mark (cairo_surface_t *surface,
               int              to_y)
{
  PvChartStyle style;
  PvColor color;
  guint32 pixel;
  guint n = 0;

  pv_chart_style_init_light (&style, NULL);
  pv_chart_palette_get (&style, 0, &color);
  pixel = 0xff000000 | (guint32) lroundf (color.red * 255) << 16 | (guint32) lroundf (color.green * 255) << 8
          | (guint32) lroundf (color.blue * 255);
  for (int y = 0; y < to_y; y++)
    for (int x = 0; x < cairo_image_surface_get_width (surface); x++)
      n += get_pixel (surface, x, y) == pixel;

  return n;
}

/* Above a chart of several lines stands which is which. */
static void
test_legend (void)
{
  g_autoptr (PvLineData) data = fake_line_data_new_traffic (START, S, 300);
  g_autoptr (PvLineData) part = fake_line_data_new_traffic (START, S, 300);
  PvLineScene line = { .data = data, .unit = PV_UNIT_BYTES, .start_ns = START, .end_ns = START + 300 * S };
  PvPage page = { "Bytes over Time", "1kxun.pcap", 900, 400, 2, PV_BACKGROUND_LIGHT };
  cairo_surface_t *surface = draw_line (&page, &line);
  const int header = 92 * 2;

  g_assert_cmpuint (count_of_mark (surface, 400 * 2), ==, 0);
  cairo_surface_destroy (surface);

  fake_line_data_set_part (FAKE_LINE_DATA (data), part, "10.0.0.1");
  surface = draw_line (&page, &line);
  g_assert_cmpint (cairo_image_surface_get_height (surface), ==, 400 * 2);
  /* the middle of a dot */
  g_assert_cmpuint (count_of_mark (surface, header), >, 20);
  g_assert_cmpuint (count_of_mark (surface, header), <, 400);
  g_assert_cmpuint (count_of_mark (surface, 400 * 2), >, 1000);
  cairo_surface_destroy (surface);
}

/* Without a height, all bars are there. */
static void
test_natural_height (void)
{
  g_autoptr (GListModel) list = fake_bar_list_new (100, 1);
  PvBarScene bars = { .model = list, .n_rows = 100, .unit = PV_UNIT_PACKETS };
  PvPage page = { NULL, NULL, 900, 0, 1, PV_BACKGROUND_LIGHT };
  cairo_surface_t *surface = draw_bars (&page, &bars);
  int height = cairo_image_surface_get_height (surface);

  g_assert_cmpuint (fake_bar_list_get_furthest (FAKE_BAR_LIST (list)), ==, 99);
  g_assert_cmpint (height, >, 100 * 20);
  g_assert_cmpuint (count_colored (surface, height - 60, height), >, 100);
  g_assert_cmpuint (count_colored (surface, height - 20, height), ==, 0);
  cairo_surface_destroy (surface);

  /* More than an image can hold is no image, rather than one of some bars. */
  page.scale = 400;
  page.width = 2;
  surface = draw_bars (&page, &bars);
  g_assert_cmpint (cairo_surface_status (surface), ==, CAIRO_STATUS_INVALID_SIZE);
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
      cairo_surface_t *surface = draw_line (&page, &line);

      g_assert_cmphex (get_pixel (surface, 0, 0), ==, corners[background]);
      g_assert_cmphex (get_pixel (surface, 1199, 599), ==, corners[background]);
      /* Title, chart. */
      g_assert_cmpuint (count_colored (surface, 48, 100), >, 300);
      g_assert_cmpuint (count_colored (surface, 200, 560), >, 10000);
      cairo_surface_destroy (surface);
    }
}

/* What is written of a light page with a line chart. */
static GBytes *
write_line (PvChartExportFunc write,
            guint             n_pages)
{
  g_autoptr (PvLineData) data = fake_line_data_new_traffic (START, S, 300);
  PvLineScene line = { .data = data, .unit = PV_UNIT_BYTES, .start_ns = START, .end_ns = START + 300 * S };
  PvPage page = { "Bytes over Time", "1kxun.pcap", 600, 300, 2, PV_BACKGROUND_LIGHT };
  g_autoptr (PvChartSheet) sheet = pv_chart_sheet_new_line (&page, &line);
  PvChartSheet *sheets[] = { sheet, sheet };
  g_autoptr (GOutputStream) stream = g_memory_output_stream_new_resizable ();
  GError *error = NULL;

  g_assert_cmpuint (n_pages, <=, G_N_ELEMENTS (sheets));
  write (sheets, n_pages, stream, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_output_stream_close (stream, NULL, NULL));

  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (stream));
}

static char *
to_text (GBytes *bytes)
{
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);

  return g_strndup (data, size);
}

static guint
count (GBytes     *bytes,
       const char *what)
{
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);
  const char *end = data + size;
  guint n = 0;

  while ((data = memmem (data, (gsize) (end - data), what, strlen (what))) != NULL)
    {
      data++;
      n++;
    }

  return n;
}

static cairo_status_t
read_cb (void          *closure,
         unsigned char *data,
         unsigned int   length)
{
  return g_input_stream_read_all (closure, data, length, NULL, NULL, NULL) ? CAIRO_STATUS_SUCCESS
                                                                           : CAIRO_STATUS_READ_ERROR;
}

static void
test_png (void)
{
  g_autoptr (GBytes) bytes = write_line (pv_chart_export_write_png, 1);
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_bytes (bytes);
  cairo_surface_t *image = cairo_image_surface_create_from_png_stream (read_cb, stream);

  g_assert_cmpint (cairo_surface_status (image), ==, CAIRO_STATUS_SUCCESS);
  g_assert_cmpint (cairo_image_surface_get_width (image), ==, 1200);
  g_assert_cmpint (cairo_image_surface_get_height (image), ==, 600);
  g_assert_cmphex (get_pixel (image, 0, 0) & 0xffffff, ==, 0xffffff);
  cairo_surface_destroy (image);
}

/* Paths and letters; nothing of it pixels. */
static void
test_svg (void)
{
  g_autoptr (GBytes) bytes = write_line (pv_chart_export_write_svg, 1);
  g_autofree char *text = to_text (bytes);

  g_assert_true (g_utf8_validate (text, -1, NULL));
  g_assert_nonnull (strstr (text, "width=\"600px\""));
  g_assert_nonnull (strstr (text, "height=\"300px\""));
  g_assert_nonnull (strstr (text, "</svg>"));
  g_assert_cmpuint (count (bytes, "<image"), ==, 0);
  g_assert_cmpuint (count (bytes, "<path"), >, 5);
  /* "Bytes over Time" alone has so many */
  g_assert_cmpuint (count (bytes, "<use"), >, 13);
}

static void
test_pdf (void)
{
  g_autoptr (GBytes) bytes = write_line (pv_chart_export_write_pdf, 1);
  g_autoptr (GBytes) two = write_line (pv_chart_export_write_pdf, 2);
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);

  g_assert_cmpuint (size, >, 1000);
  g_assert_cmpint (memcmp (data, "%PDF-", 5), ==, 0);
  g_assert_cmpuint (count (bytes, "%%EOF"), ==, 1);
  /* 600 × 300 pixels at 96 an inch, in points */
  g_assert_cmpuint (count (bytes, "/MediaBox [ 0 0 450 225 ]"), ==, 1);
  g_assert_cmpuint (count (bytes, "/Subtype /Image"), ==, 0);
  g_assert_cmpuint (count (bytes, "/ToUnicode"), >=, 1);
  g_assert_cmpuint (count (two, "/MediaBox [ 0 0 450 225 ]"), ==, 2);
}

/* A disk that is full is told of, whichever part of Cairo comes upon it. */
static void
test_failure (void)
{
  static const PvChartExportFunc writers[] = {
    pv_chart_export_write_png, pv_chart_export_write_svg, pv_chart_export_write_pdf,
  };
  g_autoptr (GListModel) list = fake_bar_list_new (5, 1);
  PvBarScene bars = { .model = list, .n_rows = 5, .unit = PV_UNIT_PACKETS };
  PvPage page = { "Top Sources", NULL, 500, 0, 2, PV_BACKGROUND_DARK };
  g_autoptr (PvChartSheet) sheet = pv_chart_sheet_new_bars (&page, &bars);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();

  g_cancellable_cancel (cancellable);
  for (guint i = 0; i < G_N_ELEMENTS (writers); i++)
    {
      guint8 room[100];
      g_autoptr (GOutputStream) full = g_memory_output_stream_new (room, sizeof room, NULL, NULL);
      g_autoptr (GOutputStream) stream = g_memory_output_stream_new_resizable ();
      g_autoptr (GError) error = NULL;

      g_assert_false (writers[i] (&sheet, 1, full, NULL, &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE);
      g_clear_error (&error);
      g_assert_false (writers[i] (&sheet, 1, stream, cancellable, &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
    }
}

/* What has no room is refused, rather than cut off. */
static void
test_too_large (void)
{
  g_autoptr (PvLineData) data = fake_line_data_new_traffic (START, S, 300);
  PvLineScene line = { .data = data, .unit = PV_UNIT_BYTES, .start_ns = START, .end_ns = START + 300 * S };
  const PvPage pages[] = {
    { "Bytes over Time", NULL, 16384, 400, 8, PV_BACKGROUND_LIGHT },
    { "Bytes over Time", NULL, 400, 16384, 2, PV_BACKGROUND_LIGHT },
  };

  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    {
      g_autoptr (PvChartSheet) sheet = pv_chart_sheet_new_line (&pages[i], &line);
      g_autoptr (GOutputStream) stream = g_memory_output_stream_new_resizable ();
      cairo_surface_t *surface = pv_chart_export_draw (sheet);
      g_autoptr (GError) error = NULL;

      g_assert_cmpint (cairo_surface_status (surface), !=, CAIRO_STATUS_SUCCESS);
      cairo_surface_destroy (surface);
      g_assert_false (pv_chart_export_write_png (&sheet, 1, stream, NULL, &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT);
      g_assert_cmpuint (g_memory_output_stream_get_data_size (G_MEMORY_OUTPUT_STREAM (stream)), ==, 0);
      g_assert_true (pv_chart_export_write_pdf (&sheet, 1, stream, NULL, NULL));
    }
}

/* A selection is marked, with nothing to take hold of: a picture cannot be dragged. */
static void
test_selection (void)
{
  g_autoptr (PvLineData) data = fake_line_data_new_traffic (START, S, 300);
  PvLineScene line = {
    .data = data, .unit = PV_UNIT_BYTES, .start_ns = START, .end_ns = START + 300 * S,
    .selection = { START + 100 * S, START + 200 * S },
  };
  const PvPage page = { NULL, NULL, 600, 300, 1, PV_BACKGROUND_LIGHT };
  cairo_surface_t *plain = draw_line (&page, &line);
  cairo_surface_t *handles;
  guint n_different = 0;

  line.has_handles = TRUE;
  handles = draw_line (&page, &line);
  for (int y = 0; y < 300; y++)
    for (int x = 0; x < 600; x++)
      n_different += get_pixel (plain, x, y) != get_pixel (handles, x, y);
  g_assert_cmpuint (n_different, >, 50);
  g_assert_cmpuint (n_different, <, 1000);

  cairo_surface_destroy (plain);
  cairo_surface_destroy (handles);
}

/* As many rows as are said to fit are whole, and one more would not be. */
static void
test_count_bars (void)
{
  g_autoptr (GListModel) list = fake_bar_list_new (100, 1);
  PvBarScene bars = { .model = list, .unit = PV_UNIT_PACKETS };
  PvPage page = { "Top Sources", "1kxun.pcap", 500, 0, 1, PV_BACKGROUND_LIGHT };
  guint n = pv_chart_sheet_count_bars (&page, FALSE, NULL, 700);
  g_autoptr (PvChartSheet) fits = NULL;
  g_autoptr (PvChartSheet) too_many = NULL;

  bars.n_rows = n;
  fits = pv_chart_sheet_new_bars (&page, &bars);
  bars.n_rows = n + 1;
  too_many = pv_chart_sheet_new_bars (&page, &bars);

  g_assert_cmpfloat (pv_chart_sheet_get_height (fits), <=, 700);
  g_assert_cmpfloat (pv_chart_sheet_get_height (too_many), >, 700);
}

int
main (int   argc,
      char *argv[])
{
  setlocale (LC_ALL, "C.UTF-8");
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/chart-export/sizes", test_sizes);
  g_test_add_func ("/chart-export/legend", test_legend);
  g_test_add_func ("/chart-export/natural-height", test_natural_height);
  g_test_add_func ("/chart-export/backgrounds", test_backgrounds);
  g_test_add_func ("/chart-export/png", test_png);
  g_test_add_func ("/chart-export/svg", test_svg);
  g_test_add_func ("/chart-export/pdf", test_pdf);
  g_test_add_func ("/chart-export/failure", test_failure);
  g_test_add_func ("/chart-export/too-large", test_too_large);
  g_test_add_func ("/chart-export/selection", test_selection);
  g_test_add_func ("/chart-export/count-bars", test_count_bars);

  return g_test_run ();
}
