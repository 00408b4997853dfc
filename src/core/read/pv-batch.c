/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-batch.c: packet records that are handed on together. */
#include "config.h"

#include "pv-batch.h"

void
pv_batch_clear (PvBatch *self)
{
  g_clear_pointer (&self->records, g_free);
  g_clear_pointer (&self->buffer, g_free);
  pv_vector_clear (&self->blocks);
  self->n_records = 0;
  self->records_size = 0;
  self->buffer_size = 0;
}

gboolean
pv_batch_grow (PvBatch *self)
{
  gsize size = MAX (1024, self->records_size * 2);
  PvRecord *records = self->out_of_memory ? NULL : g_try_renew (PvRecord, self->records, size);

  if (records == NULL)
    {
      self->out_of_memory = TRUE;
      return FALSE;
    }

  self->records = records;
  self->records_size = size;

  return TRUE;
}
