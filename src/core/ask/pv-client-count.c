/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-client-count.c: how many addresses asked for each label of events. */
#include "pv-client-count.h"

#include "pv-label-class.h"
#include "pv-query-private.h"

typedef struct
{
  PvCapture *capture;
  const PvQuery *query;
  const PvDimensionInfo *info;
  const PvEvents *events;
} Asked;

static inline guint32
get_label (const Asked *self,
           guint64      i)
{
  return pv_dimension_info_get_event_label (self->info, self->capture, self->events, i);
}

/* Who asked for what an event that counts says, else PV_NO_ID: who sent it, or of an answer who got it. */
static inline guint32
get_client (const Asked *self,
            guint64      i)
{
  guint32 packet = pv_events_get_packet (self->events, i);

  const PvFlowKey *key;

  if (!pv_query_covers_event (self->capture, self->query, self->info->event_kind, packet))
    return PV_NO_ID;

  key = &pv_flow_table_get (self->capture->flows, pv_capture_get_flow (self->capture, packet))->key;
  if (self->info->event_kind == PV_EVENT_OUTCOME &&
      pv_event_get_outcome (pv_events_get (self->events, i).value) != PV_DNS_UNANSWERED)
    return key->destination;

  return key->source;
}

/* Lays the clients of each label side by side: those of label i end at @ends[i]. */
static void
group_by_label (const Asked *self,
                guint64      first,
                guint64      last,
                guint        n_labels,
                guint32     *ends,
                guint32     *clients)
{
  guint32 sum = 0;

  for (guint64 i = first; i < last; i++)
    if (get_label (self, i) != PV_NO_ID && get_client (self, i) != PV_NO_ID)
      ends[get_label (self, i)]++;

  /* where each begins; filling moves that to its end */
  for (guint label = 0; label < n_labels; label++)
    {
      guint32 n = ends[label];

      ends[label] = sum;
      sum += n;
    }

  for (guint64 i = first; i < last; i++)
    {
      guint32 label = get_label (self, i);
      guint32 client = get_client (self, i);

      if (label != PV_NO_ID && client != PV_NO_ID)
        clients[ends[label]++] = client;
    }
}

guint32 *
pv_client_count (PvCapture     *capture,
                 const PvQuery *query)
{
  const PvDimensionInfo *info = pv_dimension_get_info (query->dimension);
  const Asked self = { capture, query, info, pv_dimension_info_get_events (info, capture) };
  PvLabels labels = pv_labels_of (capture, query->dimension);
  guint n_labels = pv_labels_get_n (&labels);
  guint n_addresses = pv_label_table_get_n (capture->addresses);
  guint64 first;
  guint64 last;
  g_autofree guint32 *ends = g_try_new0 (guint32, MAX (n_labels, 1));
  g_autofree guint32 *clients = NULL;
  /* for each address, the label (and one) that it was last counted for */
  g_autofree guint32 *counted = g_try_new0 (guint32, MAX (n_addresses, 1));
  g_autofree guint32 *counts = g_try_new0 (guint32, MAX (n_labels, 1));
  guint32 at = 0;

  pv_query_find_events (capture, query, &first, &last);
  clients = g_try_new (guint32, MAX (last - first, 1));
  if (ends == NULL || clients == NULL || counted == NULL || counts == NULL)
    return NULL;

  group_by_label (&self, first, last, n_labels, ends, clients);
  for (guint label = 0; label < n_labels; label++)
    for (; at < ends[label]; at++)
      if (counted[clients[at]] != label + 1)
        {
          counted[clients[at]] = label + 1;
          counts[label]++;
        }

  return g_steal_pointer (&counts);
}
