/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-flow-table.h: who sends to whom, over what: flows become small numbers, on many threads at once. */
#pragma once

#include "pv-label-table.h"

G_BEGIN_DECLS

/**
 * PvFlowKey:
 * @source: id of the source address; PV_NO_ID where there is no IP
 * @destination: id of the destination address; likewise
 * @source_port: 0 where there are none: ICMP, later fragments, ESP
 * @destination_port: likewise
 * @protocol: in the numbers of pv-protocol.h
 * @has_ports: whether its packets have ports; port 0 may be one
 * @address_size: 4, 16, or 0 where there is no IP
 * @flags: of #PvFlowFlags, atomic; no part of what tells flows apart
 *
 * What makes two packets of one flow: packets of one direction between two endpoints. Packets without IP
 * form one flow for each protocol.
 */
typedef struct
{
  guint32 source;
  guint32 destination;
  guint16 source_port;
  guint16 destination_port;
  guint16 protocol;
  guint8 has_ports : 1;
  guint8 address_size : 7;
  guint8 flags;
} PvFlowKey;

/**
 * PvFlowFlags:
 * @PV_FLOW_SYN: it has a TCP segment with SYN and without ACK
 */
typedef enum
{
  PV_FLOW_SYN = 1 << 0,
} PvFlowFlags;

/**
 * PvFlow:
 * @key: what it is a flow of
 * @check: for IPv4, the addresses as they stand in the packet; for IPv6, hashes of them
 * @reverse: the flow of the other direction, PV_NO_ID where it has none, itself where both endpoints are
 *   one; atomic
 * @first_packet: its first packet, by place in the file; atomic
 *
 * 32 bytes.
 */
typedef struct
{
  PvFlowKey key;
  guint32 check[2];
  guint32 reverse;
  guint32 first_packet;
} PvFlow;

/**
 * PvFlowPacket:
 * @addresses: (array length=2 * @address_size): bytes of the source, then of the destination address; the rest 0
 * @address_size: 4, 16, or 0 where there is no IP
 * @has_ports: see #PvFlowKey, here and below
 * @protocol: likewise
 * @source_port: likewise
 * @destination_port: likewise
 * @flags: of #PvFlowFlags
 * @packet: its place in the file
 *
 * A packet whose flow is looked for.
 */
typedef struct
{
  guint64 addresses[4];
  guint8 address_size;
  guint8 has_ports;
  guint16 protocol;
  guint16 source_port;
  guint16 destination_port;
  guint32 flags;
  guint32 packet;
} PvFlowPacket;

/**
 * PvFlowTable:
 *
 * A growing set of flows, numbered from 0 in the order in which they come; threads that read neighbouring
 * parts of a file at once may swap neighbours. Any thread may add; ids and keys never change or move.
 * Hashes are seeded anew for each table, so that nobody can prepare a capture whose flows collide.
 *
 * A flow is found in three steps, so that who looks for several at a time need not wait for memory: each
 * step begins to fetch what the next one looks at.
 */
typedef struct _PvFlowTable PvFlowTable;

/* @addresses: where flows' addresses are numbered; a reference is kept. */
PvFlowTable *pv_flow_table_new        (PvLabelTable *addresses);
PvFlowTable *pv_flow_table_ref        (PvFlowTable  *self);
void         pv_flow_table_unref      (PvFlowTable  *self);

/* The first step: the hash of @packet's flow in this table. */
guint64      pv_flow_table_hash       (PvFlowTable        *self,
                                       const PvFlowPacket *packet);
/* The second: a flow that it may well be, or PV_NO_ID where it is a new one. */
guint32      pv_flow_table_guess      (PvFlowTable        *self,
                                       guint64             hash);
/* Where nothing was guessed: the hashes of the packet's source and destination address in the table of addresses,
 * where both will be looked for. */
void         pv_flow_table_hash_addresses (PvFlowTable        *self,
                                           const PvFlowPacket *packet,
                                           guint64             hashes[2]);
/* The third: the packet's flow, which is added where it is new; the packet is noted. @guess from the second,
 * @address_hashes (array fixed-size=2) (nullable) from pv_flow_table_hash_addresses(). PV_NO_ID where all ids are taken
 * or memory is out. */
guint32      pv_flow_table_add        (PvFlowTable        *self,
                                       guint64             hash,
                                       guint32             guess,
                                       const guint64      *address_hashes,
                                       const PvFlowPacket *packet);
/* (transfer none): where flows' addresses are numbered. */
PvLabelTable *pv_flow_table_get_addresses (PvFlowTable *self);
/* Notes @flags of a flow that is there. */
void         pv_flow_table_mark       (PvFlowTable     *self,
                                       guint32          id,
                                       guint            flags);
/* How many ids were given out so far. */
guint32      pv_flow_table_get_n      (PvFlowTable     *self);
/* The same, of flows that this thread may look at, whoever added them. */
guint32      pv_flow_table_sync_n     (PvFlowTable     *self);
/* The id must have come to this thread from the table, directly or through a capture. Valid as long as the
 * table. */
const PvFlow *pv_flow_table_get       (PvFlowTable     *self,
                                       guint32          id);

/**
 * pv_flow_table_is_from_client:
 * @self: a table
 * @id: a flow
 *
 * Which side of a conversation is the client. The server is the side that a TCP SYN without ACK went to;
 * else the side whose port IANA's registry names, the other's not; else the side with the lower port; else
 * the side that the first packet went to. While a file loads, the answer may change.
 *
 * Returns: whether the flow's source is the client
 */
gboolean     pv_flow_table_is_from_client (PvFlowTable *self,
                                           guint32      id);
/* The flow's first packet, by place in the file. */
guint32      pv_flow_table_get_first_packet (PvFlowTable *self,
                                             guint32      id);
/* The flow of the other direction, or PV_NO_ID. */
guint32      pv_flow_table_get_reverse    (PvFlowTable *self,
                                           guint32      id);
/* The lower id of a flow and its reverse: what numbers a conversation with ports. */
guint32      pv_flow_table_get_first      (PvFlowTable *self,
                                           guint32      id);

/* Writes the first @n flows, as a part of an index of its own; others may be added meanwhile. */
void         pv_flow_table_write          (PvFlowTable   *self,
                                           guint32        n,
                                           PvIndexWriter *writer,
                                           guint          part);
/* What was written as that, of a capture with @n_packets packets: to look at, not to add to. (transfer full) (nullable):
 * NULL where it is not as it must be */
PvFlowTable *pv_flow_table_read           (PvLabelTable  *addresses,
                                           guint32        n,
                                           guint64        n_packets,
                                           PvIndexReader *reader,
                                           guint          part);

/* Lets flows be added to a table that pv_flow_table_read() made, once: before that, none is found by what it is of. FALSE
 * where memory is out. */
gboolean        pv_flow_table_index       (PvFlowTable        *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PvFlowTable, pv_flow_table_unref)

G_END_DECLS
