/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-chart-node.c: what a renderer draws, as a node of a widget's snapshot.
 *
 * Usually as a texture, drawn at once. A Cairo node would be recorded, played back into an image and
 * uploaded, which takes twice as long. Where GTK itself draws with Cairo it is the other way round. */
#include "config.h"

#include "pv-chart-node.h"

#include <math.h>

static gboolean
is_drawn_by_cairo (GtkWidget *widget)
{
  GtkNative *native = gtk_widget_get_native (widget);

  return native != NULL && GSK_IS_CAIRO_RENDERER (gtk_native_get_renderer (native));
}

static GskRenderNode *
create_cairo_node (const graphene_rect_t *bounds,
                   PvChartDrawFunc        draw,
                   gconstpointer          scene)
{
  GskRenderNode *node = gsk_cairo_node_new (bounds);
  cairo_t *cr = gsk_cairo_node_get_draw_context (node);

  draw (scene, cr);
  cairo_destroy (cr);

  return node;
}

static GskRenderNode *
create_texture_node (const graphene_rect_t *bounds,
                     int                    scale,
                     PvChartDrawFunc        draw,
                     gconstpointer          scene)
{
  int width = (int) ceilf (bounds->size.width) * scale;
  int height = (int) ceilf (bounds->size.height) * scale;
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, width, height);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GdkTexture) texture = NULL;
  cairo_t *cr;

  cairo_surface_set_device_scale (surface, scale, scale);
  cr = cairo_create (surface);
  cairo_translate (cr, -bounds->origin.x, -bounds->origin.y);
  draw (scene, cr);
  cairo_destroy (cr);
  cairo_surface_flush (surface);

  if (cairo_surface_status (surface) != CAIRO_STATUS_SUCCESS)
    {
      cairo_surface_destroy (surface);
      return NULL;
    }

  bytes = g_bytes_new_with_free_func (cairo_image_surface_get_data (surface),
                                      (gsize) height * (gsize) cairo_image_surface_get_stride (surface),
                                      (GDestroyNotify) cairo_surface_destroy, surface);
  texture = gdk_memory_texture_new (width, height, GDK_MEMORY_DEFAULT, bytes,
                                    (gsize) cairo_image_surface_get_stride (surface));

  return gsk_texture_node_new (texture, bounds);
}

GskRenderNode *
pv_chart_node_new (GtkWidget             *widget,
                   const graphene_rect_t *bounds,
                   PvChartDrawFunc        draw,
                   gconstpointer          scene)
{
  g_return_val_if_fail (GTK_IS_WIDGET (widget), NULL);
  g_return_val_if_fail (bounds != NULL, NULL);
  g_return_val_if_fail (draw != NULL, NULL);

  if (bounds->size.width < 1 || bounds->size.height < 1)
    return NULL;

  if (is_drawn_by_cairo (widget))
    return create_cairo_node (bounds, draw, scene);

  return create_texture_node (bounds, gtk_widget_get_scale_factor (widget), draw, scene);
}
