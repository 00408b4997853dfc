/* SPDX-License-Identifier: GPL-3.0-or-later */
/* facts.h: whether two dissections found the same. */
#pragma once

#include "pv-dissect.h"

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
