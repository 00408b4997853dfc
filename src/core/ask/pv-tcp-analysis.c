/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-tcp-analysis.c: how well a capture's TCP connections do. */
#include "config.h"

#include "pv-tcp-analysis.h"

#include <netinet/in.h>
#include <stdlib.h>

#include "pv-capture-private.h"
#include "pv-dimension-private.h"
#include "pv-error.h"
#include "pv-job.h"
#include "pv-pass.h"
#include "pv-query-private.h"
#include "pv-vector.h"

/* A packet with trouble. */
typedef struct
{
  guint32 packet;
  guint32 troubles;
} Event;

/* A connection whose handshake was captured, by the flow of its first SYN. */
typedef struct
{
  guint32 flow;
  guint32 packet;
  guint64 ns;
} Handshake;

struct _PvTcpAnalysis
{
  gatomicrefcount ref_count;
  PvCapture *capture;
  PvVector events;     /* of Event, in packet order */
  PvVector handshakes; /* of Handshake */
};

typedef struct
{
  PvTcpAnalysis *analysis;
  PvTcpSide *sides; /* by flow */
} Reading;

PvTcpAnalysis *
pv_tcp_analysis_ref (PvTcpAnalysis *self)
{
  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

void
pv_tcp_analysis_unref (PvTcpAnalysis *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_object_unref (self->capture);
  pv_vector_clear (&self->events);
  pv_vector_clear (&self->handshakes);
  g_free (self);
}

static gboolean
add_event (PvTcpAnalysis  *self,
           guint32         packet,
           guint           troubles,
           GError        **error)
{
  Event *event = pv_vector_append (&self->events, sizeof *event, 1);

  if (event == NULL)
    {
      pv_error_set_no_memory (error);
      return FALSE;
    }
  *event = (Event){ packet, troubles };

  return TRUE;
}

static gboolean
add_handshake (PvTcpAnalysis  *self,
               guint32         flow,
               guint32         packet,
               guint64         ns,
               GError        **error)
{
  Handshake *handshake = pv_vector_append (&self->handshakes, sizeof *handshake, 1);

  if (handshake == NULL)
    {
      pv_error_set_no_memory (error);
      return FALSE;
    }
  *handshake = (Handshake){ flow, packet, ns };

  return TRUE;
}

static gboolean
follow (Reading             *self,
        guint32              packet,
        const PvTcpSegment  *segment,
        gint64               time_ns,
        GError             **error)
{
  PvCapture *capture = self->analysis->capture;
  guint32 flow = pv_capture_get_flow (capture, packet);
  guint32 reverse = __atomic_load_n (&pv_flow_table_get (capture->flows, flow)->reverse, __ATOMIC_RELAXED);
  PvTcpSide none = { 0 };
  PvTcpSide *sender = &self->sides[flow];
  PvTcpSide *receiver = reverse != PV_NO_ID ? &self->sides[reverse] : &none;
  guint64 known = receiver->handshake_ns;
  guint troubles = pv_tcp_track (sender, receiver, segment, time_ns);

  if (reverse != PV_NO_ID && receiver->handshake_ns != known && receiver->handshake_ns > 0 &&
      !add_handshake (self->analysis, reverse, packet, receiver->handshake_ns, error))
    return FALSE;

  return troubles == 0 || add_event (self->analysis, packet, troubles, error);
}

static gpointer
reading_begin (gpointer data)
{
  return data;
}

static gboolean
reading_work (gpointer         data,
              const PvBatch   *batch,
              guint64          first,
              GError         **error)
{
  Reading *self = data;
  PvCapture *capture = self->analysis->capture;

  if (!pv_capture_check_batch (capture, batch, first, error))
    return FALSE;

  for (gsize i = 0; i < batch->n_records; i++)
    {
      PvFacts facts;

      pv_dissect_segment (&batch->records[i], &facts);
      /* not one in a tunnel: flows are of the outermost addresses */
      if (facts.has_segment && facts.transport == IPPROTO_TCP && facts.segment.client == facts.source &&
          !follow (self, (guint32) pv_capture_get_number (capture, first + i), &facts.segment,
                   batch->records[i].time_ns, error))
        return FALSE;
    }

  return TRUE;
}

static void
reading_end (gpointer data)
{
}

static int
compare_events (const void *a,
                const void *b)
{
  const Event *x = a;
  const Event *y = b;

  return x->packet < y->packet ? -1 : x->packet > y->packet;
}

PvTcpAnalysis *
pv_tcp_analysis_read (PvCapture     *capture,
                      PvProgress    *progress,
                      GCancellable  *cancellable,
                      GError       **error)
{
  static const PvPassFuncs funcs = { .begin = reading_begin, .work = reading_work, .end = reading_end };
  g_autoptr (PvTcpAnalysis) self = NULL;
  g_autoptr (PvMerge) merge = NULL;
  g_autofree PvTcpSide *sides = NULL;
  Reading reading;
  guint64 n_read;

  g_return_val_if_fail (PV_IS_CAPTURE (capture) && pv_capture_get_settled (capture), NULL);

  merge = pv_capture_open_again (capture, progress, cancellable, error);
  if (merge == NULL)
    return NULL;

  self = g_new0 (PvTcpAnalysis, 1);
  g_atomic_ref_count_init (&self->ref_count);
  self->capture = g_object_ref (capture);
  sides = g_try_new0 (PvTcpSide, MAX (pv_flow_table_get_n (capture->flows), 1));
  if (sides == NULL)
    {
      pv_error_set_no_memory (error);
      return NULL;
    }

  /* in the order of the file: each segment is judged by those before it */
  reading = (Reading){ self, sides };
  if (!pv_pass_run (merge, &funcs, &reading, 1, &n_read, progress != NULL ? &progress->bytes_read : NULL, cancellable,
                    error) ||
      !pv_capture_check_end (capture, n_read, error))
    return NULL;

  if (capture->new_numbers != NULL && self->events.n > 0)
    qsort (&pv_vector_index (&self->events, Event, 0), self->events.n, sizeof (Event), compare_events);

  return g_steal_pointer (&self);
}

static gpointer
read_analysis (gpointer       source,
               gpointer       data,
               GCancellable  *cancellable,
               GError       **error)
{
  return pv_tcp_analysis_read (source, data, cancellable, error);
}

static const PvJob read_job = { read_analysis, (GDestroyNotify) pv_tcp_analysis_unref, NULL };

void
pv_tcp_analysis_read_async (PvCapture           *capture,
                            PvProgress          *progress,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  g_return_if_fail (PV_IS_CAPTURE (capture));

  pv_job_run_async (&read_job, capture, progress, cancellable, callback, user_data);
}

PvTcpAnalysis *
pv_tcp_analysis_read_finish (GAsyncResult  *result,
                             GError       **error)
{
  return pv_job_run_finish (&read_job, result, error);
}

/* Whether the packet is one that the query is about. */
static gboolean
is_asked_for (PvCapture             *capture,
              const PvDimensionInfo *info,
              const PvQuery         *query,
              guint32                id,
              guint32                packet,
              guint32                flow)
{
  guint32 labels[2];
  guint n;

  if (query->has_span && !pv_span_contains (&query->span, pv_capture_get_time (capture, packet)))
    return FALSE;
  if (!pv_query_covers (capture, query, packet))
    return FALSE;
  if (id == PV_NO_ID)
    return TRUE;

  n = info->flow_labels (capture, flow, labels);

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

gboolean
pv_tcp_analysis_summarise (PvTcpAnalysis  *self,
                           const PvQuery  *query,
                           guint32         id,
                           PvTcpSummary   *summary,
                           GError        **error)
{
  const PvDimensionInfo *info;
  g_autofree guint64 *times = NULL;
  guint64 n = 0;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (query != NULL && pv_subset_is_of (&query->subset, self->capture), FALSE);

  info = pv_dimension_get_info (query->dimension);
  g_return_val_if_fail (info->counted == PV_COUNTED_FLOWS, FALSE);

  *summary = (PvTcpSummary){ 0 };
  for (gsize i = 0; i < self->events.n; i++)
    {
      const Event *event = &pv_vector_index (&self->events, Event, i);
      guint32 flow = pv_capture_get_flow (self->capture, event->packet);
      guint direction;

      if (!is_asked_for (self->capture, info, query, id, event->packet, flow))
        continue;

      direction = pv_flow_table_is_from_client (self->capture->flows, flow) ? 0 : 1;
      for (guint trouble = 0; trouble < PV_N_TCP_TROUBLES; trouble++)
        summary->n[trouble][direction] += event->troubles >> trouble & 1;
    }

  times = g_try_new (guint64, MAX (self->handshakes.n, 1));
  if (times == NULL)
    {
      pv_error_set_no_memory (error);
      return FALSE;
    }
  for (gsize i = 0; i < self->handshakes.n; i++)
    {
      const Handshake *handshake = &pv_vector_index (&self->handshakes, Handshake, i);

      if (is_asked_for (self->capture, info, query, id, handshake->packet, handshake->flow))
        times[n++] = handshake->ns;
    }
  if (n > 0)
    {
      qsort (times, n, sizeof *times, compare_times);
      summary->n_handshakes = n;
      summary->handshake_ns = times[n / 2];
      summary->worst_handshake_ns = times[n - 1];
    }

  return TRUE;
}

const char *
pv_tcp_trouble_get_code (PvTcpTrouble trouble)
{
  static const char *const codes[PV_N_TCP_TROUBLES] = {
    [PV_TCP_RETRANSMISSION] = "retransmission", [PV_TCP_OUT_OF_ORDER] = "out_of_order",
    [PV_TCP_MISSING] = "missing",               [PV_TCP_DUPLICATE_ACK] = "duplicate_ack",
    [PV_TCP_ZERO_WINDOW] = "zero_window",       [PV_TCP_RESET] = "reset",
  };

  g_return_val_if_fail (trouble < PV_N_TCP_TROUBLES, NULL);

  return codes[trouble];
}
