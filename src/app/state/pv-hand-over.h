/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-hand-over.h: opens packets in another application. */
#pragma once

#include <gtk/gtk.h>

#include "pv-capture.h"
#include "pv-subset.h"

G_BEGIN_DECLS

/* The applications that open captures, this one left out, as entries that call @action with an identifier
 * (string). (transfer full) (nullable): %NULL where there is none */
GMenuModel *pv_hand_over_make_menu (const char     *action);
/* Writes packets to a file of the user's cache and opens it in the application @id, in the background; what goes
 * wrong is told by the action "win.show-error" of @widget. The file is removed when @widget's window closes.
 * @subset: what counts; @span: (nullable): only packets within it; @label: (nullable): only those with the label
 * @label_id of @dimension, what people call it */
void        pv_hand_over           (GtkWidget      *widget,
                                    PvCapture      *capture,
                                    const PvSubset *subset,
                                    const PvSpan   *span,
                                    PvDimension     dimension,
                                    guint32         label_id,
                                    const char     *label,
                                    const char     *id);

G_END_DECLS
