/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-traffic-view.c: bytes over time with its bin size and zoom controls. */
#include "config.h"

#include <glib/gi18n.h>

#include "pv-bin-table.h"
#include "pv-choices.h"
#include "pv-comparison-actions.h"
#include "pv-dimension-text.h"
#include "pv-failure.h"
#include "pv-legend.h"
#include "pv-line-chart.h"
#include "pv-overview-line.h"
#include "pv-settings.h"
#include "pv-stretch-button.h"
#include "pv-time.h"
#include "pv-traffic-data.h"
#include "pv-traffic-menu.h"
#include "pv-traffic-references.h"
#include "pv-traffic-sight.h"
#include "pv-traffic-view.h"
#include "pv-value-drop-down.h"

/* What a zoom button or key changes the visible span by. */
#define ZOOM_STEP 2.0
/* What stays of the title beside stretches and what is compared with. */
#define TITLE_WIDTH_CHARS 9

struct _PvTrafficView
{
  AdwBin parent_instance;

  PvValueDropDown *bin_size;
  GtkWidget *zoom_out_button;
  GtkWidget *zoom_in_button;
  GtkWidget *fit_button;
  GtkStack *stack;
  PvLineChart *chart;
  PvTableView *table;
  GtkToggleButton *table_button;
  GtkToggleButton *search_button;
  PvStretchButton *stretches;
  PvLegend *legend;
  PvCrossfilterModel *crossfilter;
  GtkWidget *empty_page;
  GtkLabel *title;
  GtkWidget *zoom_button;
  GtkWidget *overview;
  GMenuModel *chart_menu;
  PvTrafficMenu *menu;

  PvLineOptions options;
  PvTrafficData *data;
  PvTrafficReferences *references;
  PvOverviewLine *overview_line;
  PvTrafficSight *sight;
  PvComparison *comparison;
  PvComparisonActions *comparison_actions;
  gboolean narrow;
  gboolean has_no_overview;
  PvDimension dimension;
};

enum
{
  PROP_0,
  PROP_NARROW,
  N_PROPS
};

enum
{
  FAILED,
  TIMES_CHANGED,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (PvTrafficView, pv_traffic_view, ADW_TYPE_BIN)

/* What the chart shows: other bins of it may be on their way. (nullable) */
static PvTraffic *
get_traffic (PvTrafficView *self)
{
  return self->data != NULL ? pv_traffic_data_get_traffic (self->data) : NULL;
}

/* Whose that is. (nullable) */
static PvCapture *
get_shown_capture (PvTrafficView *self)
{
  PvTraffic *traffic = get_traffic (self);

  return traffic != NULL ? traffic->capture : NULL;
}

/* Automatic says which size it has come to. */
static void
update_bin_size_text (PvTrafficView *self)
{
  /* where there is nothing to be put into bins, they have no size yet */
  gboolean has_bins = self->data != NULL && pv_line_chart_get_data (self->chart) != NULL;

  pv_choices_tell_bin_size (self->bin_size, has_bins ? pv_traffic_data_get_bin_size (self->data) : 0, self->narrow);
}

static void
bin_size_changed_cb (PvTrafficView *self)
{
  update_bin_size_text (self);
  g_signal_emit (self, signals[TIMES_CHANGED], 0);
}

/* All of it where there is room, and a tooltip where there is not. */
static void
update_title (PvTrafficView *self)
{
  const char *title = pv_line_options_get_title (&self->options);

  gtk_label_set_label (self->title, self->narrow ? pv_line_options_get_short_title (&self->options) : title);
  gtk_label_set_width_chars (self->title, self->narrow ? -1 : TITLE_WIDTH_CHARS);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->title), self->narrow ? title : NULL);
}

/* After the view, the data or the options have changed. */
static void
request_references (PvTrafficView *self)
{
  PvTraffic *traffic = get_traffic (self);

  pv_traffic_references_request (self->references, traffic, &self->options);
}

static void
follow_with_overview (PvTrafficView *self)
{
  if (self->overview_line != NULL && pv_line_chart_get_data (self->chart) == (PvLineData *) self->data)
    pv_overview_line_follow (self->overview_line, pv_value_drop_down_get_value (self->bin_size) == 0);
}

/* Where there is width for it. */
static void
update_stretches (PvTrafficView *self)
{
  pv_stretch_button_update (self->stretches, self->chart, self->narrow ? NULL : self->data, self->options.clock);
}

static void
follow_view (PvTrafficView *self)
{
  gint64 start_ns;
  gint64 end_ns;
  gint64 duration_ns;

  if (self->data == NULL ||
      pv_line_chart_get_data (self->chart) != PV_LINE_DATA (self->data) ||
      !pv_line_chart_get_view (self->chart, &start_ns, &end_ns))
    return;

  /* before there are other bins */
  follow_with_overview (self);
  duration_ns = pv_time_subtract (end_ns, start_ns);
  if (duration_ns > 0)
    pv_traffic_data_set_view (self->data, duration_ns, pv_line_chart_get_plot_width (self->chart));
  request_references (self);
  update_stretches (self);
}

static void
bin_size_cb (PvTrafficView *self)
{
  follow_with_overview (self);
  if (self->data != NULL)
    pv_traffic_data_set_bin_size (self->data, pv_value_drop_down_get_value (self->bin_size));
  update_bin_size_text (self);
}

/* The bins that the line is drawn of, or those of the selected span. */
static void
update_table (PvTrafficView *self)
{
  const PvSpan *selected = self->crossfilter != NULL
                             ? pv_selection_get_span (pv_crossfilter_model_get_selection (self->crossfilter))
                             : NULL;

  if (gtk_toggle_button_get_active (self->table_button))
    pv_bin_table_show_traffic (self->table, self->data, &self->options, selected);
}

/* Zooming is of the chart; and where there is little width, of two fingers, the wheel and keys. */
static void
update_controls (PvTrafficView *self)
{
  gboolean is_table = gtk_toggle_button_get_active (self->table_button);

  gtk_widget_set_visible (self->overview, !is_table && !self->has_no_overview);
  gtk_widget_set_visible (self->zoom_button, !is_table && !self->narrow);
  gtk_widget_set_visible (self->zoom_out_button, !is_table && !self->narrow);
  gtk_widget_set_visible (self->zoom_in_button, !is_table && !self->narrow);
  gtk_widget_set_visible (self->fit_button, !is_table);
  gtk_widget_set_visible (GTK_WIDGET (self->search_button), is_table);
}

static GtkWidget *
get_shown (PvTrafficView *self)
{
  return gtk_toggle_button_get_active (self->table_button) ? GTK_WIDGET (self->table) : GTK_WIDGET (self->chart);
}

static void
table_button_cb (PvTrafficView *self)
{
  update_controls (self);
  if (gtk_stack_get_visible_child (self->stack) != self->empty_page && !pv_failure_is_shown (self->stack))
    gtk_stack_set_visible_child (self->stack, get_shown (self));
  if (gtk_toggle_button_get_active (self->table_button))
    update_table (self);
  else
    pv_bin_table_show_traffic (self->table, NULL, &self->options, NULL);
}

static void
data_changed_cb (PvTrafficView *self)
{
  PvLineData *data = PV_LINE_DATA (self->data);
  const GError *error = pv_traffic_data_get_error (self->data);
  PvSpan unused_span;
  gint64 unused;

  pv_comparison_actions_set_capture (self->comparison_actions, get_shown_capture (self));
  if (error != NULL)
    {
      pv_failure_show (self->stack, error);
      pv_legend_update (self->legend, NULL, FALSE);
      update_table (self);
      return;
    }

  if (!pv_line_data_get_extent (data, &unused, &unused, &unused, &unused))
    return;

  if (pv_line_chart_get_data (self->chart) != data)
    {
      pv_line_chart_set_data (self->chart, NULL);
      pv_line_chart_set_data (self->chart, data);
      update_bin_size_text (self);
    }
  gtk_stack_set_visible_child (self->stack, get_shown (self));
  pv_traffic_sight_follow (self->sight, get_shown_capture (self));
  update_table (self);
  pv_legend_update (self->legend, data, !pv_comparison_get_reference (self->comparison, &unused_span));
  update_stretches (self);
  follow_with_overview (self);
  pv_traffic_sight_show_wanted (self->sight, get_shown_capture (self));
  request_references (self);
  g_signal_emit (self, signals[TIMES_CHANGED], 0);
}

static void
chart_selection_changed_cb (PvTrafficView *self)
{
  PvSpan span;

  if (!pv_line_chart_get_selection (self->chart, &span.start_ns, &span.end_ns))
    span = (PvSpan){ 0, 0 };
  pv_selection_set_span (pv_crossfilter_model_get_selection (self->crossfilter), &span,
                         pv_line_chart_get_selection_step (self->chart));
}

static void
other_moved_cb (PvTrafficView *self,
                gint64         by_ns)
{
  pv_comparison_actions_move (self->comparison_actions, by_ns);
}

static void
selection_changed_cb (PvTrafficView *self)
{
  const PvSpan *span = pv_selection_get_span (pv_crossfilter_model_get_selection (self->crossfilter));

  pv_line_chart_set_selection (self->chart, span != NULL ? span->start_ns : 0,
                               span != NULL ? span->end_ns : 0);
  gtk_widget_set_sensitive (self->zoom_button, span != NULL);
  update_table (self);
}

static void
update_buttons (PvTrafficView *self)
{
  gboolean can_zoom_in;
  gboolean can_zoom_out;
  gboolean is_fitted;

  g_object_get (self->chart,
                "can-zoom-in", &can_zoom_in,
                "can-zoom-out", &can_zoom_out,
                "is-fitted", &is_fitted,
                NULL);
  gtk_widget_set_sensitive (self->zoom_in_button, can_zoom_in);
  gtk_widget_set_sensitive (self->zoom_out_button, can_zoom_out);
  gtk_widget_set_sensitive (self->fit_button, !is_fitted);
  update_stretches (self);
}

/* The events that are counted over time, or PV_UNIT_COUNT. */
static PvUnit
get_events (PvTrafficView *self)
{
  PvDimension dimension = self->crossfilter != NULL ? pv_crossfilter_model_get_events (self->crossfilter)
                                                    : PV_N_DIMENSIONS;

  return dimension != PV_N_DIMENSIONS ? pv_dimension_get_unit (dimension, PV_MEASURE_PACKETS) : PV_UNIT_COUNT;
}

/* Shows what the settings say. */
static void
update_options (PvTrafficView *self)
{
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  const char *title;

  pv_line_options_read (&self->options, pv_settings_get_default ());
  self->options.events = get_events (self);
  title = pv_line_options_get_title (&self->options);

  update_title (self);
  pv_line_chart_set_title (self->chart, title);
  pv_line_chart_set_unit (self->chart, pv_line_options_get_unit (&self->options));
  pv_line_chart_set_value_scale (self->chart, self->options.scale);
  pv_line_chart_set_time_zone (self->chart, self->options.clock == PV_CLOCK_UTC ? utc : NULL);
  pv_line_chart_set_elapsed (self->chart, self->options.clock == PV_CLOCK_ELAPSED);
  if (self->data != NULL)
    pv_traffic_data_set_options (self->data, &self->options);
  pv_overview_line_set_options (self->overview_line, &self->options);
  request_references (self);
  update_stretches (self);
  update_table (self);
  g_signal_emit (self, signals[TIMES_CHANGED], 0);
}

static void
settings_changed_cb (PvTrafficView *self,
                     const char    *key)
{
  if (g_str_has_prefix (key, "line-"))
    update_options (self);
}

static void
comparison_failed_cb (PvTrafficView *self,
                      GError        *error)
{
  g_signal_emit (self, signals[FAILED], 0, error);
}

/* Of another capture, all packets are counted, and so they are of this one. */
static void
update_events (PvTrafficView *self)
{
  if (self->crossfilter != NULL)
    pv_crossfilter_model_set_events (self->crossfilter, pv_comparison_get_active (self->comparison) ? PV_N_DIMENSIONS
                                                                                          : self->dimension);
}

static void
install_comparison (PvTrafficView *self,
                    GActionMap    *map)
{
  self->comparison = pv_comparison_new ();
  self->overview_line = pv_overview_line_new (self->chart, self->comparison);
  pv_traffic_view_add_overview (self, PV_OVERVIEW (self->overview));
  self->comparison_actions = pv_comparison_actions_new (GTK_WIDGET (self), map, self->comparison);
  g_signal_connect_object (self->chart, "other-moved", G_CALLBACK (other_moved_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->comparison, "notify::active", G_CALLBACK (update_events), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->comparison, "failed", G_CALLBACK (comparison_failed_cb), self,
                           G_CONNECT_SWAPPED);
}

/* The menu changes the settings, and the chart follows those. */
static void
install_options (PvTrafficView *self)
{
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();
  GSettings *settings = pv_settings_get_default ();

  pv_line_options_add_actions (G_ACTION_MAP (group), settings);
  install_comparison (self, G_ACTION_MAP (group));
  gtk_widget_insert_action_group (GTK_WIDGET (self), "chart-options", G_ACTION_GROUP (group));
  g_signal_connect_object (settings, "changed", G_CALLBACK (settings_changed_cb), self, G_CONNECT_SWAPPED);
}

static void
menu_cb (GtkWidget  *widget,
         const char *action,
         GVariant   *parameter)
{
  pv_traffic_menu_popup (PV_TRAFFIC_VIEW (widget)->menu);
}

static void
pv_traffic_view_dispose (GObject *object)
{
  PvTrafficView *self = PV_TRAFFIC_VIEW (object);

  /* first of all: it tells of what it loses */
  if (self->comparison != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->comparison, self);
      pv_comparison_clear (self->comparison);
    }
  g_clear_object (&self->comparison_actions);
  g_clear_object (&self->comparison);
  if (self->references != NULL)
    pv_traffic_references_stop (self->references);
  g_clear_object (&self->references);
  g_clear_object (&self->overview_line);
  if (self->menu != NULL)
    pv_traffic_menu_close (self->menu);
  g_clear_object (&self->menu);
  if (self->data != NULL)
    pv_traffic_data_stop (self->data);
  g_clear_object (&self->data);
  g_clear_pointer (&self->sight, pv_traffic_sight_free);
  g_clear_object (&self->crossfilter);

  G_OBJECT_CLASS (pv_traffic_view_parent_class)->dispose (object);
}

static void
pv_traffic_view_get_property (GObject    *object,
                              guint       prop_id,
                              GValue     *value,
                              GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_NARROW:
      g_value_set_boolean (value, PV_TRAFFIC_VIEW (object)->narrow);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
pv_traffic_view_set_property (GObject      *object,
                              guint         prop_id,
                              const GValue *value,
                              GParamSpec   *pspec)
{
  PvTrafficView *self = PV_TRAFFIC_VIEW (object);

  switch (prop_id)
    {
    case PROP_NARROW:
      self->narrow = g_value_get_boolean (value);
      /* the chips have the colours too */
      gtk_widget_set_visible (GTK_WIDGET (self->legend), !self->narrow);
      g_object_set (self->table, "narrow", self->narrow, NULL);
      update_controls (self);
      update_title (self);
      update_bin_size_text (self);
      update_stretches (self);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
pv_traffic_view_class_init (PvTrafficViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = pv_traffic_view_dispose;
  object_class->get_property = pv_traffic_view_get_property;
  object_class->set_property = pv_traffic_view_set_property;

  properties[PROP_NARROW] =
    g_param_spec_boolean ("narrow", NULL, NULL, FALSE, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[FAILED] = g_signal_new ("failed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 1, G_TYPE_ERROR | G_SIGNAL_TYPE_STATIC_SCOPE);

  signals[TIMES_CHANGED] = g_signal_new ("times-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                         NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (PV_TYPE_VALUE_DROP_DOWN);
  g_type_ensure (PV_TYPE_LEGEND);
  g_type_ensure (PV_TYPE_LINE_CHART);
  g_type_ensure (PV_TYPE_OVERVIEW);
  g_type_ensure (PV_TYPE_STRETCH_BUTTON);
  g_type_ensure (PV_TYPE_TABLE_VIEW);
  gtk_widget_class_install_action (widget_class, "traffic.menu", NULL, menu_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Menu, 0, "traffic.menu", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F10, GDK_SHIFT_MASK, "traffic.menu", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_c, GDK_CONTROL_MASK, "win.copy-chart", NULL);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               PV_RESOURCE_PREFIX "/ui/pv-traffic-view.ui");
  gtk_widget_class_bind_template_child (widget_class, PvTrafficView, bin_size);
  gtk_widget_class_bind_template_child (widget_class, PvTrafficView, zoom_out_button);
  gtk_widget_class_bind_template_child (widget_class, PvTrafficView, zoom_in_button);
  gtk_widget_class_bind_template_child (widget_class, PvTrafficView, fit_button);
  gtk_widget_class_bind_template_child (widget_class, PvTrafficView, stack);
  gtk_widget_class_bind_template_child (widget_class, PvTrafficView, chart);
  gtk_widget_class_bind_template_child (widget_class, PvTrafficView, table);
  gtk_widget_class_bind_template_child (widget_class, PvTrafficView, table_button);
  gtk_widget_class_bind_template_child (widget_class, PvTrafficView, search_button);
  gtk_widget_class_bind_template_child (widget_class, PvTrafficView, stretches);
  gtk_widget_class_bind_template_child (widget_class, PvTrafficView, legend);
  gtk_widget_class_bind_template_child (widget_class, PvTrafficView, empty_page);
  gtk_widget_class_bind_template_child (widget_class, PvTrafficView, title);
  gtk_widget_class_bind_template_child (widget_class, PvTrafficView, zoom_button);
  gtk_widget_class_bind_template_child (widget_class, PvTrafficView, overview);
  gtk_widget_class_bind_template_child (widget_class, PvTrafficView, chart_menu);
  gtk_widget_class_bind_template_callback (widget_class, bin_size_cb);
  gtk_widget_class_bind_template_callback (widget_class, table_button_cb);
  gtk_widget_class_bind_template_callback (widget_class, follow_view);
  gtk_widget_class_bind_template_callback (widget_class, update_buttons);
  gtk_widget_class_bind_template_callback (widget_class, pv_traffic_view_zoom_in);
  gtk_widget_class_bind_template_callback (widget_class, pv_traffic_view_zoom_out);
  gtk_widget_class_bind_template_callback (widget_class, pv_traffic_view_fit);
  gtk_widget_class_bind_template_callback (widget_class, pv_traffic_view_zoom_to_selection);
}

static void
pv_traffic_view_init (PvTrafficView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->references = pv_traffic_references_new (self->chart);
  self->sight = pv_traffic_sight_new (self->chart);

  pv_choices_add_bin_sizes (self->bin_size);
  pv_settings_remember ("bin-size", G_OBJECT (self->bin_size), "value");

  pv_table_view_set_kind (self->table, &pv_bin_table_kind);
  g_object_bind_property (self->table, "searching", self->search_button, "active", G_BINDING_BIDIRECTIONAL);
  g_settings_bind (pv_settings_get_default (), "show-traffic-table", self->table_button, "active",
                   G_SETTINGS_BIND_DEFAULT);
  update_controls (self);

  self->menu = pv_traffic_menu_new (self->chart, self->chart_menu);
  install_options (self);
  update_options (self);
  update_bin_size_text (self);
  update_buttons (self);
}

void
pv_traffic_view_set_capture (PvTrafficView *self,
                             PvCapture     *capture,
                             gboolean       is_same_file)
{
  gboolean is_empty;

  g_return_if_fail (PV_IS_TRAFFIC_VIEW (self));

  if (self->data != NULL && (!is_same_file || capture == NULL))
    {
      g_signal_handlers_disconnect_by_data (self->data, self);
      pv_traffic_data_stop (self->data);
      g_clear_object (&self->data);
      pv_traffic_sight_forget (self->sight);
      pv_comparison_clear (self->comparison);
      pv_comparison_actions_set_capture (self->comparison_actions, NULL);
    }

  is_empty = capture == NULL || !pv_capture_has_times (capture);
  if (capture != NULL && self->data == NULL)
    {
      self->data = pv_traffic_data_new ();
      pv_traffic_data_set_options (self->data, &self->options);
      pv_traffic_data_set_comparison (self->data, self->comparison);
      pv_traffic_data_set_bin_size (self->data, pv_value_drop_down_get_value (self->bin_size));
      if (self->crossfilter != NULL)
        pv_traffic_data_set_crossfilter (self->data, self->crossfilter);
      g_signal_connect_object (self->data, "notify::bin-size", G_CALLBACK (bin_size_changed_cb),
                               self, G_CONNECT_SWAPPED);
      g_signal_connect_object (self->data, "changed", G_CALLBACK (data_changed_cb), self,
                               G_CONNECT_SWAPPED);
    }
  pv_overview_line_set_capture (self->overview_line, capture, self->data);
  if (capture != NULL)
    pv_traffic_data_set_capture (self->data, capture);

  if (is_empty)
    {
      gtk_stack_set_visible_child (self->stack, self->empty_page);
      pv_line_chart_set_data (self->chart, NULL);
      pv_legend_update (self->legend, NULL, FALSE);
      update_table (self);
    }
  update_bin_size_text (self);
}

/* What is compared passes the same filter. */
static void
crossfilter_changed_cb (PvTrafficView *self)
{
  pv_comparison_set_filter (self->comparison, pv_crossfilter_model_get_filter (self->crossfilter));
  if (self->options.events != get_events (self))
    update_options (self);
}

void
pv_traffic_view_set_crossfilter (PvTrafficView      *self,
                                 PvCrossfilterModel *crossfilter)
{
  g_return_if_fail (PV_IS_TRAFFIC_VIEW (self));
  g_return_if_fail (PV_IS_CROSSFILTER_MODEL (crossfilter));
  g_return_if_fail (self->crossfilter == NULL);

  self->crossfilter = g_object_ref (crossfilter);
  pv_overview_line_set_crossfilter (self->overview_line, crossfilter);
  pv_comparison_set_selection (self->comparison, pv_crossfilter_model_get_selection (crossfilter));
  pv_comparison_actions_set_crossfilter (self->comparison_actions, crossfilter);
  g_signal_connect_object (crossfilter, "changed", G_CALLBACK (crossfilter_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (pv_crossfilter_model_get_selection (crossfilter), "changed",
                           G_CALLBACK (selection_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->chart, "selection-changed",
                           G_CALLBACK (chart_selection_changed_cb), self, G_CONNECT_SWAPPED);
  selection_changed_cb (self);
  update_events (self);
}

void
pv_traffic_view_set_dimension (PvTrafficView *self,
                               PvDimension    dimension)
{
  g_return_if_fail (PV_IS_TRAFFIC_VIEW (self));

  self->dimension = dimension;
  update_events (self);
}

void
pv_traffic_view_zoom_in (PvTrafficView *self)
{
  g_return_if_fail (PV_IS_TRAFFIC_VIEW (self));

  pv_line_chart_zoom (self->chart, ZOOM_STEP);
}

void
pv_traffic_view_zoom_out (PvTrafficView *self)
{
  g_return_if_fail (PV_IS_TRAFFIC_VIEW (self));

  pv_line_chart_zoom (self->chart, 1 / ZOOM_STEP);
}

void
pv_traffic_view_fit (PvTrafficView *self)
{
  g_return_if_fail (PV_IS_TRAFFIC_VIEW (self));

  pv_line_chart_fit (self->chart);
}

void
pv_traffic_view_zoom_to_selection (PvTrafficView *self)
{
  g_return_if_fail (PV_IS_TRAFFIC_VIEW (self));

  pv_line_chart_zoom_to_selection (self->chart);
}

void
pv_traffic_view_select_moment (PvTrafficView *self,
                               gint64         time_ns)
{
  PvTraffic *traffic;
  PvSpan view;
  PvSpan bin;

  g_return_if_fail (PV_IS_TRAFFIC_VIEW (self));

  traffic = get_traffic (self);
  if (traffic == NULL)
    return;

  bin.start_ns = pv_binning_floor (traffic->binning, time_ns);
  bin.end_ns = pv_binning_next (traffic->binning, bin.start_ns);
  pv_selection_set_span (pv_crossfilter_model_get_selection (self->crossfilter), &bin, 0);
  if (pv_traffic_view_get_view (self, &view) && (bin.start_ns < view.start_ns || bin.end_ns > view.end_ns))
    pv_traffic_view_fit (self);
}

void
pv_traffic_view_go_back (PvTrafficView *self)
{
  g_return_if_fail (PV_IS_TRAFFIC_VIEW (self));

  pv_line_chart_go_back (self->chart);
}

void
pv_traffic_view_go_forward (PvTrafficView *self)
{
  g_return_if_fail (PV_IS_TRAFFIC_VIEW (self));

  pv_line_chart_go_forward (self->chart);
}

void
pv_traffic_view_compare (PvTrafficView *self)
{
  g_return_if_fail (PV_IS_TRAFFIC_VIEW (self));

  pv_comparison_actions_choose (self->comparison_actions);
}

PvComparison *
pv_traffic_view_get_comparison (PvTrafficView *self)
{
  g_return_val_if_fail (PV_IS_TRAFFIC_VIEW (self), NULL);

  return self->comparison;
}

void
pv_traffic_view_add_overview (PvTrafficView *self,
                              PvOverview    *overview)
{
  g_return_if_fail (PV_IS_TRAFFIC_VIEW (self));
  g_return_if_fail (PV_IS_OVERVIEW (overview));

  pv_overview_set_chart (overview, self->chart);
  g_object_bind_property (self->overview_line, "data", overview, "data", G_BINDING_SYNC_CREATE);
}

void
pv_traffic_view_set_has_overview (PvTrafficView *self,
                                  gboolean       has_overview)
{
  g_return_if_fail (PV_IS_TRAFFIC_VIEW (self));

  self->has_no_overview = !has_overview;
  update_controls (self);
}

const PvLineOptions *
pv_traffic_view_get_options (PvTrafficView *self)
{
  g_return_val_if_fail (PV_IS_TRAFFIC_VIEW (self), NULL);

  return &self->options;
}

gboolean
pv_traffic_view_get_times (PvTrafficView *self,
                           PvSpan        *home,
                           gint64        *step_ns)
{
  PvSpan full;

  g_return_val_if_fail (PV_IS_TRAFFIC_VIEW (self), FALSE);
  g_return_val_if_fail (home != NULL && step_ns != NULL, FALSE);

  if (self->data == NULL ||
      !pv_line_data_get_extent (PV_LINE_DATA (self->data), &full.start_ns, &full.end_ns, &home->start_ns,
                                &home->end_ns))
    return FALSE;

  *step_ns = pv_traffic_data_get_bin_size (self->data);

  return TRUE;
}

gboolean
pv_traffic_view_get_view (PvTrafficView *self,
                          PvSpan        *view)
{
  g_return_val_if_fail (PV_IS_TRAFFIC_VIEW (self), FALSE);
  g_return_val_if_fail (view != NULL, FALSE);

  return pv_traffic_sight_get (self->sight, view);
}

void
pv_traffic_view_set_view (PvTrafficView *self,
                          const PvSpan  *view)
{
  g_return_if_fail (PV_IS_TRAFFIC_VIEW (self));
  g_return_if_fail (view != NULL && view->start_ns < view->end_ns);

  pv_traffic_sight_want (self->sight, view);
  pv_traffic_sight_show_wanted (self->sight, get_shown_capture (self));
}

PvChartPicture *
pv_traffic_view_dup_picture (PvTrafficView *self)
{
  g_autoptr (PvChartPicture) picture = NULL;
  PvTraffic *traffic;
  const PvLineReference *references;
  const PvSpan *selection;
  guint n_references;
  PvSpan span;

  g_return_val_if_fail (PV_IS_TRAFFIC_VIEW (self), NULL);

  traffic = get_traffic (self);
  if (traffic == NULL || !pv_line_chart_get_view (self->chart, &span.start_ns, &span.end_ns))
    return NULL;

  references = pv_traffic_references_get (self->references, &n_references);
  picture = pv_chart_picture_new_line (traffic, &self->options, span);
  pv_chart_picture_set_crossfilter (picture, self->crossfilter);
  pv_chart_picture_set_references (picture, references, n_references);
  selection = pv_selection_get_span (pv_crossfilter_model_get_selection (self->crossfilter));
  if (selection != NULL)
    pv_chart_picture_set_selection (picture, selection);

  return g_steal_pointer (&picture);
}
