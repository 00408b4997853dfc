/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-dns.c: the first question of a DNS message, as text. */
#include "pv-dns.h"

#include "pv-cursor.h"

#define DNS_HEADER 12
#define TYPE_AND_CLASS 4

gsize
pv_dns_read_lookup (const guint8 *message,
                    gsize         length,
                    char         *name)
{
  gsize offset = DNS_HEADER;
  gsize name_length;

  /* QR, opcode, QDCOUNT (RFC 1035, section 4.1.1). */
  if (length < DNS_HEADER || (message[2] & 0xf8) != 0 || pv_peek_u16 (message + 4) == 0)
    return 0;

  name_length = pv_dns_read_name (message, length, &offset, name);

  return length - offset >= TYPE_AND_CLASS ? name_length : 0;
}
