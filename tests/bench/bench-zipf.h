/* SPDX-License-Identifier: GPL-3.0-or-later */
/* bench-zipf.h: ranks by a heavy-tailed distribution. */
#pragma once

#include "bench-random.h"

G_BEGIN_DECLS

/**
 * BenchZipf:
 *
 * Ranks from 0 to n - 1, rank k with a probability proportional to 1 / (k + 1 + offset): Zipf's law
 * with Mandelbrot's offset, which is how often hosts talk and names are looked up. Drawn in constant
 * time by Walker's alias method.
 */
typedef struct _BenchZipf BenchZipf;

BenchZipf *bench_zipf_new  (guint32 n,
                            guint32 offset);
void       bench_zipf_free (BenchZipf *self);
guint32    bench_zipf_draw (const BenchZipf *self,
                            BenchRandom     *random);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BenchZipf, bench_zipf_free)

G_END_DECLS
