/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-bzip2-codec.c: bzip2. */
#include "config.h"

#include "pv-codec.h"

#include <bzlib.h>

static gpointer
bzip2_new (void)
{
  bz_stream *bzip2 = g_new0 (bz_stream, 1);

  if (BZ2_bzDecompressInit (bzip2, 0, 0) != BZ_OK)
    g_clear_pointer (&bzip2, g_free);

  return bzip2;
}

static void
bzip2_free (gpointer state)
{
  BZ2_bzDecompressEnd (state);
  g_free (state);
}

static gboolean
bzip2_reset (gpointer state)
{
  BZ2_bzDecompressEnd (state);

  return BZ2_bzDecompressInit (state, 0, 0) == BZ_OK;
}

static PvStep
bzip2_step (gpointer      state,
            const guint8 *input,
            gsize        *input_length,
            guint8       *output,
            gsize        *output_length)
{
  bz_stream *bzip2 = state;
  guint in_size = (guint) MIN (*input_length, G_MAXINT32);
  guint out_size = (guint) MIN (*output_length, G_MAXINT32);
  int status;

  bzip2->next_in = (char *) input;
  bzip2->avail_in = in_size;
  bzip2->next_out = (char *) output;
  bzip2->avail_out = out_size;

  status = BZ2_bzDecompress (bzip2);

  *input_length = in_size - bzip2->avail_in;
  *output_length = out_size - bzip2->avail_out;

  if (status == BZ_STREAM_END)
    return PV_STEP_MEMBER_END;

  if (status == BZ_MEM_ERROR)
    return PV_STEP_NO_MEMORY;

  return status == BZ_OK ? PV_STEP_MORE : PV_STEP_DAMAGED;
}

const PvCodec pv_bzip2_codec = {
  .name = "bzip2",
  .library = "libbz2",
  .magic = { 'B', 'Z', 'h' },
  .magic_length = 3,
  .new = bzip2_new,
  .free = bzip2_free,
  .reset = bzip2_reset,
  .step = bzip2_step,
};
