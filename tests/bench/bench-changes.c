/* SPDX-License-Identifier: GPL-3.0-or-later */
/* bench-changes.c: ranked changes between two captures, for random spans of both. */

#include <locale.h>
#include <stdio.h>

#include "bench-random.h"
#include "bench-stats.h"
#include "pv-changes.h"
#include "pv-dimension.h"
#include "pv-heap.h"
#include "pv-loader.h"

#define N_QUERIES 40
/* As many rows as a tab shows before one scrolls. */
#define N_TOP 50

static PvCapture *
load (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = g_file_new_for_commandline_arg (path);
  g_autoptr (PvLoader) loader = pv_loader_new (file);
  PvCapture *capture = pv_loader_load (loader, NULL, &error);

  if (capture == NULL)
    fprintf (stderr, "%s\n", error->message);

  return capture;
}

/* A part that begins and ends anywhere, but is most of it. */
static PvChangePart
draw_part (BenchRandom *random,
           PvCapture   *capture)
{
  PvSpan span = pv_capture_get_bulk_span (capture);
  gint64 eighth = (span.end_ns - span.start_ns) / 8 + 1;

  span.start_ns += (gint64) (bench_random_next (random) % (guint64) eighth);
  span.end_ns -= (gint64) (bench_random_next (random) % (guint64) eighth);

  return (PvChangePart){ .span = span, .has_span = TRUE };
}

static gboolean
measure (PvLabelMatch *match,
         PvDimension   dimension)
{
  double first;
  double seconds[N_QUERIES];
  BenchRandom random;
  g_autofree char *name = g_strdup_printf ("%s_match", pv_dimension_get_key (dimension));

  bench_random_init (&random, 1);
  for (guint i = 0; i <= N_QUERIES; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (PvChanges) changes = NULL;
      PvChangesQuery query = { .dimension = dimension, .order = i % 4, .states = PV_CHANGE_ALL, .limit = N_TOP };
      double start = bench_now ();

      /* the first finds out which labels are the same */
      if (i > 0)
        {
          query.parts[PV_SIDE_THIS] = draw_part (&random, pv_label_match_get_capture (match));
          query.parts[PV_SIDE_OTHER] = draw_part (&random, pv_label_match_get_other (match));
        }
      changes = pv_changes_new (match, &query, NULL, &error);
      if (changes == NULL)
        {
          fprintf (stderr, "%s\n", error->message);
          return FALSE;
        }
      if (i == 0)
        first = bench_now () - start;
      else
        seconds[i - 1] = bench_now () - start;
    }

  bench_print_quantiles (name, &first, 1);
  bench_print_quantiles (pv_dimension_get_key (dimension), seconds, N_QUERIES);

  return TRUE;
}

int
main (int    argc,
      char **argv)
{
  g_autoptr (PvCapture) capture = NULL;
  g_autoptr (PvCapture) other = NULL;
  g_autoptr (PvLabelMatch) match = NULL;

  pv_heap_init ();
  setlocale (LC_ALL, "");
  if (argc != 3)
    {
      fprintf (stderr, "usage: %s SAVEFILE OTHER\n", argv[0]);
      return 1;
    }
  capture = load (argv[1]);
  other = load (argv[2]);
  if (capture == NULL || other == NULL)
    return 1;

  bench_print_integer ("packets", pv_capture_get_n_packets (capture));
  bench_print_integer ("other_packets", pv_capture_get_n_packets (other));
  match = pv_label_match_new (capture, other);
  for (PvDimension dimension = 0; dimension < PV_N_DIMENSIONS; dimension++)
    if (!measure (match, dimension))
      return 1;

  return 0;
}
