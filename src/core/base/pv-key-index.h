/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-key-index.h: numbers that are anything become numbers from 0. */
#pragma once

#include "pv-hash.h"
#include "pv-vector.h"

G_BEGIN_DECLS

/**
 * PvKeyIndex:
 *
 * Keys of 64 bits, numbered from 0 in the order in which they come. Embedded; begins with pv_key_index_init().
 * Hashes are seeded, so that nobody can prepare keys that collide. For one thread, or for many that only find.
 */
typedef struct
{
  PvHashSeed seed;
  PvVector keys; /* of guint64, by number */
  guint32 *slots; /* one more than a number, 0 for none */
  guint32 n_slots; /* a power of two, or 0 */
} PvKeyIndex;

void    pv_key_index_init  (PvKeyIndex       *self);
void    pv_key_index_clear (PvKeyIndex       *self);
/* The number of @key, which is a new one where it was not there. G_MAXUINT32 where memory is out. */
guint32 pv_key_index_add   (PvKeyIndex       *self,
                            guint64           key);
/* The number of @key, or G_MAXUINT32 where it was not added. */
guint32 pv_key_index_find  (const PvKeyIndex *self,
                            guint64           key);

static inline guint32
pv_key_index_get_n (const PvKeyIndex *self)
{
  return (guint32) self->keys.n;
}

static inline guint64
pv_key_index_get (const PvKeyIndex *self,
                  guint32           number)
{
  return pv_vector_index (&self->keys, guint64, number);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PvKeyIndex, pv_key_index_clear)

G_END_DECLS
