/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-traffic-view.h: bytes over time with its bin size and zoom controls. */
#pragma once

#include <adwaita.h>

#include "pv-capture.h"
#include "pv-chart-picture.h"
#include "pv-comparison.h"
#include "pv-crossfilter-model.h"
#include "pv-line-chart.h"
#include "pv-line-options.h"
#include "pv-overview.h"

G_BEGIN_DECLS

#define PV_TYPE_TRAFFIC_VIEW (pv_traffic_view_get_type ())

/**
 * PvTrafficView:
 *
 * Properties: "narrow" (boolean): whether there is little width.
 *
 * Signals:
 * - "failed" (PvTrafficView *, GError *error): a capture to compare with could not be loaded
 * - "times-changed" (PvTrafficView *): pv_traffic_view_get_options() or pv_traffic_view_get_times() say something
 *   else
 */
G_DECLARE_FINAL_TYPE (PvTrafficView, pv_traffic_view, PV, TRAFFIC_VIEW, AdwBin)

/* @is_same_file: whether @capture is more of the file that is shown, so that the view stays */
void            pv_traffic_view_set_capture (PvTrafficView *self,
                                             PvCapture     *capture,
                                             gboolean       is_same_file);
/* Shows what @crossfilter leaves and what is picked, and selects the span that the user drags out. To be
 * set once. */
void            pv_traffic_view_set_crossfilter (PvTrafficView      *self,
                                                 PvCrossfilterModel *crossfilter);
/* The dimension of the tab in sight: where it is of lookups, those are counted here as well. */
void            pv_traffic_view_set_dimension (PvTrafficView *self,
                                               PvDimension    dimension);
void            pv_traffic_view_zoom_in     (PvTrafficView *self);
void            pv_traffic_view_zoom_out    (PvTrafficView *self);
/* Shows the selected span. */
void            pv_traffic_view_zoom_to_selection (PvTrafficView *self);
/* To what was in sight before, and the other way round. */
/* Selects the bin that holds @time_ns, and shows it. */
void            pv_traffic_view_select_moment (PvTrafficView *self,
                                               gint64         time_ns);
void            pv_traffic_view_go_back     (PvTrafficView *self);
void            pv_traffic_view_go_forward  (PvTrafficView *self);
/* Shows all that is not absurdly far off. */
void            pv_traffic_view_fit         (PvTrafficView *self);
/* Has an overview elsewhere show all of the line, and move what is in sight of it. */
void            pv_traffic_view_add_overview (PvTrafficView *self,
                                              PvOverview    *overview);
/* Whether it has an overview of its own. */
void            pv_traffic_view_set_has_overview (PvTrafficView *self,
                                                  gboolean       has_overview);
/* How it counts and tells times. Valid until it is shown otherwise. (transfer none) */
const PvLineOptions *
                pv_traffic_view_get_options (PvTrafficView *self);
/* What there is to see, and how far apart the times are that it tells apart. FALSE where there is nothing. */
gboolean        pv_traffic_view_get_times   (PvTrafficView *self,
                                             PvSpan        *home,
                                             gint64        *step_ns);
/* The span in sight; FALSE where that is all there is to show. */
gboolean        pv_traffic_view_get_view    (PvTrafficView *self,
                                             PvSpan        *view);
/* Shows @view, not empty, of a capture that is complete, as soon as it is drawn. */
void            pv_traffic_view_set_view    (PvTrafficView *self,
                                             const PvSpan  *view);
/* What the capture is compared with. (transfer none) */
PvComparison   *pv_traffic_view_get_comparison (PvTrafficView *self);
/* Asks for a capture to compare with. */
void            pv_traffic_view_compare     (PvTrafficView *self);
/* The chart as it is shown, or NULL where there is nothing to show. (transfer full) */
PvChartPicture *pv_traffic_view_dup_picture (PvTrafficView *self);

G_END_DECLS
