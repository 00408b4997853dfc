/* SPDX-License-Identifier: GPL-3.0-or-later */
/* bench-drag.c: how long frames of the real window take while a span is dragged over its line.
 *
 * usage: bench-drag NAME SAVEFILE WIDTH HEIGHT
 *
 * The window's own frame clock says when a frame begins and ends: all that the main thread does for it is in
 * between, from laying out to handing pixels to the display. The span changes in each frame, and bars follow as fast
 * as they are ranked. What draws is what GSK_RENDERER says. */
#include <stdlib.h>
#include <time.h>

#include "bench-stats.h"
#include "pv-application.h"
#include "pv-line-chart-private.h"

#define N_FRAMES 400
/* Frames that are not counted: what is drawn for the first time. */
#define N_WARM 40
/* How long the window may take to come to rest. */
#define SETTLE_MS 1500

typedef struct
{
  const char *name;
  int width;
  int height;
  GtkWindow *window;
  PvLineChart *chart;
  double seconds[N_FRAMES];
  double cpu_seconds[N_FRAMES]; /* the main thread's, which another program does not lengthen */
  int n;
  double begun;
  double cpu_begun;
} Drag;

static GtkWidget *
find_widget (GtkWidget *widget,
             GType      type)
{
  if (G_TYPE_CHECK_INSTANCE_TYPE (widget, type))
    return widget;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_widget (child, type);

      if (found != NULL)
        return found;
    }

  return NULL;
}

static double
get_cpu_seconds (void)
{
  struct timespec time;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &time);

  return (double) time.tv_sec + (double) time.tv_nsec / 1e9;
}

static void
before_paint_cb (GdkFrameClock *clock,
                 Drag          *drag)
{
  drag->begun = bench_now ();
  drag->cpu_begun = get_cpu_seconds ();
}

static void
after_paint_cb (GdkFrameClock *clock,
                Drag          *drag)
{
  double seconds = bench_now () - drag->begun;
  g_autofree char *cpu_name = NULL;

  if (drag->n >= 0 && drag->n < N_FRAMES)
    {
      drag->seconds[drag->n] = seconds;
      drag->cpu_seconds[drag->n] = get_cpu_seconds () - drag->cpu_begun;
    }
  if (++drag->n < N_FRAMES)
    return;

  bench_print_quantiles (drag->name, drag->seconds, N_FRAMES);
  cpu_name = g_strconcat (drag->name, "_cpu", NULL);
  bench_print_quantiles (cpu_name, drag->cpu_seconds, N_FRAMES);
  exit (EXIT_SUCCESS);
}

/* As a hand does: to and fro, now wider, now narrower. */
static gboolean
tick_cb (GtkWidget     *widget,
         GdkFrameClock *clock,
         gpointer       user_data)
{
  Drag *drag = user_data;
  gint64 start_ns, end_ns;
  double phase = (double) (drag->n % 200) / 200;
  double where = phase < .5 ? phase * 2 : 2 - 2 * phase;
  PvLineSpan span;

  if (pv_line_chart_get_view (drag->chart, &start_ns, &end_ns))
    {
      double width = (double) (end_ns - start_ns);

      span.start_ns = start_ns + (gint64) (width * .1);
      span.end_ns = start_ns + (gint64) (width * (.15 + .8 * where));
      _pv_line_chart_select (drag->chart, &span);
    }

  return G_SOURCE_CONTINUE;
}

static gboolean
start_cb (gpointer user_data)
{
  Drag *drag = user_data;
  GdkFrameClock *clock = gtk_widget_get_frame_clock (GTK_WIDGET (drag->window));

  drag->chart = PV_LINE_CHART (find_widget (GTK_WIDGET (drag->window), PV_TYPE_LINE_CHART));
  if (drag->chart == NULL || !pv_line_chart_get_view (drag->chart, NULL, NULL))
    return G_SOURCE_CONTINUE;

  drag->n = -N_WARM;
  /* all of it is one drag, during which bars wait for their turns and small lines stay */
  drag->chart->selection_step++;
  g_signal_connect (clock, "before-paint", G_CALLBACK (before_paint_cb), drag);
  g_signal_connect_after (clock, "after-paint", G_CALLBACK (after_paint_cb), drag);
  gtk_widget_add_tick_callback (GTK_WIDGET (drag->window), tick_cb, drag, NULL);

  return G_SOURCE_REMOVE;
}

static void
window_added_cb (GtkApplication *application,
                 GtkWindow      *window,
                 Drag           *drag)
{
  if (drag->window != NULL)
    return;

  drag->window = window;
  gtk_window_set_default_size (window, drag->width, drag->height);
  g_timeout_add (SETTLE_MS, start_cb, drag);
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr (PvApplication) application = NULL;
  static Drag drag;
  char *arguments[] = { argv[0], argc == 5 ? argv[2] : NULL, NULL };

  if (argc != 5)
    {
      g_printerr ("usage: %s NAME SAVEFILE WIDTH HEIGHT\n", argv[0]);
      return EXIT_FAILURE;
    }

  drag.name = argv[1];
  drag.width = atoi (argv[3]);
  drag.height = atoi (argv[4]);
  application = pv_application_new (FALSE);
  g_application_set_flags (G_APPLICATION (application),
                           g_application_get_flags (G_APPLICATION (application)) | G_APPLICATION_NON_UNIQUE);
  g_signal_connect (application, "window-added", G_CALLBACK (window_added_cb), &drag);

  return g_application_run (G_APPLICATION (application), 2, arguments);
}
