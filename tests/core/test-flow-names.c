/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-flow-names.c: the names that conversations are known by: each rule, and which goes before which. */
#include <string.h>

#include "capture-maker.h"
#include "hello-builder.h"
#include "packet-builder.h"
#include "pv-capture-private.h"
#include "pv-loader.h"
#include "pv-query.h"
#include "savefile-builder.h"

#define RAW 101
#define T0_S 1500000000
#define CLIENT "10.0.0.1"
#define OTHER "10.0.0.2"
#define SERVER "192.0.2.80"
#define SERVER_HEX "c0000250"
#define SERVER6 "2001:db8::80"
#define SERVER6_HEX "20010db8000000000000000000000080"
#define RESOLVER "192.0.2.53"

#define TCP_SYN 0x02
#define TCP_ACK 0x10

typedef struct
{
  SavefileBuilder file;
  guint64 time_us; /* of the next packet, since T0 */
  PvCapture *capture;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  savefile_builder_init (&fixture->file, FALSE);
  savefile_add_pcap_header (&fixture->file, 0xa1b2c3d4, 65535, RAW);
  fixture->time_us = 10000;
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_clear_object (&fixture->capture);
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

static GByteArray *
ip (GByteArray *packet,
    guint8      protocol,
    const char *source,
    const char *destination)
{
  return strchr (source, ':') != NULL ? packet_ipv6 (packet, protocol, source, destination)
                                      : packet_ipv4 (packet, protocol, source, destination);
}

/* The beginning of a connection. */
static void
put_syn (Fixture    *fixture,
         const char *client,
         const char *server,
         guint16     port)
{
  put (fixture, ip (packet_tcp (packet_new (), port, 443, 1000, TCP_SYN), 6, client, server));
}

/* @name: with "_" for spaces */
static void
append_name (GByteArray *message,
             const char *name)
{
  g_autofree char *spaced = g_strdelimit (g_strdup (name), "_", ' ');
  g_auto (GStrv) labels = g_strsplit (spaced, ".", -1);

  for (guint i = 0; labels[i] != NULL; i++)
    {
      guint8 length = (guint8) strlen (labels[i]);

      g_byte_array_append (message, &length, 1);
      g_byte_array_append (message, (const guint8 *) labels[i], length);
    }
  packet_append (message, "00");
}

static void
append_record (GByteArray *message,
               const char *owner,
               guint16     type,
               GByteArray *data)
{
  char head[64];

  append_name (message, owner);
  g_snprintf (head, sizeof head, "%04x 0001 00000001 %04x", type, data->len);
  packet_append (message, head);
  g_byte_array_append (message, data->data, data->len);
  g_byte_array_unref (data);
}

/* An answer. @records: "owner=hexadecimal address" or "owner>name that it is an alias of", between spaces;
 * @question: (nullable) */
static GByteArray *
answer (const char *question,
        const char *records)
{
  g_auto (GStrv) words = g_strsplit (records, " ", -1);
  char head[64];
  GByteArray *message = packet_new ();

  g_snprintf (head, sizeof head, "1234 8180 000%u %04x 0000 0000", question != NULL, g_strv_length (words));
  packet_append (message, head);
  if (question != NULL)
    {
      append_name (message, question);
      packet_append (message, "0001 0001");
    }

  for (guint i = 0; words[i] != NULL; i++)
    {
      gsize length = strcspn (words[i], "=>");
      g_autofree char *owner = g_strndup (words[i], length);
      const char *target = words[i] + length + 1;
      GByteArray *data = packet_new ();

      if (words[i][length] == '>')
        append_name (data, target);
      else
        packet_append (data, target);
      append_record (message, owner, words[i][length] == '>' ? 5 : data->len == 4 ? 1 : 28, data);
    }

  return message;
}

static void
put_answer (Fixture    *fixture,
            const char *client,
            const char *question,
            const char *records)
{
  put (fixture, packet_ipv4 (packet_udp (answer (question, records), 53, 41000), 17, RESOLVER, client));
}

static void
load (Fixture *fixture)
{
  g_autoptr (GFile) file = savefile_builder_write (&fixture->file);
  g_autoptr (PvLoader) loader = pv_loader_new (file);
  g_autoptr (GError) error = NULL;

  fixture->capture = pv_loader_load (loader, NULL, &error);
  g_assert_no_error (error);
}

/* What the conversation between two endpoints is known by: "name code packet", packets from 0 on; "" for none. */
static void
expect (Fixture    *fixture,
        const char *label,
        const char *expected)
{
  PvCapture *capture = fixture->capture;
  guint32 flow = test_find_id (capture, PV_DIMENSION_FLOW, label);
  guint32 reverse = pv_flow_table_get (capture->flows, flow)->reverse;
  PvFlowName name;
  PvFlowName back;
  g_autofree char *text = g_strdup ("");
  g_autofree char *second = pv_capture_dup_second_label (capture, PV_DIMENSION_FLOW, flow);
  gboolean is_named = pv_flow_names_get (capture->flow_names, flow, &name);

  if (is_named)
    {
      g_free (text);
      text = g_strdup_printf ("%s %s %u", (const char *) pv_label_table_get (capture->names, name.label, NULL),
                              pv_evidence_get_code (name.evidence), name.packet);
    }
  g_assert_cmpstr (text, ==, expected);
  g_assert_cmpuint (pv_flow_names_get_label (capture->flow_names, flow), ==, is_named ? name.label : PV_NO_ID);
  /* which is what stands below it */
  g_assert_cmpstr (second, ==, is_named ? (const char *) pv_label_table_get (capture->names, name.label, NULL) : NULL);

  if (reverse == PV_NO_ID)
    return;
  g_assert_true (pv_flow_names_get (capture->flow_names, reverse, &back) == is_named);
  if (is_named)
    g_assert_true (back.label == name.label && back.packet == name.packet && back.evidence == name.evidence);
}

#define CONVERSATION CLIENT ":40000 ↔ " SERVER ":443 tcp"
#define OTHERS OTHER ":40000 ↔ " SERVER ":443 tcp"

/* What it says itself goes before all else, also where that comes later. */
static void
test_said (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr (GByteArray) hello = hello_records (hello_message_of ("www.example"), 16384);
  GByteArray *segment = packet_new ();

  put_answer (fixture, CLIENT, "cdn.example", "cdn.example=" SERVER_HEX);
  put_syn (fixture, CLIENT, SERVER, 40000);
  g_byte_array_append (segment, hello->data, hello->len);
  put (fixture, packet_ipv4 (packet_tcp (segment, 40000, 443, 1001, TCP_ACK), 6, CLIENT, SERVER));
  put (fixture, packet_ipv4 (packet_tcp (packet_new (), 443, 40000, 1, TCP_ACK), 6, SERVER, CLIENT));
  load (fixture);
  expect (fixture, CONVERSATION, "www.example tls 2");
}

/* The last answer before the first packet: not the one before that, nor what was answered later. */
static void
test_last_before (Fixture       *fixture,
                  gconstpointer  data)
{
  put_answer (fixture, CLIENT, "first.example", "first.example=" SERVER_HEX);
  put_answer (fixture, CLIENT, "second.example", "second.example=" SERVER_HEX);
  put_answer (fixture, CLIENT, "elsewhere.example", "elsewhere.example=c0000251");
  put_syn (fixture, CLIENT, SERVER, 40000);
  put_answer (fixture, CLIENT, "third.example", "third.example=" SERVER_HEX);
  put (fixture, packet_ipv4 (packet_tcp (packet_new (), 443, 40000, 1, TCP_ACK), 6, SERVER, CLIENT));
  put_syn (fixture, CLIENT, SERVER, 40001);
  load (fixture);
  expect (fixture, CONVERSATION, "second.example dns_client 1");
  expect (fixture, CLIENT ":40001 ↔ " SERVER ":443 tcp", "third.example dns_client 4");
}

/* What this client was answered goes before what others were, though that be later. */
static void
test_client_before_any (Fixture       *fixture,
                        gconstpointer  data)
{
  put_answer (fixture, CLIENT, "mine.example", "mine.example=" SERVER_HEX);
  put_answer (fixture, "10.0.0.3", "theirs.example", "theirs.example=" SERVER_HEX);
  put_syn (fixture, CLIENT, SERVER, 40000);
  put_syn (fixture, OTHER, SERVER, 40000);
  /* whom nobody answered */
  put_syn (fixture, CLIENT, "192.0.2.81", 40000);
  load (fixture);
  expect (fixture, CONVERSATION, "mine.example dns_client 0");
  expect (fixture, OTHERS, "theirs.example dns_any 1");
  expect (fixture, CLIENT ":40000 ↔ 192.0.2.81:443 tcp", "");
}

/* Answered only after it had begun, it has no name, whoever was answered. */
static void
test_too_late (Fixture       *fixture,
               gconstpointer  data)
{
  put_syn (fixture, CLIENT, SERVER, 40000);
  put_answer (fixture, CLIENT, "late.example", "late.example=" SERVER_HEX);
  put (fixture, packet_ipv4 (packet_tcp (packet_new (), 40000, 443, 1001, TCP_ACK), 6, CLIENT, SERVER));
  load (fixture);
  expect (fixture, CONVERSATION, "");
}

/* It is the server's address that has a name: not the client's. */
static void
test_server_only (Fixture       *fixture,
                  gconstpointer  data)
{
  put_answer (fixture, CLIENT, "me.example", "me.example=0a000001");
  put_answer (fixture, SERVER, "him.example", "him.example=0a000001");
  put_syn (fixture, CLIENT, SERVER, 40000);
  load (fixture);
  expect (fixture, CONVERSATION, "");
}

/* Where the server speaks first in the file, the client is still the client. */
static void
test_reply_first (Fixture       *fixture,
                  gconstpointer  data)
{
  put_answer (fixture, CLIENT, "a.example", "a.example=" SERVER_HEX);
  put (fixture, packet_ipv4 (packet_tcp (packet_new (), 443, 40000, 1, TCP_ACK), 6, SERVER, CLIENT));
  put_answer (fixture, CLIENT, "b.example", "b.example=" SERVER_HEX);
  put (fixture, packet_ipv4 (packet_tcp (packet_new (), 40000, 443, 1001, TCP_ACK), 6, CLIENT, SERVER));
  load (fixture);
  expect (fixture, CONVERSATION, "a.example dns_client 0");
}

/* Of two answers at one time, the one that comes later in the file; of two records of one answer, the same name. */
static void
test_ties (Fixture       *fixture,
           gconstpointer  data)
{
  guint64 time_us = fixture->time_us;

  put_answer (fixture, CLIENT, "a.example", "a.example=" SERVER_HEX " a.example=" SERVER_HEX);
  fixture->time_us = time_us;
  put_answer (fixture, CLIENT, "b.example", "b.example=c0000251 b.example=" SERVER_HEX);
  fixture->time_us = time_us;
  put_syn (fixture, CLIENT, SERVER, 40000);
  fixture->time_us = time_us;
  put_answer (fixture, CLIENT, "c.example", "c.example=" SERVER_HEX);
  load (fixture);
  expect (fixture, CONVERSATION, "b.example dns_client 1");
}

/* It is time that counts, not the order of the file. */
static void
test_out_of_order (Fixture       *fixture,
                   gconstpointer  data)
{
  guint64 time_us = fixture->time_us;

  put_syn (fixture, CLIENT, SERVER, 40000);
  put_syn (fixture, OTHER, SERVER, 40000);
  fixture->time_us = time_us - 5000;
  put_answer (fixture, CLIENT, "early.example", "early.example=" SERVER_HEX);
  fixture->time_us = time_us + 5000;
  put_answer (fixture, CLIENT, "late.example", "late.example=" SERVER_HEX);
  /* the other's conversation begins with this, before any answer */
  fixture->time_us = time_us - 6000;
  put (fixture, packet_ipv4 (packet_tcp (packet_new (), 443, 40000, 1, TCP_ACK), 6, SERVER, OTHER));
  load (fixture);
  expect (fixture, CONVERSATION, "early.example dns_client 1");
  expect (fixture, OTHERS, "");
}

/* What was asked for, whatever that is an alias of. */
static void
test_aliases (Fixture       *fixture,
              gconstpointer  data)
{
  put_answer (fixture, CLIENT, "www.example", "edge.cdn=" SERVER_HEX " www.example>www.cdn www.cdn>edge.cdn");
  put_syn (fixture, CLIENT, SERVER, 40000);
  put_answer (fixture, CLIENT, "loop.example",
              "loop.example>a.example a.example>loop.example a.example=" SERVER_HEX);
  put_syn (fixture, CLIENT, SERVER, 40001);
  /* nobody asked for the name that this address is of */
  put_answer (fixture, CLIENT, "www.example", "stray.example=" SERVER_HEX);
  put_syn (fixture, CLIENT, SERVER, 40002);
  load (fixture);
  expect (fixture, CONVERSATION, "www.example dns_client 0");
  expect (fixture, CLIENT ":40001 ↔ " SERVER ":443 tcp", "loop.example dns_client 2");
  expect (fixture, CLIENT ":40002 ↔ " SERVER ":443 tcp", "loop.example dns_client 2");
}

/* Who was answered over IPv4 and connects over IPv6 is another client. */
static void
test_ipv6 (Fixture       *fixture,
           gconstpointer  data)
{
  put_answer (fixture, CLIENT, "six.example", "six.example=" SERVER6_HEX);
  put_syn (fixture, "2001:db8::1", SERVER6, 40000);
  put (fixture, packet_ipv6 (packet_udp (answer ("mine.example", "mine.example=" SERVER6_HEX), 53, 41000), 17,
                             "2001:db8::53", "2001:db8::1"));
  put_syn (fixture, "2001:db8::1", SERVER6, 40001);
  load (fixture);
  expect (fixture, "[2001:db8::1]:40000 ↔ [" SERVER6 "]:443 tcp", "six.example dns_any 0");
  expect (fixture, "[2001:db8::1]:40001 ↔ [" SERVER6 "]:443 tcp", "mine.example dns_client 2");
}

/* Multicast DNS tells everybody; LLMNR who asked. */
static void
test_multicast (Fixture       *fixture,
                gconstpointer  data)
{
  put (fixture, packet_ipv4 (packet_udp (answer (NULL, "printer.local=" SERVER_HEX), 5353, 5353), 17, SERVER,
                             "224.0.0.251"));
  put_syn (fixture, CLIENT, SERVER, 40000);
  put (fixture, packet_ipv4 (packet_udp (answer ("printer", "printer=" SERVER_HEX), 5355, 41000), 17, SERVER, CLIENT));
  put_syn (fixture, CLIENT, SERVER, 40001);
  put_syn (fixture, OTHER, SERVER, 40000);
  load (fixture);
  expect (fixture, CONVERSATION, "printer.local dns_any 0");
  expect (fixture, CLIENT ":40001 ↔ " SERVER ":443 tcp", "printer dns_client 2");
  expect (fixture, OTHERS, "printer dns_any 2");
}

/* Over TCP, in two segments. */
static void
test_tcp (Fixture       *fixture,
          gconstpointer  data)
{
  g_autoptr (GByteArray) message = answer ("www.example", "www.example=" SERVER_HEX);
  char prefix[8];

  g_snprintf (prefix, sizeof prefix, "%04x", message->len);
  packet_prepend (message, prefix);
  for (guint at = 0; at < message->len; at += 20)
    {
      GByteArray *segment = packet_new ();

      g_byte_array_append (segment, message->data + at, MIN (20, message->len - at));
      put (fixture, packet_ipv4 (packet_tcp (segment, 53, 41000, 5000 + at, TCP_ACK), 6, RESOLVER, CLIENT));
    }
  put_syn (fixture, CLIENT, SERVER, 40000);
  load (fixture);
  expect (fixture, CONVERSATION, "www.example dns_client 2");
}

/* What tunnels carry names what is outside of them, and its packets have the number of the tunnel's. */
static void
test_tunnel (Fixture       *fixture,
             gconstpointer  data)
{
  GByteArray *inner = packet_ipv4 (packet_udp (answer ("in.example", "in.example=" SERVER_HEX), 53, 41000), 17, RESOLVER,
                                   CLIENT);

  put (fixture, packet_ipv4 (inner, 4, "198.51.100.1", "198.51.100.2"));
  put_syn (fixture, CLIENT, SERVER, 40000);
  put_syn (fixture, OTHER, SERVER, 40000);
  load (fixture);
  expect (fixture, CONVERSATION, "in.example dns_client 0");
  expect (fixture, OTHERS, "in.example dns_any 0");
}

/* Also what has no ports. */
static void
test_no_ports (Fixture       *fixture,
               gconstpointer  data)
{
  put_answer (fixture, CLIENT, "ping.example", "ping.example=" SERVER_HEX);
  put (fixture, packet_ipv4 (packet_append (packet_new (), "0800 0000 0000 0000"), 1, CLIENT, SERVER));
  load (fixture);
  expect (fixture, CLIENT " ↔ " SERVER " icmp", "ping.example dns_client 0");
}

/* Many answers to many clients, each of which finds its own. */
static void
test_many (Fixture       *fixture,
           gconstpointer  data)
{
  const guint n = 3000;

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *client = g_strdup_printf ("10.1.%u.%u", i % 100 / 10, i % 10);
      g_autofree char *name = g_strdup_printf ("n%u.example", i);
      g_autofree char *record = g_strdup_printf ("%s=" SERVER_HEX, name);

      put_answer (fixture, client, name, record);
    }
  for (guint i = 0; i < 100; i++)
    {
      g_autofree char *client = g_strdup_printf ("10.1.%u.%u", i / 10, i % 10);

      put_syn (fixture, client, SERVER, 40000);
    }
  load (fixture);
  for (guint i = 0; i < 100; i++)
    {
      g_autofree char *label = g_strdup_printf ("10.1.%u.%u:40000 ↔ " SERVER ":443 tcp", i / 10, i % 10);
      g_autofree char *expected = g_strdup_printf ("n%u.example dns_client %u", n - 100 + i, n - 100 + i);

      expect (fixture, label, expected);
    }
}

/* "label packets …" as ranked by packets. */
static void
expect_ranks (Fixture    *fixture,
              guint       limit,
              const char *expected)
{
  const PvQuery query = { .dimension = PV_DIMENSION_NAMED, .measure = PV_MEASURE_PACKETS, .limit = limit };
  g_autoptr (PvRanking) ranking = pv_query_run (fixture->capture, &query, NULL, NULL);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < ranking->n_ranks; i++)
    {
      g_autofree char *label = pv_capture_dup_label (fixture->capture, PV_DIMENSION_NAMED, ranking->ranks[i].id);

      g_string_append_printf (text, "%s%s %" G_GUINT64_FORMAT, i > 0 ? ", " : "", label, ranking->ranks[i].packets);
      g_assert_cmpuint (pv_capture_find_label (fixture->capture, PV_DIMENSION_NAMED, label), ==, ranking->ranks[i].id);
    }
  g_assert_cmpstr (text->str, ==, expected);
}

/* What has no name comes last, however much it is, and is never left out; a name that is spelt like it is another. */
static void
test_ranks (Fixture       *fixture,
            gconstpointer  data)
{
  put_answer (fixture, CLIENT, "b.example", "b.example=c0000251");
  put_answer (fixture, CLIENT, "not_named", "not_named=c0000252");
  for (guint16 i = 0; i < 3; i++)
    {
      put_syn (fixture, CLIENT, "192.0.2.81", (guint16) (40000 + i));
      put_syn (fixture, CLIENT, "192.0.2.99", (guint16) (40000 + i));
      put_syn (fixture, CLIENT, "192.0.2.98", (guint16) (40000 + i));
    }
  put_syn (fixture, CLIENT, "192.0.2.82", 40000);
  load (fixture);

  expect_ranks (fixture, 0, "b.example 3, not\\032named 1, not named 8");
  expect_ranks (fixture, 2, "b.example 3, not named 8");
  expect_ranks (fixture, 1, "not named 8");
}

/* While nothing is known yet, nothing is said to have no name. */
static void
test_no_packets (Fixture       *fixture,
                 gconstpointer  data)
{
  load (fixture);
  expect_ranks (fixture, 0, "");
}

#define ADD(path, func) g_test_add ("/flow-names/" path, Fixture, NULL, set_up, func, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("said", test_said);
  ADD ("last-before", test_last_before);
  ADD ("client-before-any", test_client_before_any);
  ADD ("too-late", test_too_late);
  ADD ("server-only", test_server_only);
  ADD ("reply-first", test_reply_first);
  ADD ("ties", test_ties);
  ADD ("out-of-order", test_out_of_order);
  ADD ("aliases", test_aliases);
  ADD ("ipv6", test_ipv6);
  ADD ("multicast", test_multicast);
  ADD ("tcp", test_tcp);
  ADD ("tunnel", test_tunnel);
  ADD ("no-ports", test_no_ports);
  ADD ("many", test_many);
  ADD ("ranks", test_ranks);
  ADD ("no-packets", test_no_packets);

  return g_test_run ();
}
