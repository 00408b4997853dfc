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

static void
add_row (GtkGrid    *grid,
         int        *row,
         const char *name,
         char       *value)
{
  GtkWidget *name_label = gtk_label_new (name);
  GtkWidget *value_label = gtk_label_new (value);

  gtk_label_set_xalign (GTK_LABEL (name_label), 1);
  gtk_label_set_yalign (GTK_LABEL (name_label), 0);
  gtk_widget_add_css_class (name_label, "dim-label");
  gtk_label_set_xalign (GTK_LABEL (value_label), 0);
  gtk_label_set_wrap (GTK_LABEL (value_label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (value_label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_max_width_chars (GTK_LABEL (value_label), VALUE_WIDTH_CHARS);
  gtk_label_set_selectable (GTK_LABEL (value_label), TRUE);
  gtk_widget_add_css_class (value_label, "numeric");
  gtk_grid_attach (grid, name_label, 0, *row, 1, 1);
  gtk_grid_attach (grid, value_label, 1, *row, 1, 1);
  *row += 1;

  g_free (value);
}

static void
add_warning (GtkGrid *grid,
             int     *row,
             char    *text)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, ROW_SPACING);
  GtkWidget *icon = gtk_image_new_from_icon_name ("dialog-warning-symbolic");
  GtkWidget *label = gtk_label_new (text);

  gtk_widget_set_valign (icon, GTK_ALIGN_START);
  gtk_widget_add_css_class (icon, "warning");
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (label), VALUE_WIDTH_CHARS);
  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  gtk_box_append (GTK_BOX (box), icon);
  gtk_box_append (GTK_BOX (box), label);
  gtk_grid_attach (grid, box, 0, *row, 2, 1);
  *row += 1;

  g_free (text);
}

static void
add_warnings (GtkGrid   *grid,
              int       *row,
              PvCapture *capture)
{
  const PvSkipped *skipped;
  guint n;

  if (pv_capture_get_truncated (capture))
    {
      const char *reason = pv_capture_get_truncated_reason (capture);

      /* Translators: %s is why, as in “the file ends in the middle of a packet” */
      add_warning (grid, row,
                   reason != NULL ? g_strdup_printf (_("Cut short: %s"), reason)
                                  : g_strdup (_("Cut short")));
    }

  skipped = pv_capture_get_skipped (capture, &n);
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *packets = pv_unit_format_long (PV_UNIT_PACKETS, skipped[i].packets);

      /* Translators: how many packets, and why they were not read, as in
       * “3 packets: unknown link-layer header type 147 (USER0)” */
      add_warning (grid, row, g_strdup_printf (_("%s: %s"), packets, skipped[i].reason));
    }
}

GtkWidget *
pv_capture_details_new (PvCapture *capture)
{
  GtkGrid *grid = GTK_GRID (gtk_grid_new ());
  int row = 0;

  g_return_val_if_fail (PV_IS_CAPTURE (capture), NULL);

  gtk_grid_set_row_spacing (grid, ROW_SPACING);
  gtk_grid_set_column_spacing (grid, COLUMN_SPACING);
  gtk_widget_add_css_class (GTK_WIDGET (grid), "capture-details");

  add_row (grid, &row, _("File"), g_file_get_parse_name (pv_capture_get_file (capture)));
  add_row (grid, &row, _("Format"), pv_capture_text_format (capture));
  add_row (grid, &row, _("Link Layer"), pv_capture_text_link_types (capture));
  add_row (grid, &row, _("Packets"),
           pv_unit_format (PV_UNIT_COUNT, pv_capture_get_n_packets (capture)));
  add_row (grid, &row, _("IP Packets"),
           pv_unit_format (PV_UNIT_COUNT, pv_capture_get_n_ip_packets (capture)));
  add_row (grid, &row, _("Bytes on the Wire"),
           pv_unit_format_long (PV_UNIT_BYTES, pv_capture_get_wire_bytes (capture)));
  add_row (grid, &row, _("IP Bytes"),
           pv_unit_format_long (PV_UNIT_BYTES, pv_capture_get_ip_bytes (capture)));
  if (pv_capture_has_times (capture))
    {
      gint64 first = pv_capture_get_first_time (capture);
      gint64 last = pv_capture_get_last_time (capture);
      gint64 duration;

      add_row (grid, &row, _("First Packet"), pv_date_text_format_exact (first));
      add_row (grid, &row, _("Last Packet"), pv_date_text_format_exact (last));
      if (!__builtin_sub_overflow (last, first, &duration))
        add_row (grid, &row, _("Duration"), pv_unit_format_duration (duration));
    }
  add_warnings (grid, &row, capture);

  return GTK_WIDGET (grid);
}
