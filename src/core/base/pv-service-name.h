/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-service-name.h: what ports are called, after IANA's registry (RFC 6335). */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * pv_service_name_get:
 * @transport: IP protocol number
 * @port: a port of it
 *
 * Returns: (transfer none) (nullable): the service's name, "https"; %NULL where the registry has none for
 *   that transport
 */
const char *pv_service_name_get (guint8  transport,
                                 guint16 port);
/* Whether there is a name; takes a few nanoseconds. */
gboolean    pv_service_name_has (guint8  transport,
                                 guint16 port);

G_END_DECLS
