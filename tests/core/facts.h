/* SPDX-License-Identifier: GPL-3.0-or-later */
/* facts.h: whether two dissections found the same. */
#pragma once

#include <netinet/in.h>

#include "pv-layer.h"
#include "pv-usual.h"

static inline gboolean
segments_are_alike (const PvTcpSegment *a,
                    const PvTcpSegment *b)
{
  return a->client == b->client && a->server == b->server && a->address_size == b->address_size
         && a->flags == b->flags && a->group == b->group && a->client_port == b->client_port
         && a->server_port == b->server_port && a->window == b->window && a->sequence == b->sequence
         && a->acknowledged == b->acknowledged && a->payload == b->payload
         && a->payload_length == b->payload_length && a->wire_length == b->wire_length;
}

static inline gboolean
datagrams_are_alike (const PvDatagram *a,
                     const PvDatagram *b)
{
  return a->source == b->source && a->destination == b->destination && a->address_size == b->address_size
         && a->source_port == b->source_port && a->destination_port == b->destination_port
         && a->payload == b->payload && a->payload_length == b->payload_length && a->wire_length == b->wire_length;
}

/* Whatever else is in them, where that means nothing. */
static inline gboolean
facts_are_alike (const PvFacts *a,
                 const PvFacts *b)
{
  gboolean has_question = a->has_lookup || a->has_answer;

  return a->source == b->source && a->destination == b->destination && a->address_size == b->address_size
         && a->skip == b->skip && a->transport == b->transport && a->source_port == b->source_port
         && a->destination_port == b->destination_port && a->link_protocol == b->link_protocol
         && a->has_ports == b->has_ports && a->is_syn == b->is_syn && a->has_lookup == b->has_lookup
         && a->has_answer == b->has_answer && a->has_segment == b->has_segment
         && a->has_datagram == b->has_datagram && a->has_fragment == b->has_fragment && a->ip_bytes == b->ip_bytes
         && (!has_question || (a->lookup_kind == b->lookup_kind && a->question == b->question
                               && a->question_length == b->question_length))
         && (!a->has_segment || segments_are_alike (&a->segment, &b->segment))
         && (!a->has_datagram || datagrams_are_alike (&a->datagram, &b->datagram));
}

/* Whether what pv_usual_read() sees in a record, if it does, is what layer after layer finds. @segments: with each
 * segment */
static inline gboolean
usual_is_alike (const PvRecord *record,
                const PvFacts  *segments)
{
  PvUsual usual;
  PvFacts layers;

  if (!pv_usual_read (record, &usual))
    return TRUE;

  pv_dissect_layers (record, &layers, FALSE);

  return usual.address_size == layers.address_size && usual.addresses == layers.source
         && usual.addresses + usual.address_size == layers.destination && usual.transport == layers.transport
         && layers.has_ports && usual.ports == ((guint32) layers.source_port << 16 | layers.destination_port)
         && usual.ip_bytes == layers.ip_bytes && layers.skip == PV_SKIP_NONE && !layers.has_lookup
         && !layers.has_answer && !layers.has_datagram && !layers.has_fragment
         && (pv_usual_says_something (&usual) != 0) == (layers.has_segment != 0)
         && (pv_usual_says_something (&usual) || !layers.is_syn)
         && (usual.transport != IPPROTO_TCP
             || (segments->has_segment && usual.header + usual.header_length == segments->segment.payload
                 && usual.captured - usual.header_length == segments->segment.payload_length));
}
