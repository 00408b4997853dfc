/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-client-count.c: how many addresses asked for each name. */
#include "pv-client-count.h"

#include "pv-query-private.h"

typedef struct
{
  PvCapture *capture;
  const PvQuery *query;
  const PvLookups *lookups;
} Lookups;

/* The source address of a lookup that counts, else PV_NO_ID. */
static inline guint32
get_client (const Lookups *self,
            guint64        i)
{
  guint32 packet = pv_lookups_get_packet (self->lookups, i);

  if (!pv_query_covers (self->capture, self->query, packet))
    return PV_NO_ID;

  return pv_flow_table_get (self->capture->flows, pv_capture_get_flow (self->capture, packet))->key.source;
}

/* Lays the clients of each name side by side: those of name i end at @ends[i]. */
static void
group_by_name (const Lookups *self,
               guint64        first,
               guint64        last,
               guint          n_names,
               guint32       *ends,
               guint32       *clients)
{
  guint32 sum = 0;

  for (guint64 i = first; i < last; i++)
    if (get_client (self, i) != PV_NO_ID)
      ends[pv_lookups_get_name (self->lookups, i)]++;

  /* where each begins; filling moves that to its end */
  for (guint name = 0; name < n_names; name++)
    {
      guint32 n = ends[name];

      ends[name] = sum;
      sum += n;
    }

  for (guint64 i = first; i < last; i++)
    {
      guint32 client = get_client (self, i);

      if (client != PV_NO_ID)
        clients[ends[pv_lookups_get_name (self->lookups, i)]++] = client;
    }
}

guint32 *
pv_client_count (PvCapture     *capture,
                 const PvQuery *query)
{
  Lookups self = {
    .capture = capture,
    .query = query,
    .lookups = &capture->lookups[pv_dimension_get_info (query->dimension)->lookup_kind],
  };
  guint n_names = pv_label_table_get_n (capture->names);
  guint n_addresses = pv_label_table_get_n (capture->addresses);
  guint64 first;
  guint64 last;
  g_autofree guint32 *ends = g_try_new0 (guint32, MAX (n_names, 1));
  g_autofree guint32 *clients = NULL;
  /* for each address, the name (and one) that it was last counted for */
  g_autofree guint32 *counted = g_try_new0 (guint32, MAX (n_addresses, 1));
  g_autofree guint32 *counts = g_try_new0 (guint32, MAX (n_names, 1));
  guint32 at = 0;

  pv_query_find_events (capture, query, &first, &last);
  clients = g_try_new (guint32, MAX (last - first, 1));
  if (ends == NULL || clients == NULL || counted == NULL || counts == NULL)
    return NULL;

  group_by_name (&self, first, last, n_names, ends, clients);
  for (guint name = 0; name < n_names; name++)
    for (; at < ends[name]; at++)
      if (counted[clients[at]] != name + 1)
        {
          counted[clients[at]] = name + 1;
          counts[name]++;
        }

  return g_steal_pointer (&counts);
}
