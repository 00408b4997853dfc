/* SPDX-License-Identifier: GPL-3.0-or-later */
/* fuzz-tcp-lookups.c: segments of many connections to port 53, in any order.
 *
 * Input, again and again: client (1 byte: 7 bits number, 1 bit IPv6), flags (1), sequence number
 * relative to what the client sent last (1, signed), payload length (1), bytes that were not captured
 * (1, of which only small ones count), payload. */

#include <string.h>

#include "fuzz.h"
#include "pv-dns.h"
#include "pv-stream-follower.h"

int
LLVMFuzzerInitialize (int    *argc,
                      char ***argv)
{
  fuzz_set_up ();
  return 0;
}

static void
on_dns_message (const guint8 *message,
                gsize         length,
                gpointer      user_data)
{
  guint64 *n_lookups = user_data;
  char name[PV_DNS_NAME_MAX];
  gsize name_length = pv_dns_read_lookup (message, length, name);

  if (name_length == 0)
    return;

  FUZZ_CHECK (name_length < PV_DNS_NAME_MAX);
  fuzz_check_name (name, name_length);
  (*n_lookups)++;
}

static const PvStreamFuncs funcs = { .dns_message = on_dns_message };

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  g_autoptr (PvStreamFollower) follower = pv_stream_follower_new ();
  FuzzInput input = { data, size };
  guint32 next[128] = { 0 };
  guint64 n_lookups = 0;
  guint64 n_bytes = 0;

  while (input.length > 0)
    {
      guint8 client[16] = { 0 };
      guint8 server[16] = { 0 };
      guint8 who = fuzz_input_take_number (&input, 1);
      PvTcpSegment segment = { 0 };
      gint8 shift;
      guint8 *payload;
      gsize missing;
      gsize length;

      segment.flags = fuzz_input_take_number (&input, 1);
      shift = fuzz_input_take_number (&input, 1);
      length = fuzz_input_take_number (&input, 1);
      missing = fuzz_input_take_number (&input, 1);
      payload = fuzz_input_take_bytes (&input, length, &length);

      client[3] = who & 0x7f;
      server[3] = 1;
      segment.client = client;
      segment.server = server;
      segment.address_size = (who & 0x80) != 0 ? 16 : 4;
      segment.client_port = 1024 + (who & 3);
      segment.server_port = 53;
      segment.sequence = next[who & 0x7f] + shift;
      segment.payload = payload;
      segment.payload_length = length;
      segment.wire_length = length + (missing < 32 ? missing : 0);
      next[who & 0x7f] = segment.sequence + segment.wire_length + ((segment.flags & 0x03) != 0);

      pv_stream_follower_add (follower, &segment, pv_stream_follower_hash (follower, &segment), &funcs, &n_lookups);
      n_bytes += length;
      free (payload);
    }

  /* A lookup has a length prefix, a header and at least one question. */
  FUZZ_CHECK (n_lookups * (2 + 12 + 5) <= n_bytes);
  return 0;
}
