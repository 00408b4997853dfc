/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-bar-turn.c: a ranking that waits until it is its view's turn to show something new. */
#include "config.h"

#include "pv-bar-turn.h"

#include "pv-frame-turn.h"

struct _PvBarTurn
{
  GtkWidget *widget;
  PvBarTurnFunc func;
  guint tick_id; /* 0 while nothing waits */
  PvRanking *ranking;
  PvCapture *capture;
};

PvBarTurn *
pv_bar_turn_new (GtkWidget     *widget,
                 PvBarTurnFunc  func)
{
  PvBarTurn *self;

  g_return_val_if_fail (GTK_IS_WIDGET (widget) && func != NULL, NULL);

  self = g_new0 (PvBarTurn, 1);
  self->widget = widget;
  self->func = func;

  return self;
}

void
pv_bar_turn_free (PvBarTurn *self)
{
  pv_bar_turn_forget (self);
  g_free (self);
}

static gboolean
tick_cb (GtkWidget     *widget,
         GdkFrameClock *clock,
         gpointer       user_data)
{
  PvBarTurn *self = user_data;
  g_autoptr (PvRanking) ranking = NULL;
  g_autoptr (PvCapture) capture = NULL;

  if (!pv_frame_turn_take (widget, TRUE))
    return G_SOURCE_CONTINUE;

  self->tick_id = 0;
  ranking = g_steal_pointer (&self->ranking);
  capture = g_steal_pointer (&self->capture);
  self->func (widget, capture, ranking);

  return G_SOURCE_REMOVE;
}

gboolean
pv_bar_turn_is_now (PvBarTurn *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->tick_id == 0 && pv_frame_turn_take (self->widget, FALSE);
}

void
pv_bar_turn_wait (PvBarTurn *self,
                  PvCapture *capture,
                  PvRanking *ranking)
{
  g_return_if_fail (self != NULL && ranking != NULL);

  g_clear_pointer (&self->ranking, pv_ranking_unref);
  self->ranking = pv_ranking_ref (ranking);
  g_set_object (&self->capture, capture);
  if (self->tick_id == 0)
    self->tick_id = gtk_widget_add_tick_callback (self->widget, tick_cb, self, NULL);
}

void
pv_bar_turn_forget (PvBarTurn *self)
{
  g_return_if_fail (self != NULL);

  if (self->tick_id != 0)
    gtk_widget_remove_tick_callback (self->widget, self->tick_id);
  self->tick_id = 0;
  g_clear_pointer (&self->ranking, pv_ranking_unref);
  g_clear_object (&self->capture);
}
