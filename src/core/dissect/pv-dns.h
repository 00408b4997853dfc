/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-dns.h: DNS messages, as far as lookups need them (RFC 1035, section 4). */
#pragma once

#include "pv-dns-name.h"

G_BEGIN_DECLS

/**
 * pv_dns_read_lookup:
 * @message: a DNS message from its header on, possibly cut by the snapshot length
 * @length: captured bytes of it
 * @name: (out caller-allocates): place for %PV_DNS_NAME_MAX bytes; the first question's name,
 *   lower case, no final dot, root as ".", bytes that are not printable ASCII as \DDD
 *   (RFC 4343, section 2.1); NUL-terminated
 *
 * Reads the first question of a message that is a lookup: QR = 0, opcode 0, at least one
 * question, the whole question captured, every pointer going backwards, at most 255 bytes.
 *
 * Returns: the length of @name in bytes, or 0 where the message is not a lookup
 */
gsize pv_dns_read_lookup (const guint8 *message,
                          gsize         length,
                          char         *name);

G_END_DECLS
