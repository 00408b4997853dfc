/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-ip.c: IPv4 (RFC 791), IPv6 (RFC 8200) and the ports of what they carry. */
#include "pv-layer.h"

#include <netinet/in.h>

#define IPV4_HEADER 20
#define IPV6_HEADER 40
#define UDP_HEADER 8
#define TCP_HEADER 20

#define PORT_DNS 53
#define PORT_MDNS 5353
#define PORT_LLMNR 5355

/* Notes the outermost IP header. */
static inline void
note_ip (PvFacts      *facts,
         const guint8 *source,
         const guint8 *destination,
         guint8        address_size,
         guint32       ip_bytes)
{
  if (facts->address_size != 0)
    return;

  facts->source = source;
  facts->destination = destination;
  facts->address_size = address_size;
  facts->ip_bytes = ip_bytes;
}

static PvLayer
dissect_udp (PvDissection *self,
             gboolean      outermost)
{
  PvCursor *cursor = &self->cursor;
  guint16 source;
  guint16 destination;

  if (!pv_cursor_has (cursor, UDP_HEADER))
    return PV_LAYER_END;

  source = pv_peek_u16 (cursor->data);
  destination = pv_peek_u16 (cursor->data + 2);

  if (source == PORT_DNS || destination == PORT_DNS)
    self->facts->lookup_kind = PV_LOOKUP_DNS;
  else if (source == PORT_MDNS || destination == PORT_MDNS)
    self->facts->lookup_kind = PV_LOOKUP_MDNS;
  else if (source == PORT_LLMNR || destination == PORT_LLMNR)
    self->facts->lookup_kind = PV_LOOKUP_LLMNR;
  else
    return PV_LAYER_END;

  pv_cursor_skip (cursor, UDP_HEADER);
  self->facts->question = cursor->data;
  self->facts->question_length = cursor->captured;
  self->facts->has_lookup = pv_cursor_has (cursor, 12) && (cursor->data[2] & 0xf8) == 0;

  return PV_LAYER_END;
}

static PvLayer
dissect_tcp (PvDissection *self,
             const guint8 *source,
             const guint8 *destination,
             guint8        address_size)
{
  PvCursor *cursor = &self->cursor;
  PvTcpSegment *segment = &self->facts->segment;
  guint header_length;

  if (!pv_cursor_has (cursor, TCP_HEADER) || pv_peek_u16 (cursor->data + 2) != PORT_DNS)
    return PV_LAYER_END;

  header_length = (cursor->data[12] >> 4) * 4;
  if (header_length < TCP_HEADER || !pv_cursor_has (cursor, header_length))
    return PV_LAYER_END;

  segment->client = source;
  segment->server = destination;
  segment->address_size = address_size;
  segment->client_port = pv_peek_u16 (cursor->data);
  segment->flags = cursor->data[13];
  /* A SYN takes a sequence number of its own (RFC 9293, section 3.4). */
  segment->sequence = pv_peek_u32 (cursor->data + 4) + ((segment->flags & 0x02) != 0);
  pv_cursor_skip (cursor, header_length);
  segment->payload = cursor->data;
  segment->payload_length = cursor->captured;
  segment->wire_length = cursor->wire;
  self->facts->has_segment = TRUE;

  return PV_LAYER_END;
}

static PvLayer
dissect_transport (PvDissection *self,
                   guint8        protocol,
                   const guint8 *source,
                   const guint8 *destination,
                   guint8        address_size)
{
  PvCursor *cursor = &self->cursor;
  PvFacts *facts = self->facts;
  gboolean outermost = facts->source == source;

  if (outermost)
    facts->transport = protocol;

  switch (protocol)
    {
    case IPPROTO_UDP:
    case IPPROTO_TCP:
    case IPPROTO_SCTP:
    case IPPROTO_DCCP:
    case IPPROTO_UDPLITE:
      if (outermost && pv_cursor_has (cursor, 4))
        {
          facts->source_port = pv_peek_u16 (cursor->data);
          facts->destination_port = pv_peek_u16 (cursor->data + 2);
        }
      break;
    default:
      break;
    }

  switch (protocol)
    {
    case IPPROTO_UDP:
      return dissect_udp (self, outermost);
    case IPPROTO_TCP:
      return dissect_tcp (self, source, destination, address_size);
    case IPPROTO_IPIP:
      return PV_LAYER_IPV4;
    case IPPROTO_IPV6:
      return PV_LAYER_IPV6;
    default:
      return PV_LAYER_END;
    }
}

PvLayer
pv_ip_dissect (PvDissection *self)
{
  if (!pv_cursor_has (&self->cursor, 1))
    return pv_dissection_stop_short (self, 1);

  switch (self->cursor.data[0] >> 4)
    {
    case 4:
      return PV_LAYER_IPV4;
    case 6:
      return PV_LAYER_IPV6;
    default:
      return pv_dissection_stop (self, PV_SKIP_BAD_IP_HEADER);
    }
}

PvLayer
pv_ipv4_dissect (PvDissection *self)
{
  PvCursor *cursor = &self->cursor;
  const guint8 *header = cursor->data;
  guint32 header_length;
  guint32 total_length;

  if (!pv_cursor_has (cursor, IPV4_HEADER))
    return pv_dissection_stop_short (self, IPV4_HEADER);
  if (header[0] >> 4 != 4)
    return header[0] >> 4 == 6 ? PV_LAYER_IPV6 : pv_dissection_stop (self, PV_SKIP_BAD_IP_HEADER);

  header_length = (header[0] & 0x0f) * 4;
  total_length = pv_peek_u16 (header + 2);
  if (total_length == 0)
    total_length = cursor->wire;
  if (header_length < IPV4_HEADER || total_length < header_length)
    return pv_dissection_stop (self, PV_SKIP_BAD_IP_HEADER);

  note_ip (self->facts, header + 12, header + 16, 4, total_length);

  if ((pv_peek_u16 (header + 6) & 0x1fff) != 0 || !pv_cursor_has (cursor, header_length))
    return PV_LAYER_END;

  pv_cursor_limit (cursor, total_length);
  pv_cursor_skip (cursor, header_length);

  return dissect_transport (self, header[9], header + 12, header + 16, 4);
}

PvLayer
pv_ipv6_dissect (PvDissection *self)
{
  PvCursor *cursor = &self->cursor;
  const guint8 *header = cursor->data;
  guint32 payload_length;

  if (!pv_cursor_has (cursor, IPV6_HEADER))
    return pv_dissection_stop_short (self, IPV6_HEADER);
  if (header[0] >> 4 != 6)
    return pv_dissection_stop (self, PV_SKIP_BAD_IP_HEADER);

  payload_length = pv_peek_u16 (header + 4);
  if (payload_length == 0 && header[6] != IPPROTO_NONE)
    payload_length = cursor->wire - IPV6_HEADER;

  note_ip (self->facts, header + 8, header + 24, 16, IPV6_HEADER + payload_length);

  pv_cursor_limit (cursor, IPV6_HEADER + payload_length);
  pv_cursor_skip (cursor, IPV6_HEADER);

  return dissect_transport (self, header[6], header + 8, header + 24, 16);
}
