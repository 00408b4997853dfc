/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-recent-popover.c: the captures that were opened last. */
#include "config.h"

#include <glib/gi18n.h>

#include "pv-capture-text.h"
#include "pv-file-text.h"
#include "pv-recent-popover.h"
#include "pv-recent-sets.h"

#define MAX_RECENT 10
/* A row's data key for what it opens. */
#define ROW_URIS "pv-uri"
#define MIME_TYPE "application/vnd.tcpdump.pcap"
#define FOLDER_MIME_TYPE "inode/directory"

struct _PvRecentPopover
{
  GtkPopover parent_instance;

  GtkStack *stack;
  GtkScrolledWindow *scroller;
  GtkListBox *list;
  GtkWidget *empty;
};

G_DEFINE_FINAL_TYPE (PvRecentPopover, pv_recent_popover, GTK_TYPE_POPOVER)

/* "~/Captures" */
static char *
dup_folder (GFile *file)
{
  g_autoptr (GFile) folder = g_file_get_parent (file);
  g_autofree char *name = NULL;
  const char *home = g_get_home_dir ();

  if (folder == NULL)
    return g_strdup ("");

  name = pv_file_text_path (folder);
  if (g_str_has_prefix (name, home) &&
      (name[strlen (home)] == G_DIR_SEPARATOR || name[strlen (home)] == '\0'))
    return g_strconcat ("~", name + strlen (home), NULL);

  return g_steal_pointer (&name);
}

static GtkWidget *
make_row (const PvInputFiles *places)
{
  g_autofree char *name = pv_capture_text_title_of_files (places);
  g_autofree char *folder = dup_folder (places->files[0].file);
  g_autoptr (GStrvBuilder) uris = g_strv_builder_new ();
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *name_label = gtk_label_new (name);
  GtkWidget *folder_label = gtk_label_new (folder);

  gtk_label_set_xalign (GTK_LABEL (name_label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (name_label), PANGO_ELLIPSIZE_MIDDLE);
  gtk_label_set_xalign (GTK_LABEL (folder_label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (folder_label), PANGO_ELLIPSIZE_MIDDLE);
  gtk_widget_add_css_class (folder_label, "caption");
  gtk_widget_add_css_class (folder_label, "dim-label");
  gtk_box_append (GTK_BOX (box), name_label);
  gtk_box_append (GTK_BOX (box), folder_label);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, folder, -1);
  for (guint i = 0; i < places->n; i++)
    {
      g_autofree char *uri = g_file_get_uri (places->files[i].file);

      g_strv_builder_add (uris, uri);
    }
  g_object_set_data_full (G_OBJECT (row), ROW_URIS, g_strv_builder_end (uris), (GDestroyNotify) g_strfreev);

  return row;
}

/* A file that was opened last, unless it is not there any more. (transfer full) (nullable) */
static PvRecentSet *
find_recent (GtkRecentInfo *info)
{
  g_autoptr (GFile) file = g_file_new_for_uri (gtk_recent_info_get_uri (info));
  PvRecentSet *found;

  /* remote ones are not asked whether they are still there: that may take long */
  if (!gtk_recent_info_has_application (info, g_get_application_name ())
      || (g_file_is_native (file) && !g_file_query_exists (file, NULL)))
    return NULL;

  found = g_new0 (PvRecentSet, 1);
  found->used_us = g_date_time_to_unix (gtk_recent_info_get_visited (info)) * G_TIME_SPAN_SECOND;
  found->places = pv_input_files_new (&file, 1);

  return found;
}

static int
compare_last_used (gconstpointer a,
                   gconstpointer b)
{
  const PvRecentSet *x = *(PvRecentSet *const *) a;
  const PvRecentSet *y = *(PvRecentSet *const *) b;

  return x->used_us > y->used_us ? -1 : x->used_us < y->used_us;
}

static void
pv_recent_popover_fill (PvRecentPopover *self)
{
  g_autolist (GtkRecentInfo) items = gtk_recent_manager_get_items (gtk_recent_manager_get_default ());
  g_autoptr (GPtrArray) all = pv_recent_sets_list ();
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, row);

  for (GList *l = items; l != NULL; l = l->next)
    {
      PvRecentSet *found = find_recent (l->data);

      if (found != NULL)
        g_ptr_array_add (all, found);
    }
  g_ptr_array_sort (all, compare_last_used);
  for (guint i = 0; i < MIN (all->len, MAX_RECENT); i++)
    gtk_list_box_append (self->list, make_row (((PvRecentSet *) g_ptr_array_index (all, i))->places));

  gtk_stack_set_visible_child (self->stack, all->len > 0 ? GTK_WIDGET (self->scroller) : self->empty);
}

static void
pv_recent_popover_show (GtkWidget *widget)
{
  pv_recent_popover_fill (PV_RECENT_POPOVER (widget));

  GTK_WIDGET_CLASS (pv_recent_popover_parent_class)->show (widget);
}

static void
row_activated_cb (PvRecentPopover *self,
                  GtkListBoxRow   *row)
{
  gtk_popover_popdown (GTK_POPOVER (self));
  gtk_widget_activate_action (GTK_WIDGET (self), "win.open-uris", "^as", g_object_get_data (G_OBJECT (row), ROW_URIS));
}

static void
pv_recent_popover_class_init (PvRecentPopoverClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->show = pv_recent_popover_show;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               PV_RESOURCE_PREFIX "/ui/pv-recent-popover.ui");
  gtk_widget_class_bind_template_child (widget_class, PvRecentPopover, stack);
  gtk_widget_class_bind_template_child (widget_class, PvRecentPopover, scroller);
  gtk_widget_class_bind_template_child (widget_class, PvRecentPopover, list);
  gtk_widget_class_bind_template_child (widget_class, PvRecentPopover, empty);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
}

static void
pv_recent_popover_init (PvRecentPopover *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* Whether the user wants files to be remembered at all. */
static gboolean
is_wanted (void)
{
  gboolean enabled;

  g_object_get (gtk_settings_get_default (), "gtk-recent-files-enabled", &enabled, NULL);

  return enabled;
}

void
pv_recent_popover_remember (const PvInputFiles *places)
{
  GFile *file = places->files[0].file;
  g_autofree char *uri = NULL;
  g_autofree char *name = NULL;
  GtkRecentData data = { 0, };
  gboolean is_folder;

  if (places->n > 1)
    {
      if (is_wanted ())
        pv_recent_sets_remember (places);
      return;
    }

  is_folder = g_file_query_file_type (file, G_FILE_QUERY_INFO_NONE, NULL) == G_FILE_TYPE_DIRECTORY;

  uri = g_file_get_uri (file);
  name = pv_capture_text_name (file);
  data.display_name = name;
  data.mime_type = (char *) (is_folder ? FOLDER_MIME_TYPE : MIME_TYPE);
  data.app_name = (char *) g_get_application_name ();
  data.app_exec = (char *) "pcapviz %u";
  gtk_recent_manager_add_full (gtk_recent_manager_get_default (), uri, &data);
}
