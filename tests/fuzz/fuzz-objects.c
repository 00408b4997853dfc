/* SPDX-License-Identifier: GPL-3.0-or-later */
/* fuzz-objects.c: bodies of HTTP, transfers of FTP and TFTP, mails, in packets in any order; and a response or a mail in
 * pieces.
 *
 * Input: what it is (1 byte). Where that is odd, again and again: connection and sender (1 byte: 1 bit who sends, 2 bits
 * ports, 1 bit UDP, 1 bit other ports, 3 bits where it comes apart as two fragments), flags (1), sequence number relative
 * to what was sent last (1, signed), payload length (2, of which 11 bits count), bytes that were not captured (1, of which
 * only small ones count), payload. Where it is even: size of pieces (1), what a server sends or, where its second bit is
 * set, the client of a mail server, which must say the same in pieces as in larger segments. */

#include <string.h>

#include "fuzz.h"
#include "pv-object-finder.h"

#define LINKTYPE_RAW 101
#define IP_HEADER 20
#define TCP_HEADER 20
#define UDP_HEADER 8
#define MAX_PAYLOAD 2048

/* What a stream begins with whose first object is compared, and how that is told. */
#define BEGIN "HTTP/1.1 200 "
#define FIRST "http://h/name 0 "

#define FIN 0x01
#define SYN 0x02
#define ACK 0x10

/* What came of packets. */
typedef struct
{
  PvObjectFinder *finder;
  GPtrArray *checksums; /* of GChecksum, by the object's number */
  guint64 n_packets;
  GString *text;
} Run;

int
LLVMFuzzerInitialize (int    *argc,
                      char ***argv)
{
  fuzz_set_up ();
  return 0;
}

static gboolean
on_begin (const PvObject *object,
          gpointer        user_data)
{
  Run *run = user_data;

  FUZZ_CHECK (object->index == run->checksums->len);
  g_ptr_array_add (run->checksums, g_checksum_new (G_CHECKSUM_SHA256));

  return TRUE;
}

static gboolean
on_write (const PvObject *object,
          const guint8   *data,
          gsize           n,
          gpointer        user_data)
{
  Run *run = user_data;

  FUZZ_CHECK (n > 0 && object->index < run->checksums->len);
  g_checksum_update (g_ptr_array_index (run->checksums, object->index), data, (gssize) n);

  return TRUE;
}

static gboolean
on_end (const PvObject *object,
        gpointer        user_data)
{
  Run *run = user_data;
  g_autofree char *told = pv_object_dup_sha256 (object);

  FUZZ_CHECK (g_str_equal (told, g_checksum_get_string (g_ptr_array_index (run->checksums, object->index))));
  FUZZ_CHECK (object->packet < run->n_packets);
  FUZZ_CHECK (object->name == NULL || (object->name[0] != '\0' && g_utf8_validate (object->name, -1, NULL)));
  FUZZ_CHECK (object->type == NULL || g_utf8_validate (object->type, -1, NULL));
  FUZZ_CHECK (object->url == NULL || g_str_is_ascii (object->url));
  FUZZ_CHECK (object->missing == 0 || (object->flaws & PV_OBJECT_CUT) != 0);
  FUZZ_CHECK (object->content_type != NULL);

  return TRUE;
}

static void
run_begin (Run *run)
{
  static const PvObjectSink sink = { on_begin, on_write, on_end };

  *run = (Run){ .finder = pv_object_finder_new (&sink, run), .text = g_string_new (NULL) };
  run->checksums = g_ptr_array_new_with_free_func ((GDestroyNotify) g_checksum_free);
}

/* What was found. (transfer full) */
static char *
run_end (Run *run)
{
  g_autoptr (GPtrArray) objects = NULL;

  FUZZ_CHECK (pv_object_finder_end (run->finder));
  objects = pv_object_finder_steal_objects (run->finder);
  FUZZ_CHECK (objects->len == run->checksums->len);
  for (guint i = 0; i < objects->len; i++)
    {
      const PvObject *object = g_ptr_array_index (objects, i);
      g_autofree char *sha256 = pv_object_dup_sha256 (object);

      g_string_append_printf (run->text, "%s %d %s %s %" G_GUINT64_FORMAT " %" G_GUINT64_FORMAT "\n", object->url,
                              (object->flaws & (PV_OBJECT_DAMAGED | PV_OBJECT_TOO_LARGE)) != 0, sha256, object->name,
                              object->size, object->missing);
    }
  pv_object_finder_free (run->finder);
  g_ptr_array_unref (run->checksums);

  return g_string_free (run->text, FALSE);
}

static void
put_u16 (guint8 *data,
         guint   value)
{
  data[0] = (guint8) (value >> 8);
  data[1] = (guint8) value;
}

/* Adds an IP packet in a block of just the size that was captured. */
static void
add (Run          *run,
     gboolean      of_server,
     gboolean      is_udp,
     guint16       client_port,
     guint16       server_port,
     guint32       sequence,
     guint8        flags,
     const guint8 *payload,
     guint         n,
     guint         cut,
     guint         apart)
{
  guint header = IP_HEADER + (is_udp ? UDP_HEADER : TCP_HEADER);
  guint length = header + n;
  guint captured = length - MIN (cut, n);
  g_autofree guint8 *packet = g_malloc0 (length);
  g_autofree guint8 *copy = NULL;
  guint8 *transport = packet + IP_HEADER;
  PvRecord record;

  packet[0] = 0x45;
  put_u16 (packet + 2, length);
  packet[8] = 64;
  packet[9] = is_udp ? 17 : 6;
  packet[15] = of_server ? 2 : 1;
  packet[19] = of_server ? 1 : 2;
  packet[12] = packet[16] = 10;
  put_u16 (transport, of_server ? server_port : client_port);
  put_u16 (transport + 2, of_server ? client_port : server_port);
  if (is_udp)
    {
      put_u16 (transport + 4, UDP_HEADER + n);
    }
  else
    {
      put_u16 (transport + 4, sequence >> 16);
      put_u16 (transport + 6, sequence & 0xffff);
      transport[12] = 5 << 4;
      transport[13] = flags;
    }
  if (n > 0)
    memcpy (packet + header, payload, n);

  /* the second part comes first */
  apart = MIN (apart * 16, (length - IP_HEADER - 1) & ~7u);
  if (apart > 0)
    {
      g_autofree guint8 *part = g_malloc (IP_HEADER + length - IP_HEADER - apart);

      memcpy (part, packet, IP_HEADER);
      memcpy (part + IP_HEADER, packet + IP_HEADER + apart, length - IP_HEADER - apart);
      put_u16 (part + 2, length - apart);
      put_u16 (part + 6, apart / 8);
      record = (PvRecord){ .data = part, .captured_length = length - apart - MIN (cut, length - apart - IP_HEADER),
                           .original_length = length - apart, .link_type = LINKTYPE_RAW };
      FUZZ_CHECK (pv_object_finder_add (run->finder, &record, run->n_packets++));
      length = captured = IP_HEADER + apart;
      put_u16 (packet + 2, length);
      put_u16 (packet + 6, 0x2000);
    }

  copy = g_memdup2 (packet, captured);
  record = (PvRecord){ .data = copy, .captured_length = captured, .original_length = length, .link_type = LINKTYPE_RAW };
  FUZZ_CHECK (pv_object_finder_add (run->finder, &record, run->n_packets++));
}

static void
add_packets (FuzzInput *input)
{
  static const guint16 ports[][2] = {
    { 40000, 80 }, { 40001, 21 }, { 40002, 20 }, { 257, 69 }, { 40003, 25 }, { 40004, 143 }, { 40005, 80 }, { 40006, 80 },
  };
  guint32 next[8][2] = { { 0 } };
  g_autofree char *text = NULL;
  Run run;

  run_begin (&run);
  while (input->length > 0)
    {
      guint8 what = (guint8) fuzz_input_take_number (input, 1);
      guint8 flags = (guint8) fuzz_input_take_number (input, 1);
      gint8 relative = (gint8) fuzz_input_take_number (input, 1);
      gsize n = fuzz_input_take_number (input, 2) % MAX_PAYLOAD;
      guint cut = (guint) fuzz_input_take_number (input, 1);
      guint i = (what >> 1 & 3) | (what >> 2 & 4);
      gboolean of_server = what & 1;
      g_autofree guint8 *payload = fuzz_input_take_bytes (input, n, &n);

      if (cut >= 16)
        cut = 0;
      add (&run, of_server, (what & 8) != 0, ports[i][0], ports[i][1], next[i][of_server] + (guint32) relative, flags, payload,
           (guint) n, cut, what >> 5);
      next[i][of_server] += (guint32) n + ((flags & SYN) != 0);
    }
  text = run_end (&run);
}

/* What is found where segments have @size bytes. (transfer full) */
static char *
add_stream (const guint8 *stream,
            gsize         length,
            gsize         size)
{
  static const char request[] = "GET /name HTTP/1.1\r\nHost: h\r\n\r\nHEAD /name HTTP/1.1\r\n\r\nGET /other HTTP/1.1\r\n\r\n";
  Run run;

  run_begin (&run);
  add (&run, FALSE, FALSE, 40000, 80, 0, SYN, NULL, 0, 0, 0);
  add (&run, TRUE, FALSE, 40000, 80, 0, SYN | ACK, NULL, 0, 0, 0);
  add (&run, FALSE, FALSE, 40000, 80, 1, ACK, (const guint8 *) request, sizeof request - 1, 0, 0);
  for (gsize at = 0; at < length; at += size)
    add (&run, TRUE, FALSE, 40000, 80, 1 + (guint32) at, ACK, stream + at, (guint) MIN (size, length - at), 0, 0);
  add (&run, TRUE, FALSE, 40000, 80, 1 + (guint32) length, FIN | ACK, NULL, 0, 0, 0);

  return run_end (&run);
}

/* The same of mails that a client sends. (transfer full) */
static char *
add_mail (const guint8 *stream,
          gsize         length,
          gsize         size)
{
  Run run;

  run_begin (&run);
  add (&run, FALSE, FALSE, 40000, 25, 0, SYN, NULL, 0, 0, 0);
  for (gsize at = 0; at < length; at += size)
    add (&run, FALSE, FALSE, 40000, 25, 1 + (guint32) at, ACK, stream + at, (guint) MIN (size, length - at), 0, 0);

  return run_end (&run);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  FuzzInput input = { data, size };
  guint8 what = (guint8) fuzz_input_take_number (&input, 1);

  if (what % 2 != 0)
    {
      add_packets (&input);
    }
  else if ((what & 2) != 0)
    {
      gsize piece = 1 + fuzz_input_take_number (&input, 1);
      gsize length = MIN (input.length, 4096);
      g_autofree char *whole = add_mail (input.data, length, 4096);
      g_autofree char *pieces = add_mail (input.data, length, piece);

      FUZZ_CHECK (g_str_equal (whole, pieces));
    }
  else
    {
      gsize piece = 1 + fuzz_input_take_number (&input, 1);
      /* more is nothing new, and takes long byte by byte */
      gsize length = MIN (input.length, 4096);
      g_autofree char *whole = add_stream (input.data, length, 4096);
      g_autofree char *pieces = add_stream (input.data, length, piece);

      /* Behind what is none, a head counts only where a segment begins with it; and how much comes out of what cannot
       * be decompressed to its end is left open. But what is first must be the same. */
      if (length >= strlen (BEGIN) && memcmp (input.data, BEGIN, strlen (BEGIN)) == 0 && g_str_has_prefix (whole, FIRST))
        {
          gsize end = strcspn (whole, "\n");

          FUZZ_CHECK (strncmp (whole, pieces, end + 1) == 0);
        }
    }

  return 0;
}
