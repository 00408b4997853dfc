/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-bar-question.c: what a bar view asks of its capture, in the background and again and again. */
#include "config.h"

#include "pv-bar-question.h"

#include "pv-bar-query.h"
#include "pv-change-ranking.h"
#include "pv-latest.h"
#include "pv-on-demand.h"

/* Rows of a table before all of the file is there. */
#define N_WHILE_LOADING 1000

struct _PvBarQuestion
{
  GObject parent_instance;

  PvBarAnswerFunc answered;
  PvBarReadingFunc reading;
  gpointer owner;

  PvCapture *capture;
  PvCrossfilterModel *crossfilter;
  PvComparison *comparison;
  PvDimension dimension;
  PvMeasure measure;
  guint n;
  gboolean is_table;

  PvLatest latest;
  /* of the question under way: its capture, and whether it compares */
  PvCapture *asked_capture;
  gboolean is_compared;
};

G_DEFINE_FINAL_TYPE (PvBarQuestion, pv_bar_question, G_TYPE_OBJECT)

static void
answered_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (PvBarQuestion) self = user_data;
  g_autoptr (PvCapture) capture = g_steal_pointer (&self->asked_capture);
  g_autoptr (PvRanking) ranking = NULL;
  g_autoptr (GError) error = NULL;

  ranking = self->is_compared ? pv_changes_rank_finish (result, &error) : pv_query_run_finish (result, &error);
  if (self->capture != NULL && self->owner != NULL)
    self->answered (self->owner, ranking != NULL ? capture : NULL, ranking, error);
  pv_latest_done (&self->latest);
}

/* A table has them all; while the file loads, whose loading that would slow down, more than are in sight. */
static guint
get_limit (PvBarQuestion *self)
{
  if (!self->is_table)
    return self->n;

  return pv_capture_get_settled (self->capture) ? 0 : N_WHILE_LOADING;
}

static void
ask (PvBarQuestion *self,
     GCancellable  *cancellable)
{
  PvLabelMatch *match;
  PvQuery query;

  query = pv_bar_query_make (self->crossfilter, self->capture, self->dimension, self->measure);
  query.limit = get_limit (self);
  query.with_clients = self->is_table;
  query.with_outcomes = TRUE;

  self->asked_capture = g_object_ref (self->capture);
  /* what the other has of it was not read */
  match = self->comparison != NULL && pv_dimension_get_on_demand (self->dimension) == PV_ON_DEMAND_NONE
            ? pv_comparison_get_match (self->comparison, self->capture) : NULL;
  self->is_compared = match != NULL;
  if (match != NULL)
    {
      PvChangesQuery changes = pv_comparison_make_query (self->comparison, self->capture, &query);

      pv_changes_rank_async (match, &changes, cancellable, answered_cb, g_object_ref (self));
      return;
    }
  pv_query_run_async (self->asked_capture, &query, cancellable, answered_cb, g_object_ref (self));
}

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (PvBarQuestion) self = user_data;
  g_autoptr (GError) error = NULL;

  if (pv_on_demand_read_finish (result, &error) && self->capture == PV_CAPTURE (source))
    {
      ask (self, g_task_get_cancellable (G_TASK (result)));
      return;
    }

  if (error != NULL && self->capture != NULL && self->owner != NULL)
    self->answered (self->owner, NULL, NULL, error);
  pv_latest_done (&self->latest);
}

/* Whether labels have to be read first. Only of what is all there can they be. */
static gboolean
needs_reading (PvBarQuestion *self)
{
  return pv_capture_get_settled (self->capture) &&
         !pv_on_demand_is_there (self->capture, pv_dimension_get_on_demand (self->dimension));
}

static void
start (gpointer      owner,
       GCancellable *cancellable)
{
  PvBarQuestion *self = owner;

  g_assert (self->capture != NULL);

  if (!needs_reading (self))
    {
      ask (self, cancellable);
      return;
    }

  if (self->owner != NULL)
    self->reading (self->owner);
  pv_on_demand_read_async (self->capture, pv_dimension_get_on_demand (self->dimension), NULL, cancellable, read_cb,
                           g_object_ref (self));
}

static void
pv_bar_question_dispose (GObject *object)
{
  PvBarQuestion *self = PV_BAR_QUESTION (object);

  g_clear_object (&self->capture);
  g_clear_object (&self->crossfilter);
  g_clear_object (&self->comparison);

  G_OBJECT_CLASS (pv_bar_question_parent_class)->dispose (object);
}

static void
pv_bar_question_class_init (PvBarQuestionClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = pv_bar_question_dispose;
}

static void
pv_bar_question_init (PvBarQuestion *self)
{
  pv_latest_init (&self->latest, start, self);
}

PvBarQuestion *
pv_bar_question_new (PvBarAnswerFunc  answered,
                     PvBarReadingFunc reading,
                     gpointer         owner)
{
  PvBarQuestion *self;

  g_return_val_if_fail (answered != NULL && reading != NULL && owner != NULL, NULL);

  self = g_object_new (PV_TYPE_BAR_QUESTION, NULL);
  self->answered = answered;
  self->reading = reading;
  self->owner = owner;

  return self;
}

void
pv_bar_question_stop (PvBarQuestion *self)
{
  g_return_if_fail (PV_IS_BAR_QUESTION (self));

  self->owner = NULL;
  pv_latest_stop (&self->latest);
  g_clear_object (&self->capture);
}

void
pv_bar_question_set_capture (PvBarQuestion *self,
                             PvCapture     *capture)
{
  g_return_if_fail (PV_IS_BAR_QUESTION (self));
  g_return_if_fail (capture == NULL || PV_IS_CAPTURE (capture));

  g_set_object (&self->capture, capture);
  if (capture == NULL)
    pv_latest_stop (&self->latest);
}

void
pv_bar_question_set_crossfilter (PvBarQuestion      *self,
                                 PvCrossfilterModel *crossfilter)
{
  g_return_if_fail (PV_IS_BAR_QUESTION (self));
  g_return_if_fail (PV_IS_CROSSFILTER_MODEL (crossfilter));

  g_set_object (&self->crossfilter, crossfilter);
}

void
pv_bar_question_set_comparison (PvBarQuestion *self,
                                PvComparison  *comparison)
{
  g_return_if_fail (PV_IS_BAR_QUESTION (self));
  g_return_if_fail (PV_IS_COMPARISON (comparison));

  g_set_object (&self->comparison, comparison);
}

void
pv_bar_question_set_subject (PvBarQuestion *self,
                             PvDimension    dimension,
                             PvMeasure      measure)
{
  g_return_if_fail (PV_IS_BAR_QUESTION (self));
  g_return_if_fail (dimension < PV_N_DIMENSIONS);

  self->dimension = dimension;
  self->measure = measure;
}

void
pv_bar_question_set_wants (PvBarQuestion *self,
                           guint          n,
                           gboolean       is_table)
{
  g_return_if_fail (PV_IS_BAR_QUESTION (self));

  self->n = n;
  self->is_table = is_table;
}

void
pv_bar_question_ask (PvBarQuestion *self,
                     gboolean       is_another)
{
  g_return_if_fail (PV_IS_BAR_QUESTION (self));

  if (self->capture != NULL)
    pv_latest_request (&self->latest, is_another);
}
