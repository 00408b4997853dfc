/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-series-statistics.h: what the bins of a span come to. */
#pragma once

#include "pv-series.h"

G_BEGIN_DECLS

/**
 * PvSeriesStatistics:
 * @n_bins: bins that overlap the span, empty ones included
 * @mean: their mean value
 * @percentile_95: the smallest value that at least 95 of 100 of them do not exceed (nearest rank)
 */
typedef struct
{
  guint64 n_bins;
  double mean;
  guint64 percentile_95;
} PvSeriesStatistics;

/* Looks at each bin of @span that is not empty, which takes time: not in the main thread. FALSE where it
 * was cancelled, or there is not enough memory for the values (%PV_ERROR_NO_MEMORY). */
gboolean pv_series_get_statistics        (PvSeries            *series,
                                          PvSpan               span,
                                          PvSeriesStatistics  *statistics,
                                          GCancellable        *cancellable,
                                          GError             **error);
void     pv_series_get_statistics_async  (PvSeries            *series,
                                          PvSpan               span,
                                          GCancellable        *cancellable,
                                          GAsyncReadyCallback  callback,
                                          gpointer             user_data);
gboolean pv_series_get_statistics_finish (GAsyncResult        *result,
                                          PvSeriesStatistics  *statistics,
                                          GError             **error);

G_END_DECLS
