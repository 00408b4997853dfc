/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-ip-fragments.h: puts IP packets together that came in parts. */
#pragma once

#include "pv-dissect.h"
#include "pv-stream-order.h"

G_BEGIN_DECLS

/**
 * PvIpFragments:
 *
 * Packets of which parts are still missing: a bounded number of them, of at most 64 KiB each. What has waited for
 * longer than half a minute of the capture, and the oldest where there are too many, is given up: then what comes
 * before the first missing part is handed on, as if the rest had not been captured.
 */
typedef struct _PvIpFragments PvIpFragments;

/* @total: where the memory is counted that it takes. (transfer full) */
PvIpFragments *pv_ip_fragments_new  (gsize               *total);
void           pv_ip_fragments_free (PvIpFragments       *self);
/**
 * pv_ip_fragments_add:
 * @self: packets in parts
 * @fragment: the next part; it may be in what was handed on last
 * @stamp: of the packet that it came in
 * @record: (out): where it was the last one that was missing, an IP packet; it is there until the next call
 *
 * Returns: whether a packet is whole now
 */
gboolean       pv_ip_fragments_add  (PvIpFragments       *self,
                                     const PvFragment    *fragment,
                                     const PvStreamStamp *stamp,
                                     PvRecord            *record);
/**
 * pv_ip_fragments_give_up:
 * @self: packets in parts
 * @now_ns: what waits for longer is given up; %G_MAXINT64 for all
 * @record: (out): an IP packet, of which a part was captured; it is there until the next call
 * @stamp: (out): of the packet that its last part came in
 *
 * Returns: whether there is one
 */
gboolean       pv_ip_fragments_give_up (PvIpFragments    *self,
                                        gint64            now_ns,
                                        PvRecord         *record,
                                        PvStreamStamp    *stamp);

G_END_DECLS
