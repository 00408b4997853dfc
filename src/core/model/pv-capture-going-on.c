/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-capture-going-on.c: a builder says what it takes to go on another time, and goes on there. */
#include "config.h"

#include "pv-capture-builder-state.h"

#include "pv-error.h"

#include "pv-tsan.h"

PvContinuation *
pv_capture_builder_save (PvCaptureBuilder *self)
{
  g_autoptr (PvContinuation) continuation = NULL;
  g_auto (PvStateWriter) state = { { 0 } };

  g_mutex_lock (&self->lock);
  if (!self->failed && !self->out_of_memory && self->n_packets > 0)
    {
      const PvEvents *events = self->order.differs ? self->order.events : self->events;

      continuation = pv_continuation_new ();
      continuation->mapping = self->mapping != NULL ? g_bytes_ref (self->mapping) : NULL;
      pv_event_reader_save (self->reader, &state);
      continuation->hosts = pv_label_table_ref (pv_event_reader_get_hosts (self->reader));
      continuation->n_hosts = pv_label_table_get_n (continuation->hosts);
      for (PvEventKind kind = 0; kind < PV_N_EVENT_KINDS; kind++)
        if (pv_continuation_has_events (kind))
          {
            pv_events_clear (&continuation->events[kind]);
            pv_events_share (&continuation->events[kind], &events[kind]);
          }
      continuation->oddities = self->oddities;
      continuation->n_without_time = self->n_without_time;
      for (gsize i = 0; i < self->kinds.rows.n && !state.full; i++)
        {
          PvKind *kind = pv_vector_append (&continuation->kinds, sizeof *kind, 1);

          if (kind != NULL)
            *kind = pv_kinds_get (&self->kinds, i);
          else
            state.full = TRUE;
        }
    }
  g_mutex_unlock (&self->lock);

  if (continuation == NULL || state.full)
    return NULL;
  continuation->state = g_bytes_new_take (state.bytes.data, state.bytes.n);
  state.bytes = (PvVector){ 0 };

  return g_steal_pointer (&continuation);
}

/* Has the tables of @capture be those of the builder, whose own are empty. */
static void
take_tables (PvCaptureBuilder *self,
             PvCapture        *capture)
{
#define TAKE(field, type) \
  do \
    { \
      type##_unref (self->field); \
      self->field = type##_ref (capture->field); \
    } \
  while (0)

  TAKE (addresses, pv_label_table);
  TAKE (names, pv_label_table);
  TAKE (hardware, pv_label_table);
  TAKE (interfaces, pv_label_table);
  TAKE (agents, pv_label_table);
  TAKE (countries, pv_label_table);
  TAKE (networks, pv_label_table);
  TAKE (urls, pv_label_table);
  TAKE (domains, pv_domain_index);
  TAKE (flows, pv_flow_table);
  TAKE (conversations, pv_conversation_index);
  TAKE (live_filters, pv_live_filters);

#undef TAKE
}

/* Columns are where the index has them: what is added to the last chunk is a copy of its pages. */
static void
take_columns (PvCaptureBuilder *self,
              const PvCapture  *capture)
{
  const PvChunk *last = NULL;
  guint n = 0;

  for (guint i = 0; i < capture->chunks->len; i++)
    {
      self->chunks[i] = g_ptr_array_index (capture->chunks, i);
      /* one reference is the mapping's, so that nobody frees it */
      g_atomic_ref_count_init (&self->chunks[i]->ref_count);
      pv_chunk_ref (self->chunks[i]);
      last = self->chunks[i];
    }
  g_array_append_vals (self->sums, capture->sums->data, capture->sums->len);
  if (last != NULL)
    n = (guint) (capture->n_packets - ((guint64) (capture->chunks->len - 1) << PV_CHUNK_BITS));
  for (guint i = 0; i < n; i++)
    {
      self->chunk_sums.ip += last->ip_bytes[i];
      self->chunk_sums.wire += last->wire_bytes[i];
    }
  if (n > 0)
    self->newest_time_ns = last->time_ns[n - 1];
  self->order.n = capture->n_packets;
}

/* The same where the order of time is not the file's, of whose chunks only that is left which goes on. FALSE where memory is
 * out. */
static gboolean
take_order (PvCaptureBuilder      *self,
            const PvCapture       *capture,
            const PvEvents *const *events)
{
  guint64 last = capture->n_packets - 1;

  if (!pv_time_order_restore (&self->order, capture->n_packets, capture->chunks, capture->new_numbers, capture->sums, events))
    return FALSE;

  if ((capture->n_packets & PV_CHUNK_MASK) != 0)
    {
      PvChunk *chunk = pv_chunk_new ();

      if (chunk == NULL)
        return FALSE;
      self->chunks[last >> PV_CHUNK_BITS] = chunk;
    }
  g_array_append_vals (self->sums, capture->sums->data, capture->sums->len);
  self->newest_time_ns = pv_capture_get_time (capture, pv_capture_get_number (capture, last));
  self->sorted = FALSE;

  return TRUE;
}

static void
take_totals (PvCaptureBuilder     *self,
             const PvCapture      *capture,
             const PvContinuation *continuation)
{
  self->n_reserved = capture->n_packets;
  self->n_packets = capture->n_packets;
  self->n_ip_packets = capture->n_ip_packets;
  self->ip_bytes = capture->ip_bytes;
  self->wire_bytes = capture->wire_bytes;
  self->first_time_ns = capture->first_time_ns;
  self->last_time_ns = capture->last_time_ns;
  self->oddities = continuation->oddities;
  self->n_without_time = continuation->n_without_time;
  self->has_first_times = self->n_without_time > 0 && self->n_without_time < self->n_packets;
}

PvCaptureBuilder *
pv_capture_builder_go_on (PvCapture             *capture,
                          const PvContinuation  *continuation,
                          GError               **error)
{
  g_autoptr (PvCaptureBuilder) self = NULL;
  PvStateReader state = { .left = g_bytes_get_size (continuation->state) };
  const PvEvents *events[PV_N_EVENT_KINDS];
  PvEventReader *reader;

  g_return_val_if_fail (capture->mapping != NULL && capture->n_packets > 0, NULL);

  self = pv_capture_builder_new (capture->files, error);
  if (self == NULL)
    return NULL;

  state.data = g_bytes_get_data (continuation->state, NULL);
  reader = pv_event_reader_restore (capture->names, capture->urls, continuation->hosts, capture->n_packets, &state);
  if (reader == NULL || !pv_flow_table_index (capture->flows))
    {
      g_clear_pointer (&reader, pv_event_reader_free);
      pv_error_set_no_memory (error);
      return NULL;
    }

  self->mapping = g_bytes_ref (capture->mapping);
  pv_event_reader_free (self->reader);
  self->reader = reader;
  take_tables (self, capture);
  take_totals (self, capture, continuation);
  for (PvEventKind kind = 0; kind < PV_N_EVENT_KINDS; kind++)
    events[kind] = pv_continuation_has_events (kind) ? &continuation->events[kind] : &capture->events[kind];
  if (capture->new_numbers == NULL)
    {
      take_columns (self, capture);
      for (PvEventKind kind = 0; kind < PV_N_EVENT_KINDS; kind++)
        {
          pv_events_clear (&self->events[kind]);
          pv_events_go_on (&self->events[kind], events[kind]);
          self->order.n_events[kind] = self->events[kind].n;
        }
    }
  else if (!take_order (self, capture, events))
    {
      pv_error_set_no_memory (error);
      return NULL;
    }
  for (gsize i = 0; i < continuation->kinds.n; i++)
    {
      const PvKind *kind = &pv_vector_index (&continuation->kinds, PvKind, i);

      if (!pv_kinds_add (&self->kinds, kind->link_type, kind->skip, kind->packets))
        self->out_of_memory = TRUE;
    }

  self->grows = TRUE;
  self->n_generations = capture->generation + 1;
  self->newest = g_object_ref (capture);

  return g_steal_pointer (&self);
}
