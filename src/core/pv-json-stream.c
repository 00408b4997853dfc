/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-json-stream.c: JSON that is written while it is made, however long it is. */
#include "config.h"

#include "pv-json-stream.h"

#include <json-glib/json-glib.h>

/* Bytes are gathered up to about this many, then written at once. */
#define BUFFER_SIZE ((gsize) 64 * 1024)
#define INDENT 2

struct _PvJsonStream
{
  GOutputStream *stream;
  GCancellable *cancellable;
  GString *buffer;
  /* for strings, whose escapes are json-glib's affair */
  JsonGenerator *generator;
  JsonNode *string;
  guint depth;
  /* whether something stands before, in the object or array that is open */
  gboolean has_before;
  GError *error;
};

PvJsonStream *
pv_json_stream_new (GOutputStream *stream,
                    GCancellable  *cancellable)
{
  PvJsonStream *self;

  g_return_val_if_fail (G_IS_OUTPUT_STREAM (stream), NULL);

  self = g_new0 (PvJsonStream, 1);
  self->stream = g_object_ref (stream);
  self->cancellable = cancellable != NULL ? g_object_ref (cancellable) : NULL;
  self->buffer = g_string_sized_new (BUFFER_SIZE + 4096);
  self->generator = json_generator_new ();
  self->string = json_node_init_string (json_node_alloc (), "");

  return self;
}

void
pv_json_stream_free (PvJsonStream *self)
{
  if (self == NULL)
    return;

  g_object_unref (self->stream);
  g_clear_object (&self->cancellable);
  g_string_free (self->buffer, TRUE);
  g_object_unref (self->generator);
  json_node_unref (self->string);
  g_clear_error (&self->error);
  g_free (self);
}

static void
flush (PvJsonStream *self)
{
  if (self->error == NULL)
    g_output_stream_write_all (self->stream, self->buffer->str, self->buffer->len, NULL, self->cancellable,
                               &self->error);
  g_string_truncate (self->buffer, 0);
}

static void
append_string (PvJsonStream *self,
               const char   *value)
{
  json_node_set_string (self->string, value);
  json_generator_set_root (self->generator, self->string);
  json_generator_to_gstring (self->generator, self->buffer);
}

static void
break_line (PvJsonStream *self)
{
  g_string_append_printf (self->buffer, "\n%*s", (int) (self->depth * INDENT), "");
}

/* What stands before a value. */
static void
begin (PvJsonStream *self,
       const char   *name)
{
  if (self->buffer->len >= BUFFER_SIZE)
    flush (self);

  if (self->has_before)
    g_string_append_c (self->buffer, ',');
  if (self->depth > 0)
    break_line (self);
  if (name != NULL)
    {
      append_string (self, name);
      g_string_append (self->buffer, " : ");
    }
  self->has_before = TRUE;
}

void
pv_json_stream_open (PvJsonStream *self,
                     const char   *name,
                     char          bracket)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (bracket == '{' || bracket == '[');

  begin (self, name);
  g_string_append_c (self->buffer, bracket);
  self->depth++;
  self->has_before = FALSE;
}

void
pv_json_stream_close (PvJsonStream *self,
                      char          bracket)
{
  g_return_if_fail (self != NULL && self->depth > 0);
  g_return_if_fail (bracket == '{' || bracket == '[');

  self->depth--;
  if (self->has_before)
    break_line (self);
  g_string_append_c (self->buffer, bracket == '{' ? '}' : ']');
  self->has_before = TRUE;
}

void
pv_json_stream_add_string (PvJsonStream *self,
                           const char   *name,
                           const char   *value)
{
  g_return_if_fail (self != NULL);

  begin (self, name);
  if (value != NULL)
    append_string (self, value);
  else
    g_string_append (self->buffer, "null");
}

void
pv_json_stream_add_int (PvJsonStream *self,
                        const char   *name,
                        gint64        value)
{
  g_return_if_fail (self != NULL);

  begin (self, name);
  g_string_append_printf (self->buffer, "%" G_GINT64_FORMAT, value);
}

void
pv_json_stream_add_bool (PvJsonStream *self,
                         const char   *name,
                         gboolean      value)
{
  g_return_if_fail (self != NULL);

  begin (self, name);
  g_string_append (self->buffer, value ? "true" : "false");
}

gboolean
pv_json_stream_end (PvJsonStream  *self,
                    GError       **error)
{
  g_return_val_if_fail (self != NULL && self->depth == 0, FALSE);

  g_string_append_c (self->buffer, '\n');
  flush (self);
  if (self->error == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&self->error));

  return FALSE;
}
