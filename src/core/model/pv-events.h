/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-events.h: what packets say, in rows: lookups, server names, requests, answers. */
#pragma once

#include "pv-index-file.h"
#include "pv-piece.h"
#include "pv-types.h"
#include "pv-vector.h"

G_BEGIN_DECLS

/**
 * PvEventKind:
 * @PV_EVENT_LOOKUP: a lookup over DNS, see #PvLookupKind. Labels are of the capture's names
 * @PV_EVENT_MDNS_LOOKUP: one over multicast DNS, likewise
 * @PV_EVENT_LLMNR_LOOKUP: one over LLMNR, likewise
 * @PV_EVENT_SERVER_NAME: what a conversation says that its server is called. Labels are of the capture's names;
 *   values are a #PvNameSource
 * @PV_EVENT_URL: an HTTP request. Labels are of the capture's URLs
 * @PV_EVENT_OUTCOME: what came of a lookup over DNS: an answer; or none though the capture goes on, which the lookup's
 *   own packet says and is known of complete captures only. Labels are of the capture's names, or PV_NO_ID where an
 *   answer has no question; values as from pv_event_pack_outcome()
 * @PV_EVENT_ADDRESS: a DNS answer that gave a client an address for a name: see #PvDnsAnswers. Labels are of the
 *   capture's names: what was asked for; values as from pv_event_pack_address()
 * @PV_EVENT_HOST: what else says that an address is called something. Labels are of the capture's names; values as
 *   from pv_event_pack_host()
 *
 * @PV_EVENT_TCP_TROUBLE: a TCP segment that tells that something goes wrong. Labels are a #PvTcpTrouble. On demand
 * @PV_EVENT_TCP_HANDSHAKE: a server's answer to a SYN. Values are the nanoseconds since that. On demand
 * @PV_EVENT_USER_AGENT: an HTTP request that says which program it is of. Labels are of the capture's agents. On demand
 *
 * What rows say. Rows of a kind of which nothing is said about values have none.
 */
typedef enum
{
  PV_EVENT_LOOKUP,
  PV_EVENT_MDNS_LOOKUP,
  PV_EVENT_LLMNR_LOOKUP,
  PV_EVENT_SERVER_NAME,
  PV_EVENT_URL,
  PV_EVENT_OUTCOME,
  PV_EVENT_ADDRESS,
  PV_EVENT_HOST,
  PV_EVENT_TCP_TROUBLE,
  PV_EVENT_TCP_HANDSHAKE,
  PV_EVENT_USER_AGENT,
  PV_N_EVENT_KINDS,
} PvEventKind;

/**
 * PvNameSource:
 * @PV_NAME_TLS: a TLS ClientHello
 * @PV_NAME_QUIC: one in QUIC Initials
 * @PV_NAME_HTTP: Host or CONNECT of an HTTP/1 request
 *
 * Who says what a server is called.
 */
typedef enum
{
  PV_NAME_TLS,
  PV_NAME_QUIC,
  PV_NAME_HTTP,
  PV_N_NAME_SOURCES,
} PvNameSource;

/* A server name that may only be that of a front: see #PvTlsClientHello. In the value, beside the source. */
#define PV_NAME_ENCRYPTED ((guint64) 1 << 8)

/* @outcome: a response code, or PV_DNS_UNANSWERED
 * @type: what was asked for
 * @query: where the lookup's packet is in the file, or PV_NO_ID where there was none, or it is the event's own */
static inline guint64
pv_event_pack_outcome (guint8  outcome,
                       guint16 type,
                       guint32 query)
{
  return (guint64) outcome | (guint64) type << 8 | (guint64) query << 24;
}

static inline guint8
pv_event_get_outcome (guint64 value)
{
  return (guint8) value;
}

static inline guint16
pv_event_get_type (guint64 value)
{
  return (guint16) (value >> 8);
}

static inline guint32
pv_event_get_query (guint64 value)
{
  return (guint32) (value >> 24);
}

static inline PvNameSource
pv_event_get_source (guint64 value)
{
  return (PvNameSource) (value & 0xff);
}

/* Whether such events come in a pass of their own, when somebody asks for them. */
gboolean pv_event_kind_is_on_demand (PvEventKind kind);

/* The events that lookups of a kind are. */
static inline PvEventKind
pv_event_kind_of_lookups (PvLookupKind kind)
{
  return (PvEventKind) (PV_EVENT_LOOKUP + kind);
}

/**
 * PvHostSource:
 * @PV_HOST_REVERSE: a reverse lookup
 * @PV_HOST_NETBIOS: the host itself, over NetBIOS, or an answer there
 * @PV_HOST_DHCP: the host itself, where it asks for an address over DHCP
 *
 * What says that an address is called something, besides answers to who asked for the name.
 */
typedef enum
{
  PV_HOST_REVERSE,
  PV_HOST_NETBIOS,
  PV_HOST_DHCP,
  PV_N_HOST_SOURCES,
} PvHostSource;

/* @address: an id of the capture's addresses; @client: likewise, who was answered, or PV_NO_ID for everybody or
 * somebody who sends and receives no packet outside tunnels */
static inline guint64
pv_event_pack_address (guint32 address,
                       guint32 client)
{
  return (guint64) client << 32 | address;
}

static inline guint64
pv_event_pack_host (guint32      address,
                    PvHostSource source)
{
  return (guint64) source << 32 | address;
}

static inline guint32
pv_event_get_address (guint64 value)
{
  return (guint32) value;
}

static inline guint32
pv_event_get_client (guint64 value)
{
  return (guint32) (value >> 32);
}

static inline PvHostSource
pv_event_get_host_source (guint64 value)
{
  return (PvHostSource) (value >> 32);
}

/* Events a chunk; chunks never move and never change. */
#define PV_EVENT_CHUNK_SIZE PV_PIECE (4096, 64)

/**
 * PvEventChunk:
 * @packet: number of the packet that says it
 * @label: what it is about
 * @value: what else there is to it; there is none of kinds that have no values
 *
 * 8 bytes a row, or 16 with values.
 */
typedef struct
{
  gatomicrefcount ref_count;
  guint32 packet[PV_EVENT_CHUNK_SIZE];
  guint32 label[PV_EVENT_CHUNK_SIZE];
  guint64 value[];
} PvEventChunk;

/**
 * PvEvents:
 * @chunks: (element-type PvEventChunk): one reference each
 * @n: events
 * @has_values: whether they have values
 * @mapping: (nullable): what has the chunks, where they are not allocated one by one: then none is added
 *
 * Events of one kind, in packet order.
 */
typedef struct
{
  GPtrArray *chunks;
  guint64 n;
  gboolean has_values;
  GBytes *mapping;
} PvEvents;

/**
 * PvEvent:
 * @packet: number of the packet that says it
 * @label: what it is about
 * @value: what else there is to it; 0 where the kind has no values
 */
typedef struct
{
  guint32 packet;
  guint32 label;
  guint64 value;
} PvEvent;

void     pv_events_init   (PvEvents       *self,
                           PvEventKind     kind);
void     pv_events_clear  (PvEvents       *self);
/* Makes @self share the events that @other has now. */
void     pv_events_share  (PvEvents       *self,
                           const PvEvents *other);
/* The same of events that were read from an index, so that others can be added behind them: what these are in has to live
 * longer. Those who read @other see none of that. */
void     pv_events_go_on  (PvEvents       *self,
                           const PvEvents *other);
/* FALSE where memory is out. */
gboolean pv_events_append (PvEvents       *self,
                           const PvEvent  *event);
/* Appends @found, of PvEvent, which are sorted first where they need not be in packet order. FALSE where memory is out. */
gboolean pv_events_append_found (PvEvents *self,
                                 PvVector *found,
                                 gboolean  are_sorted);
/* The first event of packet @packet or a later one. */
guint64  pv_events_find   (const PvEvents *self,
                           guint64         packet);
/* Leaves the first @n. What others share stays as it is. FALSE where memory is out. */
gboolean pv_events_truncate (PvEvents       *self,
                             guint64         n);

/* Writes the events as a section of an index; others may be added to those that share them. */
void     pv_events_write    (const PvEvents *self,
                             PvIndexWriter  *writer,
                             guint32         section);
/* Takes @n events that were written as that. FALSE where they are not there; what they say is not looked at. */
gboolean pv_events_read     (PvEvents       *self,
                             PvEventKind     kind,
                             guint64         n,
                             PvIndexReader  *reader,
                             guint32         section);
/* Whether they are in the order of packets, and all that they tell of is there: packets, labels, addresses, and what their
 * values may be. */
gboolean pv_events_check    (const PvEvents *self,
                             PvEventKind     kind,
                             guint64         n_packets,
                             guint32         n_labels,
                             guint32         n_addresses);

static inline PvEvent
pv_events_get (const PvEvents *self,
               guint64         i)
{
  const PvEventChunk *chunk = g_ptr_array_index (self->chunks, i / PV_EVENT_CHUNK_SIZE);
  guint place = i % PV_EVENT_CHUNK_SIZE;

  return (PvEvent) { chunk->packet[place], chunk->label[place], self->has_values ? chunk->value[place] : 0 };
}

static inline guint32
pv_events_get_packet (const PvEvents *self,
                      guint64         i)
{
  const PvEventChunk *chunk = g_ptr_array_index (self->chunks, i / PV_EVENT_CHUNK_SIZE);

  return chunk->packet[i % PV_EVENT_CHUNK_SIZE];
}

static inline guint32
pv_events_get_label (const PvEvents *self,
                     guint64         i)
{
  const PvEventChunk *chunk = g_ptr_array_index (self->chunks, i / PV_EVENT_CHUNK_SIZE);

  return chunk->label[i % PV_EVENT_CHUNK_SIZE];
}

G_END_DECLS
