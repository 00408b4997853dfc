/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-line-options.h: how traffic over time is shown. */
#pragma once

#include <gio/gio.h>

#include "pv-line-references.h"
#include "pv-series-statistics.h"
#include "pv-series.h"
#include "pv-unit.h"
#include "pv-value-axis.h"

G_BEGIN_DECLS

/**
 * PvQuantity:
 * @PV_QUANTITY_BYTES: bytes in each bin
 * @PV_QUANTITY_PACKETS: packets in each bin
 * @PV_QUANTITY_BITS_PER_SECOND: bits in each bin, by the second
 *
 * Numbers are those in the settings schema.
 */
typedef enum
{
  PV_QUANTITY_BYTES,
  PV_QUANTITY_PACKETS,
  PV_QUANTITY_BITS_PER_SECOND,
} PvQuantity;

/**
 * PvClock:
 * @PV_CLOCK_LOCAL: local time
 * @PV_CLOCK_UTC: Coordinated Universal Time
 * @PV_CLOCK_ELAPSED: since the first packet
 *
 * What the time axis counts in. Numbers are those in the settings schema.
 */
typedef enum
{
  PV_CLOCK_LOCAL,
  PV_CLOCK_UTC,
  PV_CLOCK_ELAPSED,
} PvClock;

/**
 * PvLineOptions:
 * @quantity: what is counted
 * @events: where the packets that are counted are those of lookups, requests or answers: which, so that these are
 *   counted whatever @quantity says; else %PV_UNIT_COUNT. No setting
 * @on_wire: whether bytes are those of whole packets, as long as they were on the wire, rather than of
 *   IP packets
 * @scale: of the value axis
 * @clock: of the time axis
 * @smoothing: how many bins a moving average is of; 1 for none
 * @has_mean: whether to draw the mean of the bins in sight
 * @has_percentile: whether to draw their 95th percentile
 *
 * All zero is what a chart is by itself.
 */
typedef struct
{
  PvQuantity quantity;
  PvUnit events;
  gboolean on_wire;
  PvScale scale;
  PvClock clock;
  guint smoothing;
  gboolean has_mean;
  gboolean has_percentile;
} PvLineOptions;

/* What the user's settings say. */
void        pv_line_options_read        (PvLineOptions       *options,
                                         GSettings           *settings);
/* Adds actions that change these settings, each called as its key. */
void        pv_line_options_add_actions (GActionMap          *map,
                                         GSettings           *settings);
PvMeasure   pv_line_options_get_measure (const PvLineOptions *options);
PvUnit      pv_line_options_get_unit    (const PvLineOptions *options);
/* What a value measured in bins of @bin_ns is multiplied by for the unit. */
double      pv_line_options_get_factor  (const PvLineOptions *options,
                                         gint64               bin_ns);
/* Bins of @bin_ns that begin by the clock that is shown. */
PvBinning   pv_line_options_get_binning (const PvLineOptions *options,
                                         gint64               bin_ns);
/* What the options have drawn across the line, of the @statistics of its bins, each of @bin_ns: sets
 * @references and returns how many. Their names are static. */
guint       pv_line_options_get_references (const PvLineOptions      *options,
                                            const PvSeriesStatistics *statistics,
                                            gint64                    bin_ns,
                                            PvLineReference           references[PV_LINE_MAX_REFERENCES]);
/* "Bytes over Time". (transfer none) */
const char *pv_line_options_get_title   (const PvLineOptions *options);
/* "Bytes", for where there is little width. (transfer none) */
const char *pv_line_options_get_short_title
                                        (const PvLineOptions *options);

G_END_DECLS
