/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-hash.c: where the secrets come from. */
#include "pv-hash.h"

#include <sys/random.h>

void
pv_hash_seed_init (PvHashSeed *seed)
{
  if (getrandom (seed, sizeof *seed, 0) != sizeof *seed)
    {
      seed->a = (guint64) g_random_int () << 32 | g_random_int ();
      seed->b = (guint64) g_random_int () << 32 | g_random_int ();
    }

  /* A multiplication by 0 would forget the key. */
  seed->a |= 1;
  seed->b |= G_GUINT64_CONSTANT (1) << 32;
}
