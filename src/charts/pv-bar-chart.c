/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-bar-chart.c: a scrollable horizontal bar chart. */
#include "config.h"

#include "pv-bar-chart.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>
#include <math.h>

#include "pv-bar-list.h"
#include "pv-bar-motion.h"
#include "pv-bar-renderer.h"
#include "pv-chart-palette.h"
#include "pv-chart-node.h"
#include "pv-chart-widget-style.h"

/* Pixels. */
#define MIN_WIDTH 240
#define NATURAL_WIDTH 640
#define MIN_ROWS 3

/* Columns narrow only when what is in them takes less than this part of them: while ranks change as
 * one drags, they stay where they are. */
#define NARROW_PART .7

/* So many rows are looked at for the columns' widths before they are in sight. */
#define N_MEASURED PV_BAR_LIST_N_KEPT

#define MOTION_MS 200

/* Changes that come faster than this, one after the other, are shown at once. */
#define STREAM_INTERVAL_US 250000

/* What was drawn last. */
typedef struct
{
  PvBarMetrics metrics;
  guint n_rows;
  PvUnit unit;
  double scroll;
  double progress; /* of the motion, if any */
} Shown;

struct _PvBarChart
{
  GtkWidget parent_instance;

  GListModel *model;
  PvBarList *bars; /* of the model, until it changes */
  PvUnit unit;
  guint n_max;
  guint current;
  guint current_key; /* of the bar there */
  guint hover;
  char *title;
  char *label_heading;
  double peak;

  GtkAdjustment *hadjustment;
  GtkAdjustment *vadjustment;
  guint hscroll_policy : 1;
  guint vscroll_policy : 1;

  guint style_valid : 1;
  guint metrics_valid : 1;
  PvChartStyle style;
  PvBarMetrics metrics;

  /* Where the pointer is, to know what is under it after scrolling; negative for nowhere. */
  double pointer_x;
  double pointer_y;

  /* From one list of bars to the next. Where it leads is known when the list is drawn: until then there
   * is @motion_from, what was on screen when the list changed, instead of @motion. */
  AdwAnimation *animation;
  GArray *motion_from;
  PvBarMotion *motion;
  Shown motion_start;
  Shown shown;
  gint64 last_changes[2]; /* when bars became others, the latest last */
  gboolean is_live;
};

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
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE_WITH_CODE (PvBarChart, pv_bar_chart, GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_SCROLLABLE, NULL))

static guint
get_n_rows (PvBarChart *self)
{
  guint n = self->model != NULL ? g_list_model_get_n_items (self->model) : 0;

  return self->n_max > 0 ? MIN (n, self->n_max) : n;
}

static void
init_scene (PvBarChart *self,
            PvBarScene *scene)
{
  GtkWidget *widget = GTK_WIDGET (self);

  if (!self->style_valid)
    {
      pv_chart_style_init_from_widget (&self->style, widget);
      self->style_valid = TRUE;
    }

  *scene = (PvBarScene){
    .style = self->style,
    .pango = gtk_widget_get_pango_context (widget),
    .model = self->bars != NULL ? G_LIST_MODEL (self->bars) : NULL,
    .n_rows = get_n_rows (self),
    .unit = self->unit,
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

static double
keep_width (double before,
            double now)
{
  return now < before && now >= before * NARROW_PART ? before : now;
}

static void
update_metrics (PvBarChart *self)
{
  PvBarScene scene;
  double row_height;
  guint first;

  init_scene (self, &scene);

  if (!self->metrics_valid)
    {
      PvBarMetrics before = self->metrics;

      self->metrics = (PvBarMetrics){ .peak = self->peak };
      pv_bar_scene_measure (&scene, 0, N_MEASURED, &self->metrics);
      self->metrics.label_width = keep_width (before.label_width, self->metrics.label_width);
      for (guint i = 0; i < G_N_ELEMENTS (self->metrics.text_widths); i++)
        self->metrics.text_widths[i] = keep_width (before.text_widths[i], self->metrics.text_widths[i]);
      self->metrics_valid = TRUE;
    }

  if (scene.n_rows <= N_MEASURED)
    return;

  row_height = pv_bar_scene_get_row_height (&scene);
  first = (guint) (scene.scroll / row_height);
  pv_bar_scene_measure (&scene, first, (guint) ceil (scene.height / row_height) + 1, &self->metrics);
}

static double
get_peak (const PvBarMetrics *metrics)
{
  return metrics->peak > 0 ? metrics->peak : 1;
}

static void
stop_motion (PvBarChart *self)
{
  g_clear_pointer (&self->motion_from, g_array_unref);
  g_clear_pointer (&self->motion, pv_bar_motion_free);
}

static void
animate_cb (double   progress,
            gpointer user_data)
{
  PvBarChart *self = user_data;

  if (self->motion == NULL && self->motion_from == NULL)
    return;

  /* Also where there is no motion at all: animations are off, or nobody would see it. */
  if (progress >= 1)
    stop_motion (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* The bars as they were drawn last, be it in motion. Of a list that has not changed yet, or whose bars
 * are kept. (transfer full) */
static GArray *
get_shown_places (PvBarChart *self)
{
  GArray *places;

  if (self->motion != NULL)
    return pv_bar_motion_get (self->motion, self->shown.progress);

  places = pv_bar_places_new ();
  for (guint i = 0; self->bars != NULL && i < MIN (self->shown.n_rows, N_MEASURED); i++)
    {
      PvBar *bar = pv_bar_list_peek (self->bars, i);

      if (bar != NULL)
        pv_bar_places_add (places, bar, i, self->shown.unit, get_peak (&self->shown.metrics));
    }

  return places;
}

/* To be called when the list is another, before its bars are asked for. What is on screen now, in the
 * middle of a motion or not, is where the next one begins. */
static void
begin_motion (PvBarChart *self)
{
  if (!gtk_widget_get_mapped (GTK_WIDGET (self)))
    {
      stop_motion (self);
      return;
    }

  /* Not where the list changes twice before it is drawn. */
  if (self->motion_from == NULL)
    {
      self->motion_from = get_shown_places (self);
      self->motion_start = self->shown;
      g_clear_pointer (&self->motion, pv_bar_motion_free);
    }

  adw_animation_reset (self->animation);
  adw_animation_play (self->animation);
}

/* Whether one change follows the other so fast that bars would always be on their way, behind what the
 * user drags or what is loaded. */
static gboolean
note_change (PvBarChart *self)
{
  gint64 now = g_get_monotonic_time ();
  gboolean is_stream = self->last_changes[0] != 0 && now - self->last_changes[0] < 2 * (gint64) STREAM_INTERVAL_US;

  self->last_changes[0] = self->last_changes[1];
  self->last_changes[1] = now;

  return is_stream;
}

static gboolean
is_same_width (const PvBarMetrics *a,
               const PvBarMetrics *b)
{
  gboolean is_same = a->label_width == b->label_width;

  for (guint i = 0; i < G_N_ELEMENTS (a->text_widths); i++)
    is_same = is_same && a->text_widths[i] == b->text_widths[i];

  return is_same;
}

/* Now that the list is measured. */
static void
update_motion (PvBarChart       *self,
               const PvBarScene *scene)
{
  g_autoptr (GArray) from = g_steal_pointer (&self->motion_from);
  g_autoptr (GArray) to = NULL;
  g_autoptr (PvBarMotion) motion = NULL;
  double row_height, scrolled;

  if (from == NULL)
    return;

  row_height = pv_bar_scene_get_row_height (scene);
  scrolled = (scene->scroll - self->motion_start.scroll) / row_height;

  /* A list that has become shorter may have scrolled. */
  for (guint i = 0; scrolled != 0 && i < from->len; i++)
    g_array_index (from, PvBarPlace, i).row += scrolled;

  to = pv_bar_places_new ();
  for (guint i = 0; i < MIN (scene->n_rows, N_MEASURED); i++)
    {
      g_autoptr (PvBar) bar = g_list_model_get_item (scene->model, i);

      if (bar != NULL)
        pv_bar_places_add (to, bar, i, scene->unit, get_peak (&self->metrics));
    }

  motion = pv_bar_motion_new (from, to, scene->scroll / row_height, (scene->scroll + scene->height) / row_height);
  if (pv_bar_motion_is_still (motion) && is_same_width (&self->motion_start.metrics, &self->metrics))
    return;
  if (note_change (self) || self->is_live)
    return;

  self->motion = g_steal_pointer (&motion);
}

/* What is on screen while columns go from one width to another. */
static void
mix_metrics (const PvBarMetrics *from,
             const PvBarMetrics *to,
             double              progress,
             PvBarMetrics       *metrics)
{
  *metrics = *to;
  metrics->label_width = adw_lerp (from->label_width, to->label_width, progress);
  for (guint i = 0; i < G_N_ELEMENTS (metrics->text_widths); i++)
    metrics->text_widths[i] = adw_lerp (from->text_widths[i], to->text_widths[i], progress);
}

static void
pv_bar_chart_snapshot (GtkWidget   *widget,
                       GtkSnapshot *snapshot)
{
  PvBarChart *self = PV_BAR_CHART (widget);
  PvBarScene scene;
  g_autoptr (GArray) moving = NULL;
  g_autoptr (GskRenderNode) node = NULL;

  update_metrics (self);
  init_scene (self, &scene);
  update_motion (self, &scene);

  self->shown = (Shown){ self->metrics, scene.n_rows, scene.unit, scene.scroll, 1 };
  if (self->motion != NULL)
    {
      self->shown.progress = adw_animation_get_value (self->animation);
      mix_metrics (&self->motion_start.metrics, &self->metrics, self->shown.progress, &self->shown.metrics);
      moving = pv_bar_motion_get (self->motion, self->shown.progress);
      scene.moving = moving;
      scene.n_moving = N_MEASURED;
      scene.metrics = &self->shown.metrics;
    }

  node = pv_chart_node_new (widget, &GRAPHENE_RECT_INIT (0, 0, (float) scene.width, (float) scene.height),
                               (PvChartDrawFunc) pv_bar_scene_draw, &scene);
  if (node != NULL)
    gtk_snapshot_append_node (snapshot, node);
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

  init_scene (self, &scene);
  *minimum = (int) ceil (pv_bar_scene_get_row_height (&scene) * MIN_ROWS);
  *natural = (int) ceil (MIN (MAX (pv_bar_scene_get_full_height (&scene), *minimum), 100000));
}

static void
configure_adjustments (PvBarChart *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  int width = gtk_widget_get_width (widget);
  int height = gtk_widget_get_height (widget);
  PvBarScene scene;
  double full;

  init_scene (self, &scene);
  full = pv_bar_scene_get_full_height (&scene);

  if (self->vadjustment != NULL)
    {
      double max = MAX (full - height, 0);

      gtk_adjustment_configure (self->vadjustment, CLAMP (gtk_adjustment_get_value (self->vadjustment), 0, max), 0,
                                MAX (full, height), pv_bar_scene_get_row_height (&scene), height * .9, height);
    }
  if (self->hadjustment != NULL)
    gtk_adjustment_configure (self->hadjustment, 0, 0, width, width * .1, width * .9, width);
}

static void
pv_bar_chart_size_allocate (GtkWidget *widget,
                            int        width,
                            int        height,
                            int        baseline)
{
  configure_adjustments (PV_BAR_CHART (widget));
}

/* "192.168.1.1: 249 packets, 14 %, 2 of 89". */
static char *
describe_bar (PvBarChart *self,
              guint       position)
{
  g_autoptr (PvBar) bar = self->model != NULL ? g_list_model_get_item (self->model, position) : NULL;
  g_autofree char *value = NULL;
  g_autofree char *share = NULL;
  g_autofree char *whole = NULL;

  if (bar == NULL)
    return NULL;

  value = pv_unit_format_long (self->unit, pv_bar_get_value (bar));
  share = pv_unit_format_share (pv_bar_get_whole (bar), pv_bar_get_total (bar));

  if (pv_bar_get_whole (bar) > pv_bar_get_value (bar))
    {
      whole = pv_unit_format (self->unit, pv_bar_get_whole (bar));
      /* Translators: a bar in words: label, selected of all, share, rank:
       * "192.168.1.1: 121 packets of 249, 14 %, 2 of 89". */
      return g_strdup_printf (C_ ("bar", "%s: %s of %s, %s, %u of %u"), pv_bar_get_label (bar), value, whole, share,
                              position + 1, get_n_rows (self));
    }

  /* Translators: a bar in words: label, number, share, rank: "192.168.1.1: 249 packets, 14 %, 2 of 89". */
  return g_strdup_printf (C_ ("bar", "%s: %s, %s, %u of %u"), pv_bar_get_label (bar), value, share, position + 1,
                          get_n_rows (self));
}

/* For accessibility. */
static char *
describe_row (PvBarChart *self,
              guint       position)
{
  g_autoptr (PvBar) bar = self->model != NULL ? g_list_model_get_item (self->model, position) : NULL;
  g_autofree char *text = describe_bar (self, position);

  if (bar == NULL || pv_bar_get_mark (bar) == PV_CHART_UNMARKED)
    return g_steal_pointer (&text);

  /* Translators: a bar in words, of one that the user has picked */
  return g_strdup_printf (C_ ("bar", "%s, picked"), text);
}

static void
update_accessible (PvBarChart *self)
{
  g_autofree char *text = NULL;

  if (self->current != GTK_INVALID_LIST_POSITION)
    text = describe_row (self, self->current);
  if (text == NULL)
    text = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u bar", "%u bars", get_n_rows (self)), get_n_rows (self));

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  self->title != NULL ? self->title : "", GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text,
                                  -1);
}

static void
update_hover (PvBarChart *self)
{
  PvBarScene scene;
  guint hover = G_MAXUINT;

  if (self->pointer_y >= 0)
    {
      init_scene (self, &scene);
      hover = pv_bar_scene_get_row_at (&scene, self->pointer_y);
    }

  if (hover != self->hover)
    {
      self->hover = hover;
      gtk_widget_queue_draw (GTK_WIDGET (self));
    }
}

static void
scroll_to (PvBarChart *self,
           guint       position)
{
  PvBarScene scene;
  double row_height, top, page;

  if (self->vadjustment == NULL || position == GTK_INVALID_LIST_POSITION)
    return;

  init_scene (self, &scene);
  row_height = pv_bar_scene_get_row_height (&scene);
  top = row_height * position;
  page = gtk_adjustment_get_page_size (self->vadjustment);

  if (top < scene.scroll)
    gtk_adjustment_set_value (self->vadjustment, top);
  else if (top + row_height > scene.scroll + page)
    gtk_adjustment_set_value (self->vadjustment, top + row_height - page);
}

static void
adjustment_value_changed_cb (PvBarChart *self)
{
  update_hover (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
set_adjustment (PvBarChart     *self,
                GtkAdjustment **field,
                GtkAdjustment  *adjustment)
{
  if (adjustment == NULL)
    adjustment = gtk_adjustment_new (0, 0, 0, 0, 0, 0);
  if (*field == adjustment)
    return;

  if (*field != NULL)
    g_signal_handlers_disconnect_by_func (*field, adjustment_value_changed_cb, self);
  g_clear_object (field);

  *field = g_object_ref_sink (adjustment);
  g_signal_connect_swapped (adjustment, "value-changed", G_CALLBACK (adjustment_value_changed_cb), self);
  configure_adjustments (self);
}

/* Where the bar with this key is now, among the first; or @fallback. */
static guint
find_key (PvBarChart *self,
          guint       key,
          guint       fallback)
{
  guint n = MIN (get_n_rows (self), N_MEASURED);

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
  guint n = get_n_rows (self);

  self->metrics_valid = FALSE;
  begin_motion (self);
  g_clear_object (&self->bars);
  if (self->model != NULL)
    self->bars = pv_bar_list_new (self->model);

  /* While ranks change, one stays on the bar that one is on. */
  if (self->current != GTK_INVALID_LIST_POSITION)
    pv_bar_chart_set_current (self, n > 0 ? find_key (self, self->current_key, MIN (self->current, n - 1))
                                          : GTK_INVALID_LIST_POSITION);

  configure_adjustments (self);
  update_hover (self);
  update_accessible (self);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

static gboolean
activate_current (GtkWidget *widget,
                  GVariant  *args,
                  gpointer   user_data)
{
  PvBarChart *self = PV_BAR_CHART (widget);

  if (self->current == GTK_INVALID_LIST_POSITION)
    return GDK_EVENT_PROPAGATE;

  g_signal_emit (self, signals[ACTIVATED], 0, self->current);

  return GDK_EVENT_STOP;
}

/* @args: (step, count): rows, pages or all. */
static gboolean
move_current (GtkWidget *widget,
              GVariant  *args,
              gpointer   user_data)
{
  PvBarChart *self = PV_BAR_CHART (widget);
  guint n = get_n_rows (self);
  PvBarScene scene;
  GtkMovementStep step;
  int count;
  gint64 position;

  if (n == 0)
    return GDK_EVENT_PROPAGATE;

  g_variant_get (args, "(ii)", &step, &count);
  init_scene (self, &scene);
  position = self->current != GTK_INVALID_LIST_POSITION ? (gint64) self->current : count > 0 ? -1 : 1;

  if (step == GTK_MOVEMENT_PAGES)
    position += (gint64) count * MAX ((int) (scene.height / pv_bar_scene_get_row_height (&scene)) - 1, 1);
  else if (step == GTK_MOVEMENT_BUFFER_ENDS)
    position = count < 0 ? 0 : n - 1;
  else
    position += count;

  pv_bar_chart_set_current (self, (guint) CLAMP (position, 0, (gint64) n - 1));
  scroll_to (self, self->current);

  return GDK_EVENT_STOP;
}

static void
motion_cb (PvBarChart *self,
           double      x,
           double      y)
{
  self->pointer_x = x;
  self->pointer_y = y;
  update_hover (self);
}

static void
leave_cb (PvBarChart *self)
{
  self->pointer_y = -1;
  update_hover (self);
}

static void
released_cb (PvBarChart *self,
             int         n_press,
             double      x,
             double      y)
{
  PvBarScene scene;
  guint position;

  /* Of a double click, the second hits another bar where the first has moved them. */
  if (n_press > 1)
    return;

  init_scene (self, &scene);
  position = pv_bar_scene_get_row_at (&scene, y);
  if (position == G_MAXUINT || !gtk_widget_contains (GTK_WIDGET (self), x, y))
    return;

  gtk_widget_grab_focus (GTK_WIDGET (self));
  pv_bar_chart_set_current (self, position);
  g_signal_emit (self, signals[ACTIVATED], 0, position);
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

  init_scene (self, &scene);
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

  init_scene (self, &scene);
  row = pv_bar_scene_get_row_at (&scene, y);

  return row != G_MAXUINT ? row : GTK_INVALID_LIST_POSITION;
}

static gboolean
pv_bar_chart_query_tooltip (GtkWidget  *widget,
                            int         x,
                            int         y,
                            gboolean    is_keyboard,
                            GtkTooltip *tooltip)
{
  PvBarChart *self = PV_BAR_CHART (widget);
  PvBarScene scene;
  guint position;
  GdkRectangle area;
  g_autoptr (PvBar) bar = NULL;
  g_autofree char *value = NULL;
  g_autofree char *share = NULL;
  GString *text;

  init_scene (self, &scene);
  position = is_keyboard ? self->current : pv_bar_scene_get_row_at (&scene, y);
  bar = self->model != NULL ? g_list_model_get_item (self->model, position) : NULL;
  if (bar == NULL || (pv_bar_get_tooltip (bar) == NULL && !pv_bar_scene_is_shortened (&scene, position)))
    return FALSE;

  value = pv_unit_format_long (self->unit, pv_bar_get_value (bar));
  share = pv_unit_format_share (pv_bar_get_whole (bar), pv_bar_get_total (bar));

  text = g_string_new (pv_bar_get_label (bar));
  g_string_append_c (text, '\n');
  if (pv_bar_get_whole (bar) > pv_bar_get_value (bar))
    {
      g_autofree char *whole = pv_unit_format (self->unit, pv_bar_get_whole (bar));

      /* Translators: in a bar's tooltip: selected of all, share: "121 packets of 249 · 14 %". */
      g_string_append_printf (text, C_ ("bar", "%s of %s · %s"), value, whole, share);
    }
  else
    {
      g_string_append_printf (text, "%s · %s", value, share);
    }
  if (pv_bar_get_tooltip (bar) != NULL)
    g_string_append_printf (text, "\n%s", pv_bar_get_tooltip (bar));

  gtk_tooltip_set_text (tooltip, text->str);
  g_string_free (text, TRUE);

  pv_bar_chart_get_area (self, position, &area);
  gtk_tooltip_set_tip_area (tooltip, &area);

  return TRUE;
}

static void
style_changed (PvBarChart *self)
{
  self->style_valid = FALSE;
  self->metrics_valid = FALSE;
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

static void
pv_bar_chart_css_changed (GtkWidget         *widget,
                          GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (pv_bar_chart_parent_class)->css_changed (widget, change);
  style_changed (PV_BAR_CHART (widget));
}

static void
pv_bar_chart_system_setting_changed (GtkWidget        *widget,
                                     GtkSystemSetting  setting)
{
  GTK_WIDGET_CLASS (pv_bar_chart_parent_class)->system_setting_changed (widget, setting);
  style_changed (PV_BAR_CHART (widget));
}

static void
pv_bar_chart_state_flags_changed (GtkWidget     *widget,
                                  GtkStateFlags  previous)
{
  PvBarChart *self = PV_BAR_CHART (widget);

  GTK_WIDGET_CLASS (pv_bar_chart_parent_class)->state_flags_changed (widget, previous);

  self->style_valid = FALSE;
  /* Tabbing in shows where one is. */
  if (gtk_widget_has_visible_focus (widget) && self->current == GTK_INVALID_LIST_POSITION && get_n_rows (self) > 0)
    pv_bar_chart_set_current (self, 0);
  gtk_widget_queue_draw (widget);
}

static void
pv_bar_chart_dispose (GObject *object)
{
  PvBarChart *self = PV_BAR_CHART (object);

  if (self->vadjustment != NULL)
    g_signal_handlers_disconnect_by_func (self->vadjustment, adjustment_value_changed_cb, self);
  if (self->hadjustment != NULL)
    g_signal_handlers_disconnect_by_func (self->hadjustment, adjustment_value_changed_cb, self);
  g_clear_object (&self->vadjustment);
  g_clear_object (&self->hadjustment);

  if (self->model != NULL)
    g_signal_handlers_disconnect_by_func (self->model, model_changed, self);
  g_clear_object (&self->model);
  g_clear_object (&self->bars);
  stop_motion (self);
  g_clear_object (&self->animation);

  G_OBJECT_CLASS (pv_bar_chart_parent_class)->dispose (object);
}

static void
pv_bar_chart_finalize (GObject *object)
{
  PvBarChart *self = PV_BAR_CHART (object);

  g_free (self->title);
  g_free (self->label_heading);

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
      set_adjustment (self, &self->hadjustment, g_value_get_object (value));
      g_object_notify_by_pspec (object, pspec);
      break;

    case PROP_VADJUSTMENT:
      set_adjustment (self, &self->vadjustment, g_value_get_object (value));
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
add_move_binding (GtkWidgetClass  *widget_class,
                  guint            key,
                  GtkMovementStep  step,
                  int              count)
{
  gtk_widget_class_add_binding (widget_class, key, 0, move_current, "(ii)", step, count);
}

static void
pv_bar_chart_class_init (PvBarChartClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->dispose = pv_bar_chart_dispose;
  object_class->finalize = pv_bar_chart_finalize;
  object_class->get_property = pv_bar_chart_get_property;
  object_class->set_property = pv_bar_chart_set_property;

  widget_class->snapshot = pv_bar_chart_snapshot;
  widget_class->measure = pv_bar_chart_measure;
  widget_class->size_allocate = pv_bar_chart_size_allocate;
  widget_class->query_tooltip = pv_bar_chart_query_tooltip;
  widget_class->css_changed = pv_bar_chart_css_changed;
  widget_class->system_setting_changed = pv_bar_chart_system_setting_changed;
  widget_class->state_flags_changed = pv_bar_chart_state_flags_changed;

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

  add_move_binding (widget_class, GDK_KEY_Up, GTK_MOVEMENT_DISPLAY_LINES, -1);
  add_move_binding (widget_class, GDK_KEY_KP_Up, GTK_MOVEMENT_DISPLAY_LINES, -1);
  add_move_binding (widget_class, GDK_KEY_Down, GTK_MOVEMENT_DISPLAY_LINES, 1);
  add_move_binding (widget_class, GDK_KEY_KP_Down, GTK_MOVEMENT_DISPLAY_LINES, 1);
  add_move_binding (widget_class, GDK_KEY_Page_Up, GTK_MOVEMENT_PAGES, -1);
  add_move_binding (widget_class, GDK_KEY_KP_Page_Up, GTK_MOVEMENT_PAGES, -1);
  add_move_binding (widget_class, GDK_KEY_Page_Down, GTK_MOVEMENT_PAGES, 1);
  add_move_binding (widget_class, GDK_KEY_KP_Page_Down, GTK_MOVEMENT_PAGES, 1);
  add_move_binding (widget_class, GDK_KEY_Home, GTK_MOVEMENT_BUFFER_ENDS, -1);
  add_move_binding (widget_class, GDK_KEY_KP_Home, GTK_MOVEMENT_BUFFER_ENDS, -1);
  add_move_binding (widget_class, GDK_KEY_End, GTK_MOVEMENT_BUFFER_ENDS, 1);
  add_move_binding (widget_class, GDK_KEY_KP_End, GTK_MOVEMENT_BUFFER_ENDS, 1);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Return, 0, activate_current, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_ISO_Enter, 0, activate_current, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_KP_Enter, 0, activate_current, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_space, 0, activate_current, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_KP_Space, 0, activate_current, NULL);

  gtk_widget_class_set_css_name (widget_class, "barchart");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
pv_bar_chart_init (PvBarChart *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkGesture *click = gtk_gesture_click_new ();

  self->current = GTK_INVALID_LIST_POSITION;
  self->hover = G_MAXUINT;
  self->pointer_y = -1;

  gtk_widget_set_focusable (widget, TRUE);
  gtk_widget_set_has_tooltip (widget, TRUE);
  pv_chart_style_watch (GTK_WIDGET (self));
  gtk_widget_set_overflow (widget, GTK_OVERFLOW_HIDDEN);

  g_signal_connect_swapped (motion, "enter", G_CALLBACK (motion_cb), self);
  g_signal_connect_swapped (motion, "motion", G_CALLBACK (motion_cb), self);
  g_signal_connect_swapped (motion, "leave", G_CALLBACK (leave_cb), self);
  gtk_widget_add_controller (widget, motion);

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), GDK_BUTTON_PRIMARY);
  g_signal_connect_swapped (click, "released", G_CALLBACK (released_cb), self);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (click));

  self->animation = adw_timed_animation_new (widget, 0, 1, MOTION_MS,
                                             adw_callback_animation_target_new (animate_cb, self, NULL));

  update_accessible (self);
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
  update_accessible (self);
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

  if (position >= get_n_rows (self))
    position = GTK_INVALID_LIST_POSITION;
  if (position != GTK_INVALID_LIST_POSITION)
    {
      bar = g_list_model_get_item (self->model, position);
      self->current_key = bar != NULL ? pv_bar_get_key (bar) : 0;
    }
  if (self->current == position)
    return;

  self->current = position;
  update_accessible (self);
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
  update_accessible (self);
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
