/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-on-demand.c: what is read of a capture when somebody asks for it. */
#include <string.h>

#include "capture-maker.h"
#include "packet-builder.h"
#include "pv-crossfilter.h"
#include "pv-loader.h"
#include "pv-on-demand.h"
#include "pv-tcp-summary.h"
#include "savefile-builder.h"

#define SECONDS G_GINT64_CONSTANT (1500000000)

#define SYN 0x02
#define RST 0x04
#define ACK 0x10

typedef struct
{
  guint ms;
  gboolean is_back;
  guint8 flags;
  guint32 sequence;
  guint32 acknowledged;
  guint16 length;
} Step;

/* A connection: its handshake takes 25 ms, a segment is sent again, one is missing, a reset comes back. */
static const Step steps[] = {
  { 0, FALSE, SYN, 100, 0, 0 },         { 25, TRUE, SYN | ACK, 700, 101, 0 }, { 26, FALSE, ACK, 101, 701, 0 },
  { 30, FALSE, ACK, 101, 701, 50 },     { 300, FALSE, ACK, 101, 701, 50 },    { 330, TRUE, ACK, 701, 151, 10 },
  { 340, TRUE, ACK, 1711, 151, 10 },    { 400, TRUE, RST, 1721, 0, 0 },
};

static void
append_step (SavefileBuilder *builder,
             const Step      *step)
{
  g_autoptr (GByteArray) packet = packet_append_n (packet_new (), step->length, 'x');
  guint16 client = 40000;
  guint16 server = 443;

  packet_tcp (packet, step->is_back ? server : client, step->is_back ? client : server, step->sequence, step->flags);
  for (guint i = 0; i < 4; i++)
    packet->data[8 + i] = step->acknowledged >> (24 - 8 * i);
  packet->data[14] = 0x10;
  packet_ipv4 (packet, 6, step->is_back ? "192.0.2.2" : "192.0.2.1", step->is_back ? "192.0.2.1" : "192.0.2.2");
  savefile_add_pcap_record (builder, SECONDS, step->ms * 1000, packet->data, packet->len, packet->len, 0);
}

/* With @is_late, a packet of another conversation that was sent before all others ends the file, so that packets are not
 * numbered as they lie there. */
static PvCapture *
load_connection (gboolean is_late)
{
  g_autoptr (GByteArray) other = packet_query4 ();
  g_autoptr (GFile) file = NULL;
  g_autoptr (PvLoader) loader = NULL;
  g_autoptr (GError) error = NULL;
  PvCapture *capture;
  SavefileBuilder builder;

  savefile_builder_init (&builder, FALSE);
  savefile_add_pcap_header (&builder, 0xa1b2c3d4, 65535, 101);
  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    append_step (&builder, &steps[i]);
  if (is_late)
    savefile_add_pcap_record (&builder, SECONDS - 1, 0, other->data, other->len, other->len, 0);
  file = savefile_builder_write (&builder);
  savefile_builder_clear (&builder);

  loader = pv_loader_new (file);
  capture = pv_loader_load (loader, NULL, &error);
  g_assert_no_error (error);

  return capture;
}

static guint64
count (PvCapture    *capture,
       const PvSpan *span,
       PvTcpTrouble  trouble)
{
  PvQuery query = { .dimension = PV_DIMENSION_TCP_TROUBLE };
  g_autoptr (PvRanking) ranking = NULL;

  if (span != NULL)
    {
      query.span = *span;
      query.has_span = TRUE;
    }
  ranking = pv_query_run (capture, &query, NULL, NULL);
  g_assert_nonnull (ranking);
  for (guint i = 0; i < ranking->n_ranks; i++)
    if (ranking->ranks[i].id == trouble)
      return ranking->ranks[i].packets;

  return 0;
}

static void
read_tcp (PvCapture *capture)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (pv_on_demand_read (capture, PV_ON_DEMAND_TCP, NULL, NULL, &error));
  g_assert_no_error (error);
  g_assert_true (pv_on_demand_is_there (capture, PV_ON_DEMAND_TCP));
}

static void
test_counts (gconstpointer data)
{
  g_autoptr (PvCapture) capture = load_connection (GPOINTER_TO_INT (data));
  PvSpan first = { SECONDS * PV_NS_PER_SECOND, SECONDS * PV_NS_PER_SECOND + 320 * PV_NS_PER_MS };

  g_assert_true (pv_on_demand_is_there (capture, PV_ON_DEMAND_NONE));
  g_assert_false (pv_on_demand_is_there (capture, PV_ON_DEMAND_TCP));
  g_assert_cmpuint (count (capture, NULL, PV_TCP_RETRANSMISSION), ==, 0);

  /* the second time it is there already */
  for (guint i = 0; i < 2; i++)
    {
      read_tcp (capture);
      g_assert_cmpuint (count (capture, NULL, PV_TCP_RETRANSMISSION), ==, 1);
      g_assert_cmpuint (count (capture, NULL, PV_TCP_MISSING), ==, 1);
      g_assert_cmpuint (count (capture, NULL, PV_TCP_RESET), ==, 1);
      g_assert_cmpuint (count (capture, NULL, PV_TCP_OUT_OF_ORDER), ==, 0);
      g_assert_cmpuint (count (capture, NULL, PV_TCP_DUPLICATE_ACK), ==, 0);
      g_assert_cmpuint (count (capture, NULL, PV_TCP_ZERO_WINDOW), ==, 0);
    }
  g_assert_cmpuint (count (capture, &first, PV_TCP_RETRANSMISSION), ==, 1);
  g_assert_cmpuint (count (capture, &first, PV_TCP_RESET), ==, 0);
}

static void
test_summary (gconstpointer data)
{
  g_autoptr (PvCapture) capture = load_connection (GPOINTER_TO_INT (data));
  PvQuery query = { .dimension = PV_DIMENSION_SERVER };
  PvTcpSummary summary;

  read_tcp (capture);
  g_assert_true (pv_tcp_summary_make (capture, &query, test_find_id (capture, PV_DIMENSION_SERVER, "192.0.2.2"), &summary,
                                      NULL));
  g_assert_cmpuint (summary.n[PV_TCP_RETRANSMISSION][0], ==, 1);
  g_assert_cmpuint (summary.n[PV_TCP_RETRANSMISSION][1], ==, 0);
  g_assert_cmpuint (summary.n[PV_TCP_MISSING][1], ==, 1);
  g_assert_cmpuint (summary.n[PV_TCP_RESET][1], ==, 1);
  g_assert_cmpuint (summary.n_handshakes, ==, 1);
  g_assert_cmpuint (summary.handshake_ns, ==, 25 * PV_NS_PER_MS);
  g_assert_cmpuint (summary.worst_handshake_ns, ==, 25 * PV_NS_PER_MS);

  /* before the server answered */
  query.has_span = TRUE;
  query.span = (PvSpan){ 0, SECONDS * PV_NS_PER_SECOND + 20 * PV_NS_PER_MS };
  g_assert_true (pv_tcp_summary_make (capture, &query, PV_NO_ID, &summary, NULL));
  g_assert_cmpuint (summary.n_handshakes, ==, 0);
  g_assert_cmpuint (summary.handshake_ns, ==, 0);
}

/* What is picked are the packets that tell it. */
static void
test_pick (gconstpointer data)
{
  g_autoptr (PvCapture) capture = load_connection (GPOINTER_TO_INT (data));
  PvPickedLabel pick = { PV_DIMENSION_TCP_TROUBLE, PV_TCP_RESET, FALSE };
  PvQuery query = { .dimension = PV_DIMENSION_SOURCE };
  g_autoptr (PvCrossfilter) crossfilter = NULL;
  g_autoptr (PvRanking) ranking = NULL;

  read_tcp (capture);
  crossfilter = pv_crossfilter_new (capture, &pick, 1, NULL, NULL, NULL);
  query.subset = *pv_crossfilter_get_subset (crossfilter, PV_FAMILY_ADDRESS);
  ranking = pv_query_run (capture, &query, NULL, NULL);
  g_assert_cmpuint (ranking->n_ranks, ==, 1);
  g_assert_cmpuint (ranking->ranks[0].id, ==, test_find_id (capture, PV_DIMENSION_SOURCE, "192.0.2.2"));
  g_assert_cmpuint (ranking->ranks[0].packets, ==, 1);
}

/* A part of what the client sends, or a request over SSDP. */
static void
append_text (SavefileBuilder *builder,
             guint            ms,
             gboolean         is_ssdp,
             guint32          sequence,
             const char      *text)
{
  g_autoptr (GByteArray) packet = packet_new ();

  g_byte_array_append (packet, (const guint8 *) text, (guint) strlen (text));
  if (is_ssdp)
    packet_ipv4 (packet_udp (packet, 50000, 1900), 17, "192.0.2.9", "239.255.255.250");
  else
    packet_ipv4 (packet_tcp (packet, 40000, 8080, sequence, ACK), 6, "192.0.2.1", "192.0.2.2");
  savefile_add_pcap_record (builder, SECONDS, ms * 1000, packet->data, packet->len, packet->len, 0);
}

/* Requests on one connection, of which one falls on two segments and one says nothing; and one over SSDP. */
static void
test_user_agents (gconstpointer data)
{
  static const char first[] = "GET /a HTTP/1.1\r\nHost: h\r\nuser-agent: one/1.0\r\n\r\nGET /b HTTP/1.1\r\nUser-Ag";
  static const char second[] = "ent:  two \xe9\r\nUser-Agent: three\r\n\r\nGET /c HTTP/1.1\r\nUser-Agent:\r\n\r\n"
                               "GET /d HTTP/1.1\r\nUser-Agent: one/1.0\r\n\r\n";
  static const char ssdp[] = "M-SEARCH * HTTP/1.1\r\nUSER-AGENT: finder\r\n\r\n";
  PvQuery query = { .dimension = PV_DIMENSION_USER_AGENT, .with_clients = TRUE };
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (PvRanking) ranking = NULL;
  g_autoptr (PvCapture) capture = NULL;
  g_autoptr (GByteArray) other = packet_query4 ();
  g_autoptr (GFile) file = NULL;
  g_autoptr (PvLoader) loader = NULL;
  g_autoptr (GError) error = NULL;
  SavefileBuilder builder;

  savefile_builder_init (&builder, FALSE);
  savefile_add_pcap_header (&builder, 0xa1b2c3d4, 65535, 101);
  append_text (&builder, 0, FALSE, 101, first);
  append_text (&builder, 10, TRUE, 0, ssdp);
  append_text (&builder, 20, FALSE, 101 + (guint32) strlen (first), second);
  if (GPOINTER_TO_INT (data))
    savefile_add_pcap_record (&builder, SECONDS - 1, 0, other->data, other->len, other->len, 0);
  file = savefile_builder_write (&builder);
  savefile_builder_clear (&builder);
  loader = pv_loader_new (file);
  capture = pv_loader_load (loader, NULL, &error);
  g_assert_no_error (error);

  g_assert_true (pv_on_demand_read (capture, PV_ON_DEMAND_HTTP, NULL, NULL, &error));
  g_assert_no_error (error);
  ranking = pv_query_run (capture, &query, NULL, NULL);
  for (guint i = 0; i < ranking->n_ranks; i++)
    {
      g_autofree char *label = pv_capture_dup_label (capture, PV_DIMENSION_USER_AGENT, ranking->ranks[i].id);

      g_string_append_printf (text, "%s:%u/%u ", label, (guint) ranking->ranks[i].packets, ranking->ranks[i].clients);
    }
  g_assert_cmpstr (text->str, ==, "one/1.0:2/1 finder:1/1 two \\xe9:1/1 ");
  g_assert_cmpuint (pv_capture_find_label (capture, PV_DIMENSION_USER_AGENT, "finder"), !=, PV_NO_ID);
  g_assert_cmpuint (pv_capture_find_label (capture, PV_DIMENSION_USER_AGENT, "three"), ==, PV_NO_ID);
}

static void
test_cancel (void)
{
  g_autoptr (PvCapture) capture = load_connection (FALSE);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_false (pv_on_demand_read (capture, PV_ON_DEMAND_TCP, NULL, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_false (pv_on_demand_is_there (capture, PV_ON_DEMAND_TCP));
}

static void
test_keys (void)
{
  PvOnDemand what;

  for (PvOnDemand i = PV_ON_DEMAND_NONE + 1; i < PV_N_ON_DEMAND; i++)
    {
      g_assert_true (pv_on_demand_from_key (pv_on_demand_get_key (i), &what));
      g_assert_cmpint (what, ==, i);
    }
  g_assert_false (pv_on_demand_from_key ("nothing", &what));
}

int
main (int    argc,
      char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);

  g_test_add_data_func ("/on-demand/counts", GINT_TO_POINTER (FALSE), test_counts);
  g_test_add_data_func ("/on-demand/counts/late", GINT_TO_POINTER (TRUE), test_counts);
  g_test_add_data_func ("/on-demand/summary", GINT_TO_POINTER (FALSE), test_summary);
  g_test_add_data_func ("/on-demand/summary/late", GINT_TO_POINTER (TRUE), test_summary);
  g_test_add_data_func ("/on-demand/pick", GINT_TO_POINTER (FALSE), test_pick);
  g_test_add_data_func ("/on-demand/pick/late", GINT_TO_POINTER (TRUE), test_pick);
  g_test_add_data_func ("/on-demand/user-agents", GINT_TO_POINTER (FALSE), test_user_agents);
  g_test_add_data_func ("/on-demand/user-agents/late", GINT_TO_POINTER (TRUE), test_user_agents);
  g_test_add_func ("/on-demand/cancel", test_cancel);
  g_test_add_func ("/on-demand/keys", test_keys);

  status = g_test_run ();
  test_files_clear ();

  return status;
}
