/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-bar-menu.h: the menu and the details of a bar, or of a row of the table that shows the same. */
#pragma once

#include <gtk/gtk.h>

#include "pv-bar-chart.h"
#include "pv-comparison.h"
#include "pv-crossfilter-model.h"
#include "pv-name-finder.h"
#include "pv-ranking-model.h"

G_BEGIN_DECLS

#define PV_TYPE_BAR_MENU (pv_bar_menu_get_type ())

/**
 * PvBarMenu:
 *
 * Pops up over a view: by the right button, by a long press, which shows details, and by keyboard. Has the actions of
 * the label that it is about.
 *
 * Signals: "closed" (PvBarMenu *): the menu or the details are gone, and the focus with them.
 */
G_DECLARE_FINAL_TYPE (PvBarMenu, pv_bar_menu, PV, BAR_MENU, GObject)

/* @view: around @chart, which shows @model; it owns this and lets go of it with pv_bar_menu_close() */
PvBarMenu *pv_bar_menu_new           (GtkWidget          *view,
                                      PvBarChart         *chart,
                                      PvRankingModel     *model);
void       pv_bar_menu_set_crossfilter (PvBarMenu          *self,
                                        PvCrossfilterModel *crossfilter);
/* Who knows what addresses are called; without, there are no details. */
void       pv_bar_menu_set_names     (PvBarMenu          *self,
                                      PvNameFinder       *names);
void       pv_bar_menu_set_measure   (PvBarMenu          *self,
                                      PvMeasure           measure);
/* What the model's capture is compared with; without, there are no details of what is gone. */
void       pv_bar_menu_set_comparison (PvBarMenu         *self,
                                       PvComparison      *comparison);
/* Has it be about a label that is at @area of @widget, which is in the view. @id: with %PV_RANK_GONE where @capture is the
 * one that is compared with */
void       pv_bar_menu_set_label     (PvBarMenu          *self,
                                      PvCapture          *capture,
                                      PvDimension         dimension,
                                      guint32             id,
                                      GtkWidget          *widget,
                                      const GdkRectangle *area);
/* Shows the menu, or details, of the bar with the keyboard's focus. */
void       pv_bar_menu_popup         (PvBarMenu          *self);
void       pv_bar_menu_show_details  (PvBarMenu          *self);
/* Takes away what is shown, for good. */
void       pv_bar_menu_close         (PvBarMenu          *self);

G_END_DECLS
