/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-vector.c: arrays that grow, or say that memory is out. */
#include "pv-vector.h"

#define MIN_SIZE 16

gpointer
pv_vector_append (PvVector *self,
                  gsize     element_size,
                  gsize     n_more)
{
  gsize n;

  if (!g_size_checked_add (&n, self->n, n_more))
    return NULL;

  if (self->data == NULL || n > self->size)
    {
      gsize size = MAX (MAX (n, self->size + self->size / 2), MIN_SIZE);
      gpointer data = g_try_realloc_n (self->data, size, element_size);

      if (data == NULL)
        return NULL;
      self->data = data;
      self->size = size;
    }

  self->n = n;

  return (guint8 *) self->data + (n - n_more) * element_size;
}
