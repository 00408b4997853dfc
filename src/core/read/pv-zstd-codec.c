/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-zstd-codec.c: zstd (RFC 8878). */
#include "config.h"

#include "pv-codec.h"

#include <zstd.h>
#include <zstd_errors.h>

static gpointer
zstd_new (void)
{
  /* Its own limit on memory is PV_CODEC_MAX_MEMORY. */
  return ZSTD_createDStream ();
}

static void
zstd_free (gpointer state)
{
  ZSTD_freeDStream (state);
}

static gboolean
zstd_reset (gpointer state)
{
  return !ZSTD_isError (ZSTD_DCtx_reset (state, ZSTD_reset_session_only));
}

static PvStep
zstd_step (gpointer      state,
           const guint8 *input,
           gsize        *input_length,
           guint8       *output,
           gsize        *output_length)
{
  ZSTD_inBuffer in = { input, *input_length, 0 };
  ZSTD_outBuffer out = { output, *output_length, 0 };
  gsize status = ZSTD_decompressStream (state, &out, &in);

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
