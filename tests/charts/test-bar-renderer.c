/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-bar-renderer.c: bars are as long as what they stand for, and labels stay in their column. */
#include <locale.h>
#include <math.h>

#include "fake-bar-list.h"
#include "picture.h"
#include "pv-bar-renderer.h"
#include "pv-chart-text.h"

/* Redder than a pale bar. */
#define SOLID 150
#define PALE 40

typedef struct
{
  const char *label;
  double value;
  double whole;
} Row;

static GListModel *
make_list (const Row *rows,
           guint      n)
{
  GListStore *list = g_list_store_new (PV_TYPE_BAR);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (PvBar) bar = pv_bar_new (rows[i].label, i, rows[i].value, rows[i].whole, 1000, NULL);

      g_list_store_append (list, bar);
    }

  return G_LIST_MODEL (list);
}

static void
init_scene (PvBarScene *scene,
            Picture    *picture,
            GListModel *model,
            double      width,
            double      height)
{
  *scene = (PvBarScene){
    .style = picture->style,
    .pango = picture->pango,
    .model = model,
    .n_rows = g_list_model_get_n_items (model),
    .unit = PV_UNIT_PACKETS,
    .width = width,
    .height = height,
    .hover = G_MAXUINT,
    .current = G_MAXUINT,
  };
}

/* The length of the solid and of the whole bar of a row, in device pixels. */
static void
measure_row (Picture          *picture,
             const PvBarScene *scene,
             double            scale,
             guint             row,
             int              *solid,
             int              *whole)
{
  int y = (int) ((row + .5) * pv_bar_scene_get_row_height (scene) * scale);
  int first, last;

  *solid = picture_find_red (picture, y, SOLID, &first, &last) ? last - first + 1 : 0;
  *whole = picture_find_red (picture, y, PALE, &first, &last) ? last - first + 1 : 0;
}

static void
test_lengths (void)
{
  const Row rows[] = {
    { "10.0.0.1", 4000, 4000 }, { "10.0.0.2", 2000, 3000 }, { "10.0.0.3", 1000, 1000 },
    { "10.0.0.4", 1, 1 },       { "10.0.0.5", 0, 400 },     { "10.0.0.6", 0, 0 },
  };
  g_autoptr (GListModel) list = make_list (rows, G_N_ELEMENTS (rows));

  for (int scale = 1; scale <= 2; scale++)
    {
      g_autoptr (Picture) picture = picture_new (800, 300, scale);
      int longest, solid, whole;
      PvBarScene scene;

      init_scene (&scene, picture, list, 800, 300);
      pv_bar_scene_draw (&scene, picture->cr);

      measure_row (picture, &scene, scale, 0, &longest, &whole);
      g_assert_cmpint (longest, >, 400 * scale);
      g_assert_cmpint (longest, ==, whole);

      for (guint i = 1; i < G_N_ELEMENTS (rows); i++)
        {
          measure_row (picture, &scene, scale, i, &solid, &whole);
          /* A bar of 1 in 4000 would be no pixel; what is there is seen. */
          g_assert_cmpint (ABS (solid - (int) round (longest * rows[i].value / 4000)), <=, rows[i].value == 1 ? 2 * scale : 1);
          g_assert_cmpint (ABS (whole - (int) round (longest * rows[i].whole / 4000)), <=, rows[i].value == 1 ? 2 * scale : 1);
          g_assert_cmpint (solid > 0, ==, rows[i].value > 0);
          g_assert_cmpint (whole > 0, ==, rows[i].whole > 0);
        }
    }
}

/* A scale that is given holds for all. */
static void
test_peak (void)
{
  const Row rows[] = { { "10.0.0.1", 400, 400 } };
  g_autoptr (GListModel) list = make_list (rows, G_N_ELEMENTS (rows));
  g_autoptr (Picture) picture = picture_new (800, 40, 1);
  g_autoptr (Picture) half = picture_new (800, 40, 1);
  PvBarMetrics metrics = { 0 };
  int longest, solid, whole;
  PvBarScene scene;

  init_scene (&scene, picture, list, 800, 40);
  pv_bar_scene_draw (&scene, picture->cr);
  measure_row (picture, &scene, 1, 0, &longest, &whole);

  pv_bar_scene_measure (&scene, 0, 1, &metrics);
  metrics.peak = 800;
  scene.metrics = &metrics;
  pv_bar_scene_draw (&scene, half->cr);
  measure_row (half, &scene, 1, 0, &solid, &whole);
  g_assert_cmpint (ABS (solid - longest / 2), <=, 1);
}

static void
test_crisp (void)
{
  const Row rows[] = { { "a", 400, 400 }, { "b", 123, 317 } };
  g_autoptr (GListModel) list = make_list (rows, G_N_ELEMENTS (rows));
  g_autoptr (Picture) picture = picture_new (633, 100, 1);
  PvBarScene scene;
  int first, last, y;

  init_scene (&scene, picture, list, 633, 100);
  scene.scroll = 3.4;
  pv_bar_scene_draw (&scene, picture->cr);

  /* From white to solid to pale to white, with nothing between. */
  y = (int) (1.5 * pv_bar_scene_get_row_height (&scene) - 3.4);
  g_assert_true (picture_find_red (picture, y, 1, &first, &last));
  g_assert_cmpuint (picture_count_colors (picture, first - 3, y, last - first + 7, 1), ==, 3);
}

/* The label column is as wide as the labels in a wide chart and not too wide in a narrow one. */
static void
test_labels (void)
{
  const Row rows[] = {
    { "10.0.0.1", 400, 400 },
    { "a-long-name-that-goes-on-and-on.until-it-ends.cdn.example.com", 200, 300 },
  };
  g_autoptr (GListModel) list = make_list (rows, G_N_ELEMENTS (rows));
  const int widths[] = { 360, 600, 1600 };

  for (guint i = 0; i < G_N_ELEMENTS (widths); i++)
    {
      g_autoptr (Picture) picture = picture_new (widths[i], 100, 1);
      PvBarMetrics metrics = { 0 };
      int height, first, second, last;
      PvBarScene scene;

      init_scene (&scene, picture, list, widths[i], 100);
      pv_bar_scene_measure (&scene, 0, 2, &metrics);
      scene.metrics = &metrics;
      pv_bar_scene_draw (&scene, picture->cr);
      height = (int) pv_bar_scene_get_row_height (&scene);

      /* Bars begin at the same place. */
      g_assert_true (picture_find_red (picture, height / 2, PALE, &first, &last));
      g_assert_true (picture_find_red (picture, height * 3 / 2, PALE, &second, &last));
      g_assert_cmpint (first, ==, second);
      g_assert_cmpint (first, <, widths[i] * 45 / 100 + 20);
      /* There is room for bars and for the number after the longest. */
      g_assert_true (picture_find_red (picture, height / 2, PALE, &first, &last));
      g_assert_cmpint (last - first, >=, widths[i] / 4);
      g_assert_true (picture_has_text (picture, last + 2, 0, widths[i] - last - 2, height));

      /* Labels end before bars and begin within the chart. */
      g_assert_true (picture_has_text (picture, first - 40, 0, 30, height));
      g_assert_false (picture_has_text (picture, first - 8, 0, 8, 2 * height));
      g_assert_false (picture_has_text (picture, 0, 0, 6, 2 * height));

      g_assert_cmpint (pv_bar_scene_is_shortened (&scene, 1), ==, widths[i] < 1600);
      if (widths[i] >= 600)
        g_assert_false (pv_bar_scene_is_shortened (&scene, 0));
    }
}

static void
test_rtl (void)
{
  const Row rows[] = { { "10.0.0.1", 400, 400 }, { "10.0.0.2", 200, 300 } };
  g_autoptr (GListModel) list = make_list (rows, G_N_ELEMENTS (rows));
  g_autoptr (Picture) ltr = picture_new (700, 100, 1);
  g_autoptr (Picture) rtl = picture_new (700, 100, 1);
  PvBarScene scene;

  init_scene (&scene, ltr, list, 700, 100);
  pv_bar_scene_draw (&scene, ltr->cr);
  scene.rtl = TRUE;
  pv_bar_scene_draw (&scene, rtl->cr);

  for (int row = 0; row < 2; row++)
    {
      int y = (int) ((row + .5) * pv_bar_scene_get_row_height (&scene));
      int first, last, mirrored_first, mirrored_last;

      g_assert_true (picture_find_red (ltr, y, PALE, &first, &last));
      g_assert_true (picture_find_red (rtl, y, PALE, &mirrored_first, &mirrored_last));
      g_assert_cmpint (mirrored_first, ==, 699 - last);
      g_assert_cmpint (mirrored_last, ==, 699 - first);
      g_assert_true (picture_has_text (rtl, mirrored_last + 2, y - 8, 697 - mirrored_last, 16));
    }
}

/* Only rows in sight are asked for, and each is where it should be. */
static void
test_scrolled (void)
{
  g_autoptr (GListModel) list = fake_bar_list_new (1000000, .6);
  g_autoptr (Picture) picture = picture_new (700, 300, 1);
  PvBarScene scene;
  guint n;

  init_scene (&scene, picture, list, 700, 300);
  g_assert_cmpfloat (pv_bar_scene_get_full_height (&scene), ==, 1e6 * pv_bar_scene_get_row_height (&scene));

  scene.scroll = 700000 * pv_bar_scene_get_row_height (&scene);
  g_assert_cmpuint (pv_bar_scene_get_row_at (&scene, 0), ==, 700000);
  g_assert_cmpuint (pv_bar_scene_get_row_at (&scene, pv_bar_scene_get_row_height (&scene) + 1), ==, 700001);
  g_assert_cmpuint (pv_bar_scene_get_row_at (&scene, 1e12), ==, G_MAXUINT);
  g_assert_cmpuint (pv_bar_scene_get_row_at (&scene, -1e12), ==, G_MAXUINT);

  pv_bar_scene_draw (&scene, picture->cr);
  n = (guint) ceil (300 / pv_bar_scene_get_row_height (&scene)) + 1;
  g_assert_cmpuint (fake_bar_list_get_n_asked (FAKE_BAR_LIST (list)), <=, 2 * n);
  g_assert_cmpuint (fake_bar_list_get_furthest (FAKE_BAR_LIST (list)), <, 700000 + n);
}

static void
test_highlights (void)
{
  const Row rows[] = { { "10.0.0.1", 300, 400 }, { "10.0.0.2", 300, 400 } };
  g_autoptr (GListModel) list = make_list (rows, G_N_ELEMENTS (rows));
  g_autoptr (Picture) picture = picture_new (700, 100, 1);
  int height, first, last;
  PvBarScene scene;

  init_scene (&scene, picture, list, 700, 100);
  scene.hover = 0;
  scene.current = 1;
  pv_bar_scene_draw (&scene, picture->cr);
  height = (int) pv_bar_scene_get_row_height (&scene);

  /* The bar under the pointer has the full colour, the other has not. */
  g_assert_true (picture_find_red (picture, height / 2, 250, &first, &last));
  g_assert_cmpint (last - first, >, 200);
  /* The row with the focus is framed, over all of its width. */
  g_assert_true (picture_find_red (picture, height + 1, 250, &first, &last));
  g_assert_cmpint (first, <, 12);
  g_assert_cmpint (last, >, 687);
}

static void
test_empty (void)
{
  g_autoptr (GListModel) list = make_list (NULL, 0);
  g_autoptr (Picture) picture = picture_new (300, 100, 1);
  PvBarScene scene;

  init_scene (&scene, picture, list, 300, 100);
  pv_bar_scene_draw (&scene, picture->cr);
  g_assert_cmpuint (picture_count_colors (picture, 0, 0, 300, 100), ==, 1);

  scene.model = NULL;
  pv_bar_scene_draw (&scene, picture->cr);
  scene.width = scene.height = 0;
  pv_bar_scene_draw (&scene, picture->cr);
}

/* What is shortened is as wide as what is left of it: no gap beside the ellipsis. */
static void
test_shortened (void)
{
  g_autoptr (Picture) picture = picture_new (200, 100, 1);
  const int digit = pv_text_get_width (picture->pango, &picture->style, PV_TEXT_NUMBERS, "0000000000") -
                    pv_text_get_width (picture->pango, &picture->style, PV_TEXT_NUMBERS, "000000000");
  const int ellipsis = pv_text_get_width (picture->pango, &picture->style, PV_TEXT_NUMBERS, "…");

  for (int max_width = 6 * digit; max_width < 9 * digit; max_width++)
    {
      PangoLayout *layout = pv_text_get_layout (picture->pango, &picture->style, PV_TEXT_NUMBERS,
                                                "0000000000000000", max_width);
      int width, rest;

      g_assert_true (pango_layout_is_ellipsized (layout));
      pango_layout_get_pixel_size (layout, &width, NULL);
      g_assert_cmpint (width, <=, max_width);
      g_assert_cmpint (width, >, max_width - digit - 2);
      rest = (width - ellipsis + digit / 2) % digit - digit / 2;
      g_assert_cmpint (ABS (rest), <=, 1);
    }
}

int
main (int   argc,
      char *argv[])
{
  setlocale (LC_ALL, "C.UTF-8");
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/bar-renderer/lengths", test_lengths);
  g_test_add_func ("/bar-renderer/peak", test_peak);
  g_test_add_func ("/bar-renderer/crisp", test_crisp);
  g_test_add_func ("/bar-renderer/labels", test_labels);
  g_test_add_func ("/bar-renderer/shortened", test_shortened);
  g_test_add_func ("/bar-renderer/rtl", test_rtl);
  g_test_add_func ("/bar-renderer/scrolled", test_scrolled);
  g_test_add_func ("/bar-renderer/highlights", test_highlights);
  g_test_add_func ("/bar-renderer/empty", test_empty);

  return g_test_run ();
}
