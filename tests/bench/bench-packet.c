/* SPDX-License-Identifier: GPL-3.0-or-later */
/* bench-packet.c: Ethernet frames with right lengths and checksums. */

#include "bench-packet.h"

#include <string.h>

#define ETHERTYPE_IP 0x0800
#define ETHERTYPE_ARP 0x0806
#define ETHERTYPE_VLAN 0x8100
#define ETHERTYPE_IP6 0x86dd
#define JUMBO_OPTION_SIZE 8

void
bench_path_init (BenchPath           *self,
                 const BenchEndpoint *source,
                 const BenchEndpoint *destination,
                 gboolean             is_ip6,
                 guint16              vlan,
                 guint8               protocol,
                 gboolean             has_timestamps,
                 gboolean             is_jumbo)
{
  guint8 *at = self->header;

  memset (self, 0, sizeof *self);
  self->protocol = protocol;
  self->is_ip6 = is_ip6;
  self->is_jumbo = is_jumbo;

  memcpy (at, destination->mac, 6);
  memcpy (at + 6, source->mac, 6);
  at += 12;
  if (vlan != 0)
    {
      bench_put_16 (at, ETHERTYPE_VLAN);
      bench_put_16 (at + 2, vlan);
      at += 4;
    }
  bench_put_16 (at, is_ip6 ? ETHERTYPE_IP6 : ETHERTYPE_IP);
  at += 2;

  self->ip_offset = at - self->header;
  if (is_ip6)
    {
      at[0] = 0x60;
      at[6] = is_jumbo ? 0 : protocol;
      at[7] = 64;
      memcpy (at + 8, source->address, 16);
      memcpy (at + 24, destination->address, 16);
      at += 40;
      if (is_jumbo)
        {
          at[0] = protocol;
          at[2] = 0xc2;
          at[3] = 4;
          at += JUMBO_OPTION_SIZE;
        }
    }
  else
    {
      at[0] = 0x45;
      bench_put_16 (at + 6, 0x4000);
      at[8] = 64;
      at[9] = protocol;
      memcpy (at + 12, source->address, 4);
      memcpy (at + 16, destination->address, 4);
      at += 20;
    }

  self->transport_offset = at - self->header;
  switch (protocol)
    {
    case BENCH_IP_TCP:
      at[12] = has_timestamps ? 0x80 : 0x50;
      bench_put_16 (at + 14, 0xfaf0);
      if (has_timestamps)
        bench_put_32 (at + 20, 0x0101080a);
      at += has_timestamps ? 32 : 20;
      break;

    case BENCH_IP_UDP:
      at += 8;
      break;

    default:
      bench_put_16 (at + 4, MIN (source->port, destination->port));
      at += 8;
    }
  if (protocol == BENCH_IP_TCP || protocol == BENCH_IP_UDP)
    {
      bench_put_16 (self->header + self->transport_offset, source->port);
      bench_put_16 (self->header + self->transport_offset + 2, destination->port);
    }
  self->header_length = at - self->header;
}

void
bench_path_set_source (BenchPath    *self,
                       const guint8 *address,
                       guint16       port)
{
  if (self->is_ip6)
    memcpy (self->header + self->ip_offset + 8, address, 16);
  else
    memcpy (self->header + self->ip_offset + 12, address, 4);
  bench_put_16 (self->header + self->transport_offset, port);
}

void
bench_path_set_hop_limit (BenchPath *self,
                          guint8     hop_limit)
{
  self->header[self->ip_offset + (self->is_ip6 ? 7 : 8)] = hop_limit;
}

guint8 *
bench_path_begin (const BenchPath *self,
                  guint8          *frame)
{
  memcpy (frame, self->header, sizeof self->header);
  return frame + self->header_length;
}

/* The sum of the 16-bit words of RFC 1071, in the machine's byte order, not folded. Reads zeros up
 * to the next multiple of 8 bytes, which the caller provides. */
static guint64
sum_words (const guint8 *data,
           guint32       length)
{
  guint64 sum = 0;

  for (guint32 i = 0; i < length; i += 8)
    {
      guint64 word;

      memcpy (&word, data + i, sizeof word);
      sum += (guint32) word + (word >> 32);
    }
  return sum;
}

static guint64
sum_short (const guint8 *data,
           guint         length)
{
  guint64 sum = 0;

  for (guint i = 0; i < length; i += 2)
    {
      guint16 word;

      memcpy (&word, data + i, sizeof word);
      sum += word;
    }
  return sum;
}

static void
put_checksum (guint8  *to,
              guint64  sum)
{
  guint16 folded;

  sum = (sum & G_MAXUINT32) + (sum >> 32);
  sum = (sum & 0xffff) + (sum >> 16);
  sum = (sum & 0xffff) + (sum >> 16);
  sum = (sum & 0xffff) + (sum >> 16);
  folded = ~sum;
  memcpy (to, &folded, sizeof folded);
}

guint32
bench_path_finish (const BenchPath *self,
                   guint8          *frame,
                   guint32          payload_length,
                   const BenchTcp  *tcp,
                   guint16          number,
                   guint32         *frame_length)
{
  guint8 *ip = frame + self->ip_offset;
  guint8 *transport = frame + self->transport_offset;
  guint32 transport_length = self->header_length - self->transport_offset + payload_length;
  guint32 ip_length = self->header_length - self->ip_offset + payload_length;
  guint32 total = self->header_length + payload_length;
  guint8 pseudo[8];
  guint64 sum;

  memset (frame + total, 0, BENCH_FRAME_MIN);

  if (self->is_ip6)
    {
      if (self->is_jumbo)
        bench_put_32 (ip + 44, ip_length - 40);
      else
        bench_put_16 (ip + 4, ip_length - 40);
    }
  else
    {
      bench_put_16 (ip + 2, self->is_jumbo ? 0 : ip_length);
      bench_put_16 (ip + 4, number);
      put_checksum (ip + 10, sum_short (ip, 20));
    }

  switch (self->protocol)
    {
    case BENCH_IP_TCP:
      bench_put_32 (transport + 4, tcp->sequence);
      bench_put_32 (transport + 8, tcp->acknowledgement);
      transport[13] = tcp->flags;
      if (transport[12] == 0x80)
        {
          bench_put_32 (transport + 24, tcp->timestamp);
          bench_put_32 (transport + 28, tcp->timestamp - 7);
        }
      break;

    case BENCH_IP_UDP:
      bench_put_16 (transport + 4, transport_length);
      break;

    case BENCH_IP_ICMP6:
      transport[0] = (number & 1) ? 129 : 128;
      bench_put_16 (transport + 6, number >> 1);
      break;

    default:
      transport[0] = (number & 1) ? 0 : 8;
      bench_put_16 (transport + 6, number >> 1);
    }

  sum = sum_words (transport, transport_length);
  if (self->protocol != BENCH_IP_ICMP)
    {
      /* The pseudo-header (RFC 9293, section 3.1; RFC 8200, section 8.1). */
      bench_put_32 (pseudo, transport_length);
      bench_put_32 (pseudo + 4, self->protocol);
      sum += sum_short (pseudo, 8);
      sum += self->is_ip6 ? sum_short (ip + 8, 32) : sum_short (ip + 12, 8);
    }
  switch (self->protocol)
    {
    case BENCH_IP_TCP:
      put_checksum (transport + 16, sum);
      break;

    case BENCH_IP_UDP:
      put_checksum (transport + 6, sum);
      if (transport[6] == 0 && transport[7] == 0)
        transport[6] = transport[7] = 0xff;
      break;

    default:
      put_checksum (transport + 2, sum);
    }

  *frame_length = total;
  return ip_length;
}

guint32
bench_packet_put_arp (guint8              *frame,
                      const BenchEndpoint *sender,
                      const BenchEndpoint *target)
{
  memset (frame, 0, BENCH_FRAME_MIN);
  memset (frame, 0xff, 6);
  memcpy (frame + 6, sender->mac, 6);
  bench_put_16 (frame + 12, ETHERTYPE_ARP);
  bench_put_16 (frame + 14, 1);
  bench_put_16 (frame + 16, ETHERTYPE_IP);
  frame[18] = 6;
  frame[19] = 4;
  bench_put_16 (frame + 20, 1);
  memcpy (frame + 22, sender->mac, 6);
  memcpy (frame + 28, sender->address, 4);
  memcpy (frame + 38, target->address, 4);
  return BENCH_FRAME_MIN;
}
