/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-flow-counts.h: packets and bytes by flow, of which every dimension that hangs on flows is made. */
#pragma once

#include "pv-capture-private.h"
#include "pv-dimension-private.h"
#include "pv-query.h"

G_BEGIN_DECLS

/**
 * pv_flow_counts_get:
 * @capture: a capture
 * @query: its span and its subset's packets count; the subset's flows do not
 * @cancellable: (nullable): to give up
 *
 * Counts packets and bytes of IP packets by flow, on as many threads as the packets are worth. What was
 * counted last is kept with a settled capture, so that one pass serves all charts that show the same.
 *
 * Returns: (transfer full): counts by flow, or %NULL where memory is out or it was cancelled
 */
PvCounts *pv_flow_counts_get  (PvCapture      *capture,
                               const PvQuery  *query,
                               GCancellable   *cancellable);

/**
 * PvDirection:
 * @PV_DIRECTION_BOTH: all flows
 * @PV_DIRECTION_TO_SERVER: those whose source is the client; of conversations by addresses, the conversation's
 * @PV_DIRECTION_TO_CLIENT: the others
 */
typedef enum
{
  PV_DIRECTION_BOTH,
  PV_DIRECTION_TO_SERVER,
  PV_DIRECTION_TO_CLIENT,
} PvDirection;

/**
 * pv_flow_counts_fold:
 * @capture: where the counts came from
 * @of_flows: counts by flow
 * @dimension: one that hangs on flows
 * @flows: (nullable): only these flows
 * @direction: only flows that go so
 *
 * Adds up flows into the labels of a dimension. Takes time and memory linear in flows, whatever the labels there
 * could be. Those of flows and conversations are counted by id, others with ids where they are few.
 *
 * Returns: (transfer full): counts by label, with the total of all flows that have a label; or %NULL where
 *   memory is out
 */
PvCounts *pv_flow_counts_fold (PvCapture      *capture,
                               const PvCounts *of_flows,
                               PvDimension     dimension,
                               PvFlowSet      *flows,
                               PvDirection     direction);

G_END_DECLS
