/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-chart-node.h: what a renderer draws, as a node of a widget's snapshot. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef void (*PvChartDrawFunc) (gconstpointer  scene,
                                 cairo_t       *cr);

/* What @draw draws of @scene within @bounds, whole pixels, of @widget. NULL where that is empty.
 * (transfer full) (nullable) */
GskRenderNode *pv_chart_node_new (GtkWidget             *widget,
                                  const graphene_rect_t *bounds,
                                  PvChartDrawFunc        draw,
                                  gconstpointer          scene);

G_END_DECLS
