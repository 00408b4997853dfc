/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-legend.c: which line of a line chart is what. */
#include "config.h"

#include <glib/gi18n.h>

#include "pv-chart-palette.h"
#include "pv-legend.h"
#include "pv-mark.h"

#define ENTRY_SPACING 6
#define SPACING 15
/* An IPv4 address is shown whole where there is room. */
#define MAX_WIDTH_CHARS 24

struct _PvLegend
{
  AdwBin parent_instance;
};

G_DEFINE_FINAL_TYPE (PvLegend, pv_legend, ADW_TYPE_BIN)

static void
pv_legend_class_init (PvLegendClass *klass)
{
}

static void
pv_legend_init (PvLegend *self)
{
}

static GtkWidget *
make_entry (const char *name,
            guint       mark)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, ENTRY_SPACING);
  GtkLabel *label = GTK_LABEL (gtk_label_new (name));

  gtk_label_set_ellipsize (label, PANGO_ELLIPSIZE_MIDDLE);
  gtk_label_set_max_width_chars (label, MAX_WIDTH_CHARS);
  gtk_widget_set_tooltip_text (GTK_WIDGET (label), name);
  gtk_box_append (GTK_BOX (box), pv_mark_new (mark));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (label));

  return box;
}

void
pv_legend_update (PvLegend   *self,
                  PvLineData *data)
{
  GtkBox *row;
  PvLinePart part;

  g_return_if_fail (PV_IS_LEGEND (self));

  if (data == NULL || !pv_line_data_get_part (data, 0, &part))
    {
      adw_bin_set_child (ADW_BIN (self), NULL);
      return;
    }

  row = GTK_BOX (gtk_box_new (GTK_ORIENTATION_HORIZONTAL, SPACING));
  gtk_widget_set_margin_start (GTK_WIDGET (row), SPACING);
  /* Translators: in a legend: the line of all packets */
  gtk_box_append (row, make_entry (C_("legend", "All"), PV_CHART_UNMARKED));
  for (guint i = 0; pv_line_data_get_part (data, i, &part); i++)
    gtk_box_append (row, make_entry (part.name, part.mark));
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (row));
}
