/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-map-chart.h: a map of who talks to whom. */
#pragma once

#include <gtk/gtk.h>

#include "pv-chart-widget.h"
#include "pv-map-renderer.h"

G_BEGIN_DECLS

#define PV_TYPE_MAP_CHART (pv_map_chart_get_type ())

/**
 * PvMapChart:
 *
 * Shows clients, servers and what they exchange, as ribbons or as a matrix. What is under the pointer stands out and
 * has a tooltip; arrow keys go from item to item, from an item to its ribbons and on to their other ends. Sizes glide
 * when the data change, except where changes come fast or animations are off.
 *
 * Signals:
 * - "activated" (PvMapSpotKind kind, uint side, uint i): a spot was clicked, or Space pressed on it
 * - "opened" (uint side, uint i): an item that is a group was clicked twice, or Return pressed on it
 * - "room-changed": there is room for more or fewer items: see pv_map_chart_get_room()
 */
G_DECLARE_FINAL_TYPE (PvMapChart, pv_map_chart, PV, MAP_CHART, PvChartWidget)

GtkWidget *pv_map_chart_new         (void);
/* @data: (nullable) */
void       pv_map_chart_set_data    (PvMapChart *self,
                                     PvMapData  *data);
void       pv_map_chart_set_form    (PvMapChart *self,
                                     PvMapForm   form);
void       pv_map_chart_set_unit    (PvMapChart *self,
                                     PvUnit      unit);
/* For accessibility. */
void       pv_map_chart_set_title   (PvMapChart *self,
                                     const char *title);
/* How many items of each side have room. */
void       pv_map_chart_get_room    (PvMapChart *self,
                                     guint       room[PV_MAP_N_ENDS]);
/* What is under the pointer at (@x, @y). */
PvMapSpot  pv_map_chart_find        (PvMapChart *self,
                                     double      x,
                                     double      y);
/* What has the keyboard's focus. */
PvMapSpot  pv_map_chart_get_current (PvMapChart *self);
/* Where a spot is, in pixels. */
void       pv_map_chart_get_area    (PvMapChart   *self,
                                     PvMapSpot     spot,
                                     GdkRectangle *area);

G_END_DECLS
