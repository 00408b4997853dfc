/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-frame-turn.c: who may show something new in a frame. */
#include "config.h"

#include "pv-frame-turn.h"

/* A frame clock's data key for the last frame in which somebody has the turn. */
#define FRAME "pv-turn-frame"

gboolean
pv_frame_turn_take (GtkWidget *widget,
                    gboolean   is_tick)
{
  GdkFrameClock *clock;
  gint64 frame;
  gint64 *last;

  g_return_val_if_fail (GTK_IS_WIDGET (widget), FALSE);

  clock = gtk_widget_get_frame_clock (widget);
  if (clock == NULL)
    return TRUE;

  frame = gdk_frame_clock_get_frame_counter (clock) + (is_tick ? 0 : 1);
  last = g_object_get_data (G_OBJECT (clock), FRAME);
  if (last == NULL)
    {
      last = g_new (gint64, 1);
      *last = -1;
      g_object_set_data_full (G_OBJECT (clock), FRAME, last, g_free);
    }
  if (*last >= frame)
    return FALSE;

  *last = frame;

  return TRUE;
}
