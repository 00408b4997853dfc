/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-filter-hint.h: which filter would have left packets where one left none. */
#pragma once

#include "pv-packet-set.h"
#include "pv-reopen.h"

G_BEGIN_DECLS

/**
 * pv_filter_hint_find:
 * @set: what pv_capture_filter_run() left of a capture
 * @expression: its filter, in the language of pcap-filter(7)
 * @progress: (nullable): told of how far it is; must outlive the call
 * @cancellable: (nullable): to give up
 *
 * libpcap's language looks behind tags of virtual networks (VLAN), MPLS labels and PPPoE only where it is told to.
 * Where @set is empty, reads the file until there is a packet that @expression would pass behind one of them.
 *
 * Returns: (transfer full) (nullable): a filter that leaves packets, as in "vlan and udp port 53"; %NULL where there
 *   is none, @set is not empty, or the file cannot be read
 */
char *pv_filter_hint_find        (PvPacketSet          *set,
                                  const char           *expression,
                                  PvProgress           *progress,
                                  GCancellable         *cancellable);
void  pv_filter_hint_find_async  (PvPacketSet          *set,
                                  const char           *expression,
                                  GCancellable         *cancellable,
                                  GAsyncReadyCallback   callback,
                                  gpointer              user_data);
char *pv_filter_hint_find_finish (GAsyncResult         *result);

/* What a hint says to a user. (transfer full) */
char *pv_filter_hint_describe    (const char           *hint);

G_END_DECLS
