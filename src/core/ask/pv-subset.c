/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-subset.c: a part of a capture. */
#include "pv-subset.h"

gboolean
pv_subset_is_of (const PvSubset *self,
                 PvCapture      *capture)
{
  return (self->packets == NULL || pv_packet_set_get_capture (self->packets) == capture) &&
         (self->answers == NULL || pv_packet_set_get_capture (self->answers) == capture) &&
         (self->flows == NULL || pv_flow_set_get_capture (self->flows) == capture);
}

gboolean
pv_subset_make_packets (const PvSubset  *self,
                        PvPacketSet    **set,
                        GError         **error)
{
  g_autoptr (PvPacketSet) of_flows = NULL;

  if (self->flows == NULL)
    {
      *set = self->packets != NULL ? pv_packet_set_ref (self->packets) : NULL;
      return TRUE;
    }

  of_flows = pv_packet_set_new_for_flows (self->flows, error);
  if (of_flows != NULL && self->packets != NULL)
    *set = pv_packet_set_intersect (self->packets, of_flows, error);
  else
    *set = g_steal_pointer (&of_flows);

  return *set != NULL;
}
