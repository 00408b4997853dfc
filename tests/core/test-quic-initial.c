/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-quic-initial.c: keys, protection and pieces of what QUIC clients say first. */
#include <string.h>

#include "hello-builder.h"
#include "pv-quic-initial.h"

#define V1 0x00000001
#define V2 0x6b3343cf
#define DRAFT_29 0xff00001d
#define RESERVED 0x5a6a7a8a

/* RFC 9001, section A.2: what the client's Initial says; the rest of 1,162 bytes is padding */
#define RFC_CRYPTO                                                                                                    \
  "060040f1010000ed0303ebf8fa56f12939b9584a3896472ec40bb863cfd3e86804fe3a47f06a2b69484c00000413011302010000c00000001" \
  "0000e00000b6578616d706c652e636f6dff01000100000a00080006001d0017001800100007000504616c706e0005000501000000000033002" \
  "60024001d00209370b2c9caa47fbabaf4559fedba753de171fa71f50f1ce15d43e994ec74d748002b0003020304000d0010000e04030503060" \
  "30203080408050806002d00020101001c00024001003900320408ffffffffffffffff05048000ffff07048000ffff080110010480007530090" \
  "1100f088394c8f03e51570806048000ffff"

/* A datagram's server name. @keys: (nullable): of another connection id than its packets' own */
static char *
find_name (const guint8 *datagram,
           guint         length,
           const char   *keys_hex)
{
  g_autofree guint8 *copy = length > 0 ? g_memdup2 (datagram, length) : g_malloc (1);
  g_autofree guint8 *plain = g_malloc (PV_QUIC_PACKET_MAX);
  g_autofree PvQuicCrypto *crypto = g_new (PvQuicCrypto, 1);
  g_autoptr (GByteArray) id = packet_append (packet_new (), keys_hex != NULL ? keys_hex : "");
  PvCursor cursor = { copy, length, length };
  PvTlsClientHello hello;
  PvQuicPacket packet;

  pv_quic_crypto_init (crypto);
  while (pv_quic_packet_read (&cursor, &packet))
    {
      PvQuicKeys keys;

      g_assert_cmpuint (packet.length, <=, length);
      g_assert_cmpuint (packet.header_length, <=, packet.length);
      if (packet.type != PV_QUIC_INITIAL)
        continue;
      if (keys_hex != NULL)
        pv_quic_keys_init (&keys, packet.version, id->data, (guint8) id->len);
      else
        pv_quic_keys_init (&keys, packet.version, packet.destination, packet.destination_length);
      pv_quic_crypto_add (crypto, plain, pv_quic_packet_open (&packet, &keys, plain));
    }

  if (pv_quic_crypto_read (crypto, &hello) != PV_PARSE_WHOLE)
    return NULL;

  return g_strndup ((const char *) hello.name, hello.name_length);
}

/* Takes @datagram. */
static void
expect_name (GByteArray *datagram,
             const char *name)
{
  g_autofree char *found = find_name (datagram->data, datagram->len, NULL);

  g_assert_cmpstr (found, ==, name);
  g_byte_array_unref (datagram);
}

static GByteArray *
frames_of (const char *name)
{
  g_autoptr (GByteArray) message = hello_message_of (name);
  GByteArray *frames = packet_new ();

  quic_crypto_frame (frames, message, 0, message->len);

  return frames;
}

/* The keys of RFC 9001, section A.1, and RFC 9369, section A.1. */
static void
test_keys (void)
{
  static const struct
  {
    guint32 version;
    const char *key;
    const char *iv;
    const char *hp;
  } expected[] = {
    { V1, "1f369613dd76d5467730efcbe3b1a22d", "fa044b2f42a3fd3b46fb255c", "9f50449e04a0e810283a1e9933adedd2" },
    { V2, "8b1a0bc121284290a29e0971b5cd045d", "91f73e2351d8fa91660e909f", "45b95e15235d6f45a6b19cbcb0294ba9" },
    { RESERVED, "1f369613dd76d5467730efcbe3b1a22d", "fa044b2f42a3fd3b46fb255c", "9f50449e04a0e810283a1e9933adedd2" },
  };
  g_autoptr (GByteArray) id = packet_append (packet_new (), "8394c8f03e515708");

  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      g_autoptr (GByteArray) key = packet_append (packet_new (), expected[i].key);
      g_autoptr (GByteArray) iv = packet_append (packet_new (), expected[i].iv);
      g_autoptr (GByteArray) hp = packet_append (packet_new (), expected[i].hp);
      PvQuicKeys keys;

      pv_quic_keys_init (&keys, expected[i].version, id->data, (guint8) id->len);
      g_assert_cmpmem (keys.key, sizeof keys.key, key->data, key->len);
      g_assert_cmpmem (keys.iv, sizeof keys.iv, iv->data, iv->len);
      g_assert_cmpmem (keys.hp, sizeof keys.hp, hp->data, hp->len);
    }
}

/* The packets of RFC 9001, section A.2, and RFC 9369, section A.2: their beginning, and the tag at their end,
 * which is that of all bytes before it. */
static void
test_vectors (void)
{
  static const struct
  {
    guint32 version;
    const char *begin;
    const char *end;
  } expected[] = {
    { V1, "c000000001088394c8f03e5157080000449e7b9aec34d1b1c98dd7689fb8ec11d242b123dc9bd8bab936b47d92ec356c",
      "e221af44860018ab0856972e194cd934" },
    { V2, "d76b3343cf088394c8f03e5157080000449ea0c95e82ffe67b6abcdb4298b485dd04de806071bf03dceebfa162e75d6c",
      "a18b2faa745b6fe189cf772a9f84cbfc" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      g_autoptr (GByteArray) begin = packet_append (packet_new (), expected[i].begin);
      g_autoptr (GByteArray) end = packet_append (packet_new (), expected[i].end);
      GByteArray *frames = packet_append (packet_new (), RFC_CRYPTO);
      GByteArray *packet = quic_initial (frames, expected[i].version, "8394c8f03e515708", "", "", NULL, TRUE);

      g_assert_cmpuint (packet->len, ==, 1200);
      g_assert_cmpmem (packet->data, begin->len, begin->data, begin->len);
      g_assert_cmpmem (packet->data + packet->len - end->len, end->len, end->data, end->len);
      expect_name (packet, "example.com");
    }
}

static void
test_versions (void)
{
  static const guint32 versions[] = { V1, V2, DRAFT_29, 0xff000020, 0xff000021, 0xff000022, RESERVED };

  for (guint i = 0; i < G_N_ELEMENTS (versions); i++)
    expect_name (quic_initial (frames_of ("a.example"), versions[i], "01020304", "0a", "", NULL, TRUE), "a.example");

  {
    g_autoptr (GByteArray) packet = quic_initial (frames_of ("a.example"), V1, "01020304", "0a", "", NULL, TRUE);

    /* a version that nobody knows, version negotiation, a short header */
    packet->data[1] = 0x12;
    g_assert_null (find_name (packet->data, packet->len, NULL));
    g_assert_false (pv_quic_begins (packet->data, packet->len));
    packet->data[1] = packet->data[4] = 0;
    g_assert_null (find_name (packet->data, packet->len, NULL));
    g_assert_false (pv_quic_begins (packet->data, packet->len));
    packet->data[4] = 1;
    g_assert_true (pv_quic_begins (packet->data, packet->len));
    packet->data[0] &= 0x7f;
    g_assert_null (find_name (packet->data, packet->len, NULL));
    g_assert_false (pv_quic_begins (packet->data, packet->len));
  }
}

/* Connection ids and tokens of all lengths. */
/* Whoever knows that its server takes it may leave the fixed bit out (RFC 9287, section 3). */
static void
test_greased (void)
{
  expect_name (quic_initial_greased (frames_of ("v1.example"), V1, "8394c8f03e515708"), "v1.example");
  expect_name (quic_initial_greased (frames_of ("v2.example"), V2, "8394c8f03e515708"), "v2.example");
}

static void
test_headers (void)
{
  g_autoptr (GString) token = g_string_new (NULL);

  for (guint i = 0; i < 100; i++)
    g_string_append (token, "5a");

  expect_name (quic_initial (frames_of ("a.example"), V1, "", "", "", NULL, FALSE), "a.example");
  expect_name (quic_initial (frames_of ("a.example"), V1, "000102030405060708090a0b0c0d0e0f10111213",
                             "000102030405060708090a0b0c0d0e0f10111213", token->str, NULL, TRUE),
               "a.example");
}

/* No part of a packet is one, and one bit that is wrong is enough. */
static void
test_damaged (void)
{
  g_autoptr (GByteArray) packet = quic_initial (frames_of ("a.example"), V1, "01020304", "0a", "77", NULL, FALSE);

  for (guint length = 0; length < packet->len; length++)
    g_assert_null (find_name (packet->data, length, NULL));
  for (guint i = 0; i < packet->len; i++)
    {
      packet->data[i] ^= 0x80;
      g_assert_null (find_name (packet->data, packet->len, NULL));
      packet->data[i] ^= 0x80;
    }
}

/* What was not captured cannot be opened. */
static void
test_cut (void)
{
  g_autoptr (GByteArray) packet = quic_initial (frames_of ("a.example"), V1, "01020304", "0a", "", NULL, TRUE);
  PvCursor cursor = { packet->data, 1000, packet->len };
  PvQuicPacket read;

  g_assert_false (pv_quic_packet_read (&cursor, &read));
}

/* After the server's first answer, its connection id is in the header, but keys stay. */
static void
test_other_connection_id (void)
{
  g_autoptr (GByteArray) packet = quic_initial (frames_of ("a.example"), V1, "aabbccdd", "", "", "01020304", TRUE);
  g_autofree char *name = find_name (packet->data, packet->len, "01020304");

  g_assert_null (find_name (packet->data, packet->len, NULL));
  g_assert_cmpstr (name, ==, "a.example");
}

static void
test_coalesced (void)
{
  g_autoptr (GByteArray) message = hello_message_of ("coalesced.example");
  GByteArray *frames[2] = { packet_new (), packet_append (packet_new (), "01") };
  GByteArray *datagram;
  g_autoptr (GByteArray) second = NULL;

  quic_crypto_frame (frames[0], message, 20, message->len);
  quic_crypto_frame (frames[1], message, 0, 30);
  datagram = quic_initial (frames[0], V1, "01020304", "0a", "", NULL, FALSE);
  second = quic_initial (frames[1], V1, "01020304", "0a", "", NULL, TRUE);
  /* a Handshake packet in between */
  packet_append (datagram, "e0 00000001 04 01020304 01 0a 05 0102030405");
  g_byte_array_append (datagram, second->data, second->len);
  expect_name (datagram, "coalesced.example");
}

/* CRYPTO frames in any order, again and overlapping, among other frames. */
static void
test_pieces (void)
{
  g_autoptr (GByteArray) message = hello_message_of ("pieces.example");
  GRand *rand = g_rand_new_with_seed (9001);

  for (guint round = 0; round < 200; round++)
    {
      /* an ACK with one more range, one with counts */
      GByteArray *frames = packet_append (packet_new (), "02 05 00 01 00 0000 03 01 00 00 01 40ff 02 03");
      guint size = (guint) g_rand_int_range (rand, 5, 60);
      guint n = (message->len + size - 1) / size;
      guint begin = (guint) g_rand_int_range (rand, 0, (gint32) n);
      guint step = n % 7 == 0 ? 1 : 7;

      for (guint i = 0; i < n; i++)
        {
          guint at = (begin + i * step) % n * size;

          quic_crypto_frame (frames, message, at > 2 ? at - 2 : at, MIN (at + size, message->len));
          packet_append (frames, i % 2 != 0 ? "0000" : "01");
        }
      expect_name (quic_initial (frames, V2, "01020304", "0a", "", NULL, TRUE), "pieces.example");
    }

  g_rand_free (rand);
}

static void
test_missing_piece (void)
{
  g_autoptr (GByteArray) message = hello_message_of ("pieces.example");
  g_autofree PvQuicCrypto *crypto = g_new (PvQuicCrypto, 1);
  PvTlsClientHello hello;
  GByteArray *frames = packet_new ();

  pv_quic_crypto_init (crypto);
  g_assert_cmpint (pv_quic_crypto_read (crypto, &hello), ==, PV_PARSE_MORE);

  quic_crypto_frame (frames, message, 0, 30);
  quic_crypto_frame (frames, message, 31, message->len);
  pv_quic_crypto_add (crypto, frames->data, frames->len);
  g_assert_cmpint (pv_quic_crypto_read (crypto, &hello), ==, PV_PARSE_MORE);
  g_assert_cmpuint (crypto->n_pieces, ==, 2);

  g_byte_array_set_size (frames, 0);
  quic_crypto_frame (frames, message, 30, 31);
  pv_quic_crypto_add (crypto, frames->data, frames->len);
  g_assert_cmpint (pv_quic_crypto_read (crypto, &hello), ==, PV_PARSE_WHOLE);
  g_assert_cmpuint (crypto->n_pieces, ==, 1);
  g_byte_array_unref (frames);
}

/* Far away or too many pieces take no place. */
static void
test_bounded (void)
{
  static const guint8 far_away[] = { 0x06, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 1, 'x' };
  static const guint8 across_end[] = { 0x06, 0x5f, 0xff, 4, 'a', 'b', 'c', 'd' };
  g_autofree PvQuicCrypto *crypto = g_new (PvQuicCrypto, 1);
  g_autoptr (GByteArray) message = packet_append_n (packet_new (), 1000, 1);
  g_autoptr (GByteArray) frames = packet_new ();

  pv_quic_crypto_init (crypto);
  pv_quic_crypto_add (crypto, far_away, sizeof far_away);
  g_assert_cmpuint (crypto->n_pieces, ==, 0);
  pv_quic_crypto_add (crypto, across_end, sizeof across_end);
  g_assert_cmpuint (crypto->n_pieces, ==, 1);
  g_assert_cmpuint (crypto->pieces[0].end, ==, PV_QUIC_CRYPTO_MAX);

  for (guint i = 0; i < 100; i++)
    quic_crypto_frame (frames, message, 10 * i, 10 * i + 1);
  pv_quic_crypto_add (crypto, frames->data, frames->len);
  g_assert_cmpuint (crypto->n_pieces, ==, PV_QUIC_MAX_PIECES);
}

/* Frames that are damaged end what is read. */
static void
test_damaged_frames (void)
{
  static const char *const beginnings[] = { "06", "0600", "060040", "060040ff 01", "02", "02 00 00 80", "02 00 00 40ff 00",
                                            "03 00 00 00 00 01 02", "1c00", "ff" };

  for (guint i = 0; i < G_N_ELEMENTS (beginnings); i++)
    {
      g_autofree PvQuicCrypto *crypto = g_new (PvQuicCrypto, 1);
      GByteArray *frames = packet_append (packet_new (), beginnings[i]);
      g_autofree guint8 *copy = g_memdup2 (frames->data, frames->len);

      pv_quic_crypto_init (crypto);
      pv_quic_crypto_add (crypto, copy, frames->len);
      g_assert_cmpuint (crypto->n_pieces, ==, 0);
      g_byte_array_unref (frames);
    }
}

static void
test_retry (void)
{
  static const guint32 versions[] = { V1, V2 };
  static const guint8 first_bytes[] = { 0xf0, 0xc0 };

  for (guint i = 0; i < G_N_ELEMENTS (versions); i++)
    {
      g_autoptr (GByteArray) bytes = packet_append (packet_new (), "00 00000000 01 0a 02 bbcc 746f6b656e");
      PvCursor cursor;
      PvQuicPacket packet;

      bytes->data[0] = first_bytes[i];
      for (guint j = 0; j < 4; j++)
        bytes->data[1 + j] = (guint8) (versions[i] >> (24 - 8 * j));
      packet_append_n (bytes, 16, 0xee);
      cursor = (PvCursor) { bytes->data, bytes->len, bytes->len };
      g_assert_true (pv_quic_packet_read (&cursor, &packet));
      g_assert_cmpint (packet.type, ==, PV_QUIC_RETRY);
      g_assert_cmpuint (packet.source_length, ==, 2);
      g_assert_cmpint (packet.source[0], ==, 0xbb);
      g_assert_cmpuint (cursor.captured, ==, 0);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/quic-initial/keys", test_keys);
  g_test_add_func ("/quic-initial/vectors", test_vectors);
  g_test_add_func ("/quic-initial/versions", test_versions);
  g_test_add_func ("/quic-initial/greased", test_greased);
  g_test_add_func ("/quic-initial/headers", test_headers);
  g_test_add_func ("/quic-initial/damaged", test_damaged);
  g_test_add_func ("/quic-initial/cut", test_cut);
  g_test_add_func ("/quic-initial/other-connection-id", test_other_connection_id);
  g_test_add_func ("/quic-initial/coalesced", test_coalesced);
  g_test_add_func ("/quic-initial/pieces", test_pieces);
  g_test_add_func ("/quic-initial/missing-piece", test_missing_piece);
  g_test_add_func ("/quic-initial/bounded", test_bounded);
  g_test_add_func ("/quic-initial/damaged-frames", test_damaged_frames);
  g_test_add_func ("/quic-initial/retry", test_retry);

  return g_test_run ();
}
