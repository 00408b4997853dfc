/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-export-pictures.c: the charts that a command line exports. */
#include "config.h"

#include "pv-export-pictures.h"

#include <glib/gi18n.h>

#include "pv-address-names.h"
#include "pv-change-ranking.h"
#include "pv-chart-picture.h"
#include "pv-dimension-text.h"
#include "pv-dns-figures.h"
#include "pv-error.h"
#include "pv-on-demand.h"
#include "pv-span.h"
#include "pv-traffic-extent.h"

/* More clients or servers than this are of no use in a picture. */
#define MAX_MAP_NODES 200

/* An empty chart says something only where it is one of the three that people look for. */
static gboolean
is_optional (PvDimension dimension)
{
  return dimension != PV_DIMENSION_SOURCE && dimension != PV_DIMENSION_DESTINATION && dimension != PV_DIMENSION_LOOKUP;
}

static gboolean
add_bars (GPtrArray              *pictures,
          const PvSubject        *subject,
          const PvOther          *other,
          PvDimension             dimension,
          const PvExportOptions  *options,
          GError                **error)
{
  PvChangesQuery changes_query;
  PvQuery query = {
    .dimension = dimension, .measure = PV_MEASURE_PACKETS, .subset = subject->subset, .with_outcomes = TRUE,
  };
  g_autoptr (PvRanking) ranking = NULL;
  PvChartPicture *picture;

  if (!pv_dimension_counts_events (dimension))
    query.measure = options->measure;
  if (options->selection.span != NULL)
    {
      query.span = *options->selection.span;
      query.has_span = TRUE;
    }
  if (other->match != NULL)
    {
      g_autoptr (PvChanges) changes = NULL;

      changes_query = (PvChangesQuery){
        .dimension = dimension, .measure = query.measure, .order = PV_CHANGE_BY_CHANGE, .states = PV_CHANGE_ALL,
        .parts = { { query.span, query.has_span, query.subset }, other->part },
      };
      changes = pv_changes_new (other->match, &changes_query, NULL, error);
      if (changes != NULL)
        ranking = pv_changes_make_ranking (other->match, changes, NULL, error);
      if (ranking != NULL && !pv_dns_figures_split (subject->capture, &query, ranking))
        return pv_error_set_no_memory (error);
    }
  else
    {
      ranking = pv_query_run (subject->capture, &query, NULL, error);
    }
  if (ranking == NULL)
    return FALSE;
  if (ranking->n_ranks == 0 && options->chart == PV_CHART_ALL && is_optional (dimension))
    return TRUE;

  picture = pv_chart_picture_new_bars (subject->capture, ranking, &query.subset, options->n_max);
  pv_chart_picture_set_origin (picture, options->selection.filter, (const char *const *) options->selection.picks,
                               (const char *const *) options->selection.exclusions);
  pv_chart_picture_set_clock (picture, options->line.clock);
  if (other->match != NULL)
    pv_chart_picture_set_changes (picture, other->match, &changes_query);
  g_ptr_array_add (pictures, picture);

  return TRUE;
}

static gboolean
add_map (GPtrArray              *pictures,
         const PvSubject        *subject,
         const PvExportOptions  *options,
         GError                **error)
{
  guint n_max = options->n_max != 0 ? CLAMP (options->n_max, 2, MAX_MAP_NODES) : MAX_MAP_NODES;
  const guint max[PV_N_MAP_SIDES] = { n_max, n_max };
  PvQuery query = { .measure = options->map_measure, .subset = subject->subset };
  g_autoptr (PvMapIndex) index = pv_map_index_new (subject->capture, options->grouping, NULL, 0, NULL, error);
  g_autoptr (PvMap) map = NULL;
  PvChartPicture *picture;

  if (index == NULL)
    return FALSE;
  if (options->selection.span != NULL)
    {
      query.span = *options->selection.span;
      query.has_span = TRUE;
    }
  map = pv_map_new (index, &query, max, NULL, error);
  if (map == NULL)
    return FALSE;
  if (map->n_links == 0 && options->chart == PV_CHART_ALL)
    return TRUE;

  picture = pv_chart_picture_new_map (map, &query, options->form);
  pv_chart_picture_set_origin (picture, options->selection.filter, (const char *const *) options->selection.picks,
                               (const char *const *) options->selection.exclusions);
  pv_chart_picture_set_clock (picture, options->line.clock);
  g_ptr_array_add (pictures, picture);

  return TRUE;
}

/* The span that the line chart covers, which is empty where there is nothing to draw. */
static PvSpan
get_line_span (PvCapture             *capture,
               PvCapture             *other,
               gint64                 shift_ns,
               const PvExportOptions *options)
{
  const PvSpan *asked = options->selection.span;
  PvSpan full;
  PvSpan span;

  if (!pv_traffic_extent_get (capture, other, shift_ns, &full, &span))
    return (PvSpan){ 0, 0 };

  if (asked != NULL)
    {
      span.start_ns = MAX (full.start_ns, asked->start_ns);
      span.end_ns = MIN (full.end_ns, asked->end_ns);
    }

  return span;
}

static gboolean
add_line (GPtrArray              *pictures,
          const PvSubject        *subject,
          const PvOther          *other,
          const PvExportOptions  *options,
          GError                **error)
{
  PvMeasure measure = pv_line_options_get_measure (&options->line);
  PvCapture *other_capture = other->match != NULL ? pv_label_match_get_other (other->match) : NULL;
  PvPacketSet *other_set = options->compare.paths != NULL ? other->loaded.set : subject->set;
  PvSpan span;
  g_autoptr (PvSeries) series = NULL;
  g_autoptr (PvSeries) other_series = NULL;
  g_autoptr (PvTraffic) traffic = NULL;
  PvChartPicture *picture;
  gint64 bin_ns = options->bin_ns;
  PvBinning binning;

  span = get_line_span (subject->capture, other_capture, other->shift_ns, options);
  if (span.start_ns >= span.end_ns)
    return TRUE;
  if (bin_ns == 0)
    bin_ns = pv_traffic_extent_choose_bin_size (pv_span_get_length (span), options->look.width);
  binning = pv_line_options_get_binning (&options->line, bin_ns);

  series = pv_series_new (subject->capture, subject->set, binning, measure, NULL, error);
  if (series == NULL)
    return FALSE;
  if (other_capture != NULL)
    {
      other_series = pv_series_new (other_capture, other_set, binning, measure, NULL, error);
      if (other_series == NULL)
        return FALSE;
    }

  traffic = pv_traffic_new_for_series (series, other_series, other->shift_ns);
  picture = pv_chart_picture_new_line (traffic, &options->line, span);
  pv_chart_picture_set_origin (picture, options->selection.filter, (const char *const *) options->selection.picks,
                               (const char *const *) options->selection.exclusions);
  g_ptr_array_add (pictures, picture);

  if (options->line.has_mean || options->line.has_percentile)
    {
      PvLineReference references[PV_LINE_MAX_REFERENCES];
      PvSeriesStatistics statistics;

      if (!pv_series_get_statistics (series, span, &statistics, NULL, error))
        return FALSE;
      pv_chart_picture_set_references (picture, references,
                                       pv_line_options_get_references (&options->line, &statistics, bin_ns,
                                                                       references));
    }

  return TRUE;
}

GPtrArray *
pv_export_pictures_create (const PvSubject        *subject,
                           const PvOther          *other,
                           const PvExportOptions  *options,
                           GError                **error)
{
  g_autoptr (GPtrArray) pictures = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (PvAddressNames) names = pv_address_names_new (subject->capture, options->selection.hosts, NULL, error);
  gboolean ok = TRUE;

  if (names == NULL)
    return NULL;

  if (options->chart >= 0)
    ok = add_bars (pictures, subject, other, options->chart, options, error);
  for (PvDimension dimension = 0; ok && options->chart == PV_CHART_ALL && dimension < PV_N_DIMENSIONS; dimension++)
    ok = pv_dimension_stands_back (dimension, subject->capture) ||
         !pv_on_demand_is_there (subject->capture, pv_dimension_get_on_demand (dimension)) ||
         add_bars (pictures, subject, other, dimension, options, error);
  if (ok && (options->chart == PV_CHART_MAP || options->chart == PV_CHART_ALL))
    ok = add_map (pictures, subject, options, error);
  if (ok && (options->chart == PV_CHART_TRAFFIC || options->chart == PV_CHART_ALL))
    ok = add_line (pictures, subject, other, options, error);
  for (guint i = 0; i < pictures->len; i++)
    pv_chart_picture_set_names (g_ptr_array_index (pictures, i), names);
  for (guint i = pictures->len; i > 0; i--)
    if (!pv_export_format_can (options->format, g_ptr_array_index (pictures, i - 1)))
      g_ptr_array_remove_index (pictures, i - 1);

  return ok ? g_steal_pointer (&pictures) : NULL;
}
