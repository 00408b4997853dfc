/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-bar-legend-view.h: what the parts of a chart's bars are. */
#pragma once

#include <gtk/gtk.h>

#include "pv-bar-fill.h"

G_BEGIN_DECLS

#define PV_TYPE_BAR_LEGEND_VIEW (pv_bar_legend_view_get_type ())

/**
 * PvBarLegendView:
 *
 * Shows a #PvBarLegend, on as many lines as it takes. Takes no room where there is none.
 */
G_DECLARE_FINAL_TYPE (PvBarLegendView, pv_bar_legend_view, PV, BAR_LEGEND_VIEW, GtkWidget)

/* @legend: (nullable): whose texts must stay */
void pv_bar_legend_view_set_legend (PvBarLegendView   *self,
                                    const PvBarLegend *legend);

G_END_DECLS
