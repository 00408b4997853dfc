/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-heap.c: how the C library asks the system for memory. */
#include "pv-heap.h"

#ifdef __GLIBC__
#include <malloc.h>
#endif

/* What is asked for at a time, above what is needed. */
#define STEP (4 * 1024 * 1024)
/* What glibc comes to by itself, once blocks of that size were freed; but not where anything of this is set. */
#define LARGE_BLOCK (32 * 1024 * 1024)

void
pv_heap_init (void)
{
#ifdef __GLIBC__
  mallopt (M_ARENA_MAX, 1);
  mallopt (M_TOP_PAD, STEP);
  mallopt (M_MMAP_THRESHOLD, LARGE_BLOCK);
  mallopt (M_TRIM_THRESHOLD, 2 * LARGE_BLOCK);
#endif
}
