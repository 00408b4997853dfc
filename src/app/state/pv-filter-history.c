/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-filter-history.c: the capture filters that were used last, in all windows. */
#include "config.h"

#include <string.h>

#include <glib/gi18n.h>

#include "pv-filter-history.h"
#include "pv-menu-entry.h"
#include "pv-settings.h"

#define KEY "recent-filters"
#define MAX_FILTERS 10
/* What is in the settings need not come from here. In bytes: */
#define MAX_LENGTH 4096

void
pv_filter_history_add (const char *filter)
{
  GSettings *settings = pv_settings_get_default ();
  g_auto (GStrv) old = NULL;
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) filters = NULL;
  guint n = 1;

  g_return_if_fail (filter != NULL);

  old = g_settings_get_strv (settings, KEY);
  g_strv_builder_add (builder, filter);
  for (guint i = 0; old[i] != NULL && n < MAX_FILTERS; i++)
    if (!g_str_equal (old[i], filter) && strlen (old[i]) <= MAX_LENGTH)
      {
        g_strv_builder_add (builder, old[i]);
        n++;
      }
  filters = g_strv_builder_end (builder);
  g_settings_set_strv (settings, KEY, (const char *const *) filters);
}

void
pv_filter_history_clear (void)
{
  g_settings_reset (pv_settings_get_default (), KEY);
}

void
pv_filter_history_watch (GCallback  callback,
                         GObject   *object)
{
  g_signal_connect_object (pv_settings_get_default (), "changed::" KEY, callback, object,
                           G_CONNECT_SWAPPED);
}

static void
add_filter (GMenu      *menu,
            const char *filter,
            const char *use)
{
  g_autoptr (GMenuItem) item = pv_menu_entry_new (filter);

  g_menu_item_set_action_and_target (item, use, "s", filter);
  g_menu_append_item (menu, item);
}

GMenuModel *
pv_filter_history_dup_menu (const char *use,
                            const char *forget)
{
  g_auto (GStrv) filters = g_settings_get_strv (pv_settings_get_default (), KEY);
  g_autoptr (GMenu) menu = g_menu_new ();
  g_autoptr (GMenu) used = g_menu_new ();
  g_autoptr (GMenu) more = g_menu_new ();

  if (filters[0] == NULL)
    return NULL;

  for (guint i = 0, n = 0; filters[i] != NULL && n < MAX_FILTERS; i++)
    {
      if (strlen (filters[i]) > MAX_LENGTH)
        continue;
      n++;
      add_filter (used, filters[i], use);
    }
  g_menu_append (more, _("_Forget These Filters"), forget);
  g_menu_append_section (menu, NULL, G_MENU_MODEL (used));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (more));

  return G_MENU_MODEL (g_steal_pointer (&menu));
}
