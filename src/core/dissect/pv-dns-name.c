/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-dns-name.c: names in DNS messages, as text. */
#include "pv-dns-name.h"

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
pv_dns_read_name (const guint8 *message,
                  gsize         length,
                  gsize        *offset,
                  char         *name)
{
  gsize at = *offset;
  gsize limit = at; /* pointers go to before the place where the labels they follow began */
  gsize wire_length = 1;
  gsize after = 0; /* what comes after the name, once a pointer has led away from it */
  char *end = name;

  for (;;)
    {
      guint8 label;

      if (at >= length)
        return 0;

      label = message[at++];
      if (label == 0)
        break;

      if (label >= 0xc0)
        {
          gsize target;

          if (at >= length)
            return 0;

          target = (gsize) (label & 0x3f) << 8 | message[at++];
          if (after == 0)
            after = at;
          if (target >= limit)
            return 0;
          at = target;
          limit = target;
          continue;
        }

      wire_length += 1 + label;
      if (label > 63 || wire_length > NAME_WIRE_MAX || length - at < label)
        return 0;

      if (end != name)
        *end++ = '.';
      for (guint i = 0; i < label; i++)
        end = append_byte (end, message[at++]);
    }

  *offset = after != 0 ? after : at;

  if (end == name)
    *end++ = '.';
  *end = '\0';

  return end - name;
}
