/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-tcp-track.c: what goes wrong on TCP connections, segment by segment. */
#include <string.h>

#include "pv-tcp-track.h"

#define MS G_GINT64_CONSTANT (1000000)
#define FIN 0x01
#define SYN 0x02
#define RST 0x04
#define ACK 0x10

#define BIT(trouble) (1u << (trouble))

/* A segment of a connection between side 0 and side 1, and what it has to be told as. */
typedef struct
{
  guint ms;
  guint side;
  guint8 flags;
  guint32 sequence;
  guint32 acknowledged;
  guint32 length;
  guint16 window;
  guint troubles;
} Step;

/* Sequence numbers are counted from @base, so that they may wrap. */
static void
check (const Step *steps,
       guint       n,
       guint32     base,
       PvTcpSide   sides[2])
{
  memset (sides, 0, 2 * sizeof *sides);
  for (guint i = 0; i < n; i++)
    {
      const Step *step = &steps[i];
      gboolean is_syn = (step->flags & SYN) != 0;
      PvTcpSegment segment = { .flags = step->flags, .window = step->window, .wire_length = step->length };
      guint got;

      segment.sequence = base + step->sequence + is_syn;
      segment.acknowledged = base + step->acknowledged;
      got = pv_tcp_track (&sides[step->side], &sides[1 - step->side], &segment, step->ms * MS);
      if (got != step->troubles)
        g_error ("base %u, step %u: 0x%x, not 0x%x", base, i, got, step->troubles);
    }
}

static void
check_wrapping (const Step *steps,
                guint       n,
                PvTcpSide   sides[2])
{
  static const guint32 bases[] = { 0, 1, 0x7fffff00, 0xffffff9b, 0xffffffff };

  for (guint i = 0; i < G_N_ELEMENTS (bases); i++)
    check (steps, n, bases[i], sides);
}

static void
test_handshake (void)
{
  static const Step steps[] = {
    { 0, 0, SYN, 0, 0, 0, 1000, 0 },
    { 30, 1, SYN | ACK, 0, 1, 0, 1000, 0 },
    { 34, 0, ACK, 1, 1, 0, 1000, 0 },
    { 35, 0, ACK, 1, 1, 100, 1000, 0 },
    { 65, 1, ACK, 1, 101, 200, 1000, 0 },
    { 66, 0, ACK | FIN, 101, 201, 0, 1000, 0 },
    { 96, 1, ACK | FIN, 201, 102, 0, 1000, 0 },
    { 97, 0, ACK, 102, 202, 0, 1000, 0 },
  };
  PvTcpSide sides[2];

  check_wrapping (steps, G_N_ELEMENTS (steps), sides);
  g_assert_cmpuint (sides[0].handshake_ns, ==, 30 * MS);
  g_assert_cmpuint (sides[0].round_trip_ns, ==, 34 * MS);
  g_assert_cmpuint (sides[1].handshake_ns, ==, 0);
}

static void
test_retransmission (void)
{
  static const Step steps[] = {
    { 0, 0, SYN, 0, 0, 0, 1000, 0 },
    { 1000, 0, SYN, 0, 0, 0, 1000, BIT (PV_TCP_RETRANSMISSION) },
    { 1030, 1, SYN | ACK, 0, 1, 0, 1000, 0 },
    { 1031, 0, ACK, 1, 1, 0, 1000, 0 },
    { 1032, 0, ACK, 1, 1, 100, 1000, 0 },
    /* as long as a timer takes */
    { 1300, 0, ACK, 1, 1, 100, 1000, BIT (PV_TCP_RETRANSMISSION) },
    { 1330, 1, ACK, 1, 101, 0, 1000, 0 },
    /* what the other side has already, however soon */
    { 1331, 0, ACK, 51, 1, 50, 1000, BIT (PV_TCP_RETRANSMISSION) },
    { 1332, 0, ACK, 101, 1, 10, 1000, 0 },
  };
  PvTcpSide sides[2];

  check_wrapping (steps, G_N_ELEMENTS (steps), sides);
  /* from the SYN that was answered */
  g_assert_cmpuint (sides[0].handshake_ns, ==, 30 * MS);
}

static void
test_order (void)
{
  static const Step steps[] = {
    { 0, 0, ACK, 1, 1, 100, 1000, 0 },
    { 1, 0, ACK, 301, 1, 100, 1000, BIT (PV_TCP_MISSING) },
    { 2, 0, ACK, 101, 1, 100, 1000, BIT (PV_TCP_OUT_OF_ORDER) },
    { 3, 0, ACK, 201, 1, 100, 1000, BIT (PV_TCP_OUT_OF_ORDER) },
    { 4, 0, ACK, 401, 1, 100, 1000, 0 },
    /* the very same bytes are no bytes that came late */
    { 4, 0, ACK, 401, 1, 100, 1000, BIT (PV_TCP_RETRANSMISSION) },
  };
  PvTcpSide sides[2];

  check_wrapping (steps, G_N_ELEMENTS (steps), sides);
}

static void
test_duplicates (void)
{
  static const Step steps[] = {
    { 0, 0, ACK, 1, 1, 100, 1000, 0 },
    { 30, 1, ACK, 1, 101, 0, 900, 0 },
    { 31, 0, ACK, 201, 1, 100, 1000, BIT (PV_TCP_MISSING) },
    { 32, 1, ACK, 1, 101, 0, 900, BIT (PV_TCP_DUPLICATE_ACK) },
    /* another window is news */
    { 33, 1, ACK, 1, 101, 0, 800, 0 },
    { 34, 1, ACK, 1, 101, 0, 800, BIT (PV_TCP_DUPLICATE_ACK) },
    { 35, 1, ACK, 1, 101, 0, 800, BIT (PV_TCP_DUPLICATE_ACK) },
    /* sooner than any timer, but asked for */
    { 36, 0, ACK, 101, 1, 50, 1000, BIT (PV_TCP_RETRANSMISSION) },
    /* data beside an acknowledgement is no duplicate */
    { 37, 1, ACK, 1, 101, 10, 800, 0 },
  };
  PvTcpSide sides[2];

  check_wrapping (steps, G_N_ELEMENTS (steps), sides);
}

static void
test_windows (void)
{
  static const Step steps[] = {
    { 0, 0, ACK, 1, 1, 100, 1000, 0 },
    { 1, 1, ACK, 1, 101, 0, 0, BIT (PV_TCP_ZERO_WINDOW) },
    /* asks with the next byte whether there is room, and is told that there is none */
    { 300, 0, ACK, 101, 1, 1, 1000, 0 },
    { 301, 1, ACK, 1, 101, 0, 0, BIT (PV_TCP_ZERO_WINDOW) },
    { 900, 1, ACK, 1, 101, 0, 500, 0 },
    { 901, 0, ACK, 101, 1, 100, 1000, 0 },
    { 902, 1, ACK, 1, 201, 0, 500, 0 },
    /* asks whether somebody is there, with a byte and without */
    { 9000, 0, ACK, 200, 1, 0, 1000, 0 },
    { 9001, 1, ACK, 1, 201, 0, 500, 0 },
    { 19000, 0, ACK, 200, 1, 1, 1000, 0 },
    { 19001, 1, ACK, 1, 201, 0, 500, 0 },
    { 19002, 0, RST, 201, 0, 0, 0, BIT (PV_TCP_RESET) },
  };
  PvTcpSide sides[2];

  check_wrapping (steps, G_N_ELEMENTS (steps), sides);
}

/* The same ports again, with other sequence numbers. */
static void
test_anew (void)
{
  static const Step steps[] = {
    { 0, 0, SYN, 0, 0, 0, 1000, 0 },
    { 10, 1, SYN | ACK, 5000, 1, 0, 1000, 0 },
    { 11, 0, ACK, 1, 5001, 0, 1000, 0 },
    { 12, 0, ACK, 1, 5001, 1000, 1000, 0 },
    { 13, 0, RST, 1001, 0, 0, 0, BIT (PV_TCP_RESET) },
    { 60000, 0, SYN, 500, 0, 0, 1000, 0 },
    { 60020, 1, SYN | ACK, 9000, 501, 0, 1000, 0 },
    { 60021, 0, ACK, 501, 9001, 0, 1000, 0 },
    { 60022, 0, ACK, 501, 9001, 10, 1000, 0 },
    { 60023, 1, ACK, 9001, 511, 0, 1000, 0 },
  };
  PvTcpSide sides[2];

  check_wrapping (steps, G_N_ELEMENTS (steps), sides);
  g_assert_cmpuint (sides[0].handshake_ns, ==, 20 * MS);
}

/* Times that go back, and that lie as far apart as they can. */
static void
test_times (void)
{
  PvTcpSide sides[2] = { 0 };
  PvTcpSegment segment = { .flags = SYN, .sequence = 1, .window = 1 };

  g_assert_cmpuint (pv_tcp_track (&sides[0], &sides[1], &segment, G_MAXINT64), ==, 0);
  segment = (PvTcpSegment){ .flags = SYN | ACK, .sequence = 1, .acknowledged = 1, .window = 1 };
  g_assert_cmpuint (pv_tcp_track (&sides[1], &sides[0], &segment, G_MININT64), ==, 0);
  g_assert_cmpuint (sides[0].handshake_ns, ==, 1);

  memset (sides, 0, sizeof sides);
  segment = (PvTcpSegment){ .flags = SYN, .sequence = 1, .window = 1 };
  g_assert_cmpuint (pv_tcp_track (&sides[0], &sides[1], &segment, G_MININT64), ==, 0);
  segment = (PvTcpSegment){ .flags = SYN | ACK, .sequence = 1, .acknowledged = 1, .window = 1 };
  g_assert_cmpuint (pv_tcp_track (&sides[1], &sides[0], &segment, G_MAXINT64), ==, 0);
  g_assert_cmpuint (sides[0].handshake_ns, ==, G_MAXUINT64);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/tcp-track/handshake", test_handshake);
  g_test_add_func ("/tcp-track/retransmission", test_retransmission);
  g_test_add_func ("/tcp-track/order", test_order);
  g_test_add_func ("/tcp-track/duplicates", test_duplicates);
  g_test_add_func ("/tcp-track/windows", test_windows);
  g_test_add_func ("/tcp-track/anew", test_anew);
  g_test_add_func ("/tcp-track/times", test_times);

  return g_test_run ();
}
