/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-export-dialog.c: a chart becomes an image file. */
#include "config.h"

#include <glib/gi18n.h>

#include "pv-chart-picture.h"
#include "pv-export-dialog.h"
#include "pv-value-drop-down.h"

/* Device pixels of the preview's longer side, at most. */
#define PREVIEW_PIXELS 900.0
/* A change of size is drawn when the user pauses. */
#define PREVIEW_DELAY_MS 60

struct _PvExportDialog
{
  AdwWindow parent_instance;

  GtkPicture *preview;
  GtkWidget *preview_frame;
  PvValueDropDown *chart;
  GtkSpinButton *width;
  GtkSpinButton *height;
  GtkWidget *height_row;
  PvValueDropDown *scale;
  AdwActionRow *scale_row;
  PvValueDropDown *background;
  GtkWidget *export_button;
  GtkSpinner *spinner;

  PvWindow *parent;
  GPtrArray *pictures;
  GtkFileChooserNative *chooser;
  guint preview_id;
};

/* What is to be written; belongs to the thread that writes. */
typedef struct
{
  PvChartPicture *picture;
  GFile *file;
  int width;
  int height;
  double scale;
  PvBackground background;
} PvExportJob;

G_DEFINE_FINAL_TYPE (PvExportDialog, pv_export_dialog, ADW_TYPE_WINDOW)

static void
pv_export_job_free (PvExportJob *job)
{
  g_clear_object (&job->picture);
  g_clear_object (&job->file);
  g_free (job);
}

static PvExportJob *
pv_export_dialog_make_job (PvExportDialog *self)
{
  PvExportJob *job = g_new0 (PvExportJob, 1);

  job->picture = g_object_ref (g_ptr_array_index (self->pictures,
                                                  pv_value_drop_down_get_value (self->chart)));
  job->width = gtk_spin_button_get_value_as_int (self->width);
  if (!pv_chart_picture_has_natural_height (job->picture))
    job->height = gtk_spin_button_get_value_as_int (self->height);
  job->scale = pv_value_drop_down_get_value (self->scale);
  job->background = pv_value_drop_down_get_value (self->background);

  return job;
}

static cairo_surface_t *
pv_export_job_draw (const PvExportJob *job,
                    double             scale)
{
  return pv_chart_picture_draw (job->picture, job->width, job->height, scale, job->background);
}

static GdkTexture *
to_texture (cairo_surface_t *surface)
{
  int stride = cairo_image_surface_get_stride (surface);
  int height = cairo_image_surface_get_height (surface);
  g_autoptr (GBytes) bytes = NULL;

  cairo_surface_flush (surface);
  bytes = g_bytes_new_with_free_func (cairo_image_surface_get_data (surface),
                                      (gsize) stride * height,
                                      (GDestroyNotify) cairo_surface_destroy,
                                      cairo_surface_reference (surface));

  return gdk_memory_texture_new (cairo_image_surface_get_width (surface), height,
                                 GDK_MEMORY_DEFAULT, bytes, stride);
}

static gboolean
update_preview_cb (gpointer user_data)
{
  PvExportDialog *self = user_data;
  PvExportJob *job = pv_export_dialog_make_job (self);
  g_autoptr (GdkTexture) texture = NULL;
  g_autofree char *pixels = NULL;
  cairo_surface_t *surface;
  double preview_scale = MIN (PREVIEW_PIXELS / job->width, 2.0);
  double shrink;
  int height;

  self->preview_id = 0;

  surface = pv_export_job_draw (job, preview_scale);
  shrink = (double) cairo_image_surface_get_width (surface) / job->width;
  height = (int) (cairo_image_surface_get_height (surface) / shrink + 0.5);
  if (cairo_surface_status (surface) == CAIRO_STATUS_SUCCESS)
    {
      texture = to_texture (surface);
      gtk_picture_set_paintable (self->preview, GDK_PAINTABLE (texture));
    }
  cairo_surface_destroy (surface);

  /* Translators: the size of an image: width and height in pixels */
  pixels = g_strdup_printf (_("%d × %d pixels"), (int) (job->width * job->scale),
                            (int) (height * job->scale));
  adw_action_row_set_subtitle (self->scale_row, pixels);
  gtk_widget_set_visible (self->height_row, !pv_chart_picture_has_natural_height (job->picture));
  if (job->background == PV_BACKGROUND_TRANSPARENT)
    gtk_widget_add_css_class (self->preview_frame, "transparent");
  else
    gtk_widget_remove_css_class (self->preview_frame, "transparent");
  pv_export_job_free (job);

  return G_SOURCE_REMOVE;
}

static void
changed_cb (PvExportDialog *self)
{
  if (self->preview_id == 0 && self->pictures != NULL)
    self->preview_id = g_timeout_add (PREVIEW_DELAY_MS, update_preview_cb, self);
}

static void
write_thread (GTask        *task,
              gpointer      source,
              gpointer      task_data,
              GCancellable *cancellable)
{
  PvExportJob *job = task_data;
  cairo_surface_t *surface = pv_export_job_draw (job, job->scale);
  g_autoptr (GError) error = NULL;

  if (pv_chart_export_save_png (surface, job->file, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
  cairo_surface_destroy (surface);
}

static void
pv_export_dialog_set_busy (PvExportDialog *self,
                           gboolean        busy)
{
  gtk_widget_set_sensitive (self->export_button, !busy);
  gtk_spinner_set_spinning (self->spinner, busy);
}

static void
show_error (PvExportDialog *self,
            GFile          *file,
            const GError   *error)
{
  g_autofree char *name = g_file_get_parse_name (file);
  GtkWidget *dialog;

  dialog = adw_message_dialog_new (GTK_WINDOW (self), _("Could Not Export the Image"), NULL);
  /* Translators: a file name and why it could not be written */
  adw_message_dialog_format_body (ADW_MESSAGE_DIALOG (dialog), _("%s: %s"), name, error->message);
  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _("_Close"));
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
written_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  PvExportDialog *self = PV_EXPORT_DIALOG (source);
  PvExportJob *job = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;

  /* closed in the meantime */
  if (self->pictures == NULL)
    return;

  pv_export_dialog_set_busy (self, FALSE);
  if (g_task_propagate_boolean (G_TASK (result), &error))
    {
      g_autofree char *base = g_file_get_basename (job->file);
      g_autofree char *name = g_filename_display_name (base);
      /* Translators: %s is a file name */
      g_autofree char *text = g_strdup_printf (_("Exported “%s”"), name);

      pv_window_toast (self->parent, text);
      gtk_window_close (GTK_WINDOW (self));
    }
  else
    {
      show_error (self, job->file, error);
    }
}

static void
chosen_cb (PvExportDialog  *self,
           int              response,
           GtkNativeDialog *dialog)
{
  if (response == GTK_RESPONSE_ACCEPT)
    {
      g_autoptr (GTask) task = g_task_new (self, NULL, written_cb, NULL);
      PvExportJob *job = pv_export_dialog_make_job (self);

      job->file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));
      g_task_set_task_data (task, job, (GDestroyNotify) pv_export_job_free);
      pv_export_dialog_set_busy (self, TRUE);
      g_task_run_in_thread (task, write_thread);
    }
  gtk_native_dialog_destroy (dialog);
  g_clear_object (&self->chooser);
}

static void
export_cb (PvExportDialog *self)
{
  PvExportJob *job = pv_export_dialog_make_job (self);
  g_autofree char *stem = pv_chart_picture_suggest_name (job->picture);
  g_autofree char *name = g_strconcat (stem, ".png", NULL);
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();
  const char *pictures_folder = g_get_user_special_dir (G_USER_DIRECTORY_PICTURES);
  g_autoptr (GFile) folder = g_file_new_for_path (pictures_folder != NULL ? pictures_folder
                                                                          : g_get_home_dir ());

  pv_export_job_free (job);
  if (self->chooser != NULL)
    return;

  self->chooser = gtk_file_chooser_native_new (_("Export Image"), GTK_WINDOW (self),
                                               GTK_FILE_CHOOSER_ACTION_SAVE, _("_Export"),
                                               _("_Cancel"));
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (self->chooser), TRUE);
  gtk_file_filter_set_name (filter, _("PNG Images"));
  gtk_file_filter_add_suffix (filter, "png");
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (self->chooser), filter);
  gtk_file_chooser_set_current_folder (GTK_FILE_CHOOSER (self->chooser), folder, NULL);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (self->chooser), name);
  g_signal_connect_object (self->chooser, "response", G_CALLBACK (chosen_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

static void
pv_export_dialog_dispose (GObject *object)
{
  PvExportDialog *self = PV_EXPORT_DIALOG (object);

  g_clear_handle_id (&self->preview_id, g_source_remove);
  g_clear_pointer (&self->pictures, g_ptr_array_unref);
  g_clear_object (&self->chooser);

  G_OBJECT_CLASS (pv_export_dialog_parent_class)->dispose (object);
}

static void
pv_export_dialog_class_init (PvExportDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pv_export_dialog_dispose;

  g_type_ensure (PV_TYPE_VALUE_DROP_DOWN);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               PV_RESOURCE_PREFIX "/ui/pv-export-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, PvExportDialog, preview);
  gtk_widget_class_bind_template_child (widget_class, PvExportDialog, preview_frame);
  gtk_widget_class_bind_template_child (widget_class, PvExportDialog, chart);
  gtk_widget_class_bind_template_child (widget_class, PvExportDialog, width);
  gtk_widget_class_bind_template_child (widget_class, PvExportDialog, height);
  gtk_widget_class_bind_template_child (widget_class, PvExportDialog, height_row);
  gtk_widget_class_bind_template_child (widget_class, PvExportDialog, scale);
  gtk_widget_class_bind_template_child (widget_class, PvExportDialog, scale_row);
  gtk_widget_class_bind_template_child (widget_class, PvExportDialog, background);
  gtk_widget_class_bind_template_child (widget_class, PvExportDialog, export_button);
  gtk_widget_class_bind_template_child (widget_class, PvExportDialog, spinner);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, export_cb);

  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
pv_export_dialog_init (PvExportDialog *self)
{
  static const int scales[] = { 1, 2, 4 };

  gtk_widget_init_template (GTK_WIDGET (self));

  for (guint i = 0; i < G_N_ELEMENTS (scales); i++)
    {
      /* Translators: a scale factor, as in “2×” */
      g_autofree char *text = g_strdup_printf (_("%d×"), scales[i]);

      pv_value_drop_down_add (self->scale, scales[i], text);
    }
  pv_value_drop_down_set_value (self->scale, 2);

  pv_value_drop_down_add (self->background, PV_BACKGROUND_LIGHT, _("Light"));
  pv_value_drop_down_add (self->background, PV_BACKGROUND_DARK, _("Dark"));
  pv_value_drop_down_add (self->background, PV_BACKGROUND_TRANSPARENT, _("Transparent"));
}

GtkWidget *
pv_export_dialog_new (PvWindow  *parent,
                      GPtrArray *pictures)
{
  PvExportDialog *self;

  g_return_val_if_fail (PV_IS_WINDOW (parent), NULL);
  g_return_val_if_fail (pictures != NULL && pictures->len > 0, NULL);

  self = g_object_new (PV_TYPE_EXPORT_DIALOG,
                       "transient-for", parent,
                       NULL);
  /* goes with its parent */
  self->parent = parent;
  for (guint i = 0; i < pictures->len; i++)
    pv_value_drop_down_add (self->chart, i,
                            pv_chart_picture_get_title (g_ptr_array_index (pictures, i)));
  self->pictures = g_ptr_array_ref (pictures);
  update_preview_cb (self);

  return GTK_WIDGET (self);
}
