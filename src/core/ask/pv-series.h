/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-series.h: bytes over time, binned, at the resolution of a screen. */
#pragma once

#include "pv-binning.h"
#include "pv-capture.h"
#include "pv-measure.h"
#include "pv-packet-set.h"

G_BEGIN_DECLS

#define PV_TYPE_SERIES (pv_series_get_type ())

/**
 * PvSeries:
 *
 * A capture's packets in bins of one size, with an index that answers for any span and any number
 * of pixel columns at a cost bounded by the columns. Immutable: any thread may read it.
 */
G_DECLARE_FINAL_TYPE (PvSeries, pv_series, PV, SERIES, GObject)

/**
 * PvBin:
 * @start_ns: its first nanosecond
 * @end_ns: the first nanosecond of the bin after it
 * @packets: all packets in it that the series is of, IP or not
 * @value: what is measured
 */
typedef struct
{
  gint64 start_ns;
  gint64 end_ns;
  guint64 packets;
  guint64 value;
} PvBin;

/**
 * PvColumn:
 * @min: smallest value of the column's bins; empty bins count as 0
 * @max: largest
 */
typedef struct
{
  guint64 min;
  guint64 max;
} PvColumn;

/* In the calling thread; builds the index, which takes time linear in the packets. @set: (nullable):
 * only the packets of this set of the capture. Fails where it is cancelled, or with %PV_ERROR_NO_MEMORY. */
PvSeries *pv_series_new        (PvCapture     *capture,
                                PvPacketSet   *set,
                                PvBinning      binning,
                                PvMeasure      measure,
                                GCancellable  *cancellable,
                                GError       **error);
void      pv_series_new_async  (PvCapture           *capture,
                                PvPacketSet         *set,
                                PvBinning            binning,
                                PvMeasure            measure,
                                GCancellable        *cancellable,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data);
PvSeries *pv_series_new_finish (GAsyncResult  *result,
                                GError       **error);

PvCapture *pv_series_get_capture (PvSeries *self);
PvBinning  pv_series_get_binning (PvSeries *self);
/* How long its bins are; of those that follow a clock, most. */
gint64     pv_series_get_bin_size (PvSeries *self);
PvMeasure  pv_series_get_measure (PvSeries *self);
/* The largest value of any bin: the height of the whole. */
guint64    pv_series_get_peak  (PvSeries *self);
/* The bin that holds @time_ns, empty or not. */
void      pv_series_get_bin    (PvSeries *self,
                                gint64    time_ns,
                                PvBin    *bin);
/* The bins that overlap @span, empty ones included, from its start; returns how many of at most
 * @max_bins were set. */
guint     pv_series_get_bins   (PvSeries *self,
                                PvSpan    span,
                                PvBin    *bins,
                                guint     max_bins);
/* The next bin with packets that starts at or after @time_ns; FALSE where there is none. For
 * reports, which list the non-empty bins. */
gboolean  pv_series_get_next   (PvSeries *self,
                                gint64    time_ns,
                                PvBin    *bin);
/* What lies within @span, whatever the bins: @bin gets its ends, packets and value. For complete
 * captures. */
void      pv_series_get_sum    (PvSeries *self,
                                PvSpan    span,
                                PvBin    *bin);
/* Cuts @span into @n_columns equal columns and sets each one's smallest and largest value of the bins that
 * start in it; the first one's also of the bin that @span starts in, so that no bin in sight is left out. A
 * column in which no bin starts takes the value of the bin that covers it. */
void      pv_series_get_columns (PvSeries *self,
                                 PvSpan    span,
                                 PvColumn *columns,
                                 guint     n_columns);

G_END_DECLS
