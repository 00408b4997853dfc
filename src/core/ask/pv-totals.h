/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-totals.h: what a part of a capture comes to. */
#pragma once

#include "pv-capture.h"
#include "pv-packet-set.h"

G_BEGIN_DECLS

/**
 * PvTotals:
 * @packets: how many, IP or not
 * @ip_bytes: bytes of their IP packets
 * @wire_bytes: their original lengths
 */
typedef struct
{
  guint64 packets;
  guint64 ip_bytes;
  guint64 wire_bytes;
} PvTotals;

/**
 * pv_totals_get:
 * @capture: of what
 * @set: (nullable): only packets of this set of @capture; %NULL for all
 * @span: (nullable): only packets with times in it; %NULL for all time
 * @totals: (out): the sums
 *
 * From running sums: takes no time to speak of, however large the capture.
 *
 * Returns: %FALSE where a span is asked for of a capture that is not in the order of time yet
 */
gboolean pv_totals_get (PvCapture    *capture,
                        PvPacketSet  *set,
                        const PvSpan *span,
                        PvTotals     *totals);

G_END_DECLS
