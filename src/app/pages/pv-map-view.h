/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-map-view.h: a map of a capture's conversations, kept up to date. */
#pragma once

#include <adwaita.h>

#include "pv-chart-picture.h"
#include "pv-crossfilter-model.h"
#include "pv-name-finder.h"

G_BEGIN_DECLS

#define PV_TYPE_MAP_VIEW (pv_map_view_get_type ())

/**
 * PvMapView:
 *
 * Who talks to whom in what is selected: a map or a matrix, by hosts or groups of them. A click picks.
 */
G_DECLARE_FINAL_TYPE (PvMapView, pv_map_view, PV, MAP_VIEW, AdwBin)

GtkWidget      *pv_map_view_new           (void);
/* To be set once. */
void            pv_map_view_set_context   (PvMapView          *self,
                                           PvCrossfilterModel *crossfilter,
                                           PvNameFinder       *names);
/* @capture: (nullable) */
void            pv_map_view_set_capture   (PvMapView    *self,
                                           PvCapture    *capture);
void            pv_map_view_set_measure   (PvMapView    *self,
                                           PvMeasure     measure);
/* Has what chooses form and grouping be in @bin rather than above the map. @bin: (nullable) */
void            pv_map_view_set_controls_bin (PvMapView *self,
                                              AdwBin    *bin);
/* Moves the keyboard's focus to the map. */
void            pv_map_view_focus         (PvMapView    *self);
/* The map as it is shown. (transfer full) (nullable): %NULL where there is none */
PvChartPicture *pv_map_view_dup_picture   (PvMapView    *self);

G_END_DECLS
