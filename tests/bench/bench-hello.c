/* SPDX-License-Identifier: GPL-3.0-or-later */
/* bench-hello.c: what clients of TLS and QUIC send first, as browsers do. */

#include "bench-hello.h"

#include <nettle/aes.h>
#include <nettle/gcm.h>
#include <string.h>

#include "bench-packet.h"
#include "bench-random.h"
#include "pv-quic-initial.h"

#define RECORD_HEADER 5
#define CONNECTION_ID 8
#define PACKET_NUMBER_LENGTH 2
#define TAG 16
/* first byte, version, both connection ids with their lengths, no token, the length in two bytes */
#define INITIAL_HEADER (1 + 4 + 1 + CONNECTION_ID + 1 + 1 + 2)
#define INITIAL_FRAMES (BENCH_INITIAL_SIZE - INITIAL_HEADER - PACKET_NUMBER_LENGTH - TAG)
/* type, offset and length of a CRYPTO frame (RFC 9000, section 19.6), as long as they ever are here */
#define CRYPTO_HEADER 5

static guint8 *
put_bytes (guint8     *at,
           const void *bytes,
           guint       n)
{
  memcpy (at, bytes, n);
  return at + n;
}

static guint8 *
put_random (guint8      *at,
            BenchRandom *random,
            guint        n)
{
  for (guint i = 0; i < n; i++)
    at[i] = bench_random_next (random) >> 56;
  return at + n;
}

static guint8 *
put_number (guint8 *at,
            guint16 number)
{
  bench_put_16 (at, number);
  return at + 2;
}

static guint8 *
put_key_share (guint8      *at,
               BenchRandom *random,
               guint16      group,
               guint        n)
{
  at = put_number (at, group);
  at = put_number (at, n);
  return put_random (at, random, n);
}

/* The handshake message. */
static guint
put_message (const BenchHello *self,
             gboolean          is_quic,
             guint8           *to)
{
  static const guint8 ciphers[] = { 0, 18, 0x13, 1, 0x13, 2, 0x13, 3, 0xc0, 0x2b, 0xc0, 0x2f, 0xc0, 0x2c, 0xc0, 0x30,
                                    0xcc, 0xa9, 0xcc, 0xa8 };
  static const guint8 groups[] = { 0, 10, 0, 10, 0, 8, 0x11, 0xec, 0, 29, 0, 23, 0, 24 };
  static const guint8 versions[] = { 0, 43, 0, 5, 4, 3, 4, 3, 3 };
  static const guint8 protocols[] = { 0, 16, 0, 14, 0, 12, 2, 'h', '2', 8, 'h', 't', 't', 'p', '/', '1', '.', '1' };
  static const guint8 protocols3[] = { 0, 16, 0, 5, 0, 3, 2, 'h', '3' };
  guint name_length = strlen (self->name);
  guint shares_length = 4 + 32 + (self->is_long ? 4 + 1216 : 0);
  guint8 *extensions;
  guint8 *at = to;
  BenchRandom random;

  bench_random_init (&random, self->seed);
  *at = 1;
  at = put_number (at + 4, 0x0303);
  at = put_random (at, &random, 32);
  *at++ = is_quic ? 0 : 32;
  at = put_random (at, &random, is_quic ? 0 : 32);
  at = put_bytes (at, ciphers, sizeof ciphers);
  *at++ = 1;
  *at++ = 0;

  extensions = at;
  at = put_number (at + 2, 0);
  at = put_number (at, name_length + 5);
  at = put_number (at, name_length + 3);
  *at++ = 0;
  at = put_number (at, name_length);
  at = put_bytes (at, self->name, name_length);
  at = put_bytes (at, groups, sizeof groups);
  at = put_bytes (at, is_quic ? protocols3 : protocols, is_quic ? sizeof protocols3 : sizeof protocols);
  at = put_bytes (at, versions, sizeof versions);
  at = put_number (at, 51);
  at = put_number (at, shares_length + 2);
  at = put_number (at, shares_length);
  if (self->is_long)
    at = put_key_share (at, &random, 0x11ec, 1216);
  at = put_key_share (at, &random, 29, 32);
  /* a grease for the session's ticket, of the size that those of large servers have */
  at = put_number (at, 35);
  at = put_number (at, 192);
  at = put_random (at, &random, 192);

  bench_put_16 (extensions, at - extensions - 2);
  to[1] = 0;
  bench_put_16 (to + 2, at - to - 4);
  return at - to;
}

guint
bench_hello_put_record (const BenchHello *self,
                        guint8           *to)
{
  guint length = put_message (self, FALSE, to + RECORD_HEADER);

  to[0] = 22;
  bench_put_16 (to + 1, 0x0301);
  bench_put_16 (to + 3, length);
  g_assert (RECORD_HEADER + length <= BENCH_HELLO_MAX);
  return RECORD_HEADER + length;
}

guint
bench_hello_get_n_initials (const BenchHello *self)
{
  return self->is_long ? 2 : 1;
}

void
bench_hello_put_initial (const BenchHello *self,
                         guint             i,
                         guint8           *to)
{
  guint8 message[BENCH_HELLO_MAX];
  guint8 frames[INITIAL_FRAMES] = { 0 };
  guint length = put_message (self, TRUE, message);
  guint from = i * (INITIAL_FRAMES - CRYPTO_HEADER);
  guint n = MIN (length - from, INITIAL_FRAMES - CRYPTO_HEADER);
  guint8 *at = to;
  guint8 mask[16];
  struct gcm_aes128_ctx gcm;
  struct aes128_ctx hp;
  PvQuicKeys keys;
  BenchRandom random;

  g_assert (from < length);
  frames[0] = 6;
  bench_put_16 (frames + 1, 0x4000 | from);
  bench_put_16 (frames + 3, 0x4000 | n);
  memcpy (frames + CRYPTO_HEADER, message + from, n);

  bench_random_init (&random, ~self->seed);
  *at++ = 0xc0 | (PACKET_NUMBER_LENGTH - 1);
  bench_put_32 (at, 1);
  at[4] = CONNECTION_ID;
  at = put_random (at + 5, &random, CONNECTION_ID);
  *at++ = 0;
  *at++ = 0;
  at = put_number (at, 0x4000 | (PACKET_NUMBER_LENGTH + INITIAL_FRAMES + TAG));
  at = put_number (at, i);

  pv_quic_keys_init (&keys, 1, to + 6, CONNECTION_ID);
  keys.iv[11] ^= i;
  gcm_aes128_set_key (&gcm, keys.key);
  gcm_aes128_set_iv (&gcm, sizeof keys.iv, keys.iv);
  gcm_aes128_update (&gcm, at - to, to);
  gcm_aes128_encrypt (&gcm, INITIAL_FRAMES, at, frames);
  gcm_aes128_digest (&gcm, TAG, at + INITIAL_FRAMES);

  /* RFC 9001, section 5.4 */
  aes128_set_encrypt_key (&hp, keys.hp);
  aes128_encrypt (&hp, sizeof mask, mask, at - PACKET_NUMBER_LENGTH + 4);
  to[0] ^= mask[0] & 0x0f;
  for (guint k = 0; k < PACKET_NUMBER_LENGTH; k++)
    at[(int) k - PACKET_NUMBER_LENGTH] ^= mask[1 + k];
}
