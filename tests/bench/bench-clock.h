/* SPDX-License-Identifier: GPL-3.0-or-later */
/* bench-clock.h: when packets come: by the time of day, in bursts, with pauses. */
#pragma once

#include "bench-random.h"

G_BEGIN_DECLS

typedef struct _BenchClock BenchClock;

/* Spreads about @n_packets packets over @duration_s seconds from @start_s (since the Unix epoch). */
BenchClock *bench_clock_new  (guint64 start_s,
                              guint64 duration_s,
                              guint64 n_packets,
                              guint64 seed);
void        bench_clock_free (BenchClock *self);

/* The next packet's time in ns since the Unix epoch. @in_burst tells whether it follows the packet
 * before it in one burst, as about 7 of 8 packets should. */
guint64     bench_clock_tick (BenchClock *self,
                              gboolean    in_burst);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BenchClock, bench_clock_free)

G_END_DECLS
