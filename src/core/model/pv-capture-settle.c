/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-capture-settle.c: what was committed so far becomes a settled capture: in the order of time, with what only all of it
 * tells. */
#include "config.h"

#include "pv-capture-builder-state.h"

#include <stdlib.h>

#include "pv-dns-message.h"
#include "pv-parallel.h"
#include "pv-piece.h"
#include "pv-span.h"

#include "pv-tsan.h"

/* Who is not answered within so long is not answered. */
#define UNANSWERED_NS (5 * PV_NS_PER_SECOND)

/* Addresses are looked for so many at a time, while the tables' memory for them is on its way; and so many by a thread
 * before it looks whether there are more. */
#define N_AHEAD PV_LABEL_TABLE_FETCH_MAX
#define N_TOGETHER PV_PIECE (4096, 64)

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

/* What the reader's hosts are called among the capture's addresses. */
typedef struct
{
  PvLabelTable *hosts;
  PvLabelTable *addresses;
  guint32 n;
  guint32 *ids; /* by host; PV_NO_ID where no packet has its address */
} Ids;

static gboolean
find_ids (gpointer data,
          gsize    piece)
{
  const Ids *self = data;
  guint32 end = MIN (self->n, (guint32) (piece + 1) * N_TOGETHER);

  for (guint32 start = (guint32) piece * N_TOGETHER; start < end; start += N_AHEAD)
    {
      guint n = MIN (N_AHEAD, end - start);
      guint64 hashes[N_AHEAD];
      gsize length;

      for (guint i = 0; i < n; i++)
        {
          const guint8 *key = pv_label_table_get (self->hosts, start + i, &length);

          hashes[i] = pv_label_table_hash (self->addresses, key, length);
        }
      pv_label_table_fetch (self->addresses, hashes, n);
      for (guint i = 0; i < n; i++)
        {
          const guint8 *key = pv_label_table_get (self->hosts, start + i, &length);

          self->ids[start + i] = pv_label_table_find_hashed (self->addresses, hashes[i], key, length);
        }
    }

  return TRUE;
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
  Ids wanted = { hosts, self->addresses, n, ids };

  if (ids == NULL)
    return FALSE;

  pv_parallel_all ((n + N_TOGETHER - 1) / N_TOGETHER, find_ids, &wanted);

  for (PvEventKind kind = 0; kind < PV_N_EVENT_KINDS; kind++)
    for (guint64 i = 0; pv_event_kind_has_addresses (kind) && i < events[kind].n; i++)
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
                                             answers, (PvChunk *const *) capture->chunks->pdata,
                                             self->first_packets.data);

  return capture->flow_names != NULL;
}

/* Gives packets before the first that has a time that time, in chunks of their own, since others may be reading these;
 * but in place where others may yet be filling the chunk. Returns FALSE where memory is out. */
static gboolean
set_first_times (PvCaptureBuilder *self)
{
  guint64 n = self->n_without_time;
  gint64 time_ns;

  if (n == 0 || n == self->n_packets || self->has_first_times)
    return TRUE;

  time_ns = self->chunks[n >> PV_CHUNK_BITS]->time_ns[n & PV_CHUNK_MASK];
  for (guint64 i = 0; i << PV_CHUNK_BITS < n; i++)
    {
      gboolean is_full = (i + 1) << PV_CHUNK_BITS <= self->n_packets || !self->is_live;
      PvChunk *chunk = is_full ? pv_chunk_copy (self->chunks[i]) : pv_chunk_ref (self->chunks[i]);
      guint last = (guint) MIN (PV_CHUNK_SIZE, n - (i << PV_CHUNK_BITS));

      if (chunk == NULL)
        return FALSE;
      for (guint place = 0; place < last; place++)
        chunk->time_ns[place] = time_ns;
      pv_chunk_unref (self->chunks[i]);
      self->chunks[i] = chunk;
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
    .chunks = self->chunks,
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

PvCapture *
pv_capture_builder_make_settled (PvCaptureBuilder *self)
{
  g_autoptr (PvCapture) capture = NULL;
  guint64 n_same;

  if (!put_in_order (self, &n_same))
    return NULL;

  capture = pv_capture_builder_make (self, TRUE);
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

gboolean
pv_capture_builder_describe_files (PvCaptureBuilder *self,
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
