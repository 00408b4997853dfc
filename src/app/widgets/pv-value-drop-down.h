/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-value-drop-down.h: a flat drop-down that chooses a number. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define PV_TYPE_VALUE_DROP_DOWN (pv_value_drop_down_get_type ())

/**
 * PvValueDropDown:
 *
 * A #GtkDropDown whose entries stand for numbers.
 *
 * Properties: "value" (int64; one of the entries' values), "label" (string: what is chosen, for
 * accessibility and the tooltip), "text" (string or %NULL: what the button says instead of the
 * chosen entry).
 */
G_DECLARE_FINAL_TYPE (PvValueDropDown, pv_value_drop_down, PV, VALUE_DROP_DOWN, GtkWidget)

void   pv_value_drop_down_add       (PvValueDropDown *self,
                                     gint64           value,
                                     const char      *text);
/* Whether the entry of @value is offered; it comes back where it was. The one that is chosen has to stay. */
void   pv_value_drop_down_set_shown (PvValueDropDown *self,
                                     gint64           value,
                                     gboolean         shown);
gint64 pv_value_drop_down_get_value (PvValueDropDown *self);
/* Does nothing where no entry has @value. */
void   pv_value_drop_down_set_value (PvValueDropDown *self,
                                     gint64           value);
void   pv_value_drop_down_set_text  (PvValueDropDown *self,
                                     const char      *text);

G_END_DECLS
