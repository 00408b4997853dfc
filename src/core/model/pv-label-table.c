/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-label-table.c: labels become small numbers, on many threads at once. */
#include "pv-label-table.h"

#include <string.h>

#include "pv-directory.h"
#include "pv-hash-index.h"
#include "pv-hash.h"
#include "pv-large.h"
#include "pv-piece.h"

/* Keys are found by id through chunks, which never move. */
#define CHUNK_BITS PV_PIECE (14, 6)
#define CHUNK_SIZE (1u << CHUNK_BITS)

/* Keys lie in pieces of memory of this size, each a 16-bit length, the bytes and a NUL. */
#define ARENA_SIZE (64 * 1024)
#define KEY_MAX G_MAXUINT16

/* Where the keys of one of the index's shards lie; under its lock. */
typedef struct
{
  guint8 *arena;
  gsize arena_left;
  GSList *arenas;
} __attribute__ ((aligned (PV_CACHE_LINE))) Keys;

typedef const guint8 *Key;

struct _PvLabelTable
{
  gatomicrefcount ref_count;
  PvHashSeed seed;
  PvDirectory chunks; /* of Key */
  GBytes *mapping; /* NULL, or what has the first n_mapped keys */
  guint32 n_mapped;
  const guint32 *offsets; /* where each begins */
  const guint8 *keys;
  guint n __attribute__ ((aligned (PV_CACHE_LINE))); /* atomic */
  Keys keys_of[PV_HASH_INDEX_N_SHARDS];
  PvHashIndex index;
};

PvLabelTable *
pv_label_table_new (void)
{
  PvLabelTable *self = g_aligned_alloc0 (1, sizeof *self, 64);

  pv_directory_init (&self->chunks);
  g_atomic_ref_count_init (&self->ref_count);
  pv_hash_seed_init (&self->seed);
  pv_hash_index_init (&self->index);

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

  for (guint i = 0; i < PV_HASH_INDEX_N_SHARDS; i++)
    g_slist_free_full (self->keys_of[i].arenas, pv_large_free);
  pv_hash_index_clear (&self->index);
  pv_directory_clear (&self->chunks);
  g_clear_pointer (&self->mapping, g_bytes_unref);
  g_aligned_free (self);
}

static Key
get_key (PvLabelTable *self,
         guint32       id)
{
  const Key *chunk;

  if (id < self->n_mapped)
    return self->keys + self->offsets[id];

  chunk = pv_directory_get (&self->chunks, id >> CHUNK_BITS);

  return chunk[id & (CHUNK_SIZE - 1)];
}

/* What is looked for. */
typedef struct
{
  PvLabelTable *table;
  const guint8 *bytes;
  gsize length;
} Wanted;

static gboolean
is_wanted (gconstpointer data,
           guint32       id)
{
  const Wanted *wanted = data;
  Key key = get_key (wanted->table, id);
  guint16 key_length;

  memcpy (&key_length, key, sizeof key_length);

  return key_length == wanted->length && memcmp (key + sizeof key_length, wanted->bytes, wanted->length) == 0;
}

guint32
pv_label_table_find_hashed (PvLabelTable *self,
                            guint64       hash,
                            const guint8 *bytes,
                            gsize         length)
{
  const Wanted wanted = { self, bytes, length };

  return pv_hash_index_find (&self->index, hash, is_wanted, &wanted);
}

static Key
copy_key (Keys         *keys,
          const guint8 *bytes,
          gsize         length)
{
  guint16 short_length = (guint16) length;
  gsize size = sizeof short_length + length + 1;
  guint8 *key;

  if (keys->arena_left < size)
    {
      gsize arena_size = MAX (size, keys->arenas == NULL ? ARENA_SIZE / 16 : ARENA_SIZE);
      guint8 *arena = pv_large_new (arena_size);

      if (arena == NULL)
        return NULL;
      keys->arena = arena;
      keys->arena_left = arena_size;
      keys->arenas = g_slist_prepend (keys->arenas, keys->arena);
    }

  key = keys->arena;
  memcpy (key, &short_length, sizeof short_length);
  memcpy (key + sizeof short_length, bytes, length);
  key[size - 1] = '\0';
  keys->arena += size;
  keys->arena_left -= size;

  return key;
}

/* Gives the key the next id. */
static guint32
number_key (PvLabelTable *self,
            Key           key)
{
  guint32 id = (guint32) g_atomic_int_add (&self->n, 1);
  Key *chunk;

  if (id == PV_NO_ID)
    {
      g_atomic_int_add (&self->n, -1);
      return PV_NO_ID;
    }

  chunk = pv_directory_make (&self->chunks, id >> CHUNK_BITS, CHUNK_SIZE * sizeof *chunk);
  if (chunk == NULL)
    return PV_NO_ID;

  chunk[id & (CHUNK_SIZE - 1)] = key;

  return id;
}

guint64
pv_label_table_hash (PvLabelTable *self,
                     const guint8 *bytes,
                     gsize         length)
{
  guint64 hash = pv_hash (&self->seed, bytes, length);

  pv_hash_index_prefetch (&self->index, hash);

  return hash;
}

void
pv_label_table_fetch (PvLabelTable  *self,
                      const guint64 *hashes,
                      guint          n)
{
  guint32 guesses[PV_LABEL_TABLE_FETCH_MAX];

  g_return_if_fail (n <= PV_LABEL_TABLE_FETCH_MAX);

  for (guint i = 0; i < n; i++)
    {
      guesses[i] = pv_hash_index_guess (&self->index, hashes[i]);
      if (guesses[i] != PV_NO_ID && guesses[i] >= self->n_mapped)
        {
          const Key *chunk = pv_directory_get (&self->chunks, guesses[i] >> CHUNK_BITS);

          __builtin_prefetch (&chunk[guesses[i] & (CHUNK_SIZE - 1)]);
        }
    }
  for (guint i = 0; i < n; i++)
    if (guesses[i] != PV_NO_ID)
      __builtin_prefetch (get_key (self, guesses[i]));
}

guint32
pv_label_table_add_hashed (PvLabelTable *self,
                           guint64       hash,
                           const guint8 *bytes,
                           gsize         length)
{
  guint32 id;
  gboolean has_room;
  Key key;

  g_return_val_if_fail (length <= KEY_MAX, PV_NO_ID);

  id = pv_label_table_find_hashed (self, hash, bytes, length);
  if (G_LIKELY (id != PV_NO_ID))
    return id;

  has_room = pv_hash_index_lock (&self->index, hash);
  id = pv_label_table_find_hashed (self, hash, bytes, length);
  if (id == PV_NO_ID && has_room &&
      (key = copy_key (&self->keys_of[hash % PV_HASH_INDEX_N_SHARDS], bytes, length)) != NULL &&
      (id = number_key (self, key)) != PV_NO_ID)
    pv_hash_index_add (&self->index, hash, id);
  pv_hash_index_unlock (&self->index, hash);

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
  return pv_label_table_find_hashed (self, pv_hash (&self->seed, bytes, length), bytes, length);
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
  SECTION_SLOTS, /* of PvHashSlots: those of each shard */
};

typedef struct
{
  PvHashSeed seed;
  guint32 n;
  guint32 n_used[PV_HASH_INDEX_N_SHARDS];
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

void
pv_label_table_write (PvLabelTable  *self,
                      guint32        n,
                      PvIndexWriter *writer,
                      guint          part)
{
  Table table = { .seed = self->seed, .n = n };

  /* keys are written under a shard's lock */
  pv_hash_index_sync (&self->index);

  write_keys (self, n, writer, part);
  pv_index_writer_begin (writer, PV_INDEX_SECTION (part, SECTION_SLOTS));
  for (guint i = 0; i < PV_HASH_INDEX_N_SHARDS; i++)
    {
      g_autofree PvHashSlots *slots = pv_hash_index_copy (&self->index, i, n, &table.n_used[i]);

      if (slots == NULL)
        pv_index_writer_fail (writer);
      else
        pv_index_writer_append (writer, slots, pv_hash_slots_get_size (slots));
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

PvLabelTable *
pv_label_table_read (PvIndexReader *reader,
                     guint          part,
                     guint          min_length,
                     guint          max_length)
{
  g_autoptr (PvLabelTable) self = pv_label_table_new ();
  const Table *table = pv_index_reader_get_n (reader, PV_INDEX_SECTION (part, SECTION_TABLE), sizeof *table, 1);
  gsize size;
  gsize slots_size;
  guint8 *slots;

  self->keys = pv_index_reader_get (reader, PV_INDEX_SECTION (part, SECTION_KEYS), 1, &size);
  slots = pv_index_reader_get (reader, PV_INDEX_SECTION (part, SECTION_SLOTS), 1, &slots_size);
  if (table == NULL || table->n == PV_NO_ID || self->keys == NULL || slots == NULL)
    return NULL;
  self->offsets = pv_index_reader_get_n (reader, PV_INDEX_SECTION (part, SECTION_OFFSETS), sizeof (guint32), table->n);
  if (self->offsets == NULL)
    return NULL;

  self->mapping = g_bytes_ref (pv_index_reader_get_all (reader));
  self->seed = table->seed;
  self->n = table->n;
  self->n_mapped = table->n;
  if (!check_keys (self, size, min_length, max_length)
      || !pv_hash_index_borrow (&self->index, slots, slots_size, table->n, table->n_used))
    return NULL;

  return g_steal_pointer (&self);
}
