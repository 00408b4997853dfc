/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-capture-builder.c: batches of dissected packets, from many threads, become a capture. */
#include "config.h"

#include "pv-capture-builder-state.h"

#include <glib/gi18n-lib.h>

#include "pv-error.h"
#include "pv-piece.h"
#include "pv-spin.h"

#include "pv-tsan.h"

/* Packets are numbered in 32 bits, and events refer to them so. */
#define MAX_PACKETS ((guint64) PV_PIECE (G_MAXUINT32, 1u << 20))
#define MAX_CHUNKS (MAX_PACKETS / PV_CHUNK_SIZE + 1)

PvCaptureBuilder *
pv_capture_builder_new (const PvInputFiles  *files,
                        GError             **error)
{
  g_autoptr (PvCaptureBuilder) self = g_new0 (PvCaptureBuilder, 1);

  self->files = pv_input_files_copy (files);
  self->addresses = pv_label_table_new ();
  self->names = pv_label_table_new ();
  self->hardware = pv_label_table_new ();
  self->interfaces = pv_label_table_new ();
  self->agents = pv_label_table_new ();
  self->countries = pv_label_table_new ();
  self->networks = pv_label_table_new ();
  self->urls = pv_label_table_new ();
  self->domains = pv_domain_index_new (self->names);
  self->flows = pv_flow_table_new (self->addresses);
  self->conversations = pv_conversation_index_new (self->flows);
  self->live_filters = pv_live_filters_new ();
  self->chunks = g_try_new0 (PvChunk *, MAX_CHUNKS);
  g_mutex_init (&self->lock);
  g_cond_init (&self->committed);
  self->sorted = TRUE;
  self->sums = g_array_new (FALSE, FALSE, sizeof (PvSums));
  for (PvEventKind kind = 0; kind < PV_N_EVENT_KINDS; kind++)
    pv_events_init (&self->events[kind], kind);
  self->reader = pv_event_reader_new (self->names, self->urls);
  pv_time_order_init (&self->order);

  if (self->chunks == NULL || self->reader == NULL)
    {
      pv_error_set_no_memory (error);
      return NULL;
    }

  return g_steal_pointer (&self);
}

void
pv_capture_builder_free (PvCaptureBuilder *self)
{
  if (self == NULL)
    return;

  pv_input_files_unref (self->files);
  pv_label_table_unref (self->addresses);
  pv_label_table_unref (self->names);
  pv_label_table_unref (self->hardware);
  pv_label_table_unref (self->interfaces);
  pv_label_table_unref (self->agents);
  pv_label_table_unref (self->countries);
  pv_label_table_unref (self->networks);
  pv_label_table_unref (self->urls);
  pv_domain_index_unref (self->domains);
  pv_flow_table_unref (self->flows);
  pv_conversation_index_unref (self->conversations);
  pv_live_filters_unref (self->live_filters);
  for (guint64 i = 0; i << PV_CHUNK_BITS < self->n_reserved; i++)
    pv_chunk_unref (self->chunks[i]);
  g_free (self->chunks);
  g_mutex_clear (&self->lock);
  g_cond_clear (&self->committed);
  g_array_unref (self->sums);
  for (guint i = 0; i < PV_N_EVENT_KINDS; i++)
    pv_events_clear (&self->events[i]);
  pv_kinds_clear (&self->kinds);
  pv_time_order_clear (&self->order);
  pv_vector_clear (&self->first_packets);
  g_clear_object (&self->newest);
  g_clear_pointer (&self->reader, pv_event_reader_free);
  g_clear_pointer (&self->mapping, g_bytes_unref);
  g_free (self);
}

void
pv_capture_builder_set_grows (PvCaptureBuilder *self)
{
  self->grows = TRUE;
}

PvLiveFilters *
pv_capture_builder_get_filters (PvCaptureBuilder *self)
{
  return self->live_filters;
}

PvLabelTable *
pv_capture_builder_get_names (PvCaptureBuilder *self)
{
  return self->names;
}

PvLabelTable *
pv_capture_builder_get_urls (PvCaptureBuilder *self)
{
  return self->urls;
}

PvEventReader *
pv_capture_builder_get_events (PvCaptureBuilder *self)
{
  return self->reader;
}

PvFlowTable *
pv_capture_builder_get_flows (PvCaptureBuilder *self)
{
  return self->flows;
}

PvChunk *
pv_capture_builder_get_chunk (PvCaptureBuilder *self,
                              guint64           packet)
{
  return self->chunks[packet >> PV_CHUNK_BITS];
}

gboolean
pv_capture_builder_reserve (PvCaptureBuilder  *self,
                            gsize              n,
                            guint64           *first,
                            GError           **error)
{
  guint64 last = self->n_reserved + n;

  if (last > MAX_PACKETS)
    {
      g_set_error (error, PV_ERROR, PV_ERROR_TOO_LARGE,
                   _("it has more than %u packets. Open a part of it, cut for example with editcap"), G_MAXUINT32);
      return FALSE;
    }

  for (guint64 i = (self->n_reserved + PV_CHUNK_SIZE - 1) >> PV_CHUNK_BITS; i << PV_CHUNK_BITS < last; i++)
    {
      self->chunks[i] = pv_chunk_new ();
      if (self->chunks[i] == NULL)
        return pv_error_set_no_memory (error);
    }

  *first = self->n_reserved;
  self->n_reserved = last;

  return TRUE;
}

static void
apply_lookup (PvCaptureBuilder    *self,
              const PvFoundLookup *found)
{
  const PvEvent event = { found->packet, found->name, 0 };

  if (!found->is_answer && !pv_events_append (&self->events[pv_event_kind_of_lookups (found->kind)], &event))
    self->out_of_memory = TRUE;
}

/* Adds the lookups of a batch, those over TCP in between, so that all are in packet order. */
static void
apply_lookups (PvCaptureBuilder *self,
               const PvFinds    *finds)
{
  gsize t = 0;

  for (gsize i = 0; i < finds->lookups.n; i++)
    {
      const PvFoundLookup *found = &pv_vector_index (&finds->lookups, PvFoundLookup, i);

      while (t < finds->tcp_lookups.n && pv_vector_index (&finds->tcp_lookups, PvFoundLookup, t).packet < found->packet)
        apply_lookup (self, &pv_vector_index (&finds->tcp_lookups, PvFoundLookup, t++));
      apply_lookup (self, found);
    }
  while (t < finds->tcp_lookups.n)
    apply_lookup (self, &pv_vector_index (&finds->tcp_lookups, PvFoundLookup, t++));
}

static void
apply_events (PvCaptureBuilder *self,
              const PvFinds    *finds)
{
  for (gsize i = 0; i < finds->events.n; i++)
    {
      const PvFoundEvent *found = &pv_vector_index (&finds->events, PvFoundEvent, i);

      if (!pv_events_append (&self->events[found->kind], &found->event))
        self->out_of_memory = TRUE;
    }
}

/* Adds the running sums of packets [first, last). */
static void
apply_sums (PvCaptureBuilder *self,
            guint64           first,
            guint64           last)
{
  while (first < last)
    {
      guint place = first & PV_CHUNK_MASK;
      guint end = (guint) MIN (PV_CHUNK_SIZE, place + (last - first));

      if (place == 0)
        {
          PvSums before = { 0, 0 };

          if (self->sums->len > 0)
            {
              before = g_array_index (self->sums, PvSums, self->sums->len - 1);
              before.ip += self->chunk_sums.ip;
              before.wire += self->chunk_sums.wire;
            }
          g_array_append_val (self->sums, before);
          self->chunk_sums = (PvSums){ 0, 0 };
        }

      pv_chunk_sum (self->chunks[first >> PV_CHUNK_BITS], place, end, &self->chunk_sums);
      first += end - place;
    }
}

static void
apply_finds (PvCaptureBuilder *self,
             const PvFinds    *finds)
{
  /* Where there were but packets without a time, there was none. */
  if (self->n_without_time == self->n_packets)
    {
      self->first_time_ns = finds->min_time_ns;
      self->last_time_ns = finds->max_time_ns;
    }
  else
    {
      self->first_time_ns = MIN (self->first_time_ns, finds->min_time_ns);
      self->last_time_ns = MAX (self->last_time_ns, finds->max_time_ns);
      if (finds->first_time_ns < self->newest_time_ns)
        self->sorted = FALSE;
    }

  if (self->n_without_time == self->n_packets)
    self->n_without_time += finds->n_without_time;
  pv_oddities_add (&self->oddities, &finds->oddities);
  self->sorted = self->sorted && finds->sorted;
  self->newest_time_ns = finds->newest_time_ns;
  apply_sums (self, finds->first, finds->first + finds->n);
  self->n_ip_packets += finds->n_ip_packets;
  self->ip_bytes += finds->ip_bytes;
  self->wire_bytes += finds->wire_bytes;
  for (gsize i = 0; i < finds->kinds.n; i++)
    {
      const PvKind *kind = &pv_vector_index (&finds->kinds, PvKind, i);

      if (!pv_kinds_add (&self->kinds, kind->link_type, kind->skip, kind->packets))
        self->out_of_memory = TRUE;
    }
  apply_lookups (self, finds);
  apply_events (self, finds);
  /* last: who waits for it wants the lock next */
  __atomic_store_n (&self->n_packets, self->n_packets + finds->n, __ATOMIC_RELAXED);
}

/* Waits for what whoever has the lock will tell. */
static void
wait_for_news (PvCaptureBuilder *self)
{
  self->n_waiting++;
  g_cond_wait (&self->committed, &self->lock);
  self->n_waiting--;
}

/* Tells those who wait, under the lock. Hardly ever is there one, and each telling is a call of the system. */
static void
tell_news (PvCaptureBuilder *self)
{
  if (self->n_waiting > 0)
    g_cond_broadcast (&self->committed);
}

gboolean
pv_capture_builder_wait (PvCaptureBuilder *self,
                         guint64           first)
{
  gboolean failed;

  pv_spin_until_is (&self->n_packets, first);
  pv_spin_mutex_lock (&self->lock);
  while ((self->n_packets != first || self->is_settling) && !self->failed)
    wait_for_news (self);
  failed = self->failed;
  self->is_turn = !failed;
  g_mutex_unlock (&self->lock);

  return !failed;
}

void
pv_capture_builder_fail (PvCaptureBuilder *self)
{
  g_mutex_lock (&self->lock);
  self->failed = TRUE;
  tell_news (self);
  g_mutex_unlock (&self->lock);
}

/* Tells the filter that is asked for which packets of the batch pass. */
static void
apply_filter (PvCaptureBuilder *self,
              const PvFinds    *finds)
{
  g_autoptr (PvLiveFilter) filter = pv_live_filters_get (self->live_filters);

  if (filter == NULL)
    return;

  if (finds->filter == filter && finds->passes.n == finds->n)
    pv_live_filter_append (filter, finds->first, finds->passes.data, (gsize) finds->n);
  else
    pv_live_filter_begin (filter, finds->first + finds->n);
}

gboolean
pv_capture_builder_commit (PvCaptureBuilder  *self,
                           const PvFinds     *finds,
                           GError           **error)
{
  gboolean failed;

  g_mutex_lock (&self->lock);

  g_assert (finds->first == self->n_packets);

  apply_finds (self, finds);
  apply_filter (self, finds);
  self->is_turn = FALSE;
  tell_news (self);
  failed = self->out_of_memory;

  g_mutex_unlock (&self->lock);

  return failed ? pv_error_set_no_memory (error) : TRUE;
}

/* Turns the counts into a list of link types and one of what was skipped. FALSE where memory is out. */
static gboolean
describe_kinds (PvCapture     *capture,
                const PvKinds *kinds)
{
  gsize room = MAX (kinds->rows.n, 1);
  g_autofree PvKind *types = g_try_new (PvKind, room);
  g_autofree PvKind *skips = g_try_new (PvKind, room);
  guint16 *link_types;
  PvSkipped *skipped;
  gsize n_types, n_skips;

  if (types == NULL || skips == NULL)
    return FALSE;

  pv_kinds_list (kinds, types, &n_types, skips, &n_skips);

  link_types = pv_vector_append (&capture->link_types, sizeof (guint16), n_types);
  if (link_types == NULL)
    return FALSE;
  for (gsize i = 0; i < n_types; i++)
    link_types[i] = types[i].link_type;

  skipped = pv_vector_append (&capture->skipped, sizeof (PvSkipped), n_skips);
  if (skipped == NULL)
    return FALSE;
  for (gsize i = 0; i < n_skips; i++)
    skipped[i] = (PvSkipped){ pv_kind_describe (skips[i].skip, skips[i].link_type), skips[i].packets,
                              pv_kind_get_code (skips[i].skip), skips[i].link_type };

  return TRUE;
}

PvCapture *
pv_capture_builder_make (PvCaptureBuilder *self,
                         gboolean          is_settled)
{
  PvCapture *capture = g_object_new (PV_TYPE_CAPTURE, NULL);
  const PvTimeOrder *order = is_settled && self->order.differs ? &self->order : NULL;
  const PvEvents *events = order != NULL ? order->events : self->events;

  capture->files = pv_input_files_ref (self->files);
  capture->mapping = self->mapping != NULL ? g_bytes_ref (self->mapping) : NULL;
  capture->n_packets = self->n_packets;
  capture->n_ip_packets = self->n_ip_packets;
  capture->ip_bytes = self->ip_bytes;
  capture->wire_bytes = self->wire_bytes;
  capture->first_time_ns = self->first_time_ns;
  capture->last_time_ns = self->last_time_ns;
  capture->sorted = self->sorted || order != NULL;
  capture->chunks = g_ptr_array_new_with_free_func ((GDestroyNotify) pv_chunk_unref);
  for (guint64 i = 0; i << PV_CHUNK_BITS < self->n_packets; i++)
    g_ptr_array_add (capture->chunks, pv_chunk_ref (order != NULL ? g_ptr_array_index (order->chunks, i)
                                                    : self->chunks[i]));
  capture->sums = g_array_copy (order != NULL ? order->sums : self->sums);
  for (guint i = 0; i < PV_N_EVENT_KINDS; i++)
    /* which addresses those are about is known once they are settled */
    if (pv_event_kind_has_addresses (i))
      pv_events_init (&capture->events[i], i);
    else
      pv_events_share (&capture->events[i], &events[i]);
  if (order != NULL)
    {
      capture->new_numbers = g_ptr_array_new_with_free_func ((GDestroyNotify) pv_number_chunk_unref);
      for (guint i = 0; i < order->numbers->len; i++)
        g_ptr_array_add (capture->new_numbers, pv_number_chunk_ref (g_ptr_array_index (order->numbers, i)));
    }
  capture->addresses = pv_label_table_ref (self->addresses);
  capture->names = pv_label_table_ref (self->names);
  capture->hardware = pv_label_table_ref (self->hardware);
  capture->interfaces = pv_label_table_ref (self->interfaces);
  capture->agents = pv_label_table_ref (self->agents);
  capture->countries = pv_label_table_ref (self->countries);
  capture->networks = pv_label_table_ref (self->networks);
  capture->urls = pv_label_table_ref (self->urls);
  capture->domains = pv_domain_index_ref (self->domains);
  capture->flows = pv_flow_table_ref (self->flows);
  capture->n_flows = pv_flow_table_sync_n (self->flows);
  capture->conversations = pv_conversation_index_ref (self->conversations);
  pv_capture_describe_oddities (capture, &self->oddities);
  if (!describe_kinds (capture, &self->kinds))
    g_clear_object (&capture);

  return capture;
}

PvCapture *
pv_capture_builder_peek (PvCaptureBuilder *self)
{
  PvCapture *capture = NULL;

  /* Sorting holds the lock for long, and who peeks wants to draw a frame. */
  if (!g_mutex_trylock (&self->lock))
    return NULL;

  /* What sorting did not end is no capture: chunks are missing. Nor is what it let go of. */
  if (self->n_packets > 0 && !self->out_of_memory && !self->order.differs)
    capture = pv_capture_builder_make (self, FALSE);
  g_mutex_unlock (&self->lock);

  return capture;
}

PvCapture *
pv_capture_builder_settle (PvCaptureBuilder  *self,
                           PvInputFiles      *files,
                           gboolean           is_final,
                           GError           **error)
{
  PvCapture *capture = NULL;

  g_mutex_lock (&self->lock);
  self->is_settling = TRUE;
  while (self->is_turn && !self->failed)
    wait_for_news (self);
  self->is_live = self->is_live || !is_final;
  if (!self->out_of_memory && !self->failed)
    capture = pv_capture_builder_make_settled (self);
  if (capture != NULL && !pv_capture_builder_describe_files (self, capture, files != NULL ? files : self->files))
    g_clear_object (&capture);
  if (capture != NULL)
    capture->final = is_final;
  if (self->is_live || self->grows)
    g_set_object (&self->newest, capture);
  if (capture == NULL && !self->failed)
    self->out_of_memory = TRUE;
  self->is_settling = FALSE;
  tell_news (self);
  g_mutex_unlock (&self->lock);

  if (capture == NULL)
    pv_error_set_no_memory (error);

  return capture;
}

guint64
pv_capture_builder_get_n_packets (PvCaptureBuilder *self)
{
  guint64 n;

  g_mutex_lock (&self->lock);
  n = self->n_packets;
  g_mutex_unlock (&self->lock);

  return n;
}
