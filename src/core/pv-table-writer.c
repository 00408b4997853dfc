/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-table-writer.c: rows of numbers become CSV or JSON. */
#include "config.h"

#include "pv-table-writer.h"

#include <json-glib/json-glib.h>
#include <string.h>

/* Bytes are gathered up to about this many, then written at once. */
#define BUFFER_SIZE ((gsize) 256 * 1024)

struct _PvTableWriter
{
  GOutputStream *stream;
  PvTableFormat format;
  GStrv columns;
  guint n_columns;
  GCancellable *cancellable;

  GString *buffer;
  JsonObject *facts;
  gboolean has_head;
  guint64 n_rows;
  /* of the row under way */
  guint n_values;
  JsonObject *row;
  JsonGenerator *generator;
  GError *error;
};

gboolean
pv_table_writer_is_formula (const char *text)
{
  return text[0] != '\0' && strchr ("=+-@\t\r", text[0]) != NULL;
}

/* A field by RFC 4180, section 2. */
static void
append_csv (GString    *buffer,
            const char *text)
{
  gboolean quoted = strpbrk (text, ",\"\r\n") != NULL;

  if (quoted)
    g_string_append_c (buffer, '"');
  if (pv_table_writer_is_formula (text))
    g_string_append_c (buffer, '\'');
  for (const char *at = text; *at != '\0'; at++)
    {
      if (*at == '"')
        g_string_append_c (buffer, '"');
      g_string_append_c (buffer, *at);
    }
  if (quoted)
    g_string_append_c (buffer, '"');
}

static void
append_json (PvTableWriter *self,
             JsonObject    *object)
{
  JsonNode *node = json_node_alloc ();

  json_node_init_object (node, object);
  json_generator_set_root (self->generator, node);
  json_generator_to_gstring (self->generator, self->buffer);
  json_node_unref (node);
}

static void
flush (PvTableWriter *self)
{
  if (self->error == NULL)
    g_output_stream_write_all (self->stream, self->buffer->str, self->buffer->len, NULL, self->cancellable,
                               &self->error);
  g_string_truncate (self->buffer, 0);
}

/* What comes before the first row. */
static void
write_head (PvTableWriter *self)
{
  if (self->has_head)
    return;

  self->has_head = TRUE;
  if (self->format == PV_TABLE_CSV)
    {
      for (guint i = 0; i < self->n_columns; i++)
        {
          if (i > 0)
            g_string_append_c (self->buffer, ',');
          append_csv (self->buffer, self->columns[i]);
        }
      g_string_append (self->buffer, "\r\n");
      return;
    }

  append_json (self, self->facts);
  /* the rows are one more member */
  g_assert (self->buffer->str[self->buffer->len - 1] == '}');
  g_string_truncate (self->buffer, self->buffer->len - 1);
  g_string_append (self->buffer, json_object_get_size (self->facts) > 0 ? ",\"rows\":[" : "\"rows\":[");
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
  self->stream = g_object_ref (stream);
  self->format = format;
  self->n_columns = n_columns;
  self->columns = g_new0 (char *, n_columns + 1);
  for (guint i = 0; i < n_columns; i++)
    self->columns[i] = g_strdup (columns[i]);
  self->cancellable = cancellable != NULL ? g_object_ref (cancellable) : NULL;
  self->buffer = g_string_sized_new (BUFFER_SIZE + BUFFER_SIZE / 4);
  self->facts = json_object_new ();
  self->generator = json_generator_new ();

  return self;
}

void
pv_table_writer_free (PvTableWriter *self)
{
  if (self == NULL)
    return;

  g_object_unref (self->stream);
  g_strfreev (self->columns);
  g_clear_object (&self->cancellable);
  g_string_free (self->buffer, TRUE);
  json_object_unref (self->facts);
  g_clear_pointer (&self->row, json_object_unref);
  g_object_unref (self->generator);
  g_clear_error (&self->error);
  g_free (self);
}

void
pv_table_writer_set_text (PvTableWriter *self,
                          const char    *key,
                          const char    *value)
{
  g_return_if_fail (self != NULL && !self->has_head);

  if (value != NULL)
    json_object_set_string_member (self->facts, key, value);
  else
    json_object_set_null_member (self->facts, key);
}

void
pv_table_writer_set_texts (PvTableWriter      *self,
                           const char         *key,
                           const char *const  *values)
{
  JsonArray *array;

  g_return_if_fail (self != NULL && !self->has_head);

  array = json_array_new ();
  for (guint i = 0; values != NULL && values[i] != NULL; i++)
    json_array_add_string_element (array, values[i]);
  json_object_set_array_member (self->facts, key, array);
}

void
pv_table_writer_set_int (PvTableWriter *self,
                         const char    *key,
                         gint64         value)
{
  g_return_if_fail (self != NULL && !self->has_head);

  json_object_set_int_member (self->facts, key, value);
}

/* The column of the next value. */
static const char *
begin_value (PvTableWriter *self)
{
  g_assert (self->n_values < self->n_columns);

  write_head (self);
  if (self->format == PV_TABLE_CSV && self->n_values > 0)
    g_string_append_c (self->buffer, ',');
  if (self->format == PV_TABLE_JSON && self->n_values == 0)
    self->row = json_object_new ();

  return self->columns[self->n_values++];
}

void
pv_table_writer_add_text (PvTableWriter *self,
                          const char    *value)
{
  const char *column;

  g_return_if_fail (self != NULL && value != NULL);

  column = begin_value (self);
  if (self->format == PV_TABLE_CSV)
    append_csv (self->buffer, value);
  else
    json_object_set_string_member (self->row, column, value);
}

void
pv_table_writer_add_int (PvTableWriter *self,
                         gint64         value)
{
  const char *column;

  g_return_if_fail (self != NULL);

  column = begin_value (self);
  if (self->format == PV_TABLE_CSV)
    g_string_append_printf (self->buffer, "%" G_GINT64_FORMAT, value);
  else
    json_object_set_int_member (self->row, column, value);
}

gboolean
pv_table_writer_end_row (PvTableWriter *self)
{
  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (self->n_values == self->n_columns, FALSE);

  if (self->format == PV_TABLE_CSV)
    {
      g_string_append (self->buffer, "\r\n");
    }
  else
    {
      g_string_append (self->buffer, self->n_rows > 0 ? ",\n" : "\n");
      append_json (self, self->row);
      g_clear_pointer (&self->row, json_object_unref);
    }
  self->n_values = 0;
  self->n_rows++;
  if (self->buffer->len >= BUFFER_SIZE)
    flush (self);

  return self->error == NULL;
}

gboolean
pv_table_writer_end (PvTableWriter  *self,
                     GError        **error)
{
  g_return_val_if_fail (self != NULL && self->n_values == 0, FALSE);

  write_head (self);
  if (self->format == PV_TABLE_JSON)
    g_string_append (self->buffer, "\n]}\n");
  flush (self);

  if (self->error == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&self->error));

  return FALSE;
}
