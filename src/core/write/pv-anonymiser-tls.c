/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-anonymiser-tls.c: a TLS ClientHello without what tells of a host. */
#include "pv-anonymiser-private.h"

#include <string.h>

#include "pv-tls-client-hello.h"

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

  if (!pv_anonymiser_has (self, *at, size))
    return FALSE;
  length = size == 1 ? self->data[*at] : pv_peek_u16 (self->data + *at);
  if (!pv_anonymiser_has (self, *at + size, length))
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
guint32
pv_anonymiser_rewrite_client_hello (PvAnonymiser *self,
                                    guint32       start)
{
  guint32 at = start + 5 + 4;

  /* record and handshake headers, version, random */
  if (!pv_anonymiser_has (self, start, 5 + 4 + 2 + 32) || !pv_tls_client_hello_begins (self->data + start, 11))
    return start;
  at += 2;
  memset (self->data + at, 0, 32);
  at += 32;

  /* session, cipher suites, compression */
  if (!pass_field (self, &at, 1, TRUE) || !pass_field (self, &at, 2, FALSE) || !pass_field (self, &at, 1, FALSE) ||
      !pv_anonymiser_has (self, at, 2))
    return at;

  at += 2;
  while (pv_anonymiser_has (self, at, 4))
    {
      guint16 type = pv_peek_u16 (self->data + at);
      guint32 length = pv_peek_u16 (self->data + at + 2);

      if (!pv_anonymiser_has (self, at + 4, length) ||
          at + 4 + length > start + 5 + pv_peek_u16 (self->data + start + 3))
        break;
      rewrite_extension (self, type, at + 4, length);
      at += 4 + length;
    }

  return at;
}
