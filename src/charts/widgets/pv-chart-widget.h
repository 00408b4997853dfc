/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-chart-widget.h: what all widgets that show a chart have: colours of the theme, a pointer, the focus. */
#pragma once

#include <gtk/gtk.h>

#include "pv-chart-style.h"

G_BEGIN_DECLS

#define PV_TYPE_CHART_WIDGET (pv_chart_widget_get_type ())

/**
 * PvChartWidget:
 *
 * A widget that draws a chart, can have the keyboard's focus, knows its theme's colours and where the pointer is.
 */
G_DECLARE_DERIVABLE_TYPE (PvChartWidget, pv_chart_widget, PV, CHART_WIDGET, GtkWidget)

/**
 * PvChartWidgetClass:
 * @style_changed: colours, the font or its size are others
 * @pointed: the pointer is elsewhere, see pv_chart_widget_get_pointer()
 * @clicked: (nullable): the primary button was let go inside of the chart; asked for only where it is set
 */
struct _PvChartWidgetClass
{
  GtkWidgetClass parent_class;

  void (*style_changed) (PvChartWidget *self);
  void (*pointed)       (PvChartWidget *self);
  void (*clicked)       (PvChartWidget *self,
                         int            n_press,
                         double         x,
                         double         y);
};

/* The theme's colours as they are now. (transfer none) */
const PvChartStyle *pv_chart_widget_get_style   (PvChartWidget *self);
/* Where the pointer is, in pixels from the top left. Returns: FALSE where it is not over the chart; then @x and @y,
 * which both may be NULL, stay as they are */
gboolean            pv_chart_widget_get_pointer (PvChartWidget *self,
                                                 double        *x,
                                                 double        *y);
/* As though the pointer had moved there: a finger, which does not hover, points by touching. */
void                pv_chart_widget_point       (PvChartWidget *self,
                                                 double         x,
                                                 double         y);
/* What is under the pointer is something else, so that a tooltip would speak of what was there. */
void                pv_chart_widget_update_tooltip (PvChartWidget *self);

G_END_DECLS
