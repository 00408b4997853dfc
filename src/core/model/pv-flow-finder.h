/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-flow-finder.h: which flow a packet belongs to: the part of it that each thread has for itself. */
#pragma once

#include "pv-dissect.h"
#include "pv-flow-table.h"
#include "pv-hash.h"
#include "pv-label-table.h"

G_BEGIN_DECLS

/* Most packets are of flows that were just seen. Each thread remembers so many of them, and asks the shared
 * tables, with their locks, only for others. Powers of 2; small enough for a core's cache. */
#define PV_FLOW_FINDER_IPV4_BITS 13
#define PV_FLOW_FINDER_IPV6_BITS 11
#define PV_FLOW_FINDER_LINK_BITS 6

/* Flows that are not remembered wait for so many others, while the tables' memory for them is on its way. */
#define PV_FLOW_FINDER_N_MISSES 16

/* The ports and the protocol of a flow, as one number; the highest bit tells an entry from an empty one. */
#define PV_FLOW_FINDER_USED (G_GUINT64_CONSTANT (1) << 63)

typedef struct
{
  guint64 addresses;
  guint64 ports;
  guint32 id;
} PvIpv4FlowEntry;

typedef struct
{
  guint64 addresses[4];
  guint64 ports;
  guint32 id;
} PvIpv6FlowEntry;

typedef struct
{
  guint16 protocol;
  gboolean used;
  guint32 id;
} PvLinkFlowEntry;

typedef struct
{
  guint32 address;
  guint32 id;
} PvIpv4AddressEntry;

typedef struct
{
  guint32 *id; /* where it goes */
  guint32 packet;
  guint8 flags;
  guint8 address_size;
  guint64 ports;
  guint64 addresses[4];
  guint64 hashes[2];
  guint32 known[2]; /* ids of addresses that are at hand already, or PV_NO_ID */
  PvFlowKey key;
  guint64 hash;
} PvFlowMiss;

/**
 * PvFlowFinder:
 *
 * For one thread at a time. Embedded in who uses it, which is large.
 */
typedef struct
{
  PvLabelTable *addresses;
  PvFlowTable *flows;
  PvHashSeed seed;
  gboolean full; /* some label or flow had no place */
  guint n_misses;
  PvFlowMiss misses[PV_FLOW_FINDER_N_MISSES];
  PvIpv4FlowEntry ipv4[1 << PV_FLOW_FINDER_IPV4_BITS];
  PvIpv6FlowEntry ipv6[1 << PV_FLOW_FINDER_IPV6_BITS];
  PvLinkFlowEntry link[1 << PV_FLOW_FINDER_LINK_BITS];
  PvIpv4AddressEntry ipv4_addresses[1 << PV_FLOW_FINDER_IPV4_BITS];
} PvFlowFinder;

/* @self: zeros. Borrows the tables. */
void pv_flow_finder_init     (PvFlowFinder *self,
                              PvLabelTable *addresses,
                              PvFlowTable  *flows);
/* Puts the ids of all flows that are still waited for where they belong. @self->full tells whether memory
 * is out. */
void pv_flow_finder_resolve  (PvFlowFinder *self);
/* Notes a flow that is not remembered. For pv_flow_finder_find(). */
void pv_flow_finder_add_miss (PvFlowFinder  *self,
                              const PvFacts *facts,
                              guint64        ports,
                              guint32        packet,
                              guint32       *id);
void pv_flow_finder_find_link (PvFlowFinder  *self,
                               const PvFacts *facts,
                               guint32        packet,
                               guint32       *id);

static inline guint64
pv_flow_finder_pack_ports (const PvFacts *facts)
{
  return PV_FLOW_FINDER_USED | (guint64) facts->has_ports << 40 | (guint64) facts->transport << 32
         | (guint32) facts->source_port << 16 | facts->destination_port;
}

static inline guint
pv_flow_finder_place_ipv4 (const PvFlowFinder *self,
                           guint64             addresses,
                           guint64             ports)
{
  return pv_hash_mix (addresses ^ self->seed.a, ports ^ self->seed.b) >> (64 - PV_FLOW_FINDER_IPV4_BITS);
}

static inline guint
pv_flow_finder_place_ipv6 (const PvFlowFinder *self,
                           const guint64      *addresses,
                           guint64             ports)
{
  guint64 hash = pv_hash_mix (addresses[0] ^ self->seed.a, addresses[1] ^ self->seed.b)
                 ^ pv_hash_mix (addresses[2] ^ self->seed.b, addresses[3] ^ self->seed.a);

  return pv_hash_mix (hash ^ self->seed.a, ports ^ self->seed.b) >> (64 - PV_FLOW_FINDER_IPV6_BITS);
}

/**
 * pv_flow_finder_find:
 * @self: a finder
 * @facts: of a packet
 * @packet: its place in the file
 * @id: (out): its flow; set now, or by pv_flow_finder_resolve()
 *
 * Finds the one flow that the packet belongs to.
 */
static inline void
pv_flow_finder_find (PvFlowFinder  *self,
                     const PvFacts *facts,
                     guint32        packet,
                     guint32       *id)
{
  guint64 ports = pv_flow_finder_pack_ports (facts);

  if (G_LIKELY (facts->address_size == 4))
    {
      const PvIpv4FlowEntry *entry;
      guint64 addresses;
      guint32 source;
      guint32 destination;

      memcpy (&source, facts->source, sizeof source);
      memcpy (&destination, facts->destination, sizeof destination);
      addresses = (guint64) source << 32 | destination;
      entry = &self->ipv4[pv_flow_finder_place_ipv4 (self, addresses, ports)];
      if (G_LIKELY (entry->addresses == addresses && entry->ports == ports))
        {
          *id = entry->id;
          if (G_UNLIKELY (facts->is_syn))
            pv_flow_table_mark (self->flows, entry->id, PV_FLOW_SYN);
          return;
        }
    }
  else if (facts->address_size == 16)
    {
      const PvIpv6FlowEntry *entry;
      guint64 addresses[4];

      memcpy (addresses, facts->source, 16);
      memcpy (addresses + 2, facts->destination, 16);
      entry = &self->ipv6[pv_flow_finder_place_ipv6 (self, addresses, ports)];
      if (G_LIKELY (entry->ports == ports && memcmp (entry->addresses, addresses, sizeof addresses) == 0))
        {
          *id = entry->id;
          if (G_UNLIKELY (facts->is_syn))
            pv_flow_table_mark (self->flows, entry->id, PV_FLOW_SYN);
          return;
        }
    }
  else
    {
      pv_flow_finder_find_link (self, facts, packet, id);
      return;
    }

  pv_flow_finder_add_miss (self, facts, ports, packet, id);
}

G_END_DECLS
