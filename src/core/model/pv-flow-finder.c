/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-flow-finder.c: which flow a packet belongs to. */
#include "pv-flow-finder.h"

#include <netinet/in.h>

G_STATIC_ASSERT (PV_FLOW_FINDER_WAITING + PV_FLOW_FINDER_N_MISSES <= PV_FLOW_FINDER_UDP - 1);

void
pv_flow_finder_init (PvFlowFinder *self,
                     PvFlowTable  *flows)
{
  self->flows = flows;
  pv_hash_seed_init (&self->seed);
  memset (self->usual, 0xff, sizeof self->usual);
}

static inline gboolean
is_usual (const PvUsualFlowEntry *entry,
          const PvFlowSearch     *search,
          guint32                *id)
{
  return pv_flow_finder_is_usual (entry, search->addresses[0], (guint32) search->ports, search->udp, id);
}

/* Writes an entry over the one of the same flow, or else over the older of its two places.
 *
 * @id: the flow's, or of a miss, where it @waits */
static void
put (PvFlowFinder       *self,
     const PvFlowSearch *search,
     guint32             id,
     gboolean            waits)
{
  if (search->is_usual)
    {
      PvUsualFlowEntry *first = &self->usual[search->place];
      PvUsualFlowEntry *second = &self->usual[search->place ^ 1];
      guint32 before;

      if (!waits && id >= PV_FLOW_FINDER_WAITING)
        id = PV_FLOW_FINDER_UDP - 1;
      else if (waits)
        id += PV_FLOW_FINDER_WAITING;

      if (is_usual (second, search, &before) && before < PV_FLOW_FINDER_UDP)
        first = second;
      else if (!is_usual (first, search, &before) || before >= PV_FLOW_FINDER_UDP)
        *second = *first;
      *first = (PvUsualFlowEntry){ search->addresses[0], (guint32) search->ports, id ^ search->udp };
    }
  else
    {
      PvOtherFlowEntry *first = &self->others[search->place];
      PvOtherFlowEntry *second = &self->others[search->place ^ 1];
      const gsize size = sizeof search->addresses;

      if ((second->ports & ~PV_FLOW_FINDER_WAITS) == search->ports
          && memcmp (second->addresses, search->addresses, size) == 0)
        first = second;
      else if ((first->ports & ~PV_FLOW_FINDER_WAITS) != search->ports
               || memcmp (first->addresses, search->addresses, size) != 0)
        *second = *first;
      memcpy (first->addresses, search->addresses, size);
      first->ports = search->ports | (waits ? PV_FLOW_FINDER_WAITS : 0);
      first->id = id;
    }
}

/* Looks at both places of a flow. @id: (out): its id; or, where it @waits, the miss. FALSE where it is not remembered. */
static gboolean
find_entry (const PvFlowFinder *self,
            const PvFlowSearch *search,
            guint32            *id,
            gboolean           *waits)
{
  for (guint i = 0; i < 2; i++)
    if (search->is_usual)
      {
        if (!is_usual (&self->usual[search->place ^ i], search, id)
            || *id >= PV_FLOW_FINDER_WAITING + PV_FLOW_FINDER_N_MISSES)
          continue;

        *waits = *id >= PV_FLOW_FINDER_WAITING;
        *id -= *waits ? PV_FLOW_FINDER_WAITING : 0;
        return TRUE;
      }
    else
      {
        const PvOtherFlowEntry *entry = &self->others[search->place ^ i];

        if ((entry->ports & ~PV_FLOW_FINDER_WAITS) != search->ports
            || memcmp (entry->addresses, search->addresses, sizeof entry->addresses) != 0)
          continue;

        *waits = entry->ports != search->ports;
        *id = entry->id;
        return TRUE;
      }

  return FALSE;
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
        put (self, &miss->search, id, FALSE);
    }

  for (guint i = 0; i < self->n_followers; i++)
    *self->followers[i].id = *self->misses[self->followers[i].miss].id;

  self->n_misses = 0;
  self->n_followers = 0;
}

/* Where the flow of a packet is. */
static void
begin_search (const PvFlowFinder *self,
              const PvFacts      *facts,
              PvFlowSearch       *search)
{
  guint32 ports = (guint32) facts->source_port << 16 | facts->destination_port;

  if (facts->address_size == 4)
    {
      memset (search->addresses, 0, sizeof search->addresses);
      memcpy (search->addresses, facts->source, 4);
      memcpy ((guint8 *) search->addresses + 4, facts->destination, 4);
    }
  else
    {
      memcpy (search->addresses, facts->source, 16);
      memcpy (search->addresses + 2, facts->destination, 16);
    }

  search->is_usual = facts->address_size == 4 && facts->has_ports
                     && (facts->transport == IPPROTO_TCP || facts->transport == IPPROTO_UDP);
  if (search->is_usual)
    {
      search->udp = pv_flow_finder_udp (facts->transport);
      search->ports = ports;
      search->place = pv_flow_finder_place_usual (self, search->addresses[0], ports, search->udp);
    }
  else
    {
      search->ports = pv_flow_finder_pack_ports (facts->address_size, facts->has_ports, facts->transport, ports);
      search->place = pv_flow_finder_place_other (self, search->addresses, search->ports);
    }
}

/* Notes a flow that is not remembered. */
static void
add_miss (PvFlowFinder       *self,
          const PvFacts      *facts,
          const PvFlowSearch *search,
          guint32             packet,
          guint32            *id)
{
  PvFlowMiss *miss = &self->misses[self->n_misses];

  put (self, search, self->n_misses, TRUE);
  self->n_misses++;
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
  memcpy (miss->packet.addresses, search->addresses, sizeof search->addresses);
  miss->hash = pv_flow_table_hash (self->flows, &miss->packet);
  if (self->n_misses == PV_FLOW_FINDER_N_MISSES)
    pv_flow_finder_resolve (self);
}

/* What has no IP header. */
static void
find_link (PvFlowFinder  *self,
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

void
pv_flow_finder_find (PvFlowFinder  *self,
                     const PvFacts *facts,
                     guint32        packet,
                     guint32       *id)
{
  PvFlowSearch search;
  gboolean waits;
  guint32 known;

  if (facts->address_size == 0)
    {
      find_link (self, facts, packet, id);
      return;
    }

  begin_search (self, facts, &search);
  if (!find_entry (self, &search, &known, &waits))
    {
      add_miss (self, facts, &search, packet, id);
    }
  else if (waits)
    {
      if (facts->is_syn)
        self->misses[known].packet.flags |= PV_FLOW_SYN;
      pv_flow_finder_follow (self, known, id);
    }
  else
    {
      *id = known;
      if (facts->is_syn)
        pv_flow_table_mark (self->flows, known, PV_FLOW_SYN);
    }
}
