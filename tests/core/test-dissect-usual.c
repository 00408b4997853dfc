/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-dissect-usual.c: what is found in one step is what is found layer after layer. */
#include <string.h>

#include "facts.h"
#include "packet-builder.h"
#include "pv-layer.h"
#include "pv-usual.h"

#define ETHERNET 1

#define TYPE_IPV4 0x0800
#define TYPE_IPV6 0x86dd
#define TYPE_VLAN 0x8100
#define PROTOCOL_TCP 6
#define PROTOCOL_UDP 17

#define TCP_SYN 0x02
#define TCP_ACK 0x10
#define TCP_HEADER_LENGTH_AT 12

/* What payloads begin with that are told from others. */
static const char *const payloads[] = {
  "", "16 03 01 02 00 01 00 01 fc 03 03", "474554202f20485454502f312e310d0a", "4745", "16", "00 00 00 00 00 00 00 00",
  "c0 00 00 00 01 08 0102030405060708", "80 00 00 00 00 08 0102", "40 01 02 03 04 05 06 07", "0100 0001 0000 0000 00",
};

/* Whether a packet is told to be usual. */
static gboolean
check_record (const PvRecord *record)
{
  PvFacts facts;
  PvFacts layers;

  for (int all_segments = 0; all_segments < 2; all_segments++)
    {
      memset (&facts, 0xa5, sizeof facts);
      memset (&layers, 0x5a, sizeof layers);
      if (all_segments)
        pv_dissect_segment (record, &facts);
      else
        pv_dissect (record, &facts);
      pv_dissect_layers (record, &layers, all_segments != 0);
      g_assert_true (facts_are_alike (&facts, &layers));
    }

  /* of the last round, with all segments */
  g_assert_true (usual_is_alike (record, &layers));

  return pv_usual_dissect (record, &facts);
}

static gboolean
check (const guint8 *data,
       guint32       captured,
       guint32       wire)
{
  g_autofree guint8 *copy = g_memdup2 (data, captured);
  const PvRecord record = { .data = copy, .captured_length = captured, .original_length = wire, .link_type = ETHERNET };

  return check_record (&record);
}

/* What frames hold: a packet, perhaps of a VLAN. */
typedef struct
{
  guint16 type;
  gboolean has_tag;
} Kind;

static const Kind kinds[] = { { TYPE_IPV4, FALSE }, { TYPE_IPV6, FALSE }, { TYPE_IPV4, TRUE }, { TYPE_IPV6, TRUE } };

static GByteArray *
make_packet (guint8      protocol,
             const Kind *kind,
             guint16     source,
             guint16     destination,
             const char *payload)
{
  GByteArray *packet = packet_append (packet_new (), payload);

  packet = protocol == PROTOCOL_UDP ? packet_udp (packet, source, destination)
                                    : packet_tcp (packet, source, destination, 1000, TCP_ACK);
  packet = kind->type == TYPE_IPV4 ? packet_ipv4 (packet, protocol, QUERY_SOURCE4, QUERY_DESTINATION4)
                                   : packet_ipv6 (packet, protocol, QUERY_SOURCE6, QUERY_DESTINATION6);

  return kind->has_tag ? packet_ethernet (packet_prepend (packet, kind->type == TYPE_IPV4 ? "0064 0800" : "0064 86dd"),
                                            TYPE_VLAN)
                       : packet_ethernet (packet, kind->type);
}

/* Where the TCP or UDP header begins. */
static guint
get_header (const Kind *kind)
{
  return (kind->has_tag ? 18 : 14) + (kind->type == TYPE_IPV4 ? 20 : 40);
}

static const guint8 protocols[] = { PROTOCOL_TCP, PROTOCOL_UDP };

/* Each byte of the headers with each value, for packets of each kind. */
static void
test_every_byte (void)
{
  for (guint t = 0; t < G_N_ELEMENTS (kinds); t++)
    for (guint p = 0; p < G_N_ELEMENTS (protocols); p++)
      {
        g_autoptr (GByteArray) packet = make_packet (protocols[p], &kinds[t], 40000, 443, payloads[1]);

        g_assert_true (check (packet->data, packet->len, packet->len));
        for (guint at = 0; at < packet->len; at++)
          {
            guint8 before = packet->data[at];

            for (guint value = 0; value <= G_MAXUINT8; value++)
              {
                packet->data[at] = (guint8) value;
                check (packet->data, packet->len, packet->len);
              }
            packet->data[at] = before;
          }
      }
}

/* Some say something, by themselves or as tunnels. */
static void
test_every_port (void)
{
  for (guint t = 0; t < G_N_ELEMENTS (kinds); t++)
    for (guint p = 0; p < G_N_ELEMENTS (protocols); p++)
      {
        g_autoptr (GByteArray) packet = make_packet (protocols[p], &kinds[t], 0, 0, payloads[9]);
        guint8 *header = packet->data + get_header (&kinds[t]);
        guint n_usual = 0;

        for (guint port = 0; port <= G_MAXUINT16; port++)
          for (guint side = 0; side < 2; side++)
            {
              header[2 * side] = (guint8) (port >> 8);
              header[2 * side + 1] = (guint8) port;
              header[2 - 2 * side] = 0xc3;
              header[3 - 2 * side] = 0x50;
              n_usual += check (packet->data, packet->len, packet->len);
            }
        g_assert_cmpuint (n_usual, >, 100000);
      }
}

/* The snapshot length cuts, frames are padded, and some records claim to be shorter than they are. */
static void
test_every_length (void)
{
  for (guint t = 0; t < G_N_ELEMENTS (kinds); t++)
    for (guint p = 0; p < G_N_ELEMENTS (protocols); p++)
      for (guint i = 0; i < G_N_ELEMENTS (payloads); i++)
        {
          g_autoptr (GByteArray) packet = make_packet (protocols[p], &kinds[t], 40000, 443, payloads[i]);
          guint length = packet->len;

          packet_append_n (packet, 20, 0x16);
          for (guint captured = 0; captured <= packet->len; captured++)
            {
              check (packet->data, captured, captured);
              check (packet->data, captured, length);
              check (packet->data, captured, packet->len + 1000);
              check (packet->data, captured, captured / 2);
            }
        }
}

static void
test_every_flag (void)
{
  for (guint t = 0; t < G_N_ELEMENTS (kinds); t++)
    for (guint i = 0; i < G_N_ELEMENTS (payloads); i++)
      {
        g_autoptr (GByteArray) packet = make_packet (PROTOCOL_TCP, &kinds[t], 40000, 443, payloads[i]);
        guint8 *header = packet->data + get_header (&kinds[t]);

        for (guint flags = 0; flags <= G_MAXUINT8; flags++)
          for (guint length = 0; length < 16; length++)
            {
              header[TCP_HEADER_LENGTH_AT] = (guint8) (length << 4);
              header[TCP_HEADER_LENGTH_AT + 1] = (guint8) flags;
              check (packet->data, packet->len, packet->len);
            }
      }
}

/* Another link-layer header type, or a frame check sequence, is for others to look at. */
static void
test_not_usual (void)
{
  g_autoptr (GByteArray) packet = make_packet (PROTOCOL_TCP, &kinds[0], 40000, 443, payloads[5]);
  PvRecord record = { .data = packet->data, .captured_length = packet->len, .original_length = packet->len,
                      .link_type = ETHERNET };

  g_assert_true (check_record (&record));
  record.fcs_length = 4;
  g_assert_false (check_record (&record));
  record.fcs_length = 0;
  record.link_type = 113;
  g_assert_false (check_record (&record));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/dissect-usual/every-byte", test_every_byte);
  g_test_add_func ("/dissect-usual/every-port", test_every_port);
  g_test_add_func ("/dissect-usual/every-length", test_every_length);
  g_test_add_func ("/dissect-usual/every-flag", test_every_flag);
  g_test_add_func ("/dissect-usual/not-usual", test_not_usual);

  return g_test_run ();
}
