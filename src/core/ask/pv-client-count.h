/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-client-count.h: how many addresses asked for each name. */
#pragma once

#include "pv-query.h"

G_BEGIN_DECLS

/**
 * pv_client_count:
 * @capture: a capture
 * @query: which lookups
 *
 * Counts, for each name, the different source addresses of the packets that ask for it. Takes time
 * linear in lookups, names and addresses.
 *
 * Returns: (transfer full): counts by name, or %NULL where memory is out
 */
guint32 *pv_client_count (PvCapture     *capture,
                          const PvQuery *query);

G_END_DECLS
