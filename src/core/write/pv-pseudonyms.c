/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-pseudonyms.c: other names for addresses and names, always the same ones by the same key. */
#include "pv-pseudonyms.h"

#include <nettle/aes.h>
#include <string.h>

/* Addresses that were seen last; more are worked out again. */
#define CACHE_SIZE 4096
/* Characters of labels. */
#define ALPHABET "abcdefghijklmnopqrstuvwxyz0123456789-"
#define N_LETTERS 37
#define N_ROUNDS 8

typedef struct
{
  guint8 address[16];
  guint8 size; /* 0 for an empty one */
  guint8 pseudonym[16];
} Cached;

struct _PvPseudonyms
{
  struct aes128_ctx pan; /* for addresses */
  guint8 pad[16];
  struct aes128_ctx hardware;
  gboolean keep_vendors;
  guint8 name_key[32];
  Cached cache[CACHE_SIZE];
};

/* A key of its own for each purpose: HMAC-SHA256 of its name. */
static void
derive (const guint8 *key,
        gsize         length,
        const char   *purpose,
        guint8       *derived)
{
  GHmac *hmac = g_hmac_new (G_CHECKSUM_SHA256, key, length);
  gsize size = 32;

  g_hmac_update (hmac, (const guint8 *) purpose, (gssize) strlen (purpose));
  g_hmac_get_digest (hmac, derived, &size);
  g_hmac_unref (hmac);
}

PvPseudonyms *
pv_pseudonyms_new (const guint8 *key,
                   gsize         length)
{
  PvPseudonyms *self;
  guint8 derived[32];

  g_return_val_if_fail (key != NULL && length >= PV_PSEUDONYMS_KEY_MIN, NULL);

  self = g_new0 (PvPseudonyms, 1);
  derive (key, length, "addresses", derived);
  pv_pseudonyms_set_crypto_pan_key (self, derived);
  derive (key, length, "hardware addresses", derived);
  aes128_set_encrypt_key (&self->hardware, derived);
  derive (key, length, "names", self->name_key);

  return self;
}

void
pv_pseudonyms_free (PvPseudonyms *self)
{
  g_free (self);
}

void
pv_pseudonyms_set_crypto_pan_key (PvPseudonyms *self,
                                  const guint8 *key)
{
  g_return_if_fail (self != NULL && key != NULL);

  memset (self->cache, 0, sizeof self->cache);
  aes128_set_encrypt_key (&self->pan, key);
  aes128_encrypt (&self->pan, sizeof self->pad, self->pad, key + 16);
}

/* Each bit is turned or not by what a block cipher makes of those before it, filled up with the pad's. */
static void
work_out (PvPseudonyms *self,
          const guint8 *address,
          guint8        size,
          guint8       *pseudonym)
{
  guint8 input[16];
  guint8 output[16];

  memcpy (input, self->pad, sizeof input);
  memset (pseudonym, 0, size);
  for (guint i = 0; i < 8u * size; i++)
    {
      guint8 bit = (guint8) (0x80 >> i % 8);

      aes128_encrypt (&self->pan, sizeof output, output, input);
      if (output[0] & 0x80)
        pseudonym[i / 8] |= bit;
      /* this bit is among those before the next one */
      input[i / 8] = (guint8) ((input[i / 8] & ~bit) | (address[i / 8] & bit));
    }
  for (guint i = 0; i < size; i++)
    pseudonym[i] ^= address[i];
}

static gboolean
is_nobodys (const guint8 *address,
            guint8        size)
{
  static const guint8 zeros[16];
  static const guint8 ones[4] = { 0xff, 0xff, 0xff, 0xff };

  if (memcmp (address, zeros, size) == 0)
    return TRUE;

  return size == 4 ? (address[0] & 0xf0) == 0xe0 || memcmp (address, ones, 4) == 0 : address[0] == 0xff;
}

void
pv_pseudonyms_replace_address (PvPseudonyms *self,
                               guint8       *address,
                               guint8        size)
{
  guint hash = 2166136261u;
  Cached *cached;

  g_return_if_fail (self != NULL && (size == 4 || size == 16));

  if (is_nobodys (address, size))
    return;

  for (guint i = 0; i < size; i++)
    hash = (hash ^ address[i]) * 16777619u;
  cached = &self->cache[(hash ^ hash >> 16) % CACHE_SIZE];
  if (cached->size != size || memcmp (cached->address, address, size) != 0)
    {
      cached->size = size;
      memcpy (cached->address, address, size);
      work_out (self, address, size, cached->pseudonym);
    }
  memcpy (address, cached->pseudonym, size);
}

void
pv_pseudonyms_set_keep_vendors (PvPseudonyms *self,
                                gboolean      keep_vendors)
{
  g_return_if_fail (self != NULL);

  self->keep_vendors = keep_vendors;
}

/* Replaces the last three bytes by a Feistel network of two times 12 bits, which depends on the first three: no two
 * become the same. */
static void
replace_device (PvPseudonyms *self,
                guint8       *address)
{
  guint left = (guint) address[3] << 4 | address[4] >> 4;
  guint right = (address[4] & 0xfu) << 8 | address[5];

  for (guint8 round = 0; round < N_ROUNDS; round++)
    {
      guint8 block[16] = { address[0], address[1], address[2], (guint8) (right >> 8), (guint8) right, round, 1 };
      guint next;

      aes128_encrypt (&self->hardware, sizeof block, block, block);
      next = (left ^ ((guint) block[0] << 8 | block[1])) & 0xfff;
      left = right;
      right = next;
    }

  address[3] = (guint8) (left >> 4);
  address[4] = (guint8) (left << 4 | right >> 8);
  address[5] = (guint8) right;
}

void
pv_pseudonyms_replace_hardware (PvPseudonyms *self,
                                guint8       *address)
{
  static const guint8 zeros[6];
  guint8 block[16] = { 0 };
  guint8 kind = address[0] & 3;

  /* the lowest bit of the first byte says that it is a group's */
  if ((kind & 1) != 0 || memcmp (address, zeros, 6) == 0)
    return;

  /* the next bit says that somebody chose it (IEEE 802, section 8.4) */
  if (self->keep_vendors && (kind & 2) == 0)
    {
      replace_device (self, address);
      return;
    }

  memcpy (block, address, 6);
  aes128_encrypt (&self->hardware, sizeof block, block, block);
  memcpy (address, block, 6);
  address[0] = (guint8) ((address[0] & ~3) | kind);
}

/* The numbers that a round adds to one part of a label, by the other. */
static void
make_keystream (PvPseudonyms *self,
                guint         round,
                guint         length,
                const guint8 *part,
                guint         n,
                guint8       *keystream)
{
  guint8 head[2] = { (guint8) round, (guint8) length };
  GHmac *hmac = g_hmac_new (G_CHECKSUM_SHA256, self->name_key, sizeof self->name_key);
  gsize size = 32;

  g_hmac_update (hmac, head, sizeof head);
  g_hmac_update (hmac, part, n);
  g_hmac_get_digest (hmac, keystream, &size);
  g_hmac_unref (hmac);
}

/* A Feistel network over characters, so that no two labels become the same. */
void
pv_pseudonyms_replace_label (PvPseudonyms *self,
                             guint8       *label,
                             guint8        length)
{
  guint8 letters[G_MAXUINT8];
  guint left = length / 2;

  g_return_if_fail (self != NULL);

  for (guint i = 0; i < length; i++)
    {
      const char *at = label[i] != '\0' ? strchr (ALPHABET, g_ascii_tolower ((char) label[i])) : NULL;

      letters[i] = at != NULL ? (guint8) (at - ALPHABET) : label[i] % N_LETTERS;
    }

  for (guint round = 0; round < N_ROUNDS; round++)
    {
      gboolean of_left = round % 2 != 0;
      guint8 *part = of_left ? letters : letters + left;
      guint8 *other = of_left ? letters + left : letters;
      guint n = of_left ? left : length - left;
      guint8 keystream[32];

      make_keystream (self, round, length, other, length - n, keystream);
      for (guint i = 0; i < n; i++)
        part[i] = (guint8) ((part[i] + keystream[i % sizeof keystream]) % N_LETTERS);
    }

  for (guint i = 0; i < length; i++)
    label[i] = (guint8) ALPHABET[letters[i]];
}

void
pv_pseudonyms_replace_host (PvPseudonyms *self,
                            guint8       *name,
                            gsize         length)
{
  gsize start = 0;

  for (gsize i = 0; i <= length; i++)
    if (i == length || name[i] == '.')
      {
        for (gsize at = start; at < i; at += G_MAXUINT8)
          pv_pseudonyms_replace_label (self, name + at, (guint8) MIN (i - at, G_MAXUINT8));
        start = i + 1;
      }
}
