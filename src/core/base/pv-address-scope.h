/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-address-scope.h: how far an address reaches. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * PvAddressScope:
 * @PV_SCOPE_PRIVATE: of one network, and not known beyond: private (RFC 1918, RFC 4193), shared (RFC 6598),
 *   link-local (RFC 3927, RFC 4291), loopback and unspecified addresses
 * @PV_SCOPE_PUBLIC: all others
 * @PV_SCOPE_GROUP: many hosts at once: multicast (RFC 5771, RFC 4291) and limited broadcast (RFC 919)
 */
typedef enum
{
  PV_SCOPE_PRIVATE,
  PV_SCOPE_PUBLIC,
  PV_SCOPE_GROUP,
  PV_N_SCOPES,
} PvAddressScope;

/* @address: (array length=length): 4 or 16 bytes, as on the wire. An IPv4 address that stands in an IPv6 address
 * (RFC 4291 §2.5.5.2) reaches as far as by itself. */
PvAddressScope pv_address_scope     (const guint8   *address,
                                     gsize           length);
/* For scripts: "private", "public" or "group". */
const char    *pv_address_scope_get_code (PvAddressScope scope);

G_END_DECLS
