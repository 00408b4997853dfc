/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-tab-bar.h: the tabs of a stack in a row, with how much is in each. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define PV_TYPE_TAB_BAR (pv_tab_bar_get_type ())

/**
 * PvTabBar:
 *
 * A tab for each page of an #AdwViewStack that is visible. Where a page's child has properties "n-selected" and "n-all"
 * (as #PvTabLabel has), they stand beside its title: for as long as there is room, all tabs show the same of them. A
 * property "short-title" is what it is called where there is less.
 */
G_DECLARE_FINAL_TYPE (PvTabBar, pv_tab_bar, PV, TAB_BAR, GtkWidget)

/* To be set once, when the stack has its pages. */
void pv_tab_bar_set_stack (PvTabBar     *self,
                           AdwViewStack *stack);

G_END_DECLS
