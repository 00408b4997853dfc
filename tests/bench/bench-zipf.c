/* SPDX-License-Identifier: GPL-3.0-or-later */
/* bench-zipf.c: ranks by a heavy-tailed distribution. */

#include "bench-zipf.h"

typedef struct
{
  guint32 keep;
  guint32 alias;
} Slot;

struct _BenchZipf
{
  guint32 n;
  Slot *slots;
};

BenchZipf *
bench_zipf_new (guint32 n,
                guint32 offset)
{
  BenchZipf *self = g_new0 (BenchZipf, 1);
  g_autofree guint64 *weights = g_new (guint64, n);
  g_autofree guint32 *small = g_new (guint32, n);
  g_autofree guint32 *large = g_new (guint32, n);
  guint32 n_small = 0;
  guint32 n_large = 0;
  guint64 mean = 0;

  g_assert (n > 0 && n <= 1 << 20);

  self->n = n;
  self->slots = g_new (Slot, n);

  /* Weights are multiplied by n, so that the mean weight is the sum of those before. */
  for (guint32 i = 0; i < n; i++)
    {
      guint64 weight = (G_GUINT64_CONSTANT (1) << 40) / ((guint64) i + 1 + offset);

      mean += weight;
      weights[i] = weight * n;
    }
  for (guint32 i = 0; i < n; i++)
    {
      if (weights[i] < mean)
        small[n_small++] = i;
      else
        large[n_large++] = i;
    }

  while (n_small > 0 && n_large > 0)
    {
      guint32 poor = small[--n_small];
      guint32 rich = large[n_large - 1];

      self->slots[poor].keep = (guint32) (((unsigned __int128) weights[poor] << 32) / mean);
      self->slots[poor].alias = rich;
      weights[rich] -= mean - weights[poor];
      if (weights[rich] < mean)
        {
          n_large--;
          small[n_small++] = rich;
        }
    }
  while (n_small > 0)
    large[n_large++] = small[--n_small];
  while (n_large > 0)
    {
      guint32 rest = large[--n_large];

      self->slots[rest].keep = G_MAXUINT32;
      self->slots[rest].alias = rest;
    }

  return self;
}

void
bench_zipf_free (BenchZipf *self)
{
  g_free (self->slots);
  g_free (self);
}

guint32
bench_zipf_draw (const BenchZipf *self,
                 BenchRandom     *random)
{
  guint64 bits = bench_random_next (random);
  guint32 slot = ((bits >> 32) * self->n) >> 32;

  return (guint32) bits <= self->slots[slot].keep ? slot : self->slots[slot].alias;
}
