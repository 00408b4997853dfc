/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-traffic-menu.h: the menu of the line: what to do with a bin, a span and the chart. */
#pragma once

#include "pv-line-chart.h"

G_BEGIN_DECLS

#define PV_TYPE_TRAFFIC_MENU (pv_traffic_menu_get_type ())

/**
 * PvTrafficMenu:
 *
 * Comes up where the line is pressed with the secondary button, and is about the bin there.
 */
G_DECLARE_FINAL_TYPE (PvTrafficMenu, pv_traffic_menu, PV, TRAFFIC_MENU, GObject)

/* @model: what it begins with, before what every chart offers */
PvTrafficMenu *pv_traffic_menu_new   (PvLineChart   *chart,
                                      GMenuModel    *model);
/* Comes up over the middle of the chart, for the keyboard. */
void           pv_traffic_menu_popup (PvTrafficMenu *self);
/* Before the chart goes. */
void           pv_traffic_menu_close (PvTrafficMenu *self);

G_END_DECLS
