/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-events.c: what packets of a whole capture say, however many batches lie between them. */
#include <json-glib/json-glib.h>
#include <string.h>

#include "hello-builder.h"
#include "pv-capture-private.h"
#include "pv-crossfilter.h"
#include "pv-dns-figures.h"
#include "pv-dns-message.h"
#include "pv-label-details.h"
#include "pv-label-lines.h"
#include "pv-loader.h"
#include "pv-query.h"
#include "pv-report.h"
#include "savefile-builder.h"

#define RAW 101
#define T0_S 1500000000
#define CLIENT "10.0.0.1"
#define SERVER "192.0.2.80"
#define RESOLVER "192.0.2.53"
#define OTHER_RESOLVER "192.0.2.54"

#define TCP_SYN 0x02
#define TCP_ACK 0x10

/* Packets enough for several batches on each thread. */
#define MANY 20000

typedef struct
{
  SavefileBuilder file;
  guint64 time_us; /* of the next packet, since T0 */
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  savefile_builder_init (&fixture->file, FALSE);
  savefile_add_pcap_header (&fixture->file, 0xa1b2c3d4, 65535, RAW);
  fixture->time_us = 0;
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  savefile_builder_clear (&fixture->file);
}

/* Takes @packet. */
static void
put (Fixture    *fixture,
     GByteArray *packet)
{
  savefile_add_pcap_record (&fixture->file, (guint32) (T0_S + fixture->time_us / 1000000),
                            (guint32) (fixture->time_us % 1000000), packet->data, packet->len, packet->len, 0);
  fixture->time_us += 10;
  g_byte_array_unref (packet);
}

/* Packets that say nothing. */
static void
fill (Fixture *fixture,
      guint    n)
{
  for (guint i = 0; i < n; i++)
    put (fixture, packet_ipv4 (packet_udp (packet_append_n (packet_new (), 900, 0x11), 5000, (guint16) (6000 + i % 1000)),
                               17, CLIENT, SERVER));
}

static GByteArray *
tcp (guint16       port,
     guint32       sequence,
     guint8        flags,
     const guint8 *payload,
     gsize         length)
{
  GByteArray *packet = packet_new ();

  g_byte_array_append (packet, payload, length);

  return packet_ipv4 (packet_tcp (packet, 40000, port, sequence, flags), 6, CLIENT, SERVER);
}

static void
put_stream (Fixture          *fixture,
            const GByteArray *stream,
            guint             from,
            guint             to)
{
  put (fixture, tcp (8443, 1000 + from, TCP_ACK, stream->data + from, to - from));
}

/* A DNS message over UDP; an answer where @outcome is not negative. */
static GByteArray *
dns (const char *name,
     guint16     id,
     int         outcome,
     const char *resolver)
{
  GByteArray *message = packet_dns (name);

  message->data[0] = (guint8) (id >> 8);
  message->data[1] = (guint8) id;
  if (outcome >= 0)
    {
      message->data[2] = 0x81;
      message->data[3] = (guint8) (0x80 | outcome);
      return packet_ipv4 (packet_udp (message, 53, 41000), 17, resolver, CLIENT);
    }

  return packet_ipv4 (packet_udp (message, 41000, 53), 17, CLIENT, resolver);
}

static PvCapture *
load (Fixture *fixture,
      guint    n_workers)
{
  g_autoptr (GFile) file = savefile_builder_write (&fixture->file);
  g_autoptr (PvLoader) loader = pv_loader_new (file);
  g_autoptr (GError) error = NULL;
  PvCapture *capture;

  pv_loader_set_n_workers (loader, n_workers);
  capture = pv_loader_load (loader, NULL, &error);
  g_assert_no_error (error);

  return capture;
}

/* All events, kind by kind, in their order. */
static char *
describe (PvCapture *capture)
{
  static const char *const sources[] = { "tls", "quic", "http" };
  GString *text = g_string_new (NULL);
  gsize length;

  for (guint kind = PV_EVENT_SERVER_NAME; kind < PV_N_EVENT_KINDS; kind++)
    for (guint64 i = 0; i < capture->events[kind].n; i++)
      {
        PvEvent event = pv_events_get (&capture->events[kind], i);
        const char *name = "-";

        g_assert_cmpuint (event.packet, <, capture->n_packets);
        g_assert_true (i == 0 || pv_events_get (&capture->events[kind], i - 1).packet <= event.packet);
        if (event.label != PV_NO_ID)
          name = (const char *) pv_label_table_get (kind == PV_EVENT_URL ? capture->urls : capture->names, event.label,
                                                    &length);
        if (kind == PV_EVENT_SERVER_NAME)
          g_string_append_printf (text, "%s:%s@%u ", sources[pv_event_get_source (event.value)], name, event.packet);
        else if (kind == PV_EVENT_URL)
          g_string_append_printf (text, "%s@%u ", name, event.packet);
        else if (pv_event_get_outcome (event.value) == PV_DNS_UNANSWERED)
          g_string_append_printf (text, "unanswered:%s ", name);
        else
          g_string_append_printf (text, "%s:%s:%" G_GINT64_FORMAT " ", pv_dns_outcome_get_name (pv_event_get_outcome (event.value)),
                                  name, pv_capture_get_response_ns (capture, &event) == PV_NO_RESPONSE_TIME
                                          ? -1 : (gint64) pv_capture_get_response_ns (capture, &event) / 1000);
      }

  return g_string_free (text, FALSE);
}

/* The same whatever the number of threads. */
static void
expect (Fixture    *fixture,
        const char *expected)
{
  for (guint n_workers = 1; n_workers <= 4; n_workers++)
    {
      g_autoptr (PvCapture) capture = load (fixture, n_workers);
      g_autofree char *text = describe (capture);

      g_assert_cmpstr (text, ==, expected);
    }
}

static void
test_tls (Fixture       *fixture,
          gconstpointer  data)
{
  g_autoptr (GByteArray) hello = hello_records (hello_message_of ("a.example"), 16384);

  put (fixture, tcp (8443, 999, TCP_SYN, NULL, 0));
  put_stream (fixture, hello, 0, 30);
  fill (fixture, MANY);
  put_stream (fixture, hello, 60, hello->len);
  fill (fixture, MANY);
  put_stream (fixture, hello, 30, 60);
  put_stream (fixture, hello, 30, 60);
  put_stream (fixture, hello, 0, hello->len);
  expect (fixture, "tls:a.example@40003 ");
}

/* Without its SYN, and inside a tunnel. */
static void
test_tunnel (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr (GByteArray) hello = hello_records (hello_message_of ("a.example"), 16384);

  put (fixture, packet_ipv4 (tcp (443, 1000, TCP_ACK, hello->data, 40), 4, "198.51.100.1", "198.51.100.2"));
  fill (fixture, MANY);
  put (fixture, packet_ipv4 (tcp (443, 1040, TCP_ACK, hello->data + 40, hello->len - 40), 4, "198.51.100.1",
                             "198.51.100.2"));
  expect (fixture, "tls:a.example@20001 ");
}

static void
test_http (Fixture       *fixture,
           gconstpointer  data)
{
  static const char requests[] = "GET /a HTTP/1.1\r\nHost: H:8080\r\n\r\nPOST /b HTTP/1.1\r\nHost: h\r\nContent-Length: 31\r\n\r\n"
                                 "GET /no HTTP/1.1\r\nHost: no\r\n\r\n!";
  static const char ssdp[] = "M-SEARCH * HTTP/1.1\r\nHOST: 239.255.255.250:1900\r\n\r\n";
  g_autoptr (GByteArray) stream = packet_new ();
  guint body;

  g_byte_array_append (stream, (const guint8 *) requests, strlen (requests));
  body = (guint) (strstr (requests, "GET /no") - requests);
  g_assert_cmpuint (stream->len - body, ==, 31);
  put_stream (fixture, stream, 0, body);
  fill (fixture, MANY);
  put_stream (fixture, stream, body, stream->len);
  put (fixture, packet_ipv4 (packet_udp (g_byte_array_append (packet_new (), (const guint8 *) ssdp, strlen (ssdp)), 50000,
                                         1900), 17, CLIENT, "239.255.255.250"));
  expect (fixture, "http:h:8080@0 http:h@0 http:239.255.255.250:1900@20002 "
                   "http://H:8080/a@0 http://h/b@0 http://239.255.255.250:1900*@20002 ");
}

static GByteArray *
quic (const GByteArray *message,
      guint             from,
      guint             to,
      const char       *destination,
      const char       *keys)
{
  GByteArray *frames = packet_new ();

  quic_crypto_frame (frames, message, from, to);

  return packet_ipv4 (packet_udp (quic_initial (frames, 1, destination, "0a", "", keys, TRUE), 50000, 443), 17, CLIENT,
                      SERVER);
}

static void
test_quic (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr (GByteArray) message = hello_message_of ("q.example");
  g_autoptr (GByteArray) again = hello_message_of ("r.example");

  put (fixture, quic (message, 30, message->len, "01020304", NULL));
  fill (fixture, MANY);
  /* the rest, to the connection id that the server chose */
  put (fixture, quic (message, 0, 30, "aabbccdd", "01020304"));
  /* again; then another connection from the same port, all in one, twice */
  put (fixture, quic (message, 0, message->len, "01020304", NULL));
  put (fixture, quic (again, 0, again->len, "05060708", NULL));
  put (fixture, quic (again, 0, again->len, "05060708", NULL));
  expect (fixture, "quic:q.example@20001 quic:r.example@20003 ");
}

static void
test_dns (Fixture       *fixture,
          gconstpointer  data)
{
  put (fixture, dns ("a.example", 1, -1, RESOLVER)); /* at 0 µs */
  put (fixture, dns ("a.example", 1, -1, RESOLVER)); /* at 10 µs: asked again */
  put (fixture, dns ("a.example", 1, -1, OTHER_RESOLVER));
  put (fixture, dns ("a.example", 2, 0, RESOLVER)); /* to another query */
  put (fixture, dns ("b.example", 1, 0, RESOLVER)); /* to another question */
  fill (fixture, MANY); /* 200 ms */
  put (fixture, dns ("a.example", 1, 3, RESOLVER)); /* to the first */
  put (fixture, dns ("a.example", 1, 0, RESOLVER)); /* to the second */
  put (fixture, dns ("a.example", 1, 0, RESOLVER)); /* to none */
  put (fixture, dns ("c.example", 3, -1, RESOLVER)); /* less than 5 s before the end */
  fixture->time_us = 5000030;
  fill (fixture, 1);
  expect (fixture, "unanswered:a.example NOERROR:a.example:-1 NOERROR:b.example:-1 NXDOMAIN:a.example:200050 "
                   "NOERROR:a.example:200050 NOERROR:a.example:-1 ");
}

/* Nobody waits half a minute for an answer: what comes later is to another query, or to none. */
static void
test_late_dns (Fixture       *fixture,
               gconstpointer  data)
{
  put (fixture, dns ("a.example", 1, -1, RESOLVER)); /* at 0 µs */
  fixture->time_us = 20000000;
  put (fixture, dns ("a.example", 1, -1, RESOLVER));
  fixture->time_us = 30000001;
  put (fixture, dns ("a.example", 1, 0, RESOLVER)); /* to the second */
  fixture->time_us = 40000000;
  put (fixture, dns ("b.example", 1, -1, RESOLVER));
  fixture->time_us = 70000000;
  put (fixture, dns ("b.example", 1, 0, RESOLVER)); /* just in time */
  expect (fixture, "unanswered:a.example NOERROR:a.example:10000001 NOERROR:b.example:30000000 ");
}

/* Over TCP, each direction in two segments. */
static void
test_dns_over_tcp (Fixture       *fixture,
                   gconstpointer  data)
{
  g_autoptr (GByteArray) query = packet_prepend (packet_dns ("t.example"), "001b");
  g_autoptr (GByteArray) answer = packet_new ();

  g_byte_array_append (answer, query->data, query->len);
  answer->data[4] |= 0x80;
  answer->data[5] = 0x82;
  put (fixture, tcp (53, 1000, TCP_ACK, query->data, 10));
  fill (fixture, 1);
  put (fixture, tcp (53, 1010, TCP_ACK, query->data + 10, query->len - 10)); /* at 20 µs */
  put (fixture, packet_ipv4 (packet_tcp (g_byte_array_append (packet_new (), answer->data, 9), 53, 40000, 5, TCP_ACK), 6,
                             SERVER, CLIENT));
  fill (fixture, MANY);
  put (fixture, packet_ipv4 (packet_tcp (g_byte_array_append (packet_new (), answer->data + 9, answer->len - 9), 53, 40000,
                                         14, TCP_ACK), 6, SERVER, CLIENT));
  expect (fixture, "SERVFAIL:t.example:200020 ");

  {
    g_autoptr (PvCapture) capture = load (fixture, 2);

    g_assert_cmpuint (pv_capture_get_n_events (capture, PV_EVENT_LOOKUP), ==, 1);
  }
}

/* Where times fall, packets get other numbers; what they say goes with them. */
static void
test_order (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr (GByteArray) first = hello_records (hello_message_of ("first.example"), 16384);
  g_autoptr (GByteArray) second = hello_records (hello_message_of ("second.example"), 16384);

  fixture->time_us = 1000000;
  put (fixture, tcp (443, 1, TCP_ACK, second->data, second->len));
  fixture->time_us = 0;
  fill (fixture, 10);
  put (fixture, tcp (444, 1, TCP_ACK, first->data, first->len));
  fixture->time_us = 300;
  put (fixture, dns ("a.example", 1, -1, RESOLVER));
  fixture->time_us = 200;
  put (fixture, dns ("b.example", 2, -1, RESOLVER));
  fixture->time_us = 500;
  put (fixture, dns ("a.example", 1, 0, RESOLVER));
  fixture->time_us = 400;
  put (fixture, dns ("b.example", 2, 3, RESOLVER));
  expect (fixture, "tls:first.example@10 tls:second.example@15 NXDOMAIN:b.example:200 NOERROR:a.example:200 ");
}

static void
check_list (JsonObject *report,
            const char *key,
            const char *expected)
{
  g_autoptr (JsonNode) found = json_node_copy (json_object_get_member (report, key));
  g_autofree char *text = json_to_string (found, FALSE);

  g_assert_cmpstr (text, ==, expected);
}

/* What is reported, of all and of a part. */
static void
test_report (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr (GByteArray) hello = hello_records (hello_message_of ("b.example"), 16384);
  g_autoptr (GByteArray) request = packet_new ();
  const PvSpan span = { (gint64) T0_S * PV_NS_PER_SECOND + 1000, G_MAXINT64 };
  g_autoptr (PvCapture) capture = NULL;

  g_byte_array_append (request, (const guint8 *) "GET /x HTTP/1.1\r\nHost: a.example\r\n\r\n", 37);
  put (fixture, tcp (443, 1, TCP_ACK, hello->data, hello->len));
  put (fixture, tcp (444, 1, TCP_ACK, hello->data, hello->len));
  put (fixture, tcp (80, 1, TCP_ACK, request->data, request->len));
  put (fixture, dns ("a.example", 1, -1, RESOLVER));
  put (fixture, dns ("a.example", 1, 3, RESOLVER));
  put (fixture, dns ("a.example", 1, -1, RESOLVER));
  fixture->time_us += 6000000;
  fill (fixture, 1);
  capture = load (fixture, 1);

  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *json = pv_report_to_json (capture, pv_binning (PV_NS_PER_SECOND, PV_ZONE_UTC),
                                                 i == 0 ? NULL : &span, NULL, NULL, &error);
      g_autoptr (JsonNode) root = json_from_string (json, &error);
      /* b.example was not looked up, but said in one or two packets with headers of IP and TCP */
      g_autofree char *domains = g_strdup_printf ("[{\"domain\":\"a.example\",\"lookups\":2,\"bytes\":%u,%s},"
                                                  "{\"domain\":\"b.example\",\"lookups\":0,\"bytes\":%u,"
                                                  "\"answered\":0,\"nxdomain\":0,\"errors\":0,\"unanswered\":0,"
                                                  "\"response_ns\":null}]",
                                                  40 + request->len,
                                                  "\"answered\":0,\"nxdomain\":1,\"errors\":0,\"unanswered\":1,"
                                                  "\"response_ns\":{\"median\":10000,\"p95\":10000,\"max\":10000}",
                                                  (2 - i) * (40 + hello->len));
      JsonObject *report;

      g_assert_no_error (error);
      report = json_node_get_object (root);
      check_list (report, "server_names",
                  i == 0 ? "[{\"name\":\"b.example\",\"source\":\"tls\",\"times\":2},"
                           "{\"name\":\"a.example\",\"source\":\"http\",\"times\":1}]"
                         : "[{\"name\":\"a.example\",\"source\":\"http\",\"times\":1},"
                           "{\"name\":\"b.example\",\"source\":\"tls\",\"times\":1}]");
      check_list (report, "urls", "[{\"url\":\"http://a.example/x\",\"requests\":1}]");
      check_list (report, "domains", domains);
      check_list (report, "dns_outcomes", "[{\"outcome\":\"NXDOMAIN\",\"answers\":1}]");
      check_list (report, "dns_types", "[{\"type\":\"A\",\"answers\":1,\"answered\":0,\"nxdomain\":1,\"errors\":0,"
                  "\"response_ns\":{\"median\":10000,\"p95\":10000,\"max\":10000}}]");
      check_list (report, "dns_response_ns", "{\"median\":10000,\"p95\":10000,\"max\":10000}");
      g_assert_cmpint (json_object_get_int_member (report, "dns_unanswered"), ==, 1);
    }
}

/* What a chart of @dimension shows where labels are picked, "label:count/clients" in its order.
 * @picked: "key=label", "-" before what is excluded */
static void
check_chart (PvCapture   *capture,
             const char  *picked,
             PvDimension  dimension,
             const char  *expected)
{
  g_auto (GStrv) words = g_strsplit (picked, " ", -1);
  g_autoptr (GArray) picks = g_array_new (FALSE, FALSE, sizeof (PvPickedLabel));
  g_autoptr (PvCrossfilter) crossfilter = NULL;
  g_autoptr (PvRanking) ranking = NULL;
  g_autoptr (GString) text = g_string_new (NULL);
  PvQuery query = { .dimension = dimension, .with_clients = TRUE };

  for (guint i = 0; words[i] != NULL && *words[i] != '\0'; i++)
    {
      PvPickedLabel pick = { .is_excluded = words[i][0] == '-' };
      g_auto (GStrv) parts = g_strsplit (words[i] + pick.is_excluded, "=", 2);

      g_assert_true (pv_dimension_from_key (parts[0], &pick.dimension));
      pick.id = pv_capture_find_label (capture, pick.dimension, parts[1]);
      g_assert_cmpuint (pick.id, !=, PV_NO_ID);
      g_array_append_val (picks, pick);
    }

  crossfilter = pv_crossfilter_new (capture, (const PvPickedLabel *) (gpointer) picks->data, picks->len, NULL, NULL, NULL);
  query.subset = *pv_crossfilter_get_subset (crossfilter, pv_dimension_get_family (dimension));
  ranking = pv_query_run (capture, &query, NULL, NULL);
  for (guint i = 0; i < ranking->n_ranks; i++)
    {
      g_autofree char *label = pv_capture_dup_label (capture, dimension, ranking->ranks[i].id);

      g_string_append_printf (text, "%s%s:%u", i > 0 ? " " : "", label, (guint) ranking->ranks[i].packets);
      if (ranking->ranks[i].clients > 0)
        g_string_append_printf (text, "/%u", ranking->ranks[i].clients);
    }
  g_assert_cmpstr (text->str, ==, expected);
}

/* A domain leaves the names below it, what came of them and who asked; a name leaves its domain. */
static void
test_domain_picks (Fixture       *fixture,
                   gconstpointer  data)
{
  g_autoptr (PvCapture) capture = NULL;

  put (fixture, dns ("a.site.co.uk", 1, -1, RESOLVER));
  put (fixture, dns ("b.site.co.uk", 2, -1, RESOLVER));
  put (fixture, dns ("a.other.co.uk", 3, -1, OTHER_RESOLVER));
  put (fixture, dns ("a.site.co.uk", 1, 3, RESOLVER));
  put (fixture, dns ("a.other.co.uk", 3, 0, OTHER_RESOLVER));
  put (fixture, dns ("printer", 4, -1, RESOLVER));
  fixture->time_us = 6000000;
  fill (fixture, 1);
  capture = load (fixture, 2);

  g_assert_cmpuint (pv_capture_find_label (capture, PV_DIMENSION_DOMAIN, "co.uk"), ==, PV_NO_ID);
  check_chart (capture, "", PV_DIMENSION_DOMAIN, "site.co.uk:2/1 other.co.uk:1/1 printer:1/1");
  check_chart (capture, "domains=SITE.co.uk.", PV_DIMENSION_LOOKUP, "a.site.co.uk:1/1 b.site.co.uk:1/1");
  check_chart (capture, "domains=site.co.uk", PV_DIMENSION_DNS_OUTCOME, "NXDOMAIN:1/1 unanswered:1/1");
  check_chart (capture, "domains=site.co.uk domains=printer", PV_DIMENSION_LOOKUP,
               "a.site.co.uk:1/1 b.site.co.uk:1/1 printer:1/1");
  check_chart (capture, "lookups=a.other.co.uk", PV_DIMENSION_DOMAIN, "other.co.uk:1/1");
  check_chart (capture, "domains=site.co.uk", PV_DIMENSION_DOMAIN, "site.co.uk:2/1 other.co.uk:1/1 printer:1/1");
  check_chart (capture, "-domains=site.co.uk", PV_DIMENSION_LOOKUP, "a.other.co.uk:1/1 printer:1/1");
}

/* What came of a lookup leaves the names that it came of, and who asked; a name leaves what came of it. */
static void
test_dns_picks (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr (PvCapture) capture = NULL;
  guint64 values[2 * 4];
  guint32 ids[2];

  put (fixture, dns ("a.example", 1, -1, RESOLVER));
  put (fixture, dns ("b.example", 2, -1, RESOLVER));
  put (fixture, dns ("c.example", 3, -1, OTHER_RESOLVER));
  put (fixture, dns ("a.example", 1, 3, RESOLVER));
  put (fixture, dns ("b.example", 2, 0, RESOLVER));
  put (fixture, dns ("b.example", 4, -1, RESOLVER));
  put (fixture, dns ("b.example", 4, 3, RESOLVER));
  put (fixture, dns ("d.example", 5, 0, RESOLVER)); /* to no query */
  fixture->time_us = 6000000;
  fill (fixture, 1);
  capture = load (fixture, 2);

  check_chart (capture, "", PV_DIMENSION_DNS_OUTCOME, "NOERROR:2/1 NXDOMAIN:2/1 unanswered:1/1");
  check_chart (capture, "", PV_DIMENSION_DNS_TYPE, "A:4/1");
  check_chart (capture, "dns_outcomes=NXDOMAIN", PV_DIMENSION_LOOKUP, "a.example:1/1 b.example:1/1");
  check_chart (capture, "dns_outcomes=NXDOMAIN", PV_DIMENSION_SOURCE, CLIENT ":2 " RESOLVER ":2");
  check_chart (capture, "dns_outcomes=NXDOMAIN", PV_DIMENSION_DNS_OUTCOME, "NOERROR:2/1 NXDOMAIN:2/1 unanswered:1/1");
  check_chart (capture, "dns_outcomes=NXDOMAIN", PV_DIMENSION_DNS_TYPE, "A:2/1");
  check_chart (capture, "dns_outcomes=unanswered", PV_DIMENSION_LOOKUP, "c.example:1/1");
  check_chart (capture, "dns_outcomes=unanswered", PV_DIMENSION_DESTINATION, OTHER_RESOLVER ":1");
  check_chart (capture, "-dns_outcomes=NOERROR", PV_DIMENSION_LOOKUP, "a.example:1/1 b.example:1/1 c.example:1/1");
  check_chart (capture, "dns_types=A", PV_DIMENSION_LOOKUP, "b.example:2/1 a.example:1/1");
  /* a name's own packets are its lookups; outcomes are counted by whose they are */
  check_chart (capture, "lookups=b.example", PV_DIMENSION_SOURCE, CLIENT ":2");
  check_chart (capture, "lookups=b.example", PV_DIMENSION_DNS_OUTCOME, "NOERROR:1/1 NXDOMAIN:1/1");
  check_chart (capture, "lookups=c.example", PV_DIMENSION_DNS_OUTCOME, "unanswered:1/1");
  check_chart (capture, "-lookups=b.example", PV_DIMENSION_DNS_OUTCOME, "NOERROR:1/1 NXDOMAIN:1/1 unanswered:1/1");
  check_chart (capture, "-lookups=b.example lookups=a.example", PV_DIMENSION_DNS_OUTCOME, "NXDOMAIN:1/1");
  check_chart (capture, "lookups=b.example addresses=" RESOLVER, PV_DIMENSION_DNS_OUTCOME, "NOERROR:1/1 NXDOMAIN:1/1");
  check_chart (capture, "lookups=b.example dns_outcomes=NXDOMAIN", PV_DIMENSION_DNS_TYPE, "A:1/1");
  check_chart (capture, "lookups=b.example dns_outcomes=NXDOMAIN", PV_DIMENSION_DESTINATION, RESOLVER ":1");

  /* a line counts what bars count, not what a pick leaves */
  ids[0] = 3;
  ids[1] = PV_DNS_UNANSWERED;
  g_assert_true (pv_label_lines_run (capture, PV_DIMENSION_DNS_OUTCOME, ids, 2, pv_capture_get_bulk_span (capture), 4,
                                     PV_MEASURE_IP_BYTES, values, NULL, NULL));
  g_assert_cmpuint (values[0], ==, 2);
  g_assert_cmpuint (values[4], ==, 1);
  g_assert_cmpuint (values[1] + values[2] + values[3] + values[5] + values[6] + values[7], ==, 0);
}

/* What came of the labels of @dimension within @span, as pv_query_run() says. */
static char *
split_outcomes (PvCapture    *capture,
                PvDimension   dimension,
                const PvSpan *span)
{
  PvQuery query = { .dimension = dimension, .with_outcomes = TRUE };
  g_autoptr (PvRanking) ranking = NULL;
  GString *text = g_string_new (NULL);

  if (span != NULL)
    {
      query.span = *span;
      query.has_span = TRUE;
    }
  ranking = pv_query_run (capture, &query, NULL, NULL);
  g_assert_true (ranking->outcomes != NULL || !pv_dimension_has_outcomes (dimension));
  for (guint i = 0; i < ranking->n_ranks; i++)
    {
      g_autofree char *label = pv_capture_dup_label (capture, dimension, ranking->ranks[i].id);

      g_string_append_printf (text, "%s%s:%u", i > 0 ? " " : "", label, (guint) ranking->ranks[i].packets);
      for (PvOutcomeClass class = 0; ranking->outcomes != NULL && class < PV_N_OUTCOME_CLASSES; class++)
        g_string_append_printf (text, "/%u", (guint) ranking->outcomes[i].n[class]);
    }

  return g_string_free (text, FALSE);
}

static void
expect_split (PvCapture    *capture,
              PvDimension   dimension,
              const PvSpan *span,
              const char   *expected)
{
  g_autofree char *text = split_outcomes (capture, dimension, span);

  g_assert_cmpstr (text, ==, expected);
}

/* Which outcomes the whole capture has, whatever the span. */
static void
expect_classes (PvCapture    *capture,
                const PvSpan *span,
                guint         expected)
{
  PvQuery query = { .dimension = PV_DIMENSION_LOOKUP, .with_outcomes = TRUE, .has_span = TRUE, .span = *span };
  g_autoptr (PvRanking) ranking = pv_query_run (capture, &query, NULL, NULL);

  g_assert_cmphex (ranking->outcome_classes, ==, expected);
}

/* "NOERROR:2 unanswered:1; A:2; n/median/p95/max", times in microseconds. */
static void
expect_figures (PvCapture    *capture,
                PvDimension   dimension,
                const char   *label,
                const PvSpan *span,
                const char   *expected)
{
  PvQuery query = { .dimension = dimension };
  guint32 id = pv_capture_find_label (capture, dimension, label);
  g_autoptr (PvDnsFigures) figures = NULL;
  g_autoptr (PvDnsTimes) times = NULL;
  g_autoptr (GString) text = g_string_new (NULL);
  PvResponseTimes of_label;

  if (span != NULL)
    {
      query.span = *span;
      query.has_span = TRUE;
    }
  g_assert_cmpuint (id, !=, PV_NO_ID);
  figures = pv_dns_figures_new (capture, &query, id, NULL);
  for (guint8 outcome = 0; outcome <= PV_DNS_UNANSWERED; outcome++)
    if (figures->outcomes[outcome] > 0)
      g_string_append_printf (text, "%s:%u ", pv_dns_outcome_get_name (outcome), (guint) figures->outcomes[outcome]);
  for (guint i = 0; i < figures->n_types; i++)
    g_string_append_printf (text, "%s:%u ", pv_dns_type_get_name (figures->types[i].type), (guint) figures->types[i].n);
  g_string_append_printf (text, "%u/%u/%u/%u", (guint) figures->times.n, (guint) figures->times.median_ns / 1000,
                          (guint) figures->times.p95_ns / 1000, (guint) figures->times.max_ns / 1000);
  g_assert_cmpstr (text->str, ==, expected);

  times = pv_dns_times_new (capture, &query);
  of_label = pv_dns_times_get (times, id);
  g_assert_cmpmem (&of_label, sizeof of_label, &figures->times, sizeof figures->times);
  of_label = pv_dns_times_get (times, id + 1000);
  g_assert_cmpuint (of_label.n, ==, 0);
}

/* What came of lookups is told by the lookup, also where its answer is later than the span; of types and servers, by the
 * answer. */
static void
test_dns_figures (Fixture       *fixture,
                  gconstpointer  data)
{
  g_autoptr (PvCapture) capture = NULL;
  PvSpan early;
  PvSpan late;

  put (fixture, dns ("a.site.example", 1, -1, RESOLVER)); /* at 0 µs */
  put (fixture, dns ("b.site.example", 2, -1, RESOLVER));
  put (fixture, dns ("a.site.example", 3, -1, OTHER_RESOLVER));
  put (fixture, dns ("a.site.example", 4, -1, RESOLVER));
  put (fixture, dns ("a.site.example", 1, 3, RESOLVER)); /* after 40 µs */
  put (fixture, dns ("b.site.example", 2, 0, RESOLVER)); /* after 40 µs */
  fixture->time_us = 1000;
  put (fixture, dns ("a.site.example", 4, 2, RESOLVER)); /* after 970 µs */
  put (fixture, dns ("c.example", 5, 0, RESOLVER)); /* to no query */
  put (fixture, dns ("a.site.example", 6, -1, RESOLVER));
  put (fixture, dns ("a.site.example", 6, 0, RESOLVER)); /* after 10 µs */
  fixture->time_us = 9000000;
  put (fixture, dns ("b.site.example", 7, -1, RESOLVER)); /* which may be answered yet */
  capture = load (fixture, 2);

  early = (PvSpan){ T0_S * G_GINT64_CONSTANT (1000000000), T0_S * G_GINT64_CONSTANT (1000000000) + 100000 };
  late = (PvSpan){ early.end_ns, early.end_ns + 2000000 };
  expect_split (capture, PV_DIMENSION_LOOKUP, NULL, "a.site.example:4/1/1/1/1 b.site.example:2/1/0/0/0");
  expect_split (capture, PV_DIMENSION_DOMAIN, NULL, "site.example:6/2/1/1/1");
  expect_split (capture, PV_DIMENSION_DNS_TYPE, NULL, "A:5/3/1/1/0");
  expect_split (capture, PV_DIMENSION_LOOKUP, &early, "a.site.example:3/0/1/1/1 b.site.example:1/1/0/0/0");
  expect_split (capture, PV_DIMENSION_LOOKUP, &late, "a.site.example:1/1/0/0/0");
  expect_split (capture, PV_DIMENSION_DNS_TYPE, &early, "A:2/1/1/0/0");
  expect_classes (capture, &late, ((1 << PV_N_OUTCOME_CLASSES) - 1) | PV_OUTCOME_NOT_KNOWN);
  expect_split (capture, PV_DIMENSION_DNS_OUTCOME, NULL, "NOERROR:3 SERVFAIL:1 NXDOMAIN:1 unanswered:1");

  expect_figures (capture, PV_DIMENSION_LOOKUP, "a.site.example", NULL,
                  "NOERROR:1 SERVFAIL:1 NXDOMAIN:1 unanswered:1 A:3 3/40/970/970");
  expect_figures (capture, PV_DIMENSION_LOOKUP, "a.site.example", &early,
                  "SERVFAIL:1 NXDOMAIN:1 unanswered:1 A:2 2/40/970/970");
  expect_figures (capture, PV_DIMENSION_DOMAIN, "site.example", NULL,
                  "NOERROR:2 SERVFAIL:1 NXDOMAIN:1 unanswered:1 A:4 4/40/970/970");
  expect_figures (capture, PV_DIMENSION_SERVER, RESOLVER, NULL, "NOERROR:3 SERVFAIL:1 NXDOMAIN:1 A:5 4/40/970/970");
  expect_figures (capture, PV_DIMENSION_ADDRESS, RESOLVER, &late, "NOERROR:2 SERVFAIL:1 A:3 2/10/970/970");
  expect_figures (capture, PV_DIMENSION_ADDRESS, OTHER_RESOLVER, NULL, "unanswered:1 0/0/0/0");
  expect_figures (capture, PV_DIMENSION_ADDRESS, CLIENT, NULL, "0/0/0/0");
  expect_figures (capture, PV_DIMENSION_DNS_TYPE, "A", NULL, "NOERROR:3 SERVFAIL:1 NXDOMAIN:1 A:5 4/40/970/970");
  expect_figures (capture, PV_DIMENSION_DNS_OUTCOME, "SERVFAIL", NULL, "SERVFAIL:1 A:1 1/970/970/970");
}

/* Where packets are not in the order of their times, lookups keep what came of them. */
static void
test_dns_figures_out_of_order (Fixture       *fixture,
                               gconstpointer  data)
{
  g_autoptr (PvCapture) capture = NULL;
  PvSpan span;

  fixture->time_us = 5000000;
  put (fixture, dns ("a.example", 1, -1, RESOLVER));
  fixture->time_us = 1000000;
  put (fixture, dns ("a.example", 1, 3, RESOLVER)); /* before its query, by the clock */
  capture = load (fixture, 1);

  span = (PvSpan){ (T0_S + 4) * G_GINT64_CONSTANT (1000000000), (T0_S + 6) * G_GINT64_CONSTANT (1000000000) };
  expect_split (capture, PV_DIMENSION_LOOKUP, &span, "a.example:1/0/1/0/0");
  expect_classes (capture, &span, 1 << PV_OUTCOME_NXDOMAIN);
  expect_figures (capture, PV_DIMENSION_LOOKUP, "a.example", &span, "NXDOMAIN:1 A:1 0/0/0/0");
}

/* "name packets/bytes@place …": what a conversation is known by. */
static void
expect_names (PvCapture     *capture,
              const PvQuery *query,
              const char    *label,
              const char    *expected)
{
  g_autoptr (PvLabelDetails) details = NULL;
  g_autoptr (GString) text = g_string_new (NULL);
  guint32 id = pv_capture_find_label (capture, query->dimension, label);

  g_assert_cmpuint (id, !=, PV_NO_ID);
  details = pv_label_details_new (capture, query, id, NULL, NULL);
  for (guint i = 0; i < details->n_listed_names; i++)
    {
      const PvKnownName *known = &details->names[i];
      g_autofree char *name = pv_capture_dup_label (capture, PV_DIMENSION_SERVER_NAME, known->name.label);

      g_string_append_printf (text, "%s%s %u@%u", i > 0 ? " " : "", name, (guint) known->packets, (guint) known->place);
    }
  if (details->n_listed_names < details->n_names)
    g_string_append_printf (text, " +%u", details->n_names - details->n_listed_names);
  g_assert_cmpstr (text->str, ==, expected);
}

/* Two addresses may talk under many names, which details of them list; one with ports has one name. */
static void
test_names_of_conversation (Fixture       *fixture,
                            gconstpointer  data)
{
  static const char *const names[] = { "a.example", "b.example", "b.example", "c.example" };
  g_autoptr (PvCapture) capture = NULL;
  PvQuery query = { .dimension = PV_DIMENSION_CONVERSATION };
  PvSpan span = { (gint64) T0_S * PV_NS_PER_SECOND + 15000, G_MAXINT64 };

  put (fixture, tcp (8000, 999, TCP_ACK, NULL, 0));
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (GByteArray) hello = hello_records (hello_message_of (names[i]), 16384);

      put (fixture, tcp ((guint16) (8443 + i), 1000, TCP_ACK, hello->data, hello->len));
    }
  put (fixture, tcp (8446, 5000, TCP_ACK, NULL, 0));
  put (fixture, tcp (8446, 5000, TCP_ACK, NULL, 0));
  capture = load (fixture, 2);

  expect_names (capture, &query, CLIENT " ↔ " SERVER, "c.example 3@5 b.example 2@3 a.example 1@2");
  query.limit = 2;
  expect_names (capture, &query, CLIENT " ↔ " SERVER, "c.example 3@5 b.example 2@3 +1");
  query.has_span = TRUE;
  query.span = span;
  expect_names (capture, &query, CLIENT " ↔ " SERVER, "c.example 3@5 b.example 2@3");
  query.dimension = PV_DIMENSION_FLOW;
  expect_names (capture, &query, CLIENT ":40000 ↔ " SERVER ":8443 TCP", "a.example 0@2");
  expect_names (capture, &query, CLIENT ":40000 ↔ " SERVER ":8000 TCP", "");
}

/* A URL leaves what was asked for and what came of it, until its conversation asks for another. */
static void
test_url_picks (Fixture       *fixture,
                gconstpointer  data)
{
  static const char first[] = "GET /a HTTP/1.1\r\nHost: h\r\n\r\n";
  static const char second[] = "GET /b HTTP/1.1\r\nHost: h\r\n\r\n";
  g_autoptr (GByteArray) stream = packet_new ();
  g_autoptr (PvCapture) capture = NULL;

  g_byte_array_append (stream, (const guint8 *) first, strlen (first));
  g_byte_array_append (stream, (const guint8 *) second, strlen (second));
  g_byte_array_append (stream, (const guint8 *) first, strlen (first));

  put (fixture, tcp (8443, 999, TCP_SYN, NULL, 0));
  put_stream (fixture, stream, 0, strlen (first));
  put (fixture, packet_ipv4 (packet_tcp (packet_append_n (packet_new (), 900, 0x11), 8443, 40000, 1, TCP_ACK), 6, SERVER,
                             CLIENT));
  fill (fixture, 1);
  put_stream (fixture, stream, strlen (first), 2 * strlen (first));
  put (fixture, packet_ipv4 (packet_tcp (packet_append_n (packet_new (), 900, 0x11), 8443, 40000, 901, TCP_ACK), 6, SERVER,
                             CLIENT));
  put_stream (fixture, stream, 2 * strlen (first), 3 * strlen (first));
  capture = load (fixture, 2);

  check_chart (capture, "", PV_DIMENSION_URL, "http://h/a:2/1 http://h/b:1/1");
  check_chart (capture, "urls=http://h/a", PV_DIMENSION_SOURCE, CLIENT ":2 " SERVER ":1");
  check_chart (capture, "urls=http://h/b", PV_DIMENSION_SOURCE, CLIENT ":1 " SERVER ":1");
  check_chart (capture, "urls=http://h/b", PV_DIMENSION_URL, "http://h/a:2/1 http://h/b:1/1");
  check_chart (capture, "-urls=http://h/b", PV_DIMENSION_SOURCE, CLIENT ":4 " SERVER ":1");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, func) g_test_add ("/events/" path, Fixture, NULL, set_up, func, tear_down)
  ADD ("tls", test_tls);
  ADD ("tunnel", test_tunnel);
  ADD ("http", test_http);
  ADD ("quic", test_quic);
  ADD ("dns", test_dns);
  ADD ("late-dns", test_late_dns);
  ADD ("dns-over-tcp", test_dns_over_tcp);
  ADD ("order", test_order);
  ADD ("report", test_report);
  ADD ("dns-picks", test_dns_picks);
  ADD ("domain-picks", test_domain_picks);
  ADD ("names-of-conversation", test_names_of_conversation);
  ADD ("dns-figures", test_dns_figures);
  ADD ("dns-figures-out-of-order", test_dns_figures_out_of_order);
  ADD ("url-picks", test_url_picks);
#undef ADD

  return g_test_run ();
}
