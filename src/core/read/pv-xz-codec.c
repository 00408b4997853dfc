/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-xz-codec.c: the .xz format (https://tukaani.org/xz/xz-file-format.txt). */
#include "config.h"

#include "pv-codec.h"

#include <lzma.h>

static gboolean
xz_reset (gpointer state)
{
  /* Keeps the memory of the stream before. */
  return lzma_stream_decoder (state, PV_CODEC_MAX_MEMORY, 0) == LZMA_OK;
}

static void
xz_free (gpointer state)
{
  lzma_end (state);
  g_free (state);
}

static gpointer
xz_new (void)
{
  lzma_stream *xz = g_new (lzma_stream, 1);

  *xz = (lzma_stream) LZMA_STREAM_INIT;
  if (!xz_reset (xz))
    g_clear_pointer (&xz, xz_free);

  return xz;
}

static PvStep
xz_step (gpointer      state,
         const guint8 *input,
         gsize        *input_length,
         guint8       *output,
         gsize        *output_length)
{
  lzma_stream *xz = state;
  lzma_ret status;

  xz->next_in = input;
  xz->avail_in = *input_length;
  xz->next_out = output;
  xz->avail_out = *output_length;

  status = lzma_code (xz, LZMA_RUN);

  *input_length -= xz->avail_in;
  *output_length -= xz->avail_out;

  switch (status)
    {
    case LZMA_STREAM_END:
      return PV_STEP_MEMBER_END;

    case LZMA_OK:
    case LZMA_BUF_ERROR: /* nothing to do for want of input or room */
      return PV_STEP_MORE;

    case LZMA_MEMLIMIT_ERROR:
      return PV_STEP_TOO_LARGE;

    case LZMA_MEM_ERROR:
      return PV_STEP_NO_MEMORY;

    default:
      return PV_STEP_DAMAGED;
    }
}

const PvCodec pv_xz_codec = {
  .name = "xz",
  .library = "liblzma",
  .magic = { 0xfd, '7', 'z', 'X', 'Z', 0 },
  .magic_length = 6,
  .has_padding = TRUE,
  .new = xz_new,
  .free = xz_free,
  .reset = xz_reset,
  .step = xz_step,
};
