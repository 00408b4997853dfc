/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-hash-index.h: where a table looks for what it has numbered, on many threads at once. */
#pragma once

#include "pv-spin.h"
#include "pv-types.h"

G_BEGIN_DECLS

/* Each shard has a lock of its own, so that threads that add seldom meet. A power of 2. */
#define PV_HASH_INDEX_N_SHARDS 64

/* Outgrown slots stay until the end: who looks at them needs no lock. All together they are no more than the last. */
typedef struct _PvHashSlots PvHashSlots;
struct _PvHashSlots
{
  PvHashSlots *outgrown;
  guint32 n; /* a power of 2, or 0 */
  guint32 is_borrowed; /* somebody else frees them */
  /* atomic; the upper half of the hash, which is where the slot belongs and what tells most keys apart, and one more
   * than the id; 0 for a free slot */
  guint64 slots[];
};

/* What threads write to is in lines of their cores' caches apart from what all of them look at all the time. */
#define PV_CACHE_LINE 64

typedef struct
{
  PvSpinLock lock;
  guint32 n_used;
} __attribute__ ((aligned (PV_CACHE_LINE))) PvHashShard;

/**
 * PvHashIndex:
 *
 * Finds the ids of keys by their 64-bit hashes. Ids are found without a lock and added under a shard's; an id that is
 * not found without the lock may have been added in the meantime, so that who adds looks again under it. What an id
 * stands for, its owner keeps. Begins with pv_hash_index_init().
 */
typedef struct
{
  PvHashSlots *slots[PV_HASH_INDEX_N_SHARDS]; /* atomic; NULL as long as a shard has none */
  PvHashShard shards[PV_HASH_INDEX_N_SHARDS];
} PvHashIndex;

/**
 * PvHashIndexMatch:
 * @data: from the caller
 * @id: an id whose hash has the same upper half
 *
 * Returns: whether it is that of the key looked for
 */
typedef gboolean (*PvHashIndexMatch) (gconstpointer data,
                                      guint32       id);

void pv_hash_index_init  (PvHashIndex *self);
void pv_hash_index_clear (PvHashIndex *self);

/* Locks the shard of @hash for adding, and makes room for one more id. FALSE where memory is out: nothing can be added
 * then, but it is locked all the same. */
gboolean pv_hash_index_lock   (PvHashIndex *self,
                               guint64      hash);
void     pv_hash_index_unlock (PvHashIndex *self,
                               guint64      hash);
/* Adds @id, which is not there yet, under the lock and once for each time that it was locked. What @id stands for was
 * written before: other threads see it from now on. */
void     pv_hash_index_add    (PvHashIndex *self,
                               guint64      hash,
                               guint32      id);

/**
 * pv_hash_index_copy:
 * @self: an index
 * @shard: from 0 to PV_HASH_INDEX_N_SHARDS - 1
 * @n: how many ids to tell of, from 0 on
 * @n_used: (out): for pv_hash_index_borrow()
 *
 * Ids from @n on become others, so that what was put behind them is still found: where keys are alike, they are that.
 *
 * Returns: (transfer full) (nullable): a copy of the shard's slots, to be stored; NULL where memory is out
 */
PvHashSlots *pv_hash_index_copy (PvHashIndex *self,
                                 guint        shard,
                                 guint32      n,
                                 guint32     *n_used);

/**
 * pv_hash_index_borrow:
 * @self: an index without ids
 * @bytes: copies of each shard's slots, one behind the other; where a pointer may lie. Must stay longer than @self
 * @size: how many bytes
 * @n: how many ids there are
 * @n_used: (array fixed-size=PV_HASH_INDEX_N_SHARDS): of each
 *
 * Nothing is believed: afterwards each search comes to an end, and to no other ids than those.
 *
 * Returns: FALSE where they are no such copies
 */
gboolean pv_hash_index_borrow (PvHashIndex   *self,
                               guint8        *bytes,
                               gsize          size,
                               guint32        n,
                               const guint32 *n_used);

static inline gsize
pv_hash_slots_get_size (const PvHashSlots *self)
{
  return sizeof *self + (gsize) self->n * sizeof self->slots[0];
}

/* After that, this thread may look at whatever was added before, also by those who did not tell it. */
void     pv_hash_index_sync   (PvHashIndex *self);

static inline const PvHashSlots *
pv_hash_index_get_slots (const PvHashIndex *self,
                         guint64            hash)
{
  return __atomic_load_n (&self->slots[hash % PV_HASH_INDEX_N_SHARDS], __ATOMIC_ACQUIRE);
}

/* Starts to fetch what finding @hash looks at. On any thread. */
static inline void
pv_hash_index_prefetch (const PvHashIndex *self,
                        guint64            hash)
{
  const PvHashSlots *slots = pv_hash_index_get_slots (self, hash);

  if (G_LIKELY (slots != NULL))
    __builtin_prefetch (&slots->slots[(guint32) (hash >> 32) & (slots->n - 1)], 1);
}

/**
 * pv_hash_index_find:
 * @self: an index
 * @hash: of a key
 * @match: whether an id is that of the key
 * @data: for @match
 *
 * On any thread, without a lock.
 *
 * Returns: the key's id, or PV_NO_ID where there is none
 */
static inline guint32
pv_hash_index_find (const PvHashIndex *self,
                    guint64            hash,
                    PvHashIndexMatch   match,
                    gconstpointer      data)
{
  const PvHashSlots *slots = pv_hash_index_get_slots (self, hash);
  guint32 tag = (guint32) (hash >> 32);

  for (guint32 i = tag; slots != NULL; i++)
    {
      guint64 slot = __atomic_load_n (&slots->slots[i & (slots->n - 1)], __ATOMIC_ACQUIRE);

      if (slot == 0)
        break;
      if (slot >> 32 == tag && match (data, (guint32) slot - 1))
        return (guint32) slot - 1;
    }

  return PV_NO_ID;
}

static inline gboolean
pv_hash_index_match_any (gconstpointer data,
                         guint32       id)
{
  return TRUE;
}

/* Any id whose hash is like @hash, without a look at what it stands for; PV_NO_ID where there is none. */
static inline guint32
pv_hash_index_guess (const PvHashIndex *self,
                     guint64            hash)
{
  return pv_hash_index_find (self, hash, pv_hash_index_match_any, NULL);
}

G_END_DECLS
