/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-tcp-lookups.c: lookups over TCP: messages with a length prefix, in segments of every kind. */
#include <string.h>

#include "packet-builder.h"
#include "pv-dns.h"
#include "pv-stream-follower.h"

#define TCP_SYN 0x02
#define TCP_RST 0x04
#define TCP_ACK 0x10

typedef struct
{
  PvStreamFollower *follower;
  GString *names; /* one a line */
  guint32 client;
  guint16 port;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->follower = pv_stream_follower_new ();
  fixture->names = g_string_new (NULL);
  fixture->client = 0x0a000001;
  fixture->port = 40000;
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  pv_stream_follower_free (fixture->follower);
  g_string_free (fixture->names, TRUE);
}

static void
on_dns_message (const guint8 *message,
                gsize         length,
                gpointer      user_data)
{
  char name[PV_DNS_NAME_MAX];

  if (pv_dns_read_lookup (message, length, name) > 0)
    g_string_append_printf (user_data, "%s ", name);
}

static const PvStreamFuncs funcs = { .dns_message = on_dns_message };

/* Adds a segment of @wire_length bytes, of which @captured were captured into a copy of just that size. */
static void
add_cut (Fixture      *fixture,
         guint32       sequence,
         guint8        flags,
         const guint8 *payload,
         guint         captured,
         guint         wire_length)
{
  static const guint8 server[4] = { 192, 0, 2, 53 };
  g_autofree guint8 *copy = captured > 0 ? g_memdup2 (payload, captured) : g_malloc (1);
  guint32 client = GUINT32_TO_BE (fixture->client);
  PvTcpSegment segment = {
    .client = (const guint8 *) &client,
    .server = server,
    .address_size = 4,
    .flags = flags,
    .client_port = fixture->port,
    .server_port = 53,
    .sequence = sequence,
    .payload = copy,
    .payload_length = captured,
    .wire_length = wire_length,
  };

  pv_stream_follower_add (fixture->follower, &segment, pv_stream_follower_hash (fixture->follower, &segment), &funcs,
                          fixture->names);
}

static void
add (Fixture    *fixture,
     guint32     sequence,
     GByteArray *payload,
     guint       from,
     guint       to)
{
  add_cut (fixture, sequence + from, TCP_ACK, payload->data + from, to - from, to - from);
}

static void
expect (Fixture    *fixture,
        const char *names)
{
  g_assert_cmpstr (fixture->names->str, ==, names);
  g_string_truncate (fixture->names, 0);
}

/* Messages for the names, each with its length in front. */
static GByteArray *
make_stream (const char *names)
{
  GByteArray *stream = packet_new ();
  g_auto (GStrv) list = g_strsplit (names, " ", -1);

  for (guint i = 0; list[i] != NULL; i++)
    {
      g_autoptr (GByteArray) message = packet_dns (list[i]);
      guint8 prefix[2] = { (guint8) (message->len >> 8), (guint8) message->len };

      g_byte_array_append (stream, prefix, sizeof prefix);
      g_byte_array_append (stream, message->data, message->len);
    }

  return stream;
}

static void
test_one (Fixture       *fixture,
          gconstpointer  data)
{
  g_autoptr (GByteArray) stream = make_stream ("example.com");

  add_cut (fixture, 1000, TCP_SYN, NULL, 0, 0);
  add (fixture, 1000, stream, 0, stream->len);
  expect (fixture, "example.com ");
}

static void
test_several_in_a_segment (Fixture       *fixture,
                           gconstpointer  data)
{
  g_autoptr (GByteArray) stream = make_stream ("a.example b.example c.example");

  add (fixture, 1000, stream, 0, stream->len);
  expect (fixture, "a.example b.example c.example ");
}

/* Cut into segments of every size, down to single bytes. */
static void
test_across_segments (Fixture       *fixture,
                      gconstpointer  data)
{
  g_autoptr (GByteArray) stream = make_stream ("a.example b.example c.example");

  for (guint size = 1; size < stream->len; size++)
    {
      fixture->port++;
      add_cut (fixture, 1000, TCP_SYN, NULL, 0, 0);
      for (guint from = 0; from < stream->len; from += size)
        add (fixture, 1000, stream, from, MIN (from + size, stream->len));
      expect (fixture, "a.example b.example c.example ");
    }
}

static void
test_sequence_wraps (Fixture       *fixture,
                     gconstpointer  data)
{
  g_autoptr (GByteArray) stream = make_stream ("a.example b.example");

  add (fixture, 0xfffffff0, stream, 0, 10);
  add (fixture, 0xfffffff0, stream, 10, 30);
  add (fixture, 0xfffffff0, stream, 30, stream->len);
  expect (fixture, "a.example b.example ");
}

/* What was seen before counts once. */
static void
test_retransmissions (Fixture       *fixture,
                      gconstpointer  data)
{
  g_autoptr (GByteArray) stream = make_stream ("a.example b.example c.example");
  guint third = stream->len / 3;

  add_cut (fixture, 1000, TCP_SYN, NULL, 0, 0);
  add_cut (fixture, 1000, TCP_SYN, NULL, 0, 0);
  add (fixture, 1000, stream, 0, third);
  add (fixture, 1000, stream, 0, third);
  expect (fixture, "a.example ");

  /* Partly new; then a part of it once more, then all of it. */
  add (fixture, 1000, stream, 5, third + 10);
  add (fixture, 1000, stream, third, third + 5);
  expect (fixture, "");
  add (fixture, 1000, stream, 0, stream->len);
  expect (fixture, "b.example c.example ");
  add (fixture, 1000, stream, 0, stream->len);

  /* A keep-alive has a byte of what came before. */
  add_cut (fixture, 1000 + stream->len - 1, TCP_ACK, (const guint8 *) "", 1, 1);
  expect (fixture, "");
}

static void
test_acknowledgments (Fixture       *fixture,
                      gconstpointer  data)
{
  g_autoptr (GByteArray) stream = make_stream ("a.example b.example");

  add (fixture, 1000, stream, 0, 10);
  add_cut (fixture, 1010, TCP_ACK, NULL, 0, 0);
  add_cut (fixture, 2000, TCP_ACK, NULL, 0, 0);
  add (fixture, 1000, stream, 10, stream->len);
  expect (fixture, "a.example b.example ");
}

/* After a gap, a message is taken to begin with the segment. */
static void
test_gap (Fixture       *fixture,
          gconstpointer  data)
{
  g_autoptr (GByteArray) stream = make_stream ("a.example b.example c.example");
  guint third = stream->len / 3;

  add (fixture, 1000, stream, 0, 10);
  add (fixture, 1000, stream, third, 2 * third);
  expect (fixture, "b.example ");
  /* What comes late is read then. */
  add (fixture, 1000, stream, 10, third);
  expect (fixture, "a.example ");
  add (fixture, 1000, stream, 10, third);
  expect (fixture, "");
  add (fixture, 1000, stream, 2 * third, stream->len);
  expect (fixture, "c.example ");
}

/* Wherever a stream is cut into segments, one that is overtaken by the next, or by some of it, loses nothing. */
static void
test_overtaken (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr (GByteArray) stream = make_stream ("a.example b.example c.example");

  for (guint from = 1; from < stream->len; from++)
    for (guint to = from + 1; to < stream->len; to++)
      for (guint middle = to; middle <= stream->len; middle += 11)
        {
          fixture->port++;
          add_cut (fixture, 1000, TCP_SYN, NULL, 0, 0);
          add (fixture, 1000, stream, 0, from);
          add (fixture, 1000, stream, to, middle);
          add (fixture, 1000, stream, from, to);
          add (fixture, 1000, stream, middle, stream->len);

          for (const char *name = "abc"; *name != 0; name++)
            {
              g_autofree char *text = g_strdup_printf ("%c.example ", *name);

              g_assert_nonnull (strstr (fixture->names->str, text));
            }
          g_assert_cmpuint (fixture->names->len, ==, strlen ("a.example b.example c.example "));
          g_string_truncate (fixture->names, 0);
        }
}

/* What began before missing bytes tells where messages go on. */
static void
test_gap_in_message (Fixture       *fixture,
                     gconstpointer  data)
{
  g_autoptr (GByteArray) stream = make_stream ("a.example b.example");

  add (fixture, 1000, stream, 0, 10);
  add (fixture, 1000, stream, 15, stream->len - 3);
  expect (fixture, "");
  add (fixture, 1000, stream, stream->len - 3, stream->len);
  expect (fixture, "b.example ");
}

/* A message whose length was lost does not swallow those after it. */
static void
test_gap_in_prefix (Fixture       *fixture,
                    gconstpointer  data)
{
  g_autoptr (GByteArray) stream = make_stream ("a.example b.example c.example d.example");
  guint each = stream->len / 4;

  add (fixture, 1000, stream, 0, each);
  expect (fixture, "a.example ");
  add (fixture, 1000, stream, each + 2, 2 * each);
  expect (fixture, "");
  add (fixture, 1000, stream, 2 * each, 2 * each + 2);
  add (fixture, 1000, stream, 2 * each + 2, 3 * each);
  expect (fixture, "c.example ");
  add (fixture, 1000, stream, 3 * each, 4 * each);
  expect (fixture, "d.example ");
}

/* The ports are used again, with or without the SYN captured. */
static void
test_new_connection (Fixture       *fixture,
                     gconstpointer  data)
{
  g_autoptr (GByteArray) stream = make_stream ("a.example");

  add (fixture, 1000, stream, 0, stream->len - 5);
  add_cut (fixture, 900, TCP_SYN, NULL, 0, 0);
  add (fixture, 900, stream, 0, stream->len);
  expect (fixture, "a.example ");

  add (fixture, 900 - 0x10000000u, stream, 0, stream->len);
  expect (fixture, "a.example ");
}

/* What was captured at two interfaces, or comes again after a reset, counts once. */
static void
test_twice (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr (GByteArray) stream = make_stream ("a.example b.example");

  for (guint i = 0; i < 2; i++)
    {
      add_cut (fixture, 1000, TCP_SYN, NULL, 0, 0);
      add (fixture, 1000, stream, 0, 30);
      add (fixture, 1000, stream, 30, stream->len);
      expect (fixture, i == 0 ? "a.example b.example " : "");
      add_cut (fixture, 1000 + stream->len, TCP_RST, NULL, 0, 0);
    }

  /* A new connection between the same ports begins elsewhere. */
  add_cut (fixture, 1001, TCP_SYN, NULL, 0, 0);
  add (fixture, 1001, stream, 0, stream->len);
  expect (fixture, "a.example b.example ");
}

/* A SYN may be overtaken by the first bytes. */
static void
test_late_syn (Fixture       *fixture,
               gconstpointer  data)
{
  g_autoptr (GByteArray) stream = make_stream ("a.example b.example");

  add (fixture, 1000, stream, 0, 10);
  add_cut (fixture, 1000, TCP_SYN, NULL, 0, 0);
  add (fixture, 1000, stream, 10, stream->len);
  expect (fixture, "a.example b.example ");
}

/* A reset leaves no beginning of a message behind. */
static void
test_reset (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr (GByteArray) stream = make_stream ("a.example");

  add (fixture, 1000, stream, 0, 20);
  add_cut (fixture, 1020, TCP_RST, NULL, 0, 0);
  add (fixture, 1020, stream, 0, stream->len);
  expect (fixture, "a.example ");
}

/* TCP Fast Open (RFC 7413) */
static void
test_data_with_syn (Fixture       *fixture,
                    gconstpointer  data)
{
  g_autoptr (GByteArray) stream = make_stream ("a.example b.example");

  add_cut (fixture, 1000, TCP_SYN, stream->data, 10, 10);
  add (fixture, 1000, stream, 10, stream->len);
  expect (fixture, "a.example b.example ");
}

/* Connections with the same client port, and those of IPv6, are held apart. */
static void
test_several_connections (Fixture       *fixture,
                          gconstpointer  data)
{
  g_autoptr (GByteArray) a = make_stream ("a.example");
  g_autoptr (GByteArray) b = make_stream ("b.example");

  add (fixture, 1000, a, 0, 10);
  fixture->client++;
  add (fixture, 5000, b, 0, 7);
  fixture->client--;
  add (fixture, 1000, a, 10, a->len);
  expect (fixture, "a.example ");
  fixture->client++;
  add (fixture, 5000, b, 7, b->len);
  expect (fixture, "b.example ");
}

static void
test_ipv6 (Fixture       *fixture,
           gconstpointer  data)
{
  static const guint8 addresses[2][16] = { { 0x20, 1, 0xd, 0xb8, [15] = 1 }, { 0x20, 1, 0xd, 0xb8, [15] = 0x35 } };
  g_autoptr (GByteArray) stream = make_stream ("a.example");
  PvTcpSegment segment = {
    .client = addresses[0],
    .server = addresses[1],
    .address_size = 16,
    .flags = TCP_ACK,
    .client_port = 40000,
    .server_port = 53,
    .sequence = 1,
    .payload = stream->data,
    .payload_length = 10,
    .wire_length = 10,
  };

  pv_stream_follower_add (fixture->follower, &segment, pv_stream_follower_hash (fixture->follower, &segment), &funcs,
                          fixture->names);
  segment.sequence += 10;
  segment.payload += 10;
  segment.payload_length = segment.wire_length = stream->len - 10;
  pv_stream_follower_add (fixture->follower, &segment, pv_stream_follower_hash (fixture->follower, &segment), &funcs,
                          fixture->names);
  expect (fixture, "a.example ");
}

/* Where the snapshot length cuts a message, its question counts if it is whole, and the next message is
 * found by the length. */
static void
test_snapshot_length (Fixture       *fixture,
                      gconstpointer  data)
{
  g_autoptr (GByteArray) padded = packet_append_n (packet_dns ("a.example"), 100, 0);
  g_autoptr (GByteArray) next = make_stream ("b.example");
  guint8 prefix[2] = { 0, (guint8) padded->len };
  guint wire;

  g_byte_array_prepend (padded, prefix, sizeof prefix);
  wire = padded->len;

  add_cut (fixture, 1000, TCP_ACK, padded->data, 40, wire);
  expect (fixture, "a.example ");
  add (fixture, 1000 + wire, next, 0, next->len);
  expect (fixture, "b.example ");

  /* The rest of the message is in the next segment. */
  fixture->port++;
  add_cut (fixture, 1000, TCP_ACK, padded->data, 40, 60);
  expect (fixture, "a.example ");
  g_byte_array_append (padded, next->data, next->len);
  add_cut (fixture, 1060, TCP_ACK, padded->data + 60, padded->len - 60, padded->len - 60);
  expect (fixture, "b.example ");

  /* Nothing of it was captured. */
  fixture->port++;
  add_cut (fixture, 1000, TCP_ACK, NULL, 0, wire);
  add (fixture, 1000 + wire, next, 0, next->len);
  expect (fixture, "b.example ");

  /* Not all of the question was. */
  fixture->port++;
  add_cut (fixture, 1000, TCP_ACK, padded->data, 20, wire);
  expect (fixture, "");
}

static void
test_answers_and_empty_messages (Fixture       *fixture,
                                 gconstpointer  data)
{
  g_autoptr (GByteArray) stream = make_stream ("a.example b.example");

  stream->data[4] |= 0x80;
  packet_prepend (stream, "0000 0000");
  add (fixture, 1000, stream, 0, stream->len);
  expect (fixture, "b.example ");
}

/* More connections than are remembered: the longest idle is forgotten first. */
static void
test_many_connections (Fixture       *fixture,
                       gconstpointer  data)
{
  g_autoptr (GByteArray) stream = make_stream ("a.example");

  add (fixture, 1000, stream, 0, 10);
  for (guint i = 0; i < 100000; i++)
    {
      fixture->client++;
      add (fixture, 1000, stream, 0, stream->len - 1);
    }
  add (fixture, 1000, stream, stream->len - 1, stream->len);
  expect (fixture, "a.example ");

  fixture->client -= 100000;
  add (fixture, 1000, stream, 10, stream->len);
  expect (fixture, "");
}

/* Unfinished messages of 64 KiB each in many connections do not fill the memory. */
static void
test_many_bytes (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autoptr (GByteArray) stream = packet_append_n (packet_append (packet_new (), "ffff"), 65534, 0);

  for (guint i = 0; i < 4096; i++)
    {
      fixture->client++;
      add (fixture, 1000, stream, 0, stream->len);
    }
  expect (fixture, "");

  /* The last is still remembered. */
  add_cut (fixture, 1000 + stream->len, TCP_ACK, stream->data, 1, 1);
  stream = (g_byte_array_unref (stream), make_stream ("a.example"));
  add (fixture, 1000 + 65537, stream, 0, stream->len);
  expect (fixture, "a.example ");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, func) g_test_add ("/tcp-lookups/" path, Fixture, NULL, set_up, func, tear_down)
  ADD ("one", test_one);
  ADD ("several-in-a-segment", test_several_in_a_segment);
  ADD ("across-segments", test_across_segments);
  ADD ("sequence-wraps", test_sequence_wraps);
  ADD ("retransmissions", test_retransmissions);
  ADD ("acknowledgments", test_acknowledgments);
  ADD ("gap", test_gap);
  ADD ("gap-in-message", test_gap_in_message);
  ADD ("gap-in-prefix", test_gap_in_prefix);
  ADD ("overtaken", test_overtaken);
  ADD ("new-connection", test_new_connection);
  ADD ("twice", test_twice);
  ADD ("late-syn", test_late_syn);
  ADD ("reset", test_reset);
  ADD ("data-with-syn", test_data_with_syn);
  ADD ("several-connections", test_several_connections);
  ADD ("ipv6", test_ipv6);
  ADD ("snapshot-length", test_snapshot_length);
  ADD ("answers-and-empty-messages", test_answers_and_empty_messages);
  ADD ("many-connections", test_many_connections);
  ADD ("many-bytes", test_many_bytes);
#undef ADD

  return g_test_run ();
}
