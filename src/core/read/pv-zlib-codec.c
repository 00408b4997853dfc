/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-zlib-codec.c: gzip (RFC 1952) by zlib. */
#include "config.h"

#include "pv-codec.h"

#include <zlib.h>

static gpointer
zlib_new (void)
{
  z_stream *zlib = g_new0 (z_stream, 1);

  /* 16 more than the window's bits asks zlib for the gzip wrapping. */
  if (inflateInit2 (zlib, 15 + 16) != Z_OK)
    g_clear_pointer (&zlib, g_free);

  return zlib;
}

static void
zlib_free (gpointer state)
{
  inflateEnd (state);
  g_free (state);
}

static gboolean
zlib_reset (gpointer state)
{
  return inflateReset (state) == Z_OK;
}

static PvStep
zlib_step (gpointer      state,
           const guint8 *input,
           gsize        *input_length,
           guint8       *output,
           gsize        *output_length)
{
  z_stream *zlib = state;
  uInt in_size = (uInt) MIN (*input_length, G_MAXINT32);
  uInt out_size = (uInt) MIN (*output_length, G_MAXINT32);
  int status;

  zlib->next_in = (Bytef *) input;
  zlib->avail_in = in_size;
  zlib->next_out = output;
  zlib->avail_out = out_size;

  status = inflate (zlib, Z_NO_FLUSH);

  *input_length = in_size - zlib->avail_in;
  *output_length = out_size - zlib->avail_out;

  if (status == Z_STREAM_END)
    return PV_STEP_MEMBER_END;

  if (status == Z_MEM_ERROR)
    return PV_STEP_NO_MEMORY;

  return status == Z_OK || status == Z_BUF_ERROR ? PV_STEP_MORE : PV_STEP_DAMAGED;
}

const PvCodec pv_zlib_codec = {
  .name = "gzip",
  .library = "zlib",
  .magic = { 0x1f, 0x8b },
  .magic_length = 2,
  .new = zlib_new,
  .free = zlib_free,
  .reset = zlib_reset,
  .step = zlib_step,
};
