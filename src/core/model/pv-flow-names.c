/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-flow-names.c: what conversations say that their servers are called. */
#include "pv-flow-names.h"

struct _PvFlowNames
{
  gatomicrefcount ref_count;
  PvEvents names;
  guint32 n_flows;
  guint32 *event; /* by flow, one more than its number; NULL where nothing is named */
};

PvFlowNames *
pv_flow_names_new (PvFlowTable     *flows,
                   const PvEvents  *names,
                   PvSegment      **segments)
{
  PvFlowNames *self = g_new0 (PvFlowNames, 1);

  g_atomic_ref_count_init (&self->ref_count);
  pv_events_share (&self->names, names);
  self->n_flows = pv_flow_table_get_n (flows);
  if (names->n == 0)
    return self;

  self->event = g_try_new0 (guint32, MAX (self->n_flows, 1));
  if (self->event == NULL)
    {
      pv_flow_names_unref (self);
      return NULL;
    }

  for (guint64 i = 0; i < names->n && i < G_MAXUINT32; i++)
    {
      guint32 packet = pv_events_get (names, i).packet;
      guint32 flow = segments[packet >> PV_SEGMENT_BITS]->flow[packet & PV_SEGMENT_MASK];
      guint32 reverse = pv_flow_table_get (flows, flow)->reverse;

      /* what is said first stands, whatever ports are used for later */
      if (self->event[flow] != 0)
        continue;
      self->event[flow] = (guint32) i + 1;
      if (reverse != PV_NO_ID)
        self->event[reverse] = (guint32) i + 1;
    }

  return self;
}

PvFlowNames *
pv_flow_names_ref (PvFlowNames *self)
{
  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

void
pv_flow_names_unref (PvFlowNames *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->ref_count))
    return;

  pv_events_clear (&self->names);
  g_free (self->event);
  g_free (self);
}

gboolean
pv_flow_names_get_event (PvFlowNames *self,
                         guint32      flow,
                         guint64     *event)
{
  if (self == NULL || self->event == NULL || flow >= self->n_flows || self->event[flow] == 0)
    return FALSE;

  *event = self->event[flow] - 1;

  return TRUE;
}

guint32
pv_flow_names_get_label (PvFlowNames *self,
                         guint32      flow)
{
  guint64 event;

  return pv_flow_names_get_event (self, flow, &event) ? pv_events_get (&self->names, event).label : PV_NO_ID;
}
