/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-label-totals.h: how many labels each dimension has. */
#pragma once

#include "pv-query.h"

G_BEGIN_DECLS

/**
 * pv_label_totals_count:
 * @capture: a capture
 * @span: (nullable): of which time
 * @subsets: (array length=PV_N_DIMENSIONS): of what that picks and the filter leave, for each dimension
 * @totals: (out caller-allocates) (array length=PV_N_DIMENSIONS): how many labels there are; 0 of what has not been read,
 *   and of what says nothing of the capture
 * @cancellable: (nullable): to give up
 * @error: place for a %PV_ERROR_NO_MEMORY or %G_IO_ERROR_CANCELLED
 *
 * What pv_query_run() would tell as n_labels, of all dimensions, without ranking any of them, on several threads.
 *
 * Returns: %FALSE with @error set
 */
gboolean pv_label_totals_count (PvCapture       *capture,
                                const PvSpan    *span,
                                const PvSubset  *subsets,
                                guint           *totals,
                                GCancellable    *cancellable,
                                GError         **error);

G_END_DECLS
