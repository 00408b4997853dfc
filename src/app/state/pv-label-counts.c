/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-label-counts.c: how many labels each dimension has, in the capture and in what is selected. */
#include "config.h"

#include "pv-job.h"
#include "pv-label-counts.h"
#include "pv-latest.h"
#include "pv-label-totals.h"

/* Bars that follow a drag come first. */
#define DELAY_MS 150

typedef struct
{
  PvCapture *capture;
  gboolean is_whole;
  PvSpan span;
  gboolean has_span;
  PvSubset subsets[PV_N_DIMENSIONS];
  guint n[PV_N_DIMENSIONS];
} Job;

struct _PvLabelCounts
{
  GObject parent_instance;

  PvCrossfilterModel *crossfilter;
  PvCapture *capture;
  PvLatest latest;
  guint delay_id;

  gboolean is_outdated; /* what there is, is of less of the capture */
  gboolean has_whole;
  guint whole[PV_N_DIMENSIONS];
  gboolean has_part;
  guint part[PV_N_DIMENSIONS];
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (PvLabelCounts, pv_label_counts, G_TYPE_OBJECT)

static void
job_free (Job *self)
{
  for (guint i = 0; i < PV_N_DIMENSIONS; i++)
    pv_subset_clear (&self->subsets[i]);
  g_object_unref (self->capture);
  g_free (self);
}

static gpointer
count (gpointer       source,
       gpointer       data,
       GCancellable  *cancellable,
       GError       **error)
{
  Job *job = data;

  return GINT_TO_POINTER (pv_label_totals_count (job->capture, job->has_span ? &job->span : NULL, job->subsets, job->n,
                                                 cancellable, error));
}

static const PvJob count_job = { count, NULL, (GDestroyNotify) job_free };

static void
counted_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  PvLabelCounts *self = PV_LABEL_COUNTS (source);
  Job *job = pv_job_get_data (result);

  if (pv_job_run_finish (&count_job, result, NULL) != NULL && self->capture != NULL &&
      pv_capture_is_same_model (job->capture, self->capture))
    {
      memcpy (job->is_whole ? self->whole : self->part, job->n, sizeof job->n);
      if (job->is_whole)
        self->has_whole = TRUE;
      else
        self->has_part = TRUE;
      /* those of the capture come first */
      if (job->is_whole && self->latest.cancellable != NULL)
        pv_latest_request (&self->latest, FALSE);
      g_signal_emit (self, signals[CHANGED], 0);
    }

  pv_latest_done (&self->latest);
}

static void
start (gpointer      owner,
       GCancellable *cancellable)
{
  PvLabelCounts *self = owner;
  const PvSpan *span = pv_selection_get_span (pv_crossfilter_model_get_selection (self->crossfilter));
  Job *job = g_new0 (Job, 1);

  job->capture = g_object_ref (self->capture);
  job->is_whole = !self->has_whole || self->is_outdated;
  self->is_outdated = FALSE;
  if (!job->is_whole)
    {
      job->has_span = span != NULL;
      if (span != NULL)
        job->span = *span;
      for (PvDimension dimension = 0; dimension < PV_N_DIMENSIONS; dimension++)
        {
          PvSubset subset = pv_crossfilter_model_get_subset (self->crossfilter, self->capture, dimension);

          job->subsets[dimension] = pv_subset_copy (&subset);
        }
    }

  pv_job_run_async (&count_job, self, job, cancellable, counted_cb, NULL);
}

static gboolean
delay_cb (gpointer user_data)
{
  PvLabelCounts *self = user_data;

  self->delay_id = 0;
  if (self->capture != NULL && pv_capture_get_settled (self->capture))
    pv_latest_request (&self->latest, self->has_whole && !self->is_outdated);

  return G_SOURCE_REMOVE;
}

static void
request (PvLabelCounts *self)
{
  /* of what grows, changes come one after the other */
  if (self->is_outdated && self->delay_id != 0)
    return;

  g_clear_handle_id (&self->delay_id, g_source_remove);
  self->delay_id = g_timeout_add (DELAY_MS, delay_cb, self);
}

static void
pv_label_counts_dispose (GObject *object)
{
  PvLabelCounts *self = PV_LABEL_COUNTS (object);

  pv_latest_stop (&self->latest);
  g_clear_handle_id (&self->delay_id, g_source_remove);
  g_clear_object (&self->capture);
  g_clear_object (&self->crossfilter);

  G_OBJECT_CLASS (pv_label_counts_parent_class)->dispose (object);
}

static void
pv_label_counts_class_init (PvLabelCountsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = pv_label_counts_dispose;

  signals[CHANGED] = g_signal_new ("changed", PV_TYPE_LABEL_COUNTS, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);
}

static void
pv_label_counts_init (PvLabelCounts *self)
{
  pv_latest_init (&self->latest, start, self);
}

PvLabelCounts *
pv_label_counts_new (PvCrossfilterModel *crossfilter)
{
  PvLabelCounts *self;

  g_return_val_if_fail (PV_IS_CROSSFILTER_MODEL (crossfilter), NULL);

  self = g_object_new (PV_TYPE_LABEL_COUNTS, NULL);
  self->crossfilter = g_object_ref (crossfilter);
  g_signal_connect_object (crossfilter, "changed", G_CALLBACK (request), self, G_CONNECT_SWAPPED);

  return self;
}

void
pv_label_counts_set_capture (PvLabelCounts *self,
                             PvCapture     *capture)
{
  gboolean is_same_model;

  g_return_if_fail (PV_IS_LABEL_COUNTS (self));
  g_return_if_fail (capture == NULL || PV_IS_CAPTURE (capture));

  /* what there was of less is worth showing until there is what is of more */
  is_same_model = self->capture != NULL && capture != NULL && pv_capture_get_settled (self->capture) &&
                  pv_capture_is_same_model (self->capture, capture);
  if (!g_set_object (&self->capture, capture))
    return;

  if (is_same_model)
    {
      self->is_outdated = TRUE;
      request (self);
      return;
    }

  pv_latest_stop (&self->latest);
  self->is_outdated = FALSE;
  self->has_whole = FALSE;
  self->has_part = FALSE;
  g_signal_emit (self, signals[CHANGED], 0);
  if (capture != NULL && pv_capture_get_settled (capture))
    request (self);
}

gboolean
pv_label_counts_get_whole (PvLabelCounts *self,
                           PvDimension    dimension,
                           guint         *n)
{
  g_return_val_if_fail (PV_IS_LABEL_COUNTS (self), FALSE);
  g_return_val_if_fail (dimension < PV_N_DIMENSIONS, FALSE);
  g_return_val_if_fail (n != NULL, FALSE);

  *n = self->whole[dimension];

  return self->has_whole;
}

gboolean
pv_label_counts_get_part (PvLabelCounts *self,
                          PvDimension    dimension,
                          guint         *n)
{
  g_return_val_if_fail (PV_IS_LABEL_COUNTS (self), FALSE);
  g_return_val_if_fail (dimension < PV_N_DIMENSIONS, FALSE);
  g_return_val_if_fail (n != NULL, FALSE);

  *n = self->part[dimension];

  return self->has_part;
}
