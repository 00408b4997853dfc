/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-dimension.c: the dimensions. A further bar chart is a further row. */
#include "pv-dimension-private.h"

static const PvDimensionInfo dimensions[PV_N_DIMENSIONS] = {
  [PV_DIMENSION_SOURCE] = {
    .key = "sources",
    .tab = PV_TAB_ADDRESSES,
    .family = PV_FAMILY_ADDRESS,
    .pick_dimension = PV_DIMENSION_ADDRESS,
    .labels = PV_LABELS_ADDRESSES,
    .events = PV_EVENTS_PACKETS,
    .columns = { PV_COLUMN_SOURCE },
    .n_columns = 1,
  },
  [PV_DIMENSION_DESTINATION] = {
    .key = "destinations",
    .tab = PV_TAB_ADDRESSES,
    .family = PV_FAMILY_ADDRESS,
    .pick_dimension = PV_DIMENSION_ADDRESS,
    .labels = PV_LABELS_ADDRESSES,
    .events = PV_EVENTS_PACKETS,
    .columns = { PV_COLUMN_DESTINATION },
    .n_columns = 1,
  },
  [PV_DIMENSION_ADDRESS] = {
    .key = "addresses",
    .tab = PV_TAB_ADDRESSES,
    .family = PV_FAMILY_ADDRESS,
    .pick_dimension = PV_DIMENSION_ADDRESS,
    .labels = PV_LABELS_ADDRESSES,
    .events = PV_EVENTS_PACKETS,
    .columns = { PV_COLUMN_SOURCE, PV_COLUMN_DESTINATION },
    .n_columns = 2,
  },
  [PV_DIMENSION_LOOKUP] = {
    .key = "lookups",
    .tab = PV_TAB_LOOKUPS,
    .family = PV_FAMILY_LOOKUP,
    .pick_dimension = PV_DIMENSION_LOOKUP,
    .labels = PV_LABELS_NAMES,
    .events = PV_EVENTS_LOOKUPS,
    .lookup_kind = PV_LOOKUP_DNS,
  },
  [PV_DIMENSION_MDNS_LOOKUP] = {
    .key = "mdns_lookups",
    .tab = PV_TAB_LOOKUPS,
    .family = PV_FAMILY_LOOKUP,
    .pick_dimension = PV_DIMENSION_MDNS_LOOKUP,
    .labels = PV_LABELS_NAMES,
    .events = PV_EVENTS_LOOKUPS,
    .lookup_kind = PV_LOOKUP_MDNS,
  },
  [PV_DIMENSION_LLMNR_LOOKUP] = {
    .key = "llmnr_lookups",
    .tab = PV_TAB_LOOKUPS,
    .family = PV_FAMILY_LOOKUP,
    .pick_dimension = PV_DIMENSION_LLMNR_LOOKUP,
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

const char *
pv_dimension_get_key (PvDimension dimension)
{
  g_return_val_if_fail (dimension < PV_N_DIMENSIONS, NULL);

  return dimensions[dimension].key;
}

gboolean
pv_dimension_from_key (const char  *key,
                       PvDimension *dimension)
{
  for (guint i = 0; i < PV_N_DIMENSIONS; i++)
    if (g_str_equal (dimensions[i].key, key))
      {
        *dimension = i;
        return TRUE;
      }

  return FALSE;
}

PvTab
pv_dimension_get_tab (PvDimension dimension)
{
  g_return_val_if_fail (dimension < PV_N_DIMENSIONS, 0);

  return dimensions[dimension].tab;
}

PvFamily
pv_dimension_get_family (PvDimension dimension)
{
  g_return_val_if_fail (dimension < PV_N_DIMENSIONS, 0);

  return dimensions[dimension].family;
}

PvDimension
pv_dimension_get_pick_dimension (PvDimension dimension)
{
  g_return_val_if_fail (dimension < PV_N_DIMENSIONS, 0);

  return dimensions[dimension].pick_dimension;
}

gboolean
pv_dimension_get_lookup_kind (PvDimension   dimension,
                              PvLookupKind *kind)
{
  g_return_val_if_fail (dimension < PV_N_DIMENSIONS, FALSE);

  if (dimensions[dimension].events != PV_EVENTS_LOOKUPS)
    return FALSE;

  *kind = dimensions[dimension].lookup_kind;

  return TRUE;
}
