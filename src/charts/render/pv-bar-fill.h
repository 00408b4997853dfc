/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-bar-fill.h: what the parts of a bar are filled with, which tells them apart without their colours, too. */
#pragma once

#include <cairo.h>

#include "pv-chart-style.h"

G_BEGIN_DECLS

/**
 * PvBarFill:
 * @PV_BAR_FILL_SOLID: the bar's own colour: what is as it should be
 * @PV_BAR_FILL_STRIPES: slanting stripes
 * @PV_BAR_FILL_GRID: stripes both ways
 * @PV_BAR_FILL_HOLLOW: a frame with nothing in it
 * @PV_BAR_FILL_PALE: the bar's own colour, pale in a frame: what is not known
 *
 * In the order in which parts of a bar stand.
 */
typedef enum
{
  PV_BAR_FILL_SOLID,
  PV_BAR_FILL_STRIPES,
  PV_BAR_FILL_GRID,
  PV_BAR_FILL_HOLLOW,
  PV_BAR_FILL_PALE,
} PvBarFill;
#define PV_BAR_N_FILLS 5

/* What @fill is drawn in, on the background that @style is for. @own: the bar's colour */
void pv_bar_fill_get_color (PvBarFill           fill,
                            const PvChartStyle *style,
                            const PvColor      *own,
                            PvColor            *color);
/* Fills a rectangle. @opacity: from 0 to 1; @device_scale: device pixels per pixel */
void pv_bar_fill_draw      (PvBarFill           fill,
                            const PvChartStyle *style,
                            const PvColor      *own,
                            double              opacity,
                            double              device_scale,
                            double              x,
                            double              y,
                            double              width,
                            double              height,
                            cairo_t            *cr);

/**
 * PvBarLegend:
 * @names: what each fill says; %NULL for one that is not there. Not owned
 *
 * What the parts of bars are.
 */
typedef struct
{
  const char *names[PV_BAR_N_FILLS];
} PvBarLegend;

/**
 * PvBarLegendScene:
 * @legend: what is drawn
 * @style: colours and font
 * @pango: for layouts; at the target's resolution
 * @width: pixels, where lines end
 * @rtl: whether the first is on the right
 * @device_scale: device pixels per pixel
 */
typedef struct
{
  PvBarLegend legend;
  PvChartStyle style;
  PangoContext *pango;
  double width;
  gboolean rtl;
  double device_scale;
} PvBarLegendScene;

/* Pixels; of as many lines as it takes. */
double pv_bar_legend_scene_get_height (const PvBarLegendScene *scene);
void   pv_bar_legend_scene_draw       (const PvBarLegendScene *scene,
                                       cairo_t                *cr);

G_END_DECLS
