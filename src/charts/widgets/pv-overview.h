/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-overview.h: a low strip with all of a line chart's line, which shows and moves what is in view. */
#pragma once

#include "pv-line-chart.h"

G_BEGIN_DECLS

#define PV_TYPE_OVERVIEW (pv_overview_get_type ())

/**
 * PvOverview:
 *
 * All of a #PvLineChart's line, as low as a line of text, to stand below the chart and as wide as it. A frame is around
 * what is in view there: drag its inside to move the view, its sides for another width; press beside it to go there.
 * The wheel zooms as on the chart. What is selected is shaded. It adds nothing for keyboard and assistive technology
 * to what the chart has.
 *
 * Properties: "chart" (#PvLineChart); "data" (#PvLineData): another than the chart's, say one whose bins stay as wide
 * as they are while one zooms, and so the line as it is; NULL for the chart's.
 */
G_DECLARE_FINAL_TYPE (PvOverview, pv_overview, PV, OVERVIEW, GtkWidget)

GtkWidget *pv_overview_new       (void);
void       pv_overview_set_chart (PvOverview  *self,
                                  PvLineChart *chart);
void       pv_overview_set_data  (PvOverview  *self,
                                  PvLineData  *data);

G_END_DECLS
