/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-transport.c: UDP (RFC 768) and TCP (RFC 9293): ports, lookups, and tunnels that ports name. */
#include "pv-layer.h"

#include "pv-quic-initial.h"
#include "pv-transport.h"

#define DNS_HEADER 12

/* What a UDP port's datagrams hold: a tunnel's header, or nothing of interest here. */
static PvLayer
find_tunnel (guint16 port)
{
#define LAYER_OF(port, layer, with) case port: return PV_LAYER_##layer;
  switch (port)
    {
    PV_TUNNEL_PORTS (LAYER_OF, )
    default:
      return PV_LAYER_END;
    }
#undef LAYER_OF
}

/* A message with opcode 0 (RFC 1035, section 4.1.1): a lookup where QR = 0 and it has questions, an
 * answer where QR = 1. */
static PvLayer
note_message (PvDissection *self,
              PvLookupKind  kind)
{
  PvFacts *facts = self->facts;
  const guint8 *message = self->cursor.data;

  if (!pv_cursor_has (&self->cursor, DNS_HEADER))
    return PV_LAYER_END;

  facts->has_lookup = (message[2] & 0xf8) == 0 && pv_peek_u16 (message + 4) != 0;
  facts->has_answer = (message[2] & 0xf8) == 0x80;
  if (facts->has_lookup || facts->has_answer)
    {
      facts->lookup_kind = kind;
      facts->question = message;
      facts->question_length = self->cursor.captured;
    }

  return PV_LAYER_END;
}

static void
note_datagram (PvDissection *self,
               const guint8 *source,
               const guint8 *destination,
               guint8        address_size,
               guint16       source_port,
               guint16       destination_port)
{
  PvDatagram *datagram = &self->facts->datagram;

  datagram->source = source;
  datagram->destination = destination;
  datagram->address_size = address_size;
  datagram->source_port = source_port;
  datagram->destination_port = destination_port;
  datagram->payload = self->cursor.data;
  datagram->payload_length = self->cursor.captured;
  datagram->wire_length = self->cursor.wire;
  self->facts->has_datagram = TRUE;
}

static inline PvLayer
dissect_udp (PvDissection *self,
             const guint8 *source_address,
             const guint8 *destination_address,
             guint8        address_size)
{
  PvCursor *cursor = &self->cursor;
  const guint8 *header = cursor->data;
  guint16 source;
  guint16 destination;
  guint16 low;
  guint16 high;
  guint16 length;
  PvLayer layer;

  if (!pv_cursor_has (cursor, PV_UDP_HEADER))
    return PV_LAYER_END;

  source = pv_peek_u16 (header);
  destination = pv_peek_u16 (header + 2);
  length = pv_peek_u16 (header + 4);
  if (G_LIKELY (length >= PV_UDP_HEADER))
    pv_cursor_limit (cursor, length);
  else if (length != 0 || address_size != 16)
    return PV_LAYER_END;
  /* Datagrams too long for the length field, over IPv6 (RFC 2675, section 4), leave it 0. */

  pv_cursor_skip (cursor, PV_UDP_HEADER);

  /* Services have the lower ports. */
  low = MIN (source, destination);
  high = MAX (source, destination);
  if (low == PV_PORT_DNS || high == PV_PORT_DNS)
    {
      note_datagram (self, source_address, destination_address, address_size, source, destination);
      return note_message (self, PV_LOOKUP_DNS);
    }

  layer = find_tunnel (low);
  if (G_UNLIKELY (layer != PV_LAYER_END))
    return layer;
  if (low == PV_PORT_MDNS || high == PV_PORT_MDNS || low == PV_PORT_LLMNR || high == PV_PORT_LLMNR)
    {
      layer = note_message (self, low == PV_PORT_MDNS || high == PV_PORT_MDNS ? PV_LOOKUP_MDNS : PV_LOOKUP_LLMNR);
      if (self->facts->has_answer)
        note_datagram (self, source_address, destination_address, address_size, source, destination);
      return layer;
    }

  layer = find_tunnel (high);
  if (G_LIKELY (layer == PV_LAYER_END)
      && G_UNLIKELY (pv_quic_begins (cursor->data, cursor->captured) || destination == PV_PORT_SSDP || low == PV_PORT_DHCP
                     || low == PV_PORT_NETBIOS || self->all_datagrams))
    note_datagram (self, source_address, destination_address, address_size, source, destination);

  return layer;
}

/* A segment from port 53 may be in the middle of a message; but hardly where its first two bytes, as a
 * message's length prefix (RFC 7766, section 8), say that it is all of one. */
static PvLayer
dissect_tcp_answer (PvDissection *self)
{
  PvCursor *cursor = &self->cursor;

  if (!pv_cursor_has (cursor, 2 + DNS_HEADER) || pv_peek_u16 (cursor->data) + 2u != cursor->wire ||
      (cursor->data[4] & 0x80) == 0)
    return PV_LAYER_END;

  pv_cursor_skip (cursor, 2);

  return note_message (self, PV_LOOKUP_DNS);
}

static inline PvLayer
dissect_tcp (PvDissection *self,
             const guint8 *source,
             const guint8 *destination,
             guint8        address_size)
{
  PvCursor *cursor = &self->cursor;
  const guint8 *header = cursor->data;
  guint16 source_port;
  guint16 destination_port;
  guint length;

  if (!pv_cursor_has (cursor, PV_TCP_HEADER))
    return PV_LAYER_END;

  source_port = pv_peek_u16 (header);
  destination_port = pv_peek_u16 (header + 2);
  length = (header[12] >> 4) * 4;
  if (length < PV_TCP_HEADER || !pv_cursor_has (cursor, length))
    return PV_LAYER_END;
  if (G_LIKELY (source_port != PV_PORT_DNS && destination_port != PV_PORT_DNS && !self->all_segments
                && !pv_segment_is_of_interest (header, length, cursor->captured)))
    return PV_LAYER_END;

  pv_cursor_skip (cursor, length);
  pv_segment_note (self->facts, header, cursor, source, destination, address_size);

  return source_port == PV_PORT_DNS && destination_port != PV_PORT_DNS ? dissect_tcp_answer (self) : PV_LAYER_END;
}

PvLayer
pv_transport_dissect (PvDissection *self,
                      guint8        protocol,
                      const guint8 *source,
                      const guint8 *destination,
                      guint8        address_size)
{
  PvCursor *cursor = &self->cursor;
  PvFacts *facts = self->facts;

  /* Whether this is the header after the outermost IP header. */
  if (G_LIKELY (facts->source == source))
    {
      facts->transport = protocol;
      switch (protocol)
        {
        case IPPROTO_TCP:
        case IPPROTO_UDP:
        case IPPROTO_SCTP:
        case IPPROTO_DCCP:
        case IPPROTO_UDPLITE:
          if (pv_cursor_has (cursor, 4))
            {
              facts->source_port = pv_peek_u16 (cursor->data);
              facts->destination_port = pv_peek_u16 (cursor->data + 2);
              facts->has_ports = TRUE;
            }
          if (protocol == IPPROTO_TCP && pv_cursor_has (cursor, 14))
            facts->is_syn = (cursor->data[13] & (PV_TCP_SYN | PV_TCP_ACK)) == PV_TCP_SYN;
          break;
        default:
          break;
        }
    }

  switch (protocol)
    {
    case IPPROTO_TCP:
      return dissect_tcp (self, source, destination, address_size);
    case IPPROTO_UDP:
      return dissect_udp (self, source, destination, address_size);
    case IPPROTO_IPIP:
      return PV_LAYER_IPV4;
    case IPPROTO_IPV6:
      return PV_LAYER_IPV6;
    case IPPROTO_GRE:
      return PV_LAYER_GRE;
    case IPPROTO_MPLS:
      return PV_LAYER_MPLS;
    case 97: /* EtherIP (RFC 3378): two bytes of version */
      return pv_dissection_take (self, 2) != NULL ? PV_LAYER_ETHERNET : PV_LAYER_END;
    case 143: /* Ethernet (RFC 8986) */
      return PV_LAYER_ETHERNET;
    default:
      return PV_LAYER_END;
    }
}
