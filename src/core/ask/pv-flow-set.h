/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-flow-set.h: some of a capture's flows: those with picked labels. */
#pragma once

#include "pv-capture.h"

G_BEGIN_DECLS

/**
 * PvFlowSet:
 *
 * A bit for each flow of a settled capture. No packet is looked at to make one. Reference-counted, immutable;
 * any thread may read it.
 */
typedef struct _PvFlowSet PvFlowSet;

/**
 * pv_flow_set_new_for_labels:
 * @capture: a settled capture
 * @dimension: one whose labels hang on flows, see pv_flow_set_can()
 * @ids: (array length=n): labels
 * @n: how many
 * @error: place for a %PV_ERROR_NO_MEMORY
 *
 * The flows that have any of the labels. Takes time linear in the flows.
 *
 * Returns: (transfer full): a set, or %NULL with @error set
 */
PvFlowSet *pv_flow_set_new_for_labels (PvCapture      *capture,
                                       PvDimension     dimension,
                                       const guint32  *ids,
                                       guint           n,
                                       GError        **error);
/* Whether labels of @dimension hang on flows; those of others are picked by packets. */
gboolean   pv_flow_set_can            (PvDimension     dimension);
/* The flows that are in both. */
PvFlowSet *pv_flow_set_intersect      (PvFlowSet      *a,
                                       PvFlowSet      *b,
                                       GError        **error);
/* The flows that are in either. */
PvFlowSet *pv_flow_set_unite          (PvFlowSet      *a,
                                       PvFlowSet      *b,
                                       GError        **error);
/* The flows that are not in it. */
PvFlowSet *pv_flow_set_invert         (PvFlowSet      *self,
                                       GError        **error);
PvFlowSet *pv_flow_set_ref            (PvFlowSet      *self);
void       pv_flow_set_unref          (PvFlowSet      *self);
PvCapture *pv_flow_set_get_capture    (PvFlowSet      *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PvFlowSet, pv_flow_set_unref)

G_END_DECLS
