/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-chart-widget.c: what all widgets that show a chart have: colours of the theme, a pointer, the focus. */
#include "config.h"

#include "pv-chart-widget.h"

#include <math.h>

#include "pv-chart-widget-style.h"

typedef struct
{
  PvChartStyle style;
  gboolean style_valid;

  /* NAN where the pointer is elsewhere */
  double pointer_x;
  double pointer_y;
} PvChartWidgetPrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (PvChartWidget, pv_chart_widget, GTK_TYPE_WIDGET)

static PvChartWidgetPrivate *
get_private (PvChartWidget *self)
{
  return pv_chart_widget_get_instance_private (self);
}

static void
style_changed (PvChartWidget *self)
{
  get_private (self)->style_valid = FALSE;
  PV_CHART_WIDGET_GET_CLASS (self)->style_changed (self);
}

static void
pv_chart_widget_css_changed (GtkWidget         *widget,
                             GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (pv_chart_widget_parent_class)->css_changed (widget, change);
  style_changed (PV_CHART_WIDGET (widget));
}

static void
pv_chart_widget_system_setting_changed (GtkWidget        *widget,
                                        GtkSystemSetting  setting)
{
  GTK_WIDGET_CLASS (pv_chart_widget_parent_class)->system_setting_changed (widget, setting);
  style_changed (PV_CHART_WIDGET (widget));
}

static void
pv_chart_widget_state_flags_changed (GtkWidget     *widget,
                                     GtkStateFlags  previous)
{
  GTK_WIDGET_CLASS (pv_chart_widget_parent_class)->state_flags_changed (widget, previous);

  get_private (PV_CHART_WIDGET (widget))->style_valid = FALSE;
  gtk_widget_queue_draw (widget);
}

static void
pv_chart_widget_real_style_changed (PvChartWidget *self)
{
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

static void
pv_chart_widget_real_pointed (PvChartWidget *self)
{
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
motion_cb (PvChartWidget *self,
           double         x,
           double         y)
{
  PvChartWidgetPrivate *priv = get_private (self);

  /* GTK also sends motion when what is under a resting pointer moves */
  if (x != priv->pointer_x || y != priv->pointer_y)
    pv_chart_widget_point (self, x, y);
}

static void
leave_cb (PvChartWidget *self)
{
  pv_chart_widget_point (self, NAN, NAN);
}

static void
released_cb (PvChartWidget *self,
             int            n_press,
             double         x,
             double         y)
{
  if (gtk_widget_contains (GTK_WIDGET (self), x, y))
    PV_CHART_WIDGET_GET_CLASS (self)->clicked (self, n_press, x, y);
}

static void
pv_chart_widget_constructed (GObject *object)
{
  GtkWidget *widget = GTK_WIDGET (object);
  GtkEventController *motion = gtk_event_controller_motion_new ();

  G_OBJECT_CLASS (pv_chart_widget_parent_class)->constructed (object);

  g_signal_connect_swapped (motion, "enter", G_CALLBACK (motion_cb), widget);
  g_signal_connect_swapped (motion, "motion", G_CALLBACK (motion_cb), widget);
  g_signal_connect_swapped (motion, "leave", G_CALLBACK (leave_cb), widget);
  gtk_widget_add_controller (widget, motion);

  if (PV_CHART_WIDGET_GET_CLASS (widget)->clicked != NULL)
    {
      GtkGesture *click = gtk_gesture_click_new ();

      gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), GDK_BUTTON_PRIMARY);
      g_signal_connect_swapped (click, "released", G_CALLBACK (released_cb), widget);
      gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (click));
    }
}

static void
pv_chart_widget_class_init (PvChartWidgetClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->constructed = pv_chart_widget_constructed;
  widget_class->css_changed = pv_chart_widget_css_changed;
  widget_class->system_setting_changed = pv_chart_widget_system_setting_changed;
  widget_class->state_flags_changed = pv_chart_widget_state_flags_changed;
  klass->style_changed = pv_chart_widget_real_style_changed;
  klass->pointed = pv_chart_widget_real_pointed;

  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
pv_chart_widget_init (PvChartWidget *self)
{
  PvChartWidgetPrivate *priv = get_private (self);

  priv->pointer_x = priv->pointer_y = NAN;
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  pv_chart_style_watch (GTK_WIDGET (self));
}

const PvChartStyle *
pv_chart_widget_get_style (PvChartWidget *self)
{
  PvChartWidgetPrivate *priv;

  g_return_val_if_fail (PV_IS_CHART_WIDGET (self), NULL);

  priv = get_private (self);
  if (!priv->style_valid)
    {
      pv_chart_style_init_from_widget (&priv->style, GTK_WIDGET (self));
      priv->style_valid = TRUE;
    }

  return &priv->style;
}

gboolean
pv_chart_widget_get_pointer (PvChartWidget *self,
                             double        *x,
                             double        *y)
{
  PvChartWidgetPrivate *priv;

  g_return_val_if_fail (PV_IS_CHART_WIDGET (self), FALSE);

  priv = get_private (self);
  if (isnan (priv->pointer_x))
    return FALSE;

  if (x != NULL)
    *x = priv->pointer_x;
  if (y != NULL)
    *y = priv->pointer_y;

  return TRUE;
}

void
pv_chart_widget_point (PvChartWidget *self,
                       double         x,
                       double         y)
{
  PvChartWidgetPrivate *priv;

  g_return_if_fail (PV_IS_CHART_WIDGET (self));

  priv = get_private (self);
  priv->pointer_x = x;
  priv->pointer_y = y;
  PV_CHART_WIDGET_GET_CLASS (self)->pointed (self);
}

void
pv_chart_widget_update_tooltip (PvChartWidget *self)
{
  g_return_if_fail (PV_IS_CHART_WIDGET (self));

  /* which asks the display where the pointer is, and waits for the answer */
  if (pv_chart_widget_get_pointer (self, NULL, NULL))
    gtk_widget_trigger_tooltip_query (GTK_WIDGET (self));
}
