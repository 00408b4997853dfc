/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-line-renderer.c: every bin is where it should be and as high as it should be, and no peak is
 * lost. */
#include <cairo-pdf.h>
#include <cairo-svg.h>
#include <locale.h>
#include <math.h>

#include "fake-line-data.h"
#include "picture.h"
#include "pv-chart-palette.h"
#include "pv-line-find.h"
#include "pv-line-overlay.h"
#include "pv-line-readout.h"
#include "pv-line-renderer.h"

#define WIDTH 1000
#define HEIGHT 300
#define S G_GINT64_CONSTANT (1000000000)
#define MS G_GINT64_CONSTANT (1000000)
#define START (1468059242 * S)

/* As red as the line itself; the fill is paler. */
#define LINE 250

typedef struct
{
  double x;
  double y;
  double width;
  double height;
} Plot;

static void
init_scene (PvLineScene *scene,
            Picture     *picture,
            PvLineData  *data,
            Plot        *plot)
{
  *scene = (PvLineScene){
    .style = picture->style,
    .pango = picture->pango,
    .data = data,
    .unit = PV_UNIT_BYTES,
    .width = WIDTH,
    .height = HEIGHT,
  };
  if (data != NULL)
    pv_line_data_get_extent (data, &scene->start_ns, &scene->end_ns, NULL, NULL);
  pv_line_scene_get_plot (scene, &plot->x, &plot->y, &plot->width, &plot->height);
}

/* How high the line stands in device column @x, in device pixels from the plot's lower edge to its
 * own; -1 where there is none. */
static int
get_height (Picture    *picture,
            const Plot *plot,
            int         scale,
            int         x)
{
  int first, last;
  /* The line lies on its value: its lower edge is where the value is. */
  int thickness = (int) round (1.5 * scale);

  if (!picture_find_red_down (picture, x, LINE, &first, &last))
    return -1;

  return (int) ((plot->y + plot->height) * scale) - first - thickness;
}

static void
test_steps (void)
{
  const double values[] = { 1000, 0, 4000, 3000, 0, 0, 2000, 500, 1, 4000 };
  const guint n = G_N_ELEMENTS (values);
  g_autoptr (PvLineData) data = fake_line_data_new (START, S, values, n);

  for (int scale = 1; scale <= 2; scale++)
    {
      g_autoptr (Picture) picture = picture_new (WIDTH, HEIGHT, scale);
      PvLineScene scene;
      Plot plot;

      init_scene (&scene, picture, data, &plot);
      pv_line_scene_draw (&scene, picture->cr);

      for (guint i = 0; i < n; i++)
        {
          int left = (int) round ((plot.x + plot.width * i / n) * scale);
          int right = (int) round ((plot.x + plot.width * (i + 1) / n) * scale);
          int expected = (int) round (plot.height * scale * values[i] / 4000);

          /* What is there is seen, however small. */
          if (values[i] > 0)
            expected = MAX (expected, 1);

          /* As high from end to end, the uprights at its ends aside, which belong to the higher bin. */
          for (int x = left + scale; x < right - scale; x++)
            g_assert_cmpint (ABS (get_height (picture, &plot, scale, x) - expected), <=, scale - 1);
        }
    }
}

/* Many steps are drawn by another way than few, and onto pixels by another way than into a recording:
 * the same comes out, but for how alphas round. */
static void
test_many_steps (void)
{
  g_autoptr (PvLineData) few = fake_line_data_new_traffic (START, S, 400);
  g_autoptr (PvLineData) many = fake_line_data_new_traffic (START, S, 100000);
  PvLineData *data[] = { few, many };

  for (guint i = 0; i < G_N_ELEMENTS (data); i++)
    for (int scale = 1; scale <= 2; scale++)
      {
        g_autoptr (Picture) direct = picture_new (WIDTH, HEIGHT, scale);
        g_autoptr (Picture) replayed = picture_new (WIDTH, HEIGHT, scale);
        cairo_surface_t *recording = cairo_recording_surface_create (CAIRO_CONTENT_COLOR_ALPHA, NULL);
        cairo_t *cr = cairo_create (recording);
        PvLineScene scene;
        Plot plot;

        init_scene (&scene, direct, data[i], &plot);
        pv_line_scene_draw (&scene, direct->cr);

        scene.device_scale = scale;
        pv_line_scene_draw (&scene, cr);
        cairo_set_source_surface (replayed->cr, recording, 0, 0);
        cairo_paint (replayed->cr);

        /* Text is placed by halves of pixels in a recording, so only the plot is compared. */
        for (int y = (int) (plot.y * scale); y < (int) ((plot.y + plot.height) * scale); y++)
          for (int x = (int) (plot.x * scale); x < (int) ((plot.x + plot.width) * scale); x++)
            g_assert_cmpint (ABS (picture_get_red (direct, x, y) - picture_get_red (replayed, x, y)), <=, 2);

        cairo_destroy (cr);
        cairo_surface_destroy (recording);
      }
}

/* The first device pixel from above in column @x that has just this colour, in pixels above the plot's lower
 * edge; -1 where there is none. */
static int
find_color (Picture       *picture,
            const Plot    *plot,
            int            x,
            const PvColor *color)
{
  guint32 wanted = 0xff000000 | ((guint32) (color->red * 255 + .5f) << 16) | ((guint32) (color->green * 255 + .5f) << 8) |
                   (guint32) (color->blue * 255 + .5f);

  for (int y = 0; y < HEIGHT; y++)
    if (picture_get_pixel (picture, x, y) == wanted)
      return (int) (plot->y + plot->height) - y;

  return -1;
}

/* A part is a line in a colour of its own, over the whole, and is not seen where it is nothing: in few
 * bins, and in so many that they are drawn by another way. */
static void
test_parts (void)
{
  const guint counts[] = { 8, 400 };

  for (guint i = 0; i < G_N_ELEMENTS (counts); i++)
    {
      const guint n = counts[i];
      g_autofree double *whole_values = g_new (double, n);
      g_autofree double *part_values = g_new (double, n);
      g_autoptr (Picture) picture = picture_new (WIDTH, HEIGHT, 1);
      g_autoptr (PvLineData) whole = NULL;
      g_autoptr (PvLineData) part = NULL;
      PvLineScene scene;
      PvColor color;
      Plot plot;

      for (guint j = 0; j < n; j++)
        {
          whole_values[j] = 1000;
          part_values[j] = j * 8 / n % 2 == 0 ? 0 : 500;
        }
      whole = fake_line_data_new (START, S, whole_values, n);
      part = fake_line_data_new (START, S, part_values, n);
      fake_line_data_set_part (FAKE_LINE_DATA (whole), part, "10.0.0.1");

      init_scene (&scene, picture, whole, &plot);
      pv_line_scene_draw (&scene, picture->cr);
      pv_chart_palette_get (&scene.style, 0, &color);

      for (int j = 0; j < 8; j++)
        {
          int height = find_color (picture, &plot, (int) (plot.x + plot.width * (j + .5) / 8), &color);

          if (j % 2 == 0)
            g_assert_cmpint (height, ==, -1);
          else
            g_assert_cmpint (ABS (height - (int) round (plot.height / 2) - 2), <=, 1);
        }
    }
}

/* What is read out of a bin is also what its parts have. */
static void
test_describe_parts (void)
{
  const double whole_values[] = { 1000, 3000 };
  const double part_values[] = { 500, 0 };
  g_autoptr (Picture) picture = picture_new (WIDTH, HEIGHT, 1);
  g_autoptr (PvLineData) whole = fake_line_data_new (START, S, whole_values, G_N_ELEMENTS (whole_values));
  g_autoptr (PvLineData) part = fake_line_data_new (START, S, part_values, G_N_ELEMENTS (part_values));
  const char *const ends[] = { ", 10.0.0.1: 500\u00a0B", ", 10.0.0.1: 0\u00a0B" };
  PvLineScene scene;
  Plot plot;

  fake_line_data_set_part (FAKE_LINE_DATA (whole), part, "10.0.0.1");
  init_scene (&scene, picture, whole, &plot);

  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    {
      g_autofree char *text = NULL;
      PvLineBin bin;

      g_assert_true (pv_line_data_get_bin (whole, START + i * S, &bin));
      text = pv_line_readout_describe (&scene, &bin);
      if (!g_str_has_suffix (text, ends[i]))
        g_test_fail_printf ("“%s” does not end in “%s”", text, ends[i]);
    }
}

/* While a span is dragged, it is what all of that comes to, and of parts as well. */
static void
test_describe_span (void)
{
  const double whole_values[] = { 1000, 3000, 500 };
  const double part_values[] = { 500, 200, 100 };
  g_autoptr (Picture) picture = picture_new (WIDTH, HEIGHT, 1);
  g_autoptr (PvLineData) whole = fake_line_data_new (START, S, whole_values, G_N_ELEMENTS (whole_values));
  g_autoptr (PvLineData) part = fake_line_data_new (START, S, part_values, G_N_ELEMENTS (part_values));
  g_autofree char *text = NULL;
  g_autofree char *expected = NULL;
  g_autofree char *count = NULL;
  PvLineScene scene;
  PvLineBin bin, sum;
  Plot plot;

  fake_line_data_set_part (FAKE_LINE_DATA (whole), part, "10.0.0.1");
  init_scene (&scene, picture, whole, &plot);
  scene.read_span = (PvLineSpan){ START, START + 2 * S };
  g_assert_true (pv_line_data_get_bin (whole, START + S, &bin));
  g_assert_true (pv_line_data_get_sum (whole, START, START + 2 * S, &sum));
  count = pv_unit_format_long (PV_UNIT_PACKETS, sum.count);
  expected = g_strdup_printf ("2\u00a0s: 4.0\u00a0kB, %s, 2.0\u00a0kB/s, 10.0.0.1: 700\u00a0B", count);

  text = pv_line_readout_describe (&scene, &bin);
  g_assert_cmpstr (text, ==, expected);
}

/* Nothing lies between the colours: edges are on pixels. */
static void
test_crisp (void)
{
  g_autoptr (PvLineData) data = fake_line_data_new_traffic (START, S, 137);

  for (int scale = 1; scale <= 2; scale++)
    {
      g_autoptr (Picture) picture = picture_new (WIDTH, HEIGHT, scale);
      PvLineScene scene;
      Plot plot;

      init_scene (&scene, picture, data, &plot);
      pv_line_scene_draw (&scene, picture->cr);

      /* White, line, fill, grid, fill over grid. */
      g_assert_cmpuint (picture_count_colors (picture, (int) ceil (plot.x) * scale, (int) plot.y * scale,
                                              (int) plot.width * scale, (int) plot.height * scale), <=, 5);
    }
}

static void
test_no_peak_lost (void)
{
  const guint n = 1000000;
  g_autofree double *values = g_new (double, n);

  for (guint i = 0; i < n; i++)
    values[i] = 100;

  for (int round_trip = 0; round_trip < 20; round_trip++)
    {
      guint peak = (guint) g_test_rand_int_range (0, (int) n);
      g_autoptr (Picture) picture = picture_new (WIDTH, HEIGHT, 1);
      g_autoptr (PvLineData) data = NULL;
      PvLineScene scene;
      PvLineBin bin;
      Plot plot;
      int column, n_high = 0;

      values[peak] = 40000;
      data = fake_line_data_new (START, MS, values, n);
      values[peak] = 100;

      init_scene (&scene, picture, data, &plot);
      pv_line_scene_draw (&scene, picture->cr);

      column = (int) (plot.x + plot.width * peak / n);
      for (int x = (int) plot.x; x < (int) (plot.x + plot.width); x++)
        {
          int height = get_height (picture, &plot, 1, x);

          if (height < plot.height * .9)
            {
              g_assert_cmpint (height, <=, 2);
              continue;
            }
          g_assert_cmpint (ABS (x - column), <=, 1);
          n_high++;
        }
      g_assert_cmpint (n_high, ==, 1);

      /* Pointing nearby finds it. */
      g_assert_true (pv_line_scene_find_bin (&scene, column + 2, 3, &bin));
      g_assert_cmpfloat (bin.value, ==, 40000);
      g_assert_cmpint (bin.start_ns, ==, START + peak * MS);
      g_assert_true (pv_line_scene_find_peak (&scene, &bin));
      g_assert_cmpint (bin.start_ns, ==, START + peak * MS);
      g_assert_cmpuint (pv_line_scene_count_peaks (&scene), ==, 1);

      if (column > plot.x + 20)
        {
          g_assert_true (pv_line_scene_find_bin (&scene, column - 10, 3, &bin));
          g_assert_cmpfloat (bin.value, ==, 100);
        }
    }
}

/* Of the bins in sight, and of nothing beside them. */
static void
test_count_peaks (void)
{
  const double values[] = { 90, 1, 8, 2, 3, 0, 6, 9, 4, 0, 7, 0, 90 };
  g_autoptr (PvLineData) data = fake_line_data_new (START, S, values, G_N_ELEMENTS (values));
  g_autoptr (Picture) picture = picture_new (WIDTH, HEIGHT, 1);
  PvLineScene scene;
  Plot plot;

  init_scene (&scene, picture, data, &plot);
  g_assert_cmpuint (pv_line_scene_count_peaks (&scene), ==, 2);

  scene.start_ns = START + S;
  scene.end_ns = START + 12 * S;
  g_assert_cmpuint (pv_line_scene_count_peaks (&scene), ==, 3);

  scene.end_ns = START + 6 * S;
  g_assert_cmpuint (pv_line_scene_count_peaks (&scene), ==, 1);
}

/* A column shows its smallest value too. */
static void
test_range (void)
{
  const guint n = 100000;
  g_autofree double *values = g_new (double, n);
  g_autoptr (Picture) picture = picture_new (WIDTH, HEIGHT, 1);
  g_autoptr (PvLineData) data = NULL;
  PvLineScene scene;
  Plot plot;
  int x, high, low, below;

  for (guint i = 0; i < n; i++)
    values[i] = i % 2 == 0 ? 1000 : 500;
  data = fake_line_data_new (START, MS, values, n);
  init_scene (&scene, picture, data, &plot);
  pv_line_scene_draw (&scene, picture->cr);

  x = (int) (plot.x + plot.width / 2);
  high = picture_get_red (picture, x, (int) (plot.y + plot.height * .25) + 2);
  low = picture_get_red (picture, x, (int) (plot.y + plot.height * .75) + 2);
  below = picture_get_red (picture, x, (int) (plot.y + plot.height) + 2);
  g_assert_cmpint (high, >, low + 10);
  g_assert_cmpint (low, >, 10);
  g_assert_cmpint (below, ==, 0);
}

/* Beyond what there is, nothing is drawn, not even zero. */
static void
test_beyond (void)
{
  const double values[] = { 100, 100 };
  g_autoptr (PvLineData) data = fake_line_data_new (START, S, values, 2);
  g_autoptr (Picture) picture = picture_new (WIDTH, HEIGHT, 1);
  PvLineScene scene;
  Plot plot;
  int first, last;

  init_scene (&scene, picture, data, &plot);
  scene.start_ns = START - 3 * S;
  scene.end_ns = START + 5 * S;
  pv_line_scene_draw (&scene, picture->cr);

  g_assert_true (picture_find_red (picture, (int) (plot.y + plot.height) - 1, 1, &first, &last));
  g_assert_cmpint (ABS (first - (int) (plot.x + plot.width * 3 / 8)), <=, 1);
  g_assert_cmpint (ABS (last - (int) (plot.x + plot.width * 5 / 8)), <=, 1);
}

/* The scale follows what is in sight. */
static void
test_scale_follows (void)
{
  const double values[] = { 10, 10, 1000, 10 };
  g_autoptr (PvLineData) data = fake_line_data_new (START, S, values, 4);
  g_autoptr (Picture) all = picture_new (WIDTH, HEIGHT, 1);
  g_autoptr (Picture) part = picture_new (WIDTH, HEIGHT, 1);
  PvLineScene scene;
  Plot plot, moved;

  init_scene (&scene, all, data, &plot);
  pv_line_scene_draw (&scene, all->cr);
  g_assert_cmpint (get_height (all, &plot, 1, (int) plot.x + 20), <, plot.height * .05);

  scene.end_ns = START + 2 * S;
  pv_line_scene_get_plot (&scene, &moved.x, &moved.y, &moved.width, &moved.height);
  g_assert_cmpfloat (moved.x, ==, plot.x);
  g_assert_cmpfloat (moved.width, ==, plot.width);
  pv_line_scene_draw (&scene, part->cr);
  g_assert_cmpint (get_height (part, &plot, 1, (int) plot.x + 20), >, plot.height * .7);

  /* nor does the plot move where something else is counted */
  for (PvUnit unit = PV_UNIT_COUNT; unit <= PV_UNIT_ANSWERS; unit++)
    {
      scene.unit = unit;
      pv_line_scene_get_plot (&scene, &moved.x, &moved.y, &moved.width, &moved.height);
      g_assert_cmpfloat (moved.x, ==, plot.x);
    }
}

static void
test_logarithmic (void)
{
  const double values[] = { 0, 1, 10, 100, 1000, 10000 };
  g_autoptr (PvLineData) data = fake_line_data_new (START, S, values, 6);
  g_autoptr (Picture) picture = picture_new (WIDTH, HEIGHT, 1);
  PvLineScene scene;
  Plot plot;

  init_scene (&scene, picture, data, &plot);
  scene.value_scale = PV_SCALE_LOGARITHMIC;
  pv_line_scene_draw (&scene, picture->cr);

  for (int i = 0; i < 6; i++)
    g_assert_cmpint (ABS (get_height (picture, &plot, 1, (int) (plot.x + plot.width * (i + .5) / 6)) -
                          (int) (plot.height * i / 5)), <=, 1);
}

static void
test_overlay (void)
{
  const double values[] = { 10, 20, 30, 40 };
  g_autoptr (PvLineData) data = fake_line_data_new (START, S, values, 4);
  g_autoptr (Picture) whole = picture_new (WIDTH, HEIGHT, 1);
  g_autoptr (Picture) parts = picture_new (WIDTH, HEIGHT, 1);
  g_autoptr (Picture) plain = picture_new (WIDTH, HEIGHT, 1);
  PvLineScene scene;
  Plot plot;
  int n_different = 0;

  init_scene (&scene, plain, data, &plot);
  pv_line_scene_draw (&scene, plain->cr);

  scene.has_crosshair = TRUE;
  scene.crosshair_ns = START + 3 * S;
  scene.has_band = TRUE;
  scene.band_start_ns = START + S;
  scene.band_end_ns = START + 2 * S;
  pv_line_scene_draw (&scene, whole->cr);
  pv_line_scene_draw_chart (&scene, parts->cr);
  pv_line_scene_draw_overlay (&scene, parts->cr);

  for (int y = 0; y < HEIGHT; y++)
    for (int x = 0; x < WIDTH; x++)
      {
        g_assert_cmpuint (picture_get_pixel (whole, x, y), ==, picture_get_pixel (parts, x, y));
        n_different += picture_get_pixel (whole, x, y) != picture_get_pixel (plain, x, y);
      }
  g_assert_cmpint (n_different, >, 10000);

  /* The box is dark, and beside the crosshair, on the side where there is room. */
  g_assert_true (picture_has_text (whole, (int) (plot.x + plot.width * 7 / 8) - 40, (int) plot.y + 12, 20, 20));
  g_assert_false (picture_has_text (whole, (int) (plot.x + plot.width * 7 / 8) + 4, (int) plot.y + 12, 20, 20));
}

/* What is said to be drawn onto is all that is. */
static void
test_overlay_bounds (void)
{
  g_autoptr (PvLineData) data = fake_line_data_new_traffic (START, S, 200);

  for (int i = 0; i < 30; i++)
    {
      g_autoptr (Picture) picture = picture_new (WIDTH, HEIGHT, 2);
      PvRect bounds;
      PvLineScene scene;
      Plot plot;

      init_scene (&scene, picture, data, &plot);
      scene.device_scale = 2;
      scene.end_ns -= g_test_rand_int_range (0, 190) * S;
      scene.rtl = i % 2;
      scene.has_crosshair = TRUE;
      scene.crosshair_ns = i < 3 ? scene.start_ns : scene.start_ns + (gint64) (g_test_rand_double () * (double) (scene.end_ns - scene.start_ns));
      scene.has_band = i % 4 == 1;
      scene.band_start_ns = START + g_test_rand_int_range (0, 200) * S;
      scene.band_end_ns = START + g_test_rand_int_range (0, 200) * S;
      pv_line_scene_draw_overlay (&scene, picture->cr);

      g_assert_true (pv_line_scene_get_overlay (&scene, &bounds));
      for (int y = 0; y < 2 * HEIGHT; y++)
        for (int x = 0; x < 2 * WIDTH; x++)
          if (picture_get_pixel (picture, x, y) != 0xffffffff)
            g_assert_true (x >= 2 * bounds.x && x < 2 * (bounds.x + bounds.width) &&
                           y >= 2 * bounds.y && y < 2 * (bounds.y + bounds.height));

      scene.has_crosshair = scene.has_band = FALSE;
      g_assert_false (pv_line_scene_get_overlay (&scene, &bounds));
    }
}

/* However long the name of a part, the box stays beside the crosshair, or at least within the chart. */
static void
test_long_name (void)
{
  const double values[] = { 1000, 3000, 2000 };
  const double widths[] = { 350, WIDTH };
  g_autoptr (PvLineData) whole = fake_line_data_new (START, S, values, G_N_ELEMENTS (values));
  g_autoptr (PvLineData) part = fake_line_data_new (START, S, values, G_N_ELEMENTS (values));
  g_autoptr (Picture) picture = picture_new (WIDTH, HEIGHT, 1);
  g_autofree char *name = g_strnfill (255, 'x');

  fake_line_data_set_part (FAKE_LINE_DATA (whole), part, name);
  for (guint i = 0; i < G_N_ELEMENTS (widths); i++)
    for (int x = 0; x <= widths[i]; x += 25)
      {
        PvRect bounds;
        PvLinePlot line_plot;
        PvLineScene scene;
        PvLineBin bin;
        Plot plot;

        init_scene (&scene, picture, whole, &plot);
        scene.width = widths[i];
        scene.rtl = x % 2;
        line_plot = (PvLinePlot){ .y = plot.y, .width = widths[i], .height = plot.height, .device_scale = 1 };
        g_assert_true (pv_line_data_get_bin (whole, START, &bin));
        pv_line_readout_get_bounds (&scene, &line_plot, &bin, x, &bounds);
        g_assert_cmpfloat (bounds.x, >=, 0);
        g_assert_cmpfloat (bounds.x + bounds.width, <=, widths[i] + 1);
        if (widths[i] == WIDTH)
          g_assert_true (x < bounds.x || x > bounds.x + bounds.width);
      }
}

static void
test_rtl (void)
{
  const double values[] = { 10, 20, 30, 40 };
  g_autoptr (PvLineData) data = fake_line_data_new (START, S, values, 4);
  g_autoptr (Picture) picture = picture_new (WIDTH, HEIGHT, 1);
  PvLineScene scene;
  Plot plot, mirrored;

  init_scene (&scene, picture, data, &plot);
  scene.rtl = TRUE;
  pv_line_scene_get_plot (&scene, &mirrored.x, &mirrored.y, &mirrored.width, &mirrored.height);
  g_assert_cmpfloat (mirrored.width, ==, plot.width);
  g_assert_cmpfloat (mirrored.x, ==, 0);

  /* Labels at the right; time still runs to the right. */
  pv_line_scene_draw (&scene, picture->cr);
  g_assert_true (picture_has_text (picture, (int) mirrored.width + 2, (int) plot.y, WIDTH - (int) mirrored.width - 2, 200));
  g_assert_cmpint (get_height (picture, &mirrored, 1, 10), <, get_height (picture, &mirrored, 1, 600));
}

static cairo_status_t
append (void                *closure,
        const unsigned char *data,
        unsigned int         length)
{
  g_string_append_len (closure, (const char *) data, length);

  return CAIRO_STATUS_SUCCESS;
}

/* In SVG and PDF all is lines and letters, nothing an image. */
static void
test_vectors (void)
{
  g_autoptr (Picture) picture = picture_new (WIDTH, HEIGHT, 1);
  g_autoptr (PvLineData) data = fake_line_data_new_traffic (START, S, 100000);
  g_autoptr (GString) svg = g_string_new (NULL);
  g_autoptr (GString) pdf = g_string_new (NULL);
  PvLineScene scene;
  Plot plot;

  init_scene (&scene, picture, data, &plot);
  scene.has_crosshair = TRUE;
  scene.crosshair_ns = START + 50000 * S;

  for (int i = 0; i < 2; i++)
    {
      cairo_surface_t *surface = i == 0 ? cairo_svg_surface_create_for_stream (append, svg, WIDTH, HEIGHT)
                                        : cairo_pdf_surface_create_for_stream (append, pdf, WIDTH, HEIGHT);
      cairo_t *cr = cairo_create (surface);

      pv_line_scene_draw (&scene, cr);
      cairo_destroy (cr);
      cairo_surface_finish (surface);
      g_assert_cmpint (cairo_surface_status (surface), ==, CAIRO_STATUS_SUCCESS);
      cairo_surface_destroy (surface);
    }

  g_assert_nonnull (strstr (svg->str, "<path"));
  g_assert_null (strstr (svg->str, "<image"));
  g_assert_cmpuint (pdf->len, >, 1000);
  g_assert_null (g_strstr_len (pdf->str, (gssize) pdf->len, "/Subtype /Image"));
}

/* Spans of nothing, spans of everything, no data, no room: nothing breaks. */
static void
test_odd_scenes (void)
{
  g_autoptr (PvLineData) none = fake_line_data_new (START, S, NULL, 0);
  g_autoptr (PvLineData) data = fake_line_data_new_traffic (START, S, 100);
  g_autoptr (Picture) picture = picture_new (WIDTH, HEIGHT, 1);
  PvLineScene scene;
  PvLineBin bin;
  Plot plot;

  init_scene (&scene, picture, NULL, &plot);
  pv_line_scene_draw (&scene, picture->cr);
  g_assert_false (pv_line_scene_find_bin (&scene, 100, 2, &bin));

  scene.data = none;
  scene.end_ns = S;
  scene.has_crosshair = TRUE;
  pv_line_scene_draw (&scene, picture->cr);
  g_assert_false (pv_line_scene_find_peak (&scene, &bin));
  g_assert_cmpuint (pv_line_scene_count_peaks (&scene), ==, 0);

  scene.data = data;
  scene.start_ns = scene.end_ns = START + 5 * S;
  pv_line_scene_draw (&scene, picture->cr);

  scene.start_ns = START + 5 * S;
  scene.end_ns = START + 5 * S + 100;
  scene.crosshair_ns = START + 5 * S + 50;
  pv_line_scene_draw (&scene, picture->cr);
  g_assert_true (pv_line_scene_find_bin (&scene, 500, 2, &bin));
  g_assert_cmpint (bin.start_ns, ==, START + 5 * S);

  scene.start_ns = -4000000000 * S;
  scene.end_ns = 4000000000 * S;
  scene.has_band = TRUE;
  scene.band_start_ns = G_MININT64;
  scene.band_end_ns = G_MAXINT64;
  pv_line_scene_draw (&scene, picture->cr);

  for (scene.width = 0; scene.width < 300; scene.width += 7)
    for (scene.height = 0; scene.height < 200; scene.height += 13)
      pv_line_scene_draw (&scene, picture->cr);
}

/* Handles lie outside the span, so that they hide nothing of it, can be taken hold of where they are seen, and are not
 * in pictures. */
static void
test_handles (void)
{
  g_autoptr (PvLineData) data = fake_line_data_new_traffic (START, S, 100);
  g_autoptr (Picture) with = picture_new (WIDTH, HEIGHT, 1);
  g_autoptr (Picture) without = picture_new (WIDTH, HEIGHT, 1);
  PvLineScene scene;
  int left, right;
  guint n_hit = 0;
  Plot plot;

  init_scene (&scene, without, data, &plot);
  scene.selection = (PvLineSpan){ START + 40 * S, START + 60 * S };
  left = (int) round (plot.x + plot.width * .4);
  right = (int) round (plot.x + plot.width * .6);
  pv_line_scene_draw_overlay (&scene, without->cr);
  scene.has_handles = TRUE;
  pv_line_scene_draw_overlay (&scene, with->cr);

  for (int y = 0; y < HEIGHT; y++)
    for (int x = 0; x < WIDTH; x++)
      {
        PvLineSpanPart part = pv_line_scene_hit_handle (&scene, x + .5, y + .5);
        gboolean is_handle = picture_get_pixel (with, x, y) != picture_get_pixel (without, x, y);

        if (is_handle)
          g_assert_cmpint (part, ==, x < (left + right) / 2 ? PV_LINE_SPAN_START : PV_LINE_SPAN_END);
        if (part != PV_LINE_SPAN_OUTSIDE)
          {
            n_hit++;
            g_assert_true (x < left || x >= right);
            g_assert_cmpint (y, <, (int) plot.y + 10);
          }
      }
  g_assert_cmpuint (n_hit, ==, 2 * 12 * 14);
}

int
main (int   argc,
      char *argv[])
{
  setlocale (LC_ALL, "C.UTF-8");
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/line-renderer/many-steps", test_many_steps);
  g_test_add_func ("/line-renderer/steps", test_steps);
  g_test_add_func ("/line-renderer/parts", test_parts);
  g_test_add_func ("/line-renderer/describe-parts", test_describe_parts);
  g_test_add_func ("/line-renderer/describe-span", test_describe_span);
  g_test_add_func ("/line-renderer/crisp", test_crisp);
  g_test_add_func ("/line-renderer/no-peak-lost", test_no_peak_lost);
  g_test_add_func ("/line-renderer/range", test_range);
  g_test_add_func ("/line-renderer/count-peaks", test_count_peaks);
  g_test_add_func ("/line-renderer/beyond", test_beyond);
  g_test_add_func ("/line-renderer/scale-follows", test_scale_follows);
  g_test_add_func ("/line-renderer/logarithmic", test_logarithmic);
  g_test_add_func ("/line-renderer/handles", test_handles);
  g_test_add_func ("/line-renderer/overlay", test_overlay);
  g_test_add_func ("/line-renderer/overlay-bounds", test_overlay_bounds);
  g_test_add_func ("/line-renderer/long-name", test_long_name);
  g_test_add_func ("/line-renderer/rtl", test_rtl);
  g_test_add_func ("/line-renderer/vectors", test_vectors);
  g_test_add_func ("/line-renderer/odd-scenes", test_odd_scenes);

  return g_test_run ();
}
