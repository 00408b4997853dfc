/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-recent-popover.c: the captures that were opened last. */
#include "config.h"

#include <glib/gi18n.h>

#include "pv-capture-text.h"
#include "pv-file-text.h"
#include "pv-recent-popover.h"

#define MAX_RECENT 10
/* A row's data key for what it opens. */
#define ROW_URI "pv-uri"
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

static int
compare_last_used (gconstpointer a,
                   gconstpointer b)
{
  return g_date_time_compare (gtk_recent_info_get_visited ((GtkRecentInfo *) b),
                              gtk_recent_info_get_visited ((GtkRecentInfo *) a));
}

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
make_row (GFile      *file,
          const char *uri)
{
  g_autofree char *name = pv_capture_text_name (file);
  g_autofree char *folder = dup_folder (file);
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
  g_object_set_data_full (G_OBJECT (row), ROW_URI, g_strdup (uri), g_free);

  return row;
}

static void
pv_recent_popover_fill (PvRecentPopover *self)
{
  g_autolist (GtkRecentInfo) items = NULL;
  GtkWidget *row;
  guint n = 0;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, row);

  items = gtk_recent_manager_get_items (gtk_recent_manager_get_default ());
  items = g_list_sort (items, compare_last_used);
  for (GList *l = items; l != NULL && n < MAX_RECENT; l = l->next)
    {
      GtkRecentInfo *info = l->data;
      const char *uri = gtk_recent_info_get_uri (info);
      g_autoptr (GFile) file = NULL;

      if (!gtk_recent_info_has_application (info, g_get_application_name ()))
        continue;

      file = g_file_new_for_uri (uri);
      /* remote ones are not asked whether they are still there: that may take long */
      if (g_file_is_native (file) && !g_file_query_exists (file, NULL))
        continue;

      gtk_list_box_append (self->list, make_row (file, uri));
      n += 1;
    }

  gtk_stack_set_visible_child (self->stack, n > 0 ? GTK_WIDGET (self->scroller) : self->empty);
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
  gtk_widget_activate_action (GTK_WIDGET (self), "win.open-uri", "s",
                              g_object_get_data (G_OBJECT (row), ROW_URI));
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

void
pv_recent_popover_remember (GFile *file)
{
  g_autofree char *uri = NULL;
  g_autofree char *name = NULL;
  GtkRecentData data = { 0, };
  gboolean is_folder;

  g_return_if_fail (G_IS_FILE (file));

  is_folder = g_file_query_file_type (file, G_FILE_QUERY_INFO_NONE, NULL) == G_FILE_TYPE_DIRECTORY;

  uri = g_file_get_uri (file);
  name = pv_capture_text_name (file);
  data.display_name = name;
  data.mime_type = (char *) (is_folder ? FOLDER_MIME_TYPE : MIME_TYPE);
  data.app_name = (char *) g_get_application_name ();
  data.app_exec = (char *) "pcapviz %u";
  gtk_recent_manager_add_full (gtk_recent_manager_get_default (), uri, &data);
}
