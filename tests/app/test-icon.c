/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-icon.c: the pictures of the application's icon are those that its drawing makes; else, make them anew, by
 * rsvg-convert --width SIZE. They are there because what draws SVG takes a while to load, and an empty window needs no
 * other. */
#include "config.h"

#include <gtk/gtk.h>

#define ICONS PV_RESOURCE_PREFIX "/icons/"
/* Who draws smooths edges as they see fit: on average, colours differ by no more than this of 255. */
#define MAX_DIFFERENCE .5

static void
assert_alike (GdkPixbuf *picture,
              GdkPixbuf *drawing)
{
  const guint8 *a = gdk_pixbuf_read_pixels (picture);
  const guint8 *b = gdk_pixbuf_read_pixels (drawing);
  const int size = gdk_pixbuf_get_width (picture);
  double difference = 0;

  g_assert_cmpint (gdk_pixbuf_get_n_channels (picture), ==, 4);
  g_assert_cmpint (gdk_pixbuf_get_n_channels (drawing), ==, 4);
  for (int y = 0; y < size; y++)
    for (int x = 0; x < size; x++)
      {
        const guint8 *p = a + y * gdk_pixbuf_get_rowstride (picture) + 4 * x;
        const guint8 *q = b + y * gdk_pixbuf_get_rowstride (drawing) + 4 * x;

        for (int i = 0; i < 3; i++)
          difference += ABS (p[i] * p[3] - q[i] * q[3]) / 255.0;
        difference += ABS (p[3] - q[3]);
      }

  g_assert_cmpfloat (difference / (4.0 * size * size), <=, MAX_DIFFERENCE);
}

static void
test_pictures (void)
{
  const struct
  {
    const char *folder;
    int size;
  } pictures[] = { { "48x48", 48 }, { "128x128", 128 }, { "128x128@2", 256 } };

  for (guint i = 0; i < G_N_ELEMENTS (pictures); i++)
    {
      const int size = pictures[i].size;
      g_autofree char *path = g_strconcat (ICONS, pictures[i].folder, "/apps/" PV_APP_ID ".png", NULL);
      g_autoptr (GError) error = NULL;
      g_autoptr (GdkPixbuf) picture = gdk_pixbuf_new_from_resource (path, &error);
      g_autoptr (GdkPixbuf) drawing = NULL;

      g_assert_no_error (error);
      g_assert_cmpint (gdk_pixbuf_get_width (picture), ==, size);
      g_assert_cmpint (gdk_pixbuf_get_height (picture), ==, size);

      drawing = gdk_pixbuf_new_from_resource_at_scale (ICONS "scalable/apps/" PV_APP_ID ".svg", size, size, TRUE, &error);
      if (g_error_matches (error, GDK_PIXBUF_ERROR, GDK_PIXBUF_ERROR_UNKNOWN_TYPE))
        {
          g_test_skip ("nothing here draws SVG");
          return;
        }
      g_assert_no_error (error);
      assert_alike (picture, drawing);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/icon/pictures", test_pictures);

  return g_test_run ();
}
