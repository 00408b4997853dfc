/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-flow-table.c: flows become small numbers, on many threads at once. */
#include "pv-flow-table.h"

#include "pv-hash.h"
#include "pv-protocol.h"
#include "pv-service-name.h"

#include "pv-tsan.h"

/* Each shard has a lock of its own, so that threads seldom meet. A power of 2. */
#define N_SHARDS 64

/* Flows are found by id through a table of segments, which never move. */
#define SEGMENT_BITS 14
#define SEGMENT_SIZE (1u << SEGMENT_BITS)
#define N_SEGMENTS (1u << (32 - SEGMENT_BITS))

typedef struct
{
  guint32 tag; /* upper half of the hash: where the slot belongs, and what tells most keys apart */
  guint32 id_plus_1; /* 0 for a free slot */
} Slot;

/* Both directions of a conversation have one hash, so that whoever adds one finds the other. */
typedef struct
{
  GMutex lock;
  Slot *slots;
  guint32 n_slots; /* a power of 2 */
  guint32 n_used;
} __attribute__ ((aligned (64))) Shard;

struct _PvFlowTable
{
  gatomicrefcount ref_count;
  PvHashSeed seed;
  guint n; /* atomic */
  PvFlow **segments; /* atomic */
  Shard shards[N_SHARDS];
};

PvFlowTable *
pv_flow_table_new (void)
{
  g_autofree PvFlow **segments = g_try_new0 (PvFlow *, N_SEGMENTS);
  PvFlowTable *self;

  if (segments == NULL)
    return NULL;

  self = g_aligned_alloc0 (1, sizeof *self, 64);
  self->segments = g_steal_pointer (&segments);
  g_atomic_ref_count_init (&self->ref_count);
  pv_hash_seed_init (&self->seed);
  for (guint i = 0; i < N_SHARDS; i++)
    g_mutex_init (&self->shards[i].lock);

  return self;
}

PvFlowTable *
pv_flow_table_ref (PvFlowTable *self)
{
  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

void
pv_flow_table_unref (PvFlowTable *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->ref_count))
    return;

  for (guint i = 0; i < N_SHARDS; i++)
    {
      g_mutex_clear (&self->shards[i].lock);
      g_free (self->shards[i].slots);
    }
  for (guint i = 0; i <= (self->n >> SEGMENT_BITS); i++)
    g_free (self->segments[i]);
  g_free (self->segments);
  g_aligned_free (self);
}

static PvFlow *
get_flow (PvFlowTable *self,
          guint32      id)
{
  PvFlow *segment = g_atomic_pointer_get (&self->segments[id >> SEGMENT_BITS]);

  return &segment[id & (SEGMENT_SIZE - 1)];
}

static inline guint64
hash_endpoint (const PvFlowTable *self,
               guint32            address,
               guint16            port)
{
  return pv_hash_mix (((guint64) address << 16 | port) ^ self->seed.a, self->seed.b);
}

static inline gboolean
key_is (const PvFlowKey *a,
        const PvFlowKey *b)
{
  return a->source == b->source && a->destination == b->destination && a->source_port == b->source_port &&
         a->destination_port == b->destination_port && a->protocol == b->protocol &&
         a->has_ports == b->has_ports;
}

/* The slot of the key, or the free one where it belongs. */
static Slot *
find_slot (PvFlowTable     *self,
           Shard           *shard,
           guint32          tag,
           const PvFlowKey *key)
{
  for (guint32 i = tag;; i++)
    {
      Slot *slot = &shard->slots[i & (shard->n_slots - 1)];

      if (slot->id_plus_1 == 0 || (slot->tag == tag && key_is (&get_flow (self, slot->id_plus_1 - 1)->key, key)))
        return slot;
    }
}

/* Doubles the slots. Tags suffice to find new places, so no key is looked at. */
static gboolean
grow (Shard *shard)
{
  guint32 n_slots = MAX (16, shard->n_slots * 2);
  Slot *slots = g_try_new0 (Slot, n_slots);

  if (slots == NULL)
    return FALSE;

  for (guint32 i = 0; i < shard->n_slots; i++)
    if (shard->slots[i].id_plus_1 != 0)
      {
        guint32 j = shard->slots[i].tag;

        while (slots[j & (n_slots - 1)].id_plus_1 != 0)
          j++;
        slots[j & (n_slots - 1)] = shard->slots[i];
      }

  g_free (shard->slots);
  __atomic_store_n (&shard->slots, slots, __ATOMIC_RELAXED);
  __atomic_store_n (&shard->n_slots, n_slots, __ATOMIC_RELAXED);

  return TRUE;
}

/* A place for one more flow, and its id; NULL where there is none. */
static PvFlow *
append_flow (PvFlowTable *self,
             guint32     *id)
{
  PvFlow **place;
  PvFlow *segment;

  *id = (guint32) g_atomic_int_add (&self->n, 1);
  if (*id == PV_NO_ID)
    {
      g_atomic_int_add (&self->n, -1);
      return NULL;
    }

  place = &self->segments[*id >> SEGMENT_BITS];
  segment = g_atomic_pointer_get (place);
  if (segment == NULL)
    {
      PvFlow *made = g_try_new0 (PvFlow, SEGMENT_SIZE);

      if (made == NULL)
        return NULL;

      if (g_atomic_pointer_compare_and_exchange (place, NULL, made))
        segment = made;
      else
        {
          g_free (made);
          segment = g_atomic_pointer_get (place);
        }
    }

  return &segment[*id & (SEGMENT_SIZE - 1)];
}

guint64
pv_flow_table_hash (PvFlowTable     *self,
                    const PvFlowKey *key)
{
  guint64 hash = pv_hash_mix (hash_endpoint (self, key->source, key->source_port) +
                              hash_endpoint (self, key->destination, key->destination_port),
                              key->protocol ^ self->seed.b);
  Shard *shard = &self->shards[hash % N_SHARDS];
  /* Without the lock: what has moved in the meantime is fetched in vain. */
  Slot *slots = __atomic_load_n (&shard->slots, __ATOMIC_RELAXED);
  guint32 n_slots = __atomic_load_n (&shard->n_slots, __ATOMIC_RELAXED);

  if (G_LIKELY (n_slots > 0))
    __builtin_prefetch ((gconstpointer) ((guintptr) slots
                                         + ((guint32) (hash >> 32) & (n_slots - 1)) * sizeof (Slot)), 1);

  return hash;
}

/* Joins a new flow with that of the other direction, where it is there. */
static void
link_reverse (PvFlowTable *self,
              Shard       *shard,
              guint32      tag,
              guint32      id,
              PvFlow      *flow)
{
  const PvFlowKey *key = &flow->key;
  PvFlowKey other = {
    key->destination, key->source, key->destination_port, key->source_port, key->protocol, key->has_ports,
  };
  Slot *slot = find_slot (self, shard, tag, &other);

  if (slot->id_plus_1 == 0)
    return;

  __atomic_store_n (&flow->reverse, slot->id_plus_1 - 1, __ATOMIC_RELAXED);
  __atomic_store_n (&get_flow (self, slot->id_plus_1 - 1)->reverse, id, __ATOMIC_RELAXED);
}

static void
note (PvFlow *flow,
      guint32 packet,
      guint   flags)
{
  guint32 first = __atomic_load_n (&flow->first_packet, __ATOMIC_RELAXED);

  /* under the shard's lock, so that nobody else writes */
  if (packet < first)
    __atomic_store_n (&flow->first_packet, packet, __ATOMIC_RELAXED);
  if (flags != 0)
    __atomic_fetch_or (&flow->flags, (guint8) flags, __ATOMIC_RELAXED);
}

guint32
pv_flow_table_add_hashed (PvFlowTable     *self,
                          guint64          hash,
                          const PvFlowKey *key,
                          guint32          packet,
                          guint            flags)
{
  Shard *shard = &self->shards[hash % N_SHARDS];
  guint32 tag = (guint32) (hash >> 32);
  guint32 id = PV_NO_ID;

  g_mutex_lock (&shard->lock);

  if (shard->n_used * 4 < shard->n_slots * 3 || grow (shard))
    {
      Slot *slot = find_slot (self, shard, tag, key);
      PvFlow *flow;

      if (slot->id_plus_1 != 0)
        {
          id = slot->id_plus_1 - 1;
          note (get_flow (self, id), packet, flags);
        }
      else if ((flow = append_flow (self, &id)) != NULL)
        {
          flow->key = *key;
          flow->reverse = PV_NO_ID;
          flow->first_packet = packet;
          flow->flags = (guint8) flags;
          slot->tag = tag;
          slot->id_plus_1 = id + 1;
          shard->n_used++;
          link_reverse (self, shard, tag, id, flow);
        }
      else
        {
          id = PV_NO_ID;
        }
    }

  g_mutex_unlock (&shard->lock);

  return id;
}

void
pv_flow_table_mark (PvFlowTable *self,
                    guint32      id,
                    guint        flags)
{
  PvFlow *flow = get_flow (self, id);

  if ((__atomic_load_n (&flow->flags, __ATOMIC_RELAXED) & flags) != flags)
    __atomic_fetch_or (&flow->flags, (guint8) flags, __ATOMIC_RELAXED);
}

guint32
pv_flow_table_get_n (PvFlowTable *self)
{
  return (guint32) g_atomic_int_get (&self->n);
}

const PvFlow *
pv_flow_table_get (PvFlowTable *self,
                   guint32      id)
{
  return get_flow (self, id);
}

gboolean
pv_flow_table_is_from_client (PvFlowTable *self,
                              guint32      id)
{
  const PvFlow *flow = get_flow (self, id);
  const PvFlowKey *key = &flow->key;
  guint32 reverse_id = __atomic_load_n (&flow->reverse, __ATOMIC_RELAXED);
  const PvFlow *reverse = reverse_id != PV_NO_ID && reverse_id != id ? get_flow (self, reverse_id) : NULL;
  gboolean asks = (__atomic_load_n (&flow->flags, __ATOMIC_RELAXED) & PV_FLOW_SYN) != 0;
  gboolean is_asked = reverse != NULL && (__atomic_load_n (&reverse->flags, __ATOMIC_RELAXED) & PV_FLOW_SYN) != 0;

  if (asks != is_asked)
    return asks;

  if (key->has_ports && key->source_port != key->destination_port)
    {
      gboolean source_is_named = pv_service_name_has ((guint8) key->protocol, key->source_port);
      gboolean destination_is_named = pv_service_name_has ((guint8) key->protocol, key->destination_port);

      if (source_is_named != destination_is_named)
        return destination_is_named;

      return key->destination_port < key->source_port;
    }

  return reverse == NULL || __atomic_load_n (&flow->first_packet, __ATOMIC_RELAXED)
                              < __atomic_load_n (&reverse->first_packet, __ATOMIC_RELAXED);
}

guint32
pv_flow_table_get_first_packet (PvFlowTable *self,
                                guint32      id)
{
  return __atomic_load_n (&get_flow (self, id)->first_packet, __ATOMIC_RELAXED);
}

guint32
pv_flow_table_get_first (PvFlowTable *self,
                         guint32      id)
{
  guint32 reverse = __atomic_load_n (&get_flow (self, id)->reverse, __ATOMIC_RELAXED);

  return MIN (id, reverse);
}
