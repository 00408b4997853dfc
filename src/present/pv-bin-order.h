/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-bin-order.h: the bins of a series as rows, sorted and searched. */
#pragma once

#include "pv-line-options.h"
#include "pv-series.h"

G_BEGIN_DECLS

/**
 * PvBinKey:
 * @PV_BIN_KEY_TIME: their start
 * @PV_BIN_KEY_VALUE: what the series measures
 * @PV_BIN_KEY_PACKETS: packets
 * @PV_BIN_KEY_RATE: what is measured, by the second: days differ in length
 *
 * What bins are sorted by. Those that are alike stay in the order of time.
 */
typedef enum
{
  PV_BIN_KEY_TIME,
  PV_BIN_KEY_VALUE,
  PV_BIN_KEY_PACKETS,
  PV_BIN_KEY_RATE,
} PvBinKey;

/**
 * PvBinRows:
 * @series: whose bins
 * @span: only those that overlap it
 * @unit: of the line, which rates follow
 * @clock: how times are told
 * @origin_ns: what %PV_CLOCK_ELAPSED counts from
 * @key: what is sorted by
 * @descending: whether the largest comes first
 * @search: only bins with this text in the time of their start, whatever its case
 *
 * Which bins are wanted: those with packets.
 */
typedef struct
{
  PvSeries *series;
  PvSpan span;
  PvUnit unit;
  PvClock clock;
  gint64 origin_ns;
  PvBinKey key;
  gboolean descending;
  const char *search;
} PvBinRows;

#define PV_TYPE_BIN_ORDER (pv_bin_order_get_type ())

/**
 * PvBinOrder:
 *
 * Rows, each a bin. Immutable; any thread may read it.
 */
G_DECLARE_FINAL_TYPE (PvBinOrder, pv_bin_order, PV, BIN_ORDER, GObject)

/* In the calling thread. Fails where it is cancelled, or with %PV_ERROR_NO_MEMORY. */
PvBinOrder  *pv_bin_order_new        (const PvBinRows  *rows,
                                      GCancellable     *cancellable,
                                      GError          **error);

PvSeries    *pv_bin_order_get_series (PvBinOrder       *self);
PvUnit       pv_bin_order_get_unit   (PvBinOrder       *self);
guint        pv_bin_order_get_n      (PvBinOrder       *self);
const PvBin *pv_bin_order_get_bin    (PvBinOrder       *self,
                                      guint             row);
/* When the bin begins: "2026-11-23 06:07:24.500", or "1:12.5" where time is counted from the start.
 * (transfer full) */
char        *pv_bin_order_dup_time   (PvBinOrder       *self,
                                      guint             row);
/* Lines of tab-separated fields, as spreadsheets take them: time, what is measured, and, where that is not
 * packets, those. @rows: those that are wanted, or %NULL for the first @n. (transfer full) */
char        *pv_bin_order_dup_text   (PvBinOrder       *self,
                                      const guint      *rows,
                                      guint             n);

G_END_DECLS
