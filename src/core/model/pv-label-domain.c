/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-label-domain.c: registrable domains as labels. */
#include "pv-label-class-private.h"

/* Those of all names that may count are numbered now, so that there is room for them: others may come meanwhile. */
static guint32
get_n_domains (PvCapture *capture)
{
  const PvEvents *lookups = &capture->events[PV_EVENT_LOOKUP];
  gboolean done = __atomic_load_n (&capture->domains_numbered, __ATOMIC_ACQUIRE);
  gboolean all = TRUE;

  for (guint64 i = 0; i < lookups->n && !done; i++)
    if (pv_events_get_label (lookups, i) != PV_NO_ID)
      all = pv_domain_index_get (capture->domains, pv_events_get_label (lookups, i)) != PV_NO_ID && all;
  for (guint32 flow = 0; flow < capture->n_flows && capture->flow_names != NULL && !done; flow++)
    {
      guint32 name = pv_flow_names_get_label (capture->flow_names, flow);

      if (name != PV_NO_ID)
        all = pv_domain_index_get (capture->domains, name) != PV_NO_ID && all;
    }

  /* not where memory was out: then some have no number yet */
  if (all)
    __atomic_store_n (&capture->domains_numbered, TRUE, __ATOMIC_RELEASE);

  return pv_label_table_get_n (pv_domain_index_get_all (capture->domains));
}

static char *
dup_domain (PvCapture *capture,
            guint32    id)
{
  return g_strdup ((const char *) pv_label_table_get (pv_domain_index_get_all (capture->domains), id, NULL));
}

static int
compare_domains (PvCapture *capture,
                 guint32    a,
                 guint32    b)
{
  return pv_label_keys_compare (pv_domain_index_get_all (capture->domains), a, b, FALSE);
}

static guint64
get_domain_prefix (PvCapture *capture,
                   guint32    id)
{
  return pv_label_key_get_prefix (pv_domain_index_get_all (capture->domains), id, 8, 0);
}

static gboolean
match_domain (PvCapture  *capture,
              guint32     id,
              const char *search,
              gsize       search_length)
{
  gsize length;
  const guint8 *key = pv_label_table_get (pv_domain_index_get_all (capture->domains), id, &length);

  return memmem (key, length, search, search_length) != NULL;
}

static guint32
find_domain (PvCapture  *capture,
             const char *text)
{
  g_autofree char *lower = g_ascii_strdown (text, -1);
  PvLabelTable *domains = pv_domain_index_get_all (capture->domains);
  gsize length = strlen (lower);
  guint32 id;

  (void) get_n_domains (capture);
  id = pv_label_table_find (domains, (const guint8 *) lower, length);
  if (id == PV_NO_ID && length > 1 && lower[length - 1] == '.')
    id = pv_label_table_find (domains, (const guint8 *) lower, length - 1);

  return id;
}

const PvLabelFuncs pv_label_domain = {
  .get_n = get_n_domains,
  .dup_text = dup_domain,
  .compare = compare_domains,
  .get_prefix = get_domain_prefix,
  .match = match_domain,
  .find = find_domain,
};
