/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-anonymiser.c: packets without what tells whose they are. */
#include "config.h"

#include "pv-anonymiser.h"

#include <errno.h>
#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/random.h>

#include "pv-cursor.h"
#include "pv-error.h"
#include "pv-tls-client-hello.h"

/* More of a packet is never kept. */
#define MAX_KEPT (128 * 1024)
#define MAX_TAGS 8
#define MAX_EXTENSIONS 16
#define MAX_JUMPS 128

#define LINKTYPE_NULL 0
#define LINKTYPE_ETHERNET 1
#define LINKTYPE_RAW 101
#define LINKTYPE_LOOP 108
#define LINKTYPE_LINUX_SLL 113
#define LINKTYPE_IPV4 228
#define LINKTYPE_IPV6 229
#define LINKTYPE_LINUX_SLL2 276

struct _PvAnonymiser
{
  PvPseudonyms *pseudonyms;
  guint8 *data; /* (array length=n): the packet's bytes, as far as they may be kept */
  guint32 n;
  guint32 wire; /* the packet's length */
  guint32 dns; /* where a DNS message begins */
  guint8 done[MAX_KEPT / 8]; /* labels of it that were replaced, a bit for each place */
};

PvAnonymiser *
pv_anonymiser_new (PvPseudonyms *pseudonyms)
{
  PvAnonymiser *self;

  g_return_val_if_fail (pseudonyms != NULL, NULL);

  self = g_try_new0 (PvAnonymiser, 1);
  if (self != NULL)
    self->data = g_try_malloc (MAX_KEPT);
  if (self == NULL || self->data == NULL)
    {
      g_free (self);
      pv_pseudonyms_free (pseudonyms);
      return NULL;
    }
  self->pseudonyms = pseudonyms;

  return self;
}

PvAnonymiser *
pv_anonymiser_new_random (GError **error)
{
  PvAnonymiser *self;
  guint8 key[32];

  if (getrandom (key, sizeof key, 0) != (gssize) sizeof key)
    {
      int code = errno;

      g_set_error_literal (error, G_IO_ERROR, g_io_error_from_errno (code), g_strerror (code));
      return NULL;
    }

  self = pv_anonymiser_new (pv_pseudonyms_new (key, sizeof key));
  if (self == NULL)
    pv_error_set_no_memory (error);
  explicit_bzero (key, sizeof key);

  return self;
}

void
pv_anonymiser_free (PvAnonymiser *self)
{
  if (self == NULL)
    return;

  pv_pseudonyms_free (self->pseudonyms);
  g_free (self->data);
  g_free (self);
}

void
pv_anonymiser_set_keep_vendors (PvAnonymiser *self,
                                gboolean      keep_vendors)
{
  g_return_if_fail (self != NULL);

  pv_pseudonyms_set_keep_vendors (self->pseudonyms, keep_vendors);
}

static gboolean
has (const PvAnonymiser *self,
     guint32             at,
     guint32             n)
{
  return at <= self->n && n <= self->n - at;
}

static void
put_u16 (guint8  *data,
         guint16  value)
{
  data[0] = (guint8) (value >> 8);
  data[1] = (guint8) value;
}

/* Adds bytes to the sum that the Internet's checksum is made of (RFC 1071). */
static guint64
add_sum (guint64       sum,
         const guint8 *data,
         guint32       n)
{
  for (guint32 i = 0; i + 1 < n; i += 2)
    sum += pv_peek_u16 (data + i);
  if (n % 2 != 0)
    sum += (guint64) data[n - 1] << 8;

  return sum;
}

static guint16
fold (guint64 sum)
{
  while (sum > 0xffff)
    sum = (sum >> 16) + (sum & 0xffff);

  return (guint16) ~sum;
}

/* --- DNS. Each function returns where what it read ends, or 0 where it does not. --- */

/* Replaces the labels of a name, wherever they are, each of them once. */
static guint32
replace_name (PvAnonymiser *self,
              guint32       at)
{
  guint8 *message = self->data + self->dns;
  guint32 n = self->n - self->dns;
  guint32 end = 0;

  for (guint jumps = 0; at < n;)
    {
      guint8 length = message[at];

      if ((length & 0xc0) == 0xc0)
        {
          if (at + 2 > n || ++jumps > MAX_JUMPS)
            return 0;
          if (end == 0)
            end = at + 2;
          at = pv_peek_u16 (message + at) & 0x3fff;
          continue;
        }
      if (length > 63 || at + 1 + length > n)
        return 0;
      if (length == 0)
        return end != 0 ? end : at + 1;
      if ((self->done[at / 8] >> at % 8 & 1) == 0)
        {
          self->done[at / 8] |= (guint8) (1 << at % 8);
          pv_pseudonyms_replace_label (self->pseudonyms, message + at + 1, length);
        }
      at += 1 + length;
    }

  return 0;
}

/* What a record holds. @end: where it ends. FALSE where that cannot be told. */
static gboolean
replace_data (PvAnonymiser *self,
              guint16       type,
              guint32       at,
              guint32       end)
{
  guint8 *message = self->data + self->dns;
  guint32 name = 0;
  guint n_names = 1;

  switch (type)
    {
    case 1: /* A */
    case 28: /* AAAA */
      if (end - at != (type == 1 ? 4 : 16))
        break;
      pv_pseudonyms_replace_address (self->pseudonyms, message + at, type == 1 ? 4 : 16);
      return TRUE;
    case 2: /* NS */
    case 5: /* CNAME */
    case 12: /* PTR */
    case 39: /* DNAME */
      name = at;
      break;
    case 6: /* SOA */
      name = at;
      n_names = 2;
      break;
    case 15: /* MX */
      name = at + 2;
      break;
    case 33: /* SRV */
      name = at + 6;
      break;
    default:
      break;
    }

  if (name == 0)
    {
      memset (message + at, 0, end - at);
      return TRUE;
    }

  for (guint i = 0; i < n_names; i++)
    {
      name = name < end ? replace_name (self, name) : 0;
      if (name == 0 || name > end)
        return FALSE;
    }
  /* of an SOA, numbers stay: serial numbers tell little, but they are often dates */
  memset (message + name, 0, end - name);

  return TRUE;
}

static guint32
rewrite_dns (PvAnonymiser *self,
             guint32       at)
{
  guint8 *message = self->data + at;
  guint32 n = self->n - at;
  guint32 end = 12;
  guint n_questions;
  guint n_records;

  if (n < 12)
    return at;

  self->dns = at;
  memset (self->done, 0, MIN (n / 8 + 1, sizeof self->done));
  n_questions = pv_peek_u16 (message + 4);
  n_records = (guint) pv_peek_u16 (message + 6) + pv_peek_u16 (message + 8) + pv_peek_u16 (message + 10);
  for (guint i = 0; i < n_questions; i++)
    {
      guint32 name = replace_name (self, end);

      if (name == 0 || name + 4 > n)
        return at + end;
      end = name + 4;
    }
  for (guint i = 0; i < n_records; i++)
    {
      guint32 name = replace_name (self, end);
      guint32 length;

      if (name == 0 || name + 10 > n)
        return at + end;
      length = pv_peek_u16 (message + name + 8);
      if (name + 10 + length > n ||
          !replace_data (self, pv_peek_u16 (message + name), name + 10, name + 10 + length))
        return at + end;
      end = name + 10 + length;
    }

  return at + end;
}

/* --- TLS --- */

/* Extensions that tell nothing of whose they are: groups, point formats, signature algorithms, ALPN, extended master
 * secret, versions, modes of key exchange, renegotiation. */
static gboolean
is_harmless (guint16 extension)
{
  static const guint16 harmless[] = { 10, 11, 13, 16, 23, 43, 45, 0xff01 };

  for (guint i = 0; i < G_N_ELEMENTS (harmless); i++)
    if (extension == harmless[i])
      return TRUE;

  return FALSE;
}

/* Passes by a field of @size bytes of length and as many bytes, which are blanked where asked. FALSE where it is not
 * there. */
static gboolean
pass_field (PvAnonymiser *self,
            guint32      *at,
            guint         size,
            gboolean      blank)
{
  guint32 length;

  if (!has (self, *at, size))
    return FALSE;
  length = size == 1 ? self->data[*at] : pv_peek_u16 (self->data + *at);
  if (!has (self, *at + size, length))
    return FALSE;
  if (blank)
    memset (self->data + *at + size, 0, length);
  *at += size + length;

  return TRUE;
}

/* What an extension of @length bytes at @at holds. */
static void
rewrite_extension (PvAnonymiser *self,
                   guint16       type,
                   guint32       at,
                   guint32       length)
{
  guint8 *data = self->data + at;

  /* list, type, name (RFC 6066, section 3) */
  if (type == 0 && length >= 5 && data[2] == 0 && pv_peek_u16 (data + 3) <= length - 5)
    {
      guint32 name = pv_peek_u16 (data + 3);

      pv_pseudonyms_replace_host (self->pseudonyms, data + 5, name);
      memset (data + 5 + name, 0, length - 5 - name);
    }
  else if (!is_harmless (type))
    {
      memset (data, 0, length);
    }
}

/* A ClientHello (RFC 8446, section 4.1.2), as far as it is in this segment. Returns where what is kept ends. */
static guint32
rewrite_client_hello (PvAnonymiser *self,
                      guint32       start)
{
  guint32 at = start + 5 + 4;

  /* record and handshake headers, version, random */
  if (!has (self, start, 5 + 4 + 2 + 32) || !pv_tls_client_hello_begins (self->data + start, 11))
    return start;
  at += 2;
  memset (self->data + at, 0, 32);
  at += 32;

  /* session, cipher suites, compression */
  if (!pass_field (self, &at, 1, TRUE) || !pass_field (self, &at, 2, FALSE) || !pass_field (self, &at, 1, FALSE) ||
      !has (self, at, 2))
    return at;

  at += 2;
  while (has (self, at, 4))
    {
      guint16 type = pv_peek_u16 (self->data + at);
      guint32 length = pv_peek_u16 (self->data + at + 2);

      if (!has (self, at + 4, length) || at + 4 + length > start + 5 + pv_peek_u16 (self->data + start + 3))
        break;
      rewrite_extension (self, type, at + 4, length);
      at += 4 + length;
    }

  return at;
}

/* --- Transport. Each returns where what is kept ends. @end: where the packet does --- */

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

static guint32
rewrite_tcp (PvAnonymiser *self,
             guint32       at)
{
  guint8 *header = self->data + at;
  guint32 length;

  if (!has (self, at, 20))
    return at;
  length = (header[12] >> 4) * 4u;
  if (length < 20 || !has (self, at, length))
    return at;
  blank_tcp_options (header + 20, length - 20);

  return rewrite_client_hello (self, at + length);
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
  if (!has (self, at, 8))
    return at;
  if (is_dns_port (pv_peek_u16 (self->data + at)) || is_dns_port (pv_peek_u16 (self->data + at + 2)))
    return rewrite_dns (self, at + 8);

  return at + 8;
}

static guint32
rewrite_icmp (PvAnonymiser *self,
              guint32       at,
              gboolean      is_v6)
{
  guint8 *header = self->data + at;

  if (!has (self, at, 8))
    return at;

  /* a redirect names a router (RFC 792), and neighbour discovery a neighbour (RFC 4861) */
  if (!is_v6)
    {
      if (header[0] == 5)
        pv_pseudonyms_replace_address (self->pseudonyms, header + 4, 4);
      return at + 8;
    }
  if (header[0] >= 135 && header[0] <= 137 && has (self, at, 24))
    {
      pv_pseudonyms_replace_address (self->pseudonyms, header + 8, 16);
      return at + 24;
    }

  return at + 8;
}

/* Rewrites what an IP packet holds: @length bytes on the wire at @at. @sum: of the addresses. */
static guint32
rewrite_transport (PvAnonymiser *self,
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
  self->n = MIN (self->n, at + MIN (length, MAX_KEPT));
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
      if (has (self, at, 12))
        {
          memset (header + 8, 0, 4);
          end = at + 12;
        }
      self->n = n;
      return end;
    default:
      self->n = n;
      return end;
    }
  self->n = n;

  /* without one, there is none to be set; of UDP, none is 0, so that one of 0 is written as its other form */
  if (end > at && (protocol != IPPROTO_UDP || pv_peek_u16 (header + place) != 0))
    {
      guint16 checksum;

      put_u16 (header + place, 0);
      if (protocol != IPPROTO_ICMP)
        sum += (guint64) protocol + length;
      checksum = fold (add_sum (sum, header, end - at));
      put_u16 (header + place, checksum == 0 && protocol == IPPROTO_UDP ? 0xffff : checksum);
    }

  return end;
}

/* --- IP --- */

static guint32
rewrite_ipv4 (PvAnonymiser *self,
              guint32       at)
{
  guint8 *header = self->data + at;
  guint32 length;
  guint32 total;

  if (!has (self, at, 20) || header[0] >> 4 != 4)
    return at;
  length = (header[0] & 0xf) * 4u;
  if (length < 20 || !has (self, at, length))
    return at;

  pv_pseudonyms_replace_address (self->pseudonyms, header + 12, 4);
  pv_pseudonyms_replace_address (self->pseudonyms, header + 16, 4);
  /* some hold addresses */
  memset (header + 20, 1, length - 20);
  put_u16 (header + 10, 0);
  put_u16 (header + 10, fold (add_sum (0, header, length)));

  total = pv_peek_u16 (header + 2);
  if (total == 0)
    total = self->wire - at;
  /* a later fragment */
  if (total < length || (pv_peek_u16 (header + 6) & 0x1fff) != 0)
    return at + length;

  return rewrite_transport (self, header[9], at + length, total - length, add_sum (0, header + 12, 8));
}

/* Turns options into padding (RFC 8200, section 4.2), but for the one with a jumbogram's length (RFC 2675). */
static void
blank_ipv6_options (guint8  *extension,
                    guint32  n)
{
  for (guint32 i = 2; i < n;)
    {
      guint32 length;

      if (extension[i] == 0)
        {
          i++;
          continue;
        }
      if (n - i < 2 || extension[i + 1] > n - i - 2)
        {
          memset (extension + i, 0, n - i);
          return;
        }
      length = extension[i + 1];
      if (extension[i] != 0xc2 || length != 4)
        {
          extension[i] = 1;
          memset (extension + i + 2, 0, length);
        }
      i += 2 + length;
    }
}

static guint32
rewrite_ipv6 (PvAnonymiser *self,
              guint32       start)
{
  guint8 *header = self->data + start;
  guint32 at = start + 40;
  guint32 left;
  guint8 next;

  if (!has (self, start, 40) || header[0] >> 4 != 6)
    return start;

  pv_pseudonyms_replace_address (self->pseudonyms, header + 8, 16);
  pv_pseudonyms_replace_address (self->pseudonyms, header + 24, 16);
  left = pv_peek_u16 (header + 4);
  if (left == 0)
    left = self->wire - start - 40;
  next = header[6];
  for (guint i = 0; i < MAX_EXTENSIONS; i++)
    {
      guint8 *extension = self->data + at;
      guint32 length = 8;

      if (next != IPPROTO_HOPOPTS && next != IPPROTO_DSTOPTS && next != IPPROTO_ROUTING && next != IPPROTO_FRAGMENT)
        return rewrite_transport (self, next, at, left, add_sum (0, header + 8, 32));
      if (!has (self, at, 8))
        return at;
      if (next != IPPROTO_FRAGMENT)
        {
          length += extension[1] * 8u;
          if (!has (self, at, length))
            return at;
          if (next == IPPROTO_ROUTING)
            memset (extension + 4, 0, length - 4);
          else
            blank_ipv6_options (extension, length);
        }
      else if ((pv_peek_u16 (extension + 2) & 0xfff8) != 0)
        {
          return at + 8;
        }
      if (length > left)
        return at;
      next = extension[0];
      at += length;
      left -= length;
    }

  return at;
}

static guint32
rewrite_ip (PvAnonymiser *self,
            guint32       at)
{
  if (!has (self, at, 1))
    return at;

  return self->data[at] >> 4 == 6 ? rewrite_ipv6 (self, at) : rewrite_ipv4 (self, at);
}

/* --- Links --- */

/* RFC 826: for Ethernet and IPv4 */
static guint32
rewrite_arp (PvAnonymiser *self,
             guint32       at)
{
  static const guint8 kinds[] = { 0, 1, 8, 0, 6, 4 };
  guint8 *packet = self->data + at;

  if (!has (self, at, 28) || memcmp (packet, kinds, sizeof kinds) != 0)
    return at;
  pv_pseudonyms_replace_hardware (self->pseudonyms, packet + 8);
  pv_pseudonyms_replace_address (self->pseudonyms, packet + 14, 4);
  pv_pseudonyms_replace_hardware (self->pseudonyms, packet + 18);
  pv_pseudonyms_replace_address (self->pseudonyms, packet + 24, 4);

  return at + 28;
}

static guint32
rewrite_ethertype (PvAnonymiser *self,
                   guint16       type,
                   guint32       at)
{
  for (guint i = 0; i < MAX_TAGS && (type == 0x8100 || type == 0x88a8 || type == 0x9100); i++)
    {
      if (!has (self, at, 4))
        return at;
      type = pv_peek_u16 (self->data + at + 2);
      at += 4;
    }

  switch (type)
    {
    case 0x0800:
      return rewrite_ipv4 (self, at);
    case 0x86dd:
      return rewrite_ipv6 (self, at);
    case 0x0806:
      return rewrite_arp (self, at);
    case 0x8864: /* RFC 2516 */
      if (!has (self, at, 8))
        return at;
      type = pv_peek_u16 (self->data + at + 6);
      return type == 0x0021 ? rewrite_ipv4 (self, at + 8) : type == 0x0057 ? rewrite_ipv6 (self, at + 8) : at + 8;
    default:
      return at;
    }
}

/* A hardware address in a field of 8 bytes. */
static void
replace_field (PvAnonymiser *self,
               guint8       *field,
               guint         length)
{
  if (length == 6)
    {
      pv_pseudonyms_replace_hardware (self->pseudonyms, field);
      memset (field + 6, 0, 2);
    }
  else
    {
      memset (field, 0, 8);
    }
}

/* Returns where what is kept ends. */
static guint32
rewrite_link (PvAnonymiser *self,
              guint16       link_type)
{
  guint8 *data = self->data;

  switch (link_type)
    {
    case LINKTYPE_ETHERNET:
      if (!has (self, 0, 14))
        return 0;
      pv_pseudonyms_replace_hardware (self->pseudonyms, data);
      pv_pseudonyms_replace_hardware (self->pseudonyms, data + 6);
      return rewrite_ethertype (self, pv_peek_u16 (data + 12), 14);
    case LINKTYPE_LINUX_SLL:
      if (!has (self, 0, 16))
        return 0;
      replace_field (self, data + 6, pv_peek_u16 (data + 4));
      return rewrite_ethertype (self, pv_peek_u16 (data + 14), 16);
    case LINKTYPE_LINUX_SLL2:
      if (!has (self, 0, 20))
        return 0;
      replace_field (self, data + 12, data[11]);
      return rewrite_ethertype (self, pv_peek_u16 (data), 20);
    case LINKTYPE_NULL:
    case LINKTYPE_LOOP:
      return has (self, 0, 4) ? rewrite_ip (self, 4) : 0;
    case LINKTYPE_RAW:
    case LINKTYPE_IPV4:
    case LINKTYPE_IPV6:
      return rewrite_ip (self, 0);
    default:
      return 0;
    }
}

void
pv_anonymiser_rewrite (PvAnonymiser   *self,
                       const PvRecord *record,
                       PvRecord       *rewritten)
{
  g_return_if_fail (self != NULL && record != NULL && rewritten != NULL);

  self->n = MIN (record->captured_length, MAX_KEPT);
  self->wire = MAX (record->original_length, record->captured_length);
  if (self->n > 0)
    memcpy (self->data, record->data, self->n);

  *rewritten = *record;
  rewritten->data = self->data;
  rewritten->captured_length = rewrite_link (self, record->link_type);
}

const char *
pv_anonymiser_get_limits (void)
{
  return _("Times, lengths, ports and who talks to whom under another name remain, and so does which addresses are of one "
           "network. What is not understood is cut off.");
}
