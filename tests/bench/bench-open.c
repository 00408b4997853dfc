/* SPDX-License-Identifier: GPL-3.0-or-later */
/* bench-open.c: opens a savefile as the application does; times it, and its first partial capture. */

#include <locale.h>
#include <stdio.h>
#include <stdlib.h>

#include "bench-stats.h"
#include "pv-capture-private.h"
#include "pv-heap.h"
#include "pv-loader.h"

/**
 * Opening:
 * @part: the newest partial capture, held as the window holds it
 * @first_part: when the first one with packets came, 0 before that
 * @last_part: when the last one came
 * @longest_gap: the longest time between two, or from the start to the first
 */
typedef struct
{
  GMainLoop *loop;
  PvCapture *part;
  PvCapture *whole;
  guint64 n_parts;
  double first_part;
  double last_part;
  double longest_gap;
} Opening;

static void
on_progress (PvLoader  *loader,
             PvCapture *part,
             Opening   *opening)
{
  double now = bench_now ();

  if (part == NULL || pv_capture_get_n_packets (part) == 0)
    return;
  g_set_object (&opening->part, part);
  if (opening->n_parts == 0)
    opening->first_part = now;
  opening->longest_gap = MAX (opening->longest_gap, now - opening->last_part);
  opening->last_part = now;
  opening->n_parts++;
}

static void
on_loaded (GObject      *loader,
           GAsyncResult *result,
           gpointer      user_data)
{
  Opening *opening = user_data;
  g_autoptr (GError) error = NULL;

  opening->whole = pv_loader_load_finish (PV_LOADER (loader), result, &error);
  if (opening->whole == NULL)
    {
      fprintf (stderr, "%s\n", error->message);
      exit (1);
    }
  g_main_loop_quit (opening->loop);
}

int
main (int    argc,
      char **argv)
{
  int n_workers = 0;
  const GOptionEntry entries[] = {
    { "workers", 0, 0, G_OPTION_ARG_INT, &n_workers, "Threads that work on the file", "N" },
    { NULL }
  };
  g_autoptr (GOptionContext) context = g_option_context_new ("SAVEFILE");
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = NULL;
  g_autoptr (PvLoader) loader = NULL;
  Opening opening = { 0 };
  double start;
  double end;

  pv_heap_init ();
  setlocale (LC_ALL, "");
  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, &argc, &argv, &error) || argc != 2 || n_workers < 0)
    {
      fprintf (stderr, "%s\n", error != NULL ? error->message : "exactly one savefile is needed");
      return 1;
    }

  /* Loads GIO's modules, which a program that opens a file has long had behind it. */
  g_vfs_get_default ();

  start = bench_now ();
  opening.last_part = start;
  opening.loop = g_main_loop_new (NULL, FALSE);
  file = g_file_new_for_commandline_arg (argv[1]);
  loader = pv_loader_new (file);
  if (n_workers > 0)
    pv_loader_set_n_workers (loader, n_workers);
  g_signal_connect (loader, "progress", G_CALLBACK (on_progress), &opening);
  pv_loader_load_async (loader, NULL, on_loaded, &opening);
  g_main_loop_run (opening.loop);
  end = bench_now ();

  /* A file that was read before the first partial capture was due has its charts at the end. */
  if (opening.n_parts == 0)
    opening.first_part = end;
  opening.longest_gap = MAX (opening.longest_gap, end - opening.last_part);

  bench_print_seconds ("seconds", end - start);
  bench_print_seconds ("first_part_seconds", opening.first_part - start);
  bench_print_seconds ("longest_gap_seconds", opening.longest_gap);
  bench_print_integer ("parts", opening.n_parts);
  bench_print_process ();
  bench_print_integer ("packets", pv_capture_get_n_packets (opening.whole));
  bench_print_integer ("wire_bytes", pv_capture_get_wire_bytes (opening.whole));
  bench_print_integer ("flows", pv_flow_table_get_n (opening.whole->flows));
  bench_print_integer ("ip_packets", pv_capture_get_n_ip_packets (opening.whole));
  bench_print_integer ("ip_bytes", pv_capture_get_ip_bytes (opening.whole));
  bench_print_integer ("lookups", pv_capture_get_n_events (opening.whole, PV_EVENT_LOOKUP));

  g_clear_object (&opening.part);
  g_clear_object (&opening.whole);
  g_main_loop_unref (opening.loop);
  return 0;
}
