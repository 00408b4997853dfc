/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-overview-renderer.c: all of a line is seen, and the frame is around what is in view. */
#include <locale.h>
#include <math.h>

#include "fake-line-data.h"
#include "picture.h"
#include "pv-overview-renderer.h"

#define S G_GINT64_CONSTANT (1000000000)
#define START (1468059242 * S)
#define N 100
#define WIDTH 700
#define HEIGHT 24
#define X 60
#define LINE_WIDTH 600

static void
init_scene (PvOverviewScene *scene,
            Picture         *picture,
            PvLineData      *data,
            gint64           view_start,
            gint64           view_end)
{
  *scene = (PvOverviewScene){
    .style = picture->style,
    .data = data,
    .all = { START, START + N * S },
    .view = { START + view_start * S, START + view_end * S },
    .x = X,
    .line_width = LINE_WIDTH,
    .width = WIDTH,
    .height = HEIGHT,
    .device_scale = 1,
  };
}

/* Each bin is as high as it is, the highest as high as there is room. */
static void
test_line (void)
{
  double values[N];
  g_autoptr (PvLineData) data = NULL;
  g_autoptr (Picture) picture = picture_new (WIDTH, HEIGHT, 1);
  PvOverviewScene scene;
  int first, last;

  for (guint i = 0; i < N; i++)
    values[i] = i % 10 == 0 ? 0 : i;
  data = fake_line_data_new (START, S, values, N);
  init_scene (&scene, picture, data, 0, N);
  pv_overview_scene_draw_line (&scene, picture->cr);

  for (guint i = 0; i < N; i++)
    {
      int x = X + (int) ((i + .5) * LINE_WIDTH / N);
      int height = picture_find_red_down (picture, x, 60, &first, &last) ? last - first + 1 : 0;

      g_assert_cmpint (ABS (height - (int) MAX (round (20 * values[i] / 99), values[i] > 0)), <=, 1);
    }
}

/* The frame is around the view, wide enough however short that is, and within the line. */
static void
test_frame (void)
{
  g_autoptr (PvLineData) data = fake_line_data_new_traffic (START, S, N);
  g_autoptr (Picture) picture = picture_new (WIDTH, HEIGHT, 1);
  PvOverviewScene scene;
  PvRect frame;
  int first, last;

  init_scene (&scene, picture, data, 25, 50);
  frame = pv_overview_scene_get_frame (&scene);
  g_assert_cmpfloat (frame.x, ==, X + LINE_WIDTH / 4);
  g_assert_cmpfloat (frame.width, ==, LINE_WIDTH / 4);
  pv_overview_scene_draw_frame (&scene, picture->cr);
  g_assert_true (picture_find_red (picture, HEIGHT / 2, 250, &first, &last));
  g_assert_cmpint (first, ==, X + LINE_WIDTH / 4);
  g_assert_cmpint (last, ==, X + LINE_WIDTH / 2 - 1);

  for (int i = -50; i < 150; i++)
    for (int width = 0; width < 120; width += 13)
      {
        init_scene (&scene, picture, data, i, i + width);
        scene.view.end_ns++;
        frame = pv_overview_scene_get_frame (&scene);
        g_assert_cmpfloat (frame.x, >=, X);
        g_assert_cmpfloat (frame.x + frame.width, <=, X + LINE_WIDTH);
        g_assert_cmpfloat (frame.width, >=, 14);
      }
}

/* Of each frame the sides and the inside can be taken hold of. */
static void
test_hit (void)
{
  g_autoptr (Picture) picture = picture_new (WIDTH, HEIGHT, 1);

  for (int width = 0; width <= N; width += 10)
    {
      PvLineSpanPart before = PV_LINE_SPAN_OUTSIDE;
      PvOverviewScene scene;
      guint seen = 0;
      PvRect frame;

      init_scene (&scene, picture, NULL, 20, MIN (20 + width, N));
      scene.view.end_ns++;
      frame = pv_overview_scene_get_frame (&scene);
      for (double x = 0; x < WIDTH; x++)
        {
          PvLineSpanPart part = pv_overview_scene_hit (&scene, x);

          seen |= 1u << part;
          if (part == PV_LINE_SPAN_INSIDE)
            g_assert_true (x >= frame.x && x <= frame.x + frame.width);
          /* from left to right, none twice */
          if (part != before && part != PV_LINE_SPAN_OUTSIDE)
            g_assert_cmpint (part, ==, before == PV_LINE_SPAN_OUTSIDE ? PV_LINE_SPAN_START
                                       : before == PV_LINE_SPAN_START ? PV_LINE_SPAN_INSIDE
                                                                      : PV_LINE_SPAN_END);
          before = part;
        }
      g_assert_cmpuint (seen, ==, 1u << PV_LINE_SPAN_OUTSIDE | 1u << PV_LINE_SPAN_START | 1u << PV_LINE_SPAN_INSIDE |
                                    1u << PV_LINE_SPAN_END);
    }
}

static void
test_time (void)
{
  g_autoptr (Picture) picture = picture_new (WIDTH, HEIGHT, 1);
  PvOverviewScene scene;

  init_scene (&scene, picture, NULL, 0, N);
  g_assert_cmpint (pv_overview_scene_get_time (&scene, 0), ==, START);
  g_assert_cmpint (pv_overview_scene_get_time (&scene, X + LINE_WIDTH / 2.), ==, START + N / 2 * S);
  g_assert_cmpint (pv_overview_scene_get_time (&scene, WIDTH), ==, START + N * S);

  /* nothing to draw, and no room for it */
  pv_overview_scene_draw (&scene, picture->cr);
  scene.line_width = 0;
  pv_overview_scene_draw (&scene, picture->cr);
}

int
main (int   argc,
      char *argv[])
{
  setlocale (LC_ALL, "C.UTF-8");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/overview-renderer/line", test_line);
  g_test_add_func ("/overview-renderer/frame", test_frame);
  g_test_add_func ("/overview-renderer/hit", test_hit);
  g_test_add_func ("/overview-renderer/time", test_time);

  return g_test_run ();
}
