/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-table-view.c: a table that can be sorted, searched and copied from. */
#include "config.h"

#include <glib/gi18n.h>

#include "pv-column-sort.h"
#include "pv-failure.h"
#include "pv-job.h"
#include "pv-latest.h"
#include "pv-table-columns.h"
#include "pv-table-copy.h"
#include "pv-table-model.h"
#include "pv-table-view.h"

struct _PvTableView
{
  AdwBin parent_instance;

  GtkSearchBar *search_bar;
  GtkSearchEntry *search_entry;
  GtkWidget *pick_found;
  GtkStack *stack;
  GtkScrolledWindow *scroller;
  GtkColumnView *column_view;
  AdwStatusPage *nothing_found;
  GMenuModel *row_menu;
  GMenu *sort_menu;

  const PvTableKind *kind;
  PvTableColumns *columns;
  GtkPopover *popover;
  PvTableModel *model;
  PvSelection *selection;
  PvLatest latest;
  /* what rows are made of */
  gpointer input;
  gboolean narrow;
  /* whether the next order is another, not only of other numbers */
  gboolean to_top;
};

enum
{
  PROP_0,
  PROP_SEARCHING,
  PROP_NARROW,
  PROP_N_FOUND,
  N_PROPS
};

enum
{
  ACTIVATED,
  ROW_TAKEN,
  PICK_FOUND,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (PvTableView, pv_table_view, ADW_TYPE_BIN)

static PvTableRow *
dup_row (PvTableView *self,
         guint        position)
{
  return g_list_model_get_item (G_LIST_MODEL (self->model), position);
}

/* What the headings offer, for the keyboard. */
static void
update_sort_menu (PvTableView *self)
{
  g_menu_remove_all (self->sort_menu);
  for (guint column = 0; column < self->kind->n_columns; column++)
    {
      GtkColumnViewColumn *view_column = pv_table_columns_get (self->columns, column);
      g_autoptr (GMenuItem) item = NULL;

      if (!gtk_column_view_column_get_visible (view_column) || gtk_column_view_column_get_sorter (view_column) == NULL)
        continue;

      item = g_menu_item_new (gtk_column_view_column_get_title (view_column), NULL);
      g_menu_item_set_action_and_target (item, "table.sort", "u", column);
      g_menu_append_item (self->sort_menu, item);
    }
}

static void
update_columns (PvTableView *self)
{
  pv_table_columns_update (self->columns, self->input, self->narrow);
  update_sort_menu (self);
}

/* Of a few only: each would be a chip. */
static void
update_pick_found (PvTableView *self)
{
  guint n = pv_table_view_get_n_found (self);
  gboolean is_few = n <= PV_TABLE_MAX_PICKED;

  gtk_widget_set_visible (self->pick_found, self->kind->find_pick != NULL && pv_table_view_get_is_searched (self));
  gtk_widget_set_sensitive (self->pick_found, n > 0 && is_few);
  gtk_widget_set_tooltip_text (self->pick_found, is_few ? NULL : _("Too many: search for more of the label"));
}

static void
pick_found_cb (PvTableView *self)
{
  g_signal_emit (self, signals[PICK_FOUND], 0);
}

static void
show_order (PvTableView *self,
            gpointer     order)
{
  pv_table_model_set_order (self->model, order);
  if (self->to_top)
    gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scroller), 0);
  self->to_top = FALSE;

  gtk_stack_set_visible_child (self->stack,
                               order == NULL || self->kind->get_n (order) > 0
                                 ? GTK_WIDGET (self->scroller)
                                 : GTK_WIDGET (self->nothing_found));
  update_pick_found (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_FOUND]);
}

/* What is to be ordered, in a thread. */
typedef struct
{
  const PvTableKind *kind;
  gpointer input;
  PvTableSort sort;
  char *search;
  GObject *previous; /* or NULL */
} Ordering;

static void
ordering_free (gpointer data)
{
  Ordering *self = data;

  g_atomic_rc_box_release_full (self->input, self->kind->clear_input);
  g_free (self->search);
  g_clear_object (&self->previous);
  g_free (self);
}

static gpointer
order (gpointer       source,
       gpointer       data,
       GCancellable  *cancellable,
       GError       **error)
{
  const Ordering *ordering = data;

  return ordering->kind->order (ordering->input, &ordering->sort, ordering->previous, cancellable, error);
}

static const PvJob order_job = { order, g_object_unref, ordering_free };

static void
ordered_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (PvTableView) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GObject) order = pv_job_run_finish (&order_job, result, &error);

  if (order != NULL && self->input != NULL)
    show_order (self, order);
  else if (order == NULL && self->input != NULL && pv_failure_show (self->stack, error))
    {
      show_order (self, NULL);
      pv_failure_show (self->stack, error);
    }

  pv_latest_done (&self->latest);
}

static void
start (gpointer      owner,
       GCancellable *cancellable)
{
  PvTableView *self = owner;
  Ordering *ordering = g_new0 (Ordering, 1);

  ordering->kind = self->kind;
  ordering->input = g_atomic_rc_box_acquire (self->input);
  ordering->search = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->search_entry))));
  ordering->sort.search = ordering->search;
  if (!pv_column_sort_get (self->column_view, &ordering->sort.key, &ordering->sort.descending))
    ordering->sort.key = self->kind->columns[self->kind->sort_column].key;
  g_set_object (&ordering->previous, pv_table_model_get_order (self->model));

  pv_job_run_async (&order_job, NULL, ordering, cancellable, ordered_cb, g_object_ref (self));
}

/* The order under way is of no use any more. */
static void
order_again (PvTableView *self)
{
  if (self->input == NULL)
    return;

  self->to_top = TRUE;
  pv_latest_request (&self->latest, TRUE);
}

static void
search_cb (PvTableView *self)
{
  order_again (self);
}

static void
sort_cb (PvTableView *self)
{
  order_again (self);
}

static void
activate_cb (PvTableView *self,
             guint        position)
{
  g_autoptr (PvTableRow) row = dup_row (self, position);

  if (row != NULL)
    g_signal_emit (self, signals[ACTIVATED], 0, row);
}

static void
copy_cb (GtkWidget  *widget,
         const char *action,
         GVariant   *parameter)
{
  PvTableView *self = PV_TABLE_VIEW (widget);
  g_autoptr (GtkBitset) selected = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->model));
  gboolean is_all = gtk_bitset_get_size (selected) == g_list_model_get_n_items (G_LIST_MODEL (self->model));

  if (!gtk_bitset_is_empty (selected))
    pv_table_copy (widget, self->kind, self->input, pv_table_model_get_order (self->model), is_all ? NULL : selected);
}

static void
select_all_cb (GtkWidget  *widget,
               const char *action,
               GVariant   *parameter)
{
  gtk_selection_model_select_all (GTK_SELECTION_MODEL (PV_TABLE_VIEW (widget)->model));
}

/* As a click on the heading does: by the same column once more, the other way round. */
static void
sort_by_cb (GtkWidget  *widget,
            const char *action,
            GVariant   *parameter)
{
  PvTableView *self = PV_TABLE_VIEW (widget);
  guint column = g_variant_get_uint32 (parameter);
  GtkSortType order = GTK_SORT_ASCENDING;
  gboolean descending;
  guint key;

  g_return_if_fail (column < self->kind->n_columns);

  if (pv_column_sort_get (self->column_view, &key, &descending) && key == self->kind->columns[column].key &&
      !descending)
    order = GTK_SORT_DESCENDING;
  gtk_column_view_sort_by_column (self->column_view, pv_table_columns_get (self->columns, column), order);
}

static void
show_menu (PvTableView        *self,
           guint               position,
           const GdkRectangle *area)
{
  g_autoptr (PvTableRow) row = dup_row (self, position);
  GdkRectangle own_area = *area;
  double x = 0;
  double y = 0;

  if (row == NULL)
    return;

  gtk_widget_translate_coordinates (GTK_WIDGET (self->column_view), GTK_WIDGET (self), area->x, area->y, &x, &y);
  own_area.x = (int) x;
  own_area.y = (int) y;
  g_signal_emit (self, signals[ROW_TAKEN], 0, row, &own_area);
  if (!gtk_selection_model_is_selected (GTK_SELECTION_MODEL (self->model), position))
    gtk_selection_model_select_item (GTK_SELECTION_MODEL (self->model), position, TRUE);

  if (self->popover == NULL)
    {
      self->popover = GTK_POPOVER (gtk_popover_menu_new_from_model (self->row_menu));
      gtk_popover_set_has_arrow (self->popover, FALSE);
      gtk_widget_set_halign (GTK_WIDGET (self->popover), GTK_ALIGN_START);
      gtk_widget_set_parent (GTK_WIDGET (self->popover), GTK_WIDGET (self->column_view));
    }
  gtk_popover_set_pointing_to (self->popover, area);
  gtk_popover_popup (self->popover);
}

static void
show_menu_at (GtkGesture *gesture,
              double      x,
              double      y)
{
  GtkWidget *view = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (gesture));
  PvTableView *self = PV_TABLE_VIEW (gtk_widget_get_ancestor (view, PV_TYPE_TABLE_VIEW));
  GtkListItem *item = pv_table_columns_find_item (self->columns, gtk_widget_pick (view, x, y, GTK_PICK_DEFAULT));

  if (item == NULL)
    return;

  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
  show_menu (self, gtk_list_item_get_position (item), &(GdkRectangle){ (int) x, (int) y, 1, 1 });
}

static void
right_click_cb (GtkGesture *gesture,
                int         n_press,
                double      x,
                double      y)
{
  show_menu_at (gesture, x, y);
}

static void
long_press_cb (GtkGesture *gesture,
               double      x,
               double      y)
{
  show_menu_at (gesture, x, y);
}

/* The menu of the row with the focus, by keyboard. */
static void
menu_cb (GtkWidget  *widget,
         const char *action,
         GVariant   *parameter)
{
  PvTableView *self = PV_TABLE_VIEW (widget);
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (widget));
  GtkListItem *item;
  double x;
  double y;

  if (focus == NULL || !gtk_widget_is_ancestor (focus, GTK_WIDGET (self->column_view)))
    return;

  item = pv_table_columns_find_item (self->columns, focus);
  if (item == NULL ||
      !gtk_widget_translate_coordinates (focus, GTK_WIDGET (self->column_view), 0,
                                         gtk_widget_get_height (focus), &x, &y))
    return;

  show_menu (self, gtk_list_item_get_position (item),
             &(GdkRectangle){ (int) x + 2 * PV_TABLE_CELL_SPACING, (int) y, 1, 1 });
}

/* Tab leaves the rows, which may be millions; arrows go through them. The column view has a property for
 * that since GTK 4.12. */
static gboolean
pv_table_view_focus (GtkWidget        *widget,
                     GtkDirectionType  direction)
{
  PvTableView *self = PV_TABLE_VIEW (widget);
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (widget));
  GtkWidget *list = focus != NULL ? gtk_widget_get_ancestor (focus, GTK_TYPE_LIST_VIEW) : NULL;

  if (list == NULL || !gtk_widget_is_ancestor (list, GTK_WIDGET (self->column_view)) ||
      gtk_widget_get_ancestor (focus, GTK_TYPE_POPOVER) != NULL)
    return GTK_WIDGET_CLASS (pv_table_view_parent_class)->focus (widget, direction);

  switch (direction)
    {
    case GTK_DIR_TAB_FORWARD:
      return FALSE;

    case GTK_DIR_TAB_BACKWARD:
      return gtk_widget_child_focus (gtk_widget_get_first_child (GTK_WIDGET (self->column_view)), direction) ||
             (gtk_search_bar_get_search_mode (self->search_bar) &&
              gtk_widget_child_focus (GTK_WIDGET (self->search_bar), direction));

    case GTK_DIR_UP:
    case GTK_DIR_DOWN:
    case GTK_DIR_LEFT:
    case GTK_DIR_RIGHT:
    default:
      return GTK_WIDGET_CLASS (pv_table_view_parent_class)->focus (widget, direction);
    }
}

static void
let_go_of_input (PvTableView *self)
{
  if (self->input != NULL)
    g_atomic_rc_box_release_full (g_steal_pointer (&self->input), self->kind->clear_input);
}

static void
pv_table_view_dispose (GObject *object)
{
  PvTableView *self = PV_TABLE_VIEW (object);

  pv_latest_stop (&self->latest);
  g_clear_pointer ((GtkWidget **) &self->popover, gtk_widget_unparent);
  let_go_of_input (self);

  G_OBJECT_CLASS (pv_table_view_parent_class)->dispose (object);
}

static void
pv_table_view_finalize (GObject *object)
{
  PvTableView *self = PV_TABLE_VIEW (object);

  g_clear_object (&self->columns);
  g_clear_object (&self->model);
  g_clear_object (&self->selection);

  G_OBJECT_CLASS (pv_table_view_parent_class)->finalize (object);
}

static void
pv_table_view_get_property (GObject    *object,
                            guint       prop_id,
                            GValue     *value,
                            GParamSpec *pspec)
{
  PvTableView *self = PV_TABLE_VIEW (object);

  switch (prop_id)
    {
    case PROP_SEARCHING:
      g_value_set_boolean (value, gtk_search_bar_get_search_mode (self->search_bar));
      break;

    case PROP_NARROW:
      g_value_set_boolean (value, self->narrow);
      break;

    case PROP_N_FOUND:
      g_value_set_uint (value, pv_table_view_get_n_found (self));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
pv_table_view_set_property (GObject      *object,
                            guint         prop_id,
                            const GValue *value,
                            GParamSpec   *pspec)
{
  PvTableView *self = PV_TABLE_VIEW (object);

  switch (prop_id)
    {
    case PROP_SEARCHING:
      gtk_search_bar_set_search_mode (self->search_bar, g_value_get_boolean (value));
      break;

    case PROP_NARROW:
      self->narrow = g_value_get_boolean (value);
      if (self->kind != NULL)
        update_columns (self);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
searching_cb (PvTableView *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SEARCHING]);
}

static void
pv_table_view_class_init (PvTableViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = pv_table_view_dispose;
  object_class->finalize = pv_table_view_finalize;
  object_class->get_property = pv_table_view_get_property;
  object_class->set_property = pv_table_view_set_property;
  widget_class->focus = pv_table_view_focus;

  properties[PROP_SEARCHING] =
    g_param_spec_boolean ("searching", NULL, NULL, FALSE,
                          G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_NARROW] =
    g_param_spec_boolean ("narrow", NULL, NULL, FALSE, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_N_FOUND] =
    g_param_spec_uint ("n-found", NULL, NULL, 0, G_MAXUINT, 0, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[ACTIVATED] =
    g_signal_new ("activated", PV_TYPE_TABLE_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, PV_TYPE_TABLE_ROW);
  signals[ROW_TAKEN] =
    g_signal_new ("row-taken", PV_TYPE_TABLE_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 2, PV_TYPE_TABLE_ROW, GDK_TYPE_RECTANGLE | G_SIGNAL_TYPE_STATIC_SCOPE);

  signals[PICK_FOUND] = g_signal_new ("pick-found", PV_TYPE_TABLE_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                      G_TYPE_NONE, 0);

  gtk_widget_class_install_action (widget_class, "table.copy", NULL, copy_cb);
  gtk_widget_class_install_action (widget_class, "table.select-all", NULL, select_all_cb);
  gtk_widget_class_install_action (widget_class, "table.sort", "u", sort_by_cb);
  gtk_widget_class_install_action (widget_class, "table.menu", NULL, menu_cb);
  /* the menu shows the last */
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Insert, GDK_CONTROL_MASK, "table.copy", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_c, GDK_CONTROL_MASK, "table.copy", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Menu, 0, "table.menu", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F10, GDK_SHIFT_MASK, "table.menu", NULL);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               PV_RESOURCE_PREFIX "/ui/pv-table-view.ui");
  gtk_widget_class_bind_template_child (widget_class, PvTableView, search_bar);
  gtk_widget_class_bind_template_child (widget_class, PvTableView, search_entry);
  gtk_widget_class_bind_template_child (widget_class, PvTableView, pick_found);
  gtk_widget_class_bind_template_child (widget_class, PvTableView, stack);
  gtk_widget_class_bind_template_child (widget_class, PvTableView, scroller);
  gtk_widget_class_bind_template_child (widget_class, PvTableView, column_view);
  gtk_widget_class_bind_template_child (widget_class, PvTableView, nothing_found);
  gtk_widget_class_bind_template_child (widget_class, PvTableView, row_menu);
  gtk_widget_class_bind_template_child (widget_class, PvTableView, sort_menu);
  gtk_widget_class_bind_template_callback (widget_class, search_cb);
  gtk_widget_class_bind_template_callback (widget_class, pick_found_cb);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, right_click_cb);
  gtk_widget_class_bind_template_callback (widget_class, long_press_cb);
}

/* Where headings cannot have the focus, as in GTK 4.8, the row of them takes it and does nothing with it. */
static void
let_headings_alone (PvTableView *self)
{
  GtkWidget *header = gtk_widget_get_first_child (GTK_WIDGET (self->column_view));
  GtkWidget *heading = gtk_widget_get_first_child (header);

  if (heading != NULL && !gtk_widget_get_focusable (heading))
    {
      gtk_widget_set_can_focus (header, FALSE);
      gtk_widget_set_focusable (header, FALSE);
    }
}

static void
pv_table_view_init (PvTableView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  pv_latest_init (&self->latest, start, self);
  gtk_search_bar_connect_entry (self->search_bar, GTK_EDITABLE (self->search_entry));
  g_signal_connect_object (self->search_bar, "notify::search-mode-enabled", G_CALLBACK (searching_cb), self,
                           G_CONNECT_SWAPPED);
}

void
pv_table_view_set_kind (PvTableView       *self,
                        const PvTableKind *kind)
{
  g_return_if_fail (PV_IS_TABLE_VIEW (self));
  g_return_if_fail (kind != NULL && kind->n_columns <= PV_TABLE_MAX_COLUMNS);
  g_return_if_fail (self->kind == NULL);

  self->kind = kind;
  self->model = pv_table_model_new (kind);
  self->columns = pv_table_columns_new (self->column_view, self->model);
  update_columns (self);
  gtk_column_view_sort_by_column (self->column_view, pv_table_columns_get (self->columns, kind->sort_column),
                                  GTK_SORT_ASCENDING);
  g_signal_connect_object (gtk_column_view_get_sorter (self->column_view), "changed", G_CALLBACK (sort_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_column_view_set_model (self->column_view, GTK_SELECTION_MODEL (self->model));
  let_headings_alone (self);
}

/* The list within the column view has the focus while no row of it has. */
static void
update_name (PvTableView *self)
{
  const char *title = self->kind->get_name (self->input);

  for (GtkWidget *widget = gtk_widget_get_first_child (GTK_WIDGET (self->column_view)); widget != NULL;
       widget = gtk_widget_get_next_sibling (widget))
    if (GTK_IS_LIST_VIEW (widget))
      gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->column_view), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
}

void
pv_table_view_take_input (PvTableView *self,
                          gpointer     input)
{
  g_return_if_fail (PV_IS_TABLE_VIEW (self));
  g_return_if_fail (self->kind != NULL);

  let_go_of_input (self);
  self->input = input;

  if (input == NULL)
    {
      pv_latest_stop (&self->latest);
      show_order (self, NULL);
      return;
    }

  update_columns (self);
  update_name (self);
  /* while the user drags, an order of the last input but one is better than none */
  pv_latest_request (&self->latest, FALSE);
}

void
pv_table_view_set_selection (PvTableView *self,
                             PvSelection *selection)
{
  g_return_if_fail (PV_IS_TABLE_VIEW (self));
  g_return_if_fail (PV_IS_SELECTION (selection));

  if (!g_set_object (&self->selection, selection))
    return;

  pv_table_columns_set_selection (self->columns, selection);
  g_signal_connect_object (selection, "picks-changed", G_CALLBACK (pv_table_model_changed), self->model,
                           G_CONNECT_SWAPPED);
  pv_table_model_changed (self->model);
}

void
pv_table_view_set_row_menu (PvTableView *self,
                            GMenuModel  *menu)
{
  g_return_if_fail (PV_IS_TABLE_VIEW (self));
  g_return_if_fail (G_IS_MENU_MODEL (menu));

  g_menu_prepend_section (G_MENU (self->row_menu), NULL, menu);
}

guint
pv_table_view_get_n_found (PvTableView *self)
{
  g_return_val_if_fail (PV_IS_TABLE_VIEW (self), 0);

  return self->model != NULL ? g_list_model_get_n_items (G_LIST_MODEL (self->model)) : 0;
}

gboolean
pv_table_view_get_is_searched (PvTableView *self)
{
  g_return_val_if_fail (PV_IS_TABLE_VIEW (self), FALSE);

  return *gtk_editable_get_text (GTK_EDITABLE (self->search_entry)) != '\0';
}

void
pv_table_view_focus_rows (PvTableView *self)
{
  g_return_if_fail (PV_IS_TABLE_VIEW (self));

  gtk_widget_grab_focus (GTK_WIDGET (self->column_view));
}

PvTableRow *
pv_table_view_dup_found (PvTableView *self,
                         guint        i)
{
  g_return_val_if_fail (PV_IS_TABLE_VIEW (self), NULL);

  return dup_row (self, i);
}

void
pv_table_view_type_search (PvTableView           *self,
                           GtkEventControllerKey *controller)
{
  g_return_if_fail (PV_IS_TABLE_VIEW (self));

  gtk_search_bar_set_search_mode (self->search_bar, TRUE);
  gtk_event_controller_key_forward (controller,
                                    GTK_WIDGET (gtk_editable_get_delegate (GTK_EDITABLE (self->search_entry))));
}

void
pv_table_view_search (PvTableView *self,
                      const char  *text)
{
  g_return_if_fail (PV_IS_TABLE_VIEW (self));
  g_return_if_fail (text != NULL);

  gtk_search_bar_set_search_mode (self->search_bar, TRUE);
  gtk_editable_set_text (GTK_EDITABLE (self->search_entry), text);
  gtk_editable_set_position (GTK_EDITABLE (self->search_entry), -1);
}

gboolean
pv_table_view_get_searching (PvTableView *self)
{
  g_return_val_if_fail (PV_IS_TABLE_VIEW (self), FALSE);

  return gtk_search_bar_get_search_mode (self->search_bar);
}

void
pv_table_view_focus_search (PvTableView *self)
{
  g_return_if_fail (PV_IS_TABLE_VIEW (self));

  if (gtk_widget_get_focus_child (GTK_WIDGET (self->search_bar)) == NULL)
    gtk_text_grab_focus_without_selecting (
      GTK_TEXT (gtk_editable_get_delegate (GTK_EDITABLE (self->search_entry))));
}
