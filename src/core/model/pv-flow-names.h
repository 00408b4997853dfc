/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-flow-names.h: what conversations say that their servers are called. */
#pragma once

#include "pv-columns.h"
#include "pv-events.h"
#include "pv-flow-table.h"

G_BEGIN_DECLS

/**
 * PvFlowNames:
 *
 * For each flow, the first event in which its conversation names its server: both directions have the same.
 * Reference-counted, immutable.
 */
typedef struct _PvFlowNames PvFlowNames;

/* @names: events of %PV_EVENT_SERVER_NAME, in packet order; @segments: the packets' columns. NULL where memory is
 * out. */
PvFlowNames *pv_flow_names_new       (PvFlowTable     *flows,
                                      const PvEvents  *names,
                                      PvSegment      **segments);
PvFlowNames *pv_flow_names_ref       (PvFlowNames     *self);
void         pv_flow_names_unref     (PvFlowNames     *self);

/* The event that names the flow's server, which is the evidence. FALSE where there is none. @self may be NULL: then
 * nothing is named yet. */
gboolean     pv_flow_names_get_event (PvFlowNames     *self,
                                      guint32          flow,
                                      guint64         *event);
/* The label of that event, or PV_NO_ID; likewise. */
guint32      pv_flow_names_get_label (PvFlowNames     *self,
                                      guint32          flow);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PvFlowNames, pv_flow_names_unref)

G_END_DECLS
