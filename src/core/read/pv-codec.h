/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-codec.h: what the decoder knows of a compression and the library that undoes it. */
#pragma once

#include <glib.h>

#include "pv-decoder.h"

G_BEGIN_DECLS

/* No more memory than this is spent on what was said before: twice what “xz -9” asks for, and as much as
 * “zstd --long”. A file may claim to need gigabytes. */
#define PV_CODEC_MAX_MEMORY ((guint64) 128 * 1024 * 1024)

/**
 * PvStep:
 * @PV_STEP_MORE: the output is full, or more input is needed
 * @PV_STEP_MEMBER_END: a member is whole; what follows belongs to the next one, or to none
 * @PV_STEP_DAMAGED: the input cannot be decompressed
 * @PV_STEP_TOO_LARGE: the input asks for more than %PV_CODEC_MAX_MEMORY
 * @PV_STEP_NO_MEMORY: there is none for what the library keeps
 *
 * What one step of a library made of its input.
 */
typedef enum
{
  PV_STEP_MORE,
  PV_STEP_MEMBER_END,
  PV_STEP_DAMAGED,
  PV_STEP_TOO_LARGE,
  PV_STEP_NO_MEMORY,
} PvStep;

/**
 * PvCodec:
 * @name: of the compression, as the report has it
 * @library: what undoes it
 * @magic: what each member begins with
 * @magic_length: how many bytes of it
 * @has_skippable: whether skippable frames (RFC 8878, section 3.1.2) may lie before, between and after members
 * @has_padding: whether zeros may lie between members
 * @new: the state of one decompression; %NULL where memory is out
 * @free: frees it
 * @reset: makes it ready for another member; %FALSE where it can not
 * @step: decompresses; both lengths come in as what is available and go out as what was used
 *
 * A row of the decoder's table.
 */
typedef struct
{
  const char *name;
  const char *library;
  guint8 magic[PV_DECODER_MAGIC_SIZE];
  guint magic_length;
  gboolean has_skippable;
  gboolean has_padding;
  gpointer (*new) (void);
  void (*free) (gpointer state);
  gboolean (*reset) (gpointer state);
  PvStep (*step) (gpointer      state,
                  const guint8 *input,
                  gsize        *input_length,
                  guint8       *output,
                  gsize        *output_length);
} PvCodec;

extern const PvCodec pv_bzip2_codec;
extern const PvCodec pv_isal_codec;
extern const PvCodec pv_lz4_codec;
extern const PvCodec pv_xz_codec;
extern const PvCodec pv_zlib_codec;
extern const PvCodec pv_zstd_codec;

G_END_DECLS
