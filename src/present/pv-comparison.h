/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-comparison.h: another capture that the traffic of the one in a window is held against. */
#pragma once

#include "pv-changes.h"
#include "pv-selection.h"

G_BEGIN_DECLS

#define PV_TYPE_COMPARISON (pv_comparison_get_type ())

/**
 * PvComparison:
 *
 * Loads one other capture at a time, or takes another span of the same one; runs the same capture filter on it, picks
 * the same labels, and says how far apart the two are.
 *
 * Properties: "active" (boolean, read-only): whether there is another capture, or one is being loaded.
 *
 * Signals:
 * - "changed" (PvComparison *): there is another capture, or none any more, or it stands elsewhere, or other
 *   packets of it count
 * - "failed" (PvComparison *, GError *error): it could not be loaded, and none is compared; or the filter could
 *   not be run on it, and its packets are those that they were
 */
G_DECLARE_FINAL_TYPE (PvComparison, pv_comparison, PV, COMPARISON, GObject)

PvComparison *pv_comparison_new          (void);
/* Loads @file in place of what is compared with by now; "changed" or "failed" tells of it. */
void          pv_comparison_load         (PvComparison *self,
                                          GFile        *file);
/* Several files, or the captures in folders, as one. What comes out of a pipe is kept, so that it can be filtered. */
void          pv_comparison_load_places  (PvComparison       *self,
                                          const PvInputFiles *places);
/* Compares nothing any more. */
void          pv_comparison_clear        (PvComparison *self);
/* The other capture, once it is loaded. (transfer none) (nullable) */
PvCapture    *pv_comparison_get_capture  (PvComparison *self);
gboolean      pv_comparison_get_active   (PvComparison *self);
/* Compares @capture, which is complete, with a span of its own. */
void          pv_comparison_set_reference (PvComparison *self,
                                           PvCapture    *capture,
                                           PvSpan        span);
/* That span; FALSE where it is another capture that is compared with, or none. */
gboolean      pv_comparison_get_reference (PvComparison *self,
                                           PvSpan       *span);
/* @filter: (nullable): a capture filter for the other capture, too */
void          pv_comparison_set_filter   (PvComparison *self,
                                          const char   *filter);
/* Whose picks and exclusions hold for the other, too, and whose span is compared. */
void          pv_comparison_set_selection (PvComparison *self,
                                           PvSelection  *selection);
/* In which order bars are, and which: see #PvChangesQuery. At first by change, and all. */
void          pv_comparison_set_order    (PvComparison  *self,
                                          PvChangeOrder  order);
PvChangeOrder pv_comparison_get_order    (PvComparison  *self);
void          pv_comparison_set_states   (PvComparison  *self,
                                          guint          states);
guint         pv_comparison_get_states   (PvComparison  *self);
/* @capture, which is complete, and what it is compared with; NULL as long as that is not there. (transfer none)
 * (nullable) */
PvLabelMatch *pv_comparison_get_match    (PvComparison  *self,
                                          PvCapture     *capture);
/* What of the other counts in a chart of @dimension of @capture, or for PV_N_DIMENSIONS in all together. Borrowed:
 * valid until it changes. */
PvChangePart  pv_comparison_get_part     (PvComparison  *self,
                                          PvCapture     *capture,
                                          PvDimension    dimension);
/* What a chart of @capture that asks @query asks where it is compared. Borrowed likewise. */
PvChangesQuery pv_comparison_make_query  (PvComparison  *self,
                                          PvCapture     *capture,
                                          const PvQuery *query);
/* The packets of the other capture that pass it; NULL for all. (transfer none) (nullable) */
PvPacketSet  *pv_comparison_get_set      (PvComparison *self);
/* @by_start: whether both begin at one place, whenever each was recorded; else they stand where their
 * times are */
void          pv_comparison_set_by_start (PvComparison *self,
                                          gboolean      by_start);
/* Has the other stand where a person put it: @shift_ns is added to its times, until pv_comparison_set_by_start() is used,
 * or another capture is compared with. */
void          pv_comparison_set_by_hand  (PvComparison *self,
                                          gint64        shift_ns);
gboolean      pv_comparison_get_by_hand  (PvComparison *self);
/* Whether hosts with private addresses are told by name: see pv_label_match_new_by_names(). */
void          pv_comparison_set_by_names (PvComparison *self,
                                          gboolean      by_names);
gboolean      pv_comparison_get_by_names (PvComparison *self);
/* What to add to the other's times, in ns, for its place beside @capture. */
gint64        pv_comparison_get_shift    (PvComparison *self,
                                          PvCapture    *capture);

G_END_DECLS
