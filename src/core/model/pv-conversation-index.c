/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-conversation-index.c: conversations by addresses. */
#include "pv-conversation-index.h"

#include "pv-directory.h"
#include "pv-label-table.h"

#include "pv-tsan.h"

/* Numbers lie in segments that never move, so that readers need no lock. */
#define SEGMENT_BITS 14
#define SEGMENT_SIZE (1u << SEGMENT_BITS)

struct _PvConversationIndex
{
  gatomicrefcount ref_count;
  PvFlowTable *flows;
  GMutex lock;
  PvLabelTable *pairs;    /* of two address ids, the lower first */
  /* of guint32 */
  PvDirectory of_flow;    /* by flow, one more than the conversation; 0 where not yet known */
  PvDirectory first_flow; /* by conversation */
  guint32 n_settled; /* flows whose first packet is known for good */
};

PvConversationIndex *
pv_conversation_index_new (PvFlowTable *flows)
{
  PvConversationIndex *self = g_new0 (PvConversationIndex, 1);

  g_atomic_ref_count_init (&self->ref_count);
  g_mutex_init (&self->lock);
  self->flows = pv_flow_table_ref (flows);
  self->pairs = pv_label_table_new ();
  pv_directory_init (&self->of_flow);
  pv_directory_init (&self->first_flow);

  return self;
}

PvConversationIndex *
pv_conversation_index_ref (PvConversationIndex *self)
{
  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

void
pv_conversation_index_unref (PvConversationIndex *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->ref_count))
    return;

  pv_directory_clear (&self->of_flow);
  pv_directory_clear (&self->first_flow);
  pv_label_table_unref (self->pairs);
  pv_flow_table_unref (self->flows);
  g_mutex_clear (&self->lock);
  g_free (self);
}

static inline guint32 *
get_segment (PvDirectory *segments,
             guint32      i)
{
  return pv_directory_get (segments, i >> SEGMENT_BITS);
}

/* The place of @i, whose segment is made where it is missing. Under the lock. */
static guint32 *
make_place (PvDirectory *segments,
            guint32      i)
{
  guint32 *segment = pv_directory_make (segments, i >> SEGMENT_BITS, SEGMENT_SIZE * sizeof *segment);

  return segment != NULL ? &segment[i & (SEGMENT_SIZE - 1)] : NULL;
}

/* Lets the flow that the conversation's first packet is of say who is the client. */
static void
note_first (PvConversationIndex *self,
            guint32              id,
            guint32              flow)
{
  guint32 *place = make_place (&self->first_flow, id);

  if (flow != *place && pv_flow_table_get_first_packet (self->flows, flow)
                          < pv_flow_table_get_first_packet (self->flows, *place))
    __atomic_store_n (place, flow, __ATOMIC_RELEASE);
}

static guint32
number_flow (PvConversationIndex *self,
             guint32              flow)
{
  const PvFlowKey *key = &pv_flow_table_get (self->flows, flow)->key;
  guint32 pair[2] = { MIN (key->source, key->destination), MAX (key->source, key->destination) };
  guint32 *place = make_place (&self->of_flow, flow);
  guint32 n = pv_label_table_get_n (self->pairs);
  guint32 id = PV_NO_ID;

  if (place == NULL)
    return PV_NO_ID;
  if (*place != 0)
    return *place - 1;

  id = pv_label_table_add (self->pairs, (const guint8 *) pair, sizeof pair);
  if (id == n)
    {
      guint32 *first = make_place (&self->first_flow, id);

      if (first == NULL)
        return PV_NO_ID;
      __atomic_store_n (first, flow, __ATOMIC_RELEASE);
    }
  else if (id != PV_NO_ID)
    {
      note_first (self, id, flow);
    }
  if (id != PV_NO_ID)
    __atomic_store_n (place, id + 1, __ATOMIC_RELEASE);

  return id;
}

guint32
pv_conversation_index_get (PvConversationIndex *self,
                           guint32              flow)
{
  guint32 *segment = get_segment (&self->of_flow, flow);
  guint32 known = segment != NULL ? __atomic_load_n (&segment[flow & (SEGMENT_SIZE - 1)], __ATOMIC_ACQUIRE) : 0;
  guint32 id;

  if (G_LIKELY (known != 0))
    return known - 1;
  if (pv_flow_table_get (self->flows, flow)->key.source == PV_NO_ID)
    return PV_NO_ID;

  g_mutex_lock (&self->lock);
  id = number_flow (self, flow);
  g_mutex_unlock (&self->lock);

  return id;
}

void
pv_conversation_index_settle (PvConversationIndex *self,
                              guint64              n_packets,
                              guint32              n_flows)
{
  gboolean is_settled = TRUE;

  g_mutex_lock (&self->lock);
  for (guint32 flow = self->n_settled; flow < n_flows; flow++)
    {
      guint32 *segment = get_segment (&self->of_flow, flow);
      guint32 known = segment != NULL ? segment[flow & (SEGMENT_SIZE - 1)] : 0;

      if (known != 0)
        note_first (self, known - 1, flow);

      /* threads that are at work may be about to find an earlier one */
      is_settled = is_settled && pv_flow_table_get_first_packet (self->flows, flow) < n_packets;
      if (is_settled)
        self->n_settled = flow + 1;
    }
  g_mutex_unlock (&self->lock);
}

guint32
pv_conversation_index_get_n (PvConversationIndex *self)
{
  return pv_label_table_get_n (self->pairs);
}

guint32
pv_conversation_index_get_flow (PvConversationIndex *self,
                                guint32              conversation)
{
  guint32 *segment = get_segment (&self->first_flow, conversation);

  return __atomic_load_n (&segment[conversation & (SEGMENT_SIZE - 1)], __ATOMIC_ACQUIRE);
}

gboolean
pv_conversation_index_is_from_client (PvConversationIndex *self,
                                      guint32              flow)
{
  const PvFlowKey *key = &pv_flow_table_get (self->flows, flow)->key;
  guint32 conversation = pv_conversation_index_get (self, flow);
  guint32 first;

  /* An address that talks to itself has but its ports. */
  if (conversation == PV_NO_ID || key->source == key->destination)
    return pv_flow_table_is_from_client (self->flows, flow);

  first = pv_conversation_index_get_flow (self, conversation);

  return (key->source == pv_flow_table_get (self->flows, first)->key.source)
         == pv_flow_table_is_from_client (self->flows, first);
}
