/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-window-save.c: how a window saves the packets of its selection, and tells of what is written. */
#include "config.h"

#include <glib/gi18n.h>

#include "pv-capture-text.h"
#include "pv-hand-over.h"
#include "pv-unit.h"
#include "pv-window-private.h"

/* The window's data key for its file chooser, which goes with it. */
#define SAVE_DIALOG "pv-save-dialog"

/* The file chooser's choice to save packets under pseudonyms. */
#define ANONYMISE "anonymise"

/* Who saves many packets looks elsewhere meanwhile. */
#define TOAST_SECONDS 20

static PvCrossfilterModel *
get_crossfilter (PvWindow *self)
{
  return pv_capture_view_get_crossfilter (_pv_window_get_capture_view (self));
}

static void
start_saving (PvWindow *self,
              GFile    *file,
              gboolean  anonymises,
              gboolean  keeps_vendors)
{
  PvCapture *capture = pv_document_get_capture (_pv_window_get_document (self));
  g_autoptr (GError) error = NULL;
  PvAnonymiser *anonymiser = NULL;

  /* what was there when the dialog opened may be reloaded */
  if (capture == NULL || !pv_capture_get_settled (capture) || pv_packet_saver_get_saving (_pv_window_get_saver (self)))
    return;

  if (anonymises)
    anonymiser = pv_anonymiser_new_random (&error);
  if (anonymiser != NULL)
    pv_anonymiser_set_keep_vendors (anonymiser, keeps_vendors);
  if (error != NULL)
    _pv_window_show_error (self, _("Could Not Save Packets"), error->message);
  else
    pv_packet_saver_start (_pv_window_get_saver (self), capture, get_crossfilter (self), anonymiser, file);
}

static void
confirmed_cb (PvWindow         *self,
              const char       *response,
              AdwMessageDialog *dialog)
{
  GtkCheckButton *vendors = GTK_CHECK_BUTTON (adw_message_dialog_get_extra_child (dialog));

  if (g_str_equal (response, "save"))
    start_saving (self, g_object_get_data (G_OBJECT (dialog), "file"), TRUE, gtk_check_button_get_active (vendors));
}

/* Before such a file is handed on, one should know what it still tells. */
static void
confirm_anonymised (PvWindow *self,
                    GFile    *file)
{
  GtkWidget *dialog = adw_message_dialog_new (GTK_WINDOW (self), _("Save With Other Addresses and Names?"),
                                              pv_anonymiser_get_limits ());

  /* Translators: a choice: hardware addresses get others, which still tell who made the hardware */
  adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (dialog),
                                      gtk_check_button_new_with_mnemonic (_("Keep _Vendors of Hardware Addresses")));
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _("_Cancel"), "save", _("_Save"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "save", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "save");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_object_set_data_full (G_OBJECT (dialog), "file", g_object_ref (file), g_object_unref);
  g_signal_connect_object (dialog, "response", G_CALLBACK (confirmed_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
chosen_cb (PvWindow        *self,
           int              response,
           GtkNativeDialog *dialog)
{
  if (response == GTK_RESPONSE_ACCEPT)
    {
      g_autoptr (GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));

      if (g_strcmp0 (gtk_file_chooser_get_choice (GTK_FILE_CHOOSER (dialog), ANONYMISE), "true") == 0)
        confirm_anonymised (self, file);
      else
        start_saving (self, file, FALSE, FALSE);
    }
  gtk_native_dialog_destroy (dialog);
  g_object_set_data (G_OBJECT (self), SAVE_DIALOG, NULL);
}

void
_pv_window_save_packets (PvWindow *self)
{
  GFile *file = pv_window_get_file (self);
  g_autoptr (GFile) folder = g_file_get_parent (file);
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();
  g_autofree char *stem = pv_capture_text_stem_of_files (pv_window_get_places (self));
  /* Translators: the name of a file with some of the packets of another, whose name is %s; keep “.pcapng” */
  g_autofree char *name = g_strdup_printf (_("%s-selection.pcapng"), stem);
  GtkFileChooserNative *dialog;

  if (g_object_get_data (G_OBJECT (self), SAVE_DIALOG) != NULL)
    return;

  dialog = gtk_file_chooser_native_new (_("Save Selected Packets"), GTK_WINDOW (self),
                                        GTK_FILE_CHOOSER_ACTION_SAVE, _("_Save"), _("_Cancel"));
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  gtk_file_filter_set_name (filter, _("pcapng Captures"));
  gtk_file_filter_add_suffix (filter, "pcapng");
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (dialog), filter);
  if (folder != NULL)
    gtk_file_chooser_set_current_folder (GTK_FILE_CHOOSER (dialog), folder, NULL);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (dialog), name);
  gtk_file_chooser_add_choice (GTK_FILE_CHOOSER (dialog), ANONYMISE, _("Replace Addresses and Names"), NULL, NULL);
  gtk_file_chooser_set_choice (GTK_FILE_CHOOSER (dialog), ANONYMISE, "false");

  g_object_set_data_full (G_OBJECT (self), SAVE_DIALOG, dialog, g_object_unref);
  g_signal_connect_object (dialog, "response", G_CALLBACK (chosen_cb), self, G_CONNECT_SWAPPED);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

gboolean
_pv_window_can_save_packets (PvWindow *self)
{
  PvCapture *capture = pv_document_get_capture (_pv_window_get_document (self));
  PvCrossfilterModel *crossfilter;

  if (capture == NULL || !pv_capture_get_settled (capture) || _pv_window_get_capture_view (self) == NULL ||
      pv_packet_saver_get_saving (_pv_window_get_saver (self)))
    return FALSE;

  crossfilter = get_crossfilter (self);

  return !pv_selection_is_empty (pv_crossfilter_model_get_selection (crossfilter)) &&
         !pv_crossfilter_model_get_filtering (crossfilter);
}

void
_pv_window_open_packets (PvWindow   *self,
                         const char *application_id)
{
  PvCapture *capture = pv_document_get_capture (_pv_window_get_document (self));
  PvCrossfilterModel *crossfilter;
  PvSubset subset = { NULL, NULL };

  if (!_pv_window_can_save_packets (self))
    return;

  crossfilter = get_crossfilter (self);
  subset.packets = pv_crossfilter_model_get_selected (crossfilter, capture);
  pv_hand_over (GTK_WIDGET (self), capture, &subset,
                pv_selection_get_span (pv_crossfilter_model_get_selection (crossfilter)), 0, 0, NULL, application_id);
}

static void
saving_cb (PvWindow *self)
{
  PvPacketSaver *saver = _pv_window_get_saver (self);

  if (pv_packet_saver_get_saving (saver))
    pv_load_bar_start (_pv_window_get_save_bar (self), _("Saving Packets"));
  else
    pv_load_bar_stop (_pv_window_get_save_bar (self));
  _pv_window_update_selection_actions (self);
}

static void
progress_cb (PvWindow *self)
{
  PvProgress progress = pv_packet_saver_get_progress (_pv_window_get_saver (self));

  pv_load_bar_progress (_pv_window_get_save_bar (self), progress.bytes_read, progress.size);
}

static void
saved_cb (PvWindow *self,
          GFile    *file,
          guint64   n_packets)
{
  g_autofree char *uri = g_file_get_uri (file);
  g_autofree char *number = pv_unit_format (PV_UNIT_COUNT, (double) n_packets);
  g_autofree char *text = NULL;
  AdwToast *toast;

  text = g_strdup_printf (ngettext ("Saved %s packet", "Saved %s packets", (gulong) n_packets), number);
  toast = adw_toast_new (text);
  adw_toast_set_button_label (toast, _("Op_en"));
  adw_toast_set_action_name (toast, "app.open-uri");
  adw_toast_set_action_target (toast, "s", uri);
  adw_toast_set_timeout (toast, TOAST_SECONDS);
  _pv_window_add_toast (self, toast);
}

static void
failed_cb (PvWindow *self,
           GFile    *file,
           GError   *error)
{
  /* the message names the file */
  _pv_window_show_error (self, _("Could Not Save Packets"), error->message);
}

static void
exported_cb (PvWindow *self,
             GFile    *file)
{
  g_autofree char *name = pv_capture_text_name (file);
  /* Translators: %s is a file name */
  g_autofree char *text = g_strdup_printf (_("Exported “%s”"), name);

  pv_window_toast (self, text);
}

/* What nobody else has told of. */
static gboolean
export_failed_cb (PvWindow *self,
                  GFile    *file,
                  GError   *error)
{
  _pv_window_show_error (self, _("Could Not Export the Chart"), error->message);

  return TRUE;
}

void
_pv_window_connect_saver (PvWindow *self)
{
  PvChartExporter *exporter = _pv_window_get_exporter (self);
  PvPacketSaver *saver = _pv_window_get_saver (self);

  g_signal_connect_object (saver, "notify::saving", G_CALLBACK (saving_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (saver, "progress", G_CALLBACK (progress_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (saver, "saved", G_CALLBACK (saved_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (saver, "failed", G_CALLBACK (failed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (exporter, "exported", G_CALLBACK (exported_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (exporter, "failed", G_CALLBACK (export_failed_cb), self, G_CONNECT_SWAPPED | G_CONNECT_AFTER);
}
