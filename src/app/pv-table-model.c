/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-table-model.c: the rows of a table of ranked labels. */
#include "config.h"

#include "pv-table-model.h"
#include "pv-table-row.h"

struct _PvTableModel
{
  GObject parent_instance;

  PvRankOrder *order;
};

static void pv_table_model_list_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (PvTableModel, pv_table_model, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, pv_table_model_list_init))

static GType
pv_table_model_get_item_type (GListModel *model)
{
  return PV_TYPE_TABLE_ROW;
}

static guint
pv_table_model_get_n_items (GListModel *model)
{
  PvTableModel *self = PV_TABLE_MODEL (model);

  return self->order != NULL ? pv_rank_order_get_n (self->order) : 0;
}

static gpointer
pv_table_model_get_item (GListModel *model,
                         guint       position)
{
  PvTableModel *self = PV_TABLE_MODEL (model);

  if (position >= pv_table_model_get_n_items (model))
    return NULL;

  return pv_table_row_new (self->order, position);
}

static void
pv_table_model_list_init (GListModelInterface *iface)
{
  iface->get_item_type = pv_table_model_get_item_type;
  iface->get_n_items = pv_table_model_get_n_items;
  iface->get_item = pv_table_model_get_item;
}

static void
pv_table_model_finalize (GObject *object)
{
  g_clear_pointer (&PV_TABLE_MODEL (object)->order, pv_rank_order_unref);

  G_OBJECT_CLASS (pv_table_model_parent_class)->finalize (object);
}

static void
pv_table_model_class_init (PvTableModelClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = pv_table_model_finalize;
}

static void
pv_table_model_init (PvTableModel *self)
{
}

PvTableModel *
pv_table_model_new (void)
{
  return g_object_new (PV_TYPE_TABLE_MODEL, NULL);
}

void
pv_table_model_set_order (PvTableModel *self,
                          PvRankOrder  *order)
{
  guint removed;

  g_return_if_fail (PV_IS_TABLE_MODEL (self));

  removed = pv_table_model_get_n_items (G_LIST_MODEL (self));
  if (order != NULL)
    pv_rank_order_ref (order);
  g_clear_pointer (&self->order, pv_rank_order_unref);
  self->order = order;

  g_list_model_items_changed (G_LIST_MODEL (self), 0, removed, pv_table_model_get_n_items (G_LIST_MODEL (self)));
}

PvRankOrder *
pv_table_model_get_order (PvTableModel *self)
{
  g_return_val_if_fail (PV_IS_TABLE_MODEL (self), NULL);

  return self->order;
}
