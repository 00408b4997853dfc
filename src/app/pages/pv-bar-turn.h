/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-bar-turn.h: a ranking that waits until it is its view's turn to show something new. */
#pragma once

#include <gtk/gtk.h>

#include "pv-query.h"

G_BEGIN_DECLS

typedef struct _PvBarTurn PvBarTurn;

/* It is @widget's turn. */
typedef void (*PvBarTurnFunc) (GtkWidget *widget,
                               PvCapture *capture,
                               PvRanking *ranking);

/* @widget: (unowned): which has to free it before it is gone */
PvBarTurn *pv_bar_turn_new    (GtkWidget     *widget,
                               PvBarTurnFunc  func);
void       pv_bar_turn_free   (PvBarTurn     *self);
/* Whether nothing waits, and the next frame is @widget's, see pv_frame_turn_take(). */
gboolean   pv_bar_turn_is_now (PvBarTurn     *self);
/* Has a ranking wait, instead of the one that does. */
void       pv_bar_turn_wait   (PvBarTurn     *self,
                               PvCapture     *capture,
                               PvRanking     *ranking);
/* Nothing waits any more. */
void       pv_bar_turn_forget (PvBarTurn     *self);

G_END_DECLS
