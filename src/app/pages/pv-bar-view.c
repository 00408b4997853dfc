/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-bar-view.c: a bar chart or a table of a capture's top labels, kept up to date. */
#include "config.h"

#include <glib/gi18n.h>

#include "pv-bar-header.h"
#include "pv-bar-view.h"
#include "pv-bar-words.h"
#include "pv-chart-menu.h"
#include "pv-dimension-text.h"
#include "pv-failure.h"
#include "pv-label-actions.h"
#include "pv-label-lines.h"
#include "pv-label-popover.h"
#include "pv-latest.h"
#include "pv-rank-table.h"
#include "pv-ranking-model.h"
#include "pv-settings.h"

/* Of a bar's time line. */
#define N_LINE_COLUMNS 60

/* Rows of a table before all of the file is there. */
#define N_WHILE_LOADING 1000

struct _PvBarView
{
  AdwBin parent_instance;

  GtkStack *stack;
  GtkWidget *bars_box;
  GtkWidget *header;
  GtkScrolledWindow *scroller;
  PvBarChart *chart;
  PvTableView *table;
  AdwStatusPage *empty_page;
  GtkWidget *on_wire_button;

  GtkWidget *popover;
  GtkWidget *menu;
  /* about the label that the menu or the details are about, and where in the view they point to */
  PvLabelActions *actions;
  GdkRectangle area;

  PvNarrowing *narrowing;
  PvNameFinder *names;
  PvRankingModel *model;
  PvLatest latest;
  /* time lines of bars: which are being made */
  PvLatest lines;
  guint32 line_ids[PV_LABEL_LINES_MAX];
  PvCapture *lines_capture;
  PvDimension lines_dimension;
  PvMetric lines_metric;
  PvCapture *capture;
  /* what the query under way asks */
  PvCapture *pending_capture;
  PvDimension dimension;
  PvMetric metric;
  gboolean show_table;
  /* the drag that the span comes from, or 0; and whether it goes on */
  guint span_step;
  gboolean is_dragging;
  /* (nullable): the label to go to when its ranking is there */
  char *wanted_label;
  guint32 wanted_id;
  /* whether the capture came while the view was hidden and nothing was asked yet */
  gboolean stale;
};

enum
{
  PROP_0,
  PROP_N_MAX,
  PROP_N_LABELS,
  PROP_SHOW_TABLE,
  PROP_SCALE_TO_CAPTURE,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (PvBarView, pv_bar_view, ADW_TYPE_BIN)

/* Why there is no chart: the capture has nothing of the kind, or the selection has not. */
static void
update_empty_page (PvBarView *self,
                   PvRanking *ranking)
{
  gboolean is_narrowed = ranking != NULL && ranking->packets < ranking->whole_packets;
  gboolean is_empty = self->capture != NULL && pv_capture_get_n_packets (self->capture) == 0;
  const char *title = pv_dimension_get_empty_text (self->dimension);
  const char *description = NULL;

  if (is_narrowed)
    {
      title = _("No Results Found");
      description = _("Nothing of this kind is in what you have selected.");
    }
  else if (is_empty)
    {
      title = _("No Packets");
      description = _("There is nothing in this capture yet.");
    }
  else if (self->capture != NULL && !pv_dimension_counts_events (self->dimension) &&
           pv_capture_get_n_ip_packets (self->capture) == 0)
    {
      description = _("None of the packets in this capture carry IPv4 or IPv6. Their bytes on the wire are in the "
                      "chart if you count those.");
    }

  adw_status_page_set_title (self->empty_page, title);
  adw_status_page_set_description (self->empty_page, description);
  gtk_widget_set_visible (self->on_wire_button, description != NULL && !is_narrowed && !is_empty);
}

/* A search shows what it finds in the table, also where bars are shown otherwise. */
static gboolean
shows_table (PvBarView *self)
{
  return self->show_table || pv_table_view_get_searching (self->table);
}

static GtkWidget *
get_child (PvBarView *self,
           PvRanking *ranking)
{
  if (ranking == NULL || ranking->n_ranks == 0)
    return GTK_WIDGET (self->empty_page);

  return shows_table (self) ? GTK_WIDGET (self->table) : self->bars_box;
}

/* What is of the whole capture keeps its scale as one scrolls. */
static void
update_peak (PvBarView *self,
             PvRanking *ranking)
{
  guint64 peak = ranking->query.metric == PV_METRIC_BYTES ? ranking->max_whole_bytes
                                                          : ranking->max_whole_packets;

  pv_bar_chart_set_peak (self->chart, (double) peak);
}

/* Lines of bars that have none come after everything else, and not while the user drags. */
static void
request_lines (PvBarView *self,
               PvCapture *capture,
               PvRanking *ranking)
{
  if (capture != self->lines_capture || ranking->query.dimension != self->lines_dimension ||
      ranking->query.metric != self->lines_metric)
    {
      pv_latest_stop (&self->lines);
      pv_ranking_model_forget_lines (self->model);
      g_set_object (&self->lines_capture, capture);
      self->lines_dimension = ranking->query.dimension;
      self->lines_metric = ranking->query.metric;
    }

  if (!self->is_dragging && pv_capture_get_complete (capture) && pv_capture_has_times (capture))
    pv_latest_request (&self->lines, FALSE);
}

static void
lines_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (PvBarView) self = user_data;
  g_autoptr (GPtrArray) lines = pv_label_lines_run_finish (result, NULL);

  /* without, a bar has none, which is no error worth telling */
  if (lines != NULL && PV_CAPTURE (source) == self->lines_capture &&
      !g_cancellable_is_cancelled (self->lines.cancellable))
    pv_ranking_model_add_lines (self->model, self->line_ids, lines);

  pv_latest_done (&self->lines);
}

static void
start_lines (gpointer      owner,
             GCancellable *cancellable)
{
  PvBarView *self = owner;
  PvRanking *ranking = pv_ranking_model_get_ranking (self->model);
  guint n_max = pv_bar_chart_get_n_max (self->chart);
  guint n = 0;

  for (guint i = 0; ranking != NULL && i < ranking->n_ranks && (n_max == 0 || i < n_max) && n < PV_LABEL_LINES_MAX; i++)
    if (pv_ranking_model_get_line (self->model, ranking->ranks[i].id) == NULL)
      self->line_ids[n++] = ranking->ranks[i].id;

  if (n == 0 || pv_ranking_model_get_capture (self->model) != self->lines_capture)
    {
      pv_latest_done (&self->lines);
      return;
    }

  pv_label_lines_run_async (self->lines_capture, self->lines_dimension, self->line_ids, n,
                            pv_capture_get_bulk_span (self->lines_capture), N_LINE_COLUMNS, self->lines_metric,
                            cancellable, lines_cb, g_object_ref (self));
}

/* Names are asked for when there is a chart to show them in. */
static void
update_names (PvBarView *self)
{
  PvCapture *capture = pv_ranking_model_get_capture (self->model);
  gboolean has_names = self->names != NULL && capture != NULL && capture == self->capture &&
                       pv_capture_get_complete (capture) &&
                       pv_dimension_get_family (self->dimension) == PV_FAMILY_ADDRESS;

  pv_ranking_model_set_names (self->model, has_names ? pv_name_finder_get_names (self->names) : NULL);
  pv_bar_chart_set_has_two_lines (self->chart, has_names);
}

static void
pv_bar_view_show_ranking (PvBarView *self,
                          PvCapture *capture,
                          PvRanking *ranking)
{
  PvRanking *old = pv_ranking_model_get_ranking (self->model);
  gboolean another = old == NULL || ranking == NULL ||
                     old->query.dimension != ranking->query.dimension;
  PvBarHeadings headings;

  if (ranking != NULL)
    {
      pv_bar_chart_set_unit (self->chart, pv_dimension_get_unit (ranking->query.dimension,
                                                                 ranking->query.metric));
      pv_bar_chart_set_title (self->chart, pv_dimension_get_title (ranking->query.dimension,
                                                                   ranking->query.metric));
      update_peak (self, ranking);
      pv_bar_words_get_headings (&headings, pv_bar_chart_get_unit (self->chart), pv_ranking_is_narrowed (ranking),
                                 ranking->query.has_span);
      pv_bar_chart_set_headings (self->chart, &headings);
      pv_bar_chart_set_is_narrowed (self->chart, pv_ranking_is_narrowed (ranking));
    }
  if (another)
    pv_bar_chart_forget_widths (self->chart);
  pv_bar_chart_set_is_live (self->chart, self->is_dragging);
  if (ranking == NULL || capture != pv_ranking_model_get_capture (self->model))
    pv_ranking_model_set_names (self->model, NULL);
  pv_ranking_model_set_ranking (self->model, capture, ranking);
  update_names (self);
  if (ranking != NULL)
    request_lines (self, capture, ranking);
  if (shows_table (self) || ranking == NULL)
    pv_rank_table_set (self->table, capture, ranking);

  if (another)
    gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scroller), 0);

  update_empty_page (self, ranking);
  gtk_stack_set_visible_child (self->stack, get_child (self, ranking));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_LABELS]);
}

static void
go_to_wanted (PvBarView *self)
{
  g_autofree char *label = g_steal_pointer (&self->wanted_label);
  PvRanking *ranking = pv_ranking_model_get_ranking (self->model);
  guint n_max = pv_bar_chart_get_n_max (self->chart);

  for (guint i = 0; i < ranking->n_ranks && (n_max == 0 || i < n_max) && !shows_table (self); i++)
    if (ranking->ranks[i].id == self->wanted_id)
      {
        pv_bar_chart_set_current (self->chart, i);
        pv_bar_view_focus_bars (self);
        return;
      }

  pv_table_view_search (self->table, label);
}

static void
pv_bar_view_answered_cb (GObject      *source,
                         GAsyncResult *result,
                         gpointer      user_data)
{
  g_autoptr (PvBarView) self = user_data;
  g_autoptr (PvCapture) capture = g_steal_pointer (&self->pending_capture);
  g_autoptr (PvRanking) ranking = NULL;
  g_autoptr (GError) error = NULL;

  ranking = pv_query_run_finish (result, &error);
  if (ranking != NULL && self->capture != NULL)
    pv_bar_view_show_ranking (self, capture, ranking);
  else if (ranking == NULL && self->capture != NULL && pv_failure_show (self->stack, error))
    {
      /* no old bars under what is selected now */
      pv_bar_view_show_ranking (self, NULL, NULL);
      pv_failure_show (self->stack, error);
    }

  if (ranking != NULL && self->wanted_label != NULL && ranking->query.dimension == self->dimension)
    go_to_wanted (self);
  pv_latest_done (&self->latest);
}

/* What a chart of @dimension asks of @capture. What is borrowed is valid until the narrowing changes. */
static PvQuery
make_query (PvBarView   *self,
            PvCapture   *capture,
            PvDimension  dimension)
{
  /* lookups are only counted */
  PvQuery query = {
    .dimension = dimension,
    .metric = pv_dimension_counts_events (dimension) ? PV_METRIC_PACKETS : self->metric,
  };
  const PvSpan *span = NULL;

  if (self->narrowing != NULL)
    {
      span = pv_selection_get_span (pv_narrowing_get_selection (self->narrowing));
      query.subset = pv_narrowing_get_subset (self->narrowing, capture, dimension);
    }
  if (span != NULL)
    {
      query.has_span = TRUE;
      query.span = *span;
    }

  return query;
}

/* A table has them all; while the file loads, whose loading that would slow down, more than are in sight. */
static guint
get_limit (PvBarView *self)
{
  guint n_max = pv_bar_chart_get_n_max (self->chart);

  if (!shows_table (self))
    return n_max;

  return pv_capture_get_complete (self->capture) ? 0 : N_WHILE_LOADING;
}

static void
pv_bar_view_start (gpointer      owner,
                   GCancellable *cancellable)
{
  PvBarView *self = owner;
  PvQuery query;

  g_assert (self->capture != NULL);

  query = make_query (self, self->capture, self->dimension);
  query.limit = get_limit (self);
  query.with_clients = shows_table (self);

  self->stale = FALSE;
  self->pending_capture = g_object_ref (self->capture);
  pv_query_run_async (self->pending_capture, &query, cancellable, pv_bar_view_answered_cb,
                      g_object_ref (self));
}

/* The question is another, so that an answer under way is of no use. */
static void
pv_bar_view_ask_again (PvBarView *self)
{
  self->is_dragging = FALSE;
  if (self->capture != NULL)
    pv_latest_request (&self->latest, TRUE);
}

/* While the user drags, an answer to the last question but one is better than none. */
static void
narrowing_changed_cb (PvBarView *self)
{
  guint step = pv_selection_get_span_step (pv_narrowing_get_selection (self->narrowing));

  self->is_dragging = step != 0 && step == self->span_step;
  self->span_step = step;
  if (self->capture == NULL)
    return;

  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    pv_latest_request (&self->latest, FALSE);
  else
    self->stale = TRUE;
}

/* Picks a label, or does so no longer. Ids of a capture that is loading still may change. */
static void
toggle_pick (PvBarView   *self,
             PvCapture   *capture,
             PvDimension  dimension,
             guint32      id)
{
  g_autofree char *label = NULL;

  if (self->narrowing == NULL || capture != self->capture || !pv_capture_get_complete (capture))
    return;

  label = pv_capture_dup_label (capture, dimension, id);
  pv_selection_toggle_pick (pv_narrowing_get_selection (self->narrowing), dimension, id, label);
}

static void
activated_cb (PvBarView *self,
              guint      position)
{
  PvRanking *ranking = pv_ranking_model_get_ranking (self->model);

  if (ranking != NULL && position < ranking->n_ranks)
    toggle_pick (self, pv_ranking_model_get_capture (self->model), ranking->query.dimension,
                 ranking->ranks[position].id);
}

static void
row_activated_cb (PvBarView  *self,
                  PvTableRow *row)
{
  toggle_pick (self, pv_rank_table_get_capture (row), pv_rank_table_get_dimension (row),
               pv_rank_table_get_rank (row)->id);
}

static void
popover_closed_cb (PvBarView *self)
{
  gtk_widget_set_has_tooltip (GTK_WIDGET (self->chart), TRUE);
  /* which GTK leaves in what is no longer there */
  pv_bar_view_focus_bars (self);
}

/* Of the menu or the details that come up. */
static void
watch_popover (PvBarView *self,
               GtkWidget *popover)
{
  /* tooltips would come up before it */
  gtk_widget_set_has_tooltip (GTK_WIDGET (self->chart), FALSE);
  g_signal_connect_object (popover, "closed", G_CALLBACK (popover_closed_cb), self, G_CONNECT_SWAPPED);
}

/* Of the label that the actions are about. */
static void
show_details (PvBarView *self)
{
  PvCapture *capture;
  PvDimension dimension;
  guint32 id;
  PvQuery query;

  if (self->names == NULL || !pv_label_actions_get_label (self->actions, &capture, &dimension, &id))
    return;

  query = make_query (self, capture, dimension);
  g_clear_pointer (&self->popover, gtk_widget_unparent);
  self->popover = pv_label_popover_new (GTK_WIDGET (self), &self->area, capture, &query, id, self->names);
  watch_popover (self, self->popover);
}

/* Where popovers point to: @area of @widget. */
static void
set_area (PvBarView          *self,
          GtkWidget          *widget,
          const GdkRectangle *area)
{
  double x = 0;
  double y = 0;

  gtk_widget_translate_coordinates (widget, GTK_WIDGET (self), area->x, area->y, &x, &y);
  self->area = (GdkRectangle){ (int) x, (int) y, area->width, area->height };
}

/* Has the actions be about a bar. @x: where popovers point to in it, or -1 for its middle */
static gboolean
take_bar (PvBarView *self,
          guint      position,
          double     x)
{
  PvRanking *ranking = pv_ranking_model_get_ranking (self->model);
  GdkRectangle area;

  if (ranking == NULL || position >= ranking->n_ranks)
    {
      pv_label_actions_set_label (self->actions, NULL, 0, 0);
      return FALSE;
    }

  pv_bar_chart_set_current (self->chart, position);
  pv_label_actions_set_label (self->actions, pv_ranking_model_get_capture (self->model), ranking->query.dimension,
                              ranking->ranks[position].id);
  pv_bar_chart_get_area (self->chart, position, &area);
  if (x >= 0)
    {
      area.x = (int) x;
      area.width = 1;
    }
  set_area (self, GTK_WIDGET (self->chart), &area);

  return TRUE;
}

/* At @x, @y of the chart; about the bar that was taken, where there is one. */
static void
show_menu (PvBarView *self,
           double     x,
           double     y)
{
  g_autoptr (GMenuModel) of_label = pv_label_actions_make_menu ();
  GdkRectangle here = { 0, 0, 1, 1 };

  if (!gtk_widget_translate_coordinates (GTK_WIDGET (self->chart), GTK_WIDGET (self), x, y, &x, &y))
    return;

  here.x = (int) x;
  here.y = (int) y;
  g_clear_pointer (&self->menu, gtk_widget_unparent);
  self->menu = pv_chart_menu_new (GTK_WIDGET (self), &here, of_label);
  watch_popover (self, self->menu);
}

static void
right_click_cb (PvBarView  *self,
                int         n_press,
                double      x,
                double      y,
                GtkGesture *gesture)
{
  /* what the menu offers is about the chart with the focus */
  gtk_widget_grab_focus (GTK_WIDGET (self->chart));
  take_bar (self, pv_bar_chart_get_position_at (self->chart, y), x);
  show_menu (self, x, y);
  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
}

static void
long_press_cb (PvBarView  *self,
               double      x,
               double      y,
               GtkGesture *gesture)
{
  if (!take_bar (self, pv_bar_chart_get_position_at (self->chart, y), x))
    return;

  show_details (self);
  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
}

/* Of the bar with the keyboard's focus. */
static void
menu_cb (GtkWidget  *widget,
         const char *action,
         GVariant   *parameter)
{
  PvBarView *self = PV_BAR_VIEW (widget);
  guint current = pv_bar_chart_get_current (self->chart);
  GdkRectangle area;

  if (!gtk_widget_has_focus (GTK_WIDGET (self->chart)))
    return;

  if (take_bar (self, current, -1))
    {
      pv_bar_chart_get_area (self->chart, current, &area);
      show_menu (self, area.x + area.width / 2.0, area.y + area.height / 2.0);
    }
  else
    {
      show_menu (self, gtk_widget_get_width (GTK_WIDGET (self->chart)) / 2.0, 0);
    }
}

/* The same bar's. */
static void
details_cb (GtkWidget  *widget,
            const char *action,
            GVariant   *parameter)
{
  PvBarView *self = PV_BAR_VIEW (widget);

  if (gtk_widget_has_focus (GTK_WIDGET (self->chart)) &&
      take_bar (self, pv_bar_chart_get_current (self->chart), -1))
    show_details (self);
}

/* Has the actions be about a row, whose menu comes up. */
static void
row_taken_cb (PvBarView    *self,
              PvTableRow   *row,
              GdkRectangle *area)
{
  set_area (self, GTK_WIDGET (self->table), area);
  pv_label_actions_set_label (self->actions, pv_rank_table_get_capture (row), pv_rank_table_get_dimension (row),
                              pv_rank_table_get_rank (row)->id);
}

/* Those that count labels count what is found of them. */
static void
n_found_cb (PvBarView *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_LABELS]);
}

/* Between bars and table. */
static void
switch_child (PvBarView *self)
{
  PvRanking *ranking = pv_ranking_model_get_ranking (self->model);
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  gboolean has_focus = focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self));
  GtkWidget *child = get_child (self, ranking);
  gboolean is_another = child != gtk_stack_get_visible_child (self->stack);

  if (!shows_table (self))
    pv_rank_table_set (self->table, NULL, NULL);
  if (!pv_failure_is_shown (self->stack))
    gtk_stack_set_visible_child (self->stack, child);
  if (pv_table_view_get_searching (self->table))
    pv_table_view_focus_search (self->table);
  else if (has_focus && is_another)
    pv_bar_view_focus_bars (self);
  if (is_another)
    pv_bar_view_ask_again (self);
  n_found_cb (self);
}

static void
pv_bar_view_set_show_table (PvBarView *self,
                            gboolean   show_table)
{
  if (self->show_table == show_table)
    return;

  self->show_table = show_table;
  switch_child (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SHOW_TABLE]);
}

static void
pick_found_cb (PvBarView *self)
{
  guint n = MIN (pv_table_view_get_n_found (self->table), PV_TABLE_MAX_PICKED);
  g_autofree guint32 *ids = g_new (guint32, n + 1);
  g_auto (GStrv) labels = g_new0 (char *, n + 1);
  PvDimension dimension = self->dimension;
  guint n_picked = 0;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (PvTableRow) row = pv_table_view_dup_found (self->table, i);

      /* ids of a capture that is loading still may change */
      if (row == NULL || pv_rank_table_get_capture (row) != self->capture || !pv_capture_get_complete (self->capture))
        return;

      dimension = pv_rank_table_get_dimension (row);
      ids[n_picked] = pv_rank_table_get_rank (row)->id;
      labels[n_picked] = pv_capture_dup_label (self->capture, dimension, ids[n_picked]);
      n_picked++;
    }
  if (self->narrowing != NULL && n_picked > 0)
    pv_selection_pick_all (pv_narrowing_get_selection (self->narrowing), dimension, ids, labels, n_picked);
}

static void
pv_bar_view_map (GtkWidget *widget)
{
  PvBarView *self = PV_BAR_VIEW (widget);

  GTK_WIDGET_CLASS (pv_bar_view_parent_class)->map (widget);

  if (self->stale && self->capture != NULL)
    pv_latest_request (&self->latest, FALSE);
}

static void
pv_bar_view_dispose (GObject *object)
{
  PvBarView *self = PV_BAR_VIEW (object);

  pv_latest_stop (&self->latest);
  pv_latest_stop (&self->lines);
  g_clear_object (&self->lines_capture);
  g_clear_pointer (&self->popover, gtk_widget_unparent);
  g_clear_pointer (&self->menu, gtk_widget_unparent);
  if (self->actions != NULL)
    pv_label_actions_set_label (self->actions, NULL, 0, 0);
  g_clear_object (&self->actions);
  g_clear_object (&self->capture);
  g_clear_object (&self->narrowing);
  g_clear_object (&self->names);

  G_OBJECT_CLASS (pv_bar_view_parent_class)->dispose (object);
}

static void
pv_bar_view_finalize (GObject *object)
{
  PvBarView *self = PV_BAR_VIEW (object);

  g_clear_object (&self->model);
  g_free (self->wanted_label);

  G_OBJECT_CLASS (pv_bar_view_parent_class)->finalize (object);
}

static void
pv_bar_view_get_property (GObject    *object,
                          guint       prop_id,
                          GValue     *value,
                          GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_N_MAX:
      g_value_set_int64 (value, pv_bar_chart_get_n_max (PV_BAR_VIEW (object)->chart));
      break;

    case PROP_N_LABELS:
      g_value_set_uint (value, pv_bar_view_get_n_labels (PV_BAR_VIEW (object)));
      break;

    case PROP_SHOW_TABLE:
      g_value_set_boolean (value, PV_BAR_VIEW (object)->show_table);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
pv_bar_view_set_property (GObject      *object,
                          guint         prop_id,
                          const GValue *value,
                          GParamSpec   *pspec)
{
  PvBarView *self = PV_BAR_VIEW (object);

  switch (prop_id)
    {
    case PROP_N_MAX:
      pv_bar_chart_set_n_max (self->chart, g_value_get_int64 (value));
      pv_bar_view_ask_again (self);
      break;

    case PROP_SHOW_TABLE:
      pv_bar_view_set_show_table (self, g_value_get_boolean (value));
      break;

    case PROP_SCALE_TO_CAPTURE:
      pv_bar_chart_set_scale (self->chart, g_value_get_boolean (value) ? PV_BAR_SCALE_CAPTURE : PV_BAR_SCALE_SELECTION);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
pv_bar_view_class_init (PvBarViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = pv_bar_view_dispose;
  object_class->finalize = pv_bar_view_finalize;
  object_class->get_property = pv_bar_view_get_property;
  object_class->set_property = pv_bar_view_set_property;
  widget_class->map = pv_bar_view_map;

  properties[PROP_N_MAX] =
    g_param_spec_int64 ("n-max", NULL, NULL, 0, G_MAXUINT, 0,
                        G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_N_LABELS] =
    g_param_spec_uint ("n-labels", NULL, NULL, 0, G_MAXUINT, 0,
                       G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_SHOW_TABLE] =
    g_param_spec_boolean ("show-table", NULL, NULL, FALSE,
                          G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_SCALE_TO_CAPTURE] =
    g_param_spec_boolean ("scale-to-capture", NULL, NULL, FALSE, G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_install_action (widget_class, "bars.details", NULL, details_cb);
  gtk_widget_class_install_action (widget_class, "bars.menu", NULL, menu_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Return, GDK_ALT_MASK, "bars.details", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_KP_Enter, GDK_ALT_MASK, "bars.details", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Menu, 0, "bars.menu", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F10, GDK_SHIFT_MASK, "bars.menu", NULL);

  g_type_ensure (PV_TYPE_BAR_CHART);
  g_type_ensure (PV_TYPE_BAR_HEADER);
  g_type_ensure (PV_TYPE_TABLE_VIEW);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_c, GDK_CONTROL_MASK, "win.copy-chart", NULL);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               PV_RESOURCE_PREFIX "/ui/pv-bar-view.ui");
  gtk_widget_class_bind_template_child (widget_class, PvBarView, stack);
  gtk_widget_class_bind_template_child (widget_class, PvBarView, bars_box);
  gtk_widget_class_bind_template_child (widget_class, PvBarView, header);
  gtk_widget_class_bind_template_child (widget_class, PvBarView, scroller);
  gtk_widget_class_bind_template_child (widget_class, PvBarView, chart);
  gtk_widget_class_bind_template_child (widget_class, PvBarView, table);
  gtk_widget_class_bind_template_child (widget_class, PvBarView, empty_page);
  gtk_widget_class_bind_template_child (widget_class, PvBarView, on_wire_button);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_taken_cb);
  gtk_widget_class_bind_template_callback (widget_class, n_found_cb);
  gtk_widget_class_bind_template_callback (widget_class, pick_found_cb);
  gtk_widget_class_bind_template_callback (widget_class, switch_child);
  gtk_widget_class_bind_template_callback (widget_class, right_click_cb);
  gtk_widget_class_bind_template_callback (widget_class, long_press_cb);
}

static void
pv_bar_view_init (PvBarView *self)
{
  g_autoptr (GMenuModel) menu = pv_label_actions_make_menu ();

  self->actions = pv_label_actions_new (GTK_WIDGET (self));
  g_signal_connect_object (self->actions, "details", G_CALLBACK (show_details), self, G_CONNECT_SWAPPED);
  gtk_widget_init_template (GTK_WIDGET (self));
  pv_table_view_set_row_menu (self->table, menu);

  pv_latest_init (&self->latest, pv_bar_view_start, self);
  pv_latest_init (&self->lines, start_lines, self);
  pv_bar_chart_set_has_sparks (self->chart, TRUE);
  self->model = pv_ranking_model_new ();
  pv_bar_chart_set_model (self->chart, G_LIST_MODEL (self->model));
  pv_table_view_set_kind (self->table, &pv_rank_table_kind);
}

void
pv_bar_view_set_capture (PvBarView *self,
                         PvCapture *capture)
{
  g_return_if_fail (PV_IS_BAR_VIEW (self));
  g_return_if_fail (capture == NULL || PV_IS_CAPTURE (capture));

  if (!g_set_object (&self->capture, capture))
    return;

  if (capture == NULL)
    {
      pv_latest_stop (&self->latest);
      pv_bar_view_show_ranking (self, NULL, NULL);
      return;
    }

  /* An answer about a shorter part of the file is worth showing: files may grow faster than queries
   * run. Nobody sees the parts in a hidden tab. */
  if (pv_capture_get_complete (capture) || gtk_widget_get_mapped (GTK_WIDGET (self)))
    pv_latest_request (&self->latest, FALSE);
  else
    self->stale = TRUE;
}

void
pv_bar_view_set_narrowing (PvBarView   *self,
                           PvNarrowing *narrowing)
{
  g_return_if_fail (PV_IS_BAR_VIEW (self));
  g_return_if_fail (PV_IS_NARROWING (narrowing));

  if (!g_set_object (&self->narrowing, narrowing))
    return;

  g_signal_connect_object (narrowing, "changed", G_CALLBACK (narrowing_changed_cb), self,
                           G_CONNECT_SWAPPED);
  pv_ranking_model_set_selection (self->model, pv_narrowing_get_selection (narrowing));
  pv_table_view_set_selection (self->table, pv_narrowing_get_selection (narrowing));
  pv_label_actions_set_narrowing (self->actions, narrowing);
  narrowing_changed_cb (self);
}

void
pv_bar_view_set_names (PvBarView    *self,
                       PvNameFinder *names)
{
  g_return_if_fail (PV_IS_BAR_VIEW (self));
  g_return_if_fail (PV_IS_NAME_FINDER (names));

  if (g_set_object (&self->names, names))
    g_signal_connect_object (names, "changed", G_CALLBACK (update_names), self, G_CONNECT_SWAPPED);
}

void
pv_bar_view_set_dimension (PvBarView   *self,
                           PvDimension  dimension)
{
  g_return_if_fail (PV_IS_BAR_VIEW (self));
  g_return_if_fail (dimension < PV_N_DIMENSIONS);

  if (self->dimension == dimension)
    return;

  self->dimension = dimension;
  pv_bar_view_ask_again (self);
}

void
pv_bar_view_set_metric (PvBarView *self,
                        PvMetric   metric)
{
  g_return_if_fail (PV_IS_BAR_VIEW (self));

  if (self->metric == metric)
    return;

  self->metric = metric;
  pv_bar_view_ask_again (self);
}

guint
pv_bar_view_get_n_labels (PvBarView *self)
{
  PvRanking *ranking;

  g_return_val_if_fail (PV_IS_BAR_VIEW (self), 0);

  ranking = pv_ranking_model_get_ranking (self->model);

  return ranking != NULL ? ranking->n_labels : 0;
}

char *
pv_bar_view_dup_count (PvBarView *self)
{
  g_autofree char *n = NULL;
  g_autofree char *n_found = NULL;

  g_return_val_if_fail (PV_IS_BAR_VIEW (self), NULL);

  if (!pv_table_view_get_is_searched (self->table))
    return g_strdup ("");

  n = pv_unit_format (PV_UNIT_COUNT, pv_bar_view_get_n_labels (self));
  n_found = pv_unit_format (PV_UNIT_COUNT, pv_table_view_get_n_found (self->table));

  /* Translators: how many a search found, of how many, as in “56 of 1,234” */
  return g_strdup_printf (_("%s of %s"), n_found, n);
}

GtkWidget *
pv_bar_view_get_header (PvBarView *self)
{
  g_return_val_if_fail (PV_IS_BAR_VIEW (self), NULL);

  return self->header;
}

PvTableView *
pv_bar_view_get_table (PvBarView *self)
{
  g_return_val_if_fail (PV_IS_BAR_VIEW (self), NULL);

  return self->table;
}

PvChartPicture *
pv_bar_view_dup_picture (PvBarView *self)
{
  PvRanking *ranking;
  PvCapture *capture;
  PvSubset subset = { NULL, NULL };
  PvChartPicture *picture;

  g_return_val_if_fail (PV_IS_BAR_VIEW (self), NULL);

  ranking = pv_ranking_model_get_ranking (self->model);
  if (ranking == NULL || ranking->n_ranks == 0)
    return NULL;

  capture = pv_ranking_model_get_capture (self->model);
  if (self->narrowing != NULL)
    subset = pv_narrowing_get_subset (self->narrowing, capture, ranking->query.dimension);
  picture = pv_chart_picture_new_bars (capture, ranking, &subset, pv_bar_chart_get_n_max (self->chart));
  pv_chart_picture_set_clock (picture, pv_settings_get_clock ());
  if (self->narrowing != NULL)
    pv_chart_picture_set_narrowing (picture, self->narrowing);

  return picture;
}

void
pv_bar_view_focus_bars (PvBarView *self)
{
  g_return_if_fail (PV_IS_BAR_VIEW (self));

  if (shows_table (self))
    pv_table_view_focus_rows (self->table);
  else
    gtk_widget_grab_focus (GTK_WIDGET (self->chart));
}

void
pv_bar_view_go_to (PvBarView  *self,
                   guint32     id,
                   const char *label)
{
  PvRanking *ranking;

  g_return_if_fail (PV_IS_BAR_VIEW (self));
  g_return_if_fail (label != NULL);

  g_free (self->wanted_label);
  self->wanted_label = g_strdup (label);
  self->wanted_id = id;
  ranking = pv_ranking_model_get_ranking (self->model);
  if (ranking != NULL && ranking->query.dimension == self->dimension)
    go_to_wanted (self);
}
