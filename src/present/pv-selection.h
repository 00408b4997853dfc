/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-selection.h: what of a capture the user looks at: a span of time, picked labels, a filter. */
#pragma once

#include <glib-object.h>

#include "pv-dimension.h"
#include "pv-types.h"

G_BEGIN_DECLS

/**
 * PvPick:
 * @dimension: PV_DIMENSION_ADDRESS for addresses, whichever chart they were picked in; else the kind
 *   of lookup
 * @id: of the label, in the capture
 * @label: what people read
 * @mark: its colour, for pv_chart_palette_get(); %PV_CHART_UNMARKED for what is excluded
 * @is_excluded: whether it is left out rather than looked at
 *
 * A label that is picked in a bar chart.
 */
typedef struct
{
  PvDimension dimension;
  guint32 id;
  char *label;
  guint mark;
  gboolean is_excluded;
} PvPick;

PvPick *pv_pick_copy (const PvPick *self);
void    pv_pick_free (PvPick       *self);

#define PV_TYPE_SELECTION (pv_selection_get_type ())

/**
 * PvSelection:
 *
 * What all charts of a window are narrowed to. One chart changes it, the others follow. Remembers its
 * steps.
 *
 * Signals:
 * - "changed" (PvSelection *): it is another, or what can be undone is; many times a second while the
 *   user drags
 * - "picks-changed" (PvSelection *): what is picked is another; comes before "changed"
 */
G_DECLARE_FINAL_TYPE (PvSelection, pv_selection, PV, SELECTION, GObject)

PvSelection  *pv_selection_new         (void);
/* What is selected just now, without the steps to it. (transfer full) */
PvSelection  *pv_selection_copy        (PvSelection  *self);
/* The span, or NULL for all time. Valid until the selection changes. (transfer none) (nullable) */
const PvSpan *pv_selection_get_span    (PvSelection  *self);
/* @span: (nullable): an empty one is none. @step: what the change is a part of, say a drag: changes of
 * one step that follow each other are undone together; 0 for a step of its own */
void          pv_selection_set_span    (PvSelection  *self,
                                        const PvSpan *span,
                                        guint         step);
guint         pv_selection_get_n_picks (PvSelection  *self);
/* In the order in which they were picked. Valid until the selection changes. (transfer none) */
const PvPick *pv_selection_get_pick    (PvSelection  *self,
                                        guint         i);
/* The pick of @id in @dimension, or NULL where it is not picked. (transfer none) (nullable) */
const PvPick *pv_selection_find_pick   (PvSelection  *self,
                                        PvDimension   dimension,
                                        guint32       id);
/* Picks it, or does so no longer. */
void          pv_selection_toggle_pick (PvSelection  *self,
                                        PvDimension   dimension,
                                        guint32       id,
                                        const char   *label);
/* Leaves it out, or does so no longer. */
void          pv_selection_toggle_exclusion (PvSelection *self,
                                             PvDimension  dimension,
                                             guint32      id,
                                             const char  *label);
/* Picks all of @n labels that are not yet, in one step. */
void          pv_selection_pick_all    (PvSelection  *self,
                                        PvDimension   dimension,
                                        const guint32 *ids,
                                        char         **labels,
                                        guint          n);
/* Picks a label in place of another, in one step. */
void          pv_selection_replace_pick (PvSelection *self,
                                         PvDimension  old_dimension,
                                         guint32      old_id,
                                         PvDimension  dimension,
                                         guint32      id,
                                         const char  *label);
/* The capture filter, in libpcap's language, or NULL. (transfer none) (nullable) */
const char   *pv_selection_get_filter  (PvSelection  *self);
/* @filter: (nullable): an empty one is none */
void          pv_selection_set_filter  (PvSelection  *self,
                                        const char   *filter);
/* What the span was changed as a part of, as long as nothing else has changed since; 0 for nothing. */
guint         pv_selection_get_span_step (PvSelection *self);
gboolean      pv_selection_is_empty    (PvSelection  *self);
/* Selects all again; a step that can be undone. */
void          pv_selection_clear       (PvSelection  *self);
gboolean      pv_selection_can_undo    (PvSelection  *self);
gboolean      pv_selection_can_redo    (PvSelection  *self);
void          pv_selection_undo        (PvSelection  *self);
void          pv_selection_redo        (PvSelection  *self);
/* For a capture that was read anew, whose ids are others: forgets picks and steps; another file's
 * (@is_same_file FALSE) span and filter too. */
void          pv_selection_reset       (PvSelection  *self,
                                        gboolean      is_same_file);

G_END_DECLS
