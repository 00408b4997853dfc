/* SPDX-License-Identifier: GPL-3.0-or-later */
/* compressors.c: compresses bytes in every way that is read. */
#include "compressors.h"

#include <bzlib.h>
#include <lz4frame.h>
#include <lzma.h>
#include <zlib.h>
#include <zstd.h>

static GBytes *
compress_gzip (const guint8 *data,
               gsize         length)
{
  z_stream zlib = { 0 };
  gsize size = length + length / 100 + 1000;
  guint8 *out = g_malloc (size);

  g_assert_cmpint (deflateInit2 (&zlib, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY), ==, Z_OK);
  zlib.next_in = (guint8 *) data;
  zlib.avail_in = (uInt) length;
  zlib.next_out = out;
  zlib.avail_out = (uInt) size;
  g_assert_cmpint (deflate (&zlib, Z_FINISH), ==, Z_STREAM_END);
  size = zlib.total_out;
  deflateEnd (&zlib);

  return g_bytes_new_take (out, size);
}

static GBytes *
compress_zstd (const guint8 *data,
               gsize         length)
{
  ZSTD_CCtx *zstd = ZSTD_createCCtx ();
  gsize size = ZSTD_compressBound (length);
  guint8 *out = g_malloc (size);

  ZSTD_CCtx_setParameter (zstd, ZSTD_c_checksumFlag, 1);
  size = ZSTD_compress2 (zstd, out, size, data, length);
  g_assert_false (ZSTD_isError (size));
  ZSTD_freeCCtx (zstd);

  return g_bytes_new_take (out, size);
}

static GBytes *
compress_lz4 (const guint8 *data,
              gsize         length)
{
  LZ4F_preferences_t preferences = { .frameInfo = { .contentChecksumFlag = LZ4F_contentChecksumEnabled } };
  gsize size = LZ4F_compressFrameBound (length, &preferences);
  guint8 *out = g_malloc (size);

  size = LZ4F_compressFrame (out, size, data, length, &preferences);
  g_assert_false (LZ4F_isError (size));

  return g_bytes_new_take (out, size);
}

static GBytes *
compress_bzip2 (const guint8 *data,
                gsize         length)
{
  guint size = (guint) (length + length / 100 + 1000);
  guint8 *out = g_malloc (size);

  /* Blocks of 100 kB, so that there are several. */
  g_assert_cmpint (BZ2_bzBuffToBuffCompress ((char *) out, &size, (char *) data, (guint) length, 1, 0, 0), ==, BZ_OK);

  return g_bytes_new_take (out, size);
}

static GBytes *
compress_xz (const guint8 *data,
             gsize         length)
{
  gsize size = lzma_stream_buffer_bound (length);
  guint8 *out = g_malloc (size);
  gsize at = 0;

  g_assert_cmpint (lzma_easy_buffer_encode (1, LZMA_CHECK_CRC64, NULL, data, length, out, &at, size), ==, LZMA_OK);

  return g_bytes_new_take (out, at);
}

const Compressor compressors[N_COMPRESSORS] = {
  { "gzip", compress_gzip },   { "zstd", compress_zstd }, { "lz4", compress_lz4 },
  { "bzip2", compress_bzip2 }, { "xz", compress_xz },
};

const Compressor *
compressor_find (const char *name)
{
  for (guint i = 0; i < N_COMPRESSORS; i++)
    if (g_str_equal (compressors[i].name, name))
      return &compressors[i];

  return NULL;
}
