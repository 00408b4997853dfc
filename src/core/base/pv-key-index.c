/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-key-index.c: numbers that are anything become numbers from 0. */
#include "pv-key-index.h"

#define MIN_SLOTS 64
#define MAX_KEYS (G_MAXUINT32 / 4)

void
pv_key_index_init (PvKeyIndex *self)
{
  *self = (PvKeyIndex){ 0 };
  pv_hash_seed_init (&self->seed);
}

void
pv_key_index_clear (PvKeyIndex *self)
{
  pv_vector_clear (&self->keys);
  g_clear_pointer (&self->slots, g_free);
  self->n_slots = 0;
}

/* The slot that @key is in, or that it would be in: an empty one. There must be one. */
static guint32 *
find_slot (const PvKeyIndex *self,
           guint64           key)
{
  guint32 mask = self->n_slots - 1;
  guint32 i = (guint32) pv_hash_mix (key ^ self->seed.a, self->seed.b) & mask;

  while (self->slots[i] != 0 && pv_key_index_get (self, self->slots[i] - 1) != key)
    i = (i + 1) & mask;

  return &self->slots[i];
}

/* Twice as many slots. */
static gboolean
grow (PvKeyIndex *self)
{
  guint32 n_slots = MAX (self->n_slots * 2, MIN_SLOTS);
  guint32 *slots = g_try_new0 (guint32, n_slots);

  if (slots == NULL)
    return FALSE;

  g_free (self->slots);
  self->slots = slots;
  self->n_slots = n_slots;
  for (guint32 i = 0; i < pv_key_index_get_n (self); i++)
    *find_slot (self, pv_key_index_get (self, i)) = i + 1;

  return TRUE;
}

guint32
pv_key_index_add (PvKeyIndex *self,
                  guint64     key)
{
  guint32 *slot;
  guint64 *place;

  if (self->keys.n >= MAX_KEYS || (self->keys.n >= self->n_slots / 2 && !grow (self)))
    return G_MAXUINT32;

  slot = find_slot (self, key);
  if (*slot == 0)
    {
      place = pv_vector_append (&self->keys, sizeof *place, 1);
      if (place == NULL)
        return G_MAXUINT32;
      *place = key;
      *slot = pv_key_index_get_n (self);
    }

  return *slot - 1;
}

guint32
pv_key_index_find (const PvKeyIndex *self,
                   guint64           key)
{
  return self->n_slots > 0 ? *find_slot (self, key) - 1 : G_MAXUINT32;
}
