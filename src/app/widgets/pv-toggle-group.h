/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-toggle-group.h: a row of flat buttons, one of which is chosen. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define PV_TYPE_TOGGLE_GROUP (pv_toggle_group_get_type ())

/**
 * PvToggleGroup:
 *
 * A row of toggle buttons that stand for numbers; or, where there is no room for the row, a drop-down of the same.
 *
 * Properties: "value" (int64; one of the buttons' values), "label" (string: what is chosen, for accessibility and the
 * drop-down's tooltip).
 */
G_DECLARE_FINAL_TYPE (PvToggleGroup, pv_toggle_group, PV, TOGGLE_GROUP, GtkWidget)

void   pv_toggle_group_add     (PvToggleGroup *self,
                                gint64         value,
                                const char    *text);
void   pv_toggle_group_set_shown (PvToggleGroup *self,
                                  gint64         value,
                                  gboolean       shown);
gint64 pv_toggle_group_get_value (PvToggleGroup *self);
/* Does nothing where no button has @value. */
void   pv_toggle_group_set_value (PvToggleGroup *self,
                                  gint64         value);

G_END_DECLS
