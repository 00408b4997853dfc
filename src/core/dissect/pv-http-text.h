/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-http-text.h: lines and fields of HTTP/1 (RFC 9112), and of protocols whose lines are like them. */
#pragma once

#include <string.h>

#include "pv-cursor.h"

G_BEGIN_DECLS

/**
 * PvHttpText:
 * @data: (nullable): its first byte, in the stream
 * @length: its length in bytes
 */
typedef struct
{
  const guint8 *data;
  guint32 length;
} PvHttpText;

/* The bytes from @from to before @to. */
static inline PvHttpText
pv_http_text_make (const guint8 *from,
                   const guint8 *to)
{
  PvHttpText text = { from, (guint32) (to - from) };

  return text;
}

/* Without regard to case. */
static inline gboolean
pv_http_text_is (const PvHttpText *self,
                 const char       *word)
{
  return self->length == strlen (word) && g_ascii_strncasecmp ((const char *) self->data, word, self->length) == 0;
}

/* The same of its beginning. */
static inline gboolean
pv_http_text_begins (const PvHttpText *self,
                     const char       *word)
{
  gsize length = strlen (word);

  return self->length >= length && g_ascii_strncasecmp ((const char *) self->data, word, length) == 0;
}

/* Without spaces and tabs at both ends. */
static inline PvHttpText
pv_http_text_strip (PvHttpText text)
{
  while (text.length > 0 && (text.data[0] == ' ' || text.data[0] == '\t'))
    {
      text.data++;
      text.length--;
    }
  while (text.length > 0 && (text.data[text.length - 1] == ' ' || text.data[text.length - 1] == '\t'))
    text.length--;

  return text;
}

/* Takes the next line without its end, which may lack the carriage return. Returns FALSE where that is not there. */
static inline gboolean
pv_http_text_take_line (PvCursor   *cursor,
                        PvHttpText *line)
{
  const guint8 *end = cursor->captured > 0 ? memchr (cursor->data, '\n', cursor->captured) : NULL;

  if (end == NULL)
    return FALSE;

  *line = pv_http_text_make (cursor->data, end);
  pv_cursor_skip (cursor, line->length + 1);
  if (line->length > 0 && line->data[line->length - 1] == '\r')
    line->length--;

  return TRUE;
}

/* The number that all of @self is, in decimal digits. FALSE where it is none, or one of more than 18 digits. */
static inline gboolean
pv_http_text_to_number (const PvHttpText *self,
                        guint64          *number)
{
  *number = 0;
  if (self->length == 0 || self->length > 18)
    return FALSE;
  for (guint32 i = 0; i < self->length; i++)
    {
      if (!g_ascii_isdigit (self->data[i]))
        return FALSE;
      *number = *number * 10 + (guint64) (self->data[i] - '0');
    }

  return TRUE;
}

G_END_DECLS
