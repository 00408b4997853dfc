/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-capture-view.c: all that a window shows of a capture. */
#include "config.h"

#include <glib/gi18n.h>

#include "pv-address-page.h"
#include "pv-capture-view.h"
#include "pv-chip-bar.h"
#include "pv-filter-bar.h"
#include "pv-lookup-page.h"
#include "pv-narrowing.h"
#include "pv-settings.h"
#include "pv-summary.h"

/* In pixels: what the traffic takes at least; what it leaves for the bars, so that a few of them are
 * seen; and what is above the pane. */
#define MIN_TRAFFIC_HEIGHT 180
#define HEIGHT_OF_BARS 190
#define HEIGHT_ABOVE_PANE 140

struct _PvCaptureView
{
  AdwBin parent_instance;

  PvFilterBar *filter_bar;
  GtkWidget *heading; /* summary and chips */
  PvSummary *summary;
  PvChipBar *chips;
  GtkPaned *paned;
  AdwViewStack *stack;
  PvAddressPage *addresses;
  PvLookupPage *lookups;
  AdwBin *traffic_bin;
  PvTrafficView *traffic;

  PvCapture *capture;
  PvSelection *selection;
  PvNarrowing *narrowing;
  PvNameFinder *names;
  gboolean narrow;
  gboolean is_short;
  /* whether the focus was in the traffic rather than in the tabs, before it went into a menu */
  gboolean was_in_traffic;
  guint tick_id;

  /* what the user wants, and where the pane was when that was last compared */
  int traffic_height;
  int paned_height;
  int position;
  gboolean is_laid_out;
  gboolean is_applying;
  guint apply_id;
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

/* What of the height that the user wants for the traffic a pane of @paned_height has. */
static int
fit_traffic_height (PvCaptureView *self,
                    int            paned_height)
{
  return CLAMP (self->traffic_height, MIN_TRAFFIC_HEIGHT,
                MAX (paned_height - HEIGHT_OF_BARS, MIN_TRAFFIC_HEIGHT));
}

/* Where a low window has taken height from the traffic, a higher one gives it back. */
static gboolean
apply_traffic_height_cb (gpointer user_data)
{
  PvCaptureView *self = user_data;
  int missing = fit_traffic_height (self, gtk_widget_get_height (GTK_WIDGET (self->paned))) -
                gtk_widget_get_height (GTK_WIDGET (self->traffic));
  int min;
  int max;

  self->apply_id = 0;
  g_object_get (self->paned, "min-position", &min, "max-position", &max, NULL);
  self->is_applying = TRUE;
  gtk_paned_set_position (self->paned,
                          CLAMP (gtk_paned_get_position (self->paned) - missing, min, MAX (min, max)));
  self->is_applying = FALSE;

  return G_SOURCE_REMOVE;
}

static void
position_cb (PvCaptureView *self)
{
  int height = gtk_widget_get_height (GTK_WIDGET (self->paned));
  int position = gtk_paned_get_position (self->paned);

  if (self->is_short || self->tick_id != 0)
    return;

  if (height != self->paned_height)
    {
      /* not here, amid the layout */
      if (self->apply_id == 0)
        self->apply_id = g_idle_add_full (G_PRIORITY_HIGH_IDLE, apply_traffic_height_cb, self, NULL);
    }
  else if (!self->is_applying)
    {
      self->traffic_height += self->position - position;
    }
  self->paned_height = height;
  self->position = position;
}

static gboolean
pane_allocated_cb (GtkWidget     *widget,
                   GdkFrameClock *clock,
                   gpointer       user_data)
{
  PvCaptureView *self = PV_CAPTURE_VIEW (widget);

  /* the first comes before the layout of its frame */
  if (!self->is_laid_out)
    {
      self->is_laid_out = TRUE;
      return G_SOURCE_CONTINUE;
    }

  gtk_widget_set_size_request (GTK_WIDGET (self->traffic), -1, -1);
  gtk_paned_set_position (self->paned, gtk_paned_get_position (self->paned));
  self->paned_height = gtk_widget_get_height (GTK_WIDGET (self->paned));
  self->position = gtk_paned_get_position (self->paned);
  self->tick_id = 0;
  /* the window may have grown since its height was asked */
  if (self->apply_id == 0)
    self->apply_id = g_idle_add_full (G_PRIORITY_HIGH_IDLE, apply_traffic_height_cb, self, NULL);

  return G_SOURCE_REMOVE;
}

/* Gives the traffic the height that it had last time. A pane takes a position from its top only,
 * and its own height is not known before it is laid out: until then, the height is asked for as the
 * smallest that the traffic can do with. */
static void
restore_traffic_height (PvCaptureView *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  int window_height = 0;
  int unused;

  if (root != NULL)
    {
      window_height = gtk_widget_get_height (GTK_WIDGET (root));
      if (window_height == 0)
        gtk_window_get_default_size (GTK_WINDOW (root), &unused, &window_height);
    }

  gtk_widget_set_size_request (GTK_WIDGET (self->traffic), -1,
                               fit_traffic_height (self, window_height - HEIGHT_ABOVE_PANE));
  self->is_laid_out = FALSE;
  if (self->tick_id == 0)
    self->tick_id = gtk_widget_add_tick_callback (GTK_WIDGET (self), pane_allocated_cb, NULL, NULL);
}

/* In a short window, a filter that is written takes the place of the summary and the chips. */
static void
update_heading (PvCaptureView *self)
{
  gboolean is_filtering;

  g_object_get (self->filter_bar, "revealed", &is_filtering, NULL);
  gtk_widget_set_visible (self->heading, !self->is_short || !is_filtering);
}

static void
pv_capture_view_set_short (PvCaptureView *self,
                           gboolean       is_short)
{
  AdwViewStackPage *page;

  if (self->is_short == is_short)
    return;

  self->is_short = is_short;
  update_heading (self);
  page = adw_view_stack_get_page (self->stack, GTK_WIDGET (self->traffic_bin));

  g_object_ref (self->traffic);
  if (is_short)
    {
      if (self->tick_id != 0)
        {
          gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->tick_id);
          self->tick_id = 0;
        }
      gtk_widget_set_size_request (GTK_WIDGET (self->traffic), -1, -1);
      gtk_paned_set_end_child (self->paned, NULL);
      adw_bin_set_child (self->traffic_bin, GTK_WIDGET (self->traffic));
    }
  else
    {
      if (adw_view_stack_get_visible_child (self->stack) == GTK_WIDGET (self->traffic_bin))
        adw_view_stack_set_visible_child (self->stack, GTK_WIDGET (self->addresses));
      adw_bin_set_child (self->traffic_bin, NULL);
      /* -1 would be kept out by the position that was set before */
      g_object_set (self->paned, "position-set", FALSE, NULL);
      gtk_paned_set_end_child (self->paned, GTK_WIDGET (self->traffic));
      restore_traffic_height (self);
    }
  g_object_unref (self->traffic);

  adw_view_stack_page_set_visible (page, is_short);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SHORT]);
}

static void
visible_child_cb (PvCaptureView *self)
{
  const char *name = adw_view_stack_get_visible_child_name (self->stack);

  if (name != NULL)
    g_settings_set_string (pv_settings_get_default (), "last-tab", name);
}

static void
restore_tab (PvCaptureView *self)
{
  g_autofree char *name = g_settings_get_string (pv_settings_get_default (), "last-tab");
  GtkWidget *child = adw_view_stack_get_child_by_name (self->stack, name);

  if (child != NULL &&
      adw_view_stack_page_get_visible (adw_view_stack_get_page (self->stack, child)))
    adw_view_stack_set_visible_child (self->stack, child);
}

/* What is shown and what the chips say must be the same. */
static void
narrowing_failed_cb (PvCaptureView *self)
{
  pv_selection_set_filter (self->selection, pv_narrowing_get_filter (self->narrowing));
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

static void
pv_capture_view_root (GtkWidget *widget)
{
  PvCaptureView *self = PV_CAPTURE_VIEW (widget);

  GTK_WIDGET_CLASS (pv_capture_view_parent_class)->root (widget);

  if (!self->is_short)
    restore_traffic_height (self);
}

static void
pv_capture_view_dispose (GObject *object)
{
  PvCaptureView *self = PV_CAPTURE_VIEW (object);

  g_clear_handle_id (&self->apply_id, g_source_remove);
  g_clear_object (&self->capture);
  if (self->narrowing != NULL)
    pv_narrowing_set_capture (self->narrowing, NULL);
  g_clear_object (&self->narrowing);
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
  widget_class->root = pv_capture_view_root;

  properties[PROP_NARROW] =
    g_param_spec_boolean ("narrow", NULL, NULL, FALSE,
                          G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_SHORT] =
    g_param_spec_boolean ("short", NULL, NULL, FALSE,
                          G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  g_type_ensure (PV_TYPE_FILTER_BAR);
  g_type_ensure (PV_TYPE_SUMMARY);
  g_type_ensure (PV_TYPE_CHIP_BAR);
  g_type_ensure (PV_TYPE_ADDRESS_PAGE);
  g_type_ensure (PV_TYPE_LOOKUP_PAGE);
  g_type_ensure (PV_TYPE_TRAFFIC_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               PV_RESOURCE_PREFIX "/ui/pv-capture-view.ui");
  gtk_widget_class_bind_template_child (widget_class, PvCaptureView, filter_bar);
  gtk_widget_class_bind_template_child (widget_class, PvCaptureView, heading);
  gtk_widget_class_bind_template_child (widget_class, PvCaptureView, summary);
  gtk_widget_class_bind_template_child (widget_class, PvCaptureView, chips);
  gtk_widget_class_bind_template_child (widget_class, PvCaptureView, paned);
  gtk_widget_class_bind_template_child (widget_class, PvCaptureView, stack);
  gtk_widget_class_bind_template_child (widget_class, PvCaptureView, addresses);
  gtk_widget_class_bind_template_child (widget_class, PvCaptureView, lookups);
  gtk_widget_class_bind_template_child (widget_class, PvCaptureView, traffic_bin);
  gtk_widget_class_bind_template_child (widget_class, PvCaptureView, traffic);
  gtk_widget_class_bind_template_callback (widget_class, update_heading);
}

static void
pv_capture_view_init (PvCaptureView *self)
{
  PvValueDropDown *top_n;

  gtk_widget_init_template (GTK_WIDGET (self));

  self->selection = pv_selection_new ();
  pv_chip_bar_set_selection (self->chips, self->selection);
  self->narrowing = pv_narrowing_new (self->selection);
  g_signal_connect_object (self->narrowing, "failed", G_CALLBACK (narrowing_failed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->filter_bar, "notify::revealed", G_CALLBACK (filter_revealed_cb), self,
                           G_CONNECT_SWAPPED);
  pv_filter_bar_set_narrowing (self->filter_bar, self->narrowing);
  self->names = pv_name_finder_new ();
  pv_bar_view_set_names (pv_address_page_get_bar_view (self->addresses), self->names);
  pv_bar_view_set_names (pv_lookup_page_get_bar_view (self->lookups), self->names);
  pv_bar_view_set_narrowing (pv_address_page_get_bar_view (self->addresses), self->narrowing);
  pv_bar_view_set_narrowing (pv_lookup_page_get_bar_view (self->lookups), self->narrowing);
  pv_traffic_view_set_narrowing (self->traffic, self->narrowing);
  self->traffic_height = g_settings_get_int (pv_settings_get_default (), "traffic-height");
  g_signal_connect_object (self->paned, "notify::position", G_CALLBACK (position_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->paned, "notify::max-position", G_CALLBACK (position_cb), self,
                           G_CONNECT_SWAPPED);

  follow_focus (self);

  top_n = pv_address_page_get_top_n (self->addresses);
  pv_settings_remember ("top-n", G_OBJECT (top_n), "value");
  g_object_bind_property (top_n, "value", pv_lookup_page_get_top_n (self->lookups), "value",
                          G_BINDING_BIDIRECTIONAL | G_BINDING_SYNC_CREATE);
  g_settings_bind (pv_settings_get_default (), "show-table", pv_address_page_get_table_button (self->addresses),
                   "active", G_SETTINGS_BIND_DEFAULT | G_SETTINGS_BIND_GET_NO_CHANGES);
  g_object_bind_property (pv_address_page_get_table_button (self->addresses), "active",
                          pv_lookup_page_get_table_button (self->lookups), "active",
                          G_BINDING_BIDIRECTIONAL | G_BINDING_SYNC_CREATE);
  restore_tab (self);
  g_signal_connect_object (self->stack, "notify::visible-child", G_CALLBACK (visible_child_cb), self,
                           G_CONNECT_SWAPPED);
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
  gboolean is_same_file;

  g_return_if_fail (PV_IS_CAPTURE_VIEW (self));
  g_return_if_fail (PV_IS_CAPTURE (capture));

  is_same_file = self->capture != NULL &&
                 g_file_equal (pv_capture_get_file (self->capture), pv_capture_get_file (capture));

  /* A span of one file's time means nothing in another's; nor do ids in what was read anew. */
  if (!is_same_file || pv_capture_get_complete (self->capture))
    pv_selection_reset (self->selection, is_same_file);

  g_set_object (&self->capture, capture);
  pv_summary_set_capture (self->summary, capture);
  pv_address_page_set_capture (self->addresses, capture);
  pv_lookup_page_set_capture (self->lookups, capture);
  pv_traffic_view_set_capture (self->traffic, capture, is_same_file);
  pv_narrowing_set_capture (self->narrowing, capture);
  pv_name_finder_set_capture (self->names, capture);
  pv_filter_bar_set_capture (self->filter_bar, capture);
}

AdwViewStack *
pv_capture_view_get_stack (PvCaptureView *self)
{
  g_return_val_if_fail (PV_IS_CAPTURE_VIEW (self), NULL);

  return self->stack;
}

PvFilterBar *
pv_capture_view_get_filter_bar (PvCaptureView *self)
{
  g_return_val_if_fail (PV_IS_CAPTURE_VIEW (self), NULL);

  return self->filter_bar;
}

PvNarrowing *
pv_capture_view_get_narrowing (PvCaptureView *self)
{
  g_return_val_if_fail (PV_IS_CAPTURE_VIEW (self), NULL);

  return self->narrowing;
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
  GtkWidget *tab;

  g_return_if_fail (PV_IS_CAPTURE_VIEW (self));

  tab = adw_view_stack_get_visible_child (self->stack);
  if (tab == GTK_WIDGET (self->addresses))
    pv_bar_view_focus_bars (pv_address_page_get_bar_view (self->addresses));
  else if (tab == GTK_WIDGET (self->lookups))
    pv_bar_view_focus_bars (pv_lookup_page_get_bar_view (self->lookups));
  else
    gtk_widget_child_focus (GTK_WIDGET (self->traffic), GTK_DIR_TAB_FORWARD);
}

void
pv_capture_view_show_tab (PvCaptureView *self,
                          guint          index)
{
  g_autoptr (GtkSelectionModel) pages = NULL;

  g_return_if_fail (PV_IS_CAPTURE_VIEW (self));

  pages = adw_view_stack_get_pages (self->stack);
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (pages)); i++)
    {
      g_autoptr (AdwViewStackPage) page = g_list_model_get_item (G_LIST_MODEL (pages), i);

      if (!adw_view_stack_page_get_visible (page))
        continue;
      if (index-- == 0)
        {
          adw_view_stack_set_visible_child (self->stack, adw_view_stack_page_get_child (page));
          pv_capture_view_focus_chart (self);
          return;
        }
    }
}

static void
take_picture (GPtrArray      *pictures,
              PvChartPicture *picture)
{
  if (picture != NULL)
    g_ptr_array_add (pictures, picture);
}

GPtrArray *
pv_capture_view_get_pictures (PvCaptureView *self)
{
  g_autoptr (GPtrArray) pictures = g_ptr_array_new_with_free_func (g_object_unref);
  GtkWidget *tab;
  PvBarView *addresses;
  PvBarView *lookups;
  gboolean traffic_first;

  g_return_val_if_fail (PV_IS_CAPTURE_VIEW (self), NULL);

  tab = adw_view_stack_get_visible_child (self->stack);
  addresses = pv_address_page_get_bar_view (self->addresses);
  lookups = pv_lookup_page_get_bar_view (self->lookups);

  traffic_first = self->was_in_traffic || tab == GTK_WIDGET (self->traffic_bin);

  if (traffic_first)
    take_picture (pictures, pv_traffic_view_dup_picture (self->traffic));
  if (tab == GTK_WIDGET (self->lookups))
    take_picture (pictures, pv_bar_view_dup_picture (lookups));
  take_picture (pictures, pv_bar_view_dup_picture (addresses));
  if (tab != GTK_WIDGET (self->lookups))
    take_picture (pictures, pv_bar_view_dup_picture (lookups));
  if (!traffic_first)
    take_picture (pictures, pv_traffic_view_dup_picture (self->traffic));

  return g_steal_pointer (&pictures);
}

void
pv_capture_view_save_state (PvCaptureView *self)
{
  g_return_if_fail (PV_IS_CAPTURE_VIEW (self));

  g_settings_set_int (pv_settings_get_default (), "traffic-height", self->traffic_height);
}
