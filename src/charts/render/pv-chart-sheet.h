/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-chart-sheet.h: a page with a chart on it, laid out, for any target. */
#pragma once

#include "pv-bar-renderer.h"
#include "pv-line-renderer.h"
#include "pv-map-renderer.h"

G_BEGIN_DECLS

/**
 * PvBackground:
 * @PV_BACKGROUND_LIGHT: dark on white
 * @PV_BACKGROUND_DARK: light on dark
 * @PV_BACKGROUND_TRANSPARENT: dark text on nothing
 */
typedef enum
{
  PV_BACKGROUND_LIGHT,
  PV_BACKGROUND_DARK,
  PV_BACKGROUND_TRANSPARENT,
} PvBackground;

/**
 * PvPage:
 * @title: "Top sources by packets"
 * @subtitle: the capture's name and what else tells where the numbers come from
 * @width: logical pixels
 * @height: logical pixels; 0 for the height of all bars, or one that suits a line or a map
 * @scale: 1, 2 or 4 device pixels per logical pixel; where the target has no pixels, how fine a line's
 *   details are
 * @background: light, dark or transparent
 */
typedef struct
{
  const char *title;
  const char *subtitle;
  int width;
  int height;
  double scale;
  PvBackground background;
} PvPage;

/**
 * PvChartSheet:
 *
 * A page's title, subtitle and chart. Keeps what it draws, and needs no display.
 */
typedef struct _PvChartSheet PvChartSheet;

/* @scene gives data and state; its style, pango, width, height and scroll are replaced. Texts of its headings and legend must
 * stay.
 * (transfer full) */
PvChartSheet *pv_chart_sheet_new_bars   (const PvPage       *page,
                                         const PvBarScene   *scene);
PvChartSheet *pv_chart_sheet_new_line   (const PvPage       *page,
                                         const PvLineScene  *scene);
PvChartSheet *pv_chart_sheet_new_map    (const PvPage       *page,
                                         const PvMapScene   *scene);
void          pv_chart_sheet_free       (PvChartSheet       *self);
const PvPage *pv_chart_sheet_get_page   (PvChartSheet       *self);
/* Logical pixels, margins included; more than the page's where that is too low for a title. */
double        pv_chart_sheet_get_height (PvChartSheet       *self);
/* How many bars of a page that is @height pixels high are whole. @legend: (nullable): of their parts */
guint         pv_chart_sheet_count_bars (const PvPage       *page,
                                         gboolean            has_two_lines,
                                         const PvBarLegend  *legend,
                                         double              height);
/* How many clients and servers of a map have room on a page that is so high; of any number where it has no height but
 * that of the map. */
void          pv_chart_sheet_get_map_room (const PvPage     *page,
                                           PvMapForm         form,
                                           guint             room[PV_MAP_N_ENDS]);
/* Draws with the page's top left at the origin, a unit for a logical pixel. */
void          pv_chart_sheet_draw       (PvChartSheet       *self,
                                         cairo_t            *cr);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PvChartSheet, pv_chart_sheet_free)

G_END_DECLS
