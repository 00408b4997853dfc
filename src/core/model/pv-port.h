/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-port.h: a transport protocol and a port, as one number. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Numbers are below this. */
#define PV_N_PORTS (5u << 16)

/* @protocol must have ports, see pv_protocol_has_ports(). */
guint32     pv_port_pack          (guint16     protocol,
                                   guint16     port);
/* IP protocol number */
guint8      pv_port_get_protocol  (guint32     packed);
guint16     pv_port_get_port      (guint32     packed);
/* "tcp", as RFC 6335 section 5 writes it. */
const char *pv_port_get_transport (guint32     packed);
/* "https", or NULL where IANA's registry has no name. */
const char *pv_port_get_service   (guint32     packed);
/* "443/tcp https", or "50000/udp" where the port has no name. (transfer full) */
char       *pv_port_dup_text      (guint32     packed);
/* Reads "443/tcp", with or without more after a space. FALSE where it is none. */
gboolean    pv_port_parse         (const char *text,
                                   guint32    *packed);

G_END_DECLS
