/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-flow-finder.h: which flow a packet belongs to: the part of it that each thread has for itself. */
#pragma once

#include "pv-dissect.h"
#include "pv-flow-table.h"
#include "pv-hash.h"
#include "pv-piece.h"

G_BEGIN_DECLS

/* Most packets are of flows that were just seen. Each thread remembers so many of them, and asks the shared
 * table only for others. Powers of 2; small enough for a core's cache. A flow has one of two neighbouring places. */
#define PV_FLOW_FINDER_IPV4_BITS PV_PIECE (14, 4)
#define PV_FLOW_FINDER_IPV6_BITS PV_PIECE (12, 3)
#define PV_FLOW_FINDER_LINK_BITS 6

/* Flows that are not remembered wait for so many others, while the table's memory for them is on its way. */
#define PV_FLOW_FINDER_N_MISSES 16

/* Flows begin in bursts: so many packets may be of a flow that is waited for. */
#define PV_FLOW_FINDER_N_FOLLOWERS 64

/* The ports and the protocol of a flow, as one number; the highest bit tells an entry from an empty one, and the next
 * one that of a flow that is waited for, whose id is its place among the misses. */
#define PV_FLOW_FINDER_USED (G_GUINT64_CONSTANT (1) << 63)
#define PV_FLOW_FINDER_WAITS (G_GUINT64_CONSTANT (1) << 62)

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

/**
 * PvFlowSearch:
 *
 * A packet whose flow is being looked for: from pv_flow_finder_begin() to pv_flow_finder_end().
 */
typedef struct
{
  guint64 addresses[4]; /* of IPv4, one number */
  guint64 ports;
  guint place;
} PvFlowSearch;

typedef struct
{
  guint32 *id; /* where it goes */
  PvFlowSearch search;
  PvFlowPacket packet;
  guint64 hash;
  guint32 guess;
} PvFlowMiss;

/* A further packet of a flow that is waited for. */
typedef struct
{
  guint32 *id; /* where it goes */
  guint miss;
} PvFlowFollower;

/**
 * PvFlowFinder:
 *
 * For one thread at a time. Embedded in who uses it, which is large.
 */
typedef struct
{
  PvFlowTable *flows;
  PvHashSeed seed;
  gboolean full; /* some flow had no place */
  guint n_misses;
  guint n_followers;
  PvFlowMiss misses[PV_FLOW_FINDER_N_MISSES];
  PvFlowFollower followers[PV_FLOW_FINDER_N_FOLLOWERS];
  PvIpv4FlowEntry ipv4[1 << PV_FLOW_FINDER_IPV4_BITS];
  PvIpv6FlowEntry ipv6[1 << PV_FLOW_FINDER_IPV6_BITS];
  PvLinkFlowEntry link[1 << PV_FLOW_FINDER_LINK_BITS];
} PvFlowFinder;

/* @self: zeros. Borrows the table. */
void pv_flow_finder_init     (PvFlowFinder *self,
                              PvFlowTable  *flows);
/* Puts the ids of all flows that are still waited for where they belong. @self->full tells whether memory
 * is out. */
void pv_flow_finder_resolve  (PvFlowFinder *self);
void pv_flow_finder_find_link (PvFlowFinder  *self,
                               const PvFacts *facts,
                               guint32        packet,
                               guint32       *id);

static inline guint64
pv_flow_finder_pack_ports (const PvFacts *facts)
{
  return PV_FLOW_FINDER_USED | (guint64) (facts->has_ports != 0) << 40 | (guint64) facts->transport << 32
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

/* Notes a flow that is not remembered. For pv_flow_finder_end(). */
void pv_flow_finder_add_miss (PvFlowFinder       *self,
                              const PvFacts      *facts,
                              const PvFlowSearch *search,
                              guint32             packet,
                              guint32            *id);

/**
 * pv_flow_finder_begin:
 * @self: a finder
 * @facts: of a packet
 * @search: (out): for pv_flow_finder_end()
 *
 * Begins to fetch what finding the packet's flow takes: who asks for some packets at a time does not wait for
 * memory.
 */
static inline void
pv_flow_finder_begin (PvFlowFinder  *self,
                      const PvFacts *facts,
                      PvFlowSearch  *search)
{
  search->ports = pv_flow_finder_pack_ports (facts);
  if (G_LIKELY (facts->address_size == 4))
    {
      guint32 source;
      guint32 destination;

      memcpy (&source, facts->source, sizeof source);
      memcpy (&destination, facts->destination, sizeof destination);
      search->addresses[0] = (guint64) source << 32 | destination;
      search->place = pv_flow_finder_place_ipv4 (self, search->addresses[0], search->ports);
      __builtin_prefetch (&self->ipv4[search->place]);
    }
  else if (facts->address_size == 16)
    {
      memcpy (search->addresses, facts->source, 16);
      memcpy (search->addresses + 2, facts->destination, 16);
      search->place = pv_flow_finder_place_ipv6 (self, search->addresses, search->ports);
      __builtin_prefetch (&self->ipv6[search->place]);
    }
}

static inline void
pv_flow_finder_take (PvFlowFinder  *self,
                     const PvFacts *facts,
                     guint32        known,
                     guint32       *id)
{
  *id = known;
  if (G_UNLIKELY (facts->is_syn))
    pv_flow_table_mark (self->flows, known, PV_FLOW_SYN);
}

/**
 * pv_flow_finder_end:
 * @self: a finder
 * @facts: of a packet
 * @search: from pv_flow_finder_begin()
 * @packet: its place in the file
 * @id: (out): its flow; set now, or by pv_flow_finder_resolve()
 *
 * Finds the one flow that the packet belongs to.
 */
static inline void
pv_flow_finder_end (PvFlowFinder       *self,
                    const PvFacts      *facts,
                    const PvFlowSearch *search,
                    guint32             packet,
                    guint32            *id)
{
  if (G_LIKELY (facts->address_size == 4))
    {
      for (guint i = 0; i < 2; i++)
        {
          const PvIpv4FlowEntry *entry = &self->ipv4[search->place ^ i];

          if (G_LIKELY (entry->addresses == search->addresses[0] && entry->ports == search->ports))
            {
              pv_flow_finder_take (self, facts, entry->id, id);
              return;
            }
        }
    }
  else if (facts->address_size == 16)
    {
      for (guint i = 0; i < 2; i++)
        {
          const PvIpv6FlowEntry *entry = &self->ipv6[search->place ^ i];

          if (G_LIKELY (entry->ports == search->ports &&
                        memcmp (entry->addresses, search->addresses, sizeof entry->addresses) == 0))
            {
              pv_flow_finder_take (self, facts, entry->id, id);
              return;
            }
        }
    }
  else
    {
      pv_flow_finder_find_link (self, facts, packet, id);
      return;
    }

  pv_flow_finder_add_miss (self, facts, search, packet, id);
}

G_END_DECLS
