/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-preferences.c: the preferences window. */
#include "config.h"

#include <glib/gi18n.h>

#include "pv-choices.h"
#include "pv-file-text.h"
#include "pv-geo.h"
#include "pv-message.h"
#include "pv-preferences.h"
#include "pv-settings.h"
#include "pv-text-scale.h"
#include "pv-unit.h"

struct _PvPreferences
{
  AdwPreferencesWindow parent_instance;

  PvValueDropDown *color_scheme;
  GtkSwitch *reopen_captures;
  PvValueDropDown *pipe_limit;
  GtkSwitch *keep_indexes;
  PvValueDropDown *index_limit;
  AdwActionRow *index_size_row;
  GtkWidget *clear_indexes;
  PvValueDropDown *direction;
  PvValueDropDown *quantity;
  PvValueDropDown *top_n;
  PvValueDropDown *bin_size;
  AdwActionRow *hosts_row;
  GtkWidget *forget_hosts;
  AdwActionRow *geo_row;
  GtkWidget *forget_geo;
};

G_DEFINE_FINAL_TYPE (PvPreferences, pv_preferences, ADW_TYPE_PREFERENCES_WINDOW)

/* Says which file is used, if any. */
static void
update_hosts (PvPreferences *self)
{
  g_autoptr (GFile) file = pv_settings_dup_hosts_file ();
  g_autofree char *name = file != NULL ? pv_file_text_path (file) : NULL;

  adw_action_row_set_subtitle (self->hosts_row, name != NULL ? name
                                                             : _("Gives addresses nicknames, as /etc/hosts does. One "
                                                                 "that lies beside a capture is used, too."));
  gtk_widget_set_visible (self->forget_hosts, file != NULL);
}

static void
forget_hosts_cb (PvPreferences *self)
{
  g_settings_reset (pv_settings_get_default (), "hosts-file");
}

static void
hosts_chosen_cb (GtkNativeDialog *chooser,
                 int              response,
                 gpointer         user_data)
{
  g_autoptr (GFile) file = NULL;

  if (response == GTK_RESPONSE_ACCEPT)
    file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser));
  if (file != NULL)
    {
      g_autofree char *uri = g_file_get_uri (file);

      g_settings_set_string (pv_settings_get_default (), "hosts-file", uri);
    }
  g_object_unref (chooser);
}

static void
choose_hosts_cb (PvPreferences *self)
{
  GtkFileChooserNative *chooser = gtk_file_chooser_native_new (_("Choose a Hosts File"), GTK_WINDOW (self),
                                                               GTK_FILE_CHOOSER_ACTION_OPEN, NULL, NULL);

  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (chooser), TRUE);
  g_signal_connect (chooser, "response", G_CALLBACK (hosts_chosen_cb), NULL);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

/* Says which databases are used, if any, or why not. */
static void
update_geo (PvPreferences *self)
{
  g_auto (GStrv) paths = g_settings_get_strv (pv_settings_get_default (), "geo-files");
  g_autofree char *joined = g_strjoinv ("\n", paths);
  g_autofree char *names = pv_file_text_clean (joined);
  g_autoptr (GError) error = NULL;
  g_autofree char *problem = NULL;
  const char *text = _("Of addresses, by databases in MaxMind’s format (.mmdb), of which none is part of PcapViz.");

  if (!pv_geo_can ())
    text = _("PcapViz was built without libmaxminddb.");
  else if (!pv_settings_open_geo (&error))
    text = problem = pv_message_text (error->message);
  else if (paths[0] != NULL)
    text = names;
  adw_action_row_set_subtitle (self->geo_row, text);
  gtk_widget_set_sensitive (GTK_WIDGET (self->geo_row), pv_geo_can ());
  gtk_widget_set_visible (self->forget_geo, paths[0] != NULL);
}

static void
forget_geo_cb (PvPreferences *self)
{
  g_settings_reset (pv_settings_get_default (), "geo-files");
}

static void
geo_chosen_cb (GtkNativeDialog *chooser,
               int              response,
               gpointer         user_data)
{
  g_autoptr (GListModel) files = NULL;
  g_autoptr (GPtrArray) paths = g_ptr_array_new_with_free_func (g_free);

  if (response == GTK_RESPONSE_ACCEPT)
    files = gtk_file_chooser_get_files (GTK_FILE_CHOOSER (chooser));
  for (guint i = 0; files != NULL && i < g_list_model_get_n_items (files); i++)
    {
      g_autoptr (GFile) file = g_list_model_get_item (files, i);

      if (g_file_peek_path (file) != NULL)
        g_ptr_array_add (paths, g_file_get_path (file));
    }
  if (paths->len > 0)
    {
      g_ptr_array_add (paths, NULL);
      g_settings_set_strv (pv_settings_get_default (), "geo-files", (const char *const *) paths->pdata);
    }
  g_object_unref (chooser);
}

static void
choose_geo_cb (PvPreferences *self)
{
  GtkFileChooserNative *chooser = gtk_file_chooser_native_new (_("Choose Databases of Countries and Networks"),
                                                               GTK_WINDOW (self), GTK_FILE_CHOOSER_ACTION_OPEN, NULL,
                                                               NULL);

  gtk_file_chooser_set_select_multiple (GTK_FILE_CHOOSER (chooser), TRUE);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (chooser), TRUE);
  g_signal_connect (chooser, "response", G_CALLBACK (geo_chosen_cb), NULL);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

static void
pv_preferences_update_index_size (PvPreferences *self)
{
  g_autoptr (PvIndexCache) cache = pv_settings_dup_index_cache ();
  guint64 size = pv_index_cache_get_size (cache);
  g_autofree char *text = pv_unit_format (PV_UNIT_BYTES, (double) size);

  adw_action_row_set_subtitle (self->index_size_row, size > 0 ? text : _("Nothing"));
  gtk_widget_set_sensitive (self->clear_indexes, size > 0);
}

static void
pv_preferences_clear_indexes_cb (PvPreferences *self)
{
  g_autoptr (PvIndexCache) cache = pv_settings_dup_index_cache ();

  pv_index_cache_clear (cache);
  pv_preferences_update_index_size (self);
  /* it has nothing more to do */
  gtk_widget_child_focus (GTK_WIDGET (self), GTK_DIR_TAB_BACKWARD);
}

/* The command line goes by what the cache says, and nothing is to stay that nobody uses. */
static void
pv_preferences_keep_indexes_cb (PvPreferences *self)
{
  g_autoptr (PvIndexCache) cache = pv_settings_dup_index_cache ();

  if (!gtk_switch_get_active (self->keep_indexes))
    pv_index_cache_clear (cache);
  pv_preferences_update_index_size (self);
}

static void
pv_preferences_class_init (PvPreferencesClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (PV_TYPE_VALUE_DROP_DOWN);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               PV_RESOURCE_PREFIX "/ui/pv-preferences.ui");
  gtk_widget_class_bind_template_child (widget_class, PvPreferences, color_scheme);
  gtk_widget_class_bind_template_child (widget_class, PvPreferences, reopen_captures);
  gtk_widget_class_bind_template_child (widget_class, PvPreferences, pipe_limit);
  gtk_widget_class_bind_template_child (widget_class, PvPreferences, keep_indexes);
  gtk_widget_class_bind_template_child (widget_class, PvPreferences, index_limit);
  gtk_widget_class_bind_template_child (widget_class, PvPreferences, index_size_row);
  gtk_widget_class_bind_template_child (widget_class, PvPreferences, clear_indexes);
  gtk_widget_class_bind_template_callback (widget_class, pv_preferences_clear_indexes_cb);
  gtk_widget_class_bind_template_child (widget_class, PvPreferences, direction);
  gtk_widget_class_bind_template_child (widget_class, PvPreferences, quantity);
  gtk_widget_class_bind_template_child (widget_class, PvPreferences, top_n);
  gtk_widget_class_bind_template_child (widget_class, PvPreferences, bin_size);
  gtk_widget_class_bind_template_child (widget_class, PvPreferences, hosts_row);
  gtk_widget_class_bind_template_child (widget_class, PvPreferences, forget_hosts);
  gtk_widget_class_bind_template_child (widget_class, PvPreferences, geo_row);
  gtk_widget_class_bind_template_child (widget_class, PvPreferences, forget_geo);
  gtk_widget_class_bind_template_callback (widget_class, choose_geo_cb);
  gtk_widget_class_bind_template_callback (widget_class, forget_geo_cb);
  gtk_widget_class_bind_template_callback (widget_class, choose_hosts_cb);
  gtk_widget_class_bind_template_callback (widget_class, forget_hosts_cb);
}

static void
pv_preferences_init (PvPreferences *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  pv_text_scale_widen (GTK_WINDOW (self));

  pv_choices_add_color_schemes (self->color_scheme);
  pv_choices_add_pipe_limits (self->pipe_limit);
  pv_choices_add_index_limits (self->index_limit);
  pv_choices_add_dimensions (self->direction, PV_TAB_ADDRESSES);
  pv_choices_add_quantities (self->quantity);
  pv_choices_add_top_ns (self->top_n);
  pv_choices_add_bin_sizes (self->bin_size);
  pv_settings_remember ("color-scheme", G_OBJECT (self->color_scheme), "value");
  g_settings_bind (pv_settings_get_default (), "reopen-captures", self->reopen_captures, "active",
                   G_SETTINGS_BIND_DEFAULT);
  pv_settings_remember ("pipe-limit", G_OBJECT (self->pipe_limit), "value");
  g_settings_bind (pv_settings_get_default (), "keep-indexes", self->keep_indexes, "active", G_SETTINGS_BIND_DEFAULT);
  g_signal_connect_object (self->keep_indexes, "notify::active", G_CALLBACK (pv_preferences_keep_indexes_cb), self,
                           G_CONNECT_SWAPPED);
  pv_settings_remember ("index-limit", G_OBJECT (self->index_limit), "value");
  pv_preferences_update_index_size (self);
  pv_settings_remember_dimension (PV_TAB_ADDRESSES, G_OBJECT (self->direction), "value");
  pv_settings_share ("line-quantity", G_OBJECT (self->quantity), "value");
  pv_settings_remember ("top-n", G_OBJECT (self->top_n), "value");
  pv_settings_remember ("bin-size", G_OBJECT (self->bin_size), "value");
  g_signal_connect_object (pv_settings_get_default (), "changed::hosts-file", G_CALLBACK (update_hosts), self,
                           G_CONNECT_SWAPPED);
  update_hosts (self);
  g_signal_connect_object (pv_settings_get_default (), "changed::geo-files", G_CALLBACK (update_geo), self,
                           G_CONNECT_SWAPPED);
  update_geo (self);
}
