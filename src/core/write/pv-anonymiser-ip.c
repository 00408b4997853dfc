/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-anonymiser-ip.c: headers of IP with other addresses. */
#include "pv-anonymiser-private.h"

#include <netinet/in.h>
#include <string.h>

#include "pv-internet-sum.h"

#define MAX_EXTENSIONS 16

guint32
pv_anonymiser_rewrite_ipv4 (PvAnonymiser *self,
                            guint32       at)
{
  guint8 *header = self->data + at;
  guint32 length;
  guint32 total;

  if (!pv_anonymiser_has (self, at, 20) || header[0] >> 4 != 4)
    return at;
  length = (header[0] & 0xf) * 4u;
  if (length < 20 || !pv_anonymiser_has (self, at, length))
    return at;

  pv_pseudonyms_replace_address (self->pseudonyms, header + 12, 4);
  pv_pseudonyms_replace_address (self->pseudonyms, header + 16, 4);
  /* some hold addresses */
  memset (header + 20, 1, length - 20);
  pv_put_u16 (header + 10, 0);
  pv_put_u16 (header + 10, pv_internet_sum_fold (pv_internet_sum_add (0, header, length)));

  total = pv_peek_u16 (header + 2);
  if (total == 0)
    total = self->wire - at;
  /* a later fragment */
  if (total < length || (pv_peek_u16 (header + 6) & 0x1fff) != 0)
    return at + length;

  return pv_anonymiser_rewrite_transport (self, header[9], at + length, total - length,
                                          pv_internet_sum_add (0, header + 12, 8));
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

guint32
pv_anonymiser_rewrite_ipv6 (PvAnonymiser *self,
                            guint32       start)
{
  guint8 *header = self->data + start;
  guint32 at = start + 40;
  guint32 left;
  guint8 next;

  if (!pv_anonymiser_has (self, start, 40) || header[0] >> 4 != 6)
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
        return pv_anonymiser_rewrite_transport (self, next, at, left, pv_internet_sum_add (0, header + 8, 32));
      if (!pv_anonymiser_has (self, at, 8))
        return at;
      if (next != IPPROTO_FRAGMENT)
        {
          length += extension[1] * 8u;
          if (!pv_anonymiser_has (self, at, length))
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
