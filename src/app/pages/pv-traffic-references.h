/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-traffic-references.h: lines across a chart at the mean and the percentile of what is in view. */
#pragma once

#include "pv-line-chart.h"
#include "pv-line-options.h"
#include "pv-traffic.h"

G_BEGIN_DECLS

#define PV_TYPE_TRAFFIC_REFERENCES (pv_traffic_references_get_type ())

/**
 * PvTrafficReferences:
 *
 * Works out in the background where the lines are that the options ask for, and has a chart show them.
 */
G_DECLARE_FINAL_TYPE (PvTrafficReferences, pv_traffic_references, PV, TRAFFIC_REFERENCES, GObject)

PvTrafficReferences   *pv_traffic_references_new     (PvLineChart         *chart);
/* After the view, the data or the options have changed. @traffic: (nullable): what the chart shows */
void                   pv_traffic_references_request (PvTrafficReferences *self,
                                                      PvTraffic           *traffic,
                                                      const PvLineOptions *options);
/* Those that are shown. (transfer none) (array length=n) */
const PvLineReference *pv_traffic_references_get     (PvTrafficReferences *self,
                                                      guint               *n);
/* Gives up what is under way. */
void                   pv_traffic_references_stop    (PvTrafficReferences *self);

G_END_DECLS
