/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-report-labels.c: what a report says of a label, by its class. */
#include "pv-report-labels.h"

#include <string.h>

#include "pv-capture-private.h"
#include "pv-dimension-private.h"
#include "pv-file-text.h"
#include "pv-packet-size.h"
#include "pv-port.h"
#include "pv-protocol.h"
#include "pv-tcp-track.h"

typedef void (*AddFunc) (const PvReportLabels *self,
                         guint32               id);

static void
add_text (const PvReportLabels *self,
          const char           *key,
          guint32               id)
{
  g_autofree char *label = pv_capture_dup_label (self->capture, self->dimension, id);

  pv_json_stream_add_string (self->json, key, label);
}

static void
add_address (const PvReportLabels *self,
             guint32               id)
{
  add_text (self, "address", id);
  if (self->hosts != NULL)
    {
      gsize length;
      const guint8 *address = pv_label_table_get (self->capture->addresses, id, &length);

      pv_json_stream_add_string (self->json, "nickname", pv_hosts_get (self->hosts, address, length));
    }
}

static void
add_name (const PvReportLabels *self,
          guint32               id)
{
  add_text (self, "name", id);
}

static void
add_name_or_none (const PvReportLabels *self,
                  guint32               id)
{
  if (id == PV_ID_NOT_NAMED)
    pv_json_stream_add_string (self->json, "name", NULL);
  else
    add_text (self, "name", id);
}

static void
add_domain (const PvReportLabels *self,
            guint32               id)
{
  add_text (self, "domain", id);
}

static void
add_port (const PvReportLabels *self,
          guint32               id)
{
  pv_json_stream_add_string (self->json, "transport", pv_port_get_transport (id));
  pv_json_stream_add_int (self->json, "port", pv_port_get_port (id));
  /* a service is what its port is called */
  if (self->dimension == PV_DIMENSION_SERVICE)
    pv_json_stream_add_string (self->json, "name", pv_port_get_service (id));
}

static void
add_protocol (const PvReportLabels *self,
              guint32               id)
{
  g_autofree char *name = pv_protocol_dup_name ((guint16) id);
  g_autofree char *lower = g_ascii_strdown (name, -1);

  /* null where it is not one of IP's, or not an EtherType */
  if (pv_protocol_is_ip ((guint16) id))
    pv_json_stream_add_int (self->json, "number", id);
  else
    pv_json_stream_add_string (self->json, "number", NULL);
  if (id >= PV_PROTOCOL_ETHERTYPE)
    pv_json_stream_add_int (self->json, "ethertype", id);
  else
    pv_json_stream_add_string (self->json, "ethertype", NULL);
  pv_json_stream_add_string (self->json, "name", lower);
}

static void
add_tcp_trouble (const PvReportLabels *self,
                 guint32               id)
{
  pv_json_stream_add_string (self->json, "trouble", pv_tcp_trouble_get_name (id));
}

static void
add_packet_size (const PvReportLabels *self,
                 guint32               id)
{
  guint32 first;
  guint32 last;

  pv_packet_size_get (id, &first, &last);
  pv_json_stream_add_int (self->json, "from", first);
  if (last == G_MAXUINT32)
    pv_json_stream_add_string (self->json, "to", NULL);
  else
    pv_json_stream_add_int (self->json, "to", last);
}

/* The client's flow and the server's: the addresses of either side are in any of the two. */
static void
add_sides (const PvReportLabels *self,
           guint32               flow)
{
  const PvFlowKey *key = &pv_flow_table_get (self->capture->flows, flow)->key;
  gboolean from_client = pv_capture_is_from_client (self->capture, flow);
  g_autofree char *client = pv_capture_dup_label (self->capture, PV_DIMENSION_ADDRESS,
                                                  from_client ? key->source : key->destination);
  g_autofree char *server = pv_capture_dup_label (self->capture, PV_DIMENSION_ADDRESS,
                                                  from_client ? key->destination : key->source);

  pv_json_stream_add_string (self->json, "client", client);
  pv_json_stream_add_string (self->json, "server", server);
}

static void
add_conversation (const PvReportLabels *self,
                  guint32               id)
{
  add_sides (self, pv_conversation_index_get_flow (self->capture->conversations, id));
}

/* null where the conversation has no name. */
static void
add_flow_name (const PvReportLabels *self,
               guint32               flow)
{
  PvFlowName name;
  gboolean is_named = pv_flow_names_get (self->capture->flow_names, flow, &name);

  pv_json_stream_add_string (self->json, "name",
                             is_named ? (const char *) pv_label_table_get (self->capture->names, name.label, NULL)
                                      : NULL);
  pv_json_stream_add_string (self->json, "evidence", is_named ? pv_evidence_get_code (name.evidence) : NULL);
  pv_json_stream_add_bool (self->json, "maybe_front", is_named && name.is_front);
}

static void
add_flow (const PvReportLabels *self,
          guint32               id)
{
  const PvFlow *flow = pv_flow_table_get (self->capture->flows, id);
  gboolean from_client = pv_capture_is_from_client (self->capture, id);
  guint32 back = pv_flow_table_get_reverse (self->capture->flows, id);
  guint32 reverse = back < self->capture->n_flows ? back : id;
  g_autofree char *name = pv_protocol_dup_name (flow->key.protocol);
  g_autofree char *transport = g_ascii_strdown (name, -1);

  add_sides (self, id);
  pv_json_stream_add_string (self->json, "transport", transport);
  pv_json_stream_add_int (self->json, "client_port", from_client ? flow->key.source_port : flow->key.destination_port);
  pv_json_stream_add_int (self->json, "server_port", from_client ? flow->key.destination_port : flow->key.source_port);
  add_flow_name (self, id);
  if (self->seen == NULL)
    {
      pv_json_stream_add_string (self->json, "first_time_ns", NULL);
      pv_json_stream_add_string (self->json, "last_time_ns", NULL);
      return;
    }
  pv_json_stream_add_int (self->json, "first_time_ns", MIN (self->seen[id].first_ns,
                                                            self->seen[reverse].first_ns));
  pv_json_stream_add_int (self->json, "last_time_ns", MAX (self->seen[id].last_ns,
                                                           self->seen[reverse].last_ns));
}

/* A code or number, and the name, null where that is not known. */
static void
add_place (const PvReportLabels *self,
           guint32               id)
{
  const PvDimensionInfo *info = pv_dimension_get_info (self->dimension);
  g_autofree char *label = pv_capture_dup_label (self->capture, self->dimension, id);
  char *name = strchr (label, ' ');

  if (name != NULL)
    *name++ = '\0';
  pv_json_stream_add_string (self->json, info->column, label);
  pv_json_stream_add_string (self->json, "name", name);
}

static void
add_hardware (const PvReportLabels *self,
              guint32               id)
{
  add_text (self, "address", id);
  pv_json_stream_add_string (self->json, "vendor", pv_capture_get_vendor (self->capture, id));
}

static void
add_vlan (const PvReportLabels *self,
          guint32               id)
{
  pv_json_stream_add_int (self->json, "vlan", id);
}

static void
add_interface (const PvReportLabels *self,
               guint32               id)
{
  const PvInterface *interface = pv_capture_find_interface (self->capture, id);
  g_autofree char *name = pv_capture_dup_interface_name (self->capture, id);
  g_autofree char *description = pv_capture_dup_interface_description (self->capture, id);
  g_autofree char *file = pv_capture_dup_interface_file (self->capture, id);

  add_text (self, "interface", id);
  if (interface != NULL)
    {
      pv_json_stream_add_int (self->json, "number", interface->number);
      pv_json_stream_add_int (self->json, "link_type", interface->link_type);
    }
  pv_json_stream_add_string (self->json, "name", name);
  pv_json_stream_add_string (self->json, "description", description);
  pv_json_stream_add_string (self->json, "file", file);
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

void
pv_report_labels_add_file (PvJsonStream      *json,
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
add_file (const PvReportLabels *self,
          guint32               id)
{
  pv_report_labels_add_file (self->json, pv_capture_get_nth_file (self->capture, id));
}

static void
add_url (const PvReportLabels *self,
         guint32               id)
{
  add_text (self, "url", id);
}

static void
add_user_agent (const PvReportLabels *self,
                guint32               id)
{
  add_text (self, "user_agent", id);
}

static void
add_dns_type (const PvReportLabels *self,
              guint32               id)
{
  add_text (self, "type", id);
}

static void
add_dns_outcome (const PvReportLabels *self,
                 guint32               id)
{
  add_text (self, "outcome", id);
}

static const AddFunc add_funcs[PV_N_LABEL_CLASSES] = {
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

void
pv_report_labels_add (const PvReportLabels *self,
                      guint32               id)
{
  add_funcs[pv_dimension_get_info (self->dimension)->label_class](self, id);
}
