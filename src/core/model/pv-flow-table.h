/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-flow-table.h: who sends to whom, over what: flows become small numbers, on many threads at once. */
#pragma once

#include "pv-types.h"

G_BEGIN_DECLS

/**
 * PvFlowKey:
 * @source: id of the source address; PV_NO_ID where there is no IP
 * @destination: id of the destination address; likewise
 * @source_port: 0 where there are none: ICMP, later fragments, ESP
 * @destination_port: likewise
 * @protocol: in the numbers of pv-protocol.h
 * @has_ports: whether its packets have ports; port 0 may be one
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
  guint8 has_ports;
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
 * @reverse: the flow of the other direction, PV_NO_ID where it has none, itself where both endpoints are
 *   one; atomic
 * @first_packet: its first packet, by place in the file; atomic
 * @flags: of #PvFlowFlags; atomic
 *
 * 28 bytes.
 */
typedef struct
{
  PvFlowKey key;
  guint32 reverse;
  guint32 first_packet;
  guint8 flags;
} PvFlow;

/**
 * PvFlowTable:
 *
 * A growing set of flows, numbered from 0 in the order in which they come; threads that read neighbouring
 * parts of a file at once may swap neighbours. Any thread may add; ids and keys never change or move.
 * Hashes are seeded anew for each table, so that nobody can prepare a capture whose flows collide.
 */
typedef struct _PvFlowTable PvFlowTable;

PvFlowTable *pv_flow_table_new        (void);
PvFlowTable *pv_flow_table_ref        (PvFlowTable *self);
void         pv_flow_table_unref      (PvFlowTable *self);

/* The hash of @key in this table. Starts to fetch what adding it needs: who asks some keys ahead does not
 * wait for it. */
guint64      pv_flow_table_hash       (PvFlowTable     *self,
                                       const PvFlowKey *key);
/* The id of @key, which is added where it is new, with @packet (by place in the file) and @flags noted.
 * @hash from pv_flow_table_hash(). PV_NO_ID where all ids are taken or memory is out. */
guint32      pv_flow_table_add_hashed (PvFlowTable     *self,
                                       guint64          hash,
                                       const PvFlowKey *key,
                                       guint32          packet,
                                       guint            flags);
/* Notes @flags of a flow that is there. */
void         pv_flow_table_mark       (PvFlowTable     *self,
                                       guint32          id,
                                       guint            flags);
/* How many ids were given out so far. */
guint32      pv_flow_table_get_n      (PvFlowTable     *self);
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
/* The lower id of a flow and its reverse: what numbers a conversation with ports. */
guint32      pv_flow_table_get_first      (PvFlowTable *self,
                                           guint32      id);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PvFlowTable, pv_flow_table_unref)

G_END_DECLS
