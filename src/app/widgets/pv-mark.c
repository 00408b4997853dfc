/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-mark.c: a dot in the colour that something has in the charts. */
#include "config.h"

#include <adwaita.h>

#include "pv-chart-palette.h"
#include "pv-mark.h"

#define MARK "pv-mark"

static void
follow_style (GtkLabel *label)
{
  guint mark = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (label), MARK));
  g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();
  PvChartStyle style;
  PvColor color;

  if (adw_style_manager_get_dark (adw_style_manager_get_default ()))
    pv_chart_style_init_dark (&style, NULL);
  else
    pv_chart_style_init_light (&style, NULL);

  pv_chart_palette_get (&style, mark, &color);
  pango_attr_list_insert (attributes, pango_attr_foreground_new ((guint16) (color.red * 65535),
                                                                 (guint16) (color.green * 65535),
                                                                 (guint16) (color.blue * 65535)));
  /* the theme's text is not opaque */
  pango_attr_list_insert (attributes, pango_attr_foreground_alpha_new (G_MAXUINT16));
  gtk_label_set_attributes (label, attributes);
}

GtkWidget *
pv_mark_new (guint mark)
{
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL,
                                   "label", "●",
                                   "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION,
                                   NULL);

  if (mark == PV_CHART_UNMARKED)
    {
      gtk_widget_add_css_class (label, "accent");
      return label;
    }

  g_object_set_data (G_OBJECT (label), MARK, GUINT_TO_POINTER (mark));
  g_signal_connect_object (adw_style_manager_get_default (), "notify::dark",
                           G_CALLBACK (follow_style), label, G_CONNECT_SWAPPED);
  follow_style (GTK_LABEL (label));

  return label;
}
