/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-usual.c: what most packets are, in one step. It must find what layer after layer finds. */
#include "pv-usual.h"

#include "pv-quic-initial.h"
#include "pv-transport.h"

#define LINKTYPE_ETHERNET 1

#define ETHERNET_HEADER 14
#define IPV4_HEADER 20
#define IPV6_HEADER 40

#define TYPE_IPV4 0x0800
#define TYPE_IPV6 0x86dd

/* The lower bytes of all ports that say something: a bit each, in four words. */
#define OF_PORT(port, word) | ((port) / 64 % 4 == (word) ? G_GUINT64_CONSTANT (1) << (port) % 64 : 0)
#define OF_TUNNEL(port, layer, word) OF_PORT (port, word)
#define WORD(word) 0 PV_UDP_PORTS (OF_PORT, word) PV_TUNNEL_PORTS (OF_TUNNEL, word)

static const guint64 low_bytes[4] = { WORD (0), WORD (1), WORD (2), WORD (3) };

/* Whether datagrams from or to a port may say something; of one in a dozen that say nothing, too. */
static inline gboolean
may_say_something (guint16 port)
{
  return (low_bytes[port / 64 % 4] >> port % 64 & 1) != 0;
}

/* The ends of a packet. */
typedef struct
{
  const guint8 *source;
  const guint8 *destination;
  guint8 address_size;
} Ends;

/* @payload: from the TCP header on */
static inline gboolean
dissect_tcp (const Ends *ends,
             PvCursor   *payload,
             PvFacts    *facts,
             gboolean    all_segments)
{
  const guint8 *header = payload->data;
  guint length;

  if (payload->captured < PV_TCP_HEADER)
    return FALSE;

  length = (header[12] >> 4) * 4;
  facts->source_port = pv_peek_u16 (header);
  facts->destination_port = pv_peek_u16 (header + 2);
  if (length < PV_TCP_HEADER || payload->captured < length || facts->source_port == PV_PORT_DNS
      || facts->destination_port == PV_PORT_DNS)
    return FALSE;

  facts->is_syn = (header[13] & (PV_TCP_SYN | PV_TCP_ACK)) == PV_TCP_SYN;
  if (all_segments || G_UNLIKELY (pv_segment_is_of_interest (header, length, payload->captured)))
    {
      pv_cursor_skip (payload, length);
      pv_segment_note (facts, header, payload, ends->source, ends->destination, ends->address_size);
    }

  return TRUE;
}

/* @payload: from the UDP header on */
static inline gboolean
dissect_udp (const PvCursor *payload,
             PvFacts        *facts)
{
  const guint8 *header = payload->data;
  guint16 length;

  if (payload->captured < PV_UDP_HEADER)
    return FALSE;

  facts->source_port = pv_peek_u16 (header);
  facts->destination_port = pv_peek_u16 (header + 2);
  length = pv_peek_u16 (header + 4);

  return length >= PV_UDP_HEADER && !may_say_something (facts->source_port)
         && !may_say_something (facts->destination_port)
         && !pv_quic_begins (header + PV_UDP_HEADER, MIN (payload->captured, length) - PV_UDP_HEADER);
}

static inline gboolean
dissect (const PvRecord *record,
         PvFacts        *facts,
         gboolean        all_segments)
{
  const guint8 *header = record->data + ETHERNET_HEADER;
  guint header_length;
  guint32 length;
  PvCursor payload;
  guint16 type;
  Ends ends;

  if (record->link_type != LINKTYPE_ETHERNET || record->fcs_length != 0
      || record->captured_length < ETHERNET_HEADER + IPV4_HEADER)
    return FALSE;

  /* Some records claim to be more than the packet that they hold. */
  payload.wire = MAX (record->original_length, record->captured_length) - ETHERNET_HEADER;
  payload.captured = record->captured_length - ETHERNET_HEADER;
  payload.data = header;
  type = pv_peek_u16 (header - 2);
  if (G_LIKELY (type == TYPE_IPV4))
    {
      header_length = IPV4_HEADER;
      length = pv_peek_u16 (header + 2);
      if (header[0] != 0x45 || length < IPV4_HEADER || (pv_peek_u16 (header + 6) & 0x3fff) != 0)
        return FALSE;
      ends = (Ends){ header + 12, header + 16, 4 };
      facts->transport = header[9];
    }
  else
    {
      if (type != TYPE_IPV6 || payload.captured < IPV6_HEADER || header[0] >> 4 != 6)
        return FALSE;
      header_length = IPV6_HEADER;
      length = IPV6_HEADER + pv_peek_u16 (header + 4);
      if (length == IPV6_HEADER)
        return FALSE;
      ends = (Ends){ header + 8, header + 24, 16 };
      facts->transport = header[6];
    }

  pv_cursor_limit (&payload, length);
  pv_cursor_skip (&payload, header_length);

  facts->source = ends.source;
  facts->destination = ends.destination;
  facts->address_size = ends.address_size;
  facts->ip_bytes = length;
  facts->link_protocol = type;
  facts->skip = PV_SKIP_NONE;
  facts->has_ports = TRUE;
  pv_usual_clear_found (facts);

  if (facts->transport == IPPROTO_TCP)
    return dissect_tcp (&ends, &payload, facts, all_segments);

  return facts->transport == IPPROTO_UDP && dissect_udp (&payload, facts);
}

gboolean
pv_usual_dissect (const PvRecord *record,
                  PvFacts        *facts)
{
  return dissect (record, facts, FALSE);
}

gboolean
pv_usual_dissect_segment (const PvRecord *record,
                          PvFacts        *facts)
{
  return dissect (record, facts, TRUE);
}
