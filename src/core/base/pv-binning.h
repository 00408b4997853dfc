/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-binning.h: where bins begin and end. */
#pragma once

#include "pv-types.h"

G_BEGIN_DECLS

/**
 * PvZone:
 * @PV_ZONE_LOCAL: the local time zone
 * @PV_ZONE_UTC: Coordinated Universal Time
 *
 * By whose clock days begin.
 */
typedef enum
{
  PV_ZONE_LOCAL,
  PV_ZONE_UTC,
} PvZone;

/**
 * PvBinning:
 * @size_ns: how long bins are, more than 0
 * @zone: by which clock
 *
 * How time is cut into bins. Bins of an hour or less begin at multiples of their size since the Unix epoch. Longer
 * ones that divide a day (of 2, 3, 4, 6, 8 and 12 hours and of a day, say) begin at midnight of the zone and as
 * often as they fit into a day by its clock: those of 6 hours at 0:00, 6:00, 12:00 and 18:00, and where clocks are
 * changed, one is an hour longer or shorter. Others do as those of an hour do.
 */
typedef struct
{
  gint64 size_ns;
  PvZone zone;
} PvBinning;

/* Where the zone makes no difference, it is set to UTC: what is equal compares as equal. */
PvBinning pv_binning       (gint64    size_ns,
                            PvZone    zone);
gboolean  pv_binning_equal (PvBinning a,
                            PvBinning b);
/* The start of the bin that holds @time_ns, or the first time of all where the bin begins before it. */
gint64    pv_binning_floor (PvBinning self,
                            gint64    time_ns);
/* The start of the bin after the one that starts at @start_ns, or the last time of all. */
gint64    pv_binning_next  (PvBinning self,
                            gint64    start_ns);
/* How many bins overlap @span, empty ones too: 0 where it is empty. */
guint64   pv_binning_count (PvBinning self,
                            PvSpan    span);

G_END_DECLS
