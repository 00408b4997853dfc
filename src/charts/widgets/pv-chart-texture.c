/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-chart-texture.c: a chart's page for a preview or the clipboard. */
#include "config.h"

#include "pv-chart-texture.h"

#include "pv-chart-export.h"

GdkTexture *
pv_chart_texture_new (PvChartSheet *sheet)
{
  cairo_surface_t *surface;
  g_autoptr (GBytes) bytes = NULL;
  int stride;
  int height;

  g_return_val_if_fail (sheet != NULL, NULL);

  surface = pv_chart_export_draw (sheet);
  if (cairo_surface_status (surface) != CAIRO_STATUS_SUCCESS)
    {
      cairo_surface_destroy (surface);
      return NULL;
    }

  cairo_surface_flush (surface);
  stride = cairo_image_surface_get_stride (surface);
  height = cairo_image_surface_get_height (surface);
  bytes = g_bytes_new_with_free_func (cairo_image_surface_get_data (surface), (gsize) stride * height,
                                      (GDestroyNotify) cairo_surface_destroy, surface);

  return gdk_memory_texture_new (cairo_image_surface_get_width (surface), height, GDK_MEMORY_DEFAULT, bytes,
                                 stride);
}
