/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-endpoint.h: an address and a port. */
#pragma once

#include "pv-hash.h"

G_BEGIN_DECLS

/**
 * PvEndpoint:
 * @address: @size bytes, then zeros
 * @size: 4 or 16
 * @port: of TCP or UDP
 */
typedef struct
{
  guint8 address[16];
  guint8 size;
  guint8 unused;
  guint16 port;
} PvEndpoint;

void              pv_endpoint_init     (PvEndpoint       *self,
                                        const guint8     *address,
                                        guint8            size,
                                        guint16           port);
/* For what is hashed here: nobody who makes a capture knows it. */
const PvHashSeed *pv_endpoint_get_seed (void);
/* Hashes for GHashTable; both take #PvEndpoint. */
guint             pv_endpoint_hash     (gconstpointer     endpoint);
gboolean          pv_endpoint_equal    (gconstpointer     a,
                                        gconstpointer     b);
/* Appends the address as URLs have it, and the port where it is not @usual_port. */
void              pv_endpoint_append   (const PvEndpoint *self,
                                        guint16           usual_port,
                                        GString          *url);

G_END_DECLS
