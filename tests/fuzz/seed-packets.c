/* SPDX-License-Identifier: GPL-3.0-or-later */
/* seed-packets.c: hand-made packets of every kind that dissection knows. */

#include "seed-packets.h"

#include <string.h>

/* "45 00" → the bytes. Spaces are for the reader. */
static void
add_hex (GByteArray *array,
         const char *hex)
{
  for (; *hex != '\0'; hex++)
    {
      guint8 byte;

      if (*hex == ' ')
        continue;
      byte = g_ascii_xdigit_value (hex[0]) << 4 | g_ascii_xdigit_value (hex[1]);
      g_byte_array_append (array, &byte, 1);
      hex++;
    }
}

static void
add_zeros (GByteArray *array,
           guint       n)
{
  guint at = array->len;

  g_byte_array_set_size (array, at + n);
  memset (array->data + at, 0, n);
}

static void
set_16 (GByteArray *array,
        guint       at,
        guint16     value)
{
  array->data[at] = value >> 8;
  array->data[at + 1] = value & 0xff;
}

static GByteArray *
from_hex (const char *hex)
{
  GByteArray *array = g_byte_array_new ();

  add_hex (array, hex);
  return array;
}

static void
add_array (GByteArray       *array,
           const GByteArray *more)
{
  g_byte_array_append (array, more->data, more->len);
}

GByteArray *
seed_dns_query_new (void)
{
  return from_hex ("1234 0100 0001 0000 0000 0000 03777777 076578616d706c65 03636f6d 00 0001 0001");
}

GByteArray *
seed_dns_stream_new (void)
{
  g_autoptr (GByteArray) query = seed_dns_query_new ();
  GByteArray *stream = g_byte_array_new ();

  for (guint i = 0; i < 2; i++)
    {
      add_zeros (stream, 2);
      set_16 (stream, stream->len - 2, query->len);
      add_array (stream, query);
    }
  return stream;
}

/* Around @payload, which is borrowed. */
static GByteArray *
in_ip4 (guint8            protocol,
        const GByteArray *payload)
{
  GByteArray *packet = from_hex ("45 00 0000 0001 4000 40 00 0000 0a000001 0a000035");

  packet->data[9] = protocol;
  set_16 (packet, 2, 20 + payload->len);
  add_array (packet, payload);
  return packet;
}

static GByteArray *
in_ip6 (guint8            protocol,
        const GByteArray *payload)
{
  GByteArray *packet = from_hex ("60000000 0000 00 40 20010db8000000000000000000000001"
                                 "20010db8000000000000000000000053");

  packet->data[6] = protocol;
  set_16 (packet, 4, payload->len);
  add_array (packet, payload);
  return packet;
}

static GByteArray *
in_udp (guint16           port,
        const GByteArray *payload)
{
  GByteArray *packet = from_hex ("c001 0000 0000 0000");

  set_16 (packet, 2, port);
  set_16 (packet, 4, 8 + payload->len);
  add_array (packet, payload);
  return packet;
}

static GByteArray *
in_tcp (guint16           port,
        const GByteArray *payload)
{
  GByteArray *packet = from_hex ("c001 0000 00000001 00000001 50 18 ffff 0000 0000");

  set_16 (packet, 2, port);
  add_array (packet, payload);
  return packet;
}

/* @hex, then @inner; frees @inner. */
static GByteArray *
after_hex (const char *hex,
           GByteArray *inner)
{
  GByteArray *packet = from_hex (hex);

  add_array (packet, inner);
  g_byte_array_unref (inner);
  return packet;
}

static GByteArray *
take_in_ip4 (guint8      protocol,
             GByteArray *payload)
{
  GByteArray *packet = in_ip4 (protocol, payload);

  g_byte_array_unref (payload);
  return packet;
}

static GByteArray *
take_in_udp (guint16     port,
             GByteArray *payload)
{
  GByteArray *packet = in_udp (port, payload);

  g_byte_array_unref (payload);
  return packet;
}

static void
seed_packet_free (gpointer data)
{
  SeedPacket *packet = data;

  g_byte_array_unref (packet->bytes);
  g_free (packet);
}

static void
add_packet (GPtrArray  *packets,
            guint16     link_type,
            GByteArray *bytes)
{
  SeedPacket *packet = g_new (SeedPacket, 1);

  packet->link_type = link_type;
  packet->bytes = bytes;
  g_ptr_array_add (packets, packet);
}

/* What stands before an IP packet: @hex, zeros up to @length bytes, @tail. */
static const struct
{
  guint16 link_type;
  const char *hex;
  guint length;
  const char *tail;
} links[] = {
  { 0, "02000000", 0, "" },
  { 0, "0000001c", 0, "" },
  { 1, "ffffffffffff 020000000001 0800", 0, "" },
  { 1, "ffffffffffff 020000000001 86dd", 0, "" },
  { 1, "ffffffffffff 020000000001 8100 0064 0800", 0, "" },
  { 1, "ffffffffffff 020000000001 88a8 0001 8100 0002 0800", 0, "" },
  { 1, "ffffffffffff 020000000001 8847 00064040 000c8140", 0, "" },
  { 1, "ffffffffffff 020000000001 8864 11000001 0040 0021", 0, "" },
  { 1, "ffffffffffff 020000000001 0060 aaaa03 000000 0800", 0, "" },
  { 1, "ffffffffffff 020000000001 0060 060603", 0, "" },
  { 6, "1040 c00000000001 020000000001 aaaa03 000000 0800", 0, "" },
  { 7, "0102 d4", 0, "" },
  { 8, "02000000", 0, "" },
  { 9, "ff03 0021", 0, "" },
  { 9, "0021", 0, "" },
  { 9, "57", 0, "" },
  { 10, "50 ffffffffffff 020000000001 aaaa03 000000 0800", 0, "" },
  { 12, "", 0, "" },
  { 14, "", 0, "" },
  { 50, "ff03 0021", 0, "" },
  { 50, "0f00 0800", 0, "" },
  { 51, "11 00 0001 0040 0021", 0, "" },
  { 100, "aaaa03 000000 0800", 0, "" },
  { 101, "", 0, "" },
  { 104, "0f00 0800", 0, "" },
  { 105, "0801 0000 020000000001 020000000002 020000000003 0000 aaaa03 000000 0800", 0, "" },
  { 105, "8801 0000 020000000001 020000000002 020000000003 0000 0000 aaaa03 000000 0800", 0, "" },
  { 107, "1841 03 cc", 0, "" },
  { 107, "1841 03 00 80 000000 0800", 0, "" },
  { 108, "00000002", 0, "" },
  { 109, "02000000 00000001 00000000", 0, "" },
  { 113, "0000 0001 0006 0200000000010000 0800", 0, "" },
  { 114, "0000", 0, "" },
  { 117, "3d 02 00 00", 64, "" },
  { 119, "44000000 90000000", 144, "0801 0000 020000000001 020000000002 020000000003 0000 aaaa03 000000 0800" },
  { 122, "00010001020304050001000102030406", 0, "aaaa03 000000 0800" },
  { 127, "0000 0900 02000000 00", 0, "0801 0000 020000000001 020000000002 020000000003 0000 aaaa03 000000 0800" },
  { 129, "0102 0000 d4", 0, "" },
  { 147, "", 0, "" },
  { 163, "80211001 00000040", 64, "0801 0000 020000000001 020000000002 020000000003 0000 aaaa03 000000 0800" },
  { 192, "00 00 0800 69000000", 0, "0801 0000 020000000001 020000000002 020000000003 0000 aaaa03 000000 0800" },
  { 226, "01 02 0000", 24, "" },
  { 228, "", 0, "" },
  { 229, "", 0, "" },
  { 239, "0200 0000 0500 0a00", 0, "" },
  { 239, "0200 0000 0800 0500 00000000 6400 0900", 0, "" },
  { 258, "6c000000 01000000 01000000", 108, "ffffffffffff 020000000001 0800" },
  { 276, "0800 0000 00000001 0001 00 06 0200000000010000", 0, "" },
};

static void
add_links (GPtrArray  *packets,
           GByteArray *ip4,
           GByteArray *ip6)
{
  for (guint i = 0; i < G_N_ELEMENTS (links); i++)
    {
      for (guint version = 4; version <= 6; version += 2)
        {
          GByteArray *bytes = from_hex (links[i].hex);

          if (links[i].length > bytes->len)
            add_zeros (bytes, links[i].length - bytes->len);
          add_hex (bytes, links[i].tail);
          add_array (bytes, version == 4 ? ip4 : ip6);
          add_packet (packets, links[i].link_type, bytes);
        }
    }
}

/* Raw IP packets that carry others. */
static void
add_tunnels (GPtrArray  *packets,
             GByteArray *ip4,
             GByteArray *ip6)
{
  static const guint8 protocols[] = { 4, 41 };
  const char *ethernet = "ffffffffffff 020000000001 0800";
  g_autoptr (GByteArray) frame = after_hex (ethernet, g_byte_array_ref (ip4));

  for (guint i = 0; i < G_N_ELEMENTS (protocols); i++)
    {
      GByteArray *inner = protocols[i] == 4 ? ip4 : ip6;

      add_packet (packets, 101, in_ip4 (protocols[i], inner));
      add_packet (packets, 101, in_ip6 (protocols[i], inner));
    }

  /* GRE (RFC 2784, RFC 2890): plain, with checksum and key and sequence number, with Ethernet inside */
  add_packet (packets, 101, take_in_ip4 (47, after_hex ("0000 0800", g_byte_array_ref (ip4))));
  add_packet (packets, 101, take_in_ip4 (47, after_hex ("b000 86dd 00000000 00000001 00000002", g_byte_array_ref (ip6))));
  add_packet (packets, 101, take_in_ip4 (47, after_hex ("0000 6558", g_byte_array_ref (frame))));
  add_packet (packets, 101, take_in_ip4 (47, after_hex ("3001 880b 0004 0001 00000001 ff03 0021", g_byte_array_ref (ip4))));

  add_packet (packets, 101,
              take_in_ip4 (17, take_in_udp (4789, after_hex ("08000000 00000100", g_byte_array_ref (frame)))));
  add_packet (packets, 101,
              take_in_ip4 (17, take_in_udp (6081, after_hex ("01 00 6558 00000100 00000000", g_byte_array_ref (frame)))));
  add_packet (packets, 101,
              take_in_ip4 (17, take_in_udp (2152, after_hex ("30 ff 0040 00000001", g_byte_array_ref (ip4)))));
  add_packet (packets, 101,
              take_in_ip4 (17, take_in_udp (2152, after_hex ("34 ff 0048 00000001 0001 00 85 01 00 00 00",
                                                             g_byte_array_ref (ip4)))));
  add_packet (packets, 101, take_in_ip4 (17, take_in_udp (3544, g_byte_array_ref (ip6))));
  add_packet (packets, 101,
              take_in_ip4 (17, take_in_udp (3544, after_hex ("0000 1234 f5ff80ff", g_byte_array_ref (ip6)))));
}

/* IP headers that are not the usual ones. */
static void
add_headers (GPtrArray  *packets,
             GByteArray *query)
{
  g_autoptr (GByteArray) udp = in_udp (53, query);
  GByteArray *packet;
  g_autoptr (GByteArray) extended = NULL;

  /* later and first fragments; total length 0; header options */
  packet = in_ip4 (17, udp);
  set_16 (packet, 6, 0x2001);
  add_packet (packets, 101, packet);
  packet = in_ip4 (17, udp);
  set_16 (packet, 6, 0x2000);
  add_packet (packets, 101, packet);
  packet = in_ip4 (17, udp);
  set_16 (packet, 2, 0);
  add_packet (packets, 101, packet);
  packet = in_ip4 (17, udp);
  packet->data[0] = 0x46;
  add_packet (packets, 101, packet);

  /* hop-by-hop with jumbo payload (RFC 2675), routing, fragment, destination options, authentication */
  extended = from_hex ("2b00 c2040000 0100 2c00 0000 0000 0000 3c00 0000 00000001 3300 0104 00000000"
                       "1104 0000 00000001 00000001 000000000000000000000000");
  add_array (extended, udp);
  add_packet (packets, 101, in_ip6 (0, extended));
}

GPtrArray *
seed_packets_new (void)
{
  GPtrArray *packets = g_ptr_array_new_with_free_func (seed_packet_free);
  g_autoptr (GByteArray) query = seed_dns_query_new ();
  g_autoptr (GByteArray) stream = seed_dns_stream_new ();
  g_autoptr (GByteArray) udp = in_udp (53, query);
  g_autoptr (GByteArray) tcp = in_tcp (53, stream);
  g_autoptr (GByteArray) ip4 = in_ip4 (17, udp);
  g_autoptr (GByteArray) ip6 = in_ip6 (17, udp);

  add_links (packets, ip4, ip6);
  add_tunnels (packets, ip4, ip6);
  add_headers (packets, query);
  add_packet (packets, 101, in_ip4 (6, tcp));
  add_packet (packets, 101, in_ip6 (6, tcp));
  add_packet (packets, 101, take_in_ip4 (17, in_udp (5353, query)));
  add_packet (packets, 101, take_in_ip4 (17, in_udp (5355, query)));
  add_packet (packets, 101, take_in_ip4 (132, from_hex ("0050 0051 00000000 00000000 03000000")));
  add_packet (packets, 101, take_in_ip4 (1, from_hex ("0800 0000 0001 0001")));
  add_packet (packets, 1, from_hex ("ffffffffffff 020000000001 0806 0001 0800 06 04 0001 020000000001 0a000001"
                                    "000000000000 0a000002"));
  return packets;
}
