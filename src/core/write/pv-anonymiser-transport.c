/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-anonymiser-transport.c: headers of TCP, UDP, ICMP and SCTP without what tells of a host. */
#include "pv-anonymiser-private.h"

#include <netinet/in.h>
#include <string.h>

#include "pv-internet-sum.h"

/* Leaves options that tell nothing of a host (RFC 9293, section 3.2; RFC 7323; RFC 2018). */
static void
blank_tcp_options (guint8  *options,
                   guint32  n)
{
  guint32 i = 0;

  while (i < n)
    {
      guint8 kind = options[i];
      guint32 length = kind > 1 && i + 1 < n ? options[i + 1] : 1;

      if (kind == 0)
        {
          memset (options + i, 0, n - i);
          return;
        }
      if (kind != 1 && (length < 2 || length > n - i))
        length = n - i;
      if (kind > 5 || (kind != 1 && length < 2))
        memset (options + i, 1, length);
      i += length;
    }
}

/* Of a header that is cut short, or not known beyond them. */
static guint32
keep_ports (PvAnonymiser *self,
            guint32       at)
{
  return pv_anonymiser_has (self, at, 4) ? at + 4 : at;
}

static guint32
rewrite_tcp (PvAnonymiser *self,
             guint32       at)
{
  guint8 *header = self->data + at;
  guint32 length;

  /* of a header that is cut short, what comes before the checksum: who opened the connection is in there */
  if (!pv_anonymiser_has (self, at, 20))
    return pv_anonymiser_has (self, at, 4) ? MIN (self->n, at + 16) : at;
  length = (header[12] >> 4) * 4u;
  if (length < 20 || !pv_anonymiser_has (self, at, length))
    return at + 20;
  blank_tcp_options (header + 20, length - 20);

  return pv_anonymiser_rewrite_client_hello (self, at + length);
}

static gboolean
is_dns_port (guint16 port)
{
  return port == 53 || port == 5353 || port == 5355;
}

static guint32
rewrite_udp (PvAnonymiser *self,
             guint32       at)
{
  if (!pv_anonymiser_has (self, at, 8))
    return keep_ports (self, at);
  if (is_dns_port (pv_peek_u16 (self->data + at)) || is_dns_port (pv_peek_u16 (self->data + at + 2)))
    return pv_anonymiser_rewrite_dns (self, at + 8);

  return at + 8;
}

static guint32
rewrite_icmp (PvAnonymiser *self,
              guint32       at,
              gboolean      is_v6)
{
  guint8 *header = self->data + at;

  if (!pv_anonymiser_has (self, at, 8))
    return at;

  /* a redirect names a router (RFC 792), and neighbour discovery a neighbour (RFC 4861) */
  if (!is_v6)
    {
      if (header[0] == 5)
        pv_pseudonyms_replace_address (self->pseudonyms, header + 4, 4);
      return at + 8;
    }
  if (header[0] >= 135 && header[0] <= 137 && pv_anonymiser_has (self, at, 24))
    {
      pv_pseudonyms_replace_address (self->pseudonyms, header + 8, 16);
      return at + 24;
    }

  return at + 8;
}

/* Rewrites what an IP packet holds: @length bytes on the wire at @at. @sum: of the addresses. */
guint32
pv_anonymiser_rewrite_transport (PvAnonymiser *self,
                                 guint8        protocol,
                                 guint32       at,
                                 guint32       length,
                                 guint64       sum)
{
  guint8 *header = self->data + at;
  guint32 n = self->n;
  guint32 end = at;
  guint32 place; /* of the checksum */

  /* what comes behind the packet is padding */
  self->n = MIN (self->n, at + MIN (length, PV_ANONYMISER_MAX_KEPT));
  switch (protocol)
    {
    case IPPROTO_TCP:
      end = rewrite_tcp (self, at);
      place = 16;
      break;
    case IPPROTO_UDP:
      end = rewrite_udp (self, at);
      place = 6;
      break;
    case IPPROTO_ICMP:
      end = rewrite_icmp (self, at, FALSE);
      place = 2;
      sum = 0;
      break;
    case IPPROTO_ICMPV6:
      end = rewrite_icmp (self, at, TRUE);
      place = 2;
      break;
    case IPPROTO_SCTP:
      if (pv_anonymiser_has (self, at, 12))
        {
          memset (header + 8, 0, 4);
          end = at + 12;
        }
      else
        {
          end = keep_ports (self, at);
        }
      self->n = n;
      return end;
    case IPPROTO_DCCP:
    case IPPROTO_UDPLITE:
      end = keep_ports (self, at);
      self->n = n;
      return end;
    default:
      self->n = n;
      return end;
    }
  self->n = n;

  /* without one, there is none to be set; of UDP, none is 0, so that one of 0 is written as its other form */
  if (end >= at + place + 2 && (protocol != IPPROTO_UDP || pv_peek_u16 (header + place) != 0))
    {
      guint16 checksum;

      pv_put_u16 (header + place, 0);
      if (protocol != IPPROTO_ICMP)
        sum += (guint64) protocol + length;
      checksum = pv_internet_sum_fold (pv_internet_sum_add (sum, header, end - at));
      pv_put_u16 (header + place, checksum == 0 && protocol == IPPROTO_UDP ? 0xffff : checksum);
    }

  return end;
}
