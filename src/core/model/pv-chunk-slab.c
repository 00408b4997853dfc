/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-chunk-slab.c: memory for chunks in the system's large pages: columns are filled once and from one end to the other,
 * and each small page of them would have to be asked for by itself. */
#include "config.h"

#include "pv-chunk-slab.h"

#include <sys/mman.h>

#include "pv-tsan.h"

/* Large pages are of 2 MiB, or less, on nearly every system. Three chunks fit into two of them, with little left over. */
#define SLAB_SIZE ((gsize) 4 << 20)
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

/* NULL where there is no room for it. */
static Slab *
new_slab (void)
{
  guint8 *room = mmap (NULL, 2 * SLAB_SIZE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  gsize before;

  if (room == MAP_FAILED)
    return NULL;

  before = SLAB_SIZE - ((guintptr) room & (SLAB_SIZE - 1));
  munmap (room, before);
  if (before < SLAB_SIZE)
    munmap (room + before + SLAB_SIZE, SLAB_SIZE - before);
#ifdef MADV_HUGEPAGE
  /* small pages do as well */
  (void) madvise (room + before, SLAB_SIZE, MADV_HUGEPAGE);
#endif

  return (Slab *) (gpointer) (room + before);
}

PvChunk *
pv_chunk_slab_take (void)
{
  PvChunk *chunk = NULL;
  Slab *slab;

  g_mutex_lock (&lock);

  slab = with_room;
  if (slab == NULL && (slab = new_slab ()) != NULL)
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
      munmap (slab, SLAB_SIZE);
    }

  g_mutex_unlock (&lock);
}
