/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-decoder.c: compressed bytes become bytes: one interface over zlib, zstd and lz4. */
#include "config.h"

#include "pv-decoder.h"

#include <glib/gi18n-lib.h>
#include <lz4frame.h>
#include <string.h>
#include <zlib.h>
#include <zstd.h>

#include "pv-error.h"

/* What one step of a library made of its input. */
typedef enum
{
  STEP_MORE,
  STEP_MEMBER_END,
  STEP_DAMAGED,
} Step;

typedef struct
{
  const char *name;
  guint8 magic[PV_DECODER_MAGIC_SIZE];
  guint magic_length;
  /* Whether skippable frames (RFC 8878, section 3.1.2) may lie before, between and after members. */
  gboolean has_skippable;
  gboolean (*init) (PvDecoder *self);
  void (*clear) (PvDecoder *self);
  /* Makes the library ready for another member. */
  gboolean (*reset) (PvDecoder *self);
  /* Both lengths come in as what is available and go out as what was used. */
  Step (*step) (PvDecoder    *self,
                const guint8 *input,
                gsize        *input_length,
                guint8       *output,
                gsize        *output_length);
} Codec;

struct _PvDecoder
{
  const Codec *codec;
  union
  {
    z_stream zlib;
    ZSTD_DStream *zstd;
    LZ4F_dctx *lz4;
  } state;
  /* Between members: the next byte begins another one, or is trailing garbage. */
  gboolean between;
  /* The next member's magic, as far as it came. */
  guint8 magic[PV_DECODER_MAGIC_SIZE];
  guint magic_seen;
  gboolean in_garbage;
  gboolean damaged;
};

static gboolean
gzip_init (PvDecoder *self)
{
  /* 16 more than the window's bits asks zlib for the gzip wrapping. */
  return inflateInit2 (&self->state.zlib, 15 + 16) == Z_OK;
}

static void
gzip_clear (PvDecoder *self)
{
  inflateEnd (&self->state.zlib);
}

static gboolean
gzip_reset (PvDecoder *self)
{
  return inflateReset (&self->state.zlib) == Z_OK;
}

static Step
gzip_step (PvDecoder    *self,
           const guint8 *input,
           gsize        *input_length,
           guint8       *output,
           gsize        *output_length)
{
  z_stream *zlib = &self->state.zlib;
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
    return STEP_MEMBER_END;

  return status == Z_OK || status == Z_BUF_ERROR ? STEP_MORE : STEP_DAMAGED;
}

static gboolean
zstd_init (PvDecoder *self)
{
  self->state.zstd = ZSTD_createDStream ();

  return self->state.zstd != NULL;
}

static void
zstd_clear (PvDecoder *self)
{
  ZSTD_freeDStream (self->state.zstd);
}

static gboolean
zstd_reset (PvDecoder *self)
{
  return !ZSTD_isError (ZSTD_DCtx_reset (self->state.zstd, ZSTD_reset_session_only));
}

static Step
zstd_step (PvDecoder    *self,
           const guint8 *input,
           gsize        *input_length,
           guint8       *output,
           gsize        *output_length)
{
  ZSTD_inBuffer in = { input, *input_length, 0 };
  ZSTD_outBuffer out = { output, *output_length, 0 };
  gsize status = ZSTD_decompressStream (self->state.zstd, &out, &in);

  *input_length = in.pos;
  *output_length = out.pos;

  if (ZSTD_isError (status))
    return STEP_DAMAGED;

  return status == 0 ? STEP_MEMBER_END : STEP_MORE;
}

static gboolean
lz4_init (PvDecoder *self)
{
  return !LZ4F_isError (LZ4F_createDecompressionContext (&self->state.lz4, LZ4F_VERSION));
}

static void
lz4_clear (PvDecoder *self)
{
  LZ4F_freeDecompressionContext (self->state.lz4);
}

static gboolean
lz4_reset (PvDecoder *self)
{
  LZ4F_resetDecompressionContext (self->state.lz4);

  return TRUE;
}

static Step
lz4_step (PvDecoder    *self,
          const guint8 *input,
          gsize        *input_length,
          guint8       *output,
          gsize        *output_length)
{
  gsize status = LZ4F_decompress (self->state.lz4, output, output_length, input, input_length, NULL);

  if (LZ4F_isError (status))
    {
      *input_length = 0;
      *output_length = 0;

      return STEP_DAMAGED;
    }

  return status == 0 ? STEP_MEMBER_END : STEP_MORE;
}

static const Codec codecs[] = {
  { "gzip", { 0x1f, 0x8b }, 2, FALSE, gzip_init, gzip_clear, gzip_reset, gzip_step },
  { "zstd", { 0x28, 0xb5, 0x2f, 0xfd }, 4, TRUE, zstd_init, zstd_clear, zstd_reset, zstd_step },
  { "lz4", { 0x04, 0x22, 0x4d, 0x18 }, 4, TRUE, lz4_init, lz4_clear, lz4_reset, lz4_step },
};

/* Whether @bytes, which may be fewer than a magic has, begin a member or a skippable frame. */
static gboolean
codec_matches (const Codec  *codec,
               const guint8 *bytes,
               gsize         length)
{
  static const guint8 skippable[PV_DECODER_MAGIC_SIZE] = { 0x50, 0x2a, 0x4d, 0x18 };

  if (length > 0 && codec->has_skippable && (bytes[0] & 0xf0) == skippable[0])
    return memcmp (bytes + 1, skippable + 1, MIN (length, sizeof skippable) - 1) == 0;

  return memcmp (bytes, codec->magic, MIN (length, codec->magic_length)) == 0;
}

PvDecoder *
pv_decoder_new_for_magic (const guint8 *magic,
                          gsize         length)
{
  for (guint i = 0; i < G_N_ELEMENTS (codecs); i++)
    {
      const Codec *codec = &codecs[i];
      PvDecoder *self;

      /* Skippable frames are both zstd's and lz4's, but zstd's tools write them. */
      if (length < codec->magic_length || !codec_matches (codec, magic, length))
        continue;

      self = g_new0 (PvDecoder, 1);
      self->codec = codec;
      if (!codec->init (self))
        g_error ("Out of memory for the %s decoder", codec->name);

      return self;
    }

  return NULL;
}

void
pv_decoder_free (PvDecoder *self)
{
  if (self == NULL)
    return;

  self->codec->clear (self);
  g_free (self);
}

const char *
pv_decoder_get_name (PvDecoder *self)
{
  return self->codec->name;
}

static void
set_damaged (PvDecoder  *self,
             GError    **error)
{
  g_set_error (error, PV_ERROR, PV_ERROR_DAMAGED, _("the %s data is damaged"), self->codec->name);
}

/* Feeds bytes to the library. Returns FALSE where they are damaged. */
static gboolean
run_step (PvDecoder    *self,
          const guint8 *input,
          gsize        *input_length,
          guint8       *output,
          gsize        *output_length,
          GError      **error)
{
  switch (self->codec->step (self, input, input_length, output, output_length))
    {
    case STEP_MORE:
      return TRUE;

    case STEP_MEMBER_END:
      self->between = TRUE;
      self->magic_seen = 0;
      return TRUE;

    case STEP_DAMAGED:
    default:
      self->damaged = TRUE;
      set_damaged (self, error);
      return FALSE;
    }
}

/* Between members: swallows the magic of the next one, byte by byte because the input may end
 * within it, then hands it to the library. */
static gboolean
begin_member (PvDecoder     *self,
              const guint8 **input,
              gsize         *input_length,
              GError       **error)
{
  const Codec *codec = self->codec;
  gsize fed = 0;

  while (*input_length > 0 && self->magic_seen < codec->magic_length)
    {
      self->magic[self->magic_seen] = **input;
      if (!codec_matches (codec, self->magic, self->magic_seen + 1))
        {
          self->in_garbage = TRUE;
          return TRUE;
        }

      self->magic_seen++;
      (*input)++;
      (*input_length)--;
    }

  if (self->magic_seen < codec->magic_length)
    return TRUE;

  if (!codec->reset (self))
    {
      set_damaged (self, error);
      return FALSE;
    }

  self->between = FALSE;
  while (fed < codec->magic_length)
    {
      guint8 nothing;
      gsize in_length = codec->magic_length - fed;
      gsize out_length = 0;

      if (!run_step (self, self->magic + fed, &in_length, &nothing, &out_length, error))
        return FALSE;

      /* A magic that the library does not take in would loop for ever. */
      if (in_length == 0)
        break;

      fed += in_length;
    }

  return TRUE;
}

gssize
pv_decoder_run (PvDecoder     *self,
                const guint8 **input,
                gsize         *input_length,
                guint8        *output,
                gsize          output_size,
                GError       **error)
{
  gsize written = 0;

  /* A library's state is undefined after an error, so it is not asked again. */
  if (self->damaged)
    {
      set_damaged (self, error);
      return -1;
    }

  while (written < output_size)
    {
      gsize in_length;
      gsize out_length;

      if (self->in_garbage)
        {
          *input += *input_length;
          *input_length = 0;
          break;
        }

      if (self->between)
        {
          if (*input_length == 0)
            break;
          if (!begin_member (self, input, input_length, error))
            return -1;
          continue;
        }

      in_length = *input_length;
      out_length = output_size - written;
      if (!run_step (self, *input, &in_length, output + written, &out_length, error))
        {
          /* What came before the damage counts; the next call tells of the damage. */
          if (written + out_length == 0)
            return -1;
          g_clear_error (error);
          *input += in_length;
          *input_length -= in_length;
          written += out_length;
          break;
        }

      *input += in_length;
      *input_length -= in_length;
      written += out_length;

      if (in_length == 0 && out_length == 0)
        {
          /* A library that will not go on with bytes at hand would be asked for ever. */
          self->damaged = *input_length > 0;
          break;
        }
    }

  if (self->damaged && written == 0)
    {
      set_damaged (self, error);
      return -1;
    }

  return (gssize) written;
}

gboolean
pv_decoder_at_end (PvDecoder *self)
{
  return self->between;
}
