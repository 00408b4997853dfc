/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-crossfilter.h: what picked labels and a filter leave of a capture, for charts of each family. */
#pragma once

#include "pv-subset.h"

G_BEGIN_DECLS

/**
 * PvPickedLabel:
 * @dimension: where it was picked
 * @id: of the label
 * @is_excluded: whether it is left out rather than let through
 */
typedef struct
{
  PvDimension dimension;
  guint32 id;
  gboolean is_excluded;
} PvPickedLabel;

/**
 * PvCrossfilter:
 *
 * Labels that are picked in one family are alternatives, families narrow each other, and in its own family a
 * pick leaves the others to be picked too. With U(G) the packets that have any picked label of family G:
 *
 *     subset (F) = filter ∩ ⋂ over families G ≠ F with picks of U(G), without what is excluded
 *
 * What is excluded is so everywhere, also in its own family. Reference-counted, immutable; any thread may read
 * it.
 */
typedef struct _PvCrossfilter PvCrossfilter;

/**
 * pv_crossfilter_new:
 * @capture: a settled capture
 * @picks: (array length=n): labels, in any order
 * @n: how many
 * @filter: (nullable): the packets that pass the capture filter
 * @cancellable: (nullable): to give up
 * @error: place for a %PV_ERROR_NO_MEMORY or %G_IO_ERROR_CANCELLED
 *
 * Takes time linear in the flows, and in the packets only where lookups or sizes are picked.
 *
 * Returns: (transfer full): what is left for each family, or %NULL with @error set
 */
PvCrossfilter *pv_crossfilter_new          (PvCapture            *capture,
                                            const PvPickedLabel  *picks,
                                            guint                 n,
                                            PvPacketSet          *filter,
                                            GCancellable         *cancellable,
                                            GError              **error);
PvCrossfilter *pv_crossfilter_ref          (PvCrossfilter        *self);
void           pv_crossfilter_unref        (PvCrossfilter        *self);

/* What charts of @family count. Valid as long as the crossfilter. */
const PvSubset *pv_crossfilter_get_subset  (PvCrossfilter        *self,
                                            PvFamily              family);
/* What filter and exclusions leave, whatever is picked. Likewise. */
const PvSubset *pv_crossfilter_get_base     (PvCrossfilter       *self);
/* What all families leave together: what is selected. Likewise. */
const PvSubset *pv_crossfilter_get_selected (PvCrossfilter       *self);
/* What maps of who talks to whom count: what is picked on them hides no others there, be it addresses, names of
 * servers or conversations. Likewise. */
const PvSubset *pv_crossfilter_get_talk     (PvCrossfilter       *self);

/* Adds all sets of packets that it has to @sets (element-type PvPacketSet). */
void            pv_crossfilter_list_packets (PvCrossfilter *self,
                                             GPtrArray     *sets);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PvCrossfilter, pv_crossfilter_unref)

G_END_DECLS
