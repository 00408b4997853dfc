/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-dimension.c: the dimensions. A further bar chart is a further row. */
#include "pv-dimension-private.h"

static const PvDimensionInfo dimensions[PV_N_DIMENSIONS] = {
  [PV_DIMENSION_SOURCE] = {
    .key = "sources",
    .labels = PV_LABELS_ADDRESSES,
    .events = PV_EVENTS_PACKETS,
    .columns = { PV_COLUMN_SOURCE },
    .n_columns = 1,
  },
  [PV_DIMENSION_DESTINATION] = {
    .key = "destinations",
    .labels = PV_LABELS_ADDRESSES,
    .events = PV_EVENTS_PACKETS,
    .columns = { PV_COLUMN_DESTINATION },
    .n_columns = 1,
  },
  [PV_DIMENSION_ADDRESS] = {
    .key = "addresses",
    .labels = PV_LABELS_ADDRESSES,
    .events = PV_EVENTS_PACKETS,
    .columns = { PV_COLUMN_SOURCE, PV_COLUMN_DESTINATION },
    .n_columns = 2,
  },
  [PV_DIMENSION_LOOKUP] = {
    .key = "lookups",
    .labels = PV_LABELS_NAMES,
    .events = PV_EVENTS_LOOKUPS,
    .lookup_kind = PV_LOOKUP_DNS,
  },
  [PV_DIMENSION_MDNS_LOOKUP] = {
    .key = "mdns_lookups",
    .labels = PV_LABELS_NAMES,
    .events = PV_EVENTS_LOOKUPS,
    .lookup_kind = PV_LOOKUP_MDNS,
  },
  [PV_DIMENSION_LLMNR_LOOKUP] = {
    .key = "llmnr_lookups",
    .labels = PV_LABELS_NAMES,
    .events = PV_EVENTS_LOOKUPS,
    .lookup_kind = PV_LOOKUP_LLMNR,
  },
};

const PvDimensionInfo *
pv_dimension_get_info (PvDimension dimension)
{
  g_assert (dimension < PV_N_DIMENSIONS);

  return &dimensions[dimension];
}
