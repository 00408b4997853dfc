/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-worker.c: records become columns: the loop that runs once for each packet. */
#include "config.h"

#include "pv-capture-builder-private.h"

#include "pv-capture-private.h"
#include "pv-dns.h"
#include "pv-error.h"
#include "pv-flow-finder.h"

/* Flows and names are looked for so many at a time, while the tables' memory for the next ones is on its way. */
#define N_AHEAD 16

struct _PvWorker
{
  PvCaptureBuilder *builder;
  PvLabelTable *names;
  gboolean full; /* some label had no place */
  PvFlowFinder flows;
};

PvFinds *
pv_finds_new (void)
{
  PvFinds *self = g_new0 (PvFinds, 1);

  self->sorted = TRUE;
  self->kinds = pv_kinds_new ();

  return self;
}

void
pv_finds_free (PvFinds *self)
{
  g_hash_table_unref (self->kinds);
  pv_vector_clear (&self->lookups);
  pv_vector_clear (&self->tcp);
  pv_vector_clear (&self->bytes);
  g_free (self);
}

PvWorker *
pv_worker_new (PvCaptureBuilder *builder)
{
  PvWorker *self = g_try_new0 (PvWorker, 1);

  if (self == NULL)
    return NULL;

  self->builder = builder;
  self->names = pv_capture_builder_get_names (builder);
  pv_flow_finder_init (&self->flows, pv_capture_builder_get_flows (builder));

  return self;
}

void
pv_worker_free (PvWorker *self)
{
  g_free (self);
}

/* Adds to what was found, as far as there is memory for it. */
static void
add_bytes (PvWorker     *self,
           PvFinds      *finds,
           gconstpointer bytes,
           gsize         length)
{
  guint8 *place = pv_vector_append (&finds->bytes, 1, length);

  if (place == NULL)
    self->full = TRUE;
  else if (length > 0)
    memcpy (place, bytes, length);
}

/* Keeps the name's bytes, after their length, until resolve_names(). */
static void
add_lookup (PvWorker      *self,
            PvFinds       *finds,
            guint32        packet,
            const PvFacts *facts)
{
  char name[PV_DNS_NAME_MAX];
  gsize length = pv_dns_read_lookup (facts->question, facts->question_length, name);
  PvFoundLookup lookup = { packet, (guint32) finds->bytes.n, facts->lookup_kind };
  guint16 short_length = (guint16) length;
  PvFoundLookup *place;

  if (length == 0)
    return;

  add_bytes (self, finds, &short_length, sizeof short_length);
  add_bytes (self, finds, name, length);
  if (self->full)
    return;

  place = pv_vector_append (&finds->lookups, sizeof lookup, 1);
  if (place != NULL)
    *place = lookup;
  else
    self->full = TRUE;
}

static void
add_segment (PvWorker           *self,
             PvFinds            *finds,
             guint32             packet,
             const PvTcpSegment *segment)
{
  PvFoundSegment found = { packet, (guint) finds->bytes.n, *segment };
  PvFoundSegment *place;

  add_bytes (self, finds, segment->client, segment->address_size);
  add_bytes (self, finds, segment->server, segment->address_size);
  add_bytes (self, finds, segment->payload, segment->payload_length);
  if (self->full)
    return;

  place = pv_vector_append (&finds->tcp, sizeof found, 1);
  if (place != NULL)
    *place = found;
  else
    self->full = TRUE;
}

static const guint8 *
get_name (const PvFinds *finds,
          gsize          i,
          gsize         *length)
{
  const guint8 *place = (const guint8 *) finds->bytes.data + pv_vector_index (&finds->lookups, PvFoundLookup, i).name;
  guint16 short_length;

  memcpy (&short_length, place, sizeof short_length);
  *length = short_length;

  return place + sizeof short_length;
}

/* Numbers the names of lookups; some ahead, their memory is fetched. */
static void
resolve_names (PvWorker *self,
               PvFinds  *finds)
{
  guint64 hashes[N_AHEAD];
  gsize n = finds->lookups.n;

  for (gsize i = 0; i < n + N_AHEAD; i++)
    {
      gsize length;
      const guint8 *name;

      if (i >= N_AHEAD && i - N_AHEAD < n)
        {
          PvFoundLookup *lookup = &pv_vector_index (&finds->lookups, PvFoundLookup, i - N_AHEAD);

          name = get_name (finds, i - N_AHEAD, &length);
          lookup->name = pv_label_table_add_hashed (self->names, hashes[i % N_AHEAD], name, length);
          self->full = self->full || lookup->name == PV_NO_ID;
        }

      if (i < n)
        {
          name = get_name (finds, i, &length);
          hashes[i % N_AHEAD] = pv_label_table_hash (self->names, name, length);
        }
    }
}

/* Packets of one link-layer header type, understood or not for one reason, that were not yet counted. */
typedef struct
{
  guint16 link_type;
  guint8 skip;
  guint64 n;
} Alike;

static void
count_alike (PvFinds *finds,
             Alike   *alike,
             guint16  link_type,
             guint8   skip)
{
  if (G_UNLIKELY (link_type != alike->link_type || skip != alike->skip))
    {
      pv_kinds_add (finds->kinds, alike->link_type, alike->skip, alike->n);
      *alike = (Alike){ link_type, skip, 0 };
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

  if (G_UNLIKELY (facts->has_lookup))
    add_lookup (self, finds, packet, facts);
  else if (G_UNLIKELY (facts->has_segment))
    add_segment (self, finds, packet, &facts->segment);
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

gboolean
pv_worker_add (PvWorker        *self,
               const PvRecord  *records,
               gsize            n,
               guint64          first,
               GError         **error)
{
  PvFinds *finds = pv_finds_new ();
  PvSegment *segment = NULL;
  gint64 before = G_MININT64;
  Alike alike = { records[0].link_type, PV_SKIP_NONE, 0 };
  PvFacts facts[N_AHEAD];
  PvFlowSearch searches[N_AHEAD];

  g_assert (n > 0);

  finds->first = first;
  finds->n = n;
  finds->min_time_ns = G_MAXINT64;
  finds->max_time_ns = G_MININT64;
  finds->first_time_ns = records[0].time_ns;
  finds->newest_time_ns = records[n - 1].time_ns;

  /* Some packets are dissected before the first one's flow is looked for, whose memory is on its way by then. */
  for (gsize start = 0; start < n; start += N_AHEAD)
    {
      gsize n_ahead = MIN (N_AHEAD, n - start);

      for (gsize i = 0; i < n_ahead; i++)
        {
          pv_dissect (&records[start + i], &facts[i]);
          pv_flow_finder_begin (&self->flows, &facts[i], &searches[i]);
        }

      for (gsize i = 0; i < n_ahead; i++)
        {
          const PvRecord *record = &records[start + i];
          guint64 packet = first + start + i;
          guint place = packet & PV_SEGMENT_MASK;

          if (segment == NULL || place == 0)
            segment = pv_capture_builder_get_segment (self->builder, packet);

          pv_flow_finder_end (&self->flows, &facts[i], &searches[i], (guint32) packet, &segment->flow[place]);
          segment->time_ns[place] = record->time_ns;
          segment->ip_bytes[place] = facts[i].address_size != 0 ? facts[i].ip_bytes : 0;
          segment->wire_bytes[place] = record->original_length;

          add_facts (self, finds, (guint32) packet, &facts[i]);
          add_record (finds, record);
          count_alike (finds, &alike, record->link_type, facts[i].skip);
          finds->sorted &= record->time_ns >= before;
          before = record->time_ns;
        }
    }

  pv_kinds_add (finds->kinds, alike.link_type, alike.skip, alike.n);
  pv_flow_finder_resolve (&self->flows);
  resolve_names (self, finds);

  if (self->full || self->flows.full)
    {
      pv_finds_free (finds);
      return pv_error_set_no_memory (error);
    }

  return pv_capture_builder_commit (self->builder, finds, error);
}
