/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-report-list.c: one ranked list of a report: what its rows say, by the class of their labels. */
#include "pv-report-list.h"

#include "pv-error.h"
#include "pv-flow-counts.h"
#include "pv-packet-size.h"
#include "pv-port.h"
#include "pv-protocol.h"
#include "pv-query-private.h"

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
  PvCounts *to_client; /* for conversations: by label, the part that goes from server to client */
  Seen *seen; /* for flows: by flow */
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
}

static void
add_name (const List   *list,
          const PvRank *rank)
{
  add_text (list, "name", rank->id);
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
  gboolean from_client = pv_flow_table_is_from_client (list->capture->flows, flow);
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

static void
add_flow (const List   *list,
          const PvRank *rank)
{
  const PvFlow *flow = pv_flow_table_get (list->capture->flows, rank->id);
  gboolean from_client = pv_flow_table_is_from_client (list->capture->flows, rank->id);
  guint32 reverse = flow->reverse != PV_NO_ID ? flow->reverse : rank->id;
  g_autofree char *name = pv_protocol_dup_name (flow->key.protocol);
  g_autofree char *transport = g_ascii_strdown (name, -1);

  add_sides (list, rank->id);
  pv_json_stream_add_string (list->json, "transport", transport);
  pv_json_stream_add_int (list->json, "client_port", from_client ? flow->key.source_port : flow->key.destination_port);
  pv_json_stream_add_int (list->json, "server_port", from_client ? flow->key.destination_port : flow->key.source_port);
  pv_json_stream_add_int (list->json, "first_time_ns", MIN (list->seen[rank->id].first_ns,
                                                            list->seen[reverse].first_ns));
  pv_json_stream_add_int (list->json, "last_time_ns", MAX (list->seen[rank->id].last_ns,
                                                           list->seen[reverse].last_ns));
}

static const AddLabelFunc add_label_funcs[PV_N_LABEL_CLASSES] = {
  [PV_LABEL_ADDRESS] = add_address,
  [PV_LABEL_NAME] = add_name,
  [PV_LABEL_PORT] = add_port,
  [PV_LABEL_PROTOCOL] = add_protocol,
  [PV_LABEL_CONVERSATION] = add_conversation,
  [PV_LABEL_FLOW] = add_flow,
  [PV_LABEL_PACKET_SIZE] = add_packet_size,
};

/* When the flows' packets that the query covers were seen, by flow. NULL where memory is out. */
static Seen *
find_seen (PvCapture     *capture,
           const PvQuery *query)
{
  guint32 n = pv_flow_table_get_n (capture->flows);
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
      const PvSegment *segment = pv_capture_get_segment (capture, packet);
      gint64 time_ns = segment->time_ns[packet & PV_SEGMENT_MASK];
      Seen *of_flow = &seen[segment->flow[packet & PV_SEGMENT_MASK]];

      if (!pv_query_covers (capture, query, packet))
        continue;
      of_flow->first_ns = MIN (of_flow->first_ns, time_ns);
      of_flow->last_ns = MAX (of_flow->last_ns, time_ns);
    }

  return seen;
}

static void
add_counts (const List   *list,
            const PvRank *rank)
{
  PvCount back = list->to_client != NULL ? list->to_client->counts[rank->id] : (PvCount){ 0, 0 };

  const PvDimensionInfo *info = pv_dimension_get_info (list->ranking->query.dimension);

  if (info->counted == PV_COUNTED_EVENTS)
    {
      pv_json_stream_add_int (list->json, info->count, (gint64) rank->packets);
      return;
    }

  pv_json_stream_add_int (list->json, "packets", (gint64) (rank->packets - back.packets));
  pv_json_stream_add_int (list->json, "bytes", (gint64) (rank->bytes - back.bytes));
  if (list->to_client != NULL)
    {
      pv_json_stream_add_int (list->json, "packets_back", (gint64) back.packets);
      pv_json_stream_add_int (list->json, "bytes_back", (gint64) back.bytes);
    }
}

gboolean
pv_report_list_add (PvJsonStream   *json,
                    PvCapture      *capture,
                    const PvQuery  *query,
                    GError        **error)
{
  const PvDimensionInfo *info = pv_dimension_get_info (query->dimension);
  g_autoptr (PvRanking) ranking = pv_query_run (capture, query, NULL, error);
  g_autoptr (PvCounts) to_client = NULL;
  g_autofree Seen *seen = NULL;
  List list = { json, capture, ranking, NULL, NULL };

  if (ranking == NULL)
    return FALSE;

  if (info->label_class == PV_LABEL_CONVERSATION || info->label_class == PV_LABEL_FLOW)
    {
      g_autoptr (PvCounts) of_flows = pv_flow_counts_get (capture, query, NULL);

      if (of_flows != NULL)
        to_client = pv_flow_counts_fold (capture, of_flows, query->dimension, query->subset.flows,
                                         PV_DIRECTION_TO_CLIENT);
      if (to_client == NULL)
        return pv_error_set_no_memory (error);
      list.to_client = to_client;
    }

  if (info->label_class == PV_LABEL_FLOW)
    {
      seen = find_seen (capture, query);
      if (seen == NULL)
        return pv_error_set_no_memory (error);
      list.seen = seen;
    }

  pv_json_stream_open (json, info->key, '[');
  for (guint i = 0; i < ranking->n_ranks; i++)
    {
      pv_json_stream_open (json, NULL, '{');
      add_label_funcs[info->label_class](&list, &ranking->ranks[i]);
      add_counts (&list, &ranking->ranks[i]);
      pv_json_stream_close (json, '{');
    }
  pv_json_stream_close (json, '[');

  return TRUE;
}
