/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-json-stream.h: JSON that is written while it is made, however long it is. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * PvJsonStream:
 *
 * Writes one JSON value (RFC 8259), indented, but keeps no tree of it. The caller opens and closes objects and
 * arrays in turn. What cannot be written is told once, by pv_json_stream_end().
 *
 * All JSON of PcapViz comes from here. Characters that command a terminal or reorder text are escaped, so that it
 * can be printed whatever is in it.
 */
typedef struct _PvJsonStream PvJsonStream;

/* @stream is not closed. */
PvJsonStream *pv_json_stream_new        (GOutputStream  *stream,
                                         GCancellable   *cancellable);
void          pv_json_stream_free       (PvJsonStream   *self);
/* @name: (nullable): of the member; %NULL for an element of an array, and for all of it. Here and below. */
void          pv_json_stream_open       (PvJsonStream   *self,
                                         const char     *name,
                                         char            bracket);
/* Opens an object that stands on one line, an element of an array. */
void          pv_json_stream_open_row   (PvJsonStream   *self);
/* @bracket: '{' or '[', as opened */
void          pv_json_stream_close      (PvJsonStream   *self,
                                         char            bracket);
/* @value: (nullable): UTF-8, or %NULL for null */
void          pv_json_stream_add_string (PvJsonStream   *self,
                                         const char     *name,
                                         const char     *value);
void          pv_json_stream_add_int    (PvJsonStream   *self,
                                         const char     *name,
                                         gint64          value);
/* A number with a fraction, which must be finite: as many digits as make it the same again. */
void          pv_json_stream_add_number (PvJsonStream   *self,
                                         const char     *name,
                                         double          value);
void          pv_json_stream_add_bool   (PvJsonStream   *self,
                                         const char     *name,
                                         gboolean        value);
/* FALSE where no more is of use, because of an error. */
gboolean      pv_json_stream_drain      (PvJsonStream   *self);
/* Writes what is left, and a line break. FALSE, with @error set, where any of it could not be written. */
gboolean      pv_json_stream_end        (PvJsonStream   *self,
                                         GError        **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PvJsonStream, pv_json_stream_free)

G_END_DECLS
