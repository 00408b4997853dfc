/* SPDX-License-Identifier: GPL-3.0-or-later */
/* bench-query.c: ranked lists for random spans of time. */

#include <locale.h>
#include <stdio.h>

#include "bench-random.h"
#include "bench-stats.h"
#include "pv-capture-private.h"
#include "pv-crossfilter.h"
#include "pv-heap.h"
#include "pv-label-totals.h"
#include "pv-loader.h"
#include "pv-query.h"

#define N_QUERIES 400
#define N_QUICK_QUERIES 100
#define N_PICKS 20
/* As many rows as a tab shows before one scrolls. */
#define N_TOP 50

static guint n_queries = N_QUERIES;

/* Every other span lies between two random times, as when a large part of the chart is picked; the
 * others are log-uniform in width, down to a 4096th of the whole, as when it is zoomed in. */
static PvSpan
draw_span (BenchRandom  *random,
           const PvSpan *whole,
           gboolean      is_narrow)
{
  guint64 length = whole->end_ns - whole->start_ns;
  guint64 a = bench_random_next (random) % length;
  guint64 b = bench_random_next (random) % length;

  if (is_narrow)
    {
      guint64 width = length >> bench_random_below (random, 12);

      width = MAX (width / 2 + b % (width / 2 + 1), 1);
      a = a % (length - width + 1);
      b = a + width - 1;
    }
  return (PvSpan) { whole->start_ns + MIN (a, b), whole->start_ns + MAX (a, b) + 1 };
}

/* Picks two labels, as whoever looks into something does: a large client, and of another family a large service. */
static PvCrossfilter *
make_picks (PvCapture *capture,
            GError   **error)
{
  static const PvDimension dimensions[] = { PV_DIMENSION_CLIENT, PV_DIMENSION_SERVICE };
  PvPickedLabel picks[G_N_ELEMENTS (dimensions)];
  guint n = 0;

  for (guint i = 0; i < G_N_ELEMENTS (dimensions); i++)
    {
      PvQuery query = { .dimension = dimensions[i], .measure = PV_MEASURE_IP_BYTES, .limit = 1 };
      g_autoptr (PvRanking) ranking = pv_query_run (capture, &query, NULL, error);

      if (ranking == NULL)
        return NULL;
      if (ranking->n_ranks > 0)
        picks[n++] = (PvPickedLabel){ pv_dimension_get_pick_dimension (dimensions[i]), ranking->ranks[0].id, FALSE };
    }
  return pv_crossfilter_new (capture, picks, n, NULL, NULL, error);
}

/* One ranking of a random span. @seconds: (inout): what it took is added */
static gboolean
ask (PvCapture  *capture,
     BenchRandom *random,
     guint       i,
     PvQuery     query,
     double     *seconds)
{
  PvSpan whole = pv_capture_get_bulk_span (capture);
  g_autoptr (GError) error = NULL;
  g_autoptr (PvRanking) ranking = NULL;
  double start;

  query.span = draw_span (random, &whole, i % 4 >= 2);
  query.has_span = TRUE;
  query.measure = i % 2 == 0 ? PV_MEASURE_PACKETS : PV_MEASURE_IP_BYTES;
  start = bench_now ();
  ranking = pv_query_run (capture, &query, NULL, &error);
  *seconds += bench_now () - start;
  if (ranking == NULL)
    fprintf (stderr, "%s\n", error->message);
  return ranking != NULL;
}

/* Rankings of one dimension; with @picks, of what they leave. */
static gboolean
measure (PvCapture     *capture,
         PvDimension    dimension,
         PvCrossfilter *picks,
         guint          limit,
         const char    *kind)
{
  g_autofree char *name = g_strdup_printf ("%s_%s", pv_dimension_get_key (dimension), kind);
  PvQuery query = { .dimension = dimension, .limit = limit };
  double seconds[N_QUERIES] = { 0 };
  BenchRandom random;

  if (picks != NULL)
    query.subset = *pv_crossfilter_get_subset (picks, pv_dimension_get_family (dimension));
  bench_random_init (&random, 1);
  for (guint i = 0; i < n_queries; i++)
    if (!ask (capture, &random, i, query, &seconds[i]))
      return FALSE;
  bench_print_quantiles (name, seconds, n_queries);
  return TRUE;
}

/* What the window asks when a span changes: the best few of every dimension, and how many labels there are. */
static gboolean
measure_all (PvCapture *capture)
{
  double seconds[N_QUERIES / 4] = { 0 };
  BenchRandom random;

  bench_random_init (&random, 1);
  for (guint i = 0; i < n_queries / 4; i++)
    {
      BenchRandom same = random;

      for (PvDimension dimension = 0; dimension < PV_N_DIMENSIONS; dimension++)
        {
          PvQuery query = { .dimension = dimension, .limit = N_TOP };

          random = same;
          if (!ask (capture, &random, i, query, &seconds[i]))
            return FALSE;
        }
    }
  bench_print_quantiles ("every_dimension", seconds, n_queries / 4);
  return TRUE;
}

/* How many labels each dimension has, of what is picked where @picks are. */
static gboolean
measure_totals (PvCapture     *capture,
                PvCrossfilter *picks,
                const char    *name)
{
  double seconds[N_QUERIES / 4] = { 0 };
  PvSpan whole = pv_capture_get_bulk_span (capture);
  PvSubset subsets[PV_N_DIMENSIONS] = { 0 };
  guint totals[PV_N_DIMENSIONS];
  BenchRandom random;

  for (PvDimension i = 0; picks != NULL && i < PV_N_DIMENSIONS; i++)
    subsets[i] = *pv_crossfilter_get_subset (picks, pv_dimension_get_family (i));
  bench_random_init (&random, 1);
  for (guint i = 0; i < n_queries / 4; i++)
    {
      PvSpan span = draw_span (&random, &whole, i % 4 >= 2);
      g_autoptr (GError) error = NULL;
      double start = bench_now ();

      if (!pv_label_totals_count (capture, &span, subsets, totals, NULL, &error))
        {
          fprintf (stderr, "%s\n", error->message);
          return FALSE;
        }
      seconds[i] = bench_now () - start;
    }
  bench_print_quantiles (name, seconds, n_queries / 4);
  return TRUE;
}

/* Picking anew. */
static gboolean
measure_picks (PvCapture *capture)
{
  double seconds[N_PICKS];

  for (guint i = 0; i < N_PICKS; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (PvCrossfilter) picks = NULL;
      double start = bench_now ();

      picks = make_picks (capture, &error);
      seconds[i] = bench_now () - start;
      if (picks == NULL)
        {
          fprintf (stderr, "%s\n", error->message);
          return FALSE;
        }
    }
  bench_print_quantiles ("picks", seconds, N_PICKS);
  return TRUE;
}

int
main (int    argc,
      char **argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = NULL;
  g_autoptr (PvLoader) loader = NULL;
  g_autoptr (PvCapture) capture = NULL;
  g_autoptr (PvCrossfilter) picks = NULL;

  pv_heap_init ();
  setlocale (LC_ALL, "");
  if (argc > 1 && g_str_equal (argv[1], "--quick"))
    {
      n_queries = N_QUICK_QUERIES;
      argv++;
      argc--;
    }
  if (argc < 2 || argc > 3)
    {
      fprintf (stderr, "usage: %s [--quick] SAVEFILE [DIMENSION]\n", argv[0]);
      return 1;
    }
  file = g_file_new_for_commandline_arg (argv[1]);
  loader = pv_loader_new (file);
  capture = pv_loader_load (loader, NULL, &error);
  if (capture != NULL)
    picks = make_picks (capture, &error);
  if (picks == NULL)
    {
      fprintf (stderr, "%s\n", error->message);
      return 1;
    }

  bench_print_integer ("packets", pv_capture_get_n_packets (capture));
  bench_print_integer ("flows", pv_flow_table_get_n (capture->flows));
  for (PvDimension dimension = 0; dimension < PV_N_DIMENSIONS; dimension++)
    {
      if (argc == 3 && !g_str_equal (argv[2], pv_dimension_get_key (dimension)))
        continue;
      if (!measure (capture, dimension, NULL, N_TOP, "top") || !measure (capture, dimension, NULL, 0, "all")
          || !measure (capture, dimension, picks, N_TOP, "picked"))
        return 1;
    }
  return measure_totals (capture, NULL, "totals") && measure_totals (capture, picks, "totals_picked") &&
         measure_all (capture) && measure_picks (capture) ? 0 : 1;
}
