/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-crossfilter-model.h: the packets that a selection leaves of a capture, for each chart. */
#pragma once

#include "pv-capture-filter.h"
#include "pv-subset.h"
#include "pv-selection.h"

G_BEGIN_DECLS

#define PV_TYPE_CROSSFILTER_MODEL (pv_crossfilter_model_get_type ())

/**
 * PvCrossfilterModel:
 *
 * Works out, in the background, which packets a selection means: the #PvCrossfilter of its picks and its filter.
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
 * - "advanced" (PvCrossfilterModel *): pv_crossfilter_model_get_capture() is a later generation of what it was
 * - "changed" (PvCrossfilterModel *): it is another, so that who shows it asks again
 * - "failed" (PvCrossfilterModel *, GError *error): packets could not be worked out; what was, remains
 */
G_DECLARE_FINAL_TYPE (PvCrossfilterModel, pv_crossfilter_model, PV, CROSSFILTER_MODEL, GObject)

PvCrossfilterModel *pv_crossfilter_model_new           (PvSelection *selection);
/* @capture: (nullable): what is narrowed */
void                pv_crossfilter_model_set_capture   (PvCrossfilterModel *self,
                                                        PvCapture          *capture);
/* What is narrowed by now. (transfer none) (nullable) */
PvCapture          *pv_crossfilter_model_get_capture   (PvCrossfilterModel *self);
/* What is counted over time: events, where @dimension is of events, else packets. */
void                pv_crossfilter_model_set_events    (PvCrossfilterModel *self,
                                                        PvDimension         dimension);
/* Whose events are counted over time by now; PV_N_DIMENSIONS where packets are. */
PvDimension         pv_crossfilter_model_get_events    (PvCrossfilterModel *self);
/* (transfer none) */
PvSelection        *pv_crossfilter_model_get_selection (PvCrossfilterModel *self);
/* What of @capture counts in a chart of @dimension. Borrowed: valid until "changed". */
PvSubset            pv_crossfilter_model_get_subset    (PvCrossfilterModel *self,
                                                        PvCapture          *capture,
                                                        PvDimension         dimension);
/* What of @capture counts on a map of who talks to whom. Likewise. */
PvSubset            pv_crossfilter_model_get_talk      (PvCrossfilterModel *self,
                                                        PvCapture          *capture);
/* The packets of @capture that are counted over time: those that pass the capture filter and that nothing excludes;
 * NULL for all. (transfer none) (nullable) */
PvPacketSet        *pv_crossfilter_model_get_total     (PvCrossfilterModel *self,
                                                        PvCapture          *capture);
/* The packets of @capture that pass the capture filter; NULL for all. (transfer none) (nullable) */
PvPacketSet        *pv_crossfilter_model_get_passed    (PvCrossfilterModel *self,
                                                        PvCapture          *capture);
/* Of those that are counted over time, the packets that a pick means, in the order of picks, or NULL where there
 * are no more; picks without a colour of their own come last and together. @pick: (out) (transfer none).
 * (transfer none) (nullable) */
PvPacketSet        *pv_crossfilter_model_get_part      (PvCrossfilterModel  *self,
                                                        PvCapture           *capture,
                                                        guint                i,
                                                        const PvPick       **pick);
/* The packets of @capture that pass the capture filter and that picks mean, whichever chart they were picked
 * in; NULL for all. (transfer none) (nullable) */
PvPacketSet        *pv_crossfilter_model_get_selected  (PvCrossfilterModel *self,
                                                        PvCapture          *capture);
/* The filter that packets pass by now; while another is being run, the one before. (transfer none)
 * (nullable) */
const char         *pv_crossfilter_model_get_filter    (PvCrossfilterModel *self);
gboolean            pv_crossfilter_model_get_filtering (PvCrossfilterModel *self);
/* How far the capture filter is. */
PvProgress          pv_crossfilter_model_get_progress  (PvCrossfilterModel *self);

G_END_DECLS
