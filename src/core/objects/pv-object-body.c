/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-object-body.c: the bytes of one object on their way: decompressed, counted, hashed and handed on. */
#include "config.h"

#include "pv-object-body.h"

#include <gio/gio.h>
#include <string.h>
#include <zlib.h>

#ifdef PV_HAVE_BROTLI
#include <brotli/decode.h>
#endif

/* By so many first bytes, types are told. */
#define BEGIN_SIZE 4096
#define OUT_SIZE 16384

/* Decompressed, an object is at most so many times as large as what it was, beyond the first bytes. Texts shrink to
 * a fiftieth at best, and zeros to a thousandth. */
#define MAX_RATIO 128
#define FREE_SIZE ((guint64) 8 * 1024 * 1024)

/* Likewise all objects together, with the zeros in place of what is missing. */
#define FREE_TOTAL ((guint64) 64 * 1024 * 1024)

/* More zeros than this are no more than other bytes. */
#define FREE_ZEROS 65536

/* What zlib keeps, about. */
#define INFLATE_SIZE (48 * 1024)

typedef enum
{
  CODING_AS_IT_IS,
  CODING_INFLATE,
  CODING_BROTLI,
  CODING_ENDED, /* the rest is passed by */
} State;

struct _PvObjectBody
{
  PvObject *object;
  const PvObjectSink *sink;
  gpointer user_data;
  gsize *total;
  gsize size; /* of it that is this body's */
  PvObjectGrowth *growth;

  State state;
  PvHttpCoding coding;
  gboolean is_ready; /* the decompressor was chosen, by the first bytes */
  guint8 head[2]; /* of what is compressed */
  guint n_head;
  gboolean is_decoded; /* what was compressed has come to its end */
  guint64 n_coded;
  guint64 n_zeros;
  z_stream zlib;
#ifdef PV_HAVE_BROTLI
  BrotliDecoderState *brotli;
#endif

  GChecksum *checksum;
  guint n_begin;
  guint8 begin[BEGIN_SIZE];
  gboolean ok;
};

static void
count (PvObjectBody *self,
       gssize        n)
{
  self->size += (gsize) n;
  *self->total += (gsize) n;
}

gboolean
pv_object_body_can_decode (PvHttpCoding coding)
{
#ifdef PV_HAVE_BROTLI
  if (coding == PV_HTTP_CODING_BROTLI)
    return TRUE;
#endif

  return coding == PV_HTTP_CODING_GZIP || coding == PV_HTTP_CODING_DEFLATE;
}

PvObjectBody *
pv_object_body_new (PvObject           *object,
                    PvHttpCoding        coding,
                    const PvObjectSink *sink,
                    gpointer            user_data,
                    gsize              *total,
                    PvObjectGrowth     *growth)
{
  PvObjectBody *self = g_try_new0 (PvObjectBody, 1);

  if (self == NULL)
    {
      pv_object_free (object);
      return NULL;
    }

  self->object = object;
  self->sink = sink;
  self->user_data = user_data;
  self->total = total;
  self->growth = growth;
  self->coding = coding;
  self->checksum = g_checksum_new (G_CHECKSUM_SHA256);
  self->ok = TRUE;
  count (self, sizeof *self);
  if (coding != PV_HTTP_CODING_NONE && !pv_object_body_can_decode (coding))
    {
      object->flaws |= PV_OBJECT_CODED;
      self->coding = PV_HTTP_CODING_NONE;
    }
  self->is_ready = self->coding == PV_HTTP_CODING_NONE;

  if (sink != NULL)
    self->ok = sink->begin (object, user_data);

  return self;
}

/* The next bytes of the file. */
static void
put (PvObjectBody *self,
     const guint8 *data,
     gsize         n)
{
  guint kept = (guint) MIN (n, BEGIN_SIZE - self->n_begin);

  if (n == 0)
    return;

  if (kept > 0)
    memcpy (self->begin + self->n_begin, data, kept);
  self->n_begin += kept;
  g_checksum_update (self->checksum, data, (gssize) n);
  self->object->size += n;
  if (self->sink != NULL && self->ok)
    self->ok = self->sink->write (self->object, data, n, self->user_data);
}

static void
end_decoder (PvObjectBody *self)
{
  if (self->state == CODING_INFLATE)
    {
      inflateEnd (&self->zlib);
      count (self, -INFLATE_SIZE);
    }
#ifdef PV_HAVE_BROTLI
  g_clear_pointer (&self->brotli, BrotliDecoderDestroyInstance);
#endif
  if (self->state != CODING_AS_IT_IS)
    self->state = CODING_ENDED;
}

static void
damage (PvObjectBody  *self,
        PvObjectFlaws  flaw)
{
  self->object->flaws |= flaw;
  end_decoder (self);
}

/* Whether @size bytes, beyond the first @allowance, are more than may become of @n_sent. */
static gboolean
is_too_large (guint64 size,
              guint64 allowance,
              guint64 n_sent)
{
  return size > allowance && size / MAX_RATIO > n_sent;
}

/* Whether all bodies may grow by @n more bytes than were sent; counts them where they may. */
static gboolean
grow (PvObjectBody *self,
      guint64       n)
{
  if (is_too_large (self->growth->n_made + n, FREE_TOTAL, self->growth->n_sent))
    return FALSE;
  self->growth->n_made += n;

  return TRUE;
}

/* Hands on what was decompressed. FALSE where that is more than is sane. */
static gboolean
put_decoded (PvObjectBody *self,
             const guint8 *data,
             gsize         n)
{
  if (is_too_large (self->object->size + n, FREE_SIZE, self->n_coded) || !grow (self, n))
    {
      damage (self, PV_OBJECT_TOO_LARGE);
      return FALSE;
    }

  put (self, data, n);

  return self->ok;
}

static void
add_inflate (PvObjectBody *self,
             const guint8 *data,
             gsize         n)
{
  guint8 out[OUT_SIZE];
  int status = Z_OK;

  self->zlib.next_in = (Bytef *) data;
  self->zlib.avail_in = (uInt) n;
  do
    {
      self->zlib.next_out = out;
      self->zlib.avail_out = sizeof out;
      status = inflate (&self->zlib, Z_NO_FLUSH);
      if (!put_decoded (self, out, sizeof out - self->zlib.avail_out))
        return;
      if (status == Z_STREAM_END)
        {
          /* members of gzip may follow each other (RFC 1952, section 2.2); anything else is passed by */
          self->is_decoded = TRUE;
          if (self->coding != PV_HTTP_CODING_GZIP || self->zlib.avail_in == 0 || self->zlib.next_in[0] != 0x1f ||
              inflateReset (&self->zlib) != Z_OK)
            return;
          self->is_decoded = FALSE;
        }
      else if (status != Z_OK && status != Z_BUF_ERROR)
        {
          damage (self, PV_OBJECT_DAMAGED);
          return;
        }
    }
  while (self->zlib.avail_in > 0 || self->zlib.avail_out == 0);
}

#ifdef PV_HAVE_BROTLI

/* Brotli may keep 16 MiB; what it does keep is counted. */
#define BROTLI_HEADER 16

static void *
brotli_alloc (void   *opaque,
              size_t  size)
{
  guint8 *block = g_try_malloc (size + BROTLI_HEADER);

  if (block == NULL)
    return NULL;
  memcpy (block, &size, sizeof size);
  count (opaque, (gssize) size);

  return block + BROTLI_HEADER;
}

static void
brotli_free (void *opaque,
             void *address)
{
  guint8 *block = address;
  size_t size;

  if (block == NULL)
    return;
  block -= BROTLI_HEADER;
  memcpy (&size, block, sizeof size);
  count (opaque, -(gssize) size);
  g_free (block);
}

static void
add_brotli (PvObjectBody *self,
            const guint8 *data,
            gsize         n)
{
  guint8 out[OUT_SIZE];
  BrotliDecoderResult result;

  do
    {
      gsize left = sizeof out;
      guint8 *at = out;

      result = BrotliDecoderDecompressStream (self->brotli, &n, &data, &left, &at, NULL);
      if (!put_decoded (self, out, sizeof out - left))
        return;
    }
  while (result == BROTLI_DECODER_RESULT_NEEDS_MORE_OUTPUT);

  if (result == BROTLI_DECODER_RESULT_ERROR)
    damage (self, PV_OBJECT_DAMAGED);
  self->is_decoded = result == BROTLI_DECODER_RESULT_SUCCESS;
}

#endif

/* Chooses what undoes the compression by its first bytes: some servers say that they compress and do not, and some
 * send deflate without what zlib puts around it. */
static void
choose_decoder (PvObjectBody *self)
{
  int bits = 15;

  self->is_ready = TRUE;
#ifdef PV_HAVE_BROTLI
  if (self->coding == PV_HTTP_CODING_BROTLI)
    {
      self->brotli = BrotliDecoderCreateInstance (brotli_alloc, brotli_free, self);
      self->state = CODING_BROTLI;
      if (self->brotli == NULL)
        damage (self, PV_OBJECT_DAMAGED);
      return;
    }
#endif

  if (self->coding == PV_HTTP_CODING_GZIP)
    {
      if (self->n_head < 2 || self->head[0] != 0x1f || self->head[1] != 0x8b)
        {
          self->state = CODING_AS_IT_IS;
          self->object->flaws |= PV_OBJECT_CODED;
          return;
        }
      bits += 16;
    }
  else if (self->n_head < 2 || (self->head[0] & 0xf) != 8 || (self->head[0] << 8 | self->head[1]) % 31 != 0)
    {
      bits = -bits;
    }

  if (inflateInit2 (&self->zlib, bits) != Z_OK)
    {
      damage (self, PV_OBJECT_DAMAGED);
      self->state = CODING_ENDED;
      return;
    }
  self->state = CODING_INFLATE;
  count (self, INFLATE_SIZE);
}

static void
add_ready (PvObjectBody *self,
           const guint8 *data,
           gsize         n)
{
  self->n_coded += n;
  if (n == 0 || self->is_decoded)
    return;

  switch (self->state)
    {
    case CODING_AS_IT_IS:
      put (self, data, n);
      break;
    case CODING_INFLATE:
      add_inflate (self, data, n);
      break;
    case CODING_BROTLI:
#ifdef PV_HAVE_BROTLI
      add_brotli (self, data, n);
#endif
      break;
    case CODING_ENDED:
    default:
      break;
    }
}

static void
make_ready (PvObjectBody *self)
{
  if (self->is_ready)
    return;
  choose_decoder (self);
  add_ready (self, self->head, self->n_head);
}

gboolean
pv_object_body_add (PvObjectBody *self,
                    const guint8 *data,
                    gsize         n)
{
  self->growth->n_sent += n;
  while (!self->is_ready && n > 0 && self->n_head < sizeof self->head)
    {
      self->head[self->n_head++] = *data++;
      n--;
    }
  if (!self->is_ready && self->n_head == sizeof self->head)
    make_ready (self);

  add_ready (self, data, n);

  return self->ok;
}

gboolean
pv_object_body_gap (PvObjectBody *self,
                    guint64       n)
{
  static const guint8 zeros[OUT_SIZE];

  self->object->missing += n;
  self->object->flaws |= PV_OBJECT_CUT;
  make_ready (self);
  if (self->state != CODING_AS_IT_IS || self->n_zeros + n > self->object->size - self->n_zeros + FREE_ZEROS ||
      !grow (self, n))
    {
      end_decoder (self);
      self->state = CODING_ENDED;
      return self->ok;
    }

  self->n_zeros += n;
  while (n > 0)
    {
      gsize part = MIN (n, sizeof zeros);

      put (self, zeros, part);
      n -= part;
    }

  return self->ok;
}

PvObject *
pv_object_body_get_object (PvObjectBody *self)
{
  return self->object;
}

/* Guesses the type by the first bytes. (transfer full) */
static char *
guess_type (PvObjectBody *self)
{
  g_autofree char *type = g_content_type_guess (NULL, self->begin, self->n_begin, NULL);
  char *media_type = g_content_type_get_mime_type (type);

  return media_type != NULL ? media_type : g_strdup ("application/octet-stream");
}

PvObject *
pv_object_body_end (PvObjectBody *self,
                    guint64       missing,
                    gboolean      is_whole,
                    gboolean     *ok)
{
  PvObject *object = self->object;
  gsize size = PV_SHA256_SIZE;

  make_ready (self);
  object->missing += missing;
  if (!is_whole || missing > 0)
    object->flaws |= PV_OBJECT_CUT;
  else if ((self->state == CODING_INFLATE || self->state == CODING_BROTLI) && !self->is_decoded)
    object->flaws |= PV_OBJECT_DAMAGED;

  object->content_type = guess_type (self);
  g_checksum_get_digest (self->checksum, object->sha256, &size);
  if (pv_object_is_misnamed (object))
    object->flaws |= PV_OBJECT_MISNAMED;
  if (self->sink != NULL && self->ok)
    self->ok = self->sink->end (object, self->user_data);
  *ok = self->ok;

  self->object = NULL;
  pv_object_body_free (self);

  return object;
}

void
pv_object_body_free (PvObjectBody *self)
{
  if (self == NULL)
    return;

  end_decoder (self);
  *self->total -= self->size;
  g_checksum_free (self->checksum);
  pv_object_free (self->object);
  g_free (self);
}
