/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-line-chart-history.c: goes back to what a line chart showed before. */
#include "config.h"

#include "pv-line-chart-private.h"

/* More than anybody goes back. */
#define MAX_VIEWS 200
/* Steps that follow each other within this time, as those of a wheel do, are one. */
#define ONE_STEP_US 800000

static void
update_actions (PvLineChart *self)
{
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "chart.back", self->past->len > 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "chart.forward", self->future->len > 0);
}

void
_pv_line_chart_init_history (PvLineChart *self)
{
  self->past = g_array_new (FALSE, FALSE, sizeof (PvLineView));
  self->future = g_array_new (FALSE, FALSE, sizeof (PvLineView));
  update_actions (self);
}

void
_pv_line_chart_free_history (PvLineChart *self)
{
  g_clear_pointer (&self->past, g_array_unref);
  g_clear_pointer (&self->future, g_array_unref);
}

void
_pv_line_chart_clear_history (PvLineChart *self)
{
  g_array_set_size (self->past, 0);
  g_array_set_size (self->future, 0);
  self->remembered_us = 0;
  update_actions (self);
}

void
_pv_line_chart_remember_view (PvLineChart *self)
{
  gint64 now_us = g_get_monotonic_time ();
  gboolean is_same_step = self->remembered_us != 0 && now_us - self->remembered_us < ONE_STEP_US;
  PvLineView view;

  if (!self->has_view)
    return;

  self->remembered_us = now_us;
  if (is_same_step)
    return;

  view = _pv_line_chart_get_target (self);
  g_array_append_val (self->past, view);
  if (self->past->len > MAX_VIEWS)
    g_array_remove_index (self->past, 0);
  g_array_set_size (self->future, 0);
  update_actions (self);
}

/* Takes the last of @from, and puts what is in sight into @to. */
static void
go (PvLineChart *self,
    GArray      *from,
    GArray      *to)
{
  PvLineView here = _pv_line_chart_get_target (self);
  PvLineView limits, view;

  if (from->len == 0 || !self->has_view || !_pv_line_chart_get_limits (self, &limits))
    return;

  view = g_array_index (from, PvLineView, from->len - 1);
  view = pv_line_view_clamp (&view, &limits);
  g_array_set_size (from, from->len - 1);
  g_array_append_val (to, here);
  self->remembered_us = 0;
  update_actions (self);
  _pv_line_chart_animate_to (self, &view, PV_LINE_CHART_ANIMATION_MS);
}

void
pv_line_chart_go_back (PvLineChart *self)
{
  g_return_if_fail (PV_IS_LINE_CHART (self));

  go (self, self->past, self->future);
}

void
pv_line_chart_go_forward (PvLineChart *self)
{
  g_return_if_fail (PV_IS_LINE_CHART (self));

  go (self, self->future, self->past);
}

static void
back_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *parameter)
{
  pv_line_chart_go_back (PV_LINE_CHART (widget));
}

static void
forward_action (GtkWidget  *widget,
                const char *action_name,
                GVariant   *parameter)
{
  pv_line_chart_go_forward (PV_LINE_CHART (widget));
}

void
_pv_line_chart_add_history (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "chart.back", NULL, back_action);
  gtk_widget_class_install_action (widget_class, "chart.forward", NULL, forward_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Left, GDK_ALT_MASK, "chart.back", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Right, GDK_ALT_MASK, "chart.forward", NULL);
}
