/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-packet-set.h: some of a capture's packets: those of picked labels, those that a filter lets pass. */
#pragma once

#include "pv-capture.h"

G_BEGIN_DECLS

/**
 * PvPacketSet:
 *
 * A bit for each packet of a complete capture, with running sums, so that counts and bytes of any
 * stretch come at once. Half a byte a packet. Reference-counted, immutable; any thread may read it.
 */
typedef struct _PvPacketSet PvPacketSet;

/**
 * PvMatch:
 * @PV_MATCH_SOURCE: packets from an address
 * @PV_MATCH_DESTINATION: packets to it
 * @PV_MATCH_EITHER: both
 */
typedef enum
{
  PV_MATCH_SOURCE = 1 << 0,
  PV_MATCH_DESTINATION = 1 << 1,
  PV_MATCH_EITHER = PV_MATCH_SOURCE | PV_MATCH_DESTINATION,
} PvMatch;

/**
 * pv_packet_set_new_for_addresses:
 * @capture: a complete capture
 * @ids: (array length=n): ids of addresses
 * @n: how many
 * @match: as what
 * @error: place for a %PV_ERROR_NO_MEMORY
 *
 * The packets from or to any of the addresses. Takes time linear in the packets.
 *
 * Returns: (transfer full): a set, or %NULL with @error set
 */
PvPacketSet *pv_packet_set_new_for_addresses (PvCapture      *capture,
                                              const guint32  *ids,
                                              guint           n,
                                              PvMatch         match,
                                              GError        **error);
/* The packets that carry a lookup of any of the names; @dimension says of which kind. */
PvPacketSet *pv_packet_set_new_for_names     (PvCapture      *capture,
                                              PvDimension     dimension,
                                              const guint32  *ids,
                                              guint           n,
                                              GError        **error);
/* The packets that are in both, which are sets of the same capture. */
PvPacketSet *pv_packet_set_intersect         (PvPacketSet    *a,
                                              PvPacketSet    *b,
                                              GError        **error);
PvPacketSet *pv_packet_set_ref               (PvPacketSet    *self);
void         pv_packet_set_unref             (PvPacketSet    *self);

PvCapture   *pv_packet_set_get_capture       (PvPacketSet    *self);
guint64      pv_packet_set_get_n_packets     (PvPacketSet    *self);
guint64      pv_packet_set_get_ip_bytes      (PvPacketSet    *self);
/* When its first and last packet were. FALSE where there is none. */
gboolean     pv_packet_set_get_times         (PvPacketSet    *self,
                                              gint64         *first_ns,
                                              gint64         *last_ns);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PvPacketSet, pv_packet_set_unref)

G_END_DECLS
