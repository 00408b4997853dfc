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

static PvLookupSegment *
lookup_segment_ref (PvLookupSegment *self)
{
  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

static void
lookup_segment_unref (PvLookupSegment *self)
{
  if (g_atomic_ref_count_dec (&self->ref_count))
    g_free (self);
}

void
pv_lookups_init (PvLookups *self)
{
  self->segments = g_ptr_array_new_with_free_func ((GDestroyNotify) lookup_segment_unref);
  self->n = 0;
}

void
pv_lookups_clear (PvLookups *self)
{
  g_clear_pointer (&self->segments, g_ptr_array_unref);
  self->n = 0;
}

void
pv_lookups_share (PvLookups       *self,
                  const PvLookups *other)
{
  pv_lookups_init (self);
  for (guint i = 0; i < other->segments->len; i++)
    g_ptr_array_add (self->segments, lookup_segment_ref (g_ptr_array_index (other->segments, i)));
  self->n = other->n;
}

gboolean
pv_lookups_append (PvLookups *self,
                   guint32    packet,
                   guint32    name)
{
  PvLookupSegment *segment;
  guint place = self->n % PV_LOOKUP_SEGMENT_SIZE;

  if (place == 0)
    {
      segment = g_try_new (PvLookupSegment, 1);
      if (segment == NULL)
        return FALSE;
      g_atomic_ref_count_init (&segment->ref_count);
      g_ptr_array_add (self->segments, segment);
    }
  else
    segment = g_ptr_array_index (self->segments, self->segments->len - 1);

  segment->packet[place] = packet;
  segment->name[place] = name;
  self->n++;

  return TRUE;
}

guint64
pv_lookups_find (const PvLookups *self,
                 guint64          packet)
{
  guint64 low = 0;
  guint64 high = self->n;

  while (low < high)
    {
      guint64 middle = low + (high - low) / 2;

      if (pv_lookups_get_packet (self, middle) < packet)
        low = middle + 1;
      else
        high = middle;
    }

  return low;
}
