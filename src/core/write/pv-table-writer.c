/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-table-writer.c: rows of numbers become CSV or JSON. */
#include "config.h"

#include "pv-table-writer.h"

#include <string.h>

#include "pv-json-stream.h"
#include "pv-piece.h"
#include "pv-text-sink.h"

/* Bytes are gathered up to about this many, then written at once. */
#define BUFFER_SIZE ((gsize) PV_PIECE (256 * 1024, 1024))

struct _PvTableWriter
{
  PvTableFormat format;
  GStrv columns;
  guint n_columns;
  gboolean has_head;
  guint n_values; /* of the row under way */

  PvTextSink sink; /* of CSV */
  PvJsonStream *json;
};

/* What a spreadsheet takes for the beginning of a formula; also the wide forms, which some fold. */
static gboolean
begins_formula (gunichar c)
{
  switch (c)
    {
    case '=':
    case '+':
    case '-':
    case '@':
    case '\t':
    case '\r':
    case 0xff0b: /* ＋ */
    case 0xff0d: /* － */
    case 0xff1d: /* ＝ */
    case 0xff20: /* ＠ */
      return TRUE;

    default:
      return FALSE;
    }
}

/* What one or another spreadsheet splits cells at, and the quotes around them. */
static gboolean
begins_cell (gunichar c)
{
  return c < 0x80 && c != 0 && strchr (",;|\t\r\n\"", (int) c) != NULL;
}

void
pv_table_writer_append_guarded (GString    *buffer,
                                const char *text)
{
  gboolean at_start = TRUE;

  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);

      if (at_start && begins_formula (c))
        g_string_append_c (buffer, '\'');
      g_string_append_len (buffer, at, g_utf8_next_char (at) - at);
      at_start = begins_cell (c);
    }
}

/* A field by RFC 4180, section 2. */
static void
append_csv (GString    *buffer,
            const char *text)
{
  gboolean quoted = strpbrk (text, ",\"\r\n") != NULL;
  g_autofree char *valid = g_utf8_validate (text, -1, NULL) ? NULL : g_utf8_make_valid (text, -1);
  gsize start;

  if (quoted)
    g_string_append_c (buffer, '"');
  start = buffer->len;
  pv_table_writer_append_guarded (buffer, valid != NULL ? valid : text);
  if (!quoted)
    return;

  for (gsize at = start; at < buffer->len; at++)
    if (buffer->str[at] == '"')
      g_string_insert_c (buffer, (gssize) at++, '"');
  g_string_append_c (buffer, '"');
}

/* What comes before the first row. */
static void
write_head (PvTableWriter *self)
{
  if (self->has_head)
    return;

  self->has_head = TRUE;
  if (self->format == PV_TABLE_JSON)
    {
      pv_json_stream_open (self->json, "rows", '[');
      return;
    }

  for (guint i = 0; i < self->n_columns; i++)
    {
      if (i > 0)
        g_string_append_c (self->sink.text, ',');
      append_csv (self->sink.text, self->columns[i]);
    }
  g_string_append (self->sink.text, "\r\n");
}

PvTableWriter *
pv_table_writer_new (GOutputStream      *stream,
                     PvTableFormat       format,
                     const char *const  *columns,
                     guint               n_columns,
                     GCancellable       *cancellable)
{
  PvTableWriter *self;

  g_return_val_if_fail (G_IS_OUTPUT_STREAM (stream), NULL);
  g_return_val_if_fail (n_columns > 0, NULL);

  self = g_new0 (PvTableWriter, 1);
  self->format = format;
  self->n_columns = n_columns;
  self->columns = g_new0 (char *, n_columns + 1);
  for (guint i = 0; i < n_columns; i++)
    self->columns[i] = g_strdup (columns[i]);
  if (format == PV_TABLE_JSON)
    {
      self->json = pv_json_stream_new (stream, cancellable);
      pv_json_stream_open (self->json, NULL, '{');
    }
  else
    {
      pv_text_sink_init (&self->sink, stream, BUFFER_SIZE, cancellable);
    }

  return self;
}

void
pv_table_writer_free (PvTableWriter *self)
{
  if (self == NULL)
    return;

  pv_text_sink_clear (&self->sink);
  pv_json_stream_free (self->json);
  g_strfreev (self->columns);
  g_free (self);
}

void
pv_table_writer_set_text (PvTableWriter *self,
                          const char    *key,
                          const char    *value)
{
  g_return_if_fail (self != NULL && !self->has_head);

  if (self->json != NULL)
    pv_json_stream_add_string (self->json, key, value);
}

void
pv_table_writer_set_texts (PvTableWriter      *self,
                           const char         *key,
                           const char *const  *values)
{
  g_return_if_fail (self != NULL && !self->has_head);

  if (self->json == NULL)
    return;

  pv_json_stream_open (self->json, key, '[');
  for (guint i = 0; values != NULL && values[i] != NULL; i++)
    pv_json_stream_add_string (self->json, NULL, values[i]);
  pv_json_stream_close (self->json, '[');
}

void
pv_table_writer_set_int (PvTableWriter *self,
                         const char    *key,
                         gint64         value)
{
  g_return_if_fail (self != NULL && !self->has_head);

  if (self->json != NULL)
    pv_json_stream_add_int (self->json, key, value);
}

/* The column of the next value. */
static const char *
begin_value (PvTableWriter *self)
{
  g_assert (self->n_values < self->n_columns);

  write_head (self);
  if (self->json == NULL && self->n_values > 0)
    g_string_append_c (self->sink.text, ',');
  if (self->json != NULL && self->n_values == 0)
    pv_json_stream_open_row (self->json);

  return self->columns[self->n_values++];
}

void
pv_table_writer_add_text (PvTableWriter *self,
                          const char    *value)
{
  const char *column;

  g_return_if_fail (self != NULL);

  column = begin_value (self);
  if (self->json != NULL)
    pv_json_stream_add_string (self->json, column, value);
  else if (value != NULL)
    append_csv (self->sink.text, value);
}

void
pv_table_writer_add_int (PvTableWriter *self,
                         gint64         value)
{
  const char *column;

  g_return_if_fail (self != NULL);

  column = begin_value (self);
  if (self->json != NULL)
    pv_json_stream_add_int (self->json, column, value);
  else
    g_string_append_printf (self->sink.text, "%" G_GINT64_FORMAT, value);
}

gboolean
pv_table_writer_end_row (PvTableWriter *self)
{
  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (self->n_values == self->n_columns, FALSE);

  self->n_values = 0;
  if (self->json != NULL)
    {
      pv_json_stream_close (self->json, '{');
      return pv_json_stream_drain (self->json);
    }

  g_string_append (self->sink.text, "\r\n");

  return pv_text_sink_drain (&self->sink);
}

gboolean
pv_table_writer_end (PvTableWriter  *self,
                     GError        **error)
{
  g_return_val_if_fail (self != NULL && self->n_values == 0, FALSE);

  write_head (self);
  if (self->json == NULL)
    return pv_text_sink_end (&self->sink, error);

  pv_json_stream_close (self->json, '[');
  pv_json_stream_close (self->json, '{');

  return pv_json_stream_end (self->json, error);
}
