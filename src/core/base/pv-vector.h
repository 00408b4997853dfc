/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-vector.h: arrays that grow, or say that memory is out. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * PvVector:
 * @data: (array length=n): the elements
 * @n: how many
 * @size: for how many there is room
 *
 * What #GArray is, but for one thing: where there is no memory to grow, #GArray ends the program. For
 * arrays whose length a file decides. Begins as { 0 }; g_free() the data in the end.
 */
typedef struct
{
  gpointer data;
  gsize n;
  gsize size;
} PvVector;

/* Makes room for @n_more elements, and counts them in. Their contents are undefined.
 *
 * Returns: (nullable): the first of them, or NULL where memory is out; nothing has changed then */
gpointer pv_vector_append (PvVector *self,
                           gsize     element_size,
                           gsize     n_more);

static inline void
pv_vector_clear (PvVector *self)
{
  g_free (self->data);
  *self = (PvVector){ 0 };
}

#define pv_vector_index(self, Type, i) (((Type *) (self)->data)[i])

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PvVector, pv_vector_clear)

G_END_DECLS
