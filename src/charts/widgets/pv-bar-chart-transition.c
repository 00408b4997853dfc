/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-bar-chart-transition.c: a bar chart's way from one list of bars to the next. */
#include "config.h"

#include "pv-bar-chart-private.h"

#define MOTION_MS 200

/* Changes that come faster than this, one after the other, are shown at once. */
#define STREAM_INTERVAL_US 250000

static double
get_whole_peak (const PvBarMetrics *metrics)
{
  return metrics->whole_peak > 0 ? metrics->whole_peak : 1;
}

static double
get_peak (PvBarChart         *self,
          const PvBarMetrics *metrics)
{
  return self->scale == PV_BAR_SCALE_SELECTION && metrics->peak > 0 ? metrics->peak : get_whole_peak (metrics);
}

void
_pv_bar_chart_stop_motion (PvBarChart *self)
{
  g_clear_pointer (&self->motion_from, g_array_unref);
  g_clear_pointer (&self->motion, pv_bar_motion_free);
}

static void
animate_cb (double   progress,
            gpointer user_data)
{
  PvBarChart *self = user_data;

  if (self->motion == NULL && self->motion_from == NULL)
    return;

  /* Also where there is no motion at all: animations are off, or nobody would see it. */
  if (progress >= 1)
    _pv_bar_chart_stop_motion (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* The bars as they were drawn last, be it in motion. Of a list that has not changed yet, or whose bars
 * are kept. (transfer full) */
static GArray *
get_shown_places (PvBarChart *self)
{
  GArray *places;

  if (self->motion != NULL)
    return pv_bar_motion_get (self->motion, self->shown.progress);

  places = pv_bar_places_new ();
  for (guint i = 0; self->bars != NULL && i < MIN (self->shown.n_rows, PV_BAR_CHART_N_MEASURED); i++)
    {
      PvBar *bar = pv_bar_list_peek (self->bars, i);

      if (bar != NULL)
        pv_bar_places_add (places, bar, i, self->shown.unit, get_peak (self, &self->shown.metrics),
                           get_whole_peak (&self->shown.metrics));
    }

  return places;
}

void
_pv_bar_chart_begin_motion (PvBarChart *self)
{
  if (!gtk_widget_get_mapped (GTK_WIDGET (self)))
    {
      _pv_bar_chart_stop_motion (self);
      return;
    }

  /* Not where the list changes twice before it is drawn. */
  if (self->motion_from == NULL)
    {
      self->motion_from = get_shown_places (self);
      self->motion_start = self->shown;
      g_clear_pointer (&self->motion, pv_bar_motion_free);
    }

  adw_animation_reset (self->animation);
  adw_animation_play (self->animation);
}

/* Whether one change follows the other so fast that bars would always be on their way, behind what the
 * user drags or what is loaded. */
static gboolean
note_change (PvBarChart *self)
{
  gint64 now = g_get_monotonic_time ();
  gboolean is_stream = self->last_changes[0] != 0 && now - self->last_changes[0] < 2 * (gint64) STREAM_INTERVAL_US;

  self->last_changes[0] = self->last_changes[1];
  self->last_changes[1] = now;

  return is_stream;
}

static gboolean
is_same_width (const PvBarMetrics *a,
               const PvBarMetrics *b)
{
  gboolean is_same = a->label_width == b->label_width;

  for (guint i = 0; i < PV_BAR_N_COLUMNS; i++)
    is_same = is_same && a->column_widths[i] == b->column_widths[i];

  return is_same;
}

/* Now that the list is measured. */
static void
update_motion (PvBarChart       *self,
               const PvBarScene *scene)
{
  g_autoptr (GArray) from = g_steal_pointer (&self->motion_from);
  g_autoptr (GArray) to = NULL;
  g_autoptr (PvBarMotion) motion = NULL;
  double row_height, scrolled;

  if (from == NULL)
    return;

  row_height = pv_bar_scene_get_row_height (scene);
  scrolled = (scene->scroll - self->motion_start.scroll) / row_height;

  /* A list that has become shorter may have scrolled. */
  for (guint i = 0; scrolled != 0 && i < from->len; i++)
    g_array_index (from, PvBarPlace, i).row += scrolled;

  to = pv_bar_places_new ();
  for (guint i = 0; i < MIN (scene->n_rows, PV_BAR_CHART_N_MEASURED); i++)
    {
      g_autoptr (PvBar) bar = g_list_model_get_item (scene->model, i);

      if (bar != NULL)
        pv_bar_places_add (to, bar, i, scene->unit, get_peak (self, &self->metrics), get_whole_peak (&self->metrics));
    }

  motion = pv_bar_motion_new (from, to, scene->scroll / row_height, (scene->scroll + scene->height) / row_height);
  if (pv_bar_motion_is_still (motion) && is_same_width (&self->motion_start.metrics, &self->metrics))
    return;
  if (note_change (self) || self->is_live)
    return;

  self->motion = g_steal_pointer (&motion);
}

/* What is on screen while columns go from one width to another. */
static void
mix_metrics (const PvBarMetrics *from,
             const PvBarMetrics *to,
             double              progress,
             PvBarMetrics       *metrics)
{
  *metrics = *to;
  metrics->label_width = adw_lerp (from->label_width, to->label_width, progress);
  for (guint i = 0; i < PV_BAR_N_COLUMNS; i++)
    metrics->column_widths[i] = adw_lerp (from->column_widths[i], to->column_widths[i], progress);
}

void
_pv_bar_chart_init_motion (PvBarChart *self)
{
  self->animation = adw_timed_animation_new (GTK_WIDGET (self), 0, 1, MOTION_MS,
                                             adw_callback_animation_target_new (animate_cb, self, NULL));
}

GArray *
_pv_bar_chart_move (PvBarChart *self,
                    PvBarScene *scene)
{
  GArray *moving;

  update_motion (self, scene);

  self->shown = (PvBarChartShown){ self->metrics, scene->n_rows, scene->unit, scene->scroll, 1 };
  if (self->motion == NULL)
    return NULL;

  self->shown.progress = adw_animation_get_value (self->animation);
  mix_metrics (&self->motion_start.metrics, &self->metrics, self->shown.progress, &self->shown.metrics);
  moving = pv_bar_motion_get (self->motion, self->shown.progress);
  scene->moving = moving;
  scene->n_moving = PV_BAR_CHART_N_MEASURED;
  scene->metrics = &self->shown.metrics;

  return moving;
}
