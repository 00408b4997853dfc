/* SPDX-License-Identifier: GPL-3.0-or-later */
/* bench-frames.c: how long charts take to draw, onto an image as large as a window.
 *
 * Each frame shows another span, as while one pans, so that labels are new as well. With an argument, only the chart of
 * that name. */
#include <math.h>
#include <pango/pangocairo.h>

#include "bench-stats.h"
#include "fake-bar-list.h"
#include "fake-line-data.h"
#include "pv-bar-renderer.h"
#include "pv-chart-palette.h"
#include "pv-line-renderer.h"
#include "pv-map-renderer.h"

#define N_FRAMES 400
#define WIDTH 1600
#define HEIGHT 500
#define START G_GINT64_CONSTANT (1468059242000000000)
#define MS G_GINT64_CONSTANT (1000000)

/* (nullable): the one chart to be drawn */
static const char *only;

static gboolean
is_wanted (const char *name)
{
  return only == NULL || g_str_equal (name, only);
}

typedef struct
{
  cairo_surface_t *surface;
  cairo_t *cr;
  PangoContext *pango;
  PvChartStyle style;
  double scale;
} Target;

static void
target_init (Target *target,
             int     width,
             int     height,
             double  scale)
{
  target->scale = scale;
  target->surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, (int) (width * scale), (int) (height * scale));
  cairo_surface_set_device_scale (target->surface, scale, scale);
  target->cr = cairo_create (target->surface);
  target->pango = pango_font_map_create_context (pango_cairo_font_map_get_default ());
  pango_cairo_context_set_resolution (target->pango, 96);
  pv_chart_style_init_light (&target->style, NULL);
}

static void
target_clear (Target *target)
{
  cairo_destroy (target->cr);
  cairo_surface_destroy (target->surface);
  g_object_unref (target->pango);
}

static void
bench_line (const char *name,
            guint       n_bins,
            double      part,
            double      scale,
            gboolean    has_crosshair)
{
  g_autoptr (PvLineData) data = fake_line_data_new_traffic (START, 10 * MS, n_bins);
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("Europe/Berlin");
  double seconds[N_FRAMES];
  double width = (double) n_bins * 10 * MS * part;
  Target target;

  if (!is_wanted (name))
    return;
  target_init (&target, WIDTH, HEIGHT, scale);
  for (guint i = 0; i < N_FRAMES; i++)
    {
      double offset = ((double) n_bins * 10 * MS - width) * i / N_FRAMES;
      PvLineScene scene = {
        .style = target.style,
        .pango = target.pango,
        .data = data,
        .unit = PV_UNIT_BYTES,
        .start_ns = START + (gint64) offset,
        .end_ns = START + (gint64) (offset + width),
        .time_zone = zone,
        .width = WIDTH,
        .height = HEIGHT,
        .has_crosshair = has_crosshair,
        .crosshair_ns = START + (gint64) (offset + width / 2),
      };
      double start = bench_now ();

      pv_line_scene_draw (&scene, target.cr);
      seconds[i] = bench_now () - start;
    }
  bench_print_quantiles (name, seconds, N_FRAMES);
  target_clear (&target);
}

static void
bench_bars (const char *name,
            guint       n_bars,
            double      scale)
{
  g_autoptr (GListModel) list = fake_bar_list_new (n_bars, .6);
  double seconds[N_FRAMES];
  PvBarMetrics metrics = { 0 };
  Target target;

  if (!is_wanted (name))
    return;
  target_init (&target, WIDTH, HEIGHT, scale);
  for (guint i = 0; i < N_FRAMES; i++)
    {
      PvBarScene scene = {
        .style = target.style,
        .pango = target.pango,
        .model = list,
        .n_rows = n_bars,
        .unit = PV_UNIT_PACKETS,
        .width = WIDTH,
        .height = HEIGHT,
        .scroll = i * 13,
        .hover = 2,
        .current = G_MAXUINT,
        .metrics = &metrics,
      };
      double start = bench_now ();

      pv_bar_scene_measure (&scene, i, 20, &metrics);
      pv_bar_scene_draw (&scene, target.cr);
      seconds[i] = bench_now () - start;
    }
  bench_print_quantiles (name, seconds, N_FRAMES);
  target_clear (&target);
}

/* Where @n_bars of @list are that are ranked the other way round and of which every fourth is another. */
static GArray *
make_places (GListModel *list,
             guint       n_bars,
             gboolean    is_reversed)
{
  GArray *places = pv_bar_places_new ();

  for (guint i = 0; i < n_bars; i++)
    {
      guint position = is_reversed ? n_bars - 1 - i : i;
      g_autoptr (PvBar) bar = g_list_model_get_item (list, position % 4 == 0 && is_reversed ? position + n_bars : position);

      pv_bar_places_add (places, bar, i, PV_UNIT_PACKETS, 300, 300);
    }

  return places;
}

/* Bars on their way through the rows in sight from all sides. */
static void
bench_motion (const char *name,
              guint       n_bars,
              double      scale)
{
  g_autoptr (GListModel) list = fake_bar_list_new (1000, .6);
  g_autoptr (GArray) from = make_places (list, n_bars, FALSE);
  g_autoptr (GArray) to = make_places (list, n_bars, TRUE);
  double seconds[N_FRAMES];
  PvBarMetrics metrics = { 0 };
  Target target;

  if (!is_wanted (name))
    return;
  target_init (&target, WIDTH, HEIGHT, scale);
  for (guint i = 0; i < N_FRAMES; i++)
    {
      PvBarScene scene = {
        .style = target.style,
        .pango = target.pango,
        .model = list,
        .n_rows = n_bars,
        .unit = PV_UNIT_PACKETS,
        .width = WIDTH,
        .height = HEIGHT,
        .hover = 2,
        .current = G_MAXUINT,
        .metrics = &metrics,
        .n_moving = n_bars,
      };
      double row_height = pv_bar_scene_get_row_height (&scene);
      g_autoptr (PvBarMotion) motion = NULL;
      g_autoptr (GArray) moving = NULL;
      double start;

      if (i == 0)
        pv_bar_scene_measure (&scene, 0, n_bars, &metrics);
      scene.scroll = row_height * (n_bars - HEIGHT / row_height) / 2;

      start = bench_now ();
      motion = pv_bar_motion_new (from, to, scene.scroll / row_height, (scene.scroll + HEIGHT) / row_height);
      scene.moving = moving = pv_bar_motion_get (motion, (double) (i % 12) / 12);
      pv_bar_scene_draw (&scene, target.cr);
      seconds[i] = bench_now () - start;
    }
  bench_print_quantiles (name, seconds, N_FRAMES);
  target_clear (&target);
}

/* So many clients and servers as there is room for at most, all of whom talk to all: as maps of 10,000 conversations and
 * more are, of which the rest is gathered. */
static PvMapData *
make_map (const guint n[PV_MAP_N_ENDS])
{
  PvMapData *data = pv_map_data_new (n[0], n[1], n[0] * n[1]);

  for (guint i = 0; i < data->n_ribbons; i++)
    {
      PvMapRibbon *ribbon = &data->ribbons[i];

      ribbon->ends[PV_MAP_CLIENT] = i / n[1];
      ribbon->ends[PV_MAP_SERVER] = i % n[1];
      ribbon->mark = PV_CHART_UNMARKED;
      for (guint from = 0; from < PV_MAP_N_ENDS; from++)
        {
          ribbon->values[from] = 1e6 * (1 + 4 * from) / (1 + i * (7 - 4 * from) % data->n_ribbons);
          data->totals[from] += ribbon->values[from];
          for (guint side = 0; side < PV_MAP_N_ENDS; side++)
            data->items[side][ribbon->ends[side]].values[from] += ribbon->values[from];
        }
    }
  for (guint side = 0; side < PV_MAP_N_ENDS; side++)
    for (guint i = 0; i < n[side]; i++)
      {
        data->items[side][i].key = side * 1000 + i;
        data->items[side][i].label = g_strdup_printf ("192.0.%u.%u", side, i);
        data->items[side][i].mark = PV_CHART_UNMARKED;
        data->items[side][i].presence = 1;
      }

  return data;
}

/* A map over which the pointer goes, so that each frame lights other ribbons. */
static void
bench_map (const char *name,
           PvMapForm   form,
           int         width,
           int         height,
           double      scale)
{
  double seconds[N_FRAMES];
  guint room[PV_MAP_N_ENDS];
  g_autoptr (PvMapData) data = NULL;
  Target target;
  PvMapScene scene;

  if (!is_wanted (name))
    return;
  target_init (&target, width, height, scale);
  scene = (PvMapScene){
    .style = target.style,
    .pango = target.pango,
    .form = form,
    .unit = PV_UNIT_BYTES,
    .width = width,
    .height = height,
  };
  pv_map_scene_get_room (&scene, room);
  scene.data = data = make_map (room);
  for (guint i = 0; i < N_FRAMES; i++)
    {
      double start = bench_now ();

      scene.hover = (PvMapSpot){ i % 4 == 0 ? PV_MAP_SPOT_NONE : PV_MAP_SPOT_ITEM, i % 2, i % room[i % 2] };
      pv_map_scene_draw (&scene, target.cr);
      seconds[i] = bench_now () - start;
    }
  bench_print_quantiles (name, seconds, N_FRAMES);
  target_clear (&target);
}

int
main (int    argc,
      char **argv)
{
  only = argc > 1 ? argv[1] : NULL;
  bench_line ("line_steps_1x", 1000, .5, 1, FALSE);
  bench_line ("line_columns_1x", 10000000, .5, 1, FALSE);
  bench_line ("line_columns_2x", 10000000, .5, 2, FALSE);
  bench_line ("line_crosshair_1x", 10000000, .5, 1, TRUE);
  bench_bars ("bars_1x", 1000000, 1);
  bench_bars ("bars_2x", 1000000, 2);
  bench_motion ("bars_motion_1x", 100, 1);
  bench_motion ("bars_motion_2x", 100, 2);
  bench_map ("map_1x", PV_MAP_RIBBONS, WIDTH, HEIGHT, 1);
  bench_map ("map_2x", PV_MAP_RIBBONS, WIDTH, HEIGHT, 2);
  bench_map ("map_4k", PV_MAP_RIBBONS, 3840, 2160, 1);
  bench_map ("map_4k_2x", PV_MAP_RIBBONS, 1920, 1080, 2);
  bench_map ("matrix_1x", PV_MAP_MATRIX, WIDTH, HEIGHT, 1);
  bench_map ("matrix_4k", PV_MAP_MATRIX, 3840, 2160, 1);

  return 0;
}
