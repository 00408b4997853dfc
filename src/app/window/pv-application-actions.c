/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-application-actions.c: the actions of the application, and the keys of all actions. */
#include "config.h"

#include <glib/gi18n.h>

#include "pv-application-private.h"
#include "pv-preferences.h"
#include "pv-settings.h"
#include "pv-window.h"

static void
new_window_cb (GSimpleAction *action,
               GVariant      *parameter,
               gpointer       user_data)
{
  gtk_window_present (GTK_WINDOW (pv_window_new (GTK_APPLICATION (user_data))));
}

static void
quit_cb (GSimpleAction *action,
         GVariant      *parameter,
         gpointer       user_data)
{
  _pv_application_quit (user_data);
}

/* In a window of its own. */
static void
open_uri_cb (GSimpleAction *action,
             GVariant      *parameter,
             gpointer       user_data)
{
  g_autoptr (GFile) file = g_file_new_for_uri (g_variant_get_string (parameter, NULL));

  pv_application_open_file (user_data, file);
}

static void
preferences_cb (GSimpleAction *action,
                GVariant      *parameter,
                gpointer       user_data)
{
  gtk_window_present (g_object_new (PV_TYPE_PREFERENCES,
                                    "transient-for", gtk_application_get_active_window (user_data),
                                    "destroy-with-parent", TRUE,
                                    "modal", TRUE,
                                    NULL));
}

/* The installed pages, where something can show them. A sandbox's are seen by nobody outside. */
static void
help_cb (GSimpleAction *action,
         GVariant      *parameter,
         gpointer       user_data)
{
  g_autoptr (GAppInfo) viewer = g_app_info_get_default_for_uri_scheme ("help");
  gboolean is_sandboxed = g_file_test ("/.flatpak-info", G_FILE_TEST_EXISTS);

  gtk_show_uri (gtk_application_get_active_window (user_data),
                viewer != NULL && !is_sandboxed ? "help:pcapviz" : PV_WEBSITE "/help", GDK_CURRENT_TIME);
}

static void
shortcuts_cb (GSimpleAction *action,
              GVariant      *parameter,
              gpointer       user_data)
{
  g_autoptr (GtkBuilder) builder = NULL;
  GtkWindow *window;

  builder = gtk_builder_new_from_resource (PV_RESOURCE_PREFIX "/ui/pv-shortcuts.ui");
  window = GTK_WINDOW (gtk_builder_get_object (builder, "shortcuts"));
  gtk_window_set_transient_for (window, gtk_application_get_active_window (user_data));
  gtk_window_present (window);
}

static void
about_cb (GSimpleAction *action,
          GVariant      *parameter,
          gpointer       user_data)
{
  static const char *const developers[] = { "The PcapViz developers", NULL };

  gtk_window_present (g_object_new (ADW_TYPE_ABOUT_WINDOW,
                                    "transient-for", gtk_application_get_active_window (user_data),
                                    "destroy-with-parent", TRUE,
                                    "modal", TRUE,
                                    "application-name", _("PcapViz"),
                                    "application-icon", PV_APP_ID,
                                    "version", PV_VERSION,
                                    "developer-name", _("The PcapViz developers"),
                                    "developers", developers,
                                    "comments", _("See who talks, what they look up, and when, in a "
                                                  "packet capture."),
                                    "website", PV_WEBSITE,
                                    "issue-url", PV_ISSUES,
                                    "release-notes", PV_RELEASE_NOTES,
                                    "release-notes-version", PV_VERSION,
                                    "license-type", GTK_LICENSE_GPL_3_0,
                                    /* Translators: your names, one a line */
                                    "translator-credits", _("translator-credits"),
                                    NULL));
}

static void
follow_style (GSettings  *settings,
              const char *key)
{
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (),
                                      g_settings_get_enum (settings, key));
}

static const GActionEntry entries[] = {
  { "new-window", new_window_cb },
  { "open-uri", open_uri_cb, "s" },
  { "quit", quit_cb },
  { "preferences", preferences_cb },
  { "help", help_cb },
  { "shortcuts", shortcuts_cb },
  { "about", about_cb },
};

static const struct
{
  const char *action;
  const char *keys[4];
} accels[] = {
  { "app.new-window", { "<Control>n" } },
  { "app.quit", { "<Control>q" } },
  { "app.preferences", { "<Control>comma" } },
  { "app.help", { "F1" } },
  { "app.shortcuts", { "<Control>question", "<Control>F1" } },
  { "window.close", { "<Control>w" } },
  { "win.open", { "<Control>o" } },
  { "win.reload", { "<Control>r", "F5" } },
  { "win.follow", { "<Control><Shift>f" } },
  { "win.export", { "<Control><Shift>e" } },
  { "win.save-packets", { "<Control><Shift>s" } },
  { "win.print", { "<Control>p" } },
  { "win.show-tab(uint32 0)", { "<Alt>1" } },
  { "win.show-tab(uint32 1)", { "<Alt>2" } },
  { "win.show-tab(uint32 2)", { "<Alt>3" } },
  { "win.show-tab(uint32 3)", { "<Alt>4" } },
  { "win.show-tab(uint32 4)", { "<Alt>5" } },
  { "win.show-tab(uint32 5)", { "<Alt>6" } },
  { "win.zoom-in", { "<Control>plus", "<Control>equal", "<Control>KP_Add" } },
  { "win.zoom-out", { "<Control>minus", "<Control>KP_Subtract" } },
  { "win.filter", { "<Control>f" } },
  { "win.find", { "<Control>k" } },
  { "win.back", { "<Alt>Left" } },
  { "win.forward", { "<Alt>Right" } },
  { "win.zoom-to-span", { "<Control>e" } },
  { "win.fit", { "<Control>0", "<Control>KP_0" } },
};

void
_pv_application_add_actions (PvApplication *self)
{
  GSettings *settings = pv_settings_get_default ();

  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
  for (guint i = 0; i < G_N_ELEMENTS (accels); i++)
    gtk_application_set_accels_for_action (GTK_APPLICATION (self), accels[i].action,
                                           accels[i].keys);

  g_signal_connect_object (settings, "changed::color-scheme", G_CALLBACK (follow_style), self, 0);
  follow_style (settings, "color-scheme");
}
