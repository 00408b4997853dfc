/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-report-list.c: one ranked list of a report. */
#include "pv-report-list.h"

#include "pv-error.h"
#include "pv-flow-counts.h"
#include "pv-query-private.h"
#include "pv-report-dns.h"
#include "pv-report-domains.h"
#include "pv-report-labels.h"

/* What rows are made of, besides the ranking. */
typedef struct
{
  PvReportLabels labels;
  PvRanking *ranking;
  gboolean has_directions; /* for conversations: whether they are told apart */
  PvCounts *to_client; /* then, by label, the part that goes from server to client; NULL where there is nothing */
  PvDnsTimes *times; /* of lookups, answers, and addresses that answer: how long answers took */
  PvReportDomains *domains; /* for domains: their bytes */
  PvReportDomains *other_domains; /* where they are compared: those of the other */
  PvReportChanges *changes; /* or NULL */
  PvCounts *other_to_client; /* of what it is compared with */
} List;

/* Files of which nothing counts come last, so that each is told of. FALSE where memory is out. */
static gboolean
add_other_files (const List *list)
{
  guint n = pv_capture_get_n_files (list->labels.capture);
  g_autofree guint8 *is_ranked = g_try_new0 (guint8, n);

  if (is_ranked == NULL)
    return FALSE;

  for (guint i = 0; i < list->ranking->n_ranks; i++)
    is_ranked[list->ranking->ranks[i].id] = 1;
  for (guint i = 0; i < n; i++)
    if (!is_ranked[i])
      {
        pv_json_stream_open (list->labels.json, NULL, '{');
        pv_report_labels_add_file (list->labels.json, pv_capture_get_nth_file (list->labels.capture, i));
        pv_json_stream_add_int (list->labels.json, "packets", 0);
        pv_json_stream_add_int (list->labels.json, "bytes", 0);
        pv_json_stream_close (list->labels.json, '{');
      }

  return TRUE;
}

/* When the flows' packets that the query covers were seen, by flow. NULL where memory is out. */
static PvReportSeen *
find_seen (PvCapture     *capture,
           const PvQuery *query)
{
  guint32 n = capture->n_flows;
  PvReportSeen *seen = g_try_new (PvReportSeen, MAX (n, 1));
  guint64 first;
  guint64 last;

  if (seen == NULL)
    return NULL;

  for (guint32 flow = 0; flow < n; flow++)
    seen[flow] = (PvReportSeen){ G_MAXINT64, G_MININT64 };
  pv_query_find_events (capture, query, &first, &last);
  for (guint64 packet = first; packet < last; packet++)
    {
      const PvChunk *chunk = pv_capture_get_chunk (capture, packet);
      gint64 time_ns = chunk->time_ns[packet & PV_CHUNK_MASK];
      PvReportSeen *of_flow = &seen[chunk->flow[packet & PV_CHUNK_MASK]];

      if (!pv_query_covers (capture, query, packet))
        continue;
      of_flow->first_ns = MIN (of_flow->first_ns, time_ns);
      of_flow->last_ns = MAX (of_flow->last_ns, time_ns);
    }

  return seen;
}

static PvCount
get_back (const List   *list,
          const PvRank *rank)
{
  return list->to_client != NULL ? list->to_client->counts[rank->id] : (PvCount){ 0, 0 };
}

/* What came of lookups, and how long answers took. */
static void
add_answers (const List   *list,
             const PvRank *rank)
{
  PvDimension dimension = list->labels.dimension;
  const PvRanking *ranking = list->ranking;
  PvResponseTimes times = { 0 };

  if (list->times != NULL)
    times = pv_dns_times_get (list->times, rank->id);
  if (pv_dimension_has_outcomes (dimension))
    {
      pv_report_dns_add_split (list->labels.json, dimension,
                               list->times != NULL ? &ranking->outcomes[rank - ranking->ranks] : NULL);
      pv_report_dns_add_times (list->labels.json, "response_ns", &times);
    }
  else if (dimension == PV_DIMENSION_SERVER)
    pv_report_dns_add_times (list->labels.json, "dns_response_ns", &times);
}

static void
add_counts (const List   *list,
            const PvRank *rank)
{
  PvCount back = get_back (list, rank);

  const PvDimensionInfo *info = pv_dimension_get_info (list->labels.dimension);

  if (info->counted == PV_COUNTED_EVENTS)
    {
      pv_json_stream_add_int (list->labels.json, info->count, (gint64) rank->packets);
      if (list->domains != NULL)
        pv_json_stream_add_int (list->labels.json, "bytes",
                                (gint64) pv_report_domains_get_bytes (list->domains, list->labels.capture, rank->id));
      return;
    }

  pv_json_stream_add_int (list->labels.json, "packets", (gint64) (rank->packets - back.packets));
  pv_json_stream_add_int (list->labels.json, "bytes", (gint64) (rank->bytes - back.bytes));
  if (list->has_directions)
    {
      pv_json_stream_add_int (list->labels.json, "packets_back", (gint64) back.packets);
      pv_json_stream_add_int (list->labels.json, "bytes_back", (gint64) back.bytes);
    }
}

/* The flow that says who is the client in a conversation or flow. */
static guint32
get_flow (PvCapture   *capture,
          PvDimension  dimension,
          guint32      id)
{
  return pv_dimension_get_info (dimension)->label_class == PV_LABEL_CONVERSATION
           ? pv_conversation_index_get_flow (capture->conversations, id)
           : id;
}

/* The address of the client of a conversation, and its port where that counts. */
static guint32
get_client (PvCapture   *capture,
            PvDimension  dimension,
            guint32      id,
            guint       *port)
{
  guint32 flow = get_flow (capture, dimension, id);
  const PvFlowKey *key = &pv_flow_table_get (capture->flows, flow)->key;
  gboolean from_client = pv_capture_is_from_client (capture, flow);

  *port = 0;
  if (pv_dimension_get_info (dimension)->label_class == PV_LABEL_FLOW)
    *port = from_client ? key->source_port : key->destination_port;

  return from_client ? key->source : key->destination;
}

/* Whether the other has the client of this row's conversation for the server. */
static gboolean
is_turned (const List     *list,
           PvLabelMatch   *match,
           const PvChange *row)
{
  PvDimension dimension = list->labels.dimension;
  PvCapture *other = pv_label_match_get_other (match);
  guint32 client;
  guint32 other_client;
  guint port;
  guint other_port;

  if (!list->has_directions || pv_change_get_state (row) != PV_CHANGE_BOTH || list->labels.capture == other)
    return FALSE;

  client = get_client (list->labels.capture, dimension, row->id[PV_SIDE_THIS], &port);
  other_client = get_client (other, dimension, row->id[PV_SIDE_OTHER], &other_port);

  return port != other_port || !pv_label_match_is_address (match, client, other_client);
}

/* The bytes of a domain's conversations in the other, and how many more they are here. */
static void
add_domain_changes (const List *list,
                    guint32     id)
{
  guint64 bytes = pv_report_domains_get_bytes (list->domains, list->labels.capture, id);
  guint64 other_bytes = pv_report_domains_get_bytes (list->other_domains, list->labels.capture, id);

  pv_json_stream_add_int (list->labels.json, "other_bytes", (gint64) other_bytes);
  pv_json_stream_add_int (list->labels.json, "change_bytes", (gint64) (bytes - other_bytes));
}

static void
add_row (const List          *list,
         const PvRank        *rank,
         const PvReportOther *other,
         const PvChange      *change)
{
  PvCount back = get_back (list, rank);

  pv_json_stream_open (list->labels.json, NULL, '{');
  pv_report_labels_add (&list->labels, rank->id);
  add_counts (list, rank);
  if (change != NULL)
    pv_report_changes_add (list->changes, list->labels.json, change, &back, list->other_to_client,
                           is_turned (list, other->match, change));
  add_answers (list, rank);
  if (change != NULL && list->other_domains != NULL)
    add_domain_changes (list, rank->id);
  pv_json_stream_close (list->labels.json, '{');
}

/* Whether the label is that of what has none, or of answers that never came: no row of a list, but a number of its own. */
static gboolean
is_rest (PvDimension dimension,
         guint32     id)
{
  if (dimension == PV_DIMENSION_DNS_OUTCOME)
    return id == PV_DNS_UNANSWERED;

  return pv_dimension_has_rest (dimension) && id == PV_ID_NOT_NAMED;
}

/* Which part of the bytes has a name; what has none. */
static void
add_share (PvJsonStream    *json,
           const PvRanking *ranking)
{
  const PvRank *last = ranking->n_ranks > 0 ? &ranking->ranks[ranking->n_ranks - 1] : NULL;
  PvRank rest = { 0 };

  if (last != NULL && is_rest (ranking->query.dimension, last->id))
    rest = *last;
  pv_json_stream_add_number (json, "named_share",
                             ranking->bytes > 0 ? (double) (ranking->bytes - rest.bytes) / (double) ranking->bytes : 0);
  pv_json_stream_open (json, "not_named", '{');
  pv_json_stream_add_int (json, "packets", (gint64) rest.packets);
  pv_json_stream_add_int (json, "bytes", (gint64) rest.bytes);
  pv_json_stream_close (json, '{');
}

/* What the other has and this has not, with the other's labels. */
static void
add_gone (const List          *list,
          const PvReportOther *other)
{
  const PvChanges *changes = pv_report_changes_get_all (list->changes);
  List gone = *list;

  gone.labels.capture = pv_label_match_get_other (other->match);
  gone.to_client = NULL;
  gone.labels.seen = NULL;
  gone.times = NULL;
  for (guint i = 0; i < changes->n_rows; i++)
    if (pv_change_get_state (&changes->rows[i]) == PV_CHANGE_GONE
        && !is_rest (list->labels.dimension, changes->rows[i].id[PV_SIDE_OTHER]))
      add_row (&gone, &(PvRank){ .id = changes->rows[i].id[PV_SIDE_OTHER] }, other, &changes->rows[i]);
}

/* By label, what goes from server to client. NULL with @error set. */
static PvCounts *
count_to_client (PvCapture      *capture,
                 const PvQuery  *query,
                 GError        **error)
{
  g_autoptr (PvCounts) of_flows = pv_flow_counts_get (capture, query, NULL);
  PvCounts *to_client = NULL;

  if (of_flows != NULL)
    to_client = pv_flow_counts_fold (capture, of_flows, query->dimension, query->subset.flows,
                                     PV_DIRECTION_TO_CLIENT);
  if (to_client == NULL)
    pv_error_set_no_memory (error);

  return to_client;
}

/* What of the other is held against what @query asks. */
static PvQuery
ask_other (const PvQuery       *query,
           const PvReportOther *other)
{
  return (PvQuery){
    .dimension = query->dimension, .span = other->part.span, .has_span = other->part.has_span,
    .subset = other->part.subset,
  };
}

gboolean
pv_report_list_add (PvJsonStream   *json,
                    PvCapture      *capture,
                    const PvQuery  *query,
                    const PvReportOther *other,
                    PvHosts        *hosts,
                    GError        **error)
{
  const PvDimensionInfo *info = pv_dimension_get_info (query->dimension);
  PvQuery asked = *query;
  g_autoptr (PvRanking) ranking = NULL;
  g_autoptr (PvDnsTimes) times = NULL;
  g_autoptr (PvCounts) to_client = NULL;
  g_autoptr (PvCounts) other_to_client = NULL;
  g_autoptr (PvReportChanges) changes = NULL;
  g_autoptr (PvReportDomains) domains = NULL;
  g_autoptr (PvReportDomains) other_domains = NULL;
  g_autofree PvReportSeen *seen = NULL;
  List list = { .labels = { .json = json, .capture = capture, .dimension = query->dimension, .hosts = hosts } };

  asked.with_outcomes = TRUE;
  list.ranking = ranking = pv_query_run (capture, &asked, NULL, error);
  if (ranking == NULL)
    return FALSE;

  if (pv_dimension_has_outcomes (query->dimension) || query->dimension == PV_DIMENSION_SERVER)
    {
      list.times = times = pv_dns_times_new (capture, query);
      if (times == NULL)
        return pv_error_set_no_memory (error);
    }

  if (other != NULL)
    {
      changes = pv_report_changes_new (other, query, error);
      if (changes == NULL)
        return FALSE;
      list.changes = changes;
    }

  if (info->label_class == PV_LABEL_CONVERSATION || info->label_class == PV_LABEL_FLOW)
    {
      list.has_directions = TRUE;
      list.to_client = to_client = count_to_client (capture, query, error);
      if (to_client == NULL)
        return FALSE;
      if (other != NULL)
        {
          const PvQuery of_other = ask_other (query, other);

          list.other_to_client = other_to_client = count_to_client (pv_label_match_get_other (other->match), &of_other,
                                                                    error);
          if (other_to_client == NULL)
            return FALSE;
        }
    }

  if (info->label_class == PV_LABEL_FLOW)
    {
      seen = find_seen (capture, query);
      if (seen == NULL)
        return pv_error_set_no_memory (error);
      list.labels.seen = seen;
    }

  if (query->dimension == PV_DIMENSION_DOMAIN)
    {
      list.domains = domains = pv_report_domains_new (capture, query, error);
      if (domains == NULL)
        return FALSE;
      if (other != NULL)
        {
          const PvQuery of_other = ask_other (query, other);

          list.other_domains = other_domains = pv_report_domains_new (pv_label_match_get_other (other->match), &of_other,
                                                                      error);
          if (other_domains == NULL)
            return FALSE;
        }
    }

  pv_json_stream_open (json, info->key, '[');
  for (guint i = 0; i < ranking->n_ranks; i++)
    if (!is_rest (query->dimension, ranking->ranks[i].id))
      add_row (&list, &ranking->ranks[i], other,
               changes != NULL ? pv_report_changes_find (changes, ranking->ranks[i].id) : NULL);
  if (info->label_class == PV_LABEL_FILE && !add_other_files (&list))
    return pv_error_set_no_memory (error);
  if (changes != NULL)
    add_gone (&list, other);
  else if (domains != NULL)
    pv_report_domains_add_rest (domains, json, ranking->ranks, ranking->n_ranks);
  pv_json_stream_close (json, '[');
  if (query->dimension == PV_DIMENSION_NAMED)
    add_share (json, ranking);

  return TRUE;
}
