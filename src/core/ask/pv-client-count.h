/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-client-count.h: how many addresses asked for each label of events. */
#pragma once

#include "pv-query.h"

G_BEGIN_DECLS

/**
 * pv_client_count:
 * @capture: a capture
 * @query: which events
 *
 * Counts, for each label, the different addresses that asked for it. Takes time linear in events, labels and
 * addresses.
 *
 * Returns: (transfer full): counts by label, or %NULL where memory is out
 */
guint32 *pv_client_count (PvCapture     *capture,
                          const PvQuery *query);

G_END_DECLS
