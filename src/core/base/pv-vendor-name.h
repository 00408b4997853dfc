/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-vendor-name.h: who made a piece of hardware, by its address. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * pv_vendor_name_get:
 * @address: (array fixed-size=6): a hardware address
 *
 * What the IEEE's public listings say: to whom the block of 36, 28 or 24 bits was given that the address is in.
 *
 * Returns: (nullable): a static string, UTF-8; %NULL for groups, for 0, for addresses that software made up, and where the
 *   listings do not know
 */
const char *pv_vendor_name_get (const guint8 *address);

G_END_DECLS
