/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-steady-label.h: a line of text that changes all the time. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define PV_TYPE_STEADY_LABEL (pv_steady_label_get_type ())

/**
 * PvSteadyLabel:
 *
 * Shows a line of text that may change in each frame, as numbers do while something is dragged. With another text a
 * #GtkLabel has the whole window laid out anew; this one only where the width is another by more than a little. Digits
 * are all as wide. Where it is shortened, a tooltip has all of it.
 *
 * Properties: "label" (string, nullable), "ellipsize" (#PangoEllipsizeMode, as of #GtkLabel; none means that there is
 * always room), "width-chars" (int: how many characters stay where it is shortened), "max-width-chars" (int: how many
 * there are at most, or -1), "xalign" (float, as of #GtkLabel).
 */
G_DECLARE_FINAL_TYPE (PvSteadyLabel, pv_steady_label, PV, STEADY_LABEL, GtkWidget)

GtkWidget  *pv_steady_label_new        (void);
/* @label: (nullable) */
void        pv_steady_label_set_label  (PvSteadyLabel *self,
                                        const char    *label);
/* Room is kept for @text, too. */
void        pv_steady_label_set_widest (PvSteadyLabel *self,
                                        const char    *text);

G_END_DECLS
