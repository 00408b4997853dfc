/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-capture-details.c: all that is known of a capture, as a table. */
#include "config.h"

#include <glib/gi18n.h>

#include "pv-capture-details.h"
#include "pv-capture-text.h"
#include "pv-date-text.h"
#include "pv-unit.h"

#define VALUE_WIDTH_CHARS 36
#define ROW_SPACING 6
#define COLUMN_SPACING 12

typedef struct
{
  GtkGrid *grid;
  int row;
  /* all of it as plain text */
  GString *text;
} PvDetails;

static GtkWidget *
make_label (const char *text)
{
  GtkLabel *label = GTK_LABEL (gtk_label_new (text));

  gtk_label_set_xalign (label, 0);
  gtk_label_set_yalign (label, 0);
  gtk_label_set_wrap (label, TRUE);
  gtk_label_set_wrap_mode (label, PANGO_WRAP_WORD_CHAR);
  gtk_label_set_width_chars (label, MIN (g_utf8_strlen (text, -1), VALUE_WIDTH_CHARS));
  gtk_label_set_max_width_chars (label, VALUE_WIDTH_CHARS);
  gtk_widget_add_css_class (GTK_WIDGET (label), "numeric");

  return GTK_WIDGET (label);
}

static void
take_row (PvDetails  *details,
          const char *name,
          char       *value)
{
  GtkWidget *name_label = gtk_label_new (name);

  gtk_label_set_xalign (GTK_LABEL (name_label), 1);
  gtk_label_set_yalign (GTK_LABEL (name_label), 0);
  gtk_widget_add_css_class (name_label, "dim-label");
  gtk_grid_attach (details->grid, name_label, 0, details->row, 1, 1);
  gtk_grid_attach (details->grid, make_label (value), 1, details->row, 1, 1);
  details->row += 1;
  g_string_append_printf (details->text, "%s\t%s\n", name, value);

  g_free (value);
}

static void
take_warning (PvDetails *details,
              char      *text)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, ROW_SPACING);
  GtkWidget *icon = gtk_image_new_from_icon_name ("dialog-warning-symbolic");

  gtk_widget_set_valign (icon, GTK_ALIGN_START);
  gtk_widget_add_css_class (icon, "warning");
  gtk_box_append (GTK_BOX (box), icon);
  gtk_box_append (GTK_BOX (box), make_label (text));
  gtk_grid_attach (details->grid, box, 0, details->row, 2, 1);
  details->row += 1;
  g_string_append_printf (details->text, "%s\n", text);

  g_free (text);
}

static void
add_figures (PvDetails *details,
             PvCapture *capture)
{
  gint64 first;
  gint64 last;
  gint64 duration;

  take_row (details, _("File"), g_file_get_parse_name (pv_capture_get_file (capture)));
  take_row (details, _("Format"), pv_capture_text_format (capture));
  take_row (details, _("Link Layer"), pv_capture_text_link_types (capture));
  take_row (details, _("Packets"),
            pv_unit_format (PV_UNIT_COUNT, pv_capture_get_n_packets (capture)));
  take_row (details, _("IP Packets"),
            pv_unit_format (PV_UNIT_COUNT, pv_capture_get_n_ip_packets (capture)));
  take_row (details, _("Bytes on the Wire"),
            pv_unit_format_long (PV_UNIT_BYTES, pv_capture_get_wire_bytes (capture)));
  take_row (details, _("IP Bytes"),
            pv_unit_format_long (PV_UNIT_BYTES, pv_capture_get_ip_bytes (capture)));

  if (!pv_capture_has_times (capture))
    return;

  first = pv_capture_get_first_time (capture);
  last = pv_capture_get_last_time (capture);
  take_row (details, _("First Packet"), pv_date_text_format_exact (first));
  take_row (details, _("Last Packet"), pv_date_text_format_exact (last));
  if (!__builtin_sub_overflow (last, first, &duration))
    take_row (details, _("Duration"), pv_unit_format_duration (duration));
}

static void
add_warnings (PvDetails *details,
              PvCapture *capture)
{
  const PvSkipped *skipped;
  guint n;

  if (pv_capture_get_truncated (capture))
    {
      const char *reason = pv_capture_get_truncated_reason (capture);

      /* Translators: %s is why, as in “the file ends in the middle of a packet” */
      take_warning (details, reason != NULL ? g_strdup_printf (_("Cut short: %s"), reason)
                                            : g_strdup (_("Cut short")));
    }

  skipped = pv_capture_get_skipped (capture, &n);
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *packets = pv_unit_format_long (PV_UNIT_PACKETS, skipped[i].packets);

      /* Translators: how many packets, and why they were not read, as in
       * “3 packets: unknown link-layer header type 147 (USER0)” */
      take_warning (details, g_strdup_printf (_("%s: %s"), packets, skipped[i].reason));
    }
}

static void
copy_cb (GtkWidget  *button,
         const char *text)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (button), text);
}

GtkWidget *
pv_capture_details_new (PvCapture *capture)
{
  PvDetails details = { 0, };
  GtkWidget *button;

  g_return_val_if_fail (PV_IS_CAPTURE (capture), NULL);

  details.grid = GTK_GRID (gtk_grid_new ());
  details.text = g_string_new (NULL);
  gtk_grid_set_row_spacing (details.grid, ROW_SPACING);
  gtk_grid_set_column_spacing (details.grid, COLUMN_SPACING);
  gtk_widget_add_css_class (GTK_WIDGET (details.grid), "capture-details");

  add_figures (&details, capture);
  add_warnings (&details, capture);

  button = gtk_button_new_with_mnemonic (_("_Copy"));
  gtk_widget_set_halign (button, GTK_ALIGN_END);
  gtk_grid_attach (details.grid, button, 0, details.row, 2, 1);
  g_signal_connect_data (button, "clicked", G_CALLBACK (copy_cb),
                         g_string_free (details.text, FALSE),
                         (GClosureNotify) (void (*) (void)) g_free, 0);

  return GTK_WIDGET (details.grid);
}
