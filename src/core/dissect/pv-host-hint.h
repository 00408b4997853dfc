/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-host-hint.h: what hosts of a local network say that they are called: NetBIOS names, DHCP host names. */
#pragma once

#include "pv-host-name.h"

G_BEGIN_DECLS

/**
 * PvHostHint:
 * @address: the host's IPv4 address, in the message
 * @name_length: bytes of @name
 * @name: what it is called, as from pv_host_name_write()
 */
typedef struct
{
  const guint8 *address;
  gsize name_length;
  char name[PV_HOST_NAME_TEXT_MAX];
} PvHostHint;

/**
 * pv_host_hint_read_netbios:
 * @message: a datagram to or from UDP port 137, possibly cut by the snapshot length
 * @length: captured bytes of it
 * @hint: (out caller-allocates): what it says
 *
 * Reads the unique name that a host registers, refreshes or defends (RFC 1002, section 4.2), or that an answer
 * gives an address to.
 *
 * Returns: whether there is one
 */
gboolean pv_host_hint_read_netbios (const guint8 *message,
                                    gsize         length,
                                    PvHostHint   *hint);

/**
 * pv_host_hint_read_dhcp:
 * @message: a datagram to or from UDP port 67, possibly cut by the snapshot length
 * @length: captured bytes of it
 * @hint: (out caller-allocates): what it says
 *
 * Reads the host name option (RFC 2132, section 3.14) of a message that also has the client's address: as
 * it is, as it is acknowledged, or as it is asked for.
 *
 * Returns: whether there is one
 */
gboolean pv_host_hint_read_dhcp    (const guint8 *message,
                                    gsize         length,
                                    PvHostHint   *hint);

G_END_DECLS
