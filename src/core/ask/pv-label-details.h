/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-label-details.h: all that the columns tell of one label. */
#pragma once

#include "pv-dns-figures.h"
#include "pv-flow-names.h"
#include "pv-query.h"

G_BEGIN_DECLS

/**
 * PvPeer:
 * @id: of a label in the details' peers dimension
 * @packets: packets (where events are counted: events) that both have
 * @bytes: bytes of their IP packets
 *
 * What a label goes with: whom an address exchanges packets with, who asks for a name, which conversations use
 * a service.
 */
typedef struct
{
  guint32 id;
  guint64 packets;
  guint64 bytes;
} PvPeer;

/**
 * PvKnownName:
 * @name: a name that a conversation is known by, and what says so first
 * @place: which packet of the file says so, from 1 on
 * @time_ns: when
 * @packets: packets of the conversation with ports that is known by it, or of all such between two addresses
 * @bytes: bytes of their IP packets
 */
typedef struct
{
  PvFlowName name;
  guint64 place;
  gint64 time_ns;
  guint64 packets;
  guint64 bytes;
} PvKnownName;

/**
 * PvLabelDetails:
 * @query: what was asked
 * @id: of whom
 * @packets: packets that have the label: of an address those from or to it, one to itself counted once; or
 *   lookups of a name
 * @bytes: bytes of their IP packets
 * @has_directions: whether the following tell two directions apart
 * @sent_packets: of an address, packets from it; of a conversation, port or service, from client to server
 * @sent_bytes: likewise
 * @received_packets: the other direction
 * @received_bytes: likewise
 * @first_ns: when the first of them was; where there are none, 0
 * @last_ns: when the last of them was
 * @n_names: of a conversation, how many names it is known by: one with ports by one at most, whether or not packets of it
 *   count
 * @n_listed_names: how many of them are listed
 * @names: (array length=n_listed_names): the most first, by the query's measure; ties by name
 * @dns: (nullable): what came of DNS lookups of it, or that it was asked, where there are any
 * @peers_dimension: what the peers are labels of
 * @n_peers: how many peers there are; an address that sends to itself is its own peer
 * @n_listed: how many of them are listed
 * @peers: (array length=n_listed): the most first, by the query's measure; ties by label
 */
typedef struct
{
  PvQuery query;
  guint32 id;
  guint64 packets;
  guint64 bytes;
  gboolean has_directions;
  guint64 sent_packets;
  guint64 sent_bytes;
  guint64 received_packets;
  guint64 received_bytes;
  gint64 first_ns;
  gint64 last_ns;
  guint n_names;
  guint n_listed_names;
  PvKnownName *names;
  PvDnsFigures *dns;
  PvDimension peers_dimension;
  guint n_peers;
  guint n_listed;
  PvPeer *peers;
} PvLabelDetails;

/**
 * pv_label_details_new:
 * @capture: a capture
 * @query: which packets: what a chart asks, so that it tells the same; its limit is how many peers and names are
 *   listed
 * @id: of the label in the query's dimension. Which side that ranks makes no difference: packets from and
 *   to an address or port count
 * @cancellable: (nullable): to give up
 * @error: place for a %G_IO_ERROR_CANCELLED or %PV_ERROR_NO_MEMORY
 *
 * In the calling thread. Takes some milliseconds for ten million packets.
 *
 * Returns: (transfer full): details, or %NULL with @error set
 */
PvLabelDetails *pv_label_details_new        (PvCapture            *capture,
                                             const PvQuery        *query,
                                             guint32               id,
                                             GCancellable         *cancellable,
                                             GError              **error);
void            pv_label_details_new_async  (PvCapture            *capture,
                                             const PvQuery        *query,
                                             guint32               id,
                                             GCancellable         *cancellable,
                                             GAsyncReadyCallback   callback,
                                             gpointer              user_data);
PvLabelDetails *pv_label_details_new_finish (GAsyncResult         *result,
                                             GError              **error);
void            pv_label_details_free       (PvLabelDetails       *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PvLabelDetails, pv_label_details_free)

G_END_DECLS
