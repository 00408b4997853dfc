/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-map-chart-private.h: what the parts of a map's widget share. */
#pragma once

#include <adwaita.h>

#include "pv-map-chart.h"

G_BEGIN_DECLS

struct _PvMapChart
{
  PvChartWidget parent_instance;

  PvMapData *data;
  PvMapForm form;
  PvUnit unit;
  char *title;
  guint room[PV_MAP_N_ENDS]; /* as it was told last */

  PvMapSpot hover;
  PvMapSpot current;
  guint click_id; /* waits for a second click on a group */
  PvMapSpot clicked;

  PvMapData *from; /* where sizes come from, as long as they glide */
  AdwAnimation *animation;
  gint64 last_change;
};

/* What is shown, without what is on its way. */
void _pv_map_chart_init_scene (PvMapChart *self,
                               PvMapScene *scene);
void _pv_map_chart_set_current (PvMapChart *self,
                                PvMapSpot   spot);
void _pv_map_chart_update_hover (PvMapChart *self);
/* Picks, or does so no longer. */
void _pv_map_chart_activate   (PvMapChart *self,
                               PvMapSpot   spot);
/* Opens a group; FALSE for what is none. */
gboolean _pv_map_chart_open   (PvMapChart *self,
                               PvMapSpot   spot);

/* pv-map-chart-input.c */
void _pv_map_chart_clicked  (PvChartWidget  *widget,
                             int             n_press,
                             double          x,
                             double          y);
void _pv_map_chart_add_keys (GtkWidgetClass *widget_class);

/* pv-map-chart-words.c */
/* "10.0.0.7 → 192.0.2.1: 1.2 MB from the client, 3.4 MB from the server". (transfer full) (nullable) */
char    *_pv_map_chart_describe     (PvMapChart *self,
                                     PvMapSpot   spot);
void     _pv_map_chart_update_accessible (PvMapChart *self);
gboolean _pv_map_chart_query_tooltip (GtkWidget  *widget,
                                      int         x,
                                      int         y,
                                      gboolean    is_keyboard,
                                      GtkTooltip *tooltip);

G_END_DECLS
