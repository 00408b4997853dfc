/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-objects-window.c: the files that went over the wire, and a way to save them. */
#include "config.h"

#include "pv-objects-window.h"

#include <glib/gi18n.h>

#include "pv-job.h"
#include "pv-load-bar.h"
#include "pv-message.h"
#include "pv-object-conversation.h"
#include "pv-object-item.h"
#include "pv-object-save.h"
#include "pv-unit.h"

#define PROGRESS_INTERVAL_MS 100

struct _PvObjectsWindow
{
  AdwWindow parent_instance;

  AdwWindowTitle *window_title;
  GtkButton *save_button;
  GtkButton *show_button;
  GtkSearchBar *search_bar;
  GtkSearchEntry *search_entry;
  PvLoadBar *load_bar;
  AdwToastOverlay *toasts;
  GtkStack *stack;
  GtkWidget *looking;
  GtkWidget *nothing;
  GtkWidget *nothing_left;
  GtkWidget *list;
  GtkColumnView *view;
  GtkLabel *warning;

  PvCapture *capture;
  PvCrossfilterModel *crossfilter;
  GListStore *items;
  GtkFilter *filter;
  GtkSelectionModel *selection;
  char *words; /* (nullable): casefolded, what is searched for */
  GtkFileChooserNative *chooser;

  /* of the pass under way; it keeps the window */
  GCancellable *cancellable;
  PvProgress progress;
  guint progress_id;
  gboolean is_listed;
};

G_DEFINE_FINAL_TYPE (PvObjectsWindow, pv_objects_window, ADW_TYPE_WINDOW)

/* --- A pass --- */

static gboolean
progress_cb (gpointer user_data)
{
  PvObjectsWindow *self = user_data;
  PvProgress progress = pv_progress_load (&self->progress);

  pv_load_bar_progress (self->load_bar, progress.bytes_read, progress.size);

  return G_SOURCE_CONTINUE;
}

static guint
get_n_shown (PvObjectsWindow *self)
{
  return g_list_model_get_n_items (G_LIST_MODEL (self->selection));
}

static void
update (PvObjectsWindow *self)
{
  g_autoptr (GtkBitset) selected = gtk_selection_model_get_selection (self->selection);
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->items));
  guint n_shown = get_n_shown (self);
  g_autofree char *number = pv_unit_format (PV_UNIT_COUNT, n);
  g_autofree char *subtitle = NULL;

  if (!self->is_listed)
    gtk_stack_set_visible_child (self->stack, self->cancellable != NULL ? self->looking : self->nothing);
  else
    gtk_stack_set_visible_child (self->stack, n == 0 ? self->nothing : n_shown == 0 ? self->nothing_left : self->list);

  if (n_shown < n)
    {
      g_autofree char *shown = pv_unit_format (PV_UNIT_COUNT, n_shown);

      /* Translators: how many files are listed, and how many there are */
      subtitle = g_strdup_printf (ngettext ("%s of %s file", "%s of %s files", n), shown, number);
    }
  else if (n > 0)
    {
      subtitle = g_strdup_printf (ngettext ("%s file", "%s files", n), number);
    }
  adw_window_title_set_subtitle (self->window_title, subtitle != NULL ? subtitle : "");

  gtk_button_set_label (self->save_button, gtk_bitset_is_empty (selected) ? _("_Save All…") : _("_Save Selected…"));
  gtk_widget_set_sensitive (GTK_WIDGET (self->save_button), n_shown > 0 && self->cancellable == NULL);
  gtk_widget_set_sensitive (GTK_WIDGET (self->show_button), gtk_bitset_get_size (selected) == 1);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "objects.cancel", self->cancellable != NULL);
}

static void
begin_pass (PvObjectsWindow *self,
            const char      *text)
{
  self->cancellable = g_cancellable_new ();
  self->progress = (PvProgress){ 0, 0 };
  self->progress_id = g_timeout_add (PROGRESS_INTERVAL_MS, progress_cb, self);
  pv_load_bar_start (self->load_bar, text);
  update (self);
}

static void
end_pass (PvObjectsWindow *self)
{
  g_clear_handle_id (&self->progress_id, g_source_remove);
  g_clear_object (&self->cancellable);
}

/* Whether the window was closed meanwhile. */
static gboolean
is_closed (PvObjectsWindow *self)
{
  return self->capture == NULL;
}

static void
show_error (PvObjectsWindow *self,
            const GError    *error)
{
  g_autofree char *title = pv_message_markup (error->message);

  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    adw_toast_overlay_add_toast (self->toasts, adw_toast_new (title));
}

/* --- Listing --- */

static void
listed_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (PvObjectsWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) objects = pv_object_pass_finish (result, &error);
  g_autoptr (GPtrArray) items = NULL;

  end_pass (self);
  if (is_closed (self))
    return;

  pv_load_bar_stop (self->load_bar);
  if (objects == NULL)
    {
      show_error (self, error);
      update (self);
      return;
    }

  items = g_ptr_array_new_with_free_func (g_object_unref);
  g_ptr_array_set_free_func (objects, NULL);
  for (guint i = 0; i < objects->len; i++)
    g_ptr_array_add (items, pv_object_item_new (g_ptr_array_index (objects, i)));
  self->is_listed = TRUE;
  g_list_store_splice (self->items, 0, 0, items->pdata, items->len);
  update (self);
}

static gboolean
filter_cb (gpointer item,
           gpointer user_data)
{
  PvObjectsWindow *self = user_data;
  const PvObjectChoice choice = {
    .set = pv_crossfilter_model_get_selected (self->crossfilter, self->capture),
    .span = pv_selection_get_span (pv_crossfilter_model_get_selection (self->crossfilter)),
  };

  return pv_object_choice_has (&choice, self->capture, pv_object_item_get (item))
         && (self->words == NULL || pv_object_item_matches (item, self->words));
}

static void
narrowed_cb (PvObjectsWindow *self)
{
  gtk_filter_changed (self->filter, GTK_FILTER_CHANGE_DIFFERENT);
  update (self);
}

static void
search_cb (PvObjectsWindow *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->search_entry));

  g_clear_pointer (&self->words, g_free);
  if (text[0] != '\0')
    self->words = g_utf8_casefold (text, -1);
  narrowed_cb (self);
}

/* --- What it has to do with --- */

/* Picks the conversation of a file and selects its time, in the window that this one belongs to. */
static void
activate_cb (PvObjectsWindow *self,
             guint            position)
{
  PvSelection *selection = pv_crossfilter_model_get_selection (self->crossfilter);
  g_autoptr (PvObjectItem) item = g_list_model_get_item (G_LIST_MODEL (self->selection), position);
  g_autofree char *label = NULL;
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (self));
  guint32 id;
  PvSpan span;

  if (item == NULL || !pv_object_find_conversation (pv_object_item_get (item), self->capture, &id, &span))
    return;

  label = pv_capture_dup_label (self->capture, PV_DIMENSION_FLOW, id);
  pv_selection_set_span (selection, &span, 0);
  if (pv_selection_find_pick (selection, PV_DIMENSION_FLOW, id) == NULL)
    pv_selection_toggle_pick (selection, PV_DIMENSION_FLOW, id, label);
  if (parent != NULL)
    gtk_window_present (parent);
}

static void
show_cb (PvObjectsWindow *self)
{
  g_autoptr (GtkBitset) selected = gtk_selection_model_get_selection (self->selection);

  if (!gtk_bitset_is_empty (selected))
    activate_cb (self, gtk_bitset_get_minimum (selected));
}

/* --- Saving --- */

typedef struct
{
  PvObjectsWindow *window; /* whose progress it is; kept by who waits */
  char *folder;
  GHashTable *indices;
} SaveData;

static void
save_data_free (gpointer data)
{
  SaveData *self = data;

  g_free (self->folder);
  g_hash_table_unref (self->indices);
  g_free (self);
}

static gpointer
save (gpointer       source,
      gpointer       data,
      GCancellable  *cancellable,
      GError       **error)
{
  SaveData *save_data = data;
  g_autoptr (PvObjectFolder) folder = pv_object_folder_open (save_data->folder, error);
  const PvObjectChoice choice = { .indices = save_data->indices };

  if (folder == NULL)
    return NULL;

  return pv_object_save (source, &choice, &pv_object_folder_funcs, folder, NULL, &save_data->window->progress, cancellable,
                         error);
}

static const PvJob save_job = { save, (GDestroyNotify) g_ptr_array_unref, save_data_free };

static void
saved_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (PvObjectsWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) objects = pv_job_run_finish (&save_job, result, &error);
  g_autofree char *number = NULL;
  g_autofree char *text = NULL;

  end_pass (self);
  if (is_closed (self))
    return;

  pv_load_bar_stop (self->load_bar);
  if (objects != NULL)
    {
      number = pv_unit_format (PV_UNIT_COUNT, objects->len);
      text = g_strdup_printf (ngettext ("Saved %s file", "Saved %s files", objects->len), number);
      adw_toast_overlay_add_toast (self->toasts, adw_toast_new (text));
    }
  else
    {
      show_error (self, error);
    }
  update (self);
}

/* Those that are selected, or else all that are listed. (transfer full) */
static GHashTable *
get_chosen (PvObjectsWindow *self)
{
  GHashTable *indices = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  g_autoptr (GtkBitset) selected = gtk_selection_model_get_selection (self->selection);
  gboolean is_all = gtk_bitset_is_empty (selected);

  for (guint i = 0; i < get_n_shown (self); i++)
    if (is_all || gtk_bitset_contains (selected, i))
      {
        g_autoptr (PvObjectItem) item = g_list_model_get_item (G_LIST_MODEL (self->selection), i);

        g_hash_table_add (indices, g_memdup2 (&pv_object_item_get (item)->index, sizeof (guint64)));
      }

  return indices;
}

static void
chosen_cb (PvObjectsWindow *self,
           int              response,
           GtkNativeDialog *dialog)
{
  g_autoptr (GFile) folder = NULL;
  SaveData *data;

  if (response == GTK_RESPONSE_ACCEPT)
    folder = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));
  gtk_native_dialog_destroy (dialog);
  g_clear_object (&self->chooser);
  if (folder == NULL || is_closed (self) || self->cancellable != NULL)
    return;
  if (g_file_peek_path (folder) == NULL)
    {
      adw_toast_overlay_add_toast (self->toasts, adw_toast_new (_("Files can be saved on this computer only")));
      return;
    }

  data = g_new0 (SaveData, 1);
  data->window = self;
  data->folder = g_file_get_path (folder);
  data->indices = get_chosen (self);
  begin_pass (self, _("Saving Files"));
  pv_job_run_async (&save_job, self->capture, data, self->cancellable, saved_cb, g_object_ref (self));
}

static void
save_cb (PvObjectsWindow *self)
{
  if (self->chooser != NULL)
    return;

  self->chooser = gtk_file_chooser_native_new (_("Save Files Into a Folder"), GTK_WINDOW (self),
                                               GTK_FILE_CHOOSER_ACTION_SELECT_FOLDER, _("_Save"), _("_Cancel"));
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (self->chooser), TRUE);
  g_signal_connect_object (self->chooser, "response", G_CALLBACK (chosen_cb), self, G_CONNECT_SWAPPED);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

static void
cancel_cb (GtkWidget  *widget,
           const char *action,
           GVariant   *parameter)
{
  PvObjectsWindow *self = PV_OBJECTS_WINDOW (widget);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
}

/* --- Columns --- */

/* What is shortened is told whole. */
static gboolean
query_tooltip_cb (GtkLabel   *label,
                  int         x,
                  int         y,
                  gboolean    is_keyboard,
                  GtkTooltip *tooltip)
{
  gtk_tooltip_set_text (tooltip, gtk_label_get_label (label));

  return pango_layout_is_ellipsized (gtk_label_get_layout (label));
}

static void
setup_cell_cb (GtkSignalListItemFactory *factory,
               GtkListItem              *item,
               gpointer                  user_data)
{
  PvObjectColumn column = GPOINTER_TO_UINT (user_data);
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), column == PV_OBJECT_COLUMN_SIZE ? 1 : 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), column == PV_OBJECT_COLUMN_URL ? PANGO_ELLIPSIZE_MIDDLE
                                                                             : PANGO_ELLIPSIZE_END);
  gtk_label_set_single_line_mode (GTK_LABEL (label), TRUE);
  if (column == PV_OBJECT_COLUMN_SHA256)
    gtk_widget_add_css_class (label, "monospace");
  else
    gtk_widget_add_css_class (label, "numeric");
  gtk_widget_set_has_tooltip (label, TRUE);
  g_signal_connect (label, "query-tooltip", G_CALLBACK (query_tooltip_cb), NULL);
  gtk_list_item_set_child (item, label);
}

static void
bind_cell_cb (GtkSignalListItemFactory *factory,
              GtkListItem              *list_item,
              gpointer                  user_data)
{
  PvObjectColumn column = GPOINTER_TO_UINT (user_data);
  PvObjectItem *item = gtk_list_item_get_item (list_item);
  GtkWidget *label = gtk_list_item_get_child (list_item);
  g_autofree char *text = pv_object_item_dup_text (item, column);
  gboolean is_flawed = (column == PV_OBJECT_COLUMN_TYPE && (pv_object_item_get (item)->flaws & PV_OBJECT_MISNAMED) != 0)
                       || (column == PV_OBJECT_COLUMN_STATE && !pv_object_is_whole (pv_object_item_get (item)));

  gtk_label_set_text (GTK_LABEL (label), text);
  if (is_flawed)
    gtk_widget_add_css_class (label, "warning");
  else
    gtk_widget_remove_css_class (label, "warning");
}

static int
compare_cb (gconstpointer a,
            gconstpointer b,
            gpointer      user_data)
{
  return pv_object_item_compare ((PvObjectItem *) a, (PvObjectItem *) b, GPOINTER_TO_UINT (user_data));
}

static void
add_columns (PvObjectsWindow *self)
{
  static const struct
  {
    const char *title;
    int width; /* in pixels; -1 for what is left */
  } columns[PV_N_OBJECT_COLUMNS] = {
    [PV_OBJECT_COLUMN_NAME] = { N_("Name"), 200 },
    [PV_OBJECT_COLUMN_TYPE] = { N_("Type"), 170 },
    [PV_OBJECT_COLUMN_SIZE] = { N_("Size"), 80 },
    [PV_OBJECT_COLUMN_STATE] = { N_("State"), 130 },
    /* Translators: a heading: who sent a file */
    [PV_OBJECT_COLUMN_FROM] = { N_("From"), 130 },
    /* Translators: a heading: who got a file */
    [PV_OBJECT_COLUMN_TO] = { N_("To"), 130 },
    [PV_OBJECT_COLUMN_TIME] = { N_("Time"), 160 },
    [PV_OBJECT_COLUMN_URL] = { N_("URL"), 260 },
    [PV_OBJECT_COLUMN_SHA256] = { N_("SHA-256"), 160 },
  };

  for (guint i = 0; i < PV_N_OBJECT_COLUMNS; i++)
    {
      GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
      g_autoptr (GtkColumnViewColumn) column = NULL;
      g_autoptr (GtkSorter) sorter = GTK_SORTER (gtk_custom_sorter_new (compare_cb, GUINT_TO_POINTER (i), NULL));

      g_signal_connect (factory, "setup", G_CALLBACK (setup_cell_cb), GUINT_TO_POINTER (i));
      g_signal_connect (factory, "bind", G_CALLBACK (bind_cell_cb), GUINT_TO_POINTER (i));
      column = gtk_column_view_column_new (_(columns[i].title), factory);
      gtk_column_view_column_set_resizable (column, TRUE);
      gtk_column_view_column_set_fixed_width (column, columns[i].width);
      gtk_column_view_column_set_sorter (column, sorter);
      gtk_column_view_append_column (self->view, column);
    }
}

/* --- */

static void
pv_objects_window_dispose (GObject *object)
{
  PvObjectsWindow *self = PV_OBJECTS_WINDOW (object);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->progress_id, g_source_remove);
  if (self->chooser != NULL)
    gtk_native_dialog_destroy (GTK_NATIVE_DIALOG (self->chooser));
  g_clear_object (&self->chooser);
  /* the filter asks for what goes now */
  if (self->view != NULL)
    gtk_column_view_set_model (self->view, NULL);
  g_clear_object (&self->selection);
  g_clear_object (&self->filter);
  g_clear_object (&self->items);
  g_clear_object (&self->crossfilter);
  g_clear_object (&self->capture);
  gtk_widget_dispose_template (GTK_WIDGET (self), PV_TYPE_OBJECTS_WINDOW);

  G_OBJECT_CLASS (pv_objects_window_parent_class)->dispose (object);
}

static void
pv_objects_window_finalize (GObject *object)
{
  PvObjectsWindow *self = PV_OBJECTS_WINDOW (object);

  g_free (self->words);
  G_OBJECT_CLASS (pv_objects_window_parent_class)->finalize (object);
}

static void
pv_objects_window_class_init (PvObjectsWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = pv_objects_window_dispose;
  object_class->finalize = pv_objects_window_finalize;

  g_type_ensure (PV_TYPE_LOAD_BAR);
  gtk_widget_class_set_template_from_resource (widget_class, PV_RESOURCE_PREFIX "/ui/pv-objects-window.ui");
  gtk_widget_class_bind_template_child (widget_class, PvObjectsWindow, window_title);
  gtk_widget_class_bind_template_child (widget_class, PvObjectsWindow, save_button);
  gtk_widget_class_bind_template_child (widget_class, PvObjectsWindow, show_button);
  gtk_widget_class_bind_template_child (widget_class, PvObjectsWindow, search_bar);
  gtk_widget_class_bind_template_child (widget_class, PvObjectsWindow, search_entry);
  gtk_widget_class_bind_template_child (widget_class, PvObjectsWindow, load_bar);
  gtk_widget_class_bind_template_child (widget_class, PvObjectsWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, PvObjectsWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, PvObjectsWindow, looking);
  gtk_widget_class_bind_template_child (widget_class, PvObjectsWindow, nothing);
  gtk_widget_class_bind_template_child (widget_class, PvObjectsWindow, nothing_left);
  gtk_widget_class_bind_template_child (widget_class, PvObjectsWindow, list);
  gtk_widget_class_bind_template_child (widget_class, PvObjectsWindow, view);
  gtk_widget_class_bind_template_child (widget_class, PvObjectsWindow, warning);
  gtk_widget_class_bind_template_callback (widget_class, search_cb);
  gtk_widget_class_bind_template_callback (widget_class, save_cb);
  gtk_widget_class_bind_template_callback (widget_class, show_cb);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);

  gtk_widget_class_install_action (widget_class, "objects.cancel", NULL, cancel_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_w, GDK_CONTROL_MASK, "window.close", NULL);
}

static void
pv_objects_window_init (PvObjectsWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_search_bar_connect_entry (self->search_bar, GTK_EDITABLE (self->search_entry));
  gtk_label_set_text (self->warning, pv_object_save_get_warning ());
}

GtkWidget *
pv_objects_window_new (GtkWindow          *parent,
                       PvCapture          *capture,
                       PvCrossfilterModel *crossfilter)
{
  PvObjectsWindow *self;
  GtkFilterListModel *filtered;
  GtkSortListModel *sorted;
  GtkSorter *sorter;

  g_return_val_if_fail (GTK_IS_WINDOW (parent), NULL);
  g_return_val_if_fail (PV_IS_CAPTURE (capture), NULL);
  g_return_val_if_fail (PV_IS_CROSSFILTER_MODEL (crossfilter), NULL);

  self = g_object_new (PV_TYPE_OBJECTS_WINDOW, "transient-for", parent, NULL);
  self->capture = g_object_ref (capture);
  self->crossfilter = g_object_ref (crossfilter);
  self->items = g_list_store_new (PV_TYPE_OBJECT_ITEM);
  self->filter = GTK_FILTER (gtk_custom_filter_new (filter_cb, self, NULL));
  add_columns (self);
  sorter = gtk_column_view_get_sorter (self->view);
  filtered = gtk_filter_list_model_new (G_LIST_MODEL (g_object_ref (self->items)), g_object_ref (self->filter));
  sorted = gtk_sort_list_model_new (G_LIST_MODEL (filtered), g_object_ref (sorter));
  self->selection = GTK_SELECTION_MODEL (gtk_multi_selection_new (G_LIST_MODEL (sorted)));
  gtk_column_view_set_model (self->view, self->selection);
  g_signal_connect_object (self->selection, "selection-changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (crossfilter, "changed", G_CALLBACK (narrowed_cb), self, G_CONNECT_SWAPPED);

  begin_pass (self, _("Looking for Files"));
  pv_object_pass_async (capture, &self->progress, self->cancellable, listed_cb, g_object_ref (self));

  return GTK_WIDGET (self);
}

PvCapture *
pv_objects_window_get_capture (PvObjectsWindow *self)
{
  g_return_val_if_fail (PV_IS_OBJECTS_WINDOW (self), NULL);

  return self->capture;
}
