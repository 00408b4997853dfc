/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-stretches.h: where in time the packets of a capture are, between long silences. */
#pragma once

#include "pv-capture.h"

G_BEGIN_DECLS

/**
 * pv_stretches_find_busiest:
 * @capture: a settled capture with times
 * @busiest: (out): from its first to just after its last packet
 *
 * A silence is a tenth of the capture's time, or longer, without a packet. What lies between silences are
 * stretches. Times that lie absurdly far off are left out. Where stretches are so short beside silences that all
 * of them would be a smear (less than a fifth of the time together), one does better to look at one of them, if
 * it has at least 16 packets.
 *
 * Takes time linear in the packets of the few chunks with silences in them, which are 65,536 each.
 *
 * Returns: how many stretches there are, if it is better to look at one of them: that with the most packets,
 * the first of equals; else 0, and @busiest is all of the time
 */
guint pv_stretches_find_busiest (PvCapture *capture,
                                 PvSpan    *busiest);

G_END_DECLS
