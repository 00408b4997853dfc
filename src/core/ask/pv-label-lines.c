/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-label-lines.c: what a few labels come to over time, each on its own. */
#include "config.h"

#include "pv-job.h"
#include "pv-label-lines.h"

#include <glib/gi18n-lib.h>

#include "pv-dimension-private.h"
#include "pv-error.h"
#include "pv-flow-set-private.h"
#include "pv-label-class.h"
#include "pv-packet-set-private.h"
#include "pv-time.h"

/* How often it is looked whether the answer is wanted still: once in so many packets. A power of 2, less 1. */
#define CANCEL_MASK 0xffff

G_STATIC_ASSERT (PV_LABEL_LINES_MAX <= 32);

/* Where sums go as time goes on. */
typedef struct
{
  PvSpan span;
  guint n_columns;
  guint column;
  gint64 column_end_ns;
} Columns;

static gint64
get_column_start (const Columns *columns,
                  guint          column)
{
  double part = (double) column / columns->n_columns;

  return pv_time_move (columns->span.start_ns,
                       part * (double) pv_time_get_distance (columns->span.start_ns, columns->span.end_ns));
}

static void
columns_init (Columns *columns,
              PvSpan   span,
              guint    n_columns)
{
  *columns = (Columns){ .span = span, .n_columns = n_columns };
  columns->column_end_ns = get_column_start (columns, 1);
}

/* The column of @time_ns, which does not fall from call to call. */
static inline guint
columns_get (Columns *columns,
             gint64   time_ns)
{
  while (time_ns >= columns->column_end_ns && columns->column + 1 < columns->n_columns)
    {
      columns->column++;
      columns->column_end_ns = get_column_start (columns, columns->column + 1);
    }

  return columns->column;
}

static inline guint64
get_value (const PvChunk *chunk,
           guint          place,
           PvMeasure      measure)
{
  return measure == PV_MEASURE_IP_BYTES ? chunk->ip_bytes[place] : 1;
}

/* Of each flow, a bit for each label that it has; NULL with @error set. */
static guint32 *
make_labels_of_flows (PvCapture      *capture,
                      PvDimension     dimension,
                      const guint32  *ids,
                      guint           n,
                      GError        **error)
{
  guint32 *labels = NULL;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (PvFlowSet) flows = pv_flow_set_new_for_labels (capture, dimension, &ids[i], 1, error);

      if (flows != NULL && labels == NULL)
        {
          labels = g_try_new0 (guint32, MAX (flows->n, 1));
          if (labels == NULL)
            g_set_error_literal (error, PV_ERROR, PV_ERROR_NO_MEMORY,
                                 _("there is not enough memory for the time lines of labels"));
        }
      if (flows == NULL || labels == NULL)
        {
          g_free (labels);
          return NULL;
        }

      for (guint64 word = 0; word * 64 < flows->n; word++)
        for (guint64 bits = flows->words[word]; bits != 0; bits &= bits - 1)
          labels[word * 64 + (guint) __builtin_ctzll (bits)] |= 1U << i;
    }

  return labels;
}

static gboolean
sum_by_flow (PvCapture     *capture,
             PvDimension    dimension,
             const guint32 *ids,
             guint          n,
             Columns       *columns,
             PvMeasure      measure,
             guint64       *values,
             GCancellable  *cancellable,
             GError       **error)
{
  g_autofree guint32 *labels = make_labels_of_flows (capture, dimension, ids, n, error);
  guint64 first;
  guint64 last;

  if (labels == NULL)
    return FALSE;

  pv_capture_find_span (capture, columns->span, &first, &last);
  for (guint64 packet = first; packet < last; packet++)
    {
      const PvChunk *chunk = pv_capture_get_chunk (capture, packet);
      guint place = packet & PV_CHUNK_MASK;
      guint32 bits = labels[chunk->flow[place]];

      if ((packet & CANCEL_MASK) == 0 && g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      if (bits == 0)
        continue;

      columns_get (columns, chunk->time_ns[place]);
      for (; bits != 0; bits &= bits - 1)
        values[(guint) __builtin_ctz (bits) * columns->n_columns + columns->column] +=
          get_value (chunk, place, measure);
    }

  return TRUE;
}

static gboolean
sum_by_packet (PvCapture     *capture,
               PvDimension    dimension,
               guint32        id,
               Columns       *columns,
               PvMeasure      measure,
               guint64       *values,
               GError       **error)
{
  g_autoptr (PvPacketSet) set = pv_packet_set_new_for_labels (capture, dimension, &id, 1, error);
  guint64 first;
  guint64 last;

  if (set == NULL)
    return FALSE;

  pv_capture_find_span (capture, columns->span, &first, &last);
  for (guint64 packet = pv_packet_set_find (set, first); packet < last; packet = pv_packet_set_find (set, packet + 1))
    {
      const PvChunk *chunk = pv_capture_get_chunk (capture, packet);
      guint place = packet & PV_CHUNK_MASK;

      values[columns_get (columns, chunk->time_ns[place])] += get_value (chunk, place, measure);
    }

  return TRUE;
}

/* Counts events themselves: a pick of theirs may mean more packets. */
static gboolean
sum_by_event (PvCapture     *capture,
              PvDimension    dimension,
              const guint32 *ids,
              guint          n,
              Columns       *columns,
              guint64       *values,
              GCancellable  *cancellable,
              GError       **error)
{
  const PvDimensionInfo *info = pv_dimension_get_info (dimension);
  const PvEvents *events = &capture->events[info->event_kind];
  PvLabels of_dimension = pv_labels_of (capture, dimension);
  guint32 n_labels = pv_labels_get_n (&of_dimension);
  /* of each label, one more than which line is its */
  g_autofree guint8 *lines = g_try_new0 (guint8, MAX (n_labels, 1));
  guint64 first;
  guint64 last;

  if (lines == NULL)
    {
      g_set_error_literal (error, PV_ERROR, PV_ERROR_NO_MEMORY,
                           _("there is not enough memory for the time lines of labels"));
      return FALSE;
    }

  for (guint i = 0; i < n; i++)
    if (ids[i] < n_labels)
      lines[ids[i]] = (guint8) (i + 1);

  pv_capture_find_span (capture, columns->span, &first, &last);
  first = pv_events_find (events, first);
  last = pv_events_find (events, last);
  for (guint64 i = first; i < last; i++)
    {
      guint32 label = pv_dimension_info_get_event_label (info, capture, events, i);
      guint line = label < n_labels ? lines[label] : 0;

      if ((i & CANCEL_MASK) == 0 && g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      if (line > 0)
        values[(line - 1) * columns->n_columns +
               columns_get (columns, pv_capture_get_time (capture, pv_events_get_packet (events, i)))]++;
    }

  return TRUE;
}

gboolean
pv_label_lines_run (PvCapture      *capture,
                    PvDimension     dimension,
                    const guint32  *ids,
                    guint           n,
                    PvSpan          span,
                    guint           n_columns,
                    PvMeasure       measure,
                    guint64        *values,
                    GCancellable   *cancellable,
                    GError        **error)
{
  PvEventKind kind;
  Columns columns;

  g_return_val_if_fail (PV_IS_CAPTURE (capture) && pv_capture_get_settled (capture), FALSE);
  g_return_val_if_fail (dimension < PV_N_DIMENSIONS, FALSE);
  g_return_val_if_fail (n <= PV_LABEL_LINES_MAX && (ids != NULL || n == 0), FALSE);
  g_return_val_if_fail (span.start_ns < span.end_ns && n_columns > 0 && values != NULL, FALSE);

  memset (values, 0, sizeof *values * n * n_columns);
  if (n == 0)
    return TRUE;

  columns_init (&columns, span, n_columns);
  if (pv_flow_set_can (dimension))
    return sum_by_flow (capture, dimension, ids, n, &columns, measure, values, cancellable, error);

  if (pv_dimension_get_event_kind (dimension, &kind))
    return sum_by_event (capture, dimension, ids, n, &columns, values, cancellable, error);

  for (guint i = 0; i < n; i++)
    {
      columns_init (&columns, span, n_columns);
      if (g_cancellable_set_error_if_cancelled (cancellable, error) ||
          !sum_by_packet (capture, dimension, ids[i], &columns, measure, values + (gsize) i * n_columns, error))
        return FALSE;
    }

  return TRUE;
}

typedef struct
{
  PvCapture *capture;
  PvDimension dimension;
  guint32 ids[PV_LABEL_LINES_MAX];
  guint n;
  PvSpan span;
  guint n_columns;
  PvMeasure measure;
} Job;

static void
job_free (gpointer data)
{
  Job *self = data;

  g_object_unref (self->capture);
  g_free (self);
}

static GBytes *
make_levels (const guint64 *values,
             guint          n)
{
  guint8 *levels = g_malloc0 (n);
  guint64 peak = 0;

  for (guint i = 0; i < n; i++)
    peak = MAX (peak, values[i]);
  /* what there is at all is seen */
  for (guint i = 0; i < n && peak > 0; i++)
    levels[i] = values[i] > 0 ? (guint8) MAX (1, (double) values[i] / (double) peak * 255) : 0;

  return g_bytes_new_take (levels, n);
}

static gpointer
run (gpointer       source,
     gpointer       data,
     GCancellable  *cancellable,
     GError       **error)
{
  const Job *job = data;
  g_autofree guint64 *values = g_new (guint64, (gsize) job->n * job->n_columns + 1);
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);

  if (!pv_label_lines_run (job->capture, job->dimension, job->ids, job->n, job->span, job->n_columns, job->measure,
                           values, cancellable, error))
    return NULL;

  for (guint i = 0; i < job->n; i++)
    g_ptr_array_add (lines, make_levels (values + (gsize) i * job->n_columns, job->n_columns));

  return g_steal_pointer (&lines);
}

static const PvJob lines_job = { run, (GDestroyNotify) g_ptr_array_unref, job_free };

void
pv_label_lines_run_async (PvCapture            *capture,
                          PvDimension           dimension,
                          const guint32        *ids,
                          guint                 n,
                          PvSpan                span,
                          guint                 n_columns,
                          PvMeasure             measure,
                          GCancellable         *cancellable,
                          GAsyncReadyCallback   callback,
                          gpointer              user_data)
{
  Job *job;

  g_return_if_fail (PV_IS_CAPTURE (capture));
  g_return_if_fail (n <= PV_LABEL_LINES_MAX);

  job = g_new0 (Job, 1);
  job->capture = g_object_ref (capture);
  job->dimension = dimension;
  memcpy (job->ids, ids, sizeof *ids * n);
  job->n = n;
  job->span = span;
  job->n_columns = n_columns;
  job->measure = measure;

  pv_job_run_async (&lines_job, capture, job, cancellable, callback, user_data);
}

GPtrArray *
pv_label_lines_run_finish (GAsyncResult  *result,
                           GError       **error)
{
  return pv_job_run_finish (&lines_job, result, error);
}
