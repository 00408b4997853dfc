/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-dimension-private.h: what a dimension is made of. */
#pragma once

#include "pv-columns.h"
#include "pv-dimension.h"

G_BEGIN_DECLS

/**
 * PvLabels:
 * @PV_LABELS_ADDRESSES: ids are of addresses
 * @PV_LABELS_NAMES: ids are of names
 */
typedef enum
{
  PV_LABELS_ADDRESSES,
  PV_LABELS_NAMES,
} PvLabels;

/**
 * PvEvents:
 * @PV_EVENTS_PACKETS: each packet has an id in each of the dimension's columns
 * @PV_EVENTS_LOOKUPS: each lookup of the dimension's kind has an id
 */
typedef enum
{
  PV_EVENTS_PACKETS,
  PV_EVENTS_LOOKUPS,
} PvEvents;

/**
 * PvDimensionInfo:
 * @key: what reports call it
 * @tab: where it is shown
 * @family: what its picks are alternatives to
 * @pick_dimension: what its picks are kept as
 * @labels: which table its ids number
 * @events: what is counted
 * @columns: for packets: the columns; a packet counts once for each different id in them
 * @n_columns: how many
 * @lookup_kind: for lookups: which
 */
typedef struct
{
  const char *key;
  PvTab tab;
  PvFamily family;
  PvDimension pick_dimension;
  PvLabels labels;
  PvEvents events;
  PvIdColumn columns[PV_N_ID_COLUMNS];
  guint n_columns;
  PvLookupKind lookup_kind;
} PvDimensionInfo;

const PvDimensionInfo *pv_dimension_get_info (PvDimension dimension);

G_END_DECLS
