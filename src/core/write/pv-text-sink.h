/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-text-sink.h: text that is gathered, and written in large pieces. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Lives inside what writes; append to @text as to any other GString. */
typedef struct
{
  GString *text;

  /*< private >*/
  GOutputStream *stream;
  GCancellable *cancellable;
  gsize size;
  GError *error;
} PvTextSink;

/* @size: from how many bytes on pv_text_sink_drain() writes. @cancellable is nullable; it and @stream
 * are kept until pv_text_sink_clear(). */
void     pv_text_sink_init   (PvTextSink     *self,
                              GOutputStream  *stream,
                              gsize           size,
                              GCancellable   *cancellable);

/* Writes what was gathered when that is enough. FALSE once a write has failed or was cancelled: from
 * then on all text is dropped, and pv_text_sink_end() has the error. */
gboolean pv_text_sink_drain  (PvTextSink     *self);

/* Writes what is left. FALSE with the first error of all writes, from GIO. Does not close the stream. */
gboolean pv_text_sink_end    (PvTextSink     *self,
                              GError        **error);

/* Frees what @self holds, not @self. Writes nothing. */
void     pv_text_sink_clear  (PvTextSink     *self);

G_END_DECLS
