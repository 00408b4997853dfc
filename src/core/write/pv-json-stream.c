/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-json-stream.c: JSON that is written while it is made, however long it is. */
#include "config.h"

#include "pv-json-stream.h"
#include "pv-text-sink.h"

#include <json-glib/json-glib.h>

/* Bytes are gathered up to about this many, then written at once. */
#define BUFFER_SIZE ((gsize) 64 * 1024)
#define INDENT 2

struct _PvJsonStream
{
  PvTextSink sink;
  /* for strings, whose escapes are json-glib's affair */
  JsonGenerator *generator;
  JsonNode *string;
  guint depth;
  /* whether something stands before, in the object or array that is open */
  gboolean has_before;
};

PvJsonStream *
pv_json_stream_new (GOutputStream *stream,
                    GCancellable  *cancellable)
{
  PvJsonStream *self;

  g_return_val_if_fail (G_IS_OUTPUT_STREAM (stream), NULL);

  self = g_new0 (PvJsonStream, 1);
  pv_text_sink_init (&self->sink, stream, BUFFER_SIZE, cancellable);
  self->generator = json_generator_new ();
  self->string = json_node_init_string (json_node_alloc (), "");

  return self;
}

void
pv_json_stream_free (PvJsonStream *self)
{
  if (self == NULL)
    return;

  pv_text_sink_clear (&self->sink);
  g_object_unref (self->generator);
  json_node_unref (self->string);
  g_free (self);
}

static void
append_string (PvJsonStream *self,
               const char   *value)
{
  json_node_set_string (self->string, value);
  json_generator_set_root (self->generator, self->string);
  json_generator_to_gstring (self->generator, self->sink.text);
}

static void
break_line (PvJsonStream *self)
{
  g_string_append_printf (self->sink.text, "\n%*s", (int) (self->depth * INDENT), "");
}

/* What stands before a value. */
static void
begin (PvJsonStream *self,
       const char   *name)
{
  pv_text_sink_drain (&self->sink);

  if (self->has_before)
    g_string_append_c (self->sink.text, ',');
  if (self->depth > 0)
    break_line (self);
  if (name != NULL)
    {
      append_string (self, name);
      g_string_append (self->sink.text, " : ");
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
  g_string_append_c (self->sink.text, bracket);
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
  g_string_append_c (self->sink.text, bracket == '{' ? '}' : ']');
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
    g_string_append (self->sink.text, "null");
}

void
pv_json_stream_add_int (PvJsonStream *self,
                        const char   *name,
                        gint64        value)
{
  g_return_if_fail (self != NULL);

  begin (self, name);
  g_string_append_printf (self->sink.text, "%" G_GINT64_FORMAT, value);
}

void
pv_json_stream_add_bool (PvJsonStream *self,
                         const char   *name,
                         gboolean      value)
{
  g_return_if_fail (self != NULL);

  begin (self, name);
  g_string_append (self->sink.text, value ? "true" : "false");
}

gboolean
pv_json_stream_end (PvJsonStream  *self,
                    GError       **error)
{
  g_return_val_if_fail (self != NULL && self->depth == 0, FALSE);

  g_string_append_c (self->sink.text, '\n');

  return pv_text_sink_end (&self->sink, error);
}
