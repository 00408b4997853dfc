/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-types.h: the small types that several rooms of core share. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* All times are nanoseconds since the Unix epoch, UTC, in a gint64: the years 1678 to 2262.
 * Savefiles can hold times beyond; those are clamped to the ends, and the latest to one before
 * G_MAXINT64, so that a half-open span can hold every packet. */
#define PV_NS_PER_US ((gint64) 1000)
#define PV_NS_PER_MS ((gint64) 1000000)
#define PV_NS_PER_SECOND ((gint64) 1000000000)
#define PV_NS_PER_DAY (86400 * PV_NS_PER_SECOND)

/**
 * PvSpan:
 * @start_ns: the first nanosecond inside
 * @end_ns: the first nanosecond after
 *
 * A half-open span of time.
 */
typedef struct
{
  gint64 start_ns;
  gint64 end_ns;
} PvSpan;

/**
 * PvLookupKind:
 * @PV_LOOKUP_DNS: a query to port 53
 * @PV_LOOKUP_MDNS: a multicast DNS query (port 5353, RFC 6762)
 * @PV_LOOKUP_LLMNR: a link-local multicast name resolution query (port 5355, RFC 4795)
 */
typedef enum
{
  PV_LOOKUP_DNS,
  PV_LOOKUP_MDNS,
  PV_LOOKUP_LLMNR,
} PvLookupKind;
#define PV_N_LOOKUP_KINDS 3

/* The id of "no label": a packet without IP has no source address. */
#define PV_NO_ID G_MAXUINT32

G_END_DECLS
