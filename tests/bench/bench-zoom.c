/* SPDX-License-Identifier: GPL-3.0-or-later */
/* bench-zoom.c: frames of the charts of a capture, at any bin size and zoom; bench-frames.c times the
 * renderers alone. */

#include <locale.h>
#include <pango/pangocairo.h>
#include <stdio.h>

#include "bench-random.h"
#include "bench-stats.h"
#include "pv-bar-renderer.h"
#include "pv-bin-size.h"
#include "pv-line-renderer.h"
#include "pv-loader.h"
#include "pv-query.h"
#include "pv-ranking-model.h"
#include "pv-series.h"
#include "pv-traffic-data.h"

#define WIDTH 1600
#define HEIGHT 500
#define FRAMES_PER_BIN_SIZE 60
#define N_BAR_FRAMES 600
#define N_BRUSH_STEPS 300
/* Fonts are loaded in the first frames, which happens once in a program's life. */
#define N_WARM_UP 5
#define MAX_BIN_SIZES 64

typedef struct
{
  BenchRandom random;
  PvCapture *capture;
  PvChartStyle style;
  PangoContext *pango;
  cairo_surface_t *surface;
} Bench;

/* Draws one frame and tells how long it took. */
static double
time_line (Bench      *bench,
           PvLineData *data,
           PvSpan      span)
{
  PvLineScene scene = {
    .style = bench->style,
    .pango = bench->pango,
    .data = data,
    .unit = PV_UNIT_BYTES,
    .start_ns = span.start_ns,
    .end_ns = span.end_ns,
    .width = WIDTH,
    .height = HEIGHT,
    .has_crosshair = TRUE,
    .crosshair_ns = span.start_ns + (span.end_ns - span.start_ns) / 3,
  };
  double start = bench_now ();
  cairo_t *cr = cairo_create (bench->surface);

  pv_line_scene_draw (&scene, cr);
  cairo_destroy (cr);
  cairo_surface_flush (bench->surface);
  return bench_now () - start;
}

/* From the whole capture down to a hundred bins, each zoom as likely as another; anywhere. */
static PvSpan
draw_view (Bench  *bench,
           PvSpan  whole,
           gint64  bin_ns)
{
  guint64 length = whole.end_ns - whole.start_ns;
  guint n_doublings = 0;
  guint64 width;
  PvSpan view;

  while (length >> n_doublings > (guint64) bin_ns * 100)
    n_doublings++;
  width = length >> bench_random_below (&bench->random, n_doublings + 1);
  view.start_ns = whole.start_ns + bench_random_next (&bench->random) % (length - width + 1);
  view.end_ns = view.start_ns + width;
  return view;
}

/* Every bin size that is offered: how long binning anew takes, then frames at random zooms. */
static void
measure_lines (Bench *bench)
{
  PvSpan whole = pv_capture_get_bulk_span (bench->capture);
  static double frames[MAX_BIN_SIZES * FRAMES_PER_BIN_SIZE];
  double rebins[MAX_BIN_SIZES];
  guint n_sizes;
  const gint64 *sizes = pv_bin_size_list (&n_sizes);
  guint n_frames = 0;

  n_sizes = MIN (n_sizes, MAX_BIN_SIZES);
  for (guint i = 0; i < n_sizes; i++)
    {
      g_autoptr (PvSeries) series = NULL;
      g_autoptr (PvTraffic) traffic = NULL;
      g_autoptr (PvTrafficData) data = NULL;
      double start = bench_now ();

      series = pv_series_new (bench->capture, NULL, pv_binning (sizes[i], PV_ZONE_LOCAL), PV_MEASURE_IP_BYTES, NULL, NULL);
      rebins[i] = bench_now () - start;
      traffic = pv_traffic_new_for_series (series, NULL, 0);
      data = pv_traffic_data_new_for_traffic (traffic, &(PvLineOptions){ 0 });

      for (guint j = 0; j < N_WARM_UP && i == 0; j++)
        time_line (bench, PV_LINE_DATA (data), whole);
      for (guint j = 0; j < FRAMES_PER_BIN_SIZE; j++)
        frames[n_frames++] = time_line (bench, PV_LINE_DATA (data), draw_view (bench, whole, sizes[i]));
    }
  bench_print_quantiles ("line", frames, n_frames);
  bench_print_quantiles ("rebin", rebins, n_sizes);
}

static gboolean
measure_bars (Bench *bench)
{
  const PvQuery query = { .dimension = PV_DIMENSION_SOURCE, .measure = PV_MEASURE_IP_BYTES };
  g_autoptr (GError) error = NULL;
  g_autoptr (PvRanking) ranking = pv_query_run (bench->capture, &query, NULL, &error);
  g_autoptr (PvRankingModel) model = pv_ranking_model_new ();
  PvBarMetrics metrics = { 0 };
  double frames[N_BAR_FRAMES];
  PvBarScene scene = {
    .style = bench->style,
    .pango = bench->pango,
    .model = G_LIST_MODEL (model),
    .unit = PV_UNIT_BYTES,
    .width = WIDTH,
    .height = HEIGHT,
    .current = G_MAXUINT,
    .metrics = &metrics,
  };
  double room;

  if (ranking == NULL)
    {
      fprintf (stderr, "%s\n", error->message);
      return FALSE;
    }
  pv_ranking_model_set_ranking (model, bench->capture, ranking);
  scene.n_rows = ranking->n_ranks;
  bench_print_integer ("bars", ranking->n_ranks);
  room = MAX (pv_bar_scene_get_full_height (&scene) - HEIGHT, 0);

  for (guint i = 0; i < N_WARM_UP + N_BAR_FRAMES; i++)
    {
      double start = bench_now ();
      cairo_t *cr = cairo_create (bench->surface);
      double row_height = pv_bar_scene_get_row_height (&scene);
      guint first;

      scene.scroll = room * bench_random_below (&bench->random, 1000000) / 1e6;
      first = scene.scroll / row_height;
      scene.hover = first + 3;
      /* As the widget does: what came into sight is measured, then all in sight is drawn. */
      pv_bar_scene_measure (&scene, first, MIN (HEIGHT / row_height + 1, scene.n_rows - first), &metrics);
      pv_bar_scene_draw (&scene, cr);
      cairo_destroy (cr);
      cairo_surface_flush (bench->surface);
      if (i >= N_WARM_UP)
        frames[i - N_WARM_UP] = bench_now () - start;
    }
  bench_print_quantiles ("bars", frames, N_BAR_FRAMES);
  return TRUE;
}

/* A tenth of the capture that is dragged along it: for each step both tabs are ranked anew and the bars in
 * sight drawn. Ranking is done on worker threads, so a frame waits for the drawing alone. */
static gboolean
measure_brushing (Bench *bench)
{
  static const PvDimension tabs[] = { PV_DIMENSION_SOURCE, PV_DIMENSION_LOOKUP };
  PvSpan whole = pv_capture_get_bulk_span (bench->capture);
  gint64 width = (whole.end_ns - whole.start_ns) / 10;
  double ranks[N_BRUSH_STEPS], draws[N_BRUSH_STEPS];

  for (guint i = 0; i < N_BRUSH_STEPS; i++)
    {
      gint64 start_ns = whole.start_ns + (whole.end_ns - whole.start_ns - width) / N_BRUSH_STEPS * i;

      ranks[i] = draws[i] = 0;
      for (guint tab = 0; tab < G_N_ELEMENTS (tabs); tab++)
        {
          const PvQuery query = { .dimension = tabs[tab], .span = { start_ns, start_ns + width }, .has_span = TRUE, .limit = 25 };
          g_autoptr (GError) error = NULL;
          g_autoptr (PvRankingModel) model = pv_ranking_model_new ();
          g_autoptr (PvRanking) ranking = NULL;
          PvBarScene scene = {
            .style = bench->style,
            .pango = bench->pango,
            .model = G_LIST_MODEL (model),
            .unit = PV_UNIT_PACKETS,
            .width = WIDTH,
            .height = HEIGHT,
            .hover = G_MAXUINT,
            .current = G_MAXUINT,
          };
          double start = bench_now ();
          cairo_t *cr;

          ranking = pv_query_run (bench->capture, &query, NULL, &error);
          if (ranking == NULL)
            {
              fprintf (stderr, "%s\n", error->message);
              return FALSE;
            }
          ranks[i] += bench_now () - start;

          start = bench_now ();
          pv_ranking_model_set_ranking (model, bench->capture, ranking);
          scene.n_rows = ranking->n_ranks;
          cr = cairo_create (bench->surface);
          pv_bar_scene_draw (&scene, cr);
          cairo_destroy (cr);
          cairo_surface_flush (bench->surface);
          draws[i] += bench_now () - start;
        }
    }
  bench_print_quantiles ("brush_rank", ranks, N_BRUSH_STEPS);
  bench_print_quantiles ("brush", draws, N_BRUSH_STEPS);
  return TRUE;
}

int
main (int    argc,
      char **argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = NULL;
  g_autoptr (PvLoader) loader = NULL;
  PangoFontDescription *font;
  Bench bench = { 0 };
  gboolean done;

  setlocale (LC_ALL, "");
  if (argc != 2)
    {
      fprintf (stderr, "usage: %s SAVEFILE\n", argv[0]);
      return 1;
    }
  file = g_file_new_for_commandline_arg (argv[1]);
  loader = pv_loader_new (file);
  bench.capture = pv_loader_load (loader, NULL, &error);
  if (bench.capture == NULL)
    {
      fprintf (stderr, "%s\n", error->message);
      return 1;
    }

  bench_random_init (&bench.random, 1);
  font = pango_font_description_from_string ("Cantarell 11");
  pv_chart_style_init_light (&bench.style, font);
  bench.pango = pango_font_map_create_context (pango_cairo_font_map_get_default ());
  bench.surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, WIDTH, HEIGHT);

  bench_print_integer ("packets", pv_capture_get_n_packets (bench.capture));
  measure_lines (&bench);
  done = measure_bars (&bench) && measure_brushing (&bench);

  cairo_surface_destroy (bench.surface);
  g_object_unref (bench.pango);
  pango_font_description_free (font);
  g_object_unref (bench.capture);
  return done ? 0 : 1;
}
