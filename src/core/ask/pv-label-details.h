/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-label-details.h: all that the columns tell of one label. */
#pragma once

#include "pv-query.h"

G_BEGIN_DECLS

/**
 * PvPeer:
 * @id: of an address
 * @packets: packets (for names: lookups)
 * @bytes: bytes of their IP packets
 *
 * Whom an address exchanges packets with, or who asks for a name.
 */
typedef struct
{
  guint32 id;
  guint64 packets;
  guint64 bytes;
} PvPeer;

/**
 * PvLabelDetails:
 * @query: what was asked
 * @id: of whom
 * @packets: packets from or to the address, one to itself counted once; or lookups of the name
 * @bytes: bytes of their IP packets
 * @sent_packets: packets from the address; 0 for names
 * @sent_bytes: likewise
 * @received_packets: packets to the address; 0 for names
 * @received_bytes: likewise
 * @first_ns: when the first of them was; where there are none, 0
 * @last_ns: when the last of them was
 * @n_peers: how many peers an address has, or clients a name; one that sends to itself is its own peer
 * @n_listed: how many of them are listed
 * @peers: (array length=n_listed): the most first, by the query's metric; ties by address
 */
typedef struct
{
  PvQuery query;
  guint32 id;
  guint64 packets;
  guint64 bytes;
  guint64 sent_packets;
  guint64 sent_bytes;
  guint64 received_packets;
  guint64 received_bytes;
  gint64 first_ns;
  gint64 last_ns;
  guint n_peers;
  guint n_listed;
  PvPeer *peers;
} PvLabelDetails;

/**
 * pv_label_details_new:
 * @capture: a capture
 * @query: which packets: what a chart asks, so that it tells the same; its limit is how many peers are
 *   listed
 * @id: of the label in the query's dimension. Which direction of addresses that ranks makes no
 *   difference: packets from and to the address count
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
