/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-tcp-analysis.h: how well a capture's TCP connections do. */
#pragma once

#include "pv-query.h"
#include "pv-reopen.h"
#include "pv-tcp-track.h"

G_BEGIN_DECLS

/**
 * PvTcpAnalysis:
 *
 * What goes wrong on TCP connections, packet by packet, and how long their handshakes took. No part of what is loaded
 * with a capture, since it takes a look at every packet in the order of the file: a pass of its own, when it is first
 * asked for. Reference-counted, immutable; any thread may ask.
 */
typedef struct _PvTcpAnalysis PvTcpAnalysis;

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
 * pv_tcp_analysis_read:
 * @capture: a complete capture; its files are read once more
 * @progress: (nullable): kept up to date
 * @cancellable: (nullable): to give up
 * @error: place for a #PvError or %G_IO_ERROR_CANCELLED
 *
 * In the calling thread. Takes time linear in the packets, and 8 bytes for each with trouble.
 *
 * Returns: (transfer full): what was found, or %NULL with @error set
 */
PvTcpAnalysis *pv_tcp_analysis_read        (PvCapture            *capture,
                                            PvProgress           *progress,
                                            GCancellable         *cancellable,
                                            GError              **error);
void           pv_tcp_analysis_read_async  (PvCapture            *capture,
                                            PvProgress           *progress,
                                            GCancellable         *cancellable,
                                            GAsyncReadyCallback   callback,
                                            gpointer              user_data);
PvTcpAnalysis *pv_tcp_analysis_read_finish (GAsyncResult         *result,
                                            GError              **error);
PvTcpAnalysis *pv_tcp_analysis_ref         (PvTcpAnalysis *self);
void           pv_tcp_analysis_unref       (PvTcpAnalysis *self);

/**
 * pv_tcp_analysis_summarise:
 * @query: which packets; of the query's dimension, which must count flows
 * @id: (nullable): of the label; %PV_NO_ID for all
 * @summary: (out): what it comes to
 * @error: place for a %PV_ERROR_NO_MEMORY
 *
 * Takes time linear in the packets with trouble and in the connections.
 *
 * Returns: %FALSE with @error set
 */
gboolean       pv_tcp_analysis_summarise   (PvTcpAnalysis  *self,
                                            const PvQuery  *query,
                                            guint32         id,
                                            PvTcpSummary   *summary,
                                            GError        **error);

/* What machines call a kind of trouble: "retransmission". Never translated. */
const char    *pv_tcp_trouble_get_code     (PvTcpTrouble trouble);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PvTcpAnalysis, pv_tcp_analysis_unref)

G_END_DECLS
