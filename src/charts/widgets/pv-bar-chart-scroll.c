/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-bar-chart-scroll.c: where a bar chart is scrolled to. */
#include "config.h"

#include "pv-bar-chart-private.h"

void
_pv_bar_chart_configure_adjustments (PvBarChart *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  int width = gtk_widget_get_width (widget);
  int height = gtk_widget_get_height (widget);
  PvBarScene scene;
  double full;

  _pv_bar_chart_init_scene (self, &scene);
  full = pv_bar_scene_get_full_height (&scene);

  if (self->vadjustment != NULL)
    {
      double max = MAX (full - height, 0);

      gtk_adjustment_configure (self->vadjustment, CLAMP (gtk_adjustment_get_value (self->vadjustment), 0, max), 0,
                                MAX (full, height), pv_bar_scene_get_row_height (&scene), height * .9, height);
    }
  if (self->hadjustment != NULL)
    gtk_adjustment_configure (self->hadjustment, 0, 0, width, width * .1, width * .9, width);
}

static void
adjustment_value_changed_cb (PvBarChart *self)
{
  _pv_bar_chart_update_hover (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
clear_adjustment (PvBarChart     *self,
                  GtkAdjustment **field)
{
  if (*field != NULL)
    g_signal_handlers_disconnect_by_func (*field, adjustment_value_changed_cb, self);
  g_clear_object (field);
}

void
_pv_bar_chart_set_adjustment (PvBarChart     *self,
                              GtkAdjustment **field,
                              GtkAdjustment  *adjustment)
{
  if (adjustment == NULL)
    adjustment = gtk_adjustment_new (0, 0, 0, 0, 0, 0);
  if (*field == adjustment)
    return;

  clear_adjustment (self, field);
  *field = g_object_ref_sink (adjustment);
  g_signal_connect_swapped (adjustment, "value-changed", G_CALLBACK (adjustment_value_changed_cb), self);
  _pv_bar_chart_configure_adjustments (self);
}

void
_pv_bar_chart_clear_adjustments (PvBarChart *self)
{
  clear_adjustment (self, &self->hadjustment);
  clear_adjustment (self, &self->vadjustment);
}
