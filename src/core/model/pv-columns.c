/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-columns.c: segments of columns. */
#include "pv-columns.h"

#include <string.h>

PvSegment *
pv_segment_new (void)
{
  PvSegment *self = g_try_new (PvSegment, 1);

  if (self != NULL)
    g_atomic_ref_count_init (&self->ref_count);

  return self;
}

PvSegment *
pv_segment_copy (const PvSegment *self)
{
  PvSegment *copy = pv_segment_new ();

  if (copy != NULL)
    {
      memcpy (copy, self, sizeof *copy);
      g_atomic_ref_count_init (&copy->ref_count);
    }

  return copy;
}

PvSegment *
pv_segment_ref (PvSegment *self)
{
  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

void
pv_segment_unref (PvSegment *self)
{
  if (self != NULL && g_atomic_ref_count_dec (&self->ref_count))
    g_free (self);
}

void
pv_segment_sum (PvSegment *self,
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

PvNumberSegment *
pv_number_segment_new (void)
{
  PvNumberSegment *self = g_try_new (PvNumberSegment, 1);

  if (self != NULL)
    g_atomic_ref_count_init (&self->ref_count);

  return self;
}

PvNumberSegment *
pv_number_segment_ref (PvNumberSegment *self)
{
  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

void
pv_number_segment_unref (PvNumberSegment *self)
{
  if (self != NULL && g_atomic_ref_count_dec (&self->ref_count))
    g_free (self);
}
