/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-capture-chooser.c: the dialog that captures are chosen in. */
#include "config.h"

#include "pv-capture-chooser.h"

#include <glib/gi18n.h>

static void
add_filters (GtkFileChooser *chooser)
{
  static const char *const patterns[] = {
    /* tcpdump numbers the files that it rotates: trace.pcap12 */
    "*.pcap*", "*.cap", "*.cap.gz", "*.cap.zst", "*.cap.lz4", "*.cap.bz2", "*.cap.xz", "*.dmp", "*.ntar",
    "*.snoop", "*.erf",
  };
  g_autoptr (GtkFileFilter) captures = gtk_file_filter_new ();
  g_autoptr (GtkFileFilter) all = gtk_file_filter_new ();

  gtk_file_filter_set_name (captures, _("Packet Captures"));
  for (guint i = 0; i < G_N_ELEMENTS (patterns); i++)
    gtk_file_filter_add_pattern (captures, patterns[i]);
  gtk_file_filter_add_mime_type (captures, "application/vnd.tcpdump.pcap");
  gtk_file_filter_add_mime_type (captures, "application/x-pcapng");
  gtk_file_filter_set_name (all, _("All Files"));
  gtk_file_filter_add_pattern (all, "*");

  gtk_file_chooser_add_filter (chooser, captures);
  gtk_file_chooser_add_filter (chooser, all);
  gtk_file_chooser_set_filter (chooser, captures);
}

GtkFileChooserNative *
pv_capture_chooser_new (const char *title,
                        GtkWindow  *parent,
                        GFile      *beside)
{
  GtkFileChooserNative *dialog = gtk_file_chooser_native_new (title, parent, GTK_FILE_CHOOSER_ACTION_OPEN,
                                                              _("_Open"), _("_Cancel"));
  g_autoptr (GFile) folder = beside != NULL ? g_file_get_parent (beside) : NULL;

  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  add_filters (GTK_FILE_CHOOSER (dialog));
  if (folder != NULL)
    gtk_file_chooser_set_current_folder (GTK_FILE_CHOOSER (dialog), folder, NULL);

  return dialog;
}
