/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-overview-line.h: the line of an overview, whose bins stay as they are while the chart is zoomed. */
#pragma once

#include "pv-line-chart.h"
#include "pv-traffic-data.h"

G_BEGIN_DECLS

#define PV_TYPE_OVERVIEW_LINE (pv_overview_line_get_type ())

/**
 * PvOverviewLine:
 *
 * While all is in sight, an overview shows what the chart shows. Of a chart that is zoomed in, whose bins get smaller
 * and so the peaks lower, it shows bins as they were before.
 *
 * Properties: "data" (PvLineData, read-only, nullable): what overviews show; %NULL for what the chart does.
 */
G_DECLARE_FINAL_TYPE (PvOverviewLine, pv_overview_line, PV, OVERVIEW_LINE, GObject)

PvOverviewLine *pv_overview_line_new         (PvLineChart         *chart,
                                              PvComparison        *comparison);
void            pv_overview_line_set_crossfilter
                                             (PvOverviewLine     *self,
                                              PvCrossfilterModel *crossfilter);
void            pv_overview_line_set_options (PvOverviewLine      *self,
                                              const PvLineOptions *options);
/* @capture: (nullable): what the chart is of, or will be; @data: (nullable): its line */
void            pv_overview_line_set_capture (PvOverviewLine      *self,
                                              PvCapture           *capture,
                                              PvTrafficData       *data);
/* After the chart's view, its data or the choice of bins has changed; before it asks for other bins.
 * @is_automatic: whether bins follow the view */
void            pv_overview_line_follow      (PvOverviewLine      *self,
                                              gboolean             is_automatic);

G_END_DECLS
