/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-legend.c: which line of a line chart is what. */
#include "config.h"

#include <glib/gi18n.h>

#include "pv-chart-palette.h"
#include "pv-legend.h"
#include "pv-line-legend.h"
#include "pv-mark.h"

#define ENTRY_SPACING 6
#define SPACING 15
/* An IPv4 address is shown whole where there is room. */
#define MAX_WIDTH_CHARS 24

struct _PvLegend
{
  AdwBin parent_instance;

  /* what is named: while that is the same, the button keeps the focus */
  char *names;
};

G_DEFINE_FINAL_TYPE (PvLegend, pv_legend, ADW_TYPE_BIN)

static void
pv_legend_finalize (GObject *object)
{
  g_free (PV_LEGEND (object)->names);

  G_OBJECT_CLASS (pv_legend_parent_class)->finalize (object);
}

static void
pv_legend_class_init (PvLegendClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = pv_legend_finalize;
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

static GtkWidget *
make_stop_button (void)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("window-close-symbolic");

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "circular");
  gtk_widget_add_css_class (button, "pv-small");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "chart-options.stop-comparing");
  gtk_widget_set_tooltip_text (button, _("Stop Comparing"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Stop Comparing"), -1);

  return button;
}

static char *
dup_names (PvLineData *data)
{
  GString *names = g_string_new (NULL);
  PvLinePart part;

  for (guint i = 0; data != NULL && pv_line_data_get_part (data, i, &part); i++)
    g_string_append_printf (names, "%u %s\n", part.mark, part.name);

  return g_string_free (names, FALSE);
}

void
pv_legend_update (PvLegend   *self,
                  PvLineData *data)
{
  g_autofree char *names = NULL;
  GtkBox *row;
  PvLinePart part;
  guint n_others = 0;

  g_return_if_fail (PV_IS_LEGEND (self));

  names = dup_names (data);
  if (g_strcmp0 (names, self->names) == 0)
    return;
  g_free (self->names);
  self->names = g_steal_pointer (&names);

  if (data == NULL || !pv_line_data_get_part (data, 0, &part))
    {
      adw_bin_set_child (ADW_BIN (self), NULL);
      return;
    }

  row = GTK_BOX (gtk_box_new (GTK_ORIENTATION_HORIZONTAL, SPACING));
  gtk_widget_set_margin_start (GTK_WIDGET (row), SPACING);
  gtk_box_append (row, make_entry (pv_line_legend_get_total_name (), PV_CHART_UNMARKED));
  for (guint i = 0; pv_line_data_get_part (data, i, &part); i++)
    {
      GtkWidget *entry;

      if (part.mark == PV_CHART_OTHERS)
        {
          n_others++;
          continue;
        }
      entry = make_entry (part.name, part.mark);
      if (part.mark == PV_CHART_COMPARED)
        gtk_box_append (GTK_BOX (entry), make_stop_button ());
      gtk_box_append (row, entry);
    }
  if (n_others > 0)
    {
      g_autofree char *name = pv_line_legend_format_others (n_others);

      gtk_box_append (row, make_entry (name, PV_CHART_OTHERS));
    }
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (row));
}
