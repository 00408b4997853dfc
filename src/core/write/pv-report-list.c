/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-report-list.c: one ranked list of a report: what its rows say, by the class of their labels. */
#include "pv-report-list.h"

#include <string.h>

#include "pv-error.h"
#include "pv-file-text.h"
#include "pv-flow-counts.h"
#include "pv-packet-size.h"
#include "pv-port.h"
#include "pv-protocol.h"
#include "pv-query-private.h"
#include "pv-report-dns.h"
#include "pv-report-domains.h"
#include "pv-tcp-track.h"

/* When packets of a flow were seen. */
typedef struct
{
  gint64 first_ns;
  gint64 last_ns;
} Seen;

/* What rows are made of, besides the ranking. */
typedef struct
{
  PvJsonStream *json;
  PvCapture *capture;
  PvRanking *ranking;
  gboolean has_directions; /* for conversations: whether they are told apart */
  PvCounts *to_client; /* then, by label, the part that goes from server to client; NULL where there is nothing */
  Seen *seen; /* for flows: by flow; likewise */
  PvHosts *hosts; /* or NULL */
  PvDnsTimes *times; /* of lookups, answers, and addresses that answer: how long answers took */
  PvReportDomains *domains; /* for domains: their bytes */
  PvReportDomains *other_domains; /* where they are compared: those of the other */
  PvReportChanges *changes; /* or NULL */
  PvCounts *other_to_client; /* of what it is compared with */
} List;

typedef void (*AddLabelFunc) (const List   *list,
                              const PvRank *rank);

static void
add_text (const List *list,
          const char *key,
          guint32     id)
{
  g_autofree char *label = pv_capture_dup_label (list->capture, list->ranking->query.dimension, id);

  pv_json_stream_add_string (list->json, key, label);
}

static void
add_address (const List   *list,
             const PvRank *rank)
{
  add_text (list, "address", rank->id);
  if (list->hosts != NULL)
    {
      gsize length;
      const guint8 *address = pv_label_table_get (list->capture->addresses, rank->id, &length);

      pv_json_stream_add_string (list->json, "nickname", pv_hosts_get (list->hosts, address, length));
    }
}

static void
add_name (const List   *list,
          const PvRank *rank)
{
  add_text (list, "name", rank->id);
}

static void
add_name_or_none (const List   *list,
                  const PvRank *rank)
{
  if (rank->id == PV_ID_NOT_NAMED)
    pv_json_stream_add_string (list->json, "name", NULL);
  else
    add_text (list, "name", rank->id);
}

static void
add_domain (const List   *list,
            const PvRank *rank)
{
  add_text (list, "domain", rank->id);
}

static void
add_port (const List   *list,
          const PvRank *rank)
{
  pv_json_stream_add_string (list->json, "transport", pv_port_get_transport (rank->id));
  pv_json_stream_add_int (list->json, "port", pv_port_get_port (rank->id));
  /* a service is what its port is called */
  if (list->ranking->query.dimension == PV_DIMENSION_SERVICE)
    pv_json_stream_add_string (list->json, "name", pv_port_get_service (rank->id));
}

static void
add_protocol (const List   *list,
              const PvRank *rank)
{
  g_autofree char *name = pv_protocol_dup_name ((guint16) rank->id);
  g_autofree char *lower = g_ascii_strdown (name, -1);

  /* null where it is not one of IP's, or not an EtherType */
  if (pv_protocol_is_ip ((guint16) rank->id))
    pv_json_stream_add_int (list->json, "number", rank->id);
  else
    pv_json_stream_add_string (list->json, "number", NULL);
  if (rank->id >= PV_PROTOCOL_ETHERTYPE)
    pv_json_stream_add_int (list->json, "ethertype", rank->id);
  else
    pv_json_stream_add_string (list->json, "ethertype", NULL);
  pv_json_stream_add_string (list->json, "name", lower);
}

static void
add_tcp_trouble (const List   *list,
                 const PvRank *rank)
{
  pv_json_stream_add_string (list->json, "trouble", pv_tcp_trouble_get_name (rank->id));
}

static void
add_packet_size (const List   *list,
                 const PvRank *rank)
{
  guint32 first;
  guint32 last;

  pv_packet_size_get (rank->id, &first, &last);
  pv_json_stream_add_int (list->json, "from", first);
  if (last == G_MAXUINT32)
    pv_json_stream_add_string (list->json, "to", NULL);
  else
    pv_json_stream_add_int (list->json, "to", last);
}

/* The client's flow and the server's: the addresses of either side are in any of the two. */
static void
add_sides (const List *list,
           guint32     flow)
{
  const PvFlowKey *key = &pv_flow_table_get (list->capture->flows, flow)->key;
  gboolean from_client = pv_capture_is_from_client (list->capture, flow);
  g_autofree char *client = pv_capture_dup_label (list->capture, PV_DIMENSION_ADDRESS,
                                                  from_client ? key->source : key->destination);
  g_autofree char *server = pv_capture_dup_label (list->capture, PV_DIMENSION_ADDRESS,
                                                  from_client ? key->destination : key->source);

  pv_json_stream_add_string (list->json, "client", client);
  pv_json_stream_add_string (list->json, "server", server);
}

static void
add_conversation (const List   *list,
                  const PvRank *rank)
{
  add_sides (list, pv_conversation_index_get_flow (list->capture->conversations, rank->id));
}

/* null where the conversation has no name. */
static void
add_flow_name (const List *list,
               guint32     flow)
{
  PvFlowName name;
  gboolean is_named = pv_flow_names_get (list->capture->flow_names, flow, &name);

  pv_json_stream_add_string (list->json, "name",
                             is_named ? (const char *) pv_label_table_get (list->capture->names, name.label, NULL)
                                      : NULL);
  pv_json_stream_add_string (list->json, "evidence", is_named ? pv_evidence_get_code (name.evidence) : NULL);
  pv_json_stream_add_bool (list->json, "maybe_front", is_named && name.is_front);
}

static void
add_flow (const List   *list,
          const PvRank *rank)
{
  const PvFlow *flow = pv_flow_table_get (list->capture->flows, rank->id);
  gboolean from_client = pv_capture_is_from_client (list->capture, rank->id);
  guint32 back = pv_flow_table_get_reverse (list->capture->flows, rank->id);
  guint32 reverse = back < list->capture->n_flows ? back : rank->id;
  g_autofree char *name = pv_protocol_dup_name (flow->key.protocol);
  g_autofree char *transport = g_ascii_strdown (name, -1);

  add_sides (list, rank->id);
  pv_json_stream_add_string (list->json, "transport", transport);
  pv_json_stream_add_int (list->json, "client_port", from_client ? flow->key.source_port : flow->key.destination_port);
  pv_json_stream_add_int (list->json, "server_port", from_client ? flow->key.destination_port : flow->key.source_port);
  add_flow_name (list, rank->id);
  if (list->seen == NULL)
    {
      pv_json_stream_add_string (list->json, "first_time_ns", NULL);
      pv_json_stream_add_string (list->json, "last_time_ns", NULL);
      return;
    }
  pv_json_stream_add_int (list->json, "first_time_ns", MIN (list->seen[rank->id].first_ns,
                                                            list->seen[reverse].first_ns));
  pv_json_stream_add_int (list->json, "last_time_ns", MAX (list->seen[rank->id].last_ns,
                                                           list->seen[reverse].last_ns));
}

/* A code or number, and the name, null where that is not known. */
static void
add_place (const List   *list,
           const PvRank *rank)
{
  const PvDimensionInfo *info = pv_dimension_get_info (list->ranking->query.dimension);
  g_autofree char *label = pv_capture_dup_label (list->capture, list->ranking->query.dimension, rank->id);
  char *name = strchr (label, ' ');

  if (name != NULL)
    *name++ = '\0';
  pv_json_stream_add_string (list->json, info->column, label);
  pv_json_stream_add_string (list->json, "name", name);
}

static void
add_hardware (const List   *list,
              const PvRank *rank)
{
  add_text (list, "address", rank->id);
  pv_json_stream_add_string (list->json, "vendor", pv_capture_get_vendor (list->capture, rank->id));
}

static void
add_vlan (const List   *list,
          const PvRank *rank)
{
  pv_json_stream_add_int (list->json, "vlan", rank->id);
}

static void
add_interface (const List   *list,
               const PvRank *rank)
{
  const PvInterface *interface = pv_capture_find_interface (list->capture, rank->id);
  g_autofree char *name = pv_capture_dup_interface_name (list->capture, rank->id);
  g_autofree char *description = pv_capture_dup_interface_description (list->capture, rank->id);
  g_autofree char *file = pv_capture_dup_interface_file (list->capture, rank->id);

  add_text (list, "interface", rank->id);
  if (interface != NULL)
    {
      pv_json_stream_add_int (list->json, "number", interface->number);
      pv_json_stream_add_int (list->json, "link_type", interface->link_type);
    }
  pv_json_stream_add_string (list->json, "name", name);
  pv_json_stream_add_string (list->json, "description", description);
  pv_json_stream_add_string (list->json, "file", file);
}

static void
add_end (PvJsonStream      *json,
         const PvInputFile *file)
{
  pv_json_stream_add_bool (json, "truncated", file->truncated_reason != NULL);
  if (file->truncated_reason != NULL)
    {
      pv_json_stream_add_string (json, "truncated_code", file->truncated_code);
      pv_json_stream_add_string (json, "truncated_reason", file->truncated_reason);
    }
  if (file->problem != NULL)
    {
      pv_json_stream_add_string (json, "error_code", file->problem_code);
      pv_json_stream_add_string (json, "error", file->problem);
    }
}

/* What is known of all of it, whatever is narrowed. */
static void
add_input_file (PvJsonStream      *json,
                const PvInputFile *file)
{
  g_autofree char *name = pv_file_text_exact (file->file);

  pv_json_stream_add_string (json, "file", name);
  pv_json_stream_add_string (json, "format", file->format);
  pv_json_stream_add_string (json, "compression", file->compression);
  if (file->n_packets > 0)
    {
      pv_json_stream_add_int (json, "first_time_ns", file->first_time_ns);
      pv_json_stream_add_int (json, "last_time_ns", file->last_time_ns);
    }
  else
    {
      pv_json_stream_add_string (json, "first_time_ns", NULL);
      pv_json_stream_add_string (json, "last_time_ns", NULL);
    }
  add_end (json, file);
}

static void
add_file (const List   *list,
          const PvRank *rank)
{
  add_input_file (list->json, pv_capture_get_nth_file (list->capture, rank->id));
}

/* Files of which nothing counts come last, so that each is told of. FALSE where memory is out. */
static gboolean
add_other_files (const List *list)
{
  guint n = pv_capture_get_n_files (list->capture);
  g_autofree guint8 *is_ranked = g_try_new0 (guint8, n);

  if (is_ranked == NULL)
    return FALSE;

  for (guint i = 0; i < list->ranking->n_ranks; i++)
    is_ranked[list->ranking->ranks[i].id] = 1;
  for (guint i = 0; i < n; i++)
    if (!is_ranked[i])
      {
        pv_json_stream_open (list->json, NULL, '{');
        add_input_file (list->json, pv_capture_get_nth_file (list->capture, i));
        pv_json_stream_add_int (list->json, "packets", 0);
        pv_json_stream_add_int (list->json, "bytes", 0);
        pv_json_stream_close (list->json, '{');
      }

  return TRUE;
}

static void
add_url (const List   *list,
         const PvRank *rank)
{
  add_text (list, "url", rank->id);
}

static void
add_user_agent (const List   *list,
                const PvRank *rank)
{
  add_text (list, "user_agent", rank->id);
}

static void
add_dns_type (const List   *list,
              const PvRank *rank)
{
  add_text (list, "type", rank->id);
}

static void
add_dns_outcome (const List   *list,
                 const PvRank *rank)
{
  add_text (list, "outcome", rank->id);
}

static const AddLabelFunc add_label_funcs[PV_N_LABEL_CLASSES] = {
  [PV_LABEL_ADDRESS] = add_address,
  [PV_LABEL_NAME] = add_name,
  [PV_LABEL_PORT] = add_port,
  [PV_LABEL_PROTOCOL] = add_protocol,
  [PV_LABEL_CONVERSATION] = add_conversation,
  [PV_LABEL_FLOW] = add_flow,
  [PV_LABEL_TCP_TROUBLE] = add_tcp_trouble,
  [PV_LABEL_PACKET_SIZE] = add_packet_size,
  [PV_LABEL_NAME_OR_NONE] = add_name_or_none,
  [PV_LABEL_DOMAIN] = add_domain,
  [PV_LABEL_DOMAIN_OR_NONE] = add_domain,
  [PV_LABEL_COUNTRY] = add_place,
  [PV_LABEL_NETWORK] = add_place,
  [PV_LABEL_HARDWARE] = add_hardware,
  [PV_LABEL_VLAN] = add_vlan,
  [PV_LABEL_INTERFACE] = add_interface,
  [PV_LABEL_FILE] = add_file,
  [PV_LABEL_URL] = add_url,
  [PV_LABEL_USER_AGENT] = add_user_agent,
  [PV_LABEL_DNS_TYPE] = add_dns_type,
  [PV_LABEL_DNS_OUTCOME] = add_dns_outcome,
};

/* When the flows' packets that the query covers were seen, by flow. NULL where memory is out. */
static Seen *
find_seen (PvCapture     *capture,
           const PvQuery *query)
{
  guint32 n = capture->n_flows;
  Seen *seen = g_try_new (Seen, MAX (n, 1));
  guint64 first;
  guint64 last;

  if (seen == NULL)
    return NULL;

  for (guint32 flow = 0; flow < n; flow++)
    seen[flow] = (Seen){ G_MAXINT64, G_MININT64 };
  pv_query_find_events (capture, query, &first, &last);
  for (guint64 packet = first; packet < last; packet++)
    {
      const PvChunk *chunk = pv_capture_get_chunk (capture, packet);
      gint64 time_ns = chunk->time_ns[packet & PV_CHUNK_MASK];
      Seen *of_flow = &seen[chunk->flow[packet & PV_CHUNK_MASK]];

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
  PvDimension dimension = list->ranking->query.dimension;
  const PvRanking *ranking = list->ranking;
  PvResponseTimes times = { 0 };

  if (list->times != NULL)
    times = pv_dns_times_get (list->times, rank->id);
  if (pv_dimension_has_outcomes (dimension))
    {
      pv_report_dns_add_split (list->json, dimension,
                               list->times != NULL ? &ranking->outcomes[rank - ranking->ranks] : NULL);
      pv_report_dns_add_times (list->json, "response_ns", &times);
    }
  else if (dimension == PV_DIMENSION_SERVER)
    pv_report_dns_add_times (list->json, "dns_response_ns", &times);
}

static void
add_counts (const List   *list,
            const PvRank *rank)
{
  PvCount back = get_back (list, rank);

  const PvDimensionInfo *info = pv_dimension_get_info (list->ranking->query.dimension);

  if (info->counted == PV_COUNTED_EVENTS)
    {
      pv_json_stream_add_int (list->json, info->count, (gint64) rank->packets);
      if (list->domains != NULL)
        pv_json_stream_add_int (list->json, "bytes",
                                (gint64) pv_report_domains_get_bytes (list->domains, list->capture, rank->id));
      return;
    }

  pv_json_stream_add_int (list->json, "packets", (gint64) (rank->packets - back.packets));
  pv_json_stream_add_int (list->json, "bytes", (gint64) (rank->bytes - back.bytes));
  if (list->has_directions)
    {
      pv_json_stream_add_int (list->json, "packets_back", (gint64) back.packets);
      pv_json_stream_add_int (list->json, "bytes_back", (gint64) back.bytes);
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
  PvDimension dimension = list->ranking->query.dimension;
  PvCapture *other = pv_label_match_get_other (match);
  guint32 client;
  guint32 other_client;
  guint port;
  guint other_port;

  if (!list->has_directions || pv_change_get_state (row) != PV_CHANGE_BOTH || list->capture == other)
    return FALSE;

  client = get_client (list->capture, dimension, row->id[PV_SIDE_THIS], &port);
  other_client = get_client (other, dimension, row->id[PV_SIDE_OTHER], &other_port);

  return port != other_port || !pv_label_match_is_address (match, client, other_client);
}

/* The bytes of a domain's conversations in the other, and how many more they are here. */
static void
add_domain_changes (const List *list,
                    guint32     id)
{
  guint64 bytes = pv_report_domains_get_bytes (list->domains, list->capture, id);
  guint64 other_bytes = pv_report_domains_get_bytes (list->other_domains, list->capture, id);

  pv_json_stream_add_int (list->json, "other_bytes", (gint64) other_bytes);
  pv_json_stream_add_int (list->json, "change_bytes", (gint64) (bytes - other_bytes));
}

static void
add_row (const List          *list,
         const PvRank        *rank,
         const PvReportOther *other,
         const PvChange      *change)
{
  PvCount back = get_back (list, rank);

  pv_json_stream_open (list->json, NULL, '{');
  add_label_funcs[pv_dimension_get_info (list->ranking->query.dimension)->label_class](list, rank);
  add_counts (list, rank);
  if (change != NULL)
    pv_report_changes_add (list->changes, list->json, change, &back, list->other_to_client,
                           is_turned (list, other->match, change));
  add_answers (list, rank);
  if (change != NULL && list->other_domains != NULL)
    add_domain_changes (list, rank->id);
  pv_json_stream_close (list->json, '{');
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

  gone.capture = pv_label_match_get_other (other->match);
  gone.to_client = NULL;
  gone.seen = NULL;
  gone.times = NULL;
  for (guint i = 0; i < changes->n_rows; i++)
    if (pv_change_get_state (&changes->rows[i]) == PV_CHANGE_GONE
        && !is_rest (list->ranking->query.dimension, changes->rows[i].id[PV_SIDE_OTHER]))
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
  g_autofree Seen *seen = NULL;
  List list = { .json = json, .capture = capture, .hosts = hosts };

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
          const PvQuery of_other = {
            .dimension = query->dimension, .span = other->part.span, .has_span = other->part.has_span,
            .subset = other->part.subset,
          };

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
      list.seen = seen;
    }

  if (query->dimension == PV_DIMENSION_DOMAIN)
    {
      list.domains = domains = pv_report_domains_new (capture, query, error);
      if (domains == NULL)
        return FALSE;
      if (other != NULL)
        {
          const PvQuery of_other = {
            .dimension = query->dimension, .span = other->part.span, .has_span = other->part.has_span,
            .subset = other->part.subset,
          };

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
