/* SPDX-License-Identifier: GPL-3.0-or-later */
/* fuzz-stream-follower.c: segments of many connections, in any order; and a stream in pieces.
 *
 * Input: what it is (1 byte). Where that is odd, again and again: connection (1 byte: 4 bits number, 1 bit
 * IPv6, 2 bits server's port), flags (1), sequence number relative to what the client sent last (1, signed),
 * payload length (1), bytes that were not captured (1, of which only small ones count), payload. Where it is
 * even: size of pieces (1), a stream, which must say the same in pieces as in one segment. */

#include <string.h>

#include "fuzz.h"
#include "pv-host-name.h"
#include "pv-stream-follower.h"

#define TCP_SYN 0x02

typedef struct
{
  guint64 n;
  GString *text; /* (nullable) */
} Found;

int
LLVMFuzzerInitialize (int    *argc,
                      char ***argv)
{
  fuzz_set_up ();
  return 0;
}

/* A sanitiser sees a read past the end. */
static void
add_found (Found        *found,
           const guint8 *bytes,
           gsize         length)
{
  found->n++;
  if (found->text != NULL)
    {
      g_string_append_len (found->text, (const char *) bytes, length);
      g_string_append_c (found->text, '\n');
    }
}

static void
on_dns_message (const guint8 *message,
                gsize         length,
                gpointer      user_data)
{
  FUZZ_CHECK (length > 0 && length <= G_MAXUINT16);
  add_found (user_data, message, length);
}

static void
on_client_hello (const PvTlsClientHello *hello,
                 gpointer                user_data)
{
  FUZZ_CHECK (hello->length > 0 || hello->name_length > 0);
  add_found (user_data, hello->name, hello->name_length);
}

static void
on_http_request (const PvHttpRequest *request,
                 gpointer             user_data)
{
  char url[PV_HTTP_URL_MAX];
  gsize length = pv_http_request_write_url (request, url);

  FUZZ_CHECK (request->length > 0 || request->host.length > 0);
  add_found (user_data, (const guint8 *) url, length);
}

static const PvStreamFuncs funcs = { on_dns_message, on_client_hello, on_http_request };

static void
add_segments (PvStreamFollower *follower,
              FuzzInput        *input)
{
  static const guint16 ports[] = { 53, 80, 443, 8443 };
  Found found = { 0, NULL };
  guint32 next[128] = { 0 };
  guint64 n_bytes = 0;

  while (input->length > 0)
    {
      guint8 client[16] = { 0 };
      guint8 server[16] = { 0 };
      guint8 who = (guint8) fuzz_input_take_number (input, 1) & 0x7f;
      PvTcpSegment segment = { 0 };
      gint8 shift;
      guint8 *payload;
      gsize missing;
      gsize length;

      segment.flags = (guint8) fuzz_input_take_number (input, 1);
      shift = (gint8) fuzz_input_take_number (input, 1);
      length = fuzz_input_take_number (input, 1);
      missing = fuzz_input_take_number (input, 1);
      payload = fuzz_input_take_bytes (input, length, &length);

      client[3] = who & 0x0f;
      server[3] = 1;
      segment.client = client;
      segment.server = server;
      segment.address_size = (who & 0x10) != 0 ? 16 : 4;
      segment.group = who;
      segment.client_port = (who & 1) != 0 ? 1024 : 53;
      segment.server_port = ports[who >> 5];
      segment.sequence = next[who] + (guint32) shift;
      segment.payload = payload;
      segment.payload_length = (guint32) length;
      segment.wire_length = (guint32) (length + (missing < 32 ? missing : 0));
      next[who] = segment.sequence + segment.wire_length + ((segment.flags & 0x03) != 0);

      pv_stream_follower_add (follower, &segment, pv_stream_follower_hash (follower, &segment), &funcs, &found);
      n_bytes += length;
      free (payload);
    }

  /* Each takes some bytes, and none is told twice but what comes again. */
  FUZZ_CHECK (found.n * 3 <= n_bytes * 2);
}

/* The stream in pieces of @size bytes, after its SYN. */
static char *
read_stream (PvStreamFollower *follower,
             guint16           port,
             const guint8     *stream,
             gsize             length,
             gsize             size)
{
  static const guint8 address[4] = { 10, 0, 0, 1 };
  Found found = { 0, g_string_new (NULL) };
  PvTcpSegment segment = { .client = address, .server = address, .address_size = 4, .flags = TCP_SYN,
                           .client_port = port, .server_port = 80, .sequence = 7 };

  pv_stream_follower_add (follower, &segment, pv_stream_follower_hash (follower, &segment), &funcs, &found);
  segment.flags = 0;
  for (gsize at = 0; at < length; at += size)
    {
      guint8 *piece;

      segment.sequence = (guint32) (7 + at);
      segment.payload_length = segment.wire_length = (guint32) MIN (size, length - at);
      piece = g_memdup2 (stream + at, segment.payload_length);
      segment.payload = piece;
      pv_stream_follower_add (follower, &segment, pv_stream_follower_hash (follower, &segment), &funcs, &found);
      g_free (piece);
    }

  return g_string_free (found.text, FALSE);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  g_autoptr (PvStreamFollower) follower = pv_stream_follower_new ();
  FuzzInput input = { data, size };

  if ((fuzz_input_take_number (&input, 1) & 1) != 0)
    {
      add_segments (follower, &input);
    }
  else
    {
      gsize piece = 1 + fuzz_input_take_number (&input, 1);
      g_autofree char *whole = read_stream (follower, 1, input.data, input.length, G_MAXUINT16);
      g_autofree char *pieces = read_stream (follower, 2, input.data, input.length, piece);

      /* Pieces may begin where something else does: they may find more, but not less. */
      FUZZ_CHECK (strncmp (pieces, whole, strlen (whole)) == 0);
    }

  return 0;
}
