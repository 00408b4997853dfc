/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-dns-name.h: names in DNS messages, as text (RFC 1035, sections 3.1 and 4.1.4). */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Longest name in presentation form: 255 bytes on the wire, each escaped as \DDD. */
#define PV_DNS_NAME_MAX 1024

/**
 * pv_dns_read_name:
 * @message: a DNS message from its header on, possibly cut by the snapshot length
 * @length: captured bytes of it
 * @offset: (inout): where the name is; then where what comes after it is
 * @name: (out caller-allocates): place for %PV_DNS_NAME_MAX bytes: no final dot, the root as ".", labels as
 *   pv_dns_label_append() writes them; NUL-terminated
 *
 * Reads a name of at most 255 bytes, labels with their lengths. Pointers may go anywhere, but not round.
 *
 * Returns: the length of @name in bytes, or 0 where there is no such name; then @offset is what it was
 */
gsize pv_dns_read_name (const guint8 *message,
                        gsize         length,
                        gsize        *offset,
                        char         *name);

G_END_DECLS
