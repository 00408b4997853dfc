/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-anonymiser-dns.c: DNS without names and addresses of anybody. */
#include "pv-anonymiser-private.h"

#include <string.h>

#define MAX_JUMPS 128

/* Replaces the labels of a name, wherever they are, each of them once. Returns where the name ends; 0 where it
 * cannot be read. */
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

guint32
pv_anonymiser_rewrite_dns (PvAnonymiser *self,
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
