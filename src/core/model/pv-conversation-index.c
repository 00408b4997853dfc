/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-conversation-index.c: conversations by addresses. */
#include "pv-conversation-index.h"

#include <string.h>

#include "pv-directory.h"
#include "pv-label-table.h"
#include "pv-piece.h"

#include "pv-tsan.h"

/* Numbers lie in chunks that never move, so that readers need no lock. */
#define CHUNK_BITS PV_PIECE (14, 6)
#define CHUNK_SIZE (1u << CHUNK_BITS)

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
  GBytes *mapping; /* NULL, or what has the first of the numbers */
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
  g_clear_pointer (&self->mapping, g_bytes_unref);
  pv_flow_table_unref (self->flows);
  g_mutex_clear (&self->lock);
  g_free (self);
}

static inline guint32 *
get_chunk (PvDirectory *chunks,
           guint32      i)
{
  return pv_directory_get (chunks, i >> CHUNK_BITS);
}

/* The place of @i, whose chunk is made where it is missing. Under the lock. */
static guint32 *
make_place (PvDirectory *chunks,
            guint32      i)
{
  guint32 *chunk = pv_directory_make (chunks, i >> CHUNK_BITS, CHUNK_SIZE * sizeof *chunk);

  return chunk != NULL ? &chunk[i & (CHUNK_SIZE - 1)] : NULL;
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
  guint32 *chunk = get_chunk (&self->of_flow, flow);
  guint32 known = chunk != NULL ? __atomic_load_n (&chunk[flow & (CHUNK_SIZE - 1)], __ATOMIC_ACQUIRE) : 0;
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
      guint32 *chunk = get_chunk (&self->of_flow, flow);
      guint32 known = chunk != NULL ? chunk[flow & (CHUNK_SIZE - 1)] : 0;

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
  guint32 *chunk = get_chunk (&self->first_flow, conversation);

  return __atomic_load_n (&chunk[conversation & (CHUNK_SIZE - 1)], __ATOMIC_ACQUIRE);
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

enum
{
  SECTION_OF_FLOW, /* of guint32, whole chunks */
  SECTION_FIRST_FLOW, /* likewise */
};

static guint32
count_chunks (guint32 n)
{
  return (guint32) (((guint64) n + CHUNK_SIZE - 1) >> CHUNK_BITS);
}

static void
write_numbers (PvDirectory   *chunks,
               guint32        n,
               PvIndexWriter *writer,
               guint32        section)
{
  guint32 numbers[CHUNK_SIZE / 16];

  pv_index_writer_begin (writer, section);
  for (guint64 first = 0; first < (guint64) count_chunks (n) << CHUNK_BITS; first += G_N_ELEMENTS (numbers))
    {
      const guint32 *chunk = get_chunk (chunks, (guint32) first);

      for (guint32 i = 0; i < G_N_ELEMENTS (numbers); i++)
        numbers[i] = chunk != NULL && first + i < n
                       ? __atomic_load_n (&chunk[(first + i) & (CHUNK_SIZE - 1)], __ATOMIC_ACQUIRE)
                       : 0;
      pv_index_writer_append (writer, numbers, sizeof numbers);
    }
}

void
pv_conversation_index_write (PvConversationIndex *self,
                             guint32              n_flows,
                             PvIndexWriter       *writer,
                             guint                part,
                             guint                pairs)
{
  guint32 n;

  for (guint32 flow = 0; flow < n_flows; flow++)
    if (pv_conversation_index_get (self, flow) == PV_NO_ID
        && pv_flow_table_get (self->flows, flow)->key.source != PV_NO_ID)
      pv_index_writer_fail (writer);

  n = pv_conversation_index_get_n (self);
  write_numbers (&self->of_flow, n_flows, writer, PV_INDEX_SECTION (part, SECTION_OF_FLOW));
  write_numbers (&self->first_flow, n, writer, PV_INDEX_SECTION (part, SECTION_FIRST_FLOW));
  pv_label_table_write (self->pairs, n, writer, pairs);
}

/* Whether each flow is of the conversation of its addresses, and each conversation has a flow. */
static gboolean
check_numbers (PvConversationIndex *self,
               guint32              n_flows)
{
  guint32 n = pv_label_table_get_n (self->pairs);

  for (guint32 flow = 0; flow < n_flows; flow++)
    {
      const PvFlowKey *key = &pv_flow_table_get (self->flows, flow)->key;
      guint32 pair[2] = { MIN (key->source, key->destination), MAX (key->source, key->destination) };
      guint32 known = get_chunk (&self->of_flow, flow)[flow & (CHUNK_SIZE - 1)];

      if ((known == 0) != (key->source == PV_NO_ID) || known > n
          || (known > 0 && memcmp (pv_label_table_get (self->pairs, known - 1, NULL), pair, sizeof pair) != 0))
        return FALSE;
    }
  for (guint32 i = 0; i < n; i++)
    {
      guint32 flow = get_chunk (&self->first_flow, i)[i & (CHUNK_SIZE - 1)];

      if (flow >= n_flows || get_chunk (&self->of_flow, flow)[flow & (CHUNK_SIZE - 1)] != i + 1)
        return FALSE;
    }

  return TRUE;
}

PvConversationIndex *
pv_conversation_index_read (PvFlowTable   *flows,
                            guint32        n_flows,
                            PvIndexReader *reader,
                            guint          part,
                            guint          pairs)
{
  g_autoptr (PvConversationIndex) self = pv_conversation_index_new (flows);
  g_autoptr (PvLabelTable) read = pv_label_table_read (reader, pairs, 2 * sizeof (guint32), 2 * sizeof (guint32));
  guint32 n_of = count_chunks (n_flows);
  guint32 n_first;
  guint32 *of_flow;
  guint32 *first_flow;

  if (read == NULL)
    return NULL;

  pv_label_table_unref (self->pairs);
  self->pairs = g_steal_pointer (&read);
  n_first = count_chunks (pv_label_table_get_n (self->pairs));
  of_flow = pv_index_reader_get_n (reader, PV_INDEX_SECTION (part, SECTION_OF_FLOW), CHUNK_SIZE * sizeof *of_flow,
                                   n_of);
  first_flow = pv_index_reader_get_n (reader, PV_INDEX_SECTION (part, SECTION_FIRST_FLOW),
                                      CHUNK_SIZE * sizeof *first_flow, n_first);
  self->mapping = g_bytes_ref (pv_index_reader_get_all (reader));
  self->n_settled = n_flows;
  if (of_flow == NULL || first_flow == NULL
      || !pv_directory_map (&self->of_flow, of_flow, n_of, CHUNK_SIZE * sizeof *of_flow)
      || !pv_directory_map (&self->first_flow, first_flow, n_first, CHUNK_SIZE * sizeof *first_flow)
      || !check_numbers (self, n_flows))
    return NULL;

  return g_steal_pointer (&self);
}
