/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-click-guard.c: loses no click in a window that moves.
 *
 * Where something moves under the pointer, GTK makes up that the pointer had moved, with the buttons that are down by
 * now. Of a click that is over before the window has looked at all of it none is: gestures that saw it begin give it
 * up, and buttons and charts are not clicked. */
#include "config.h"

#include "pv-click-guard.h"

/* The controller's data key for whether a button is down, as far as the window has looked. */
#define IS_DOWN "pv-is-down"

static gboolean
event_cb (GtkEventController *controller,
          GdkEvent           *event)
{
  switch ((int) gdk_event_get_event_type (event))
    {
    case GDK_BUTTON_PRESS:
      g_object_set_data (G_OBJECT (controller), IS_DOWN, controller);
      break;

    case GDK_BUTTON_RELEASE:
    case GDK_GRAB_BROKEN:
      g_object_set_data (G_OBJECT (controller), IS_DOWN, NULL);
      break;

    case GDK_MOTION_NOTIFY:
      /* what really happened has a time */
      return gdk_event_get_time (event) == GDK_CURRENT_TIME &&
             g_object_get_data (G_OBJECT (controller), IS_DOWN) != NULL;

    default:
      break;
    }

  return GDK_EVENT_PROPAGATE;
}

void
pv_click_guard_add (GtkWidget *window)
{
  GtkEventController *controller = gtk_event_controller_legacy_new ();

  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
  g_signal_connect (controller, "event", G_CALLBACK (event_cb), NULL);
  gtk_widget_add_controller (window, controller);
}
