/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-tcp-summary.c: how well the TCP connections of a label do. */
#include "config.h"

#include "pv-tcp-summary.h"

#include <stdlib.h>

#include "pv-capture-private.h"
#include "pv-dimension-private.h"
#include "pv-error.h"
#include "pv-job.h"
#include "pv-query-private.h"

/* Whether the packet is one that is asked about. */
static gboolean
is_asked_for (PvCapture             *capture,
              const PvDimensionInfo *info,
              const PvQuery         *query,
              guint32                id,
              guint32                packet)
{
  guint32 labels[2];
  guint n;

  if (!pv_query_covers (capture, query, packet))
    return FALSE;
  if (id == PV_NO_ID)
    return TRUE;

  n = info->flow_labels (capture, pv_capture_get_flow (capture, packet), labels);

  return (n > 0 && labels[0] == id) || (n > 1 && labels[1] == id);
}

static int
compare_times (const void *a,
               const void *b)
{
  guint64 x = *(const guint64 *) a;
  guint64 y = *(const guint64 *) b;

  return x < y ? -1 : x > y;
}

/* The events of @kind among the packets [@first, @last). */
static void
find_events (const PvEvents *events,
             guint64         packets[2],
             guint64         range[2])
{
  range[0] = pv_events_find (events, packets[0]);
  range[1] = pv_events_find (events, packets[1]);
}

gboolean
pv_tcp_summary_make (PvCapture      *capture,
                     const PvQuery  *query,
                     guint32         id,
                     PvTcpSummary   *summary,
                     GError        **error)
{
  const PvEvents *troubles;
  const PvEvents *handshakes;
  const PvDimensionInfo *info;
  g_autofree guint64 *times = NULL;
  guint64 packets[2];
  guint64 range[2];
  guint64 n = 0;

  g_return_val_if_fail (PV_IS_CAPTURE (capture) && pv_on_demand_is_there (capture, PV_ON_DEMAND_TCP), FALSE);
  g_return_val_if_fail (query != NULL && pv_subset_is_of (&query->subset, capture), FALSE);

  info = pv_dimension_get_info (query->dimension);
  g_return_val_if_fail (info->counted == PV_COUNTED_FLOWS, FALSE);

  troubles = &capture->events[PV_EVENT_TCP_TROUBLE];
  handshakes = &capture->events[PV_EVENT_TCP_HANDSHAKE];
  *summary = (PvTcpSummary){ 0 };
  pv_query_find_events (capture, query, &packets[0], &packets[1]);

  find_events (troubles, packets, range);
  for (guint64 i = range[0]; i < range[1]; i++)
    {
      guint32 packet = pv_events_get_packet (troubles, i);
      guint32 flow = pv_capture_get_flow (capture, packet);

      if (is_asked_for (capture, info, query, id, packet))
        summary->n[pv_events_get_label (troubles, i)][pv_capture_is_from_client (capture, flow) ? 0 : 1]++;
    }

  find_events (handshakes, packets, range);
  times = g_try_new (guint64, MAX (range[1] - range[0], 1));
  if (times == NULL)
    {
      pv_error_set_no_memory (error);
      return FALSE;
    }
  for (guint64 i = range[0]; i < range[1]; i++)
    if (is_asked_for (capture, info, query, id, pv_events_get_packet (handshakes, i)))
      times[n++] = pv_events_get (handshakes, i).value;
  if (n > 0)
    {
      qsort (times, n, sizeof *times, compare_times);
      summary->n_handshakes = n;
      summary->handshake_ns = times[n / 2];
      summary->worst_handshake_ns = times[n - 1];
    }

  return TRUE;
}

typedef struct
{
  PvQuery query;
  guint32 id;
} ReadData;

static void
read_data_free (gpointer data)
{
  ReadData *self = data;

  pv_query_clear (&self->query);
  g_free (self);
}

static gpointer
read_summary (gpointer       source,
              gpointer       data,
              GCancellable  *cancellable,
              GError       **error)
{
  const ReadData *read_data = data;
  g_autofree PvTcpSummary *summary = g_new0 (PvTcpSummary, 1);

  if (!pv_on_demand_read (source, PV_ON_DEMAND_TCP, NULL, cancellable, error) ||
      !pv_tcp_summary_make (source, &read_data->query, read_data->id, summary, error))
    return NULL;

  return g_steal_pointer (&summary);
}

static const PvJob read_job = { read_summary, g_free, read_data_free };

void
pv_tcp_summary_read_async (PvCapture           *capture,
                           const PvQuery       *query,
                           guint32              id,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  ReadData *data;

  g_return_if_fail (PV_IS_CAPTURE (capture));
  g_return_if_fail (query != NULL);

  data = g_new0 (ReadData, 1);
  data->query = pv_query_copy (query);
  data->id = id;
  pv_job_run_async (&read_job, capture, data, cancellable, callback, user_data);
}

PvTcpSummary *
pv_tcp_summary_read_finish (GAsyncResult  *result,
                            GError       **error)
{
  return pv_job_run_finish (&read_job, result, error);
}
