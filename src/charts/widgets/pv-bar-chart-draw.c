/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-bar-chart-draw.c: how wide the columns of a bar chart are, and what is drawn of it. */
#include "config.h"

#include "pv-bar-chart-private.h"

#include <math.h>

#include "pv-chart-device.h"

/* Pixels. */
#define ROW_RADIUS 6
#define HOVER .06f /* how much of the text's colour is behind the row under the pointer */

/* Columns narrow only when what is in them takes less than this part of them: while ranks change as
 * one drags, they stay where they are. */
#define NARROW_PART .7

static double
keep_width (PvBarChart *self,
            double      before,
            double      now)
{
  /* What is selected changes all the time: labels and numbers are at their places, whoever they are of. */
  if (self->has_widths && self->is_narrowed)
    return before;

  return now < before && now >= before * NARROW_PART ? before : now;
}

void
_pv_bar_chart_measure_rows (PvBarChart *self)
{
  PvBarScene scene;
  double row_height;
  guint first;

  _pv_bar_chart_init_scene (self, &scene);

  if (!self->metrics_valid)
    {
      PvBarMetrics before = self->metrics;

      self->metrics = (PvBarMetrics){ .whole_peak = self->peak };
      pv_bar_scene_measure (&scene, 0, PV_BAR_CHART_N_MEASURED, &self->metrics);
      self->metrics.label_width = keep_width (self, before.label_width, self->metrics.label_width);
      for (guint i = 0; i < PV_BAR_N_COLUMNS; i++)
        self->metrics.column_widths[i] = keep_width (self, before.column_widths[i], self->metrics.column_widths[i]);
      self->has_widths = self->has_widths || scene.n_rows > 0;
      self->metrics_valid = TRUE;
    }

  if (scene.n_rows <= PV_BAR_CHART_N_MEASURED || self->is_narrowed)
    return;

  row_height = pv_bar_scene_get_row_height (&scene);
  first = (guint) (scene.scroll / row_height);
  pv_bar_scene_measure (&scene, first, (guint) ceil (scene.height / row_height) + 1, &self->metrics);
}

/* What the pointer and the keyboard are on is where it will be, whatever is on its way there. */
static void
snapshot_frame (GtkSnapshot        *snapshot,
                const PvBarScene   *scene,
                const PvBarLayout  *layout,
                guint               position,
                gboolean            is_filled,
                const PvColor      *color)
{
  double top = pv_chart_device_snap (position * layout->row_height - scene->scroll, layout->device_scale);
  const GdkRGBA rgba = { color->red, color->green, color->blue, color->alpha };
  GskRoundedRect frame;

  gsk_rounded_rect_init_from_rect (&frame, &GRAPHENE_RECT_INIT (0, (float) top + 1, (float) layout->width,
                                                                (float) layout->row_height - 2), ROW_RADIUS);
  if (is_filled)
    {
      gtk_snapshot_push_rounded_clip (snapshot, &frame);
      gtk_snapshot_append_color (snapshot, &rgba, &frame.bounds);
      gtk_snapshot_pop (snapshot);
    }
  else
    {
      gtk_snapshot_append_border (snapshot, &frame, (float[4]){ 2, 2, 2, 2 }, (GdkRGBA[4]){ rgba, rgba, rgba, rgba });
    }
}

void
_pv_bar_chart_snapshot (GtkWidget   *widget,
                        GtkSnapshot *snapshot)
{
  PvBarChart *self = PV_BAR_CHART (widget);
  g_autoptr (GArray) moving = NULL;
  PvBarLayout layout;
  PvBarScene scene;
  PvColor shade;

  _pv_bar_chart_measure_rows (self);
  _pv_bar_chart_init_scene (self, &scene);
  moving = _pv_bar_chart_move (self, &scene);
  pv_bar_layout_init (&layout, &scene, scene.metrics, scene.device_scale);

  if (scene.hover < scene.n_rows)
    {
      shade = scene.style.foreground;
      shade.alpha *= HOVER;
      snapshot_frame (snapshot, &scene, &layout, scene.hover, TRUE, &shade);
    }
  pv_bar_rows_snapshot (self->rows, widget, &scene, &layout, snapshot);
  if (scene.current < scene.n_rows)
    snapshot_frame (snapshot, &scene, &layout, scene.current, FALSE, &scene.style.accent);

  if (memcmp (layout.ends, self->layout.ends, sizeof layout.ends) != 0 ||
      layout.spark_start != self->layout.spark_start || layout.is_narrowed != self->layout.is_narrowed)
    _pv_bar_chart_queue_columns_changed (self);
  self->layout = layout;
}
