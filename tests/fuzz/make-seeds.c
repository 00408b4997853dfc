/* SPDX-License-Identifier: GPL-3.0-or-later */
/* make-seeds.c: writes the corpora that fuzzing starts from, a folder a target. */

#include <gio/gio.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "compressors.h"
#include "hello-builder.h"
#include "savefile-builder.h"
#include "seed-packets.h"

#define SNAPSHOT_LENGTH 262144
#define START_S 1715558400

static const char *root;
static guint n_written;

static void
write_seed (const char *target,
            const void *bytes,
            gsize       length)
{
  g_autofree char *dir = g_build_filename (root, target, NULL);
  g_autofree char *sum = g_compute_checksum_for_data (G_CHECKSUM_SHA1, bytes, length);
  g_autofree char *path = g_build_filename (dir, sum, NULL);
  g_autoptr (GError) error = NULL;

  g_mkdir_with_parents (dir, 0777);
  if (!g_file_set_contents (path, bytes, length, &error))
    {
      fprintf (stderr, "%s\n", error->message);
      exit (1);
    }
  n_written++;
}

static void
write_builder (const char      *target,
               SavefileBuilder *builder)
{
  write_seed (target, builder->bytes->data, builder->bytes->len);
}

static void
write_savefile (SavefileBuilder *builder)
{
  write_builder ("savefile", builder);
  write_builder ("report", builder);
  /* whose index stays as it is, or whose first byte changes */
  g_byte_array_prepend (builder->bytes, (const guint8 *) "\0", 1);
  write_builder ("index", builder);
  g_byte_array_prepend (builder->bytes, (const guint8 *) "\1\0\0\0\0", 5);
  write_builder ("index", builder);
  savefile_builder_clear (builder);
}

static void
write_dissect (const SeedPacket *packet)
{
  SavefileBuilder builder;

  savefile_builder_init (&builder, FALSE);
  savefile_add_u16 (&builder, packet->link_type);
  savefile_add_u16 (&builder, 0);
  savefile_add_u8 (&builder, 0);
  savefile_add_bytes (&builder, packet->bytes->data, packet->bytes->len);
  write_builder ("dissect", &builder);
  savefile_builder_clear (&builder);
}

static void
write_one_packet (const SeedPacket *packet)
{
  SavefileBuilder builder;

  savefile_builder_init (&builder, FALSE);
  savefile_add_pcap_header (&builder, 0xa1b2c3d4, SNAPSHOT_LENGTH, packet->link_type);
  savefile_add_pcap_record (&builder, START_S, 0, packet->bytes->data, packet->bytes->len, packet->bytes->len, 0);
  write_builder ("report", &builder);
  savefile_builder_clear (&builder);
}

/* The variants of pcap: magic, bytes between record header and data. */
static void
write_pcaps (const SeedPacket *packet)
{
  static const struct
  {
    guint32 magic;
    guint extra;
  } variants[] = {
    { 0xa1b2c3d4, 0 }, { 0xa1b23c4d, 0 }, { 0xa1b2c3d4, 8 }, { 0xa1b2c3d4, 4 },
    { 0xa1b2cd34, 8 }, { 0xa1b2cd34, 12 }, { 0x1c0001ac, 0 }, { 0x1c0001ab, 0 },
  };

  for (guint i = 0; i < 2 * G_N_ELEMENTS (variants); i++)
    {
      SavefileBuilder builder;

      savefile_builder_init (&builder, i % 2 != 0);
      savefile_add_pcap_header (&builder, variants[i / 2].magic, SNAPSHOT_LENGTH, packet->link_type);
      if (variants[i / 2].magic >> 16 == 0x1c00)
        savefile_add_u32 (&builder, 0);
      for (guint j = 0; j < 3; j++)
        savefile_add_pcap_record (&builder, START_S + 3 * j, 500 * j, packet->bytes->data, packet->bytes->len,
                                  packet->bytes->len + j, variants[i / 2].extra);
      write_savefile (&builder);
    }
}

/* Every kind of block, several interfaces and sections, in both byte orders. */
static void
write_pcapngs (GPtrArray *packets)
{
  static const int resolutions[] = { -1, 9, 3, 0x80 | 10 };

  for (guint i = 0; i < 2 * G_N_ELEMENTS (resolutions); i++)
    {
      SavefileBuilder builder;

      savefile_builder_init (&builder, i % 2 != 0);
      savefile_add_section (&builder);
      for (guint j = 0; j < 4; j++)
        {
          const SeedPacket *packet = g_ptr_array_index (packets, (7 * i + j) % packets->len);

          savefile_add_interface (&builder, packet->link_type, j == 0 ? 0 : SNAPSHOT_LENGTH, resolutions[i / 2], j);
          savefile_add_enhanced (&builder, j, ((guint64) START_S + j) * 1000000, packet->bytes->data,
                                 packet->bytes->len, packet->bytes->len);
          if (j == 0)
            savefile_add_simple (&builder, packet->bytes->data, packet->bytes->len, packet->bytes->len);
          savefile_add_obsolete (&builder, j, ((guint64) START_S - j) * 1000000, packet->bytes->data,
                                 packet->bytes->len, packet->bytes->len + 1);
        }
      /* name resolution, statistics, custom and unknown blocks */
      savefile_add_block (&builder, 4, "\0\0\0\0", 4);
      savefile_add_block (&builder, 5, "\0\0\0\0\0\0\0\0\0\0\0\0", 12);
      savefile_add_block (&builder, 0xbad, "\0\0\0\1abcd", 8);
      savefile_add_block (&builder, 0x80000001, NULL, 0);
      if (i >= 4)
        {
          const SeedPacket *packet = g_ptr_array_index (packets, i);

          builder.big_endian = !builder.big_endian;
          savefile_add_section (&builder);
          savefile_add_interface (&builder, packet->link_type, 96, 6, 0);
          savefile_add_enhanced (&builder, 0, 0, packet->bytes->data, MIN (packet->bytes->len, 96),
                                 packet->bytes->len);
        }
      write_savefile (&builder);
    }
}

static void
write_others (const SeedPacket *packet)
{
  SavefileBuilder builder;

  savefile_builder_init (&builder, TRUE);
  savefile_add_snoop_header (&builder, 2, 4);
  for (guint i = 0; i < 3; i++)
    savefile_add_snoop_record (&builder, START_S + i, i, packet->bytes->data, packet->bytes->len, packet->bytes->len, i);
  write_savefile (&builder);

  savefile_builder_init (&builder, TRUE);
  savefile_add_erf_record (&builder, START_S, 0, 27, "\0\1\0\0", 4, 4);
  for (guint i = 0; i < 24; i++)
    savefile_add_erf_record (&builder, START_S + i, i, i, packet->bytes->data, packet->bytes->len, packet->bytes->len);
  write_savefile (&builder);
}

static void
write_compressed (const GByteArray *data)
{
  for (guint i = 0; i < N_COMPRESSORS; i++)
    {
      g_autoptr (GBytes) member = compressors[i].compress (data->data, data->len);
      g_autoptr (GByteArray) bytes = g_byte_array_new ();

      g_byte_array_append (bytes, g_bytes_get_data (member, NULL), (guint) g_bytes_get_size (member));
      write_seed ("decoder", bytes->data, bytes->len);
      write_seed ("report", bytes->data, bytes->len);
      /* two members, padding, and what is no third */
      g_byte_array_append (bytes, (const guint8 *) "\0\0\0\0", 4);
      g_byte_array_append (bytes, g_bytes_get_data (member, NULL), (guint) g_bytes_get_size (member));
      g_byte_array_append (bytes, g_bytes_get_data (member, NULL), 3);
      write_seed ("decoder", bytes->data, bytes->len);
    }
}

/* A capture of all packets of one link type, to compress. */
static void
write_many (GPtrArray *packets,
            guint16    link_type)
{
  SavefileBuilder builder;
  guint n = 0;

  savefile_builder_init (&builder, FALSE);
  savefile_add_pcap_header (&builder, 0xa1b2c3d4, SNAPSHOT_LENGTH, link_type);
  for (guint i = 0; i < packets->len; i++)
    {
      const SeedPacket *packet = g_ptr_array_index (packets, i);

      if (packet->link_type == link_type)
        savefile_add_pcap_record (&builder, START_S + 60 * n++, 0, packet->bytes->data, packet->bytes->len,
                                  packet->bytes->len, 0);
    }
  write_compressed (builder.bytes);
  write_savefile (&builder);
}

static void
write_dns (void)
{
  /* A lookup; a pointer into the question; a pointer to itself; a mixed-case and a binary label; an answer;
   * the root; a label too long. */
  static const struct
  {
    const char *bytes;
    gsize length;
  } messages[] = {
#define MESSAGE(text) { text, sizeof text - 1 }
    MESSAGE ("\x12\x34\1\0\0\1\0\0\0\0\0\0\3www\7example\3com\0\0\1\0\1"),
    MESSAGE ("\x12\x34\1\0\0\1\0\0\0\0\0\0\3www\xc0\x14\0\1\0\1\3com\0"),
    MESSAGE ("\x12\x34\1\0\0\1\0\0\0\0\0\0\xc0\x0c\0\1\0\1"),
    MESSAGE ("\x12\x34\1\0\0\2\0\0\0\0\0\0\4WwW.\3\0\xff\\\0\0\1\0\1\xc0\x0c\0\1\0\1"),
    MESSAGE ("\x12\x34\x81\x80\0\1\0\1\0\0\0\0\1a\0\0\1\0\1\xc0\x0c\0\1\0\1\0\0\0\1\0\4\1\2\3\4"),
    MESSAGE ("\0\0\0\0\0\1\0\0\0\0\0\1\0\0\2\0\1\0\0\x29\x10\0\0\0\0\0\0\0"),
    /* an alias and its address; one that leads to itself; a reverse lookup through an alias; IPv6 */
    MESSAGE ("\x12\x34\x81\x80\0\1\0\2\0\0\0\0\1a\0\0\1\0\1\xc0\x0c\0\5\0\1\0\0\0\1\0\3\1b\0"
             "\1b\0\0\1\0\1\0\0\0\1\0\4\1\2\3\4"),
    MESSAGE ("\x12\x34\x84\0\0\0\0\2\0\0\0\0\1a\0\0\5\0\1\0\0\0\1\0\2\xc0\x0c\xc0\x0c\0\1\x80\1\0\0\0\1\0\4\1\2\3\4"),
    MESSAGE ("\x12\x34\x81\x80\0\1\0\2\0\0\0\0\0014\0013\0012\0011\7in-addr\4arpa\0\0\x0c\0\1"
             "\xc0\x0c\0\5\0\1\0\0\0\1\0\4\1x\xc0\x0e\xc0\x32\0\x0c\0\1\0\0\0\1\0\3\1h\0"),
    MESSAGE ("\x12\x34\x81\x80\0\0\0\1\0\0\0\0\1a\0\0\x1c\0\1\0\0\0\1\0\x10\x20\1\x0d\xb8\0\0\0\0\0\0\0\0\0\0\0\1"),
    MESSAGE ("\0\0\0\0\0\1\0\0\0\0\0\0\x40" "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\0\0\1\0\1"),
#undef MESSAGE
  };

  for (guint i = 0; i < G_N_ELEMENTS (messages); i++)
    {
      write_seed ("dns", messages[i].bytes, messages[i].length);
      write_seed ("dns-answers", messages[i].bytes, messages[i].length);
      write_seed ("dns-message", messages[i].bytes, messages[i].length);
    }
}

static void
add_segment (SavefileBuilder *builder,
             guint8           who,
             guint8           flags,
             gint8            shift,
             const guint8    *data,
             guint8           length)
{
  savefile_add_u8 (builder, who);
  savefile_add_u8 (builder, flags);
  savefile_add_u8 (builder, shift);
  savefile_add_u8 (builder, length);
  savefile_add_u8 (builder, 0xff);
  savefile_add_bytes (builder, data, length);
}

static void
write_tcp (void)
{
  g_autoptr (GByteArray) stream = seed_dns_stream_new ();

  for (guint cut = 1; cut < stream->len; cut += 7)
    {
      SavefileBuilder builder;

      savefile_builder_init (&builder, FALSE);
      add_segment (&builder, cut % 3, 0x02, 0, NULL, 0);
      add_segment (&builder, cut % 3, 0x18, 0, stream->data, cut);
      add_segment (&builder, 0x85, 0x18, 0, stream->data, stream->len);
      /* again, and what follows */
      add_segment (&builder, cut % 3, 0x18, -(gint8) cut, stream->data, cut);
      add_segment (&builder, cut % 3, 0x18, 0, stream->data + cut, stream->len - cut);
      add_segment (&builder, cut % 3, 0x11, 0, NULL, 0);
      write_builder ("tcp-lookups", &builder);
      g_byte_array_prepend (builder.bytes, (const guint8 *) "\1", 1);
      write_builder ("stream-follower", &builder);
      savefile_builder_clear (&builder);
    }
}

/* Takes @bytes, behind @head. */
static void
write_array (const char *target,
             const char *head,
             GByteArray *bytes)
{
  packet_prepend (bytes, head);
  write_seed (target, bytes->data, bytes->len);
  g_byte_array_unref (bytes);
}

static void
write_hellos (void)
{
  static const guint32 versions[] = { 0x00000001, 0x6b3343cf, 0xff00001d };
  GByteArray *extensions = hello_extension (packet_new (), 0x1a1a, "");
  g_autoptr (GByteArray) message = NULL;

  hello_extension (extensions, 16, "000c 02 6832 08 687474702f312e31");
  hello_extension (extensions, 43, "06 1a1a 0304 0303");
  hello_extension (extensions, 0xfe0d, "00 0001 0001 05 0020");
  hello_server_name (extensions, "a.example");
  message = hello_message (extensions);

  for (guint size = 16; size < 300; size += 100)
    {
      GByteArray *stream = hello_records (g_byte_array_ref (message), size);

      packet_append (stream, "140303000101");
      write_array ("stream-follower", "00 20", hello_records (g_byte_array_ref (message), size));
      write_array ("client-hello", "00", stream);
    }
  write_array ("client-hello", "ff", hello_records (hello_message (NULL), 99));

  for (guint i = 0; i < G_N_ELEMENTS (versions); i++)
    {
      GByteArray *frames = packet_append (packet_new (), "02 05 00 01 00 0000 01");

      quic_crypto_frame (frames, message, 20, message->len);
      quic_crypto_frame (frames, message, 0, 30);
      write_array ("quic-initial", "01", g_byte_array_append (packet_new (), frames->data, frames->len));
      write_array ("quic-initial", "00", quic_initial (frames, versions[i], "01020304", "0a", "77", NULL, FALSE));
    }
  write_array ("quic-initial", "00", packet_append (packet_new (), "f0 00000001 01 0a 02 bbcc 746f6b656e"));
}

static void
write_requests (void)
{
  static const char *const streams[] = {
    "GET / HTTP/1.1\r\nHost: a.example:80\r\nUser-Agent: b\r\n\r\n",
    "POST http://a@b.example/c HTTP/1.1\nContent-Length: 12\nTransfer-Encoding: gzip, chunked\n\n5\r\n",
    "CONNECT a.example:443 HTTP/1.1\r\n\r\n", "GET /old\r\n\r\n",
    "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\nx: y\r\n\r\nGET / HTTP/1.1\r\n\r\n",
    "POST / HTTP/1.1\r\nContent-Length: 3\r\n\r\nabc\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n", "1a;b=c\r\n", "M-SEARCH * HTTP/1.1\r\n",
  };

  for (guint i = 0; i < G_N_ELEMENTS (streams); i++)
    {
      GByteArray *stream = g_byte_array_append (packet_new (), (const guint8 *) streams[i], strlen (streams[i]));

      write_array ("stream-follower", "00 04", g_byte_array_append (packet_new (), stream->data, stream->len));
      write_array ("http-request", i % 2 != 0 ? "03 1000" : "00 1000", stream);
    }
}

/* Packets whose addresses and names are replaced. */
static void
write_anonymiser (void)
{
  GByteArray *hello = hello_records (hello_message_of ("a.example"), 16384);

  write_array ("anonymiser", "65 00 00", packet_query4 ());
  write_array ("anonymiser", "65 00 00", packet_query6 ());
  write_array ("anonymiser", "01 00 00", packet_ethernet (packet_query4 (), 0x0800));
  write_array ("anonymiser", "01 00 03", packet_ethernet (packet_query6 (), 0x86dd));
  write_array ("anonymiser", "65 00 00",
               packet_ipv4 (packet_tcp (hello, 40000, 443, 1, 0x10), 6, "192.0.2.1", "192.0.2.2"));
  write_array ("anonymiser", "01 00 00",
               packet_ethernet (packet_append (packet_new (), "0001 0800 0604 0001 021122334455 c0000207 000000000000 c0000208"),
                                0x0806));
}

/* Responses, mails, and packets of FTP, TFTP, IMAP and POP3. */
static void
write_objects (void)
{
  static const char *const streams[] = {
    "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhelloHTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nHTTP/1.1 304 x\r\n\r\n",
    "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Disposition: attachment; filename*=UTF-8''%e4; "
    "filename=\"a\\\"b\"\r\n\r\n5;x=y\r\nhello\r\n0\r\nx: y\r\n\r\n",
    "HTTP/1.1 200 OK\r\nContent-Encoding: deflate\r\n\r\n\x4b\x4c\x4a\x06\x00",
    "HTTP/1.1 200 OK\r\nContent-Encoding: br\r\nContent-Length: 8\r\n\r\n\x0b\x02\x80hello\x03",
    "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 206 x\r\nContent-Range: bytes 0-1/5\r\nContent-Type: image/png\r\n\r\nab",
  };

  static const char *const mails[] = {
    "DATA\r\nSubject: =?utf-8?q?=C3=A4?= =?iso-8859-1?b?5A==?=\r\nContent-Type: multipart/mixed;\r\n boundary=\"b\"\r\n\r\n"
    "--b\r\nContent-Type: image/png; name*0=\"a\"; name*1*=UTF-8''%C3\r\nContent-Transfer-Encoding: base64\r\n\r\naGVsbG8=\r\n"
    "--b\r\nContent-Disposition: attachment; filename=x\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
    "a=3D=  \r\n..b\r\n--b--\r\n.\r\nDATA\r\nx: y\r\n\r\n..\r\n.\r\nQUIT\r\n",
    "BDAT 3\r\nab\nBDAT 20 LAST\r\nSubject: x\r\n\r\nbody..RSET\r\nSTARTTLS\r\n",
  };

  for (guint i = 0; i < G_N_ELEMENTS (mails); i++)
    write_array ("objects", "02 04", g_byte_array_append (packet_new (), (const guint8 *) mails[i], strlen (mails[i])));
  for (guint i = 0; i < G_N_ELEMENTS (streams); i++)
    write_array ("objects", "00 04", g_byte_array_append (packet_new (), (const guint8 *) streams[i], strlen (streams[i])));

  /* EPSV |||20|, RETR x, and a data connection; RRQ and its first block */
  write_array ("objects", "01",
               packet_append (packet_new (),
                              "03 10 00 1000 00 323239206f6b20287c7c7c32307c290d0a  02 10 00 0800 00 5245545220782f790d0a"
                              "04 02 00 0000 00  05 12 00 0000 00  05 10 00 0400 00 64617461  05 11 00 0000 00"
                              "0e 00 00 0b00 00 00016100 6f6374657400  0f 00 00 0800 00 0003000164617461"));
  /* the same file in fragments; of IMAP, "* 1 FETCH (BODY[] {3}" and a literal */
  write_array ("objects", "01",
               packet_append (packet_new (),
                              "2e 00 00 0b00 00 00016100 6f6374657400  2f 00 00 1000 00 00030001646174616461746164617461"
                              "13 10 00 1d00 00 2a2031204645544348 2028424f44595b5d207b337d0d0a 61620a29 0d0a"));
}

/* A NetBIOS registration and a DHCP request. */
static void
write_host_hints (void)
{
  GByteArray *dhcp = packet_append (packet_new (), "01 01 06 00 12345678 0000 0000 00000000 0a000006");

  write_array ("dns-message", "",
               packet_append (packet_new (), "1234 2910 0001 0000 0000 0001 20 4542434143414341434143414341434143"
                              "41434143414341434143414341414100 0020 0001 c00c 0020 0001 000493e0 0006 0000 0a000007"));
  packet_append_n (dhcp, 236 - dhcp->len, 0);
  write_array ("dns-message", "", packet_append (dhcp, "63825363 350103 00 3204 0a000007 0c 06 6c6170746f70 ff"));
}

/* Packets at both ends of time, now, and around 1970. */
static void
write_exports (void)
{
  static const gint64 seconds[] = { -1000000000000, -9223372037, -1, 0, 1468059242, 9223372036, 1000000000000 };

  for (guint options = 0; options < 64; options += 5)
    {
      SavefileBuilder builder;

      savefile_builder_init (&builder, FALSE);
      savefile_add_u8 (&builder, (guint8) options);
      savefile_add_u64 (&builder, options % 2 != 0 ? (guint64) G_MININT64 : options * G_GUINT64_CONSTANT (100000000000));
      savefile_add_u64 (&builder, (guint64) G_MININT64);
      savefile_add_u64 (&builder, options % 3 != 0 ? (guint64) G_MAXINT64 : G_GUINT64_CONSTANT (1468059242000000000));
      for (guint i = options % 4; i < G_N_ELEMENTS (seconds); i += 1 + options % 2)
        {
          savefile_add_u64 (&builder, (guint64) seconds[i]);
          savefile_add_u32 (&builder, i * 145224192);
          savefile_add_u16 (&builder, (guint16) (101 + i));
        }
      write_builder ("export", &builder);
      savefile_builder_clear (&builder);
    }
}

static void
write_bin_sizes (void)
{
  static const char *const texts[] = {
    "500ms", "2s", "1.5 min", "1h", "1d", "86400s", "0.001 s", "1e3ms", "25h", "0x10s", "-1s", "2 seconds", " 10 ms ",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      SavefileBuilder builder;

      savefile_builder_init (&builder, FALSE);
      /* 4 November 2018, when midnight was left out in the zone of the target */
      savefile_add_u64 (&builder, (G_GUINT64_CONSTANT (1541300400) + 3600 * i) * 1000000000);
      savefile_add_bytes (&builder, texts[i], strlen (texts[i]));
      write_builder ("bin-size", &builder);
      savefile_builder_clear (&builder);
    }
}

static void
write_filters (GPtrArray *packets)
{
  static const char *const expressions[] = {
    "tcp port 53", "host 10.0.0.1 and not udp", "ip6 net 2001:db8::/32", "ether host 02:00:00:00:00:01",
    "vlan 100 and ip", "greater 1000", "ip[0] & 0xf != 5", "tcp[tcpflags] & (tcp-syn|tcp-ack) == tcp-syn",
    "len % 3 == 1 or portrange 1-1023", "mpls 1", "not broadcast", "type mgt subtype beacon", "",
  };

  for (guint i = 0; i < G_N_ELEMENTS (expressions); i++)
    {
      const SeedPacket *packet = g_ptr_array_index (packets, 5 * i % packets->len);
      SavefileBuilder builder;

      savefile_builder_init (&builder, FALSE);
      savefile_add_u16 (&builder, packet->link_type);
      savefile_add_u8 (&builder, strlen (expressions[i]));
      savefile_add_bytes (&builder, expressions[i], strlen (expressions[i]));
      savefile_add_bytes (&builder, packet->bytes->data, packet->bytes->len);
      write_builder ("filter", &builder);
      savefile_builder_clear (&builder);
    }
}

int
main (int    argc,
      char **argv)
{
  g_autoptr (GPtrArray) packets = seed_packets_new ();

  if (argc != 2)
    {
      fprintf (stderr, "usage: %s FOLDER\n", argv[0]);
      return 1;
    }
  root = argv[1];

  for (guint i = 0; i < packets->len; i++)
    {
      write_dissect (g_ptr_array_index (packets, i));
      write_one_packet (g_ptr_array_index (packets, i));
    }
  write_pcaps (g_ptr_array_index (packets, 4));
  write_pcapngs (packets);
  write_others (g_ptr_array_index (packets, 4));
  write_many (packets, 101);
  write_many (packets, 1);
  write_dns ();
  write_tcp ();
  write_hellos ();
  write_anonymiser ();
  write_objects ();
  write_requests ();
  write_host_hints ();
  write_bin_sizes ();
  write_exports ();
  write_filters (packets);
  printf ("%u seeds in %s\n", n_written, root);
  return 0;
}
