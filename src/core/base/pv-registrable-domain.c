/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-registrable-domain.c: which domain a name is below, by the Public Suffix List. */
#include "pv-registrable-domain.h"

#include <gio/gio.h>
#include <libpsl.h>
#include <stdio.h>
#include <string.h>

#include "pv-public-suffixes-table.h"

#include "pv-tsan.h"

/* No rule has more than one less; see make-public-suffixes.py. What is further ahead would only take time. */
#define MAX_LABELS 8

/* The list, which stays; NULL where memory is out. */
static const psl_ctx_t *
get_list (void)
{
  static GMutex lock;
  static psl_ctx_t *list; /* atomic */
  psl_ctx_t *found = g_atomic_pointer_get (&list);

  if (G_LIKELY (found != NULL))
    return found;

  g_mutex_lock (&lock);
  found = g_atomic_pointer_get (&list);
  if (found == NULL)
    {
      FILE *text = fmemopen ((gpointer) public_suffixes, sizeof public_suffixes, "r");

      if (text != NULL)
        {
          found = psl_load_fp (text);
          fclose (text);
        }
      g_atomic_pointer_set (&list, found);
    }
  g_mutex_unlock (&lock);

  return found;
}

/* Whether the byte before @end is a dot between two labels, and not one that is part of a label. */
static gboolean
is_behind_dot (const char *name,
               const char *end)
{
  gsize n_escapes = 0;

  if (end == name || end[-1] != '.')
    return FALSE;

  for (const char *c = end - 1; c > name && c[-1] == '\\'; c--)
    n_escapes++;

  return n_escapes % 2 == 0;
}

/* The start of the label that the byte before @end is of. */
static const char *
find_label (const char *name,
            const char *end)
{
  while (end > name && !is_behind_dot (name, end))
    end--;

  return end;
}

const char *
pv_registrable_domain_find (const char *name)
{
  const char *end = name + strlen (name);
  const char *start = find_label (name, end);
  const psl_ctx_t *list;
  const char *domain;

  /* an empty label at the end is the root's */
  if (start == name || start == end || g_str_equal (start, "arpa") || g_str_equal (start, "local") ||
      g_hostname_is_ip_address (name))
    return name;

  list = get_list ();
  if (list == NULL)
    return NULL;

  for (guint i = 1; i < MAX_LABELS && start > name; i++)
    start = find_label (name, start - 1);
  domain = psl_registrable_domain (list, start);

  /* libpsl takes each dot for one between labels */
  return domain != NULL ? find_label (name, domain) : name;
}
