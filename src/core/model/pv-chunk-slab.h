/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-chunk-slab.h: memory for chunks in the system's large pages. */
#pragma once

#include "pv-columns.h"

G_BEGIN_DECLS

/* On any thread.
 *
 * Returns: (nullable): room for a chunk, with undefined contents; NULL where the system has none, and who asks should take
 *   it from elsewhere */
PvChunk *pv_chunk_slab_take  (void);

/* On any thread. Gives back what pv_chunk_slab_take() gave. */
void     pv_chunk_slab_leave (PvChunk *chunk);

G_END_DECLS
