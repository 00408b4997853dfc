/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-chart-picture-private.h: what a picture is of. */
#pragma once

#include "pv-chart-picture.h"
#include "pv-ranking-model.h"
#include "pv-traffic-data.h"

G_BEGIN_DECLS

struct _PvChartPicture
{
  GObject parent_instance;

  PvCapture *capture;
  const char *title;
  const char *slug;

  /* what of the capture is drawn, where that is not all */
  PvSpan span;
  gboolean has_span;
  PvClock clock;

  /* how the numbers came to be */
  char *filter;
  GStrv picks;
  GStrv exclusions;

  PvAddressNames *names; /* or NULL */

  /* bars */
  PvSubset subset;
  PvRankingModel *model;
  PvUnit unit;
  guint n_rows;
  PvLabelMatch *match; /* or NULL */
  PvChangesQuery query; /* then */

  /* line */
  PvTraffic *traffic;
  PvTrafficData *data;
  PvLineOptions options;
  PvSpan selection;
  PvLineReference references[PV_LINE_MAX_REFERENCES];
  guint n_references;

  /* map; its subset and unit are those above */
  PvMap *map;
  PvMapForm form;
  PvSelection *map_selection; /* whose picks are coloured */
};

/* What of the capture its map is of. Its subset is the picture's */
PvQuery _pv_chart_picture_get_map_query (PvChartPicture *self);

G_END_DECLS
