/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-segments.h: a row of flat buttons, one of which is chosen. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define PV_TYPE_SEGMENTS (pv_segments_get_type ())

/**
 * PvSegments:
 *
 * A row of toggle buttons that stand for numbers.
 *
 * Properties: "value" (int64; one of the buttons' values).
 */
G_DECLARE_FINAL_TYPE (PvSegments, pv_segments, PV, SEGMENTS, GtkWidget)

void   pv_segments_add         (PvSegments *self,
                                gint64      value,
                                const char *text);
void   pv_segments_set_shown   (PvSegments *self,
                                gint64      value,
                                gboolean    shown);
gint64 pv_segments_get_value   (PvSegments *self);
/* Does nothing where no button has @value. */
void   pv_segments_set_value   (PvSegments *self,
                                gint64      value);

G_END_DECLS
