/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-chart-widget-style.h: the colours that a widget's theme gives a chart. */
#pragma once

#include <gtk/gtk.h>

#include "pv-chart-style.h"

G_BEGIN_DECLS

/* Makes @widget's style change, and so its css_changed be called, whenever a colour does that
 * pv_chart_style_init_from_widget() takes. Once for each widget. */
void pv_chart_style_watch (GtkWidget *widget);
/* From @widget's style context, as it is now: light, dark or of high contrast. The font stays NULL,
 * for that of the widget's PangoContext. */
void pv_chart_style_init_from_widget (PvChartStyle *style,
                                      GtkWidget    *widget);
/* Frames @bounds for the keyboard's focus. */
void pv_chart_style_snapshot_focus (const PvChartStyle    *style,
                                    GtkSnapshot           *snapshot,
                                    const graphene_rect_t *bounds);

G_END_DECLS
