/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-measure.h: what packets are counted in. */
#pragma once

/**
 * PvMeasure:
 * @PV_MEASURE_PACKETS: packets; where events are counted, events
 * @PV_MEASURE_IP_BYTES: bytes of IP packets
 * @PV_MEASURE_WIRE_BYTES: original lengths of all packets; nothing is ranked by it
 *
 * What labels are ranked by, and what a series has values of.
 */
typedef enum
{
  PV_MEASURE_PACKETS,
  PV_MEASURE_IP_BYTES,
  PV_MEASURE_WIRE_BYTES,
} PvMeasure;
