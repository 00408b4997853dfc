/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-bar-lines.c: asks for the time lines of bars. */
#include "config.h"

#include "pv-bar-lines.h"
#include "pv-label-lines.h"
#include "pv-latest.h"

/* Of a bar's time line. */
#define N_LINE_COLUMNS 60

/* Of a capture that grows, lines are made anew so often. All packets are looked at for them: where that takes long, in
 * one part of so many of the time. */
#define GROWING_INTERVAL_MS 1000
#define GROWING_SHARE 30

struct _PvBarLines
{
  GObject parent_instance;

  PvRankingModel *model;
  PvLatest latest;
  guint n_max;
  /* which are being made */
  guint32 ids[PV_LABEL_LINES_MAX];
  PvCapture *capture;
  PvDimension dimension;
  PvMeasure measure;

  /* whether there are lines of less of the capture */
  gboolean is_outdated;
  gint64 started_us;
  gint64 took_us; /* the last ones that were made */
  PvCapture *next;
  guint next_id;
};

G_DEFINE_FINAL_TYPE (PvBarLines, pv_bar_lines, G_TYPE_OBJECT)

static void
made_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (PvBarLines) self = user_data;
  g_autoptr (GPtrArray) lines = pv_label_lines_run_finish (result, NULL);

  if (lines != NULL)
    self->took_us = g_get_monotonic_time () - self->started_us;
  /* without, a bar has none, which is no error worth telling */
  if (lines != NULL && PV_CAPTURE (source) == self->capture && !g_cancellable_is_cancelled (self->latest.cancellable))
    pv_ranking_model_add_lines (self->model, self->ids, lines);

  pv_latest_done (&self->latest);
}

static void
start (gpointer      owner,
       GCancellable *cancellable)
{
  PvBarLines *self = owner;
  PvRanking *ranking = pv_ranking_model_get_ranking (self->model);
  guint n_max = self->n_max != 0 ? self->n_max : G_MAXUINT;
  guint n = 0;

  for (guint i = 0; ranking != NULL && i < ranking->n_ranks && i < n_max && n < PV_LABEL_LINES_MAX; i++)
    if (!pv_ranking_is_gone (ranking, &ranking->ranks[i]) &&
        (self->is_outdated || pv_ranking_model_get_line (self->model, ranking->ranks[i].id) == NULL))
      self->ids[n++] = ranking->ranks[i].id;

  if (n == 0 || !pv_capture_is_same_model (pv_ranking_model_get_capture (self->model), self->capture))
    {
      pv_latest_done (&self->latest);
      return;
    }

  self->is_outdated = FALSE;
  self->started_us = g_get_monotonic_time ();
  pv_label_lines_run_async (self->capture, self->dimension, self->ids, n, pv_capture_get_bulk_span (self->capture),
                            N_LINE_COLUMNS, self->measure, cancellable, made_cb, g_object_ref (self));
}

static void
pv_bar_lines_finalize (GObject *object)
{
  PvBarLines *self = PV_BAR_LINES (object);

  g_clear_handle_id (&self->next_id, g_source_remove);
  g_clear_object (&self->next);
  g_clear_object (&self->capture);
  g_clear_object (&self->model);

  G_OBJECT_CLASS (pv_bar_lines_parent_class)->finalize (object);
}

static void
pv_bar_lines_class_init (PvBarLinesClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = pv_bar_lines_finalize;
}

static void
pv_bar_lines_init (PvBarLines *self)
{
  pv_latest_init (&self->latest, start, self);
}

PvBarLines *
pv_bar_lines_new (PvRankingModel *model)
{
  PvBarLines *self;

  g_return_val_if_fail (PV_IS_RANKING_MODEL (model), NULL);

  self = g_object_new (PV_TYPE_BAR_LINES, NULL);
  self->model = g_object_ref (model);

  return self;
}

/* Goes on to what the capture is by now. */
static gboolean
go_on_cb (gpointer user_data)
{
  PvBarLines *self = user_data;

  self->next_id = 0;
  g_set_object (&self->capture, self->next);
  g_clear_object (&self->next);
  self->is_outdated = TRUE;
  pv_latest_request (&self->latest, FALSE);

  return G_SOURCE_REMOVE;
}

static void
go_on (PvBarLines *self,
       PvCapture  *capture)
{
  gint64 passed_ms = (g_get_monotonic_time () - self->started_us) / G_TIME_SPAN_MILLISECOND;
  gint64 interval_ms = MAX (GROWING_INTERVAL_MS, GROWING_SHARE * self->took_us / G_TIME_SPAN_MILLISECOND);

  g_set_object (&self->next, capture);
  if (self->next_id == 0)
    self->next_id = g_timeout_add ((guint) CLAMP (interval_ms - passed_ms, 0, interval_ms), go_on_cb, self);
}

void
pv_bar_lines_request (PvBarLines *self,
                      PvCapture  *capture,
                      PvRanking  *ranking,
                      guint       n_max,
                      gboolean    is_busy)
{
  g_return_if_fail (PV_IS_BAR_LINES (self));
  g_return_if_fail (PV_IS_CAPTURE (capture));
  g_return_if_fail (ranking != NULL);

  self->n_max = n_max;
  if (self->capture != NULL && capture != self->capture && pv_capture_get_settled (self->capture) &&
      pv_capture_is_same_model (self->capture, capture) && ranking->query.dimension == self->dimension &&
      ranking->query.measure == self->measure)
    {
      go_on (self, capture);
      return;
    }

  if (capture != self->capture || ranking->query.dimension != self->dimension ||
      ranking->query.measure != self->measure)
    {
      pv_latest_stop (&self->latest);
      g_clear_handle_id (&self->next_id, g_source_remove);
      g_clear_object (&self->next);
      self->is_outdated = FALSE;
      pv_ranking_model_forget_lines (self->model);
      g_set_object (&self->capture, capture);
      self->dimension = ranking->query.dimension;
      self->measure = ranking->query.measure;
    }

  if (!is_busy && pv_capture_get_settled (capture) && pv_capture_has_times (capture))
    pv_latest_request (&self->latest, FALSE);
}

void
pv_bar_lines_stop (PvBarLines *self)
{
  g_return_if_fail (PV_IS_BAR_LINES (self));

  pv_latest_stop (&self->latest);
  g_clear_handle_id (&self->next_id, g_source_remove);
  g_clear_object (&self->next);
  g_clear_object (&self->capture);
}
