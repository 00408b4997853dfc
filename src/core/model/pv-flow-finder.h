/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-flow-finder.h: which flow a packet belongs to: the part of it that each thread has for itself. */
#pragma once

#include "pv-dissect.h"
#include "pv-flow-table.h"
#include "pv-hash.h"
#include "pv-piece.h"
#include "pv-usual.h"

G_BEGIN_DECLS

/* Most packets are of flows that were just seen. Each thread remembers so many of them, and asks the shared
 * table only for others. Powers of 2; small enough for a core's cache. A flow has one of two neighbouring places. */
#define PV_FLOW_FINDER_USUAL_BITS PV_PIECE (14, 4)
#define PV_FLOW_FINDER_OTHER_BITS PV_PIECE (12, 3)
#define PV_FLOW_FINDER_LINK_BITS 6

/* Flows that are not remembered wait for so many others, while the table's memory for them is on its way. */
#define PV_FLOW_FINDER_N_MISSES 16

/* Flows begin in bursts: so many packets may be of a flow that is waited for. */
#define PV_FLOW_FINDER_N_FOLLOWERS 64

/* What a usual flow's entry has instead of an id, from this number on: one more for each miss that it waits for; the
 * last of all is that of an empty entry. Flows whose ids are as large are not remembered. */
#define PV_FLOW_FINDER_WAITING 0x7fffff00u
/* Added to that where the flow is of UDP rather than TCP. */
#define PV_FLOW_FINDER_UDP 0x80000000u

/* The ports and the protocol of another flow, as one number; the highest bit tells an entry from an empty one, and the
 * next one that of a flow that is waited for, whose id is its place among the misses. */
#define PV_FLOW_FINDER_USED (G_GUINT64_CONSTANT (1) << 63)
#define PV_FLOW_FINDER_WAITS (G_GUINT64_CONSTANT (1) << 62)

/* Of TCP or UDP over IPv4. Both places of a flow lie in one line of the cache. */
typedef struct
{
  guint64 addresses;
  guint32 ports;
  guint32 id;
} __attribute__ ((aligned (16))) PvUsualFlowEntry;

/* Of all others: over IPv6, or of other protocols. Addresses in IPv4 are followed by zeros. */
typedef struct
{
  guint64 addresses[4];
  guint64 ports;
  guint32 id;
} PvOtherFlowEntry;

typedef struct
{
  guint16 protocol;
  gboolean used;
  guint32 id;
} PvLinkFlowEntry;

/* Where a flow is looked for. */
typedef struct
{
  guint64 addresses[4];
  guint64 ports; /* as in the entry */
  guint place;
  guint32 udp; /* of a usual flow: %PV_FLOW_FINDER_UDP or 0 */
  gboolean is_usual;
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
  PvUsualFlowEntry usual[1 << PV_FLOW_FINDER_USUAL_BITS] __attribute__ ((aligned (64)));
  PvOtherFlowEntry others[1 << PV_FLOW_FINDER_OTHER_BITS];
  PvLinkFlowEntry link[1 << PV_FLOW_FINDER_LINK_BITS];
} PvFlowFinder;

/* @self: zeros, aligned as the type is. Borrows the table. */
void pv_flow_finder_init     (PvFlowFinder *self,
                              PvFlowTable  *flows);
/* Puts the ids of all flows that are still waited for where they belong. @self->full tells whether memory
 * is out. */
void pv_flow_finder_resolve  (PvFlowFinder *self);

/**
 * pv_flow_finder_find:
 * @self: a finder
 * @facts: of a packet
 * @packet: its place in the file
 * @id: (out): its flow; set now, or by pv_flow_finder_resolve()
 *
 * Finds the one flow that the packet belongs to.
 */
void pv_flow_finder_find     (PvFlowFinder  *self,
                              const PvFacts *facts,
                              guint32        packet,
                              guint32       *id);

/* The bit that tells UDP (17) from TCP (6). */
static inline guint32
pv_flow_finder_udp (guint8 transport)
{
  return (guint32) transport << 31;
}

static inline guint
pv_flow_finder_place_usual (const PvFlowFinder *self,
                            guint64             addresses,
                            guint32             ports,
                            guint32             udp)
{
  guint64 transport = (guint64) udp << 8 | ports;

  return pv_hash_mix (addresses ^ self->seed.a, transport ^ self->seed.b) >> (64 - PV_FLOW_FINDER_USUAL_BITS);
}

static inline guint
pv_flow_finder_place_other (const PvFlowFinder *self,
                            const guint64      *addresses,
                            guint64             ports)
{
  guint64 hash = pv_hash_mix (addresses[0] ^ self->seed.a, addresses[1] ^ self->seed.b)
                 ^ pv_hash_mix (addresses[2] ^ self->seed.b, addresses[3] ^ self->seed.a);

  return pv_hash_mix (hash ^ self->seed.a, ports ^ self->seed.b) >> (64 - PV_FLOW_FINDER_OTHER_BITS);
}

static inline guint64
pv_flow_finder_pack_ports (guint8   address_size,
                           gboolean has_ports,
                           guint8   transport,
                           guint32  ports)
{
  return PV_FLOW_FINDER_USED | (guint64) address_size << 48 | (guint64) (has_ports != 0) << 40
         | (guint64) transport << 32 | ports;
}

/* Whether an entry is of a flow, with an id or waiting for one: which, is @id, below %PV_FLOW_FINDER_WAITING for one. */
static inline gboolean
pv_flow_finder_is_usual (const PvUsualFlowEntry *entry,
                         guint64                 addresses,
                         guint32                 ports,
                         guint32                 udp,
                         guint32                *id)
{
  *id = entry->id ^ udp;

  return ((entry->addresses ^ addresses) | (entry->ports ^ ports)) == 0;
}

/* Another packet of the flow of a miss: @id is set with that one's. */
static inline void
pv_flow_finder_follow (PvFlowFinder *self,
                       guint         miss,
                       guint32      *id)
{
  self->followers[self->n_followers++] = (PvFlowFollower){ id, miss };
  if (G_UNLIKELY (self->n_followers == PV_FLOW_FINDER_N_FOLLOWERS))
    pv_flow_finder_resolve (self);
}

/**
 * PvUsualSearch:
 *
 * A usual packet whose flow is being looked for: from pv_flow_finder_begin() to pv_flow_finder_knows().
 */
typedef struct
{
  const guint8 *addresses;
  guint32 ports;
  guint32 ip_bytes;
  guint32 place;
  guint8 address_size; /* 0 where there is none to look for */
  guint8 transport;
} PvUsualSearch;

/* Begins to fetch what finding the flow of a packet takes: who asks for some packets at a time does not wait for
 * memory. */
static inline void
pv_flow_finder_begin (const PvFlowFinder *self,
                      const PvUsual      *usual,
                      PvUsualSearch      *search)
{
  search->addresses = usual->addresses;
  search->ports = usual->ports;
  search->ip_bytes = usual->ip_bytes;
  search->address_size = usual->address_size;
  search->transport = usual->transport;
  if (G_LIKELY (usual->address_size == 4))
    {
      guint64 addresses;

      memcpy (&addresses, usual->addresses, sizeof addresses);
      search->place = pv_flow_finder_place_usual (self, addresses, usual->ports, pv_flow_finder_udp (usual->transport));
      __builtin_prefetch (&self->usual[search->place]);
    }
  else
    {
      guint64 addresses[4];

      memcpy (addresses, usual->addresses, sizeof addresses);
      search->place = pv_flow_finder_place_other (self, addresses,
                                                  pv_flow_finder_pack_ports (16, TRUE, usual->transport, usual->ports));
      __builtin_prefetch (&self->others[search->place]);
    }
}

static inline gboolean
pv_flow_finder_knows_ipv4 (PvFlowFinder        *self,
                           const PvUsualSearch *search,
                           guint32             *id)
{
  guint32 udp = pv_flow_finder_udp (search->transport);
  guint64 addresses;
  guint32 known;
  guint32 second;
  gboolean is_first;
  gboolean is_second;

  memcpy (&addresses, search->addresses, sizeof addresses);

  /* Which of the places it has cannot be predicted, so that there are no branches for it. */
  is_first = pv_flow_finder_is_usual (&self->usual[search->place], addresses, search->ports, udp, &known);
  is_second = pv_flow_finder_is_usual (&self->usual[search->place ^ 1], addresses, search->ports, udp, &second);
  known = is_second ? second : known;
  if (G_UNLIKELY (!(is_first | is_second)))
    return FALSE;

  if (G_LIKELY (known < PV_FLOW_FINDER_WAITING))
    *id = known;
  else if (known < PV_FLOW_FINDER_WAITING + PV_FLOW_FINDER_N_MISSES)
    pv_flow_finder_follow (self, known - PV_FLOW_FINDER_WAITING, id);
  else
    return FALSE;

  return TRUE;
}

static inline gboolean
pv_flow_finder_knows_ipv6 (PvFlowFinder        *self,
                           const PvUsualSearch *search,
                           guint32             *id)
{
  guint64 ports = pv_flow_finder_pack_ports (16, TRUE, search->transport, search->ports);
  guint64 addresses[4];

  memcpy (addresses, search->addresses, sizeof addresses);
  for (guint i = 0; i < 2; i++)
    {
      const PvOtherFlowEntry *entry = &self->others[search->place ^ i];

      if ((entry->ports & ~PV_FLOW_FINDER_WAITS) != ports
          || memcmp (entry->addresses, addresses, sizeof addresses) != 0)
        continue;

      if (G_LIKELY (entry->ports == ports))
        *id = entry->id;
      else
        pv_flow_finder_follow (self, entry->id, id);

      return TRUE;
    }

  return FALSE;
}

/**
 * pv_flow_finder_knows:
 * @self: a finder
 * @search: of a packet without SYN
 * @id: (out): its flow; set now, or by pv_flow_finder_resolve()
 *
 * Finds a flow that is remembered or waited for: all that most packets need.
 *
 * Returns: whether it is; else, pv_flow_finder_find() finds it
 */
static inline gboolean
pv_flow_finder_knows (PvFlowFinder        *self,
                      const PvUsualSearch *search,
                      guint32             *id)
{
  if (G_LIKELY (search->address_size == 4))
    return pv_flow_finder_knows_ipv4 (self, search, id);

  return search->address_size == 16 && pv_flow_finder_knows_ipv6 (self, search, id);
}

G_END_DECLS
