/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-traffic-data.h: a capture's bytes over time, as the line chart asks for them. */
#pragma once

#include "pv-capture.h"
#include "pv-comparison.h"
#include "pv-line-data.h"
#include "pv-line-options.h"
#include "pv-stretches.h"
#include "pv-traffic.h"

G_BEGIN_DECLS

#define PV_TYPE_TRAFFIC_DATA (pv_traffic_data_get_type ())

/**
 * PvTrafficData:
 *
 * A #PvLineData over the #PvTraffic of a capture, with the picks as its parts. Another, for another
 * bin size, a longer part of the capture or other packets, is made in the background; until it is
 * there, the one before it answers.
 *
 * Properties: "bin-size" (int64, ns, read-only): what the present answers are binned by, 0 while
 * there are none.
 */
G_DECLARE_FINAL_TYPE (PvTrafficData, pv_traffic_data, PV, TRAFFIC_DATA, GObject)

PvTrafficData *pv_traffic_data_new            (void);
/* For a picture: answers from @traffic and never changes. */
PvTrafficData *pv_traffic_data_new_for_traffic (PvTraffic           *traffic,
                                                const PvLineOptions *options);
/* Which packets count, and which are picked. */
void           pv_traffic_data_set_crossfilter (PvTrafficData      *self,
                                                PvCrossfilterModel *crossfilter);
/* Another capture to draw beside it. */
void           pv_traffic_data_set_comparison (PvTrafficData *self,
                                               PvComparison  *comparison);
/* What is counted, by what, and how it is smoothed. */
void           pv_traffic_data_set_options    (PvTrafficData       *self,
                                               const PvLineOptions *options);
/* @capture: what is shown from now on: more of the same file */
void           pv_traffic_data_set_capture    (PvTrafficData *self,
                                               PvCapture     *capture);
/* Makes no more series; the one at hand goes on answering. */
void           pv_traffic_data_stop           (PvTrafficData *self);
/* @bin_ns: from 1 µs to 1 day, or 0 for one that suits the view */
void           pv_traffic_data_set_bin_size   (PvTrafficData *self,
                                               gint64         bin_ns);
/* What the chart shows: @duration_ns on @width pixels. */
void           pv_traffic_data_set_view       (PvTrafficData *self,
                                               gint64         duration_ns,
                                               int            width);
gint64         pv_traffic_data_get_bin_size   (PvTrafficData *self);
/* Stretches of time with long silences between them, the busiest of which is what a fresh view shows; NULL where it
 * shows them all. (transfer none) */
const PvStretches *pv_traffic_data_get_stretches (PvTrafficData *self);
/* (transfer none) (nullable) */
PvTraffic     *pv_traffic_data_get_traffic    (PvTrafficData *self);
/* Why there are no answers, where what they would come from could not be made. (transfer none) (nullable) */
const GError  *pv_traffic_data_get_error      (PvTrafficData *self);

G_END_DECLS
