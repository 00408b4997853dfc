/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-dimension-table.c: the dimensions, each a row, and which labels a flow, a packet or an event has in it. A further bar
 * chart is a further row. */
#include "pv-dimension-private.h"

#include "pv-capture-private.h"
#include "pv-geo.h"
#include "pv-on-demand.h"
#include "pv-packet-size.h"
#include "pv-places.h"
#include "pv-port.h"

static inline const PvFlowKey *
get_key (PvCapture *capture,
         guint32    flow)
{
  return &pv_flow_table_get (capture->flows, flow)->key;
}

/* One label, or none where it is PV_NO_ID. */
static inline guint
put_label (guint32 label,
           guint32 labels[2])
{
  labels[0] = label;

  return label != PV_NO_ID;
}

/* Two labels, or one where they are alike. */
static inline guint
put_labels (guint32 first,
            guint32 second,
            guint32 labels[2])
{
  labels[0] = first;
  labels[1] = second;

  return first == second ? 1 : 2;
}

static guint
label_source (PvCapture *capture,
              guint32    flow,
              guint32    labels[2])
{
  return put_label (get_key (capture, flow)->source, labels);
}

static guint
label_destination (PvCapture *capture,
                   guint32    flow,
                   guint32    labels[2])
{
  return put_label (get_key (capture, flow)->destination, labels);
}

static guint
label_addresses (PvCapture *capture,
                 guint32    flow,
                 guint32    labels[2])
{
  const PvFlowKey *key = get_key (capture, flow);

  return key->source == PV_NO_ID ? 0 : put_labels (key->source, key->destination, labels);
}

static guint
label_conversation (PvCapture *capture,
                    guint32    flow,
                    guint32    labels[2])
{
  return put_label (pv_conversation_index_get (capture->conversations, flow), labels);
}

static guint
label_flow (PvCapture *capture,
            guint32    flow,
            guint32    labels[2])
{
  if (get_key (capture, flow)->source == PV_NO_ID)
    return 0;

  return put_label (pv_flow_table_get_first (capture->flows, flow), labels);
}

/* The address of one of a conversation's two sides. */
static guint
label_side (PvCapture *capture,
            guint32    flow,
            gboolean   is_client,
            guint32    labels[2])
{
  const PvFlowKey *key = get_key (capture, flow);

  return put_label (pv_capture_is_from_client (capture, flow) == is_client ? key->source : key->destination,
                    labels);
}

static guint
label_client (PvCapture *capture,
              guint32    flow,
              guint32    labels[2])
{
  return label_side (capture, flow, TRUE, labels);
}

static guint
label_server (PvCapture *capture,
              guint32    flow,
              guint32    labels[2])
{
  return label_side (capture, flow, FALSE, labels);
}

static guint
label_named (PvCapture *capture,
             guint32    flow,
             guint32    labels[2])
{
  guint32 name;

  /* what is not known yet is not nothing */
  if (capture->flow_names == NULL || get_key (capture, flow)->source == PV_NO_ID)
    return 0;

  name = pv_flow_names_get_label (capture->flow_names, flow);

  return put_label (name != PV_NO_ID ? name + 1 : PV_ID_NOT_NAMED, labels);
}

static guint
label_named_domain (PvCapture *capture,
                    guint32    flow,
                    guint32    labels[2])
{
  guint n = label_named (capture, flow, labels);
  guint32 domain;

  if (n == 0 || labels[0] == PV_ID_NOT_NAMED)
    return n;

  domain = pv_domain_index_get (capture->domains, labels[0] - 1);

  return put_label (domain != PV_NO_ID ? domain + 1 : PV_NO_ID, labels);
}

static guint
label_server_name (PvCapture *capture,
                   guint32    flow,
                   guint32    labels[2])
{
  return put_label (pv_flow_names_get_said (capture->flow_names, flow), labels);
}

static guint
label_service (PvCapture *capture,
               guint32    flow,
               guint32    labels[2])
{
  const PvFlowKey *key = get_key (capture, flow);

  if (!key->has_ports)
    return 0;

  return put_label (pv_port_pack (key->protocol, pv_capture_is_from_client (capture, flow) ? key->destination_port
                                                                                         : key->source_port), labels);
}

static guint
label_ports (PvCapture *capture,
             guint32    flow,
             guint32    labels[2])
{
  const PvFlowKey *key = get_key (capture, flow);

  if (!key->has_ports)
    return 0;

  return put_labels (pv_port_pack (key->protocol, key->source_port),
                     pv_port_pack (key->protocol, key->destination_port), labels);
}

static guint
label_source_port (PvCapture *capture,
                   guint32    flow,
                   guint32    labels[2])
{
  const PvFlowKey *key = get_key (capture, flow);

  return key->has_ports ? put_label (pv_port_pack (key->protocol, key->source_port), labels) : 0;
}

static guint
label_destination_port (PvCapture *capture,
                        guint32    flow,
                        guint32    labels[2])
{
  const PvFlowKey *key = get_key (capture, flow);

  return key->has_ports ? put_label (pv_port_pack (key->protocol, key->destination_port), labels) : 0;
}

static guint
label_protocol (PvCapture *capture,
                guint32    flow,
                guint32    labels[2])
{
  return put_label (get_key (capture, flow)->protocol, labels);
}

static void
label_packet_sizes (PvCapture *capture,
                    guint64    first,
                    guint      n,
                    guint32   *labels)
{
  pv_packet_sizes_classify (pv_capture_get_chunk (capture, first)->wire_bytes + (first & PV_CHUNK_MASK), n, labels);
}

/* While files are read, it is not told. */
static void
label_files (PvCapture *capture,
             guint64    first,
             guint      n,
             guint32   *labels)
{
  const PvInputFiles *files = capture->files;
  gsize run;
  guint i = 0;

  if (files->run_starts.n == 0)
    {
      for (; i < n; i++)
        labels[i] = files->n == 1 ? 0 : PV_NO_ID;
      return;
    }

  for (run = pv_input_files_find_run (files, first); i < n; run++)
    {
      guint64 end = MIN (pv_input_files_get_run_end (files, run) - first, n);

      for (; i < end; i++)
        labels[i] = pv_input_files_get_run_file (files, run);
    }
}

static guint32
label_domain (PvCapture     *capture,
              const PvEvent *event)
{
  return event->label != PV_NO_ID ? pv_domain_index_get (capture->domains, event->label) : PV_NO_ID;
}

static guint32
label_dns_type (PvCapture     *capture,
                const PvEvent *event)
{
  /* answers without a question have no type */
  if (event->label == PV_NO_ID || pv_event_get_outcome (event->value) == PV_DNS_UNANSWERED)
    return PV_NO_ID;

  return pv_event_get_type (event->value);
}

static guint32
label_dns_outcome (PvCapture     *capture,
                   const PvEvent *event)
{
  return pv_event_get_outcome (event->value);
}

/* NULL until they were read. */
static const PvLinks *
get_links (PvCapture *capture)
{
  return pv_on_demand_is_there (capture, PV_ON_DEMAND_LINK) ? capture->links : NULL;
}

static void
label_hardware (PvCapture *capture,
                guint64    first,
                guint      n,
                guint32   *labels)
{
  const PvLinks *links = get_links (capture);

  for (guint i = 0; i < n; i++)
    labels[i] = links != NULL ? pv_links_get (links, first + i)->source : PV_NO_ID;
}

static void
label_other_hardware (PvCapture *capture,
                      guint64    first,
                      guint      n,
                      guint32   *labels)
{
  const PvLinks *links = get_links (capture);

  for (guint i = 0; i < n; i++)
    {
      const PvLink *link = links != NULL ? pv_links_get (links, first + i) : NULL;

      labels[i] = link != NULL && link->destination != link->source ? link->destination : PV_NO_ID;
    }
}

static void
label_vlans (PvCapture *capture,
             guint64    first,
             guint      n,
             guint32   *labels)
{
  const PvLinks *links = get_links (capture);

  for (guint i = 0; i < n; i++)
    {
      guint16 vlan = links != NULL ? pv_links_get (links, first + i)->vlan : PV_NO_VLAN;

      labels[i] = vlan != PV_NO_VLAN ? vlan : PV_NO_ID;
    }
}

static void
label_interfaces (PvCapture *capture,
                  guint64    first,
                  guint      n,
                  guint32   *labels)
{
  const PvLinks *links = get_links (capture);

  for (guint i = 0; i < n; i++)
    labels[i] = links != NULL ? pv_links_get (links, first + i)->interface : PV_NO_ID;
}

static gboolean
has_one_file (PvCapture *capture)
{
  return pv_capture_get_n_files (capture) == 1;
}

/* Whether no file is of a format that names interfaces. */
static gboolean
names_no_interface (PvCapture *capture)
{
  for (guint i = 0; i < capture->files->n; i++)
    if (g_strcmp0 (capture->files->files[i].format, "pcapng") == 0)
      return FALSE;

  return TRUE;
}

/* What both addresses of a flow are of, each once. */
static guint
label_places (PvCapture     *capture,
              guint32        flow,
              const guint32 *of_addresses,
              guint32        n,
              guint32        labels[2])
{
  const PvFlowKey *key = &pv_flow_table_get (capture->flows, flow)->key;
  guint32 source = key->source < n ? of_addresses[key->source] : PV_NO_ID;
  guint32 destination = key->destination < n ? of_addresses[key->destination] : PV_NO_ID;
  guint n_labels = 0;

  if (source != PV_NO_ID)
    labels[n_labels++] = source;
  if (destination != PV_NO_ID && destination != source)
    labels[n_labels++] = destination;

  return n_labels;
}

static guint
label_countries (PvCapture *capture,
                 guint32    flow,
                 guint32    labels[2])
{
  const PvPlaces *places = pv_on_demand_is_there (capture, PV_ON_DEMAND_GEO) ? capture->places : NULL;

  return places != NULL ? label_places (capture, flow, places->countries, places->n, labels) : 0;
}

static guint
label_networks (PvCapture *capture,
                guint32    flow,
                guint32    labels[2])
{
  const PvPlaces *places = pv_on_demand_is_there (capture, PV_ON_DEMAND_GEO) ? capture->places : NULL;

  return places != NULL ? label_places (capture, flow, places->networks, places->n, labels) : 0;
}

/* Without a database there is nothing to tell. */
static gboolean
has_no_places (PvCapture *capture)
{
  g_autoptr (PvGeo) geo = pv_geo_dup_default ();

  return geo == NULL && !pv_on_demand_is_there (capture, PV_ON_DEMAND_GEO);
}

static const PvDimensionInfo dimensions[PV_N_DIMENSIONS] = {
  [PV_DIMENSION_SOURCE] = {
    .key = "sources",
    .column = "address",
    .tab = PV_TAB_ADDRESSES,
    .family = PV_FAMILY_ADDRESS,
    .pick_dimension = PV_DIMENSION_ADDRESS,
    .label_class = PV_LABEL_ADDRESS,
    .told = PV_TOLD_ADDRESS,
    .counted = PV_COUNTED_FLOWS,
    .flow_labels = label_source,
    .has_peers = TRUE,
    .peers = PV_DIMENSION_ADDRESS,
  },
  [PV_DIMENSION_DESTINATION] = {
    .key = "destinations",
    .column = "address",
    .tab = PV_TAB_ADDRESSES,
    .family = PV_FAMILY_ADDRESS,
    .pick_dimension = PV_DIMENSION_ADDRESS,
    .label_class = PV_LABEL_ADDRESS,
    .told = PV_TOLD_ADDRESS,
    .counted = PV_COUNTED_FLOWS,
    .flow_labels = label_destination,
    .has_peers = TRUE,
    .peers = PV_DIMENSION_ADDRESS,
  },
  [PV_DIMENSION_ADDRESS] = {
    .key = "addresses",
    .column = "address",
    .tab = PV_TAB_ADDRESSES,
    .family = PV_FAMILY_ADDRESS,
    .pick_dimension = PV_DIMENSION_ADDRESS,
    .label_class = PV_LABEL_ADDRESS,
    .told = PV_TOLD_ADDRESS,
    .counted = PV_COUNTED_FLOWS,
    .flow_labels = label_addresses,
    .has_peers = TRUE,
    .peers = PV_DIMENSION_ADDRESS,
  },
  [PV_DIMENSION_COUNTRY] = {
    .key = "countries",
    .column = "country",
    .tab = PV_TAB_ADDRESSES,
    .family = PV_FAMILY_COUNTRY,
    .pick_dimension = PV_DIMENSION_COUNTRY,
    .label_class = PV_LABEL_COUNTRY,
    .told = PV_TOLD_TRAIT,
    .counted = PV_COUNTED_FLOWS,
    .flow_labels = label_countries,
    .on_demand = PV_ON_DEMAND_GEO,
    .stands_back = has_no_places,
    .has_peers = TRUE,
    .peers = PV_DIMENSION_ADDRESS,
  },
  [PV_DIMENSION_NETWORK] = {
    .key = "networks",
    .column = "network",
    .tab = PV_TAB_ADDRESSES,
    .family = PV_FAMILY_NETWORK,
    .pick_dimension = PV_DIMENSION_NETWORK,
    .label_class = PV_LABEL_NETWORK,
    .told = PV_TOLD_TRAIT,
    .counted = PV_COUNTED_FLOWS,
    .flow_labels = label_networks,
    .on_demand = PV_ON_DEMAND_GEO,
    .stands_back = has_no_places,
    .has_peers = TRUE,
    .peers = PV_DIMENSION_ADDRESS,
  },
  [PV_DIMENSION_HARDWARE] = {
    .key = "hardware",
    .column = "hardware_address",
    .tab = PV_TAB_ADDRESSES,
    .family = PV_FAMILY_HARDWARE,
    .pick_dimension = PV_DIMENSION_HARDWARE,
    .label_class = PV_LABEL_HARDWARE,
    .counted = PV_COUNTED_PACKETS,
    .packet_labels = label_hardware,
    .second_labels = label_other_hardware,
    .on_demand = PV_ON_DEMAND_LINK,
    .has_peers = TRUE,
    .peers = PV_DIMENSION_ADDRESS,
  },
  [PV_DIMENSION_LOOKUP] = {
    .key = "lookups",
    .column = "name",
    .tab = PV_TAB_LOOKUPS,
    .family = PV_FAMILY_LOOKUP,
    .pick_dimension = PV_DIMENSION_LOOKUP,
    .label_class = PV_LABEL_NAME,
    .told = PV_TOLD_NAME,
    .counted = PV_COUNTED_EVENTS,
    .event_kind = PV_EVENT_LOOKUP,
    .count = "lookups",
    .has_peers = TRUE,
    .peers = PV_DIMENSION_SOURCE,
  },
  [PV_DIMENSION_DOMAIN] = {
    .key = "domains",
    .column = "domain",
    .tab = PV_TAB_LOOKUPS,
    .family = PV_FAMILY_DOMAIN,
    .pick_dimension = PV_DIMENSION_DOMAIN,
    .label_class = PV_LABEL_DOMAIN,
    .counted = PV_COUNTED_EVENTS,
    .event_kind = PV_EVENT_LOOKUP,
    .event_label = label_domain,
    .count = "lookups",
    .has_peers = TRUE,
    .peers = PV_DIMENSION_SOURCE,
    .has_members = TRUE,
    .members = PV_DIMENSION_LOOKUP,
  },
  [PV_DIMENSION_DNS_TYPE] = {
    .key = "dns_types",
    .column = "type",
    .tab = PV_TAB_LOOKUPS,
    .family = PV_FAMILY_DNS_TYPE,
    .pick_dimension = PV_DIMENSION_DNS_TYPE,
    .label_class = PV_LABEL_DNS_TYPE,
    .counted = PV_COUNTED_EVENTS,
    .event_kind = PV_EVENT_OUTCOME,
    .event_label = label_dns_type,
    .count = "answers",
    .has_peers = TRUE,
    .peers = PV_DIMENSION_CLIENT,
  },
  [PV_DIMENSION_DNS_OUTCOME] = {
    .key = "dns_outcomes",
    .column = "outcome",
    .tab = PV_TAB_LOOKUPS,
    .family = PV_FAMILY_DNS_OUTCOME,
    .pick_dimension = PV_DIMENSION_DNS_OUTCOME,
    .label_class = PV_LABEL_DNS_OUTCOME,
    .counted = PV_COUNTED_EVENTS,
    .event_kind = PV_EVENT_OUTCOME,
    .event_label = label_dns_outcome,
    .count = "answers",
    .has_peers = TRUE,
    .peers = PV_DIMENSION_CLIENT,
  },
  [PV_DIMENSION_MDNS_LOOKUP] = {
    .key = "mdns_lookups",
    .column = "name",
    .tab = PV_TAB_LOOKUPS,
    .family = PV_FAMILY_LOOKUP,
    .pick_dimension = PV_DIMENSION_MDNS_LOOKUP,
    .label_class = PV_LABEL_NAME,
    .told = PV_TOLD_NAME,
    .counted = PV_COUNTED_EVENTS,
    .event_kind = PV_EVENT_MDNS_LOOKUP,
    .count = "lookups",
    .has_peers = TRUE,
    .peers = PV_DIMENSION_SOURCE,
  },
  [PV_DIMENSION_LLMNR_LOOKUP] = {
    .key = "llmnr_lookups",
    .column = "name",
    .tab = PV_TAB_LOOKUPS,
    .family = PV_FAMILY_LOOKUP,
    .pick_dimension = PV_DIMENSION_LLMNR_LOOKUP,
    .label_class = PV_LABEL_NAME,
    .told = PV_TOLD_NAME,
    .counted = PV_COUNTED_EVENTS,
    .event_kind = PV_EVENT_LLMNR_LOOKUP,
    .count = "lookups",
    .has_peers = TRUE,
    .peers = PV_DIMENSION_SOURCE,
  },
  [PV_DIMENSION_NAMED] = {
    .key = "named",
    .column = "name",
    .tab = PV_TAB_SERVERS,
    .family = PV_FAMILY_SERVER_NAME,
    .pick_dimension = PV_DIMENSION_NAMED,
    .label_class = PV_LABEL_NAME_OR_NONE,
    .counted = PV_COUNTED_FLOWS,
    .flow_labels = label_named,
    .has_rest = TRUE,
    .has_peers = TRUE,
    .peers = PV_DIMENSION_CLIENT,
  },
  [PV_DIMENSION_NAMED_DOMAIN] = {
    .key = "named_domains",
    .column = "domain",
    .tab = PV_TAB_SERVERS,
    .family = PV_FAMILY_NAMED_DOMAIN,
    .pick_dimension = PV_DIMENSION_NAMED_DOMAIN,
    .label_class = PV_LABEL_DOMAIN_OR_NONE,
    .counted = PV_COUNTED_FLOWS,
    .flow_labels = label_named_domain,
    .has_rest = TRUE,
    .has_peers = TRUE,
    .peers = PV_DIMENSION_CLIENT,
    .has_members = TRUE,
    .members = PV_DIMENSION_NAMED,
  },
  [PV_DIMENSION_SERVER_NAME] = {
    .key = "by_server_name",
    .column = "name",
    .tab = PV_TAB_SERVERS,
    .family = PV_FAMILY_SERVER_NAME,
    .pick_dimension = PV_DIMENSION_SERVER_NAME,
    .label_class = PV_LABEL_NAME,
    .told = PV_TOLD_NAME,
    .counted = PV_COUNTED_FLOWS,
    .flow_labels = label_server_name,
    .has_peers = TRUE,
    .peers = PV_DIMENSION_CLIENT,
  },
  [PV_DIMENSION_SERVER] = {
    .key = "servers",
    .column = "address",
    .tab = PV_TAB_SERVERS,
    .family = PV_FAMILY_ADDRESS,
    .pick_dimension = PV_DIMENSION_SERVER,
    .label_class = PV_LABEL_ADDRESS,
    .told = PV_TOLD_SERVER,
    .counted = PV_COUNTED_FLOWS,
    .flow_labels = label_server,
    .has_peers = TRUE,
    .peers = PV_DIMENSION_CLIENT,
  },
  [PV_DIMENSION_URL] = {
    .key = "urls",
    .column = "url",
    .tab = PV_TAB_SERVERS,
    .family = PV_FAMILY_URL,
    .pick_dimension = PV_DIMENSION_URL,
    .label_class = PV_LABEL_URL,
    .counted = PV_COUNTED_EVENTS,
    .event_kind = PV_EVENT_URL,
    .count = "requests",
    .has_peers = TRUE,
    .peers = PV_DIMENSION_CLIENT,
  },
  [PV_DIMENSION_USER_AGENT] = {
    .key = "user_agents",
    .column = "user_agent",
    .tab = PV_TAB_SERVERS,
    .family = PV_FAMILY_USER_AGENT,
    .pick_dimension = PV_DIMENSION_USER_AGENT,
    .label_class = PV_LABEL_USER_AGENT,
    .told = PV_TOLD_TRAIT,
    .counted = PV_COUNTED_EVENTS,
    .event_kind = PV_EVENT_USER_AGENT,
    .on_demand = PV_ON_DEMAND_HTTP,
    .count = "requests",
    .has_peers = TRUE,
    .peers = PV_DIMENSION_CLIENT,
  },
  [PV_DIMENSION_CONVERSATION] = {
    .key = "conversations",
    .column = "conversation",
    .tab = PV_TAB_CONVERSATIONS,
    .family = PV_FAMILY_CONVERSATION,
    .pick_dimension = PV_DIMENSION_CONVERSATION,
    .label_class = PV_LABEL_CONVERSATION,
    .told = PV_TOLD_CONVERSATION,
    .counted = PV_COUNTED_FLOWS,
    .flow_labels = label_conversation,
    .has_peers = TRUE,
    .peers = PV_DIMENSION_SERVICE,
  },
  [PV_DIMENSION_FLOW] = {
    .key = "flows",
    .column = "flow",
    .tab = PV_TAB_CONVERSATIONS,
    .family = PV_FAMILY_CONVERSATION,
    .pick_dimension = PV_DIMENSION_FLOW,
    .label_class = PV_LABEL_FLOW,
    .counted = PV_COUNTED_FLOWS,
    .flow_labels = label_flow,
  },
  [PV_DIMENSION_CLIENT] = {
    .key = "clients",
    .column = "address",
    .tab = PV_TAB_CONVERSATIONS,
    .family = PV_FAMILY_ADDRESS,
    .pick_dimension = PV_DIMENSION_CLIENT,
    .label_class = PV_LABEL_ADDRESS,
    .told = PV_TOLD_CLIENT,
    .counted = PV_COUNTED_FLOWS,
    .flow_labels = label_client,
    .has_peers = TRUE,
    .peers = PV_DIMENSION_SERVER,
  },
  [PV_DIMENSION_TCP_TROUBLE] = {
    .key = "tcp_trouble",
    .column = "trouble",
    .tab = PV_TAB_CONVERSATIONS,
    .family = PV_FAMILY_TCP_TROUBLE,
    .pick_dimension = PV_DIMENSION_TCP_TROUBLE,
    .label_class = PV_LABEL_TCP_TROUBLE,
    .told = PV_TOLD_TRAIT,
    .counted = PV_COUNTED_EVENTS,
    .event_kind = PV_EVENT_TCP_TROUBLE,
    .on_demand = PV_ON_DEMAND_TCP,
    .count = "segments",
    .has_peers = TRUE,
    .peers = PV_DIMENSION_FLOW,
  },
  [PV_DIMENSION_SERVICE] = {
    .key = "services",
    .column = "service",
    .tab = PV_TAB_SERVICES,
    .family = PV_FAMILY_PORT,
    .pick_dimension = PV_DIMENSION_SERVICE,
    .label_class = PV_LABEL_PORT,
    .told = PV_TOLD_SERVICE,
    .counted = PV_COUNTED_FLOWS,
    .flow_labels = label_service,
    .has_peers = TRUE,
    .peers = PV_DIMENSION_CONVERSATION,
  },
  [PV_DIMENSION_PORT] = {
    .key = "ports",
    .column = "port",
    .tab = PV_TAB_SERVICES,
    .family = PV_FAMILY_PORT,
    .pick_dimension = PV_DIMENSION_PORT,
    .label_class = PV_LABEL_PORT,
    .counted = PV_COUNTED_FLOWS,
    .flow_labels = label_ports,
    .has_peers = TRUE,
    .peers = PV_DIMENSION_CONVERSATION,
  },
  [PV_DIMENSION_SOURCE_PORT] = {
    .key = "source_ports",
    .column = "port",
    .tab = PV_TAB_SERVICES,
    .family = PV_FAMILY_PORT,
    .pick_dimension = PV_DIMENSION_PORT,
    .label_class = PV_LABEL_PORT,
    .counted = PV_COUNTED_FLOWS,
    .flow_labels = label_source_port,
    .has_peers = TRUE,
    .peers = PV_DIMENSION_CONVERSATION,
  },
  [PV_DIMENSION_DESTINATION_PORT] = {
    .key = "destination_ports",
    .column = "port",
    .tab = PV_TAB_SERVICES,
    .family = PV_FAMILY_PORT,
    .pick_dimension = PV_DIMENSION_PORT,
    .label_class = PV_LABEL_PORT,
    .counted = PV_COUNTED_FLOWS,
    .flow_labels = label_destination_port,
    .has_peers = TRUE,
    .peers = PV_DIMENSION_CONVERSATION,
  },
  [PV_DIMENSION_PROTOCOL] = {
    .key = "protocols",
    .column = "protocol",
    .tab = PV_TAB_SERVICES,
    .family = PV_FAMILY_PROTOCOL,
    .pick_dimension = PV_DIMENSION_PROTOCOL,
    .label_class = PV_LABEL_PROTOCOL,
    .told = PV_TOLD_PROTOCOL,
    .counted = PV_COUNTED_FLOWS,
    .flow_labels = label_protocol,
    .has_peers = TRUE,
    .peers = PV_DIMENSION_CONVERSATION,
  },
  [PV_DIMENSION_PACKET_SIZE] = {
    .key = "packet_sizes",
    .column = "packet_size",
    .tab = PV_TAB_SERVICES,
    .family = PV_FAMILY_PACKET_SIZE,
    .pick_dimension = PV_DIMENSION_PACKET_SIZE,
    .label_class = PV_LABEL_PACKET_SIZE,
    .counted = PV_COUNTED_PACKETS,
    .packet_labels = label_packet_sizes,
    .in_label_order = TRUE,
    .has_peers = TRUE,
    .peers = PV_DIMENSION_SERVICE,
  },
  [PV_DIMENSION_VLAN] = {
    .key = "vlans",
    .column = "vlan",
    .tab = PV_TAB_SERVICES,
    .family = PV_FAMILY_VLAN,
    .pick_dimension = PV_DIMENSION_VLAN,
    .label_class = PV_LABEL_VLAN,
    .counted = PV_COUNTED_PACKETS,
    .packet_labels = label_vlans,
    .on_demand = PV_ON_DEMAND_LINK,
    .has_peers = TRUE,
    .peers = PV_DIMENSION_ADDRESS,
  },
  [PV_DIMENSION_INTERFACE] = {
    .key = "interfaces",
    .column = "interface",
    .tab = PV_TAB_SERVICES,
    .family = PV_FAMILY_INTERFACE,
    .pick_dimension = PV_DIMENSION_INTERFACE,
    .label_class = PV_LABEL_INTERFACE,
    .counted = PV_COUNTED_PACKETS,
    .packet_labels = label_interfaces,
    .on_demand = PV_ON_DEMAND_LINK,
    .stands_back = names_no_interface,
    .has_peers = TRUE,
    .peers = PV_DIMENSION_ADDRESS,
  },
  [PV_DIMENSION_FILE] = {
    .key = "files",
    .column = "file",
    .tab = PV_TAB_SERVICES,
    .family = PV_FAMILY_FILE,
    .pick_dimension = PV_DIMENSION_FILE,
    .label_class = PV_LABEL_FILE,
    .counted = PV_COUNTED_PACKETS,
    .packet_labels = label_files,
    .stands_back = has_one_file,
    .has_peers = TRUE,
    .peers = PV_DIMENSION_ADDRESS,
  },
};

const PvDimensionInfo *
pv_dimension_get_info (PvDimension dimension)
{
  g_assert (dimension < PV_N_DIMENSIONS);

  return &dimensions[dimension];
}
