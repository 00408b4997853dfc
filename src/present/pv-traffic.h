/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-traffic.h: a capture's packets over time: all of them, and those of each pick. */
#pragma once

#include "pv-crossfilter-model.h"
#include "pv-series.h"

G_BEGIN_DECLS

/**
 * PvTrafficPart:
 * @name: what is picked
 * @mark: its colour, for pv_chart_palette_get()
 * @set: its packets
 * @series: those over time
 */
typedef struct
{
  char *name;
  guint mark;
  PvPacketSet *set;
  PvSeries *series;
} PvTrafficPart;

/**
 * PvTraffic:
 * @capture: what the packets are of
 * @binning: how time is cut into bins
 * @measure: what is measured
 * @set: (nullable): those that count; %NULL for all
 * @series: these over time; %NULL before it is made
 * @parts: (array length=n_parts): the picks
 * @n_parts: how many
 * @other: (nullable): another capture that it is compared with
 * @other_set: (nullable): the packets of it that count; %NULL for all
 * @has_other_span: whether only a span of it is compared with
 * @other_span: which, by its own times
 * @shift_ns: what to add to that one's times
 * @other_series: (nullable): the other's packets over time
 *
 * What a line chart is to show, and, once made, the answer. Reference-counted; immutable once made.
 */
typedef struct
{
  gatomicrefcount ref_count;
  PvCapture *capture;
  PvBinning binning;
  PvMeasure measure;
  PvPacketSet *set;
  PvSeries *series;
  PvTrafficPart *parts;
  guint n_parts;
  PvCapture *other;
  PvPacketSet *other_set;
  gboolean has_other_span;
  PvSpan other_span;
  gint64 shift_ns;
  PvSeries *other_series;
} PvTraffic;

/* The question. @crossfilter: (nullable): what counts, and what is picked */
PvTraffic *pv_traffic_new            (PvCapture          *capture,
                                      PvCrossfilterModel *crossfilter,
                                      PvBinning           binning,
                                      PvMeasure           measure);
/* Makes the question one of @other, too. @set: (nullable): which packets of it */
void       pv_traffic_compare        (PvTraffic   *self,
                                      PvCapture   *other,
                                      PvPacketSet *set,
                                      gint64       shift_ns);
/* Of the other, only @span is compared with, which by its own times. */
void       pv_traffic_compare_span   (PvTraffic   *self,
                                      PvSpan       span);
/* @shift_ns: (out): what takes the times of @other to those of @capture where the bulk of both is to begin at
 * once. FALSE where they lie centuries apart, further than 64 bits of nanoseconds. */
gboolean   pv_traffic_get_shift_to_start
                                     (PvCapture   *capture,
                                      PvCapture   *other,
                                      gint64      *shift_ns);
/* An answer that is there already, without picks. @other: (nullable): of another capture to compare with,
 * in bins of the same size and by the same measure */
PvTraffic *pv_traffic_new_for_series (PvSeries    *series,
                                      PvSeries    *other,
                                      gint64       shift_ns);
PvTraffic *pv_traffic_ref            (PvTraffic   *self);
void       pv_traffic_unref          (PvTraffic   *self);
/* Whether both are the same question. */
gboolean   pv_traffic_equal          (PvTraffic   *a,
                                      PvTraffic   *b);
/* Makes the series that @before (nullable), an answer, does not have. */
void       pv_traffic_make_async     (PvTraffic           *self,
                                      PvTraffic           *before,
                                      GCancellable        *cancellable,
                                      GAsyncReadyCallback  callback,
                                      gpointer             user_data);
/* Returns: (transfer full): the answer */
PvTraffic *pv_traffic_make_finish    (GAsyncResult  *result,
                                      GError       **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PvTraffic, pv_traffic_unref)

G_END_DECLS
