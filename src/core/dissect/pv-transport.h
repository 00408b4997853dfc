/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-transport.h: which ports and segments say something; for the room. */
#pragma once

#include <netinet/in.h>

#include "pv-dissect.h"
#include "pv-http-request.h"
#include "pv-tls-client-hello.h"

G_BEGIN_DECLS

#define PV_UDP_HEADER 8
#define PV_TCP_HEADER 20

#define PV_TCP_SYN 0x02
#define PV_TCP_ACK 0x10

#define PV_PORT_DNS 53
#define PV_PORT_DHCP 67
#define PV_PORT_NETBIOS 137
#define PV_PORT_SSDP 1900
#define PV_PORT_MDNS 5353
#define PV_PORT_LLMNR 5355

/* UDP ports whose datagrams may say something. Calls @x with each, and @with. */
#define PV_UDP_PORTS(x, with) \
  x (PV_PORT_DNS, with) x (PV_PORT_DHCP, with) x (PV_PORT_NETBIOS, with) x (PV_PORT_SSDP, with) \
  x (PV_PORT_MDNS, with) x (PV_PORT_LLMNR, with)

/* UDP ports whose datagrams hold a tunnel's header. Calls @x with each, its layer without PV_LAYER_, and @with. Mobile IP
 * is RFC 5944's, AMT is RFC 7450's, GRE is RFC 8086's; 8472 is Linux's port before there was one for VXLAN. */
#define PV_TUNNEL_PORTS(x, with) \
  x (434, MOBILE_IP, with) x (1701, L2TP, with) x (2152, GTP, with) x (3386, GTP, with) x (2268, AMT, with) \
  x (3544, TEREDO, with) x (4341, LISP, with) x (4754, GRE, with) x (4789, VXLAN, with) x (4790, VXLAN_GPE, with) \
  x (5247, CAPWAP, with) x (6081, GENEVE, with) x (6635, MPLS, with) x (8472, VXLAN_LINUX, with) x (37008, TZSP, with)

/* Bytes in which the beginning of a stream is told. */
#define PV_STREAM_BEGIN 6

/**
 * pv_segment_is_of_interest:
 * @header: a TCP header
 * @length: its bytes
 * @captured: captured bytes from @header on, at least @length
 *
 * Most segments aren't, and the first byte of what they carry tells.
 *
 * Returns: whether the segment opens a connection, or begins as a protocol does whose streams are followed
 */
static inline gboolean
pv_segment_is_of_interest (const guint8 *header,
                           guint         length,
                           guint32       captured)
{
  const guint8 *data = header + length;
  guint32 n = captured - length;

  if (G_UNLIKELY ((header[13] & (PV_TCP_SYN | PV_TCP_ACK)) == PV_TCP_SYN))
    return TRUE;
  if (n < PV_STREAM_BEGIN)
    return FALSE;
  if (G_UNLIKELY (data[0] == 0x16))
    return pv_tls_client_hello_begins (data, n);

  return G_UNLIKELY (data[0] >= 'A' && data[0] <= 'Z') && pv_http_request_begins (data, n)
         && ((data[3] >= 'A' && data[3] <= 'Z') || data[3] == ' ' || data[3] == '-' || data[3] == '_');
}

/**
 * pv_segment_note:
 * @facts: of the packet: gets the segment
 * @header: its TCP header, whole
 * @payload: what comes after that
 * @source: source address, @address_size bytes
 * @destination: likewise
 * @address_size: 4 or 16
 */
static inline void
pv_segment_note (PvFacts        *facts,
                 const guint8   *header,
                 const PvCursor *payload,
                 const guint8   *source,
                 const guint8   *destination,
                 guint8          address_size)
{
  PvTcpSegment *segment = &facts->segment;

  segment->client = source;
  segment->server = destination;
  segment->address_size = address_size;
  segment->group = 0;
  segment->client_port = pv_peek_u16 (header);
  segment->server_port = pv_peek_u16 (header + 2);
  segment->flags = header[13];
  /* A SYN takes a sequence number of its own (RFC 9293, section 3.4). */
  segment->sequence = pv_peek_u32 (header + 4) + ((segment->flags & PV_TCP_SYN) != 0);
  segment->acknowledged = pv_peek_u32 (header + 8);
  segment->window = pv_peek_u16 (header + 14);
  segment->payload = payload->data;
  segment->payload_length = payload->captured;
  segment->wire_length = payload->wire;
  facts->has_segment = TRUE;
}

G_END_DECLS
