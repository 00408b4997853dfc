/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-batch.h: packet records that are handed on together. */
#pragma once

#include "pv-record.h"

G_BEGIN_DECLS

/**
 * PvBatch:
 * @records: (array length=n_records): records, in file order
 * @n_records: how many
 * @buffer: the bytes that the records point into
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
  guint8 *buffer;
  gsize buffer_size;
  gboolean out_of_memory;
  PvRecord spare;
} PvBatch;

void        pv_batch_clear (PvBatch *self);

/* Makes room for another record after n_records; FALSE where memory is out. */
gboolean    pv_batch_grow  (PvBatch *self);

/* Room for another record, without flags: never NULL, whatever out_of_memory says. */
static inline PvRecord *
pv_batch_append (PvBatch *self)
{
  PvRecord *record = &self->spare;

  if (G_LIKELY (self->n_records < self->records_size) || pv_batch_grow (self))
    record = &self->records[self->n_records++];
  record->flags = 0;

  return record;
}

G_END_DECLS
