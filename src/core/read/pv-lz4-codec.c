/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-lz4-codec.c: LZ4 frames. */
#include "config.h"

#include "pv-codec.h"

#include <lz4frame.h>

static gpointer
lz4_new (void)
{
  LZ4F_dctx *lz4 = NULL;

  return LZ4F_isError (LZ4F_createDecompressionContext (&lz4, LZ4F_VERSION)) ? NULL : lz4;
}

static void
lz4_free (gpointer state)
{
  LZ4F_freeDecompressionContext (state);
}

static gboolean
lz4_reset (gpointer state)
{
  LZ4F_resetDecompressionContext (state);

  return TRUE;
}

static PvStep
lz4_step (gpointer      state,
          const guint8 *input,
          gsize        *input_length,
          guint8       *output,
          gsize        *output_length)
{
  gsize status = LZ4F_decompress (state, output, output_length, input, input_length, NULL);

  if (LZ4F_isError (status))
    {
      *input_length = 0;
      *output_length = 0;

      return PV_STEP_DAMAGED;
    }

  return status == 0 ? PV_STEP_MEMBER_END : PV_STEP_MORE;
}

const PvCodec pv_lz4_codec = {
  .name = "lz4",
  .library = "liblz4",
  .magic = { 0x04, 0x22, 0x4d, 0x18 },
  .magic_length = 4,
  .has_skippable = TRUE,
  .new = lz4_new,
  .free = lz4_free,
  .reset = lz4_reset,
  .step = lz4_step,
};
