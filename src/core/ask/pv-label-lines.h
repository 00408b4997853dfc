/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-label-lines.h: what a few labels come to over time, each on its own. */
#pragma once

#include "pv-capture.h"

G_BEGIN_DECLS

/* So many labels at once. */
#define PV_LABEL_LINES_MAX 32

/**
 * pv_label_lines_run:
 * @capture: a settled capture
 * @dimension: of the labels
 * @ids: (array length=n): labels
 * @n: at most %PV_LABEL_LINES_MAX
 * @span: from when to when, not empty
 * @n_columns: how many equal columns it is cut into
 * @measure: what is summed up; of lookups, their packets in any case
 * @values: (array) (out): @n times @n_columns sums, those of the first label first
 * @cancellable: (nullable): to give up
 * @error: place for a %PV_ERROR_NO_MEMORY or %G_IO_ERROR_CANCELLED
 *
 * Takes one pass over the packets of the span, however many labels; where labels do not hang on flows, time
 * linear in their packets.
 *
 * Returns: %FALSE with @error set
 */
gboolean   pv_label_lines_run        (PvCapture            *capture,
                                      PvDimension           dimension,
                                      const guint32        *ids,
                                      guint                 n,
                                      PvSpan                span,
                                      guint                 n_columns,
                                      PvMeasure             measure,
                                      guint64              *values,
                                      GCancellable         *cancellable,
                                      GError              **error);
void       pv_label_lines_run_async  (PvCapture            *capture,
                                      PvDimension           dimension,
                                      const guint32        *ids,
                                      guint                 n,
                                      PvSpan                span,
                                      guint                 n_columns,
                                      PvMeasure             measure,
                                      GCancellable         *cancellable,
                                      GAsyncReadyCallback   callback,
                                      gpointer              user_data);
/* Returns: (transfer full) (element-type GBytes): for each label a byte for each column, 0 for nothing, 255 for the
 * label's highest */
GPtrArray *pv_label_lines_run_finish (GAsyncResult         *result,
                                      GError              **error);

G_END_DECLS
