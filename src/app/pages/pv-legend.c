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
#define MAX_WIDTH_CHARS 20

struct _PvLegend
{
  AdwBin parent_instance;

  /* what is named: while that is the same, the button keeps the focus */
  char *name;
  gboolean can_align;
};

G_DEFINE_FINAL_TYPE (PvLegend, pv_legend, ADW_TYPE_BIN)

static void
pv_legend_finalize (GObject *object)
{
  g_free (PV_LEGEND (object)->name);

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

/* What is compared with, or NULL. */
static const char *
get_compared (PvLineData *data)
{
  PvLinePart part;

  for (guint i = 0; data != NULL && pv_line_data_get_part (data, i, &part); i++)
    if (part.mark == PV_CHART_COMPARED)
      return part.name;

  return NULL;
}

/* By time, by start or by hand: the same setting as in the menu, so it is there where it has room. */
static GtkWidget *
make_alignment (void)
{
  static const struct
  {
    const char *text;
    const char *value;
    const char *hint;
  } choices[] = {
    { N_("By Time"), "time", NULL },
    { N_("By Start"), "start", NULL },
    { N_("By Hand"), "hand", N_("Drag the other line with Ctrl and Shift held, or move it with [ and ]") },
  };
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *squeezer = adw_squeezer_new ();

  gtk_widget_add_css_class (box, "linked");
  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);
  for (guint i = 0; i < G_N_ELEMENTS (choices); i++)
    {
      GtkWidget *button = gtk_toggle_button_new_with_label (_(choices[i].text));

      gtk_widget_add_css_class (button, "pv-small");
      gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "chart-options.align");
      gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", choices[i].value);
      if (choices[i].hint != NULL)
        gtk_widget_set_tooltip_text (button, _(choices[i].hint));
      gtk_box_append (GTK_BOX (box), button);
    }

  adw_squeezer_add (ADW_SQUEEZER (squeezer), box);
  adw_squeezer_set_homogeneous (ADW_SQUEEZER (squeezer), FALSE);
  adw_squeezer_set_allow_none (ADW_SQUEEZER (squeezer), TRUE);
  adw_squeezer_set_xalign (ADW_SQUEEZER (squeezer), 0);

  return squeezer;
}

void
pv_legend_update (PvLegend   *self,
                  PvLineData *data,
                  gboolean    can_align)
{
  const char *name = get_compared (data);
  GtkWidget *row;
  GtkWidget *entry;

  g_return_if_fail (PV_IS_LEGEND (self));

  if (g_strcmp0 (name, self->name) == 0 && can_align == self->can_align)
    return;
  self->can_align = can_align;
  g_free (self->name);
  self->name = g_strdup (name);

  if (name == NULL)
    {
      adw_bin_set_child (ADW_BIN (self), NULL);
      return;
    }

  row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, SPACING);
  entry = make_entry (name, PV_CHART_COMPARED);
  gtk_box_append (GTK_BOX (entry), make_stop_button ());
  gtk_widget_set_margin_start (row, SPACING);
  gtk_box_append (GTK_BOX (row), entry);
  if (can_align)
    gtk_box_append (GTK_BOX (row), make_alignment ());
  adw_bin_set_child (ADW_BIN (self), row);
}
