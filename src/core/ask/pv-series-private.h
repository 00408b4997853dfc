/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-series-private.h: how the bins of a series are kept.
 *
 * Non-empty bins are put into groups, and a tree over the groups knows each one's smallest and
 * largest value. A pixel column is answered from the tree for the groups that lie inside it and from
 * the packets for the bins at its edges. Where bins hold many packets a group is one bin, so that no
 * packet is ever looked at; where they hold few, a group is several, so that the index stays small
 * beside the packets. */
#pragma once

#include "pv-capture-private.h"
#include "pv-packet-set-private.h"
#include "pv-series.h"
#include "pv-vector.h"

G_BEGIN_DECLS

/* Bins in a group, and groups or nodes under a node of the tree. */
#define PV_SERIES_GROUP_SIZE 8
#define PV_SERIES_FAN_OUT 8

/* More levels than 64-bit numbers of groups can have. */
#define PV_SERIES_MAX_LEVELS 24

typedef struct
{
  gint64 start_ns;  /* of its first bin */
  guint64 n_before; /* the capture's packets before that */
  guint64 min;      /* of its non-empty bins */
  guint64 max;
} PvSeriesGroup;

typedef struct
{
  guint64 min;
  guint64 max;
} PvSeriesRange;

struct _PvSeries
{
  GObject parent_instance;

  PvCapture *capture;
  PvPacketSet *set; /* or NULL for all packets */
  PvBinning binning;
  PvMeasure measure;

  /* Bins in each group but perhaps the last: PV_SERIES_GROUP_SIZE or 1. */
  guint group_size;
  guint64 n_bins; /* not empty */
  PvVector groups; /* of PvSeriesGroup */
  PvVector levels[PV_SERIES_MAX_LEVELS]; /* of PvSeriesRange: nodes over groups, nodes over those, … */
  guint n_levels;
};

static inline guint64
pv_series_get_measured (PvMeasure measure,
                        PvSums    sums,
                        guint64   packets)
{
  switch (measure)
    {
    case PV_MEASURE_WIRE_BYTES:
      return sums.wire;
    case PV_MEASURE_PACKETS:
      return packets;
    case PV_MEASURE_IP_BYTES:
    default:
      return sums.ip;
    }
}

/* The first packet of the series at @packet or after it. */
static inline guint64
pv_series_find_packet (const PvSeries *self,
                       guint64         packet)
{
  return self->set == NULL ? packet : pv_packet_set_find (self->set, packet);
}

/* The smallest and largest value of node @i of @level; level 0 are the groups. */
static inline PvSeriesRange
pv_series_get_node (const PvSeries *self,
                    guint           level,
                    guint64         i)
{
  PvSeriesRange range;

  if (level > 0)
    return pv_vector_index (&self->levels[level - 1], PvSeriesRange, i);

  range.min = pv_vector_index (&self->groups, PvSeriesGroup, i).min;
  range.max = pv_vector_index (&self->groups, PvSeriesGroup, i).max;

  return range;
}

static inline void
pv_series_range_widen (PvSeriesRange *range,
                       PvSeriesRange  by)
{
  range->min = MIN (range->min, by.min);
  range->max = MAX (range->max, by.max);
}

/* The first packet after the bins that end at @end_ns, from @first on. */
guint64  pv_series_find_end            (const PvSeries  *self,
                                        guint64          first,
                                        gint64           end_ns);
/* The non-empty bin of packet @first, which must be its first one and of the series. Returns the
 * series' first packet after it. */
guint64  pv_series_read_bin            (const PvSeries  *self,
                                        guint64          first,
                                        PvBin           *bin);
/* The first group in [from, …) that starts at @time_ns or later. */
guint    pv_series_find_group          (const PvSeries  *self,
                                        guint            from,
                                        gint64           time_ns);
/* The start of the first bin that starts at @time_ns or later. */
gint64   pv_series_get_bin_at_or_after (const PvSeries  *self,
                                        gint64           time_ns);

/* pv-series-build.c: the groups and the tree of a series that is of something, but has none yet. */
gboolean pv_series_build               (PvSeries        *self,
                                        GCancellable    *cancellable,
                                        GError         **error);

G_END_DECLS
