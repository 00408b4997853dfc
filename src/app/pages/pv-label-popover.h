/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-label-popover.h: all that is known of one bar: numbers, peers, names. */
#pragma once

#include <gtk/gtk.h>

#include "pv-name-finder.h"
#include "pv-query.h"

G_BEGIN_DECLS

#define PV_TYPE_LABEL_POPOVER (pv_label_popover_get_type ())

/**
 * PvLabelPopover:
 *
 * Works out its contents in the background and pops up when they are there; names of an address follow.
 */
G_DECLARE_FINAL_TYPE (PvLabelPopover, pv_label_popover, PV, LABEL_POPOVER, GtkPopover)

/* @parent: of whom it becomes a child, until gtk_widget_unparent(); @query: what the chart asks;
 * @id: of the bar's label; @names: (nullable): what addresses are called; @remark: (nullable): where @capture is not the one
 * that is shown, which: then nothing in it leads anywhere. (transfer none) */
GtkWidget *pv_label_popover_new (GtkWidget          *parent,
                                 const GdkRectangle *area,
                                 PvCapture          *capture,
                                 const PvQuery      *query,
                                 guint32             id,
                                 PvNameFinder       *names,
                                 const char         *remark);

G_END_DECLS
