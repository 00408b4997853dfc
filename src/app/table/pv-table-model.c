/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-table-model.c: the rows of a table, and which are selected. */
#include "config.h"

#include "pv-table-model.h"
#include "pv-table-row.h"

/* So much stays selected when the order is another. */
#define MAX_KEPT 4096

struct _PvTableModel
{
  GObject parent_instance;

  const PvTableKind *kind;
  GObject *order;
  GtkBitset *selected;
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void pv_table_model_list_init (GListModelInterface *iface);
static void pv_table_model_selection_init (GtkSelectionModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (PvTableModel, pv_table_model, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, pv_table_model_list_init)
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_SELECTION_MODEL, pv_table_model_selection_init))

static GType
pv_table_model_get_item_type (GListModel *model)
{
  return PV_TYPE_TABLE_ROW;
}

static guint
pv_table_model_get_n_items (GListModel *model)
{
  PvTableModel *self = PV_TABLE_MODEL (model);

  return self->order != NULL ? self->kind->get_n (self->order) : 0;
}

static gpointer
pv_table_model_get_item (GListModel *model,
                         guint       position)
{
  PvTableModel *self = PV_TABLE_MODEL (model);

  if (position >= pv_table_model_get_n_items (model))
    return NULL;

  return pv_table_row_new (self, position);
}

static void
pv_table_model_list_init (GListModelInterface *iface)
{
  iface->get_item_type = pv_table_model_get_item_type;
  iface->get_n_items = pv_table_model_get_n_items;
  iface->get_item = pv_table_model_get_item;
}

static gboolean
pv_table_model_is_selected (GtkSelectionModel *model,
                            guint              position)
{
  return gtk_bitset_contains (PV_TABLE_MODEL (model)->selected, position);
}

static GtkBitset *
pv_table_model_get_selection_in_range (GtkSelectionModel *model,
                                       guint              position,
                                       guint              n)
{
  return gtk_bitset_ref (PV_TABLE_MODEL (model)->selected);
}

/* Makes the selection @selected (transfer full). */
static void
take_selected (PvTableModel *self,
               GtkBitset    *selected)
{
  g_autoptr (GtkBitset) changes = gtk_bitset_copy (selected);

  gtk_bitset_difference (changes, self->selected);
  gtk_bitset_unref (self->selected);
  self->selected = selected;

  if (!gtk_bitset_is_empty (changes))
    {
      guint first = gtk_bitset_get_minimum (changes);

      gtk_selection_model_selection_changed (GTK_SELECTION_MODEL (self), first,
                                             gtk_bitset_get_maximum (changes) - first + 1);
    }
}

/* Everything else that selects comes down to this. */
static gboolean
pv_table_model_set_selection (GtkSelectionModel *model,
                              GtkBitset         *selected,
                              GtkBitset         *mask)
{
  PvTableModel *self = PV_TABLE_MODEL (model);
  g_autoptr (GtkBitset) chosen = gtk_bitset_copy (selected);
  GtkBitset *all = gtk_bitset_copy (self->selected);

  gtk_bitset_intersect (chosen, mask);
  gtk_bitset_subtract (all, mask);
  gtk_bitset_union (all, chosen);
  take_selected (self, all);

  return TRUE;
}

static void
pv_table_model_selection_init (GtkSelectionModelInterface *iface)
{
  iface->is_selected = pv_table_model_is_selected;
  iface->get_selection_in_range = pv_table_model_get_selection_in_range;
  iface->set_selection = pv_table_model_set_selection;
}

/* What is selected, by id. */
static GHashTable *
get_selected_ids (PvTableModel *self)
{
  GHashTable *ids = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  GtkBitsetIter iter;
  guint position;

  if (gtk_bitset_get_size (self->selected) > MAX_KEPT)
    return ids;

  for (gboolean more = gtk_bitset_iter_init_first (&iter, self->selected, &position); more;
       more = gtk_bitset_iter_next (&iter, &position))
    {
      guint64 id = self->kind->get_id (self->order, position);

      g_hash_table_add (ids, g_memdup2 (&id, sizeof id));
    }

  return ids;
}

/* Where that is in @order. */
static GtkBitset *
find_ids (PvTableModel *self,
          gpointer      order,
          GHashTable   *ids)
{
  GtkBitset *positions = gtk_bitset_new_empty ();
  guint n = self->kind->get_n (order);
  guint n_missing = g_hash_table_size (ids);

  for (guint i = 0; i < n && n_missing > 0; i++)
    {
      guint64 id = self->kind->get_id (order, i);

      if (g_hash_table_contains (ids, &id))
        {
          gtk_bitset_add (positions, i);
          n_missing--;
        }
    }

  return positions;
}

static void
pv_table_model_finalize (GObject *object)
{
  PvTableModel *self = PV_TABLE_MODEL (object);

  gtk_bitset_unref (self->selected);
  g_clear_object (&self->order);

  G_OBJECT_CLASS (pv_table_model_parent_class)->finalize (object);
}

static void
pv_table_model_class_init (PvTableModelClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = pv_table_model_finalize;

  signals[CHANGED] =
    g_signal_new ("changed", PV_TYPE_TABLE_MODEL, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
pv_table_model_init (PvTableModel *self)
{
  self->selected = gtk_bitset_new_empty ();
}

PvTableModel *
pv_table_model_new (const PvTableKind *kind)
{
  PvTableModel *self;

  g_return_val_if_fail (kind != NULL, NULL);

  self = g_object_new (PV_TYPE_TABLE_MODEL, NULL);
  self->kind = kind;

  return self;
}

const PvTableKind *
pv_table_model_get_kind (PvTableModel *self)
{
  g_return_val_if_fail (PV_IS_TABLE_MODEL (self), NULL);

  return self->kind;
}

void
pv_table_model_set_order (PvTableModel *self,
                          gpointer      order)
{
  GtkBitset *selected;
  guint before;
  guint after;

  g_return_if_fail (PV_IS_TABLE_MODEL (self));

  if (self->order != NULL && order != NULL && self->kind->have_same_ids (self->order, order))
    {
      g_autoptr (GHashTable) ids = get_selected_ids (self);

      selected = find_ids (self, order, ids);
    }
  else
    {
      selected = gtk_bitset_new_empty ();
    }

  before = pv_table_model_get_n_items (G_LIST_MODEL (self));
  g_set_object (&self->order, order);
  after = pv_table_model_get_n_items (G_LIST_MODEL (self));

  if (after < before)
    gtk_bitset_remove_range_closed (self->selected, after, before - 1);
  if (before != after)
    g_list_model_items_changed (G_LIST_MODEL (self), MIN (before, after), before - MIN (before, after),
                                after - MIN (before, after));
  take_selected (self, selected);
  pv_table_model_changed (self);
}

void
pv_table_model_changed (PvTableModel *self)
{
  g_return_if_fail (PV_IS_TABLE_MODEL (self));

  g_signal_emit (self, signals[CHANGED], 0);
}

gpointer
pv_table_model_get_order (PvTableModel *self)
{
  g_return_val_if_fail (PV_IS_TABLE_MODEL (self), NULL);

  return self->order;
}
