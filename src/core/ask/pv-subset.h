/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-subset.h: a part of a capture: certain packets of certain flows. */
#pragma once

#include "pv-flow-set.h"
#include "pv-packet-set.h"

G_BEGIN_DECLS

/**
 * PvSubset:
 * @packets: (nullable): only packets of this set; %NULL for all
 * @flows: (nullable): only packets of these flows; %NULL for all
 *
 * @answers: (nullable): where it is about names that were looked up: in place of @packets, where outcomes of lookups
 *   are counted. A name leaves its lookups, and of outcomes those of these lookups
 *
 * What picks and a filter leave of a capture. Embedded; all %NULL is everything. Whoever keeps one owns a reference to
 * each: see pv_subset_copy() and pv_subset_clear().
 */
typedef struct
{
  PvPacketSet *packets;
  PvFlowSet *flows;
  PvPacketSet *answers;
} PvSubset;

static inline gboolean
pv_subset_is_whole (const PvSubset *self)
{
  return self->packets == NULL && self->flows == NULL;
}

static inline PvSubset
pv_subset_copy (const PvSubset *self)
{
  return (PvSubset){ self->packets != NULL ? pv_packet_set_ref (self->packets) : NULL,
                     self->flows != NULL ? pv_flow_set_ref (self->flows) : NULL,
                     self->answers != NULL ? pv_packet_set_ref (self->answers) : NULL };
}

static inline void
pv_subset_clear (PvSubset *self)
{
  g_clear_pointer (&self->packets, pv_packet_set_unref);
  g_clear_pointer (&self->flows, pv_flow_set_unref);
  g_clear_pointer (&self->answers, pv_packet_set_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PvSubset, pv_subset_clear)

/* Whether it can be a part of @capture. */
gboolean     pv_subset_is_of       (const PvSubset  *self,
                                    PvCapture       *capture);
/* The subset as a packet set, whose sums are needed to draw lines; NULL for everything, which is no error.
 * Takes time linear in the packets where it has flows. @set: (out) (transfer full) (nullable) */
gboolean     pv_subset_make_packets (const PvSubset  *self,
                                     PvPacketSet    **set,
                                     GError         **error);

G_END_DECLS
