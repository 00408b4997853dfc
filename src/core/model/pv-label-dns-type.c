/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-label-dns-type.c: types of DNS records as labels. */
#include "pv-label-class-private.h"

static guint32
get_n_dns_types (PvCapture *capture)
{
  return G_MAXUINT16 + 1;
}

static char *
dup_dns_type (PvCapture *capture,
              guint32    id)
{
  const char *name = pv_dns_type_get_name ((guint16) id);

  /* RFC 3597, section 5 */
  return name != NULL ? g_strdup (name) : g_strdup_printf ("TYPE%u", id);
}

static gboolean
match_dns_type (PvCapture  *capture,
                guint32     id,
                const char *search,
                gsize       search_length)
{
  return pv_label_text_match (dup_dns_type (capture, id), search);
}

static guint32
find_dns_type (PvCapture  *capture,
               const char *text)
{
  guint64 number;

  if (g_ascii_strncasecmp (text, "TYPE", 4) == 0 &&
      g_ascii_string_to_unsigned (text + 4, 10, 0, G_MAXUINT16, &number, NULL))
    return (guint32) number;

  for (guint32 id = 0; id <= G_MAXUINT16; id++)
    {
      const char *name = pv_dns_type_get_name ((guint16) id);

      if (name != NULL && g_ascii_strcasecmp (name, text) == 0)
        return id;
    }

  return PV_NO_ID;
}

const PvLabelFuncs pv_label_dns_type = {
  .get_n = get_n_dns_types,
  .dup_text = dup_dns_type,
  .compare = pv_label_numbers_compare,
  .get_prefix = pv_label_number_get_prefix,
  .match = match_dns_type,
  .find = find_dns_type,
  .append_key = pv_label_number_append,
};
