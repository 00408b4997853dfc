/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-chart-picture.h: a chart of a capture that is drawn outside of the window. */
#pragma once

#include "pv-capture.h"
#include "pv-chart-export.h"
#include "pv-query.h"
#include "pv-traffic.h"

G_BEGIN_DECLS

#define PV_TYPE_CHART_PICTURE (pv_chart_picture_get_type ())

/**
 * PvChartPicture:
 *
 * One chart, its title and where its numbers come from. Immutable; draws the same however often and
 * needs no display.
 */
G_DECLARE_FINAL_TYPE (PvChartPicture, pv_chart_picture, PV, CHART_PICTURE, GObject)

/* @n_max: how many bars, 0 for as many as a picture can hold */
PvChartPicture  *pv_chart_picture_new_bars     (PvCapture      *capture,
                                                PvRanking      *ranking,
                                                guint           n_max);
/* @span: what is drawn */
PvChartPicture  *pv_chart_picture_new_line     (PvTraffic      *traffic,
                                                PvSpan          span);
/* @selection: what is selected of a line */
void             pv_chart_picture_set_selection (PvChartPicture *self,
                                                 const PvSpan   *selection);
/* "Top Sources by Packets" */
const char      *pv_chart_picture_get_title    (PvChartPicture *self);
/* A file name from the capture and the chart, without its extension. (transfer full) */
char            *pv_chart_picture_suggest_name (PvChartPicture *self);
/* Whether its height follows from its contents where none is given. */
gboolean         pv_chart_picture_has_natural_height (PvChartPicture *self);
/* @width, @height: logical pixels; @height 0 for what suits the chart. (transfer full) */
cairo_surface_t *pv_chart_picture_draw         (PvChartPicture *self,
                                                int             width,
                                                int             height,
                                                double          scale,
                                                PvBackground    background);

G_END_DECLS
