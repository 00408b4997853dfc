/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-bar-chart-private.h: a bar chart's state, and what moves it, what users do to it, what it says. */
#pragma once

#include <adwaita.h>

#include "pv-bar-chart.h"
#include "pv-bar-list.h"
#include "pv-bar-motion.h"
#include "pv-bar-renderer.h"
#include "pv-bar-rows.h"

G_BEGIN_DECLS

/* So many rows are looked at for the columns' widths before they are in sight. */
#define PV_BAR_CHART_N_MEASURED PV_BAR_LIST_N_KEPT

/* What was drawn last. */
typedef struct
{
  PvBarMetrics metrics;
  guint n_rows;
  PvUnit unit;
  double scroll;
  double progress; /* of the motion, if any */
} PvBarChartShown;

struct _PvBarChart
{
  PvChartWidget parent_instance;

  GListModel *model;
  PvBarList *bars; /* of the model, until it changes */
  PvUnit unit;
  guint n_max;
  guint n_rows; /* that the chart was measured for */
  guint current;
  guint current_key; /* of the bar there */
  guint hover;
  char *title;
  char *label_heading;
  double peak;
  PvBarScale scale;
  PvBarHeadings headings;
  guint is_narrowed : 1;
  guint is_compared : 1;
  guint has_two_lines : 1;
  guint has_sparks : 1;
  guint has_headings : 1;

  GtkAdjustment *hadjustment;
  GtkAdjustment *vadjustment;
  guint hscroll_policy : 1;
  guint vscroll_policy : 1;

  guint metrics_valid : 1;
  guint has_widths : 1; /* columns have got theirs from bars */
  PvBarMetrics metrics;
  PvBarRows *rows;
  PvBarLayout layout; /* of the last frame */

  /* From one list of bars to the next. Where it leads is known when the list is drawn: until then there
   * is @motion_from, what was on screen when the list changed, instead of @motion. */
  AdwAnimation *animation;
  GArray *motion_from;
  PvBarMotion *motion;
  PvBarChartShown motion_start;
  PvBarChartShown shown;
  gint64 last_changes[2]; /* when bars became others, the latest last */
  gboolean is_live;
  guint columns_id; /* an idle source that says that columns have changed */
};

guint    _pv_bar_chart_get_n_rows        (PvBarChart     *self);
/* What is drawn now. */
void     _pv_bar_chart_init_scene        (PvBarChart     *self,
                                          PvBarScene     *scene);
/* After the pointer has moved, or the bars under it. */
void     _pv_bar_chart_update_hover      (PvBarChart     *self);
/* The user picks the bar at @position. */
void     _pv_bar_chart_activate          (PvBarChart     *self,
                                          guint           position);
/* Says that columns are elsewhere, or called otherwise. */
void     _pv_bar_chart_queue_columns_changed (PvBarChart *self);

/* pv-bar-chart-draw.c */
/* Has columns be as wide as what is in them. */
void     _pv_bar_chart_measure_rows      (PvBarChart     *self);
void     _pv_bar_chart_snapshot          (GtkWidget      *widget,
                                          GtkSnapshot    *snapshot);

/* pv-bar-chart-scroll.c */
/* After size or rows have changed. */
void     _pv_bar_chart_configure_adjustments (PvBarChart *self);
/* @field: one of the chart's two; @adjustment: (nullable) */
void     _pv_bar_chart_set_adjustment    (PvBarChart     *self,
                                          GtkAdjustment **field,
                                          GtkAdjustment  *adjustment);
void     _pv_bar_chart_clear_adjustments (PvBarChart     *self);

/* pv-bar-chart-transition.c */
void     _pv_bar_chart_init_motion       (PvBarChart     *self);
/* To be called when the list is another, before its bars are asked for. What is on screen now, in the
 * middle of a motion or not, is where the next one begins. */
void     _pv_bar_chart_begin_motion      (PvBarChart     *self);
void     _pv_bar_chart_stop_motion       (PvBarChart     *self);
/* Has @scene, which is measured, show what is under way, and notes what is drawn. Returns: (transfer full)
 * (nullable): the bars on their way, which @scene uses */
GArray  *_pv_bar_chart_move              (PvBarChart     *self,
                                          PvBarScene     *scene);

/* pv-bar-chart-input.c */
void     _pv_bar_chart_clicked           (PvChartWidget  *widget,
                                          int             n_press,
                                          double          x,
                                          double          y);
/* Actions and key bindings. */
void     _pv_bar_chart_add_keys          (GtkWidgetClass *widget_class);

/* pv-bar-chart-words.c */
void     _pv_bar_chart_update_accessible (PvBarChart     *self);
gboolean _pv_bar_chart_query_tooltip     (GtkWidget      *widget,
                                          int             x,
                                          int             y,
                                          gboolean        is_keyboard,
                                          GtkTooltip     *tooltip);

G_END_DECLS
