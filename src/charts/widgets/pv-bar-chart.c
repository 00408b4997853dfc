/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-bar-chart.c: a scrollable horizontal bar chart. */
#include "config.h"

#include "pv-bar-chart-private.h"

#include <math.h>

/* Pixels. */
#define MIN_WIDTH 200
#define NATURAL_WIDTH 640
#define MIN_ROWS 2

enum
{
  PROP_0,
  PROP_MODEL,
  PROP_UNIT,
  PROP_N_MAX,
  PROP_CURRENT,
  PROP_TITLE,
  PROP_LABEL_HEADING,
  PROP_PEAK,
  N_PROPS,

  PROP_HADJUSTMENT,
  PROP_VADJUSTMENT,
  PROP_HSCROLL_POLICY,
  PROP_VSCROLL_POLICY,
};

enum
{
  ACTIVATED,
  COLUMNS_CHANGED,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE_WITH_CODE (PvBarChart, pv_bar_chart, PV_TYPE_CHART_WIDGET,
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_SCROLLABLE, NULL))

guint
_pv_bar_chart_get_n_rows (PvBarChart *self)
{
  guint n = self->model != NULL ? g_list_model_get_n_items (self->model) : 0;

  return self->n_max > 0 ? MIN (n, self->n_max) : n;
}

void
_pv_bar_chart_init_scene (PvBarChart *self,
                          PvBarScene *scene)
{
  GtkWidget *widget = GTK_WIDGET (self);

  *scene = (PvBarScene){
    .style = *pv_chart_widget_get_style (PV_CHART_WIDGET (self)),
    .pango = gtk_widget_get_pango_context (widget),
    .model = self->bars != NULL ? G_LIST_MODEL (self->bars) : NULL,
    .n_rows = _pv_bar_chart_get_n_rows (self),
    .unit = self->unit,
    .scale = self->scale,
    .is_narrowed = self->is_narrowed,
    .has_wholes = TRUE,
    .is_compared = self->is_compared,
    .has_sparks = self->has_sparks,
    .has_two_lines = self->has_two_lines,
    .headings = self->has_headings ? &self->headings : NULL,
    .width = gtk_widget_get_width (widget),
    .height = gtk_widget_get_height (widget),
    .scroll = self->vadjustment != NULL ? gtk_adjustment_get_value (self->vadjustment) : 0,
    .hover = self->hover,
    .current = gtk_widget_has_visible_focus (widget) ? self->current : G_MAXUINT,
    .rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL,
    .metrics = &self->metrics,
    .device_scale = gtk_widget_get_scale_factor (widget),
  };
}

static gboolean
columns_changed_cb (gpointer user_data)
{
  PvBarChart *self = user_data;

  self->columns_id = 0;
  g_signal_emit (self, signals[COLUMNS_CHANGED], 0);

  return G_SOURCE_REMOVE;
}

/* Not while a frame is being drawn, in which nothing may be asked to be drawn. */
void
_pv_bar_chart_queue_columns_changed (PvBarChart *self)
{
  if (self->columns_id == 0)
    self->columns_id = g_idle_add_full (G_PRIORITY_HIGH_IDLE, columns_changed_cb, self, NULL);
}

static void
pv_bar_chart_measure (GtkWidget      *widget,
                      GtkOrientation  orientation,
                      int             for_size,
                      int            *minimum,
                      int            *natural,
                      int            *minimum_baseline,
                      int            *natural_baseline)
{
  PvBarChart *self = PV_BAR_CHART (widget);
  PvBarScene scene;

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = MIN_WIDTH;
      *natural = NATURAL_WIDTH;
      return;
    }

  _pv_bar_chart_init_scene (self, &scene);
  *minimum = (int) ceil (pv_bar_scene_get_row_height (&scene) * MIN_ROWS);
  *natural = (int) ceil (MIN (MAX (pv_bar_scene_get_full_height (&scene), *minimum), 100000));
}

static void
pv_bar_chart_size_allocate (GtkWidget *widget,
                            int        width,
                            int        height,
                            int        baseline)
{
  _pv_bar_chart_configure_adjustments (PV_BAR_CHART (widget));
}

void
_pv_bar_chart_update_hover (PvBarChart *self)
{
  PvBarScene scene;
  guint hover = G_MAXUINT;
  double y;

  if (pv_chart_widget_get_pointer (PV_CHART_WIDGET (self), NULL, &y))
    {
      _pv_bar_chart_init_scene (self, &scene);
      hover = pv_bar_scene_get_row_at (&scene, y);
    }

  if (hover != self->hover)
    {
      self->hover = hover;
      gtk_widget_queue_draw (GTK_WIDGET (self));
    }
}

static void
pv_bar_chart_pointed (PvChartWidget *widget)
{
  _pv_bar_chart_update_hover (PV_BAR_CHART (widget));
}

void
_pv_bar_chart_activate (PvBarChart *self,
                        guint       position)
{
  g_signal_emit (self, signals[ACTIVATED], 0, position);
}

/* Where the bar with this key is now, among the first; or @fallback. */
static guint
find_key (PvBarChart *self,
          guint       key,
          guint       fallback)
{
  guint n = MIN (_pv_bar_chart_get_n_rows (self), PV_BAR_CHART_N_MEASURED);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (PvBar) bar = g_list_model_get_item (G_LIST_MODEL (self->bars), i);

      if (bar != NULL && pv_bar_get_key (bar) == key)
        return i;
    }

  return fallback;
}

static void
model_changed (PvBarChart *self)
{
  guint n = _pv_bar_chart_get_n_rows (self);

  self->metrics_valid = FALSE;
  _pv_bar_chart_begin_motion (self);
  g_clear_object (&self->bars);
  if (self->model != NULL)
    self->bars = pv_bar_list_new (self->model);

  /* While ranks change, one stays on the bar that one is on. */
  if (self->current != GTK_INVALID_LIST_POSITION)
    pv_bar_chart_set_current (self, n > 0 ? find_key (self, self->current_key, MIN (self->current, n - 1))
                                          : GTK_INVALID_LIST_POSITION);

  _pv_bar_chart_configure_adjustments (self);
  _pv_bar_chart_update_hover (self);
  _pv_bar_chart_update_accessible (self);
  pv_chart_widget_update_tooltip (PV_CHART_WIDGET (self));
  if (n != self->n_rows)
    gtk_widget_queue_resize (GTK_WIDGET (self));
  else
    gtk_widget_queue_draw (GTK_WIDGET (self));
  self->n_rows = n;
}

void
pv_bar_chart_get_area (PvBarChart   *self,
                       guint         position,
                       GdkRectangle *area)
{
  PvBarScene scene;
  double row_height;

  g_return_if_fail (PV_IS_BAR_CHART (self));
  g_return_if_fail (area != NULL);

  _pv_bar_chart_init_scene (self, &scene);
  row_height = pv_bar_scene_get_row_height (&scene);
  *area = (GdkRectangle){ 0, (int) (position * row_height - scene.scroll),
                          gtk_widget_get_width (GTK_WIDGET (self)), (int) row_height };
}

guint
pv_bar_chart_get_position_at (PvBarChart *self,
                              double      y)
{
  PvBarScene scene;
  guint row;

  g_return_val_if_fail (PV_IS_BAR_CHART (self), GTK_INVALID_LIST_POSITION);

  _pv_bar_chart_init_scene (self, &scene);
  row = pv_bar_scene_get_row_at (&scene, y);

  return row != G_MAXUINT ? row : GTK_INVALID_LIST_POSITION;
}

static void
pv_bar_chart_style_changed (PvChartWidget *widget)
{
  PV_BAR_CHART (widget)->metrics_valid = FALSE;
  gtk_widget_queue_resize (GTK_WIDGET (widget));
}

static void
pv_bar_chart_state_flags_changed (GtkWidget     *widget,
                                  GtkStateFlags  previous)
{
  PvBarChart *self = PV_BAR_CHART (widget);

  GTK_WIDGET_CLASS (pv_bar_chart_parent_class)->state_flags_changed (widget, previous);

  /* Tabbing in shows where one is. */
  if (gtk_widget_has_visible_focus (widget) && self->current == GTK_INVALID_LIST_POSITION
      && _pv_bar_chart_get_n_rows (self) > 0)
    pv_bar_chart_set_current (self, 0);
}

static void
clear_headings (PvBarChart *self)
{
  for (guint i = 0; i < PV_BAR_N_COLUMNS; i++)
    g_clear_pointer ((char **) &self->headings.columns[i], g_free);
  g_clear_pointer ((char **) &self->headings.spark, g_free);
}

static void
pv_bar_chart_dispose (GObject *object)
{
  PvBarChart *self = PV_BAR_CHART (object);

  g_clear_handle_id (&self->columns_id, g_source_remove);

  _pv_bar_chart_clear_adjustments (self);

  if (self->model != NULL)
    g_signal_handlers_disconnect_by_func (self->model, model_changed, self);
  g_clear_object (&self->model);
  g_clear_object (&self->bars);
  _pv_bar_chart_stop_motion (self);
  g_clear_object (&self->animation);

  G_OBJECT_CLASS (pv_bar_chart_parent_class)->dispose (object);
}

static void
pv_bar_chart_finalize (GObject *object)
{
  PvBarChart *self = PV_BAR_CHART (object);

  g_free (self->title);
  g_free (self->label_heading);
  clear_headings (self);
  pv_bar_rows_free (self->rows);

  G_OBJECT_CLASS (pv_bar_chart_parent_class)->finalize (object);
}

static void
pv_bar_chart_get_property (GObject    *object,
                           guint       prop_id,
                           GValue     *value,
                           GParamSpec *pspec)
{
  PvBarChart *self = PV_BAR_CHART (object);

  switch (prop_id)
    {
    case PROP_MODEL:
      g_value_set_object (value, self->model);
      break;

    case PROP_UNIT:
      g_value_set_uint (value, self->unit);
      break;

    case PROP_N_MAX:
      g_value_set_uint (value, self->n_max);
      break;

    case PROP_CURRENT:
      g_value_set_uint (value, self->current);
      break;

    case PROP_TITLE:
      g_value_set_string (value, self->title);
      break;

    case PROP_LABEL_HEADING:
      g_value_set_string (value, self->label_heading);
      break;

    case PROP_PEAK:
      g_value_set_double (value, self->peak);
      break;

    case PROP_HADJUSTMENT:
      g_value_set_object (value, self->hadjustment);
      break;

    case PROP_VADJUSTMENT:
      g_value_set_object (value, self->vadjustment);
      break;

    case PROP_HSCROLL_POLICY:
      g_value_set_enum (value, self->hscroll_policy);
      break;

    case PROP_VSCROLL_POLICY:
      g_value_set_enum (value, self->vscroll_policy);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
pv_bar_chart_set_property (GObject      *object,
                           guint         prop_id,
                           const GValue *value,
                           GParamSpec   *pspec)
{
  PvBarChart *self = PV_BAR_CHART (object);

  switch (prop_id)
    {
    case PROP_MODEL:
      pv_bar_chart_set_model (self, g_value_get_object (value));
      break;

    case PROP_UNIT:
      pv_bar_chart_set_unit (self, g_value_get_uint (value));
      break;

    case PROP_N_MAX:
      pv_bar_chart_set_n_max (self, g_value_get_uint (value));
      break;

    case PROP_CURRENT:
      pv_bar_chart_set_current (self, g_value_get_uint (value));
      break;

    case PROP_TITLE:
      pv_bar_chart_set_title (self, g_value_get_string (value));
      break;

    case PROP_LABEL_HEADING:
      g_free (self->label_heading);
      self->label_heading = g_value_dup_string (value);
      g_object_notify_by_pspec (object, pspec);
      break;

    case PROP_PEAK:
      pv_bar_chart_set_peak (self, g_value_get_double (value));
      break;

    case PROP_HADJUSTMENT:
      _pv_bar_chart_set_adjustment (self, &self->hadjustment, g_value_get_object (value));
      g_object_notify_by_pspec (object, pspec);
      break;

    case PROP_VADJUSTMENT:
      _pv_bar_chart_set_adjustment (self, &self->vadjustment, g_value_get_object (value));
      g_object_notify_by_pspec (object, pspec);
      break;

    case PROP_HSCROLL_POLICY:
      self->hscroll_policy = g_value_get_enum (value);
      g_object_notify_by_pspec (object, pspec);
      break;

    case PROP_VSCROLL_POLICY:
      self->vscroll_policy = g_value_get_enum (value);
      g_object_notify_by_pspec (object, pspec);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
pv_bar_chart_class_init (PvBarChartClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  PvChartWidgetClass *chart_class = PV_CHART_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->dispose = pv_bar_chart_dispose;
  object_class->finalize = pv_bar_chart_finalize;
  object_class->get_property = pv_bar_chart_get_property;
  object_class->set_property = pv_bar_chart_set_property;

  widget_class->snapshot = _pv_bar_chart_snapshot;
  widget_class->measure = pv_bar_chart_measure;
  widget_class->size_allocate = pv_bar_chart_size_allocate;
  widget_class->query_tooltip = _pv_bar_chart_query_tooltip;
  widget_class->state_flags_changed = pv_bar_chart_state_flags_changed;
  chart_class->style_changed = pv_bar_chart_style_changed;
  chart_class->pointed = pv_bar_chart_pointed;
  chart_class->clicked = _pv_bar_chart_clicked;

  properties[PROP_MODEL] = g_param_spec_object ("model", NULL, NULL, G_TYPE_LIST_MODEL, flags);
  properties[PROP_UNIT] =
      g_param_spec_uint ("unit", NULL, NULL, 0, PV_UNIT_BYTES_PER_SECOND, PV_UNIT_COUNT, flags);
  properties[PROP_N_MAX] = g_param_spec_uint ("n-max", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_CURRENT] =
      g_param_spec_uint ("current", NULL, NULL, 0, G_MAXUINT, GTK_INVALID_LIST_POSITION, flags);
  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, flags);
  properties[PROP_LABEL_HEADING] = g_param_spec_string ("label-heading", NULL, NULL, NULL, flags);
  properties[PROP_PEAK] = g_param_spec_double ("peak", NULL, NULL, 0, G_MAXDOUBLE, 0, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  g_object_class_override_property (object_class, PROP_HADJUSTMENT, "hadjustment");
  g_object_class_override_property (object_class, PROP_VADJUSTMENT, "vadjustment");
  g_object_class_override_property (object_class, PROP_HSCROLL_POLICY, "hscroll-policy");
  g_object_class_override_property (object_class, PROP_VSCROLL_POLICY, "vscroll-policy");

  /**
   * PvBarChart::activated:
   * @position: of the bar
   */
  signals[ACTIVATED] = g_signal_new ("activated", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                     G_TYPE_NONE, 1, G_TYPE_UINT);

  /**
   * PvBarChart::columns-changed:
   *
   * Columns of numbers stand elsewhere, or have other headings.
   */
  signals[COLUMNS_CHANGED] = g_signal_new ("columns-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                           NULL, NULL, G_TYPE_NONE, 0);

  _pv_bar_chart_add_keys (widget_class);

  gtk_widget_class_set_css_name (widget_class, "barchart");
}

static void
pv_bar_chart_init (PvBarChart *self)
{
  GtkWidget *widget = GTK_WIDGET (self);

  self->current = GTK_INVALID_LIST_POSITION;
  self->hover = G_MAXUINT;
  self->rows = pv_bar_rows_new ();

  gtk_widget_set_has_tooltip (widget, TRUE);
  gtk_widget_set_overflow (widget, GTK_OVERFLOW_HIDDEN);

  _pv_bar_chart_init_motion (self);
  _pv_bar_chart_update_accessible (self);
}

GtkWidget *
pv_bar_chart_new (void)
{
  return g_object_new (PV_TYPE_BAR_CHART, NULL);
}

GListModel *
pv_bar_chart_get_model (PvBarChart *self)
{
  g_return_val_if_fail (PV_IS_BAR_CHART (self), NULL);

  return self->model;
}

void
pv_bar_chart_set_model (PvBarChart *self,
                        GListModel *model)
{
  g_return_if_fail (PV_IS_BAR_CHART (self));
  g_return_if_fail (model == NULL || G_IS_LIST_MODEL (model));

  if (self->model == model)
    return;

  if (self->model != NULL)
    g_signal_handlers_disconnect_by_func (self->model, model_changed, self);
  g_set_object (&self->model, model);
  if (model != NULL)
    g_signal_connect_swapped (model, "items-changed", G_CALLBACK (model_changed), self);

  model_changed (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MODEL]);
}

PvUnit
pv_bar_chart_get_unit (PvBarChart *self)
{
  g_return_val_if_fail (PV_IS_BAR_CHART (self), PV_UNIT_COUNT);

  return self->unit;
}

void
pv_bar_chart_set_unit (PvBarChart *self,
                       PvUnit      unit)
{
  g_return_if_fail (PV_IS_BAR_CHART (self));

  if (self->unit == unit)
    return;

  self->unit = unit;
  self->metrics_valid = FALSE;
  _pv_bar_chart_update_accessible (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_UNIT]);
}

guint
pv_bar_chart_get_n_max (PvBarChart *self)
{
  g_return_val_if_fail (PV_IS_BAR_CHART (self), 0);

  return self->n_max;
}

void
pv_bar_chart_set_n_max (PvBarChart *self,
                        guint       n_max)
{
  g_return_if_fail (PV_IS_BAR_CHART (self));

  if (self->n_max == n_max)
    return;

  self->n_max = n_max;
  model_changed (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_MAX]);
}

guint
pv_bar_chart_get_current (PvBarChart *self)
{
  g_return_val_if_fail (PV_IS_BAR_CHART (self), GTK_INVALID_LIST_POSITION);

  return self->current;
}

void
pv_bar_chart_set_current (PvBarChart *self,
                          guint       position)
{
  g_autoptr (PvBar) bar = NULL;

  g_return_if_fail (PV_IS_BAR_CHART (self));

  if (position >= _pv_bar_chart_get_n_rows (self))
    position = GTK_INVALID_LIST_POSITION;
  if (position != GTK_INVALID_LIST_POSITION)
    {
      bar = g_list_model_get_item (self->model, position);
      self->current_key = bar != NULL ? pv_bar_get_key (bar) : 0;
    }
  if (self->current == position)
    return;

  self->current = position;
  _pv_bar_chart_update_accessible (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CURRENT]);
}

const char *
pv_bar_chart_get_title (PvBarChart *self)
{
  g_return_val_if_fail (PV_IS_BAR_CHART (self), NULL);

  return self->title;
}

void
pv_bar_chart_set_title (PvBarChart *self,
                        const char *title)
{
  g_return_if_fail (PV_IS_BAR_CHART (self));

  if (g_strcmp0 (self->title, title) == 0)
    return;

  g_free (self->title);
  self->title = g_strdup (title);
  _pv_bar_chart_update_accessible (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TITLE]);
}

double
pv_bar_chart_get_peak (PvBarChart *self)
{
  g_return_val_if_fail (PV_IS_BAR_CHART (self), 0);

  return self->peak;
}

void
pv_bar_chart_set_peak (PvBarChart *self,
                       double      peak)
{
  g_return_if_fail (PV_IS_BAR_CHART (self));
  g_return_if_fail (peak >= 0);

  if (self->peak == peak)
    return;

  self->peak = peak;
  self->metrics_valid = FALSE;
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PEAK]);
}

void
pv_bar_chart_set_is_live (PvBarChart *self,
                          gboolean    is_live)
{
  g_return_if_fail (PV_IS_BAR_CHART (self));

  self->is_live = is_live;
}

void
pv_bar_chart_set_scale (PvBarChart *self,
                        PvBarScale  scale)
{
  g_return_if_fail (PV_IS_BAR_CHART (self));

  if (self->scale == scale)
    return;

  _pv_bar_chart_begin_motion (self);
  self->scale = scale;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
pv_bar_chart_set_is_narrowed (PvBarChart *self,
                              gboolean    is_narrowed)
{
  g_return_if_fail (PV_IS_BAR_CHART (self));

  if (self->is_narrowed == (guint) is_narrowed)
    return;

  self->is_narrowed = is_narrowed;
  self->metrics_valid = FALSE;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
pv_bar_chart_set_is_compared (PvBarChart *self,
                              gboolean    is_compared)
{
  g_return_if_fail (PV_IS_BAR_CHART (self));

  if (self->is_compared == (guint) is_compared)
    return;

  self->is_compared = is_compared;
  pv_bar_chart_forget_widths (self);
}

void
pv_bar_chart_set_has_two_lines (PvBarChart *self,
                                gboolean    has_two_lines)
{
  g_return_if_fail (PV_IS_BAR_CHART (self));

  if (self->has_two_lines == (guint) has_two_lines)
    return;

  self->has_two_lines = has_two_lines;
  self->metrics_valid = FALSE;
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

void
pv_bar_chart_set_has_sparks (PvBarChart *self,
                             gboolean    has_sparks)
{
  g_return_if_fail (PV_IS_BAR_CHART (self));

  self->has_sparks = has_sparks;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static gboolean
has_headings_of (PvBarChart          *self,
                 const PvBarHeadings *headings)
{
  if (headings == NULL || !self->has_headings)
    return (headings != NULL) == self->has_headings;

  for (guint i = 0; i < PV_BAR_N_COLUMNS; i++)
    if (g_strcmp0 (headings->columns[i], self->headings.columns[i]) != 0)
      return FALSE;

  return g_strcmp0 (headings->spark, self->headings.spark) == 0;
}

void
pv_bar_chart_set_headings (PvBarChart          *self,
                           const PvBarHeadings *headings)
{
  g_return_if_fail (PV_IS_BAR_CHART (self));

  if (has_headings_of (self, headings))
    return;

  clear_headings (self);
  self->has_headings = headings != NULL;
  if (headings != NULL)
    {
      for (guint i = 0; i < PV_BAR_N_COLUMNS; i++)
        self->headings.columns[i] = g_strdup (headings->columns[i]);
      self->headings.spark = g_strdup (headings->spark);
    }
  self->metrics_valid = FALSE;
  _pv_bar_chart_queue_columns_changed (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
pv_bar_chart_forget_widths (PvBarChart *self)
{
  g_return_if_fail (PV_IS_BAR_CHART (self));

  self->has_widths = FALSE;
  self->metrics = (PvBarMetrics){ 0 };
  self->metrics_valid = FALSE;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
