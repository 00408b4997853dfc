/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-columns.c: chunks of columns. */
#include "config.h"

#include "pv-columns.h"

#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/statvfs.h>

#include "pv-chunk-slab.h"
#include "pv-temporary-file.h"
#include "pv-vector.h"

/* A chunk's room in the temporary file: whole pages, whatever their size. */
#define SLOT_SIZE ((sizeof (PvChunk) + 65535) & ~(gsize) 65535)
/* So many bytes are allocated as usual: who opens a small capture wants no large pages. */
#define SMALL_BYTES ((gsize) 4 << 20)
/* So many bytes of the disk stay free. */
#define RESERVE G_GUINT64_CONSTANT (1000000000)

/* Where columns lie that are too many for memory. There is one for all captures. */
static struct
{
  GMutex lock;
  gboolean is_open; /* or was tried to be */
  int fd; /* -1 where there is none */
  guint32 n_slots; /* that the file has */
  PvVector free_slots; /* of guint32 */
  guint64 n_mapped; /* slots in use; atomic */
} store = { .fd = -1 };

static guint64 in_memory_max = PV_COLUMNS_IN_MEMORY;
static guint64 in_memory; /* bytes of chunks; atomic */

/* Under the lock. */
static void
open_store (void)
{
  if (!store.is_open)
    store.fd = pv_temporary_file_open ();
  store.is_open = TRUE;
}

void
pv_columns_prepare (void)
{
  g_mutex_lock (&store.lock);
  open_store ();
  g_mutex_unlock (&store.lock);
}

void
pv_columns_set_in_memory (guint64 size)
{
  in_memory_max = size;
}

guint64
pv_columns_get_mapped (void)
{
  return __atomic_load_n (&store.n_mapped, __ATOMIC_RELAXED) * SLOT_SIZE;
}

/* Takes a place in the file, with room on the disk: what is written to a hole of a disk that is full ends the program.
 * Under the lock. */
static gboolean
take_slot (guint32 *slot)
{
  struct statvfs info;

  open_store ();
  if (store.fd < 0 || fstatvfs (store.fd, &info) != 0 || (guint64) info.f_bavail * info.f_frsize < RESERVE)
    return FALSE;

  *slot = store.free_slots.n > 0 ? pv_vector_index (&store.free_slots, guint32, store.free_slots.n - 1) : store.n_slots;
  if (posix_fallocate (store.fd, (off_t) (*slot * SLOT_SIZE), SLOT_SIZE) != 0)
    return FALSE;

  if (store.free_slots.n > 0)
    store.free_slots.n--;
  else
    store.n_slots++;

  return TRUE;
}

/* Gives the place, and its room on the disk, to others. */
static void
leave_slot (guint32 slot)
{
  guint32 *place;

#ifdef FALLOC_FL_PUNCH_HOLE
  (void) fallocate (store.fd, FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE, (off_t) (slot * SLOT_SIZE), SLOT_SIZE);
#endif
  g_mutex_lock (&store.lock);
  place = pv_vector_append (&store.free_slots, sizeof *place, 1);
  if (place != NULL)
    *place = slot;
  g_mutex_unlock (&store.lock);
}

/* NULL where it cannot be. */
static PvChunk *
new_mapped (void)
{
  PvChunk *self;
  guint32 slot;
  gboolean is_taken;

  g_mutex_lock (&store.lock);
  is_taken = take_slot (&slot);
  g_mutex_unlock (&store.lock);
  if (!is_taken)
    return NULL;

  self = mmap (NULL, SLOT_SIZE, PROT_READ | PROT_WRITE, MAP_SHARED, store.fd, (off_t) (slot * SLOT_SIZE));
  if (self == MAP_FAILED)
    {
      leave_slot (slot);
      return NULL;
    }

  self->slot = slot + 1;
  __atomic_fetch_add (&store.n_mapped, 1, __ATOMIC_RELAXED);

  return self;
}

PvChunk *
pv_chunk_new (void)
{
  guint64 used = __atomic_load_n (&in_memory, __ATOMIC_RELAXED);
  PvChunk *self = used >= in_memory_max ? new_mapped () : NULL;

  if (self == NULL)
    {
      self = used >= SMALL_BYTES ? pv_chunk_slab_take () : NULL;
      if (self != NULL)
        self->slot = PV_CHUNK_IN_SLAB;
      else if ((self = g_try_new (PvChunk, 1)) != NULL)
        self->slot = 0;
      else
        return NULL;
      __atomic_fetch_add (&in_memory, sizeof *self, __ATOMIC_RELAXED);
    }
  g_atomic_ref_count_init (&self->ref_count);

  return self;
}

static void
free_chunk (PvChunk *self)
{
  guint32 slot = self->slot;

  if (slot == 0 || slot == PV_CHUNK_IN_SLAB)
    {
      if (slot == 0)
        g_free (self);
      else
        pv_chunk_slab_leave (self);
      __atomic_fetch_sub (&in_memory, sizeof *self, __ATOMIC_RELAXED);
      return;
    }

  munmap (self, SLOT_SIZE);
  __atomic_fetch_sub (&store.n_mapped, 1, __ATOMIC_RELAXED);
  leave_slot (slot - 1);
}

PvChunk *
pv_chunk_copy (const PvChunk *self)
{
  PvChunk *copy = pv_chunk_new ();

  if (copy != NULL)
    {
      guint32 slot = copy->slot;

      memcpy (copy, self, sizeof *copy);
      copy->slot = slot;
      g_atomic_ref_count_init (&copy->ref_count);
    }

  return copy;
}

PvChunk *
pv_chunk_ref (PvChunk *self)
{
  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

void
pv_chunk_unref (PvChunk *self)
{
  if (self != NULL && g_atomic_ref_count_dec (&self->ref_count))
    free_chunk (self);
}

void
pv_chunk_sum (PvChunk *self,
                guint      first,
                guint      last,
                PvSums    *sums)
{
  guint64 ip = sums->ip;
  guint64 wire = sums->wire;

  for (guint i = first; i < last; i++)
    {
      if (i % PV_BLOCK_SIZE == 0)
        {
          self->ip_sum[i / PV_BLOCK_SIZE] = ip;
          self->wire_sum[i / PV_BLOCK_SIZE] = wire;
        }

      ip += self->ip_bytes[i];
      wire += self->wire_bytes[i];
    }

  sums->ip = ip;
  sums->wire = wire;
}

PvNumberChunk *
pv_number_chunk_new (void)
{
  PvNumberChunk *self = g_try_new (PvNumberChunk, 1);

  if (self != NULL)
    g_atomic_ref_count_init (&self->ref_count);

  return self;
}

PvNumberChunk *
pv_number_chunk_ref (PvNumberChunk *self)
{
  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

void
pv_number_chunk_unref (PvNumberChunk *self)
{
  if (self != NULL && g_atomic_ref_count_dec (&self->ref_count))
    g_free (self);
}
