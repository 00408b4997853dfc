/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-decoder.h: compressed bytes become bytes: one interface over all libraries. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The most bytes of a file's beginning that pv_decoder_new_for_magic() looks at. */
#define PV_DECODER_MAGIC_SIZE 6

/**
 * PvDecoder:
 *
 * The state of one decompression.
 */
typedef struct _PvDecoder PvDecoder;

/* NULL where @magic begins no compressed format that we know, which is no error. */
PvDecoder  *pv_decoder_new_for_magic (const guint8 *magic,
                                      gsize         length);
void        pv_decoder_free          (PvDecoder    *self);
/* The name of the compression, as in "gzip". */
const char *pv_decoder_get_name      (PvDecoder    *self);

/* All libraries that this was built with, those first that are preferred; NULL after the last. */
const char *pv_decoder_get_nth_library (guint       n);
/* For tests, which go through them all. NULL where there is no such library. */
PvDecoder  *pv_decoder_new_for_library (const char *library);

/**
 * pv_decoder_run:
 * @self: a decoder
 * @input: (inout): compressed bytes; moved past what was consumed
 * @input_length: (inout): how many
 * @output: place for @output_size bytes
 * @output_size: at least 1
 * @error: place for a %PV_ERROR_DAMAGED
 *
 * Decompresses until the output is full or the input used up. Concatenated members follow each
 * other; after a whole member, bytes that begin no other are ignored, as gzip(1) does.
 *
 * Returns: the number of bytes put into @output, or -1 with @error set
 */
gssize      pv_decoder_run           (PvDecoder     *self,
                                      const guint8 **input,
                                      gsize         *input_length,
                                      guint8        *output,
                                      gsize          output_size,
                                      GError       **error);

/* Whether it came upon what cannot be decompressed; that it ends early is not meant. */
gboolean    pv_decoder_is_damaged    (PvDecoder     *self);

/* Whether the input may end here: at the end of a member. */
gboolean    pv_decoder_at_end        (PvDecoder     *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PvDecoder, pv_decoder_free)

G_END_DECLS
