/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-overview-renderer.h: draws all of a line, low, and what part of it is in view. */
#pragma once

#include <cairo.h>

#include "pv-box.h"
#include "pv-chart-style.h"
#include "pv-line-data.h"
#include "pv-line-span.h"
#include "pv-rect.h"

G_BEGIN_DECLS

/**
 * PvOverviewScene:
 * @style: colours
 * @data: (nullable): what is drawn
 * @all: from where to where
 * @view: what of it is in view
 * @selection: what is selected; empty for nothing
 * @x: where the line begins, in pixels
 * @line_width: how wide it is
 * @width: pixels
 * @height: pixels
 * @device_scale: device pixels per pixel
 */
typedef struct
{
  PvChartStyle style;
  PvLineData *data;
  PvLineSpan all;
  PvLineSpan view;
  PvLineSpan selection;
  double x;
  double line_width;
  double width;
  double height;
  double device_scale;
} PvOverviewScene;

void           pv_overview_scene_draw       (const PvOverviewScene *scene,
                                             cairo_t               *cr);
/* In two parts, for keeping the first while the view moves: the line; the selection and the frame around what is in
 * view. */
void           pv_overview_scene_draw_line  (const PvOverviewScene *scene,
                                             cairo_t               *cr);
void           pv_overview_scene_draw_frame (const PvOverviewScene *scene,
                                             cairo_t               *cr);
/* What pv_overview_scene_draw_frame() draws. Some may be empty. */
#define PV_OVERVIEW_N_BOXES 6
void           pv_overview_scene_get_boxes  (const PvOverviewScene *scene,
                                             PvBox                  boxes[PV_OVERVIEW_N_BOXES]);
/* Where the frame is, in whole pixels; wide enough to be taken hold of, however short the view. */
PvRect         pv_overview_scene_get_frame  (const PvOverviewScene *scene);
/* What of the frame is at @x. */
PvLineSpanPart pv_overview_scene_hit        (const PvOverviewScene *scene,
                                             double                 x);
/* The time at @x, within all. */
gint64         pv_overview_scene_get_time   (const PvOverviewScene *scene,
                                             double                 x);

G_END_DECLS
