/* SPDX-License-Identifier: GPL-3.0-or-later */
/* chart-window.c: a chart in a real window, with a real pointer and a real keyboard. */
#include "chart-window.h"

#include <stdarg.h>

#define TITLE "Chart under Test"
#define PROVIDER "chart-window-provider"

void
chart_window_wait (guint ms)
{
  gint64 end = g_get_monotonic_time () + ms * G_TIME_SPAN_MILLISECOND;

  do
    {
      while (g_main_context_iteration (NULL, FALSE))
        ;
      g_usleep (1000);
    }
  while (g_get_monotonic_time () < end);
}

void
chart_window_do (const char *format,
                 ...)
{
  g_autofree char *words = NULL;
  g_autofree char *command = NULL;
  g_autoptr (GError) error = NULL;
  int status;
  va_list args;

  va_start (args, format);
  words = g_strdup_vprintf (format, args);
  va_end (args);

  command = g_strconcat ("xdotool ", words, NULL);
  g_spawn_command_line_sync (command, NULL, NULL, &status, &error);
  g_assert_no_error (error);
  g_assert_cmpint (status, ==, 0);

  /* The server sends events in the order in which they came about. */
  gdk_display_sync (gdk_display_get_default ());
  chart_window_wait (30);
}

GtkWindow *
chart_window_new (GtkWidget *child,
                  int        width,
                  int        height)
{
  GtkWindow *window = GTK_WINDOW (gtk_window_new ());

  gtk_window_set_title (window, TITLE);
  gtk_window_set_decorated (window, FALSE);
  gtk_window_set_default_size (window, width, height);
  gtk_window_set_child (window, child);
  gtk_window_present (window);
  chart_window_wait_until (gtk_widget_get_mapped (child) && gtk_widget_get_height (child) > 0);

  /* There is no window manager to do it. */
  chart_window_do ("search --sync --onlyvisible --name \"" TITLE "\" windowmove --sync 0 0 windowfocus");
  chart_window_do ("mousemove %d %d", width + 50, height + 50);
  chart_window_wait_until (gtk_window_is_active (window));
  gtk_widget_grab_focus (child);

  return window;
}

void
chart_window_close (GtkWindow *window)
{
  GtkStyleProvider *provider = g_object_get_data (G_OBJECT (window), PROVIDER);

  if (provider != NULL)
    gtk_style_context_remove_provider_for_display (gtk_widget_get_display (GTK_WIDGET (window)), provider);
  gtk_window_destroy (window);
  chart_window_wait (30);
}

void
chart_window_point (GtkWidget *widget,
                    double     x,
                    double     y)
{
  GtkNative *native = gtk_widget_get_native (widget);
  graphene_point_t point;
  double dx, dy;

  g_assert_true (gtk_widget_compute_point (widget, GTK_WIDGET (native), &GRAPHENE_POINT_INIT ((float) x, (float) y),
                                           &point));
  gtk_native_get_surface_transform (native, &dx, &dy);
  chart_window_do ("mousemove %d %d", (int) (point.x + dx), (int) (point.y + dy));
}

guint
chart_window_count_pixels (GtkWidget *widget,
                           guint32    color)
{
  int width = gtk_widget_get_width (widget);
  int height = gtk_widget_get_height (widget);
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (widget);
  g_autoptr (GtkSnapshot) snapshot = gtk_snapshot_new ();
  g_autoptr (GskRenderNode) node = NULL;
  g_autoptr (GdkTexture) texture = NULL;
  g_autofree guint32 *pixels = g_new0 (guint32, (gsize) width * (gsize) height);
  guint n = 0;

  gdk_paintable_snapshot (paintable, snapshot, width, height);
  node = gtk_snapshot_to_node (snapshot);
  if (node == NULL)
    return 0;

  texture = gsk_renderer_render_texture (gtk_native_get_renderer (gtk_widget_get_native (widget)), node,
                                         &GRAPHENE_RECT_INIT (0, 0, (float) width, (float) height));
  gdk_texture_download (texture, (guchar *) pixels, (gsize) width * 4);
  for (int i = 0; i < width * height; i++)
    n += (pixels[i] & 0xffffff) == color && pixels[i] >> 24 == 0xff;

  return n;
}

void
chart_window_set_css (GtkWindow  *window,
                      const char *css)
{
  GdkDisplay *display = gtk_widget_get_display (GTK_WIDGET (window));
  GtkCssProvider *provider = g_object_get_data (G_OBJECT (window), PROVIDER);

  if (provider == NULL)
    {
      provider = gtk_css_provider_new ();
      g_object_set_data_full (G_OBJECT (window), PROVIDER, provider, g_object_unref);
      gtk_style_context_add_provider_for_display (display, GTK_STYLE_PROVIDER (provider),
                                                  GTK_STYLE_PROVIDER_PRIORITY_USER);
    }
  gtk_css_provider_load_from_data (provider, css, -1);
  chart_window_wait (100);
}

char *
chart_window_get_description (GtkWidget *widget)
{
  /* NULL says that it is what was expected: nothing. */
  return gtk_test_accessible_check_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, "");
}
