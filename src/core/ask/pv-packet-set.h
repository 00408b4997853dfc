/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-packet-set.h: some of a capture's packets: those of picked labels, those that a filter lets pass. */
#pragma once

#include "pv-flow-set.h"

G_BEGIN_DECLS

/**
 * PvPacketSet:
 *
 * A bit for each packet of a settled capture, with running sums, so that counts and bytes of any
 * stretch come at once. Half a byte a packet. Reference-counted, immutable; any thread may read it.
 */
typedef struct _PvPacketSet PvPacketSet;

/**
 * pv_packet_set_new_for_labels:
 * @capture: a settled capture
 * @dimension: any
 * @ids: (array length=n): labels
 * @n: how many
 * @error: place for a %PV_ERROR_NO_MEMORY
 *
 * The packets that have any of the labels: those from or to an address, those that carry a lookup of a name. Of what
 * came of lookups, the answers and the lookups themselves, so that names and clients are among them. Of URLs, what goes
 * back and forth in the conversation from a request to the next: what was asked for, and what came of it. Takes time
 * linear in the packets, or in the events.
 *
 * Returns: (transfer full): a set, or %NULL with @error set
 */
PvPacketSet *pv_packet_set_new_for_labels (PvCapture      *capture,
                                           PvDimension     dimension,
                                           const guint32  *ids,
                                           guint           n,
                                           GError        **error);
/* The same where outcomes of lookups are counted: of names, the answers about them too. */
PvPacketSet *pv_packet_set_new_for_answers (PvCapture     *capture,
                                           PvDimension     dimension,
                                           const guint32  *ids,
                                           guint           n,
                                           GError        **error);
/* The packets that carry an event that @dimension counts, whatever its label: for dimensions of events. */
PvPacketSet *pv_packet_set_new_for_events (PvCapture      *capture,
                                           PvDimension     dimension,
                                           GError        **error);
/* The packets of the flows. Takes time linear in the packets. */
PvPacketSet *pv_packet_set_new_for_flows  (PvFlowSet      *flows,
                                           GError        **error);
/* The same; sets among @hints (element-type PvPacketSet) (nullable) that were made of the same flows of an earlier
 * generation make it quicker: then it takes time linear in what came since. */
PvPacketSet *pv_packet_set_new_for_more_flows (PvFlowSet  *flows,
                                           GPtrArray      *hints,
                                           GError        **error);
/* @self, which nobody else has yet, may be what some of @hints (element-type PvPacketSet) goes on as in a later generation:
 * then what was counted of that counts for this. */
void         pv_packet_set_take_hints     (PvPacketSet    *self,
                                           GPtrArray      *hints);
/* The packets that are in both, which are sets of the same capture. */
PvPacketSet *pv_packet_set_intersect      (PvPacketSet    *a,
                                           PvPacketSet    *b,
                                           GError        **error);
/* The packets that are in either. */
PvPacketSet *pv_packet_set_unite          (PvPacketSet    *a,
                                           PvPacketSet    *b,
                                           GError        **error);
/* The packets that are not in it. */
PvPacketSet *pv_packet_set_invert         (PvPacketSet    *self,
                                           GError        **error);
PvPacketSet *pv_packet_set_ref            (PvPacketSet    *self);
void         pv_packet_set_unref          (PvPacketSet    *self);

PvCapture   *pv_packet_set_get_capture    (PvPacketSet    *self);
guint64      pv_packet_set_get_n_packets  (PvPacketSet    *self);
guint64      pv_packet_set_get_ip_bytes   (PvPacketSet    *self);
/* When its first and last packet were. FALSE where there is none. */
gboolean     pv_packet_set_get_times      (PvPacketSet    *self,
                                              gint64         *first_ns,
                                              gint64         *last_ns);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PvPacketSet, pv_packet_set_unref)

G_END_DECLS
