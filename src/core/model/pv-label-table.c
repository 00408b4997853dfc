/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-label-table.c: labels become small numbers, on many threads at once. */
#include "pv-label-table.h"

#include <string.h>

#include "pv-directory.h"
#include "pv-hash.h"

#include "pv-tsan.h"

/* Each shard has a lock of its own, so that threads seldom meet. A power of 2. */
#define N_SHARDS 64

/* Keys are found by id through segments, which never move. */
#define SEGMENT_BITS 14
#define SEGMENT_SIZE (1u << SEGMENT_BITS)

/* Keys lie in pieces of memory of this size, each a 16-bit length, the bytes and a NUL. */
#define ARENA_SIZE (64 * 1024)
#define KEY_MAX G_MAXUINT16

typedef struct
{
  guint32 tag; /* upper half of the hash: where the slot belongs, and what tells most keys apart */
  guint32 id_plus_1; /* 0 for a free slot */
} Slot;

typedef struct
{
  GMutex lock;
  Slot *slots;
  guint32 n_slots; /* a power of 2 */
  guint32 n_used;
  guint8 *arena;
  gsize arena_left;
  GSList *arenas;
  gboolean is_mapped; /* the slots are somebody else's */
} __attribute__ ((aligned (64))) Shard;

typedef const guint8 *Key;

struct _PvLabelTable
{
  gatomicrefcount ref_count;
  PvHashSeed seed;
  guint n; /* atomic */
  PvDirectory segments; /* of Key */
  GBytes *mapping; /* NULL, or what has the first n_mapped keys */
  guint32 n_mapped;
  const guint32 *offsets; /* where each begins */
  const guint8 *keys;
  Shard shards[N_SHARDS];
};

PvLabelTable *
pv_label_table_new (void)
{
  PvLabelTable *self = g_aligned_alloc0 (1, sizeof *self, 64);

  pv_directory_init (&self->segments);
  g_atomic_ref_count_init (&self->ref_count);
  pv_hash_seed_init (&self->seed);
  for (guint i = 0; i < N_SHARDS; i++)
    g_mutex_init (&self->shards[i].lock);

  return self;
}

PvLabelTable *
pv_label_table_ref (PvLabelTable *self)
{
  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

void
pv_label_table_unref (PvLabelTable *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->ref_count))
    return;

  for (guint i = 0; i < N_SHARDS; i++)
    {
      g_mutex_clear (&self->shards[i].lock);
      if (!self->shards[i].is_mapped)
        g_free (self->shards[i].slots);
      g_slist_free_full (self->shards[i].arenas, g_free);
    }
  pv_directory_clear (&self->segments);
  g_clear_pointer (&self->mapping, g_bytes_unref);
  g_aligned_free (self);
}

static Key
get_key (PvLabelTable *self,
         guint32       id)
{
  const Key *segment;

  if (id < self->n_mapped)
    return self->keys + self->offsets[id];

  segment = pv_directory_get (&self->segments, id >> SEGMENT_BITS);

  return segment[id & (SEGMENT_SIZE - 1)];
}

static gboolean
key_is (Key           key,
        const guint8 *bytes,
        gsize         length)
{
  guint16 key_length;

  memcpy (&key_length, key, sizeof key_length);

  return key_length == length && memcmp (key + sizeof key_length, bytes, length) == 0;
}

/* The slot of the key, or the free one where it belongs. */
static Slot *
find_slot (PvLabelTable *self,
           Shard        *shard,
           guint32       tag,
           const guint8 *bytes,
           gsize         length)
{
  for (guint32 i = tag;; i++)
    {
      Slot *slot = &shard->slots[i & (shard->n_slots - 1)];

      if (slot->id_plus_1 == 0
          || (slot->tag == tag && key_is (get_key (self, slot->id_plus_1 - 1), bytes, length)))
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

  if (!shard->is_mapped)
    g_free (shard->slots);
  shard->is_mapped = FALSE;
  __atomic_store_n (&shard->slots, slots, __ATOMIC_RELAXED);
  __atomic_store_n (&shard->n_slots, n_slots, __ATOMIC_RELAXED);

  return TRUE;
}

static Key
copy_key (Shard        *shard,
          const guint8 *bytes,
          gsize         length)
{
  guint16 short_length = (guint16) length;
  gsize size = sizeof short_length + length + 1;
  guint8 *key;

  if (shard->arena_left < size)
    {
      gsize arena_size = MAX (size, shard->arenas == NULL ? ARENA_SIZE / 16 : ARENA_SIZE);
      guint8 *arena = g_try_malloc (arena_size);

      if (arena == NULL)
        return NULL;
      shard->arena = arena;
      shard->arena_left = arena_size;
      shard->arenas = g_slist_prepend (shard->arenas, shard->arena);
    }

  key = shard->arena;
  memcpy (key, &short_length, sizeof short_length);
  memcpy (key + sizeof short_length, bytes, length);
  key[size - 1] = '\0';
  shard->arena += size;
  shard->arena_left -= size;

  return key;
}

/* Gives the key the next id. */
static guint32
number_key (PvLabelTable *self,
            Key           key)
{
  guint32 id = (guint32) g_atomic_int_add (&self->n, 1);
  Key *segment;

  if (id == PV_NO_ID)
    {
      g_atomic_int_add (&self->n, -1);
      return PV_NO_ID;
    }

  segment = pv_directory_make (&self->segments, id >> SEGMENT_BITS, SEGMENT_SIZE * sizeof *segment);
  if (segment == NULL)
    return PV_NO_ID;

  segment[id & (SEGMENT_SIZE - 1)] = key;

  return id;
}

guint64
pv_label_table_hash (PvLabelTable *self,
                     const guint8 *bytes,
                     gsize         length)
{
  guint64 hash = pv_hash (&self->seed, bytes, length);
  Shard *shard = &self->shards[hash % N_SHARDS];
  /* Without the lock: what has moved in the meantime is fetched in vain. */
  Slot *slots = __atomic_load_n (&shard->slots, __ATOMIC_RELAXED);
  guint32 n_slots = __atomic_load_n (&shard->n_slots, __ATOMIC_RELAXED);

  if (G_LIKELY (n_slots > 0))
    __builtin_prefetch ((gconstpointer) ((guintptr) slots
                                         + ((guint32) (hash >> 32) & (n_slots - 1)) * sizeof (Slot)), 1);

  return hash;
}

guint32
pv_label_table_add_hashed (PvLabelTable *self,
                           guint64       hash,
                           const guint8 *bytes,
                           gsize         length)
{
  Shard *shard = &self->shards[hash % N_SHARDS];
  guint32 id = PV_NO_ID;
  Slot *slot;
  Key key;

  g_return_val_if_fail (length <= KEY_MAX, PV_NO_ID);

  g_mutex_lock (&shard->lock);

  if (shard->n_used * 4 < shard->n_slots * 3 || grow (shard))
    {
      slot = find_slot (self, shard, (guint32) (hash >> 32), bytes, length);
      if (slot->id_plus_1 != 0)
        id = slot->id_plus_1 - 1;
      else if ((key = copy_key (shard, bytes, length)) != NULL
               && (id = number_key (self, key)) != PV_NO_ID)
        {
          slot->tag = (guint32) (hash >> 32);
          slot->id_plus_1 = id + 1;
          shard->n_used++;
        }
    }

  g_mutex_unlock (&shard->lock);

  return id;
}

guint32
pv_label_table_add (PvLabelTable *self,
                    const guint8 *bytes,
                    gsize         length)
{
  return pv_label_table_add_hashed (self, pv_hash (&self->seed, bytes, length), bytes, length);
}

guint32
pv_label_table_find (PvLabelTable *self,
                     const guint8 *bytes,
                     gsize         length)
{
  guint64 hash = pv_hash (&self->seed, bytes, length);
  Shard *shard = &self->shards[hash % N_SHARDS];
  guint32 id = PV_NO_ID;

  g_mutex_lock (&shard->lock);
  if (shard->n_slots > 0)
    id = find_slot (self, shard, (guint32) (hash >> 32), bytes, length)->id_plus_1 - 1;
  g_mutex_unlock (&shard->lock);

  return id;
}

guint32
pv_label_table_get_n (PvLabelTable *self)
{
  return (guint32) g_atomic_int_get (&self->n);
}

const guint8 *
pv_label_table_get (PvLabelTable *self,
                    guint32       id,
                    gsize        *length)
{
  Key key = get_key (self, id);
  guint16 key_length;

  memcpy (&key_length, key, sizeof key_length);
  if (length != NULL)
    *length = key_length;

  return key + sizeof key_length;
}

/* What of a table goes into an index. */
enum
{
  SECTION_TABLE, /* a Table */
  SECTION_OFFSETS, /* of guint32: where each key begins */
  SECTION_KEYS, /* as in pieces of memory */
  SECTION_SLOTS, /* of Slot: those of each shard */
};

typedef struct
{
  PvHashSeed seed;
  guint32 n;
  guint32 n_slots[N_SHARDS];
  guint32 n_used[N_SHARDS];
} Table;

static gsize
get_key_size (Key key)
{
  guint16 length;

  memcpy (&length, key, sizeof length);

  return sizeof length + length + 1;
}

static void
write_keys (PvLabelTable  *self,
            guint32        n,
            PvIndexWriter *writer,
            guint          part)
{
  guint64 offset = 0;

  pv_index_writer_begin (writer, PV_INDEX_SECTION (part, SECTION_OFFSETS));
  for (guint32 id = 0; id < n; id++)
    {
      guint32 begin = (guint32) offset;

      pv_index_writer_append (writer, &begin, sizeof begin);
      offset += get_key_size (get_key (self, id));
    }
  if (offset > G_MAXUINT32)
    pv_index_writer_fail (writer);

  pv_index_writer_begin (writer, PV_INDEX_SECTION (part, SECTION_KEYS));
  for (guint32 id = 0; id < n; id++)
    pv_index_writer_append (writer, get_key (self, id), get_key_size (get_key (self, id)));
}

/* A copy of the shard's slots. The ids of those that are not written become others of the table, so that all that
 * follow them are still found: where keys are alike, they are that. (transfer full) (nullable) */
static Slot *
copy_slots (Shard   *shard,
            guint32  n,
            guint32 *n_slots,
            guint32 *n_used)
{
  Slot *slots;

  g_mutex_lock (&shard->lock);
  *n_slots = shard->n_slots;
  *n_used = shard->n_used;
  slots = g_try_new (Slot, MAX (*n_slots, 1));
  if (slots != NULL && *n_slots > 0)
    memcpy (slots, shard->slots, *n_slots * sizeof *slots);
  g_mutex_unlock (&shard->lock);

  for (guint32 i = 0; slots != NULL && i < *n_slots; i++)
    if (slots[i].id_plus_1 > n)
      slots[i].id_plus_1 = n > 0 ? 1 : 0;

  return slots;
}

void
pv_label_table_write (PvLabelTable  *self,
                      guint32        n,
                      PvIndexWriter *writer,
                      guint          part)
{
  Table table = { .seed = self->seed, .n = n };

  /* keys are written under a shard's lock */
  for (guint i = 0; i < N_SHARDS; i++)
    {
      g_mutex_lock (&self->shards[i].lock);
      g_mutex_unlock (&self->shards[i].lock);
    }

  write_keys (self, n, writer, part);
  pv_index_writer_begin (writer, PV_INDEX_SECTION (part, SECTION_SLOTS));
  for (guint i = 0; i < N_SHARDS && n > 0; i++)
    {
      g_autofree Slot *slots = copy_slots (&self->shards[i], n, &table.n_slots[i], &table.n_used[i]);

      if (slots == NULL)
        pv_index_writer_fail (writer);
      else
        pv_index_writer_append (writer, slots, table.n_slots[i] * sizeof *slots);
    }
  pv_index_writer_add (writer, PV_INDEX_SECTION (part, SECTION_TABLE), &table, sizeof table);
}

/* Whether keys lie one behind the other, and are no longer than they may be. */
static gboolean
check_keys (const PvLabelTable *self,
            gsize               size,
            guint               min_length,
            guint               max_length)
{
  gsize place = 0;

  for (guint32 id = 0; id < self->n_mapped; id++)
    {
      guint16 length;

      if (self->offsets[id] != place || size - place < sizeof length)
        return FALSE;
      memcpy (&length, self->keys + place, sizeof length);
      if (length < min_length || length > max_length || size - place < sizeof length + (gsize) length + 1
          || self->keys[place + sizeof length + length] != '\0')
        return FALSE;
      place += sizeof length + (gsize) length + 1;
    }

  return place == size;
}

/* Whether each search comes to an end, and to nothing but keys. */
static gboolean
check_slots (const Shard *shard,
             guint32      n)
{
  guint32 n_used = 0;

  for (guint32 i = 0; i < shard->n_slots; i++)
    {
      n_used += shard->slots[i].id_plus_1 != 0;
      if (shard->slots[i].id_plus_1 > n)
        return FALSE;
    }

  return n_used == shard->n_used && (shard->n_slots == 0 || n_used < shard->n_slots);
}

static gboolean
take_slots (PvLabelTable *self,
            const Table  *table,
            Slot         *slots,
            gsize         n)
{
  gsize place = 0;

  for (guint i = 0; i < N_SHARDS; i++)
    {
      Shard *shard = &self->shards[i];

      if ((table->n_slots[i] & (table->n_slots[i] - 1)) != 0 || table->n_slots[i] > n - place)
        return FALSE;
      shard->is_mapped = TRUE;
      shard->slots = slots + place;
      shard->n_slots = table->n_slots[i];
      shard->n_used = table->n_used[i];
      place += shard->n_slots;
      if (!check_slots (shard, table->n))
        return FALSE;
    }

  return place == n;
}

PvLabelTable *
pv_label_table_read (PvIndexReader *reader,
                     guint          part,
                     guint          min_length,
                     guint          max_length)
{
  g_autoptr (PvLabelTable) self = pv_label_table_new ();
  const Table *table = pv_index_reader_get_n (reader, PV_INDEX_SECTION (part, SECTION_TABLE), sizeof *table, 1);
  gsize size;
  gsize n_slots;
  Slot *slots;

  self->keys = pv_index_reader_get (reader, PV_INDEX_SECTION (part, SECTION_KEYS), 1, &size);
  slots = pv_index_reader_get (reader, PV_INDEX_SECTION (part, SECTION_SLOTS), sizeof *slots, &n_slots);
  if (table == NULL || table->n == PV_NO_ID || self->keys == NULL || slots == NULL)
    return NULL;
  self->offsets = pv_index_reader_get_n (reader, PV_INDEX_SECTION (part, SECTION_OFFSETS), sizeof (guint32), table->n);
  if (self->offsets == NULL)
    return NULL;

  self->mapping = g_bytes_ref (pv_index_reader_get_all (reader));
  self->seed = table->seed;
  self->n = table->n;
  self->n_mapped = table->n;
  if (!check_keys (self, size, min_length, max_length) || !take_slots (self, table, slots, n_slots))
    return NULL;

  return g_steal_pointer (&self);
}
