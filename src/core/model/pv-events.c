/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-events.c: what packets say, in rows: lookups, server names, requests, answers. */
#include "pv-events.h"

#include <stdlib.h>
#include <string.h>

#include "pv-dns-message.h"

/* What is not said is not so. */
static const struct
{
  gboolean has_values;
  gboolean is_on_demand;
} kinds[PV_N_EVENT_KINDS] = {
  [PV_EVENT_SERVER_NAME] = { .has_values = TRUE },
  [PV_EVENT_OUTCOME] = { .has_values = TRUE },
  [PV_EVENT_ADDRESS] = { .has_values = TRUE },
  [PV_EVENT_HOST] = { .has_values = TRUE },
  [PV_EVENT_TCP_TROUBLE] = { .is_on_demand = TRUE },
  [PV_EVENT_TCP_HANDSHAKE] = { .has_values = TRUE, .is_on_demand = TRUE },
  [PV_EVENT_USER_AGENT] = { .is_on_demand = TRUE },
};

gboolean
pv_event_kind_is_on_demand (PvEventKind kind)
{
  return kinds[kind].is_on_demand;
}

static PvEventChunk *
chunk_ref (PvEventChunk *self)
{
  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

static void
chunk_unref (PvEventChunk *self)
{
  if (g_atomic_ref_count_dec (&self->ref_count))
    g_free (self);
}

static gsize
get_chunk_size (const PvEvents *self)
{
  return sizeof (PvEventChunk) + (self->has_values ? PV_EVENT_CHUNK_SIZE * sizeof (guint64) : 0);
}

static void
init (PvEvents *self,
      gboolean  has_values)
{
  self->chunks = g_ptr_array_new_with_free_func ((GDestroyNotify) chunk_unref);
  self->n = 0;
  self->has_values = has_values;
  self->mapping = NULL;
}

void
pv_events_init (PvEvents    *self,
                PvEventKind  kind)
{
  init (self, kinds[kind].has_values);
}

void
pv_events_clear (PvEvents *self)
{
  g_clear_pointer (&self->chunks, g_ptr_array_unref);
  g_clear_pointer (&self->mapping, g_bytes_unref);
  self->n = 0;
}

void
pv_events_share (PvEvents       *self,
                 const PvEvents *other)
{
  init (self, other->has_values);
  if (other->mapping != NULL)
    {
      self->mapping = g_bytes_ref (other->mapping);
      g_ptr_array_set_free_func (self->chunks, NULL);
      for (guint i = 0; i < other->chunks->len; i++)
        g_ptr_array_add (self->chunks, g_ptr_array_index (other->chunks, i));
      self->n = other->n;
      return;
    }

  for (guint i = 0; i < other->chunks->len; i++)
    g_ptr_array_add (self->chunks, chunk_ref (g_ptr_array_index (other->chunks, i)));
  self->n = other->n;
}

void
pv_events_go_on (PvEvents       *self,
                 const PvEvents *other)
{
  init (self, other->has_values);
  for (guint i = 0; i < other->chunks->len; i++)
    {
      PvEventChunk *chunk = g_ptr_array_index (other->chunks, i);

      /* one reference is the mapping's, so that nobody frees it */
      if (other->mapping != NULL)
        g_atomic_ref_count_init (&chunk->ref_count);
      g_ptr_array_add (self->chunks, chunk_ref (chunk));
    }
  self->n = other->n;
}

gboolean
pv_events_append (PvEvents      *self,
                  const PvEvent *event)
{
  PvEventChunk *chunk;
  guint place = self->n % PV_EVENT_CHUNK_SIZE;

  if (place == 0)
    {
      chunk = g_try_malloc (get_chunk_size (self));
      if (chunk == NULL)
        return FALSE;
      g_atomic_ref_count_init (&chunk->ref_count);
      g_ptr_array_add (self->chunks, chunk);
    }
  else
    chunk = g_ptr_array_index (self->chunks, self->chunks->len - 1);

  chunk->packet[place] = event->packet;
  chunk->label[place] = event->label;
  if (self->has_values)
    chunk->value[place] = event->value;
  self->n++;

  return TRUE;
}

guint64
pv_events_find (const PvEvents *self,
                guint64         packet)
{
  guint64 low = 0;
  guint64 high = self->n;

  while (low < high)
    {
      guint64 middle = low + (high - low) / 2;

      if (pv_events_get_packet (self, middle) < packet)
        low = middle + 1;
      else
        high = middle;
    }

  return low;
}

gboolean
pv_events_truncate (PvEvents *self,
                    guint64   n)
{
  guint n_chunks = (guint) ((n + PV_EVENT_CHUNK_SIZE - 1) / PV_EVENT_CHUNK_SIZE);

  g_ptr_array_set_size (self->chunks, (gint) n_chunks);
  self->n = n;

  /* what is added now must not be seen by those who share the last chunk */
  if (n % PV_EVENT_CHUNK_SIZE != 0)
    {
      PvEventChunk *copy = g_try_malloc (get_chunk_size (self));
      gpointer *last = &g_ptr_array_index (self->chunks, n_chunks - 1);

      if (copy == NULL)
        return FALSE;
      memcpy (copy, *last, get_chunk_size (self));
      g_atomic_ref_count_init (&copy->ref_count);
      chunk_unref (*last);
      *last = copy;
    }

  return TRUE;
}

/* As long as a chunk with @n events matters; what is behind may be being written. */
static void
copy_chunk (const PvEvents     *self,
            const PvEventChunk *chunk,
            guint               n,
            PvEventChunk       *copy)
{
  memset (copy, 0, get_chunk_size (self));
  memcpy (copy->packet, chunk->packet, n * sizeof *copy->packet);
  memcpy (copy->label, chunk->label, n * sizeof *copy->label);
  if (self->has_values)
    memcpy (copy->value, chunk->value, n * sizeof *copy->value);
}

void
pv_events_write (const PvEvents *self,
                 PvIndexWriter  *writer,
                 guint32         section)
{
  g_autofree PvEventChunk *copy = g_try_malloc (get_chunk_size (self));

  pv_index_writer_begin (writer, section);
  if (copy == NULL)
    {
      pv_index_writer_fail (writer);
      return;
    }

  for (guint64 first = 0; first < self->n; first += PV_EVENT_CHUNK_SIZE)
    {
      copy_chunk (self, g_ptr_array_index (self->chunks, first / PV_EVENT_CHUNK_SIZE),
                  (guint) MIN (self->n - first, PV_EVENT_CHUNK_SIZE), copy);
      pv_index_writer_append (writer, copy, get_chunk_size (self));
    }
}

gboolean
pv_events_read (PvEvents      *self,
                PvEventKind    kind,
                guint64        n,
                PvIndexReader *reader,
                guint32        section)
{
  guint64 n_chunks = n / PV_EVENT_CHUNK_SIZE + (n % PV_EVENT_CHUNK_SIZE != 0);
  guint8 *data;

  pv_events_init (self, kind);
  data = pv_index_reader_get_n (reader, section, get_chunk_size (self), n_chunks);
  if (data == NULL)
    return FALSE;

  self->mapping = g_bytes_ref (pv_index_reader_get_all (reader));
  g_ptr_array_set_free_func (self->chunks, NULL);
  for (guint64 i = 0; i < n_chunks; i++)
    g_ptr_array_add (self->chunks, data + i * get_chunk_size (self));
  self->n = n;

  return TRUE;
}

/* Whether all that the event tells of is there. */
static gboolean
check (const PvEvent *event,
       PvEventKind    kind,
       guint64        n_packets,
       guint32        n_labels,
       guint32        n_addresses)
{
  guint32 query = pv_event_get_query (event->value);
  guint32 client = pv_event_get_client (event->value);

  switch (kind)
    {
    case PV_EVENT_SERVER_NAME:
      return event->label < n_labels && pv_event_get_source (event->value) < PV_N_NAME_SOURCES;
    case PV_EVENT_OUTCOME:
      return (event->label < n_labels || event->label == PV_NO_ID) && (query < n_packets || query == PV_NO_ID)
             && pv_event_get_outcome (event->value) <= PV_DNS_UNANSWERED;
    case PV_EVENT_ADDRESS:
      return event->label < n_labels && pv_event_get_address (event->value) < n_addresses
             && (client < n_addresses || client == PV_NO_ID);
    case PV_EVENT_HOST:
      return event->label < n_labels && pv_event_get_address (event->value) < n_addresses
             && pv_event_get_host_source (event->value) < PV_N_HOST_SOURCES;
    case PV_EVENT_LOOKUP:
    case PV_EVENT_MDNS_LOOKUP:
    case PV_EVENT_LLMNR_LOOKUP:
    case PV_EVENT_URL:
    case PV_EVENT_TCP_TROUBLE:
    case PV_EVENT_TCP_HANDSHAKE:
    case PV_EVENT_USER_AGENT:
    case PV_N_EVENT_KINDS:
    default:
      return event->label < n_labels;
    }
}

gboolean
pv_events_check (const PvEvents *self,
                 PvEventKind     kind,
                 guint64         n_packets,
                 guint32         n_labels,
                 guint32         n_addresses)
{
  guint32 before = 0;

  for (guint64 i = 0; i < self->n; i++)
    {
      PvEvent event = pv_events_get (self, i);

      if (event.packet < before || event.packet >= n_packets
          || !check (&event, kind, n_packets, n_labels, n_addresses))
        return FALSE;
      before = event.packet;
    }

  return TRUE;
}

static int
compare_packets (const void *a,
                 const void *b)
{
  const PvEvent *x = a;
  const PvEvent *y = b;

  return x->packet < y->packet ? -1 : x->packet > y->packet;
}

gboolean
pv_events_append_found (PvEvents *self,
                        PvVector *found,
                        gboolean  are_sorted)
{
  if (!are_sorted && found->n > 0)
    qsort (found->data, found->n, sizeof (PvEvent), compare_packets);
  for (gsize i = 0; i < found->n; i++)
    if (!pv_events_append (self, &pv_vector_index (found, PvEvent, i)))
      return FALSE;

  return TRUE;
}
