/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-label-actions.h: what can be done with a label, whatever shows it. */
#pragma once

#include <gtk/gtk.h>

#include "pv-crossfilter-model.h"
#include "pv-name-finder.h"

G_BEGIN_DECLS

#define PV_TYPE_LABEL_ACTIONS (pv_label_actions_get_type ())

/**
 * PvLabelActions:
 *
 * Actions about one label at a time: "label.details", "label.pick", "label.unpick", "label.exclude",
 * "label.include", "label.filter", "label.copy", "label.open".
 *
 * Signals: "details" (PvLabelActions *): details of the label were asked for.
 */
G_DECLARE_FINAL_TYPE (PvLabelActions, pv_label_actions, PV, LABEL_ACTIONS, GObject)

/* Installs the actions at @widget, for all that is in it. */
PvLabelActions *pv_label_actions_new         (GtkWidget      *widget);
void            pv_label_actions_set_crossfilter
                                             (PvLabelActions     *self,
                                              PvCrossfilterModel *crossfilter);
/* What the actions are about from now on. @capture: (nullable): %NULL for nothing */
void            pv_label_actions_set_label   (PvLabelActions *self,
                                              PvCapture      *capture,
                                              PvDimension     dimension,
                                              guint32         id);
/* The label of @id in @other, which this capture is compared with and has it no more: it can be copied, and has details. */
void            pv_label_actions_set_other   (PvLabelActions *self,
                                              PvCapture      *other,
                                              PvDimension     dimension,
                                              guint32         id);
/* What they are about, where that is of what is compared with; else FALSE. @other: (out) (transfer none) */
gboolean        pv_label_actions_get_other   (PvLabelActions *self,
                                              PvCapture     **other,
                                              PvDimension    *dimension,
                                              guint32        *id);
/* Details of what they are about, pointing to @area of the widget. (transfer none): of which they become a child, until
 * gtk_widget_unparent(). (nullable): %NULL where it is nothing */
GtkWidget      *pv_label_actions_make_details
                                             (PvLabelActions     *self,
                                              const GdkRectangle *area,
                                              PvMeasure           measure,
                                              PvNameFinder       *names);
/* The sections that offer them in a menu. (transfer full) */
GMenuModel     *pv_label_actions_make_menu   (void);

G_END_DECLS
