/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-comparison.h: another capture that the traffic of the one in a window is held against. */
#pragma once

#include "pv-capture.h"
#include "pv-packet-set.h"

G_BEGIN_DECLS

#define PV_TYPE_COMPARISON (pv_comparison_get_type ())

/**
 * PvComparison:
 *
 * Loads one other capture at a time, runs the same capture filter on it, and says how far apart the two are.
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
void          pv_comparison_load         (PvComparison *self,
                                          GFile        *file);
/* Compares nothing any more. */
void          pv_comparison_clear        (PvComparison *self);
/* The other capture, once it is loaded. (transfer none) (nullable) */
PvCapture    *pv_comparison_get_capture  (PvComparison *self);
gboolean      pv_comparison_get_active   (PvComparison *self);
/* @filter: (nullable): a capture filter for the other capture, too */
void          pv_comparison_set_filter   (PvComparison *self,
                                          const char   *filter);
/* The packets of the other capture that pass it; NULL for all. (transfer none) (nullable) */
PvPacketSet  *pv_comparison_get_set      (PvComparison *self);
/* @by_start: whether both begin at one place, whenever each was recorded; else they stand where their
 * times are */
void          pv_comparison_set_by_start (PvComparison *self,
                                          gboolean      by_start);
/* What to add to the other's times, in ns, for its place beside @capture. */
gint64        pv_comparison_get_shift    (PvComparison *self,
                                          PvCapture    *capture);

G_END_DECLS
