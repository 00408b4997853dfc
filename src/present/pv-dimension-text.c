/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-dimension-text.c: what people call a dimension, its labels, and what its numbers count. */
#include "config.h"

#include <glib/gi18n.h>

#include "pv-dimension-text.h"

typedef struct
{
  const char *by_packets;
  const char *by_bytes;
  const char *toggle;
  const char *noun;
  const char *empty;
  const char *slug;
  const char *second; /* what labels are called besides; or NULL: names */
} PvDimensionText;

static const PvDimensionText texts[PV_N_DIMENSIONS] = {
  [PV_DIMENSION_SOURCE] = {
    N_("Top Sources by Packets"), N_("Top Sources by Bytes"), N_("Sources"), N_("Address"), N_("No IP Packets"),
    "top-sources",
  },
  [PV_DIMENSION_DESTINATION] = {
    N_("Top Destinations by Packets"), N_("Top Destinations by Bytes"), N_("Destinations"), N_("Address"),
    N_("No IP Packets"), "top-destinations",
  },
  [PV_DIMENSION_ADDRESS] = {
    N_("Top IP Addresses by Packets"), N_("Top IP Addresses by Bytes"), N_("Both"), N_("Address"),
    N_("No IP Packets"), "top-ips",
  },
  [PV_DIMENSION_COUNTRY] = {
    N_("Top Countries by Packets"), N_("Top Countries by Bytes"), N_("Countries"), N_("Country"),
    N_("No Address of a Known Country"), "top-countries",
  },
  [PV_DIMENSION_NETWORK] = {
    N_("Top Networks by Packets"), N_("Top Networks by Bytes"), N_("Networks"), N_("Network"),
    N_("No Address of a Known Network"), "top-networks",
  },
  [PV_DIMENSION_HARDWARE] = {
    N_("Top Hardware Addresses by Packets"), N_("Top Hardware Addresses by Bytes"), N_("Hardware"),
    N_("Hardware Address"), N_("No Hardware Addresses"), "top-hardware", N_("Vendor"),
  },
  [PV_DIMENSION_LOOKUP] = {
    N_("DNS Lookups"), N_("DNS Lookups"), N_("Names"), N_("Name"), N_("No DNS Lookups"), "dns-lookups",
  },
  [PV_DIMENSION_DOMAIN] = {
    N_("DNS Lookups by Domain"), N_("DNS Lookups by Domain"), N_("Domains"), N_("Domain"), N_("No DNS Lookups"),
    "dns-domains",
  },
  [PV_DIMENSION_DNS_TYPE] = {
    N_("Types of DNS Answers"), N_("Types of DNS Answers"), N_("Types"), N_("Type"), N_("No DNS Answers"), "dns-types",
  },
  [PV_DIMENSION_DNS_OUTCOME] = {
    N_("Outcomes of DNS Lookups"), N_("Outcomes of DNS Lookups"), N_("Outcomes"), N_("Outcome"), N_("No DNS Answers"),
    "dns-outcomes",
  },
  [PV_DIMENSION_MDNS_LOOKUP] = {
    N_("Multicast DNS Lookups"), N_("Multicast DNS Lookups"), N_("Multicast DNS"), N_("Name"),
    N_("No Multicast DNS Lookups"), "mdns-lookups",
  },
  [PV_DIMENSION_LLMNR_LOOKUP] = {
    N_("LLMNR Lookups"), N_("LLMNR Lookups"), N_("LLMNR"), N_("Name"), N_("No LLMNR Lookups"), "llmnr-lookups",
  },
  [PV_DIMENSION_NAMED] = {
    N_("Top Names by Packets"), N_("Top Names by Bytes"), N_("Names"), N_("Name"), N_("No IP Packets"), "top-names",
  },
  [PV_DIMENSION_NAMED_DOMAIN] = {
    N_("Top Domains by Packets"), N_("Top Domains by Bytes"), N_("Domains"), N_("Domain"), N_("No IP Packets"),
    "top-domains",
  },
  [PV_DIMENSION_SERVER_NAME] = {
    N_("Top Server Names by Packets"), N_("Top Server Names by Bytes"), N_("Requested"), N_("Server Name"),
    N_("No Server Names"), "top-server-names",
  },
  [PV_DIMENSION_SERVER] = {
    N_("Top Servers by Packets"), N_("Top Servers by Bytes"), N_("Addresses"), N_("Address"), N_("No IP Packets"),
    "top-servers",
  },
  [PV_DIMENSION_URL] = {
    N_("Top URLs"), N_("Top URLs"), N_("URLs"), N_("URL"), N_("No HTTP Requests"), "top-urls",
  },
  [PV_DIMENSION_USER_AGENT] = {
    N_("Top User Agents"), N_("Top User Agents"), N_("User Agents"), N_("User Agent"), N_("No HTTP Requests"),
    "top-user-agents",
  },
  [PV_DIMENSION_CONVERSATION] = {
    N_("Top Conversations by Packets"), N_("Top Conversations by Bytes"), N_("By Address"), N_("Conversation"),
    N_("No IP Packets"), "top-conversations",
  },
  [PV_DIMENSION_FLOW] = {
    N_("Top Conversations with Ports by Packets"), N_("Top Conversations with Ports by Bytes"), N_("With Ports"),
    N_("Conversation"), N_("No IP Packets"), "top-flows",
  },
  [PV_DIMENSION_CLIENT] = {
    N_("Top Clients by Packets"), N_("Top Clients by Bytes"), N_("Clients"), N_("Address"), N_("No IP Packets"),
    "top-clients",
  },
  [PV_DIMENSION_TCP_TROUBLE] = {
    N_("TCP Trouble by Segments"), N_("TCP Trouble by Bytes"), N_("TCP Trouble"), N_("Trouble"),
    N_("No Trouble on TCP Connections"), "tcp-trouble",
  },
  [PV_DIMENSION_SERVICE] = {
    N_("Top Services by Packets"), N_("Top Services by Bytes"), N_("Services"), N_("Service"),
    N_("No Packets with Ports"), "top-services",
  },
  [PV_DIMENSION_PORT] = {
    N_("Top Ports by Packets"), N_("Top Ports by Bytes"), N_("Ports"), N_("Port"), N_("No Packets with Ports"),
    "top-ports",
  },
  [PV_DIMENSION_SOURCE_PORT] = {
    N_("Top Source Ports by Packets"), N_("Top Source Ports by Bytes"), N_("Source Ports"), N_("Port"),
    N_("No Packets with Ports"), "top-source-ports",
  },
  [PV_DIMENSION_DESTINATION_PORT] = {
    N_("Top Destination Ports by Packets"), N_("Top Destination Ports by Bytes"), N_("Destination Ports"), N_("Port"),
    N_("No Packets with Ports"), "top-destination-ports",
  },
  [PV_DIMENSION_PROTOCOL] = {
    N_("Protocols by Packets"), N_("Protocols by Bytes"), N_("Protocols"), N_("Protocol"), N_("No Packets"),
    "protocols",
  },
  [PV_DIMENSION_PACKET_SIZE] = {
    N_("Packet Sizes by Packets"), N_("Packet Sizes by Bytes"), N_("Packet Sizes"), N_("Bytes in a Packet"),
    N_("No Packets"), "packet-sizes",
  },
  [PV_DIMENSION_VLAN] = {
    N_("VLANs by Packets"), N_("VLANs by Bytes"), N_("VLANs"), N_("VLAN"), N_("No Packets with a VLAN Tag"), "vlans",
  },
  [PV_DIMENSION_INTERFACE] = {
    N_("Interfaces by Packets"), N_("Interfaces by Bytes"), N_("Interfaces"), N_("Interface"),
    N_("No Packets of Named Interfaces"), "interfaces", N_("Description"),
  },
  [PV_DIMENSION_FILE] = {
    N_("Files by Packets"), N_("Files by Bytes"), N_("Files"), N_("File"), N_("No Packets"), "files",
  },
};

static const struct
{
  const char *title;
  const char *short_title; /* or NULL: the same */
  const char *icon_name;
} tabs[PV_N_TABS] = {
  /* Translators: a short word for “Top IPs”, on a tab that is as wide as some six letters */
  [PV_TAB_ADDRESSES] = { N_("Top IPs"), N_("IPs"), "pv-addresses-symbolic" },
  [PV_TAB_LOOKUPS] = { N_("DNS Lookups"), N_("DNS"), "pv-lookups-symbolic" },
  [PV_TAB_SERVERS] = { N_("Servers"), NULL, "pv-servers-symbolic" },
  /* Translators: a short word for “Conversations”, on a tab that is as wide as some six letters */
  [PV_TAB_CONVERSATIONS] = { N_("Conversations"), N_("Flows"), "pv-conversations-symbolic" },
  [PV_TAB_SERVICES] = { N_("Services"), NULL, "pv-services-symbolic" },
};

gboolean
pv_dimension_counts_events (PvDimension dimension)
{
  PvEventKind kind;

  return pv_dimension_get_event_kind (dimension, &kind);
}

/* What events are. */
static const PvUnit units[PV_N_EVENT_KINDS] = {
  [PV_EVENT_LOOKUP] = PV_UNIT_LOOKUPS,
  [PV_EVENT_MDNS_LOOKUP] = PV_UNIT_LOOKUPS,
  [PV_EVENT_LLMNR_LOOKUP] = PV_UNIT_LOOKUPS,
  [PV_EVENT_SERVER_NAME] = PV_UNIT_COUNT,
  [PV_EVENT_URL] = PV_UNIT_REQUESTS,
  [PV_EVENT_USER_AGENT] = PV_UNIT_REQUESTS,
  [PV_EVENT_OUTCOME] = PV_UNIT_ANSWERS,
  [PV_EVENT_TCP_TROUBLE] = PV_UNIT_PACKETS,
};

PvUnit
pv_dimension_get_unit (PvDimension dimension,
                       PvMeasure   measure)
{
  PvEventKind kind;

  if (pv_dimension_get_event_kind (dimension, &kind))
    return units[kind];

  return measure == PV_MEASURE_IP_BYTES ? PV_UNIT_BYTES : PV_UNIT_PACKETS;
}

const char *
pv_dimension_get_count_title (PvDimension dimension)
{
  g_return_val_if_fail (dimension < PV_N_DIMENSIONS, NULL);

  switch ((int) pv_dimension_get_unit (dimension, PV_MEASURE_PACKETS))
    {
    case PV_UNIT_LOOKUPS:
      return _("Lookups");

    case PV_UNIT_REQUESTS:
      return _("Requests");

    case PV_UNIT_ANSWERS:
      return _("Answers");

    default:
      return _("Packets");
    }
}

const char *
pv_dimension_get_title (PvDimension dimension,
                        PvMeasure   measure)
{
  g_return_val_if_fail (dimension < PV_N_DIMENSIONS, NULL);

  return measure == PV_MEASURE_IP_BYTES ? _(texts[dimension].by_bytes) : _(texts[dimension].by_packets);
}

const char *
pv_dimension_get_toggle_title (PvDimension dimension)
{
  g_return_val_if_fail (dimension < PV_N_DIMENSIONS, NULL);

  return _(texts[dimension].toggle);
}

const char *
pv_dimension_get_noun (PvDimension dimension)
{
  g_return_val_if_fail (dimension < PV_N_DIMENSIONS, NULL);

  return _(texts[dimension].noun);
}

const char *
pv_dimension_get_second_noun (PvDimension dimension)
{
  g_return_val_if_fail (dimension < PV_N_DIMENSIONS, NULL);

  return texts[dimension].second != NULL ? _(texts[dimension].second) : _("Name");
}

const char *
pv_dimension_get_empty_text (PvDimension dimension)
{
  g_return_val_if_fail (dimension < PV_N_DIMENSIONS, NULL);

  return _(texts[dimension].empty);
}

char *
pv_dimension_dup_label (PvCapture   *capture,
                        PvDimension  dimension,
                        guint32      id)
{
  if (pv_dimension_has_rest (dimension) && id == PV_ID_NOT_NAMED)
    /* Translators: traffic with servers of which no name is known */
    return g_strdup (_("Not Named"));

  return pv_capture_dup_label (capture, dimension, id);
}

char *
pv_dimension_dup_rank_label (const PvRanking *ranking,
                             PvCapture       *capture,
                             const PvRank    *rank)
{
  if (pv_dimension_has_rest (ranking->query.dimension) && (rank->id & ~PV_RANK_GONE) == PV_ID_NOT_NAMED)
    return pv_dimension_dup_label (capture, ranking->query.dimension, PV_ID_NOT_NAMED);

  return pv_ranking_dup_label (ranking, capture, rank);
}

const char *
pv_dimension_get_slug (PvDimension dimension)
{
  g_return_val_if_fail (dimension < PV_N_DIMENSIONS, NULL);

  return texts[dimension].slug;
}

const char *
pv_tab_get_title (PvTab tab)
{
  g_return_val_if_fail (tab < PV_N_TABS, NULL);

  return _(tabs[tab].title);
}

const char *
pv_tab_get_short_title (PvTab tab)
{
  g_return_val_if_fail (tab < PV_N_TABS, NULL);

  return tabs[tab].short_title != NULL ? _(tabs[tab].short_title) : pv_tab_get_title (tab);
}

const char *
pv_tab_get_icon_name (PvTab tab)
{
  g_return_val_if_fail (tab < PV_N_TABS, NULL);

  return tabs[tab].icon_name;
}
