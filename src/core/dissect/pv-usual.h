/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-usual.h: what most packets are, in one step; for the room. */
#pragma once

#include <string.h>

#include "pv-dissect.h"
#include "pv-quic-initial.h"
#include "pv-transport.h"

G_BEGIN_DECLS

/* Nothing was found so far of what a packet may hold besides its ends. */
static inline void
pv_usual_clear_found (PvFacts *facts)
{
  facts->is_syn = FALSE;
  facts->has_fragment = FALSE;
  facts->has_answer = FALSE;
  facts->has_lookup = FALSE;
  facts->has_segment = FALSE;
  facts->has_datagram = FALSE;
}

/**
 * PvUsual:
 * @addresses: source address, followed by the destination address, each of @address_size bytes
 * @address_size: 4 or 16
 * @transport: IPPROTO_TCP or IPPROTO_UDP
 * @ports: source port << 16 | destination port
 * @ip_bytes: bytes of the IP packet, on the wire
 * @header: the TCP or UDP header, which was captured
 * @header_length: bytes of that
 * @captured: captured bytes of the IP packet from @header on
 *
 * Headers of what most packets are: Ethernet (with at most one VLAN's tag), IPv4 or IPv6 (without options, fragments and
 * extension headers), and TCP or UDP. An inline function's result, which never gets into memory.
 */
typedef struct
{
  const guint8 *addresses;
  const guint8 *header;
  guint32 ports;
  guint32 ip_bytes;
  guint32 captured;
  guint8 header_length;
  guint8 address_size;
  guint8 transport;
} PvUsual;

#define PV_USUAL_LINK_TYPE 1 /* LINKTYPE_ETHERNET */
#define PV_USUAL_IPV4 0x0800 /* EtherTypes */
#define PV_USUAL_IPV6 0x86dd
#define PV_USUAL_VLAN 0x8100
#define PV_USUAL_TAG 4
#define PV_USUAL_ETHERNET_HEADER 14
#define PV_USUAL_IPV4_HEADER 20
#define PV_USUAL_IPV6_HEADER 40

/* The lower bytes of all ports that say something: a bit each, in four words. */
#define PV_USUAL_OF_PORT(port, word) \
  | ((port) / 64 % 4 == (word) ? G_GUINT64_CONSTANT (1) << (port) % 64 : 0)
#define PV_USUAL_OF_TUNNEL(port, layer, word) PV_USUAL_OF_PORT (port, word)
#define PV_USUAL_WORD(word) \
  0 PV_UDP_PORTS (PV_USUAL_OF_PORT, word) PV_TUNNEL_PORTS (PV_USUAL_OF_TUNNEL, word)

/* Whether datagrams from or to a port may say something; of one in a dozen that say nothing, too. */
static inline gboolean
pv_usual_port_may_say_something (guint16 port)
{
  static const guint64 low_bytes[4] = { PV_USUAL_WORD (0), PV_USUAL_WORD (1), PV_USUAL_WORD (2), PV_USUAL_WORD (3) };

  return (low_bytes[port / 64 % 4] >> port % 64 & 1) != 0;
}

/* Whether there is a port there whose datagrams say something, or hold a tunnel. */
gboolean pv_usual_port_says_something (guint16 port);

static inline gboolean
pv_usual_read_tcp (PvUsual *self)
{
  guint16 source = (guint16) (self->ports >> 16);
  guint16 destination = (guint16) self->ports;

  self->header_length = (self->header[12] >> 2) & 0x3c;

  return self->header_length >= PV_TCP_HEADER && self->captured >= self->header_length && source != PV_PORT_DNS
         && destination != PV_PORT_DNS;
}

static inline gboolean
pv_usual_read_udp (PvUsual *self)
{
  guint16 source = (guint16) (self->ports >> 16);
  guint16 destination = (guint16) self->ports;
  guint16 length = pv_peek_u16 (self->header + 4);

  self->header_length = PV_UDP_HEADER;

  return length >= PV_UDP_HEADER
         && !(pv_usual_port_may_say_something (source) && pv_usual_port_says_something (source))
         && !(pv_usual_port_may_say_something (destination) && pv_usual_port_says_something (destination))
         && !pv_quic_begins (self->header + PV_UDP_HEADER, MIN (self->captured, length) - PV_UDP_HEADER);
}

/**
 * pv_usual_read:
 * @record: a record
 * @self: (out caller-allocates): its headers; undefined where this is FALSE
 *
 * Looks at all headers of a packet at once. Of packets that are not usual, and of those that may hold a lookup, a tunnel
 * or QUIC's beginning, it only sees that they are.
 *
 * Returns: whether it is a usual packet
 */
static inline gboolean
pv_usual_read (const PvRecord *record,
               PvUsual        *self)
{
  const guint8 *ip = record->data + PV_USUAL_ETHERNET_HEADER;
  guint32 left = record->captured_length - PV_USUAL_ETHERNET_HEADER;
  guint32 ports;
  guint16 type;

  if (record->link_type != PV_USUAL_LINK_TYPE || record->fcs_length != 0
      || record->captured_length < PV_USUAL_ETHERNET_HEADER + PV_USUAL_TAG + PV_USUAL_IPV4_HEADER + PV_UDP_HEADER)
    return FALSE;

  type = pv_peek_u16 (ip - 2);
  if (type == PV_USUAL_VLAN)
    {
      ip += PV_USUAL_TAG;
      left -= PV_USUAL_TAG;
      type = pv_peek_u16 (ip - 2);
    }
  if (G_LIKELY (type == PV_USUAL_IPV4))
    {
      self->ip_bytes = pv_peek_u16 (ip + 2);
      self->captured = MIN (left, self->ip_bytes);
      if (ip[0] != 0x45 || (pv_peek_u16 (ip + 6) & 0x3fff) != 0
          || self->captured < PV_USUAL_IPV4_HEADER + PV_UDP_HEADER)
        return FALSE;
      self->captured -= PV_USUAL_IPV4_HEADER;
      self->header = ip + PV_USUAL_IPV4_HEADER;
      self->address_size = 4;
      self->transport = ip[9];
    }
  else
    {
      if (type != PV_USUAL_IPV6 || ip[0] >> 4 != 6)
        return FALSE;
      self->ip_bytes = PV_USUAL_IPV6_HEADER + pv_peek_u16 (ip + 4);
      self->captured = MIN (left, self->ip_bytes);
      /* Where there is no length, options may tell it. */
      if (self->captured < PV_USUAL_IPV6_HEADER + PV_UDP_HEADER)
        return FALSE;
      self->captured -= PV_USUAL_IPV6_HEADER;
      self->header = ip + PV_USUAL_IPV6_HEADER;
      self->address_size = 16;
      self->transport = ip[6];
    }

  self->addresses = self->header - 2 * self->address_size;
  memcpy (&ports, self->header, sizeof ports);
  self->ports = GUINT32_FROM_BE (ports);
  if (G_LIKELY (self->transport == IPPROTO_TCP))
    return self->captured >= PV_TCP_HEADER && pv_usual_read_tcp (self);

  return self->transport == IPPROTO_UDP && pv_usual_read_udp (self);
}

/* Whether pv_segment_is_of_interest() has to look. Of segments that carry something and such that don't, nobody knows which
 * comes next, so that there is no branch for it. */
static inline gboolean
pv_usual_may_say_something (const PvUsual *self)
{
  static const guint8 nothing = 0;
  const guint8 *data = self->header + self->header_length;
  guint8 first = *(self->captured - self->header_length >= PV_STREAM_BEGIN ? data : &nothing);

  return ((self->header[13] & (PV_TCP_SYN | PV_TCP_ACK)) == PV_TCP_SYN) | (first == 0x16)
         | ((guint8) (first - 'A') <= 'Z' - 'A');
}

/* Whether there may be more of interest about a usual packet than where it is from and goes to, and its bytes. */
static inline gboolean
pv_usual_says_something (const PvUsual *self)
{
  return self->transport == IPPROTO_TCP && G_UNLIKELY (pv_usual_may_say_something (self))
         && pv_segment_is_of_interest (self->header, self->header_length, self->captured);
}

/**
 * pv_usual_dissect:
 * @record: a record
 * @facts: (out caller-allocates): what pv_dissect() finds; undefined where this is FALSE
 *
 * Returns: whether it is a usual packet, see pv_usual_read()
 */
gboolean pv_usual_dissect         (const PvRecord *record,
                                   PvFacts        *facts);
/* The same of pv_dissect_segment(). */
gboolean pv_usual_dissect_segment (const PvRecord *record,
                                   PvFacts        *facts);

G_END_DECLS
