/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-window-actions.c: the actions of a window. */
#include "config.h"

#include <glib/gi18n.h>

#include "pv-capture-chooser.h"
#include "pv-capture-tool.h"
#include "pv-chart-print.h"
#include "pv-chart-texture.h"
#include "pv-export-dialog.h"
#include "pv-file-text.h"
#include "pv-objects-window.h"
#include "pv-window-private.h"

/* The window's data key for its file chooser, which goes with it. */
#define OPEN_DIALOG "pv-open-dialog"
/* That for the window that lists files, while there is one. */
#define OBJECTS_WINDOW "pv-objects-window"

/* The choice in it to have a window for each file. */
#define SEPARATE "separate"

/* Of a chart that is copied: as an export is to begin with. */
#define COPY_WIDTH 1200
#define COPY_SCALE 2

static void
chosen_cb (PvWindow         *self,
           int               response,
           GtkNativeDialog  *dialog)
{
  if (response == GTK_RESPONSE_ACCEPT)
    {
      g_autoptr (GListModel) files = gtk_file_chooser_get_files (GTK_FILE_CHOOSER (dialog));
      const char *separate = gtk_file_chooser_get_choice (GTK_FILE_CHOOSER (dialog), SEPARATE);

      _pv_window_open_list (self, files, g_strcmp0 (separate, "true") == 0);
    }
  gtk_native_dialog_destroy (dialog);
  g_object_set_data (G_OBJECT (self), OPEN_DIALOG, NULL);
}

/* @dialog: (transfer full) */
static void
show_open_dialog (GtkWidget            *widget,
                  GtkFileChooserNative *dialog)
{
  g_object_set_data_full (G_OBJECT (widget), OPEN_DIALOG, dialog, g_object_unref);
  g_signal_connect_object (dialog, "response", G_CALLBACK (chosen_cb), widget, G_CONNECT_SWAPPED);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

static void
open_cb (GtkWidget  *widget,
         const char *action,
         GVariant   *parameter)
{
  GtkFileChooserNative *dialog;

  dialog = pv_capture_chooser_new (_("Open Captures"), GTK_WINDOW (widget), pv_window_get_file (PV_WINDOW (widget)));
  gtk_file_chooser_set_select_multiple (GTK_FILE_CHOOSER (dialog), TRUE);
  gtk_file_chooser_add_choice (GTK_FILE_CHOOSER (dialog), SEPARATE, _("A Window for Each File"), NULL, NULL);
  gtk_file_chooser_set_choice (GTK_FILE_CHOOSER (dialog), SEPARATE, "false");
  show_open_dialog (widget, dialog);
}

static void
open_folder_cb (GtkWidget  *widget,
                const char *action,
                GVariant   *parameter)
{
  GFile *file = pv_window_get_file (PV_WINDOW (widget));
  g_autoptr (GFile) folder = file != NULL ? g_file_get_parent (file) : NULL;
  GtkFileChooserNative *dialog;

  dialog = gtk_file_chooser_native_new (_("Open a Folder of Captures"), GTK_WINDOW (widget),
                                        GTK_FILE_CHOOSER_ACTION_SELECT_FOLDER, _("_Open"), _("_Cancel"));
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  if (folder != NULL)
    gtk_file_chooser_set_current_folder (GTK_FILE_CHOOSER (dialog), folder, NULL);
  show_open_dialog (widget, dialog);
}

/* What is one capture here, each in a window of its own. */
static void
open_separately_cb (GtkWidget  *widget,
                    const char *action,
                    GVariant   *parameter)
{
  const PvInputFiles *places = pv_window_get_places (PV_WINDOW (widget));
  g_autoptr (GListStore) files = g_list_store_new (G_TYPE_FILE);

  for (guint i = 0; places != NULL && i < places->n; i++)
    g_list_store_append (files, places->files[i].file);
  _pv_window_open_list (PV_WINDOW (widget), G_LIST_MODEL (files), TRUE);
}

static void
open_uri_cb (GtkWidget  *widget,
             const char *action,
             GVariant   *parameter)
{
  g_autoptr (GFile) file = g_file_new_for_uri (g_variant_get_string (parameter, NULL));

  pv_window_open (PV_WINDOW (widget), file);
}

static void
open_uris_cb (GtkWidget  *widget,
              const char *action,
              GVariant   *parameter)
{
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (PvInputFiles) places = NULL;
  GVariantIter iter;
  const char *uri;

  g_variant_iter_init (&iter, parameter);
  while (g_variant_iter_next (&iter, "&s", &uri))
    g_ptr_array_add (files, g_file_new_for_uri (uri));
  if (files->len == 0)
    return;

  places = pv_input_files_new ((GFile *const *) files->pdata, files->len);
  pv_window_open_places (PV_WINDOW (widget), places);
}

static void
capture_cb (GtkWidget  *widget,
            const char *action,
            GVariant   *parameter)
{
  _pv_window_capture (PV_WINDOW (widget));
}

static void
reload_cb (GtkWidget  *widget,
           const char *action,
           GVariant   *parameter)
{
  PvWindow *self = PV_WINDOW (widget);
  g_autoptr (PvInputFiles) places = pv_input_files_copy (pv_window_get_places (self));

  pv_window_open_places (self, places);
}

static void
cancel_cb (GtkWidget  *widget,
           const char *action,
           GVariant   *parameter)
{
  if (!_pv_window_stop_capture (PV_WINDOW (widget)))
    pv_document_cancel (_pv_window_get_document (PV_WINDOW (widget)));
}

static void
export_cb (GtkWidget  *widget,
           const char *action,
           GVariant   *parameter)
{
  PvWindow *self = PV_WINDOW (widget);
  PvCaptureView *view = _pv_window_get_capture_view (self);
  g_autoptr (GPtrArray) pictures = pv_capture_view_get_pictures (view);

  if (pictures->len == 0)
    {
      pv_window_toast (self, _("There is no chart to export"));
      return;
    }

  gtk_window_present (GTK_WINDOW (pv_export_dialog_new (GTK_WINDOW (self), _pv_window_get_exporter (self), pictures)));
}

static void
copy_chart_cb (GtkWidget  *widget,
               const char *action,
               GVariant   *parameter)
{
  static const PvPictureLook look = { COPY_WIDTH, 0, COPY_SCALE, PV_BACKGROUND_LIGHT };
  PvWindow *self = PV_WINDOW (widget);
  g_autoptr (GPtrArray) pictures = pv_capture_view_get_pictures (_pv_window_get_capture_view (self));
  g_autoptr (PvChartSheet) sheet = NULL;
  g_autoptr (GdkTexture) texture = NULL;

  if (pictures->len > 0)
    sheet = pv_chart_picture_lay_out (g_ptr_array_index (pictures, 0), &look);
  if (sheet != NULL)
    texture = pv_chart_texture_new (sheet);
  if (texture == NULL)
    {
      pv_window_toast (self, _("There is no chart to copy"));
      return;
    }

  gdk_clipboard_set_texture (gtk_widget_get_clipboard (widget), texture);
  pv_window_toast (self, _("Chart copied"));
}

static void
print_cb (GtkWidget  *widget,
          const char *action,
          GVariant   *parameter)
{
  PvWindow *self = PV_WINDOW (widget);
  g_autoptr (GPtrArray) pictures = pv_capture_view_get_pictures (_pv_window_get_capture_view (self));
  g_autoptr (GtkPrintOperation) operation = NULL;
  g_autoptr (GError) error = NULL;

  if (pictures->len == 0)
    {
      pv_window_toast (self, _("There is no chart to print"));
      return;
    }

  operation = pv_chart_print_new (pictures);
  if (gtk_print_operation_run (operation, GTK_PRINT_OPERATION_ACTION_PRINT_DIALOG, GTK_WINDOW (self), &error) ==
      GTK_PRINT_OPERATION_RESULT_ERROR)
    _pv_window_show_error (self, _("Could Not Print"), error->message);
}

/* What went wrong in a part of the window that knows no other: what could not be done, and why. */
static void
show_error_cb (GtkWidget  *widget,
               const char *action,
               GVariant   *parameter)
{
  const char *title;
  const char *message;

  g_variant_get (parameter, "(&s&s)", &title, &message);
  _pv_window_show_error (PV_WINDOW (widget), *title != '\0' ? title : NULL, message);
}

static void
save_packets_cb (GtkWidget  *widget,
                 const char *action,
                 GVariant   *parameter)
{
  _pv_window_save_packets (PV_WINDOW (widget));
}

static void
open_packets_cb (GtkWidget  *widget,
                 const char *action,
                 GVariant   *parameter)
{
  _pv_window_open_packets (PV_WINDOW (widget), g_variant_get_string (parameter, NULL));
}

static void
objects_destroyed_cb (PvWindow *self)
{
  g_object_set_data (G_OBJECT (self), OBJECTS_WINDOW, NULL);
}

/* Closes that of another capture than @capture, which is nullable. */
static void
close_objects_window (PvWindow  *self,
                      PvCapture *capture)
{
  GtkWidget *window = g_object_get_data (G_OBJECT (self), OBJECTS_WINDOW);

  if (window != NULL && pv_objects_window_get_capture (PV_OBJECTS_WINDOW (window)) != capture)
    gtk_window_destroy (GTK_WINDOW (window));
}

/* Files that went over the wire: another window, for as long as the capture is the same. */
static void
objects_cb (GtkWidget  *widget,
            const char *action,
            GVariant   *parameter)
{
  PvWindow *self = PV_WINDOW (widget);
  PvCapture *capture = pv_document_get_capture (_pv_window_get_document (self));
  PvCrossfilterModel *crossfilter = pv_capture_view_get_crossfilter (_pv_window_get_capture_view (self));
  GtkWidget *window = g_object_get_data (G_OBJECT (self), OBJECTS_WINDOW);

  if (window == NULL)
    {
      window = pv_objects_window_new (GTK_WINDOW (self), capture, crossfilter);
      g_object_set_data (G_OBJECT (self), OBJECTS_WINDOW, window);
      g_signal_connect_object (window, "destroy", G_CALLBACK (objects_destroyed_cb), self, G_CONNECT_SWAPPED);
    }

  gtk_window_present (GTK_WINDOW (window));
}

static void
cancel_save_cb (GtkWidget  *widget,
                const char *action,
                GVariant   *parameter)
{
  pv_packet_saver_cancel (_pv_window_get_saver (PV_WINDOW (widget)));
}

static void
show_tab_cb (GtkWidget  *widget,
             const char *action,
             GVariant   *parameter)
{
  PvCaptureView *view = _pv_window_get_capture_view (PV_WINDOW (widget));

  pv_capture_view_show_tab (view, g_variant_get_uint32 (parameter));
}

static PvTrafficView *
get_traffic (GtkWidget *widget)
{
  return pv_capture_view_get_traffic (_pv_window_get_capture_view (PV_WINDOW (widget)));
}

static void
zoom_in_cb (GtkWidget  *widget,
            const char *action,
            GVariant   *parameter)
{
  pv_traffic_view_zoom_in (get_traffic (widget));
}

static void
zoom_out_cb (GtkWidget  *widget,
             const char *action,
             GVariant   *parameter)
{
  pv_traffic_view_zoom_out (get_traffic (widget));
}

static void
fit_cb (GtkWidget  *widget,
        const char *action,
        GVariant   *parameter)
{
  pv_traffic_view_fit (get_traffic (widget));
}

static void
find_cb (GtkWidget  *widget,
         const char *action,
         GVariant   *parameter)
{
  _pv_window_find (PV_WINDOW (widget));
}

/* To a label: the key of its dimension, its number there, and what it says. */
static void
go_to_cb (GtkWidget  *widget,
          const char *action,
          GVariant   *parameter)
{
  PvCaptureView *view = _pv_window_get_capture_view (PV_WINDOW (widget));
  PvDimension dimension;
  const char *key;
  const char *label;
  guint32 id;

  g_variant_get (parameter, "(&su&s)", &key, &id, &label);
  if (view != NULL && pv_dimension_from_key (key, &dimension))
    pv_capture_view_go_to (view, dimension, id, label);
}

static void
select_moment_cb (GtkWidget  *widget,
                  const char *action,
                  GVariant   *parameter)
{
  pv_traffic_view_select_moment (get_traffic (widget), g_variant_get_int64 (parameter));
}

static void
zoom_to_span_cb (GtkWidget  *widget,
                 const char *action,
                 GVariant   *parameter)
{
  pv_traffic_view_zoom_to_selection (get_traffic (widget));
}

static void
back_cb (GtkWidget  *widget,
         const char *action,
         GVariant   *parameter)
{
  pv_traffic_view_go_back (get_traffic (widget));
}

static void
forward_cb (GtkWidget  *widget,
            const char *action,
            GVariant   *parameter)
{
  pv_traffic_view_go_forward (get_traffic (widget));
}

static PvSelection *
get_selection (PvWindow *self)
{
  return pv_crossfilter_model_get_selection (pv_capture_view_get_crossfilter (_pv_window_get_capture_view (self)));
}

static void
compare_cb (GtkWidget  *widget,
            const char *action,
            GVariant   *parameter)
{
  pv_traffic_view_compare (get_traffic (widget));
}

static void
filter_cb (GtkWidget  *widget,
           const char *action,
           GVariant   *parameter)
{
  pv_filter_bar_start (pv_capture_view_get_filter_bar (_pv_window_get_capture_view (PV_WINDOW (widget))));
}

static void
undo_cb (GtkWidget  *widget,
         const char *action,
         GVariant   *parameter)
{
  pv_selection_undo (get_selection (PV_WINDOW (widget)));
}

static void
redo_cb (GtkWidget  *widget,
         const char *action,
         GVariant   *parameter)
{
  pv_selection_redo (get_selection (PV_WINDOW (widget)));
}

static void
clear_selection_cb (GtkWidget  *widget,
                    const char *action,
                    GVariant   *parameter)
{
  pv_selection_clear (get_selection (PV_WINDOW (widget)));
}

static void
change_follow_cb (PvWindow *self,
                  GVariant *value)
{
  g_object_set (_pv_window_get_document (self), "follow", g_variant_get_boolean (value), NULL);
}

static void
update_follow_action (PvWindow *self)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self), "follow");
  gboolean can_follow;
  gboolean follow;

  g_object_get (_pv_window_get_document (self), "can-follow", &can_follow, "follow", &follow, NULL);
  g_simple_action_set_enabled (G_SIMPLE_ACTION (action), can_follow);
  g_simple_action_set_state (G_SIMPLE_ACTION (action), g_variant_new_boolean (follow));
}

void
_pv_window_add_follow_action (PvWindow *self)
{
  g_autoptr (GSimpleAction) action = g_simple_action_new_stateful ("follow", NULL, g_variant_new_boolean (TRUE));
  PvDocument *document = _pv_window_get_document (self);

  g_signal_connect_object (action, "change-state", G_CALLBACK (change_follow_cb), self, G_CONNECT_SWAPPED);
  g_action_map_add_action (G_ACTION_MAP (self), G_ACTION (action));
  g_signal_connect_object (document, "notify::follow", G_CALLBACK (update_follow_action), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (document, "notify::can-follow", G_CALLBACK (update_follow_action), self, G_CONNECT_SWAPPED);
  update_follow_action (self);
}

void
_pv_window_install_actions (PvWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_install_action (widget_class, "win.open", NULL, open_cb);
  gtk_widget_class_install_action (widget_class, "win.open-folder", NULL, open_folder_cb);
  gtk_widget_class_install_action (widget_class, "win.open-uri", "s", open_uri_cb);
  gtk_widget_class_install_action (widget_class, "win.open-uris", "as", open_uris_cb);
  gtk_widget_class_install_action (widget_class, "win.open-separately", NULL, open_separately_cb);
  gtk_widget_class_install_action (widget_class, "win.capture", NULL, capture_cb);
  gtk_widget_class_install_action (widget_class, "win.reload", NULL, reload_cb);
  gtk_widget_class_install_action (widget_class, "win.cancel", NULL, cancel_cb);
  gtk_widget_class_install_action (widget_class, "win.export", NULL, export_cb);
  gtk_widget_class_install_action (widget_class, "win.copy-chart", NULL, copy_chart_cb);
  gtk_widget_class_install_action (widget_class, "win.print", NULL, print_cb);
  gtk_widget_class_install_action (widget_class, "win.save-packets", NULL, save_packets_cb);
  gtk_widget_class_install_action (widget_class, "win.open-packets", "s", open_packets_cb);
  gtk_widget_class_install_action (widget_class, "win.cancel-save", NULL, cancel_save_cb);
  gtk_widget_class_install_action (widget_class, "win.objects", NULL, objects_cb);
  gtk_widget_class_install_action (widget_class, "win.show-error", "(ss)", show_error_cb);
  gtk_widget_class_install_action (widget_class, "win.show-tab", "u", show_tab_cb);
  gtk_widget_class_install_action (widget_class, "win.zoom-in", NULL, zoom_in_cb);
  gtk_widget_class_install_action (widget_class, "win.zoom-out", NULL, zoom_out_cb);
  gtk_widget_class_install_action (widget_class, "win.fit", NULL, fit_cb);
  gtk_widget_class_install_action (widget_class, "win.find", NULL, find_cb);
  gtk_widget_class_install_action (widget_class, "win.go-to", "(sus)", go_to_cb);
  gtk_widget_class_install_action (widget_class, "win.select-moment", "x", select_moment_cb);
  gtk_widget_class_install_action (widget_class, "win.zoom-to-span", NULL, zoom_to_span_cb);
  gtk_widget_class_install_action (widget_class, "win.back", NULL, back_cb);
  gtk_widget_class_install_action (widget_class, "win.forward", NULL, forward_cb);
  gtk_widget_class_install_action (widget_class, "win.filter", NULL, filter_cb);
  gtk_widget_class_install_action (widget_class, "win.compare", NULL, compare_cb);
  gtk_widget_class_install_action (widget_class, "win.undo", NULL, undo_cb);
  gtk_widget_class_install_action (widget_class, "win.redo", NULL, redo_cb);
  gtk_widget_class_install_action (widget_class, "win.clear-selection", NULL, clear_selection_cb);
  /* no accelerators: those come before what has the focus, say an entry with its own steps */
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "win.clear-selection", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_z, GDK_CONTROL_MASK, "win.undo", NULL);
  /* the last one is what the menu says, and what the window of shortcuts does */
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_y, GDK_CONTROL_MASK, "win.redo", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_z, GDK_CONTROL_MASK | GDK_SHIFT_MASK,
                                       "win.redo", NULL);
}

void
_pv_window_update_selection_actions (PvWindow *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  PvCaptureView *view = _pv_window_get_capture_view (self);
  PvSelection *selection = view != NULL ? get_selection (self) : NULL;

  gtk_widget_action_set_enabled (widget, "win.undo",
                                 selection != NULL && pv_selection_can_undo (selection));
  gtk_widget_action_set_enabled (widget, "win.redo",
                                 selection != NULL && pv_selection_can_redo (selection));
  gtk_widget_action_set_enabled (widget, "win.clear-selection",
                                 selection != NULL && !pv_selection_is_empty (selection));
  gtk_widget_action_set_enabled (widget, "win.save-packets", _pv_window_can_save_packets (self));
  gtk_widget_action_set_enabled (widget, "win.open-packets", _pv_window_can_save_packets (self));
  gtk_widget_action_set_enabled (widget, "win.cancel-save",
                                 pv_packet_saver_get_saving (_pv_window_get_saver (self)));
}

void
_pv_window_update_actions (PvWindow *self)
{
  PvCapture *capture = pv_document_get_capture (_pv_window_get_document (self));

  static const char *const need_capture[] = {
    "win.copy-chart", "win.export", "win.print", "win.filter", "win.compare", "win.show-tab",
    "win.zoom-in", "win.zoom-out", "win.fit", "win.find", "win.zoom-to-span", "win.back", "win.forward",
  };
  GtkWidget *widget = GTK_WIDGET (self);
  PvDocument *document = _pv_window_get_document (self);
  gboolean has_capture = capture != NULL;

  for (guint i = 0; i < G_N_ELEMENTS (need_capture); i++)
    gtk_widget_action_set_enabled (widget, need_capture[i], has_capture);
  _pv_window_update_selection_actions (self);
  close_objects_window (self, capture);
  gtk_widget_action_set_enabled (widget, "win.objects", has_capture && pv_capture_get_settled (capture));
  gtk_widget_action_set_enabled (widget, "win.capture", pv_capture_tool_is_possible ());
  gtk_widget_action_set_enabled (widget, "win.reload", pv_document_get_file (document) != NULL &&
                                                         !pv_file_text_has_name (pv_document_get_file (document)));
  gtk_widget_action_set_enabled (widget, "win.cancel", pv_document_get_loading (document));
}
