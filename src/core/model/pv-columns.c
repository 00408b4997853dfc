/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-columns.c: chunks of columns. */
#include "config.h"

#include "pv-columns.h"

#include <string.h>

#include "pv-large.h"

static guint64 in_memory_max = PV_COLUMNS_IN_MEMORY;
static guint64 in_memory; /* bytes of chunks; atomic */

void
pv_columns_set_in_memory (guint64 size)
{
  in_memory_max = size;
}

PvChunk *
pv_chunk_new (void)
{
  guint64 used = __atomic_load_n (&in_memory, __ATOMIC_RELAXED);
  PvChunk *self = used >= in_memory_max || !pv_large_fits (sizeof *self) ? pv_large_map (sizeof *self) : NULL;

  if (self != NULL)
    {
      self->is_mapped = TRUE;
    }
  else
    {
      self = pv_large_take_pages (sizeof *self);
      if (self == NULL)
        return NULL;
      self->is_mapped = FALSE;
      __atomic_fetch_add (&in_memory, sizeof *self, __ATOMIC_RELAXED);
      pv_large_add (sizeof *self);
    }
  g_atomic_ref_count_init (&self->ref_count);

  return self;
}

static void
free_chunk (PvChunk *self)
{
  if (self->is_mapped)
    {
      pv_large_unmap (self, sizeof *self);
      return;
    }

  pv_large_give_pages (self, sizeof *self);
  __atomic_fetch_sub (&in_memory, sizeof *self, __ATOMIC_RELAXED);
  pv_large_subtract (sizeof *self);
}

PvChunk *
pv_chunk_copy (const PvChunk *self)
{
  PvChunk *copy = pv_chunk_new ();

  if (copy != NULL)
    {
      guint32 is_mapped = copy->is_mapped;

      memcpy (copy, self, sizeof *copy);
      copy->is_mapped = is_mapped;
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
  PvNumberChunk *self = pv_large_new (sizeof *self);

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
    pv_large_free (self);
}
