/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-dimension.h: what a bar chart can rank. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * PvDimension:
 * @PV_DIMENSION_SOURCE: IP packets by source address
 * @PV_DIMENSION_DESTINATION: IP packets by destination address
 * @PV_DIMENSION_ADDRESS: IP packets by either; one that an address sends to itself counts once
 * @PV_DIMENSION_LOOKUP: DNS lookups by name
 * @PV_DIMENSION_MDNS_LOOKUP: multicast DNS lookups by name
 * @PV_DIMENSION_LLMNR_LOOKUP: LLMNR lookups by name
 */
typedef enum
{
  PV_DIMENSION_SOURCE,
  PV_DIMENSION_DESTINATION,
  PV_DIMENSION_ADDRESS,
  PV_DIMENSION_LOOKUP,
  PV_DIMENSION_MDNS_LOOKUP,
  PV_DIMENSION_LLMNR_LOOKUP,
} PvDimension;
#define PV_N_DIMENSIONS 6

/**
 * PvMetric:
 * @PV_METRIC_PACKETS: packets (for lookups: lookups)
 * @PV_METRIC_BYTES: bytes of IP packets
 */
typedef enum
{
  PV_METRIC_PACKETS,
  PV_METRIC_BYTES,
} PvMetric;

G_END_DECLS
