/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-object-conversation.c: the conversation and the moment that a file went over the wire in. */
#include "pv-object-conversation.h"

#include "pv-capture-private.h"
#include "pv-dimension-private.h"

gboolean
pv_object_find_conversation (const PvObject *object,
                             PvCapture      *capture,
                             guint32        *id,
                             PvSpan         *span)
{
  const PvDimensionInfo *info = pv_dimension_get_info (PV_DIMENSION_FLOW);
  guint32 labels[2];
  guint32 flow;

  g_return_val_if_fail (object != NULL && PV_IS_CAPTURE (capture) && id != NULL && span != NULL, FALSE);

  if (object->packet >= pv_capture_get_n_packets (capture))
    return FALSE;
  flow = pv_capture_get_flow (capture, pv_capture_get_number (capture, object->packet));
  if (flow == PV_NO_ID || info->flow_labels (capture, flow, labels) == 0)
    return FALSE;

  *id = labels[0];
  *span = (PvSpan){ object->time_ns, object->end_ns < G_MAXINT64 ? object->end_ns + 1 : object->end_ns };

  return TRUE;
}
