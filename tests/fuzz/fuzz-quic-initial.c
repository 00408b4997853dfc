/* SPDX-License-Identifier: GPL-3.0-or-later */
/* fuzz-quic-initial.c: a datagram of a QUIC client, and frames as if they had come out of one.
 *
 * Input: what it is (1 byte: 0 for a datagram, anything else for frames), the bytes. */

#include "fuzz.h"
#include "pv-quic-initial.h"

int
LLVMFuzzerInitialize (int    *argc,
                      char ***argv)
{
  fuzz_set_up ();
  return 0;
}

static void
check_crypto (const PvQuicCrypto *crypto)
{
  PvTlsClientHello hello;

  FUZZ_CHECK (crypto->n_pieces <= PV_QUIC_MAX_PIECES);
  for (guint i = 0; i < crypto->n_pieces; i++)
    {
      FUZZ_CHECK (crypto->pieces[i].begin < crypto->pieces[i].end);
      FUZZ_CHECK (crypto->pieces[i].end <= PV_QUIC_CRYPTO_MAX);
      FUZZ_CHECK (i == 0 || crypto->pieces[i - 1].end < crypto->pieces[i].begin);
    }

  pv_quic_crypto_read (crypto, &hello);
  FUZZ_CHECK (hello.length <= PV_QUIC_CRYPTO_MAX);
}

static void
read_datagram (PvCursor      datagram,
               PvQuicCrypto *crypto)
{
  guint8 *plain = g_malloc (PV_QUIC_PACKET_MAX);
  PvQuicPacket packet;
  guint32 left = datagram.captured;

  while (pv_quic_packet_read (&datagram, &packet))
    {
      PvQuicKeys keys;
      gsize length;

      FUZZ_CHECK (packet.header_length <= packet.length);
      FUZZ_CHECK (packet.length > 0 && packet.length == left - datagram.captured);
      left = datagram.captured;
      pv_quic_keys_init (&keys, packet.version, packet.destination, packet.destination_length);
      length = pv_quic_packet_open (&packet, &keys, plain);
      FUZZ_CHECK (length < packet.length);
      pv_quic_crypto_add (crypto, plain, length);
    }

  g_free (plain);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  FuzzInput input = { data, size };
  gboolean is_frames = fuzz_input_take_number (&input, 1) != 0;
  gsize taken;
  guint8 *bytes = fuzz_input_take_bytes (&input, G_MAXSIZE, &taken);
  PvQuicCrypto *crypto = g_new (PvQuicCrypto, 1);

  pv_quic_crypto_init (crypto);
  if (is_frames)
    {
      /* twice: what was said before */
      pv_quic_crypto_add (crypto, bytes, taken);
      check_crypto (crypto);
      pv_quic_crypto_add (crypto, bytes, taken);
    }
  else
    {
      read_datagram ((PvCursor) { bytes, (guint32) taken, (guint32) taken }, crypto);
    }
  check_crypto (crypto);

  g_free (crypto);
  free (bytes);
  return 0;
}
