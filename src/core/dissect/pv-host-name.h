/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-host-name.h: names of hosts that protocols spell as text, in the form in which DNS names are shown. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Longest name, with a port behind it. */
#define PV_HOST_NAME_MAX 262
/* Place for its text: each byte escaped as \DDD, and the NUL. */
#define PV_HOST_NAME_TEXT_MAX (4 * PV_HOST_NAME_MAX + 1)

/**
 * pv_host_name_write:
 * @bytes: a name as a protocol spells it, such as a TLS server name (RFC 6066, section 3)
 * @length: its length in bytes
 * @name: (out caller-allocates): place for %PV_HOST_NAME_TEXT_MAX bytes: lower case, no final dot, bytes
 *   that are not printable as pv_dns_label_append() has them; NUL-terminated
 *
 * Returns: the length of @name in bytes; 0 where there is no name, or one longer than names are
 */
gsize pv_host_name_write (const guint8 *bytes,
                          gsize         length,
                          char         *name);

/**
 * pv_host_name_cut_port:
 * @name: a name, perhaps with a port behind it: "example.com:8080", "[2001:db8::1]:80"
 * @length: its length in bytes
 *
 * Returns: the length without the port
 */
gsize pv_host_name_cut_port (const char *name,
                             gsize       length);

G_END_DECLS
