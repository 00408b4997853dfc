/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-time-order.h: packets in the order of their times, kept while more come. */
#pragma once

#include "pv-columns.h"
#include "pv-events.h"

G_BEGIN_DECLS

/**
 * PvTimeOrder:
 * @n: packets that are in order: the first of the file
 * @differs: whether that is another order than that of the file; where it is not, all below is empty
 * @chunks: (element-type PvChunk): columns, by number
 * @numbers: (element-type PvNumberChunk): numbers, by place in the file
 * @sums: (element-type PvSums): what lies before each chunk
 * @events: events, by number
 *
 * Most captures are in order as they are, and take nothing here. Where a packet is older than one before it, those
 * from its time on are numbered anew, and only they are copied: what others share never changes.
 */
typedef struct
{
  guint64 n;
  gboolean differs;
  GPtrArray *chunks;
  GPtrArray *numbers;
  GArray *sums;
  PvEvents events[PV_N_EVENT_KINDS];

  /*< private >*/
  guint32 *places; /* in the file, by number */
  guint64 n_places; /* that there is room for */
  guint64 n_events[PV_N_EVENT_KINDS]; /* that were taken in, where the order is that of the file */
} PvTimeOrder;

/**
 * PvFileOrder:
 * @chunks: columns, by place in the file. Those that are full are let go of and become %NULL, once all that is in
 *   them was copied
 * @n: packets
 * @is_sorted: whether their times never fall
 * @sums: (element-type PvSums): what lies before each chunk
 * @events: events, by place in the file. Are emptied once the order differs
 *
 * What is to be brought in order.
 */
typedef struct
{
  PvChunk **chunks;
  guint64 n;
  gboolean is_sorted;
  GArray *sums;
  PvEvents *events;
} PvFileOrder;

void     pv_time_order_init   (PvTimeOrder       *self);
void     pv_time_order_clear  (PvTimeOrder       *self);

/**
 * pv_time_order_restore:
 * @self: an order that has nothing yet
 * @n: packets
 * @chunks: (element-type PvChunk): columns, by number, in memory that lives longer
 * @numbers: (element-type PvNumberChunk): numbers, by place in the file, likewise
 * @sums: (element-type PvSums): what lies before each chunk
 * @events: (array): events of each kind by number, likewise
 *
 * Goes on with what differed from the file's order when it was written into an index. All of the file's chunks were let go
 * of.
 *
 * Returns: %FALSE where memory is out, or @numbers are not each one once
 */
gboolean pv_time_order_restore (PvTimeOrder           *self,
                                guint64                n,
                                GPtrArray             *chunks,
                                GPtrArray             *numbers,
                                GArray                *sums,
                                const PvEvents *const *events);

/**
 * pv_time_order_update:
 * @self: an order
 * @file: what was brought in order before, and more after it
 * @n_same: (out): so many of the first numbers are of the packets that they were of
 *
 * Takes time linear in what is new and what is numbered anew.
 *
 * Returns: %FALSE where memory is out; then @self is of no use any more
 */
gboolean pv_time_order_update (PvTimeOrder       *self,
                               const PvFileOrder *file,
                               guint64           *n_same);

/* The number of the packet at @place in the file. */
static inline guint32
pv_time_order_get_number (const PvTimeOrder *self,
                          guint32            place)
{
  const PvNumberChunk *chunk;

  if (!self->differs)
    return place;

  chunk = g_ptr_array_index (self->numbers, place >> PV_CHUNK_BITS);

  return chunk->number[place & PV_CHUNK_MASK];
}

G_END_DECLS
