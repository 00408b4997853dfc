/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-map-view.c: a map of a capture's conversations, kept up to date. */
#include "config.h"

#include "pv-map-view.h"

#include <glib/gi18n.h>

#include "pv-chart-menu.h"
#include "pv-failure.h"
#include "pv-job.h"
#include "pv-label-actions.h"
#include "pv-latest.h"
#include "pv-map-chart.h"
#include "pv-map-model.h"
#include "pv-map-picks.h"
#include "pv-settings.h"
#include "pv-toggle-group.h"
#include "pv-value-drop-down.h"

struct _PvMapView
{
  AdwBin parent_instance;

  AdwBin *controls_bin;
  GtkWidget *controls;
  PvToggleGroup *forms;
  PvValueDropDown *groupings;
  GtkWidget *close_button;
  GtkStack *stack;
  PvMapChart *chart;
  AdwStatusPage *empty_page;
  GtkWidget *menu;
  GtkWidget *popover;
  PvLabelActions *actions;
  GdkRectangle area; /* what the menu is about */

  PvCrossfilterModel *crossfilter;
  PvNameFinder *names;
  PvCapture *capture;
  PvMeasure measure;
  GArray *opened; /* of PvMapKey */
  PvMapIndex *index; /* of the capture, its grouping and what is opened; NULL to be made */
  PvMap *map; /* what is shown */
  PvLatest latest;
  gboolean stale;
};

enum
{
  PROP_0,
  PROP_FORM,
  PROP_GROUPING,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (PvMapView, pv_map_view, ADW_TYPE_BIN)

/* A map to be made. */
typedef struct
{
  PvCapture *capture;
  PvMapIndex *index; /* NULL to be made */
  PvMapGrouping grouping;
  GArray *opened;
  PvQuery query;
  guint max[PV_N_MAP_SIDES];
} Making;

static void
making_free (gpointer data)
{
  Making *self = data;

  g_object_unref (self->capture);
  g_clear_pointer (&self->index, pv_map_index_unref);
  g_array_unref (self->opened);
  pv_query_clear (&self->query);
  g_free (self);
}

static gpointer
make_map (gpointer       source,
          gpointer       data,
          GCancellable  *cancellable,
          GError       **error)
{
  Making *making = data;

  if (making->index == NULL)
    making->index = pv_map_index_new (making->capture, making->grouping,
                                      (const PvMapKey *) (gpointer) making->opened->data, making->opened->len,
                                      cancellable, error);

  return making->index != NULL ? pv_map_new (making->index, &making->query, making->max, cancellable, error) : NULL;
}

static const PvJob map_job = { make_map, (GDestroyNotify) pv_map_unref, making_free };

static PvMapForm
get_form (PvMapView *self)
{
  return (PvMapForm) pv_toggle_group_get_value (self->forms);
}

static PvSelection *
get_selection (PvMapView *self)
{
  return self->crossfilter != NULL ? pv_crossfilter_model_get_selection (self->crossfilter) : NULL;
}

static void
update_empty_page (PvMapView *self)
{
  gboolean is_narrowed = get_selection (self) != NULL && !pv_selection_is_empty (get_selection (self));

  adw_status_page_set_title (self->empty_page, is_narrowed ? _("No Results Found") : _("No Conversations"));
  adw_status_page_set_description (self->empty_page,
                                   is_narrowed ? _("Nothing of this kind is in what you have selected.") : NULL);
}

/* Shows the map with the colours of what is picked now, and the names that are known by now. */
static void
update_data (PvMapView *self)
{
  g_autoptr (PvMapData) data = NULL;
  PvAddressNames *names = NULL;

  if (self->map == NULL || self->map->n_links == 0)
    {
      update_empty_page (self);
      gtk_stack_set_visible_child (self->stack, GTK_WIDGET (self->empty_page));
      return;
    }

  if (self->names != NULL && self->capture != NULL && pv_capture_get_settled (self->capture) &&
      pv_map_index_get_capture (self->map->index) == self->capture)
    names = pv_name_finder_get_names (self->names);
  data = pv_map_model_make (self->map, get_selection (self), names);
  pv_map_chart_set_unit (self->chart, self->map->measure == PV_MEASURE_IP_BYTES ? PV_UNIT_BYTES : PV_UNIT_PACKETS);
  pv_map_chart_set_data (self->chart, data);
  gtk_stack_set_visible_child (self->stack, GTK_WIDGET (self->chart));
}

static void
forget_map (PvMapView *self)
{
  g_clear_pointer (&self->map, pv_map_unref);
  pv_map_chart_set_data (self->chart, NULL);
}

static void
made_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (PvMapView) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (PvMap) map = pv_job_run_finish (&map_job, result, &error);

  if (map != NULL && self->capture != NULL && pv_map_index_get_capture (map->index) == self->capture)
    {
      g_clear_pointer (&self->map, pv_map_unref);
      self->map = g_steal_pointer (&map);
      if (self->index == NULL && pv_capture_get_settled (self->capture) &&
          !g_cancellable_is_cancelled (g_task_get_cancellable (G_TASK (result))))
        self->index = pv_map_index_ref (self->map->index);
      update_data (self);
    }
  else if (map == NULL && self->capture != NULL && pv_failure_show (self->stack, error))
    {
      forget_map (self);
    }
  pv_latest_done (&self->latest);
}

/* What is shown of the capture. Its subset is the crossfilter's */
static PvQuery
get_query (PvMapView *self,
           PvMeasure  measure)
{
  PvSelection *selection = get_selection (self);
  const PvSpan *span = selection != NULL ? pv_selection_get_span (selection) : NULL;
  PvQuery query = { .measure = measure };

  if (span != NULL)
    {
      query.span = *span;
      query.has_span = TRUE;
    }
  if (self->crossfilter != NULL)
    query.subset = pv_crossfilter_model_get_talk (self->crossfilter, self->capture);

  return query;
}

static void
start_cb (gpointer      owner,
          GCancellable *cancellable)
{
  PvMapView *self = owner;
  const PvQuery query = get_query (self, self->measure);
  Making *making = g_new0 (Making, 1);

  making->capture = g_object_ref (self->capture);
  making->index = self->index != NULL ? pv_map_index_ref (self->index) : NULL;
  making->grouping = (PvMapGrouping) pv_value_drop_down_get_value (self->groupings);
  making->opened = g_array_copy (self->opened);
  making->query = pv_query_copy (&query);
  pv_map_chart_get_room (self->chart, making->max);
  self->stale = FALSE;
  pv_job_run_async (&map_job, NULL, making, cancellable, made_cb, g_object_ref (self));
}

/* @is_another: whether what is being made is of no use any more */
static void
ask (PvMapView *self,
     gboolean   is_another)
{
  if (self->capture == NULL)
    return;

  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    pv_latest_request (&self->latest, is_another);
  else
    self->stale = TRUE;
}

static void
crossfilter_changed_cb (PvMapView *self)
{
  ask (self, FALSE);
}

static void
room_cb (PvMapView *self)
{
  ask (self, FALSE);
}

static void
update_opened (PvMapView *self)
{
  g_clear_pointer (&self->index, pv_map_index_unref);
  gtk_widget_set_visible (self->close_button, self->opened->len > 0);
  ask (self, TRUE);
}

static void
form_cb (PvMapView *self)
{
  pv_map_chart_set_form (self->chart, get_form (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FORM]);
}

static void
grouping_cb (PvMapView *self)
{
  g_array_set_size (self->opened, 0);
  update_opened (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_GROUPING]);
}

static void
close_groups_cb (PvMapView *self)
{
  pv_map_view_focus (self);
  g_array_set_size (self->opened, 0);
  update_opened (self);
}

static void
opened_cb (PvMapView *self,
           guint      side,
           guint      i)
{
  if (self->map == NULL || i >= self->map->n_nodes[side])
    return;

  g_array_append_val (self->opened, self->map->nodes[side][i].key);
  update_opened (self);
}

/* Ids of a capture that is loading still may change. */
static gboolean
can_pick (PvMapView *self)
{
  return self->map != NULL && self->crossfilter != NULL && self->capture != NULL &&
         pv_map_index_get_capture (self->map->index) == self->capture && pv_capture_get_settled (self->capture);
}

static void
activated_cb (PvMapView *self,
              guint      kind,
              guint      side,
              guint      i)
{
  gboolean is_done = FALSE;

  if (!can_pick (self))
    return;

  if (kind == PV_MAP_SPOT_ITEM && i < self->map->n_nodes[side])
    {
      is_done = pv_map_picks_toggle_node (self->map, (PvMapSide) side, i, get_selection (self));
      /* what is too much to be picked at once is opened, where it can be */
      if (!is_done && pv_map_key_is_group (self->map->nodes[side][i].key))
        {
          opened_cb (self, side, i);
          is_done = TRUE;
        }
    }
  else if (kind == PV_MAP_SPOT_RIBBON && i < self->map->n_links)
    {
      is_done = pv_map_picks_toggle_link (self->map, i, get_selection (self));
    }
  if (!is_done)
    gtk_widget_error_bell (GTK_WIDGET (self));
}

/* Has the actions be about a host, a name or a conversation; about nothing else is there something to be said. */
static void
take_spot (PvMapView *self,
           PvMapSpot  spot)
{
  PvDimension dimension;
  guint32 id;

  pv_label_actions_set_label (self->actions, NULL, 0, 0);
  if (!can_pick (self))
    return;

  if ((spot.kind == PV_MAP_SPOT_ITEM && spot.i < self->map->n_nodes[spot.side] &&
       pv_map_picks_get_label (self->map->nodes[spot.side][spot.i].key, &dimension, &id)))
    {
      pv_label_actions_set_label (self->actions, self->capture, dimension, id);
    }
  else if (spot.kind == PV_MAP_SPOT_RIBBON && spot.i < self->map->n_links &&
           pv_map_list_conversations (self->map, spot.i, &id, 1) == 1)
    {
      pv_label_actions_set_label (self->actions, self->capture, PV_DIMENSION_CONVERSATION, id);
    }
}

static void
show_menu (PvMapView *self,
           PvMapSpot  spot,
           double     x,
           double     y)
{
  g_autoptr (GMenuModel) of_label = pv_label_actions_make_menu ();

  take_spot (self, spot);
  if (!gtk_widget_translate_coordinates (GTK_WIDGET (self->chart), GTK_WIDGET (self), x, y, &x, &y))
    return;

  self->area = (GdkRectangle){ (int) x, (int) y, 1, 1 };
  g_clear_pointer (&self->menu, gtk_widget_unparent);
  self->menu = pv_chart_menu_new (GTK_WIDGET (self), &self->area, of_label);
}

static void
right_click_cb (PvMapView  *self,
                int         n_press,
                double      x,
                double      y,
                GtkGesture *gesture)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->chart));
  show_menu (self, pv_map_chart_find (self->chart, x, y), x, y);
  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
}

static gboolean
menu_key_cb (GtkWidget *widget,
             GVariant  *args,
             gpointer   user_data)
{
  PvMapView *self = PV_MAP_VIEW (user_data);
  PvMapSpot spot = pv_map_chart_get_current (self->chart);
  GdkRectangle area;

  pv_map_chart_get_area (self->chart, spot, &area);
  show_menu (self, spot, area.x + area.width / 2, area.y + area.height / 2);

  return GDK_EVENT_STOP;
}

static void
details_cb (PvMapView *self)
{
  if (self->names == NULL)
    return;

  g_clear_pointer (&self->popover, gtk_widget_unparent);
  self->popover = pv_label_actions_make_details (self->actions, &self->area, self->measure, self->names);
}

static void
pv_map_view_map (GtkWidget *widget)
{
  PvMapView *self = PV_MAP_VIEW (widget);

  GTK_WIDGET_CLASS (pv_map_view_parent_class)->map (widget);
  if (self->stale)
    ask (self, FALSE);
}

static void
pv_map_view_dispose (GObject *object)
{
  PvMapView *self = PV_MAP_VIEW (object);

  pv_latest_stop (&self->latest);
  g_clear_pointer (&self->menu, gtk_widget_unparent);
  g_clear_pointer (&self->popover, gtk_widget_unparent);
  g_clear_object (&self->actions);
  g_clear_pointer (&self->map, pv_map_unref);
  g_clear_pointer (&self->index, pv_map_index_unref);
  g_clear_pointer (&self->opened, g_array_unref);
  g_clear_object (&self->capture);
  g_clear_object (&self->names);
  g_clear_object (&self->crossfilter);

  G_OBJECT_CLASS (pv_map_view_parent_class)->dispose (object);
}

static void
pv_map_view_get_property (GObject    *object,
                          guint       prop_id,
                          GValue     *value,
                          GParamSpec *pspec)
{
  PvMapView *self = PV_MAP_VIEW (object);

  switch (prop_id)
    {
    case PROP_FORM:
      g_value_set_int64 (value, pv_toggle_group_get_value (self->forms));
      break;

    case PROP_GROUPING:
      g_value_set_int64 (value, pv_value_drop_down_get_value (self->groupings));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
pv_map_view_set_property (GObject      *object,
                          guint         prop_id,
                          const GValue *value,
                          GParamSpec   *pspec)
{
  PvMapView *self = PV_MAP_VIEW (object);

  switch (prop_id)
    {
    case PROP_FORM:
      pv_toggle_group_set_value (self->forms, g_value_get_int64 (value));
      break;

    case PROP_GROUPING:
      pv_value_drop_down_set_value (self->groupings, g_value_get_int64 (value));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
pv_map_view_class_init (PvMapViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->dispose = pv_map_view_dispose;
  object_class->get_property = pv_map_view_get_property;
  object_class->set_property = pv_map_view_set_property;
  widget_class->map = pv_map_view_map;

  properties[PROP_FORM] = g_param_spec_int64 ("form", NULL, NULL, 0, PV_MAP_MATRIX, 0, flags);
  properties[PROP_GROUPING] = g_param_spec_int64 ("grouping", NULL, NULL, 0, PV_N_MAP_GROUPINGS - 1, 0, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  g_type_ensure (PV_TYPE_MAP_CHART);
  g_type_ensure (PV_TYPE_TOGGLE_GROUP);
  g_type_ensure (PV_TYPE_VALUE_DROP_DOWN);
  gtk_widget_class_set_template_from_resource (widget_class, PV_RESOURCE_PREFIX "/ui/pv-map-view.ui");
  gtk_widget_class_bind_template_child (widget_class, PvMapView, controls_bin);
  gtk_widget_class_bind_template_child (widget_class, PvMapView, controls);
  gtk_widget_class_bind_template_child (widget_class, PvMapView, forms);
  gtk_widget_class_bind_template_child (widget_class, PvMapView, groupings);
  gtk_widget_class_bind_template_child (widget_class, PvMapView, close_button);
  gtk_widget_class_bind_template_child (widget_class, PvMapView, stack);
  gtk_widget_class_bind_template_child (widget_class, PvMapView, chart);
  gtk_widget_class_bind_template_child (widget_class, PvMapView, empty_page);
  gtk_widget_class_bind_template_callback (widget_class, form_cb);
  gtk_widget_class_bind_template_callback (widget_class, grouping_cb);
  gtk_widget_class_bind_template_callback (widget_class, close_groups_cb);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, opened_cb);
  gtk_widget_class_bind_template_callback (widget_class, room_cb);
}

static void
add_menu_keys (PvMapView *self)
{
  GtkEventController *keys = gtk_shortcut_controller_new ();
  static const guint keyvals[][2] = { { GDK_KEY_Menu, 0 }, { GDK_KEY_F10, GDK_SHIFT_MASK } };

  for (guint i = 0; i < G_N_ELEMENTS (keyvals); i++)
    gtk_shortcut_controller_add_shortcut (
      GTK_SHORTCUT_CONTROLLER (keys),
      gtk_shortcut_new (gtk_keyval_trigger_new (keyvals[i][0], (GdkModifierType) keyvals[i][1]),
                        gtk_callback_action_new (menu_key_cb, self, NULL)));
  gtk_widget_add_controller (GTK_WIDGET (self->chart), keys);
}

static void
pv_map_view_init (PvMapView *self)
{
  GtkGesture *click = gtk_gesture_click_new ();

  self->opened = g_array_new (FALSE, FALSE, sizeof (PvMapKey));
  self->measure = PV_MEASURE_IP_BYTES;
  pv_latest_init (&self->latest, start_cb, self);
  gtk_widget_init_template (GTK_WIDGET (self));

  pv_toggle_group_add (self->forms, PV_MAP_RIBBONS, C_("map", "Map"));
  pv_toggle_group_add (self->forms, PV_MAP_MATRIX, C_("map", "Matrix"));
  for (guint i = 0; i < PV_N_MAP_GROUPINGS; i++)
    pv_value_drop_down_add (self->groupings, i, pv_map_grouping_get_title ((PvMapGrouping) i));
  pv_settings_remember ("map-form", G_OBJECT (self), "form");
  pv_settings_remember ("map-grouping", G_OBJECT (self), "grouping");
  pv_map_chart_set_title (self->chart, pv_map_model_get_title ());

  self->actions = pv_label_actions_new (GTK_WIDGET (self));
  g_signal_connect_object (self->actions, "details", G_CALLBACK (details_cb), self, G_CONNECT_SWAPPED);
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), GDK_BUTTON_SECONDARY);
  g_signal_connect_object (click, "pressed", G_CALLBACK (right_click_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self->chart), GTK_EVENT_CONTROLLER (click));
  add_menu_keys (self);
}

GtkWidget *
pv_map_view_new (void)
{
  return g_object_new (PV_TYPE_MAP_VIEW, NULL);
}

void
pv_map_view_set_context (PvMapView          *self,
                         PvCrossfilterModel *crossfilter,
                         PvNameFinder       *names)
{
  g_return_if_fail (PV_IS_MAP_VIEW (self));
  g_return_if_fail (PV_IS_CROSSFILTER_MODEL (crossfilter) && PV_IS_NAME_FINDER (names));
  g_return_if_fail (self->crossfilter == NULL);

  self->crossfilter = g_object_ref (crossfilter);
  self->names = g_object_ref (names);
  pv_label_actions_set_crossfilter (self->actions, crossfilter);
  g_signal_connect_object (crossfilter, "changed", G_CALLBACK (crossfilter_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (get_selection (self), "picks-changed", G_CALLBACK (update_data), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (names, "changed", G_CALLBACK (update_data), self, G_CONNECT_SWAPPED);
}

void
pv_map_view_set_capture (PvMapView *self,
                         PvCapture *capture)
{
  GFile *old;

  g_return_if_fail (PV_IS_MAP_VIEW (self));
  g_return_if_fail (capture == NULL || PV_IS_CAPTURE (capture));

  if (self->capture == capture)
    return;

  /* what was opened is numbered otherwise in another file */
  old = self->capture != NULL ? pv_capture_get_file (self->capture) : NULL;
  if (capture == NULL || old == NULL || !g_file_equal (old, pv_capture_get_file (capture)))
    g_array_set_size (self->opened, 0);
  gtk_widget_set_visible (self->close_button, self->opened->len > 0);

  pv_label_actions_set_label (self->actions, NULL, 0, 0);
  g_set_object (&self->capture, capture);
  g_clear_pointer (&self->index, pv_map_index_unref);
  if (capture == NULL)
    {
      pv_latest_stop (&self->latest);
      forget_map (self);
      return;
    }
  ask (self, FALSE);
}

void
pv_map_view_set_measure (PvMapView *self,
                         PvMeasure  measure)
{
  g_return_if_fail (PV_IS_MAP_VIEW (self));

  if (self->measure == measure)
    return;

  self->measure = measure;
  ask (self, TRUE);
}

void
pv_map_view_set_controls_bin (PvMapView *self,
                              AdwBin    *bin)
{
  AdwBin *old;

  g_return_if_fail (PV_IS_MAP_VIEW (self));
  g_return_if_fail (bin == NULL || ADW_IS_BIN (bin));

  old = ADW_BIN (gtk_widget_get_parent (self->controls));
  if (bin == NULL)
    bin = self->controls_bin;
  if (old == bin)
    return;

  g_object_ref (self->controls);
  adw_bin_set_child (old, NULL);
  adw_bin_set_child (bin, self->controls);
  g_object_unref (self->controls);
  gtk_widget_set_visible (GTK_WIDGET (self->controls_bin), bin == self->controls_bin);
}

void
pv_map_view_focus (PvMapView *self)
{
  g_return_if_fail (PV_IS_MAP_VIEW (self));

  gtk_widget_grab_focus (GTK_WIDGET (self->chart));
}

PvChartPicture *
pv_map_view_dup_picture (PvMapView *self)
{
  PvChartPicture *picture;
  PvQuery query;

  g_return_val_if_fail (PV_IS_MAP_VIEW (self), NULL);

  if (self->map == NULL || self->map->n_links == 0 || self->crossfilter == NULL || self->capture == NULL ||
      pv_map_index_get_capture (self->map->index) != self->capture)
    return NULL;

  query = get_query (self, self->map->measure);
  picture = pv_chart_picture_new_map (self->map, &query, get_form (self));
  pv_chart_picture_set_crossfilter (picture, self->crossfilter);
  if (self->names != NULL)
    pv_chart_picture_set_names (picture, pv_name_finder_get_names (self->names));
  pv_chart_picture_set_clock (picture, pv_settings_get_clock ());

  return picture;
}
