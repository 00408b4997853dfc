/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-flow-finder.c: which flow a packet belongs to. */
#include "pv-flow-finder.h"

void
pv_flow_finder_init (PvFlowFinder *self,
                     PvFlowTable  *flows)
{
  self->flows = flows;
  pv_hash_seed_init (&self->seed);
}

/* Writes an entry over the one of the same flow, or else over the older of its two places. */
static void
put (PvFlowFinder       *self,
     guint               address_size,
     const PvFlowSearch *search,
     guint64             ports,
     guint32             id)
{
  if (address_size == 4)
    {
      PvIpv4FlowEntry *first = &self->ipv4[search->place];
      PvIpv4FlowEntry *second = &self->ipv4[search->place ^ 1];
      const guint64 addresses = search->addresses[0];

      if (second->addresses == addresses && (second->ports & ~PV_FLOW_FINDER_WAITS) == search->ports)
        first = second;
      else if (first->addresses != addresses || (first->ports & ~PV_FLOW_FINDER_WAITS) != search->ports)
        *second = *first;
      *first = (PvIpv4FlowEntry){ addresses, ports, id };
    }
  else
    {
      PvIpv6FlowEntry *first = &self->ipv6[search->place];
      PvIpv6FlowEntry *second = &self->ipv6[search->place ^ 1];
      const gsize size = sizeof search->addresses;

      if ((second->ports & ~PV_FLOW_FINDER_WAITS) == search->ports
          && memcmp (second->addresses, search->addresses, size) == 0)
        first = second;
      else if ((first->ports & ~PV_FLOW_FINDER_WAITS) != search->ports
               || memcmp (first->addresses, search->addresses, size) != 0)
        *second = *first;
      memcpy (first->addresses, search->addresses, size);
      first->ports = ports;
      first->id = id;
    }
}

/* The miss of the flow, if it is waited for; else -1. */
static int
find_miss (const PvFlowFinder *self,
           guint               address_size,
           const PvFlowSearch *search)
{
  guint64 ports = search->ports | PV_FLOW_FINDER_WAITS;

  for (guint i = 0; i < 2; i++)
    if (address_size == 4)
      {
        const PvIpv4FlowEntry *entry = &self->ipv4[search->place ^ i];

        if (entry->ports == ports && entry->addresses == search->addresses[0])
          return (int) entry->id;
      }
    else
      {
        const PvIpv6FlowEntry *entry = &self->ipv6[search->place ^ i];

        if (entry->ports == ports && memcmp (entry->addresses, search->addresses, sizeof entry->addresses) == 0)
          return (int) entry->id;
      }

  return -1;
}

/* Each round asks for memory that the next one needs. */
void
pv_flow_finder_resolve (PvFlowFinder *self)
{
  guint64 hashes[PV_FLOW_FINDER_N_MISSES][2];
  guint n_unknown = 0;

  for (guint i = 0; i < self->n_misses; i++)
    {
      PvFlowMiss *miss = &self->misses[i];

      miss->guess = pv_flow_table_guess (self->flows, miss->hash);
      if (miss->guess == PV_NO_ID)
        pv_flow_table_hash_addresses (self->flows, &miss->packet, hashes[n_unknown++]);
    }
  pv_label_table_fetch (pv_flow_table_get_addresses (self->flows), hashes[0], 2 * n_unknown);

  n_unknown = 0;
  for (guint i = 0; i < self->n_misses; i++)
    {
      const PvFlowMiss *miss = &self->misses[i];
      guint32 id = pv_flow_table_add (self->flows, miss->hash, miss->guess,
                                      miss->guess == PV_NO_ID ? hashes[n_unknown++] : NULL, &miss->packet);

      *miss->id = id;
      if (id == PV_NO_ID)
        self->full = TRUE;
      else
        put (self, miss->packet.address_size, &miss->search, miss->search.ports, id);
    }

  for (guint i = 0; i < self->n_followers; i++)
    *self->followers[i].id = *self->misses[self->followers[i].miss].id;

  self->n_misses = 0;
  self->n_followers = 0;
}

void
pv_flow_finder_add_miss (PvFlowFinder       *self,
                         const PvFacts      *facts,
                         const PvFlowSearch *search,
                         guint32             packet,
                         guint32            *id)
{
  int known = find_miss (self, facts->address_size, search);
  PvFlowMiss *miss;

  if (known >= 0)
    {
      self->followers[self->n_followers++] = (PvFlowFollower){ id, (guint) known };
      if (facts->is_syn)
        self->misses[known].packet.flags |= PV_FLOW_SYN;
      if (self->n_followers == PV_FLOW_FINDER_N_FOLLOWERS)
        pv_flow_finder_resolve (self);
      return;
    }

  put (self, facts->address_size, search, search->ports | PV_FLOW_FINDER_WAITS, self->n_misses);
  miss = &self->misses[self->n_misses++];
  miss->id = id;
  miss->search = *search;
  miss->packet = (PvFlowPacket){
    .address_size = facts->address_size,
    .has_ports = facts->has_ports != 0,
    .protocol = facts->transport,
    .source_port = facts->source_port,
    .destination_port = facts->destination_port,
    .flags = facts->is_syn ? PV_FLOW_SYN : 0,
    .packet = packet,
  };
  memcpy (miss->packet.addresses, facts->source, facts->address_size);
  memcpy ((guint8 *) miss->packet.addresses + facts->address_size, facts->destination, facts->address_size);
  miss->hash = pv_flow_table_hash (self->flows, &miss->packet);
  if (self->n_misses == PV_FLOW_FINDER_N_MISSES)
    pv_flow_finder_resolve (self);
}

void
pv_flow_finder_find_link (PvFlowFinder  *self,
                          const PvFacts *facts,
                          guint32        packet,
                          guint32       *id)
{
  PvLinkFlowEntry *entry = &self->link[facts->link_protocol % G_N_ELEMENTS (self->link)];

  if (!entry->used || entry->protocol != facts->link_protocol)
    {
      PvFlowPacket of_link = { .protocol = facts->link_protocol, .packet = packet };
      guint64 hash = pv_flow_table_hash (self->flows, &of_link);
      guint32 found = pv_flow_table_add (self->flows, hash, pv_flow_table_guess (self->flows, hash), NULL,
                                         &of_link);

      self->full = self->full || found == PV_NO_ID;
      *entry = (PvLinkFlowEntry){ facts->link_protocol, found != PV_NO_ID, found };
    }

  *id = entry->id;
}
