/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-crossfilter-sets.h: the packets that picks and a filter mean, for each line and each chart. */
#pragma once

#include "pv-crossfilter.h"
#include "pv-selection.h"

G_BEGIN_DECLS

/**
 * PvCrossfilterPart:
 * @pick: what is picked; where it stands for several, one that says so
 * @set: its packets
 *
 * What is picked, with a line of its own.
 */
typedef struct
{
  PvPick *pick;
  PvPacketSet *set;
} PvCrossfilterPart;

/**
 * PvCrossfilterSets:
 * @capture: of which
 * @picks: (element-type PvPick): what is picked
 * @filter: (nullable): what passes the filter
 * @events: whose events count over time; %PV_N_DIMENSIONS for packets
 * @crossfilter: what is left for charts of each family
 * @total: (nullable): what the filter and what is excluded leave, of what counts over time
 * @selected: (nullable): what all picks and the filter leave
 * @parts: (element-type PvCrossfilterPart): what is picked, each with a line of its own
 * @made: (element-type PvPacketSet): what those were made of
 * @hints: (nullable) (element-type PvPacketSet): those of an earlier generation, to go on with
 *
 * What one selection of picks and filter comes to. %NULL for a set means all packets.
 */
typedef struct
{
  PvCapture *capture;
  GPtrArray *picks;
  PvPacketSet *filter;
  PvDimension events;
  PvCrossfilter *crossfilter;
  PvPacketSet *total;
  PvPacketSet *selected;
  GPtrArray *parts;
  GPtrArray *made;
  GPtrArray *hints;
} PvCrossfilterSets;

/* What @selection asks of @capture, not worked out yet. @filter: (nullable): what passes its filter. @before:
 * (nullable): what an earlier generation came to, which may tell something of this one. (transfer full) */
PvCrossfilterSets *pv_crossfilter_sets_new          (PvCapture                *capture,
                                                     PvSelection              *selection,
                                                     PvPacketSet              *filter,
                                                     PvDimension               events,
                                                     const PvCrossfilterSets  *before);
/* Works it out, once. Any thread. Takes time linear in the packets. */
gboolean           pv_crossfilter_sets_make         (PvCrossfilterSets        *self,
                                                     GCancellable             *cancellable,
                                                     GError                  **error);
void               pv_crossfilter_sets_free         (PvCrossfilterSets        *self);
/* Whether the picks are those of @selection. */
gboolean           pv_crossfilter_sets_has_picks_of (const PvCrossfilterSets  *self,
                                                     PvSelection              *selection);

G_END_DECLS
