/* SPDX-License-Identifier: GPL-3.0-or-later */
/* bench-query.c: ranked lists for random spans of time. */

#include <locale.h>
#include <stdio.h>

#include "bench-random.h"
#include "bench-stats.h"
#include "pv-loader.h"
#include "pv-query.h"

#define N_QUERIES 400
/* As many rows as a tab shows before one scrolls. */
#define N_TOP 50

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

static gboolean
measure (PvCapture  *capture,
         PvQuery     query,
         const char *name)
{
  PvSpan whole = pv_capture_get_bulk_span (capture);
  double seconds[N_QUERIES];
  BenchRandom random;

  bench_random_init (&random, 1);
  for (guint i = 0; i < N_QUERIES; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (PvRanking) ranking = NULL;
      double start;

      query.span = draw_span (&random, &whole, i % 4 >= 2);
      query.has_span = TRUE;
      query.metric = i % 2 == 0 ? PV_METRIC_PACKETS : PV_METRIC_BYTES;
      start = bench_now ();
      ranking = pv_query_run (capture, &query, NULL, &error);
      seconds[i] = bench_now () - start;
      if (ranking == NULL)
        {
          fprintf (stderr, "%s\n", error->message);
          return FALSE;
        }
    }
  bench_print_quantiles (name, seconds, N_QUERIES);
  return TRUE;
}

int
main (int    argc,
      char **argv)
{
  static const struct
  {
    PvDimension dimension;
    const char *name;
  } dimensions[] = {
    { PV_DIMENSION_SOURCE, "source" },
    { PV_DIMENSION_DESTINATION, "destination" },
    { PV_DIMENSION_ADDRESS, "address" },
    { PV_DIMENSION_LOOKUP, "lookup" },
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = NULL;
  g_autoptr (PvLoader) loader = NULL;
  g_autoptr (PvCapture) capture = NULL;

  setlocale (LC_ALL, "");
  if (argc != 2)
    {
      fprintf (stderr, "usage: %s SAVEFILE\n", argv[0]);
      return 1;
    }
  file = g_file_new_for_commandline_arg (argv[1]);
  loader = pv_loader_new (file);
  capture = pv_loader_load (loader, NULL, &error);
  if (capture == NULL)
    {
      fprintf (stderr, "%s\n", error->message);
      return 1;
    }

  bench_print_integer ("packets", pv_capture_get_n_packets (capture));
  for (guint i = 0; i < G_N_ELEMENTS (dimensions); i++)
    {
      g_autofree char *top = g_strdup_printf ("%s_top", dimensions[i].name);
      g_autofree char *all = g_strdup_printf ("%s_all", dimensions[i].name);
      PvQuery query = { .dimension = dimensions[i].dimension };

      query.limit = N_TOP;
      if (!measure (capture, query, top))
        return 1;
      query.limit = 0;
      if (!measure (capture, query, all))
        return 1;
    }
  return 0;
}
