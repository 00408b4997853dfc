/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-bar-list.c: the bars of a model as it is now, the first of which are kept. */
#include "config.h"

#include "pv-bar-list.h"

struct _PvBarList
{
  GObject parent_instance;

  GListModel *model;
  PvBar *kept[PV_BAR_LIST_N_KEPT];
};

static void pv_bar_list_list_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (PvBarList, pv_bar_list, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, pv_bar_list_list_init))

static GType
pv_bar_list_get_item_type (GListModel *model)
{
  return PV_TYPE_BAR;
}

static guint
pv_bar_list_get_n_items (GListModel *model)
{
  return g_list_model_get_n_items (PV_BAR_LIST (model)->model);
}

static gpointer
pv_bar_list_get_item (GListModel *model,
                      guint       position)
{
  PvBarList *self = PV_BAR_LIST (model);

  if (position >= PV_BAR_LIST_N_KEPT)
    return g_list_model_get_item (self->model, position);

  if (self->kept[position] == NULL)
    self->kept[position] = g_list_model_get_item (self->model, position);

  return self->kept[position] != NULL ? g_object_ref (self->kept[position]) : NULL;
}

static void
pv_bar_list_list_init (GListModelInterface *iface)
{
  iface->get_item_type = pv_bar_list_get_item_type;
  iface->get_n_items = pv_bar_list_get_n_items;
  iface->get_item = pv_bar_list_get_item;
}

static void
pv_bar_list_finalize (GObject *object)
{
  PvBarList *self = PV_BAR_LIST (object);

  for (guint i = 0; i < PV_BAR_LIST_N_KEPT; i++)
    g_clear_object (&self->kept[i]);
  g_clear_object (&self->model);

  G_OBJECT_CLASS (pv_bar_list_parent_class)->finalize (object);
}

static void
pv_bar_list_class_init (PvBarListClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = pv_bar_list_finalize;
}

static void
pv_bar_list_init (PvBarList *self)
{
}

PvBarList *
pv_bar_list_new (GListModel *model)
{
  PvBarList *self;

  g_return_val_if_fail (G_IS_LIST_MODEL (model), NULL);

  self = g_object_new (PV_TYPE_BAR_LIST, NULL);
  self->model = g_object_ref (model);

  return self;
}

PvBar *
pv_bar_list_peek (PvBarList *self,
                  guint      position)
{
  g_return_val_if_fail (PV_IS_BAR_LIST (self), NULL);

  return position < PV_BAR_LIST_N_KEPT ? self->kept[position] : NULL;
}
