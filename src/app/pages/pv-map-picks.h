/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-map-picks.h: what is picked where a map is clicked. */
#pragma once

#include "pv-map.h"
#include "pv-selection.h"

G_BEGIN_DECLS

/* The label that a node is. FALSE for a group of addresses, and for what is gathered. */
gboolean pv_map_picks_get_label   (PvMapKey     key,
                                   PvDimension *dimension,
                                   guint32     *id);
/* Picks a node, of a group all its addresses; or where any is picked, those no longer. FALSE where these are too many at
 * once, or nothing that can be picked. */
gboolean pv_map_picks_toggle_node (PvMap       *map,
                                   PvMapSide    side,
                                   guint        i,
                                   PvSelection *selection);
/* The same of the conversations of a link. */
gboolean pv_map_picks_toggle_link (PvMap       *map,
                                   guint        i,
                                   PvSelection *selection);

G_END_DECLS
