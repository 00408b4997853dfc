/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-query-private.h: which packets and events a query covers. */
#pragma once

#include "pv-dimension-private.h"
#include "pv-flow-set-private.h"
#include "pv-packet-set-private.h"
#include "pv-query.h"
#include "pv-span.h"

G_BEGIN_DECLS

/* What the query's span covers, [@first, @last): events where the dimension counts those, else packets. All, where
 * the capture is not sorted. */
void pv_query_find_events (PvCapture     *capture,
                           const PvQuery *query,
                           guint64       *first,
                           guint64       *last);

/* Counts by label what the query covers. (transfer full) NULL where memory is out or it was cancelled. */
PvCounts *pv_query_count       (PvCapture     *capture,
                                const PvQuery *query,
                                GCancellable  *cancellable);
/* The same of the whole capture; of a complete one that is kept. */
PvCounts *pv_query_count_whole (PvCapture     *capture,
                                PvDimension    dimension,
                                GCancellable  *cancellable);

/* Whether the query covers a packet that pv_query_find_events() found. */
static inline gboolean
pv_query_covers (const PvCapture *capture,
                 const PvQuery   *query,
                 guint64          packet)
{
  const PvSubset *subset = &query->subset;

  return (subset->packets == NULL || pv_packet_set_contains (subset->packets, packet)) &&
         (subset->flows == NULL || pv_flow_set_contains (subset->flows, pv_capture_get_flow (capture, packet))) &&
         (!query->has_span || capture->sorted ||
          pv_span_contains (&query->span, pv_capture_get_time (capture, packet)));
}

/* Whether the query covers an event of @kind that the packet carries. */
static inline gboolean
pv_query_covers_event (const PvCapture *capture,
                       const PvQuery   *query,
                       PvEventKind      kind,
                       guint64          packet)
{
  PvQuery of_answers;

  if (G_LIKELY (kind != PV_EVENT_OUTCOME || query->subset.answers == NULL))
    return pv_query_covers (capture, query, packet);

  of_answers = *query;
  of_answers.subset.packets = query->subset.answers;

  return pv_query_covers (capture, &of_answers, packet);
}

G_END_DECLS
