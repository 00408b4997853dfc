/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-text-scale.c: how large the user wants text. */
#include "config.h"

#include "pv-text-scale.h"

/* What GTK takes for usual, in dots per inch. */
#define USUAL_DPI 96.

double
pv_text_scale_get (GtkWidget *widget)
{
  int dpi;

  g_return_val_if_fail (GTK_IS_WIDGET (widget), 1);

  /* In 1024ths; below 0 where nobody has said. */
  g_object_get (gtk_widget_get_settings (widget), "gtk-xft-dpi", &dpi, NULL);

  return dpi > 0 ? dpi / (USUAL_DPI * 1024) : 1;
}

void
pv_text_scale_widen (GtkWindow *window)
{
  double scale;
  int width, height;

  g_return_if_fail (GTK_IS_WINDOW (window));

  /* About half of it is text. */
  scale = (1 + pv_text_scale_get (GTK_WIDGET (window))) / 2;
  gtk_window_get_default_size (window, &width, &height);
  gtk_window_set_default_size (window, (int) (width * scale), height);
}
