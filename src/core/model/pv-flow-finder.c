/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-flow-finder.c: which flow a packet belongs to. */
#include "pv-flow-finder.h"

void
pv_flow_finder_init (PvFlowFinder *self,
                     PvLabelTable *addresses,
                     PvFlowTable  *flows)
{
  self->addresses = addresses;
  self->flows = flows;
  pv_hash_seed_init (&self->seed);
  for (guint i = 0; i < G_N_ELEMENTS (self->ipv4_addresses); i++)
    self->ipv4_addresses[i].id = PV_NO_ID;
}

static const guint8 *
get_address (const PvFlowMiss *miss,
             guint             side)
{
  return (const guint8 *) miss->addresses + side * miss->address_size;
}

static PvIpv4AddressEntry *
get_address_entry (PvFlowFinder *self,
                   const guint8 *address,
                   guint32      *key)
{
  memcpy (key, address, sizeof *key);

  return &self->ipv4_addresses[(*key * self->seed.a) >> (64 - PV_FLOW_FINDER_IPV4_BITS)];
}

/* Finds the address among those that are remembered, or begins to fetch what numbering it takes. */
static void
begin_address (PvFlowFinder *self,
               PvFlowMiss   *miss,
               guint         side)
{
  const guint8 *address = get_address (miss, side);

  miss->known[side] = PV_NO_ID;
  if (miss->address_size == 4)
    {
      guint32 key;
      const PvIpv4AddressEntry *entry = get_address_entry (self, address, &key);

      if (entry->id != PV_NO_ID && entry->address == key)
        {
          miss->known[side] = entry->id;
          return;
        }
    }

  miss->hashes[side] = pv_label_table_hash (self->addresses, address, miss->address_size);
}

static guint32
end_address (PvFlowFinder *self,
             PvFlowMiss   *miss,
             guint         side)
{
  const guint8 *address = get_address (miss, side);
  guint32 id = miss->known[side];

  if (id != PV_NO_ID)
    return id;

  id = pv_label_table_add_hashed (self->addresses, miss->hashes[side], address, miss->address_size);
  self->full = self->full || id == PV_NO_ID;
  if (miss->address_size == 4)
    {
      guint32 key;
      PvIpv4AddressEntry *entry = get_address_entry (self, address, &key);

      *entry = (PvIpv4AddressEntry){ key, id };
    }

  return id;
}

static void
remember (PvFlowFinder     *self,
          const PvFlowMiss *miss,
          guint32           id)
{
  if (miss->address_size == 4)
    {
      guint32 sides[2];
      guint64 addresses;

      memcpy (sides, miss->addresses, sizeof sides);
      addresses = (guint64) sides[0] << 32 | sides[1];
      self->ipv4[pv_flow_finder_place_ipv4 (self, addresses, miss->ports)] =
        (PvIpv4FlowEntry){ addresses, miss->ports, id };
    }
  else
    {
      PvIpv6FlowEntry *entry = &self->ipv6[pv_flow_finder_place_ipv6 (self, miss->addresses, miss->ports)];

      memcpy (entry->addresses, miss->addresses, sizeof entry->addresses);
      entry->ports = miss->ports;
      entry->id = id;
    }
}

/* Each round asks for memory that the next one needs. */
void
pv_flow_finder_resolve (PvFlowFinder *self)
{
  for (guint i = 0; i < self->n_misses; i++)
    {
      begin_address (self, &self->misses[i], 0);
      begin_address (self, &self->misses[i], 1);
    }

  for (guint i = 0; i < self->n_misses; i++)
    {
      PvFlowMiss *miss = &self->misses[i];

      miss->key = (PvFlowKey){ end_address (self, miss, 0), end_address (self, miss, 1), (guint16) (miss->ports >> 16),
                               (guint16) miss->ports, (guint8) (miss->ports >> 32), miss->ports >> 40 & 1 };
      miss->hash = pv_flow_table_hash (self->flows, &miss->key);
    }

  for (guint i = 0; i < self->n_misses; i++)
    {
      PvFlowMiss *miss = &self->misses[i];
      guint32 id = PV_NO_ID;

      if (!self->full)
        id = pv_flow_table_add_hashed (self->flows, miss->hash, &miss->key, miss->packet, miss->flags);
      *miss->id = id;
      if (id == PV_NO_ID)
        self->full = TRUE;
      else
        remember (self, miss, id);
    }

  self->n_misses = 0;
}

void
pv_flow_finder_add_miss (PvFlowFinder  *self,
                         const PvFacts *facts,
                         guint64        ports,
                         guint32        packet,
                         guint32       *id)
{
  PvFlowMiss *miss = &self->misses[self->n_misses++];

  miss->id = id;
  miss->packet = packet;
  miss->flags = facts->is_syn ? PV_FLOW_SYN : 0;
  miss->address_size = facts->address_size;
  miss->ports = ports;
  memcpy (miss->addresses, facts->source, facts->address_size);
  memcpy ((guint8 *) miss->addresses + facts->address_size, facts->destination, facts->address_size);
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
      PvFlowKey key = { PV_NO_ID, PV_NO_ID, 0, 0, facts->link_protocol, FALSE };
      guint32 found = pv_flow_table_add_hashed (self->flows, pv_flow_table_hash (self->flows, &key), &key, packet, 0);

      self->full = self->full || found == PV_NO_ID;
      *entry = (PvLinkFlowEntry){ facts->link_protocol, found != PV_NO_ID, found };
    }

  *id = entry->id;
}
