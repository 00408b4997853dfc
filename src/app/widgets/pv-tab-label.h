/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-tab-label.h: a tab's title, and how much is in it. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* As a count: that there is none. */
#define PV_TAB_NO_COUNT G_MAXUINT

/**
 * PvTabForm:
 * @PV_TAB_FULL: the title with both counts, as in “Top IPs 14/18”
 * @PV_TAB_BRIEF: with the count of what is selected, or with that of all where nothing is: “Top IPs 14”
 * @PV_TAB_TITLE: no count
 * @PV_TAB_SHORT: the short title, where there is one
 *
 * What is shown of a tab, by how much room there is.
 */
typedef enum
{
  PV_TAB_FULL,
  PV_TAB_BRIEF,
  PV_TAB_TITLE,
  PV_TAB_SHORT,
  PV_N_TAB_FORMS
} PvTabForm;

#define PV_TYPE_TAB_LABEL (pv_tab_label_get_type ())

/**
 * PvTabLabel:
 *
 * Shows the fullest form for which it has room. What it takes depends on the title and on how much there is of all,
 * not on how much of it is selected, so that tabs stay where they are.
 *
 * Properties: "title" (string), "short-title" (string, nullable: for where there is little room), "n-selected" and
 * "n-all" (uint: counts, or %PV_TAB_NO_COUNT).
 */
G_DECLARE_FINAL_TYPE (PvTabLabel, pv_tab_label, PV, TAB_LABEL, GtkWidget)

GtkWidget *pv_tab_label_new        (void);
/* What @form takes less than %PV_TAB_FULL does, in pixels. */
int        pv_tab_label_get_saving (PvTabLabel *self,
                                    PvTabForm   form);
/* Both counts, for those who do not see them. (transfer full) */
char      *pv_tab_label_dup_count  (PvTabLabel *self);

G_END_DECLS
