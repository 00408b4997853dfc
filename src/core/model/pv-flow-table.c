/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-flow-table.c: flows become small numbers, on many threads at once. */
#include "pv-flow-table.h"

#include <string.h>

#include "pv-directory.h"
#include "pv-hash-index.h"
#include "pv-hash.h"
#include "pv-parallel.h"
#include "pv-piece.h"
#include "pv-protocol.h"
#include "pv-service-name.h"

/* Flows are found by id through chunks, which never move. */
#define CHUNK_BITS PV_PIECE (14, 6)
#define CHUNK_SIZE (1u << CHUNK_BITS)

struct _PvFlowTable
{
  gatomicrefcount ref_count;
  PvHashSeed seed;
  PvLabelTable *addresses;
  PvDirectory chunks; /* of PvFlow */
  GBytes *mapping; /* NULL, or what has them */
  guint n __attribute__ ((aligned (PV_CACHE_LINE))); /* atomic */
  /* Both directions of a conversation have one hash, so that whoever adds one finds the other. */
  PvHashIndex index;
};

PvFlowTable *
pv_flow_table_new (PvLabelTable *addresses)
{
  PvFlowTable *self = g_aligned_alloc0 (1, sizeof *self, 64);

  pv_directory_init (&self->chunks);
  g_atomic_ref_count_init (&self->ref_count);
  pv_hash_seed_init (&self->seed);
  self->addresses = pv_label_table_ref (addresses);
  pv_hash_index_init (&self->index);

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

  pv_hash_index_clear (&self->index);
  pv_directory_clear (&self->chunks);
  g_clear_pointer (&self->mapping, g_bytes_unref);
  pv_label_table_unref (self->addresses);
  g_aligned_free (self);
}

static PvFlow *
get_flow (PvFlowTable *self,
          guint32      id)
{
  PvFlow *chunk = pv_directory_get (&self->chunks, id >> CHUNK_BITS);

  return &chunk[id & (CHUNK_SIZE - 1)];
}

/* The bytes of the source (0) or destination (1) address, as numbers. */
static inline void
get_address (const PvFlowPacket *packet,
             guint               side,
             guint64             address[2])
{
  if (packet->address_size == 4)
    {
      guint32 both[2];

      memcpy (both, packet->addresses, sizeof both);
      address[0] = both[side];
      address[1] = 0;
    }
  else
    {
      address[0] = packet->addresses[2 * side];
      address[1] = packet->addresses[2 * side + 1];
    }
}

static inline guint64
hash_endpoint (const PvFlowTable *self,
               const guint64      address[2],
               guint16            port)
{
  return pv_hash_mix (pv_hash_mix (address[0] ^ self->seed.a, address[1] ^ self->seed.b) ^ port, self->seed.a);
}

static inline guint32
get_check (const PvFlowTable  *self,
           const PvFlowPacket *packet,
           guint               side)
{
  guint64 address[2];

  get_address (packet, side, address);

  return packet->address_size == 4 ? (guint32) address[0] : (guint32) hash_endpoint (self, address, 0);
}

static gboolean
address_is (const PvFlowTable  *self,
            guint32             id,
            const PvFlowPacket *packet,
            guint               side)
{
  gsize length;
  const guint8 *known = pv_label_table_get (self->addresses, id, &length);

  return length == packet->address_size &&
         memcmp (known, (const guint8 *) packet->addresses + side * length, length) == 0;
}

/* Whether it is the flow from @packet's side @source to the other. IPv4 is told by the numbers at hand; of IPv6,
 * the addresses themselves are compared where their hashes are alike. */
static inline gboolean
is_flow_of (const PvFlowTable  *self,
            const PvFlow       *flow,
            const PvFlowPacket *packet,
            const guint32       checks[2],
            guint               source)
{
  const PvFlowKey *key = &flow->key;

  if (flow->check[0] != checks[source] || flow->check[1] != checks[1 - source] ||
      key->source_port != (source == 0 ? packet->source_port : packet->destination_port) ||
      key->destination_port != (source == 0 ? packet->destination_port : packet->source_port) ||
      key->protocol != packet->protocol || key->has_ports != packet->has_ports ||
      key->address_size != packet->address_size)
    return FALSE;

  return packet->address_size <= 4 ||
         (address_is (self, key->source, packet, source) && address_is (self, key->destination, packet, 1 - source));
}

/* What is looked for: the flow from the packet's side @source to the other. */
typedef struct
{
  PvFlowTable *table;
  const PvFlowPacket *packet;
  guint32 checks[2];
  guint source;
} Wanted;

static gboolean
is_wanted (gconstpointer data,
           guint32       id)
{
  const Wanted *wanted = data;

  return is_flow_of (wanted->table, get_flow (wanted->table, id), wanted->packet, wanted->checks, wanted->source);
}

static guint32
find (PvFlowTable        *self,
      guint64             hash,
      const PvFlowPacket *packet,
      const guint32       checks[2],
      guint               source)
{
  const Wanted wanted = { self, packet, { checks[0], checks[1] }, source };

  return pv_hash_index_find (&self->index, hash, is_wanted, &wanted);
}

/* A place for one more flow, and its id; NULL where there is none. */
static PvFlow *
append_flow (PvFlowTable *self,
             guint32     *id)
{
  PvFlow *chunk;

  *id = (guint32) g_atomic_int_add (&self->n, 1);
  if (*id == PV_NO_ID)
    {
      g_atomic_int_add (&self->n, -1);
      return NULL;
    }

  chunk = pv_directory_make (&self->chunks, *id >> CHUNK_BITS, CHUNK_SIZE * sizeof *chunk);
  if (chunk == NULL)
    return NULL;

  return &chunk[*id & (CHUNK_SIZE - 1)];
}

guint64
pv_flow_table_hash (PvFlowTable        *self,
                    const PvFlowPacket *packet)
{
  guint64 source[2];
  guint64 destination[2];
  guint64 hash;

  get_address (packet, 0, source);
  get_address (packet, 1, destination);
  hash = pv_hash_mix (hash_endpoint (self, source, packet->source_port) +
                      hash_endpoint (self, destination, packet->destination_port),
                      packet->protocol ^ self->seed.b);

  pv_hash_index_prefetch (&self->index, hash);

  return hash;
}

guint32
pv_flow_table_guess (PvFlowTable *self,
                     guint64      hash)
{
  guint32 id = pv_hash_index_guess (&self->index, hash);

  if (id != PV_NO_ID)
    __builtin_prefetch (get_flow (self, id));

  return id;
}

static void
note (PvFlow             *flow,
      const PvFlowPacket *packet)
{
  guint32 first = __atomic_load_n (&flow->first_packet, __ATOMIC_RELAXED);

  while (packet->packet < first &&
         !__atomic_compare_exchange_n (&flow->first_packet, &first, packet->packet, TRUE, __ATOMIC_RELAXED,
                                       __ATOMIC_RELAXED))
    ;
  if (packet->flags != 0)
    __atomic_fetch_or (&flow->key.flags, (guint8) packet->flags, __ATOMIC_RELAXED);
}

/* What tells a new flow apart. Its addresses have their numbers already where the other direction is there.
 * FALSE where memory is out. */
static gboolean
make_key (PvFlowTable        *self,
          const PvFlowPacket *packet,
          const guint64      *address_hashes,
          const PvFlow       *reverse,
          PvFlowKey          *key)
{
  const guint8 *addresses = (const guint8 *) packet->addresses;
  guint64 own_hashes[2];

  *key = (PvFlowKey){ PV_NO_ID, PV_NO_ID, packet->source_port, packet->destination_port, packet->protocol,
                      packet->has_ports, packet->address_size, (guint8) packet->flags };
  if (packet->address_size == 0)
    return TRUE;

  if (reverse != NULL)
    {
      key->source = reverse->key.destination;
      key->destination = reverse->key.source;
      return TRUE;
    }

  if (address_hashes == NULL)
    {
      pv_flow_table_hash_addresses (self, packet, own_hashes);
      address_hashes = own_hashes;
    }
  key->source = pv_label_table_add_hashed (self->addresses, address_hashes[0], addresses, packet->address_size);
  key->destination = pv_label_table_add_hashed (self->addresses, address_hashes[1], addresses + packet->address_size,
                                                packet->address_size);

  return key->source != PV_NO_ID && key->destination != PV_NO_ID;
}

/* Adds the flow of @packet, and joins it with that of the other direction. Under the lock of its hash. */
static guint32
append (PvFlowTable        *self,
        guint64             hash,
        const PvFlowPacket *packet,
        const guint64      *address_hashes,
        const guint32       checks[2])
{
  guint32 reverse_id = find (self, hash, packet, checks, 1);
  PvFlow *reverse = reverse_id != PV_NO_ID ? get_flow (self, reverse_id) : NULL;
  PvFlowKey key;
  PvFlow *flow;
  guint32 id;

  if (!make_key (self, packet, address_hashes, reverse, &key) || (flow = append_flow (self, &id)) == NULL)
    return PV_NO_ID;

  *flow = (PvFlow){ key, { checks[0], checks[1] }, reverse_id, packet->packet };
  if (reverse == NULL && is_flow_of (self, flow, packet, checks, 1))
    /* what an endpoint sends to itself is its own reverse */
    flow->reverse = id;
  pv_hash_index_add (&self->index, hash, id);
  if (reverse != NULL)
    __atomic_store_n (&reverse->reverse, id, __ATOMIC_RELEASE);

  return id;
}

/* The packet's flow, if it is the one that was guessed or its reverse, which is there; PV_NO_ID where it is not. */
static guint32
check_guess (PvFlowTable        *self,
             guint32             guess,
             const PvFlowPacket *packet,
             const guint32       checks[2])
{
  const PvFlow *flow = get_flow (self, guess);

  if (is_flow_of (self, flow, packet, checks, 0))
    return guess;
  if (is_flow_of (self, flow, packet, checks, 1))
    return __atomic_load_n (&flow->reverse, __ATOMIC_ACQUIRE);

  return PV_NO_ID;
}

void
pv_flow_table_hash_addresses (PvFlowTable        *self,
                              const PvFlowPacket *packet,
                              guint64             hashes[2])
{
  const guint8 *addresses = (const guint8 *) packet->addresses;

  hashes[0] = pv_label_table_hash (self->addresses, addresses, packet->address_size);
  hashes[1] = pv_label_table_hash (self->addresses, addresses + packet->address_size, packet->address_size);
}

guint32
pv_flow_table_add (PvFlowTable        *self,
                   guint64             hash,
                   guint32             guess,
                   const guint64      *address_hashes,
                   const PvFlowPacket *packet)
{
  guint32 checks[2] = { get_check (self, packet, 0), get_check (self, packet, 1) };
  guint32 id = guess != PV_NO_ID ? check_guess (self, guess, packet, checks) : PV_NO_ID;
  gboolean has_room;

  if (id == PV_NO_ID)
    {
      has_room = pv_hash_index_lock (&self->index, hash);
      id = find (self, hash, packet, checks, 0);
      if (id == PV_NO_ID)
        {
          if (has_room)
            id = append (self, hash, packet, address_hashes, checks);
          pv_hash_index_unlock (&self->index, hash);
          return id;
        }
      pv_hash_index_unlock (&self->index, hash);
    }

  note (get_flow (self, id), packet);

  return id;
}

PvLabelTable *
pv_flow_table_get_addresses (PvFlowTable *self)
{
  return self->addresses;
}

void
pv_flow_table_mark (PvFlowTable *self,
                    guint32      id,
                    guint        flags)
{
  PvFlow *flow = get_flow (self, id);

  if ((__atomic_load_n (&flow->key.flags, __ATOMIC_RELAXED) & flags) != flags)
    __atomic_fetch_or (&flow->key.flags, (guint8) flags, __ATOMIC_RELAXED);
}

guint32
pv_flow_table_get_n (PvFlowTable *self)
{
  return (guint32) g_atomic_int_get (&self->n);
}

guint32
pv_flow_table_sync_n (PvFlowTable *self)
{
  guint32 n = (guint32) g_atomic_int_get (&self->n);

  /* ids are given out, and what they stand for is written, under a shard's lock */
  pv_hash_index_sync (&self->index);

  return n;
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
  guint32 reverse_id = __atomic_load_n (&flow->reverse, __ATOMIC_ACQUIRE);
  const PvFlow *reverse = reverse_id != PV_NO_ID && reverse_id != id ? get_flow (self, reverse_id) : NULL;
  gboolean asks = (__atomic_load_n (&flow->key.flags, __ATOMIC_RELAXED) & PV_FLOW_SYN) != 0;
  gboolean is_asked = reverse != NULL && (__atomic_load_n (&reverse->key.flags, __ATOMIC_RELAXED) & PV_FLOW_SYN) != 0;

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
pv_flow_table_get_reverse (PvFlowTable *self,
                           guint32      id)
{
  return __atomic_load_n (&get_flow (self, id)->reverse, __ATOMIC_ACQUIRE);
}

guint32
pv_flow_table_get_first (PvFlowTable *self,
                         guint32      id)
{
  guint32 reverse = pv_flow_table_get_reverse (self, id);

  return MIN (id, reverse);
}

void
pv_flow_table_write (PvFlowTable   *self,
                     guint32        n,
                     PvIndexWriter *writer,
                     guint          part)
{
  g_autofree PvFlow *flows = g_try_new (PvFlow, CHUNK_SIZE);

  if (flows == NULL)
    pv_index_writer_fail (writer);

  pv_index_writer_begin (writer, PV_INDEX_SECTION (part, 0));
  for (guint32 first = 0; first < n && pv_index_writer_is_ok (writer); first += CHUNK_SIZE)
    {
      guint32 n_there = MIN (n - first, CHUNK_SIZE);

      memset (flows, 0, CHUNK_SIZE * sizeof *flows);
      memcpy (flows, get_flow (self, first), n_there * sizeof *flows);
      for (guint32 i = 0; i < n_there; i++)
        if (flows[i].reverse >= n)
          flows[i].reverse = PV_NO_ID;
      pv_index_writer_append (writer, flows, CHUNK_SIZE * sizeof *flows);
    }
}

typedef struct
{
  PvFlowTable *flows;
  guint32 n_addresses;
  guint64 n_packets;
} Check;

/* Whether it is an address of the flow's size. */
static gboolean
check_address (const Check *self,
               guint32      id,
               guint        size)
{
  gsize length;

  if (id == PV_NO_ID || size == 0)
    return id == PV_NO_ID && size == 0;
  if (id >= self->n_addresses)
    return FALSE;

  pv_label_table_get (self->flows->addresses, id, &length);

  return length == size;
}

/* Whether it is the other direction of the flow @id. */
static gboolean
check_reverse (PvFlowTable  *self,
               guint32       id,
               const PvFlow *flow)
{
  const PvFlowKey *key = &flow->key;
  const PvFlow *reverse;

  if (flow->reverse == PV_NO_ID)
    return TRUE;
  if (flow->reverse >= self->n)
    return FALSE;

  reverse = get_flow (self, flow->reverse);

  return reverse->reverse == id && reverse->key.source == key->destination && reverse->key.destination == key->source
         && reverse->key.source_port == key->destination_port && reverse->key.destination_port == key->source_port
         && reverse->key.protocol == key->protocol && reverse->key.has_ports == key->has_ports;
}

/* Only what has addresses has ports, and only of some protocols. */
static gboolean
check_ports (const PvFlowKey *key)
{
  return !key->has_ports || (key->address_size != 0 && pv_protocol_has_ports (key->protocol));
}

static gboolean
check_chunk (gpointer data,
             gsize    chunk)
{
  const Check *self = data;
  guint32 first = (guint32) chunk << CHUNK_BITS;
  guint32 end = MIN (self->flows->n, first + CHUNK_SIZE);

  for (guint32 id = first; id < end; id++)
    {
      const PvFlow *flow = get_flow (self->flows, id);

      if (!check_address (self, flow->key.source, flow->key.address_size)
          || !check_address (self, flow->key.destination, flow->key.address_size)
          || flow->first_packet >= self->n_packets || !check_ports (&flow->key)
          || !check_reverse (self->flows, id, flow))
        return FALSE;
    }

  return TRUE;
}

PvFlowTable *
pv_flow_table_read (PvLabelTable  *addresses,
                    guint32        n,
                    guint64        n_packets,
                    PvIndexReader *reader,
                    guint          part)
{
  g_autoptr (PvFlowTable) self = pv_flow_table_new (addresses);
  guint32 n_chunks = (guint32) (((guint64) n + CHUNK_SIZE - 1) >> CHUNK_BITS);
  Check check = { self, pv_label_table_get_n (addresses), n_packets };
  PvFlow *flows = pv_index_reader_get_n (reader, PV_INDEX_SECTION (part, 0), sizeof *flows,
                                         (guint64) n_chunks << CHUNK_BITS);

  if (flows == NULL || n == PV_NO_ID)
    return NULL;

  self->mapping = g_bytes_ref (pv_index_reader_get_all (reader));
  self->n = n;
  if (!pv_directory_map (&self->chunks, flows, n_chunks, CHUNK_SIZE * sizeof *flows)
      || !pv_parallel_all (n_chunks, check_chunk, &check))
    return NULL;

  return g_steal_pointer (&self);
}

gboolean
pv_flow_table_index (PvFlowTable *self)
{
  for (guint32 id = 0; id < self->n; id++)
    {
      PvFlow *flow = get_flow (self, id);
      const PvFlowKey *key = &flow->key;
      PvFlowPacket packet = { .address_size = key->address_size, .source_port = key->source_port,
                              .destination_port = key->destination_port, .protocol = key->protocol,
                              .has_ports = key->has_ports };
      guint8 *addresses = (guint8 *) packet.addresses;
      gboolean has_room;
      guint64 hash;

      if (key->address_size != 0)
        {
          memcpy (addresses, pv_label_table_get (self->addresses, key->source, NULL), key->address_size);
          memcpy (addresses + key->address_size,
                  pv_label_table_get (self->addresses, key->destination, NULL), key->address_size);
        }
      /* they were told apart by another seed */
      flow->check[0] = get_check (self, &packet, 0);
      flow->check[1] = get_check (self, &packet, 1);
      hash = pv_flow_table_hash (self, &packet);
      has_room = pv_hash_index_lock (&self->index, hash);
      if (has_room)
        pv_hash_index_add (&self->index, hash, id);
      pv_hash_index_unlock (&self->index, hash);
      if (!has_room)
        return FALSE;
    }

  return TRUE;
}
