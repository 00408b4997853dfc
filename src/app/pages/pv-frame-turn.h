/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-frame-turn.h: who may show something new in a frame. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * pv_frame_turn_take:
 * @widget: of whose window
 * @is_tick: whether this is a tick callback, whose frame is under way already
 *
 * Of several widgets that have something new to show while something is dragged, one has its turn in each frame: all
 * of it in one frame would take so long that the drag is seen to halt.
 *
 * Returns: whether it is @widget's turn: in the next frame, or in the one that is under way
 */
gboolean pv_frame_turn_take (GtkWidget *widget,
                             gboolean   is_tick);

G_END_DECLS
