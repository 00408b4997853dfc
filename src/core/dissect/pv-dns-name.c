/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-dns-name.c: names in DNS messages, as text. */
#include "pv-dns-name.h"

#include "pv-dns-label.h"

/* Longest name on the wire: its labels with their length bytes, and the root's (RFC 1035, section 3.1). */
#define NAME_WIRE_MAX 255

/* Pointers followed in one name: more than its labels, so that only those to pointers can be too many. */
#define MAX_POINTERS 128

gsize
pv_dns_read_name (const guint8 *message,
                  gsize         length,
                  gsize        *offset,
                  char         *name)
{
  gsize at = *offset;
  guint n_pointers = 0;
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
          if (at >= length || n_pointers == MAX_POINTERS)
            return 0;

          /* They should go back, but servers answer those who ask with one that goes forward. */
          n_pointers++;
          if (after == 0)
            after = at + 1;
          at = (gsize) (label & 0x3f) << 8 | message[at];
          continue;
        }

      wire_length += 1 + label;
      if (label > PV_DNS_LABEL_MAX || wire_length > NAME_WIRE_MAX || length - at < label)
        return 0;

      if (end != name)
        *end++ = '.';
      end = pv_dns_label_append (end, message + at, label);
      at += label;
    }

  *offset = after != 0 ? after : at;

  if (end == name)
    *end++ = '.';
  *end = '\0';

  return end - name;
}
