/* SPDX-License-Identifier: GPL-3.0-or-later */
/* chart-window.h: a chart in a real window, with a real pointer and a real keyboard (xdotool). */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A window with nothing but @child, mapped and with the keyboard's focus. */
GtkWindow *chart_window_new   (GtkWidget  *child,
                               int         width,
                               int         height);
void       chart_window_close (GtkWindow  *window);

/* Runs xdotool with words from @format, and takes what comes of it. */
void       chart_window_do    (const char *format,
                               ...) G_GNUC_PRINTF (1, 2);
/* Moves the pointer to (@x, @y) of @widget. */
void       chart_window_point (GtkWidget  *widget,
                               double      x,
                               double      y);
/* Runs the main loop for a while. */
void       chart_window_wait  (guint       ms);

/* Runs the main loop until @condition, an expression, holds; fails where it does not within seconds. */
#define chart_window_wait_until(condition)                                                                             \
  G_STMT_START                                                                                                         \
  {                                                                                                                    \
    gint64 give_up = g_get_monotonic_time () + 10 * G_TIME_SPAN_SECOND;                                                \
                                                                                                                       \
    while (!(condition) && g_get_monotonic_time () < give_up)                                                          \
      chart_window_wait (10);                                                                                          \
    g_assert_true (condition);                                                                                         \
  }                                                                                                                    \
  G_STMT_END

/* How many pixels of @widget, as it is drawn now, have this colour, 0xrrggbb. */
guint      chart_window_count_pixels (GtkWidget *widget,
                                      guint32    color);
/* Adds a style sheet, over that of the theme, until the window closes. */
void       chart_window_set_css      (GtkWindow  *window,
                                      const char *css);
/* What a screen reader would say of @widget. (transfer full) */
char      *chart_window_get_description (GtkWidget *widget);

G_END_DECLS
