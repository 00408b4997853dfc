/* SPDX-License-Identifier: GPL-3.0-or-later */
/* hello-builder.c: what TLS and QUIC clients send first, built by hand. */
#include "hello-builder.h"

#include <nettle/aes.h>
#include <nettle/gcm.h>
#include <string.h>

#include "pv-quic-initial.h"

#define TAG 16
#define PACKET_NUMBER 2
#define PACKET_NUMBER_LENGTH 4

static void
add_number (GByteArray *bytes,
            guint64     value,
            guint       size)
{
  for (guint i = size; i-- > 0;)
    {
      guint8 byte = (guint8) (value >> 8 * i);

      g_byte_array_append (bytes, &byte, 1);
    }
}

static void
add_bytes (GByteArray       *bytes,
           const GByteArray *more)
{
  g_byte_array_append (bytes, more->data, more->len);
}

GByteArray *
hello_extension (GByteArray *extensions,
                 guint16     type,
                 const char *hex)
{
  g_autoptr (GByteArray) data = packet_append (packet_new (), hex);

  add_number (extensions, type, 2);
  add_number (extensions, data->len, 2);
  add_bytes (extensions, data);

  return extensions;
}

GByteArray *
hello_server_name (GByteArray *extensions,
                   const char *name)
{
  gsize length = strlen (name);

  add_number (extensions, 0, 2);
  add_number (extensions, length + 5, 2);
  add_number (extensions, length + 3, 2);
  add_number (extensions, 0, 1);
  add_number (extensions, length, 2);

  return g_byte_array_append (extensions, (const guint8 *) name, length);
}

GByteArray *
hello_message (GByteArray *extensions)
{
  GByteArray *message = packet_new ();
  GByteArray *body = packet_append (packet_new (), "0303");

  packet_append_n (body, 32, 0xab);
  packet_append (body, "04 01020304 0004 1301 c02f 01 00");
  if (extensions != NULL)
    {
      add_number (body, extensions->len, 2);
      add_bytes (body, extensions);
      g_byte_array_unref (extensions);
    }

  add_number (message, 1, 1);
  add_number (message, body->len, 3);
  add_bytes (message, body);
  g_byte_array_unref (body);

  return message;
}

GByteArray *
hello_message_of (const char *name)
{
  return hello_message (hello_server_name (packet_new (), name));
}

GByteArray *
hello_records (GByteArray *message,
               guint       size)
{
  GByteArray *stream = packet_new ();

  for (guint at = 0; at < message->len; at += size)
    {
      guint n = MIN (size, message->len - at);

      packet_append (stream, "16 0301");
      add_number (stream, n, 2);
      g_byte_array_append (stream, message->data + at, n);
    }
  g_byte_array_unref (message);

  return stream;
}

void
quic_crypto_frame (GByteArray       *frames,
                   const GByteArray *message,
                   guint             from,
                   guint             to)
{
  add_number (frames, 0x06, 1);
  add_number (frames, 0x4000 | from, 2);
  add_number (frames, 0x4000 | (to - from), 2);
  g_byte_array_append (frames, message->data + from, to - from);
}

static void
add_id (GByteArray *packet,
        const char *hex)
{
  g_autoptr (GByteArray) id = packet_append (packet_new (), hex);

  add_number (packet, id->len, 1);
  add_bytes (packet, id);
}

/* @fixed_bit: 0x40, or 0 where it is greased */
static GByteArray *
build_initial (guint8      fixed_bit,
               GByteArray *frames,
               guint32     version,
               const char *destination,
               const char *source,
               const char *token,
               const char *keys_hex,
               gboolean    padded)
{
  g_autoptr (GByteArray) token_bytes = packet_append (packet_new (), token);
  g_autoptr (GByteArray) id = packet_append (packet_new (), keys_hex != NULL ? keys_hex : destination);
  GByteArray *packet = packet_new ();
  struct gcm_aes128_ctx gcm;
  struct aes128_ctx hp;
  PvQuicKeys keys;
  guint8 mask[16];
  guint header_length;
  guint length;

  add_number (packet, (version == 0x6b3343cf ? 0x90 : 0x80) | fixed_bit | (PACKET_NUMBER_LENGTH - 1), 1);
  add_number (packet, version, 4);
  add_id (packet, destination);
  add_id (packet, source);
  /* RFC 9001, section A.2 has this token's length in one byte. */
  if (token_bytes->len < 64)
    add_number (packet, token_bytes->len, 1);
  else
    add_number (packet, 0x4000 | token_bytes->len, 2);
  add_bytes (packet, token_bytes);

  length = packet->len + 2 + PACKET_NUMBER_LENGTH + TAG;
  if (padded && length + frames->len < 1200)
    packet_append_n (frames, 1200 - length - frames->len, 0);
  add_number (packet, 0x4000 | (PACKET_NUMBER_LENGTH + frames->len + TAG), 2);
  add_number (packet, PACKET_NUMBER, PACKET_NUMBER_LENGTH);
  header_length = packet->len;
  packet_append_n (packet, frames->len + TAG, 0);

  pv_quic_keys_init (&keys, version, id->data, (guint8) id->len);
  keys.iv[11] ^= PACKET_NUMBER;
  gcm_aes128_set_key (&gcm, keys.key);
  gcm_aes128_set_iv (&gcm, sizeof keys.iv, keys.iv);
  gcm_aes128_update (&gcm, header_length, packet->data);
  gcm_aes128_encrypt (&gcm, frames->len, packet->data + header_length, frames->data);
  gcm_aes128_digest (&gcm, TAG, packet->data + header_length + frames->len);

  aes128_set_encrypt_key (&hp, keys.hp);
  aes128_encrypt (&hp, sizeof mask, mask, packet->data + header_length);
  packet->data[0] ^= mask[0] & 0x0f;
  for (guint i = 0; i < PACKET_NUMBER_LENGTH; i++)
    packet->data[header_length - PACKET_NUMBER_LENGTH + i] ^= mask[1 + i];
  g_byte_array_unref (frames);

  return packet;
}

GByteArray *
quic_initial (GByteArray *frames,
              guint32     version,
              const char *destination,
              const char *source,
              const char *token,
              const char *keys_hex,
              gboolean    padded)
{
  return build_initial (0x40, frames, version, destination, source, token, keys_hex, padded);
}

GByteArray *
quic_initial_greased (GByteArray *frames,
                      guint32     version,
                      const char *destination)
{
  return build_initial (0, frames, version, destination, "", "", NULL, TRUE);
}
