/* SPDX-License-Identifier: GPL-3.0-or-later */
/* seed-packets.h: hand-made packets of every kind that dissection knows. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * SeedPacket:
 * @link_type: LINKTYPE_ value
 * @bytes: the packet
 */
typedef struct
{
  guint16 link_type;
  GByteArray *bytes;
} SeedPacket;

/* (element-type SeedPacket) (transfer full) */
GPtrArray *seed_packets_new     (void);
/* A lookup of www.example.com, and the same as it is sent over TCP. (transfer full) */
GByteArray *seed_dns_query_new  (void);
GByteArray *seed_dns_stream_new (void);

G_END_DECLS
