/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-batch.c: packet records that are handed on together. */
#include "config.h"

#include "pv-batch.h"

#include <string.h>

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
pv_batch_make_buffer (PvBatch *self,
                      gsize    size,
                      gsize    keep)
{
  guint8 *buffer = g_try_malloc (size);

  if (buffer == NULL)
    return FALSE;

  if (keep > 0)
    {
      g_assert (self->buffer != NULL && keep <= self->buffer_size && keep <= size);
      memcpy (buffer, self->buffer, keep);
    }
  g_free (self->buffer);
  self->buffer = buffer;
  self->buffer_size = size;

  return TRUE;
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
