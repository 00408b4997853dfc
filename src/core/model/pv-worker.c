/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-worker.c: records become columns: the loop that runs once for each packet. */
#include "config.h"

#include "pv-capture-builder-private.h"

#include <string.h>

#include "pv-bpf.h"
#include "pv-capture-private.h"
#include "pv-error.h"
#include "pv-event-finder.h"
#include "pv-event-reader.h"
#include "pv-flow-finder.h"

/* Flows are looked for so many at a time, while the tables' memory for the next ones is on its way. */
#define N_AHEAD 16
/* The headers of a packet so far ahead are on their way to the core's nearest cache. */
#define N_FETCHED 6

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
    &self->events, &self->steps, &self->bytes, &self->passes,
  };

  for (guint i = 0; i < G_N_ELEMENTS (vectors); i++)
    vectors[i]->n = 0;
  g_clear_pointer (&self->filter, pv_live_filter_unref);
  self->sorted = TRUE;
  self->n_ip_packets = 0;
  self->ip_bytes = 0;
  self->wire_bytes = 0;
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
  pv_vector_clear (&self->steps);
  pv_vector_clear (&self->bytes);
  pv_vector_clear (&self->passes);
  g_clear_pointer (&self->filter, pv_live_filter_unref);
}

PvWorker *
pv_worker_new (PvCaptureBuilder *builder)
{
  PvWorker *self = g_try_new (PvWorker, 1);

  if (self == NULL)
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
  g_free (self);
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
  guint16 link_type;
  guint8 skip;
  guint64 n;
  gboolean no_memory;
} Alike;

static void
count_alike (PvFinds *finds,
             Alike   *alike,
             guint16  link_type,
             guint8   skip)
{
  if (G_UNLIKELY (link_type != alike->link_type || skip != alike->skip))
    {
      if (!pv_kind_list_add (&finds->kinds, alike->link_type, alike->skip, alike->n))
        alike->no_memory = TRUE;
      *alike = (Alike){ link_type, skip, 0, alike->no_memory };
    }
  alike->n++;
}

/* Notes what a packet holds besides the flow that it belongs to. */
static inline void
add_facts (PvWorker      *self,
           PvFinds       *finds,
           guint32        packet,
           const PvFacts *facts)
{
  if (facts->address_size == 0)
    return;

  finds->n_ip_packets++;
  finds->ip_bytes += facts->ip_bytes;

  if (G_UNLIKELY (facts->has_segment || facts->has_datagram || facts->has_lookup))
    pv_event_finder_find (&self->events, finds, packet, facts);
}

/* Notes what a record says of its packet. */
static inline void
add_record (PvFinds        *finds,
            const PvRecord *record)
{
  finds->wire_bytes += record->original_length;
  if (G_UNLIKELY (pv_record_is_odd (record)))
    pv_oddities_note (&finds->oddities, record);
  if (G_UNLIKELY (record->flags & PV_RECORD_NO_TIME_YET))
    finds->n_without_time++;
  finds->min_time_ns = MIN (finds->min_time_ns, record->time_ns);
  finds->max_time_ns = MAX (finds->max_time_ns, record->time_ns);
}

static inline void
fetch_headers (const PvRecord *record)
{
  __builtin_prefetch (record->data);
  __builtin_prefetch (record->data + 48);
}

gboolean
pv_worker_add (PvWorker        *self,
               const PvRecord  *records,
               gsize            n,
               guint64          first,
               GError         **error)
{
  PvFinds *finds = &self->finds;
  PvChunk *chunk = NULL;
  gint64 before = G_MININT64;
  Alike alike = { records[0].link_type, PV_SKIP_NONE, 0 };
  PvFacts facts[N_AHEAD];
  PvFlowSearch searches[N_AHEAD];

  g_assert (n > 0);

  begin_finds (finds);
  finds->first = first;
  finds->n = n;
  finds->min_time_ns = G_MAXINT64;
  finds->max_time_ns = G_MININT64;
  finds->first_time_ns = records[0].time_ns;
  finds->newest_time_ns = records[n - 1].time_ns;

  filter_records (self, finds, records, n);
  /* Some packets are dissected before the first one's flow is looked for, whose memory is on its way by then. */
  for (gsize start = 0; start < n; start += N_AHEAD)
    {
      gsize n_ahead = MIN (N_AHEAD, n - start);

      for (gsize i = 0; i < n_ahead; i++)
        {
          if (start + i + N_FETCHED < n)
            fetch_headers (&records[start + i + N_FETCHED]);
          pv_dissect (&records[start + i], &facts[i]);
          pv_flow_finder_begin (&self->flows, &facts[i], &searches[i]);
        }

      for (gsize i = 0; i < n_ahead; i++)
        {
          const PvRecord *record = &records[start + i];
          guint64 packet = first + start + i;
          guint place = packet & PV_CHUNK_MASK;

          if (chunk == NULL || place == 0)
            chunk = pv_capture_builder_get_chunk (self->builder, packet);

          pv_flow_finder_end (&self->flows, &facts[i], &searches[i], (guint32) packet, &chunk->flow[place]);
          chunk->time_ns[place] = record->time_ns;
          chunk->ip_bytes[place] = facts[i].address_size != 0 ? facts[i].ip_bytes : 0;
          chunk->wire_bytes[place] = record->original_length;

          add_facts (self, finds, (guint32) packet, &facts[i]);
          add_record (finds, record);
          count_alike (finds, &alike, record->link_type, facts[i].skip);
          finds->sorted &= record->time_ns >= before;
          before = record->time_ns;
        }
    }

  if (!pv_kind_list_add (&finds->kinds, alike.link_type, alike.skip, alike.n))
    alike.no_memory = TRUE;
  pv_flow_finder_resolve (&self->flows);
  pv_event_finder_resolve (&self->events, finds);

  if (alike.no_memory || self->events.full || self->flows.full ||
      !pv_capture_builder_wait (self->builder, first) ||
      !pv_event_reader_read (pv_capture_builder_get_events (self->builder), self->builder, records, finds))
    {
      pv_capture_builder_fail (self->builder);
      return pv_error_set_no_memory (error);
    }

  return pv_capture_builder_commit (self->builder, finds, error);
}
