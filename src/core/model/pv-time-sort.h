/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-time-sort.h: packets in the order of their times. */
#pragma once

#include "pv-columns.h"

G_BEGIN_DECLS

/**
 * pv_time_sort:
 * @chunks: (array length=n_chunks): columns
 * @first: the first of the packets to sort
 * @last: just behind the last, at most G_MAXUINT32
 *
 * Sorts packets [@first, @last) by time, stably: packets of one time stay in file order. A natural merge sort: nearly sorted
 * captures, and those put together of a few sorted ones, take time linear in the packets. Takes 8
 * bytes a packet while it runs.
 *
 * Returns: (transfer full): their numbers in the order of time, or %NULL where memory is
 *   out
 */
guint32 *pv_time_sort (PvChunk **chunks,
                       guint64   first,
                       guint64   last);

G_END_DECLS
