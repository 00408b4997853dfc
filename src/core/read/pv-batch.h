/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-batch.h: packet records that are handed on together. */
#pragma once

#include "pv-record.h"
#include "pv-vector.h"

G_BEGIN_DECLS

/**
 * PvBlock:
 * @data: all of it, in the file's byte order
 * @length: bytes, a multiple of 4
 * @is_record: whether it is the next of the batch's records, rather than something about them
 *
 * A block of a pcapng file as it is there.
 */
typedef struct
{
  const guint8 *data;
  gsize length;
  gboolean is_record;
} PvBlock;

/**
 * PvAhead:
 * @offset: where in the file it begins
 * @length: bytes
 * @is_claimed: whether there are any, or would be if the file did not end before
 * @no_memory: whether there was no room for them
 *
 * Bytes of a file in a batch's buffer that are no records yet.
 */
typedef struct
{
  guint64 offset;
  gsize length;
  gboolean is_claimed;
  gboolean no_memory;
} PvAhead;

/**
 * PvBatch:
 * @records: (array length=n_records): records, in file order
 * @n_records: how many
 * @blocks: of #PvBlock, in file order: where they are kept, see pv_savefile_keep_blocks()
 * @buffer: the bytes that records and blocks point into; see pv_batch_make_buffer()
 * @ahead: what was read before its turn, see pv_savefile_read_ahead()
 * @out_of_memory: whether a record had no place
 * @spare: where such a record went
 *
 * Records whose bytes lie in one buffer. Reused from read to read, so that reading allocates
 * nothing once it runs.
 */
typedef struct
{
  PvRecord *records;
  gsize n_records;
  gsize records_size;
  PvVector blocks;
  guint8 *buffer;
  gsize buffer_size;
  PvAhead ahead;
  gboolean out_of_memory;
  PvRecord spare;
} PvBatch;

void        pv_batch_clear (PvBatch *self);

/* Makes another buffer, of @size bytes, with the first @keep of the one before. Records and blocks point nowhere then.
 * FALSE where memory is out: the buffer stays. */
gboolean    pv_batch_make_buffer (PvBatch *self,
                                  gsize    size,
                                  gsize    keep);

/* Makes room for another record after n_records; FALSE where memory is out. */
gboolean    pv_batch_grow  (PvBatch *self);

/* Room for another record, without flags and of no interface: never NULL, whatever out_of_memory says. */
static inline PvRecord *
pv_batch_append (PvBatch *self)
{
  PvRecord *record = &self->spare;

  if (G_LIKELY (self->n_records < self->records_size) || pv_batch_grow (self))
    record = &self->records[self->n_records++];
  record->flags = 0;
  record->interface = PV_NO_INTERFACE;

  return record;
}

/**
 * PvBatchRoom:
 * @batch: the batch
 * @records: its records
 * @n: how many
 * @size: for how many there is room
 *
 * pv_batch_append() for loops, as a variable of theirs, which the compiler keeps in registers. Until
 * pv_batch_room_leave(), the batch does not count what was appended.
 */
typedef struct
{
  PvBatch *batch;
  PvRecord *records;
  gsize n;
  gsize size;
} PvBatchRoom;

static inline PvBatchRoom
pv_batch_enter_room (PvBatch *batch)
{
  return (PvBatchRoom){ batch, batch->records, batch->n_records, batch->records_size };
}

static inline void
pv_batch_room_leave (const PvBatchRoom *self)
{
  self->batch->n_records = self->n;
}

/* As pv_batch_append(), with all fields still to be set. */
static inline PvRecord *
pv_batch_room_append (PvBatchRoom *self)
{
  if (G_UNLIKELY (self->n == self->size))
    {
      pv_batch_room_leave (self);
      if (!pv_batch_grow (self->batch))
        return &self->batch->spare;
      *self = pv_batch_enter_room (self->batch);
    }

  return &self->records[self->n++];
}

/* Adds a block. Where memory is out, out_of_memory says so. */
static inline void
pv_batch_add_block (PvBatch      *self,
                    const guint8 *data,
                    gsize         length,
                    gboolean      is_record)
{
  PvBlock *block = pv_vector_append (&self->blocks, sizeof (PvBlock), 1);

  if (block != NULL)
    *block = (PvBlock){ data, length, is_record };
  else
    self->out_of_memory = TRUE;
}

G_END_DECLS
