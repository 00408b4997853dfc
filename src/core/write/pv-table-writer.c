/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-table-writer.c: rows of numbers become CSV or JSON. */
#include "config.h"

#include "pv-table-writer.h"
#include "pv-text-sink.h"

#include <json-glib/json-glib.h>
#include <string.h>

/* Bytes are gathered up to about this many, then written at once. */
#define BUFFER_SIZE ((gsize) 256 * 1024)

struct _PvTableWriter
{
  PvTextSink sink;
  PvTableFormat format;
  GStrv columns;
  guint n_columns;

  JsonObject *facts;
  gboolean has_head;
  guint64 n_rows;
  /* of the row under way */
  guint n_values;
  JsonObject *row;
  JsonGenerator *generator;
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
  json_generator_to_gstring (self->generator, self->sink.text);
  json_node_unref (node);
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
            g_string_append_c (self->sink.text, ',');
          append_csv (self->sink.text, self->columns[i]);
        }
      g_string_append (self->sink.text, "\r\n");
      return;
    }

  append_json (self, self->facts);
  /* the rows are one more member */
  g_assert (self->sink.text->str[self->sink.text->len - 1] == '}');
  g_string_truncate (self->sink.text, self->sink.text->len - 1);
  g_string_append (self->sink.text, json_object_get_size (self->facts) > 0 ? ",\"rows\":[" : "\"rows\":[");
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
  pv_text_sink_init (&self->sink, stream, BUFFER_SIZE, cancellable);
  self->format = format;
  self->n_columns = n_columns;
  self->columns = g_new0 (char *, n_columns + 1);
  for (guint i = 0; i < n_columns; i++)
    self->columns[i] = g_strdup (columns[i]);
  self->facts = json_object_new ();
  self->generator = json_generator_new ();

  return self;
}

void
pv_table_writer_free (PvTableWriter *self)
{
  if (self == NULL)
    return;

  pv_text_sink_clear (&self->sink);
  g_strfreev (self->columns);
  json_object_unref (self->facts);
  g_clear_pointer (&self->row, json_object_unref);
  g_object_unref (self->generator);
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
    g_string_append_c (self->sink.text, ',');
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
    append_csv (self->sink.text, value);
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
    g_string_append_printf (self->sink.text, "%" G_GINT64_FORMAT, value);
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
      g_string_append (self->sink.text, "\r\n");
    }
  else
    {
      g_string_append (self->sink.text, self->n_rows > 0 ? ",\n" : "\n");
      append_json (self, self->row);
      g_clear_pointer (&self->row, json_object_unref);
    }
  self->n_values = 0;
  self->n_rows++;

  return pv_text_sink_drain (&self->sink);
}

gboolean
pv_table_writer_end (PvTableWriter  *self,
                     GError        **error)
{
  g_return_val_if_fail (self != NULL && self->n_values == 0, FALSE);

  write_head (self);
  if (self->format == PV_TABLE_JSON)
    g_string_append (self->sink.text, "\n]}\n");

  return pv_text_sink_end (&self->sink, error);
}
