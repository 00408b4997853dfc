/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-traffic-menu.c: the menu of the line: what to do with a bin, a span and the chart. */
#include "config.h"

#include "pv-traffic-menu.h"

#include <glib/gi18n.h>

#include "pv-chart-menu.h"
#include "pv-hand-over.h"

struct _PvTrafficMenu
{
  GObject parent_instance;

  PvLineChart *chart;
  GMenuModel *model;
  GtkWidget *popover;
};

G_DEFINE_FINAL_TYPE (PvTrafficMenu, pv_traffic_menu, G_TYPE_OBJECT)

/* At @x, @y of the chart. */
static void
show (PvTrafficMenu *self,
      double         x,
      double         y)
{
  GdkRectangle here = { (int) x, (int) y, 1, 1 };
  g_autoptr (GMenu) menu = g_menu_new ();
  g_autoptr (GMenuModel) applications = pv_hand_over_make_menu ("win.open-packets");

  g_menu_append_section (menu, NULL, self->model);
  if (applications != NULL)
    {
      g_autoptr (GMenu) opening = g_menu_new ();

      g_menu_append_submenu (opening, _("_Open Selected Packets In"), applications);
      g_menu_append_section (menu, NULL, G_MENU_MODEL (opening));
    }
  pv_traffic_menu_close (self);
  self->popover = pv_chart_menu_new (GTK_WIDGET (self->chart), &here, G_MENU_MODEL (menu));
}

static void
pressed_cb (PvTrafficMenu *self,
            int            n_press,
            double         x,
            double         y)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->chart));
  pv_line_chart_hold_bin (self->chart, x);
  show (self, x, y);
}

static void
pv_traffic_menu_dispose (GObject *object)
{
  PvTrafficMenu *self = PV_TRAFFIC_MENU (object);

  pv_traffic_menu_close (self);
  g_clear_object (&self->chart);
  g_clear_object (&self->model);

  G_OBJECT_CLASS (pv_traffic_menu_parent_class)->dispose (object);
}

static void
pv_traffic_menu_class_init (PvTrafficMenuClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = pv_traffic_menu_dispose;
}

static void
pv_traffic_menu_init (PvTrafficMenu *self)
{
}

PvTrafficMenu *
pv_traffic_menu_new (PvLineChart *chart,
                     GMenuModel  *model)
{
  PvTrafficMenu *self;
  GtkGesture *click;

  g_return_val_if_fail (PV_IS_LINE_CHART (chart), NULL);
  g_return_val_if_fail (G_IS_MENU_MODEL (model), NULL);

  self = g_object_new (PV_TYPE_TRAFFIC_MENU, NULL);
  self->chart = g_object_ref (chart);
  self->model = g_object_ref (model);

  click = gtk_gesture_click_new ();
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), GDK_BUTTON_SECONDARY);
  g_signal_connect_object (click, "pressed", G_CALLBACK (pressed_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (chart), GTK_EVENT_CONTROLLER (click));

  return self;
}

void
pv_traffic_menu_popup (PvTrafficMenu *self)
{
  g_return_if_fail (PV_IS_TRAFFIC_MENU (self));

  pv_line_chart_hold_bin (self->chart, -1);
  show (self, gtk_widget_get_width (GTK_WIDGET (self->chart)) / 2.0,
        gtk_widget_get_height (GTK_WIDGET (self->chart)) / 2.0);
}

void
pv_traffic_menu_close (PvTrafficMenu *self)
{
  g_return_if_fail (PV_IS_TRAFFIC_MENU (self));

  g_clear_pointer (&self->popover, gtk_widget_unparent);
}
