/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-label-place.c: countries and networks as labels: a code or number, a space and a name. */
#include "pv-label-class-private.h"

/* The label that is @text, or whose code is. */
static guint32
find (PvLabelTable *table,
      const char   *text)
{
  gsize length = strlen (text);
  guint32 id = pv_label_table_find (table, (const guint8 *) text, length);

  for (guint32 i = 0; id == PV_NO_ID && i < pv_label_table_get_n (table); i++)
    {
      const char *label = (const char *) pv_label_table_get (table, i, NULL);

      if (g_ascii_strncasecmp (label, text, length) == 0 && label[length] == ' ')
        id = i;
    }

  return id;
}

static guint32
country_get_n (PvCapture *capture)
{
  return pv_label_table_get_n (capture->countries);
}

static char *
country_dup_text (PvCapture *capture,
                  guint32    id)
{
  return g_strdup ((const char *) pv_label_table_get (capture->countries, id, NULL));
}

static int
country_compare (PvCapture *capture,
                 guint32    a,
                 guint32    b)
{
  return pv_label_keys_compare (capture->countries, a, b, FALSE);
}

static guint64
country_get_prefix (PvCapture *capture,
                    guint32    id)
{
  return pv_label_key_get_prefix (capture->countries, id, 8, 0);
}

static gboolean
country_match (PvCapture  *capture,
               guint32     id,
               const char *search,
               gsize       search_length)
{
  return pv_label_text_match (country_dup_text (capture, id), search);
}

static guint32
country_find (PvCapture  *capture,
              const char *text)
{
  return find (capture->countries, text);
}

static guint32
network_get_n (PvCapture *capture)
{
  return pv_label_table_get_n (capture->networks);
}

static char *
network_dup_text (PvCapture *capture,
                  guint32    id)
{
  return g_strdup ((const char *) pv_label_table_get (capture->networks, id, NULL));
}

static int
network_compare (PvCapture *capture,
                 guint32    a,
                 guint32    b)
{
  return pv_label_keys_compare (capture->networks, a, b, FALSE);
}

static guint64
network_get_prefix (PvCapture *capture,
                    guint32    id)
{
  return pv_label_key_get_prefix (capture->networks, id, 8, 0);
}

static gboolean
network_match (PvCapture  *capture,
               guint32     id,
               const char *search,
               gsize       search_length)
{
  return pv_label_text_match (network_dup_text (capture, id), search);
}

static guint32
network_find (PvCapture  *capture,
              const char *text)
{
  return find (capture->networks, text);
}

const PvLabelFuncs pv_label_country = {
  .get_n = country_get_n,
  .dup_text = country_dup_text,
  .compare = country_compare,
  .get_prefix = country_get_prefix,
  .match = country_match,
  .find = country_find,
};

const PvLabelFuncs pv_label_network = {
  .get_n = network_get_n,
  .dup_text = network_dup_text,
  .compare = network_compare,
  .get_prefix = network_get_prefix,
  .match = network_match,
  .find = network_find,
};
