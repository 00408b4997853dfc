/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-stretches.h: where in time the packets of a capture are, between long silences. */
#pragma once

#include "pv-capture.h"

G_BEGIN_DECLS

/* Where silences take a tenth of the time each, there can be no more. */
#define PV_MAX_STRETCHES 11

/**
 * PvStretches:
 * @n: how many there are, or 0
 * @busiest: which has the most packets, the first of equals
 * @spans: (array length=n): each from its first to just after its last packet, in order of time
 * @packets: (array length=n): how many each has
 */
typedef struct
{
  guint n;
  guint busiest;
  PvSpan spans[PV_MAX_STRETCHES];
  guint64 packets[PV_MAX_STRETCHES];
} PvStretches;

/**
 * pv_stretches_find:
 * @capture: a settled capture with times
 * @self: (out): its stretches, where it is better to look at one of them; else none
 *
 * A silence is a tenth of the capture's time, or longer, without a packet. What lies between silences are
 * stretches. Times that lie absurdly far off are left out. Where stretches are so short beside silences that all
 * of them would be a smear (less than a fifth of the time together), one does better to look at one of them, if
 * it has at least 16 packets.
 *
 * Takes time linear in the packets of the few chunks with silences in them, which are 65,536 each.
 */
void pv_stretches_find (PvCapture   *capture,
                        PvStretches *self);

G_END_DECLS
