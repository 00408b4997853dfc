/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-dns.c: the first question of a DNS message, as text. */
#include "pv-dns.h"

#include "pv-cursor.h"

#define DNS_HEADER 12
/* Longest name on the wire: its labels with their length bytes, and the root's (RFC 1035, section 3.1). */
#define NAME_WIRE_MAX 255

/* Appends one byte of a label: lower case, escaped where it is no printable ASCII or would be taken
 * for something else (RFC 4343, section 2.1). */
static inline char *
append_byte (char   *end,
             guint8  byte)
{
  if (byte <= 0x20 || byte >= 0x7f)
    {
      *end++ = '\\';
      *end++ = (char) ('0' + byte / 100);
      *end++ = (char) ('0' + byte / 10 % 10);
      *end++ = (char) ('0' + byte % 10);
      return end;
    }

  if (byte == '.' || byte == '\\')
    *end++ = '\\';
  *end++ = (char) (byte >= 'A' && byte <= 'Z' ? byte | 0x20 : byte);

  return end;
}

gsize
pv_dns_read_lookup (const guint8 *message,
                    gsize         length,
                    char         *name)
{
  gsize offset = DNS_HEADER;
  gsize limit; /* pointers go to before the place where the labels they follow began */
  gsize wire_length = 1;
  gsize after = 0; /* where the question's type begins */
  char *end = name;

  /* QR, opcode, QDCOUNT (RFC 1035, section 4.1.1). */
  if (length < DNS_HEADER || (message[2] & 0xf8) != 0 || pv_peek_u16 (message + 4) == 0)
    return 0;

  limit = offset;
  for (;;)
    {
      guint8 label;

      if (offset >= length)
        return 0;

      label = message[offset++];
      if (label == 0)
        break;

      if (label >= 0xc0)
        {
          gsize target;

          if (offset >= length)
            return 0;

          target = (gsize) (label & 0x3f) << 8 | message[offset++];
          if (after == 0)
            after = offset;
          if (target >= limit)
            return 0;
          offset = target;
          limit = target;
          continue;
        }

      wire_length += 1 + label;
      if (label > 63 || wire_length > NAME_WIRE_MAX || length - offset < label)
        return 0;

      if (end != name)
        *end++ = '.';
      for (guint i = 0; i < label; i++)
        end = append_byte (end, message[offset++]);
    }

  if (after == 0)
    after = offset;
  if (length - after < 4)
    return 0;

  if (end == name)
    *end++ = '.';
  *end = '\0';

  return end - name;
}
