/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-window.c: a window with one capture. */
#include "config.h"

#include <glib/gi18n.h>

#include "pv-adaptive-bin.h"
#include "pv-capture-text.h"
#include "pv-drop-area.h"
#include "pv-file-text.h"
#include "pv-find-popover.h"
#include "pv-guide.h"
#include "pv-message.h"
#include "pv-recent-popover.h"
#include "pv-settings.h"
#include "pv-summary.h"
#include "pv-window-private.h"

struct _PvWindow
{
  AdwApplicationWindow parent_instance;

  PvAdaptiveBin *adaptive_bin;
  AdwToastOverlay *toasts;
  AdwHeaderBar *header_bar;
  PvSummary *summary;
  GtkMenuButton *menu_button;
  GMenuModel *primary_menu;
  AdwSplitButton *open_button;
  PvErrorBar *error_bar;
  AdwBin *guide_bin;
  AdwBin *load_bin;
  AdwBin *floating_load_bin;
  AdwBin *save_bin;
  GtkStack *pages;
  GtkWidget *empty_page;
  AdwBin *capture_bin;

  PvDocument *document;
  gboolean is_without_index; /* what is opened next */
  PvPacketSaver *saver;
  PvChartExporter *exporter;
  /* NULL before the first capture: an empty window starts faster without */
  PvCaptureView *capture_view;
  GtkWidget *undo_button;
  GtkWidget *redo_button;
  GtkMenuButton *find_button;
  PvFindPopover *find_popover;
  GtkWidget *filter_button;
  /* NULL before something is loaded, something is saved, and the sample is shown */
  PvLoadBar *load_bar;
  PvLoadBar *save_bar;
  PvGuide *guide;
};

G_DEFINE_FINAL_TYPE (PvWindow, pv_window, ADW_TYPE_APPLICATION_WINDOW)

static void
crossfilter_failed_cb (PvWindow *self,
                       GError   *error)
{
  pv_window_toast (self, error->message);
}

static void
comparison_failed_cb (PvWindow *self,
                      GError   *error)
{
  /* the message says what failed, and for which file */
  pv_error_bar_show (self->error_bar, NULL, error->message);
}

static void
pv_window_make_capture_view (PvWindow *self)
{
  PvCrossfilterModel *crossfilter;

  if (self->capture_view != NULL)
    return;

  self->capture_view = PV_CAPTURE_VIEW (pv_capture_view_new ());
  g_object_bind_property (self->adaptive_bin, "narrow", self->capture_view, "narrow",
                          G_BINDING_SYNC_CREATE);
  adw_bin_set_child (self->capture_bin, GTK_WIDGET (self->capture_view));
  g_object_bind_property (self->adaptive_bin, "short", self->capture_view, "short",
                          G_BINDING_SYNC_CREATE);

  crossfilter = pv_capture_view_get_crossfilter (self->capture_view);
  g_signal_connect_object (crossfilter, "failed", G_CALLBACK (crossfilter_failed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (pv_capture_view_get_traffic (self->capture_view), "failed",
                           G_CALLBACK (comparison_failed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (crossfilter, "notify::filtering",
                           G_CALLBACK (_pv_window_update_selection_actions), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (pv_crossfilter_model_get_selection (crossfilter), "changed",
                           G_CALLBACK (_pv_window_update_selection_actions), self, G_CONNECT_SWAPPED);
}

static void
pv_window_update_title (PvWindow *self)
{
  const PvInputFiles *places = pv_document_get_places (self->document);
  g_autofree char *name = NULL;

  if (places != NULL)
    name = pv_capture_text_title_of_files (places);
  gtk_window_set_title (GTK_WINDOW (self), name != NULL ? name : _("PcapViz"));
}

/* The part of a split button that opens its popover. */
static GtkWidget *
find_arrow (AdwSplitButton *button)
{
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (button));

  while (child != NULL && !GTK_IS_MENU_BUTTON (child))
    child = gtk_widget_get_next_sibling (child);

  return child;
}

/* A split button gives its arrow no name, and an icon none. */
static void
name_open_button (PvWindow *self,
                  gboolean  is_icon)
{
  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->open_button)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (GTK_IS_MENU_BUTTON (child))
      gtk_accessible_update_property (GTK_ACCESSIBLE (child), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                      _("Recent Captures"), -1);
    else if (GTK_IS_BUTTON (child) && is_icon)
      gtk_accessible_update_property (GTK_ACCESSIBLE (child), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                      _("Open a Capture"), -1);
    else if (GTK_IS_BUTTON (child))
      gtk_accessible_reset_property (GTK_ACCESSIBLE (child), GTK_ACCESSIBLE_PROPERTY_LABEL);
}

/* Where there is little width, it is the title's: they are in the menu then, and by key. */
static void
update_tools (PvWindow *self)
{
  gboolean narrow = pv_adaptive_bin_get_narrow (self->adaptive_bin);
  gboolean has_capture = pv_document_get_capture (self->document) != NULL;

  if (self->find_button == NULL)
    return;

  gtk_widget_set_visible (self->undo_button, has_capture && !narrow);
  gtk_widget_set_visible (self->redo_button, has_capture && !narrow);
  gtk_widget_set_visible (self->filter_button, has_capture && !narrow);
  gtk_widget_set_visible (GTK_WIDGET (self->find_button),
                          has_capture && (!narrow || gtk_widget_get_visible (GTK_WIDGET (self->find_popover))));
}

/* What is of no use without a capture is not there. */
static void
make_tools (PvWindow *self)
{
  g_autoptr (GtkBuilder) builder = NULL;

  if (self->find_button != NULL)
    return;

  builder = gtk_builder_new_from_resource (PV_RESOURCE_PREFIX "/ui/pv-window-tools.ui");
  self->undo_button = GTK_WIDGET (gtk_builder_get_object (builder, "undo_button"));
  self->redo_button = GTK_WIDGET (gtk_builder_get_object (builder, "redo_button"));
  self->find_button = GTK_MENU_BUTTON (gtk_builder_get_object (builder, "find_button"));
  self->find_popover = PV_FIND_POPOVER (gtk_builder_get_object (builder, "find_popover"));
  self->filter_button = GTK_WIDGET (gtk_builder_get_object (builder, "filter_button"));
  g_signal_connect_object (self->find_popover, "closed", G_CALLBACK (update_tools), self, G_CONNECT_SWAPPED);

  adw_header_bar_pack_start (self->header_bar, self->undo_button);
  adw_header_bar_pack_start (self->header_bar, self->redo_button);
  adw_header_bar_pack_end (self->header_bar, GTK_WIDGET (self->find_button));
  adw_header_bar_pack_end (self->header_bar, self->filter_button);
}

static void
update_open_button (PvWindow *self)
{
  gboolean narrow = pv_adaptive_bin_get_narrow (self->adaptive_bin);

  if (narrow)
    adw_split_button_set_icon_name (self->open_button, "document-open-symbolic");
  else if (adw_split_button_get_label (self->open_button) == NULL)
    adw_split_button_set_label (self->open_button, _("_Open"));
  name_open_button (self, narrow);
}

static void
capture_cb (PvWindow *self)
{
  PvCapture *capture = pv_document_get_capture (self->document);
  gboolean was_empty;

  if (capture != NULL)
    {
      pv_window_make_capture_view (self);
      make_tools (self);
      pv_capture_view_set_capture (self->capture_view, capture);
    }
  was_empty = gtk_stack_get_visible_child (self->pages) == self->empty_page;
  gtk_stack_set_visible_child (self->pages,
                               capture != NULL ? GTK_WIDGET (self->capture_bin) : self->empty_page);
  if (was_empty && capture != NULL)
    pv_capture_view_focus_chart (self->capture_view);
  pv_summary_set_capture (self->summary, capture);
  if (self->find_popover != NULL)
    pv_find_popover_set_capture (self->find_popover, capture);
  update_tools (self);
  pv_window_update_title (self);
  _pv_window_update_actions (self);
}

static PvLoadBar *
make_load_bar (AdwBin     *bin,
               const char *cancel_action)
{
  PvLoadBar *bar = g_object_new (PV_TYPE_LOAD_BAR, "cancel-action", cancel_action, NULL);

  adw_bin_set_child (bin, GTK_WIDGET (bar));

  return bar;
}

static void
loading_cb (PvWindow *self)
{
  if (self->load_bar != NULL && !pv_document_get_loading (self->document))
    pv_load_bar_stop (self->load_bar);
  pv_window_update_title (self);
  _pv_window_update_actions (self);
}

/* What is over soon floats, so that nothing moves for it; what comes without end has a place of its own. */
static void
place_load_bar (PvWindow *self,
                gboolean  has_end)
{
  AdwBin *bin = has_end ? self->floating_load_bin : self->load_bin;
  AdwBin *other = has_end ? self->load_bin : self->floating_load_bin;

  if (adw_bin_get_child (bin) != NULL)
    return;

  g_object_ref (self->load_bar);
  adw_bin_set_child (other, NULL);
  adw_bin_set_child (bin, GTK_WIDGET (self->load_bar));
  g_object_unref (self->load_bar);
}

static void
progress_cb (PvWindow *self)
{
  guint64 bytes_read;
  guint64 size;

  if (self->load_bar == NULL)
    return;

  pv_document_get_progress (self->document, &bytes_read, &size);
  place_load_bar (self, size > 0);
  pv_load_bar_set_keeps (self->load_bar, pv_document_get_live (self->document));
  pv_load_bar_progress (self->load_bar, bytes_read, size);
}

/* In the smallest windows, a guide would leave no room for what it guides to. */
static void
update_guide (PvWindow *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->guide_bin), !pv_adaptive_bin_get_narrow (self->adaptive_bin) ||
                                                          !pv_adaptive_bin_get_short (self->adaptive_bin));
}

static void
start_guide (PvWindow *self)
{
  if (self->guide == NULL)
    {
      self->guide = g_object_new (PV_TYPE_GUIDE, NULL);
      adw_bin_set_child (self->guide_bin, GTK_WIDGET (self->guide));
    }
  pv_guide_start (self->guide,
                  pv_crossfilter_model_get_selection (pv_capture_view_get_crossfilter (self->capture_view)));
}

static void
loaded_cb (PvWindow *self)
{
  const PvInputFiles *places = pv_document_get_places (self->document);

  if (pv_guide_is_sample (pv_document_get_file (self->document)))
    start_guide (self);
  else if (pv_input_files_can_open_again (places))
    pv_recent_popover_remember (places);
}

static void
failed_cb (PvWindow *self,
           GFile    *file,
           GError   *error)
{
  /* the message says what failed, and for which file */
  pv_error_bar_show (self->error_bar, NULL, error->message);
}

/* What is shown stays until the user wants the other. */
static void
outdated_cb (PvWindow *self,
             GError   *error)
{
  g_autofree char *title = pv_message_markup (error->message);
  AdwToast *toast = adw_toast_new (title);

  adw_toast_set_button_label (toast, _("Re_load"));
  adw_toast_set_action_name (toast, "win.reload");
  adw_toast_set_timeout (toast, 0);
  _pv_window_add_toast (self, toast);
}

/* A title in the very middle costs the wider side's width twice. */
static void
narrow_cb (PvWindow *self)
{
  update_guide (self);
  update_tools (self);
  update_open_button (self);
  adw_header_bar_set_centering_policy (self->header_bar,
                                       pv_adaptive_bin_get_narrow (self->adaptive_bin)
                                         ? ADW_CENTERING_POLICY_LOOSE
                                         : ADW_CENTERING_POLICY_STRICT);
}

static void
short_cb (PvWindow *self)
{
  update_guide (self);
  if (pv_adaptive_bin_get_short (self->adaptive_bin))
    gtk_widget_add_css_class (self->empty_page, "compact");
  else
    gtk_widget_remove_css_class (self->empty_page, "compact");
}

static void
dropped_cb (PvWindow   *self,
            GListModel *files)
{
  guint n = g_list_model_get_n_items (files);

  _pv_window_open_list (self, files, FALSE);
  if (n > 1)
    {
      g_autofree char *title = g_strdup_printf (ngettext ("%u file opened as one capture",
                                                          "%u files opened as one capture", n), n);
      AdwToast *toast = adw_toast_new (title);

      adw_toast_set_button_label (toast, _("A Window _for Each"));
      adw_toast_set_action_name (toast, "win.open-separately");
      _pv_window_add_toast (self, toast);
    }
  gtk_window_present (GTK_WINDOW (self));
}

static void
pv_window_restore_size (PvWindow *self)
{
  GSettings *settings = pv_settings_get_default ();

  _pv_window_set_size (self, g_settings_get_int (settings, "window-width"),
                       g_settings_get_int (settings, "window-height"),
                       g_settings_get_boolean (settings, "window-maximized"));
}

/* Not earlier: GtkWindow is unmaximized as it is constructed. */
static void
pv_window_constructed (GObject *object)
{
  G_OBJECT_CLASS (pv_window_parent_class)->constructed (object);

  pv_window_restore_size (PV_WINDOW (object));
}

static gboolean
pv_window_close_request (GtkWindow *window)
{
  PvWindow *self = PV_WINDOW (window);

  pv_window_remember (self);
  pv_document_cancel (self->document);
  _pv_window_end_capture (self);
  pv_packet_saver_cancel (self->saver);
  pv_chart_exporter_cancel (self->exporter);

  return GTK_WINDOW_CLASS (pv_window_parent_class)->close_request (window);
}

static void
pv_window_dispose (GObject *object)
{
  PvWindow *self = PV_WINDOW (object);

  if (self->document != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->document, self);
      pv_document_cancel (self->document);
      g_clear_object (&self->document);
    }
  if (self->saver != NULL)
    pv_packet_saver_cancel (self->saver);
  g_clear_object (&self->saver);
  if (self->exporter != NULL)
    pv_chart_exporter_cancel (self->exporter);
  g_clear_object (&self->exporter);
  self->capture_view = NULL;

  G_OBJECT_CLASS (pv_window_parent_class)->dispose (object);
}

static void
pv_window_class_init (PvWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->constructed = pv_window_constructed;
  G_OBJECT_CLASS (klass)->dispose = pv_window_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = pv_window_close_request;

  g_type_ensure (PV_TYPE_ADAPTIVE_BIN);
  g_type_ensure (PV_TYPE_DROP_AREA);
  g_type_ensure (PV_TYPE_ERROR_BAR);
  g_type_ensure (PV_TYPE_FIND_POPOVER);
  g_type_ensure (PV_TYPE_SUMMARY);
  gtk_widget_class_set_template_from_resource (widget_class, PV_RESOURCE_PREFIX "/ui/pv-window.ui");
  gtk_widget_class_bind_template_child (widget_class, PvWindow, adaptive_bin);
  gtk_widget_class_bind_template_child (widget_class, PvWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, PvWindow, header_bar);
  gtk_widget_class_bind_template_child (widget_class, PvWindow, summary);
  gtk_widget_class_bind_template_child (widget_class, PvWindow, menu_button);
  gtk_widget_class_bind_template_child (widget_class, PvWindow, primary_menu);
  gtk_widget_class_bind_template_child (widget_class, PvWindow, open_button);
  gtk_widget_class_bind_template_child (widget_class, PvWindow, error_bar);
  gtk_widget_class_bind_template_child (widget_class, PvWindow, guide_bin);
  gtk_widget_class_bind_template_child (widget_class, PvWindow, load_bin);
  gtk_widget_class_bind_template_child (widget_class, PvWindow, floating_load_bin);
  gtk_widget_class_bind_template_child (widget_class, PvWindow, save_bin);
  gtk_widget_class_bind_template_child (widget_class, PvWindow, pages);
  gtk_widget_class_bind_template_child (widget_class, PvWindow, empty_page);
  gtk_widget_class_bind_template_child (widget_class, PvWindow, capture_bin);
  gtk_widget_class_bind_template_callback (widget_class, dropped_cb);
  gtk_widget_class_bind_template_callback (widget_class, narrow_cb);
  gtk_widget_class_bind_template_callback (widget_class, short_cb);

  _pv_window_install_actions (klass);
}

/* The menu has a widget for each item: half of those of an empty window, which shows sooner without. */
static void
make_menu (GtkMenuButton *button,
           gpointer       user_data)
{
  PvWindow *self = user_data;

  if (gtk_menu_button_get_menu_model (button) == NULL)
    gtk_menu_button_set_menu_model (button, self->primary_menu);
}

static void
make_recent (GtkMenuButton *button,
             gpointer       user_data)
{
  PvWindow *self = user_data;

  if (adw_split_button_get_popover (self->open_button) == NULL)
    adw_split_button_set_popover (self->open_button, g_object_new (PV_TYPE_RECENT_POPOVER, NULL));
}

static void
pv_window_init (PvWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_menu_button_set_create_popup_func (self->menu_button, make_menu, self, NULL);
  gtk_menu_button_set_create_popup_func (GTK_MENU_BUTTON (find_arrow (self->open_button)), make_recent, self, NULL);

  self->document = pv_document_new ();
  g_signal_connect_swapped (self->document, "notify::capture", G_CALLBACK (capture_cb), self);
  g_signal_connect_swapped (self->document, "notify::loading", G_CALLBACK (loading_cb), self);
  g_signal_connect_swapped (self->document, "progress", G_CALLBACK (progress_cb), self);
  g_signal_connect_swapped (self->document, "loaded", G_CALLBACK (loaded_cb), self);
  g_signal_connect_swapped (self->document, "failed", G_CALLBACK (failed_cb), self);
  g_signal_connect_swapped (self->document, "outdated", G_CALLBACK (outdated_cb), self);
  _pv_window_add_follow_action (self);
  _pv_window_connect_live (self);
  self->saver = pv_packet_saver_new ();
  self->exporter = pv_chart_exporter_new ();
  _pv_window_connect_saver (self);

  narrow_cb (self);
  pv_window_update_title (self);
  _pv_window_update_actions (self);
}

PvWindow *
pv_window_new (GtkApplication *application)
{
  g_return_val_if_fail (GTK_IS_APPLICATION (application), NULL);

  return g_object_new (PV_TYPE_WINDOW, "application", application, NULL);
}

void
pv_window_open (PvWindow *self,
                GFile    *file)
{
  g_autoptr (PvInputFiles) places = NULL;

  g_return_if_fail (G_IS_FILE (file));

  places = pv_input_files_new (&file, 1);
  pv_window_open_places (self, places);
}

void
pv_window_open_places (PvWindow           *self,
                       const PvInputFiles *places)
{
  g_autofree char *name = NULL;
  g_autofree char *text = NULL;
  g_autoptr (PvIndexCache) cache = NULL;

  g_return_if_fail (PV_IS_WINDOW (self));
  g_return_if_fail (places != NULL);

  name = pv_capture_text_title_of_files (places);
  if (pv_file_text_has_name (places->files[0].file))
    /* Translators: %s is the name of a network interface */
    text = g_strdup_printf (_("Capturing on “%s”"), name);
  else
    /* Translators: %s is a file name */
    text = g_strdup_printf (_("Loading “%s”"), name);
  _pv_window_end_capture (self);
  pv_error_bar_close (self->error_bar);
  if (self->guide != NULL)
    pv_guide_stop (self->guide);
  if (self->load_bar == NULL)
    self->load_bar = make_load_bar (self->floating_load_bin, "win.cancel");
  pv_load_bar_start (self->load_bar, text);
  pv_document_set_spool_limit (self->document,
                               (guint64) g_settings_get_int64 (pv_settings_get_default (), "pipe-limit"));
  if (!self->is_without_index)
    cache = pv_settings_dup_index_cache ();
  pv_document_set_index_cache (self->document, cache);
  self->is_without_index = FALSE;
  pv_document_open_places (self->document, places);
}

void
pv_window_set_without_index (PvWindow *self)
{
  g_return_if_fail (PV_IS_WINDOW (self));

  self->is_without_index = TRUE;
}

gboolean
pv_window_is_empty (PvWindow *self)
{
  g_return_val_if_fail (PV_IS_WINDOW (self), FALSE);

  return pv_document_get_file (self->document) == NULL;
}

GFile *
pv_window_get_file (PvWindow *self)
{
  g_return_val_if_fail (PV_IS_WINDOW (self), NULL);

  return pv_document_get_file (self->document);
}

void
pv_window_remember (PvWindow *self)
{
  GSettings *settings = pv_settings_get_default ();
  gboolean maximized;

  g_return_if_fail (PV_IS_WINDOW (self));

  maximized = gtk_window_is_maximized (GTK_WINDOW (self));
  g_settings_set_boolean (settings, "window-maximized", maximized);
  if (!maximized)
    {
      int width;
      int height;

      gtk_window_get_default_size (GTK_WINDOW (self), &width, &height);
      g_settings_set_int (settings, "window-width", width);
      g_settings_set_int (settings, "window-height", height);
    }
}

const PvInputFiles *
pv_window_get_places (PvWindow *self)
{
  g_return_val_if_fail (PV_IS_WINDOW (self), NULL);

  return pv_document_get_places (self->document);
}

void
pv_window_toast (PvWindow   *self,
                 const char *text)
{
  g_autofree char *title = NULL;

  g_return_if_fail (PV_IS_WINDOW (self));
  g_return_if_fail (text != NULL);

  title = pv_message_markup (text);
  _pv_window_add_toast (self, adw_toast_new (title));
}

void
_pv_window_add_toast (PvWindow *self,
                      AdwToast *toast)
{
  adw_toast_overlay_add_toast (self->toasts, toast);
}

void
_pv_window_show_error (PvWindow   *self,
                       const char *title,
                       const char *message)
{
  pv_error_bar_show (self->error_bar, title, message);
}

void
_pv_window_set_size (PvWindow *self,
                     int       width,
                     int       height,
                     gboolean  is_maximized)
{
  gtk_window_set_default_size (GTK_WINDOW (self), width, height);
  if (is_maximized)
    {
      gtk_window_maximize (GTK_WINDOW (self));
    }
  else
    {
      gtk_window_unmaximize (GTK_WINDOW (self));
      pv_adaptive_bin_expect (self->adaptive_bin, width, height);
    }
}

PvPacketSaver *
_pv_window_get_saver (PvWindow *self)
{
  return self->saver;
}

PvChartExporter *
_pv_window_get_exporter (PvWindow *self)
{
  return self->exporter;
}

PvLoadBar *
_pv_window_get_save_bar (PvWindow *self)
{
  if (self->save_bar == NULL)
    self->save_bar = make_load_bar (self->save_bin, "win.cancel-save");

  return self->save_bar;
}

PvDocument *
_pv_window_get_document (PvWindow *self)
{
  return self->document;
}

PvCaptureView *
_pv_window_get_capture_view (PvWindow *self)
{
  return self->capture_view;
}

static void
open_as_one (PvWindow   *self,
             GListModel *files)
{
  guint n = MIN (g_list_model_get_n_items (files), PV_INPUT_FILES_MAX);
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (PvInputFiles) places = NULL;

  for (guint i = 0; i < n; i++)
    g_ptr_array_add (list, g_list_model_get_item (files, i));
  places = pv_input_files_new ((GFile *const *) list->pdata, n);
  pv_window_open_places (self, places);
}

void
_pv_window_open_list (PvWindow   *self,
                      GListModel *files,
                      gboolean    separate)
{
  if (g_list_model_get_n_items (files) == 0)
    return;

  if (!separate)
    {
      open_as_one (self, files);
      return;
    }

  for (guint i = 0; i < g_list_model_get_n_items (files); i++)
    {
      g_autoptr (GFile) file = g_list_model_get_item (files, i);

      if (i == 0)
        pv_window_open (self, file);
      else
        {
          g_autofree char *uri = g_file_get_uri (file);

          gtk_widget_activate_action (GTK_WIDGET (self), "app.open-uri", "s", uri);
        }
    }
}

void
_pv_window_find (PvWindow *self)
{
  /* what it comes out of; it goes with it */
  gtk_widget_show (GTK_WIDGET (self->find_button));
  gtk_menu_button_popup (self->find_button);
}
