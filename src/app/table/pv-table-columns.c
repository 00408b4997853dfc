/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-table-columns.c: the columns of a table, and the cells in them. */
#include "config.h"

#include <glib/gi18n.h>

#include "pv-column-sort.h"
#include "pv-mark.h"
#include "pv-table-columns.h"
#include "pv-table-row.h"
#include "pv-unit.h"

/* A cell's key for the list item that it shows; a cell's and a column's for which column it is. */
#define LIST_ITEM "pv-list-item"
#define COLUMN "pv-column"
/* Their key for these columns. */
#define COLUMNS "pv-columns"

struct _PvTableColumns
{
  GObject parent_instance;

  const PvTableKind *kind;
  /* whose columns these are */
  GtkColumnView *column_view;
  PvTableModel *model;
  PvSelection *selection;
  GtkColumnViewColumn *columns[PV_TABLE_MAX_COLUMNS];
  /* in characters: that of the largest number, so that columns do not jump as one scrolls */
  int widths[PV_TABLE_MAX_COLUMNS];
};

G_DEFINE_FINAL_TYPE (PvTableColumns, pv_table_columns, G_TYPE_OBJECT)

/* The pick of what is in a row, or NULL. */
static const PvPick *
find_pick (PvTableColumns *self,
           PvTableRow     *row)
{
  if (self->selection == NULL || self->kind->find_pick == NULL)
    return NULL;

  return self->kind->find_pick (pv_table_row_get_order (row), pv_table_row_get_position (row), self->selection);
}

/* Picked rows have a dot in the colour of the pick. */
static void
update_mark (GtkListItem *item)
{
  GtkWidget *cell = gtk_list_item_get_child (item);
  GtkWidget *mark = gtk_widget_get_last_child (cell);
  const PvPick *pick = find_pick (g_object_get_data (G_OBJECT (cell), COLUMNS), gtk_list_item_get_item (item));

  if (mark != gtk_widget_get_first_child (cell))
    gtk_box_remove (GTK_BOX (cell), mark);
  if (pick != NULL)
    gtk_box_append (GTK_BOX (cell), pv_mark_new (pick->mark));
}

/* What is shortened is told whole; but not over a menu or details. */
static gboolean
query_tooltip_cb (GtkLabel   *label,
                  int         x,
                  int         y,
                  gboolean    is_keyboard,
                  GtkTooltip *tooltip)
{
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (label)));

  gtk_tooltip_set_text (tooltip, gtk_label_get_label (label));

  return pango_layout_is_ellipsized (gtk_label_get_layout (label)) &&
         (focus == NULL || gtk_widget_get_ancestor (focus, GTK_TYPE_POPOVER) == NULL);
}

/* What a row says: "Rank 1, Address 10.0.0.1, Packets 300". Its name is that of the widget around all of
 * its cells. */
static void
update_row_name (PvTableColumns *self,
                 GtkWidget      *cell,
                 PvTableRow     *row)
{
  GtkWidget *parent = gtk_widget_get_parent (cell);
  GtkWidget *widget = parent != NULL ? gtk_widget_get_parent (parent) : NULL;
  g_autoptr (GString) text = g_string_new (NULL);

  if (widget == NULL)
    return;

  for (guint column = 0; column < self->kind->n_columns; column++)
    {
      g_autofree char *value = NULL;

      if (!gtk_column_view_column_get_visible (self->columns[column]))
        continue;

      value = pv_table_row_dup_text (row, column);
      if (value == NULL || *value == '\0')
        continue;
      g_string_append_printf (text, "%s%s %s", text->len > 0 ? ", " : "",
                              gtk_column_view_column_get_title (self->columns[column]), value);
    }

  if (find_pick (self, row) != NULL)
    {
      g_autofree char *picked = g_strdup_printf (C_ ("bar", "%s, picked"), text->str);

      g_string_assign (text, picked);
    }

  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, text->str, -1);
}

static void
update_cell (GtkListItem *item)
{
  GtkWidget *cell = gtk_list_item_get_child (item);
  GtkLabel *label = GTK_LABEL (gtk_widget_get_first_child (cell));
  PvTableRow *row = gtk_list_item_get_item (item);
  PvTableColumns *self = g_object_get_data (G_OBJECT (cell), COLUMNS);
  guint column = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (cell), COLUMN));
  g_autofree char *text = NULL;

  if (row == NULL || !pv_table_row_exists (row))
    return;

  text = pv_table_row_dup_text (row, column);
  if (g_strcmp0 (text, gtk_label_get_label (label)) != 0)
    gtk_label_set_label (label, text);
  gtk_label_set_width_chars (label, self->widths[column]);
  if (column == self->kind->text_column)
    {
      update_mark (item);
      update_row_name (self, cell, row);
    }
}

static void
setup_cb (GtkColumnViewColumn      *view_column,
          GtkListItem              *item,
          GtkSignalListItemFactory *factory)
{
  PvTableColumns *self = g_object_get_data (G_OBJECT (view_column), COLUMNS);
  guint column = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (view_column), COLUMN));
  GtkWidget *cell = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, PV_TABLE_CELL_SPACING);
  GtkLabel *label = GTK_LABEL (gtk_label_new (NULL));

  if (self->kind->columns[column].is_number)
    {
      gtk_label_set_xalign (label, 1);
      gtk_widget_set_hexpand (GTK_WIDGET (label), TRUE);
      gtk_widget_add_css_class (GTK_WIDGET (label), "numeric");
    }
  else
    {
      gtk_label_set_xalign (label, 0);
    }
  if (self->kind->columns[column].is_long)
    {
      gtk_label_set_ellipsize (label, PANGO_ELLIPSIZE_MIDDLE);
      gtk_widget_set_has_tooltip (GTK_WIDGET (label), TRUE);
      g_signal_connect (label, "query-tooltip", G_CALLBACK (query_tooltip_cb), NULL);
    }
  if (self->kind->columns[column].is_dim)
    gtk_widget_add_css_class (GTK_WIDGET (label), "dim-label");

  gtk_box_append (GTK_BOX (cell), GTK_WIDGET (label));
  g_object_set_data (G_OBJECT (cell), LIST_ITEM, item);
  g_object_set_data (G_OBJECT (cell), COLUMN, GUINT_TO_POINTER (column));
  g_object_set_data (G_OBJECT (cell), COLUMNS, self);
  gtk_list_item_set_child (item, cell);
  g_signal_connect_object (self->model, "changed", G_CALLBACK (update_cell), item, G_CONNECT_SWAPPED);
}

static void
bind_cb (GtkColumnViewColumn      *view_column,
         GtkListItem              *item,
         GtkSignalListItemFactory *factory)
{
  update_cell (item);
}

/* Titles stand over the ends of numbers, after the arrow of the order. GTK has no way to say so. */
static void
align_title (PvTableColumns *self,
             guint           column)
{
  GtkWidget *header = gtk_widget_get_first_child (GTK_WIDGET (self->column_view));
  GtkWidget *title = header != NULL ? gtk_widget_get_first_child (header) : NULL;
  GtkWidget *box;

  for (guint i = 0; i < column && title != NULL; i++)
    title = gtk_widget_get_next_sibling (title);
  box = title != NULL ? gtk_widget_get_first_child (title) : NULL;
  if (!GTK_IS_BOX (box))
    return;

  gtk_widget_set_halign (box, GTK_ALIGN_END);
  gtk_box_reorder_child_after (GTK_BOX (box), gtk_widget_get_last_child (box), NULL);
}

static void
add_column (PvTableColumns *self,
            guint           column)
{
  const PvTableColumnInfo *info = &self->kind->columns[column];
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  g_autoptr (GtkColumnViewColumn) view_column = gtk_column_view_column_new (NULL, factory);

  g_object_set_data (G_OBJECT (view_column), COLUMN, GUINT_TO_POINTER (column));
  g_object_set_data (G_OBJECT (view_column), COLUMNS, self);
  g_signal_connect_swapped (factory, "setup", G_CALLBACK (setup_cb), view_column);
  g_signal_connect_swapped (factory, "bind", G_CALLBACK (bind_cb), view_column);
  gtk_column_view_column_set_expand (view_column, info->is_long);

  if (info->key != PV_TABLE_NO_KEY)
    pv_column_sort_allow (view_column, info->key);
  gtk_column_view_append_column (self->column_view, view_column);
  if (info->is_number)
    align_title (self, column);
  self->columns[column] = view_column;
}

static void
pv_table_columns_finalize (GObject *object)
{
  PvTableColumns *self = PV_TABLE_COLUMNS (object);

  g_clear_object (&self->model);
  g_clear_object (&self->selection);

  G_OBJECT_CLASS (pv_table_columns_parent_class)->finalize (object);
}

static void
pv_table_columns_class_init (PvTableColumnsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = pv_table_columns_finalize;
}

static void
pv_table_columns_init (PvTableColumns *self)
{
}

PvTableColumns *
pv_table_columns_new (GtkColumnView *column_view,
                      PvTableModel  *model)
{
  PvTableColumns *self;

  g_return_val_if_fail (GTK_IS_COLUMN_VIEW (column_view), NULL);
  g_return_val_if_fail (PV_IS_TABLE_MODEL (model), NULL);

  self = g_object_new (PV_TYPE_TABLE_COLUMNS, NULL);
  self->kind = pv_table_model_get_kind (model);
  self->column_view = column_view;
  self->model = g_object_ref (model);
  for (guint column = 0; column < self->kind->n_columns; column++)
    add_column (self, column);

  return self;
}

void
pv_table_columns_set_selection (PvTableColumns *self,
                                PvSelection    *selection)
{
  g_return_if_fail (PV_IS_TABLE_COLUMNS (self));
  g_return_if_fail (PV_IS_SELECTION (selection));

  g_set_object (&self->selection, selection);
}

void
pv_table_columns_update (PvTableColumns *self,
                         gpointer        input,
                         gboolean        narrow)
{
  g_return_if_fail (PV_IS_TABLE_COLUMNS (self));

  for (guint column = 0; column < self->kind->n_columns; column++)
    {
      PvTableColumnState state = { NULL, FALSE, 0 };
      g_autofree char *largest = NULL;

      self->kind->describe (input, narrow, column, &state);
      largest = pv_unit_format (PV_UNIT_COUNT, (double) state.max);
      self->widths[column] = MAX (self->kind->columns[column].min_width, (int) g_utf8_strlen (largest, -1) + 1);
      gtk_column_view_column_set_title (self->columns[column], state.title);
      gtk_column_view_column_set_visible (self->columns[column], !state.is_hidden);
    }
}

GtkColumnViewColumn *
pv_table_columns_get (PvTableColumns *self,
                      guint           column)
{
  g_return_val_if_fail (PV_IS_TABLE_COLUMNS (self), NULL);
  g_return_val_if_fail (column < self->kind->n_columns, NULL);

  return self->columns[column];
}

GtkListItem *
pv_table_columns_find_item (PvTableColumns *self,
                            GtkWidget      *widget)
{
  g_return_val_if_fail (PV_IS_TABLE_COLUMNS (self), NULL);

  for (; widget != NULL && widget != GTK_WIDGET (self->column_view) && !GTK_IS_LIST_VIEW (widget);
       widget = gtk_widget_get_parent (widget))
    for (GtkWidget *child = widget; child != NULL; child = gtk_widget_get_first_child (child))
      {
        GtkListItem *item = g_object_get_data (G_OBJECT (child), LIST_ITEM);

        if (item != NULL)
          return item;
      }

  return NULL;
}
