/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-line-reader.c: bytes become lines. */
#include "pv-line-reader.h"

guint32
pv_line_reader_take (PvLineReader *self,
                     const guint8 *data,
                     guint32       n,
                     PvHttpText   *line,
                     gboolean     *is_end)
{
  const guint8 *end = memchr (data, '\n', n);
  guint32 length = end != NULL ? (guint32) (end - data) : n;

  if (self->is_over)
    pv_line_reader_clear (self);

  *line = (PvHttpText){ 0 };
  *is_end = end != NULL;
  /* what lies in one piece is not copied */
  if (end != NULL && self->length == 0 && !self->is_lost)
    {
      *line = (PvHttpText){ data, MIN (length, PV_LINE_MAX) };
    }
  else
    {
      if (length > PV_LINE_MAX - self->length)
        self->is_lost = TRUE;
      if (!self->is_lost && length > 0)
        {
          self->kept = g_realloc (self->kept, self->length + length);
          memcpy (self->kept + self->length, data, length);
          self->length += length;
          *self->total += length;
        }
      if (end != NULL)
        {
          if (!self->is_lost)
            *line = (PvHttpText){ self->kept, self->length };
          self->is_over = TRUE;
        }
    }

  if (line->length > 0 && line->data[line->length - 1] == '\r')
    line->length--;

  return length + (end != NULL);
}

void
pv_line_reader_lose (PvLineReader *self)
{
  if (self->is_over)
    pv_line_reader_clear (self);
  self->is_lost = TRUE;
}

void
pv_line_reader_clear (PvLineReader *self)
{
  *self->total -= self->length;
  g_clear_pointer (&self->kept, g_free);
  self->length = 0;
  self->is_lost = FALSE;
  self->is_over = FALSE;
}
