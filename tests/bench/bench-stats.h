/* SPDX-License-Identifier: GPL-3.0-or-later */
/* bench-stats.h: what benchmarks measure and how they print it. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Results are lines of "name value", which build-aux/bench collects. */
void    bench_print_integer (const char *name,
                             guint64     value);
void    bench_print_seconds (const char *name,
                             double      seconds);
/* Prints the median, the 99th percentile and the largest of @n times in seconds, as milliseconds
 * named "@name_p50_ms", "…_p99_ms" and "…_max_ms". Sorts @seconds. */
void    bench_print_quantiles (const char *name,
                               double     *seconds,
                               guint       n);

/* Seconds on a clock that never jumps. */
double  bench_now           (void);
/* Prints what the process took so far: "cpu_seconds", of all threads and the kernel on its behalf, and
 * "peak_bytes", the most memory that it ever held (VmHWM). */
void    bench_print_process (void);

G_END_DECLS
