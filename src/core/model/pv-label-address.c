/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-label-address.c: addresses as labels. */
#include "pv-label-class-private.h"

#include <arpa/inet.h>

/* Writes an IPv4 address; faster than inet_ntop(), of which a search through a million would feel it. */
static gsize
format_ipv4 (const guint8 *key,
             char         *text)
{
  char *end = text;

  for (guint i = 0; i < 4; i++)
    {
      guint8 byte = key[i];

      if (i > 0)
        *end++ = '.';
      if (byte >= 100)
        *end++ = (char) ('0' + byte / 100);
      if (byte >= 10)
        *end++ = (char) ('0' + byte / 10 % 10);
      *end++ = (char) ('0' + byte % 10);
    }
  *end = '\0';

  return end - text;
}

gsize
pv_label_address_format (PvCapture *capture,
                         guint32    id,
                         char      *text)
{
  gsize length;
  const guint8 *key = pv_label_table_get (capture->addresses, id, &length);

  if (length == 4)
    return format_ipv4 (key, text);

  inet_ntop (AF_INET6, key, text, INET6_ADDRSTRLEN);

  return strlen (text);
}

static guint32
get_n_addresses (PvCapture *capture)
{
  return pv_label_table_get_n (capture->addresses);
}

static char *
dup_address (PvCapture *capture,
             guint32    id)
{
  char text[INET6_ADDRSTRLEN];

  pv_label_address_format (capture, id, text);

  return g_strdup (text);
}

static int
compare_addresses (PvCapture *capture,
                   guint32    a,
                   guint32    b)
{
  return pv_label_keys_compare (capture->addresses, a, b, TRUE);
}

/* An address's first byte makes room for its version. */
static guint64
get_address_prefix (PvCapture *capture,
                    guint32    id)
{
  gsize length;

  pv_label_table_get (capture->addresses, id, &length);

  return pv_label_key_get_prefix (capture->addresses, id, 7, length);
}

static gboolean
match_address (PvCapture  *capture,
               guint32     id,
               const char *search,
               gsize       search_length)
{
  char text[INET6_ADDRSTRLEN];

  return memmem (text, pv_label_address_format (capture, id, text), search, search_length) != NULL;
}

static guint32
find_address (PvCapture  *capture,
              const char *text)
{
  guint8 key[16];

  if (inet_pton (AF_INET, text, key) == 1)
    return pv_label_table_find (capture->addresses, key, 4);
  if (inet_pton (AF_INET6, text, key) == 1)
    return pv_label_table_find (capture->addresses, key, 16);

  return PV_NO_ID;
}

static void
append_address_key (PvCapture *capture,
                    guint32    id,
                    GString   *key)
{
  pv_label_key_append (capture->addresses, id, key);
}

const PvLabelFuncs pv_label_address = {
  .get_n = get_n_addresses,
  .dup_text = dup_address,
  .compare = compare_addresses,
  .get_prefix = get_address_prefix,
  .match = match_address,
  .find = find_address,
  .append_key = append_address_key,
};
