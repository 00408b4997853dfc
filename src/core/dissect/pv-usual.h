/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-usual.h: what most packets are, in one step; for the room. */
#pragma once

#include "pv-dissect.h"

G_BEGIN_DECLS

/* Nothing was found so far of what a packet may hold besides its ends. */
static inline void
pv_usual_clear_found (PvFacts *facts)
{
  facts->is_syn = FALSE;
  facts->has_lookup = FALSE;
  facts->has_answer = FALSE;
  facts->has_segment = FALSE;
  facts->has_datagram = FALSE;
  facts->has_fragment = FALSE;
}

/**
 * pv_usual_dissect:
 * @record: a record
 * @facts: (out caller-allocates): what pv_dissect() finds; undefined where this is FALSE
 *
 * Looks at all headers of a packet at once, where they are Ethernet (without tags), IPv4 or IPv6 (without options,
 * fragments and extension headers), and TCP or UDP. Of other packets, and of those that may hold a lookup, a tunnel or
 * QUIC's beginning, it only sees that they are.
 *
 * Returns: whether it is such a packet
 */
gboolean pv_usual_dissect         (const PvRecord *record,
                                   PvFacts        *facts);
/* The same of pv_dissect_segment(). */
gboolean pv_usual_dissect_segment (const PvRecord *record,
                                   PvFacts        *facts);

G_END_DECLS
