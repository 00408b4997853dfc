/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-comparison-actions.h: what can be done about the capture that another is compared with. */
#pragma once

#include <gtk/gtk.h>

#include "pv-comparison.h"
#include "pv-crossfilter-model.h"

G_BEGIN_DECLS

#define PV_TYPE_COMPARISON_ACTIONS (pv_comparison_actions_get_type ())

/**
 * PvComparisonActions:
 *
 * The actions "compare", "stop-comparing" and, where there are two captures, "align". Aligns another capture as soon
 * as it is there.
 */
G_DECLARE_FINAL_TYPE (PvComparisonActions, pv_comparison_actions, PV, COMPARISON_ACTIONS, GObject)

/* Adds the actions to @map. @widget: over whose window the other capture is chosen; it has to live as long */
PvComparisonActions *pv_comparison_actions_new         (GtkWidget           *widget,
                                                        GActionMap          *map,
                                                        PvComparison        *comparison);
/* @capture: (nullable): which is compared */
void                 pv_comparison_actions_set_capture (PvComparisonActions *self,
                                                        PvCapture           *capture);
/* Asks which to compare with. */
void                 pv_comparison_actions_choose      (PvComparisonActions *self);

/* What counts, and whose span can be compared with. */
void pv_comparison_actions_set_crossfilter (PvComparisonActions *self,
                                            PvCrossfilterModel  *crossfilter);

/* Puts what is compared with @by_ns later than it is, by hand. */
void pv_comparison_actions_move (PvComparisonActions *self,
                                 gint64               by_ns);

G_END_DECLS
