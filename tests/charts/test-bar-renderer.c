/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-bar-renderer.c: bars are as long as what they stand for, and labels stay in their column. */
#include <locale.h>
#include <math.h>

#include "fake-bar-list.h"
#include "picture.h"
#include "pv-bar-layout.h"
#include "pv-bar-look.h"
#include "pv-bar-renderer.h"
#include "pv-chart-text.h"

/* As red as a bar that nobody points at. */
#define SOLID 150

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

/* The device row in the middle of a row's bar. */
static int
get_bar_y (const PvBarScene *scene,
           double            scale,
           guint             row)
{
  /* above the middle of the row, below which there is the thin line */
  return (int) (((row + .5) * pv_bar_scene_get_row_height (scene) - 3) * scale);
}

/* The length of a row's bar, in device pixels, and where it begins. */
static int
measure_bar (Picture          *picture,
             const PvBarScene *scene,
             double            scale,
             guint             row,
             int              *start)
{
  int first = 0, last = -1;

  picture_find_red (picture, get_bar_y (scene, scale, row), SOLID, &first, &last);
  if (start != NULL)
    *start = first;

  return last - first + 1;
}

/* The length of the grey line below it, from where bars start. */
static int
measure_line (Picture          *picture,
              const PvBarScene *scene,
              double            scale,
              guint             row,
              int               start)
{
  int top = (int) (row * pv_bar_scene_get_row_height (scene) * scale);
  int longest = 0;

  for (int y = top; y < top + (int) (pv_bar_scene_get_row_height (scene) * scale); y++)
    {
      int length = 0;

      /* grey: as much of each colour, and less than white */
      while (start + length < (int) (scene->width * scale) &&
             (picture_get_pixel (picture, start + length, y) & 0xff) == 0xcc)
        length++;
      longest = MAX (longest, length);
    }

  return longest;
}

static void
test_lengths (void)
{
  const Row rows[] = {
    { "10.0.0.1", 3000, 4000 }, { "10.0.0.2", 2000, 3000 }, { "10.0.0.3", 1000, 1000 },
    { "10.0.0.4", 1, 1 },       { "10.0.0.5", 0, 400 },     { "10.0.0.6", 0, 0 },
  };
  g_autoptr (GListModel) list = make_list (rows, G_N_ELEMENTS (rows));

  for (int by_capture = 0; by_capture < 2; by_capture++)
    for (int scale = 1; scale <= 2; scale++)
      {
        g_autoptr (Picture) picture = picture_new (800, 300, scale);
        PvBarMetrics metrics = { 0 };
        PvBarLayout layout;
        PvBarScene scene;
        int room, start;

        init_scene (&scene, picture, list, 800, 300);
        scene.scale = by_capture ? PV_BAR_SCALE_CAPTURE : PV_BAR_SCALE_SELECTION;
        scene.is_narrowed = TRUE;
        pv_bar_scene_measure (&scene, 0, G_N_ELEMENTS (rows), &metrics);
        scene.metrics = &metrics;
        pv_bar_layout_init (&layout, &scene, &metrics, scale);
        room = (int) (layout.bar_room * scale);
        start = (int) (layout.bar_start * scale);
        pv_bar_scene_draw (&scene, picture->cr);

        g_assert_cmpint (room, >, 200 * scale);
        for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
          {
            int bar = measure_bar (picture, &scene, scale, i, NULL);
            int line = measure_line (picture, &scene, scale, i, start + 2 * scale);
            int expected = (int) round (room * rows[i].value / (by_capture ? 4000 : 3000));
            int expected_line = (int) round (room * rows[i].whole / 4000);

            /* A bar of 1 in 4000 would be no pixel; what is there is seen. */
            g_assert_cmpint (ABS (bar - expected), <=, rows[i].value == 1 ? 2 * scale : 1);
            g_assert_cmpint (bar > 0, ==, rows[i].value > 0);
            if (rows[i].whole > 1)
              g_assert_cmpint (ABS (line + 2 * scale - expected_line), <=, 3 * scale);
          }
      }
}

/* A scale that is given holds for all; and no thin line where a bar is all there is. */
static void
test_peak (void)
{
  const Row rows[] = { { "10.0.0.1", 400, 400 } };
  g_autoptr (GListModel) list = make_list (rows, G_N_ELEMENTS (rows));
  g_autoptr (Picture) picture = picture_new (800, 40, 1);
  g_autoptr (Picture) half = picture_new (800, 40, 1);
  PvBarMetrics metrics = { 0 };
  int longest, start;
  PvBarScene scene;

  init_scene (&scene, picture, list, 800, 40);
  pv_bar_scene_draw (&scene, picture->cr);
  longest = measure_bar (picture, &scene, 1, 0, &start);
  g_assert_cmpint (measure_line (picture, &scene, 1, 0, start + 2), ==, 0);

  pv_bar_scene_measure (&scene, 0, 1, &metrics);
  metrics.peak = 800;
  scene.metrics = &metrics;
  pv_bar_scene_draw (&scene, half->cr);
  g_assert_cmpint (ABS (measure_bar (half, &scene, 1, 0, NULL) - longest / 2), <=, 1);
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

  /* From white to solid to white, with nothing between. */
  y = (int) (1.5 * pv_bar_scene_get_row_height (&scene) - 6.4);
  g_assert_true (picture_find_red (picture, y, 1, &first, &last));
  g_assert_cmpuint (picture_count_colors (picture, first - 3, y, last - first + 7, 1), ==, 2);
}

/* Columns stand beside each other, in this order, whatever the width, and end within the chart; where there is
 * little, the last are left out, and then labels stand above bars. */
static void
test_columns (void)
{
  const Row rows[] = {
    { "10.0.0.1", 400, 4000 },
    { "a-long-name-that-goes-on-and-on.until-it-ends.example.com", 200, 300 },
  };
  g_autoptr (GListModel) list = make_list (rows, G_N_ELEMENTS (rows));
  g_autoptr (Picture) picture = picture_new (100, 100, 1);
  const PvBarHeadings headings = { { "in the span", "change", "share", "in the capture" }, "over time" };
  guint most = 0;
  gboolean is_compared = FALSE;

  for (double width = 200; width < 4000 || !is_compared; width *= 1.07)
    {
      PvBarMetrics metrics = { 0 };
      PvBarLayout layout;
      PvBarScene scene;
      guint n = 0;
      double end;

      /* once more from the beginning, with the change */
      if (width >= 4000)
        {
          g_assert_cmpuint (most, ==, PV_BAR_N_COLUMNS);
          most = 0;
          is_compared = TRUE;
          width = 200;
        }

      init_scene (&scene, picture, list, floor (width), 300);
      scene.is_narrowed = TRUE;
      scene.is_compared = is_compared;
      scene.has_sparks = TRUE;
      scene.headings = &headings;
      pv_bar_scene_measure (&scene, 0, 2, &metrics);
      pv_bar_layout_init (&layout, &scene, &metrics, 1);

      g_assert_cmpfloat (layout.label_start + layout.label_width, <=, scene.width);
      g_assert_cmpfloat (layout.bar_start + layout.bar_room, <=, scene.width - 8);
      if (!layout.is_stacked)
        {
          end = layout.bar_start + layout.bar_room;
          g_assert_cmpfloat (layout.label_start + layout.label_width, <, layout.bar_start);
          g_assert_cmpfloat (layout.bar_room, >=, 80);
          for (guint i = 0; i < PV_BAR_N_COLUMNS; i++)
            if (layout.ends[i] > 0)
              {
                g_assert_cmpfloat (layout.ends[i] - metrics.column_widths[i], >, end);
                end = layout.ends[i];
                n++;
              }
          if (layout.spark_width > 0)
            {
              g_assert_cmpfloat (layout.spark_start, >, end);
              end = layout.spark_start + layout.spark_width;
              n++;
            }
          g_assert_cmpfloat (end, <=, scene.width - 8 + 1e-6);
        }
      /* more width, no less in it */
      g_assert_cmpuint (n, >=, most);
      most = n;
    }
  g_assert_cmpuint (most, ==, PV_BAR_N_COLUMNS + 1);
}

/* Labels begin within the chart and end before the bars, which begin at the same place. */
static void
test_labels (void)
{
  const Row rows[] = {
    { "10.0.0.1", 400, 400 },
    { "a-long-name-that-goes-on-and-on.until-it-ends.example.com", 300, 300 },
  };
  g_autoptr (GListModel) list = make_list (rows, G_N_ELEMENTS (rows));
  const int widths[] = { 300, 600, 2400 };

  for (guint i = 0; i < G_N_ELEMENTS (widths); i++)
    {
      g_autoptr (Picture) picture = picture_new (widths[i], 120, 1);
      PvBarMetrics metrics = { 0 };
      int height, first, second;
      PvBarLayout layout;
      PvBarScene scene;

      init_scene (&scene, picture, list, widths[i], 120);
      pv_bar_scene_measure (&scene, 0, 2, &metrics);
      scene.metrics = &metrics;
      pv_bar_layout_init (&layout, &scene, &metrics, 1);
      pv_bar_scene_draw (&scene, picture->cr);
      height = (int) pv_bar_scene_get_row_height (&scene);

      g_assert_cmpint (layout.is_stacked, ==, widths[i] == 300);
      g_assert_false (picture_has_text (picture, 0, 0, 6, 2 * height));
      g_assert_true (picture_has_text (picture, 8, 0, 60, height));
      g_assert_true (picture_has_text (picture, 8, height, 60, height));
      g_assert_true (picture_has_text (picture, (int) (layout.ends[0] - metrics.column_widths[0]), 0,
                                       (int) metrics.column_widths[0], height));
      if (!layout.is_stacked)
        {
          g_assert_cmpint (measure_bar (picture, &scene, 1, 0, &first), >=, widths[i] / 5);
          measure_bar (picture, &scene, 1, 1, &second);
          g_assert_cmpint (first, ==, second);
          g_assert_cmpint (first, <, widths[i] * 45 / 100 + 20);
          g_assert_false (picture_has_text (picture, first - 8, 0, 8, 2 * height));
        }

      g_assert_cmpint (pv_bar_scene_is_shortened (&scene, 1), ==, widths[i] < 2400);
      if (widths[i] >= 600)
        g_assert_false (pv_bar_scene_is_shortened (&scene, 0));
    }
}

/* What else a bar is called has a line of its own below the label, and rows are as high with and without. */
static void
test_second_line (void)
{
  g_autoptr (GListStore) store = g_list_store_new (PV_TYPE_BAR);
  g_autoptr (Picture) one = picture_new (800, 100, 1);
  g_autoptr (Picture) two = picture_new (800, 100, 1);
  PvBarMetrics metrics = { 0 };
  PvBarScene scene;
  double height;
  int label_end;

  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (PvBar) bar = pv_bar_new ("10.0.0.1", i, 100, 100, 1000, NULL);

      if (i == 0)
        pv_bar_set_second (bar, "www.example.com");
      g_list_store_append (store, bar);
    }

  init_scene (&scene, one, G_LIST_MODEL (store), 800, 100);
  height = pv_bar_scene_get_row_height (&scene);
  scene.has_two_lines = TRUE;
  g_assert_cmpfloat (pv_bar_scene_get_row_height (&scene), >, height + 5);
  pv_bar_scene_measure (&scene, 0, 2, &metrics);
  g_assert_cmpfloat (metrics.label_width, >=,
                     pv_text_get_width (one->pango, &one->style, PV_TEXT_SMALL, "www.example.com"));
  scene.metrics = &metrics;
  pv_bar_scene_draw (&scene, two->cr);
  height = pv_bar_scene_get_row_height (&scene);
  label_end = (int) (8 + metrics.label_width);

  /* the second line of the first row has text, that of the second row has not */
  g_assert_true (picture_has_text (two, 8, (int) height - 16, label_end - 8, 9));
  g_assert_false (picture_has_text (two, 8, (int) (2 * height) - 12, label_end - 8, 10));
}

/* Each level is as high as it says, from where the time line begins to where it ends. */
static void
test_sparks (void)
{
  const guint8 levels[] = { 255, 0, 128, 1, 0, 0, 255, 255 };
  g_autoptr (GListStore) store = g_list_store_new (PV_TYPE_BAR);
  g_autoptr (PvBar) bar = pv_bar_new ("10.0.0.1", 0, 100, 100, 1000, NULL);
  g_autoptr (GBytes) spark = g_bytes_new (levels, sizeof levels);

  pv_bar_set_spark (bar, spark);
  g_list_store_append (store, bar);
  for (int scale = 1; scale <= 2; scale++)
    {
      g_autoptr (Picture) picture = picture_new (1000, 40, scale);
      PvBarMetrics metrics = { 0 };
      PvBarLayout layout;
      PvBarScene scene;
      int full = 0;

      init_scene (&scene, picture, G_LIST_MODEL (store), 1000, 40);
      scene.has_sparks = TRUE;
      pv_bar_scene_measure (&scene, 0, 1, &metrics);
      scene.metrics = &metrics;
      pv_bar_layout_init (&layout, &scene, &metrics, scale);
      pv_bar_scene_draw (&scene, picture->cr);

      for (guint i = 0; i < G_N_ELEMENTS (levels); i++)
        {
          int x = (int) ((layout.spark_start + layout.spark_width * (i + .5) / G_N_ELEMENTS (levels)) * scale);
          int first, last;
          int height = picture_find_red_down (picture, x, 20, &first, &last) ? last - first + 1 : 0;

          if (i == 0)
            full = height;
          if (levels[i] == 0)
            g_assert_cmpint (height, ==, 0);
          else
            g_assert_cmpint (ABS (height - MAX (full * levels[i] / 255, 1)), <=, 1);
        }
      g_assert_cmpint (full, >, 10 * scale);
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

  for (guint row = 0; row < 2; row++)
    {
      int y = get_bar_y (&scene, 1, row);
      int first, last, mirrored_first, mirrored_last;

      g_assert_true (picture_find_red (ltr, y, SOLID, &first, &last));
      g_assert_true (picture_find_red (rtl, y, SOLID, &mirrored_first, &mirrored_last));
      g_assert_cmpint (mirrored_first, ==, 699 - last);
      g_assert_cmpint (mirrored_last, ==, 699 - first);
      g_assert_true (picture_has_text (rtl, mirrored_last + 2, y - 8, 697 - mirrored_last, 16));
      g_assert_true (picture_has_text (rtl, 8, y - 8, 100, 16));
    }
}

/* Headings stand over columns that are there, and end where their numbers do. */
static void
test_headings (void)
{
  const Row rows[] = { { "10.0.0.1", 400, 4000 } };
  const PvBarHeadings headings = { { "in the span", "change", "share", "in the capture" }, "over time" };
  g_autoptr (GListModel) list = make_list (rows, G_N_ELEMENTS (rows));
  g_autoptr (Picture) picture = picture_new (900, 40, 1);
  PvBarMetrics metrics = { 0 };
  PvBarLayout layout;
  PvBarScene scene;

  init_scene (&scene, picture, list, 900, 40);
  g_assert_cmpfloat (pv_bar_scene_get_headings_height (&scene), ==, 0);
  scene.headings = &headings;
  scene.is_narrowed = TRUE;
  scene.is_compared = TRUE;
  pv_bar_scene_measure (&scene, 0, 1, &metrics);
  scene.metrics = &metrics;
  pv_bar_layout_init (&layout, &scene, &metrics, 1);
  pv_bar_scene_draw_headings (&scene, picture->cr);

  for (guint i = 0; i < PV_BAR_N_COLUMNS; i++)
    {
      int end = (int) layout.ends[i];

      g_assert_cmpint (end, >, 0);
      g_assert_true (picture_has_text (picture, end - 12, 0, 12, 20));
      g_assert_false (picture_has_text (picture, end + 1, 0, 6, 20));
    }
  g_assert_false (picture_has_text (picture, 0, 0, (int) layout.bar_start, 20));
  g_assert_false (picture_has_text (picture, 0, (int) pv_bar_scene_get_headings_height (&scene), 900, 10));
}

/* What a bar is compared with is a frame of its length: inside a longer bar, beyond a shorter one, and alone where there
 * is no bar. The longest of all is as long as the room. */
static void
test_outlines (void)
{
  static const struct
  {
    double value;
    double other;
  } rows[] = { { 400, 100 }, { 100, 200 }, { 0, 300 }, { 300, 0 } };
  g_autoptr (GListStore) list = g_list_store_new (PV_TYPE_BAR);
  g_autoptr (Picture) picture = picture_new (900, 200, 1);
  PvBarMetrics metrics = { 0 };
  PvBarLayout layout;
  PvBarScene scene;

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (PvBar) bar = pv_bar_new ("a", i, rows[i].value, rows[i].value, 1000, NULL);

      pv_bar_set_other (bar, rows[i].other, "new");
      g_list_store_append (list, bar);
    }
  init_scene (&scene, picture, G_LIST_MODEL (list), 900, 200);
  scene.is_compared = TRUE;
  pv_bar_scene_measure (&scene, 0, 4, &metrics);
  scene.metrics = &metrics;
  pv_bar_layout_init (&layout, &scene, &metrics, 1);
  g_assert_cmpfloat (layout.peak, ==, 400);
  g_assert_cmpfloat (layout.ends[PV_BAR_COLUMN_CHANGE], >, 0);
  pv_bar_scene_draw (&scene, picture->cr);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      int top = (int) (i * layout.row_height);
      int end = (int) (layout.bar_start + layout.bar_room * rows[i].other / 400);
      int bar_end = (int) (layout.bar_start + layout.bar_room * rows[i].value / 400);

      /* the right edge of the frame, wherever the bar ends */
      g_assert_true (picture_has_text (picture, end - 3, top + 4, 4, (int) layout.row_height - 8) == (rows[i].other > 0));
      /* nothing after both */
      g_assert_false (picture_has_text (picture, MAX (end, bar_end) + 2, top, 20, (int) layout.row_height));
    }

  /* without, bars are as long as one another allows, and nothing is said of changes */
  scene.is_compared = FALSE;
  pv_bar_layout_init (&layout, &scene, &metrics, 1);
  g_assert_cmpfloat (layout.ends[PV_BAR_COLUMN_CHANGE], ==, 0);
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
  g_assert_true (picture_find_red (picture, get_bar_y (&scene, 1, 0), 250, &first, &last));
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

/* The rightmost pixel of a row's bar that is not background, at its lower edge. */
static int
find_end (Picture          *picture,
          const PvBarScene *scene,
          guint             row)
{
  int y = get_bar_y (scene, 1, row);
  int end = -1;

  for (int x = 100; x < 500; x++)
    if ((picture_get_pixel (picture, x, y) & 0xffffff) != 0xffffff)
      end = x;

  return end;
}

/* A bar of several parts is as long as one without; its first part is solid, and ends where it should. */
static void
test_fills (gconstpointer data)
{
  gboolean rtl = GPOINTER_TO_INT (data);
  static const Row rows[] = { { "whole", 400, 400 }, { "parts", 400, 400 }, { "tiny", 8, 8 } };
  const double fills[PV_BAR_N_FILLS] = { 200, 100, 50, 50, 0 };
  const double few[PV_BAR_N_FILLS] = { 1, 2, 2, 2, 1 };
  g_autoptr (Picture) picture = picture_new (700, 150, 1);
  g_autoptr (GListModel) model = make_list (rows, G_N_ELEMENTS (rows));
  g_autoptr (PvBar) parts = g_list_model_get_item (model, 1);
  g_autoptr (PvBar) tiny = g_list_model_get_item (model, 2);
  g_autoptr (PvBar) bar = g_list_model_get_item (model, 0);
  PvBarMetrics metrics = { 0 };
  PvBarLayout layout;
  PvBarScene scene;

  g_assert_null (pv_bar_get_fills (bar));
  pv_bar_set_fills (parts, fills);
  pv_bar_set_fills (tiny, few);
  init_scene (&scene, picture, model, 700, 150);
  scene.rtl = rtl;
  scene.device_scale = 1;
  pv_bar_scene_measure (&scene, 0, 3, &metrics);
  scene.metrics = &metrics;
  pv_bar_layout_init (&layout, &scene, &metrics, 1);

  for (guint row = 0; row < G_N_ELEMENTS (rows); row++)
    {
      g_autoptr (PvBar) of_row = g_list_model_get_item (model, row);
      g_autoptr (GArray) places = pv_bar_places_new ();
      g_auto (PvBarLook) look = { 0 };

      pv_bar_places_add (places, of_row, row, PV_UNIT_LOOKUPS, layout.peak, layout.whole_peak);
      pv_bar_look_init (&look, &g_array_index (places, PvBarPlace, 0), &layout, FALSE);
      if (row == 0)
        {
          g_assert_cmpfloat (look.fill_ends[PV_BAR_N_FILLS - 1], ==, 0);
          continue;
        }
      for (PvBarFill fill = 1; fill < PV_BAR_N_FILLS; fill++)
        g_assert_cmpfloat (look.fill_ends[fill], >=, look.fill_ends[fill - 1]);
      g_assert_cmpfloat (look.fill_ends[PV_BAR_N_FILLS - 1], ==, look.value_length);
      if (row == 1)
        {
          g_assert_cmpfloat_with_epsilon (look.fill_ends[0], look.value_length / 2, 1);
          g_assert_cmpfloat_with_epsilon (look.fill_ends[1], look.value_length * 3 / 4, 1);
          g_assert_cmpfloat_with_epsilon (look.fill_ends[2], look.value_length * 7 / 8, 1);
        }
    }

  pv_bar_scene_draw (&scene, picture->cr);
  g_assert_cmpint (find_end (picture, &scene, 0), ==, find_end (picture, &scene, 1));
}

/* A legend takes as many lines as it needs, and none where there is nothing to say. */
static void
test_legend (void)
{
  g_autoptr (Picture) picture = picture_new (700, 150, 1);
  PvBarLegendScene scene = { .style = picture->style, .pango = picture->pango, .width = 600, .device_scale = 1 };
  double line;

  g_assert_cmpfloat (pv_bar_legend_scene_get_height (&scene), ==, 0);
  scene.legend.names[PV_BAR_FILL_SOLID] = "Answered";
  line = pv_bar_legend_scene_get_height (&scene);
  g_assert_cmpfloat (line, >, 8);
  scene.legend.names[PV_BAR_FILL_GRID] = "Other error";
  g_assert_cmpfloat (pv_bar_legend_scene_get_height (&scene), ==, line);
  scene.width = 120;
  g_assert_cmpfloat (pv_bar_legend_scene_get_height (&scene), ==, 2 * line);
  scene.width = 1;
  g_assert_cmpfloat (pv_bar_legend_scene_get_height (&scene), ==, 2 * line);
  scene.rtl = TRUE;
  pv_bar_legend_scene_draw (&scene, picture->cr);
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
  g_test_add_func ("/bar-renderer/columns", test_columns);
  g_test_add_func ("/bar-renderer/labels", test_labels);
  g_test_add_func ("/bar-renderer/second-line", test_second_line);
  g_test_add_func ("/bar-renderer/sparks", test_sparks);
  g_test_add_func ("/bar-renderer/headings", test_headings);
  g_test_add_func ("/bar-renderer/shortened", test_shortened);
  g_test_add_func ("/bar-renderer/rtl", test_rtl);
  g_test_add_func ("/bar-renderer/outlines", test_outlines);
  g_test_add_func ("/bar-renderer/scrolled", test_scrolled);
  g_test_add_func ("/bar-renderer/highlights", test_highlights);
  g_test_add_func ("/bar-renderer/empty", test_empty);
  g_test_add_data_func ("/bar-renderer/fills", GINT_TO_POINTER (FALSE), test_fills);
  g_test_add_data_func ("/bar-renderer/fills-rtl", GINT_TO_POINTER (TRUE), test_fills);
  g_test_add_func ("/bar-renderer/legend", test_legend);

  return g_test_run ();
}
