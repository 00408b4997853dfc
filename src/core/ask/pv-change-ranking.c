/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-change-ranking.c: changes as a ranking, for what shows rankings. */
#include "pv-change-ranking.h"

#include "pv-changes-private.h"
#include "pv-dns-figures.h"
#include "pv-error.h"
#include "pv-job.h"
#include "pv-query-private.h"

PvRanking *
pv_changes_make_ranking (PvLabelMatch     *match,
                         const PvChanges  *self,
                         GCancellable     *cancellable,
                         GError          **error)
{
  PvCapture *capture = pv_label_match_get_capture (match);
  const PvChangePart *part = &self->query.parts[PV_SIDE_THIS];
  const PvQuery query = {
    .dimension = self->query.dimension, .measure = self->query.measure, .span = part->span, .has_span = part->has_span,
    .limit = self->query.limit,
  };
  g_autoptr (PvCounts) whole = pv_query_count_whole (capture, self->query.dimension, cancellable);
  g_autoptr (PvRanking) ranking = pv_ranking_new (&query);
  g_autofree guint32 *places = NULL;

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;

  ranking->ranks = g_try_new0 (PvRank, MAX (self->n_rows, 1));
  /* where each label is in what the whole capture has */
  places = whole != NULL ? g_try_new0 (guint32, MAX (pv_counts_get_end (whole), 1)) : NULL;
  if (ranking->ranks == NULL || places == NULL)
    {
      pv_error_set_no_memory (error);
      return NULL;
    }

  for (guint i = 0; i < whole->n; i++)
    {
      places[pv_counts_get_id (whole, i)] = i;
      ranking->max_whole_packets = MAX (ranking->max_whole_packets, whole->counts[i].packets);
      ranking->max_whole_bytes = MAX (ranking->max_whole_bytes, whole->counts[i].bytes);
    }

  for (guint i = 0; i < self->n_rows; i++)
    {
      const PvChange *row = &self->rows[i];
      PvRank *of_row = &ranking->ranks[i];

      *of_row = (PvRank){
        .id = row->packets[PV_SIDE_THIS] > 0 ? row->id[PV_SIDE_THIS] : row->id[PV_SIDE_OTHER] | PV_RANK_GONE,
        .packets = row->packets[PV_SIDE_THIS],
        .bytes = row->bytes[PV_SIDE_THIS],
        .other_packets = row->packets[PV_SIDE_OTHER],
        .other_bytes = row->bytes[PV_SIDE_OTHER],
      };
      if (row->packets[PV_SIDE_THIS] > 0)
        {
          const PvCount *count = &whole->counts[places[row->id[PV_SIDE_THIS]]];

          of_row->whole_packets = count->packets;
          of_row->whole_bytes = count->bytes;
        }
    }

  ranking->n_ranks = self->n_rows;
  ranking->n_labels = ((self->query.states & PV_CHANGE_NEW) != 0 ? self->n_new : 0) +
                      ((self->query.states & PV_CHANGE_GONE) != 0 ? self->n_gone : 0) +
                      ((self->query.states & PV_CHANGE_BOTH) != 0 ? self->n_both : 0);
  ranking->packets = self->packets[PV_SIDE_THIS];
  ranking->bytes = self->bytes[PV_SIDE_THIS];
  ranking->whole_packets = whole->total.packets;
  ranking->whole_bytes = whole->total.bytes;
  ranking->other = g_object_ref (pv_label_match_get_other (match));
  ranking->per_second = self->per_second;
  for (PvSide side = 0; side < PV_N_SIDES; side++)
    ranking->length_ns[side] = self->length_ns[side];

  return g_steal_pointer (&ranking);
}

static gpointer
rank_job (gpointer       source,
          gpointer       user_data,
          GCancellable  *cancellable,
          GError       **error)
{
  PvChangesQuestion *data = user_data;
  const PvChangePart *part = &data->query.parts[PV_SIDE_THIS];
  const PvQuery query = {
    .dimension = data->query.dimension, .span = part->span, .has_span = part->has_span, .subset = part->subset,
    .with_outcomes = data->query.with_outcomes,
  };
  g_autoptr (PvChanges) changes = pv_changes_new (data->match, &data->query, cancellable, error);
  g_autoptr (PvRanking) ranking = NULL;

  if (changes == NULL)
    return NULL;

  ranking = pv_changes_make_ranking (data->match, changes, cancellable, error);
  if (ranking != NULL && !pv_dns_figures_split (pv_label_match_get_capture (data->match), &query, ranking))
    {
      pv_error_set_no_memory (error);
      return NULL;
    }

  return g_steal_pointer (&ranking);
}

static const PvJob rank_changes = { rank_job, (GDestroyNotify) pv_ranking_unref, pv_changes_question_free };

void
pv_changes_rank_async (PvLabelMatch         *match,
                       const PvChangesQuery *query,
                       GCancellable         *cancellable,
                       GAsyncReadyCallback   callback,
                       gpointer              user_data)
{
  g_return_if_fail (match != NULL && query != NULL);

  pv_job_run_async (&rank_changes, NULL, pv_changes_question_new (match, query), cancellable, callback, user_data);
}

PvRanking *
pv_changes_rank_finish (GAsyncResult  *result,
                        GError       **error)
{
  return pv_job_run_finish (&rank_changes, result, error);
}

double
pv_ranking_get_other_value (const PvRanking *self,
                            const PvRank    *rank)
{
  double other = (double) (self->query.measure == PV_MEASURE_IP_BYTES ? rank->other_bytes : rank->other_packets);

  if (self->per_second)
    other *= (double) self->length_ns[PV_SIDE_THIS] / (double) self->length_ns[PV_SIDE_OTHER];

  return other;
}

double
pv_ranking_get_change (const PvRanking *self,
                       const PvRank    *rank)
{
  double value = (double) (self->query.measure == PV_MEASURE_IP_BYTES ? rank->bytes : rank->packets);

  return value - pv_ranking_get_other_value (self, rank);
}
