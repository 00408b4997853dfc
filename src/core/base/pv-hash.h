/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-hash.h: a seeded hash of short byte strings. */
#pragma once

#include <glib.h>
#include <string.h>

G_BEGIN_DECLS

/* Secret numbers that make one table's hashes unlike another's. */
typedef struct
{
  guint64 a;
  guint64 b;
} PvHashSeed;

/* Fills @seed from the system's random numbers. */
void pv_hash_seed_init (PvHashSeed *seed);

static inline guint64
pv_hash_mix (guint64 a,
             guint64 b)
{
  unsigned __int128 product = (unsigned __int128) a * b;

  return (guint64) product ^ (guint64) (product >> 64);
}

/* Folded multiplication with secret operands: few instructions, and without the secrets nobody can
 * choose keys that collide. Not for anything that must resist more than that. */
static inline guint64
pv_hash (const PvHashSeed *seed,
         const guint8     *key,
         gsize             length)
{
  guint64 hash = seed->a ^ length;

  while (length > 16)
    {
      guint64 x;
      guint64 y;

      memcpy (&x, key, 8);
      memcpy (&y, key + 8, 8);
      hash = pv_hash_mix (x ^ seed->b, y ^ hash);
      key += 16;
      length -= 16;
    }

  {
    guint64 x = 0;
    guint64 y = 0;

    /* The first and the last bytes, some of them twice, are loaded faster than as many as there are. */
    if (length >= 8)
      {
        memcpy (&x, key, 8);
        memcpy (&y, key + length - 8, 8);
      }
    else if (length >= 4)
      {
        guint32 first;
        guint32 last;

        memcpy (&first, key, 4);
        memcpy (&last, key + length - 4, 4);
        x = (guint64) first << 32 | last;
      }
    else if (length > 0)
      {
        x = (guint64) key[0] << 16 | (guint64) key[length / 2] << 8 | key[length - 1];
      }

    hash = pv_hash_mix (x ^ seed->b, y ^ hash);
  }

  return pv_hash_mix (hash ^ seed->a, seed->b);
}

G_END_DECLS
