/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-capture-builder.c: batches of dissected packets, from many threads, become a capture. */
#include "config.h"

#include "pv-capture-builder-private.h"

#include <glib/gi18n-lib.h>

#include "pv-capture-private.h"
#include "pv-dns-message.h"
#include "pv-error.h"
#include "pv-event-reader.h"
#include "pv-span.h"
#include "pv-time-order.h"

#include "pv-tsan.h"

/* Who is not answered within so long is not answered. */
#define UNANSWERED_NS (5 * PV_NS_PER_SECOND)

/* Packets are numbered in 32 bits, and events refer to them so. */
#define MAX_PACKETS ((guint64) G_MAXUINT32)
#define MAX_SEGMENTS (1u << (32 - PV_SEGMENT_BITS))

/* Addresses are looked for so many at a time, while the tables' memory for the next ones is on its way. */
#define N_AHEAD 16

struct _PvCaptureBuilder
{
  PvInputFiles *files;

  PvLabelTable *addresses;
  PvLabelTable *names;
  PvLabelTable *hardware; /* filled on demand; generations share it, so that ids mean the same */
  PvLabelTable *interfaces;
  PvLabelTable *agents; /* likewise */
  PvLabelTable *urls;
  PvDomainIndex *domains;
  PvFlowTable *flows;
  PvConversationIndex *conversations;
  PvLiveFilters *live_filters;
  PvEventReader *reader; /* for the batch whose turn it is */

  /* Filled in by reserve(), before workers that write into them are told. */
  PvSegment **segments;
  guint64 n_reserved;

  /* All below is under the lock: what was committed without gaps. */
  GMutex lock;
  GCond committed; /* n_packets, failed, is_settling or is_turn changed */
  gboolean failed; /* some batch will never be committed */
  gboolean is_settling; /* no batch gets its turn */
  gboolean is_turn; /* of some batch, which may be reading with the reader */
  guint64 n_packets;
  guint64 n_ip_packets;
  guint64 ip_bytes;
  guint64 wire_bytes;
  gint64 first_time_ns;
  gint64 last_time_ns;
  gint64 newest_time_ns; /* of the last packet committed */
  gboolean sorted;
  gboolean out_of_memory;
  GArray *sums; /* of PvSums, before each segment */
  PvSums segment_sums; /* of the last segment */
  PvEvents events[PV_N_EVENT_KINDS];
  guint64 n_without_time; /* of the first packets, those that have no time yet */
  PvOddities oddities;
  PvKinds kinds;

  PvTimeOrder order;
  PvVector first_packets; /* of guint32, by flow: its first in that order; empty where that is the file's */
  gboolean is_live; /* more may be committed while others look at what was */
  gboolean grows; /* more is committed behind what is final, while nobody settles */
  gboolean has_first_times; /* packets before the first that has a time have got it */
  guint n_generations;
  PvCapture *newest; /* generation of a capture that grows */
};

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
  self->urls = pv_label_table_new ();
  self->domains = pv_domain_index_new (self->names);
  self->flows = pv_flow_table_new (self->addresses);
  self->conversations = pv_conversation_index_new (self->flows);
  self->live_filters = pv_live_filters_new ();
  self->segments = g_try_new0 (PvSegment *, MAX_SEGMENTS);
  g_mutex_init (&self->lock);
  g_cond_init (&self->committed);
  self->sorted = TRUE;
  self->sums = g_array_new (FALSE, FALSE, sizeof (PvSums));
  for (PvEventKind kind = 0; kind < PV_N_EVENT_KINDS; kind++)
    pv_events_init (&self->events[kind], kind);
  self->reader = pv_event_reader_new (self->names, self->urls);
  pv_time_order_init (&self->order);

  if (!pv_kinds_init (&self->kinds) || self->segments == NULL || self->reader == NULL)
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
  pv_label_table_unref (self->urls);
  pv_domain_index_unref (self->domains);
  pv_flow_table_unref (self->flows);
  pv_conversation_index_unref (self->conversations);
  pv_live_filters_unref (self->live_filters);
  for (guint64 i = 0; i << PV_SEGMENT_BITS < self->n_reserved; i++)
    pv_segment_unref (self->segments[i]);
  g_free (self->segments);
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

PvSegment *
pv_capture_builder_get_segment (PvCaptureBuilder *self,
                                guint64           packet)
{
  return self->segments[packet >> PV_SEGMENT_BITS];
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

  for (guint64 i = (self->n_reserved + PV_SEGMENT_SIZE - 1) >> PV_SEGMENT_BITS; i << PV_SEGMENT_BITS < last; i++)
    {
      self->segments[i] = pv_segment_new ();
      if (self->segments[i] == NULL)
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
               PvFinds          *finds)
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
      guint place = first & PV_SEGMENT_MASK;
      guint end = (guint) MIN (PV_SEGMENT_SIZE, place + (last - first));

      if (place == 0)
        {
          PvSums before = { 0, 0 };

          if (self->sums->len > 0)
            {
              before = g_array_index (self->sums, PvSums, self->sums->len - 1);
              before.ip += self->segment_sums.ip;
              before.wire += self->segment_sums.wire;
            }
          g_array_append_val (self->sums, before);
          self->segment_sums = (PvSums){ 0, 0 };
        }

      pv_segment_sum (self->segments[first >> PV_SEGMENT_BITS], place, end, &self->segment_sums);
      first += end - place;
    }
}

static void
apply_finds (PvCaptureBuilder *self,
             PvFinds          *finds)
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
  self->n_packets += finds->n;
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
}

gboolean
pv_capture_builder_wait (PvCaptureBuilder *self,
                         guint64           first)
{
  gboolean failed;

  g_mutex_lock (&self->lock);
  while ((self->n_packets != first || self->is_settling) && !self->failed)
    g_cond_wait (&self->committed, &self->lock);
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
  g_cond_broadcast (&self->committed);
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
                           PvFinds           *finds,
                           GError           **error)
{
  gboolean failed;

  g_mutex_lock (&self->lock);

  g_assert (finds->first == self->n_packets);

  apply_finds (self, finds);
  apply_filter (self, finds);
  pv_finds_free (finds);
  self->is_turn = FALSE;
  g_cond_broadcast (&self->committed);
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

/* Whether values of events are about addresses. */
static gboolean
has_addresses (PvEventKind kind)
{
  return kind == PV_EVENT_ADDRESS || kind == PV_EVENT_HOST;
}

/* A capture of what was committed; under the lock. Where it is settled, in the order of time. */
static PvCapture *
make_capture (PvCaptureBuilder *self,
              gboolean          is_settled)
{
  PvCapture *capture = g_object_new (PV_TYPE_CAPTURE, NULL);
  const PvTimeOrder *order = is_settled && self->order.differs ? &self->order : NULL;
  const PvEvents *events = order != NULL ? order->events : self->events;

  capture->files = pv_input_files_ref (self->files);
  capture->n_packets = self->n_packets;
  capture->n_ip_packets = self->n_ip_packets;
  capture->ip_bytes = self->ip_bytes;
  capture->wire_bytes = self->wire_bytes;
  capture->first_time_ns = self->first_time_ns;
  capture->last_time_ns = self->last_time_ns;
  capture->sorted = self->sorted || order != NULL;
  capture->segments = g_ptr_array_new_with_free_func ((GDestroyNotify) pv_segment_unref);
  for (guint64 i = 0; i << PV_SEGMENT_BITS < self->n_packets; i++)
    g_ptr_array_add (capture->segments, pv_segment_ref (order != NULL ? g_ptr_array_index (order->segments, i)
                                                                      : self->segments[i]));
  capture->sums = g_array_copy (order != NULL ? order->sums : self->sums);
  for (guint i = 0; i < PV_N_EVENT_KINDS; i++)
    /* which addresses those are about is known once they are settled */
    if (has_addresses (i))
      pv_events_init (&capture->events[i], i);
    else
      pv_events_share (&capture->events[i], &events[i]);
  if (order != NULL)
    {
      capture->new_numbers = g_ptr_array_new_with_free_func ((GDestroyNotify) pv_number_segment_unref);
      for (guint i = 0; i < order->numbers->len; i++)
        g_ptr_array_add (capture->new_numbers, pv_number_segment_ref (g_ptr_array_index (order->numbers, i)));
    }
  capture->addresses = pv_label_table_ref (self->addresses);
  capture->names = pv_label_table_ref (self->names);
  capture->hardware = pv_label_table_ref (self->hardware);
  capture->interfaces = pv_label_table_ref (self->interfaces);
  capture->agents = pv_label_table_ref (self->agents);
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

  /* What sorting did not end is no capture: segments are missing. Nor is what it let go of. */
  if (self->n_packets > 0 && !self->out_of_memory && !self->order.differs)
    capture = make_capture (self, FALSE);
  g_mutex_unlock (&self->lock);

  return capture;
}

static int
compare_events (gconstpointer a,
                gconstpointer b)
{
  const PvEvent *x = a;
  const PvEvent *y = b;

  if (x->packet != y->packet)
    return x->packet < y->packet ? -1 : 1;

  return x->value < y->value ? -1 : x->value > y->value;
}

/* Puts queries that were not answered among the answers. @unanswered: (of PvEvent): in packet order. FALSE where memory
 * is out. */
static gboolean
merge_unanswered (PvEvents       *answers,
                  const PvVector *unanswered)
{
  PvEvents all;
  gboolean done = TRUE;
  gsize u = 0;

  pv_events_init (&all, PV_EVENT_OUTCOME);
  for (guint64 i = 0; i <= answers->n && done; i++)
    {
      PvEvent answer = { G_MAXUINT32, PV_NO_ID, 0 };

      if (i < answers->n)
        answer = pv_events_get (answers, i);
      for (; u < unanswered->n && pv_vector_index (unanswered, PvEvent, u).packet < answer.packet && done; u++)
        {
          PvEvent event = pv_vector_index (unanswered, PvEvent, u);

          event.value = pv_event_pack_outcome (PV_DNS_UNANSWERED, 0, PV_NO_ID);
          done = pv_events_append (&all, &event);
        }
      if (i < answers->n)
        done = done && pv_events_append (&all, &answer);
    }

  pv_events_clear (answers);
  *answers = all;

  return done;
}

/* Puts among the answers queries that nobody answered in time, of which there was enough: of those that came so far, and
 * may be answered yet. FALSE where memory is out. */
static gboolean
add_unanswered (PvCaptureBuilder *self,
                PvEvents         *answers)
{
  PvDnsMatcher *dns = pv_event_reader_get_dns (self->reader);
  gint64 latest_ns = pv_time_subtract (self->last_time_ns, UNANSWERED_NS);
  g_auto (PvVector) events = { 0 };
  const PvDnsQuery *query;
  gsize place = 0;

  while ((query = pv_dns_matcher_next_unanswered (dns, &place)) != NULL)
    {
      PvEvent *event;

      if (query->time_ns > latest_ns)
        continue;
      event = pv_vector_append (&events, sizeof *event, 1);
      if (event == NULL)
        return FALSE;
      /* the value keeps those of one packet in order for now */
      *event = (PvEvent){ pv_time_order_get_number (&self->order, query->packet), query->name, events.n };
    }

  if (self->order.differs && events.n > 0)
    qsort (events.data, events.n, sizeof (PvEvent), compare_events);

  return events.n == 0 || merge_unanswered (answers, &events);
}

/* Gives an event ids of the capture's addresses. FALSE where it is about an address that it has no packet of.
 * @ids: by id of the reader's hosts */
static gboolean
settle_event (PvEventKind    kind,
              PvEvent       *event,
              const guint32 *ids)
{
  guint32 address = ids[pv_event_get_address (event->value)];
  guint32 client = pv_event_get_client (event->value);

  if (kind == PV_EVENT_ADDRESS)
    event->value = pv_event_pack_address (address, client != PV_NO_ID ? ids[client] : PV_NO_ID);
  else
    event->value = pv_event_pack_host (address, pv_event_get_host_source (event->value));

  return address != PV_NO_ID;
}

/* Leaves out what addresses are called of which there are no packets so far, and has the rest tell them by their ids.
 * FALSE where memory is out. */
static gboolean
settle_addresses (PvCaptureBuilder *self,
                  PvCapture        *capture)
{
  PvEvents *events = self->order.differs ? self->order.events : self->events;
  PvLabelTable *hosts = pv_event_reader_get_hosts (self->reader);
  guint32 n = pv_label_table_get_n (hosts);
  g_autofree guint32 *ids = g_try_new (guint32, MAX (n, 1));
  guint64 hashes[N_AHEAD];

  if (ids == NULL)
    return FALSE;

  for (guint32 i = 0; i < n + N_AHEAD; i++)
    {
      gsize length;
      const guint8 *key;

      if (i >= N_AHEAD && i - N_AHEAD < n)
        {
          key = pv_label_table_get (hosts, i - N_AHEAD, &length);
          ids[i - N_AHEAD] = pv_label_table_find_hashed (self->addresses, hashes[i % N_AHEAD], key, length);
        }
      if (i < n)
        {
          key = pv_label_table_get (hosts, i, &length);
          hashes[i % N_AHEAD] = pv_label_table_hash (self->addresses, key, length);
        }
    }

  for (PvEventKind kind = 0; kind < PV_N_EVENT_KINDS; kind++)
    for (guint64 i = 0; has_addresses (kind) && i < events[kind].n; i++)
      {
        PvEvent event = pv_events_get (&events[kind], i);

        if (settle_event (kind, &event, ids) && !pv_events_append (&capture->events[kind], &event))
          return FALSE;
      }

  return TRUE;
}

/* Tells of each flow its first packet in the order of time, where that is another than that of the file. Numbers from
 * @n_same on are of others than before. FALSE where memory is out. */
static gboolean
update_first_packets (PvCaptureBuilder *self,
                      const PvCapture  *capture,
                      guint64           n_same)
{
  gsize n_before = self->first_packets.n;
  guint32 *first;

  if (!self->order.differs)
    return TRUE;
  if (n_before == 0)
    n_same = 0;

  first = pv_vector_append (&self->first_packets, sizeof *first, capture->n_flows - n_before);
  if (first == NULL)
    return FALSE;
  for (gsize i = 0; i < capture->n_flows - n_before; i++)
    first[i] = G_MAXUINT32;

  first = self->first_packets.data;
  for (guint64 packet = capture->n_packets; packet-- > n_same;)
    {
      guint32 flow = pv_capture_get_flow (capture, packet);

      if (first[flow] >= n_same)
        first[flow] = (guint32) packet;
    }

  return TRUE;
}

/* The names of conversations. FALSE where memory is out. */
static gboolean
name_flows (PvCaptureBuilder *self,
            PvCapture        *capture)
{
  g_autoptr (PvAnswers) answers = pv_answers_new (&capture->events[PV_EVENT_ADDRESS],
                                                  pv_label_table_get_n (self->addresses));

  if (answers != NULL)
    capture->flow_names = pv_flow_names_new (self->flows, capture->n_flows, &capture->events[PV_EVENT_SERVER_NAME],
                                             answers, (PvSegment *const *) capture->segments->pdata,
                                             self->first_packets.data);

  return capture->flow_names != NULL;
}

/* Gives packets before the first that has a time that time, in segments of their own, since others may be reading these;
 * but in place where others may yet be filling the segment. Returns FALSE where memory is out. */
static gboolean
set_first_times (PvCaptureBuilder *self)
{
  guint64 n = self->n_without_time;
  gint64 time_ns;

  if (n == 0 || n == self->n_packets || self->has_first_times)
    return TRUE;

  time_ns = self->segments[n >> PV_SEGMENT_BITS]->time_ns[n & PV_SEGMENT_MASK];
  for (guint64 i = 0; i << PV_SEGMENT_BITS < n; i++)
    {
      gboolean is_full = (i + 1) << PV_SEGMENT_BITS <= self->n_packets || !self->is_live;
      PvSegment *segment = is_full ? pv_segment_copy (self->segments[i]) : pv_segment_ref (self->segments[i]);
      guint last = (guint) MIN (PV_SEGMENT_SIZE, n - (i << PV_SEGMENT_BITS));

      if (segment == NULL)
        return FALSE;
      for (guint place = 0; place < last; place++)
        segment->time_ns[place] = time_ns;
      pv_segment_unref (self->segments[i]);
      self->segments[i] = segment;
    }
  self->has_first_times = TRUE;

  return TRUE;
}

/* Of a single file, all is known that is known of the capture. */
static void
describe_file (PvCaptureBuilder *self,
               PvCapture        *capture)
{
  PvInputFile *file = &capture->files->files[0];

  file->n_packets = capture->n_packets;
  file->first_time_ns = capture->first_time_ns;
  file->last_time_ns = capture->last_time_ns;
  file->oddities = self->oddities;
  file->n_link_types = (guint) MIN (capture->link_types.n, PV_INPUT_FILE_LINK_TYPES);
  for (guint i = 0; i < file->n_link_types; i++)
    file->link_types[i] = pv_vector_index (&capture->link_types, guint16, i);
}

/* Tells of which file packets are in their new order. @before: (nullable): what was told of the first @n_same, which are
 * in that order still. FALSE where memory is out. */
static gboolean
reorder_runs (PvInputFiles       *files,
              const PvInputFiles *before,
              guint64             n_same,
              const guint32      *order,
              guint64             n)
{
  g_autoptr (PvInputFiles) sorted = NULL;
  guint64 first = 1;
  guint64 end = 0;
  guint file = 0;

  if (files->run_starts.n == 0)
    return TRUE;

  sorted = pv_input_files_copy (files);
  if (before == NULL || before->run_starts.n == 0)
    n_same = 0;
  else if (!pv_input_files_add_runs_of (sorted, before, n_same))
    return FALSE;
  for (guint64 i = n_same; i < n; i++)
    {
      if (order[i] < first || order[i] >= end)
        {
          gsize run = pv_input_files_find_run (files, order[i]);

          first = pv_vector_index (&files->run_starts, guint32, run);
          end = pv_input_files_get_run_end (files, run);
          file = pv_input_files_get_run_file (files, run);
        }
      if (!pv_input_files_add_run (sorted, i, file))
        return FALSE;
    }
  pv_input_files_take_runs (files, sorted);

  return TRUE;
}

static gboolean
put_in_order (PvCaptureBuilder *self,
              guint64          *n_same)
{
  const PvFileOrder file = {
    .segments = self->segments,
    .n = self->n_packets,
    .is_sorted = self->sorted,
    .sums = self->sums,
    .events = self->events,
  };
  gboolean had_first_times = self->has_first_times;

  if (!set_first_times (self) || !pv_time_order_update (&self->order, &file, n_same))
    return FALSE;
  if (self->has_first_times != had_first_times)
    *n_same = 0;

  return TRUE;
}

/* Under the lock. NULL where memory is out. */
static PvCapture *
make_settled (PvCaptureBuilder *self)
{
  g_autoptr (PvCapture) capture = NULL;
  guint64 n_same;

  if (!put_in_order (self, &n_same))
    return NULL;

  capture = make_capture (self, TRUE);
  if (capture == NULL || !add_unanswered (self, &capture->events[PV_EVENT_OUTCOME]))
    return NULL;

  pv_conversation_index_settle (self->conversations, self->n_packets, capture->n_flows);
  if (!settle_addresses (self, capture) || !update_first_packets (self, capture, n_same) || !name_flows (self, capture))
    return NULL;

  capture->settled = TRUE;
  capture->has_all_addresses = !pv_event_reader_has_left_out (self->reader);
  capture->generation = self->n_generations++;
  capture->n_same = n_same;
  capture->n_same_as[0] = n_same;
  for (guint i = 1; i < PV_N_GENERATIONS && self->newest != NULL; i++)
    capture->n_same_as[i] = MIN (n_same, self->newest->n_same_as[i - 1]);
  capture->live_filters = pv_live_filters_ref (self->live_filters);
  if (self->newest != NULL)
    pv_capture_continue_counts (capture, self->newest);
  else if (self->is_live || self->grows)
    capture->shared_counts = pv_shared_counts_new ();

  return g_steal_pointer (&capture);
}

/* Tells of the files what is known of them. Those of a capture that may grow are its own. FALSE where memory is out. */
static gboolean
describe_files (PvCaptureBuilder *self,
                PvCapture        *capture,
                PvInputFiles     *files)
{
  pv_input_files_unref (capture->files);
  if (files->n > 1)
    {
      capture->files = pv_input_files_ref (files);
      if (self->order.differs &&
          !reorder_runs (files, self->newest != NULL ? self->newest->files : NULL, capture->n_same, self->order.places,
                         self->n_packets))
        return FALSE;
    }
  else
    {
      capture->files = pv_input_files_copy (files);
      describe_file (self, capture);
    }
  pv_capture_describe_truncated (capture);

  return pv_input_files_finish (capture->files, self->n_packets);
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
    g_cond_wait (&self->committed, &self->lock);
  self->is_live = self->is_live || !is_final;
  if (!self->out_of_memory && !self->failed)
    capture = make_settled (self);
  if (capture != NULL && !describe_files (self, capture, files != NULL ? files : self->files))
    g_clear_object (&capture);
  if (capture != NULL)
    capture->final = is_final;
  if (self->is_live || self->grows)
    g_set_object (&self->newest, capture);
  if (capture == NULL && !self->failed)
    self->out_of_memory = TRUE;
  self->is_settling = FALSE;
  g_cond_broadcast (&self->committed);
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
