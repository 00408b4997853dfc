/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-bar-header.h: what stands over the columns of a bar chart. */
#pragma once

#include "pv-bar-chart.h"

G_BEGIN_DECLS

#define PV_TYPE_BAR_HEADER (pv_bar_header_get_type ())

/**
 * PvBarHeader:
 *
 * The headings of a #PvBarChart, each over its column. To be as wide as the chart and above it, so that it stays
 * while rows scroll; other widgets may stand before it, over labels and bars. Says nothing to assistive technology,
 * which hears of numbers in the chart.
 *
 * Properties: "chart" (#PvBarChart).
 */
G_DECLARE_FINAL_TYPE (PvBarHeader, pv_bar_header, PV, BAR_HEADER, GtkWidget)

GtkWidget *pv_bar_header_new       (void);
void       pv_bar_header_set_chart (PvBarHeader *self,
                                    PvBarChart  *chart);

G_END_DECLS
