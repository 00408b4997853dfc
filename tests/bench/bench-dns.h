/* SPDX-License-Identifier: GPL-3.0-or-later */
/* bench-dns.h: DNS messages to fill packets with. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The longest message that these functions make, in bytes. */
#define BENCH_DNS_MAX 512

#define BENCH_DNS_A 1
#define BENCH_DNS_AAAA 28
#define BENCH_DNS_HTTPS 65

/* A query (RFC 1035, section 4) for @name, in wire format. Returns its length in bytes. */
guint bench_dns_put_query  (guint8       *message,
                            guint16       id,
                            const guint8 *name,
                            guint         name_length,
                            guint16       type);
/* The answer to it, with addresses, of which those of IPv4 are in the first four bytes; at most 8 are put. Only queries
 * for addresses get any. */
guint bench_dns_put_answer (guint8       *message,
                            guint16       id,
                            const guint8 *name,
                            guint         name_length,
                            guint16       type,
                            const guint8  (*addresses)[16],
                            guint         n_addresses);

G_END_DECLS
