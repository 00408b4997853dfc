/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-page-stack.h: the pages of a stack: how to find them and what they show. */
#pragma once

#include "pv-rank-page.h"

G_BEGIN_DECLS

/* Pages that are no #PvRankPage are left out, unless it says otherwise. All pages are one class, which is told what it
 * shows by the table of dimensions. */

typedef void (*PvPageFunc) (gpointer    owner,
                            PvRankPage *page);

void        pv_page_stack_foreach       (AdwViewStack *stack,
                                         PvPageFunc    func,
                                         gpointer      owner);
/* The page in sight. (transfer none) (nullable) */
PvRankPage *pv_page_stack_get_visible   (AdwViewStack *stack);
/* (transfer none) (nullable) */
PvRankPage *pv_page_stack_find          (AdwViewStack *stack,
                                         PvTab         tab);
/* The child at @index among those that can be seen, of whatever class. (transfer none) (nullable) */
GtkWidget  *pv_page_stack_get_nth       (AdwViewStack *stack,
                                         guint         index);
/* Adds charts as they are shown: those of the page in sight first. @pictures: (element-type PvChartPicture) */
void        pv_page_stack_take_pictures (AdwViewStack *stack,
                                         GPtrArray    *pictures);

G_END_DECLS
