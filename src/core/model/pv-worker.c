/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-worker.c: records become columns: the loop that runs once for each packet. */
#include "config.h"

#include "pv-capture-builder-private.h"

#include "pv-capture-private.h"
#include "pv-dns.h"
#include "pv-error.h"
#include "pv-flow-finder.h"

/* Names are numbered so many at a time, while the table's memory for the next ones is on its way. */
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
  pv_flow_finder_init (&self->flows, pv_capture_builder_get_addresses (builder), pv_capture_builder_get_flows (builder));

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
  guint16 link_type = records[0].link_type;
  guint8 skip = PV_SKIP_NONE;
  guint64 n_alike = 0; /* packets of that link type and skip, not yet counted */

  g_assert (n > 0);

  finds->first = first;
  finds->n = n;
  finds->min_time_ns = G_MAXINT64;
  finds->max_time_ns = G_MININT64;
  finds->first_time_ns = records[0].time_ns;
  finds->newest_time_ns = records[n - 1].time_ns;

  for (gsize i = 0; i < n; i++)
    {
      const PvRecord *record = &records[i];
      guint64 packet = first + i;
      guint place = packet & PV_SEGMENT_MASK;
      guint32 ip_bytes = 0;
      PvFacts facts;

      if (segment == NULL || place == 0)
        segment = pv_capture_builder_get_segment (self->builder, packet);

      pv_dissect (record, &facts);

      pv_flow_finder_find (&self->flows, &facts, (guint32) packet, &segment->flow[place]);

      if (facts.address_size != 0)
        {
          ip_bytes = facts.ip_bytes;
          finds->n_ip_packets++;
          finds->ip_bytes += ip_bytes;

          if (G_UNLIKELY (facts.has_lookup))
            add_lookup (self, finds, (guint32) packet, &facts);
          else if (G_UNLIKELY (facts.has_segment))
            add_segment (self, finds, (guint32) packet, &facts.segment);
        }

      segment->time_ns[place] = record->time_ns;
      segment->ip_bytes[place] = ip_bytes;
      segment->wire_bytes[place] = record->original_length;

      finds->wire_bytes += record->original_length;
      if (G_UNLIKELY (pv_record_is_odd (record)))
        pv_oddities_note (&finds->oddities, record);
      if (G_UNLIKELY (record->flags & PV_RECORD_NO_TIME_YET))
        finds->n_without_time++;
      finds->min_time_ns = MIN (finds->min_time_ns, record->time_ns);
      finds->max_time_ns = MAX (finds->max_time_ns, record->time_ns);
      finds->sorted &= record->time_ns >= before;
      before = record->time_ns;

      if (G_UNLIKELY (record->link_type != link_type || facts.skip != skip))
        {
          pv_kinds_add (finds->kinds, link_type, skip, n_alike);
          link_type = record->link_type;
          skip = facts.skip;
          n_alike = 0;
        }
      n_alike++;
    }

  pv_kinds_add (finds->kinds, link_type, skip, n_alike);
  pv_flow_finder_resolve (&self->flows);
  resolve_names (self, finds);

  if (self->full || self->flows.full)
    {
      pv_finds_free (finds);
      return pv_error_set_no_memory (error);
    }

  return pv_capture_builder_commit (self->builder, finds, error);
}
