/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-table-row.c: one row of a table. */
#include "config.h"

#include "pv-table-row.h"

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

gboolean
pv_table_row_exists (PvTableRow *self)
{
  g_return_val_if_fail (PV_IS_TABLE_ROW (self), FALSE);

  return self->position < g_list_model_get_n_items (G_LIST_MODEL (self->model));
}

guint
pv_table_row_get_position (PvTableRow *self)
{
  g_return_val_if_fail (PV_IS_TABLE_ROW (self), 0);

  return self->position;
}

gpointer
pv_table_row_get_order (PvTableRow *self)
{
  g_return_val_if_fail (PV_IS_TABLE_ROW (self), NULL);

  return pv_table_model_get_order (self->model);
}

char *
pv_table_row_dup_text (PvTableRow *self,
                       guint       column)
{
  g_return_val_if_fail (PV_IS_TABLE_ROW (self) && pv_table_row_exists (self), NULL);

  return pv_table_model_get_kind (self->model)->dup_cell (pv_table_row_get_order (self), self->position, column);
}
