/* SPDX-License-Identifier: GPL-3.0-or-later */
/* bench-traffic.h: an endless mix of packets as an office's uplink carries it. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * BenchShape:
 * @seed: the same seed gives the same packets
 * @distinct_sources: where not 0, packets come from this many source addresses in turn
 * @distinct_names: where not 0, all packets are lookups, of this many names in turn
 * @one_flow: whether all packets belong to one TCP connection
 * @packet_size: where not 0, every frame's length in bytes; at least 54
 * @ip6_percent: how much of the traffic is IPv6
 */
typedef struct
{
  guint64 seed;
  guint64 distinct_sources;
  guint64 distinct_names;
  gboolean one_flow;
  guint32 packet_size;
  guint32 ip6_percent;
} BenchShape;

/* The mean length of a frame of the usual mix, in bytes. */
#define BENCH_TRAFFIC_MEAN 354

typedef struct _BenchTraffic BenchTraffic;

/**
 * BenchPacketFacts:
 * @length: the frame's length on the wire, in bytes
 * @ip_length: the IP packet's, or 0 where the frame is no IP
 * @is_lookup: whether it is a DNS query to port 53
 * @in_burst: whether it follows the one before it closely
 */
typedef struct
{
  guint32 length;
  guint32 ip_length;
  gboolean is_lookup;
  gboolean in_burst;
} BenchPacketFacts;

BenchTraffic *bench_traffic_new  (const BenchShape *shape);
void          bench_traffic_free (BenchTraffic     *self);

/* Puts the next packet into @frame, which has BENCH_PACKET_MAX + BENCH_PACKET_SLACK bytes. */
void          bench_traffic_next (BenchTraffic     *self,
                                  guint8           *frame,
                                  BenchPacketFacts *facts);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BenchTraffic, bench_traffic_free)

G_END_DECLS
