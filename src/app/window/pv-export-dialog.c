/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-export-dialog.c: a chart becomes a file. */
#include "config.h"

#include <glib/gi18n.h>

#include "pv-chart-texture.h"
#include "pv-export-dialog.h"
#include "pv-job.h"
#include "pv-message.h"
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

  PvChartExporter *exporter;
  GPtrArray *pictures;
  GtkFileChooserNative *chooser;
  guint preview_id;
  /* numbers that are being counted for the preview */
  GCancellable *counting;
  GFile *file; /* that is being written; NULL for none */
};

/* What is chosen. */
typedef struct
{
  PvChartPicture *picture;
  const PvExportFormat *format;
  PvPictureLook look;
} PvExportChoice;

G_DEFINE_FINAL_TYPE (PvExportDialog, pv_export_dialog, ADW_TYPE_WINDOW)

static const PvExportFormat *
get_format (gint64 i)
{
  guint n;

  return &pv_export_format_get_all (&n)[i];
}

/* The picture is the dialog's. */
static PvExportChoice
get_choice (PvExportDialog *self)
{
  PvExportChoice choice = {
    .picture = g_ptr_array_index (self->pictures, pv_value_drop_down_get_value (self->chart)),
    .format = get_format (pv_value_drop_down_get_value (self->format)),
    .look = {
      .width = gtk_spin_button_get_value_as_int (self->width),
      .scale = pv_value_drop_down_get_value (self->scale),
      .background = pv_value_drop_down_get_value (self->background),
    },
  };

  if (!pv_chart_picture_has_natural_height (choice.picture))
    choice.look.height = gtk_spin_button_get_value_as_int (self->height);

  return choice;
}

/* Shows the picture and says how large it becomes. */
static void
preview_picture (PvExportDialog       *self,
                 const PvExportChoice *choice)
{
  PvPictureLook look = choice->look;
  g_autoptr (PvChartSheet) sheet = NULL;
  g_autoptr (GdkTexture) texture = NULL;
  g_autofree char *pixels = NULL;

  look.scale = MIN (PREVIEW_PIXELS / look.width, 2.0);
  sheet = pv_chart_picture_lay_out (choice->picture, &look);
  texture = pv_chart_texture_new (sheet);
  if (texture != NULL)
    gtk_picture_set_paintable (self->preview, GDK_PAINTABLE (texture));
  gtk_stack_set_visible_child (self->preview_stack, GTK_WIDGET (self->preview));

  /* Translators: the size of an image: width and height in pixels */
  pixels = g_strdup_printf (_("%d × %d pixels"), (int) (look.width * choice->look.scale),
                            (int) (pv_chart_sheet_get_height (sheet) * choice->look.scale));
  adw_action_row_set_subtitle (self->scale_row, pixels);
}

typedef struct
{
  PvChartPicture *picture;
  PvTableFormat format;
} Counting;

static void
counting_free (gpointer data)
{
  Counting *self = data;

  g_object_unref (self->picture);
  g_free (self);
}

static gpointer
count_rows (gpointer       source,
            gpointer       data,
            GCancellable  *cancellable,
            GError       **error)
{
  const Counting *counting = data;

  return pv_chart_picture_preview_numbers (counting->picture, counting->format, PREVIEW_ROWS);
}

static const PvJob count_job = { count_rows, g_free, counting_free };

static void
counted_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  PvExportDialog *self = PV_EXPORT_DIALOG (source);
  g_autofree char *text = pv_job_run_finish (&count_job, result, NULL);
  g_auto (GStrv) lines = NULL;
  g_autofree char *joined = NULL;

  /* closed in the meantime, or something else was chosen */
  if (text == NULL)
    return;

  g_clear_object (&self->counting);
  lines = g_strsplit (g_strchomp (text), "\r\n", -1);
  joined = g_strjoinv ("\n", lines);
  gtk_label_set_label (self->numbers, joined);
  gtk_stack_set_visible_child (self->preview_stack, GTK_WIDGET (self->numbers));
}

static void
stop_counting (PvExportDialog *self)
{
  if (self->counting != NULL)
    g_cancellable_cancel (self->counting);
  g_clear_object (&self->counting);
}

static void
preview_numbers (PvExportDialog       *self,
                 const PvExportChoice *choice)
{
  guint64 n_rows = pv_chart_picture_count_numbers (choice->picture);
  g_autofree char *number = pv_unit_format (PV_UNIT_COUNT, (double) n_rows);
  g_autofree char *rows = g_strdup_printf (ngettext ("%s row", "%s rows", (gulong) n_rows), number);
  Counting *counting = g_new0 (Counting, 1);

  adw_action_row_set_subtitle (self->format_row, rows);

  counting->picture = g_object_ref (choice->picture);
  counting->format = choice->format->table_format;
  self->counting = g_cancellable_new ();
  pv_job_run_async (&count_job, self, counting, self->counting, counted_cb, NULL);
}

/* Only what matters to the format. */
static void
update_rows (PvExportDialog       *self,
             const PvExportChoice *choice)
{
  gboolean is_picture = !choice->format->is_table && !choice->format->is_graph;

  if (!choice->format->is_table)
    adw_action_row_set_subtitle (self->format_row, NULL);
  gtk_widget_set_visible (self->width_row, is_picture);
  gtk_widget_set_visible (self->height_row, is_picture && !pv_chart_picture_has_natural_height (choice->picture));
  gtk_widget_set_visible (GTK_WIDGET (self->scale_row), choice->format->has_pixels);
  gtk_widget_set_visible (self->background_row, is_picture);
  if (is_picture && choice->look.background == PV_BACKGROUND_TRANSPARENT)
    gtk_widget_add_css_class (self->preview_frame, "transparent");
  else
    gtk_widget_remove_css_class (self->preview_frame, "transparent");
}

/* Offers those that the chart can become. */
static void
update_formats (PvExportDialog *self)
{
  const PvExportChoice choice = get_choice (self);
  const PvExportFormat *formats;
  guint n;

  formats = pv_export_format_get_all (&n);
  if (!pv_export_format_can (choice.format, choice.picture))
    pv_value_drop_down_set_value (self->format, 0);
  for (guint i = 0; i < n; i++)
    pv_value_drop_down_set_shown (self->format, i, pv_export_format_can (&formats[i], choice.picture));
}

static void
update_preview (PvExportDialog *self)
{
  PvExportChoice choice = get_choice (self);

  stop_counting (self);
  if (choice.format->is_table)
    preview_numbers (self, &choice);
  else
    preview_picture (self, &choice);
  update_rows (self, &choice);
}

static gboolean
update_preview_cb (gpointer user_data)
{
  PvExportDialog *self = user_data;

  self->preview_id = 0;
  update_preview (self);

  return G_SOURCE_REMOVE;
}

static void
changed_cb (PvExportDialog *self)
{
  if (self->preview_id == 0 && self->pictures != NULL)
    self->preview_id = g_timeout_add (PREVIEW_DELAY_MS, update_preview_cb, self);
}

static void
chart_changed_cb (PvExportDialog *self)
{
  if (self->pictures != NULL)
    update_formats (self);
  changed_cb (self);
}

static void
pv_export_dialog_set_busy (PvExportDialog *self,
                           gboolean        busy)
{
  gtk_widget_set_sensitive (self->export_button, !busy);
  gtk_spinner_set_spinning (self->spinner, busy);
}

static gboolean
is_mine (PvExportDialog *self,
         GFile          *file)
{
  return self->file != NULL && g_file_equal (self->file, file);
}

/* While the dialog is there, it is where one sees what to change. Later, the window tells. */
static gboolean
failed_cb (PvExportDialog *self,
           GFile          *file,
           const GError   *error)
{
  g_autofree char *reason = NULL;
  GtkWidget *dialog;

  if (!is_mine (self, file))
    return FALSE;

  g_clear_object (&self->file);
  pv_export_dialog_set_busy (self, FALSE);
  reason = pv_message_text (error->message);
  dialog = adw_message_dialog_new (GTK_WINDOW (self), _("Could Not Export the Chart"), reason);
  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _("_Close"));
  gtk_window_present (GTK_WINDOW (dialog));

  return TRUE;
}

static void
exported_cb (PvExportDialog *self,
             GFile          *file)
{
  if (is_mine (self, file))
    gtk_window_close (GTK_WINDOW (self));
}

static void
chosen_cb (PvExportDialog  *self,
           int              response,
           GtkNativeDialog *dialog)
{
  if (response == GTK_RESPONSE_ACCEPT)
    {
      PvExportChoice choice = get_choice (self);
      g_autoptr (GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));
      g_autofree char *name = g_file_get_basename (file);
      const PvExportFormat *named = pv_export_format_guess (name);

      /* who types another extension means another format */
      if (named != NULL)
        choice.format = named;
      g_set_object (&self->file, file);
      pv_export_dialog_set_busy (self, TRUE);
      pv_chart_exporter_start (self->exporter, choice.picture, choice.format, &choice.look, file);
    }
  gtk_native_dialog_destroy (dialog);
  g_clear_object (&self->chooser);
}

static void
export_cb (PvExportDialog *self)
{
  PvExportChoice choice = get_choice (self);
  g_autofree char *stem = NULL;
  g_autofree char *name = NULL;
  g_autoptr (GtkFileFilter) filter = NULL;
  g_autoptr (GFile) folder = NULL;
  const char *path;
  gboolean is_picture = !choice.format->is_table && !choice.format->is_graph;

  if (self->chooser != NULL)
    return;

  stem = pv_chart_picture_suggest_name (choice.picture);
  name = g_strdup_printf ("%s.%s", stem, choice.format->key);
  path = g_get_user_special_dir (is_picture ? G_USER_DIRECTORY_PICTURES : G_USER_DIRECTORY_DOCUMENTS);
  folder = g_file_new_for_path (path != NULL ? path : g_get_home_dir ());
  filter = gtk_file_filter_new ();
  gtk_file_filter_set_name (filter, _(choice.format->title));
  gtk_file_filter_add_suffix (filter, choice.format->key);
  gtk_file_filter_add_mime_type (filter, choice.format->mime_type);

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
  stop_counting (self);
  g_clear_pointer (&self->pictures, g_ptr_array_unref);
  g_clear_object (&self->chooser);
  g_clear_object (&self->exporter);
  g_clear_object (&self->file);

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
  gtk_widget_class_bind_template_callback (widget_class, chart_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, export_cb);

  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
pv_export_dialog_init (PvExportDialog *self)
{
  static const int scales[] = { 1, 2, 4 };
  const PvExportFormat *formats;
  guint n_formats;

  gtk_widget_init_template (GTK_WIDGET (self));
  pv_text_scale_widen (GTK_WINDOW (self));

  formats = pv_export_format_get_all (&n_formats);
  for (guint i = 0; i < n_formats; i++)
    pv_value_drop_down_add (self->format, i, _(formats[i].title));

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
pv_export_dialog_new (GtkWindow       *parent,
                      PvChartExporter *exporter,
                      GPtrArray       *pictures)
{
  PvExportDialog *self;

  g_return_val_if_fail (GTK_IS_WINDOW (parent), NULL);
  g_return_val_if_fail (PV_IS_CHART_EXPORTER (exporter), NULL);
  g_return_val_if_fail (pictures != NULL && pictures->len > 0, NULL);

  self = g_object_new (PV_TYPE_EXPORT_DIALOG,
                       "transient-for", parent,
                       NULL);
  self->exporter = g_object_ref (exporter);
  g_signal_connect_object (exporter, "exported", G_CALLBACK (exported_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (exporter, "failed", G_CALLBACK (failed_cb), self, G_CONNECT_SWAPPED);
  for (guint i = 0; i < pictures->len; i++)
    pv_value_drop_down_add (self->chart, i,
                            pv_chart_picture_get_title (g_ptr_array_index (pictures, i)));
  self->pictures = g_ptr_array_ref (pictures);
  update_formats (self);
  update_preview (self);

  return GTK_WIDGET (self);
}
