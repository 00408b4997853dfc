/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-bar-rows.h: rows of a bar chart that are drawn already, for those that stay as they are. */
#pragma once

#include <gtk/gtk.h>

#include "pv-bar-layout.h"

G_BEGIN_DECLS

/**
 * PvBarRows:
 *
 * What was drawn in the last frame, in blocks of some rows and in each block a part for each column. A part of which
 * nothing has changed is the same node again, wherever it stands now: GTK then draws anew only what has changed.
 *
 * GTK counts what has changed in rectangles, and of something with many of them it draws all anew. So there are few
 * blocks, and parts stand edge to edge, that they may be one rectangle.
 */
typedef struct _PvBarRows PvBarRows;

PvBarRows *pv_bar_rows_new      (void);
void       pv_bar_rows_free     (PvBarRows         *self);
/* Draws the rows of @scene in sight of @widget, whose layout is @layout. */
void       pv_bar_rows_snapshot (PvBarRows         *self,
                                 GtkWidget         *widget,
                                 const PvBarScene  *scene,
                                 const PvBarLayout *layout,
                                 GtkSnapshot       *snapshot);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PvBarRows, pv_bar_rows_free)

G_END_DECLS
