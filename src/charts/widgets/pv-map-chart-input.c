/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-map-chart-input.c: what pointer and keys do to a map: point, pick, open, go around. */
#include "config.h"

#include "pv-map-chart-private.h"

static gboolean
is_group (PvMapChart *self,
          PvMapSpot   spot)
{
  return spot.kind == PV_MAP_SPOT_ITEM && self->data->items[spot.side][spot.i].is_group;
}

/* No second click has come. */
static gboolean
single_click_cb (gpointer user_data)
{
  PvMapChart *self = user_data;

  self->click_id = 0;
  _pv_map_chart_activate (self, self->clicked);

  return G_SOURCE_REMOVE;
}

/* A group waits with being picked for a second click, which opens it. */
void
_pv_map_chart_clicked (PvChartWidget *widget,
                       int            n_press,
                       double         x,
                       double         y)
{
  PvMapChart *self = PV_MAP_CHART (widget);
  PvMapSpot spot = pv_map_chart_find (self, x, y);

  gtk_widget_grab_focus (GTK_WIDGET (self));
  if (spot.kind == PV_MAP_SPOT_NONE)
    return;

  _pv_map_chart_set_current (self, spot);
  if (n_press > 1)
    {
      if (self->click_id != 0)
        {
          g_clear_handle_id (&self->click_id, g_source_remove);
          _pv_map_chart_open (self, self->clicked);
        }
      return;
    }

  self->clicked = spot;
  if (is_group (self, spot))
    {
      int ms;

      g_object_get (gtk_widget_get_settings (GTK_WIDGET (self)), "gtk-double-click-time", &ms, NULL);
      g_clear_handle_id (&self->click_id, g_source_remove);
      self->click_id = g_timeout_add ((guint) MAX (ms, 1), single_click_cb, self);
    }
  else
    {
      _pv_map_chart_activate (self, spot);
    }
}

static gboolean
pick_current (GtkWidget *widget,
              GVariant  *args,
              gpointer   user_data)
{
  PvMapChart *self = PV_MAP_CHART (widget);

  if (self->current.kind == PV_MAP_SPOT_NONE)
    return GDK_EVENT_PROPAGATE;

  _pv_map_chart_activate (self, self->current);

  return GDK_EVENT_STOP;
}

/* Opens a group, and picks the rest. */
static gboolean
open_current (GtkWidget *widget,
              GVariant  *args,
              gpointer   user_data)
{
  PvMapChart *self = PV_MAP_CHART (widget);

  if (self->current.kind != PV_MAP_SPOT_NONE && _pv_map_chart_open (self, self->current))
    return GDK_EVENT_STOP;

  return pick_current (widget, args, user_data);
}

/* The next ribbon after @i in the direction of @step that ends at the same item of @side; G_MAXUINT for none. */
static guint
find_neighbour (PvMapData *data,
                guint      i,
                guint      side,
                int        step)
{
  for (gint64 j = (gint64) i + step; j >= 0 && j < data->n_ribbons; j += step)
    if (data->ribbons[j].ends[side] == data->ribbons[i].ends[side])
      return (guint) j;

  return G_MAXUINT;
}

/* The first ribbon of an item. */
static guint
find_ribbon_of (PvMapData *data,
                guint      side,
                guint      item)
{
  for (guint i = 0; i < data->n_ribbons; i++)
    if (data->ribbons[i].ends[side] == item)
      return i;

  return G_MAXUINT;
}

static PvMapSpot
move_item (PvMapData *data,
           PvMapSpot  spot,
           int        dx,
           int        dy,
           PvMapForm  form)
{
  gboolean is_column = form == PV_MAP_MATRIX && spot.side == PV_MAP_SERVER;
  int along = is_column ? dx : dy;
  /* towards the ribbons */
  int inwards = is_column ? dy : spot.side == PV_MAP_CLIENT ? dx : -dx;

  if (along != 0)
    {
      spot.i = (guint) CLAMP ((gint64) spot.i + along, 0, (gint64) data->n_items[spot.side] - 1);
    }
  else if (inwards > 0)
    {
      guint ribbon = find_ribbon_of (data, spot.side, spot.i);

      if (ribbon != G_MAXUINT)
        spot = (PvMapSpot){ PV_MAP_SPOT_RIBBON, 0, ribbon };
    }

  return spot;
}

static PvMapSpot
move_ribbon (PvMapData *data,
             PvMapSpot  spot,
             int        dx,
             int        dy,
             PvMapForm  form)
{
  const PvMapRibbon *ribbon = &data->ribbons[spot.i];
  guint next;

  if (form == PV_MAP_RIBBONS && dx != 0)
    {
      guint side = dx < 0 ? PV_MAP_CLIENT : PV_MAP_SERVER;

      return (PvMapSpot){ PV_MAP_SPOT_ITEM, side, ribbon->ends[side] };
    }
  if (form == PV_MAP_RIBBONS)
    {
      spot.i = (guint) CLAMP ((gint64) spot.i + dy, 0, (gint64) data->n_ribbons - 1);
      return spot;
    }

  /* along the row or the column, and at its beginning to the label */
  next = find_neighbour (data, spot.i, dx != 0 ? PV_MAP_CLIENT : PV_MAP_SERVER, dx != 0 ? dx : dy);
  if (next != G_MAXUINT)
    spot.i = next;
  else if (dx < 0)
    spot = (PvMapSpot){ PV_MAP_SPOT_ITEM, PV_MAP_CLIENT, ribbon->ends[PV_MAP_CLIENT] };
  else if (dy < 0)
    spot = (PvMapSpot){ PV_MAP_SPOT_ITEM, PV_MAP_SERVER, ribbon->ends[PV_MAP_SERVER] };

  return spot;
}

/* @args: (dx, dy): which way, as the screen has it. */
static gboolean
move_current (GtkWidget *widget,
              GVariant  *args,
              gpointer   user_data)
{
  PvMapChart *self = PV_MAP_CHART (widget);
  PvMapSpot spot = self->current;
  int dx, dy;

  if (self->data == NULL || self->data->n_items[PV_MAP_CLIENT] == 0)
    return GDK_EVENT_PROPAGATE;

  g_variant_get (args, "(ii)", &dx, &dy);
  if (gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL)
    dx = -dx;

  if (spot.kind == PV_MAP_SPOT_NONE)
    spot = (PvMapSpot){ PV_MAP_SPOT_ITEM, PV_MAP_CLIENT, 0 };
  else if (spot.kind == PV_MAP_SPOT_ITEM)
    spot = move_item (self->data, spot, dx, dy, self->form);
  else
    spot = move_ribbon (self->data, spot, dx, dy, self->form);
  _pv_map_chart_set_current (self, spot);

  return GDK_EVENT_STOP;
}

/* @args: (last): to the first or the last of a side. */
static gboolean
move_to_end (GtkWidget *widget,
             GVariant  *args,
             gpointer   user_data)
{
  PvMapChart *self = PV_MAP_CHART (widget);
  PvMapSpot spot = self->current;
  gboolean is_last;

  g_variant_get (args, "(b)", &is_last);
  if (spot.kind != PV_MAP_SPOT_ITEM)
    spot = (PvMapSpot){ PV_MAP_SPOT_ITEM, PV_MAP_CLIENT, 0 };
  if (self->data == NULL || self->data->n_items[spot.side] == 0)
    return GDK_EVENT_PROPAGATE;

  spot.i = is_last ? self->data->n_items[spot.side] - 1 : 0;
  _pv_map_chart_set_current (self, spot);

  return GDK_EVENT_STOP;
}

void
_pv_map_chart_add_keys (GtkWidgetClass *widget_class)
{
  static const struct
  {
    guint key;
    guint keypad;
    int dx;
    int dy;
  } arrows[] = {
    { GDK_KEY_Left, GDK_KEY_KP_Left, -1, 0 },
    { GDK_KEY_Right, GDK_KEY_KP_Right, 1, 0 },
    { GDK_KEY_Up, GDK_KEY_KP_Up, 0, -1 },
    { GDK_KEY_Down, GDK_KEY_KP_Down, 0, 1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (arrows); i++)
    {
      gtk_widget_class_add_binding (widget_class, arrows[i].key, 0, move_current, "(ii)", arrows[i].dx, arrows[i].dy);
      gtk_widget_class_add_binding (widget_class, arrows[i].keypad, 0, move_current, "(ii)", arrows[i].dx,
                                    arrows[i].dy);
    }
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Home, 0, move_to_end, "(b)", FALSE);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_KP_Home, 0, move_to_end, "(b)", FALSE);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_End, 0, move_to_end, "(b)", TRUE);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_KP_End, 0, move_to_end, "(b)", TRUE);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Return, 0, open_current, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_ISO_Enter, 0, open_current, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_KP_Enter, 0, open_current, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_space, 0, pick_current, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_KP_Space, 0, pick_current, NULL);
}
