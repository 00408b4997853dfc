/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-chart-picture-numbers.c: what a picture shows, as numbers and as a graph. */
#include "config.h"

#include <glib/gi18n.h>

#include "pv-capture-text.h"
#include "pv-change-ranking.h"
#include "pv-chart-picture-private.h"
#include "pv-dimension-text.h"
#include "pv-dns-figures.h"
#include "pv-error.h"
#include "pv-numbers.h"
#include "pv-span.h"

static PvNumbersOrigin
get_origin (PvChartPicture *self)
{
  return (PvNumbersOrigin){ self->filter, (const char *const *) self->picks, (const char *const *) self->exclusions,
                            NULL, self->names };
}

/* Adds how many ask for each name to a ranking that was compared. */
static gboolean
add_clients (PvChartPicture  *self,
             PvRanking       *ranking,
             GCancellable    *cancellable,
             GError         **error)
{
  PvQuery query = ranking->query;
  g_autoptr (PvRanking) asked = NULL;
  g_autofree guint32 *clients = NULL;
  gsize end = 1;

  query.subset = self->subset;
  query.limit = 0;
  query.with_clients = TRUE;
  asked = pv_query_run (self->capture, &query, cancellable, error);
  if (asked == NULL)
    return FALSE;

  for (guint i = 0; i < asked->n_ranks; i++)
    end = MAX (end, (gsize) asked->ranks[i].id + 1);
  clients = g_try_new0 (guint32, end);
  if (clients == NULL)
    return pv_error_set_no_memory (error);
  for (guint i = 0; i < asked->n_ranks; i++)
    clients[asked->ranks[i].id] = asked->ranks[i].clients;
  for (guint i = 0; i < ranking->n_ranks; i++)
    if (!pv_ranking_is_gone (ranking, &ranking->ranks[i]))
      ranking->ranks[i].clients = clients[ranking->ranks[i].id];
  ranking->query.with_clients = TRUE;

  return TRUE;
}

/* The first @limit ranks, or all for 0, where the picture has as many as there are bars; and what only numbers have. */
static PvRanking *
get_ranking (PvChartPicture  *self,
             guint            limit,
             GCancellable    *cancellable,
             GError         **error)
{
  PvQuery query = pv_ranking_model_get_ranking (self->model)->query;

  query.subset = self->subset;
  query.limit = limit;
  query.with_clients = query.with_outcomes = pv_dimension_counts_events (query.dimension);

  if (self->match != NULL)
    {
      PvChangesQuery changes_query = self->query;
      g_autoptr (PvChanges) changes = NULL;
      g_autoptr (PvRanking) ranking = NULL;

      changes_query.limit = limit;
      changes = pv_changes_new (self->match, &changes_query, cancellable, error);

      if (changes == NULL)
        return NULL;
      ranking = pv_changes_make_ranking (self->match, changes, cancellable, error);
      if (ranking == NULL || (query.with_clients && !add_clients (self, ranking, cancellable, error)))
        return NULL;
      if (!pv_dns_figures_split (self->capture, &query, ranking))
        {
          pv_error_set_no_memory (error);
          return NULL;
        }

      return g_steal_pointer (&ranking);
    }

  return pv_query_run (self->capture, &query, cancellable, error);
}

static gboolean
write_bins (PvChartPicture  *self,
            PvSpan           span,
            PvTableFormat    format,
            GOutputStream   *stream,
            GCancellable    *cancellable,
            GError         **error)
{
  PvNumbersOrigin origin = get_origin (self);
  PvTraffic *traffic = self->traffic;
  g_autofree PvNumbersPart *parts = g_new (PvNumbersPart, traffic->n_parts + 1);
  g_autofree char *other = NULL;
  guint n = 0;

  for (guint i = 0; i < traffic->n_parts; i++)
    parts[n++] = (PvNumbersPart){ traffic->parts[i].name, traffic->parts[i].series, 0 };
  if (traffic->other_series != NULL)
    {
      other = pv_capture_text_title (traffic->other);
      parts[n++] = (PvNumbersPart){ other, traffic->other_series, traffic->shift_ns };
    }

  return pv_numbers_write_series (traffic->series, parts, n, span, &origin, format, stream, cancellable, error);
}

/* Whose bins are the numbers of a line. The view of a short capture is longer than the capture. */
static PvSpan
get_bins_span (PvChartPicture *self)
{
  gint64 first_ns = pv_capture_get_first_time (self->capture);
  gint64 last_ns = pv_capture_get_last_time (self->capture);
  PvCapture *other = self->traffic->other;

  if (self->selection.start_ns < self->selection.end_ns)
    return self->selection;

  if (other != NULL && pv_capture_has_times (other))
    {
      first_ns = MIN (first_ns, pv_time_add (pv_capture_get_first_time (other), self->traffic->shift_ns));
      last_ns = MAX (last_ns, pv_time_add (pv_capture_get_last_time (other), self->traffic->shift_ns));
    }

  return (PvSpan){ MAX (self->span.start_ns, first_ns), MIN (self->span.end_ns, pv_time_add (last_ns, 1)) };
}

/* The map with all nodes. */
static PvMap *
make_whole_map (PvChartPicture  *self,
                GCancellable    *cancellable,
                GError         **error)
{
  const guint max[PV_N_MAP_SIDES] = { 0, 0 };
  const PvQuery query = _pv_chart_picture_get_map_query (self);

  return pv_map_new (self->map->index, &query, max, cancellable, error);
}

static gboolean
write_map (PvChartPicture  *self,
           PvTableFormat    format,
           GOutputStream   *stream,
           GCancellable    *cancellable,
           GError         **error)
{
  g_autoptr (PvMap) map = make_whole_map (self, cancellable, error);
  PvNumbersOrigin origin = get_origin (self);

  return map != NULL && pv_numbers_write_map (map, self->has_span ? &self->span : NULL, &origin, format, stream,
                                              cancellable, error);
}

gboolean
pv_chart_picture_has_graph (PvChartPicture *self)
{
  g_return_val_if_fail (PV_IS_CHART_PICTURE (self), FALSE);

  return self->map != NULL;
}

gboolean
pv_chart_picture_write_graph (PvChartPicture  *self,
                              PvGraphFormat    format,
                              GOutputStream   *stream,
                              GCancellable    *cancellable,
                              GError         **error)
{
  g_autoptr (PvMap) map = NULL;

  g_return_val_if_fail (PV_IS_CHART_PICTURE (self), FALSE);

  if (self->map == NULL)
    {
      g_set_error_literal (error, PV_ERROR, PV_ERROR_BAD_VALUE,
                           _("Only the map of conversations can be written as a graph"));
      return FALSE;
    }

  map = make_whole_map (self, cancellable, error);

  return map != NULL && pv_graph_write (map, self->names, format, stream, cancellable, error);
}

gboolean
pv_chart_picture_write_numbers (PvChartPicture  *self,
                                PvTableFormat    format,
                                GOutputStream   *stream,
                                GCancellable    *cancellable,
                                GError         **error)
{
  g_autoptr (PvRanking) ranking = NULL;
  PvNumbersOrigin origin;

  g_return_val_if_fail (PV_IS_CHART_PICTURE (self), FALSE);

  if (self->map != NULL)
    return write_map (self, format, stream, cancellable, error);
  if (self->model == NULL)
    return write_bins (self, get_bins_span (self), format, stream, cancellable, error);

  ranking = get_ranking (self, 0, cancellable, error);
  if (ranking == NULL)
    return FALSE;
  origin = get_origin (self);

  return pv_numbers_write_ranking (self->capture, ranking, &origin, format, stream, cancellable, error);
}

guint64
pv_chart_picture_count_numbers (PvChartPicture *self)
{
  g_return_val_if_fail (PV_IS_CHART_PICTURE (self), 0);

  if (self->map != NULL)
    {
      g_autoptr (PvMap) map = make_whole_map (self, NULL, NULL);

      return map != NULL ? map->n_links : 0;
    }
  if (self->model != NULL)
    return pv_ranking_model_get_ranking (self->model)->n_labels;

  return pv_binning_count (pv_series_get_binning (self->traffic->series), get_bins_span (self));
}

char *
pv_chart_picture_preview_numbers (PvChartPicture *self,
                                  PvTableFormat   format,
                                  guint           n_rows)
{
  g_autoptr (GOutputStream) stream = g_memory_output_stream_new_resizable ();

  g_return_val_if_fail (PV_IS_CHART_PICTURE (self), NULL);

  if (self->map != NULL)
    {
      PvNumbersOrigin origin = get_origin (self);

      pv_numbers_write_map (self->map, self->has_span ? &self->span : NULL, &origin, format, stream, NULL, NULL);
    }
  else if (self->model == NULL)
    {
      PvBinning binning = pv_series_get_binning (self->traffic->series);
      PvSpan span = get_bins_span (self);
      gint64 end_ns = pv_binning_floor (binning, span.start_ns);

      for (guint i = 0; i < n_rows && end_ns < span.end_ns; i++)
        end_ns = pv_binning_next (binning, end_ns);
      span.end_ns = MIN (span.end_ns, end_ns);
      write_bins (self, span, format, stream, NULL, NULL);
    }
  else
    {
      g_autoptr (PvRanking) head = get_ranking (self, n_rows, NULL, NULL);
      PvNumbersOrigin origin = get_origin (self);

      if (head != NULL)
        pv_numbers_write_ranking (self->capture, head, &origin, format, stream, NULL, NULL);
    }

  return g_strndup (g_memory_output_stream_get_data (G_MEMORY_OUTPUT_STREAM (stream)),
                    g_memory_output_stream_get_data_size (G_MEMORY_OUTPUT_STREAM (stream)));
}
