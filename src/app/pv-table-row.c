/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-table-row.c: one row of a table of ranked labels. */
#include "config.h"

#include "pv-table-row.h"
#include "pv-unit.h"

struct _PvTableRow
{
  GObject parent_instance;

  PvTableModel *model;
  guint position;
};

G_DEFINE_FINAL_TYPE (PvTableRow, pv_table_row, G_TYPE_OBJECT)

static void
pv_table_row_finalize (GObject *object)
{
  g_object_unref (PV_TABLE_ROW (object)->model);

  G_OBJECT_CLASS (pv_table_row_parent_class)->finalize (object);
}

static void
pv_table_row_class_init (PvTableRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = pv_table_row_finalize;
}

static void
pv_table_row_init (PvTableRow *self)
{
}

PvTableRow *
pv_table_row_new (PvTableModel *model,
                  guint         position)
{
  PvTableRow *self;

  g_return_val_if_fail (PV_IS_TABLE_MODEL (model), NULL);

  self = g_object_new (PV_TYPE_TABLE_ROW, NULL);
  self->model = g_object_ref (model);
  self->position = position;

  return self;
}

static PvRankOrder *
get_order (PvTableRow *self)
{
  return pv_table_model_get_order (self->model);
}

static guint
get_place (PvTableRow *self)
{
  return pv_rank_order_get_place (get_order (self), self->position);
}

gboolean
pv_table_row_exists (PvTableRow *self)
{
  g_return_val_if_fail (PV_IS_TABLE_ROW (self), FALSE);

  return self->position < g_list_model_get_n_items (G_LIST_MODEL (self->model));
}

PvCapture *
pv_table_row_get_capture (PvTableRow *self)
{
  g_return_val_if_fail (PV_IS_TABLE_ROW (self) && pv_table_row_exists (self), NULL);

  return pv_rank_order_get_capture (get_order (self));
}

PvDimension
pv_table_row_get_dimension (PvTableRow *self)
{
  g_return_val_if_fail (PV_IS_TABLE_ROW (self) && pv_table_row_exists (self), 0);

  return pv_rank_order_get_ranking (get_order (self))->query.dimension;
}

const PvRank *
pv_table_row_get_rank (PvTableRow *self)
{
  g_return_val_if_fail (PV_IS_TABLE_ROW (self) && pv_table_row_exists (self), NULL);

  return &pv_rank_order_get_ranking (get_order (self))->ranks[get_place (self)];
}

char *
pv_table_row_dup_text (PvTableRow    *self,
                       PvTableColumn  column)
{
  const PvRanking *ranking;
  const PvRank *rank;
  guint place;

  g_return_val_if_fail (PV_IS_TABLE_ROW (self) && pv_table_row_exists (self), NULL);

  ranking = pv_rank_order_get_ranking (get_order (self));
  place = get_place (self);
  rank = &ranking->ranks[place];

  switch (column)
    {
    case PV_TABLE_COLUMN_RANK:
      return pv_unit_format (PV_UNIT_COUNT, place + 1);

    case PV_TABLE_COLUMN_LABEL:
      return pv_capture_dup_label (pv_rank_order_get_capture (get_order (self)), ranking->query.dimension, rank->id);

    case PV_TABLE_COLUMN_PACKETS:
      return pv_unit_format (PV_UNIT_COUNT, (double) rank->packets);

    case PV_TABLE_COLUMN_BYTES:
      return pv_unit_format (PV_UNIT_COUNT, (double) rank->bytes);

    case PV_TABLE_COLUMN_CLIENTS:
      return pv_unit_format (PV_UNIT_COUNT, rank->clients);

    case PV_TABLE_COLUMN_SHARE:
      if (ranking->query.metric == PV_METRIC_BYTES)
        return pv_unit_format_share ((double) rank->bytes, (double) ranking->whole_bytes);
      return pv_unit_format_share ((double) rank->packets, (double) ranking->whole_packets);

    default:
      g_return_val_if_reached (NULL);
    }
}
