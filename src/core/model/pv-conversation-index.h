/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-conversation-index.h: conversations by addresses, numbered when they are first asked for. */
#pragma once

#include "pv-flow-table.h"

G_BEGIN_DECLS

/**
 * PvConversationIndex:
 *
 * Pairs of addresses that exchange packets, numbered from 0. Belongs to a flow table and grows with it. Any
 * thread may ask; numbers never change.
 */
typedef struct _PvConversationIndex PvConversationIndex;

PvConversationIndex *pv_conversation_index_new      (PvFlowTable         *flows);
PvConversationIndex *pv_conversation_index_ref      (PvConversationIndex *self);
void                 pv_conversation_index_unref    (PvConversationIndex *self);

/* The conversation that @flow belongs to; PV_NO_ID for flows without IP, and where memory is out. */
guint32              pv_conversation_index_get      (PvConversationIndex *self,
                                                     guint32              flow);
/* How many there are so far. */
guint32              pv_conversation_index_get_n    (PvConversationIndex *self);
/* Once the first @n_packets of the file are known, which are of the first @n_flows: what was numbered while some of
 * them were still to come may have begun otherwise. */
void                 pv_conversation_index_settle   (PvConversationIndex *self,
                                                     guint64              n_packets,
                                                     guint32              n_flows);
/* The flow of a conversation's first packet, which says who is the client. */
guint32              pv_conversation_index_get_flow (PvConversationIndex *self,
                                                     guint32              conversation);
/* Whether the flow goes from its conversation's client to the server. Not whether its own source is the client
 * of what it asks: between two addresses either may ask, and one flow's client may be another's server.
 * @flow must have a conversation. */
gboolean             pv_conversation_index_is_from_client (PvConversationIndex *self,
                                                           guint32              flow);

/* Writes which conversations the first @n_flows flows belong to, as a part of an index of its own, and as another the
 * conversations. */
void                 pv_conversation_index_write    (PvConversationIndex *self,
                                                     guint32              n_flows,
                                                     PvIndexWriter       *writer,
                                                     guint                part,
                                                     guint                pairs);
/* What was written as those. (transfer full) (nullable): NULL where it is not as it must be */
PvConversationIndex *pv_conversation_index_read     (PvFlowTable         *flows,
                                                     guint32              n_flows,
                                                     PvIndexReader       *reader,
                                                     guint                part,
                                                     guint                pairs);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PvConversationIndex, pv_conversation_index_unref)

G_END_DECLS
