/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-chart-picture.h: a chart of a capture that is drawn outside of the window. */
#pragma once

#include "pv-capture.h"
#include "pv-changes.h"
#include "pv-chart-sheet.h"
#include "pv-graph-writer.h"
#include "pv-line-options.h"
#include "pv-map.h"
#include "pv-query.h"
#include "pv-table-writer.h"
#include "pv-traffic.h"

G_BEGIN_DECLS

/* What the line chart is called in names of files. */
#define PV_TRAFFIC_SLUG "traffic"
/* And the map of conversations. */
#define PV_MAP_SLUG "map"

#define PV_TYPE_CHART_PICTURE (pv_chart_picture_get_type ())

/**
 * PvChartPicture:
 *
 * One chart, its title and where its numbers come from. Immutable once made; draws and counts the same
 * however often, in any thread, and needs no display.
 */
G_DECLARE_FINAL_TYPE (PvChartPicture, pv_chart_picture, PV, CHART_PICTURE, GObject)

/**
 * PvPictureLook:
 * @width: logical pixels
 * @height: logical pixels; 0 for what suits the chart
 * @scale: device pixels per logical pixel
 * @background: behind the chart
 */
typedef struct
{
  int width;
  int height;
  double scale;
  PvBackground background;
} PvPictureLook;

/* @subset: (nullable): the part of @capture that @ranking is of; @n_max: how many bars, 0 for as many as a picture can
 * hold */
PvChartPicture  *pv_chart_picture_new_bars     (PvCapture      *capture,
                                                PvRanking      *ranking,
                                                const PvSubset *subset,
                                                guint           n_max);
/* @span: what is drawn */
PvChartPicture  *pv_chart_picture_new_line     (PvTraffic           *traffic,
                                                const PvLineOptions *options,
                                                PvSpan               span);
/* @map: what is drawn; @query: what it is of, whose subset is kept; all of which is what numbers and graphs are of */
PvChartPicture  *pv_chart_picture_new_map      (PvMap               *map,
                                                const PvQuery       *query,
                                                PvMapForm            form);
/* What comes after new, before others see it: what is selected of a line; and how the numbers came to be:
 * the capture filter that packets passed, what was picked and what left out, all nullable. */
void             pv_chart_picture_set_selection (PvChartPicture *self,
                                                 const PvSpan   *selection);
void             pv_chart_picture_set_origin   (PvChartPicture *self,
                                                const char     *filter,
                                                const char *const *picks,
                                                const char *const *exclusions);
/* @names: (nullable): what addresses are called, which pictures and graphs say; of numbers, nicknames */
void             pv_chart_picture_set_names    (PvChartPicture *self,
                                                PvAddressNames *names);
/* The same of what a window shows; picked bars have their colours too. */
void             pv_chart_picture_set_crossfilter (PvChartPicture     *self,
                                                   PvCrossfilterModel *crossfilter);
/* What a line is held against; at most PV_LINE_MAX_REFERENCES. Their names must not go. */
void             pv_chart_picture_set_references (PvChartPicture        *self,
                                                  const PvLineReference *references,
                                                  guint                  n);
/* "Top Sources by Packets" */
const char      *pv_chart_picture_get_title    (PvChartPicture *self);
/* What its kind of chart is called in names of files: "top-sources". */
const char      *pv_chart_picture_get_slug     (PvChartPicture *self);
/* A file name from the capture and the chart, without its extension. (transfer full) */
char            *pv_chart_picture_suggest_name (PvChartPicture *self);
/* Whether its height follows from its contents where none is given. */
gboolean         pv_chart_picture_has_natural_height (PvChartPicture *self);
/* (transfer full) */
PvChartSheet    *pv_chart_picture_lay_out      (PvChartPicture *self,
                                                const PvPictureLook *look);
/* How many bars it has; 0 for a line. */
guint            pv_chart_picture_get_n_rows   (PvChartPicture *self);
/* How many bars fit on a page that is @height pixels high; at least 1. */
guint            pv_chart_picture_count_rows   (PvChartPicture *self,
                                                const PvPictureLook *look,
                                                double          height);
/* Lays out @n of its bars, with lengths that compare with those of all others; of a line, all. (transfer full) */
PvChartSheet    *pv_chart_picture_lay_out_rows (PvChartPicture *self,
                                                const PvPictureLook *look,
                                                guint           first,
                                                guint           n);
/* Of bars whose ranking is compared: how that was asked, for all of its numbers and the subtitle. Before it is drawn. */
void             pv_chart_picture_set_changes  (PvChartPicture *self,
                                                PvLabelMatch   *match,
                                                const PvChangesQuery *query);
/* What times in the subtitle are by; a line's are by the clock of its axis. */
void             pv_chart_picture_set_clock    (PvChartPicture *self,
                                                PvClock         clock);
/* Writes the numbers: all labels, also those without a bar; or the bins of what is selected, or else
 * drawn. */
gboolean         pv_chart_picture_write_numbers (PvChartPicture *self,
                                                 PvTableFormat   format,
                                                 GOutputStream  *stream,
                                                 GCancellable   *cancellable,
                                                 GError        **error);
/* Whether there is a graph to be written of it. */
gboolean         pv_chart_picture_has_graph    (PvChartPicture *self);
/* Writes it, with all nodes, also those that are too small for a picture. */
gboolean         pv_chart_picture_write_graph  (PvChartPicture *self,
                                                PvGraphFormat   format,
                                                GOutputStream  *stream,
                                                GCancellable   *cancellable,
                                                GError        **error);
/* How many rows numbers have. */
guint64          pv_chart_picture_count_numbers (PvChartPicture *self);
/* The first @n_rows of them, with the same columns. Takes about as long as a query. (transfer full) */
char            *pv_chart_picture_preview_numbers (PvChartPicture *self,
                                                   PvTableFormat   format,
                                                   guint           n_rows);

G_END_DECLS
