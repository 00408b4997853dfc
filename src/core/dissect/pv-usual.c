/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-usual.c: what most packets are, in one step. It must find what layer after layer finds. */
#include "pv-usual.h"

gboolean
pv_usual_port_says_something (guint16 port)
{
#define SAYS(port, with) case port: return TRUE;
#define IS_TUNNEL(port, layer, with) case port: return TRUE;
  switch (port)
    {
    PV_UDP_PORTS (SAYS, )
    PV_TUNNEL_PORTS (IS_TUNNEL, )
    default:
      return FALSE;
    }
#undef SAYS
#undef IS_TUNNEL
}

/* Bytes from the TCP header on that were on the wire. Some records claim to be more than the packet that they hold. */
static guint32
get_wire_length (const PvRecord *record,
                 const PvUsual  *usual)
{
  guint32 wire = MAX (record->original_length, record->captured_length);
  guint32 ip_header = usual->address_size == 4 ? PV_USUAL_IPV4_HEADER : PV_USUAL_IPV6_HEADER;
  guint32 before = (guint32) (usual->header - record->data) - ip_header;

  return MIN (wire - before, usual->ip_bytes) - ip_header;
}

static inline gboolean
dissect (const PvRecord *record,
         PvFacts        *facts,
         gboolean        all_segments)
{
  PvUsual usual;

  if (!pv_usual_read (record, &usual))
    return FALSE;

  facts->source = usual.addresses;
  facts->destination = usual.addresses + usual.address_size;
  facts->source_port = (guint16) (usual.ports >> 16);
  facts->destination_port = (guint16) usual.ports;
  facts->ip_bytes = usual.ip_bytes;
  facts->has_ports = TRUE;
  pv_usual_clear_found (facts);
  facts->skip = PV_SKIP_NONE;
  facts->address_size = usual.address_size;
  facts->transport = usual.transport;
  facts->link_protocol = usual.address_size == 4 ? PV_USUAL_IPV4 : PV_USUAL_IPV6;

  if (usual.transport == IPPROTO_TCP && (all_segments || pv_usual_says_something (&usual)))
    {
      const PvCursor payload = { usual.header + usual.header_length, usual.captured - usual.header_length,
                                 get_wire_length (record, &usual) - usual.header_length };

      facts->is_syn = (usual.header[13] & (PV_TCP_SYN | PV_TCP_ACK)) == PV_TCP_SYN;
      pv_segment_note (facts, usual.header, &payload, facts->source, facts->destination, facts->address_size);
    }

  return TRUE;
}

gboolean
pv_usual_dissect (const PvRecord *record,
                  PvFacts        *facts)
{
  return dissect (record, facts, FALSE);
}

gboolean
pv_usual_dissect_segment (const PvRecord *record,
                          PvFacts        *facts)
{
  return dissect (record, facts, TRUE);
}
