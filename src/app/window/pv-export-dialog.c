/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-export-dialog.c: a chart becomes a file. */
#include "config.h"

#include <glib/gi18n.h>

#include "pv-chart-texture.h"
#include "pv-export.h"
#include "pv-export-dialog.h"
#include "pv-file-text.h"
#include "pv-text-scale.h"
#include "pv-value-drop-down.h"

/* Device pixels of the preview's longer side, at most. */
#define PREVIEW_PIXELS 900.0
/* A change of size is drawn when the user pauses. */
#define PREVIEW_DELAY_MS 60
/* Of numbers; what is wider or longer is cut off. */
#define PREVIEW_ROWS 12

struct _PvExportDialog
{
  AdwWindow parent_instance;

  GtkStack *preview_stack;
  GtkPicture *preview;
  GtkLabel *numbers;
  GtkWidget *preview_frame;
  PvValueDropDown *chart;
  PvValueDropDown *format;
  AdwActionRow *format_row;
  GtkWidget *width_row;
  GtkSpinButton *width;
  GtkSpinButton *height;
  GtkWidget *height_row;
  PvValueDropDown *scale;
  AdwActionRow *scale_row;
  PvValueDropDown *background;
  GtkWidget *background_row;
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
  PvExportFormat format;
  PvPictureLook look;
  GFile *file;
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
  job->format = pv_value_drop_down_get_value (self->format);
  job->look.width = gtk_spin_button_get_value_as_int (self->width);
  if (!pv_chart_picture_has_natural_height (job->picture))
    job->look.height = gtk_spin_button_get_value_as_int (self->height);
  job->look.scale = pv_value_drop_down_get_value (self->scale);
  job->look.background = pv_value_drop_down_get_value (self->background);

  return job;
}

/* Shows the picture and says how large it becomes. */
static void
preview_picture (PvExportDialog    *self,
                 const PvExportJob *job)
{
  PvPictureLook look = job->look;
  g_autoptr (PvChartSheet) sheet = NULL;
  g_autoptr (GdkTexture) texture = NULL;
  g_autofree char *pixels = NULL;

  look.scale = MIN (PREVIEW_PIXELS / look.width, 2.0);
  sheet = pv_chart_picture_lay_out (job->picture, &look);
  texture = pv_chart_texture_new (sheet);
  if (texture != NULL)
    gtk_picture_set_paintable (self->preview, GDK_PAINTABLE (texture));
  gtk_stack_set_visible_child (self->preview_stack, GTK_WIDGET (self->preview));

  /* Translators: the size of an image: width and height in pixels */
  pixels = g_strdup_printf (_("%d × %d pixels"), (int) (look.width * job->look.scale),
                            (int) (pv_chart_sheet_get_height (sheet) * job->look.scale));
  adw_action_row_set_subtitle (self->scale_row, pixels);
}

static void
preview_numbers (PvExportDialog    *self,
                 const PvExportJob *job)
{
  g_autofree char *text = pv_chart_picture_preview_numbers (job->picture,
                                                            job->format == PV_EXPORT_JSON ? PV_TABLE_JSON
                                                                                          : PV_TABLE_CSV,
                                                            PREVIEW_ROWS);
  g_auto (GStrv) lines = g_strsplit (g_strchomp (text), "\r\n", -1);
  g_autofree char *joined = g_strjoinv ("\n", lines);

  guint64 n_rows = pv_chart_picture_count_numbers (job->picture);
  g_autofree char *number = pv_unit_format (PV_UNIT_COUNT, (double) n_rows);
  g_autofree char *rows = g_strdup_printf (ngettext ("%s row", "%s rows", (gulong) n_rows), number);

  adw_action_row_set_subtitle (self->format_row, rows);
  gtk_label_set_label (self->numbers, joined);
  gtk_stack_set_visible_child (self->preview_stack, GTK_WIDGET (self->numbers));
}

/* Only what matters to the format. */
static void
update_rows (PvExportDialog    *self,
             const PvExportJob *job)
{
  gboolean is_picture = !pv_export_format_is_table (job->format);

  if (is_picture)
    adw_action_row_set_subtitle (self->format_row, NULL);
  gtk_widget_set_visible (self->width_row, is_picture);
  gtk_widget_set_visible (self->height_row, is_picture && !pv_chart_picture_has_natural_height (job->picture));
  gtk_widget_set_visible (GTK_WIDGET (self->scale_row), pv_export_format_has_pixels (job->format));
  gtk_widget_set_visible (self->background_row, is_picture);
  if (is_picture && job->look.background == PV_BACKGROUND_TRANSPARENT)
    gtk_widget_add_css_class (self->preview_frame, "transparent");
  else
    gtk_widget_remove_css_class (self->preview_frame, "transparent");
}

static gboolean
update_preview_cb (gpointer user_data)
{
  PvExportDialog *self = user_data;
  PvExportJob *job = pv_export_dialog_make_job (self);

  self->preview_id = 0;
  if (pv_export_format_is_table (job->format))
    preview_numbers (self, job);
  else
    preview_picture (self, job);
  update_rows (self, job);
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
  GError *error = NULL;

  if (pv_export_write (&job->picture, 1, job->format, &job->look, job->file, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
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
  g_autofree char *name = pv_file_text_path (file);
  g_autofree char *reason = pv_file_text_clean (error->message);
  GtkWidget *dialog;

  dialog = adw_message_dialog_new (GTK_WINDOW (self), _("Could Not Export the Chart"), NULL);
  /* Translators: a file name and why it could not be written */
  adw_message_dialog_format_body (ADW_MESSAGE_DIALOG (dialog), _("%s: %s"), name, reason);
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
      g_autofree char *name = pv_file_text_name (job->file);
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

/* Who types another extension means another format. */
static void
follow_name (PvExportJob *job)
{
  g_autofree char *name = g_file_get_basename (job->file);

  pv_export_format_guess (name, &job->format);
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
      follow_name (job);
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
  PvExportJob *job;
  g_autofree char *stem = NULL;
  g_autofree char *name = NULL;
  g_autoptr (GtkFileFilter) filter = NULL;
  g_autoptr (GFile) folder = NULL;
  const char *extension;
  const char *path;

  if (self->chooser != NULL)
    return;

  job = pv_export_dialog_make_job (self);
  extension = pv_export_format_get_extension (job->format);
  stem = pv_chart_picture_suggest_name (job->picture);
  name = g_strdup_printf ("%s.%s", stem, extension);
  path = g_get_user_special_dir (pv_export_format_is_table (job->format) ? G_USER_DIRECTORY_DOCUMENTS
                                                                         : G_USER_DIRECTORY_PICTURES);
  folder = g_file_new_for_path (path != NULL ? path : g_get_home_dir ());
  filter = gtk_file_filter_new ();
  gtk_file_filter_set_name (filter, pv_export_format_get_title (job->format));
  gtk_file_filter_add_suffix (filter, extension);
  pv_export_job_free (job);

  self->chooser = gtk_file_chooser_native_new (_("Export Chart"), GTK_WINDOW (self),
                                               GTK_FILE_CHOOSER_ACTION_SAVE, _("_Export"),
                                               _("_Cancel"));
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (self->chooser), TRUE);
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

/* Else Enter is for the first button, which is Cancel. Before it is mapped, assistive technology would miss the
 * window's title. */
static void
pv_export_dialog_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (pv_export_dialog_parent_class)->map (widget);

  gtk_widget_grab_focus (PV_EXPORT_DIALOG (widget)->export_button);
}

static void
pv_export_dialog_class_init (PvExportDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pv_export_dialog_dispose;
  widget_class->map = pv_export_dialog_map;

  g_type_ensure (PV_TYPE_VALUE_DROP_DOWN);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               PV_RESOURCE_PREFIX "/ui/pv-export-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, PvExportDialog, preview_stack);
  gtk_widget_class_bind_template_child (widget_class, PvExportDialog, numbers);
  gtk_widget_class_bind_template_child (widget_class, PvExportDialog, format);
  gtk_widget_class_bind_template_child (widget_class, PvExportDialog, format_row);
  gtk_widget_class_bind_template_child (widget_class, PvExportDialog, width_row);
  gtk_widget_class_bind_template_child (widget_class, PvExportDialog, background_row);
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
  pv_text_scale_widen (GTK_WINDOW (self));

  for (PvExportFormat format = 0; format < PV_N_EXPORT_FORMATS; format++)
    pv_value_drop_down_add (self->format, format, pv_export_format_get_title (format));

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
