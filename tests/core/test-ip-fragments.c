/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-ip-fragments.c: files that went over the wire in parts of IP packets. */
#include <string.h>

#include "object-fixture.h"

#define SECOND_NS G_GINT64_CONSTANT (1000000000)

/* The part of the payload of an IPv4 packet from @first to before @end_at; the rest follows where that is not all. */
static GByteArray *
make_fragment (const GByteArray *payload,
               guint8            protocol,
               const char       *source,
               const char       *destination,
               guint16           identification,
               guint             first,
               guint             end_at)
{
  GByteArray *packet = g_byte_array_append (packet_new (), payload->data + first, end_at - first);

  packet_ipv4 (packet, protocol, source, destination);
  packet->data[4] = (guint8) (identification >> 8);
  packet->data[5] = (guint8) identification;
  packet->data[6] = (guint8) ((end_at < payload->len ? 0x20 : 0) | first / 8 >> 8);
  packet->data[7] = (guint8) (first / 8);

  return packet;
}

static GByteArray *
make_fragment6 (const GByteArray *payload,
                guint8            protocol,
                const char       *source,
                const char       *destination,
                guint32           identification,
                guint             first,
                guint             end_at)
{
  GByteArray *packet = g_byte_array_append (packet_new (), payload->data + first, end_at - first);
  g_autofree char *header = g_strdup_printf ("%02x00%04x%08x", protocol, first | (end_at < payload->len), identification);

  packet_prepend (packet, header);

  return packet_ipv6 (packet, 44, source, destination);
}

/* A block of TFTP, as a UDP datagram. */
static GByteArray *
make_block (guint  block,
            guint  n,
            guint8 byte)
{
  g_autofree char *head = g_strdup_printf ("0003 %04x", block);
  GByteArray *datagram = packet_append_n (packet_append (packet_new (), head), n, byte);

  return packet_udp (datagram, 7000, 3000);
}

/* Asks for a file in blocks of 1000 bytes. */
static void
add_request (Fixture    *fixture,
             gboolean    is_ipv6)
{
  GByteArray *request = packet_append (packet_new (), "0001 612f6200 6f6374657400 626c6b73697a6500 3130303000");
  GByteArray *answer = packet_append (packet_new (), "0006 626c6b73697a6500 3130303000");

  packet_udp (request, 3000, 69);
  packet_udp (answer, 7000, 3000);
  if (is_ipv6)
    {
      add_ip (fixture, packet_ipv6 (request, UDP, "fd00::1", "fd00::2"), 0);
      add_ip (fixture, packet_ipv6 (answer, UDP, "fd00::2", "fd00::1"), 0);
    }
  else
    {
      add_ip (fixture, packet_ipv4 (request, UDP, CLIENT, SERVER), 0);
      add_ip (fixture, packet_ipv4 (answer, UDP, SERVER, CLIENT), 0);
    }
}

/* Checks that a file is 1000 times 'a' and 10 times 'b'. */
static void
expect_file (Fixture *fixture)
{
  g_autofree char *as = g_strnfill (1000, 'a');
  g_autofree char *whole = g_strconcat (as, "bbbbbbbbbb", NULL);

  g_assert_cmpuint (fixture->objects->len, ==, 1);
  expect (fixture, 0, "b", whole, 0);
}

/* In any order, each twice, between those of another packet. */
static void
test_ipv4 (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr (GByteArray) first = make_block (1, 1000, 'a');
  g_autoptr (GByteArray) last = make_block (2, 10, 'b');

  add_request (fixture, FALSE);
  for (guint i = 0; i < 2; i++)
    {
      add_ip (fixture, make_fragment (first, UDP, SERVER, CLIENT, 7, 800, 1012), 0);
      add_ip (fixture, make_fragment (last, UDP, SERVER, CLIENT, 8, 16, 22), 0);
      add_ip (fixture, make_fragment (first, UDP, SERVER, CLIENT, 7, 0, 400), 0);
    }
  add_ip (fixture, make_fragment (first, UDP, SERVER, CLIENT, 7, 400, 800), 0);
  add_ip (fixture, make_fragment (last, UDP, SERVER, CLIENT, 8, 0, 16), 0);
  end (fixture);

  expect_file (fixture);
  g_assert_cmpuint (get (fixture, 0)->packet, ==, 8);
}

static void
test_ipv6 (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr (GByteArray) first = make_block (1, 1000, 'a');
  g_autoptr (GByteArray) last = make_block (2, 10, 'b');

  add_request (fixture, TRUE);
  add_ip (fixture, make_fragment6 (first, UDP, "fd00::2", "fd00::1", 0x10007, 504, 1012), 0);
  /* between others, the same number is another packet's */
  add_ip (fixture, make_fragment6 (first, UDP, "fd00::3", "fd00::1", 0x10007, 0, 504), 0);
  add_ip (fixture, make_fragment6 (first, UDP, "fd00::2", "fd00::1", 0x20007, 0, 504), 0);
  add_ip (fixture, make_fragment6 (first, UDP, "fd00::2", "fd00::1", 0x10007, 0, 504), 0);
  add_ip (fixture, make_fragment6 (last, UDP, "fd00::2", "fd00::1", 9, 0, 22), 0);
  end (fixture);

  expect_file (fixture);
}

/* Segments of TCP; and fragments inside of a tunnel that came in fragments itself. */
static void
test_tcp (Fixture       *fixture,
          gconstpointer  data)
{
  static const char text[] = OK (11) "Hello world";
  GByteArray *segment = g_byte_array_append (packet_new (), (const guint8 *) text, (guint) strlen (text));
  g_autoptr (GByteArray) tunnel = NULL;

  open_connection (fixture);
  add (fixture, FALSE, GET ("/tunnel"));
  packet_tcp (segment, 80, fixture->port, 0xfffffff1, ACK);
  /* the one inside is IPv4 in IPv4 (RFC 2003) */
  tunnel = make_fragment (segment, TCP, SERVER, CLIENT, 1, 0, 64);
  add_ip (fixture, make_fragment (tunnel, 4, "192.0.2.1", "192.0.2.2", 2, 40, tunnel->len), 0);
  add_ip (fixture, make_fragment (tunnel, 4, "192.0.2.1", "192.0.2.2", 2, 0, 40), 0);
  add_ip (fixture, make_fragment (segment, TCP, SERVER, CLIENT, 1, 64, segment->len), 0);
  end (fixture);

  expect (fixture, 0, "tunnel", "Hello world", 0);
  g_byte_array_unref (segment);
}

/* A part that never comes, or was not captured to its end. */
static void
test_missing (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr (GByteArray) first = make_block (1, 1000, 'a');
  g_autoptr (GByteArray) second = make_block (2, 1000, 'b');
  const GByteArray *body;

  add_request (fixture, FALSE);
  add_ip (fixture, make_fragment (first, UDP, SERVER, CLIENT, 7, 0, 512), 0);
  /* without the first one, nobody knows what the others are */
  add_ip (fixture, make_fragment (first, UDP, SERVER, CLIENT, 9, 512, 1012), 0);
  fixture->time_ns = 60 * SECOND_NS;
  add_ip (fixture, make_fragment (second, UDP, SERVER, CLIENT, 8, 512, 1012), 0);
  add_ip (fixture, make_fragment (second, UDP, SERVER, CLIENT, 8, 0, 512), 100);
  add_ip (fixture, packet_ipv4 (make_block (3, 0, 0), UDP, SERVER, CLIENT), 0);
  end (fixture);

  g_assert_cmpuint (fixture->objects->len, ==, 1);
  g_assert_cmpuint (get (fixture, 0)->flaws, ==, PV_OBJECT_CUT);
  g_assert_cmpuint (get (fixture, 0)->size, ==, 2000);
  g_assert_cmpuint (get (fixture, 0)->missing, ==, 500 + 600);
  body = g_ptr_array_index (fixture->bodies, 0);
  g_assert_cmpuint (body->data[499], ==, 'a');
  g_assert_cmpuint (body->data[500], ==, 0);
  g_assert_cmpuint (body->data[1399], ==, 'b');
  g_assert_cmpuint (body->data[1400], ==, 0);
}

/* More packets than are remembered, and parts that contradict each other. */
static void
test_bounds (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr (GByteArray) block = make_block (1, 1000, 'a');
  g_autoptr (GByteArray) large = packet_append_n (packet_new (), 1480, 'x');

  add_request (fixture, FALSE);
  for (guint i = 0; i < 3000; i++)
    {
      GByteArray *packet = make_fragment (large, UDP, "10.1.1.1", "10.1.1.2", (guint16) i, 8 * (i % 100), 1480);

      /* as if it were the last of 64 KiB, or beyond */
      packet->data[6] = 0x1f;
      packet->data[7] = (guint8) (0x30 + i % 0xd0);
      add_ip (fixture, packet, 0);
    }
  add_ip (fixture, make_fragment (block, UDP, SERVER, CLIENT, 7, 512, 1012), 0);
  /* another end than the one that was told */
  add_ip (fixture, make_fragment (large, UDP, SERVER, CLIENT, 7, 1400, 1480), 0);
  add_ip (fixture, make_fragment (large, UDP, SERVER, CLIENT, 7, 1400, 1408), 0);
  add_ip (fixture, make_fragment (block, UDP, SERVER, CLIENT, 7, 0, 512), 0);
  add_ip (fixture, packet_ipv4 (make_block (2, 10, 'b'), UDP, SERVER, CLIENT), 0);
  end (fixture);

  expect_file (fixture);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, function) g_test_add ("/ip-fragments/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("ipv4", test_ipv4);
  ADD ("ipv6", test_ipv6);
  ADD ("tcp", test_tcp);
  ADD ("missing", test_missing);
  ADD ("bounds", test_bounds);

  return g_test_run ();
}
