/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-adaptive-bin.c: what counts as narrow and short, as large as text is. */
#include "pv-adaptive-bin.h"
#include "pv-text-scale.h"
#include "test-display.h"

static void
assert_room (PvAdaptiveBin *bin,
             int            width,
             int            height,
             gboolean       narrow,
             gboolean       is_short)
{
  pv_adaptive_bin_expect (bin, width, height);
  g_assert_cmpint (pv_adaptive_bin_get_narrow (bin), ==, narrow);
  g_assert_cmpint (pv_adaptive_bin_get_short (bin), ==, is_short);
}

static int
get_minimum_width (PvAdaptiveBin *bin)
{
  int minimum;

  gtk_widget_measure (GTK_WIDGET (bin), GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);

  return minimum;
}

static void
test_text_scale (void)
{
  GtkWidget *child = gtk_label_new (NULL);
  PvAdaptiveBin *bin = g_object_ref_sink (g_object_new (PV_TYPE_ADAPTIVE_BIN, "child", child, NULL));
  GtkSettings *settings = gtk_widget_get_settings (GTK_WIDGET (bin));

  gtk_widget_set_size_request (child, 500, 100);

  g_object_set (settings, "gtk-xft-dpi", 96 * 1024, NULL);
  g_assert_cmpfloat (pv_text_scale_get (child), ==, 1);
  assert_room (bin, 720, 560, FALSE, FALSE);
  assert_room (bin, 719, 560, TRUE, FALSE);
  assert_room (bin, 720, 559, FALSE, TRUE);
  /* What does not fit into the smallest window is cut off for a frame, until it has rearranged itself. */
  assert_room (bin, 400, 300, TRUE, TRUE);
  g_assert_cmpint (get_minimum_width (bin), ==, 360);

  g_object_set (settings, "gtk-xft-dpi", 144 * 1024, NULL);
  g_assert_cmpfloat (pv_text_scale_get (child), ==, 1.5);
  assert_room (bin, 1080, 700, FALSE, FALSE);
  assert_room (bin, 1079, 699, TRUE, TRUE);
  /* Large text does not fit even then. */
  g_assert_cmpint (get_minimum_width (bin), ==, 500);
  assert_room (bin, 1080, 700, FALSE, FALSE);
  g_assert_cmpint (get_minimum_width (bin), ==, 360);

  g_object_unref (bin);
}

int
main (int   argc,
      char *argv[])
{
  test_display_init (&argc, &argv);

  g_test_add_func ("/adaptive-bin/text-scale", test_text_scale);

  return g_test_run ();
}
