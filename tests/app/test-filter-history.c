/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-filter-history.c: however many filters the settings hold, a menu has the newest few, as they are. */
#include <string.h>

#include "pv-filter-history.h"
#include "pv-settings.h"

static guint
count_filters (void)
{
  g_autoptr (GMenuModel) menu = pv_filter_history_dup_menu ("filter.use", "filter.forget");
  g_autoptr (GMenuModel) section = NULL;

  if (menu == NULL)
    return 0;

  section = g_menu_model_get_item_link (menu, 0, G_MENU_LINK_SECTION);

  return (guint) g_menu_model_get_n_items (section);
}

static void
test_many (void)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autofree char *endless = g_strnfill (1 << 20, 'x');
  g_auto (GStrv) filters = NULL;
  g_auto (GStrv) left = NULL;

  g_strv_builder_add (builder, endless);
  for (guint i = 0; i < 20000; i++)
    {
      g_autofree char *filter = g_strdup_printf ("port %u", i);

      g_strv_builder_add (builder, filter);
    }
  filters = g_strv_builder_end (builder);
  g_settings_set_strv (pv_settings_get_default (), "recent-filters", (const char *const *) filters);

  g_assert_cmpuint (count_filters (), ==, 10);
  pv_filter_history_add ("ip");
  g_assert_cmpuint (count_filters (), ==, 10);

  left = g_settings_get_strv (pv_settings_get_default (), "recent-filters");
  g_assert_cmpuint (g_strv_length (left), ==, 10);
  g_assert_cmpstr (left[0], ==, "ip");
  g_assert_cmpstr (left[1], ==, "port 0");
}

static void
test_underscores (void)
{
  const char *const filters[] = { "host my_host and host _other", NULL };
  g_autoptr (GMenuModel) menu = NULL;
  g_autoptr (GMenuModel) section = NULL;
  g_autofree char *label = NULL;

  g_settings_set_strv (pv_settings_get_default (), "recent-filters", filters);
  menu = pv_filter_history_dup_menu ("filter.use", "filter.forget");
  section = g_menu_model_get_item_link (menu, 0, G_MENU_LINK_SECTION);
  g_assert_true (g_menu_model_get_item_attribute (section, 0, G_MENU_ATTRIBUTE_LABEL, "s", &label));

  /* those of a menu that show as one, and make no access key */
  g_assert_cmpstr (label, ==, "host my__host and host __other");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/filter-history/many", test_many);
  g_test_add_func ("/filter-history/underscores", test_underscores);

  return g_test_run ();
}
