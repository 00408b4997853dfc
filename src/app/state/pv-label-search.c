/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-label-search.c: finds a label in any dimension. */
#include "config.h"

#include "pv-dimension-text.h"
#include "pv-job.h"
#include "pv-label-search.h"
#include "pv-rank-order.h"

struct _PvLabelSearch
{
  GObject parent_instance;

  PvCapture *capture;
  /* of the one search at a time */
  PvRanking *rankings[PV_N_DIMENSIONS];
  PvRankOrder *orders[PV_N_DIMENSIONS];
};

typedef struct
{
  char *text;
  guint n_max;
} Job;

G_DEFINE_FINAL_TYPE (PvLabelSearch, pv_label_search, G_TYPE_OBJECT)

static void
found_label_free (gpointer data)
{
  PvFoundLabel *self = data;

  g_free (self->label);
  g_free (self);
}

static void
job_free (gpointer data)
{
  Job *self = data;

  g_free (self->text);
  g_free (self);
}

static gboolean
search_dimension (PvLabelSearch  *self,
                  PvDimension     dimension,
                  const Job      *job,
                  GPtrArray      *found,
                  GCancellable   *cancellable,
                  GError        **error)
{
  const PvQuery query = { .dimension = dimension };
  PvRankOrder *order;

  if (self->rankings[dimension] == NULL)
    self->rankings[dimension] = pv_query_run (self->capture, &query, cancellable, error);
  if (self->rankings[dimension] == NULL)
    return FALSE;

  order = pv_rank_order_new (self->capture, self->rankings[dimension], (PvRankSort){ PV_RANK_KEY_RANK, FALSE },
                             job->text, self->orders[dimension], cancellable, error);
  if (order == NULL)
    return FALSE;
  g_clear_object (&self->orders[dimension]);
  self->orders[dimension] = order;

  for (guint i = 0; i < MIN (pv_rank_order_get_n (order), job->n_max); i++)
    {
      const PvRank *rank = &self->rankings[dimension]->ranks[pv_rank_order_get_place (order, i)];
      PvFoundLabel *label = g_new (PvFoundLabel, 1);

      label->dimension = dimension;
      label->id = rank->id;
      label->label = pv_dimension_dup_label (self->capture, dimension, rank->id);
      label->packets = rank->packets;
      g_ptr_array_add (found, label);
    }

  return TRUE;
}

static gpointer
run (gpointer       source,
     gpointer       data,
     GCancellable  *cancellable,
     GError       **error)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func (found_label_free);

  for (PvDimension dimension = 0; dimension < PV_N_DIMENSIONS; dimension++)
    /* those with the same labels once */
    if (pv_dimension_get_pick_dimension (dimension) == dimension &&
        !pv_dimension_stands_back (dimension, ((PvLabelSearch *) source)->capture) &&
        !search_dimension (source, dimension, data, found, cancellable, error))
      return NULL;

  return g_steal_pointer (&found);
}

static const PvJob search_job = { run, (GDestroyNotify) g_ptr_array_unref, job_free };

static void
pv_label_search_finalize (GObject *object)
{
  PvLabelSearch *self = PV_LABEL_SEARCH (object);

  for (PvDimension dimension = 0; dimension < PV_N_DIMENSIONS; dimension++)
    {
      g_clear_object (&self->orders[dimension]);
      g_clear_pointer (&self->rankings[dimension], pv_ranking_unref);
    }
  g_clear_object (&self->capture);

  G_OBJECT_CLASS (pv_label_search_parent_class)->finalize (object);
}

static void
pv_label_search_class_init (PvLabelSearchClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = pv_label_search_finalize;
}

static void
pv_label_search_init (PvLabelSearch *self)
{
}

PvLabelSearch *
pv_label_search_new (PvCapture *capture)
{
  PvLabelSearch *self;

  g_return_val_if_fail (PV_IS_CAPTURE (capture), NULL);

  self = g_object_new (PV_TYPE_LABEL_SEARCH, NULL);
  self->capture = g_object_ref (capture);

  return self;
}

void
pv_label_search_run_async (PvLabelSearch        *self,
                           const char           *text,
                           guint                 n_max,
                           GCancellable         *cancellable,
                           GAsyncReadyCallback   callback,
                           gpointer              user_data)
{
  Job *job;

  g_return_if_fail (PV_IS_LABEL_SEARCH (self));
  g_return_if_fail (text != NULL);

  job = g_new (Job, 1);
  job->text = g_strdup (text);
  job->n_max = n_max;

  pv_job_run_async (&search_job, self, job, cancellable, callback, user_data);
}

GPtrArray *
pv_label_search_run_finish (PvLabelSearch  *self,
                            GAsyncResult   *result,
                            GError        **error)
{
  return pv_job_run_finish (&search_job, result, error);
}
