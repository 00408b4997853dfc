/* SPDX-License-Identifier: GPL-3.0-or-later */
/* packet-builder.h: packets built by hand, from the inside out, and what is expected of them. */
#pragma once

#include <glib.h>

#include "pv-dissect.h"

G_BEGIN_DECLS

/* What packet_query4() and packet_query6() send, and where. */
#define QUERY_NAME "example.com"
#define QUERY_SOURCE4 "10.1.2.3"
#define QUERY_DESTINATION4 "192.0.2.53"
#define QUERY_SOURCE6 "2001:db8::3"
#define QUERY_DESTINATION6 "2001:db8::53"
#define QUERY_PORT 40000
#define QUERY_IPV4_BYTES 57
#define QUERY_IPV6_BYTES 77

/* A packet is a byte array, to which each function puts a header in front. All return @packet. */
GByteArray *packet_new       (void);
/* @hex: bytes in hexadecimal, with or without spaces */
GByteArray *packet_prepend   (GByteArray *packet,
                              const char *hex);
GByteArray *packet_append    (GByteArray *packet,
                              const char *hex);
GByteArray *packet_append_n  (GByteArray *packet,
                              guint       n,
                              guint8      byte);

/* A DNS query for the labels of @name. */
GByteArray *packet_dns       (const char *name);
GByteArray *packet_udp       (GByteArray *packet,
                              guint16     source,
                              guint16     destination);
GByteArray *packet_tcp       (GByteArray *packet,
                              guint16     source,
                              guint16     destination,
                              guint32     sequence,
                              guint8      flags);
GByteArray *packet_ipv4      (GByteArray *packet,
                              guint8      protocol,
                              const char *source,
                              const char *destination);
GByteArray *packet_ipv6      (GByteArray *packet,
                              guint8      next_header,
                              const char *source,
                              const char *destination);
GByteArray *packet_ethernet  (GByteArray *packet,
                              guint16     type);

/* The query for QUERY_NAME over UDP, in an IP packet. */
GByteArray *packet_query4    (void);
GByteArray *packet_query6    (void);

/* Dissects exactly @packet. */
void        packet_dissect   (GByteArray *packet,
                              guint16     link_type,
                              PvFacts    *facts);

/* Each takes @packet, and also dissects every truncation of it, in a copy of just that size, to see that
 * no byte is read behind the end, and that what is found in a part is also found in the whole. With
 * PV_SAVE_PACKETS=FOLDER in the environment, the packet is also saved there as a capture. */
void        packet_expect_ip     (GByteArray *packet,
                                  guint16     link_type,
                                  const char *source,
                                  const char *destination,
                                  guint32     ip_bytes);
void        packet_expect_none   (GByteArray *packet,
                                  guint16     link_type,
                                  PvSkip      skip);
/* @name: (nullable): NULL for a packet that is no lookup */
void        packet_expect_lookup (GByteArray  *packet,
                                  guint16      link_type,
                                  PvLookupKind kind,
                                  const char  *name);
/* An IPv4 packet without a total length between @header and a frame check sequence, which must not count. */
void        packet_expect_fcs_dropped (const char *header,
                                       guint16     link_type);
/* What packet_query4() or packet_query6() hold, whatever is in front of them. */
void        packet_expect_query4 (GByteArray *packet,
                                  guint16     link_type);
void        packet_expect_query6 (GByteArray *packet,
                                  guint16     link_type);

G_END_DECLS
