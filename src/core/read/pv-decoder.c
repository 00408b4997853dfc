/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-decoder.c: compressed bytes become bytes: one interface over all libraries. */
#include "config.h"

#include "pv-decoder.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "pv-codec.h"
#include "pv-error.h"

/* Of several libraries for one compression, the first one serves. */
static const PvCodec *const codecs[] = {
#ifdef PV_HAVE_ISAL
  &pv_isal_codec,
#endif
  &pv_zlib_codec,
  &pv_zstd_codec,
  &pv_lz4_codec,
  &pv_bzip2_codec,
  &pv_xz_codec,
};

struct _PvDecoder
{
  const PvCodec *codec;
  gpointer state;
  /* Between members: the next byte begins another one, or is trailing garbage. */
  gboolean between;
  /* The next member's magic, as far as it came. */
  guint8 magic[PV_DECODER_MAGIC_SIZE];
  guint magic_seen;
  gboolean in_garbage;
  /* What ended it, or PV_STEP_MORE. A library's state is undefined after an error. */
  PvStep failure;
};

/* Whether @bytes, which may be fewer than a magic has, begin a member or a skippable frame. */
static gboolean
codec_matches (const PvCodec *codec,
               const guint8  *bytes,
               gsize          length)
{
  static const guint8 skippable[4] = { 0x50, 0x2a, 0x4d, 0x18 };

  if (length > 0 && codec->has_skippable && (bytes[0] & 0xf0) == skippable[0])
    return memcmp (bytes + 1, skippable + 1, MIN (length, sizeof skippable) - 1) == 0;

  return memcmp (bytes, codec->magic, MIN (length, codec->magic_length)) == 0;
}

PvDecoder *
pv_decoder_new_for_library (const char *library)
{
  for (guint i = 0; i < G_N_ELEMENTS (codecs); i++)
    if (g_str_equal (codecs[i]->library, library))
      {
        PvDecoder *self = g_new0 (PvDecoder, 1);

        self->codec = codecs[i];
        self->state = self->codec->new ();
        if (self->state == NULL)
          self->failure = PV_STEP_NO_MEMORY;

        return self;
      }

  return NULL;
}

PvDecoder *
pv_decoder_new_for_magic (const guint8 *magic,
                          gsize         length)
{
  /* Skippable frames are both zstd's and lz4's, but zstd's tools write them. */
  for (guint i = 0; i < G_N_ELEMENTS (codecs); i++)
    if (length >= codecs[i]->magic_length && codec_matches (codecs[i], magic, length))
      return pv_decoder_new_for_library (codecs[i]->library);

  return NULL;
}

const char *
pv_decoder_get_nth_library (guint n)
{
  return n < G_N_ELEMENTS (codecs) ? codecs[n]->library : NULL;
}

void
pv_decoder_free (PvDecoder *self)
{
  if (self == NULL)
    return;

  if (self->state != NULL)
    self->codec->free (self->state);
  g_free (self);
}

const char *
pv_decoder_get_name (PvDecoder *self)
{
  return self->codec->name;
}

gboolean
pv_decoder_is_damaged (PvDecoder *self)
{
  return self->failure == PV_STEP_DAMAGED;
}

static void
set_failure (PvDecoder  *self,
             GError    **error)
{
  if (self->failure == PV_STEP_NO_MEMORY)
    pv_error_set_no_memory (error);
  else if (self->failure == PV_STEP_TOO_LARGE)
    g_set_error (error, PV_ERROR, PV_ERROR_DAMAGED,
                 /* Translators: %s is a compression, as in “xz”. MB are units of memory. */
                 _("the %s data takes more than %u MB of memory to decompress. Decompress the file first"),
                 self->codec->name, (guint) (PV_CODEC_MAX_MEMORY / 1000000));
  else
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
  PvStep step = self->codec->step (self->state, input, input_length, output, output_length);

  switch (step)
    {
    case PV_STEP_MORE:
      return TRUE;

    case PV_STEP_MEMBER_END:
      self->between = TRUE;
      self->magic_seen = 0;
      return TRUE;

    case PV_STEP_DAMAGED:
    case PV_STEP_TOO_LARGE:
    case PV_STEP_NO_MEMORY:
    default:
      self->failure = step;
      set_failure (self, error);
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
  const PvCodec *codec = self->codec;
  gsize fed = 0;

  while (*input_length > 0 && self->magic_seen < codec->magic_length)
    {
      if (codec->has_padding && self->magic_seen == 0 && **input == 0)
        {
          (*input)++;
          (*input_length)--;
          continue;
        }

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

  if (!codec->reset (self->state))
    {
      self->failure = PV_STEP_DAMAGED;
      set_failure (self, error);
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

  if (self->failure != PV_STEP_MORE)
    {
      set_failure (self, error);
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
          if (*input_length > 0)
            self->failure = PV_STEP_DAMAGED;
          break;
        }
    }

  if (self->failure != PV_STEP_MORE && written == 0)
    {
      set_failure (self, error);
      return -1;
    }

  return (gssize) written;
}

gboolean
pv_decoder_at_end (PvDecoder *self)
{
  return self->between;
}
