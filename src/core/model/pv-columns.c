/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-columns.c: chunks of columns. */
#include "pv-columns.h"

#include <string.h>

PvChunk *
pv_chunk_new (void)
{
  PvChunk *self = g_try_new (PvChunk, 1);

  if (self != NULL)
    g_atomic_ref_count_init (&self->ref_count);

  return self;
}

PvChunk *
pv_chunk_copy (const PvChunk *self)
{
  PvChunk *copy = pv_chunk_new ();

  if (copy != NULL)
    {
      memcpy (copy, self, sizeof *copy);
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
    g_free (self);
}

void
pv_chunk_sum (PvChunk *self,
              guint    first,
              guint    last,
              PvSums  *sums)
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
