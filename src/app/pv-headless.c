/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-headless.c: reports and pictures without a display. */
#include "config.h"

#include <glib/gi18n.h>

#include "pv-capture-filter.h"
#include "pv-chart-picture.h"
#include "pv-headless.h"
#include "pv-loader.h"
#include "pv-report.h"
#include "pv-traffic-data.h"

static PvCapture *
load (const char  *path,
      GError     **error)
{
  g_autoptr (GFile) file = g_file_new_for_commandline_arg (path);
  g_autoptr (PvLoader) loader = pv_loader_new (file);

  return pv_loader_load (loader, NULL, error);
}

/* Sets @set to the packets that pass @filter, or to NULL for all where there is no filter. */
static gboolean
run_filter (PvCapture    *capture,
            const char   *filter,
            PvPacketSet **set,
            GError      **error)
{
  *set = NULL;
  if (filter == NULL)
    return TRUE;

  *set = pv_capture_filter_run (capture, filter, NULL, NULL, error);
  if (*set == NULL)
    /* Translators: what an error message begins with; %s is what somebody typed. */
    g_prefix_error (error, _("Filter “%s”: "), filter);

  return *set != NULL;
}

gboolean
pv_headless_report (const char    *path,
                    gint64         bin_ns,
                    const PvSpan  *span,
                    const char    *filter,
                    GError       **error)
{
  g_autoptr (PvCapture) capture = NULL;
  g_autoptr (PvPacketSet) set = NULL;
  g_autofree char *json = NULL;

  g_return_val_if_fail (path != NULL, FALSE);

  capture = load (path, error);
  if (capture == NULL || !run_filter (capture, filter, &set, error))
    return FALSE;

  json = pv_report_to_json (capture, bin_ns, span, set, error);
  if (json == NULL)
    return FALSE;
  g_print ("%s\n", json);

  return TRUE;
}

/* A file in @folder that is not in @taken, where captures of one name come from several folders. */
static GFile *
choose_file (const char *folder,
             const char *stem,
             GHashTable *taken)
{
  for (guint i = 1;; i++)
    {
      g_autofree char *name = i == 1 ? g_strconcat (stem, ".png", NULL)
                                     : g_strdup_printf ("%s-%u.png", stem, i);

      if (!g_hash_table_contains (taken, name))
        {
          g_autofree char *path = g_build_filename (folder, name, NULL);

          g_hash_table_add (taken, g_steal_pointer (&name));
          return g_file_new_for_path (path);
        }
    }
}

static gboolean
write_picture (PvChartPicture         *picture,
               const PvExportOptions  *options,
               GHashTable             *taken,
               GError                **error)
{
  g_autofree char *stem = pv_chart_picture_suggest_name (picture);
  g_autoptr (GFile) file = choose_file (options->folder, stem, taken);
  cairo_surface_t *surface;
  gboolean ok;

  surface = pv_chart_picture_draw (picture, options->width, options->height, options->scale,
                                   options->background);
  ok = pv_chart_export_save_png (surface, file, NULL, error);
  cairo_surface_destroy (surface);
  if (ok)
    g_print ("%s\n", g_file_peek_path (file));

  return ok;
}

static gboolean
export_bars (PvCapture              *capture,
             PvPacketSet            *set,
             PvDimension             dimension,
             const PvExportOptions  *options,
             GHashTable             *taken,
             GError                **error)
{
  PvQuery query = { .dimension = dimension, .metric = PV_METRIC_PACKETS, .set = set };
  g_autoptr (PvRanking) ranking = NULL;
  g_autoptr (PvChartPicture) picture = NULL;

  if (options->span != NULL)
    {
      query.span = *options->span;
      query.has_span = TRUE;
    }
  ranking = pv_query_run (capture, &query, NULL, error);
  if (ranking == NULL)
    return FALSE;
  /* an empty chart says nothing but for the three that people look for */
  if (ranking->n_ranks == 0 &&
      (dimension == PV_DIMENSION_MDNS_LOOKUP || dimension == PV_DIMENSION_LLMNR_LOOKUP))
    return TRUE;

  picture = pv_chart_picture_new_bars (capture, ranking, options->n_max);

  return write_picture (picture, options, taken, error);
}

static gboolean
export_line (PvCapture              *capture,
             PvPacketSet            *set,
             const PvExportOptions  *options,
             GHashTable             *taken,
             GError                **error)
{
  g_autoptr (PvSeries) series = NULL;
  g_autoptr (PvTraffic) traffic = NULL;
  g_autoptr (PvChartPicture) picture = NULL;
  gint64 bin_ns = options->bin_ns;
  PvSpan full;
  PvSpan span;

  if (!pv_traffic_data_get_spans (capture, &full, &span))
    return TRUE;

  if (options->span != NULL)
    {
      span.start_ns = MAX (full.start_ns, options->span->start_ns);
      span.end_ns = MIN (full.end_ns, options->span->end_ns);
      if (span.start_ns >= span.end_ns)
        return TRUE;
    }
  if (bin_ns == 0)
    bin_ns = pv_traffic_data_choose_bin_size (span.end_ns - span.start_ns, options->width);

  series = pv_series_new (capture, set, bin_ns, PV_MEASURE_IP_BYTES, NULL, error);
  if (series == NULL)
    return FALSE;

  traffic = pv_traffic_new_for_series (series);
  picture = pv_chart_picture_new_line (traffic, span);

  return write_picture (picture, options, taken, error);
}

gboolean
pv_headless_export (char                  **paths,
                    const PvExportOptions  *options,
                    GError                **error)
{
  static const PvDimension dimensions[] = {
    PV_DIMENSION_SOURCE, PV_DIMENSION_DESTINATION, PV_DIMENSION_LOOKUP,
    PV_DIMENSION_MDNS_LOOKUP, PV_DIMENSION_LLMNR_LOOKUP,
  };
  g_autoptr (GHashTable) taken = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GFile) folder = NULL;
  g_autoptr (GError) local_error = NULL;

  g_return_val_if_fail (paths != NULL && options != NULL, FALSE);

  folder = g_file_new_for_commandline_arg (options->folder);
  if (!g_file_make_directory_with_parents (folder, NULL, &local_error) &&
      !g_error_matches (local_error, G_IO_ERROR, G_IO_ERROR_EXISTS))
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }

  for (guint i = 0; paths[i] != NULL; i++)
    {
      g_autoptr (PvCapture) capture = load (paths[i], error);
      g_autoptr (PvPacketSet) set = NULL;

      if (capture == NULL || !run_filter (capture, options->filter, &set, error))
        return FALSE;

      for (guint j = 0; j < G_N_ELEMENTS (dimensions); j++)
        if (!export_bars (capture, set, dimensions[j], options, taken, error))
          return FALSE;
      if (!export_line (capture, set, options, taken, error))
        return FALSE;
    }

  return TRUE;
}
