/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-bar-view.c: a bar chart or a table of a capture's top labels, kept up to date. */
#include "config.h"

#include <glib/gi18n.h>

#include "pv-bar-header.h"
#include "pv-bar-legend-view.h"
#include "pv-bar-lines.h"
#include "pv-bar-menu.h"
#include "pv-bar-picks.h"
#include "pv-bar-query.h"
#include "pv-bar-question.h"
#include "pv-bar-turn.h"
#include "pv-bar-view.h"
#include "pv-bar-words.h"
#include "pv-choices.h"
#include "pv-dimension-text.h"
#include "pv-empty-chart.h"
#include "pv-failure.h"
#include "pv-label-actions.h"
#include "pv-rank-table.h"
#include "pv-ranking-model.h"
#include "pv-settings.h"

struct _PvBarView
{
  AdwBin parent_instance;

  GtkStack *stack;
  GtkWidget *bars_box;
  GtkWidget *header;
  PvValueDropDown *scale;
  GtkScrolledWindow *scroller;
  PvBarChart *chart;
  PvTableView *table;
  PvEmptyChart *empty_page;
  PvBarLegendView *legend;

  PvBarMenu *menu;
  PvCrossfilterModel *crossfilter;
  PvNameFinder *names;
  PvComparison *comparison;
  PvBarQuestion *question;
  PvRankingModel *model;
  PvBarLines *lines;
  PvCapture *capture;
  PvDimension dimension;
  PvMeasure measure;
  gboolean show_table;
  /* the drag that the span comes from, or 0; and whether it goes on */
  guint span_step;
  gboolean is_dragging;
  PvBarTurn *turn; /* of what is shown when it is this view's */
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
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (PvBarView, pv_bar_view, ADW_TYPE_BIN)

/* Why there is no chart. */
static void
update_empty_page (PvBarView *self,
                   PvRanking *ranking)
{
  pv_empty_chart_update (self->empty_page, self->capture, self->dimension, ranking, self->crossfilter, self->names);
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
  guint64 peak = ranking->query.measure == PV_MEASURE_IP_BYTES ? ranking->max_whole_bytes
                                                               : ranking->max_whole_packets;

  pv_bar_chart_set_peak (self->chart, (double) peak);
}

/* Whether labels have names, or get them soon. */
static gboolean
has_names (PvBarView *self)
{
  PvCapture *capture = pv_ranking_model_get_capture (self->model);

  return self->names != NULL && capture != NULL && capture == self->capture && pv_capture_get_settled (capture) &&
         pv_dimension_get_family (self->dimension) == PV_FAMILY_ADDRESS;
}

/* They are asked for when there is a chart to show them in. */
static PvAddressNames *
get_names (PvBarView *self)
{
  return has_names (self) ? pv_name_finder_get_names (self->names) : NULL;
}

static void
update_names (PvBarView *self)
{
  pv_ranking_model_set_names (self->model, get_names (self));
  pv_bar_chart_set_has_two_lines (self->chart, has_names (self) || pv_dimension_has_second_labels (self->dimension));
  update_empty_page (self, pv_ranking_model_get_ranking (self->model));
}

static void
update_table (PvBarView *self)
{
  PvRanking *ranking = pv_ranking_model_get_ranking (self->model);

  pv_rank_table_set (self->table, ranking != NULL ? pv_ranking_model_get_capture (self->model) : NULL, ranking,
                     get_names (self));
}

static void
names_changed_cb (PvBarView *self)
{
  update_names (self);
  if (shows_table (self))
    update_table (self);
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
  PvBarLegend legend;

  pv_bar_turn_forget (self->turn);
  if (ranking != NULL)
    {
      pv_bar_chart_set_unit (self->chart, pv_dimension_get_unit (ranking->query.dimension,
                                                                 ranking->query.measure));
      pv_bar_chart_set_title (self->chart, pv_dimension_get_title (ranking->query.dimension,
                                                                   ranking->query.measure));
      update_peak (self, ranking);
      pv_bar_words_get_headings (&headings, pv_bar_chart_get_unit (self->chart), pv_ranking_is_narrowed (ranking),
                                 ranking->query.has_span, ranking->other != NULL);
      pv_bar_chart_set_headings (self->chart, &headings);
      pv_bar_chart_set_is_narrowed (self->chart, pv_ranking_is_narrowed (ranking));
      pv_bar_chart_set_is_compared (self->chart, ranking->other != NULL);
    }
  pv_bar_legend_view_set_legend (self->legend, pv_bar_words_get_legend (&legend, ranking) ? &legend : NULL);
  if (another)
    pv_bar_chart_forget_widths (self->chart);
  pv_bar_chart_set_is_live (self->chart, self->is_dragging);
  if (ranking == NULL || capture != pv_ranking_model_get_capture (self->model))
    pv_ranking_model_set_names (self->model, NULL);
  pv_ranking_model_set_ranking (self->model, capture, ranking);
  update_names (self);
  if (ranking != NULL)
    /* after everything else, and not while the user drags */
    pv_bar_lines_request (self->lines, capture, ranking, pv_bar_chart_get_n_max (self->chart), self->is_dragging);
  if (shows_table (self) || ranking == NULL)
    update_table (self);

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

/* Where others changed in this frame already, while something is dragged. */
static gboolean
has_to_wait (PvBarView *self)
{
  return self->is_dragging && !shows_table (self) && self->wanted_label == NULL &&
         gtk_widget_get_mapped (GTK_WIDGET (self)) && !pv_bar_turn_is_now (self->turn);
}

static void
turn_cb (GtkWidget *widget,
         PvCapture *capture,
         PvRanking *ranking)
{
  pv_bar_view_show_ranking (PV_BAR_VIEW (widget), capture, ranking);
}

static void
answered_cb (gpointer      owner,
             PvCapture    *capture,
             PvRanking    *ranking,
             const GError *error)
{
  PvBarView *self = owner;

  if (ranking != NULL && has_to_wait (self))
    pv_bar_turn_wait (self->turn, capture, ranking);
  else if (ranking != NULL)
    pv_bar_view_show_ranking (self, capture, ranking);
  else if (pv_failure_show (self->stack, error))
    {
      /* no old bars under what is selected now */
      pv_bar_view_show_ranking (self, NULL, NULL);
      pv_failure_show (self->stack, error);
    }

  if (ranking != NULL && self->wanted_label != NULL && ranking->query.dimension == self->dimension)
    go_to_wanted (self);
}

static void
reading_cb (gpointer owner)
{
  PvBarView *self = owner;

  pv_empty_chart_show_reading (self->empty_page);
  gtk_stack_set_visible_child (self->stack, GTK_WIDGET (self->empty_page));
}

/* @is_another: whether what is asked now is of no use any more */
static void
ask (PvBarView *self,
     gboolean   is_another)
{
  self->stale = FALSE;
  pv_bar_question_set_subject (self->question, self->dimension, self->measure);
  pv_bar_question_set_wants (self->question, pv_bar_chart_get_n_max (self->chart), shows_table (self));
  pv_bar_question_ask (self->question, is_another);
}

/* An answer to the last question but one is better than none. Nobody sees it where the view is hidden. */
static void
ask_if_seen (PvBarView *self)
{
  if (self->capture == NULL)
    return;

  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    ask (self, FALSE);
  else
    self->stale = TRUE;
}

/* The question is another, so that an answer under way is of no use. */
static void
pv_bar_view_ask_again (PvBarView *self)
{
  self->is_dragging = FALSE;
  if (self->capture != NULL)
    ask (self, TRUE);
}

static void
crossfilter_changed_cb (PvBarView *self)
{
  guint step = pv_selection_get_span_step (pv_crossfilter_model_get_selection (self->crossfilter));

  self->is_dragging = step != 0 && step == self->span_step;
  self->span_step = step;
  ask_if_seen (self);
}

/* Ids of a capture that is loading still may change. */
static gboolean
may_pick (PvBarView *self,
          PvCapture *capture)
{
  return self->crossfilter != NULL && capture == self->capture && pv_capture_get_settled (capture);
}

static void
activated_cb (PvBarView *self,
              guint      position)
{
  PvRanking *ranking = pv_ranking_model_get_ranking (self->model);

  if (ranking != NULL && position < ranking->n_ranks && !pv_ranking_is_gone (ranking, &ranking->ranks[position]) &&
      may_pick (self, pv_ranking_model_get_capture (self->model)))
    pv_bar_picks_toggle (self->capture, ranking->query.dimension, ranking->ranks[position].id,
                         pv_crossfilter_model_get_selection (self->crossfilter));
}

static void
row_activated_cb (PvBarView  *self,
                  PvTableRow *row)
{
  if (!pv_rank_table_is_gone (row) && may_pick (self, pv_rank_table_get_capture (row)))
    pv_bar_picks_toggle (self->capture, pv_rank_table_get_dimension (row), pv_rank_table_get_rank (row)->id,
                         pv_crossfilter_model_get_selection (self->crossfilter));
}

/* Of the bar with the keyboard's focus. */
static void
menu_cb (GtkWidget  *widget,
         const char *action,
         GVariant   *parameter)
{
  pv_bar_menu_popup (PV_BAR_VIEW (widget)->menu);
}

/* The same bar's. */
static void
details_cb (GtkWidget  *widget,
            const char *action,
            GVariant   *parameter)
{
  pv_bar_menu_show_details (PV_BAR_VIEW (widget)->menu);
}

/* Has the menu be about a row, whose menu comes up. */
static void
row_taken_cb (PvBarView    *self,
              PvTableRow   *row,
              GdkRectangle *area)
{
  PvRanking *ranking = pv_rank_table_is_gone (row) ? pv_ranking_model_get_ranking (self->model) : NULL;
  PvCapture *capture = ranking != NULL ? ranking->other : pv_rank_table_get_capture (row);

  pv_bar_menu_set_label (self->menu, capture, pv_rank_table_get_dimension (row),
                         pv_rank_table_get_rank (row)->id, GTK_WIDGET (self->table), area);
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
    pv_rank_table_set (self->table, NULL, NULL, NULL);
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
  if (self->capture != NULL && may_pick (self, self->capture))
    pv_bar_picks_add_found (self->table, self->capture, pv_crossfilter_model_get_selection (self->crossfilter));
}

static void
pv_bar_view_map (GtkWidget *widget)
{
  PvBarView *self = PV_BAR_VIEW (widget);

  GTK_WIDGET_CLASS (pv_bar_view_parent_class)->map (widget);

  if (self->stale && self->capture != NULL)
    ask (self, FALSE);
}

static void
pv_bar_view_dispose (GObject *object)
{
  PvBarView *self = PV_BAR_VIEW (object);

  g_clear_pointer (&self->turn, pv_bar_turn_free);
  if (self->question != NULL)
    pv_bar_question_stop (self->question);
  g_clear_object (&self->question);
  if (self->lines != NULL)
    pv_bar_lines_stop (self->lines);
  g_clear_object (&self->lines);
  if (self->menu != NULL)
    pv_bar_menu_close (self->menu);
  g_clear_object (&self->menu);
  g_clear_object (&self->capture);
  g_clear_object (&self->crossfilter);
  g_clear_object (&self->names);
  g_clear_object (&self->comparison);

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

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
scale_cb (PvBarView *self)
{
  pv_bar_chart_set_scale (self->chart, (PvBarScale) pv_value_drop_down_get_value (self->scale));
}

static gboolean
scale_from_setting (GValue   *value,
                    GVariant *variant,
                    gpointer  user_data)
{
  g_value_set_int64 (value, g_variant_get_boolean (variant) ? PV_BAR_SCALE_CAPTURE : PV_BAR_SCALE_SELECTION);

  return TRUE;
}

static GVariant *
scale_to_setting (const GValue       *value,
                  const GVariantType *type,
                  gpointer            user_data)
{
  return g_variant_new_boolean (g_value_get_int64 (value) == PV_BAR_SCALE_CAPTURE);
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
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_install_action (widget_class, "bars.details", NULL, details_cb);
  gtk_widget_class_install_action (widget_class, "bars.menu", NULL, menu_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Return, GDK_ALT_MASK, "bars.details", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_KP_Enter, GDK_ALT_MASK, "bars.details", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Menu, 0, "bars.menu", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F10, GDK_SHIFT_MASK, "bars.menu", NULL);

  g_type_ensure (PV_TYPE_BAR_CHART);
  g_type_ensure (PV_TYPE_BAR_HEADER);
  g_type_ensure (PV_TYPE_BAR_LEGEND_VIEW);
  g_type_ensure (PV_TYPE_EMPTY_CHART);
  g_type_ensure (PV_TYPE_TABLE_VIEW);
  g_type_ensure (PV_TYPE_VALUE_DROP_DOWN);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_c, GDK_CONTROL_MASK, "win.copy-chart", NULL);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               PV_RESOURCE_PREFIX "/ui/pv-bar-view.ui");
  gtk_widget_class_bind_template_child (widget_class, PvBarView, stack);
  gtk_widget_class_bind_template_child (widget_class, PvBarView, bars_box);
  gtk_widget_class_bind_template_child (widget_class, PvBarView, header);
  gtk_widget_class_bind_template_child (widget_class, PvBarView, legend);
  gtk_widget_class_bind_template_child (widget_class, PvBarView, scale);
  gtk_widget_class_bind_template_child (widget_class, PvBarView, scroller);
  gtk_widget_class_bind_template_child (widget_class, PvBarView, chart);
  gtk_widget_class_bind_template_child (widget_class, PvBarView, table);
  gtk_widget_class_bind_template_child (widget_class, PvBarView, empty_page);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, scale_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_taken_cb);
  gtk_widget_class_bind_template_callback (widget_class, n_found_cb);
  gtk_widget_class_bind_template_callback (widget_class, pick_found_cb);
  gtk_widget_class_bind_template_callback (widget_class, switch_child);
}

static void
pv_bar_view_init (PvBarView *self)
{
  g_autoptr (GMenuModel) menu = pv_label_actions_make_menu ();

  gtk_widget_init_template (GTK_WIDGET (self));
  pv_table_view_set_row_menu (self->table, menu);
  pv_choices_add_scales (self->scale);
  g_settings_bind_with_mapping (pv_settings_get_default (), "scale-to-capture", self->scale, "value",
                                G_SETTINGS_BIND_DEFAULT, scale_from_setting, scale_to_setting, NULL, NULL);

  self->turn = pv_bar_turn_new (GTK_WIDGET (self), turn_cb);
  self->question = pv_bar_question_new (answered_cb, reading_cb, self);
  pv_bar_chart_set_has_sparks (self->chart, TRUE);
  self->model = pv_ranking_model_new ();
  self->lines = pv_bar_lines_new (self->model);
  self->menu = pv_bar_menu_new (GTK_WIDGET (self), self->chart, self->model);
  /* which GTK leaves in what is no longer there */
  g_signal_connect_object (self->menu, "closed", G_CALLBACK (pv_bar_view_focus_bars), self, G_CONNECT_SWAPPED);
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

  pv_bar_question_set_capture (self->question, capture);
  if (capture == NULL)
    {
      pv_bar_view_show_ranking (self, NULL, NULL);
      return;
    }

  /* An answer about a shorter part of the file is worth showing: files may grow faster than queries
   * run. Nobody sees the parts in a hidden tab. */
  if (pv_capture_get_settled (capture) || gtk_widget_get_mapped (GTK_WIDGET (self)))
    ask (self, FALSE);
  else
    self->stale = TRUE;
}

void
pv_bar_view_set_crossfilter (PvBarView          *self,
                             PvCrossfilterModel *crossfilter)
{
  g_return_if_fail (PV_IS_BAR_VIEW (self));
  g_return_if_fail (PV_IS_CROSSFILTER_MODEL (crossfilter));

  if (!g_set_object (&self->crossfilter, crossfilter))
    return;

  pv_bar_question_set_crossfilter (self->question, crossfilter);
  g_signal_connect_object (crossfilter, "changed", G_CALLBACK (crossfilter_changed_cb), self,
                           G_CONNECT_SWAPPED);
  pv_ranking_model_set_selection (self->model, pv_crossfilter_model_get_selection (crossfilter));
  pv_table_view_set_selection (self->table, pv_crossfilter_model_get_selection (crossfilter));
  pv_bar_menu_set_crossfilter (self->menu, crossfilter);
  crossfilter_changed_cb (self);
}

void
pv_bar_view_set_names (PvBarView    *self,
                       PvNameFinder *names)
{
  g_return_if_fail (PV_IS_BAR_VIEW (self));
  g_return_if_fail (PV_IS_NAME_FINDER (names));

  if (!g_set_object (&self->names, names))
    return;

  pv_bar_menu_set_names (self->menu, names);
  g_signal_connect_object (names, "changed", G_CALLBACK (names_changed_cb), self, G_CONNECT_SWAPPED);
}

void
pv_bar_view_set_comparison (PvBarView    *self,
                            PvComparison *comparison)
{
  g_return_if_fail (PV_IS_BAR_VIEW (self));
  g_return_if_fail (PV_IS_COMPARISON (comparison));

  if (!g_set_object (&self->comparison, comparison))
    return;

  /* as when something else is selected */
  pv_bar_question_set_comparison (self->question, comparison);
  pv_bar_menu_set_comparison (self->menu, comparison);
  g_signal_connect_object (comparison, "changed", G_CALLBACK (ask_if_seen), self, G_CONNECT_SWAPPED);
  ask_if_seen (self);
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
pv_bar_view_set_measure (PvBarView *self,
                         PvMeasure  measure)
{
  g_return_if_fail (PV_IS_BAR_VIEW (self));

  if (self->measure == measure)
    return;

  self->measure = measure;
  pv_bar_menu_set_measure (self->menu, measure);
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
    {
      PvRanking *ranking = pv_ranking_model_get_ranking (self->model);
      char *share = ranking != NULL ? pv_bar_words_dup_named_share (ranking) : NULL;

      return share != NULL ? share : g_strdup ("");
    }

  n = pv_unit_format (PV_UNIT_COUNT, pv_bar_view_get_n_labels (self));
  n_found = pv_unit_format (PV_UNIT_COUNT, pv_table_view_get_n_found (self->table));

  /* Translators: how many a search found, of how many, as in “56 of 1,234” */
  return g_strdup_printf (_("%s of %s"), n_found, n);
}

void
pv_bar_view_set_has_scale (PvBarView *self,
                           gboolean   has_scale)
{
  g_return_if_fail (PV_IS_BAR_VIEW (self));

  gtk_widget_set_visible (GTK_WIDGET (self->scale), has_scale);
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
  PvSubset subset = { NULL, NULL, NULL };
  PvChartPicture *picture;
  PvLabelMatch *match;

  g_return_val_if_fail (PV_IS_BAR_VIEW (self), NULL);

  ranking = pv_ranking_model_get_ranking (self->model);
  if (ranking == NULL || ranking->n_ranks == 0)
    return NULL;

  capture = pv_ranking_model_get_capture (self->model);
  if (self->crossfilter != NULL)
    subset = pv_crossfilter_model_get_subset (self->crossfilter, capture, ranking->query.dimension);
  picture = pv_chart_picture_new_bars (capture, ranking, &subset, pv_bar_chart_get_n_max (self->chart));
  pv_chart_picture_set_clock (picture, pv_settings_get_clock ());
  if (self->crossfilter != NULL)
    pv_chart_picture_set_crossfilter (picture, self->crossfilter);
  if (self->names != NULL)
    pv_chart_picture_set_names (picture, pv_name_finder_get_names (self->names));
  match = ranking->other != NULL && self->comparison != NULL ? pv_comparison_get_match (self->comparison, capture) : NULL;
  if (match != NULL)
    {
      PvQuery query = pv_bar_query_make (self->crossfilter, capture, ranking->query.dimension, ranking->query.measure);
      PvChangesQuery changes = pv_comparison_make_query (self->comparison, capture, &query);

      pv_chart_picture_set_changes (picture, match, &changes);
    }

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
