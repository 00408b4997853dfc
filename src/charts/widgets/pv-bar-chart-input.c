/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-bar-chart-input.c: what pointer and keys do to a bar chart: point, go from bar to bar, pick. */
#include "config.h"

#include "pv-bar-chart-private.h"

void
_pv_bar_chart_clicked (PvChartWidget *widget,
                       int            n_press,
                       double         x,
                       double         y)
{
  PvBarChart *self = PV_BAR_CHART (widget);
  PvBarScene scene;
  guint position;

  /* Of a double click, the second hits another bar where the first has moved them. */
  if (n_press > 1)
    return;

  _pv_bar_chart_init_scene (self, &scene);
  position = pv_bar_scene_get_row_at (&scene, y);
  if (position == G_MAXUINT)
    return;

  gtk_widget_grab_focus (GTK_WIDGET (self));
  pv_bar_chart_set_current (self, position);
  _pv_bar_chart_activate (self, position);
}

static void
scroll_to (PvBarChart *self,
           guint       position)
{
  PvBarScene scene;
  double row_height, top, page;

  if (self->vadjustment == NULL || position == GTK_INVALID_LIST_POSITION)
    return;

  _pv_bar_chart_init_scene (self, &scene);
  row_height = pv_bar_scene_get_row_height (&scene);
  top = row_height * position;
  page = gtk_adjustment_get_page_size (self->vadjustment);

  if (top < scene.scroll)
    gtk_adjustment_set_value (self->vadjustment, top);
  else if (top + row_height > scene.scroll + page)
    gtk_adjustment_set_value (self->vadjustment, top + row_height - page);
}

static gboolean
activate_current (GtkWidget *widget,
                  GVariant  *args,
                  gpointer   user_data)
{
  PvBarChart *self = PV_BAR_CHART (widget);

  if (self->current == GTK_INVALID_LIST_POSITION)
    return GDK_EVENT_PROPAGATE;

  _pv_bar_chart_activate (self, self->current);

  return GDK_EVENT_STOP;
}

/* @args: (step, count): rows, pages or all. */
static gboolean
move_current (GtkWidget *widget,
              GVariant  *args,
              gpointer   user_data)
{
  PvBarChart *self = PV_BAR_CHART (widget);
  guint n = _pv_bar_chart_get_n_rows (self);
  PvBarScene scene;
  GtkMovementStep step;
  int count;
  gint64 position;

  if (n == 0)
    return GDK_EVENT_PROPAGATE;

  g_variant_get (args, "(ii)", &step, &count);
  _pv_bar_chart_init_scene (self, &scene);
  position = self->current != GTK_INVALID_LIST_POSITION ? (gint64) self->current : count > 0 ? -1 : 1;

  if (step == GTK_MOVEMENT_PAGES)
    position += (gint64) count * MAX ((int) (scene.height / pv_bar_scene_get_row_height (&scene)) - 1, 1);
  else if (step == GTK_MOVEMENT_BUFFER_ENDS)
    position = count < 0 ? 0 : n - 1;
  else
    position += count;

  pv_bar_chart_set_current (self, (guint) CLAMP (position, 0, (gint64) n - 1));
  scroll_to (self, self->current);

  return GDK_EVENT_STOP;
}

static void
add_move_binding (GtkWidgetClass  *widget_class,
                  guint            key,
                  GtkMovementStep  step,
                  int              count)
{
  gtk_widget_class_add_binding (widget_class, key, 0, move_current, "(ii)", step, count);
}

void
_pv_bar_chart_add_keys (GtkWidgetClass *widget_class)
{
  add_move_binding (widget_class, GDK_KEY_Up, GTK_MOVEMENT_DISPLAY_LINES, -1);
  add_move_binding (widget_class, GDK_KEY_KP_Up, GTK_MOVEMENT_DISPLAY_LINES, -1);
  add_move_binding (widget_class, GDK_KEY_Down, GTK_MOVEMENT_DISPLAY_LINES, 1);
  add_move_binding (widget_class, GDK_KEY_KP_Down, GTK_MOVEMENT_DISPLAY_LINES, 1);
  add_move_binding (widget_class, GDK_KEY_Page_Up, GTK_MOVEMENT_PAGES, -1);
  add_move_binding (widget_class, GDK_KEY_KP_Page_Up, GTK_MOVEMENT_PAGES, -1);
  add_move_binding (widget_class, GDK_KEY_Page_Down, GTK_MOVEMENT_PAGES, 1);
  add_move_binding (widget_class, GDK_KEY_KP_Page_Down, GTK_MOVEMENT_PAGES, 1);
  add_move_binding (widget_class, GDK_KEY_Home, GTK_MOVEMENT_BUFFER_ENDS, -1);
  add_move_binding (widget_class, GDK_KEY_KP_Home, GTK_MOVEMENT_BUFFER_ENDS, -1);
  add_move_binding (widget_class, GDK_KEY_End, GTK_MOVEMENT_BUFFER_ENDS, 1);
  add_move_binding (widget_class, GDK_KEY_KP_End, GTK_MOVEMENT_BUFFER_ENDS, 1);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Return, 0, activate_current, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_ISO_Enter, 0, activate_current, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_KP_Enter, 0, activate_current, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_space, 0, activate_current, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_KP_Space, 0, activate_current, NULL);
}
