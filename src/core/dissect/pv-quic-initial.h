/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-quic-initial.h: QUIC Initial packets of clients, whose keys everybody can tell (RFC 9001, section 5.2). */
#pragma once

#include "pv-tls-client-hello.h"

G_BEGIN_DECLS

#define PV_QUIC_CONNECTION_ID_MAX 20
/* Larger packets are not opened. */
#define PV_QUIC_PACKET_MAX 16384
/* As much of a client's handshake is put together, in any order, out of so many pieces at a time. */
#define PV_QUIC_CRYPTO_MAX 8192
#define PV_QUIC_MAX_PIECES 32

#define PV_QUIC_VERSION_1 0x00000001 /* RFC 9000 */
#define PV_QUIC_VERSION_2 0x6b3343cf /* RFC 9369 */
/* draft-ietf-quic-transport-29, and -34, the last one */
#define PV_QUIC_DRAFT_29 0xff00001d
#define PV_QUIC_DRAFT_34 0xff000022

/* Whether a version is reserved to make servers negotiate (RFC 9000, section 15). */
static inline gboolean
pv_quic_version_is_reserved (guint32 version)
{
  return (version & 0x0f0f0f0f) == 0x0a0a0a0a;
}

/**
 * PvQuicPacketType:
 * @PV_QUIC_INITIAL: an Initial packet
 * @PV_QUIC_RETRY: a server's wish that the client begins again with another connection id
 * @PV_QUIC_OTHER: any other with a long header
 */
typedef enum
{
  PV_QUIC_INITIAL,
  PV_QUIC_RETRY,
  PV_QUIC_OTHER,
} PvQuicPacketType;

/**
 * PvQuicPacket:
 * @type: what it is
 * @version: QUIC's version
 * @destination_length: bytes of @destination
 * @source_length: bytes of @source
 * @destination: the connection id that its receiver goes by
 * @source: the connection id that its sender goes by
 * @data: the packet from its first byte on
 * @header_length: bytes before the packet number
 * @length: bytes of the whole packet
 *
 * A packet with a long header (RFC 9000, section 17.2) in a datagram, which may hold several.
 */
typedef struct
{
  PvQuicPacketType type;
  guint32 version;
  guint8 destination_length;
  guint8 source_length;
  const guint8 *destination;
  const guint8 *source;
  const guint8 *data;
  guint32 header_length;
  guint32 length;
} PvQuicPacket;

static inline gboolean
pv_quic_version_is_known (guint32 version)
{
  return version == PV_QUIC_VERSION_1 || version == PV_QUIC_VERSION_2 || pv_quic_version_is_reserved (version)
         || (version >= PV_QUIC_DRAFT_29 && version <= PV_QUIC_DRAFT_34);
}

/* Whether a datagram may begin with a QUIC packet that pv_quic_packet_read() knows: a long header with a version of
 * those. The fixed bit is not always set (RFC 9287). */
static inline gboolean
pv_quic_begins (const guint8 *data,
                gsize         length)
{
  return length >= 7 && (data[0] & 0x80) != 0 && data[5] <= PV_QUIC_CONNECTION_ID_MAX
         && pv_quic_version_is_known (pv_peek_u32 (data + 1));
}

/**
 * pv_quic_packet_read:
 * @datagram: a datagram, or what is left of it; afterwards what comes after the packet
 * @packet: (out): the packet
 *
 * Reads the header of a packet of version 1 (RFC 9000), 2 (RFC 9369), of the drafts from 29 on, or of a
 * version that is reserved to make servers negotiate (RFC 9000, section 15) and looks like version 1. What
 * the snapshot length cut cannot be opened and is none.
 *
 * Returns: whether there is one
 */
gboolean pv_quic_packet_read (PvCursor     *datagram,
                              PvQuicPacket *packet);

/**
 * PvQuicKeys:
 * @key: of AES-128-GCM
 * @iv: its initialization vector
 * @hp: of header protection
 *
 * What protects the Initial packets of a client (RFC 9001, section 5.1).
 */
typedef struct
{
  guint8 key[16];
  guint8 iv[12];
  guint8 hp[16];
} PvQuicKeys;

/* Derives them from the connection id to which the client sent its first Initial, or its first after a
 * Retry. @version: one that pv_quic_packet_read() knows */
void pv_quic_keys_init (PvQuicKeys   *self,
                        guint32       version,
                        const guint8 *connection_id,
                        guint8        length);

/**
 * pv_quic_packet_open:
 * @packet: an Initial
 * @keys: of its connection
 * @plain: (out caller-allocates): place for %PV_QUIC_PACKET_MAX bytes
 *
 * Takes the protection away.
 *
 * Returns: bytes of @plain, which are frames; 0 where the packet is protected otherwise
 */
gsize pv_quic_packet_open (const PvQuicPacket *packet,
                           const PvQuicKeys   *keys,
                           guint8             *plain);

/**
 * PvQuicCrypto:
 * @n_pieces: how many pieces there are
 * @pieces: where they begin and end, in order, with bytes missing between each two
 * @data: the bytes
 *
 * The beginning of what a client says in CRYPTO frames, whose pieces may come in any order.
 */
typedef struct
{
  guint n_pieces;
  struct
  {
    guint32 begin;
    guint32 end;
  } pieces[PV_QUIC_MAX_PIECES];
  guint8 data[PV_QUIC_CRYPTO_MAX];
} PvQuicCrypto;

static inline void
pv_quic_crypto_init (PvQuicCrypto *self)
{
  self->n_pieces = 0;
}

/**
 * pv_quic_crypto_add:
 * @self: what was said so far
 * @frames: the frames of an Initial, from pv_quic_packet_open()
 * @length: how many bytes of them
 *
 * Takes in their CRYPTO frames (RFC 9000, section 19.6). Frames that are damaged, or that an Initial must
 * not have, end it.
 */
void pv_quic_crypto_add (PvQuicCrypto *self,
                         const guint8 *frames,
                         gsize         length);

/* Takes in @length bytes that are said @begin bytes after the beginning. */
void pv_quic_crypto_add_piece (PvQuicCrypto *self,
                               guint64       begin,
                               const guint8 *data,
                               gsize         length);

/* Reads the ClientHello that was said so far. */
PvParse pv_quic_crypto_read (const PvQuicCrypto *self,
                             PvTlsClientHello   *hello);

G_END_DECLS
