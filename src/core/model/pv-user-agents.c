/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-user-agents.c: which programs a capture's HTTP requests say they are of, as events. */
#include "config.h"

#include "pv-user-agents.h"

#include <stdlib.h>

#include "pv-capture-private.h"
#include "pv-error.h"
#include "pv-http-request.h"
#include "pv-stream-follower.h"
#include "pv-vector.h"

#define PORT_SSDP 1900

typedef struct
{
  PvCapture *capture;
  PvStreamFollower *follower;
  PvVector found; /* of PvEvent, in the order of the file */
  guint32 packet; /* that is read at the moment */
  gboolean full; /* something had no place */
} Reading;

static void
reading_clear (Reading *self)
{
  if (self->follower != NULL)
    pv_stream_follower_free (self->follower);
  pv_vector_clear (&self->found);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Reading, reading_clear)

static void
on_request (const PvHttpRequest *request,
            gpointer             user_data)
{
  Reading *self = user_data;
  char agent[PV_HTTP_AGENT_MAX];
  gsize length = pv_http_request_write_agent (request, agent);
  PvEvent *event;
  guint32 id;

  if (length == 0)
    return;

  id = pv_label_table_add (self->capture->agents, (const guint8 *) agent, length);
  event = id != PV_NO_ID ? pv_vector_append (&self->found, sizeof *event, 1) : NULL;
  if (event != NULL)
    *event = (PvEvent){ self->packet, id, 0 };
  else
    self->full = TRUE;
}

static void
on_dns_message (const guint8 *message,
                gsize         length,
                gpointer      user_data)
{
}

static void
on_client_hello (const PvTlsClientHello *hello,
                 gpointer                user_data)
{
}

static void
read_segment (Reading        *self,
              const PvRecord *record,
              guint16         group)
{
  static const PvStreamFuncs funcs = { on_dns_message, on_client_hello, on_request };
  PvFacts facts;

  pv_dissect_segment (record, &facts);
  if (!facts.has_segment || !pv_stream_follower_says_something (&facts.segment))
    return;

  facts.segment.group = group;
  pv_stream_follower_add (self->follower, &facts.segment, pv_stream_follower_hash (self->follower, &facts.segment), &funcs,
                          self);
}

/* What needs no other datagram: SSDP. */
static void
read_datagram (Reading          *self,
               const PvDatagram *datagram)
{
  const PvCursor stream = { datagram->payload, datagram->payload_length, datagram->wire_length };
  PvHttpRequest request;
  PvParse parse = pv_http_request_read (&stream, &request);

  if (parse == PV_PARSE_WHOLE || parse == PV_PARSE_CUT)
    on_request (&request, self);
}

static gboolean
find_agents (gpointer        data,
             const PvBatch  *batch,
             guint64         first,
             GError        **error)
{
  Reading *self = data;
  const PvStreamWanted *wanted = pv_stream_follower_get_wanted (self->follower);

  for (gsize i = 0; i < batch->n_records && !self->full; i++)
    {
      const PvRecord *record = &batch->records[i];
      guint16 group;
      PvFacts facts;

      self->packet = (guint32) pv_capture_get_number (self->capture, first + i);
      group = (guint16) pv_capture_get_flow (self->capture, self->packet);
      pv_dissect (record, &facts);
      if (facts.has_segment || pv_stream_wanted_has (wanted, group))
        read_segment (self, record, group);
      else if (facts.has_datagram && facts.datagram.destination_port == PORT_SSDP)
        read_datagram (self, &facts.datagram);
    }

  if (self->full)
    pv_error_set_no_memory (error);

  return !self->full;
}

gboolean
pv_user_agents_read (PvCapture     *capture,
                     PvEvents      *events,
                     PvProgress    *progress,
                     GCancellable  *cancellable,
                     GError       **error)
{
  g_autoptr (PvMerge) merge = pv_capture_open_again (capture, progress, cancellable, error);
  g_auto (Reading) reading = { .capture = capture };

  if (merge == NULL)
    return FALSE;

  reading.follower = pv_stream_follower_new ();
  if (reading.follower == NULL)
    {
      pv_error_set_no_memory (error);
      return FALSE;
    }

  if (!pv_capture_read_again (capture, merge, find_agents, &reading, progress, cancellable, error))
    return FALSE;

  if (!pv_events_append_found (events, &reading.found, capture->new_numbers == NULL))
    {
      pv_error_set_no_memory (error);
      return FALSE;
    }

  return TRUE;
}
