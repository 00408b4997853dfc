/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-ranking-model.c: a ranking as the list of bars that a bar chart draws. */
#include "config.h"

#include "pv-bar.h"
#include "pv-bar-words.h"
#include "pv-change-ranking.h"
#include "pv-change-text.h"
#include "pv-dimension-text.h"
#include "pv-ranking-model.h"
#include "pv-rank-second.h"
#include "pv-unit.h"

struct _PvRankingModel
{
  GObject parent_instance;

  PvCapture *capture;
  PvRanking *ranking;
  PvSelection *selection;
  /* (nullable): of the ranking's capture, which may be another than is asked about by now */
  PvAddressNames *names;
  /* from an id to its GBytes */
  GHashTable *lines;
};

static void pv_ranking_model_list_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (PvRankingModel, pv_ranking_model, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, pv_ranking_model_list_init))

/* The chart tells label, number and share; the number that is not ranked by comes on top, or what came of lookups. */
static char *
dup_tooltip (const PvRanking *ranking,
             guint            position)
{
  const PvQuery *query = &ranking->query;
  const PvRank *rank = &ranking->ranks[position];

  if (pv_dimension_counts_events (query->dimension))
    return pv_bar_words_dup_outcomes (ranking, position);

  if (query->measure == PV_MEASURE_PACKETS)
    return pv_unit_format_long (PV_UNIT_BYTES, rank->bytes);

  return pv_unit_format_long (PV_UNIT_PACKETS, rank->packets);
}

/* What came of @n lookups or answers. */
static void
set_fills (PvBar                *bar,
           const PvOutcomeSplit *outcomes,
           guint64               n)
{
  double fills[PV_BAR_N_FILLS] = { 0 };
  double known = 0;

  for (PvOutcomeClass class = 0; class < PV_N_OUTCOME_CLASSES; class++)
    {
      fills[pv_bar_words_get_fill (class)] += (double) outcomes->n[class];
      known += (double) outcomes->n[class];
    }
  fills[PV_BAR_FILL_PALE] = MAX ((double) n - known, 0);
  pv_bar_set_fills (bar, fills);
}

static GType
pv_ranking_model_get_item_type (GListModel *model)
{
  return PV_TYPE_BAR;
}

static guint
pv_ranking_model_get_n_items (GListModel *model)
{
  PvRankingModel *self = PV_RANKING_MODEL (model);

  return self->ranking != NULL ? self->ranking->n_ranks : 0;
}

static gpointer
pv_ranking_model_get_item (GListModel *model,
                           guint       position)
{
  PvRankingModel *self = PV_RANKING_MODEL (model);
  g_autofree char *label = NULL;
  g_autofree char *tooltip = NULL;
  g_autofree char *second = NULL;
  const PvQuery *query;
  const PvRank *rank;
  const PvPick *pick;
  PvBar *bar;
  gboolean by_bytes;
  double value;
  double whole;
  double total;

  if (self->ranking == NULL || position >= self->ranking->n_ranks)
    return NULL;

  query = &self->ranking->query;
  rank = &self->ranking->ranks[position];
  by_bytes = query->measure == PV_MEASURE_IP_BYTES;
  value = by_bytes ? rank->bytes : rank->packets;
  total = by_bytes ? self->ranking->bytes : self->ranking->packets;
  label = pv_dimension_dup_rank_label (self->ranking, self->capture, rank);
  tooltip = dup_tooltip (self->ranking, position);

  whole = by_bytes ? rank->whole_bytes : rank->whole_packets;

  bar = pv_bar_new (label, rank->id, value, whole, total, tooltip);
  if (self->ranking->other != NULL)
    {
      g_autofree char *change = pv_change_text_format (self->ranking, rank);

      pv_bar_set_other (bar, pv_ranking_get_other_value (self->ranking, rank), change);
    }
  if (pv_ranking_is_gone (self->ranking, rank))
    return bar;

  if (self->ranking->outcomes != NULL)
    set_fills (bar, &self->ranking->outcomes[position], rank->packets);

  pick = self->selection != NULL ? pv_selection_find_pick (self->selection, query->dimension, rank->id)
                                 : NULL;
  if (pick != NULL)
    pv_bar_set_mark (bar, pick->mark);
  pv_bar_set_spark (bar, pv_ranking_model_get_line (self, rank->id));
  second = pv_ranking_dup_second (self->ranking, self->capture, self->names, rank);
  if (second != NULL)
    pv_bar_set_second (bar, second);

  return bar;
}

static void
pv_ranking_model_list_init (GListModelInterface *iface)
{
  iface->get_item_type = pv_ranking_model_get_item_type;
  iface->get_n_items = pv_ranking_model_get_n_items;
  iface->get_item = pv_ranking_model_get_item;
}

static void
pv_ranking_model_finalize (GObject *object)
{
  PvRankingModel *self = PV_RANKING_MODEL (object);

  g_clear_object (&self->selection);
  g_clear_object (&self->capture);
  g_clear_pointer (&self->ranking, pv_ranking_unref);
  g_clear_pointer (&self->names, pv_address_names_unref);
  g_hash_table_unref (self->lines);

  G_OBJECT_CLASS (pv_ranking_model_parent_class)->finalize (object);
}

static void
pv_ranking_model_class_init (PvRankingModelClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = pv_ranking_model_finalize;
}

static void
pv_ranking_model_init (PvRankingModel *self)
{
  self->lines = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) g_bytes_unref);
}

PvRankingModel *
pv_ranking_model_new (void)
{
  return g_object_new (PV_TYPE_RANKING_MODEL, NULL);
}

void
pv_ranking_model_set_ranking (PvRankingModel *self,
                              PvCapture      *capture,
                              PvRanking      *ranking)
{
  guint removed;

  g_return_if_fail (PV_IS_RANKING_MODEL (self));
  g_return_if_fail ((capture == NULL) == (ranking == NULL));

  removed = g_list_model_get_n_items (G_LIST_MODEL (self));
  g_set_object (&self->capture, capture);
  g_clear_pointer (&self->ranking, pv_ranking_unref);
  if (ranking != NULL)
    self->ranking = pv_ranking_ref (ranking);

  g_list_model_items_changed (G_LIST_MODEL (self), 0, removed,
                              g_list_model_get_n_items (G_LIST_MODEL (self)));
}

static void
picks_changed_cb (PvRankingModel *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self));

  if (n > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), 0, n, n);
}

void
pv_ranking_model_set_selection (PvRankingModel *self,
                                PvSelection    *selection)
{
  g_return_if_fail (PV_IS_RANKING_MODEL (self));
  g_return_if_fail (selection == NULL || PV_IS_SELECTION (selection));

  if (self->selection == selection)
    return;

  if (self->selection != NULL)
    g_signal_handlers_disconnect_by_func (self->selection, picks_changed_cb, self);
  g_set_object (&self->selection, selection);
  if (selection != NULL)
    g_signal_connect_object (selection, "picks-changed", G_CALLBACK (picks_changed_cb), self,
                             G_CONNECT_SWAPPED);
  picks_changed_cb (self);
}

void
pv_ranking_model_set_names (PvRankingModel *self,
                            PvAddressNames *names)
{
  g_return_if_fail (PV_IS_RANKING_MODEL (self));

  if (self->names == names)
    return;

  g_clear_pointer (&self->names, pv_address_names_unref);
  self->names = names != NULL ? pv_address_names_ref (names) : NULL;
  picks_changed_cb (self);
}

GBytes *
pv_ranking_model_get_line (PvRankingModel *self,
                           guint32         id)
{
  g_return_val_if_fail (PV_IS_RANKING_MODEL (self), NULL);

  return g_hash_table_lookup (self->lines, GUINT_TO_POINTER (id));
}

void
pv_ranking_model_add_lines (PvRankingModel *self,
                            const guint32  *ids,
                            GPtrArray      *lines)
{
  g_return_if_fail (PV_IS_RANKING_MODEL (self));
  g_return_if_fail (ids != NULL && lines != NULL);

  for (guint i = 0; i < lines->len; i++)
    g_hash_table_insert (self->lines, GUINT_TO_POINTER (ids[i]), g_bytes_ref (g_ptr_array_index (lines, i)));
  picks_changed_cb (self);
}

void
pv_ranking_model_forget_lines (PvRankingModel *self)
{
  g_return_if_fail (PV_IS_RANKING_MODEL (self));

  g_hash_table_remove_all (self->lines);
}

PvCapture *
pv_ranking_model_get_capture (PvRankingModel *self)
{
  g_return_val_if_fail (PV_IS_RANKING_MODEL (self), NULL);

  return self->capture;
}

PvRanking *
pv_ranking_model_get_ranking (PvRankingModel *self)
{
  g_return_val_if_fail (PV_IS_RANKING_MODEL (self), NULL);

  return self->ranking;
}

gboolean
pv_ranking_is_narrowed (const PvRanking *ranking)
{
  g_return_val_if_fail (ranking != NULL, FALSE);

  return ranking->query.has_span || ranking->packets != ranking->whole_packets;
}
