/* SPDX-License-Identifier: GPL-3.0-or-later */
/* bench-random.c: random numbers from a seed, the same on every machine. */

#include "bench-random.h"

void
bench_random_init (BenchRandom *self,
                   guint64      seed)
{
  for (guint i = 0; i < G_N_ELEMENTS (self->state); i++)
    {
      seed += G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);
      self->state[i] = bench_random_mix (seed);
    }
}
