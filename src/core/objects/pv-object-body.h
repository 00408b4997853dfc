/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-object-body.h: the bytes of one object on their way: decompressed, counted, hashed and handed on. */
#pragma once

#include "pv-http-body.h"
#include "pv-object.h"

G_BEGIN_DECLS

/**
 * PvObjectGrowth:
 * @n_sent: bytes of bodies as they were transferred
 * @n_made: bytes that were made of them, by decompression, or of what is missing
 *
 * What all bodies of a pass become: ever so many small ones that each grow as far as one may would be no less than
 * one large one.
 */
typedef struct
{
  guint64 n_sent;
  guint64 n_made;
} PvObjectGrowth;

/**
 * PvObjectBody:
 *
 * Keeps the first bytes, by which the type is told, and what a decompressor keeps: no more, however large the object.
 * What is compressed is decompressed up to a ratio that nothing honest reaches, alone or with all others. Bytes that
 * are missing become zeros, so that what follows stays in its place, as long as there are no more of them than of
 * others; what is compressed ends there.
 */
typedef struct _PvObjectBody PvObjectBody;

/**
 * pv_object_body_new:
 * @object: (transfer full): what is known of it so far
 * @coding: how it is compressed
 * @sink: (nullable): who wants its bytes
 * @user_data: for @sink
 * @total: where the memory is counted that it takes
 * @growth: of all bodies of the pass; stays
 *
 * Returns: (transfer full) (nullable): a body, or %NULL where memory is out
 */
PvObjectBody *pv_object_body_new  (PvObject           *object,
                                   PvHttpCoding        coding,
                                   const PvObjectSink *sink,
                                   gpointer            user_data,
                                   gsize              *total,
                                   PvObjectGrowth     *growth);
/* The next bytes, as they were transferred. FALSE where the sink wants to end all. */
gboolean      pv_object_body_add  (PvObjectBody       *self,
                                   const guint8       *data,
                                   gsize               n);
/* The next @n bytes are missing. */
gboolean      pv_object_body_gap  (PvObjectBody       *self,
                                   guint64             n);
/* What is known of it so far. */
PvObject     *pv_object_body_get_object (PvObjectBody *self);
/**
 * pv_object_body_end:
 * @self: (transfer full): a body
 * @missing: bytes that are missing at its end
 * @is_whole: whether that is all of it
 * @ok: (out): %FALSE where the sink wants to end all
 *
 * Returns: (transfer full): the object, of which all is known now
 */
PvObject     *pv_object_body_end  (PvObjectBody       *self,
                                   guint64             missing,
                                   gboolean            is_whole,
                                   gboolean           *ok);
/* Without a word to the sink. */
void          pv_object_body_free (PvObjectBody       *self);

/* Whether @coding is undone in this build. */
gboolean      pv_object_body_can_decode (PvHttpCoding  coding);

G_END_DECLS
