/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-rank-page.c: a tab: its dimensions, one of them or several side by side. */
#include "config.h"

#include <glib/gi18n.h>

#include "pv-choices.h"
#include "pv-dimension-text.h"
#include "pv-map-view.h"
#include "pv-rank-columns.h"
#include "pv-rank-page.h"
#include "pv-settings.h"
#include "pv-tab-label.h"
#include "pv-toggle-group.h"
#include "pv-value-drop-down.h"

/* Stands for the map among the dimensions of its tab. */
#define MAP_TAB PV_TAB_CONVERSATIONS
#define MAP_DIMENSION PV_DIMENSION_CONVERSATION
#define MAP_VALUE PV_N_DIMENSIONS

struct _PvRankPage
{
  AdwBin parent_instance;

  PvTab tab;
  GtkWidget *header;
  PvToggleGroup *toggles;
  PvValueDropDown *narrow_switch;
  PvValueDropDown *change_order;
  PvValueDropDown *change_states;
  GtkLabel *found;
  GtkBox *content;
  PvRankColumns *columns;
  PvMapView *map; /* NULL where the tab has none */
  AdwBin *map_bin; /* beside the toggles: what chooses how the map is */

  PvCrossfilterModel *crossfilter;
  PvLabelCounts *counts;
  PvComparison *comparison;
  PvCapture *capture;

  PvMeasure measure;
  gint64 n_max;
  gboolean show_table;
  gboolean narrow;
  guint n_selected;
  guint n_all;
};

enum
{
  PROP_0,
  PROP_NARROW,
  PROP_DIMENSION,
  PROP_MEASURE,
  PROP_N_MAX,
  PROP_SHOW_TABLE,
  PROP_SEARCHING,
  PROP_SHOW_MAP,
  PROP_N_SELECTED,
  PROP_N_ALL,
  PROP_SHORT_TITLE,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (PvRankPage, pv_rank_page, ADW_TYPE_BIN)

/* Whether the map is chosen. */
static gboolean
has_chosen_map (PvRankPage *self)
{
  return self->map != NULL && pv_toggle_group_get_value (self->toggles) == MAP_VALUE;
}

/* The map is of what conversations are. */
static PvDimension
get_dimension (PvRankPage *self)
{
  return has_chosen_map (self) ? MAP_DIMENSION : (PvDimension) pv_toggle_group_get_value (self->toggles);
}

/* The first of the tab, which is there whatever the capture has. */
static PvDimension
get_first (PvTab tab)
{
  PvDimension dimension = 0;

  while (pv_dimension_get_tab (dimension) != tab)
    dimension++;

  return dimension;
}

/* What the capture has nothing of stands back; as long as that is not known, what is rare does. */
static gboolean
is_shown (PvRankPage  *self,
          PvDimension  dimension)
{
  PvEventKind kind;
  guint n;

  if (dimension == get_first (self->tab))
    return TRUE;
  if (pv_dimension_stands_back (dimension, self->capture))
    return FALSE;
  /* only who asks for it gets to know whether there is any */
  if (pv_dimension_get_on_demand (dimension) != PV_ON_DEMAND_NONE)
    return self->capture != NULL && pv_capture_get_settled (self->capture);
  if (self->capture != NULL && pv_dimension_get_event_kind (dimension, &kind))
    return pv_capture_get_n_events (self->capture, kind) > 0;
  if (self->counts != NULL && pv_label_counts_get_whole (self->counts, dimension, &n))
    return n > 0 || pv_dimension_get_family (dimension) == pv_dimension_get_family (get_first (self->tab));

  return TRUE;
}

static guint
list_shown (PvRankPage  *self,
            PvDimension *dimensions)
{
  guint n = 0;

  for (PvDimension dimension = 0; dimension < PV_N_DIMENSIONS; dimension++)
    if (pv_dimension_get_tab (dimension) == self->tab && is_shown (self, dimension))
      dimensions[n++] = dimension;

  return n;
}

gboolean
pv_rank_page_has_choice (PvRankPage *self)
{
  PvDimension dimensions[PV_N_DIMENSIONS];

  g_return_val_if_fail (PV_IS_RANK_PAGE (self), FALSE);

  return self->map != NULL || list_shown (self, dimensions) > 1;
}

/* Of the chosen dimension. */
static PvBarView *
get_view (PvRankPage *self)
{
  return pv_rank_columns_get_first (self->columns);
}

static PvTableView *
get_table (PvRankPage *self)
{
  return pv_bar_view_get_table (get_view (self));
}

/* A table, and what is searched, is of the conversations that are on the map. */
static void
update_map (PvRankPage *self)
{
  gboolean shows_map = has_chosen_map (self) && !self->show_table && !pv_table_view_get_searching (get_table (self));

  if (self->map == NULL)
    return;

  gtk_widget_set_visible (GTK_WIDGET (self->map), shows_map);
  gtk_widget_set_visible (GTK_WIDGET (self->columns), !shows_map);
  gtk_widget_set_visible (GTK_WIDGET (self->found), !shows_map);
  gtk_widget_set_visible (GTK_WIDGET (self->map_bin), shows_map);
}

static void
searching_cb (PvRankPage *self)
{
  update_map (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SEARCHING]);
}

/* How many a search has found, beside the search. */
static void
update_found (PvRankPage *self)
{
  g_autofree char *text = pv_bar_view_dup_count (get_view (self));

  gtk_label_set_label (self->found, text);
}

static void
set_count (PvRankPage *self,
           guint      *count,
           guint       n,
           GParamSpec *pspec)
{
  if (*count == n)
    return;

  *count = n;
  g_object_notify_by_pspec (G_OBJECT (self), pspec);
}

/* In what is selected, and in the capture. */
static void
update_count (PvRankPage *self)
{
  PvDimension dimension = get_dimension (self);
  gboolean has_whole;
  guint whole = 0;
  guint part;

  if (self->counts == NULL || self->capture == NULL)
    return;

  has_whole = pv_dimension_get_on_demand (dimension) == PV_ON_DEMAND_NONE &&
              pv_label_counts_get_whole (self->counts, dimension, &whole);
  if (!has_whole)
    whole = pv_bar_view_get_n_labels (get_view (self));
  if (!has_whole || !pv_label_counts_get_part (self->counts, dimension, &part) ||
      pv_selection_is_empty (pv_crossfilter_model_get_selection (self->crossfilter)))
    part = PV_TAB_NO_COUNT;

  set_count (self, &self->n_all, whole, properties[PROP_N_ALL]);
  set_count (self, &self->n_selected, part, properties[PROP_N_SELECTED]);
}

static void
n_labels_cb (PvRankPage *self)
{
  update_found (self);
  update_count (self);
}

static void
update_toggles (PvRankPage *self)
{
  for (PvDimension dimension = 0; dimension < PV_N_DIMENSIONS; dimension++)
    if (pv_dimension_get_tab (dimension) == self->tab)
      {
        gboolean shown = is_shown (self, dimension);

        pv_toggle_group_set_shown (self->toggles, dimension, shown);
        if (!shown && !has_chosen_map (self) && get_dimension (self) == dimension)
          pv_toggle_group_set_value (self->toggles, get_first (self->tab));
        pv_value_drop_down_set_shown (self->narrow_switch, dimension, shown);
      }
  gtk_widget_set_visible (GTK_WIDGET (self->toggles), pv_rank_page_has_choice (self));
}

/* What may stand side by side: what has to be read first only where it was chosen. */
static guint
list_columns (PvRankPage  *self,
              PvDimension *dimensions)
{
  guint n_shown = list_shown (self, dimensions);
  guint n = 0;

  for (guint i = 0; i < n_shown; i++)
    if (pv_dimension_get_on_demand (dimensions[i]) == PV_ON_DEMAND_NONE || dimensions[i] == get_dimension (self))
      dimensions[n++] = dimensions[i];

  return n;
}

static void
update_columns (PvRankPage *self)
{
  PvDimension dimensions[PV_N_DIMENSIONS];
  guint n = list_columns (self, dimensions);
  guint chosen = 0;

  while (chosen < n && dimensions[chosen] != get_dimension (self))
    chosen++;
  pv_rank_columns_set_dimensions (self->columns, dimensions, n, chosen % n);
}

/* In which order changes are, and which, is one for all pages. */
static void
change_choice_cb (PvRankPage *self)
{
  if (self->comparison == NULL)
    return;

  pv_comparison_set_order (self->comparison, (PvChangeOrder) pv_value_drop_down_get_value (self->change_order));
  pv_comparison_set_states (self->comparison, (guint) pv_value_drop_down_get_value (self->change_states));
}

static void
comparison_changed_cb (PvRankPage *self)
{
  gboolean is_compared = pv_comparison_get_capture (self->comparison) != NULL;
  PvChangeOrder order = pv_comparison_get_order (self->comparison);
  guint states = pv_comparison_get_states (self->comparison);

  gtk_widget_set_visible (GTK_WIDGET (self->change_order), is_compared);
  gtk_widget_set_visible (GTK_WIDGET (self->change_states), is_compared);
  g_signal_handlers_block_by_func (self->change_order, change_choice_cb, self);
  g_signal_handlers_block_by_func (self->change_states, change_choice_cb, self);
  pv_value_drop_down_set_value (self->change_order, order);
  pv_value_drop_down_set_value (self->change_states, states);
  g_signal_handlers_unblock_by_func (self->change_order, change_choice_cb, self);
  g_signal_handlers_unblock_by_func (self->change_states, change_choice_cb, self);
}

static void
toggle_cb (PvRankPage *self)
{
  update_columns (self);
  update_map (self);
  update_count (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SHOW_MAP]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DIMENSION]);
}

static void
counts_changed_cb (PvRankPage *self)
{
  update_toggles (self);
  update_columns (self);
  update_count (self);
}

static void
pv_rank_page_dispose (GObject *object)
{
  PvRankPage *self = PV_RANK_PAGE (object);

  g_clear_object (&self->narrow_switch);
  g_clear_object (&self->capture);
  g_clear_object (&self->counts);
  g_clear_object (&self->comparison);
  g_clear_object (&self->crossfilter);

  G_OBJECT_CLASS (pv_rank_page_parent_class)->dispose (object);
}

static void
pv_rank_page_get_property (GObject    *object,
                           guint       prop_id,
                           GValue     *value,
                           GParamSpec *pspec)
{
  PvRankPage *self = PV_RANK_PAGE (object);

  switch (prop_id)
    {
    case PROP_NARROW:
      g_value_set_boolean (value, self->narrow);
      break;

    case PROP_DIMENSION:
      g_value_set_int64 (value, get_dimension (self));
      break;

    case PROP_MEASURE:
      g_value_set_int64 (value, self->measure);
      break;

    case PROP_N_MAX:
      g_value_set_int64 (value, self->n_max);
      break;

    case PROP_SHOW_TABLE:
      g_value_set_boolean (value, self->show_table);
      break;

    case PROP_SEARCHING:
      g_object_get_property (G_OBJECT (get_table (self)), "searching", value);
      break;

    case PROP_SHOW_MAP:
      g_value_set_boolean (value, has_chosen_map (self));
      break;

    case PROP_SHORT_TITLE:
      g_value_set_string (value, pv_tab_get_short_title (self->tab));
      break;

    case PROP_N_SELECTED:
      g_value_set_uint (value, self->n_selected);
      break;

    case PROP_N_ALL:
      g_value_set_uint (value, self->n_all);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
pv_rank_page_set_property (GObject      *object,
                           guint         prop_id,
                           const GValue *value,
                           GParamSpec   *pspec)
{
  PvRankPage *self = PV_RANK_PAGE (object);

  switch (prop_id)
    {
    case PROP_NARROW:
      self->narrow = g_value_get_boolean (value);
      gtk_widget_set_visible (self->header, !self->narrow);
      if (self->map != NULL)
        pv_map_view_set_controls_bin (self->map, self->narrow ? NULL : self->map_bin);
      break;

    case PROP_DIMENSION:
      pv_toggle_group_set_value (self->toggles, g_value_get_int64 (value));
      break;

    case PROP_MEASURE:
      self->measure = (PvMeasure) g_value_get_int64 (value);
      pv_rank_columns_set_measure (self->columns, self->measure);
      if (self->map != NULL)
        pv_map_view_set_measure (self->map, self->measure);
      break;

    case PROP_N_MAX:
      self->n_max = g_value_get_int64 (value);
      break;

    case PROP_SHOW_TABLE:
      self->show_table = g_value_get_boolean (value);
      update_map (self);
      break;

    case PROP_SHOW_MAP:
      if (self->map != NULL && g_value_get_boolean (value) != has_chosen_map (self))
        pv_toggle_group_set_value (self->toggles, g_value_get_boolean (value) ? MAP_VALUE : MAP_DIMENSION);
      break;

    case PROP_SEARCHING:
      g_object_set_property (G_OBJECT (get_table (self)), "searching", value);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
pv_rank_page_class_init (PvRankPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = pv_rank_page_dispose;
  object_class->get_property = pv_rank_page_get_property;
  object_class->set_property = pv_rank_page_set_property;

  properties[PROP_NARROW] =
    g_param_spec_boolean ("narrow", NULL, NULL, FALSE, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_DIMENSION] =
    g_param_spec_int64 ("dimension", NULL, NULL, 0, PV_N_DIMENSIONS - 1, 0,
                        G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_MEASURE] =
    g_param_spec_int64 ("measure", NULL, NULL, 0, PV_MEASURE_IP_BYTES, 0, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_N_MAX] =
    g_param_spec_int64 ("n-max", NULL, NULL, 0, G_MAXUINT, 0, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_SHOW_TABLE] =
    g_param_spec_boolean ("show-table", NULL, NULL, FALSE, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_SEARCHING] =
    g_param_spec_boolean ("searching", NULL, NULL, FALSE,
                          G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_SHOW_MAP] =
    g_param_spec_boolean ("show-map", NULL, NULL, FALSE,
                          G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_N_SELECTED] =
    g_param_spec_uint ("n-selected", NULL, NULL, 0, G_MAXUINT, PV_TAB_NO_COUNT,
                       G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_N_ALL] =
    g_param_spec_uint ("n-all", NULL, NULL, 0, G_MAXUINT, PV_TAB_NO_COUNT, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_SHORT_TITLE] =
    g_param_spec_string ("short-title", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  g_type_ensure (PV_TYPE_RANK_COLUMNS);
  g_type_ensure (PV_TYPE_TOGGLE_GROUP);
  g_type_ensure (PV_TYPE_VALUE_DROP_DOWN);
  gtk_widget_class_set_template_from_resource (widget_class, PV_RESOURCE_PREFIX "/ui/pv-rank-page.ui");
  gtk_widget_class_bind_template_child (widget_class, PvRankPage, header);
  gtk_widget_class_bind_template_child (widget_class, PvRankPage, toggles);
  gtk_widget_class_bind_template_child (widget_class, PvRankPage, found);
  gtk_widget_class_bind_template_child (widget_class, PvRankPage, map_bin);
  gtk_widget_class_bind_template_child (widget_class, PvRankPage, content);
  gtk_widget_class_bind_template_child (widget_class, PvRankPage, change_order);
  gtk_widget_class_bind_template_child (widget_class, PvRankPage, change_states);
  gtk_widget_class_bind_template_callback (widget_class, change_choice_cb);
  gtk_widget_class_bind_template_child (widget_class, PvRankPage, columns);
  gtk_widget_class_bind_template_callback (widget_class, toggle_cb);
}

/* Typing anywhere in the page searches its labels. Space picks, and what has Control or Alt is for others. */
static gboolean
key_pressed_cb (GtkEventControllerKey *controller,
                guint                  keyval,
                guint                  keycode,
                GdkModifierType        state,
                PvRankPage            *self)
{
  gunichar letter = gdk_keyval_to_unicode (keyval);

  if ((state & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK | GDK_META_MASK)) != 0 || letter == 0 ||
      !g_unichar_isgraph (letter))
    return GDK_EVENT_PROPAGATE;

  pv_table_view_type_search (get_table (self), controller);

  return GDK_EVENT_STOP;
}

static void
pv_rank_page_init (PvRankPage *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->n_selected = PV_TAB_NO_COUNT;
  self->n_all = PV_TAB_NO_COUNT;
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);

  gtk_widget_init_template (GTK_WIDGET (self));
  pv_choices_add_change_orders (self->change_order);
  pv_choices_add_change_states (self->change_states);
  g_object_bind_property (self, "narrow", self->columns, "narrow", G_BINDING_SYNC_CREATE);
  g_object_bind_property (self, "n-max", self->columns, "n-max", G_BINDING_SYNC_CREATE);
  g_object_bind_property (self, "show-table", self->columns, "show-table", G_BINDING_SYNC_CREATE);
}

static void
add_map (PvRankPage *self)
{
  self->map = PV_MAP_VIEW (pv_map_view_new ());
  gtk_widget_set_visible (GTK_WIDGET (self->map), FALSE);
  gtk_box_append (self->content, GTK_WIDGET (self->map));
  pv_map_view_set_controls_bin (self->map, self->narrow ? NULL : self->map_bin);
  /* Translators: one of several views: clients and servers, and ribbons between them */
  pv_toggle_group_add (self->toggles, MAP_VALUE, C_("map", "Map"));
  pv_value_drop_down_add (self->narrow_switch, MAP_VALUE, C_("map", "Map"));
  pv_map_view_set_measure (self->map, self->measure);
}

GtkWidget *
pv_rank_page_new (PvTab tab)
{
  PvRankPage *self;

  g_return_val_if_fail (tab < PV_N_TABS, NULL);

  self = g_object_new (PV_TYPE_RANK_PAGE, NULL);
  self->tab = tab;
  self->narrow_switch = g_object_ref_sink (g_object_new (PV_TYPE_VALUE_DROP_DOWN, "label", _("View"), NULL));
  for (PvDimension dimension = 0; dimension < PV_N_DIMENSIONS; dimension++)
    if (pv_dimension_get_tab (dimension) == tab)
      {
        pv_toggle_group_add (self->toggles, dimension, pv_dimension_get_toggle_title (dimension));
        pv_value_drop_down_add (self->narrow_switch, dimension, pv_dimension_get_toggle_title (dimension));
      }
  if (tab == MAP_TAB)
    add_map (self);
  g_object_set (self->toggles, "label", _("View"), NULL);
  g_object_bind_property (self->toggles, "value", self->narrow_switch, "value",
                          G_BINDING_BIDIRECTIONAL | G_BINDING_SYNC_CREATE);
  g_signal_connect_object (get_view (self), "notify::n-labels", G_CALLBACK (n_labels_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (get_table (self), "notify::searching", G_CALLBACK (searching_cb), self,
                           G_CONNECT_SWAPPED);
  update_toggles (self);
  update_columns (self);

  return GTK_WIDGET (self);
}

PvTab
pv_rank_page_get_tab (PvRankPage *self)
{
  g_return_val_if_fail (PV_IS_RANK_PAGE (self), 0);

  return self->tab;
}

void
pv_rank_page_set_context (PvRankPage         *self,
                          PvCrossfilterModel *crossfilter,
                          PvNameFinder       *names,
                          PvLabelCounts      *counts)
{
  g_return_if_fail (PV_IS_RANK_PAGE (self));
  g_return_if_fail (PV_IS_CROSSFILTER_MODEL (crossfilter));
  g_return_if_fail (PV_IS_NAME_FINDER (names));
  g_return_if_fail (PV_IS_LABEL_COUNTS (counts));
  g_return_if_fail (self->crossfilter == NULL);

  self->crossfilter = g_object_ref (crossfilter);
  self->counts = g_object_ref (counts);
  pv_rank_columns_set_context (self->columns, crossfilter, names);
  if (self->map != NULL)
    pv_map_view_set_context (self->map, crossfilter, names);
  g_signal_connect_object (counts, "changed", G_CALLBACK (counts_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (pv_crossfilter_model_get_selection (crossfilter), "changed", G_CALLBACK (update_count), self,
                           G_CONNECT_SWAPPED);
}

void
pv_rank_page_set_comparison (PvRankPage   *self,
                             PvComparison *comparison)
{
  g_return_if_fail (PV_IS_RANK_PAGE (self));
  g_return_if_fail (PV_IS_COMPARISON (comparison) && self->comparison == NULL);

  self->comparison = g_object_ref (comparison);
  pv_rank_columns_set_comparison (self->columns, comparison);
  g_signal_connect_object (comparison, "changed", G_CALLBACK (comparison_changed_cb), self, G_CONNECT_SWAPPED);
  comparison_changed_cb (self);
}

void
pv_rank_page_set_capture (PvRankPage *self,
                          PvCapture  *capture)
{
  g_return_if_fail (PV_IS_RANK_PAGE (self));
  g_return_if_fail (capture == NULL || PV_IS_CAPTURE (capture));

  g_set_object (&self->capture, capture);
  if (self->map != NULL)
    pv_map_view_set_capture (self->map, capture);
  update_toggles (self);
  update_columns (self);
  pv_rank_columns_set_capture (self->columns, capture);
  update_count (self);
}

GtkWidget *
pv_rank_page_get_switch (PvRankPage *self)
{
  g_return_val_if_fail (PV_IS_RANK_PAGE (self), NULL);

  return GTK_WIDGET (self->narrow_switch);
}

void
pv_rank_page_focus (PvRankPage *self)
{
  g_return_if_fail (PV_IS_RANK_PAGE (self));

  if (self->map != NULL && gtk_widget_get_visible (GTK_WIDGET (self->map)))
    pv_map_view_focus (self->map);
  else
    pv_bar_view_focus_bars (get_view (self));
}

void
pv_rank_page_take_pictures (PvRankPage *self,
                            GPtrArray  *pictures)
{
  g_return_if_fail (PV_IS_RANK_PAGE (self));

  if (self->map != NULL && gtk_widget_get_visible (GTK_WIDGET (self->map)))
    {
      PvChartPicture *picture = pv_map_view_dup_picture (self->map);

      if (picture != NULL)
        g_ptr_array_add (pictures, picture);
    }

  pv_rank_columns_take_pictures (self->columns, pictures);
}

void
pv_rank_page_go_to (PvRankPage  *self,
                    PvDimension  dimension,
                    guint32      id,
                    const char  *label)
{
  g_return_if_fail (PV_IS_RANK_PAGE (self));

  /* those with the same labels show it as well */
  if (has_chosen_map (self) ||
      pv_dimension_get_pick_dimension (get_dimension (self)) != pv_dimension_get_pick_dimension (dimension))
    pv_toggle_group_set_value (self->toggles, dimension);
  if (*label != '\0')
    pv_bar_view_go_to (get_view (self), id, label);
}
