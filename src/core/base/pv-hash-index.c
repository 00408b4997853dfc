/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-hash-index.c: where a table looks for what it has numbered, on many threads at once. */
#include "pv-hash-index.h"

#include <string.h>

#include "pv-tsan.h"

#define MIN_SLOTS 16

G_STATIC_ASSERT (PV_NO_ID == G_MAXUINT32); /* one more is 0, which stands for a free slot */

void
pv_hash_index_init (PvHashIndex *self)
{
  for (guint i = 0; i < PV_HASH_INDEX_N_SHARDS; i++)
    {
      g_mutex_init (&self->shards[i].lock);
      self->shards[i].slots = NULL;
      self->shards[i].n_used = 0;
    }
}

void
pv_hash_index_clear (PvHashIndex *self)
{
  for (guint i = 0; i < PV_HASH_INDEX_N_SHARDS; i++)
    {
      PvHashSlots *slots = self->shards[i].slots;

      while (slots != NULL)
        {
          PvHashSlots *outgrown = slots->outgrown;

          if (!slots->is_borrowed)
            g_free (slots);
          slots = outgrown;
        }
      self->shards[i].slots = NULL;
      g_mutex_clear (&self->shards[i].lock);
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
grow (PvHashShard *shard)
{
  PvHashSlots *old = shard->slots;
  guint32 n = old != NULL ? old->n * 2 : MIN_SLOTS;
  PvHashSlots *slots = n != 0 ? g_try_malloc0 (sizeof *slots + n * sizeof slots->slots[0]) : NULL;

  if (slots == NULL)
    return FALSE;

  slots->outgrown = old;
  slots->n = n;
  slots->is_borrowed = FALSE;
  for (guint32 i = 0; old != NULL && i < old->n; i++)
    if (old->slots[i] != 0)
      put (slots, old->slots[i]);
  __atomic_store_n (&shard->slots, slots, __ATOMIC_RELEASE);

  return TRUE;
}

gboolean
pv_hash_index_lock (PvHashIndex *self,
                    guint64      hash)
{
  PvHashShard *shard = &self->shards[hash % PV_HASH_INDEX_N_SHARDS];

  g_mutex_lock (&shard->lock);

  return (shard->slots != NULL && (guint64) shard->n_used * 4 < (guint64) shard->slots->n * 3) || grow (shard);
}

void
pv_hash_index_unlock (PvHashIndex *self,
                      guint64      hash)
{
  g_mutex_unlock (&self->shards[hash % PV_HASH_INDEX_N_SHARDS].lock);
}

void
pv_hash_index_add (PvHashIndex *self,
                   guint64      hash,
                   guint32      id)
{
  PvHashShard *shard = &self->shards[hash % PV_HASH_INDEX_N_SHARDS];

  put (shard->slots, (hash >> 32) << 32 | (guint64) (id + 1));
  shard->n_used++;
}

void
pv_hash_index_sync (PvHashIndex *self)
{
  for (guint i = 0; i < PV_HASH_INDEX_N_SHARDS; i++)
    {
      g_mutex_lock (&self->shards[i].lock);
      g_mutex_unlock (&self->shards[i].lock);
    }
}

PvHashSlots *
pv_hash_index_copy (PvHashIndex *self,
                    guint        shard,
                    guint32      n,
                    guint32     *n_used)
{
  PvHashShard *from = &self->shards[shard];
  PvHashSlots *copy;

  g_mutex_lock (&from->lock);
  copy = g_try_malloc0 (from->slots != NULL ? pv_hash_slots_get_size (from->slots) : sizeof *copy);
  if (copy != NULL && from->slots != NULL && n > 0)
    memcpy (copy, from->slots, pv_hash_slots_get_size (from->slots));
  *n_used = n > 0 ? from->n_used : 0;
  g_mutex_unlock (&from->lock);

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

      self->shards[i].slots = slots->n > 0 ? slots : NULL;
      self->shards[i].n_used = n_used[i];
      bytes += pv_hash_slots_get_size (slots);
      size -= pv_hash_slots_get_size (slots);
    }

  return size == 0;
}
