/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-text-sink.c: text that is gathered, and written in large pieces. */
#include "config.h"

#include "pv-text-sink.h"

/* Text is appended a row or a value at a time, so it grows past the size by at most that. */
#define SPARE(size) ((size) / 4)

void
pv_text_sink_init (PvTextSink    *self,
                   GOutputStream *stream,
                   gsize          size,
                   GCancellable  *cancellable)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (G_IS_OUTPUT_STREAM (stream));

  *self = (PvTextSink) {
    .text = g_string_sized_new (size + SPARE (size)),
    .stream = g_object_ref (stream),
    .cancellable = cancellable != NULL ? g_object_ref (cancellable) : NULL,
    .size = size,
  };
}

static void
flush (PvTextSink *self)
{
  if (self->error == NULL)
    g_output_stream_write_all (self->stream, self->text->str, self->text->len, NULL, self->cancellable,
                               &self->error);
  g_string_truncate (self->text, 0);
}

gboolean
pv_text_sink_drain (PvTextSink *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  if (self->text->len >= self->size)
    flush (self);

  return self->error == NULL;
}

gboolean
pv_text_sink_end (PvTextSink  *self,
                  GError     **error)
{
  g_return_val_if_fail (self != NULL, FALSE);

  flush (self);
  if (self->error == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&self->error));

  return FALSE;
}

void
pv_text_sink_clear (PvTextSink *self)
{
  g_return_if_fail (self != NULL);

  g_clear_object (&self->stream);
  g_clear_object (&self->cancellable);
  g_clear_error (&self->error);
  if (self->text != NULL)
    g_string_free (g_steal_pointer (&self->text), TRUE);
}
