/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-series-statistics.c: what the bins of a span come to. */
#include "config.h"

#include "pv-job.h"
#include "pv-series-statistics.h"

#include <glib/gi18n-lib.h>
#include <stdlib.h>

#include "pv-error.h"

/* How often it looks whether it was cancelled: once in so many bins. A power of 2, less 1. */
#define CANCEL_MASK 0x3fff

typedef struct
{
  guint64 *values;
  gsize n;
  gsize room;
} Values;

static void
values_clear (Values *self)
{
  g_free (self->values);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Values, values_clear)

static gboolean
values_append (Values  *self,
               guint64  value)
{
  if (self->n == self->room)
    {
      gsize room = MAX (self->room * 2, 1024);
      guint64 *values = g_try_renew (guint64, self->values, room);

      if (values == NULL)
        return FALSE;
      self->values = values;
      self->room = room;
    }

  self->values[self->n++] = value;

  return TRUE;
}

static int
compare_values (const void *a,
                const void *b)
{
  const guint64 *x = a;
  const guint64 *y = b;

  return *x < *y ? -1 : *x > *y;
}

gboolean
pv_series_get_statistics (PvSeries            *series,
                          PvSpan               span,
                          PvSeriesStatistics  *statistics,
                          GCancellable        *cancellable,
                          GError             **error)
{
  g_auto (Values) values = { 0 };
  double sum = 0;
  gint64 time_ns;
  guint64 rank;
  PvBin bin;

  g_return_val_if_fail (PV_IS_SERIES (series), FALSE);
  g_return_val_if_fail (span.start_ns < span.end_ns, FALSE);
  g_return_val_if_fail (statistics != NULL, FALSE);

  time_ns = pv_binning_floor (pv_series_get_binning (series), span.start_ns);
  while (pv_series_get_next (series, time_ns, &bin) && bin.start_ns < span.end_ns)
    {
      if (!values_append (&values, bin.value))
        {
          g_set_error_literal (error, PV_ERROR, PV_ERROR_NO_MEMORY, _("not enough memory"));
          return FALSE;
        }
      if ((values.n & CANCEL_MASK) == 0 && g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;

      sum += (double) bin.value;
      if (bin.end_ns == G_MAXINT64)
        break;
      time_ns = bin.end_ns;
    }

  statistics->n_bins = MAX (pv_binning_count (pv_series_get_binning (series), span), values.n);
  statistics->mean = sum / (double) statistics->n_bins;
  /* Empty bins stand before all others. */
  rank = statistics->n_bins - statistics->n_bins / 20 - 1;
  statistics->percentile_95 = 0;
  if (values.n > 0 && rank >= statistics->n_bins - values.n)
    {
      qsort (values.values, values.n, sizeof (guint64), compare_values);
      statistics->percentile_95 = values.values[rank - (statistics->n_bins - values.n)];
    }

  return TRUE;
}

typedef struct
{
  PvSeries *series;
  PvSpan span;
} StatisticsData;

static void
statistics_data_free (gpointer data)
{
  StatisticsData *self = data;

  g_object_unref (self->series);
  g_free (self);
}

static gpointer
compute (gpointer       source,
         gpointer       data,
         GCancellable  *cancellable,
         GError       **error)
{
  const StatisticsData *statistics_data = data;
  g_autofree PvSeriesStatistics *statistics = g_new0 (PvSeriesStatistics, 1);

  if (!pv_series_get_statistics (statistics_data->series, statistics_data->span, statistics, cancellable, error))
    return NULL;

  return g_steal_pointer (&statistics);
}

static const PvJob statistics_job = { compute, g_free, statistics_data_free };

void
pv_series_get_statistics_async (PvSeries            *series,
                                PvSpan               span,
                                GCancellable        *cancellable,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data)
{
  StatisticsData *data;

  g_return_if_fail (PV_IS_SERIES (series));

  data = g_new0 (StatisticsData, 1);
  data->series = g_object_ref (series);
  data->span = span;

  pv_job_run_async (&statistics_job, NULL, data, cancellable, callback, user_data);
}

gboolean
pv_series_get_statistics_finish (GAsyncResult        *result,
                                 PvSeriesStatistics  *statistics,
                                 GError             **error)
{
  g_autofree PvSeriesStatistics *computed = NULL;

  computed = pv_job_run_finish (&statistics_job, result, error);
  if (computed == NULL)
    return FALSE;

  *statistics = *computed;

  return TRUE;
}
