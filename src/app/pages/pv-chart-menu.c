/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-chart-menu.c: the context menu of a chart. */
#include "config.h"

#include <glib/gi18n.h>

#include "pv-chart-menu.h"

static gboolean
popup_cb (gpointer data)
{
  g_autoptr (GtkWidget) popover = data;

  if (gtk_widget_get_parent (popover) != NULL)
    gtk_popover_popup (GTK_POPOVER (popover));

  return G_SOURCE_REMOVE;
}

GtkWidget *
pv_chart_menu_new (GtkWidget          *parent,
                   const GdkRectangle *area,
                   GMenuModel         *own)
{
  g_autoptr (GMenu) menu = g_menu_new ();
  g_autoptr (GMenu) common = g_menu_new ();
  GtkWidget *popover;

  g_return_val_if_fail (GTK_IS_WIDGET (parent), NULL);
  g_return_val_if_fail (area != NULL, NULL);
  g_return_val_if_fail (own == NULL || G_IS_MENU_MODEL (own), NULL);

  if (own != NULL)
    g_menu_append_section (menu, NULL, own);
  g_menu_append (common, _("_Copy Chart"), "win.copy-chart");
  g_menu_append (common, _("_Export Chart…"), "win.export");
  g_menu_append (common, _("P_rint…"), "win.print");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (common));

  popover = gtk_popover_menu_new_from_model (G_MENU_MODEL (menu));
  gtk_popover_set_has_arrow (GTK_POPOVER (popover), FALSE);
  gtk_widget_set_halign (popover, GTK_ALIGN_START);
  gtk_popover_set_pointing_to (GTK_POPOVER (popover), area);
  gtk_widget_set_parent (popover, parent);
  /* where items are hidden, GTK finds out in an idle call which sections have a line above them, and would have measured
   * the menu before */
  g_idle_add_full (G_PRIORITY_HIGH_IDLE, popup_cb, g_object_ref (popover), NULL);

  return popover;
}
