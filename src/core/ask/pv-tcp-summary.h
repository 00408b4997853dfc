/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-tcp-summary.h: how well the TCP connections of a label do. */
#pragma once

#include "pv-on-demand.h"
#include "pv-query.h"
#include "pv-tcp-track.h"

G_BEGIN_DECLS

/**
 * PvTcpSummary:
 * @n: segments with each trouble, from client to server, and back
 * @n_handshakes: connections whose handshake was captured
 * @handshake_ns: the median of the times from their SYN to the server's answer, in nanoseconds; 0 where there are none
 * @worst_handshake_ns: the longest
 *
 * What it comes to for a label.
 */
typedef struct
{
  guint64 n[PV_N_TCP_TROUBLES][2];
  guint64 n_handshakes;
  guint64 handshake_ns;
  guint64 worst_handshake_ns;
} PvTcpSummary;

/**
 * pv_tcp_summary_make:
 * @capture: a capture in which %PV_ON_DEMAND_TCP is there
 * @query: which packets, and of which dimension the label is, which must be one that flows have
 * @id: of the label; %PV_NO_ID for all
 * @summary: (out): what it comes to
 * @error: place for a %PV_ERROR_NO_MEMORY
 *
 * Takes time linear in the segments with trouble and in the connections.
 *
 * Returns: %FALSE with @error set
 */
gboolean pv_tcp_summary_make (PvCapture      *capture,
                              const PvQuery  *query,
                              guint32         id,
                              PvTcpSummary   *summary,
                              GError        **error);

/**
 * pv_tcp_summary_read_async:
 * @capture: a complete capture
 * @query: like pv_tcp_summary_make()
 * @id: likewise
 * @cancellable: (nullable): to give up
 * @callback: called in this thread's main context
 * @user_data: for @callback
 *
 * The same in a thread, where %PV_ON_DEMAND_TCP is read first unless it is there.
 */
void          pv_tcp_summary_read_async  (PvCapture            *capture,
                                          const PvQuery        *query,
                                          guint32               id,
                                          GCancellable         *cancellable,
                                          GAsyncReadyCallback   callback,
                                          gpointer              user_data);
/* What it comes to, for g_free(), or NULL with @error set. */
PvTcpSummary *pv_tcp_summary_read_finish (GAsyncResult         *result,
                                          GError              **error);

G_END_DECLS
