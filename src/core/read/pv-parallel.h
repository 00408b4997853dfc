/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-parallel.h: work that comes in parts, on as many threads as there are cores. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Does part @i. FALSE where the other parts are not wanted any more. Any thread. */
typedef gboolean (*PvParallelFunc) (gpointer data,
                                    gsize    i);

/* Has @func do parts 0 to @n - 1, in any order, on this and other threads. Comes back when all are done. FALSE where one
 * of them said so. */
gboolean pv_parallel_all (gsize          n,
                          PvParallelFunc func,
                          gpointer       data);
/* The same on @max_threads at most, where each takes memory. */
gboolean pv_parallel_all_on (guint          max_threads,
                             gsize          n,
                             PvParallelFunc func,
                             gpointer       data);
/* In how many parts to do @n things, of which each part has @least at least: no more than there are cores, nor than
 * @most. At least 1. */
guint    pv_parallel_get_n_parts (guint64 n,
                                  guint64 least,
                                  guint   most);

G_END_DECLS
