/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-tcp-track.h: what goes wrong on a TCP connection, told from its headers one after another. */
#pragma once

#include "pv-dissect.h"

G_BEGIN_DECLS

/**
 * PvTcpTrouble:
 * @PV_TCP_RETRANSMISSION: bytes that were sent before, and are sent again (RFC 9293, section 3.8.1)
 * @PV_TCP_OUT_OF_ORDER: bytes that were missing, and come too soon after those behind them to have been sent again
 * @PV_TCP_MISSING: bytes before it are missing, at least so far: lost on their way, or not captured
 * @PV_TCP_DUPLICATE_ACK: says again what it said before, which asks for what is missing (RFC 5681, section 2)
 * @PV_TCP_ZERO_WINDOW: the sender of it can take no more (RFC 9293, section 3.8.6.1)
 * @PV_TCP_RESET: ends a connection at once (RFC 9293, section 3.5.2)
 *
 * What a segment says of how well a connection does.
 */
typedef enum
{
  PV_TCP_RETRANSMISSION,
  PV_TCP_OUT_OF_ORDER,
  PV_TCP_MISSING,
  PV_TCP_DUPLICATE_ACK,
  PV_TCP_ZERO_WINDOW,
  PV_TCP_RESET,
  PV_N_TCP_TROUBLES,
} PvTcpTrouble;

/* What people and reports read: "retransmission". UTF-8, not translated. */
const char *pv_tcp_trouble_get_name (PvTcpTrouble trouble);

/**
 * PvTcpSide:
 * @syn_ns: when the last SYN of this side was sent
 * @next_ns: when @next last rose
 * @acknowledgement_ns: when @acknowledgement last came
 * @handshake_ns: of the side that opened the connection: from its SYN to the other's SYN with ACK; 0 where unknown
 * @round_trip_ns: likewise to its own ACK; 0 where unknown
 * @first: sequence number of its SYN, or of the first segment
 * @next: the sequence number behind all that it sent
 * @acknowledgement: what it acknowledged last
 * @window: what it last said that it can take, not scaled
 * @n_duplicates: how often it repeated @acknowledgement
 * @has_begun: whether anything was seen of it
 * @has_syn: whether its SYN was
 * @has_acknowledged: whether @acknowledgement and @window are there
 * @has_probed: whether its last segment only asked whether the other side is there, or has room
 *
 * What is kept of what one side sent. All 0 is a side of which nothing was seen.
 */
typedef struct
{
  gint64 syn_ns;
  gint64 next_ns;
  gint64 acknowledgement_ns;
  guint64 handshake_ns;
  guint64 round_trip_ns;
  guint32 first;
  guint32 next;
  guint32 acknowledgement;
  guint16 window;
  guint8 n_duplicates;
  guint8 has_begun : 1;
  guint8 has_syn : 1;
  guint8 has_acknowledged : 1;
  guint8 has_probed : 1;
} PvTcpSide;

/**
 * pv_tcp_track:
 * @sender: the side that sent @segment
 * @receiver: the other side
 * @segment: in the order of the file
 * @time_ns: when it was captured
 *
 * Follows a connection by one segment. Takes constant time and keeps nothing but the two sides.
 *
 * Returns: bits 1 << #PvTcpTrouble
 */
guint pv_tcp_track (PvTcpSide          *sender,
                    PvTcpSide          *receiver,
                    const PvTcpSegment *segment,
                    gint64              time_ns);

G_END_DECLS
