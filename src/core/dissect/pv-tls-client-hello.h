/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-tls-client-hello.h: what a TLS client says in clear before all else (RFC 8446, section 4.1.2). */
#pragma once

#include "pv-parse.h"

G_BEGIN_DECLS

/* Longest server name read; names in DNS are shorter. */
#define PV_TLS_NAME_MAX 255
/* Longest protocol name read; registered ones have at most 32 bytes. */
#define PV_TLS_ALPN_MAX 32
/* A ClientHello, with its records' headers, that is larger is taken for something else. Keys that resist
 * quantum computers take a few thousand bytes. */
#define PV_TLS_CLIENT_HELLO_MAX 65536

/**
 * PvTlsClientHello:
 * @length: bytes from the first record's header to the end of the message; 0 where it is not whole
 * @version: the highest version that the client offers: 0x0301 for TLS 1.0 to 0x0304 for TLS 1.3
 * @has_encrypted: whether it has an encrypted ClientHello (RFC 9849), so that @name may only be that of the
 *   front. Clients send random bytes in its place at will: nobody else can tell
 * @name_length: bytes of @name; 0 where there is none
 * @alpn_length: bytes of @alpn; 0 where there is none
 * @name: the server name (RFC 6066, section 3), as it was sent
 * @alpn: the first application protocol that the client offers (RFC 7301)
 */
typedef struct
{
  guint32 length;
  guint16 version;
  gboolean has_encrypted : 1;
  guint8 name_length;
  guint8 alpn_length;
  guint8 name[PV_TLS_NAME_MAX];
  guint8 alpn[PV_TLS_ALPN_MAX];
} PvTlsClientHello;

/* Whether a stream may begin with a ClientHello: a handshake record of TLS 1.x or SSL 3.0. What is too
 * short to tell may. */
static inline gboolean
pv_tls_client_hello_begins (const guint8 *data,
                            gsize         length)
{
  return length > 0 && data[0] == 0x16 && (length < 2 || data[1] == 0x03) && (length < 3 || data[2] <= 0x04)
         && (length < 6 || data[5] == 0x01);
}

/**
 * pv_tls_client_hello_read:
 * @stream: what a client sends, from a record's header on
 * @hello: (out caller-allocates): what it says; where it is not whole, as far as is known
 *
 * Reads a ClientHello of TLS 1.0 to 1.3 in one record or several. Extensions that are not known are passed
 * by, GREASE (RFC 8701) among them.
 *
 * Returns: whether there is one
 */
PvParse pv_tls_client_hello_read           (const PvCursor   *stream,
                                            PvTlsClientHello *hello);

/**
 * pv_tls_client_hello_measure:
 * @stream: what a client sends, from a record's header on
 * @length: (out): bytes of the ClientHello with its records' headers, where it is whole
 *
 * Looks at the headers only, so that what comes in many small pieces is read but once.
 *
 * Returns: %PV_PARSE_WHOLE where all of it is there, right or wrong
 */
PvParse pv_tls_client_hello_measure        (const PvCursor   *stream,
                                            guint32          *length);

/* The same as pv_tls_client_hello_read() for a handshake message that is in no record, as in QUIC (RFC 9001, section 4). */
PvParse pv_tls_client_hello_read_handshake (const PvCursor   *message,
                                            PvTlsClientHello *hello);

G_END_DECLS
