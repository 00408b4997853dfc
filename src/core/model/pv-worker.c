/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-worker.c: records become columns: the loop that runs once for each packet. */
#include "config.h"

#include "pv-capture-builder-private.h"

#include <stdlib.h>
#include <string.h>

#include "pv-bpf.h"
#include "pv-capture-private.h"
#include "pv-error.h"
#include "pv-event-finder.h"
#include "pv-event-reader.h"
#include "pv-flow-finder.h"

/* Flows are looked for so many at a time, while the memory for the next ones is on its way. */
#define N_AHEAD 16
/* The headers of a packet so far ahead are on their way to the core's nearest cache. */
#define N_FETCHED 8

struct _PvWorker
{
  PvCaptureBuilder *builder;
  PvEventFinder events;
  PvFlowFinder flows;
  PvFinds finds; /* of the batch that it is at */
  PvLiveFilter *filter; /* that was asked for last, or NULL */
  PvBpf *bpf; /* of that */
};

/* Empties @self for another batch. The vectors keep their memory, so that batches allocate nothing once it runs. */
static void
begin_finds (PvFinds *self)
{
  PvVector *const vectors[] = {
    &self->kinds, &self->lookups, &self->tcp_lookups, &self->addresses, &self->early,
    &self->events, &self->segments, &self->steps, &self->bytes, &self->passes,
  };

  for (guint i = 0; i < G_N_ELEMENTS (vectors); i++)
    vectors[i]->n = 0;
  g_clear_pointer (&self->filter, pv_live_filter_unref);
  self->n_without_time = 0;
  self->oddities = (PvOddities){ 0 };
}

static void
clear_finds (PvFinds *self)
{
  pv_vector_clear (&self->kinds);
  pv_vector_clear (&self->lookups);
  pv_vector_clear (&self->tcp_lookups);
  pv_vector_clear (&self->addresses);
  pv_vector_clear (&self->early);
  pv_vector_clear (&self->events);
  pv_vector_clear (&self->segments);
  pv_vector_clear (&self->steps);
  pv_vector_clear (&self->bytes);
  pv_vector_clear (&self->passes);
  g_clear_pointer (&self->filter, pv_live_filter_unref);
}

PvWorker *
pv_worker_new (PvCaptureBuilder *builder)
{
  PvWorker *self;

  if (posix_memalign ((void **) &self, G_ALIGNOF (PvWorker), sizeof *self) != 0)
    return NULL;

  /* Zeros from the system would be looked at before they are written, and each of their pages made twice. */
  memset (self, 0, sizeof *self);
  self->builder = builder;
  pv_event_finder_init (&self->events, pv_capture_builder_get_events (builder), pv_capture_builder_get_names (builder),
                        pv_capture_builder_get_urls (builder));
  pv_flow_finder_init (&self->flows, pv_capture_builder_get_flows (builder));

  return self;
}

void
pv_worker_free (PvWorker *self)
{
  clear_finds (&self->finds);
  pv_live_filter_unref (self->filter);
  g_clear_pointer (&self->bpf, pv_bpf_free);
  free (self);
}

/* Where somebody asked for a filter, looks at which of the records pass. */
static void
filter_records (PvWorker       *self,
                PvFinds        *finds,
                const PvRecord *records,
                gsize           n)
{
  g_autoptr (PvLiveFilter) filter = pv_live_filters_get (pv_capture_builder_get_filters (self->builder));
  guint8 *passes;

  if (filter != self->filter)
    {
      pv_live_filter_unref (self->filter);
      g_clear_pointer (&self->bpf, pv_bpf_free);
      self->filter = filter != NULL ? pv_live_filter_ref (filter) : NULL;
      if (filter != NULL)
        self->bpf = pv_bpf_new (pv_live_filter_get_expression (filter));
    }
  if (filter == NULL)
    return;

  finds->filter = pv_live_filter_ref (filter);
  passes = pv_vector_append (&finds->passes, 1, n);
  for (gsize i = 0; i < n && passes != NULL; i++)
    passes[i] = pv_bpf_passes (self->bpf, &records[i]) ? 1 : 0;
}

/* Packets of one link-layer header type, understood or not for one reason, that were not yet counted. */
typedef struct
{
  guint32 kind; /* see get_kind() */
  gsize first;
} Alike;

/* Both in one number, as which they are compared for each packet. */
static inline guint32
get_kind (guint16 link_type,
          guint8  skip)
{
  return (guint32) skip << 16 | link_type;
}

/* Counts those before record @end of the batch. FALSE where memory is out. */
static gboolean
count_alike (PvFinds     *finds,
             const Alike *alike,
             gsize        end)
{
  return end == alike->first
         || pv_kind_list_add (&finds->kinds, (guint16) alike->kind, (guint8) (alike->kind >> 16), end - alike->first);
}

/* What all records say together that need not be looked at for their packets' sake. */
typedef struct
{
  gint64 time_ns; /* of the last one */
  gboolean sorted;
  guint flags; /* of #PvRecordFlags: those that any has */
  gint64 oddity; /* below 0 where any has lengths that are odd */
  guint64 wire_bytes;
} RecordSums;

/* What all packets say together. */
typedef struct
{
  Alike alike;
  gboolean no_memory;
  guint64 ip_bytes;
  guint64 n_ip_packets;
} PacketSums;

/* Adds what needs a look at each record once more, which hardly any capture needs. */
static void
add_oddities (PvFinds        *finds,
              const PvRecord *records,
              gsize           n)
{
  for (gsize i = 0; i < n; i++)
    {
      if (pv_record_is_odd (&records[i]))
        pv_oddities_note (&finds->oddities, &records[i]);
      if (records[i].flags & PV_RECORD_NO_TIME_YET)
        finds->n_without_time++;
    }
}

/* Fills in what all records say together. */
static void
add_record_sums (PvFinds          *finds,
                 const PvRecord   *records,
                 gsize             n,
                 const RecordSums *sums)
{
  finds->sorted = sums->sorted;
  finds->wire_bytes = sums->wire_bytes;
  finds->first_time_ns = records[0].time_ns;
  finds->newest_time_ns = records[n - 1].time_ns;
  finds->min_time_ns = finds->first_time_ns;
  finds->max_time_ns = finds->newest_time_ns;
  for (gsize i = 0; i < n && !sums->sorted; i++)
    {
      finds->min_time_ns = MIN (finds->min_time_ns, records[i].time_ns);
      finds->max_time_ns = MAX (finds->max_time_ns, records[i].time_ns);
    }

  if (sums->flags != 0 || sums->oddity < 0 || pv_oddity_is_time (finds->min_time_ns)
      || pv_oddity_is_time (finds->max_time_ns))
    add_oddities (finds, records, n);
}

static inline void
fetch_headers (const PvRecord *record)
{
  __builtin_prefetch (record->data);
  __builtin_prefetch (record->data + 48);
}

/* Puts record @i of the batch into the columns: all that it may say, of whatever it is. */
static void
add_any (PvWorker       *self,
         const PvRecord *records,
         gsize           i,
         PvChunk        *chunk,
         guint           place,
         PacketSums     *sums)
{
  PvFinds *finds = &self->finds;
  const PvRecord *record = &records[i];
  guint32 packet = (guint32) (finds->first + i);
  PvFacts facts;

  pv_dissect (record, &facts);
  pv_flow_finder_find (&self->flows, &facts, packet, &chunk->flow[place]);
  chunk->ip_bytes[place] = facts.ip_bytes;
  sums->ip_bytes += facts.ip_bytes;
  sums->n_ip_packets += facts.address_size != 0;
  if (get_kind (record->link_type, facts.skip) != sums->alike.kind)
    {
      sums->no_memory |= !count_alike (finds, &sums->alike, i);
      sums->alike = (Alike){ get_kind (record->link_type, facts.skip), i };
    }

  if (facts.address_size != 0 && (facts.has_segment || facts.has_datagram || facts.has_lookup))
    pv_event_finder_find (&self->events, finds, packet, &facts);
}

/* Looks at the headers of @n records, of @n_left from @records on, and begins to look for the flows of those packets that
 * say nothing. */
static inline void
begin_records (const PvWorker *self,
               const PvRecord *records,
               gsize           n,
               gsize           n_left,
               PvUsualSearch  *searches)
{
  for (gsize i = 0; i < n; i++)
    {
      PvUsual usual;

      if (i + N_FETCHED < n_left)
        fetch_headers (&records[i + N_FETCHED]);
      if (G_LIKELY (pv_usual_read (&records[i], &usual) && !pv_usual_says_something (&usual)))
        pv_flow_finder_begin (&self->flows, &usual, &searches[i]);
      else
        searches[i].address_size = 0;
    }
}

/* Puts records @from to @end of the batch into the columns, from @place of @chunk on. */
static void
add_records (PvWorker       *self,
             const PvRecord *records,
             gsize           from,
             gsize           end,
             PvChunk        *chunk,
             guint           place,
             RecordSums     *record_sums,
             PacketSums     *packet_sums)
{
  RecordSums sums = *record_sums; /* in registers */
  PvUsualSearch searches[N_AHEAD];
  guint64 ip_bytes = 0;
  guint64 n_usual = 0;

  for (gsize i = from; i < end; i++, place++)
    {
      const PvRecord *record = &records[i];
      const PvUsualSearch *search = &searches[(i - from) % N_AHEAD];

      if ((i - from) % N_AHEAD == 0)
        begin_records (self, record, MIN (N_AHEAD, end - i), self->finds.n - i, searches);

      chunk->time_ns[place] = record->time_ns;
      chunk->wire_bytes[place] = record->original_length;
      sums.sorted &= record->time_ns >= sums.time_ns;
      sums.time_ns = record->time_ns;
      sums.flags |= record->flags;
      sums.oddity |= pv_oddity_of_lengths (record);
      sums.wire_bytes += record->original_length;

      /* Most packets are of flows that were just seen, and say nothing. */
      if (G_LIKELY (packet_sums->alike.kind == get_kind (PV_USUAL_LINK_TYPE, PV_SKIP_NONE)
                    && pv_flow_finder_knows (&self->flows, search, &chunk->flow[place])))
        {
          chunk->ip_bytes[place] = search->ip_bytes;
          ip_bytes += search->ip_bytes;
          n_usual++;
        }
      else
        {
          add_any (self, records, i, chunk, place, packet_sums);
        }
    }

  *record_sums = sums;
  packet_sums->ip_bytes += ip_bytes;
  packet_sums->n_ip_packets += n_usual;
}

gboolean
pv_worker_add (PvWorker        *self,
               const PvRecord  *records,
               gsize            n,
               guint64          first,
               GError         **error)
{
  PvFinds *finds = &self->finds;
  RecordSums record_sums = { .time_ns = G_MININT64, .sorted = TRUE };
  PacketSums packet_sums = { .alike = { get_kind (records[0].link_type, PV_SKIP_NONE), 0 } };
  gsize end;

  g_assert (n > 0);

  begin_finds (finds);
  finds->first = first;
  finds->n = n;

  filter_records (self, finds, records, n);
  for (gsize from = 0; from < n; from = end)
    {
      guint place = (first + from) & PV_CHUNK_MASK;

      end = MIN (n, from + PV_CHUNK_SIZE - place);
      add_records (self, records, from, end, pv_capture_builder_get_chunk (self->builder, first + from), place,
                   &record_sums, &packet_sums);
    }

  add_record_sums (finds, records, n, &record_sums);
  finds->ip_bytes = packet_sums.ip_bytes;
  finds->n_ip_packets = packet_sums.n_ip_packets;
  packet_sums.no_memory |= !count_alike (finds, &packet_sums.alike, n);
  pv_flow_finder_resolve (&self->flows);
  pv_event_finder_resolve (&self->events, finds);

  if (packet_sums.no_memory || self->events.full || self->flows.full ||
      !pv_capture_builder_wait (self->builder, first) ||
      !pv_event_reader_read (pv_capture_builder_get_events (self->builder), self->builder, records, finds))
    {
      pv_capture_builder_fail (self->builder);
      return pv_error_set_no_memory (error);
    }

  return pv_capture_builder_commit (self->builder, finds, error);
}
