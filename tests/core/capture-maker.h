/* SPDX-License-Identifier: GPL-3.0-or-later */
/* capture-maker.h: makes loaded captures of chosen packets, for tests. */
#pragma once

#include "pv-capture.h"

G_BEGIN_DECLS

/**
 * TestPacket:
 * @time_ns: since the epoch, from the year 1970 on
 * @source: a number that becomes 10.x.x.x, or with the highest bit set an IPv6 address; 0 for no IP
 * @destination: likewise, of the same version
 * @ip_bytes: total length of the IP packet, 60 to 65,535; ignored without IP
 * @lookup: (nullable): name asked for, over UDP
 */
typedef struct
{
  gint64 time_ns;
  guint32 source;
  guint32 destination;
  guint16 ip_bytes;
  const char *lookup;
} TestPacket;

/* Writes the packets into a pcapng file as LINKTYPE_RAW, cut to their headers. */
GFile     *test_packets_write (const TestPacket *packets,
                               guint             n);
/* Writes them and loads the file. */
PvCapture *test_packets_load  (const TestPacket *packets,
                               guint             n);
/* What the address of number @source looks like. (transfer full) */
char      *test_address       (guint32           number);
/* The id of @label, which must occur. */
guint32    test_find_id       (PvCapture        *capture,
                               PvDimension       dimension,
                               const char       *label);

G_END_DECLS
