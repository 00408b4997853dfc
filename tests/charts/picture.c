/* SPDX-License-Identifier: GPL-3.0-or-later */
/* picture.c: a surface to draw charts onto and to look at. */
#include "picture.h"

Picture *
picture_new (double width,
             double height,
             double scale)
{
  Picture *self = g_new0 (Picture, 1);

  self->surface =
      cairo_image_surface_create (CAIRO_FORMAT_ARGB32, (int) (width * scale + .5), (int) (height * scale + .5));
  cairo_surface_set_device_scale (self->surface, scale, scale);
  self->cr = cairo_create (self->surface);
  cairo_set_source_rgb (self->cr, 1, 1, 1);
  cairo_paint (self->cr);

  self->pango = pango_font_map_create_context (pango_cairo_font_map_get_default ());
  pango_cairo_context_set_resolution (self->pango, 96);

  self->style = (PvChartStyle){
    .foreground = { 0, 0, 0, 1 },
    .dim = { .3f, .3f, .3f, 1 },
    .grid = { .85f, .85f, .85f, 1 },
    .accent = { 1, 0, 0, 1 },
  };

  return self;
}

void
picture_free (Picture *self)
{
  cairo_destroy (self->cr);
  cairo_surface_destroy (self->surface);
  g_object_unref (self->pango);
  g_free (self);
}

guint32
picture_get_pixel (Picture *self,
                   int      x,
                   int      y)
{
  const guchar *data = cairo_image_surface_get_data (self->surface);

  cairo_surface_flush (self->surface);
  g_assert_cmpint (x, >=, 0);
  g_assert_cmpint (y, >=, 0);
  g_assert_cmpint (x, <, cairo_image_surface_get_width (self->surface));
  g_assert_cmpint (y, <, cairo_image_surface_get_height (self->surface));

  return *(const guint32 *) (gconstpointer) (data + y * cairo_image_surface_get_stride (self->surface) + x * 4);
}

int
picture_get_red (Picture *self,
                 int      x,
                 int      y)
{
  guint32 pixel = picture_get_pixel (self, x, y);
  int red = (pixel >> 16) & 0xff;
  int green = (pixel >> 8) & 0xff;

  return red - green;
}

gboolean
picture_find_red (Picture *self,
                  int      y,
                  int      least,
                  int     *first,
                  int     *last)
{
  gboolean found = FALSE;

  for (int x = 0; x < cairo_image_surface_get_width (self->surface); x++)
    if (picture_get_red (self, x, y) >= least)
      {
        if (!found)
          *first = x;
        *last = x;
        found = TRUE;
      }

  return found;
}

gboolean
picture_find_red_down (Picture *self,
                       int      x,
                       int      least,
                       int     *first,
                       int     *last)
{
  gboolean found = FALSE;

  for (int y = 0; y < cairo_image_surface_get_height (self->surface); y++)
    if (picture_get_red (self, x, y) >= least)
      {
        if (!found)
          *first = y;
        *last = y;
        found = TRUE;
      }

  return found;
}

gboolean
picture_has_text (Picture *self,
                  int      x,
                  int      y,
                  int      width,
                  int      height)
{
  for (int j = y; j < y + height; j++)
    for (int i = x; i < x + width; i++)
      if (((picture_get_pixel (self, i, j) >> 16) & 0xff) < 0x90)
        return TRUE;

  return FALSE;
}

guint
picture_count_colors (Picture *self,
                      int      x,
                      int      y,
                      int      width,
                      int      height)
{
  g_autoptr (GHashTable) colors = g_hash_table_new (NULL, NULL);

  for (int j = y; j < y + height; j++)
    for (int i = x; i < x + width; i++)
      g_hash_table_add (colors, GUINT_TO_POINTER (picture_get_pixel (self, i, j)));

  return g_hash_table_size (colors);
}
