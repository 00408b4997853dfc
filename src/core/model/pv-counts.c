/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-counts.c: packets and bytes by flow, or by label. */
#include "pv-counts.h"

#include <string.h>

#include "pv-large.h"

#include "pv-tsan.h"

PvCounts *
pv_counts_new_take (guint    n,
                    PvCount *counts)
{
  PvCounts *self = g_new0 (PvCounts, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->n = n;
  self->counts = counts;

  return self;
}

PvCounts *
pv_counts_ref (PvCounts *self)
{
  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

/* So many counts at a time are looked at together. */
#define COUNTS_AT_ONCE 64

/* The first id from @i on that occurs; or @self->n. Of a few packets, nearly all ports and sizes do not. */
static guint
find_used (const PvCounts *self,
           guint           i)
{
  static const PvCount none[COUNTS_AT_ONCE];

  while (i < self->n && self->counts[i].packets == 0)
    i += self->n - i > COUNTS_AT_ONCE && memcmp (&self->counts[i], none, sizeof none) == 0 ? COUNTS_AT_ONCE : 1;

  return i;
}

PvCounts *
pv_counts_pack (PvCounts *self)
{
  g_autofree guint32 *ids = NULL;
  pv_large_autofree PvCount *counts = NULL;
  PvCounts *packed;
  guint n = 0;

  for (guint i = find_used (self, 0); i < self->n; i = find_used (self, i + 1))
    n++;

  if (self->ids != NULL || n > self->n / 2)
    return pv_counts_ref (self);

  ids = g_try_new (guint32, MAX (n, 1));
  counts = pv_large_array (PvCount, n);
  if (ids == NULL || counts == NULL)
    return pv_counts_ref (self);

  n = 0;
  for (guint i = find_used (self, 0); i < self->n; i = find_used (self, i + 1))
    {
      ids[n] = i;
      counts[n++] = self->counts[i];
    }

  packed = pv_counts_new_take (n, g_steal_pointer (&counts));
  packed->ids = g_steal_pointer (&ids);
  packed->total = self->total;
  packed->has_span = self->has_span;
  packed->span = self->span;
  packed->set_serial = self->set_serial;
  packed->n_packets = self->n_packets;

  return packed;
}

void
pv_counts_unref (PvCounts *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_free (self->ids);
  if (self->mapping == NULL)
    pv_large_free (self->counts);
  g_clear_pointer (&self->mapping, g_bytes_unref);
  g_free (self);
}

void
pv_counts_write (const PvCounts *self,
                 PvIndexWriter  *writer,
                 guint32         section)
{
  g_return_if_fail (self->ids == NULL);

  pv_index_writer_add (writer, section, self->counts, self->n * sizeof *self->counts);
}

PvCounts *
pv_counts_read (guint           n,
                guint64         n_packets,
                PvIndexReader  *reader,
                guint32         section)
{
  PvCount *counts = pv_index_reader_get_n (reader, section, sizeof *counts, n);
  PvCounts *self;

  if (counts == NULL)
    return NULL;

  self = pv_counts_new_take (n, counts);
  self->n_packets = n_packets;
  self->mapping = g_bytes_ref (pv_index_reader_get_all (reader));

  return self;
}

PvSharedCounts *
pv_shared_counts_new (void)
{
  PvSharedCounts *self = g_new0 (PvSharedCounts, 1);

  g_atomic_ref_count_init (&self->ref_count);
  g_mutex_init (&self->lock);

  return self;
}

PvSharedCounts *
pv_shared_counts_ref (PvSharedCounts *self)
{
  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

void
pv_shared_counts_unref (PvSharedCounts *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  for (guint i = 0; i < PV_N_SHARED_COUNTS; i++)
    g_clear_pointer (&self->counts[i], pv_counts_unref);
  g_mutex_clear (&self->lock);
  g_free (self);
}
