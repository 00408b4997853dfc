/* SPDX-License-Identifier: GPL-3.0-or-later */
/* bench-packet.h: Ethernet frames with right lengths and checksums. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define BENCH_IP_ICMP 1
#define BENCH_IP_TCP 6
#define BENCH_IP_UDP 17
#define BENCH_IP_ICMP6 58

#define BENCH_TCP_FIN 0x01
#define BENCH_TCP_SYN 0x02
#define BENCH_TCP_PUSH 0x08
#define BENCH_TCP_ACK 0x10

/* Ethernet frames are padded to this length when they are sent. */
#define BENCH_FRAME_MIN 60

typedef struct
{
  guint8 mac[6];
  guint8 address[16];
  guint16 port;
} BenchEndpoint;

/**
 * BenchPath:
 *
 * The headers of the packets that go one way between two endpoints.
 */
typedef struct
{
  guint8 header[128];
  guint8 ip_offset;
  guint8 transport_offset;
  guint8 header_length;
  guint8 protocol;
  gboolean is_ip6;
  gboolean is_jumbo;
} BenchPath;

typedef struct
{
  guint32 sequence;
  guint32 acknowledgement;
  guint32 timestamp;
  guint8 flags;
} BenchTcp;

/**
 * bench_path_init:
 * @vlan: VLAN identifier of an 802.1Q tag, or 0 for none
 * @protocol: one of the BENCH_IP_ numbers
 * @has_timestamps: whether TCP segments carry the timestamps option
 * @is_jumbo: whether packets are longer than 65,535 bytes: IPv6 jumbograms (RFC 2675), and IPv4
 *   packets with total length 0 as segmentation offload leaves them
 */
void    bench_path_init   (BenchPath           *self,
                           const BenchEndpoint *source,
                           const BenchEndpoint *destination,
                           gboolean             is_ip6,
                           guint16              vlan,
                           guint8               protocol,
                           gboolean             has_timestamps,
                           gboolean             is_jumbo);
/* Replaces the source address and port in the headers. */
void    bench_path_set_source (BenchPath       *self,
                               const guint8    *address,
                               guint16          port);
/* Replaces the usual time to live (IPv4) or hop limit (IPv6) of 64. */
void    bench_path_set_hop_limit (BenchPath    *self,
                                  guint8        hop_limit);
/* Puts the headers into @frame; returns the place of the payload. */
guint8 *bench_path_begin  (const BenchPath     *self,
                           guint8              *frame);
/* Fills in what depends on the payload; @tcp is for TCP only, @sequence numbers ICMP echoes.
 * Returns the IP packet's length, and in @frame_length the frame's. */
guint32 bench_path_finish (const BenchPath     *self,
                           guint8              *frame,
                           guint32              payload_length,
                           const BenchTcp      *tcp,
                           guint16              number,
                           guint32             *frame_length);

/* An ARP request (RFC 826) of @sender for @target. Returns the frame's length. */
guint32 bench_packet_put_arp (guint8              *frame,
                              const BenchEndpoint *sender,
                              const BenchEndpoint *target);

static inline void
bench_put_16 (guint8  *to,
              guint16  value)
{
  to[0] = value >> 8;
  to[1] = value & 0xff;
}

static inline void
bench_put_32 (guint8  *to,
              guint32  value)
{
  bench_put_16 (to, value >> 16);
  bench_put_16 (to + 2, value & 0xffff);
}

G_END_DECLS
