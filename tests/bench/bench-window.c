/* SPDX-License-Identifier: GPL-3.0-or-later */
/* bench-window.c: starts an application and looks at the screen: when is its window there, when a chart?
 *
 * Needs an X server of its own with a window manager and nothing else: tests/app/run-on-desktop. */

#include <X11/Xatom.h>
#include <X11/Xlib.h>
#include <X11/Xutil.h>
#include <glib.h>
#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>

#include "bench-stats.h"

#define TIMEOUT_S 60
#define POLL_US 3000

/* Bars and line are blue, most else is grey; a progress bar or a button has fewer blue pixels. */
#define CHART_PIXELS 8000

/* A window may be gone by the time one looks at it. */
static int
ignore_error (Display     *display,
              XErrorEvent *event)
{
  return 0;
}

/* The window that was managed last, or None. */
static Window
get_window (Display *display)
{
  Atom list = XInternAtom (display, "_NET_CLIENT_LIST", False);
  Window window = None;
  unsigned char *data = NULL;
  unsigned long n = 0;
  unsigned long left;
  Atom type;
  int format;

  if (XGetWindowProperty (display, DefaultRootWindow (display), list, 0, 1024, False, XA_WINDOW, &type, &format, &n,
                          &left, &data) == Success
      && n > 0)
    window = ((Window *) data)[n - 1];
  if (data != NULL)
    XFree (data);
  return window;
}

/**
 * Sight:
 * @pixels: how many pixels the window has
 * @painted: how many are not black, as those are that nobody painted yet
 * @blue: how many are blue
 */
typedef struct
{
  guint pixels;
  guint painted;
  guint blue;
} Sight;

/* FALSE where there is nothing to see yet. */
static gboolean
look (Display *display,
      Window   window,
      Sight   *sight)
{
  XWindowAttributes attributes;
  XImage *image;

  *sight = (Sight) { 0 };
  if (!XGetWindowAttributes (display, window, &attributes) || attributes.map_state != IsViewable)
    return FALSE;
  image = XGetImage (display, window, 0, 0, attributes.width, attributes.height, AllPlanes, ZPixmap);
  if (image == NULL)
    return FALSE;
  for (int y = 0; y < image->height; y++)
    {
      for (int x = 0; x < image->width; x++)
        {
          unsigned long pixel = XGetPixel (image, x, y) & 0xffffff;
          int red = pixel >> 16;
          int blue = pixel & 0xff;

          sight->painted += pixel != 0;
          sight->blue += blue - red > 80;
        }
    }
  sight->pixels = image->width * image->height;
  XDestroyImage (image);
  return TRUE;
}

int
main (int    argc,
      char **argv)
{
  gboolean wants_chart = FALSE;
  g_autofree char *name = NULL;
  const GOptionEntry entries[] = {
    { "chart", 0, 0, G_OPTION_ARG_NONE, &wants_chart, "Wait for a chart, too", NULL },
    { "name", 0, 0, G_OPTION_ARG_STRING, &name, "What the results are called", "NAME" },
    { NULL }
  };
  g_autoptr (GOptionContext) context = g_option_context_new ("COMMAND [ARGUMENT…]");
  g_autoptr (GError) error = NULL;
  g_autofree char *window_name = NULL;
  g_autofree char *chart_name = NULL;
  gboolean has_window = FALSE;
  gboolean has_chart = FALSE;
  Display *display;
  double start;
  GPid child;

  g_option_context_set_strict_posix (context, TRUE);
  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, &argc, &argv, &error) || argc < 2)
    {
      fprintf (stderr, "%s\n", error != NULL ? error->message : "a command is needed");
      return 1;
    }
  if (name == NULL)
    name = g_strdup ("application");
  window_name = g_strconcat (name, "_window_seconds", NULL);
  chart_name = g_strconcat (name, "_chart_seconds", NULL);

  XSetErrorHandler (ignore_error);
  display = XOpenDisplay (NULL);
  if (display == NULL)
    {
      fprintf (stderr, "there is no X server\n");
      return 1;
    }
  if (get_window (display) != None)
    {
      fprintf (stderr, "there is another window\n");
      return 1;
    }

  start = bench_now ();
  if (!g_spawn_async (NULL, argv + 1, NULL, G_SPAWN_DO_NOT_REAP_CHILD | G_SPAWN_SEARCH_PATH, NULL, NULL, &child, &error))
    {
      fprintf (stderr, "%s\n", error->message);
      return 1;
    }
  while (bench_now () - start < TIMEOUT_S && (!has_window || (wants_chart && !has_chart)))
    {
      Window window = get_window (display);
      Sight sight;

      if (waitpid (child, NULL, WNOHANG) != 0)
        {
          fprintf (stderr, "%s: has ended\n", argv[1]);
          return 1;
        }

      if (window != None && look (display, window, &sight))
        {
          double now = bench_now ();

          if (!has_window && sight.painted > sight.pixels / 2)
            {
              bench_print_seconds (window_name, now - start);
              has_window = TRUE;
            }
          if (wants_chart && !has_chart && sight.blue > CHART_PIXELS)
            {
              bench_print_seconds (chart_name, now - start);
              has_chart = TRUE;
            }
        }
      g_usleep (POLL_US);
    }

  kill (child, SIGTERM);
  waitpid (child, NULL, 0);
  /* The next to be measured starts on an empty screen. */
  while (get_window (display) != None && bench_now () - start < 2 * TIMEOUT_S)
    g_usleep (POLL_US);
  XCloseDisplay (display);
  if (!has_window || (wants_chart && !has_chart))
    {
      fprintf (stderr, "%s: nothing to see after %d s\n", argv[1], TIMEOUT_S);
      return 1;
    }
  return 0;
}
