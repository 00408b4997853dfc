/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-counts.h: packets and bytes by flow, or by label. */
#pragma once

#include "pv-columns.h"
#include "pv-index-file.h"

G_BEGIN_DECLS

/* Packets and bytes of one label, or of all. */
typedef struct
{
  guint64 packets;
  guint64 bytes;
} PvCount;

/**
 * PvCounts:
 * @n: how many are counted
 * @ids: (array length=n) (nullable): of which ids, rising; %NULL where they are 0 to @n - 1
 * @counts: (array length=n): of a flow, or of a label
 * @total: all that was counted, each packet or lookup once
 * @has_span: counts of flows: whether only packets within @span were counted
 * @span: which
 * @set_serial: counts of flows: which packet set they were restricted to, 0 for none
 * @n_packets: so many packets were looked at, the first of the file: where a capture grew, more are to be counted
 * @mapping: (nullable): an index that has @counts
 *
 * Reference-counted, immutable once shared.
 */
typedef struct
{
  gatomicrefcount ref_count;
  guint n;
  guint32 *ids;
  PvCount *counts;
  PvCount total;
  gboolean has_span;
  PvSpan span;
  guint64 set_serial;
  guint64 n_packets;
  GBytes *mapping;
} PvCounts;

/* @counts: (transfer full): from pv-large.h */
PvCounts *pv_counts_new_take (guint     n,
                              PvCount  *counts);
PvCounts *pv_counts_ref      (PvCounts *self);

/* The same to keep: with ids, of what occurs only, where that is shorter. Of some labels, there are as many as the
 * format allows, whatever the capture.
 *
 * Returns: (transfer full): @self itself where it is short or memory is out */
PvCounts *pv_counts_pack     (PvCounts *self);

static inline guint32
pv_counts_get_id (const PvCounts *self,
                  guint           i)
{
  return self->ids != NULL ? self->ids[i] : i;
}

/* The highest id that is counted, and one. */
static inline gsize
pv_counts_get_end (const PvCounts *self)
{
  return self->n == 0 ? 0 : (gsize) pv_counts_get_id (self, self->n - 1) + 1;
}

/* How many labels have packets. */
static inline guint
pv_counts_count_labels (const PvCounts *self)
{
  guint n = 0;

  for (guint i = 0; i < self->n; i++)
    n += self->counts[i].packets > 0;

  return n;
}

void      pv_counts_unref    (PvCounts *self);

/* Writes counts without ids as a section of an index. */
void      pv_counts_write    (const PvCounts *self,
                              PvIndexWriter  *writer,
                              guint32         section);
/* What was written as that, of @n labels and all of @n_packets packets. NULL where it is not there. What was counted is
 * not looked at. (transfer full) (nullable) */
PvCounts *pv_counts_read     (guint           n,
                              guint64         n_packets,
                              PvIndexReader  *reader,
                              guint32         section);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PvCounts, pv_counts_unref)

/* Adds packet @i of @chunk to what is counted of its flow. */
static inline void
pv_count_packet (PvCount       *of_flows,
                 const PvChunk *chunk,
                 guint          i)
{
  PvCount *count = &of_flows[chunk->flow[i]];

  count->packets++;
  count->bytes += chunk->ip_bytes[i];
}

/* Those of several generations of a capture, so many. */
#define PV_N_SHARED_COUNTS 8

/**
 * PvSharedCounts:
 *
 * What was counted by flow in whatever generation of a capture, for later ones to go on from. Reference-counted.
 */
typedef struct
{
  gatomicrefcount ref_count;
  GMutex lock;
  PvCounts *counts[PV_N_SHARED_COUNTS];
  guint next;
} PvSharedCounts;

PvSharedCounts *pv_shared_counts_new   (void);
PvSharedCounts *pv_shared_counts_ref   (PvSharedCounts *self);
void            pv_shared_counts_unref (PvSharedCounts *self);

G_END_DECLS
