/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-map-model.h: what a map of a capture looks like: its labels and colours. */
#pragma once

#include "pv-address-names.h"
#include "pv-map-data.h"
#include "pv-map.h"
#include "pv-selection.h"

G_BEGIN_DECLS

/* What is drawn of @map. @selection: (nullable): whose picks have their colours; @names: (nullable): what hosts are called.
 * (transfer full) */
PvMapData  *pv_map_model_make           (PvMap          *map,
                                         PvSelection    *selection,
                                         PvAddressNames *names);
/* "Group by": what people call a grouping. */
const char *pv_map_grouping_get_title   (PvMapGrouping   grouping);
/* "Map of Conversations" */
const char *pv_map_model_get_title      (void);

G_END_DECLS
