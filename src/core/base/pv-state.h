/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-state.h: what has to go on another time, as bytes of this machine. */
#pragma once

#include <glib.h>
#include <string.h>

#include "pv-vector.h"

G_BEGIN_DECLS

/**
 * PvStateWriter:
 * @bytes: of guint8: what was put so far
 * @full: memory was out: nothing comes of it
 *
 * Begins as { 0 }.
 */
typedef struct
{
  PvVector bytes;
  gboolean full;
} PvStateWriter;

/* Appends @size bytes at @data. */
static inline void
pv_state_put (PvStateWriter *self,
              gconstpointer  data,
              gsize          size)
{
  gpointer place = size > 0 && !self->full ? pv_vector_append (&self->bytes, 1, size) : NULL;

  if (place != NULL)
    memcpy (place, data, size);
  else if (size > 0)
    self->full = TRUE;
}

/* The same of bytes with their length before them: (nullable), which is told apart from none. */
static inline void
pv_state_put_bytes (PvStateWriter    *self,
                    const GByteArray *bytes)
{
  guint32 length = bytes != NULL ? bytes->len : G_MAXUINT32;

  pv_state_put (self, &length, sizeof length);
  if (bytes != NULL)
    pv_state_put (self, bytes->data, bytes->len);
}

/**
 * PvStateReader:
 * @data: (array length=left): what was not taken yet
 * @left: how many bytes
 *
 * Takes what was put, in that order.
 */
typedef struct
{
  const guint8 *data;
  gsize left;
} PvStateReader;

/* FALSE where there are not as many bytes. */
static inline gboolean
pv_state_take (PvStateReader *self,
               gpointer       data,
               gsize          size)
{
  if (self->left < size)
    return FALSE;

  if (size > 0)
    memcpy (data, self->data, size);
  self->data += size;
  self->left -= size;

  return TRUE;
}

/* As pv_state_put_bytes() put them, at most @max. @bytes: (out) (transfer full) (nullable) */
static inline gboolean
pv_state_take_bytes (PvStateReader  *self,
                     guint32         max,
                     GByteArray    **bytes)
{
  guint32 length;

  *bytes = NULL;
  if (!pv_state_take (self, &length, sizeof length))
    return FALSE;
  if (length == G_MAXUINT32)
    return TRUE;
  if (length > max || length > self->left)
    return FALSE;

  *bytes = g_byte_array_new ();
  g_byte_array_append (*bytes, self->data, length);
  self->data += length;
  self->left -= length;

  return TRUE;
}

static inline void
pv_state_writer_clear (PvStateWriter *self)
{
  pv_vector_clear (&self->bytes);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PvStateWriter, pv_state_writer_clear)

G_END_DECLS
