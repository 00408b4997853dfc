/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-line-chart-keys.c: what keys and buttons do to a line chart. */
#include "config.h"

#include "pv-line-chart-private.h"
#include "pv-line-find.h"
#include "pv-time.h"

#include <math.h>

#define ZOOM_STEP 1.5
#define PAGE_STEP .9 /* of the width in sight */

static void
zoom_in_action (GtkWidget  *widget,
                const char *action_name,
                GVariant   *parameter)
{
  _pv_line_chart_zoom_around (PV_LINE_CHART (widget), ZOOM_STEP, .5, PV_LINE_CHART_ANIMATION_MS);
}

static void
zoom_out_action (GtkWidget  *widget,
                 const char *action_name,
                 GVariant   *parameter)
{
  _pv_line_chart_zoom_around (PV_LINE_CHART (widget), 1 / ZOOM_STEP, .5, PV_LINE_CHART_ANIMATION_MS);
}

static void
fit_action (GtkWidget  *widget,
            const char *action_name,
            GVariant   *parameter)
{
  pv_line_chart_fit (PV_LINE_CHART (widget));
}

static void
zoom_to_selection_action (GtkWidget  *widget,
                          const char *action_name,
                          GVariant   *parameter)
{
  pv_line_chart_zoom_to_selection (PV_LINE_CHART (widget));
}

static void
select_bin_action (GtkWidget  *widget,
                   const char *action_name,
                   GVariant   *parameter)
{
  PvLineChart *self = PV_LINE_CHART (widget);

  if (self->is_held)
    _pv_line_chart_select_bin (self, &self->held);
}

void
_pv_line_chart_update_selection_actions (PvLineChart *self)
{
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "chart.zoom-to-selection",
                                 !pv_line_span_is_empty (&self->selection));
}

/* @args: part of the width in sight, to the right where positive. */
static gboolean
pan_key (GtkWidget *widget,
         GVariant  *args,
         gpointer   user_data)
{
  double part;

  g_variant_get (args, "d", &part);
  _pv_line_chart_pan (PV_LINE_CHART (widget), part, PV_LINE_CHART_ANIMATION_MS);

  return GDK_EVENT_STOP;
}

/* @args: so many bins, or where those are narrower, pixels. */
static gboolean
other_key (GtkWidget *widget,
           GVariant  *args,
           gpointer   user_data)
{
  PvLineChart *self = PV_LINE_CHART (widget);
  double ns_per_pixel;

  if (!self->has_view || !_pv_line_chart_has_other (self))
    return GDK_EVENT_PROPAGATE;

  ns_per_pixel = (double) pv_time_get_distance (self->view.start_ns, self->view.end_ns) /
                 MAX (pv_line_chart_get_plot_width (self), 1);
  _pv_line_chart_move_other (self, g_variant_get_int32 (args) *
                                     MAX ((double) pv_line_data_get_bin_size (self->data) / ns_per_pixel, 1));

  return GDK_EVENT_STOP;
}

/* @args: to where data begins (-1) or ends (1). */
static gboolean
end_key (GtkWidget *widget,
         GVariant  *args,
         gpointer   user_data)
{
  PvLineChart *self = PV_LINE_CHART (widget);
  gint64 full_start, full_end, width;
  PvLineView limits, view;

  if (!self->has_view || !_pv_line_chart_get_limits (self, &limits))
    return GDK_EVENT_PROPAGATE;

  pv_line_data_get_extent (self->data, &full_start, &full_end, NULL, NULL);
  width = pv_time_subtract (self->view.end_ns, self->view.start_ns);
  if (g_variant_get_int32 (args) < 0)
    view = (PvLineView){ full_start, pv_time_add (full_start, width) };
  else
    view = (PvLineView){ pv_time_subtract (full_end, width), full_end };
  view = pv_line_view_clamp (&view, &limits);
  _pv_line_chart_remember_view (self);
  _pv_line_chart_animate_to (self, &view, PV_LINE_CHART_ANIMATION_MS);

  return GDK_EVENT_STOP;
}

/* The bin beside the one at the crosshair, as it is drawn: of bins narrower than a pixel, the highest
 * in the next pixel. */
static gboolean
find_next_bin (PvLineChart *self,
               int          direction,
               PvLineBin   *bin)
{
  PvLineScene scene;
  double plot_x, plot_width, ns_per_pixel;
  PvLineBin here;

  _pv_line_chart_init_scene (self, &scene);
  pv_line_scene_get_plot (&scene, &plot_x, NULL, &plot_width, NULL);
  if (plot_width <= 0)
    return FALSE;

  if (!self->has_crosshair || !pv_line_data_get_bin (self->data, self->crosshair_ns, &here))
    return pv_line_scene_find_bin (&scene, plot_x + plot_width / 2, .5, bin);

  ns_per_pixel = (double) pv_time_get_distance (self->view.start_ns, self->view.end_ns) / plot_width;
  if (pv_line_data_get_bin_size (self->data) >= ns_per_pixel)
    return pv_line_data_get_bin (self->data, direction < 0 ? pv_time_subtract (here.start_ns, 1) : here.end_ns, bin);

  return pv_line_scene_find_bin (&scene,
                                 plot_x +
                                     floor ((double) pv_time_subtract (here.start_ns, self->view.start_ns)
                                            / ns_per_pixel) +
                                     direction + .5,
                                 .5, bin);
}

/* @args: one bin to the left or right (-1, 1), or the first or last in sight (-2, 2). */
static gboolean
crosshair_key (GtkWidget *widget,
               GVariant  *args,
               gpointer   user_data)
{
  PvLineChart *self = PV_LINE_CHART (widget);
  int direction = g_variant_get_int32 (args);
  gint64 full_start, full_end;
  gboolean found;
  PvLineBin bin;

  if (!self->has_view || !pv_line_data_get_extent (self->data, &full_start, &full_end, NULL, NULL))
    return GDK_EVENT_PROPAGATE;

  if (direction == -2)
    found = pv_line_data_get_bin (self->data, MAX (self->view.start_ns, full_start), &bin);
  else if (direction == 2)
    found = pv_line_data_get_bin (self->data, MIN (self->view.end_ns, full_end) - 1, &bin);
  else
    found = find_next_bin (self, direction, &bin);

  if (!found || bin.end_ns <= full_start || bin.start_ns >= full_end)
    return GDK_EVENT_STOP;

  self->crosshair_by_key = TRUE;
  if (bin.end_ns <= self->view.start_ns)
    _pv_line_chart_pan (self, -.5, PV_LINE_CHART_ANIMATION_MS);
  else if (bin.start_ns >= self->view.end_ns)
    _pv_line_chart_pan (self, .5, PV_LINE_CHART_ANIMATION_MS);
  if (ABS (direction) == 2)
    bin.start_ns = CLAMP (bin.start_ns, self->view.start_ns, self->view.end_ns - 1);
  _pv_line_chart_show_crosshair (self, bin.start_ns);

  return GDK_EVENT_STOP;
}

/* @args: to the peak before (-1) or after (1), of those that the chart tells of. */
static gboolean
peak_key (GtkWidget *widget,
          GVariant  *args,
          gpointer   user_data)
{
  PvLineChart *self = PV_LINE_CHART (widget);
  int direction = g_variant_get_int32 (args);
  gint64 from_ns = direction < 0 ? G_MAXINT64 : G_MININT64;
  PvLineScene scene;
  PvLineBin bin;

  if (!self->has_view)
    return GDK_EVENT_PROPAGATE;

  _pv_line_chart_init_scene (self, &scene);
  if (self->has_crosshair && self->crosshair_by_key)
    from_ns = self->crosshair_ns;
  /* from the last on to the first again */
  if (!pv_line_scene_find_next_peak (&scene, from_ns, direction, &bin) &&
      !pv_line_scene_find_next_peak (&scene, direction < 0 ? G_MAXINT64 : G_MININT64, direction, &bin))
    return GDK_EVENT_STOP;

  self->crosshair_by_key = TRUE;
  _pv_line_chart_show_crosshair (self, CLAMP (bin.start_ns, self->view.start_ns, self->view.end_ns - 1));

  return GDK_EVENT_STOP;
}

/* Selects the bin at the crosshair that keys have moved. */
static gboolean
select_bin_key (GtkWidget *widget,
                GVariant  *args,
                gpointer   user_data)
{
  PvLineChart *self = PV_LINE_CHART (widget);
  PvLineBin bin;

  if (!self->has_view || !self->has_crosshair || !pv_line_data_get_bin (self->data, self->crosshair_ns, &bin))
    return GDK_EVENT_PROPAGATE;

  _pv_line_chart_select_bin (self, &bin);

  return GDK_EVENT_STOP;
}

/* @args: one bin to the left or right (-1, 1). Selects from the crosshair's bin to the one it goes to. */
static gboolean
select_key (GtkWidget *widget,
            GVariant  *args,
            gpointer   user_data)
{
  PvLineChart *self = PV_LINE_CHART (widget);
  PvLineBin anchor, bin;
  PvLineSpan selection;

  if (!self->has_view)
    return GDK_EVENT_PROPAGATE;

  if (!self->crosshair_by_key || pv_line_span_is_empty (&self->selection))
    self->selection_step++;

  if (!self->crosshair_by_key)
    {
      crosshair_key (widget, args, user_data);
      self->key_anchor_ns = self->crosshair_ns;
    }
  else if (pv_line_span_is_empty (&self->selection))
    {
      self->key_anchor_ns = self->crosshair_ns;
      crosshair_key (widget, args, user_data);
    }
  else
    {
      crosshair_key (widget, args, user_data);
    }

  if (!pv_line_data_get_bin (self->data, self->key_anchor_ns, &anchor) ||
      !pv_line_data_get_bin (self->data, self->crosshair_ns, &bin))
    return GDK_EVENT_STOP;

  selection.start_ns = MIN (anchor.start_ns, bin.start_ns);
  selection.end_ns = MAX (anchor.end_ns, bin.end_ns);
  _pv_line_chart_select (self, &selection);

  return GDK_EVENT_STOP;
}

/* The selection is left to who listens: Escape may take away more than that. */
static gboolean
escape_key (GtkWidget *widget,
            GVariant  *args,
            gpointer   user_data)
{
  PvLineChart *self = PV_LINE_CHART (widget);

  if (!self->crosshair_by_key)
    return GDK_EVENT_PROPAGATE;

  _pv_line_chart_hide_crosshair (self);

  return GDK_EVENT_STOP;
}

void
_pv_line_chart_add_keys (GtkWidgetClass *widget_class)
{
  const guint zoom_in[] = { GDK_KEY_plus, GDK_KEY_equal, GDK_KEY_KP_Add };
  const guint zoom_out[] = { GDK_KEY_minus, GDK_KEY_KP_Subtract };
  const guint fit[] = { GDK_KEY_KP_0, GDK_KEY_0 }; /* the last one stands in menus */
  /* A key, the same on the keypad, and what both do. */
  const struct
  {
    guint key;
    guint keypad;
    double part;
  } pans[] = {
    { GDK_KEY_Left, GDK_KEY_KP_Left, -PV_LINE_CHART_PAN_STEP },
    { GDK_KEY_Right, GDK_KEY_KP_Right, PV_LINE_CHART_PAN_STEP },
    { GDK_KEY_Page_Up, GDK_KEY_KP_Page_Up, -PAGE_STEP },
    { GDK_KEY_Page_Down, GDK_KEY_KP_Page_Down, PAGE_STEP },
  };

  gtk_widget_class_install_action (widget_class, "chart.zoom-in", NULL, zoom_in_action);
  gtk_widget_class_install_action (widget_class, "chart.zoom-out", NULL, zoom_out_action);
  gtk_widget_class_install_action (widget_class, "chart.fit", NULL, fit_action);
  gtk_widget_class_install_action (widget_class, "chart.zoom-to-selection", NULL, zoom_to_selection_action);
  gtk_widget_class_install_action (widget_class, "chart.select-bin", NULL, select_bin_action);

  /* With and without Shift, which some keyboards need for them. */
  for (guint i = 0; i < G_N_ELEMENTS (zoom_in); i++)
    {
      gtk_widget_class_add_binding_action (widget_class, zoom_in[i], 0, "chart.zoom-in", NULL);
      gtk_widget_class_add_binding_action (widget_class, zoom_in[i], GDK_SHIFT_MASK, "chart.zoom-in", NULL);
    }
  for (guint i = 0; i < G_N_ELEMENTS (zoom_out); i++)
    gtk_widget_class_add_binding_action (widget_class, zoom_out[i], 0, "chart.zoom-out", NULL);
  for (guint i = 0; i < G_N_ELEMENTS (fit); i++)
    gtk_widget_class_add_binding_action (widget_class, fit[i], 0, "chart.fit", NULL);

  for (guint i = 0; i < G_N_ELEMENTS (pans); i++)
    {
      gtk_widget_class_add_binding (widget_class, pans[i].key, 0, pan_key, "d", pans[i].part);
      gtk_widget_class_add_binding (widget_class, pans[i].keypad, 0, pan_key, "d", pans[i].part);
    }

  gtk_widget_class_add_binding (widget_class, GDK_KEY_Home, 0, end_key, "i", -1);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_KP_Home, 0, end_key, "i", -1);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_End, 0, end_key, "i", 1);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_KP_End, 0, end_key, "i", 1);

  gtk_widget_class_add_binding (widget_class, GDK_KEY_Left, GDK_CONTROL_MASK, crosshair_key, "i", -1);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_KP_Left, GDK_CONTROL_MASK, crosshair_key, "i", -1);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Right, GDK_CONTROL_MASK, crosshair_key, "i", 1);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_KP_Right, GDK_CONTROL_MASK, crosshair_key, "i", 1);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Home, GDK_CONTROL_MASK, crosshair_key, "i", -2);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_End, GDK_CONTROL_MASK, crosshair_key, "i", 2);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Left, GDK_SHIFT_MASK, select_key, "i", -1);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_KP_Left, GDK_SHIFT_MASK, select_key, "i", -1);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Right, GDK_SHIFT_MASK, select_key, "i", 1);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_KP_Right, GDK_SHIFT_MASK, select_key, "i", 1);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_bracketleft, 0, other_key, "i", -1);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_bracketright, 0, other_key, "i", 1);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_bracketleft, GDK_SHIFT_MASK, other_key, "i", -10);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_bracketright, GDK_SHIFT_MASK, other_key, "i", 10);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_braceleft, GDK_SHIFT_MASK, other_key, "i", -10);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_braceright, GDK_SHIFT_MASK, other_key, "i", 10);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_p, 0, peak_key, "i", 1);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_p, GDK_SHIFT_MASK, peak_key, "i", -1);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Return, 0, select_bin_key, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_KP_Enter, 0, select_bin_key, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_space, 0, select_bin_key, NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_z, 0, "chart.zoom-to-selection", NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Escape, 0, escape_key, NULL);
}
