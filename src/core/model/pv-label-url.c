/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-label-url.c: URLs as labels. */
#include "pv-label-class-private.h"

static guint32
get_n_urls (PvCapture *capture)
{
  return pv_label_table_get_n (capture->urls);
}

static char *
dup_url (PvCapture *capture,
         guint32    id)
{
  return g_strdup ((const char *) pv_label_table_get (capture->urls, id, NULL));
}

static int
compare_urls (PvCapture *capture,
              guint32    a,
              guint32    b)
{
  return pv_label_keys_compare (capture->urls, a, b, FALSE);
}

static guint64
get_url_prefix (PvCapture *capture,
                guint32    id)
{
  return pv_label_key_get_prefix (capture->urls, id, 8, 0);
}

/* Unlike names they have capitals. */
static gboolean
match_url (PvCapture  *capture,
           guint32     id,
           const char *search,
           gsize       search_length)
{
  return strcasestr ((const char *) pv_label_table_get (capture->urls, id, NULL), search) != NULL;
}

static guint32
find_url (PvCapture  *capture,
          const char *text)
{
  return pv_label_table_find (capture->urls, (const guint8 *) text, strlen (text));
}

const PvLabelFuncs pv_label_url = {
  .get_n = get_n_urls,
  .dup_text = dup_url,
  .compare = compare_urls,
  .get_prefix = get_url_prefix,
  .match = match_url,
  .find = find_url,
};
