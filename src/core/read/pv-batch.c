/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-batch.c: packet records that are handed on together. */
#include "config.h"

#include "pv-batch.h"

#include <string.h>

#include "pv-pages.h"

static void
free_buffer (PvBatch *self)
{
  if (self->pages_size > 0)
    pv_pages_free (self->buffer, self->pages_size);
  else
    g_free (self->buffer);
  self->buffer = NULL;
  self->buffer_size = 0;
  self->pages_size = 0;
}

void
pv_batch_clear (PvBatch *self)
{
  g_clear_pointer (&self->records, g_free);
  free_buffer (self);
  pv_vector_clear (&self->blocks);
  self->n_records = 0;
  self->records_size = 0;
  self->asked_for_pages = FALSE;
}

gboolean
pv_batch_make_buffer (PvBatch  *self,
                      gsize     size,
                      gsize     keep,
                      gboolean  large_pages)
{
  gsize pages_size = (size + PV_LARGE_PAGE_SIZE - 1) / PV_LARGE_PAGE_SIZE * PV_LARGE_PAGE_SIZE;
  guint8 *buffer = large_pages ? pv_pages_new (pages_size, PV_LARGE_PAGE_SIZE) : NULL;

  self->asked_for_pages = large_pages;
  if (buffer == NULL)
    {
      pages_size = 0;
      buffer = g_try_malloc (size);
    }
  if (buffer == NULL)
    return FALSE;

  if (keep > 0)
    {
      g_assert (self->buffer != NULL && keep <= self->buffer_size && keep <= size);
      memcpy (buffer, self->buffer, keep);
    }
  free_buffer (self);
  self->buffer = buffer;
  self->buffer_size = size;
  self->pages_size = pages_size;

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
