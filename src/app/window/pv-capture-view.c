/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-capture-view.c: all that a window shows of a capture. */
#include "config.h"

#include <glib/gi18n.h>

#include "pv-capture-view.h"
#include "pv-choices.h"
#include "pv-crossfilter-model.h"
#include "pv-dimension-text.h"
#include "pv-filter-bar.h"
#include "pv-label-counts.h"
#include "pv-overview.h"
#include "pv-page-stack.h"
#include "pv-selection-strip.h"
#include "pv-settings.h"
#include "pv-share-pane.h"
#include "pv-tab-bar.h"

/* In pixels: what the line chart takes at least. */
#define MIN_TRAFFIC_HEIGHT 180

struct _PvCaptureView
{
  AdwBin parent_instance;

  PvFilterBar *filter_bar;
  /* the time line where there is little height */
  PvOverview *overview;
  PvSharePane *pane;
  PvTrafficView *traffic;
  GtkWidget *lower;
  PvSelectionStrip *strip;
  GtkWidget *tab_row;
  PvTabBar *tabs;
  GtkWidget *controls;
  AdwBin *switch_bin;
  PvValueDropDown *quantity;
  GtkToggleButton *search_button;
  GtkToggleButton *table_button;
  AdwViewStack *stack;
  /* where the line chart is when there is little height */
  AdwBin *traffic_bin;

  PvCapture *capture;
  PvSelection *selection;
  PvCrossfilterModel *crossfilter;
  PvNameFinder *names;
  PvLabelCounts *counts;
  GBinding *search_binding;
  AdwViewStackPage *tab_pages[PV_N_TABS]; /* the stack's */
  gboolean narrow;
  gboolean is_short;
  /* whether the focus was in the traffic rather than in the tabs, before it went into a menu */
  gboolean was_in_traffic;
};

enum
{
  PROP_0,
  PROP_NARROW,
  PROP_SHORT,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (PvCaptureView, pv_capture_view, ADW_TYPE_BIN)

/* In a short window, a filter that is written takes the place of what is selected; and where the row of tabs has
 * none, it is for bars only. */
static void
update_rows (PvCaptureView *self)
{
  gboolean is_filtering;
  gboolean has_page = pv_page_stack_get_visible (self->stack) != NULL;

  g_object_get (self->filter_bar, "revealed", &is_filtering, NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->strip), !self->is_short || !is_filtering);
  gtk_widget_set_visible (GTK_WIDGET (self->overview), self->is_short && !is_filtering);
  gtk_widget_set_visible (self->tab_row, !self->narrow || (has_page && !(self->is_short && is_filtering)));
  gtk_widget_set_visible (self->controls, has_page);
}

static void
pv_capture_view_set_short (PvCaptureView *self,
                           gboolean       is_short)
{
  AdwViewStackPage *page = adw_view_stack_get_page (self->stack, GTK_WIDGET (self->traffic_bin));

  if (self->is_short == is_short)
    return;

  self->is_short = is_short;
  if (is_short)
    gtk_widget_add_css_class (GTK_WIDGET (self), "pv-short");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "pv-short");
  update_rows (self);
  pv_traffic_view_set_has_overview (self->traffic, !is_short);
  g_object_set (self->filter_bar, "short", is_short, NULL);
  g_object_ref (self->traffic);
  gtk_widget_set_size_request (GTK_WIDGET (self->traffic), -1, is_short ? -1 : MIN_TRAFFIC_HEIGHT);
  if (is_short)
    {
      g_object_set (self->pane, "start-child", NULL, NULL);
      adw_bin_set_child (self->traffic_bin, GTK_WIDGET (self->traffic));
    }
  else
    {
      if (pv_page_stack_get_visible (self->stack) == NULL)
        pv_capture_view_show_tab (self, 0);
      adw_bin_set_child (self->traffic_bin, NULL);
      g_object_set (self->pane, "start-child", self->traffic, NULL);
    }
  g_object_unref (self->traffic);

  adw_view_stack_page_set_visible (page, is_short);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SHORT]);
}

/* Lookups are counted, whatever the window measures. */
static void
update_quantity (PvCaptureView *self)
{
  PvRankPage *page = pv_page_stack_get_visible (self->stack);
  gint64 dimension = 0;

  if (page != NULL)
    {
      g_object_get (page, "dimension", &dimension, NULL);
      pv_traffic_view_set_dimension (self->traffic, (PvDimension) dimension);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->quantity), page != NULL &&
                                                         !pv_dimension_counts_events ((PvDimension) dimension));
}

static void
visible_child_cb (PvCaptureView *self)
{
  const char *name = adw_view_stack_get_visible_child_name (self->stack);
  PvRankPage *page = pv_page_stack_get_visible (self->stack);

  if (name != NULL)
    g_settings_set_string (pv_settings_get_default (), "last-tab", name);

  g_clear_pointer (&self->search_binding, g_binding_unbind);
  adw_bin_set_child (self->switch_bin, page != NULL ? pv_rank_page_get_switch (page) : NULL);
  if (page != NULL)
    self->search_binding = g_object_bind_property (page, "searching", self->search_button, "active",
                                                   G_BINDING_BIDIRECTIONAL | G_BINDING_SYNC_CREATE);
  update_quantity (self);
  update_rows (self);
}

/* What is shown and what the chips say must be the same. */
static void
crossfilter_failed_cb (PvCaptureView *self)
{
  pv_selection_set_filter (self->selection, pv_crossfilter_model_get_filter (self->crossfilter));
}

static void
filter_revealed_cb (PvCaptureView *self)
{
  gboolean is_revealed;

  g_object_get (self->filter_bar, "revealed", &is_revealed, NULL);
  if (!is_revealed)
    pv_capture_view_focus_chart (self);
}

static void
traffic_entered_cb (PvCaptureView *self)
{
  self->was_in_traffic = TRUE;
}

static void
tabs_entered_cb (PvCaptureView *self)
{
  self->was_in_traffic = FALSE;
}

static void
follow_focus (PvCaptureView *self)
{
  GtkEventController *traffic = gtk_event_controller_focus_new ();
  GtkEventController *tabs = gtk_event_controller_focus_new ();

  g_signal_connect_swapped (traffic, "enter", G_CALLBACK (traffic_entered_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self->traffic), traffic);
  g_signal_connect_swapped (tabs, "enter", G_CALLBACK (tabs_entered_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self->stack), tabs);
}

/* How the line chart counts and tells times is how all do. */
static void
times_changed_cb (PvCaptureView *self)
{
  const PvLineOptions *options = pv_traffic_view_get_options (self->traffic);
  PvSpan home;
  gint64 step_ns;

  pv_selection_strip_set_options (self->strip, options);
  if (pv_traffic_view_get_times (self->traffic, &home, &step_ns))
    pv_selection_strip_set_times (self->strip, &home, step_ns, options->clock);
}

static gboolean
quantity_to_measure (GBinding     *binding,
                     const GValue *from,
                     GValue       *to,
                     gpointer      user_data)
{
  g_value_set_int64 (to, g_value_get_int64 (from) == PV_QUANTITY_PACKETS ? PV_MEASURE_PACKETS : PV_MEASURE_IP_BYTES);

  return TRUE;
}

/* Narrow tabs have short titles. */
static void
update_tab_titles (PvCaptureView *self)
{
  for (PvTab tab = 0; tab < PV_N_TABS; tab++)
    if (self->tab_pages[tab] != NULL)
      adw_view_stack_page_set_title (self->tab_pages[tab], self->narrow ? pv_tab_get_short_title (tab)
                                                                       : pv_tab_get_title (tab));
}

static void
add_page (PvCaptureView *self,
          PvTab          tab)
{
  GSettings *settings = pv_settings_get_default ();
  GtkWidget *page = pv_rank_page_new (tab);
  gint64 first;

  /* its tab goes by the first dimension */
  g_object_get (page, "dimension", &first, NULL);
  self->tab_pages[tab] =
    adw_view_stack_add_titled_with_icon (self->stack, page, pv_dimension_get_key ((PvDimension) first),
                                         pv_tab_get_title (tab), pv_tab_get_icon_name (tab));

  pv_settings_remember_dimension (tab, G_OBJECT (page), "dimension");
  if (tab == PV_TAB_CONVERSATIONS)
    g_settings_bind (settings, "show-map", page, "show-map", G_SETTINGS_BIND_DEFAULT | G_SETTINGS_BIND_GET_NO_CHANGES);
  g_settings_bind (settings, "top-n", page, "n-max", G_SETTINGS_BIND_GET);
  g_object_bind_property (self, "narrow", page, "narrow", G_BINDING_SYNC_CREATE);
  g_object_bind_property (self->table_button, "active", page, "show-table", G_BINDING_SYNC_CREATE);
  g_object_bind_property_full (self->quantity, "value", page, "measure", G_BINDING_SYNC_CREATE,
                               quantity_to_measure, NULL, NULL, NULL);
  g_signal_connect_object (page, "notify::dimension", G_CALLBACK (update_quantity), self, G_CONNECT_SWAPPED);
  pv_rank_page_set_context (PV_RANK_PAGE (page), self->crossfilter, self->names, self->counts);
  pv_rank_page_set_comparison (PV_RANK_PAGE (page), pv_traffic_view_get_comparison (self->traffic));
}

static void
add_traffic_page (PvCaptureView *self)
{
  AdwViewStackPage *page;

  self->traffic_bin = ADW_BIN (adw_bin_new ());
  page = adw_view_stack_add_titled_with_icon (self->stack, GTK_WIDGET (self->traffic_bin), "traffic", _("Traffic"),
                                              "pv-traffic-symbolic");
  adw_view_stack_page_set_visible (page, FALSE);
}

static void
install_actions (PvCaptureView *self)
{
  static const char *const keys[] = { "top-n", "line-on-wire", "scale-to-capture" };
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      g_autoptr (GAction) action = g_settings_create_action (pv_settings_get_default (), keys[i]);

      g_action_map_add_action (G_ACTION_MAP (group), action);
    }
  gtk_widget_insert_action_group (GTK_WIDGET (self), "view", G_ACTION_GROUP (group));
}

static void
pv_capture_view_dispose (GObject *object)
{
  PvCaptureView *self = PV_CAPTURE_VIEW (object);

  g_clear_object (&self->capture);
  if (self->crossfilter != NULL)
    pv_crossfilter_model_set_capture (self->crossfilter, NULL);
  g_clear_object (&self->crossfilter);
  if (self->counts != NULL)
    pv_label_counts_set_capture (self->counts, NULL);
  g_clear_object (&self->counts);
  if (self->names != NULL)
    pv_name_finder_set_capture (self->names, NULL);
  g_clear_object (&self->names);
  g_clear_object (&self->selection);

  G_OBJECT_CLASS (pv_capture_view_parent_class)->dispose (object);
}

static void
pv_capture_view_get_property (GObject    *object,
                              guint       prop_id,
                              GValue     *value,
                              GParamSpec *pspec)
{
  PvCaptureView *self = PV_CAPTURE_VIEW (object);

  switch (prop_id)
    {
    case PROP_NARROW:
      g_value_set_boolean (value, self->narrow);
      break;

    case PROP_SHORT:
      g_value_set_boolean (value, self->is_short);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
pv_capture_view_set_property (GObject      *object,
                              guint         prop_id,
                              const GValue *value,
                              GParamSpec   *pspec)
{
  PvCaptureView *self = PV_CAPTURE_VIEW (object);

  switch (prop_id)
    {
    case PROP_NARROW:
      self->narrow = g_value_get_boolean (value);
      update_rows (self);
      update_tab_titles (self);
      g_object_notify_by_pspec (object, pspec);
      break;

    case PROP_SHORT:
      pv_capture_view_set_short (self, g_value_get_boolean (value));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
pv_capture_view_class_init (PvCaptureViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = pv_capture_view_dispose;
  object_class->get_property = pv_capture_view_get_property;
  object_class->set_property = pv_capture_view_set_property;

  properties[PROP_NARROW] =
    g_param_spec_boolean ("narrow", NULL, NULL, FALSE,
                          G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_SHORT] =
    g_param_spec_boolean ("short", NULL, NULL, FALSE,
                          G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  g_type_ensure (PV_TYPE_FILTER_BAR);
  g_type_ensure (PV_TYPE_OVERVIEW);
  g_type_ensure (PV_TYPE_SELECTION_STRIP);
  g_type_ensure (PV_TYPE_SHARE_PANE);
  g_type_ensure (PV_TYPE_TAB_BAR);
  g_type_ensure (PV_TYPE_TRAFFIC_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               PV_RESOURCE_PREFIX "/ui/pv-capture-view.ui");
  gtk_widget_class_bind_template_child (widget_class, PvCaptureView, filter_bar);
  gtk_widget_class_bind_template_child (widget_class, PvCaptureView, overview);
  gtk_widget_class_bind_template_child (widget_class, PvCaptureView, pane);
  gtk_widget_class_bind_template_child (widget_class, PvCaptureView, traffic);
  gtk_widget_class_bind_template_child (widget_class, PvCaptureView, lower);
  gtk_widget_class_bind_template_child (widget_class, PvCaptureView, strip);
  gtk_widget_class_bind_template_child (widget_class, PvCaptureView, tab_row);
  gtk_widget_class_bind_template_child (widget_class, PvCaptureView, tabs);
  gtk_widget_class_bind_template_child (widget_class, PvCaptureView, controls);
  gtk_widget_class_bind_template_child (widget_class, PvCaptureView, switch_bin);
  gtk_widget_class_bind_template_child (widget_class, PvCaptureView, quantity);
  gtk_widget_class_bind_template_child (widget_class, PvCaptureView, search_button);
  gtk_widget_class_bind_template_child (widget_class, PvCaptureView, table_button);
  gtk_widget_class_bind_template_child (widget_class, PvCaptureView, stack);
  gtk_widget_class_bind_template_callback (widget_class, update_rows);
  gtk_widget_class_bind_template_callback (widget_class, times_changed_cb);
}

static void
set_capture_of_page (gpointer    owner,
                     PvRankPage *page)
{
  pv_rank_page_set_capture (page, PV_CAPTURE_VIEW (owner)->capture);
}

/* Shows a capture, or more of it: then the view of it stays. */
static void
show_capture (PvCaptureView *self,
              PvCapture     *capture,
              gboolean       is_same_file)
{
  g_set_object (&self->capture, capture);
  pv_page_stack_foreach (self->stack, set_capture_of_page, self);
  pv_traffic_view_set_capture (self->traffic, capture, is_same_file);
  pv_crossfilter_model_set_capture (self->crossfilter, capture);
  pv_selection_strip_set_capture (self->strip, capture);
  pv_name_finder_set_capture (self->names, capture);
  pv_label_counts_set_capture (self->counts, capture);
  pv_filter_bar_set_capture (self->filter_bar, capture);
}

static void
advanced_cb (PvCaptureView *self)
{
  show_capture (self, pv_crossfilter_model_get_capture (self->crossfilter), TRUE);
}

static void
pv_capture_view_init (PvCaptureView *self)
{
  GSettings *settings = pv_settings_get_default ();
  g_autofree char *last_tab = g_settings_get_string (settings, "last-tab");

  gtk_widget_init_template (GTK_WIDGET (self));

  self->selection = pv_selection_new ();
  self->crossfilter = pv_crossfilter_model_new (self->selection);
  g_signal_connect_object (self->crossfilter, "failed", G_CALLBACK (crossfilter_failed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->crossfilter, "advanced", G_CALLBACK (advanced_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->filter_bar, "notify::revealed", G_CALLBACK (filter_revealed_cb), self,
                           G_CONNECT_SWAPPED);
  self->names = pv_name_finder_new ();
  self->counts = pv_label_counts_new (self->crossfilter);
  pv_filter_bar_set_crossfilter (self->filter_bar, self->crossfilter);
  pv_selection_strip_set_crossfilter (self->strip, self->crossfilter);
  pv_traffic_view_set_crossfilter (self->traffic, self->crossfilter);
  pv_traffic_view_add_overview (self->traffic, self->overview);

  install_actions (self);
  pv_choices_add_quantities (self->quantity);
  pv_settings_share ("line-quantity", G_OBJECT (self->quantity), "value");
  g_settings_bind (settings, "show-table", self->table_button, "active",
                   G_SETTINGS_BIND_DEFAULT | G_SETTINGS_BIND_GET_NO_CHANGES);
  g_settings_bind (settings, "traffic-share", self->pane, "share",
                   G_SETTINGS_BIND_DEFAULT | G_SETTINGS_BIND_GET_NO_CHANGES);

  for (PvTab tab = 0; tab < PV_N_TABS; tab++)
    add_page (self, tab);
  add_traffic_page (self);
  pv_tab_bar_set_stack (self->tabs, self->stack);
  follow_focus (self);
  pv_capture_view_set_tab (self, last_tab);
  g_signal_connect_object (self->stack, "notify::visible-child", G_CALLBACK (visible_child_cb), self,
                           G_CONNECT_SWAPPED);
  visible_child_cb (self);
  times_changed_cb (self);
}

GtkWidget *
pv_capture_view_new (void)
{
  return g_object_new (PV_TYPE_CAPTURE_VIEW, NULL);
}

void
pv_capture_view_set_capture (PvCaptureView *self,
                             PvCapture     *capture)
{
  gboolean is_same_model;
  gboolean is_same_file;

  g_return_if_fail (PV_IS_CAPTURE_VIEW (self));
  g_return_if_fail (PV_IS_CAPTURE (capture));

  is_same_model = self->capture != NULL && pv_capture_is_same_model (self->capture, capture);
  /* of one that grows, there may be more files */
  is_same_file = is_same_model ||
                 (self->capture != NULL &&
                  pv_input_files_are_same (pv_capture_get_files (self->capture), pv_capture_get_files (capture)));

  /* A span of one file's time means nothing in another's; nor do ids in what was read anew. */
  if (!is_same_model)
    pv_selection_reset (self->selection, is_same_file);

  /* what grows is shown once it is narrowed as what was before */
  if (is_same_model && pv_capture_get_settled (self->capture))
    pv_crossfilter_model_set_capture (self->crossfilter, capture);
  else
    show_capture (self, capture, is_same_file);
}

PvFilterBar *
pv_capture_view_get_filter_bar (PvCaptureView *self)
{
  g_return_val_if_fail (PV_IS_CAPTURE_VIEW (self), NULL);

  return self->filter_bar;
}

PvCrossfilterModel *
pv_capture_view_get_crossfilter (PvCaptureView *self)
{
  g_return_val_if_fail (PV_IS_CAPTURE_VIEW (self), NULL);

  return self->crossfilter;
}

PvTrafficView *
pv_capture_view_get_traffic (PvCaptureView *self)
{
  g_return_val_if_fail (PV_IS_CAPTURE_VIEW (self), NULL);

  return self->traffic;
}

void
pv_capture_view_focus_chart (PvCaptureView *self)
{
  PvRankPage *page;

  g_return_if_fail (PV_IS_CAPTURE_VIEW (self));

  page = pv_page_stack_get_visible (self->stack);
  if (page != NULL)
    pv_rank_page_focus (page);
  else
    gtk_widget_child_focus (GTK_WIDGET (self->traffic), GTK_DIR_TAB_FORWARD);
}

const char *
pv_capture_view_get_tab (PvCaptureView *self)
{
  g_return_val_if_fail (PV_IS_CAPTURE_VIEW (self), NULL);

  return adw_view_stack_get_visible_child_name (self->stack);
}

void
pv_capture_view_set_tab (PvCaptureView *self,
                         const char    *name)
{
  GtkWidget *child;

  g_return_if_fail (PV_IS_CAPTURE_VIEW (self));
  g_return_if_fail (name != NULL);

  child = adw_view_stack_get_child_by_name (self->stack, name);
  if (child != NULL && adw_view_stack_page_get_visible (adw_view_stack_get_page (self->stack, child)))
    adw_view_stack_set_visible_child (self->stack, child);
}

void
pv_capture_view_show_tab (PvCaptureView *self,
                          guint          index)
{
  GtkWidget *child;

  g_return_if_fail (PV_IS_CAPTURE_VIEW (self));

  child = pv_page_stack_get_nth (self->stack, index);
  if (child == NULL)
    return;

  adw_view_stack_set_visible_child (self->stack, child);
  pv_capture_view_focus_chart (self);
}

GPtrArray *
pv_capture_view_get_pictures (PvCaptureView *self)
{
  g_autoptr (GPtrArray) pictures = g_ptr_array_new_with_free_func (g_object_unref);
  PvChartPicture *traffic;

  g_return_val_if_fail (PV_IS_CAPTURE_VIEW (self), NULL);

  traffic = pv_traffic_view_dup_picture (self->traffic);
  pv_page_stack_take_pictures (self->stack, pictures);
  if (traffic != NULL)
    g_ptr_array_insert (pictures, self->was_in_traffic || pv_page_stack_get_visible (self->stack) == NULL ? 0 : -1,
                        traffic);

  return g_steal_pointer (&pictures);
}

void
pv_capture_view_go_to (PvCaptureView *self,
                       PvDimension    dimension,
                       guint32        id,
                       const char    *label)
{
  PvRankPage *page;

  g_return_if_fail (PV_IS_CAPTURE_VIEW (self));
  g_return_if_fail (dimension < PV_N_DIMENSIONS);
  g_return_if_fail (label != NULL);

  page = pv_page_stack_find (self->stack, pv_dimension_get_tab (dimension));
  adw_view_stack_set_visible_child (self->stack, GTK_WIDGET (page));
  pv_rank_page_go_to (page, dimension, id, label);
}
