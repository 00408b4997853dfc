/* SPDX-License-Identifier: GPL-3.0-or-later */
/* bench-hello.h: what clients of TLS and QUIC send first, as browsers do. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The longest ClientHello that is made, in bytes, in a TLS record. */
#define BENCH_HELLO_MAX 2048
/* What a QUIC Initial is padded to (RFC 9000, section 14.1, asks for 1,200 at least). */
#define BENCH_INITIAL_SIZE 1250

/**
 * BenchHello:
 * @name: server name as text
 * @seed: what random bytes are made of; the same seed, the same bytes
 * @is_long: with a key share that withstands quantum computers (ML-KEM-768 beside X25519), which does not fit into
 *   one packet
 */
typedef struct
{
  const char *name;
  guint64 seed;
  gboolean is_long;
} BenchHello;

/* A ClientHello in a TLS record (RFC 8446, sections 4.1.2 and 5.1) at @to, which has room for BENCH_HELLO_MAX bytes.
 * Returns its length in bytes. */
guint bench_hello_put_record    (const BenchHello *self,
                                 guint8           *to);
/* In how many Initials the ClientHello goes over QUIC. */
guint bench_hello_get_n_initials (const BenchHello *self);
/* The @i-th of them, version 1, sealed with the keys that everybody can tell (RFC 9001, section 5.2), at @to: exactly
 * BENCH_INITIAL_SIZE bytes. */
void  bench_hello_put_initial   (const BenchHello *self,
                                 guint             i,
                                 guint8           *to);

G_END_DECLS
