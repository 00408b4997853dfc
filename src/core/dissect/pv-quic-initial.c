/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-quic-initial.c: QUIC Initial packets of clients, whose keys everybody can tell (RFC 9001, section 5.2). */
#include "pv-quic-initial.h"

#include <nettle/aes.h>
#include <nettle/gcm.h>
#include <nettle/hkdf.h>
#include <nettle/hmac.h>
#include <string.h>

/* First byte, version, two lengths of connection ids. */
#define LONG_HEADER 7
#define SAMPLE 16
#define MAX_PACKET_NUMBER 4
#define TAG 16
#define IV 12

#define DRAFT_32 0xff000020

/* What versions have of their own. */
typedef struct
{
  guint8 salt[20];
  const char *key; /* labels of what is derived (RFC 9001, section 5.1; RFC 9369, section 3.3.2) */
  const char *iv;
  const char *hp;
  guint8 initial; /* types in the first byte of long headers (RFC 9000, section 17.2; RFC 9369, section 3.2) */
  guint8 retry;
} Version;

static const Version version_1 = {
  { 0x38, 0x76, 0x2c, 0xf7, 0xf5, 0x59, 0x34, 0xb3, 0x4d, 0x17,
    0x9a, 0xe6, 0xa4, 0xc8, 0x0c, 0xad, 0xcc, 0xbb, 0x7f, 0x0a },
  "quic key", "quic iv", "quic hp", 0, 3,
};

static const Version version_2 = {
  { 0x0d, 0xed, 0xe3, 0xde, 0xf7, 0x00, 0xa6, 0xdb, 0x81, 0x93,
    0x81, 0xbe, 0x6e, 0x26, 0x9d, 0xcb, 0xf9, 0xbd, 0x2e, 0xd9 },
  "quicv2 key", "quicv2 iv", "quicv2 hp", 1, 0,
};

/* draft-ietf-quic-tls-29 to -32, section 5.2 */
static const Version draft_29 = {
  { 0xaf, 0xbf, 0xec, 0x28, 0x99, 0x93, 0xd2, 0x4c, 0x9e, 0x97,
    0x86, 0xf1, 0x9c, 0x61, 0x11, 0xe0, 0x43, 0x90, 0xa8, 0x99 },
  "quic key", "quic iv", "quic hp", 0, 3,
};

static const Version *
find_version (guint32 version)
{
  if (!pv_quic_version_is_known (version))
    return NULL;
  if (version == PV_QUIC_VERSION_2)
    return &version_2;

  return version >= PV_QUIC_DRAFT_29 && version <= DRAFT_32 ? &draft_29 : &version_1;
}

/* Steps over a number (RFC 9000, section 16). */
static gboolean
take_varint (PvCursor *cursor,
             guint64  *value)
{
  guint length;

  if (!pv_cursor_has (cursor, 1))
    return FALSE;
  length = 1u << (cursor->data[0] >> 6);
  if (!pv_cursor_has (cursor, length))
    return FALSE;

  *value = cursor->data[0] & 0x3f;
  for (guint i = 1; i < length; i++)
    *value = *value << 8 | cursor->data[i];
  pv_cursor_skip (cursor, length);

  return TRUE;
}

/* Steps over a connection id with its length. */
static gboolean
take_connection_id (PvCursor      *cursor,
                    const guint8 **id,
                    guint8        *length)
{
  if (!pv_cursor_has (cursor, 1))
    return FALSE;

  *length = cursor->data[0];
  if (*length > PV_QUIC_CONNECTION_ID_MAX || !pv_cursor_has (cursor, 1u + *length))
    return FALSE;
  *id = cursor->data + 1;
  pv_cursor_skip (cursor, 1u + *length);

  return TRUE;
}

gboolean
pv_quic_packet_read (PvCursor     *datagram,
                     PvQuicPacket *packet)
{
  PvCursor cursor = *datagram;
  const Version *version;
  guint64 length;
  guint8 type;

  if (!pv_cursor_has (&cursor, LONG_HEADER) || (cursor.data[0] & 0x80) == 0)
    return FALSE;

  packet->data = cursor.data;
  packet->version = pv_peek_u32 (cursor.data + 1);
  version = find_version (packet->version);
  if (version == NULL)
    return FALSE;

  type = cursor.data[0] >> 4 & 3;
  pv_cursor_skip (&cursor, 5);
  if (!take_connection_id (&cursor, &packet->destination, &packet->destination_length)
      || !take_connection_id (&cursor, &packet->source, &packet->source_length))
    return FALSE;

  packet->type = PV_QUIC_OTHER;
  if (type == version->retry)
    {
      /* It has no length and is the last. */
      packet->type = PV_QUIC_RETRY;
      packet->header_length = packet->length = datagram->captured;
      pv_cursor_skip (datagram, datagram->captured);
      return TRUE;
    }

  if (type == version->initial)
    {
      guint64 token_length;

      packet->type = PV_QUIC_INITIAL;
      if (!take_varint (&cursor, &token_length) || token_length > cursor.captured)
        return FALSE;
      pv_cursor_skip (&cursor, (guint32) token_length);
    }

  if (!take_varint (&cursor, &length) || length > cursor.captured)
    return FALSE;

  packet->header_length = (guint32) (cursor.data - packet->data);
  packet->length = packet->header_length + (guint32) length;
  pv_cursor_skip (datagram, packet->length);

  return TRUE;
}

/* HKDF-Expand-Label with SHA-256 and no context (RFC 8446, section 7.1). */
static void
expand_label (const struct hmac_sha256_ctx *secret,
              const char                   *label,
              guint8                       *key,
              gsize                         length)
{
  struct hmac_sha256_ctx context = *secret;
  gsize label_length = strlen (label);
  guint8 info[32];

  info[0] = 0;
  info[1] = (guint8) length;
  info[2] = (guint8) (6 + label_length);
  memcpy (info + 3, "tls13 ", 6);
  memcpy (info + 9, label, label_length);
  info[9 + label_length] = 0;

  hkdf_expand (&context, (nettle_hash_update_func *) hmac_sha256_update,
               (nettle_hash_digest_func *) hmac_sha256_digest, SHA256_DIGEST_SIZE, 10 + label_length, info, length,
               key);
}

void
pv_quic_keys_init (PvQuicKeys   *self,
                   guint32       version,
                   const guint8 *connection_id,
                   guint8        length)
{
  const Version *known = find_version (version);
  struct hmac_sha256_ctx context;
  guint8 secret[SHA256_DIGEST_SIZE];

  g_return_if_fail (known != NULL);

  hmac_sha256_set_key (&context, sizeof known->salt, known->salt);
  hkdf_extract (&context, (nettle_hash_update_func *) hmac_sha256_update,
                (nettle_hash_digest_func *) hmac_sha256_digest, SHA256_DIGEST_SIZE, length, connection_id, secret);
  hmac_sha256_set_key (&context, sizeof secret, secret);
  expand_label (&context, "client in", secret, sizeof secret);

  hmac_sha256_set_key (&context, sizeof secret, secret);
  expand_label (&context, known->key, self->key, sizeof self->key);
  expand_label (&context, known->iv, self->iv, sizeof self->iv);
  expand_label (&context, known->hp, self->hp, sizeof self->hp);
}

gsize
pv_quic_packet_open (const PvQuicPacket *packet,
                     const PvQuicKeys   *keys,
                     guint8             *plain)
{
  guint8 header[PV_QUIC_PACKET_MAX];
  struct aes128_ctx hp;
  struct gcm_aes128_ctx gcm;
  guint8 mask[SAMPLE];
  guint8 nonce[IV];
  guint8 tag[TAG];
  guint number_length;
  gsize header_length;
  gsize length;

  if (packet->type != PV_QUIC_INITIAL || packet->length > PV_QUIC_PACKET_MAX
      || packet->length - packet->header_length < MAX_PACKET_NUMBER + SAMPLE)
    return 0;

  /* The header's protection (RFC 9001, section 5.4). */
  aes128_set_encrypt_key (&hp, keys->hp);
  aes128_encrypt (&hp, SAMPLE, mask, packet->data + packet->header_length + MAX_PACKET_NUMBER);
  number_length = 1 + ((packet->data[0] ^ mask[0]) & 3);
  header_length = packet->header_length + number_length;
  if (packet->length - header_length <= TAG)
    return 0;

  memcpy (header, packet->data, header_length);
  header[0] ^= mask[0] & 0x0f;
  memcpy (nonce, keys->iv, IV);
  for (guint i = 0; i < number_length; i++)
    {
      header[packet->header_length + i] ^= mask[1 + i];
      nonce[IV - number_length + i] ^= header[packet->header_length + i];
    }

  /* The payload's (section 5.3). */
  length = packet->length - header_length - TAG;
  gcm_aes128_set_key (&gcm, keys->key);
  gcm_aes128_set_iv (&gcm, IV, nonce);
  gcm_aes128_update (&gcm, header_length, header);
  gcm_aes128_decrypt (&gcm, length, plain, packet->data + header_length);
  gcm_aes128_digest (&gcm, TAG, tag);

  return memcmp (tag, packet->data + packet->length - TAG, TAG) == 0 ? length : 0;
}

void
pv_quic_crypto_add_piece (PvQuicCrypto *self,
                          guint64       begin,
                          const guint8 *data,
                          gsize         length)
{
  guint64 end = MIN (begin + length, PV_QUIC_CRYPTO_MAX);
  guint first = 0;
  guint last;

  if (begin >= end)
    return;

  /* The pieces [first, last) touch it. */
  while (first < self->n_pieces && self->pieces[first].end < begin)
    first++;
  last = first;
  while (last < self->n_pieces && self->pieces[last].begin <= end)
    last++;

  if (first == last && self->n_pieces == PV_QUIC_MAX_PIECES)
    return;

  memcpy (self->data + begin, data, end - begin);
  if (first < last)
    {
      begin = MIN (begin, self->pieces[first].begin);
      end = MAX (end, self->pieces[last - 1].end);
    }
  memmove (&self->pieces[first + 1], &self->pieces[last], (self->n_pieces - last) * sizeof self->pieces[0]);
  self->pieces[first].begin = (guint32) begin;
  self->pieces[first].end = (guint32) end;
  self->n_pieces = self->n_pieces - (last - first) + 1;
}

/* Steps over the numbers of an ACK frame (RFC 9000, section 19.3). */
static gboolean
take_ack (PvCursor *cursor,
          gboolean  has_counts)
{
  guint64 n_ranges;
  guint64 n;
  guint64 value;

  for (guint i = 0; i < 2; i++)
    if (!take_varint (cursor, &value))
      return FALSE;
  if (!take_varint (cursor, &n_ranges) || n_ranges > cursor->captured)
    return FALSE;

  n = 1 + 2 * n_ranges + (has_counts ? 3 : 0);
  for (guint64 i = 0; i < n; i++)
    if (!take_varint (cursor, &value))
      return FALSE;

  return TRUE;
}

void
pv_quic_crypto_add (PvQuicCrypto *self,
                    const guint8 *frames,
                    gsize         length)
{
  PvCursor cursor = { frames, (guint32) length, (guint32) length };

  while (cursor.captured > 0)
    {
      guint8 type = cursor.data[0];
      guint64 offset;
      guint64 n;

      pv_cursor_skip (&cursor, 1);
      switch (type)
        {
        case 0x00: /* PADDING */
        case 0x01: /* PING */
          break;
        case 0x02: /* ACK */
        case 0x03:
          if (!take_ack (&cursor, type == 0x03))
            return;
          break;
        case 0x06: /* CRYPTO */
          if (!take_varint (&cursor, &offset) || !take_varint (&cursor, &n) || n > cursor.captured)
            return;
          pv_quic_crypto_add_piece (self, offset, cursor.data, n);
          pv_cursor_skip (&cursor, (guint32) n);
          break;
        default:
          return;
        }
    }
}

PvParse
pv_quic_crypto_read (const PvQuicCrypto *self,
                     PvTlsClientHello   *hello)
{
  guint32 n = self->n_pieces > 0 && self->pieces[0].begin == 0 ? self->pieces[0].end : 0;
  PvCursor message = { self->data, n, n };
  PvParse parse = pv_tls_client_hello_read_handshake (&message, hello);

  return parse == PV_PARSE_MORE && n == PV_QUIC_CRYPTO_MAX ? PV_PARSE_CUT : parse;
}
