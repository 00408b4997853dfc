/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-label-name.c: names of hosts as labels. */
#include "pv-label-class-private.h"

static guint32
get_n_names (PvCapture *capture)
{
  return pv_label_table_get_n (capture->names);
}

static char *
dup_name (PvCapture *capture,
          guint32    id)
{
  return g_strdup ((const char *) pv_label_table_get (capture->names, id, NULL));
}

static int
compare_names (PvCapture *capture,
               guint32    a,
               guint32    b)
{
  return pv_label_keys_compare (capture->names, a, b, FALSE);
}

static guint64
get_name_prefix (PvCapture *capture,
                 guint32    id)
{
  return pv_label_key_get_prefix (capture->names, id, 8, 0);
}

static gboolean
match_name (PvCapture  *capture,
            guint32     id,
            const char *search,
            gsize       search_length)
{
  gsize length;
  const guint8 *key = pv_label_table_get (capture->names, id, &length);

  return memmem (key, length, search, search_length) != NULL;
}

static guint32
find_name (PvCapture  *capture,
           const char *text)
{
  g_autofree char *lower = g_ascii_strdown (text, -1);
  gsize length = strlen (lower);
  guint32 id = pv_label_table_find (capture->names, (const guint8 *) lower, length);

  /* the root's dot is the name; others are known without it */
  if (id == PV_NO_ID && length > 1 && lower[length - 1] == '.')
    id = pv_label_table_find (capture->names, (const guint8 *) lower, length - 1);

  return id;
}

static void
append_name_key (PvCapture *capture,
                 guint32    id,
                 GString   *key)
{
  pv_label_key_append (capture->names, id, key);
}

const PvLabelFuncs pv_label_name = {
  .get_n = get_n_names,
  .dup_text = dup_name,
  .compare = compare_names,
  .get_prefix = get_name_prefix,
  .match = match_name,
  .find = find_name,
  .append_key = append_name_key,
};
