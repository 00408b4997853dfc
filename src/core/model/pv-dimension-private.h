/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-dimension-private.h: what a dimension is made of. */
#pragma once

#include "pv-capture.h"
#include "pv-columns.h"
#include "pv-dimension.h"
#include "pv-piece.h"

G_BEGIN_DECLS

/**
 * PvLabelClass:
 * @PV_LABEL_ADDRESS: ids are of the capture's addresses
 * @PV_LABEL_NAME: ids are of the capture's names
 * @PV_LABEL_PORT: a transport protocol and a port, see pv-port.h
 * @PV_LABEL_PROTOCOL: a number of pv-protocol.h
 * @PV_LABEL_CONVERSATION: ids are of the capture's conversations by addresses
 * @PV_LABEL_FLOW: ids are of flows, the lower of the two directions
 * @PV_LABEL_TCP_TROUBLE: a #PvTcpTrouble
 * @PV_LABEL_PACKET_SIZE: a class of pv-packet-size.h
 * @PV_LABEL_NAME_OR_NONE: ids are one more than those of the capture's names; %PV_ID_NOT_NAMED for what has none
 * @PV_LABEL_DOMAIN: ids are of the capture's domains
 * @PV_LABEL_DOMAIN_OR_NONE: ids are one more than those; %PV_ID_NOT_NAMED for what has no name
 * @PV_LABEL_COUNTRY: ids are of the capture's countries
 * @PV_LABEL_NETWORK: ids are of the capture's networks
 * @PV_LABEL_HARDWARE: ids are of the capture's hardware addresses
 * @PV_LABEL_VLAN: a VLAN identifier
 * @PV_LABEL_INTERFACE: ids are of the capture's interfaces
 * @PV_LABEL_FILE: ids are of the capture's files, in their order
 * @PV_LABEL_URL: ids are of the capture's URLs
 * @PV_LABEL_USER_AGENT: ids are of the capture's agents
 * @PV_LABEL_DNS_TYPE: a type of DNS records
 * @PV_LABEL_DNS_OUTCOME: a response code, or PV_DNS_UNANSWERED
 *
 * What labels are: how they are formatted, compared, searched and found. See pv-label-class.h.
 */
typedef enum
{
  PV_LABEL_ADDRESS,
  PV_LABEL_NAME,
  PV_LABEL_PORT,
  PV_LABEL_PROTOCOL,
  PV_LABEL_CONVERSATION,
  PV_LABEL_FLOW,
  PV_LABEL_TCP_TROUBLE,
  PV_LABEL_PACKET_SIZE,
  PV_LABEL_NAME_OR_NONE,
  PV_LABEL_DOMAIN,
  PV_LABEL_DOMAIN_OR_NONE,
  PV_LABEL_COUNTRY,
  PV_LABEL_NETWORK,
  PV_LABEL_HARDWARE,
  PV_LABEL_VLAN,
  PV_LABEL_INTERFACE,
  PV_LABEL_FILE,
  PV_LABEL_URL,
  PV_LABEL_USER_AGENT,
  PV_LABEL_DNS_TYPE,
  PV_LABEL_DNS_OUTCOME,
  PV_N_LABEL_CLASSES,
} PvLabelClass;

/**
 * PvCounted:
 * @PV_COUNTED_FLOWS: packets; their flow has labels
 * @PV_COUNTED_EVENTS: events of the dimension's kind
 * @PV_COUNTED_PACKETS: packets; each has a label of its own, or two
 */
typedef enum
{
  PV_COUNTED_FLOWS,
  PV_COUNTED_EVENTS,
  PV_COUNTED_PACKETS,
} PvCounted;

/**
 * PvTold:
 * @PV_TOLD_NEVER: of classes, which are no things, of URLs, most of which are asked for once, of what has the ports that
 *   clients choose for each connection, of what not everybody reads, of the names that conversations are known by, which
 *   were said or looked up, and of domains, of whose names it is told
 * @PV_TOLD_NAME: a name says most
 * @PV_TOLD_TRAIT: what else is said of it
 * @PV_TOLD_SERVICE: a service
 * @PV_TOLD_SERVER: an address that serves
 * @PV_TOLD_CLIENT: one that asks
 * @PV_TOLD_CONVERSATION: two addresses
 * @PV_TOLD_ADDRESS: an address, whatever it does
 * @PV_TOLD_PROTOCOL: a protocol says least
 *
 * What a change of a label is when it is told what changed most. Of changes that are one and the same, the first of these
 * stands for all.
 */
typedef enum
{
  PV_TOLD_NEVER,
  PV_TOLD_NAME,
  PV_TOLD_TRAIT,
  PV_TOLD_SERVICE,
  PV_TOLD_SERVER,
  PV_TOLD_CLIENT,
  PV_TOLD_CONVERSATION,
  PV_TOLD_ADDRESS,
  PV_TOLD_PROTOCOL,
} PvTold;

/* The labels of @flow, none to two different ones, go to @labels. Returns how many. Any thread. */
typedef guint (*PvFlowLabelsFunc) (PvCapture *capture,
                                   guint32    flow,
                                   guint32    labels[2]);

/* Packets whose labels are worked out at a time, where that begins at one of its multiples: a part of a chunk. */
#define PV_PACKETS_A_TIME PV_PIECE (1024, 64)
G_STATIC_ASSERT (PV_CHUNK_SIZE % PV_PACKETS_A_TIME == 0);

/* The labels of the packets [@first, @first + @n), which lie in one chunk, go to @labels; PV_NO_ID where one does
 * not count. Any thread. */
typedef void (*PvPacketLabelsFunc) (PvCapture *capture,
                                    guint64    first,
                                    guint      n,
                                    guint32   *labels);

/* The label of an event; PV_NO_ID where it does not count. Any thread. */
typedef guint32 (*PvEventLabelFunc) (PvCapture     *capture,
                                     const PvEvent *event);

/**
 * PvDimensionInfo:
 * @key: what reports call it
 * @column: what its labels are called in tables: "address"
 * @tab: where it is shown
 * @family: what its picks are alternatives to
 * @pick_dimension: what its picks are kept as
 * @label_class: what its ids are of
 * @told: what a change of a label is among those of other dimensions
 * @counted: what is counted
 * @flow_labels: for flows: what labels a flow has
 * @packet_labels: for packets: what labels they have
 * @second_labels: for packets: what second labels they have, others than the first; NULL where each has at most one
 * @event_kind: for events: which
 * @event_label: for events: the label of one; NULL where that is the event's own
 * @stands_back: whether the dimension says nothing of a capture, whatever is in it; NULL where it always may
 * @on_demand: what has to be read before there are any labels
 * @count: for events: what reports call their number: "lookups"
 * @in_label_order: whether bars are in the order of their labels rather than of their values
 * @has_rest: whether %PV_ID_NOT_NAMED is a label, which comes after all others
 * @has_peers: whether the details of a label list others that it goes with
 * @peers: which those are
 * @has_members: whether a label opens into others, as a domain into names
 * @members: which those are labels of
 */
typedef struct
{
  const char *key;
  const char *column;
  PvTab tab;
  PvFamily family;
  PvDimension pick_dimension;
  PvLabelClass label_class;
  PvTold told;
  PvCounted counted;
  PvFlowLabelsFunc flow_labels;
  PvPacketLabelsFunc packet_labels;
  PvPacketLabelsFunc second_labels;
  PvEventKind event_kind;
  PvEventLabelFunc event_label;
  gboolean (*stands_back) (PvCapture *capture);
  PvOnDemand on_demand;
  const char *count;
  gboolean in_label_order;
  gboolean has_rest;
  gboolean has_peers;
  PvDimension peers;
  gboolean has_members;
  PvDimension members;
} PvDimensionInfo;

const PvDimensionInfo *pv_dimension_get_info (PvDimension dimension);

/* The events that the dimension counts; none as long as they have not been read. Any thread. */
const PvEvents *pv_dimension_info_get_events (const PvDimensionInfo *self,
                                              PvCapture             *capture);

/* The label of event @i of @events, which are those that the dimension counts; PV_NO_ID where it does not count. */
static inline guint32
pv_dimension_info_get_event_label (const PvDimensionInfo *self,
                                   PvCapture             *capture,
                                   const PvEvents        *events,
                                   guint64                i)
{
  PvEvent event;

  if (self->event_label == NULL)
    return pv_events_get_label (events, i);

  event = pv_events_get (events, i);

  return self->event_label (capture, &event);
}

G_END_DECLS
