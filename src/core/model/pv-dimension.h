/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-dimension.h: what a bar chart can rank: the rows of one table. */
#pragma once

#include <glib.h>

#include "pv-types.h"

G_BEGIN_DECLS

/**
 * PvDimension:
 * @PV_DIMENSION_SOURCE: IP packets by source address
 * @PV_DIMENSION_DESTINATION: IP packets by destination address
 * @PV_DIMENSION_ADDRESS: IP packets by either; one that an address sends to itself counts once
 * @PV_DIMENSION_LOOKUP: DNS lookups by name
 * @PV_DIMENSION_MDNS_LOOKUP: multicast DNS lookups by name
 * @PV_DIMENSION_LLMNR_LOOKUP: LLMNR lookups by name
 *
 * In the order in which they are shown.
 */
typedef enum
{
  PV_DIMENSION_SOURCE,
  PV_DIMENSION_DESTINATION,
  PV_DIMENSION_ADDRESS,
  PV_DIMENSION_LOOKUP,
  PV_DIMENSION_MDNS_LOOKUP,
  PV_DIMENSION_LLMNR_LOOKUP,
  PV_N_DIMENSIONS,
} PvDimension;

/**
 * PvTab:
 * @PV_TAB_ADDRESSES: who talks
 * @PV_TAB_LOOKUPS: what they look up
 *
 * The groups that dimensions are shown in.
 */
typedef enum
{
  PV_TAB_ADDRESSES,
  PV_TAB_LOOKUPS,
  PV_N_TABS,
} PvTab;

/**
 * PvFamily:
 * @PV_FAMILY_ADDRESS: addresses
 * @PV_FAMILY_LOOKUP: names that were looked up, by whichever protocol
 *
 * What the crossfilter goes by: labels that are picked in one family are alternatives, families narrow
 * each other. A packet carries one lookup at most, so that all kinds of lookups are one family.
 */
typedef enum
{
  PV_FAMILY_ADDRESS,
  PV_FAMILY_LOOKUP,
  PV_N_FAMILIES,
} PvFamily;

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

/* What reports, the command line and settings call it: "sources". ASCII, never translated, never changed. */
const char *pv_dimension_get_key            (PvDimension  dimension);
/* The dimension that is called so. FALSE where there is none. */
gboolean    pv_dimension_from_key           (const char  *key,
                                             PvDimension *dimension);
PvTab       pv_dimension_get_tab            (PvDimension  dimension);
PvFamily    pv_dimension_get_family         (PvDimension  dimension);
/* What a label that is picked in @dimension means: an address is the same whether it sends or receives.
 * Both have the same labels with the same ids. */
PvDimension pv_dimension_get_pick_dimension (PvDimension  dimension);
/* Whether lookups are counted, rather than packets; which kind goes to @kind. */
gboolean    pv_dimension_get_lookup_kind    (PvDimension   dimension,
                                             PvLookupKind *kind);

G_END_DECLS
