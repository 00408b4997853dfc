/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-flows.c: which flow each packet belongs to, who is the client, and what hostile flows cost. */
#include "packet-builder.h"
#include "pv-capture-private.h"
#include "pv-dimension-private.h"
#include "pv-flow-counts.h"
#include "pv-label-details.h"
#include "pv-loader.h"
#include "pv-query.h"
#include "savefile-builder.h"

#include <string.h>

#define ETHERNET 1
#define SYN 0x02
#define ACK 0x10
#define T0 1500000000

typedef struct
{
  SavefileBuilder file;
  guint n;
} Fixture;

static void
set_up (Fixture *fixture)
{
  savefile_builder_init (&fixture->file, FALSE);
  savefile_add_section (&fixture->file);
  savefile_add_interface (&fixture->file, ETHERNET, 65535, 9, 0);
  savefile_add_interface (&fixture->file, ETHERNET, 65535, 9, 0);
  fixture->n = 0;
}

/* Adds an IP packet's Ethernet frame at @seconds, on interface @interface. Takes the packet. */
static void
add_at (Fixture    *fixture,
        GByteArray *packet,
        guint16     type,
        guint       interface,
        guint       seconds)
{
  packet_ethernet (packet, type);
  savefile_add_enhanced (&fixture->file, interface, (guint64) (T0 + seconds) * PV_NS_PER_SECOND, packet->data,
                         packet->len, packet->len);
  g_byte_array_unref (packet);
  fixture->n++;
}

static void
add (Fixture    *fixture,
     GByteArray *packet,
     guint16     type)
{
  add_at (fixture, packet, type, 0, fixture->n);
}

static PvCapture *
load (Fixture *fixture)
{
  g_autoptr (GFile) file = savefile_builder_write (&fixture->file);
  g_autoptr (PvLoader) loader = pv_loader_new (file);
  g_autoptr (GError) error = NULL;
  PvCapture *capture = pv_loader_load (loader, NULL, &error);

  g_assert_no_error (error);
  savefile_builder_clear (&fixture->file);

  return capture;
}

/* The label in @dimension of packet @i, which has one or none. */
static char *
dup_label (PvCapture   *capture,
           PvDimension  dimension,
           guint64      i)
{
  guint32 labels[2];
  guint n = pv_dimension_get_info (dimension)->flow_labels (capture, pv_capture_get_flow (capture, i), labels);

  g_assert_cmpuint (n, <=, 1);

  return n > 0 ? pv_capture_dup_label (capture, dimension, labels[0]) : NULL;
}

static void
assert_label (PvCapture   *capture,
              PvDimension  dimension,
              guint64      i,
              const char  *expected)
{
  g_autofree char *label = dup_label (capture, dimension, i);

  g_assert_cmpstr (label, ==, expected);
}

static GByteArray *
tcp (const char *source,
     guint16     source_port,
     const char *destination,
     guint16     destination_port,
     guint8      flags)
{
  return packet_ipv4 (packet_tcp (packet_new (), source_port, destination_port, 1, flags), 6, source, destination);
}

static GByteArray *
udp (const char *source,
     guint16     source_port,
     const char *destination,
     guint16     destination_port)
{
  return packet_ipv4 (packet_udp (packet_new (), source_port, destination_port), 17, source, destination);
}

/* One flow a direction; order, interface and time make no difference. */
static void
test_directions (void)
{
  Fixture fixture;
  g_autoptr (PvCapture) capture = NULL;
  guint32 to;
  guint32 back;

  set_up (&fixture);
  add_at (&fixture, tcp ("10.0.0.1", 40000, "10.0.0.2", 443, SYN), 0x0800, 0, 5);
  add_at (&fixture, tcp ("10.0.0.2", 443, "10.0.0.1", 40000, SYN | ACK), 0x0800, 1, 6);
  add_at (&fixture, tcp ("10.0.0.1", 40000, "10.0.0.2", 443, ACK), 0x0800, 1, 3);
  add_at (&fixture, tcp ("10.0.0.1", 40001, "10.0.0.2", 443, SYN), 0x0800, 0, 8);
  add_at (&fixture, udp ("10.0.0.1", 40000, "10.0.0.2", 443), 0x0800, 0, 9);
  capture = load (&fixture);

  /* by time: the late record is the first packet */
  to = pv_capture_get_flow (capture, 0);
  g_assert_cmpuint (pv_capture_get_flow (capture, 1), ==, to);
  back = pv_capture_get_flow (capture, 2);
  g_assert_cmpuint (pv_flow_table_get (capture->flows, to)->reverse, ==, back);
  g_assert_cmpuint (pv_flow_table_get (capture->flows, back)->reverse, ==, to);
  g_assert_cmpuint (pv_flow_table_get_n (capture->flows), ==, 4);
  assert_label (capture, PV_DIMENSION_FLOW, 2, "10.0.0.1:40000 ↔ 10.0.0.2:443 tcp");
  assert_label (capture, PV_DIMENSION_FLOW, 3, "10.0.0.1:40001 ↔ 10.0.0.2:443 tcp");
  assert_label (capture, PV_DIMENSION_FLOW, 4, "10.0.0.1:40000 ↔ 10.0.0.2:443 udp");
  for (guint i = 0; i < 5; i++)
    assert_label (capture, PV_DIMENSION_CONVERSATION, i, "10.0.0.1 ↔ 10.0.0.2");
  assert_label (capture, PV_DIMENSION_SERVICE, 2, "443/tcp https");
}

/* Each rule of who is the client, where those before it do not decide. */
static void
test_client (void)
{
  Fixture fixture;
  g_autoptr (PvCapture) capture = NULL;

  set_up (&fixture);
  /* a SYN says more than ports */
  add (&fixture, tcp ("10.0.0.9", 80, "10.0.0.1", 50000, ACK), 0x0800);
  add (&fixture, tcp ("10.0.0.9", 80, "10.0.0.1", 50000, SYN), 0x0800);
  /* a port with a name, though it is the higher one, and the first packet comes from it */
  add (&fixture, udp ("10.0.0.3", 5353, "10.0.0.2", 1023), 0x0800);
  /* the lower port: neither has a name */
  add (&fixture, udp ("10.0.0.5", 50001, "10.0.0.4", 60001), 0x0800);
  /* the first packet: both ports are alike */
  add (&fixture, udp ("10.0.0.7", 123, "10.0.0.6", 123), 0x0800);
  add (&fixture, udp ("10.0.0.6", 123, "10.0.0.7", 123), 0x0800);
  /* no ports at all */
  add (&fixture, packet_ipv4 (packet_append (packet_new (), "0800 0000 0001 0001"), 1, "10.0.0.8", "10.0.0.1"), 0x0800);
  capture = load (&fixture);

  assert_label (capture, PV_DIMENSION_FLOW, 0, "10.0.0.9:80 ↔ 10.0.0.1:50000 tcp");
  assert_label (capture, PV_DIMENSION_SERVICE, 0, "50000/tcp");
  assert_label (capture, PV_DIMENSION_FLOW, 2, "10.0.0.2:1023 ↔ 10.0.0.3:5353 udp");
  assert_label (capture, PV_DIMENSION_FLOW, 3, "10.0.0.4:60001 ↔ 10.0.0.5:50001 udp");
  assert_label (capture, PV_DIMENSION_FLOW, 4, "10.0.0.7:123 ↔ 10.0.0.6:123 udp");
  assert_label (capture, PV_DIMENSION_FLOW, 5, "10.0.0.7:123 ↔ 10.0.0.6:123 udp");
  assert_label (capture, PV_DIMENSION_FLOW, 6, "10.0.0.8 ↔ 10.0.0.1 icmp");
  assert_label (capture, PV_DIMENSION_SERVICE, 6, NULL);
  assert_label (capture, PV_DIMENSION_PORT, 6, NULL);
}

/* Later fragments have no ports; their first does. Port 0 is one. */
static void
test_fragments (void)
{
  GByteArray *later = udp ("10.0.0.1", 40000, "10.0.0.2", 53);
  Fixture fixture;
  g_autoptr (PvCapture) capture = NULL;

  later->data[7] = 10;
  set_up (&fixture);
  add (&fixture, udp ("10.0.0.1", 40000, "10.0.0.2", 53), 0x0800);
  add (&fixture, later, 0x0800);
  add (&fixture, udp ("10.0.0.1", 0, "10.0.0.2", 0), 0x0800);
  capture = load (&fixture);

  assert_label (capture, PV_DIMENSION_SOURCE_PORT, 0, "40000/udp safetynetp");
  assert_label (capture, PV_DIMENSION_SOURCE_PORT, 1, NULL);
  assert_label (capture, PV_DIMENSION_SOURCE_PORT, 2, "0/udp");
  assert_label (capture, PV_DIMENSION_PROTOCOL, 1, "UDP");
  g_assert_cmpuint (pv_capture_get_flow (capture, 1), !=, pv_capture_get_flow (capture, 2));
}

/* Protocols after extension headers, and of packets that are no IP: one flow each. */
static void
test_protocols (void)
{
  GByteArray *with_extension = packet_tcp (packet_new (), 40000, 443, 1, ACK);
  GByteArray *cut = packet_ipv6 (packet_append (packet_new (), "06"), 0, "2001:db8::1", "2001:db8::2");
  Fixture fixture;
  g_autoptr (PvCapture) capture = NULL;

  packet_prepend (with_extension, "06 00 000000000000");
  set_up (&fixture);
  add (&fixture, packet_ipv6 (with_extension, 0, "2001:db8::1", "2001:db8::2"), 0x86dd);
  add (&fixture, cut, 0x86dd);
  add (&fixture, packet_append_n (packet_new (), 28, 0), 0x0806);
  add (&fixture, packet_append_n (packet_new (), 46, 0), 0x88cc);
  add (&fixture, packet_append_n (packet_new (), 46, 0), 0x88b5);
  add (&fixture, packet_append_n (packet_append (packet_new (), "424203"), 43, 0), 46);
  add (&fixture, packet_append_n (packet_new (), 28, 0), 0x0806);
  /* a length of 0, and Novell's IPX without LLC */
  add (&fixture, packet_append_n (packet_new (), 46, 0), 0);
  add (&fixture, packet_append_n (packet_append (packet_new (), "ffff"), 44, 0), 46);
  capture = load (&fixture);

  assert_label (capture, PV_DIMENSION_PROTOCOL, 0, "TCP");
  assert_label (capture, PV_DIMENSION_FLOW, 0, "[2001:db8::1]:40000 ↔ [2001:db8::2]:443 tcp");
  assert_label (capture, PV_DIMENSION_PROTOCOL, 1, "HOPOPT");
  assert_label (capture, PV_DIMENSION_PROTOCOL, 2, "ARP");
  assert_label (capture, PV_DIMENSION_FLOW, 2, NULL);
  assert_label (capture, PV_DIMENSION_CONVERSATION, 2, NULL);
  assert_label (capture, PV_DIMENSION_PROTOCOL, 3, "LLDP");
  assert_label (capture, PV_DIMENSION_PROTOCOL, 4, "EtherType 0x88b5");
  assert_label (capture, PV_DIMENSION_PROTOCOL, 5, "STP");
  g_assert_cmpuint (pv_capture_get_flow (capture, 6), ==, pv_capture_get_flow (capture, 2));
  assert_label (capture, PV_DIMENSION_PROTOCOL, 7, "Other");
  assert_label (capture, PV_DIMENSION_PROTOCOL, 8, "IPX");
}

/* Of a packet in a tunnel, the outermost header says whose it is. */
static void
test_tunnel (void)
{
  Fixture fixture;
  g_autoptr (PvCapture) capture = NULL;

  set_up (&fixture);
  add (&fixture, packet_ipv4 (tcp ("10.9.9.1", 40000, "10.9.9.2", 443, SYN), 4, "10.0.0.1", "10.0.0.2"), 0x0800);
  capture = load (&fixture);

  assert_label (capture, PV_DIMENSION_FLOW, 0, "10.0.0.1 ↔ 10.0.0.2 ipv4");
  assert_label (capture, PV_DIMENSION_PORT, 0, NULL);
}

/* What one endpoint sends to itself is its own reverse. */
static void
test_self (void)
{
  Fixture fixture;
  g_autoptr (PvCapture) capture = NULL;

  set_up (&fixture);
  add (&fixture, udp ("127.0.0.1", 7, "127.0.0.1", 7), 0x0800);
  add (&fixture, udp ("127.0.0.1", 8, "127.0.0.1", 9), 0x0800);
  add (&fixture, udp ("127.0.0.1", 9, "127.0.0.1", 8), 0x0800);
  capture = load (&fixture);

  g_assert_cmpuint (pv_flow_table_get (capture->flows, pv_capture_get_flow (capture, 0))->reverse, ==,
                    pv_capture_get_flow (capture, 0));
  g_assert_cmpuint (pv_flow_table_get (capture->flows, pv_capture_get_flow (capture, 1))->reverse, ==,
                    pv_capture_get_flow (capture, 2));
}

/* Two hosts that ask each other: what goes to the conversation's server is told by addresses, whoever asks in
 * each flow. Both the report's sums and a label's details say so. */
static void
test_both_ask (void)
{
  Fixture fixture;
  g_autoptr (PvCapture) capture = NULL;
  PvQuery query = { .dimension = PV_DIMENSION_CONVERSATION };
  g_autoptr (PvCounts) of_flows = NULL;
  g_autoptr (PvCounts) to_server = NULL;
  g_autoptr (PvCounts) to_client = NULL;
  g_autoptr (PvLabelDetails) details = NULL;
  guint32 id;

  set_up (&fixture);
  add (&fixture, tcp ("10.0.0.2", 443, "10.0.0.1", 40000, ACK), 0x0800);
  add (&fixture, tcp ("10.0.0.1", 40000, "10.0.0.2", 443, ACK), 0x0800);
  add (&fixture, tcp ("10.0.0.2", 50000, "10.0.0.1", 22, SYN), 0x0800);
  add (&fixture, tcp ("10.0.0.2", 50000, "10.0.0.1", 22, ACK), 0x0800);
  capture = load (&fixture);
  id = pv_capture_find_label (capture, PV_DIMENSION_CONVERSATION, "10.0.0.1 ↔ 10.0.0.2");
  of_flows = pv_flow_counts_get (capture, &query, NULL);
  to_server = pv_flow_counts_fold (capture, of_flows, query.dimension, NULL, PV_DIRECTION_TO_SERVER);
  to_client = pv_flow_counts_fold (capture, of_flows, query.dimension, NULL, PV_DIRECTION_TO_CLIENT);
  details = pv_label_details_new (capture, &query, id, NULL, NULL);

  assert_label (capture, PV_DIMENSION_CONVERSATION, 2, "10.0.0.1 ↔ 10.0.0.2");
  g_assert_cmpuint (to_server->counts[id].packets, ==, 1);
  g_assert_cmpuint (to_client->counts[id].packets, ==, 3);
  g_assert_cmpuint (details->sent_packets, ==, 1);
  g_assert_cmpuint (details->received_packets, ==, 3);
}

/* A name that a conversation says is that of both its directions, and of no other; the first one stands. */
static void
test_server_names (void)
{
  static const char first[] = "GET / HTTP/1.1\r\nHost: www.example.com\r\n\r\n";
  static const char second[] = "GET / HTTP/1.1\r\nHost: other.example.com\r\n\r\n";
  const char *requests[] = { first, second };
  guint32 sequence = 2; /* a SYN takes one */
  Fixture fixture;
  g_autoptr (PvCapture) capture = NULL;
  PvFlowName name;

  set_up (&fixture);
  add (&fixture, tcp ("10.0.0.1", 40000, "10.0.0.2", 80, SYN), 0x0800);
  for (guint i = 0; i < G_N_ELEMENTS (requests); i++)
    {
      GByteArray *packet = packet_new ();

      g_byte_array_append (packet, (const guint8 *) requests[i], (guint) strlen (requests[i]));
      packet_tcp (packet, 40000, 80, i == 0 ? sequence : sequence + (guint32) strlen (first), ACK);
      add (&fixture, packet_ipv4 (packet, 6, "10.0.0.1", "10.0.0.2"), 0x0800);
    }
  add (&fixture, tcp ("10.0.0.2", 80, "10.0.0.1", 40000, ACK), 0x0800);
  add (&fixture, tcp ("10.0.0.1", 40001, "10.0.0.2", 80, SYN), 0x0800);
  capture = load (&fixture);

  for (guint i = 0; i < 4; i++)
    assert_label (capture, PV_DIMENSION_SERVER_NAME, i, "www.example.com");
  assert_label (capture, PV_DIMENSION_SERVER_NAME, 4, NULL);
  g_assert_true (pv_flow_names_get (capture->flow_names, pv_capture_get_flow (capture, 3), &name));
  g_assert_cmpuint (name.packet, ==, 1);
}

/* Labels are found by what they are called, and by what people write. */
static void
test_find (void)
{
  static const struct
  {
    PvDimension dimension;
    const char *text;
    const char *label; /* NULL where there is none */
  } cases[] = {
    { PV_DIMENSION_SERVICE, "443/tcp", "443/tcp https" },
    { PV_DIMENSION_SERVICE, "443/TCP https", "443/tcp https" },
    { PV_DIMENSION_SERVICE, "443", NULL },
    { PV_DIMENSION_SERVICE, "65536/tcp", NULL },
    { PV_DIMENSION_PROTOCOL, "tcp", "TCP" },
    { PV_DIMENSION_PROTOCOL, "EtherType 0x88b5", "EtherType 0x88b5" },
    { PV_DIMENSION_PROTOCOL, "no such", NULL },
    { PV_DIMENSION_ADDRESS, "10.0.0.1", "10.0.0.1" },
    { PV_DIMENSION_ADDRESS, "10.0.0.77", NULL },
    { PV_DIMENSION_CONVERSATION, "10.0.0.1 ↔ 10.0.0.2", "10.0.0.1 ↔ 10.0.0.2" },
    { PV_DIMENSION_CONVERSATION, "10.0.0.1-10.0.0.2", "10.0.0.1 ↔ 10.0.0.2" },
    { PV_DIMENSION_FLOW, "10.0.0.1:40000 <-> 10.0.0.2:443 TCP", "10.0.0.1:40000 ↔ 10.0.0.2:443 tcp" },
    { PV_DIMENSION_PACKET_SIZE, "64-127", "64-127" },
    { PV_DIMENSION_PACKET_SIZE, "65536+", "65536+" },
  };
  Fixture fixture;
  g_autoptr (PvCapture) capture = NULL;

  set_up (&fixture);
  add (&fixture, tcp ("10.0.0.1", 40000, "10.0.0.2", 443, SYN), 0x0800);
  capture = load (&fixture);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      guint32 id = pv_capture_find_label (capture, cases[i].dimension, cases[i].text);
      g_autofree char *label = id != PV_NO_ID ? pv_capture_dup_label (capture, cases[i].dimension, id) : NULL;

      g_assert_cmpstr (label, ==, cases[i].label);
    }
}

/* As many flows as packets: all are there, each once. */
static void
test_port_scan (void)
{
  const guint n = 200000;
  Fixture fixture;
  g_autoptr (PvCapture) capture = NULL;
  PvQuery query = { .dimension = PV_DIMENSION_FLOW };
  g_autoptr (PvRanking) ranking = NULL;

  set_up (&fixture);
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *victim = g_strdup_printf ("10.1.%u.%u", i / 60000, 1 + i % 3);

      add_at (&fixture, tcp ("10.0.0.1", 40000, victim, (guint16) (i % 60000 + 1), SYN), 0x0800, 0, i / 100);
    }
  capture = load (&fixture);
  ranking = pv_query_run (capture, &query, NULL, NULL);

  g_assert_cmpuint (pv_flow_table_get_n (capture->flows), ==, n);
  g_assert_cmpuint (ranking->n_labels, ==, n);
  for (guint i = 0; i < ranking->n_ranks; i++)
    g_assert_cmpuint (ranking->ranks[i].packets, ==, 1);
}

static void
assert_port (PvCapture       *capture,
             const PvRank    *rank,
             const char      *expected,
             guint            packets,
             guint            whole)
{
  g_autofree char *label = pv_capture_dup_label (capture, PV_DIMENSION_PORT, rank->id);

  g_assert_cmpstr (label, ==, expected);
  g_assert_cmpuint (rank->packets, ==, packets);
  g_assert_cmpuint (rank->whole_packets, ==, whole);
  g_assert_cmpuint (rank->bytes, ==, packets * 28);
  g_assert_cmpuint (rank->whole_bytes, ==, whole * 28);
}

/* Ports are counted alike by few flows and by many, and what is kept is as long as what occurs. */
static void
test_ports (gconstpointer data)
{
  const guint n = GPOINTER_TO_UINT (data);
  Fixture fixture;
  g_autoptr (PvCapture) capture = NULL;
  PvQuery query = { .dimension = PV_DIMENSION_PORT };
  g_autoptr (PvRanking) all = NULL;
  g_autoptr (PvRanking) part = NULL;

  set_up (&fixture);
  for (guint i = 0; i < n; i++)
    for (guint j = 0; j <= (i == 7); j++)
      add_at (&fixture, udp ("10.0.0.1", (guint16) (43300 + i), "10.0.0.2", 9), 0x0800, 0, i);
  add_at (&fixture, udp ("10.0.0.3", 43308, "10.0.0.4", 43308), 0x0800, 0, n);
  capture = load (&fixture);

  all = pv_query_run (capture, &query, NULL, NULL);
  g_assert_cmpuint (all->packets, ==, n + 2);
  g_assert_cmpuint (all->n_ranks, ==, n + 1);
  assert_port (capture, &all->ranks[0], "9/udp discard", n + 1, n + 1);
  assert_port (capture, &all->ranks[1], "43307/udp", 2, 2);
  assert_port (capture, &all->ranks[2], "43308/udp", 2, 2);
  assert_port (capture, &all->ranks[3], "43300/udp", 1, 1);
  g_assert_cmpuint (capture->counts[PV_DIMENSION_PORT]->n, ==, n + 1);

  query.has_span = TRUE;
  query.span = (PvSpan){ (gint64) (T0 + 8) * PV_NS_PER_SECOND, (gint64) (T0 + 10) * PV_NS_PER_SECOND };
  part = pv_query_run (capture, &query, NULL, NULL);
  g_assert_cmpuint (part->n_ranks, ==, 3);
  assert_port (capture, &part->ranks[0], "9/udp discard", 2, n + 1);
  assert_port (capture, &part->ranks[1], "43308/udp", 1, 2);
  assert_port (capture, &part->ranks[2], "43309/udp", 1, 1);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/flows/directions", test_directions);
  g_test_add_func ("/flows/client", test_client);
  g_test_add_func ("/flows/fragments", test_fragments);
  g_test_add_func ("/flows/protocols", test_protocols);
  g_test_add_func ("/flows/tunnel", test_tunnel);
  g_test_add_func ("/flows/self", test_self);
  g_test_add_func ("/flows/both-ask", test_both_ask);
  g_test_add_func ("/flows/server-names", test_server_names);
  g_test_add_func ("/flows/find", test_find);
  g_test_add_func ("/flows/port-scan", test_port_scan);
  g_test_add_data_func ("/flows/ports/few", GUINT_TO_POINTER (100), test_ports);
  g_test_add_data_func ("/flows/ports/many", GUINT_TO_POINTER (22000), test_ports);

  return g_test_run ();
}
