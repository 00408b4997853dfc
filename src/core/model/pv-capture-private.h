/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-capture-private.h: what the builder fills and query and series read. */
#pragma once

#include "pv-capture.h"
#include "pv-columns.h"
#include "pv-conversation-index.h"
#include "pv-counts.h"
#include "pv-dissect.h"
#include "pv-dns-message.h"
#include "pv-domain-index.h"
#include "pv-events.h"
#include "pv-flow-names.h"
#include "pv-flow-table.h"
#include "pv-input-files.h"
#include "pv-label-table.h"
#include "pv-links.h"
#include "pv-live-filter.h"
#include "pv-places.h"
#include "pv-vector.h"

G_BEGIN_DECLS

/* Lets @self, which nobody else has yet, go on from what was counted of @before, an earlier generation of it. */
void      pv_capture_continue_counts (PvCapture *self,
                                      PvCapture *before);

/* Says why files ended before their end. */
void      pv_capture_describe_truncated (PvCapture *self);
/* Lists what cannot be right about packets. */
void      pv_capture_describe_oddities (PvCapture        *self,
                                        const PvOddities *oddities);

/* Counts of so many selections are kept, for as many charts to share. */
#define PV_N_RECENT_COUNTS 3

/* Of so many generations before, it is known what is the same. */
#define PV_N_GENERATIONS 16

struct _PvCapture
{
  GObject parent_instance;

  PvInputFiles *files; /* of a settled capture, with all that is needed to read them again */
  char *truncated_reason;
  const char *truncated_code;
  gboolean settled;
  gboolean final;
  guint generation;
  guint64 n_same; /* packets that have the numbers that they had in the generation before */
  guint64 n_same_as[PV_N_GENERATIONS]; /* that they had in that, in the one before it, … */
  PvLiveFilters *live_filters; /* NULL where it was not settled */

  guint64 n_packets;
  guint64 n_ip_packets;
  guint64 ip_bytes;
  guint64 wire_bytes;
  gint64 first_time_ns;
  gint64 last_time_ns;
  /* Whether times never fall. Always so in a settled capture. */
  gboolean sorted;

  /* Packets are numbered by time. Where that is not the order of the file: the numbers by place in the
   * file, of PvNumberChunk, else NULL. */
  GPtrArray *new_numbers;

  GBytes *mapping; /* NULL, or the index that has the columns, or the first of them */
  GPtrArray *chunks; /* of PvChunk, one reference each where they are not all in a mapping */
  GArray *sums; /* of PvSums: what lies before each chunk */
  PvEvents events[PV_N_EVENT_KINDS];
  guint outcomes; /* what came of lookups, bits as in #PvRanking, found when first asked for; atomic */
  PvLinks *links; /* NULL until they were read */
  gboolean domains_numbered; /* those of all names that count; atomic */
  guint on_demand; /* bits 1 << PvOnDemand: what of events and links has been read later; atomic */
  PvLabelTable *addresses;
  PvLabelTable *names;
  PvLabelTable *hardware; /* addresses of PV_HARDWARE_ADDRESS_SIZE bytes, as links are read */
  PvLabelTable *interfaces; /* likewise: what they are called */
  PvLabelTable *countries; /* as places are read */
  PvLabelTable *networks; /* likewise */
  PvPlaces *places; /* NULL before */
  PvLabelTable *agents; /* as user agents are read */
  PvLabelTable *urls;
  PvDomainIndex *domains; /* of names */
  PvFlowTable *flows;
  guint32 n_flows; /* of those, the first: others are of packets that are yet to come */
  guint64 *from_client; /* a bit for each flow, found when they are first asked for; atomic */
  PvConversationIndex *conversations;
  gboolean has_all_addresses; /* whether all rows of PV_EVENT_ADDRESS and PV_EVENT_HOST are kept */
  PvFlowNames *flow_names; /* NULL while the capture loads */

  PvVector link_types; /* of guint16 */
  PvVector skipped; /* of PvSkipped */
  GArray *warnings; /* of PvWarning */
  guint64 claimed_bytes;

  /* What was counted of a settled capture, to be used again: of all of it by flow and by the labels of each
   * dimension, of the last few selections by flow. */
  GMutex counts_lock;
  PvCounts *flow_counts;
  PvCounts *counts[PV_N_DIMENSIONS];
  PvCounts *recent_counts[PV_N_RECENT_COUNTS];
  guint next_recent;
  PvSharedCounts *shared_counts; /* NULL where it does not grow */
};

/* How many of the first packets of @before, an earlier generation, have the same numbers in @self. */
static inline guint64
pv_capture_get_n_same (const PvCapture *self,
                       const PvCapture *before)
{
  guint n = self->generation - before->generation;

  if (self->new_numbers == NULL && before->new_numbers == NULL)
    return before->n_packets;

  return n >= 1 && n <= PV_N_GENERATIONS ? self->n_same_as[n - 1] : 0;
}

static inline const PvChunk *
pv_capture_get_chunk (const PvCapture *self,
                      guint64          packet)
{
  return g_ptr_array_index (self->chunks, packet >> PV_CHUNK_BITS);
}

static inline gint64
pv_capture_get_time (const PvCapture *self,
                     guint64          packet)
{
  return pv_capture_get_chunk (self, packet)->time_ns[packet & PV_CHUNK_MASK];
}

static inline guint32
pv_capture_get_flow (const PvCapture *self,
                     guint64          packet)
{
  return pv_capture_get_chunk (self, packet)->flow[packet & PV_CHUNK_MASK];
}

/* The number of the packet at @place in the file. */
static inline guint64
pv_capture_get_number (const PvCapture *self,
                       guint64          place)
{
  const PvNumberChunk *chunk;

  if (self->new_numbers == NULL)
    return place;

  chunk = g_ptr_array_index (self->new_numbers, place >> PV_CHUNK_BITS);

  return chunk->number[place & PV_CHUNK_MASK];
}

/* The packet of the lookup that an answer is to; PV_NO_ID where none was seen, or where nobody answered. */
static inline guint32
pv_capture_get_query (const PvCapture *self,
                      const PvEvent   *outcome)
{
  guint32 place = pv_event_get_query (outcome->value);

  return place != PV_NO_ID ? (guint32) pv_capture_get_number (self, place) : PV_NO_ID;
}

/* No query was seen that an answer is to, or none before it. */
#define PV_NO_RESPONSE_TIME G_MAXUINT64

/* The time between a query and its answer, which is an outcome. */
static inline guint64
pv_capture_get_response_ns (const PvCapture *self,
                            const PvEvent   *answer)
{
  guint32 query = pv_capture_get_query (self, answer);
  gint64 asked_ns;
  gint64 answered_ns;

  if (query == PV_NO_ID)
    return PV_NO_RESPONSE_TIME;

  asked_ns = pv_capture_get_time (self, query);
  answered_ns = pv_capture_get_time (self, answer->packet);

  return answered_ns >= asked_ns ? (guint64) answered_ns - (guint64) asked_ns : PV_NO_RESPONSE_TIME;
}

/* The first packet at @time_ns or later; n_packets where there is none. For sorted captures. */
guint64 pv_capture_find_time (const PvCapture *self,
                              gint64           time_ns);
/* The same, for a time that is likely to lie soon after packet @from, which is before it. */
guint64 pv_capture_find_time_from (const PvCapture *self,
                                   guint64          from,
                                   gint64           time_ns);
/* What lies before @packet, which may be n_packets. */
PvSums  pv_capture_sum_before (const PvCapture *self,
                               guint64          packet);
/* The packets within @span: [@first, @last). For sorted captures. */
void    pv_capture_find_span (const PvCapture *self,
                              PvSpan           span,
                              guint64         *first,
                              guint64         *last);

/* Finds for all flows at once which are from the client. NULL where that is not known for good, or memory is out. */
const guint64 *pv_capture_find_from_client (PvCapture *self);

/* As pv_flow_table_is_from_client(); quicker where it is asked of many. */
static inline gboolean
pv_capture_is_from_client (PvCapture *self,
                           guint32    flow)
{
  const guint64 *bits = __atomic_load_n (&self->from_client, __ATOMIC_ACQUIRE);

  if (bits == NULL && self->final)
    bits = pv_capture_find_from_client (self);
  if (bits == NULL || flow >= self->n_flows)
    return pv_flow_table_is_from_client (self->flows, flow);

  return (bits[flow >> 6] >> (flow & 63) & 1) != 0;
}

G_END_DECLS
