/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-changes.h: what is new, gone, more or less than in another capture or at another time, by label. */
#pragma once

#include "pv-label-match.h"
#include "pv-query.h"

G_BEGIN_DECLS

/**
 * PvSide:
 * @PV_SIDE_THIS: what is looked at
 * @PV_SIDE_OTHER: what it is held against
 */
typedef enum
{
  PV_SIDE_THIS,
  PV_SIDE_OTHER,
  PV_N_SIDES,
} PvSide;

/**
 * PvChangeState:
 * @PV_CHANGE_NEW: it is in this only
 * @PV_CHANGE_GONE: it is in the other only
 * @PV_CHANGE_BOTH: it is in both
 *
 * As flags, they say which are wanted.
 */
typedef enum
{
  PV_CHANGE_NEW = 1 << 0,
  PV_CHANGE_GONE = 1 << 1,
  PV_CHANGE_BOTH = 1 << 2,
} PvChangeState;

#define PV_CHANGE_ALL (PV_CHANGE_NEW | PV_CHANGE_GONE | PV_CHANGE_BOTH)

/**
 * PvChangeOrder:
 * @PV_CHANGE_BY_CHANGE: what changed most, up or down; ties by the larger of the two values
 * @PV_CHANGE_BY_RATIO: what changed most in proportion; what is new or gone before all others. Ties by change
 * @PV_CHANGE_BY_THIS: the most in this; ties by the other
 * @PV_CHANGE_BY_OTHER: the most in the other; ties by this
 * @PV_CHANGE_BY_SURPRISE: what is least to be expected, see pv-rate-change.h; ties by change
 *
 * Further ties: what is in this before what is gone; by label.
 */
typedef enum
{
  PV_CHANGE_BY_CHANGE,
  PV_CHANGE_BY_RATIO,
  PV_CHANGE_BY_THIS,
  PV_CHANGE_BY_OTHER,
  PV_CHANGE_BY_SURPRISE,
} PvChangeOrder;

/**
 * PvChangePart:
 * @span: which packets
 * @has_span: %FALSE for the whole capture
 * @subset: only this part of the capture. Borrowed
 *
 * What counts on one side.
 */
typedef struct
{
  PvSpan span;
  gboolean has_span;
  PvSubset subset;
} PvChangePart;

/* For who keeps them: sets @copies to @parts, with references to their subsets, which pv_change_parts_clear() gives
 * back. */
static inline void
pv_change_parts_copy (PvChangePart       copies[PV_N_SIDES],
                      const PvChangePart parts[PV_N_SIDES])
{
  for (PvSide side = 0; side < PV_N_SIDES; side++)
    {
      copies[side] = parts[side];
      copies[side].subset = pv_subset_copy (&parts[side].subset);
    }
}

static inline void
pv_change_parts_clear (PvChangePart parts[PV_N_SIDES])
{
  for (PvSide side = 0; side < PV_N_SIDES; side++)
    pv_subset_clear (&parts[side].subset);
}

/**
 * PvChangesQuery:
 * @dimension: what is compared
 * @measure: by what it is ranked
 * @order: in which order. Dimensions whose bars have an order of their own keep that
 * @states: flags of #PvChangeState: what is listed
 * @limit: how many rows are wanted, 0 for all
 * @with_outcomes: for pv_changes_rank_async(): as a #PvQuery has it, of this side
 * @parts: what counts on each side
 */
typedef struct
{
  PvDimension dimension;
  PvMeasure measure;
  PvChangeOrder order;
  guint states;
  guint limit;
  gboolean with_outcomes;
  PvChangePart parts[PV_N_SIDES];
} PvChangesQuery;

/**
 * PvChange:
 * @id: of the label on each side; PV_NO_ID where that capture has none such or it was not needed to find out
 * @packets: packets, or lookups, on each side
 * @bytes: bytes of their IP packets
 */
typedef struct
{
  guint32 id[PV_N_SIDES];
  guint64 packets[PV_N_SIDES];
  guint64 bytes[PV_N_SIDES];
} PvChange;

/**
 * PvChanges:
 * @query: what was asked; its subsets are empty
 * @length_ns: for how long each side was watched: its span, or the part of that which its capture covers
 * @per_second: whether the two differ in length, by more than a hundredth, so that only rates can be compared
 * @dispersion: how much rates scatter by themselves, where the order is by surprise; else 0
 * @packets: all that each side has, each packet counted once
 * @bytes: likewise
 * @n_new: labels that are new; likewise below; whatever is listed
 * @n_gone: gone
 * @n_both: in both
 * @n_rows: how many are listed
 * @rows: (array length=n_rows): in the order that was asked for
 *
 * An answer. Reference-counted, immutable.
 */
typedef struct
{
  PvChangesQuery query;
  gint64 length_ns[PV_N_SIDES];
  gboolean per_second;
  double dispersion;
  guint64 packets[PV_N_SIDES];
  guint64 bytes[PV_N_SIDES];
  guint n_new;
  guint n_gone;
  guint n_both;
  guint n_rows;
  PvChange *rows;
} PvChanges;

/**
 * pv_changes_new:
 * @match: the two captures, which may be one
 * @query: what is asked
 * @cancellable: (nullable): to give up
 * @error: place for a %PV_ERROR_NO_MEMORY or %G_IO_ERROR_CANCELLED
 *
 * In the calling thread. Takes what two rankings take, and time linear in the labels of both.
 *
 * Returns: (transfer full): rows, or %NULL with @error set
 */
PvChanges     *pv_changes_new        (PvLabelMatch          *match,
                                      const PvChangesQuery  *query,
                                      GCancellable          *cancellable,
                                      GError               **error);
void           pv_changes_new_async  (PvLabelMatch          *match,
                                      const PvChangesQuery  *query,
                                      GCancellable          *cancellable,
                                      GAsyncReadyCallback    callback,
                                      gpointer               user_data);
PvChanges     *pv_changes_new_finish (GAsyncResult          *result,
                                      GError               **error);
PvChanges     *pv_changes_ref        (PvChanges             *self);
void           pv_changes_unref      (PvChanges             *self);

/* How long @part of @capture was watched, in ns; 0 where that is no time. */
gint64         pv_change_part_get_length (PvCapture          *capture,
                                          const PvChangePart *part);
/* Whether lengths differ so much that only rates can be compared: by more than a hundredth, and neither is 0. */
gboolean       pv_change_lengths_differ  (const gint64        length_ns[PV_N_SIDES]);

PvChangeState  pv_change_get_state   (const PvChange        *self);
/* A row's value on a side, in the query's measure: by the second where that is what is compared. */
double         pv_changes_get_value  (const PvChanges       *self,
                                      const PvChange        *row,
                                      PvSide                 side);
/* This less the other's. */
double         pv_changes_get_change (const PvChanges       *self,
                                      const PvChange        *row);
/* How surprising a row's change is, as its packets tell: standard deviations from "as before", see pv-rate-change.h. For
 * answers in the order of surprise. */
double         pv_changes_get_surprise (const PvChanges     *self,
                                        const PvChange      *row);
/* What a row's label reads. (transfer full) */
char          *pv_change_dup_label   (PvLabelMatch          *match,
                                      PvDimension            dimension,
                                      const PvChange        *row);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PvChanges, pv_changes_unref)

G_END_DECLS
