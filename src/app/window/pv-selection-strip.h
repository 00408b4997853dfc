/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-selection-strip.h: what is selected, and what it comes to. */
#pragma once

#include <adwaita.h>

#include "pv-crossfilter-model.h"
#include "pv-line-options.h"

G_BEGIN_DECLS

#define PV_TYPE_SELECTION_STRIP (pv_selection_strip_get_type ())

/**
 * PvSelectionStrip:
 *
 * Chips for what is selected, and duration, packets, bytes, share and rate of it: of the whole capture where
 * nothing is selected. Always there and always as high, so that nothing below it ever moves.
 *
 * Properties: "narrow" (boolean): whether there is little width; "short" (boolean): whether there is little
 * height.
 */
G_DECLARE_FINAL_TYPE (PvSelectionStrip, pv_selection_strip, PV, SELECTION_STRIP, AdwBin)

/* To be set once. */
void pv_selection_strip_set_crossfilter (PvSelectionStrip   *self,
                                         PvCrossfilterModel *crossfilter);
void pv_selection_strip_set_capture   (PvSelectionStrip *self,
                                       PvCapture        *capture);
/* How the chart beside it tells times: see pv_span_text_new(). */
void pv_selection_strip_set_times     (PvSelectionStrip *self,
                                       const PvSpan     *home,
                                       gint64            step_ns,
                                       PvClock           clock);
/* What is measured: of bytes, rates are shown as bits where @options say so. */
void pv_selection_strip_set_options   (PvSelectionStrip    *self,
                                       const PvLineOptions *options);

G_END_DECLS
