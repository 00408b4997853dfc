/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-json-stream.c: JSON that is written while it is made, however long it is. */
#include "config.h"

#include "pv-json-stream.h"
#include "pv-piece.h"
#include "pv-text-sink.h"

/* Bytes are gathered up to about this many, then written at once. */
#define BUFFER_SIZE ((gsize) PV_PIECE (64 * 1024, 1024))
#define INDENT 2

struct _PvJsonStream
{
  PvTextSink sink;
  guint depth;
  /* the depth in whose inside all stands on one line; 0 for none */
  guint row_depth;
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

  return self;
}

void
pv_json_stream_free (PvJsonStream *self)
{
  if (self == NULL)
    return;

  pv_text_sink_clear (&self->sink);
  g_free (self);
}

/* What of a text may stand in a terminal that shows it: no control character (C0, DEL, C1), no line or paragraph
 * separator, and nothing that reorders what stands beside (UAX #9, section 2). Parsers give the text back as it
 * was. */
static gboolean
is_harmless (gunichar c)
{
  return c >= 0x20 && (c < 0x7f || c > 0x9f) && c != 0x2028 && c != 0x2029 && !(c >= 0x202a && c <= 0x202e) &&
         !(c >= 0x2066 && c <= 0x2069) && c != 0x061c && c != 0x200e && c != 0x200f;
}

static void
append_string (PvJsonStream *self,
               const char   *value)
{
  GString *text = self->sink.text;
  g_autofree char *valid = g_utf8_validate (value, -1, NULL) ? NULL : g_utf8_make_valid (value, -1);
  const char *at = valid != NULL ? valid : value;

  g_string_append_c (text, '"');
  while (*at != '\0')
    {
      const char *plain = at;
      gunichar c = 0;

      for (; *at != '\0'; at = g_utf8_next_char (at))
        {
          c = g_utf8_get_char (at);
          if (c == '"' || c == '\\' || !is_harmless (c))
            break;
        }
      g_string_append_len (text, plain, at - plain);
      if (*at == '\0')
        break;

      if (c == '"' || c == '\\')
        g_string_append_printf (text, "\\%c", (char) c);
      else if (c == '\n')
        g_string_append (text, "\\n");
      else if (c == '\t')
        g_string_append (text, "\\t");
      else
        g_string_append_printf (text, "\\u%04x", c);
      at = g_utf8_next_char (at);
    }
  g_string_append_c (text, '"');
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
  if (self->depth > 0 && self->row_depth == 0)
    break_line (self);
  if (name != NULL)
    {
      append_string (self, name);
      g_string_append (self->sink.text, self->row_depth == 0 ? " : " : ":");
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
pv_json_stream_open_row (PvJsonStream *self)
{
  g_return_if_fail (self != NULL && self->row_depth == 0);

  pv_json_stream_open (self, NULL, '{');
  self->row_depth = self->depth;
}

void
pv_json_stream_close (PvJsonStream *self,
                      char          bracket)
{
  g_return_if_fail (self != NULL && self->depth > 0);
  g_return_if_fail (bracket == '{' || bracket == '[');

  if (self->has_before && self->row_depth == 0)
    {
      self->depth--;
      break_line (self);
      self->depth++;
    }
  if (self->row_depth == self->depth)
    self->row_depth = 0;
  self->depth--;
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
pv_json_stream_add_number (PvJsonStream *self,
                           const char   *name,
                           double        value)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  g_return_if_fail (self != NULL);

  begin (self, name);
  g_string_append (self->sink.text, g_ascii_dtostr (text, sizeof text, value));
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
pv_json_stream_drain (PvJsonStream *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return pv_text_sink_drain (&self->sink);
}

gboolean
pv_json_stream_end (PvJsonStream  *self,
                    GError       **error)
{
  g_return_val_if_fail (self != NULL && self->depth == 0, FALSE);

  g_string_append_c (self->sink.text, '\n');

  return pv_text_sink_end (&self->sink, error);
}
