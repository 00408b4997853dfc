/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-bulk-hash.c: a fast hash of much memory. */
#include "pv-bulk-hash.h"

#include "pv-hash.h"

/* Multiplications of one lane wait for each other, those of several do not. */
#define N_LANES 4
#define STRIDE (N_LANES * 16)

/* Odd numbers without a pattern: of the square roots of the first primes. */
static const guint64 secrets[N_LANES + 1] = {
  G_GUINT64_CONSTANT (0x6a09e667f3bcc909), G_GUINT64_CONSTANT (0xbb67ae8584caa73b),
  G_GUINT64_CONSTANT (0x3c6ef372fe94f82b), G_GUINT64_CONSTANT (0xa54ff53a5f1d36f1),
  G_GUINT64_CONSTANT (0x510e527fade682d1),
};

static inline guint64
load (const guint8 *bytes)
{
  guint64 word;

  memcpy (&word, bytes, sizeof word);

  return word;
}

guint64
pv_bulk_hash (gconstpointer data,
              gsize         size)
{
  const guint8 *bytes = data;
  guint64 lanes[N_LANES];
  guint64 hash = secrets[N_LANES] ^ size;
  gsize left = size;

  /* other numbers than those, or the first two words could change places */
  for (guint i = 0; i < N_LANES; i++)
    lanes[i] = ~secrets[i + 1];

  for (; left >= STRIDE; left -= STRIDE, bytes += STRIDE)
    for (guint i = 0; i < N_LANES; i++)
      /* what was there before is added, so that no word can make it be forgotten */
      lanes[i] = pv_hash_mix (load (bytes + 16 * i) ^ secrets[i], load (bytes + 16 * i + 8) ^ lanes[i]) + lanes[i];

  if (left > 0)
    {
      guint8 rest[STRIDE] = { 0 };

      memcpy (rest, bytes, left);
      for (guint i = 0; i < N_LANES; i++)
        lanes[i] = pv_hash_mix (load (rest + 16 * i) ^ secrets[i], load (rest + 16 * i + 8) ^ lanes[i]) + lanes[i];
    }

  for (guint i = 0; i < N_LANES; i++)
    hash = pv_hash_mix (hash ^ lanes[i], secrets[i]);

  return hash;
}
