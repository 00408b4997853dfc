/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-line-chart-private.h: a line chart's state, and what its pointer and its keys do with it. */
#pragma once

#include <adwaita.h>

#include "pv-line-chart.h"
#include "pv-line-renderer.h"
#include "pv-line-view.h"

G_BEGIN_DECLS

/* Of the width in sight, by key or click of a wheel. */
#define PV_LINE_CHART_PAN_STEP .15
/* How long going to another view takes. */
#define PV_LINE_CHART_ANIMATION_MS 200

struct _PvLineChart
{
  PvChartWidget parent_instance;

  PvLineData *data;
  PvUnit unit;
  PvScale value_scale;
  GTimeZone *time_zone; /* NULL for the local zone */
  gboolean is_elapsed;
  PvLineReference references[PV_LINE_MAX_REFERENCES];
  guint n_references;
  char *title;

  /* What is in sight. Without data there is no view. While the view follows the data's home span it is
   * fitted. */
  guint has_view : 1;
  guint is_fitted : 1;
  PvLineView view;

  AdwAnimation *animation;
  PvLineView animation_from;
  PvLineView animation_to;

  guint has_crosshair : 1;
  guint crosshair_by_key : 1;
  gint64 crosshair_ns;

  PvLineView drag_view;
  double drag_x;
  guint has_band : 1;
  guint is_panning : 1;
  guint is_moving_other : 1; /* what is compared with */
  double other_x; /* how far, in pixels since the drag began */
  gint64 band_start_ns;
  gint64 band_end_ns;
  /* What is selected, and what of it is being dragged since drag_span. */
  PvLineSpan selection;
  PvLineSpan drag_selection;
  PvLineSpanPart drag_part;
  guint is_selecting : 1; /* the button is down */
  guint has_dragged : 1;  /* and the pointer has moved since */
  guint is_double : 1;    /* it is down for the second time */
  gint64 drag_ns;
  guint selection_step;
  PvLineSpan click_selection; /* what was selected before the last click */
  gint64 key_anchor_ns; /* where selecting by key began */
  /* of PvLineView: what was in sight before, and before going back */
  GArray *past;
  GArray *future;
  gint64 remembered_us;
  PvLineView pinch_view;
  double pinch_anchor;

  int allocated_width;
  /* The chart without what follows the pointer. */
  GskRenderNode *chart_node;

  guint describe_id;

  /* what the menu is about */
  guint is_held : 1;
  PvLineBin held;
};

/* What is drawn now. */
void     _pv_line_chart_init_scene      (PvLineChart      *self,
                                         PvLineScene      *scene);
/* Where in the plot @x, from the widget's left edge, is: 0 at the left, 1 at the right. */
double   _pv_line_chart_get_anchor      (PvLineChart      *self,
                                         double            x);
gint64   _pv_line_chart_get_time_at     (PvLineChart      *self,
                                         double            x);
/* Has the crosshair follow the pointer, unless keys have moved it since. */
void     _pv_line_chart_point           (PvLineChart      *self);
void     _pv_line_chart_show_crosshair  (PvLineChart      *self,
                                         gint64            time_ns);
void     _pv_line_chart_hide_crosshair  (PvLineChart      *self);
/* The user selects @selection, an empty one for nothing. */
void     _pv_line_chart_select          (PvLineChart      *self,
                                         const PvLineSpan *selection);

/* The user selects one bin. */
void     _pv_line_chart_select_bin      (PvLineChart      *self,
                                         const PvLineBin  *bin);

/* Whether there is a line to be compared with. */
gboolean _pv_line_chart_has_other       (PvLineChart      *self);
/* Tells that the user moves that by so many pixels of the plot. */
void     _pv_line_chart_move_other      (PvLineChart      *self,
                                         double            pixels);
/* What is to be done after another span is in sight. */
void     _pv_line_chart_view_changed    (PvLineChart      *self);

/* pv-line-chart-view.c */
void     _pv_line_chart_init_animation  (PvLineChart      *self);
gboolean _pv_line_chart_can_zoom_in     (PvLineChart      *self);
gboolean _pv_line_chart_can_zoom_out    (PvLineChart      *self);
/* After the data or what it says has changed. */
void     _pv_line_chart_follow_data     (PvLineChart      *self);
/* How far the view can go; FALSE without data. */
gboolean _pv_line_chart_get_limits      (PvLineChart      *self,
                                         PvLineView       *limits);
/* Where a step begins: where the one before it is going. */
PvLineView _pv_line_chart_get_target    (PvLineChart      *self);
void     _pv_line_chart_go_to           (PvLineChart      *self,
                                         const PvLineView *view);
/* Goes there within @duration_ms, for steps that are large; at once where animations are off. */
void     _pv_line_chart_animate_to      (PvLineChart      *self,
                                         const PvLineView *view,
                                         guint             duration_ms);
void     _pv_line_chart_stop_animation  (PvLineChart      *self);
/* By @factor, over 1 to come nearer; what is at @anchor, a part of the plot's width, stays there. */
void     _pv_line_chart_zoom_around     (PvLineChart      *self,
                                         double            factor,
                                         double            anchor,
                                         guint             duration_ms);
/* By @part of the width in sight, to the right where positive. */
void     _pv_line_chart_pan             (PvLineChart      *self,
                                         double            part,
                                         guint             duration_ms);

/* pv-line-chart-words.c */
/* What is said is another, soon. */
void     _pv_line_chart_queue_words     (PvLineChart      *self);

/* pv-line-chart-history.c */
void     _pv_line_chart_init_history    (PvLineChart      *self);
void     _pv_line_chart_clear_history   (PvLineChart      *self);
void     _pv_line_chart_free_history    (PvLineChart      *self);
/* Before the user goes to another view: steps that follow each other fast are one. */
void     _pv_line_chart_remember_view   (PvLineChart      *self);
void     _pv_line_chart_add_history     (GtkWidgetClass   *widget_class);

/* pv-line-chart-pointer.c */
/* The pointer is elsewhere. */
void     _pv_line_chart_pointed         (PvChartWidget    *widget);
void     _pv_line_chart_add_controllers (PvLineChart      *self);
/* pv-line-chart-keys.c: actions and key bindings */
void     _pv_line_chart_update_selection_actions (PvLineChart *self);
void     _pv_line_chart_add_keys        (GtkWidgetClass   *widget_class);

G_END_DECLS
