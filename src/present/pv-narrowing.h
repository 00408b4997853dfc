/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-narrowing.h: the packets that a selection leaves of a capture, for each chart. */
#pragma once

#include "pv-capture-filter.h"
#include "pv-subset.h"
#include "pv-selection.h"

G_BEGIN_DECLS

#define PV_TYPE_NARROWING (pv_narrowing_get_type ())

/**
 * PvNarrowing:
 *
 * Works out, in the background, which packets a selection means:
 *
 * - addresses are ranked by the packets that ask for any picked name: their sources are the clients that
 *   asked; picked addresses hide no others
 * - names are ranked by lookups that come from any picked address; picked names hide no others
 * - outcomes of lookups are ranked by those of lookups of any picked name
 * - over time, all packets are counted, and beside them those of each pick
 * - all of them pass the capture filter
 *
 * Only settled captures can be narrowed; until one is there, everything counts. A later generation of one takes its
 * place once it is narrowed as well, so that nothing flickers while it grows.
 *
 * Properties, read-only: "filtering" (boolean): whether the capture filter is being run.
 *
 * Signals:
 * - "advanced" (PvNarrowing *): pv_narrowing_get_capture() is a later generation of what it was
 * - "changed" (PvNarrowing *): it is another, so that who shows it asks again
 * - "failed" (PvNarrowing *, GError *error): packets could not be worked out; what was, remains
 */
G_DECLARE_FINAL_TYPE (PvNarrowing, pv_narrowing, PV, NARROWING, GObject)

PvNarrowing      *pv_narrowing_new           (PvSelection *selection);
/* @capture: (nullable): what is narrowed */
void              pv_narrowing_set_capture   (PvNarrowing *self,
                                              PvCapture   *capture);
/* What is narrowed by now. (transfer none) (nullable) */
PvCapture        *pv_narrowing_get_capture   (PvNarrowing *self);
/* What is counted over time: events, where @dimension is of events, else packets. */
void              pv_narrowing_set_events    (PvNarrowing *self,
                                              PvDimension  dimension);
/* Whose events are counted over time by now; PV_N_DIMENSIONS where packets are. */
PvDimension       pv_narrowing_get_events    (PvNarrowing *self);
/* (transfer none) */
PvSelection      *pv_narrowing_get_selection (PvNarrowing *self);
/* What of @capture counts in a chart of @dimension. Borrowed: valid until the narrowing changes. */
PvSubset          pv_narrowing_get_subset    (PvNarrowing *self,
                                              PvCapture   *capture,
                                              PvDimension  dimension);
/* What of @capture counts on a map of who talks to whom. Likewise. */
PvSubset          pv_narrowing_get_talk      (PvNarrowing *self,
                                              PvCapture   *capture);
/* The packets of @capture that are counted over time: those that pass the capture filter and that nothing excludes;
 * NULL for all. (transfer none) (nullable) */
PvPacketSet      *pv_narrowing_get_total     (PvNarrowing *self,
                                              PvCapture   *capture);
/* The packets of @capture that pass the capture filter; NULL for all. (transfer none) (nullable) */
PvPacketSet      *pv_narrowing_get_passed    (PvNarrowing *self,
                                              PvCapture   *capture);
/* Of those that are counted over time, the packets that a pick means, in the order of picks, or NULL where there
 * are no more; picks without a colour of their own come last and together. @pick: (out) (transfer none).
 * (transfer none) (nullable) */
PvPacketSet      *pv_narrowing_get_part      (PvNarrowing   *self,
                                              PvCapture     *capture,
                                              guint          i,
                                              const PvPick **pick);
/* The packets of @capture that pass the capture filter and that picks mean, whichever chart they were picked
 * in; NULL for all. (transfer none) (nullable) */
PvPacketSet      *pv_narrowing_get_selected  (PvNarrowing *self,
                                              PvCapture   *capture);
/* The filter that packets pass by now; while another is being run, the one before. (transfer none)
 * (nullable) */
const char       *pv_narrowing_get_filter    (PvNarrowing *self);
gboolean          pv_narrowing_get_filtering (PvNarrowing *self);
/* How far the capture filter is. */
PvProgress        pv_narrowing_get_progress  (PvNarrowing *self);

G_END_DECLS
