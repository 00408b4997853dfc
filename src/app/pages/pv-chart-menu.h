/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-chart-menu.h: the context menu of a chart. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * pv_chart_menu_new:
 * @parent: whom it belongs to; to be unparented from there
 * @area: what it is about, in @parent
 * @own: (nullable): sections of what comes before what every chart offers
 *
 * Shows a menu to copy, to export and to print the chart. It calls actions of the window.
 *
 * Returns: (transfer none): a #GtkPopover
 */
GtkWidget *pv_chart_menu_new (GtkWidget          *parent,
                              const GdkRectangle *area,
                              GMenuModel         *own);

G_END_DECLS
