/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-value-drop-down.c: what is not offered stands back, and comes back where it was. */
#include "config.h"

#include "pv-value-drop-down.h"
#include "test-display.h"

static GListModel *
get_texts (PvValueDropDown *self)
{
  return gtk_drop_down_get_model (GTK_DROP_DOWN (gtk_widget_get_first_child (GTK_WIDGET (self))));
}

static void
check_texts (PvValueDropDown *self,
             const char      *expected)
{
  GListModel *texts = get_texts (self);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (texts); i++)
    {
      g_autoptr (GtkStringObject) string = g_list_model_get_item (texts, i);

      g_string_append (text, gtk_string_object_get_string (string));
    }
  g_assert_cmpstr (text->str, ==, expected);
}

static void
count_cb (guint *n)
{
  (*n)++;
}

static void
test_shown (void)
{
  PvValueDropDown *drop_down = g_object_ref_sink (g_object_new (PV_TYPE_VALUE_DROP_DOWN, NULL));
  guint n_changes = 0;

  for (guint i = 0; i < 4; i++)
    {
      const char text[] = { (char) ('a' + i), '\0' };

      pv_value_drop_down_add (drop_down, 10 * i, text);
    }
  pv_value_drop_down_set_value (drop_down, 20);
  check_texts (drop_down, "abcd");
  g_signal_connect_swapped (drop_down, "notify::value", G_CALLBACK (count_cb), &n_changes);

  pv_value_drop_down_set_shown (drop_down, 0, FALSE);
  pv_value_drop_down_set_shown (drop_down, 10, FALSE);
  pv_value_drop_down_set_shown (drop_down, 10, FALSE);
  check_texts (drop_down, "cd");
  g_assert_cmpint (pv_value_drop_down_get_value (drop_down), ==, 20);

  /* what is not offered cannot be chosen */
  pv_value_drop_down_set_value (drop_down, 10);
  g_assert_cmpint (pv_value_drop_down_get_value (drop_down), ==, 20);

  pv_value_drop_down_set_shown (drop_down, 10, TRUE);
  check_texts (drop_down, "bcd");
  pv_value_drop_down_set_shown (drop_down, 30, FALSE);
  pv_value_drop_down_set_shown (drop_down, 0, TRUE);
  check_texts (drop_down, "abc");
  g_assert_cmpint (pv_value_drop_down_get_value (drop_down), ==, 20);
  pv_value_drop_down_set_value (drop_down, 10);
  g_assert_cmpint (pv_value_drop_down_get_value (drop_down), ==, 10);
  g_assert_cmpuint (n_changes, >=, 1);

  g_object_unref (drop_down);
}

int
main (int    argc,
      char **argv)
{
  test_display_init (&argc, &argv);
  g_test_add_func ("/value-drop-down/shown", test_shown);

  return g_test_run ();
}
