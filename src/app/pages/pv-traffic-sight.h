/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-traffic-sight.h: which time is in sight of a line chart, as its capture grows or another one comes. */
#pragma once

#include "pv-capture.h"
#include "pv-line-chart.h"

G_BEGIN_DECLS

typedef struct _PvTrafficSight PvTrafficSight;

PvTrafficSight *pv_traffic_sight_new         (PvLineChart    *chart);
void            pv_traffic_sight_free        (PvTrafficSight *self);

/* What the chart shows by now. Where the end of what it showed before is in sight, the view moves along as that grows. */
void            pv_traffic_sight_follow      (PvTrafficSight *self,
                                              PvCapture      *shown);
/* Nothing is followed, nor wanted, any more. */
void            pv_traffic_sight_forget      (PvTrafficSight *self);

/* Has @view, which is not empty, come in sight. */
void            pv_traffic_sight_want        (PvTrafficSight *self,
                                              const PvSpan   *view);
/* Shows what is wanted, where the chart has all of a capture: of another file, the chart stays until this one's is there.
 * @shown: (nullable): what it shows */
void            pv_traffic_sight_show_wanted (PvTrafficSight *self,
                                              PvCapture      *shown);
/* What is in sight. FALSE where that is everything. @view: (out) */
gboolean        pv_traffic_sight_get         (PvTrafficSight *self,
                                              PvSpan         *view);

G_END_DECLS
