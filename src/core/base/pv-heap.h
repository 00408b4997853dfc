/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-heap.h: how the C library asks the system for memory. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * pv_heap_init:
 *
 * Has threads share one heap that grows by megabytes. By itself, glibc gives threads heaps of their own and enlarges
 * these page by page: each time, all threads that need a page for the first time wait, and those that open a capture
 * do so all the time. Does nothing elsewhere. Once for a process, before there are other threads.
 */
void pv_heap_init (void);

G_END_DECLS
