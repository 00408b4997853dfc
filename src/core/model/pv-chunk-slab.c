/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-chunk-slab.c: memory for chunks in the system's large pages: columns are filled once and from one end to the other,
 * and each small page of them would have to be asked for by itself. */
#include "config.h"

#include "pv-chunk-slab.h"

#include "pv-pages.h"

#include "pv-tsan.h"

/* Three chunks fit into two large pages, with little left over. */
#define SLAB_SIZE (2 * PV_LARGE_PAGE_SIZE)
#define N_CHUNKS 3

/**
 * Slab:
 *
 * Begins at a multiple of its size, so that a chunk tells which one it is of.
 */
typedef struct _Slab Slab;
struct _Slab
{
  PvChunk chunks[N_CHUNKS];
  /* under the lock */
  gboolean is_used[N_CHUNKS];
  guint n_used;
  Slab *next; /* of those with room */
  Slab *previous;
};

G_STATIC_ASSERT (sizeof (Slab) <= SLAB_SIZE);

static GMutex lock;
static Slab *with_room;

static void
link_slab (Slab *self)
{
  self->previous = NULL;
  self->next = with_room;
  if (with_room != NULL)
    with_room->previous = self;
  with_room = self;
}

static void
unlink_slab (Slab *self)
{
  if (self->previous != NULL)
    self->previous->next = self->next;
  else
    with_room = self->next;
  if (self->next != NULL)
    self->next->previous = self->previous;
}

PvChunk *
pv_chunk_slab_take (void)
{
  PvChunk *chunk = NULL;
  Slab *slab;

  g_mutex_lock (&lock);

  slab = with_room;
  if (slab == NULL && (slab = pv_pages_new (SLAB_SIZE, SLAB_SIZE)) != NULL)
    link_slab (slab);
  for (guint i = 0; slab != NULL && i < N_CHUNKS && chunk == NULL; i++)
    if (!slab->is_used[i])
      {
        slab->is_used[i] = TRUE;
        chunk = &slab->chunks[i];
        if (++slab->n_used == N_CHUNKS)
          unlink_slab (slab);
      }

  g_mutex_unlock (&lock);

  return chunk;
}

void
pv_chunk_slab_leave (PvChunk *chunk)
{
  Slab *slab = (Slab *) ((guintptr) chunk & ~(SLAB_SIZE - 1));

  g_mutex_lock (&lock);

  slab->is_used[chunk - slab->chunks] = FALSE;
  if (slab->n_used-- == N_CHUNKS)
    link_slab (slab);
  if (slab->n_used == 0)
    {
      unlink_slab (slab);
      pv_pages_free (slab, SLAB_SIZE);
    }

  g_mutex_unlock (&lock);
}
