/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-series-line.h: the values of a series as a line chart shows them. */
#pragma once

#include "pv-line-data.h"
#include "pv-line-options.h"
#include "pv-series.h"

G_BEGIN_DECLS

/**
 * PvSeriesLine:
 * @series: whose values; borrowed
 * @size_ns: of its bins
 * @options: what they are measured as, and how many bins each value is an average of; borrowed
 * @shift_ns: added to all times
 * @bounds: (nullable): of the series' own times, those beside which there is nothing; borrowed
 *
 * Bins and columns of a series in the unit that is shown, and smooth where that is asked for.
 */
typedef struct
{
  PvSeries *series;
  gint64 size_ns;
  const PvLineOptions *options;
  gint64 shift_ns;
  const PvSpan *bounds;
} PvSeriesLine;

/* The bin that holds @time_ns. */
void  pv_series_line_get_bin     (const PvSeriesLine *self,
                                  gint64              time_ns,
                                  PvLineBin          *line_bin);
/* As #PvLineDataInterface.get_bins and get_columns. */
guint pv_series_line_get_bins    (const PvSeriesLine *self,
                                  PvSpan              span,
                                  PvLineBin          *line_bins,
                                  guint               max);
void  pv_series_line_get_columns (const PvSeriesLine *self,
                                  PvSpan              span,
                                  PvLineColumn       *line_columns,
                                  guint               n);
/* What @span comes to, as one bin of its length. FALSE where that is not known yet. */
gboolean pv_series_line_get_sum  (const PvSeriesLine *self,
                                  PvSpan              span,
                                  PvLineBin          *sum);

G_END_DECLS
