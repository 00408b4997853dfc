/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-map-raster.c: many ribbons as pixels. */
#include "config.h"

#include "pv-map-raster.h"

#include <math.h>

#define MAX_SIZE 32000

struct _PvMapRaster
{
  cairo_surface_t *surface;
  guint32 *pixels;
  int stride; /* in pixels */
  int width;
  int height;
  double scale;
  double *ease; /* at the edges of columns: width + 1 */
};

double
pv_map_ease (double part)
{
  double low = 0;
  double high = 1;

  /* x (t) = 1.5 t − 1.5 t² + t³ of the way across, y (t) = 3 t² − 2 t³ of the way down */
  for (guint i = 0; i < 24; i++)
    {
      double t = (low + high) / 2;

      if (1.5 * t - 1.5 * t * t + t * t * t < part)
        low = t;
      else
        high = t;
    }

  return low * low * (3 - 2 * low);
}

PvMapRaster *
pv_map_raster_new (double width,
                   double height,
                   double scale)
{
  PvMapRaster *self;
  cairo_surface_t *surface;
  double device_width = ceil (width * scale);
  double device_height = ceil (height * scale);

  if (!(device_width >= 1 && device_height >= 1 && device_width <= MAX_SIZE && device_height <= MAX_SIZE))
    return NULL;

  surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, (int) device_width, (int) device_height);
  if (cairo_surface_status (surface) != CAIRO_STATUS_SUCCESS)
    {
      cairo_surface_destroy (surface);
      return NULL;
    }

  self = g_new0 (PvMapRaster, 1);
  self->surface = surface;
  cairo_surface_flush (surface);
  self->pixels = (guint32 *) (gpointer) cairo_image_surface_get_data (surface);
  self->stride = cairo_image_surface_get_stride (surface) / (int) sizeof (guint32);
  self->width = (int) device_width;
  self->height = (int) device_height;
  self->scale = scale;
  self->ease = g_new (double, (gsize) self->width + 1);
  for (int x = 0; x <= self->width; x++)
    self->ease[x] = pv_map_ease (MIN (x / (width * scale), 1));

  return self;
}

/* Each of four bytes times @factor of 255, two at a time. */
static inline guint32
multiply (guint32 pixel,
          guint32 factor)
{
  guint32 even = (pixel & 0x00ff00ff) * factor + 0x00800080;
  guint32 odd = (pixel >> 8 & 0x00ff00ff) * factor + 0x00800080;

  even = (even + (even >> 8 & 0x00ff00ff)) >> 8 & 0x00ff00ff;
  odd = (odd + (odd >> 8 & 0x00ff00ff)) & 0xff00ff00;

  return even | odd;
}

/* Blends a premultiplied colour, of which there is @coverage of 255, over a pixel. */
static inline void
blend (guint32 *pixel,
       guint32  color,
       guint32  coverage)
{
  guint32 above = multiply (color, coverage);

  *pixel = above + multiply (*pixel, 255 - (above >> 24));
}

/* The integral of what of [0, 1] lies below u. */
static inline double
integrate (double u)
{
  if (u <= 0)
    return 0;

  return u < 1 ? u * u / 2 : u - .5;
}

/* How much of the pixel in @row lies below an edge that goes from @a to @b across it. */
static inline double
cover (double a,
       double b,
       int    row)
{
  double ua = row + 1 - a;
  double ub = row + 1 - b;

  /* of edges that are not steep, that in the middle is as good */
  if (fabs (ua - ub) < 1)
    return CLAMP ((ua + ub) / 2, 0, 1);

  return (integrate (ua) - integrate (ub)) / (ua - ub);
}

void
pv_map_raster_draw (PvMapRaster   *self,
                    double         y0,
                    double         y1,
                    double         thickness,
                    const PvColor *color)
{
  guint32 alpha = (guint32) lround (color->alpha * 255);
  guint32 premultiplied = alpha << 24 | (guint32) lround (color->red * color->alpha * 255) << 16 |
                          (guint32) lround (color->green * color->alpha * 255) << 8 |
                          (guint32) lround (color->blue * color->alpha * 255);
  double start = y0 * self->scale;
  double way = (y1 - y0) * self->scale;
  double high = thickness * self->scale;

  for (int x = 0; x < self->width; x++)
    {
      double a = start + way * self->ease[x];
      double b = start + way * self->ease[x + 1];
      double upper = MAX (MIN (a, b), 0);
      double lower = MIN (MAX (a, b) + high, self->height);
      int first = (int) upper;
      int last = MIN ((int) lower + 1, self->height);
      /* between these, pixels are covered whole */
      int whole = (int) MAX (a, b) + 1;
      int whole_end = (int) (MIN (a, b) + high);
      guint32 *pixel = self->pixels + (gsize) first * (gsize) self->stride + x;

      for (int row = first; row < last; row++, pixel += self->stride)
        {
          double covered = row >= whole && row < whole_end ? 1 : cover (a, b, row) - cover (a + high, b + high, row);

          blend (pixel, premultiplied, (guint32) (covered * 255 + .5));
        }
    }
}

void
pv_map_raster_end (PvMapRaster *self,
                   cairo_t     *cr,
                   double       x,
                   double       y)
{
  cairo_surface_mark_dirty (self->surface);
  cairo_surface_set_device_scale (self->surface, self->scale, self->scale);
  cairo_save (cr);
  cairo_set_source_surface (cr, self->surface, x, y);
  cairo_pattern_set_filter (cairo_get_source (cr), CAIRO_FILTER_NEAREST);
  cairo_paint (cr);
  cairo_restore (cr);

  cairo_surface_destroy (self->surface);
  g_free (self->ease);
  g_free (self);
}
