/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-client-count.c: how many addresses asked for each name. */
#include "pv-client-count.h"

#include "pv-capture-private.h"
#include "pv-dimension-private.h"
#include "pv-packet-set-private.h"

typedef struct
{
  PvCapture *capture;
  const PvQuery *query;
  const PvLookups *lookups;
  gboolean check_time;
} Lookups;

/* The source address of a lookup that counts, else PV_NO_ID. */
static inline guint32
get_client (const Lookups *self,
            guint64        i)
{
  guint32 packet = pv_lookups_get_packet (self->lookups, i);
  const PvSegment *segment = pv_capture_get_segment (self->capture, packet);
  guint place = packet & PV_SEGMENT_MASK;
  gint64 time_ns = segment->time_ns[place];

  if (self->check_time && (time_ns < self->query->span.start_ns || time_ns >= self->query->span.end_ns))
    return PV_NO_ID;
  if (self->query->set != NULL && !pv_packet_set_contains (self->query->set, packet))
    return PV_NO_ID;

  return segment->ids[PV_COLUMN_SOURCE][place];
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
                 const PvQuery *query,
                 guint64        first,
                 guint64        last)
{
  Lookups self = {
    .capture = capture,
    .query = query,
    .lookups = &capture->lookups[pv_dimension_get_info (query->dimension)->lookup_kind],
    .check_time = query->has_span && !capture->sorted,
  };
  guint n_names = pv_label_table_get_n (capture->names);
  guint n_addresses = pv_label_table_get_n (capture->addresses);
  g_autofree guint32 *ends = g_try_new0 (guint32, MAX (n_names, 1));
  g_autofree guint32 *clients = g_try_new (guint32, MAX (last - first, 1));
  /* for each address, the name (and one) that it was last counted for */
  g_autofree guint32 *counted = g_try_new0 (guint32, MAX (n_addresses, 1));
  g_autofree guint32 *counts = g_try_new0 (guint32, MAX (n_names, 1));
  guint32 at = 0;

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
