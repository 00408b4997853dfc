/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-dissect.h: one packet record becomes addresses, bytes and, where there is one, a lookup. */
#pragma once

#include "pv-record.h"
#include "pv-types.h"

G_BEGIN_DECLS

/**
 * PvSkip:
 * @PV_SKIP_NONE: understood (which includes: is no IP, such as ARP)
 * @PV_SKIP_LINK_TYPE: the link-layer header type has no dissector here
 * @PV_SKIP_CUT_SHORT: the captured bytes end before the IP header does
 * @PV_SKIP_BAD_LINK_HEADER: the link-layer headers contradict themselves
 * @PV_SKIP_BAD_IP_HEADER: announced as IP, but wrong version or an impossible header length
 * @PV_SKIP_PROTECTED: an encrypted frame (IEEE 802.11, MACsec …)
 * @PV_SKIP_TOO_DEEP: more stacked headers than PcapViz follows
 *
 * Why a packet counts as a packet only.
 */
typedef enum
{
  PV_SKIP_NONE,
  PV_SKIP_LINK_TYPE,
  PV_SKIP_CUT_SHORT,
  PV_SKIP_BAD_LINK_HEADER,
  PV_SKIP_BAD_IP_HEADER,
  PV_SKIP_PROTECTED,
  PV_SKIP_TOO_DEEP,
} PvSkip;
#define PV_N_SKIPS 7

/**
 * PvTcpSegment:
 * @client: source address, @address_size bytes; whoever is followed speaks
 * @server: destination address, @address_size bytes
 * @address_size: 4 or 16
 * @group: any number that connections have in common at will, for pv_stream_wanted_has()
 * @client_port: source port
 * @server_port: destination port
 * @flags: TCP flags (RFC 9293, section 3.1)
 * @sequence: sequence number of the first payload byte
 * @acknowledged: the next sequence number that the sender expects, where @flags have ACK
 * @window: bytes that the sender can take, not scaled
 * @payload: the captured payload bytes
 * @payload_length: captured payload bytes
 * @wire_length: payload bytes that were on the wire; may be more than @payload_length
 *
 * A TCP segment. What it says needs the segments before it, so it is handed on to a follower of streams, which
 * sees segments in file order.
 */
typedef struct
{
  const guint8 *client;
  const guint8 *server;
  guint8 address_size;
  guint8 flags;
  guint16 group;
  guint16 client_port;
  guint16 server_port;
  guint16 window;
  guint32 sequence;
  guint32 acknowledged;
  const guint8 *payload;
  guint32 payload_length;
  guint32 wire_length;
} PvTcpSegment;

/**
 * PvDatagram:
 * @source: source address, @address_size bytes
 * @destination: destination address, @address_size bytes
 * @address_size: 4 or 16
 * @source_port: UDP port
 * @destination_port: UDP port
 * @payload: the captured payload bytes
 * @payload_length: captured payload bytes
 * @wire_length: payload bytes that were on the wire
 *
 * A UDP datagram that says something by itself, between the endpoints in its own headers: inside a tunnel,
 * not those of the packet.
 */
typedef struct
{
  const guint8 *source;
  const guint8 *destination;
  guint8 address_size;
  guint16 source_port;
  guint16 destination_port;
  const guint8 *payload;
  guint32 payload_length;
  guint32 wire_length;
} PvDatagram;

/**
 * PvFragment:
 * @source: source address, @address_size bytes
 * @destination: destination address, @address_size bytes
 * @address_size: 4 or 16
 * @protocol: IP protocol number of what begins in the first fragment
 * @identification: which packet it is of, between these addresses
 * @offset: where in that packet's payload it belongs, in bytes
 * @has_more: whether others follow it
 * @payload: the captured bytes
 * @payload_length: captured bytes
 * @wire_length: bytes that were on the wire
 *
 * A part of an IP packet (RFC 791, section 3.2; RFC 8200, section 4.5).
 */
typedef struct
{
  const guint8 *source;
  const guint8 *destination;
  guint8 address_size;
  guint8 protocol;
  gboolean has_more;
  guint32 identification;
  guint32 offset;
  const guint8 *payload;
  guint32 payload_length;
  guint32 wire_length;
} PvFragment;

/**
 * PvFacts:
 * @source: source address of the outermost IP header; %NULL where there is none
 * @destination: destination address of the same header
 * @address_size: 4 for IPv4, 16 for IPv6, 0 where there is no IP header
 * @skip: why the packet counts as a packet only
 * @transport: IP protocol number after those extension headers that were captured; 0 where there is no IP
 *   header
 * @link_protocol: where there is no IP header: what the packet is instead, see pv-protocol.h
 * @source_port: port of UDP, TCP, SCTP, DCCP or UDP-Lite in the outermost IP packet; 0 for others and in
 *   later fragments
 * @destination_port: likewise
 * @has_ports: whether @source_port and @destination_port are there
 * @is_syn: whether the outermost IP packet holds a TCP segment with SYN and without ACK
 * @has_lookup: whether @lookup_kind and @question are set
 * @has_answer: whether @lookup_kind and @question are set, and the message is an answer instead
 * @has_segment: whether @segment is set
 * @has_datagram: whether @datagram is set
 * @has_fragment: whether @fragment is set, which only pv_dissect_all() does
 * @lookup_kind: which protocol the lookup belongs to
 * @ip_bytes: bytes of the outermost IP packet, on the wire; 0 where there is none
 * @question: the lookup's DNS message, from its header on
 * @question_length: captured bytes of that message
 * @segment: a TCP segment to or from port 53, or one that opens a connection, or begins as a protocol does whose
 *   streams are followed
 * @datagram: a UDP datagram with a DNS message, or with an answer over multicast DNS or LLMNR, or of
 *   DHCP or NetBIOS's name service, or one that begins as QUIC's do with a long header, or to
 *   SSDP's port
 * @fragment: the innermost IP header's, where that is one of a part; what is in there is not looked at
 *
 * What dissection finds in one packet. All pointers point into the record's data. At most one of @has_lookup and
 * @has_answer is set, and of @has_lookup and @has_segment.
 */
typedef struct
{
  const guint8 *source;
  const guint8 *destination;
  guint16 source_port;
  guint16 destination_port;
  guint32 ip_bytes;
  /* Bytes in a row, which are cleared and asked for together, for each packet. */
  guint8 has_ports;
  guint8 is_syn;
  guint8 has_fragment;
  guint8 has_answer;
  guint8 has_lookup;
  guint8 has_segment;
  guint8 has_datagram;
  guint8 skip;
  guint8 address_size;
  guint8 transport;
  guint16 link_protocol;
  PvLookupKind lookup_kind;
  guint32 question_length;
  const guint8 *question;
  PvTcpSegment segment;
  PvDatagram datagram;
  PvFragment fragment;
} PvFacts;

/* Allocates nothing, keeps no state, reads no byte past the captured length. */
void pv_dissect (const PvRecord *record,
                 PvFacts        *facts);

/* The same, with every TCP segment in the facts. */
void pv_dissect_segment (const PvRecord *record,
                         PvFacts        *facts);
/* The same, and with every UDP datagram that is no tunnel's; fragments are told of as such, the first one, too. */
void pv_dissect_all     (const PvRecord *record,
                         PvFacts        *facts);

G_END_DECLS
