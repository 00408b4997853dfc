/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-bulk-hash.h: a fast hash of much memory. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A hash of @size bytes, the same in each run on machines of one byte order. As fast as memory is read. Tells damage:
 * bits that flipped, pages that are missing; but not what somebody made up to have that hash. */
guint64 pv_bulk_hash (gconstpointer data,
                      gsize         size);

G_END_DECLS
