/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-zstd-codec.c: zstd (RFC 8878). */
#include "config.h"

#include "pv-codec.h"

#include <zstd.h>
#include <zstd_errors.h>

/* The longest magic and frame header (RFC 8878, section 3.1.1.1). */
#define HEADER_MAX 18
/* Of a block (section 3.1.1.2). */
#define BLOCK_HEADER 3

typedef struct
{
  ZSTD_DStream *stream;
  /* How much of a frame the library may still take for its header. */
  guint header_left;
  /* How much it takes until it has something to give. */
  gsize wanted;
  /* Whether it may have more to give than there was room for. */
  gboolean is_full;
} Zstd;

static gpointer
zstd_new (void)
{
  Zstd *self = g_try_new (Zstd, 1);

  if (self == NULL)
    return NULL;

  /* Its own limit on memory is PV_CODEC_MAX_MEMORY. */
  *self = (Zstd) { ZSTD_createDStream (), HEADER_MAX, 1, FALSE };
  if (self->stream == NULL)
    g_clear_pointer (&self, g_free);

  return self;
}

static void
zstd_free (gpointer state)
{
  Zstd *self = state;

  ZSTD_freeDStream (self->stream);
  g_free (self);
}

static gboolean
zstd_reset (gpointer state)
{
  Zstd *self = state;

  self->header_left = HEADER_MAX;
  self->wanted = 1;
  self->is_full = FALSE;

  return !ZSTD_isError (ZSTD_DCtx_reset (self->stream, ZSTD_reset_session_only));
}

/* Where it finds damage, the library does not say what it gave before it in the same call: a call gives a block, or meets
 * damage, never both. */
static PvStep
zstd_step (gpointer      state,
           const guint8 *input,
           gsize        *input_length,
           guint8       *output,
           gsize        *output_length)
{
  Zstd *self = state;
  /* Once it knows the header, the library looks whether the input that it has at that moment is a whole frame, as if
   * that began where the frame does; where it got the magic before, another frame may begin there. A byte is none. */
  gsize length = MIN (*input_length, self->header_left > 0 ? 1 : self->wanted);
  ZSTD_inBuffer in = { input, 0, 0 };
  ZSTD_outBuffer out = { output, *output_length, 0 };
  gsize status = 0;

  if (self->is_full)
    status = ZSTD_decompressStream (self->stream, &out, &in);
  if (out.pos == 0 && !ZSTD_isError (status))
    {
      in.size = length;
      status = ZSTD_decompressStream (self->stream, &out, &in);
    }

  self->header_left -= MIN (self->header_left, in.pos);
  self->is_full = out.pos == out.size;
  /* what it asks for may have the header of the block behind it, too */
  if (!ZSTD_isError (status))
    self->wanted = status > BLOCK_HEADER ? status - BLOCK_HEADER : MAX (status, 1);
  *input_length = in.pos;
  *output_length = out.pos;

  if (ZSTD_isError (status))
    switch (ZSTD_getErrorCode (status))
      {
      case ZSTD_error_frameParameter_windowTooLarge:
        return PV_STEP_TOO_LARGE;
      case ZSTD_error_memory_allocation:
        return PV_STEP_NO_MEMORY;
      default:
        return PV_STEP_DAMAGED;
      }

  return status == 0 ? PV_STEP_MEMBER_END : PV_STEP_MORE;
}

const PvCodec pv_zstd_codec = {
  .name = "zstd",
  .library = "libzstd",
  .magic = { 0x28, 0xb5, 0x2f, 0xfd },
  .magic_length = 4,
  .has_skippable = TRUE,
  .new = zstd_new,
  .free = zstd_free,
  .reset = zstd_reset,
  .step = zstd_step,
};
