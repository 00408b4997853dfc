/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-flow-names.c: the names that conversations are known by, and what says so. */
#include "pv-flow-names.h"

#include "pv-large.h"

/* By flow: what says so in the highest bits, and one more than its number in the others. */
#define KIND_SAID (0u << 30)
#define KIND_CLIENT (1u << 30)
#define KIND_ANY (2u << 30)
#define KIND_MASK (3u << 30)
#define NUMBER_MAX (~KIND_MASK)

/* A thread is worth its start for so many flows. */
#define MIN_SHARE 20000
#define MAX_SHARES 16

/* What is said is looked at so far ahead, while memory for it is on its way. */
#define N_AHEAD 16

struct _PvFlowNames
{
  gatomicrefcount ref_count;
  PvEvents said;
  PvAnswers *answers;
  guint32 n_flows;
  guint32 *of_flow; /* NULL where nothing is named */
  GBytes *mapping; /* NULL, or what has that */
};

/* Where it is written which flow a packet is of. */
static const guint32 *
find_flow (PvChunk *const *chunks,
           guint32         packet)
{
  return &chunks[packet >> PV_CHUNK_BITS]->flow[packet & PV_CHUNK_MASK];
}

static void
add_said (PvFlowNames    *self,
          PvFlowTable    *flows,
          PvChunk *const *chunks)
{
  guint64 n = MIN (self->said.n, NUMBER_MAX);

  for (guint64 i = 0; i < n; i++)
    {
      guint32 flow = *find_flow (chunks, pv_events_get (&self->said, i).packet);
      guint32 reverse = pv_flow_table_get_reverse (flows, flow);

      if (i + N_AHEAD < n)
        __builtin_prefetch (find_flow (chunks, pv_events_get (&self->said, i + N_AHEAD).packet));

      /* what is said first stands, whatever ports are used for later */
      if (self->of_flow[flow] != 0)
        continue;
      self->of_flow[flow] = KIND_SAID | ((guint32) i + 1);
      /* that may be of packets which are yet to come */
      if (reverse < self->n_flows)
        self->of_flow[reverse] = self->of_flow[flow];
    }
}

/* The flow's first packet in the order of time. */
static guint32
get_first_packet (PvFlowTable   *flows,
                  guint32        flow,
                  const guint32 *first_packets)
{
  return first_packets != NULL ? first_packets[flow] : pv_flow_table_get_first_packet (flows, flow);
}

/* What was answered before a conversation's first packet; 0 where nothing was. */
static guint32
find_answer (PvFlowNames     *self,
             PvFlowTable     *flows,
             guint32          flow,
             const guint32   *first_packets)
{
  const PvFlow *info = pv_flow_table_get (flows, flow);
  gboolean from_client = pv_flow_table_is_from_client (flows, flow);
  guint32 client = from_client ? info->key.source : info->key.destination;
  guint32 server = from_client ? info->key.destination : info->key.source;
  guint32 reverse = pv_flow_table_get_reverse (flows, flow);
  guint32 packet = get_first_packet (flows, flow, first_packets);
  guint64 row;

  if (reverse < self->n_flows)
    packet = MIN (packet, get_first_packet (flows, reverse, first_packets));

  if (pv_answers_find (self->answers, server, client, packet, &row) && row < NUMBER_MAX)
    return KIND_CLIENT | ((guint32) row + 1);
  if (pv_answers_find (self->answers, server, PV_NO_ID, packet, &row) && row < NUMBER_MAX)
    return KIND_ANY | ((guint32) row + 1);

  return 0;
}

/**
 * Share:
 *
 * Flows that one thread names by what was answered, together with their reverses, wherever these are.
 */
typedef struct
{
  PvFlowNames *self;
  PvFlowTable *flows;
  const guint32 *first_packets;
  guint32 first;
  guint32 end;
} Share;

static gpointer
add_answered (gpointer user_data)
{
  const Share *share = user_data;
  PvFlowNames *self = share->self;
  PvFlowTable *flows = share->flows;

  for (guint32 flow = share->first; flow < share->end; flow++)
    {
      const PvFlow *info = pv_flow_table_get (flows, flow);
      guint32 reverse = pv_flow_table_get_reverse (flows, flow);

      /* the first of the two stands for both: nobody else looks at what is known of them */
      if (info->key.source == PV_NO_ID || reverse < flow || self->of_flow[flow] != 0
          || (!pv_answers_has (self->answers, info->key.source)
              && !pv_answers_has (self->answers, info->key.destination)))
        continue;
      self->of_flow[flow] = find_answer (self, flows, flow, share->first_packets);
      if (reverse < self->n_flows)
        self->of_flow[reverse] = self->of_flow[flow];
    }

  return NULL;
}

/* The same of all flows, on as many threads as that is worth. */
static void
add_all_answered (PvFlowNames   *self,
                  PvFlowTable   *flows,
                  const guint32 *first_packets)
{
  guint n = CLAMP (self->n_flows / MIN_SHARE, 1, MIN (g_get_num_processors (), MAX_SHARES));
  GThread *threads[MAX_SHARES] = { NULL };
  Share shares[MAX_SHARES];

  for (guint i = 0; i < n; i++)
    {
      guint32 first = (guint32) ((guint64) self->n_flows * i / n);
      guint32 end = (guint32) ((guint64) self->n_flows * (i + 1) / n);

      shares[i] = (Share){ self, flows, first_packets, first, end };
      if (i > 0)
        threads[i] = g_thread_try_new ("pv-flow-names", add_answered, &shares[i], NULL);
    }
  for (guint i = 0; i < n; i++)
    if (threads[i] == NULL)
      add_answered (&shares[i]);
  for (guint i = 0; i < n; i++)
    if (threads[i] != NULL)
      g_thread_join (threads[i]);
}

PvFlowNames *
pv_flow_names_new (PvFlowTable    *flows,
                   guint32         n_flows,
                   const PvEvents *said,
                   PvAnswers      *answers,
                   PvChunk *const *chunks,
                   const guint32  *first_packets)
{
  g_autoptr (PvFlowNames) self = g_new0 (PvFlowNames, 1);

  g_atomic_ref_count_init (&self->ref_count);
  pv_events_share (&self->said, said);
  self->answers = pv_answers_ref (answers);
  self->n_flows = n_flows;
  if (said->n == 0 && pv_answers_get_n (answers) == 0)
    return g_steal_pointer (&self);

  self->of_flow = pv_large_array0 (guint32, self->n_flows);
  if (self->of_flow == NULL)
    return NULL;

  add_said (self, flows, chunks);
  if (pv_answers_get_n (answers) > 0)
    add_all_answered (self, flows, first_packets);

  return g_steal_pointer (&self);
}

PvFlowNames *
pv_flow_names_ref (PvFlowNames *self)
{
  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

void
pv_flow_names_unref (PvFlowNames *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->ref_count))
    return;

  pv_events_clear (&self->said);
  pv_answers_unref (self->answers);
  if (self->mapping == NULL)
    pv_large_free (self->of_flow);
  g_clear_pointer (&self->mapping, g_bytes_unref);
  g_free (self);
}

gboolean
pv_flow_names_get (PvFlowNames *self,
                   guint32      flow,
                   PvFlowName  *name)
{
  guint32 kind;
  guint32 number;
  PvEvent event;

  if (self == NULL || self->of_flow == NULL || flow >= self->n_flows || self->of_flow[flow] == 0)
    return FALSE;

  kind = self->of_flow[flow] & KIND_MASK;
  number = (self->of_flow[flow] & ~KIND_MASK) - 1;
  event = kind == KIND_SAID ? pv_events_get (&self->said, number) : pv_answers_get (self->answers, number);
  *name = (PvFlowName){ .label = event.label, .packet = event.packet };
  if (kind == KIND_SAID)
    {
      name->evidence = (PvEvidence) pv_event_get_source (event.value);
      name->is_front = (event.value & PV_NAME_ENCRYPTED) != 0;
    }
  else
    {
      name->evidence = kind == KIND_CLIENT ? PV_EVIDENCE_DNS_CLIENT : PV_EVIDENCE_DNS_ANY;
    }

  return TRUE;
}

guint32
pv_flow_names_get_label (PvFlowNames *self,
                         guint32      flow)
{
  PvFlowName name;

  return pv_flow_names_get (self, flow, &name) ? name.label : PV_NO_ID;
}

guint32
pv_flow_names_get_said (PvFlowNames *self,
                        guint32      flow)
{
  PvFlowName name;

  return pv_flow_names_get (self, flow, &name) && name.evidence <= PV_EVIDENCE_HTTP ? name.label : PV_NO_ID;
}

const char *
pv_evidence_get_code (PvEvidence evidence)
{
  static const char *const codes[PV_N_EVIDENCES] = {
    [PV_EVIDENCE_TLS] = "tls",
    [PV_EVIDENCE_QUIC] = "quic",
    [PV_EVIDENCE_HTTP] = "http",
    [PV_EVIDENCE_DNS_CLIENT] = "dns_client",
    [PV_EVIDENCE_DNS_ANY] = "dns_any",
  };

  return codes[evidence];
}

void
pv_flow_names_write (PvFlowNames   *self,
                     PvIndexWriter *writer,
                     guint32        section)
{
  pv_index_writer_add (writer, section, self->of_flow,
                       self->of_flow != NULL ? (gsize) self->n_flows * sizeof *self->of_flow : 0);
}

static gboolean
check_name (const PvFlowNames *self,
            guint32            name)
{
  guint64 n = (name & KIND_MASK) == KIND_SAID ? self->said.n : pv_answers_get_n (self->answers);

  return name == 0 || ((name & KIND_MASK) <= KIND_ANY && (name & ~KIND_MASK) != 0 && (name & ~KIND_MASK) <= n);
}

PvFlowNames *
pv_flow_names_read (guint32         n_flows,
                    const PvEvents *said,
                    const PvEvents *answered,
                    PvIndexReader  *reader,
                    guint32         section)
{
  g_autoptr (PvFlowNames) self = g_new0 (PvFlowNames, 1);
  guint32 *of_flow;
  gsize n;

  g_atomic_ref_count_init (&self->ref_count);
  pv_events_share (&self->said, said);
  self->answers = pv_answers_new_unsorted (answered);
  self->n_flows = n_flows;
  of_flow = pv_index_reader_get (reader, section, sizeof *of_flow, &n);
  if (of_flow == NULL || (n != 0 && n != n_flows))
    return NULL;

  for (gsize i = 0; i < n; i++)
    if (!check_name (self, of_flow[i]))
      return NULL;
  if (n > 0)
    {
      self->of_flow = of_flow;
      self->mapping = g_bytes_ref (pv_index_reader_get_all (reader));
    }

  return g_steal_pointer (&self);
}
