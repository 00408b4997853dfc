/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-chart-widget-style.h: the colours that a widget's theme gives a chart. */
#pragma once

#include <gtk/gtk.h>

#include "pv-chart-style.h"

G_BEGIN_DECLS

/* From @widget's style context, as it is now: light, dark or of high contrast. The font stays NULL,
 * for that of the widget's PangoContext. */
void pv_chart_style_init_from_widget (PvChartStyle *style,
                                      GtkWidget    *widget);

G_END_DECLS
