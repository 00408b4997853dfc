/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-tcp-events.c: what goes wrong on a capture's TCP connections, as events. */
#include "config.h"

#include "pv-tcp-events.h"

#include <netinet/in.h>
#include <stdlib.h>

#include "pv-capture-private.h"
#include "pv-error.h"
#include "pv-tcp-track.h"
#include "pv-vector.h"

typedef struct
{
  PvCapture *capture;
  PvTcpSide *sides; /* by flow */
  /* of PvEvent, in the order of the file */
  PvVector troubles;
  PvVector handshakes;
} Reading;

static void
reading_clear (Reading *self)
{
  pv_vector_clear (&self->troubles);
  pv_vector_clear (&self->handshakes);
  g_free (self->sides);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Reading, reading_clear)

/* FALSE where memory is out. */
static gboolean
add (PvVector *events,
     guint32   packet,
     guint32   label,
     guint64   value)
{
  PvEvent *event = pv_vector_append (events, sizeof *event, 1);

  if (event != NULL)
    *event = (PvEvent){ packet, label, value };

  return event != NULL;
}

/* FALSE where memory is out. */
static gboolean
follow (Reading            *self,
        guint32             packet,
        const PvTcpSegment *segment,
        gint64              time_ns)
{
  PvCapture *capture = self->capture;
  guint32 flow = pv_capture_get_flow (capture, packet);
  guint32 reverse = __atomic_load_n (&pv_flow_table_get (capture->flows, flow)->reverse, __ATOMIC_RELAXED);
  PvTcpSide nobody = { 0 };
  PvTcpSide *sender = &self->sides[flow];
  PvTcpSide *receiver = reverse != PV_NO_ID ? &self->sides[reverse] : &nobody;
  guint64 known = receiver->handshake_ns;
  guint troubles = pv_tcp_track (sender, receiver, segment, time_ns);

  if (receiver->handshake_ns != known && receiver->handshake_ns > 0 &&
      !add (&self->handshakes, packet, PV_NO_ID, receiver->handshake_ns))
    return FALSE;

  for (guint32 trouble = 0; trouble < PV_N_TCP_TROUBLES; trouble++)
    if ((troubles >> trouble & 1) != 0 && !add (&self->troubles, packet, trouble, 0))
      return FALSE;

  return TRUE;
}

static gboolean
add_segments (gpointer        data,
              const PvBatch  *batch,
              guint64         first,
              GError        **error)
{
  Reading *self = data;

  for (gsize i = 0; i < batch->n_records; i++)
    {
      PvFacts facts;

      pv_dissect_segment (&batch->records[i], &facts);
      /* not one in a tunnel: flows are of the outermost addresses */
      if (facts.has_segment && facts.transport == IPPROTO_TCP && facts.segment.client == facts.source &&
          !follow (self, (guint32) pv_capture_get_number (self->capture, first + i), &facts.segment,
                   batch->records[i].time_ns))
        {
          pv_error_set_no_memory (error);
          return FALSE;
        }
    }

  return TRUE;
}

gboolean
pv_tcp_events_read (PvCapture     *capture,
                    PvEvents      *events,
                    PvProgress    *progress,
                    GCancellable  *cancellable,
                    GError       **error)
{
  g_autoptr (PvMerge) merge = pv_capture_open_again (capture, progress, cancellable, error);
  gboolean are_sorted = capture->new_numbers == NULL;
  g_auto (Reading) reading = { .capture = capture };

  if (merge == NULL)
    return FALSE;

  reading.sides = g_try_new0 (PvTcpSide, MAX (pv_flow_table_get_n (capture->flows), 1));
  if (reading.sides == NULL)
    {
      pv_error_set_no_memory (error);
      return FALSE;
    }

  if (!pv_capture_read_again (capture, merge, add_segments, &reading, progress, cancellable, error))
    return FALSE;

  if (!pv_events_append_found (&events[PV_EVENT_TCP_TROUBLE], &reading.troubles, are_sorted) ||
      !pv_events_append_found (&events[PV_EVENT_TCP_HANDSHAKE], &reading.handshakes, are_sorted))
    {
      pv_error_set_no_memory (error);
      return FALSE;
    }

  return TRUE;
}
