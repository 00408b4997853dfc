/* SPDX-License-Identifier: GPL-3.0-or-later */
/* bench-index.c: opens captures as the window does, from their index where there is one, and brushes. */

#include <locale.h>
#include <stdio.h>
#include <string.h>

#include "bench-random.h"
#include "bench-stats.h"
#include "pv-capture-private.h"
#include "pv-heap.h"
#include "pv-index-cache.h"
#include "pv-loader.h"
#include "pv-query.h"
#include "pv-series.h"

/* What the window shows first: a bar chart of each tab. */
static const PvDimension dimensions[] = { PV_DIMENSION_SOURCE, PV_DIMENSION_LOOKUP, PV_DIMENSION_SERVER_NAME,
                                          PV_DIMENSION_CONVERSATION, PV_DIMENSION_SERVICE };

#define N_BRUSHES 100
#define N_TOP 50
#define MUCH G_GUINT64_CONSTANT (1000000000000)
/* How often memory is looked at. */
#define WATCH_MS 5

/* The most memory that was no page cache: what the system cannot just let go of. */
static guint64 most; /* atomic */
static int is_over;  /* atomic */

static guint64
get_unevictable (void)
{
  g_autofree char *status = NULL;
  const char *anonymous;
  const char *shared;

  if (!g_file_get_contents ("/proc/self/status", &status, NULL, NULL)
      || (anonymous = strstr (status, "\nRssAnon:")) == NULL || (shared = strstr (status, "\nRssShmem:")) == NULL)
    return 0;

  return (g_ascii_strtoull (anonymous + strlen ("\nRssAnon:"), NULL, 10)
          + g_ascii_strtoull (shared + strlen ("\nRssShmem:"), NULL, 10)) * 1024;
}

static gpointer
watch (gpointer data)
{
  while (!g_atomic_int_get (&is_over))
    {
      guint64 now = get_unevictable ();

      if (now > __atomic_load_n (&most, __ATOMIC_RELAXED))
        __atomic_store_n (&most, now, __ATOMIC_RELAXED);
      g_usleep (WATCH_MS * 1000);
    }

  return NULL;
}

/* All that is on the screen first: the line, and the bars of each tab. */
static gboolean
draw_charts (PvCapture  *capture,
             GError    **error)
{
  PvBinning binning = { PV_NS_PER_SECOND, PV_ZONE_UTC };
  g_autoptr (PvSeries) series = pv_series_new (capture, NULL, binning, PV_MEASURE_IP_BYTES, NULL, error);

  if (series == NULL)
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (dimensions); i++)
    {
      PvQuery query = { .dimension = dimensions[i], .measure = PV_MEASURE_IP_BYTES, .limit = N_TOP };
      g_autoptr (PvRanking) ranking = pv_query_run (capture, &query, NULL, error);

      if (ranking == NULL)
        return FALSE;
    }

  return TRUE;
}

/* The bars of each tab, of random spans. */
static gboolean
brush (PvCapture  *capture,
       GError    **error)
{
  PvSpan whole = pv_capture_get_bulk_span (capture);
  guint64 length = (guint64) whole.end_ns - (guint64) whole.start_ns;
  double seconds[N_BRUSHES];
  BenchRandom random;

  bench_random_init (&random, 1);
  for (guint i = 0; i < N_BRUSHES; i++)
    {
      guint64 a = bench_random_next (&random) % length;
      guint64 b = bench_random_next (&random) % length;
      double start = bench_now ();

      for (guint k = 0; k < G_N_ELEMENTS (dimensions); k++)
        {
          PvQuery query = { .dimension = dimensions[k], .measure = PV_MEASURE_IP_BYTES, .limit = N_TOP, .has_span = TRUE };
          g_autoptr (PvRanking) ranking = NULL;

          query.span = (PvSpan){ whole.start_ns + (gint64) MIN (a, b), whole.start_ns + (gint64) MAX (a, b) + 1 };
          ranking = pv_query_run (capture, &query, NULL, error);
          if (ranking == NULL)
            return FALSE;
        }
      seconds[i] = bench_now () - start;
    }
  bench_print_quantiles ("brush", seconds, N_BRUSHES);

  return TRUE;
}

static gboolean
measure (PvLoader      *loader,
         PvIndexCache  *cache,
         GError       **error)
{
  double start = bench_now ();
  double loaded;
  double drawn;
  g_autoptr (PvCapture) capture = pv_loader_load (loader, NULL, error);

  loaded = bench_now ();
  if (capture == NULL || !draw_charts (capture, error))
    return FALSE;
  drawn = bench_now ();

  bench_print_integer ("packets", pv_capture_get_n_packets (capture));
  bench_print_integer ("flows", pv_flow_table_get_n (capture->flows));
  bench_print_integer ("indexed", pv_loader_get_n_indexed (loader));
  bench_print_seconds ("seconds", loaded - start);
  bench_print_seconds ("charts_seconds", drawn - start);
  bench_print_integer ("loaded_unevictable_bytes", __atomic_load_n (&most, __ATOMIC_RELAXED));
  if (!brush (capture, error))
    return FALSE;
  bench_print_integer ("unevictable_bytes", __atomic_load_n (&most, __ATOMIC_RELAXED));
  if (cache != NULL && pv_loader_wants_index (loader))
    {
      start = bench_now ();
      if (!pv_loader_write_index (loader, capture, NULL, error))
        return FALSE;
      bench_print_seconds ("index_seconds", bench_now () - start);
      bench_print_integer ("index_bytes", pv_index_cache_get_size (cache));
    }

  return TRUE;
}

int
main (int    argc,
      char **argv)
{
  char *folder = NULL;
  const GOptionEntry entries[] = {
    { "indexes", 0, 0, G_OPTION_ARG_FILENAME, &folder, "Where indexes are kept; none unless given", "FOLDER" },
    { NULL }
  };
  g_autoptr (GOptionContext) context = g_option_context_new ("SAVEFILE-OR-FOLDER…");
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (PvInputFiles) places = NULL;
  g_autoptr (PvIndexCache) cache = NULL;
  g_autoptr (PvLoader) loader = NULL;
  g_autoptr (GError) error = NULL;
  GThread *watcher;
  gboolean done;

  pv_heap_init ();
  setlocale (LC_ALL, "");
  /* who waits sees how far it is */
  setvbuf (stdout, NULL, _IOLBF, 0);
  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, &argc, &argv, &error) || argc < 2)
    {
      fprintf (stderr, "%s\n", error != NULL ? error->message : "a savefile or folder is needed");
      return 1;
    }

  for (int i = 1; i < argc; i++)
    g_ptr_array_add (files, g_file_new_for_commandline_arg (argv[i]));
  places = pv_input_files_new ((GFile *const *) files->pdata, files->len);
  loader = pv_loader_new_for_places (places);
  if (folder != NULL)
    {
      cache = pv_index_cache_new (folder, MUCH);
      pv_loader_set_index_cache (loader, cache, 0);
    }
  watcher = g_thread_new ("watch", watch, NULL);
  done = measure (loader, cache, &error);
  g_atomic_int_set (&is_over, TRUE);
  g_thread_join (watcher);
  if (!done)
    fprintf (stderr, "%s\n", error->message);
  bench_print_process ();
  g_free (folder);

  return done ? 0 : 1;
}
