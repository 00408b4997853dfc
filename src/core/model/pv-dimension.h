/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-dimension.h: what a bar chart can rank: the rows of one table. */
#pragma once

#include <glib.h>

#include "pv-events.h"
#include "pv-measure.h"

G_BEGIN_DECLS

/**
 * PvDimension:
 * @PV_DIMENSION_SOURCE: IP packets by source address
 * @PV_DIMENSION_DESTINATION: IP packets by destination address
 * @PV_DIMENSION_ADDRESS: IP packets by either; one that an address sends to itself counts once
 * @PV_DIMENSION_COUNTRY: IP packets by the country of either address, where a database that the user has named knows it;
 *   one between two of the same counts once. On demand
 * @PV_DIMENSION_NETWORK: the same by the autonomous system
 * @PV_DIMENSION_HARDWARE: frames by hardware address of either side; one that goes to where it comes from counts once. On
 *   demand
 * @PV_DIMENSION_LOOKUP: DNS lookups by name
 * @PV_DIMENSION_DOMAIN: DNS lookups by the registrable domain that the name is below
 * @PV_DIMENSION_DNS_TYPE: DNS answers by what was asked for
 * @PV_DIMENSION_DNS_OUTCOME: DNS answers by response code, and lookups without an answer
 * @PV_DIMENSION_MDNS_LOOKUP: multicast DNS lookups by name
 * @PV_DIMENSION_LLMNR_LOOKUP: LLMNR lookups by name
 * @PV_DIMENSION_NAMED: IP packets of both directions by the name that the conversation is known by; those of
 *   conversations without a name have a label of their own, %PV_ID_NOT_NAMED
 * @PV_DIMENSION_NAMED_DOMAIN: the same by the registrable domain of that name
 * @PV_DIMENSION_SERVER_NAME: IP packets of both directions by what the conversation itself says that its server is
 *   called: in a TLS ClientHello, in QUIC Initials, in an HTTP request; those of conversations that say nothing do
 *   not count
 * @PV_DIMENSION_SERVER: IP packets of both directions by the server's address
 * @PV_DIMENSION_URL: HTTP requests by URL
 * @PV_DIMENSION_USER_AGENT: HTTP requests by the program that they say they are of. On demand
 * @PV_DIMENSION_CONVERSATION: IP packets by the two addresses, in both directions
 * @PV_DIMENSION_FLOW: IP packets by the two addresses, transport protocol and ports, in both directions
 * @PV_DIMENSION_CLIENT: IP packets of both directions by the client's address
 * @PV_DIMENSION_TCP_TROUBLE: TCP segments by what they tell to go wrong: see #PvTcpTrouble. On demand
 * @PV_DIMENSION_SERVICE: packets with ports by transport protocol and the server's port
 * @PV_DIMENSION_PORT: the same by port of either side; one between equal ports counts once
 * @PV_DIMENSION_SOURCE_PORT: the same by source port
 * @PV_DIMENSION_DESTINATION_PORT: the same by destination port
 * @PV_DIMENSION_PROTOCOL: all packets by protocol: of IP packets the transport protocol, of others the
 *   EtherType or what LLC says
 * @PV_DIMENSION_PACKET_SIZE: all packets by length on the wire, in classes
 * @PV_DIMENSION_VLAN: frames with a tag by the VLAN that the outermost names. On demand
 * @PV_DIMENSION_INTERFACE: packets by the interface that they were captured on, where the file names it, as pcapng does. On
 *   demand
 * @PV_DIMENSION_FILE: all packets by the file that they are in
 *
 * In the order in which they are shown.
 */
typedef enum
{
  PV_DIMENSION_SOURCE,
  PV_DIMENSION_DESTINATION,
  PV_DIMENSION_ADDRESS,
  PV_DIMENSION_COUNTRY,
  PV_DIMENSION_NETWORK,
  PV_DIMENSION_HARDWARE,
  PV_DIMENSION_LOOKUP,
  PV_DIMENSION_DOMAIN,
  PV_DIMENSION_DNS_TYPE,
  PV_DIMENSION_DNS_OUTCOME,
  PV_DIMENSION_MDNS_LOOKUP,
  PV_DIMENSION_LLMNR_LOOKUP,
  PV_DIMENSION_NAMED,
  PV_DIMENSION_NAMED_DOMAIN,
  PV_DIMENSION_SERVER_NAME,
  PV_DIMENSION_SERVER,
  PV_DIMENSION_URL,
  PV_DIMENSION_USER_AGENT,
  PV_DIMENSION_CONVERSATION,
  PV_DIMENSION_FLOW,
  PV_DIMENSION_CLIENT,
  PV_DIMENSION_TCP_TROUBLE,
  PV_DIMENSION_SERVICE,
  PV_DIMENSION_PORT,
  PV_DIMENSION_SOURCE_PORT,
  PV_DIMENSION_DESTINATION_PORT,
  PV_DIMENSION_PROTOCOL,
  PV_DIMENSION_PACKET_SIZE,
  PV_DIMENSION_VLAN,
  PV_DIMENSION_INTERFACE,
  PV_DIMENSION_FILE,
  PV_N_DIMENSIONS,
} PvDimension;

/**
 * PvTab:
 * @PV_TAB_ADDRESSES: who talks
 * @PV_TAB_LOOKUPS: what they look up
 * @PV_TAB_SERVERS: whom they ask for something
 * @PV_TAB_CONVERSATIONS: who talks to whom
 * @PV_TAB_SERVICES: over what
 *
 * The groups that dimensions are shown in.
 */
typedef enum
{
  PV_TAB_ADDRESSES,
  PV_TAB_LOOKUPS,
  PV_TAB_SERVERS,
  PV_TAB_CONVERSATIONS,
  PV_TAB_SERVICES,
  PV_N_TABS,
} PvTab;

/**
 * PvFamily:
 * @PV_FAMILY_ADDRESS: addresses
 * @PV_FAMILY_COUNTRY: countries of addresses
 * @PV_FAMILY_NETWORK: networks of addresses
 * @PV_FAMILY_HARDWARE: hardware addresses
 * @PV_FAMILY_LOOKUP: names that were looked up, by whichever protocol
 * @PV_FAMILY_DOMAIN: domains that names were looked up in
 * @PV_FAMILY_DNS_TYPE: types of DNS questions
 * @PV_FAMILY_DNS_OUTCOME: what came of DNS lookups
 * @PV_FAMILY_SERVER_NAME: server names, and names that conversations are known by
 * @PV_FAMILY_NAMED_DOMAIN: domains of the names that conversations are known by
 * @PV_FAMILY_URL: URLs
 * @PV_FAMILY_USER_AGENT: programs that send HTTP requests
 * @PV_FAMILY_CONVERSATION: conversations, by addresses and with ports
 * @PV_FAMILY_TCP_TROUBLE: what goes wrong on TCP connections
 * @PV_FAMILY_PORT: services and ports
 * @PV_FAMILY_PROTOCOL: protocols
 * @PV_FAMILY_PACKET_SIZE: packet sizes
 * @PV_FAMILY_VLAN: VLANs
 * @PV_FAMILY_INTERFACE: interfaces
 * @PV_FAMILY_FILE: files
 *
 * What the crossfilter goes by: labels that are picked in one family are alternatives, families narrow
 * each other. A packet carries one lookup at most, so that all kinds of lookups are one family.
 */
typedef enum
{
  PV_FAMILY_ADDRESS,
  PV_FAMILY_COUNTRY,
  PV_FAMILY_NETWORK,
  PV_FAMILY_HARDWARE,
  PV_FAMILY_LOOKUP,
  PV_FAMILY_DOMAIN,
  PV_FAMILY_DNS_TYPE,
  PV_FAMILY_DNS_OUTCOME,
  PV_FAMILY_SERVER_NAME,
  PV_FAMILY_NAMED_DOMAIN,
  PV_FAMILY_URL,
  PV_FAMILY_USER_AGENT,
  PV_FAMILY_CONVERSATION,
  PV_FAMILY_TCP_TROUBLE,
  PV_FAMILY_PORT,
  PV_FAMILY_PROTOCOL,
  PV_FAMILY_PACKET_SIZE,
  PV_FAMILY_VLAN,
  PV_FAMILY_INTERFACE,
  PV_FAMILY_FILE,
  PV_N_FAMILIES,
} PvFamily;

/**
 * PvOnDemand:
 * @PV_ON_DEMAND_NONE: nothing: what comes with a capture
 * @PV_ON_DEMAND_TCP: what goes wrong on TCP connections, and how long their handshakes take
 * @PV_ON_DEMAND_LINK: hardware addresses, VLANs and interfaces
 * @PV_ON_DEMAND_GEO: countries and networks of addresses
 * @PV_ON_DEMAND_HTTP: which programs HTTP requests say they are of
 *
 * Parts of the model that take a pass of their own, since loading would be slower with them. Once read they stay.
 */
typedef enum
{
  PV_ON_DEMAND_NONE,
  PV_ON_DEMAND_TCP,
  PV_ON_DEMAND_LINK,
  PV_ON_DEMAND_GEO,
  PV_ON_DEMAND_HTTP,
  PV_N_ON_DEMAND,
} PvOnDemand;

/* The label of what has no name, in dimensions with pv_dimension_has_rest(). */
#define PV_ID_NOT_NAMED 0

/* What reports, the command line and settings call it: "sources". ASCII, never translated, never changed. */
const char *pv_dimension_get_key            (PvDimension  dimension);
/* The dimension that is called so. FALSE where there is none. */
gboolean    pv_dimension_from_key           (const char  *key,
                                             PvDimension *dimension);
PvTab       pv_dimension_get_tab            (PvDimension  dimension);
PvFamily    pv_dimension_get_family         (PvDimension  dimension);
/* What a label that is picked in @dimension means: an address is the same whether it sends or receives.
 * Both have the same labels with the same ids. */
PvDimension pv_dimension_get_pick_dimension (PvDimension  dimension);
/* Whether events are counted, rather than packets; which kind goes to @kind. */
gboolean    pv_dimension_get_event_kind     (PvDimension  dimension,
                                             PvEventKind *kind);
/* What has to be read before the dimension has any labels. */
PvOnDemand  pv_dimension_get_on_demand      (PvDimension  dimension);
/* Whether its labels are of lookups to which there may be answers. */
gboolean    pv_dimension_has_answers        (PvDimension  dimension);
/* Whether what came of lookups tells its labels apart further: they are of lookups, or of answers by something else than
 * that. */
gboolean    pv_dimension_has_outcomes       (PvDimension  dimension);
/* Whether its bars have an order of their own, as classes of size have, rather than that of their values. */
gboolean    pv_dimension_is_in_label_order  (PvDimension  dimension);
/* Whether what has no label of its own is a bar too, %PV_ID_NOT_NAMED, which comes after all others. */
gboolean    pv_dimension_has_rest           (PvDimension  dimension);
/* What the details of a label list: of an address the addresses that it exchanges packets with, of a service
 * the conversations over it. FALSE where there is nothing of the kind. */
gboolean    pv_dimension_get_peers          (PvDimension  dimension,
                                             PvDimension *peers);
/* What its labels open into: domains into names. FALSE where there is nothing of the kind. */
gboolean    pv_dimension_get_members        (PvDimension  dimension,
                                             PvDimension *members);

G_END_DECLS
