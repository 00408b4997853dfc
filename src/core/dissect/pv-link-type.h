/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-link-type.h: link-layer header types by number and name. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * pv_link_type_get_name:
 * @link_type: LINKTYPE_ value
 *
 * The name that people know a link-layer header type by: "Ethernet", "Linux cooked v2",
 * "IEEE 802.11 + radiotap". Names come from our own table, then from libpcap's, and are not
 * translated.
 *
 * Returns: a static string, or %NULL for an unknown number
 */
const char *pv_link_type_get_name (guint16 link_type);

G_END_DECLS
