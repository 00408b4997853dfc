/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-bar-query.c: what a bar chart in the window asks. */
#include "config.h"

#include "pv-bar-query.h"
#include "pv-dimension-text.h"

PvQuery
pv_bar_query_make (PvCrossfilterModel *crossfilter,
                   PvCapture          *capture,
                   PvDimension         dimension,
                   PvMeasure           measure)
{
  /* lookups are only counted */
  PvQuery query = {
    .dimension = dimension,
    .measure = pv_dimension_counts_events (dimension) ? PV_MEASURE_PACKETS : measure,
  };
  const PvSpan *span = NULL;

  if (crossfilter != NULL)
    {
      span = pv_selection_get_span (pv_crossfilter_model_get_selection (crossfilter));
      query.subset = pv_crossfilter_model_get_subset (crossfilter, capture, dimension);
    }
  if (span != NULL)
    {
      query.has_span = TRUE;
      query.span = *span;
    }

  return query;
}
