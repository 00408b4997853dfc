/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-hash-index.c: where a table looks for what it has numbered, on many threads at once. */
#include "pv-hash-index.h"

#include <string.h>

#include "pv-large.h"

#include "pv-tsan.h"

#define MIN_SLOTS 16

G_STATIC_ASSERT (PV_NO_ID == G_MAXUINT32); /* one more is 0, which stands for a free slot */

void
pv_hash_index_init (PvHashIndex *self)
{
  for (guint i = 0; i < PV_HASH_INDEX_N_SHARDS; i++)
    {
      self->shards[i].lock = (PvSpinLock){ 0 };
      self->slots[i] = NULL;
      self->shards[i].n_used = 0;
    }
}

void
pv_hash_index_clear (PvHashIndex *self)
{
  for (guint i = 0; i < PV_HASH_INDEX_N_SHARDS; i++)
    {
      PvHashSlots *slots = self->slots[i];

      while (slots != NULL)
        {
          PvHashSlots *outgrown = slots->outgrown;

          if (!slots->is_borrowed)
            pv_large_free (slots);
          slots = outgrown;
        }
      self->slots[i] = NULL;
    }
}

/* Into the first free slot from where it belongs. */
static void
put (PvHashSlots *slots,
     guint64      slot)
{
  guint32 i = (guint32) (slot >> 32);

  while (slots->slots[i & (slots->n - 1)] != 0)
    i++;
  __atomic_store_n (&slots->slots[i & (slots->n - 1)], slot, __ATOMIC_RELEASE);
}

/* Doubles the slots. Their own upper halves suffice to find new places, so no key is looked at. */
static gboolean
grow (PvHashSlots **shard)
{
  PvHashSlots *old = *shard;
  guint32 n = old != NULL ? old->n * 2 : MIN_SLOTS;
  gsize size = sizeof (PvHashSlots) + n * sizeof (guint64);
  PvHashSlots *slots = n != 0 ? pv_large_new (size) : NULL;

  if (slots == NULL)
    return FALSE;

  /* Zeros from the system would be looked at before they are written, and each of their pages made twice. */
  memset (slots, 0, size);
  slots->outgrown = old;
  slots->n = n;
  slots->is_borrowed = FALSE;
  for (guint32 i = 0; old != NULL && i < old->n; i++)
    if (old->slots[i] != 0)
      put (slots, old->slots[i]);
  __atomic_store_n (shard, slots, __ATOMIC_RELEASE);

  return TRUE;
}

gboolean
pv_hash_index_lock (PvHashIndex *self,
                    guint64      hash)
{
  guint shard = hash % PV_HASH_INDEX_N_SHARDS;
  const PvHashSlots *slots;

  pv_spin_lock_take (&self->shards[shard].lock);
  slots = self->slots[shard];

  return (slots != NULL && (guint64) self->shards[shard].n_used * 4 < (guint64) slots->n * 3)
         || grow (&self->slots[shard]);
}

void
pv_hash_index_unlock (PvHashIndex *self,
                      guint64      hash)
{
  pv_spin_lock_leave (&self->shards[hash % PV_HASH_INDEX_N_SHARDS].lock);
}

void
pv_hash_index_add (PvHashIndex *self,
                   guint64      hash,
                   guint32      id)
{
  guint shard = hash % PV_HASH_INDEX_N_SHARDS;

  put (self->slots[shard], (hash >> 32) << 32 | (guint64) (id + 1));
  self->shards[shard].n_used++;
}

void
pv_hash_index_sync (PvHashIndex *self)
{
  for (guint i = 0; i < PV_HASH_INDEX_N_SHARDS; i++)
    {
      pv_spin_lock_take (&self->shards[i].lock);
      pv_spin_lock_leave (&self->shards[i].lock);
    }
}

PvHashSlots *
pv_hash_index_copy (PvHashIndex *self,
                    guint        shard,
                    guint32      n,
                    guint32     *n_used)
{
  PvHashShard *from = &self->shards[shard];
  const PvHashSlots *slots;
  PvHashSlots *copy;

  pv_spin_lock_take (&from->lock);
  slots = self->slots[shard];
  copy = g_try_malloc0 (slots != NULL ? pv_hash_slots_get_size (slots) : sizeof *copy);
  if (copy != NULL && slots != NULL && n > 0)
    memcpy (copy, slots, pv_hash_slots_get_size (slots));
  *n_used = n > 0 ? from->n_used : 0;
  pv_spin_lock_leave (&from->lock);

  if (copy == NULL)
    return NULL;

  copy->outgrown = NULL;
  copy->is_borrowed = TRUE;
  for (guint32 i = 0; i < copy->n; i++)
    if ((guint32) copy->slots[i] > n)
      copy->slots[i] = copy->slots[i] >> 32 << 32 | 1;

  return copy;
}

/* Whether there is a free slot, at which a search ends, and the others lead to ids below @n. */
static gboolean
check (const PvHashSlots *slots,
       guint32            n,
       guint32            n_used)
{
  guint32 n_found = 0;

  for (guint32 i = 0; i < slots->n; i++)
    if (slots->slots[i] != 0)
      {
        guint32 id_plus_1 = (guint32) slots->slots[i];

        if (id_plus_1 == 0 || id_plus_1 > n)
          return FALSE;
        n_found++;
      }

  return n_found == n_used && (slots->n == 0 || n_found < slots->n);
}

gboolean
pv_hash_index_borrow (PvHashIndex   *self,
                      guint8        *bytes,
                      gsize          size,
                      guint32        n,
                      const guint32 *n_used)
{
  for (guint i = 0; i < PV_HASH_INDEX_N_SHARDS; i++)
    {
      PvHashSlots *slots = (PvHashSlots *) (gpointer) bytes;

      if (size < sizeof *slots || slots->outgrown != NULL || !slots->is_borrowed || (slots->n & (slots->n - 1)) != 0
          || size < pv_hash_slots_get_size (slots) || !check (slots, n, n_used[i]))
        return FALSE;

      self->slots[i] = slots->n > 0 ? slots : NULL;
      self->shards[i].n_used = n_used[i];
      bytes += pv_hash_slots_get_size (slots);
      size -= pv_hash_slots_get_size (slots);
    }

  return size == 0;
}
