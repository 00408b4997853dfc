/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-rank-table.c: tables of ranked labels. */
#include "config.h"

#include <glib/gi18n.h>

#include "pv-change-text.h"
#include "pv-dimension-text.h"
#include "pv-rank-second.h"
#include "pv-rank-table.h"
#include "pv-rank-text.h"
#include "pv-unit.h"

/* What a table's rows are made of. */
typedef struct
{
  PvCapture *capture;
  PvRanking *ranking;
  PvAddressNames *names; /* or NULL */
} Input;

static const PvTableColumnInfo columns[PV_N_RANK_COLUMNS] = {
  [PV_RANK_COLUMN_RANK] = { PV_RANK_KEY_RANK, 4, TRUE, TRUE },
  [PV_RANK_COLUMN_LABEL] = { PV_RANK_KEY_LABEL, 15, FALSE, FALSE, TRUE },
  [PV_RANK_COLUMN_SECOND] = { PV_RANK_KEY_SECOND, 15, FALSE, TRUE, TRUE },
  [PV_RANK_COLUMN_PACKETS] = { PV_RANK_KEY_PACKETS, 7, TRUE, FALSE },
  [PV_RANK_COLUMN_BYTES] = { PV_RANK_KEY_BYTES, 7, TRUE, FALSE },
  [PV_RANK_COLUMN_CLIENTS] = { PV_RANK_KEY_CLIENTS, 7, TRUE, FALSE },
  /* shares are in the order of what is ranked by */
  [PV_RANK_COLUMN_SHARE] = { PV_TABLE_NO_KEY, 7, TRUE, TRUE },
  [PV_RANK_COLUMN_OTHER] = { PV_RANK_KEY_OTHER_PACKETS, 7, TRUE, FALSE },
  [PV_RANK_COLUMN_CHANGE] = { PV_RANK_KEY_CHANGE, 7, TRUE, FALSE },
  [PV_RANK_COLUMN_OUTCOME + PV_OUTCOME_ANSWERED] = { PV_RANK_KEY_OUTCOME + PV_OUTCOME_ANSWERED, 7, TRUE, FALSE },
  [PV_RANK_COLUMN_OUTCOME + PV_OUTCOME_NXDOMAIN] = { PV_RANK_KEY_OUTCOME + PV_OUTCOME_NXDOMAIN, 7, TRUE, FALSE },
  [PV_RANK_COLUMN_OUTCOME + PV_OUTCOME_ERROR] = { PV_RANK_KEY_OUTCOME + PV_OUTCOME_ERROR, 7, TRUE, FALSE },
  [PV_RANK_COLUMN_OUTCOME + PV_OUTCOME_UNANSWERED] = { PV_RANK_KEY_OUTCOME + PV_OUTCOME_UNANSWERED, 7, TRUE, FALSE },
};

static const char *
get_name (gconstpointer input)
{
  const PvQuery *query = &((const Input *) input)->ranking->query;

  return pv_dimension_get_title (query->dimension, query->measure);
}

/* One of those for what came of lookups. */
static void
describe_outcome (const PvRanking    *ranking,
                  gboolean            narrow,
                  PvOutcomeClass      class,
                  PvTableColumnState *state)
{
  static const char *const titles[PV_N_OUTCOME_CLASSES] = {
    [PV_OUTCOME_ANSWERED] = NC_("outcome", "Answered"),
    [PV_OUTCOME_NXDOMAIN] = "NXDOMAIN",
    [PV_OUTCOME_ERROR] = NC_("outcome", "Other Errors"),
    [PV_OUTCOME_UNANSWERED] = NC_("outcome", "Unanswered"),
  };

  state->title = class == PV_OUTCOME_NXDOMAIN ? titles[class] : g_dpgettext2 (NULL, "outcome", titles[class]);
  state->is_hidden = ranking == NULL || ranking->outcomes == NULL || narrow ||
                     (class == PV_OUTCOME_UNANSWERED && !pv_dimension_has_answers (ranking->query.dimension));
  state->max = ranking != NULL ? ranking->max_whole_packets : 0;
}

static void
describe (gconstpointer       input,
          gboolean            narrow,
          guint               column,
          PvTableColumnState *state)
{
  const Input *self = input;
  PvRanking *ranking = self != NULL ? self->ranking : NULL;
  gboolean is_event = ranking != NULL && pv_dimension_counts_events (ranking->query.dimension);

  switch ((PvRankColumn) column)
    {
    case PV_RANK_COLUMN_RANK:
      state->title = _("Rank");
      state->is_hidden = narrow;
      state->max = ranking != NULL ? ranking->n_labels : 0;
      break;

    case PV_RANK_COLUMN_LABEL:
      state->title = ranking != NULL ? pv_dimension_get_noun (ranking->query.dimension) : _("Address");
      break;

    case PV_RANK_COLUMN_SECOND:
      state->title = ranking != NULL ? pv_dimension_get_second_noun (ranking->query.dimension) : _("Name");
      state->is_hidden = narrow || ranking == NULL || !pv_ranking_has_second (ranking, self->names);
      break;

    case PV_RANK_COLUMN_PACKETS:
      state->title = ranking != NULL ? pv_dimension_get_count_title (ranking->query.dimension) : _("Packets");
      state->max = ranking != NULL ? ranking->max_whole_packets : 0;
      break;

    case PV_RANK_COLUMN_BYTES:
      state->title = _("Bytes");
      state->is_hidden = is_event;
      state->max = ranking != NULL ? ranking->max_whole_bytes : 0;
      break;

    case PV_RANK_COLUMN_CLIENTS:
      state->title = _("Clients");
      state->is_hidden = !is_event || narrow;
      break;

    case PV_RANK_COLUMN_SHARE:
      state->title = _("Share");
      state->is_hidden = narrow;
      break;

    case PV_RANK_COLUMN_OTHER:
      /* Translators: a column: packets of the capture that is compared with */
      state->title = is_event ? _("Lookups Before") : _("Packets Before");
      state->is_hidden = ranking == NULL || ranking->other == NULL || narrow;
      state->max = ranking != NULL ? ranking->max_whole_packets : 0;
      break;

    case PV_RANK_COLUMN_CHANGE:
      state->title = _("Change");
      state->is_hidden = ranking == NULL || ranking->other == NULL;
      break;

    case PV_RANK_COLUMN_OUTCOME:
    default:
      g_return_if_fail (column < PV_N_RANK_COLUMNS);
      describe_outcome (ranking, narrow, column - PV_RANK_COLUMN_OUTCOME, state);
    }
}

static void
clear_input (gpointer input)
{
  Input *self = input;

  g_object_unref (self->capture);
  pv_ranking_unref (self->ranking);
  g_clear_pointer (&self->names, pv_address_names_unref);
}

static gpointer
order (gconstpointer       input,
       const PvTableSort  *sort,
       gpointer            previous,
       GCancellable       *cancellable,
       GError            **error)
{
  const Input *self = input;

  return pv_rank_order_new (self->capture, self->ranking, (PvRankSort){ sort->key, sort->descending, self->names },
                            sort->search, previous, cancellable, error);
}

static guint
get_n (gpointer order)
{
  return pv_rank_order_get_n (order);
}

static const PvRank *
get_rank (PvRankOrder *order,
          guint        row)
{
  return &pv_rank_order_get_ranking (order)->ranks[pv_rank_order_get_place (order, row)];
}

static guint64
get_id (gpointer order,
        guint    row)
{
  return get_rank (order, row)->id;
}

/* Those of a part of a file mean the same in a longer part. */
static gboolean
have_same_ids (gpointer a,
               gpointer b)
{
  return pv_rank_order_get_ranking (a)->query.dimension == pv_rank_order_get_ranking (b)->query.dimension &&
         g_file_equal (pv_capture_get_file (pv_rank_order_get_capture (a)),
                       pv_capture_get_file (pv_rank_order_get_capture (b)));
}

static char *
dup_cell (gpointer order,
          guint    row,
          guint    column)
{
  const PvRanking *ranking = pv_rank_order_get_ranking (order);
  const PvRank *rank = get_rank (order, row);
  char *second;

  switch ((PvRankColumn) column)
    {
    case PV_RANK_COLUMN_RANK:
      return pv_unit_format (PV_UNIT_COUNT, pv_rank_order_get_place (order, row) + 1);

    case PV_RANK_COLUMN_LABEL:
      if (pv_ranking_is_gone (ranking, rank))
        return pv_dimension_dup_label (ranking->other, ranking->query.dimension, rank->id & ~PV_RANK_GONE);
      return pv_dimension_dup_label (pv_rank_order_get_capture (order), ranking->query.dimension, rank->id);

    case PV_RANK_COLUMN_SECOND:
      second = pv_ranking_dup_second (ranking, pv_rank_order_get_capture (order), pv_rank_order_get_names (order), rank);
      return second != NULL ? second : g_strdup ("");

    case PV_RANK_COLUMN_PACKETS:
      return pv_unit_format (PV_UNIT_COUNT, (double) rank->packets);

    case PV_RANK_COLUMN_BYTES:
      return pv_unit_format (PV_UNIT_COUNT, (double) rank->bytes);

    case PV_RANK_COLUMN_CLIENTS:
      return pv_unit_format (PV_UNIT_COUNT, rank->clients);

    case PV_RANK_COLUMN_SHARE:
      /* of what is selected, as beside bars */
      if (ranking->query.measure == PV_MEASURE_IP_BYTES)
        return pv_unit_format_share ((double) rank->bytes, (double) ranking->bytes);
      return pv_unit_format_share ((double) rank->packets, (double) ranking->packets);

    case PV_RANK_COLUMN_OTHER:
      return pv_unit_format (PV_UNIT_COUNT, (double) rank->other_packets);

    case PV_RANK_COLUMN_CHANGE:
      return ranking->other != NULL ? pv_change_text_format (ranking, rank) : NULL;

    case PV_RANK_COLUMN_OUTCOME:
    default:
      g_return_val_if_fail (column < PV_N_RANK_COLUMNS, NULL);
      return ranking->outcomes != NULL
               ? pv_unit_format (PV_UNIT_COUNT, (double) ranking->outcomes[pv_rank_order_get_place (order, row)]
                                                  .n[column - PV_RANK_COLUMN_OUTCOME])
               : NULL;
    }
}

static char *
dup_text (gpointer     order,
          const guint *rows,
          guint        n)
{
  return pv_rank_text_new (order, rows, n);
}

static const PvPick *
find_pick (gpointer     order,
           guint        row,
           PvSelection *selection)
{
  const PvPick *pick = pv_selection_find_pick (selection, pv_rank_order_get_ranking (order)->query.dimension,
                                               get_rank (order, row)->id);

  return pick != NULL && !pick->is_excluded ? pick : NULL;
}

const PvTableKind pv_rank_table_kind = {
  .columns = columns,
  .n_columns = PV_N_RANK_COLUMNS,
  .n_text_columns = PV_RANK_COLUMN_SHARE + 1,
  .text_column = PV_RANK_COLUMN_LABEL,
  .sort_column = PV_RANK_COLUMN_RANK,
  .get_name = get_name,
  .describe = describe,
  .clear_input = clear_input,
  .order = order,
  .get_n = get_n,
  .get_id = get_id,
  .have_same_ids = have_same_ids,
  .dup_cell = dup_cell,
  .dup_text = dup_text,
  .find_pick = find_pick,
};

void
pv_rank_table_set (PvTableView    *view,
                   PvCapture      *capture,
                   PvRanking      *ranking,
                   PvAddressNames *names)
{
  Input *input = NULL;

  g_return_if_fail (PV_IS_TABLE_VIEW (view));
  g_return_if_fail ((capture == NULL) == (ranking == NULL));

  if (ranking != NULL)
    {
      input = g_atomic_rc_box_new (Input);
      input->capture = g_object_ref (capture);
      input->ranking = pv_ranking_ref (ranking);
      input->names = names != NULL ? pv_address_names_ref (names) : NULL;
    }
  pv_table_view_take_input (view, input);
}

PvCapture *
pv_rank_table_get_capture (PvTableRow *row)
{
  g_return_val_if_fail (PV_IS_TABLE_ROW (row) && pv_table_row_exists (row), NULL);

  return pv_rank_order_get_capture (pv_table_row_get_order (row));
}

PvDimension
pv_rank_table_get_dimension (PvTableRow *row)
{
  g_return_val_if_fail (PV_IS_TABLE_ROW (row) && pv_table_row_exists (row), 0);

  return pv_rank_order_get_ranking (pv_table_row_get_order (row))->query.dimension;
}

const PvRank *
pv_rank_table_get_rank (PvTableRow *row)
{
  g_return_val_if_fail (PV_IS_TABLE_ROW (row) && pv_table_row_exists (row), NULL);

  return get_rank (pv_table_row_get_order (row), pv_table_row_get_position (row));
}

gboolean
pv_rank_table_is_gone (PvTableRow *row)
{
  g_return_val_if_fail (PV_IS_TABLE_ROW (row) && pv_table_row_exists (row), FALSE);

  return pv_ranking_is_gone (pv_rank_order_get_ranking (pv_table_row_get_order (row)), pv_rank_table_get_rank (row));
}
